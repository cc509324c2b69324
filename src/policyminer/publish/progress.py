"""Targets and what became of them, across the documents of a corpus."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pyarrow as pa

from policyminer.publish.schema import arrow_schema
from policyminer.publish.series import Key, Series, Value

#: The scope of an increase.
_ADDED = "added"
#: What is said of any share, and whom it covers; what remains says what the share is of.
_GENERIC = re.compile(
    r"覆盖率|覆盖面|普及率|达标率|比例|占比|达到?|提高|确保|力争|实现|以上|左右|全[国省市县区]|[^\u4e00-\u9fff]+|[的了至到前底年]"
)
#: Bounds of a target that is kept by staying below it.
_CEILINGS = ("at_most", "under")
#: The columns of the value before a target, and of the one after it, where there is none.
_NO_BASELINE = (None,) * 4
_NO_LAST = (None,) * 5


def progress_batches(told: Series, rows: int = 50_000) -> Iterator[pa.RecordBatch]:
    """The progress table from the values of a corpus: a row for every target with a subject, in document order.

    A target is joined with the last actual value of the same indicator, subject, unit and rate told before it
    (``baseline``) and with the latest one after it (``last``).
    """
    targets = told["target"]
    actuals = {key: _Told.of(values) for key, values in told["actual"].items() if key in targets}
    found = [(target.place, target.start, key, target) for key, values in targets.items() for target in values]
    found.sort(key=lambda f: f[:2])
    schema = arrow_schema("progress")
    for at in range(0, len(found), rows):
        made = [_row(key, target, actuals.get(key)) for *_, key, target in found[at : at + rows]]
        columns = [pa.array(column, field.type) for column, field in zip(zip(*made, strict=True), schema, strict=True)]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


@dataclass(frozen=True, slots=True)
class _Told:
    """The actual values of one indicator, subject, unit and rate, by whether they are increases.

    ``dated`` are in order of the day they stand for, with these days in ``days``; ``by_document`` has all.
    """

    dated: dict[bool, list[Value]]
    days: dict[bool, list[date]]
    by_document: dict[tuple[str, bool], list[Value]]

    @classmethod
    def of(cls, values: list[Value]) -> _Told:
        """Sort them once for all targets."""
        told = cls({True: [], False: []}, {}, {})
        for value in values:
            told.by_document.setdefault((value.doc_id, value.scope == _ADDED), []).append(value)
            if value.as_of is not None:
                told.dated[value.scope == _ADDED].append(value)
        for added, dated in told.dated.items():
            dated.sort(key=lambda v: (v.as_of or date.min, v.place, v.start))
            told.days[added] = [v.as_of or date.min for v in dated]
        return told


def _row(key: Key, target: Value, told: _Told | None) -> tuple[Any, ...]:
    """The columns of the table in their order: what the target is, the value before it, the latest one after it."""
    code, subject, unit, per = key
    baseline, last = _around(target, told, unit) if told is not None else (None, None)
    known = last or baseline
    return (
        target.doc_id,
        target.quantity_id,
        code,
        target.indicator,
        subject,
        target.adcode,
        unit,
        per,
        target.measure,
        target.low,
        target.high,
        target.bound,
        target.told_on,
        target.date_to,
        *((baseline.quantity_id, baseline.measure, baseline.low, baseline.as_of) if baseline else _NO_BASELINE),
        *((last.quantity_id, last.measure, last.low, last.high, last.as_of) if last else _NO_LAST),
        target.low - known.low if known else None,
        _reached(target, last) if last else None,
    )


def _last_alike(target: Value, actuals: Iterable[Value], unit: str) -> Value | None:
    """The first of ``actuals``, given from the last on, that is no share of another thing."""
    if unit != "%":
        return next(iter(actuals), None)
    terms = _terms(target.around)
    return next((a for a in actuals if terms & _terms(a.around)), None)


@lru_cache(maxsize=100_000)
def _terms(text: str) -> set[str]:
    """The three-character strings of a passage without the words that every share has."""
    kept = [part for part in _GENERIC.split(text) if part]
    return {part[i : i + 3] for part in kept for i in range(len(part) - 2)}


def _around(target: Value, told: _Told, unit: str) -> tuple[Value | None, Value | None]:
    """The last actual told up to the target's date, and the latest after it; undated ones say nothing.

    An increase is not compared with a stock, nor the shares of different things.
    """
    added = target.scope == _ADDED
    if target.told_on is None:
        return _last_alike(target, reversed(told.by_document.get((target.doc_id, added), [])), unit), None
    dated = told.dated[added]
    cut = bisect_right(told.days[added], target.told_on)
    before = (dated[i] for i in range(cut - 1, -1, -1))
    after = (dated[i] for i in range(len(dated) - 1, cut - 1, -1))
    return _last_alike(target, before, unit), _last_alike(target, after, unit)


def _reached(target: Value, last: Value) -> bool:
    """Whether the last value meets the target, read by its bound."""
    return last.low <= target.high if target.bound in _CEILINGS else last.high >= target.low
