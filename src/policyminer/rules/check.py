"""Rules run over their own and every other rule's examples, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import regex

from policyminer.folding import fold
from policyminer.patterns import rx
from policyminer.rules.instruments import CompiledInstrument
from policyminer.rules.load import ALL_PACKS, Rules, load_rules
from policyminer.rules.packs import CompiledRule
from policyminer.rules.respective import readings
from policyminer.rules.templates import HERE, OTHER

_MARK = regex.compile(r"【([^】]+)】")
#: any other number of an example, as the finders would mark it
_OTHER_NUMBER = regex.compile(
    r"(?:约|近|超过|不少于)?\d[\d,.]*(?:[余多])?[十百千万亿]*(?:个百分点|人次|元|美元|微克/立方米|千瓦时|公里|公顷|公斤|平方米|[%个名人位所家次场期项条节门件年月天周户亩吨斤套张座岁批])"
)


def marked(example: str) -> tuple[str, str]:
    """(the sentence with its quantity marked, the clause around it) of an example with 【】."""
    sentence = fold(example)
    match = _MARK.search(sentence)
    assert match is not None
    before, after = (_OTHER_NUMBER.sub(OTHER, part) for part in (sentence[: match.start()], sentence[match.end() :]))
    text = before + HERE + after
    start = max(before.rfind(c) for c in ",。;:") + 1
    ends = [i for i in (text.find(c, len(before)) for c in ",。;:") if i >= 0]
    return text, text[start : min(ends, default=len(text))]


def unit_of(example: str, rules: Rules) -> str | None:
    """Canonical unit of the marked quantity of an example."""
    match = _MARK.search(fold(example))
    assert match is not None
    quantity = rx.sub(r"(?:及以上|以上|以下|左右|以内)$", "", match[1])
    for row in sorted(rules.units, key=lambda u: -len(u.form)):
        if quantity.endswith(fold(row.form)):
            return row.unit
    return None


def winner(example: str, rules: Rules) -> CompiledRule | None:
    """The rule of any pack that names the marked quantity."""
    finder = rules.indicators_by_unit.get(unit_of(example, rules) or "")
    return finder.best(*marked(example)) if finder is not None else None


def check_rules(folders: Sequence[str | Path] = ()) -> list[str]:
    """Everything wrong with the rules of the shipped folder and ``folders``; empty when all is well.

    Each example must be won by its rule over every other rule, each counterexample must not be, each template must be
    hit by one of its rule's examples, and no name or alias that ``folders`` add may already mean another entry of the
    same type. Raises ``PolicyMinerError`` when a file cannot be read as rules at all.
    """
    rules = load_rules(folders, (ALL_PACKS,))
    rules.validate()
    return [
        *_examples(rules),
        *_dead_templates(rules),
        *_instrument_examples(rules),
        *_dead_cues(rules),
        *_ambiguous_names(folders, rules),
    ]


def _examples(rules: Rules) -> Iterator[str]:
    for pack in rules.packs:
        for rule in pack.rules:
            for example in rule.rule.examples:
                if unit_of(example, rules) not in rule.units:
                    yield f"{rule.where}: example {example!r}: its unit is not among units = {list(rule.rule.units)}"
                    continue
                found = winner(example, rules)
                if found is None:
                    yield f"{rule.where}: example {example!r} is hit by no template"
                elif found is not rule and found.rule.id not in rule.rule.may_also_fire:
                    yield f"{rule.where}: example {example!r} goes to {found.pack}.{found.rule.id} (raise a priority, add a veto or list it in may_also_fire)"
            for example in rule.rule.counterexamples:
                found = winner(example, rules)
                if found is rule:
                    yield f"{rule.where}: counterexample {example!r} is taken"


def _ambiguous_names(folders: Sequence[str | Path], rules: Rules) -> Iterator[str]:
    """Names that a user's gazetteers add and that the rules before them use for something else."""
    shipped = load_rules().gazetteer
    for folder in folders:
        for path in sorted(Path(folder).glob("gazetteers/*.csv")):
            for entry, aliases in rules.gazetteer.rows_of(path):
                for name in map(fold, (entry.name, *aliases)):
                    others = [
                        e
                        for e in (*shipped.full.get(name, ()), *shipped.stems.get(name, ()))
                        if e.type == entry.type and e.id != entry.id
                    ]
                    if others:
                        yield f"{path}: {entry.id}: {name!r} already means {others[0].id} {others[0].name}"


def _dead_templates(rules: Rules) -> Iterator[str]:
    """A template that no example hits is either untested or unreachable."""
    for pack in rules.packs:
        for rule in pack.rules:
            texts = [text for example in rule.rule.examples for text, _ in readings(*marked(example))]
            for source, pattern in zip(rule.rule.patterns, rule.patterns, strict=True):
                if not any(pattern.search(text) for text in texts):
                    yield f"{rule.where}: template {source!r} is hit by none of the rule's examples"


def deciding(example: str, rules: Rules) -> CompiledInstrument | None:
    """The instrument that a clause goes to."""
    hits = rules.cues.find(rules.cues.scan(fold(example)), (0, len(example)))
    return hits[0].instrument if hits else None


def _instrument_examples(rules: Rules) -> Iterator[str]:
    for instrument in (i for pack in rules.packs for i in pack.instruments):
        for example in instrument.rule.examples:
            found = deciding(example, rules)
            if found is None:
                yield f"{instrument.where}: example {example!r} is hit by no cue"
            elif found is not instrument:
                yield f"{instrument.where}: example {example!r} goes to {found.pack}.{found.rule.id} (raise a priority or add a veto)"
        for example in instrument.rule.counterexamples:
            if deciding(example, rules) is instrument:
                yield f"{instrument.where}: counterexample {example!r} is taken"


def _dead_cues(rules: Rules) -> Iterator[str]:
    """A cue that no example hits is either untested or unreachable."""
    for instrument in (i for pack in rules.packs for i in pack.instruments):
        texts = [fold(example) for example in instrument.rule.examples]
        for source, pattern in zip(instrument.rule.cues, instrument.cues, strict=True):
            if not any(pattern.search(text) for text in texts):
                yield f"{instrument.where}: cue {source!r} is hit by none of the instrument's examples"
