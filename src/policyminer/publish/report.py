"""What a run found, on half a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

#: What was done tells more than what is planned, a plan more than a norm.
_STATUS_ORDER = {"actual": 0, "target": 1, "rule": 2, "other": 3}

_PERIOD = ["date_from", "date_to"]
#: What a row is ranked by; the others are read of the rows that are told only.
_RANKED = ("code", "doc_id", "status", "subject", "high", "review_status")
_COLUMNS = [*_RANKED, "quantity_id", "indicator", "low", "unit", *_PERIOD]


@dataclass(frozen=True, slots=True)
class Telling:
    """An indicator row picked for the summary; ``period`` is ``2024-01-01..2024-12-31``, an open end is empty."""

    quantity_id: str
    indicator: str
    subject: str | None
    value: str
    period: str
    status: str
    documents: int


def telling_indicators(snapshot: Path, most: int = 10) -> list[Telling]:
    """The most telling coded quantities, one for each code.

    A code is represented by its row that is best by: done before planned before norm, with a subject before without,
    the larger number, the earlier row. Codes are in order of: done before planned before norm, more documents, larger
    number, name of the code.
    """
    documents: Counter[str] = Counter()
    last: dict[str, str] = {}
    rank: dict[str, tuple[int, bool, float]] = {}
    best: dict[str, dict[str, Any]] = {}
    for batch in _batches(snapshot / "indicators"):
        better: dict[str, int] = {}
        columns = (batch.column(name).to_pylist() for name in _RANKED)
        for i, (code, doc_id, status, subject, high, judged) in enumerate(zip(*columns, strict=True)):
            if judged == "wrong":
                continue
            documents[code] += last.get(code) != doc_id  # rows are in document order
            last[code] = doc_id
            own = _STATUS_ORDER.get(status, len(_STATUS_ORDER)), subject is None, -high
            if code not in rank or own < rank[code]:
                rank[code], better[code] = own, i
        best |= {code: batch.slice(i, 1).to_pylist()[0] for code, i in better.items()}
    codes = sorted(best, key=lambda c: (rank[c][0], -documents[c], rank[c][2], c))
    return [_telling(best[code], documents[code]) for code in codes[:most]]


def failures_by_code(failures: tuple[tuple[str, str, str], ...]) -> dict[str, int]:
    """How many documents failed for which reason, most frequent first."""
    return dict(Counter(code for _, code, _ in failures).most_common())


def number(value: float) -> str:
    """A number as people write it.

    >>> number(1250000.0), number(66.7)
    ('1250000', '66.7')
    """
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def _batches(table: Path) -> Iterator[pa.RecordBatch]:
    for path in sorted(table.glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(columns=_COLUMNS)


def _telling(row: dict[str, Any], documents: int) -> Telling:
    low, high = number(row["low"]), number(row["high"])
    value = (low if low == high else f"{low}–{high}") + f" {row['unit']}"
    ends = [row[c].isoformat() if row[c] else "" for c in _PERIOD]
    period = "" if ends == ["", ""] else "..".join(ends)
    return Telling(row["quantity_id"], row["indicator"], row["subject"], value, period, row["status"], documents)
