"""The values of a corpus by what they measure: the same indicator, subject and unit over many documents."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.compute as pc

from policyminer.publish.columns import Batches

#: Indicator, subject, unit and rate: what makes two values comparable.
Key = tuple[str, str, str, str | None]

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


def read_series(batches: Batches, status: str, keys: Container[Key] | None = None) -> dict[Key, list[Value]]:
    """The coded values of one ``status``, in document order, without parts and repetitions; ``keys`` picks some.

    Held in memory: these values, nothing else of the corpus.
    """
    documents = _documents(batches)
    here = next(documents, None)
    series: dict[Key, list[Value]] = {}
    for batch in batches("indicators", _COLUMNS):
        wanted = pc.and_(pc.equal(batch.column("status"), status), batch.column("subject").is_valid())
        for name in ("part_of", "duplicate_of"):
            wanted = pc.and_(wanted, batch.column(name).is_null())
        for row in batch.filter(wanted).to_pylist():
            key = row["code"], row["subject"], row["unit"], row["per"]
            if keys is not None and key not in keys:
                continue
            while here is not None and here[1] != row["doc_id"]:
                here = next(documents, None)
            assert here is not None, "every indicator has its document"
            series.setdefault(key, []).append(_value(row, here[0], here[2]))
    return series


def _documents(batches: Batches) -> Iterator[tuple[int, str, date | None]]:
    """(place in the corpus, id, date) of the documents, in document order."""
    place = 0
    for batch in batches("documents", ("doc_id", "date_issued", "date_published")):
        for doc_id, issued, published in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield place, doc_id, issued or published
            place += 1


def _value(row: dict[str, Any], place: int, told_on: date | None) -> Value:
    own = {name: row[name] for name in Value.__dataclass_fields__ if name in row}
    return Value(**own, place=place, told_on=told_on, around=_around(row["evidence"], row["text"]))


def _around(sentence: str, quote: str) -> str:
    """What stands beside a value in its clause."""
    before, _, after = sentence.partition(quote)
    return _CLAUSE_END.split(before)[-1] + "|" + _CLAUSE_END.split(after)[0]
