"""Many values in one cell of a panel become one: the last of a stock, the sum of flows that do not overlap."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Literal

from policyminer.export.panel_values import Placed, Told, Unit, Variable

Value = Literal["sum", "last"]
#: Kinds of figures that may be added up within a year.
_ADDED_UP = ("flow", "added")


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a panel and what it rests on.

    ``how``: ``single``, ``last``, ``longest`` (period) or ``sum``; ``differ`` when another value was told for the same
    day or period.
    """

    unit: Unit
    year: int
    variable: Variable
    year_from: str
    how: str
    differ: bool
    used: tuple[Told, ...]

    @property
    def low(self) -> float:
        """The value, of ranges the lower end."""
        return fsum(t.low for t in self.used)

    @property
    def high(self) -> float:
        """The value, of ranges the higher end."""
        return fsum(t.high for t in self.used)


#: A value that is in no cell: why, and what is there instead.
LeftOver = tuple[Told, str]


def fill_cells(placed: Iterable[Placed], value: Value) -> tuple[list[Cell], list[LeftOver]]:
    """Join the values of each cell; those not used come with the reason."""
    groups: defaultdict[tuple[str, int, Variable], list[Placed]] = defaultdict(list)
    for one in placed:
        groups[one.unit.key, one.year, one.variable].append(one)
    cells: list[Cell] = []
    left: list[LeftOver] = []
    for (_, year, variable), found in sorted(groups.items(), key=lambda g: g[0]):
        told = sorted((p.told for p in found), key=_order)
        if variable.kind in _ADDED_UP and value == "sum":
            used, rest, differ = _disjoint(told)
            how = "sum" if len(used) > 1 else "longest"
        else:
            used, rest, differ = _last(told)
            how = "last"
        sources = {p.year_from for p in found if p.told in used}
        year_from = "document" if "document" in sources else "period"
        cells.append(
            Cell(
                unit=found[0].unit,
                year=year,
                variable=variable,
                year_from=year_from,
                how="single" if len(told) == 1 else how,
                differ=differ,
                used=tuple(used),
            )
        )
        left += rest
    return cells, left


def _order(told: Told) -> tuple[date, date, int, int, int]:
    """From the first to the last word on a matter: by the day meant, the day told, the longer period, the place."""
    return told.as_of, told.told_on or date.min, _days(told), told.place, told.start


def _days(told: Told) -> int:
    return (told.last - told.first).days if told.first and told.last else 0


def _last(told: Sequence[Told]) -> tuple[list[Told], list[LeftOver], bool]:
    last = told[-1]
    differ = any((t.low, t.high) != (last.low, last.high) and t.as_of == last.as_of for t in told)
    return [last], [(t, "earlier_value") for t in told[:-1]], differ


def _disjoint(told: Sequence[Told]) -> tuple[list[Told], list[LeftOver], bool]:
    """Values that can be added: no two from overlapping times, but for those of one document on one time.

    The longer period stands for all that it touches.
    """
    periods: defaultdict[tuple[date, date], list[Told]] = defaultdict(list)
    for one in told:
        periods[_period(one)].append(one)
    used: list[Told] = []
    left: list[LeftOver] = []
    kept: list[tuple[date, date]] = []
    differ = False
    for (first, last), found in sorted(periods.items(), key=lambda p: (p[0][1] - p[0][0], p[0]), reverse=True):
        if any(first <= end and begin <= last for begin, end in kept):
            left += [(one, "overlapping_period") for one in found]
            continue
        kept.append((first, last))
        believed, rest, other = _one_document(found)
        used += believed
        left += rest
        differ = differ or other
    return sorted(used, key=_order), left, differ


def _one_document(told: Sequence[Told]) -> tuple[list[Told], list[LeftOver], bool]:
    """The values of the document to believe of those that speak of one period: the last that does not only repeat."""
    values: defaultdict[str, Counter[tuple[float, float]]] = defaultdict(Counter)
    for one in told:
        values[one.doc_id][one.low, one.high] += 1
    believed = next(t.doc_id for t in reversed(told) if not any(values[t.doc_id] < v for v in values.values()))
    left = [
        (t, "same_in_other_document" if (t.low, t.high) in values[believed] else "other_value_same_period")
        for t in told
        if t.doc_id != believed
    ]
    differ = any(reason == "other_value_same_period" for _, reason in left)
    return [t for t in told if t.doc_id == believed], left, differ


def _period(told: Told) -> tuple[date, date]:
    """First and last day; of a value without a date the day it was told."""
    return told.first or told.as_of, told.last or told.as_of
