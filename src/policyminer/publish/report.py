"""What a run found, on half a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

#: What was done tells more than what is planned, a plan more than a norm.
_STATUS_ORDER = {"actual": 0, "target": 1, "rule": 2, "other": 3}

_COLUMNS = ["doc_id", "quantity_id", "code", "indicator", "subject", "text", "low", "high", "unit", "status"]
_PERIOD = ["date_from", "date_to"]


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
    rows = pq.read_table(snapshot / "indicators", columns=[*_COLUMNS, *_PERIOD, "review_status"]).to_pylist()
    documents: dict[str, set[str]] = {}
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["review_status"] == "wrong":
            continue
        documents.setdefault(row["code"], set()).add(row["doc_id"])
        if row["code"] not in best or _rank(row) < _rank(best[row["code"]]):
            best[row["code"]] = row
    codes = sorted(best, key=lambda c: (_rank(best[c])[0], -len(documents[c]), -best[c]["high"], c))
    return [_telling(best[code], len(documents[code])) for code in codes[:most]]


def failures_by_code(failures: tuple[tuple[str, str, str], ...]) -> dict[str, int]:
    """How many documents failed for which reason, most frequent first."""
    return dict(Counter(code for _, code, _ in failures).most_common())


def number(value: float) -> str:
    """A number as people write it.

    >>> number(1250000.0), number(66.7)
    ('1250000', '66.7')
    """
    return str(int(value)) if value == int(value) else f"{value:.10g}"


def _rank(row: dict[str, Any]) -> tuple[int, bool, float]:
    return _STATUS_ORDER.get(row["status"], len(_STATUS_ORDER)), row["subject"] is None, -row["high"]


def _telling(row: dict[str, Any], documents: int) -> Telling:
    low, high = number(row["low"]), number(row["high"])
    value = (low if low == high else f"{low}–{high}") + f" {row['unit']}"
    ends = [row[c].isoformat() if row[c] else "" for c in _PERIOD]
    period = "" if ends == ["", ""] else "..".join(ends)
    return Telling(row["quantity_id"], row["indicator"], row["subject"], value, period, row["status"], documents)
