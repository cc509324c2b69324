"""Targets and what became of them, across the documents of a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa

from policyminer.publish.schema import arrow_schema
from policyminer.publish.series import Batches, Key, Value, read_series

#: An increase is not compared with a stock.
_ADDED = "added"
#: What is said of any share, and whom it covers; what remains says what the share is of.
_GENERIC = re.compile(
    r"覆盖率|覆盖面|普及率|达标率|比例|占比|达到?|提高|确保|力争|实现|以上|左右|全[国省市县区]|[^\u4e00-\u9fff]+|[的了至到前底年]"
)
#: Bounds of a target that is kept by staying below it.
_CEILINGS = ("at_most", "under")


def progress_batches(batches: Batches, rows: int = 50_000) -> Iterator[pa.RecordBatch]:
    """The progress table: a row for every target with a subject, in document order.

    A target is joined with the last actual value of the same indicator, subject, unit and rate told before it
    (``baseline``) and with the latest one after it (``last``).
    """
    targets = read_series(batches, lambda row: row["status"] == "target")
    keys = set(targets)
    actuals = read_series(
        batches,
        lambda row: row["status"] == "actual" and (row["code"], row["subject"], row["unit"], row["per"]) in keys,
    )
    found = [
        (target.place, target.start, _row(key, target, actuals.get(key, [])))
        for key, values in targets.items()
        for target in values
    ]
    found.sort(key=lambda f: f[:2])
    schema = arrow_schema("progress")
    for at in range(0, len(found), rows):
        yield pa.RecordBatch.from_pylist([row for *_, row in found[at : at + rows]], schema=schema)


def _row(key: Key, target: Value, actuals: list[Value]) -> dict[str, Any]:
    code, subject, unit, per = key
    baseline, last = _around(target, [a for a in actuals if _comparable(target, a, unit)])
    known = last or baseline
    return {
        "doc_id": target.doc_id,
        "quantity_id": target.quantity_id,
        "code": code,
        "indicator": target.indicator,
        "subject": subject,
        "adcode": target.adcode,
        "unit": unit,
        "per": per,
        "measure": target.measure,
        "target_low": target.low,
        "target_high": target.high,
        "target_bound": target.bound,
        "set_on": target.told_on,
        "deadline": target.date_to,
        "baseline_id": baseline.quantity_id if baseline else None,
        "baseline_measure": baseline.measure if baseline else None,
        "baseline": baseline.low if baseline else None,
        "baseline_on": baseline.as_of if baseline else None,
        "last_id": last.quantity_id if last else None,
        "last_measure": last.measure if last else None,
        "last_low": last.low if last else None,
        "last_high": last.high if last else None,
        "last_on": last.as_of if last else None,
        "gap": target.low - known.low if known else None,
        "reached": _reached(target, last) if last else None,
    }


def _comparable(target: Value, actual: Value, unit: str) -> bool:
    """Not an increase with a stock, and not shares of different things."""
    if (actual.scope == _ADDED) != (target.scope == _ADDED):
        return False
    return unit != "%" or bool(_terms(target.around) & _terms(actual.around))


def _terms(text: str) -> set[str]:
    """The three-character strings of a passage without the words that every share has."""
    kept = [part for part in _GENERIC.split(text) if part]
    return {part[i : i + 3] for part in kept for i in range(len(part) - 2)}


def _around(target: Value, actuals: list[Value]) -> tuple[Value | None, Value | None]:
    """The last actual told up to the target's date, and the latest after it; undated ones say nothing."""
    dated = sorted((a for a in actuals if a.as_of is not None), key=lambda a: (a.as_of or date.min, a.place, a.start))
    if target.told_on is None:
        same = [a for a in actuals if a.doc_id == target.doc_id]
        return (same[-1] if same else None), None
    before = [a for a in dated if a.as_of is not None and a.as_of <= target.told_on]
    after = [a for a in dated if a.as_of is not None and a.as_of > target.told_on]
    return (before[-1] if before else None), (after[-1] if after else None)


def _reached(target: Value, last: Value) -> bool:
    """Whether the last value meets the target, read by its bound."""
    return last.low <= target.high if target.bound in _CEILINGS else last.high >= target.low
