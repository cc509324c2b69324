"""Which quantities no rule claimed, by what they count: what an analyst should add next."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from policyminer.publish.load import quantities_by_document
from policyminer.words.segment import segmenter

#: Characters before a quantity in which its verb is looked for.
_BEFORE = 16
_STOPS = "，。；：！？,;:!?、\n（("
_COLUMNS = ("doc_id", "start", "end", "unit", "measure", "code")
#: Examples kept for a group.
_EXAMPLES = 3


@dataclass(slots=True)
class Group:
    """Quantities without a code that count one noun after one verb."""

    noun: str
    verb: str
    unit: str
    count: int = 0
    documents: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many quantities have a code, and the groups of those that have none, most frequent first."""

    quantities: int
    coded: int
    groups: tuple[Group, ...]

    def as_data(self, most: int) -> dict[str, Any]:
        """The figures and the first ``most`` groups as plain data."""
        groups = [asdict(g) | {"documents": len(g.documents)} for g in self.groups[:most]]
        return {"quantities": self.quantities, "coded": self.coded, "groups": groups}


def coverage(out: str | Path) -> Coverage:
    """Group the uncoded quantities of a snapshot by noun, verb, unit. Raises ``PolicyMinerError`` (``no_tables``)."""
    groups: dict[tuple[str, str, str], Group] = {}
    counts: Counter[bool] = Counter()
    for text, rows in quantities_by_document(out, _COLUMNS):
        for row in rows:
            counts[row["code"] is not None] += 1
            if row["code"] is not None:
                continue
            before = _before(text, row["start"])
            key = _noun(row["measure"]), _verb(before), row["unit"]
            group = groups.setdefault(key, Group(*key))
            group.count += 1
            group.documents.add(row["doc_id"])
            if len(group.examples) < _EXAMPLES:
                group.examples.append(_context(text, row["start"], row["end"]))
    ordered = sorted(groups.values(), key=lambda g: (-g.count, -len(g.documents), g.noun, g.verb, g.unit))
    return Coverage(counts.total(), counts[True], tuple(ordered))


def _before(text: str, start: int) -> str:
    low = max(0, start - _BEFORE, *(text.rfind(c, 0, start) + 1 for c in _STOPS))
    return text[low:start]


def _context(text: str, start: int, end: int) -> str:
    quote = f"{text[max(0, start - _BEFORE) : start]}【{text[start:end]}】{text[end : end + _BEFORE]}"
    return " ".join(quote.split())


def _noun(measure: str | None) -> str:
    """The head of what is counted: its last word, with the one before when that is short."""
    words = segmenter("rjieba").cut(measure or "")
    if not words:
        return ""
    return words[-1] if len(words[-1]) > 1 or len(words) == 1 else "".join(words[-2:])


def _verb(before: str) -> str:
    """The last verb of the clause before the quantity."""
    verbs = [word for word, pos in segmenter("rjieba").tag(before) if pos in ("v", "vn", "vi") and len(word) > 1]
    return verbs[-1] if verbs else ""
