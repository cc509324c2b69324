"""Policy instruments as data: cues that tell by what means a clause wants to reach its end.

The kinds are those of Rothwell and Zegveld (*Reindustrialization and Technology*, 1985): a government supplies means
(``supply``), shapes the environment (``environment``) or creates demand (``demand``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import regex
from pydantic import BaseModel, ConfigDict, Field

from policyminer.folding import fold
from policyminer.literals import matcher
from policyminer.rules.templates import compile_cue, leading_literals, trailing_literals

Text = Annotated[str, Field(min_length=1)]
#: priority, literal characters, minus open ones
_Weight = tuple[int, int, int]
#: what follows in the clause is forbidden, averted or missing: no means in use
_WITHOUT = regex.compile(r"不得|不再|不予|不准|不能|不许|严禁|禁止|防止|避免|杜绝|没有|尚未|缺乏|缺少|无法|存在|(?:未|不)$")
#: characters of which every such word has one
_DENIES = frozenset("不未禁止免绝没乏少无存")
#: … but not whom the means are for: 对没有建立台账的乡镇进行约谈
_OF_WHOM = regex.compile(r"(?:对|凡|针对|将|把)[^,]*的")
#: a clause that deplores or defines: nothing is done
_SAYS_NOTHING = regex.compile(
    r"^但?(?:个别|少数(?!民族)|有的(?!放矢))|亟待|有待|尚待|面临[^,]{0,8}(?:困难|挑战)|系统工程"
    r"|是[^,]*(?:重要|根本|关键|有效|必然|主要|必要)[^,]{0,2}(?:途径|举措|抓手|要求|保障|基础|标志|前提|方式|手段|内容)[。;,]*$"
    r"|是[^,]*(?:需要|之一)[。;,]*$|(?:难度|不足|不够|不高|不强|滞后|不健全|不完善|薄弱|缺失|短缺)[。;,]*$"
    r"|等[^,]{0,12}问题(?:[。;,]*$|[^,]{0,2}(?:没有|尚未|未))"
)
#: … but for one that sets about it
_MENDS = regex.compile(r"解决|针对|围绕|破解|整治|补齐")
#: not the verb but a part of a noun: 党组织, 开发区, 建设银行; or of two words: 落实行业
_NO_VERB = regex.compile(
    r"(?<=党|社会|群团|群众|行业|公益|慈善|国际|工会|团)组织|组织(?=部|委员|书记)|(?<=落)实行|开发(?=区)|建设(?=局|厅|部|银行)"
    r"|参与(?=方|者|度)|发展(?=和?改革委)|作为(?=不)"
)


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
    """A cue in a text; ``weight`` says how much it tells."""

    start: int
    end: int
    instrument: CompiledInstrument
    weight: _Weight


@dataclass(frozen=True, slots=True)
class CueScan:
    """A text and where the literals stand that cues begin and end with, in order; a literal by its number."""

    folded: str
    begins: list[int]
    begin_literals: list[int]
    ends: list[int]
    end_literals: list[int]


class CueFinder:
    """All cues of many instruments, looked for at once.

    One automaton finds the texts that a cue can begin and end with; only where both stand is its pattern tried.
    """

    def __init__(self, instruments: tuple[CompiledInstrument, ...]) -> None:
        self._cues = [(i, cue) for i in instruments for cue in i.cues]
        begins: dict[str, list[int]] = {}
        ends: dict[str, list[int]] = {}
        for number, source in enumerate(source for i in instruments for source in i.rule.cues):
            for literal in leading_literals(source):
                begins.setdefault(literal, []).append(number)
            for literal in trailing_literals(source):
                ends.setdefault(literal, []).append(number)
        anywhere = frozenset(ends.pop("", ()))
        edges = list(begins | ends)
        self._begins = [frozenset(begins.get(edge, ())) for edge in edges]
        #: of the cues that begin with an edge those that end with a gap
        self._open = [cues & anywhere for cues in self._begins]
        self._ends = [frozenset(ends.get(edge, ())) for edge in edges]
        #: by the number of an edge that cues begin with the edges that these end with
        edges_of: dict[int, list[int]] = {}
        for number, cues in enumerate(self._ends):
            for cue in cues:
                edges_of.setdefault(cue, []).append(number)
        self._partners = [frozenset(n for cue in cues for n in edges_of.get(cue, ())) for cues in self._begins]
        self._automaton = matcher(edges) if edges else None

    def scan(self, folded: str) -> CueScan:
        """Where cues can begin and end in a text."""
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True) if self._automaton else []
        begins = sorted((at, literal) for literal, at, _ in found if self._begins[literal])
        ends = [(end, literal) for literal, _, end in found if self._ends[literal]]
        return CueScan(folded, *_columns(begins), *_columns(ends))

    def find(
        self, scan: CueScan, clause: tuple[int, int], skip: Callable[[int, int], bool] | None = None
    ) -> list[CueHit]:
        """The hits in a clause, the most telling first, at most one for an instrument.

        A hit in a range for which ``skip`` is true does not count, nor one behind a word that denies it (不得, 缺乏), nor
        any in a clause that only says what is wrong or what something means.
        """
        return next(self.find_all(scan, [clause], skip), (clause, []))[1]

    def find_all(
        self, scan: CueScan, clauses: Iterable[tuple[int, int]], skip: Callable[[int, int], bool] | None = None
    ) -> Iterator[tuple[tuple[int, int], list[CueHit]]]:
        """The clauses of a text that have hits, with them, as ``find`` gives them; clauses in order, none overlaps."""
        begins, begin_literals, ends, end_literals = scan.begins, scan.begin_literals, scan.ends, scan.end_literals
        total = len(begins)
        first = 0
        for clause in clauses:
            start, end = clause
            if first < total and begins[first] < start:
                first = bisect_left(begins, start, first)
            if first >= total:
                return
            if begins[first] >= end:
                continue
            ended = end_literals[bisect_right(ends, start) : bisect_right(ends, end)]
            candidates: list[tuple[int, int]] = []
            while first < total and (at := begins[first]) < end:
                literal = begin_literals[first]
                first += 1
                cues = self._open[literal]
                if not self._partners[literal].isdisjoint(ended):
                    cues = cues.union(*[self._begins[literal] & self._ends[other] for other in ended])
                if cues:
                    candidates += [(cue, at - start) for cue in sorted(cues)]
            if candidates:
                hits = self._hits(scan.folded[start:end], start, candidates, skip)
                if hits:
                    yield clause, hits

    def _hits(
        self, text: str, start: int, candidates: list[tuple[int, int]], skip: Callable[[int, int], bool] | None
    ) -> list[CueHit]:
        """Which candidates hold in a clause that begins at ``start``: cues by number with where they can begin in it."""
        best: dict[str, CueHit] = {}
        denies = not _DENIES.isdisjoint(text)
        for cue, at in candidates:
            instrument, pattern = self._cues[cue]
            match = pattern.match(text, at)
            if match is None:
                continue
            gaps = sum(map(len, filter(None, match.groups())))
            weight = (instrument.rule.priority, match.end() - at - gaps, -gaps)
            known = best.get(instrument.where)
            if known is not None and weight <= known.weight:
                continue
            if _NO_VERB.match(text, at) or (denies and _is_denied(text, at)):
                continue
            if any(word in text for word in instrument.vetoes):
                continue
            if skip is None or not skip(start + at, start + match.end()):
                best[instrument.where] = CueHit(start + at, start + match.end(), instrument, weight)
        if not best or (_SAYS_NOTHING.search(text) and not _MENDS.search(text)):
            return []
        if len(best) == 1:
            return [*best.values()]
        # of two that tell as much the later one wins: modifiers stand before the verb of a clause
        return sorted(best.values(), key=lambda h: (tuple(-w for w in h.weight), -h.start, h.instrument.rule.id))


def _columns(places: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [at for at, _ in places], [literal for _, literal in places]


def _is_denied(text: str, at: int) -> bool:
    denial = _WITHOUT.search(text, 0, at)
    whom = _OF_WHOM.match(text, 0, at) if denial else None
    return denial is not None and (whom is None or whom.end() < denial.end())
