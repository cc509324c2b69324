"""The values of a corpus by what they measure: the same indicator, subject and unit over many documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

#: Indicator, subject, unit and rate: what makes two values comparable.
Key = tuple[str, str, str, str | None]
Batches = Callable[[str], Iterator[pa.RecordBatch]]

_CLAUSE_END = re.compile(r"[,，。;；:：]")

_COLUMNS = (
    "doc_id", "quantity_id", "start", "end", "low", "high", "bound", "unit", "status", "code", "subject", "per",
    "date_from", "date_to", "text", "evidence", "measure", "scope", "coverage", "part_of", "duplicate_of",
    "indicator", "adcode",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an indicator in one document.

    ``place`` is the document's place in the corpus, ``told_on`` its date; ``as_of`` the last day the value is about,
    else the date of the document; both null when unknown. ``around`` is what stands beside it in its clause.
    """

    place: int
    doc_id: str
    quantity_id: str
    start: int
    end: int
    low: float
    high: float
    bound: str
    status: str
    date_to: date | None
    told_on: date | None
    around: str
    measure: str | None
    scope: str | None
    coverage: str | None
    indicator: str
    adcode: str | None

    @property
    def as_of(self) -> date | None:
        """The day that the value stands for."""
        return self.date_to or self.told_on


def read_series(batches: Batches, wanted: Callable[[dict[str, Any]], bool]) -> dict[Key, list[Value]]:
    """The coded values that ``wanted`` takes, in document order, without parts and repetitions.

    Held in memory: these values, nothing else of the corpus.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    for batch in batches("indicators"):
        for row in batch.select(_COLUMNS).to_pylist():
            if row["subject"] and not row["part_of"] and not row["duplicate_of"] and wanted(row):
                rows.setdefault(row["doc_id"], []).append(row)
    series: dict[Key, list[Value]] = {}
    for place, doc_id, told_on in _documents(batches("documents"), rows.keys()):
        for row in rows[doc_id]:
            key = row["code"], row["subject"], row["unit"], row["per"]
            series.setdefault(key, []).append(_value(row, place, told_on))
    return series


def _documents(batches: Iterable[pa.RecordBatch], wanted: Iterable[str]) -> Iterator[tuple[int, str, date | None]]:
    """(place in the corpus, id, date) of the wanted documents, in document order."""
    ids = set(wanted)
    place = 0
    for batch in batches:
        columns = (batch.column(c).to_pylist() for c in ("doc_id", "date_issued", "date_published"))
        for doc_id, issued, published in zip(*columns, strict=True):
            if doc_id in ids:
                yield place, doc_id, issued or published
            place += 1


def _value(row: dict[str, Any], place: int, told_on: date | None) -> Value:
    own = {name: row[name] for name in Value.__dataclass_fields__ if name in row}
    return Value(**own, place=place, told_on=told_on, around=_around(row["evidence"], row["text"]))


def _around(sentence: str, quote: str) -> str:
    """What stands beside a value in its clause."""
    before, _, after = sentence.partition(quote)
    return _CLAUSE_END.split(before)[-1] + "|" + _CLAUSE_END.split(after)[0]
