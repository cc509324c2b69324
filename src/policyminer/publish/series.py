"""The values of a corpus by what they measure: the same indicator, subject and unit over many documents."""

from __future__ import annotations

import re
from collections import defaultdict
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

    Held in memory: these values, and of the documents their ids and dates.
    """
    place_and_day = _documents(batches)
    series: dict[str, defaultdict[Key, list[Value]]] = {status: defaultdict(list) for status in STATUSES}
    for batch in batches("indicators", _COLUMNS):
        wanted = pc.and_(pc.is_in(batch.column("status"), pa.array(STATUSES)), batch.column("subject").is_valid())
        for name in ("part_of", "duplicate_of"):
            wanted = pc.and_(wanted, batch.column(name).is_null())
        picked = batch.filter(wanted)
        column = {name: picked.column(name).to_pylist() for name in (*_KEY, *_OWN, "status")}
        keys: Iterator[Key] = zip(*(column[name] for name in _KEY), strict=True)
        places, days = zip(*map(place_and_day.__getitem__, column["doc_id"]), strict=True) if len(picked) else ((), ())
        own = (column[name] for name in _OWN)
        values = map(Value._make, zip(*own, places, days, _beside(picked), strict=True))
        for status, key, value in zip(column["status"], keys, values, strict=True):
            series[status][key].append(value)
    return {status: dict(values_of) for status, values_of in series.items()}


def _documents(batches: Batches) -> dict[str, tuple[int, date | None]]:
    """The place in the corpus and the date of every document."""
    found: dict[str, tuple[int, date | None]] = {}
    for batch in batches("documents", ("doc_id", "date_issued", "date_published")):
        for doc_id, issued, published in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            found[doc_id] = len(found), issued or published
    return found


def _beside(rows: pa.RecordBatch) -> Iterator[str]:
    """What stands beside each value, of shares only: the text of the others is not even read."""
    share = pc.equal(rows.column("unit"), "%")
    told = (pc.if_else(share, rows.column(name), None).to_pylist() for name in ("evidence", "text"))
    return (_around(sentence, quote) if quote is not None else "" for sentence, quote in zip(*told, strict=True))


def _around(sentence: str, quote: str) -> str:
    """What stands beside a value in its clause."""
    before, _, after = sentence.partition(quote)
    return _CLAUSE_END.split(before)[-1] + "|" + _CLAUSE_END.split(after)[0]
