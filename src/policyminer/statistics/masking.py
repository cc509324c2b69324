"""Clauses without what every place fills in for itself: names, numbers, dates and cited documents become signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import regex

from policyminer.folding import fold
from policyminer.statistics.groups import Tables, readable
from policyminer.statistics.passages import passages
from policyminer.words.segment import outermost

#: Signs from the private use area: they occur in no text and compare as one character.
_SIGNS = {"mentions": "\ue000", "dates": "\ue001", "quantities": "\ue002", "citations": "\ue003"}
#: Whom an order is for: 全省, 我市, 各县（市、区）.
_SCOPE = regex.compile(
    r"[全我本各][省市县区州盟旗](?:\([省市县区、州盟旗]+\))?|(?<![\p{Han}])(?:省|市|县|区)(?=[级委政])"
)
#: A document number, also that of the document itself, which no other layer has: 湘教发〔2023〕12号.
_NUMBER = regex.compile(r"\p{Han}{2,10}[〔\[(]\d{4}[〕\])]\d{1,4}号")
#: A label opens a clause and may be another elsewhere: 一、 （三） 2. 一是
_LABEL = regex.compile(
    r"^(?:\(?[一二三四五六七八九十百\d]{1,3}(?:[、.)]|(?<=[一二三四五六七八九十])[是要])|[①-⑳]|第[一二三四五六七八九十百\d]+[条章节]|[-—*#●■★])+"
)
#: Characters from which a clause says something of its own: 一、总体要求 does not.
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its place; ``plain`` are its characters alone, ``masked`` has signs for what is filled in."""

    doc_id: str
    start: int
    end: int
    plain: str
    masked: str

    @property
    def telling(self) -> bool:
        """Whether it has enough characters besides its signs to be compared by them."""
        return sum(c not in _SIGNS.values() for c in self.masked) >= SHORTEST - 2


def clauses_of(tables: Tables, unit: str = "sentence") -> dict[str, list[Clause]]:
    """The clauses of each document that say something (at least 8 characters), in reading order.

    Needs ``documents``, ``sections``, ``mentions``, ``dates``, ``quantities``, ``citations``.
    """
    documents = readable(tables)
    masked = _masked_texts(tables, documents)
    folded = {doc_id: fold(text) for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True)}
    found: dict[str, list[Clause]] = {doc_id: [] for doc_id in folded}
    ranges = passages(tables, unit)
    ranges = ranges[ranges["kind"] != "imprint"]
    for doc_id, start, end in zip(*(ranges[c].tolist() for c in ("doc_id", "start", "end")), strict=True):
        label = _LABEL.match(folded[doc_id][start:end])
        at = start + (label.end() if label else 0)
        plain = _characters(folded[doc_id][at:end])
        if len(plain) >= SHORTEST:
            found[doc_id].append(Clause(doc_id, start, end, plain, _characters(masked[doc_id][at:end])))
    return found


def _characters(text: str) -> str:
    """Letters, digits, characters and signs, each run of a sign as one."""
    kept = (c for c in text if c.isalnum() or c in _SIGNS.values())
    return regex.sub("([\ue000-\ue003])\\1+", r"\1", "".join(kept))


def _masked_texts(tables: Tables, documents: pd.DataFrame) -> dict[str, str]:
    """Each text folded, of the same length, with signs where a name, date, quantity or citation stands."""
    spans: dict[str, dict[tuple[int, int], str]] = {}
    for table, sign in _SIGNS.items():
        rows = tables[table]
        for doc_id, start, end in zip(*(rows[c].tolist() for c in ("doc_id", "start", "end")), strict=True):
            spans.setdefault(doc_id, {})[start, end] = sign
    return {
        doc_id: _mask(fold(text), spans.get(doc_id, {}))
        for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True)
    }


def _mask(text: str, spans: Mapping[tuple[int, int], str]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in outermost(spans):
        parts += [text[at:start], spans[start, end] * (end - start)]
        at = end
    masked = "".join([*parts, text[at:]])
    masked = _NUMBER.sub(lambda hit: _SIGNS["citations"] * len(hit[0]), masked)
    return _SCOPE.sub(lambda hit: _SIGNS["mentions"] * len(hit[0]), masked)
