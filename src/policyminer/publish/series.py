"""The values of a corpus by what they measure: the same indicator, subject and unit over many documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from policyminer.publish.columns import Batches

#: Indicator, subject, unit and rate: what makes two values comparable.
Key = tuple[str, str, str, str | None]
#: Values by status, then by what they measure.
Series = dict[str, dict[Key, list["Value"]]]
#: What has happened and what is to be reached; other values are compared with nothing.
STATUSES = ("actual", "target")

_CLAUSE_END = re.compile(r"[,，。;；:：]")

#: What makes a key, what picks a row, and the fields of a value that a row has, in their order.
_KEY = ("code", "subject", "unit", "per")
_PICKED_BY = ("status", "part_of", "duplicate_of")
_OWN = (
    "doc_id", "quantity_id", "start", "end", "low", "high", "bound", "date_to", "measure", "scope", "coverage",
    "indicator", "adcode",
)  # fmt: skip
_COLUMNS = (*_KEY, *_OWN, "evidence", "text", *_PICKED_BY)


class Value(NamedTuple):  # half the time of a frozen dataclass to make, and there are hundreds of thousands
    """A value of an indicator in one document.

    ``place`` is the document's place in the corpus, ``told_on`` its date; ``as_of`` the last day the value is about,
    else the date of the document; both null when unknown. ``around`` is what stands beside a share in its
    clause, empty for other units.
    """

    doc_id: str
    quantity_id: str
    start: int
    end: int
    low: float
    high: float
    bound: str
    date_to: date | None
    measure: str | None
    scope: str | None
    coverage: str | None
    indicator: str
    adcode: str | None
    place: int
    told_on: date | None
    around: str

    @property
    def as_of(self) -> date | None:
        """The day that the value stands for."""
        return self.date_to or self.told_on


def read_series(batches: Batches) -> Series:
    """The coded values of a corpus that have a subject, in document order, without parts and repetitions.

    Held in memory: these values, nothing else of the corpus.
    """
    documents = _documents(batches)
    here = next(documents, None)
    series: Series = {status: {} for status in STATUSES}
    for batch in batches("indicators", _COLUMNS):
        wanted = pc.and_(pc.is_in(batch.column("status"), pa.array(STATUSES)), batch.column("subject").is_valid())
        for name in ("part_of", "duplicate_of"):
            wanted = pc.and_(wanted, batch.column(name).is_null())
        picked = batch.filter(wanted)
        columns = {name: picked.column(name).to_pylist() for name in (*_KEY, *_OWN, "status", "evidence", "text")}
        keys_here: Iterator[Key] = zip(*(columns[name] for name in _KEY), strict=True)
        rows = zip(*(columns[name] for name in _OWN), strict=True)
        told = zip(columns["status"], columns["evidence"], columns["text"], strict=True)
        for key, own, (status, sentence, quote) in zip(keys_here, rows, told, strict=True):
            while here is not None and here[1] != own[0]:
                here = next(documents, None)
            assert here is not None, "every indicator has its document"
            around = _around(sentence, quote) if key[2] == "%" else ""
            series[status].setdefault(key, []).append(Value(*(*own, here[0], here[2], around)))
    return series


def _documents(batches: Batches) -> Iterator[tuple[int, str, date | None]]:
    """(place in the corpus, id, date) of the documents, in document order."""
    place = 0
    for batch in batches("documents", ("doc_id", "date_issued", "date_published")):
        for doc_id, issued, published in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            yield place, doc_id, issued or published
            place += 1


def _around(sentence: str, quote: str) -> str:
    """What stands beside a value in its clause."""
    before, _, after = sentence.partition(quote)
    return _CLAUSE_END.split(before)[-1] + "|" + _CLAUSE_END.split(after)[0]
