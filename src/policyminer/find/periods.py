"""What dates with a calendar of their own mean: days, months, years, school years, plans, decades.

Conventions: both ends inclusive; 学年 runs from 1 September to 31 August; 五年规划 by number (十四五 = 2021–2025); weeks
begin on Monday, and the first week of a month or year is the first whole one; a decade counts from its zero year.
A resolver reads the groups of a shape (``date_shapes``) and gives a period, ``(None, None)`` when the document lacks
the date it would count from, or none when the characters are no date.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import regex

from policyminer.outline.days import small_number

#: the first year of the N-th plan; from the second on every five years (一五 1953, 二五 1958, 三五 1966 after the pause)
_PLAN_START = {1: 1953, 2: 1958, **{n: 1966 + 5 * (n - 3) for n in range(3, 20)}}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative expressions count from: the document's date, and whether it looks back (news, bulletin).

    ``title_year`` stands in for the year of a document without a date; ``issued`` is the document's date where an
    account of a year counts from the end of that year.
    """

    day: date | None
    looks_back: bool
    title_year: int | None = None
    issued: date | None = None

    @property
    def year(self) -> int | None:
        """The document's year, or none."""
        return self.day.year if self.day else self.title_year


Period = tuple[date | None, date | None]
Resolver = Callable[[regex.Match[str], Anchor, int | None], Period | None]


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or none when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def year_for(month: int, anchor: Anchor, context: int | None) -> int | None:
    """The year of a month without one: of the sentence, else of the document, else none."""
    if context is not None:
        return context
    if anchor.day is None:
        return anchor.title_year
    if anchor.looks_back and month > anchor.day.month:
        return anchor.day.year - 1
    return anchor.day.year


def group_year(match: regex.Match[str], key: str = "y") -> int | None:
    """The year in a group of the match, or none; two digits lie between 1951 and 2050."""
    value = match.groupdict().get(key)
    year = small_number(value) if value else None
    return year if year is None or year > 99 else year + (2000 if year <= 50 else 1900)


def part_of_month(year: int, month: int, part: str | None) -> Period:
    """A month or the ten days, end or beginning of it that ``part`` names."""
    last = last_day(year, month)
    bounds = {
        "上旬": (1, 10),
        "上中旬": (1, 20),
        "中下旬": (11, last.day),
        "中旬": (11, 20),
        "下旬": (21, last.day),
        "上半月": (1, 15),
        "下半月": (16, last.day),
        "底": (last.day, last.day),
        "末": (last.day, last.day),
        "初": (1, 10),
    }
    low, high = bounds.get((part or "").removeprefix("月"), (1, last.day))
    return date(year, month, low), date(year, month, high)


def part_of_year(year: int, half: str) -> Period:
    """A half, quarter, term or run of first months of a year."""
    if half.startswith("春季"):
        return date(year, 2, 1), date(year, 7, 31)
    if half.startswith("秋季"):
        return date(year, 9, 1), date(year + 1, 1, 31)
    if half in ("上半年", "前半年"):
        return date(year, 1, 1), date(year, 6, 30)
    if half in ("下半年", "后半年"):
        return date(year, 7, 1), date(year, 12, 31)
    if half.endswith("月"):
        return date(year, 1, 1), last_day(year, min(small_number(half[1:].rstrip("个月")), 12))
    if half == "前三季度":
        return date(year, 1, 1), date(year, 9, 30)
    quarter = next("首一二三四".find(c) or 1 if c in "首一二三四" else int(c) for c in half if c in "首一二三四1234")
    return quarter_of(year, quarter, first=1 if half.startswith("前") else quarter)


def quarter_of(year: int, quarter: int, first: int | None = None) -> Period:
    """A quarter of a year, or the quarters from ``first`` to it."""
    return date(year, 3 * (first or quarter) - 2, 1), last_day(year, 3 * quarter)


def _year_of_day(match: regex.Match[str], anchor: Anchor, context: int | None) -> int | None:
    """The year of a month and day; 29 February without a year lies in the leap year nearest in the anchor's direction."""
    month = small_number(match["m"])
    year = group_year(match) or year_for(month, anchor, context)
    if year and not match["y"] and context is None and month == 2 and small_number(match["d"]) == 29:
        step = -1 if anchor.looks_back else 1
        return next(y for y in range(year, year + 9 * step, step) if calendar.isleap(y))
    return year


