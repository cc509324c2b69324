"""What every rule takes in a corpus: what an analyst reads before trusting a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policyminer.model import PolicyMinerError, Result
from policyminer.pipeline import mine
from policyminer.read import read
from policyminer.rules.load import ALL_PACKS, Rules, load_rules
from policyminer.run.inputs import find_inputs

#: Characters to each side of a hit.
_BESIDE = 20


@dataclass(slots=True)
class Hits:
    """The hits of one rule, ``pack.id``, with the first few in context: ``path: …【hit】…``."""

    rule: str
    name: str
    count: int = 0
    documents: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)


def corpus_hits(
    sources: Sequence[str | Path], rules: Sequence[str | Path] = (), examples: int = 3
) -> tuple[list[Hits], list[tuple[str, str]]]:
    """The hits of every indicator and instrument of all packs over some documents, and (path, reason) of unread ones.

    Rules of the folders ``rules`` come first, rules that take nothing last. Raises ``PolicyMinerError`` for rules and
    inputs that cannot be used.
    """
    loaded = load_rules(list(rules), (ALL_PACKS,))
    loaded.validate()
    hits = {h.rule: h for h in _rules(loaded, [Path(f) for f in rules])}
    unread = []
    for document in find_inputs(sources).documents:
        try:
            result = mine(read(document.path, name=document.name), loaded)
        except PolicyMinerError as error:
            unread.append((document.name, error.message))
            continue
        for rule, start, end in _taken(result):
            found = hits[rule]
            found.count += 1
            found.documents.add(document.name)
            if len(found.examples) < examples:
                found.examples.append(f"{document.name}: {_context(result.document.text, start, end)}")
    own = {rule: place for place, rule in enumerate(hits)}
    return sorted(hits.values(), key=lambda h: (h.count == 0, own[h.rule])), unread


def _rules(loaded: Rules, folders: list[Path]) -> Iterator[Hits]:
    """Every rule, those of ``folders`` first."""
    everything = [(r.where, p.name, r.rule.id, r.rule.name) for p in loaded.packs for r in p.rules]
    everything += [(i.where, p.name, i.rule.id, i.rule.name) for p in loaded.packs for i in p.instruments]
    everything.sort(key=lambda rule: not rule[0].startswith(tuple(map(str, folders))))
    yield from (Hits(f"{pack}.{rule}", name) for _, pack, rule, name in everything)


def _taken(result: Result) -> Iterator[tuple[str, int, int]]:
    for indicator in result.indicators:
        yield indicator.quantity.rule, indicator.quantity.start, indicator.quantity.end
    for instrument in result.instruments:
        yield instrument.rule, instrument.cue_start, instrument.cue_end


def _context(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - _BESIDE) : start]}【{text[start:end]}】{text[end : end + _BESIDE]}".split())
