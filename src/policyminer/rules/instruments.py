"""Policy instruments as data: cues that tell by what means a clause wants to reach its end.

The kinds are those of Rothwell and Zegveld (*Reindustrialization and Technology*, 1985): a government supplies means
(``supply``), shapes the environment (``environment``) or creates demand (``demand``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import ahocorasick_rs
import regex
from pydantic import BaseModel, ConfigDict, Field

from policyminer.folding import fold
from policyminer.rules.templates import compile_cue, leading_literals

Text = Annotated[str, Field(min_length=1)]
#: what stands for "sorted after everything" when two cues say equally much
_Weight = tuple[int, int, int]


class InstrumentRule(BaseModel):
    """One instrument of a pack; see ``docs/rules.md`` for every field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    kind: Literal["supply", "environment", "demand"]
    name: Text
    en: str = ""
    cues: Annotated[tuple[Text, ...], Field(min_length=1)]
    veto: tuple[Text, ...] = ()
    priority: int = 0
    examples: Annotated[tuple[Text, ...], Field(min_length=2)]
    counterexamples: Annotated[tuple[Text, ...], Field(min_length=1)]


@dataclass(frozen=True)
class CompiledInstrument:
    """An instrument with its cues compiled; ``where`` names file and id."""

    rule: InstrumentRule
    pack: str
    where: str

    @cached_property
    def cues(self) -> tuple[regex.Pattern[str], ...]:
        """The cues as patterns over the folded text."""
        return tuple(compile_cue(cue, self.where) for cue in self.rule.cues)

    @cached_property
    def vetoes(self) -> tuple[str, ...]:
        """Words of the clause that forbid the instrument."""
        return tuple(map(fold, self.rule.veto))


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in a text; ``weight`` says how much it tells: priority, literal characters, minus open ones."""

    start: int
    end: int
    instrument: CompiledInstrument
    weight: _Weight


class CueFinder:
    """All cues of many instruments, looked for at once.

    One automaton finds the places where a cue can begin; only there is its pattern tried.
    """

    def __init__(self, instruments: tuple[CompiledInstrument, ...]) -> None:
        self._cues = [(i, cue) for i in instruments for cue in i.cues]
        by_anchor: dict[str, list[int]] = {}
        for number, source in enumerate(source for i in instruments for source in i.rule.cues):
            for anchor in leading_literals(source):
                by_anchor.setdefault(anchor, []).append(number)
        self._numbers = list(by_anchor.values())
        self._anchors = ahocorasick_rs.AhoCorasick(list(by_anchor)) if by_anchor else None

    def find(self, folded: str, clause: tuple[int, int]) -> list[CueHit]:
        """The hits in a clause, the most telling first, at most one for an instrument."""
        start, end = clause
        text = folded[start:end]
        if self._anchors is None:
            return []
        best: dict[str, CueHit] = {}
        for number, at, _ in self._anchors.find_matches_as_indexes(text, overlapping=True):
            for cue in self._numbers[number]:
                instrument, pattern = self._cues[cue]
                match = pattern.match(text, at)
                if match is None or any(word in text for word in instrument.vetoes):
                    continue
                gaps = sum(len(match[i] or "") for i in range(1, match.re.groups + 1))
                weight = (instrument.rule.priority, match.end() - match.start() - gaps, -gaps)
                hit = CueHit(start + match.start(), start + match.end(), instrument, weight)
                known = best.get(instrument.where)
                if known is None or hit.weight > known.weight:
                    best[instrument.where] = hit
        return sorted(best.values(), key=lambda h: (tuple(-w for w in h.weight), h.start, h.instrument.rule.id))