def _day(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month, day = small_number(match["m"]), small_number(match["d"])
    year = _year_of_day(match, anchor, context)
    if year is None:
        return (None, None) if day_of(2024, month, day) else None
    value = day_of(year, month, day)
    return (value, value) if value else None


def _day_range(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month, day = small_number(match["m"]), small_number(match["d"])
    month2 = small_number(match["m2"]) if match["m2"] else month
    year = _year_of_day(match, anchor, context)
    if year is None:
        return None, None
    year2 = group_year(match, "y2") or (year if month2 >= month else year + 1)
    low, high = day_of(year, month, day), day_of(year2, month2, small_number(match["d2"]))
    return (low, high) if low and high and low <= high else None


def _deadline_year(match: regex.Match[str], month: int, anchor: Anchor, year: int | None, told: bool) -> int | None:
    """The year of a time to come: 5月底前 in a notice of December is in the next year, 9月底前 in a bulletin of May in
    its own.

    ``told``: the sentence has a year.
    """
    post = match.groupdict().get("post") or ""
    if not year or not anchor.day or group_year(match) or not post.endswith(("前", "起")):
        return year
    if anchor.looks_back:
        return year if told else anchor.day.year
    late = post.endswith("前") and year == anchor.day.year and month < anchor.day.month
    return year + 1 if late else year


def _month(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month = small_number(match["m"])
    year = group_year(match) or year_for(month, anchor, context)
    year = _deadline_year(match, month, anchor, year, context is not None)
    if year is None:
        return None, None
    part = match.groupdict().get("part") or match.groupdict().get("rest")
    return part_of_month(year, month, part)


def _month_range(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month, month2 = small_number(match["m"]), small_number(match["m2"])
    year = group_year(match) or year_for(month, anchor, context)
    if year is None:
        return None, None
    following = match.groupdict().get("next")
    year2 = group_year(match, "y2") or (year if month2 >= month and not following else year + 1)
    low, high = date(year, month, 1), last_day(year2, month2)
    return (low, high) if low <= high else None


def _school_year(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    assert year is not None
    year2 = group_year(match, "y2") or year + 1
    if year2 <= year:
        return None
    if match["term"]:
        first = match["term"] in ("第一学期", "上学期")
        return (date(year, 9, 1), date(year + 1, 1, 31)) if first else (date(year2, 2, 1), date(year2, 8, 31))
    return date(year, 9, 1), date(year2, 8, 31)


def _year_range(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    low, high = group_year(match), group_year(match, "y2")
    return (date(low, 1, 1), date(high, 12, 31)) if low and high and low < high else None


def _half(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    return part_of_year(year, match["half"]) if year else None


def _year(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _numeric(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    if year is None:
        return None
    if not match["d"]:
        return part_of_month(year, int(match["m"]), None)
    value = day_of(year, int(match["m"]), int(match["d"]))
    return (value, value) if value else None


def _plan(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    number = small_number(match["plan"] or match["plan2"] or match["plan3"])
    first = _PLAN_START.get(number)
    return (date(first, 1, 1), date(first + 4, 12, 31)) if first else None


def _numeric_range(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    if bool(match["d"]) != bool(match["d2"]):
        return None
    if match["d"]:
        low, high = (
            day_of(int(match[y]), int(match[m]), int(match[d])) for y, m, d in (("y", "m", "d"), ("y2", "m2", "d2"))
        )
    else:
        low, high = date(int(match["y"]), int(match["m"]), 1), last_day(int(match["y2"]), int(match["m2"]))
    return (low, high) if low and high and low <= high else None


def _year_to_month(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    low, high = group_year(match), group_year(match, "y2")
    if not low or not high or low >= high:
        return None
    return date(low, 1, 1), last_day(high, small_number(match["m2"]))


_THIRDS = {"前": (0, 2), "早": (0, 2), "初": (0, 2), "中": (3, 6), "末": (7, 9), "后": (7, 9), "晚": (7, 9)}


def _decade(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    """20世纪80年代 1980 to 1989; 90年代 of the hundred years before the document's; 初, 中, 末 are its thirds."""
    now = anchor.day.year // 100 if anchor.day else None
    if match["c"]:
        century = small_number(match["c"]) - 1
    elif now is None:
        return None, None
    else:
        century = now if match["which"] == "本" else now - 1
    if not 0 < century < 30:
        return None
    first, size = 100 * century, 10
    if match["d"]:
        first += small_number(match["d"])
    else:
        size = 100
    low, high = _THIRDS.get((match["part"] or "")[:1], (0, 9))
    return date(first + low * size // 10, 1, 1), date(first + (high + 1) * size // 10 - 1, 12, 31)


def _republic(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    """民国三年 is 1914."""
    year = 1911 + (1 if match["n"] == "元" else small_number(match["n"].replace("两", "二")))
    if year > 1949:
        return None
    return part_of_month(year, small_number(match["m"]), None) if match["m"] else (date(year, 1, 1), date(year, 12, 31))


ABSOLUTE: dict[str, Resolver] = {
    "day_range": _day_range,
    "day": _day,
    "day_unmarked": _day,
    "school_year": _school_year,
    "month_range": _month_range,
    "month": _month,
    "bare_month": _month,
    "year_range": _year_range,
    "years_bare": _year_range,
    "year_to_month": _year_to_month,
    "half": _half,
    "year": _year,
    "numeric": _numeric,
    "numeric_short": _numeric,
    "numeric_range": _numeric_range,
    "plan": _plan,
    "decade": _decade,
    "republic": _republic,
}
