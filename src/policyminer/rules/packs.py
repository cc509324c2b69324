"""Rule packs: indicators and policy instruments as data (``PACK/*.toml``), checked when loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import regex
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from policyminer.folding import fold
from policyminer.model import PolicyMinerError
from policyminer.rules.instruments import CompiledInstrument, InstrumentRule
from policyminer.rules.templates import HERE, OTHER, compile_template, spell_out

Text = Annotated[str, Field(min_length=1)]
_MARK = re.compile(r"【([^】]+)】")


class IndicatorRule(BaseModel):
    """One indicator of a pack; see ``docs/rules.md`` for every field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    en: str = ""
    task: str | None = None
    units: Annotated[tuple[Text, ...], Field(min_length=1)]
    patterns: Annotated[tuple[Text, ...], Field(min_length=1)]
    veto: tuple[Text, ...] = ()
    stock: bool = False
    norm: bool = False
    general: bool | Literal["always"] = False
    priority: int = 0
    occasion: tuple[Text, ...] = ()
    examples: Annotated[tuple[Text, ...], Field(min_length=2)]
    counterexamples: Annotated[tuple[Text, ...], Field(min_length=1)]
    may_also_fire: tuple[str, ...] = ()

    @field_validator("examples", "counterexamples")
    @classmethod
    def _marked(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for text in value:
            if len(_MARK.findall(text)) != 1:
                raise ValueError(f"{text!r}: mark exactly one quantity with 【】")
        return value


class PackFile(BaseModel):
    """A TOML file of a pack; ``optional`` packs are used only when they are asked for.

    ``words`` are named parts of its indicators' templates: ``{name}`` in a template stands for them. ``field`` are words of
    its field: in a document about all fields an indicator with ``general = true`` is taken only beside one of them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    pack: Text
    title: str = ""
    optional: bool = False
    words: dict[str, Text] = Field(default_factory=dict)
    field: tuple[Text, ...] = ()
    indicator: tuple[IndicatorRule, ...] = ()
    instrument: tuple[InstrumentRule, ...] = ()


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its templates compiled; ``where`` names file and id, ``words`` the named words of the file.

    ``field`` are words one of which must be near in a document about all fields; none for most rules.
    """

    rule: IndicatorRule
    pack: str
    where: str
    words: Mapping[str, str]
    field: tuple[str, ...] = ()

    @cached_property
    def patterns(self) -> tuple[regex.Pattern[str], ...]:
        """The templates as patterns over the marked sentence."""
        return tuple(compile_template(spell_out(p, self.words), self.where) for p in self.rule.patterns)

    @cached_property
    def vetoes(self) -> tuple[regex.Pattern[str], ...]:
        """Templates that forbid the rule; without {n} they are words of the clause."""
        return tuple(
            compile_template(v, self.where, 1) if "{n}" in v else regex.compile(regex.escape(fold(v)))
            for v in (spell_out(veto, self.words) for veto in self.rule.veto)
        )

    @cached_property
    def units(self) -> frozenset[str]:
        """Canonical units the rule takes."""
        return frozenset(self.rule.units)

    def match(
        self, sentence: str, clause: str, patterns: Sequence[regex.Pattern[str]] | None = None
    ) -> regex.Match[str] | None:
        """The best match of a template in the marked sentence, or none; a veto in the clause forbids.

        ``patterns`` are the templates that can match there at all; by default all are tried.
        """
        found = [m for p in (self.patterns if patterns is None else patterns) if (m := p.search(sentence))]
        if not found or any(v.search(sentence if HERE in v.pattern else clause) for v in self.vetoes):
            return None
        return max(found, key=lambda m: (literal_length(m), -gap_length(m)))


def gap_length(match: regex.Match[str]) -> int:
    """Characters of a match that the template leaves open."""
    return sum(len(match[i] or "") for i in range(1, match.re.groups + 1))


def literal_length(match: regex.Match[str]) -> int:
    """Characters of a match that the template spells out, without the mark of the quantity."""
    return match.end() - match.start() - gap_length(match) - 1


@dataclass(frozen=True)
class Pack:
    """A named group of rules."""

    name: str
    title: str
    optional: bool
    rules: tuple[CompiledRule, ...]
    instruments: tuple[CompiledInstrument, ...]

    def compile(self) -> None:
        """Compile every template and cue now. Raises ``PolicyMinerError`` (``bad_rules``) naming file and id."""
        for rule in self.rules:
            _ = rule.patterns, rule.vetoes
        for instrument in self.instruments:
            _ = instrument.cues


def _problem(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(p) for p in first["loc"])
    return f"{place}: {first['msg']}"


def _read(path: Path) -> PackFile:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyMinerError("bad_rules", f"not valid TOML: {error}", str(path)) from None
    for kind, model in (("indicator", IndicatorRule), ("instrument", InstrumentRule)):
        for item in data.get(kind, []):
            try:
                model.model_validate(item)
            except ValidationError as error:
                raise PolicyMinerError(
                    "bad_rules", f"{kind} {item.get('id', '?')!r}: {_problem(error)}", str(path)
                ) from None
    try:
        return PackFile.model_validate(data)
    except ValidationError as error:
        raise PolicyMinerError("bad_rules", _problem(error), str(path)) from None


def load_packs(folders: Sequence[Path]) -> tuple[Pack, ...]:
    """All packs under the folders; a later folder replaces a rule of the same pack and id.

    Raises ``PolicyMinerError`` (``bad_rules``) naming file, id and field.
    """
    packs: dict[str, _Gathered] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/*.toml")):
            file = _read(path)
            packs.setdefault(file.pack, _Gathered()).add(file, path)
    return tuple(
        Pack(name, g.title, g.optional, tuple(g.rules.values()), tuple(g.instruments.values()))
        for name, g in packs.items()
    )


@dataclass(slots=True)
class _Gathered:
    """A pack while its files are read."""

    title: str = ""
    optional: bool = False
    rules: dict[str, CompiledRule] = field(default_factory=dict)
    instruments: dict[str, CompiledInstrument] = field(default_factory=dict)

    def add(self, file: PackFile, path: Path) -> None:
        self.title = file.title or self.title
        self.optional = self.optional or file.optional
        for twice in sorted(_twice([*(r.id for r in file.indicator), *(r.id for r in file.instrument)])):
            raise PolicyMinerError("bad_rules", f"the id {twice!r} stands twice", str(path))
        for rule in file.indicator:
            field_words = file.field if rule.general else ()
            self.rules[rule.id] = CompiledRule(rule, file.pack, f"{path}: {rule.id}", file.words, field_words)
        for means in file.instrument:
            instrument = CompiledInstrument(means, file.pack, f"{path}: {means.id}")
            self.instruments[means.id] = instrument


def _twice(ids: list[str]) -> set[str]:
    return {i for i in ids if ids.count(i) > 1}


def mark_sentence(folded: str, start: int, end: int, here: tuple[int, int], others: Sequence[tuple[int, int]]) -> str:
    """The sentence ``[start, end)`` with the quantity ``here`` as one mark and the others as another."""
    parts: list[str] = []
    position = start
    for a, b in sorted([here, *others]):
        if a < position or b > end:
            continue
        parts.append(folded[position:a])
        parts.append(HERE if (a, b) == here else OTHER)
        position = b
    parts.append(folded[position:end])
    return "".join(parts)
