"""Periods: what a matched time expression means on the calendar, against the document's own date.

Conventions: both ends inclusive, null when open; 学年 runs from 1 September to 31 August; 五年规划 by number
(十四五 = 2021–2025); a month without a year belongs to the year last named in the sentence, else to the document's,
and in a bulletin or news item to the year before when it would lie after the issue date.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from policyminer.outline.metadata import small_number

_RELATIVE = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "当年": 0,
    "同年": 0,
    "新一年": 0,
    "新的一年": 0,
    "去年": -1,
    "上年": -1,
    "上年度": -1,
    "上一年": -1,
}
_RELATIVE |= {
    "过去的一年": -1,
    "过去一年": -1,
    "前年": -2,
    "明年": 1,
    "来年": 1,
    "次年": 1,
    "翌年": 1,
    "下年": 1,
    "下一年": 1,
}
#: the first year of the N-th plan; from the second on every five years (一五 1953, 二五 1958, 三五 1966 after the pause)
_PLAN_START = {1: 1953, 2: 1958, **{n: 1966 + 5 * (n - 3) for n in range(3, 20)}}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative expressions count from: the document's date, and whether it looks back (news, bulletin)."""

    day: date | None
    looks_back: bool


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or none when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


Period = tuple[date | None, date | None]


def year_for(month: int, anchor: Anchor, context: int | None) -> int | None:
    """The year of a month without one: of the sentence, else of the document, else none."""
    if context is not None:
        return context
    if anchor.day is None:
        return None
    if anchor.looks_back and month > anchor.day.month:
        return anchor.day.year - 1
    return anchor.day.year


def resolve(name: str, match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    """The period of a match before its modifiers are applied, then with them; none when it is no date."""
    base = _RESOLVERS[name](match, anchor, context)
    if base is None:
        return None
    group = match.groupdict()
    return _modify(base, group.get("pre") or group.get("pre2"), group.get("post") or group.get("post2"), name, anchor)


def _modify(base: Period, pre: str | None, post: str | None, name: str, anchor: Anchor) -> Period:
    low, high = base
    if pre and pre.startswith("现在"):
        return anchor.day, high
    if post in ("底", "末", "年底", "年末") and high:
        low = high
    if post in ("初", "年初") and low:
        high = low if name not in ("year", "relative_year") else date(low.year, 1, 31)
    if (post and post.endswith("前")) or pre in ("截至", "截止", "截止到", "到", "至"):
        return None, high
    if post in ("起", "开始"):
        return low, None
    if post == "以来":
        return low, anchor.day
    if post in ("之后", "以后", "后"):
        return low, None
    return low, high


def group_year(match: regex.Match[str], key: str = "y") -> int | None:
    """The year in a group of the match, or none."""
    value = match.groupdict().get(key)
    return small_number(value) if value else None


def _resolve_day(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month, day = small_number(match["m"]), small_number(match["d"])
    year = group_year(match) or year_for(month, anchor, context)
    if year is None:
        return (None, None) if day_of(2024, month, day) else None
    value = day_of(year, month, day)
    return (value, value) if value else None


def _resolve_day_range(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month, day = small_number(match["m"]), small_number(match["d"])
    month2 = small_number(match["m2"]) if match["m2"] else month
    year = group_year(match) or year_for(month, anchor, context)
    if year is None:
        return None, None
    year2 = group_year(match, "y2") or (year if month2 >= month else year + 1)
    low, high = day_of(year, month, day), day_of(year2, month2, small_number(match["d2"]))
    return (low, high) if low and high and low <= high else None


def _deadline_year(match: regex.Match[str], month: int, anchor: Anchor, year: int | None) -> int | None:
    """5月底前 in a notice of December is in the coming year."""
    due = (match.groupdict().get("post") or "").endswith("前") and not group_year(match)
    if year and due and anchor.day and not anchor.looks_back and year == anchor.day.year and month < anchor.day.month:
        return year + 1
    return year


def _resolve_month(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month = small_number(match["m"])
    year = group_year(match) or year_for(month, anchor, context)
    year = _deadline_year(match, month, anchor, year)
    if year is None:
        return None, None
    part = match.groupdict().get("part") or match.groupdict().get("rest")
    return part_of_month(year, month, part)


def part_of_month(year: int, month: int, part: str | None) -> Period:
    """A month or the ten days, end or beginning of it that ``part`` names."""
    last = _last_day(year, month)
    bounds = {
        "上旬": (1, 10),
        "上中旬": (1, 20),
        "中下旬": (11, last.day),
        "中旬": (11, 20),
        "下旬": (21, last.day),
        "底": (last.day, last.day),
        "末": (last.day, last.day),
        "初": (1, 10),
    }
    low, high = bounds.get(part or "", (1, last.day))
    return date(year, month, low), date(year, month, high)


def _resolve_month_range(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    month, month2 = small_number(match["m"]), small_number(match["m2"])
    year = group_year(match) or year_for(month, anchor, context)
    if year is None:
        return None, None
    following = match.groupdict().get("next")
    year2 = group_year(match, "y2") or (year if month2 >= month and not following else year + 1)
    low, high = date(year, month, 1), _last_day(year2, month2)
    return (low, high) if low <= high else None


def _resolve_school_year(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    assert year is not None
    year2 = group_year(match, "y2") or year + 1
    if year2 <= year:
        return None
    if match["term"]:
        first = match["term"] in ("第一学期", "上学期")
        return (date(year, 9, 1), date(year + 1, 1, 31)) if first else (date(year2, 2, 1), date(year2, 8, 31))
    return date(year, 9, 1), date(year2, 8, 31)


def _resolve_year_range(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    low, high = group_year(match), group_year(match, "y2")
    return (date(low, 1, 1), date(high, 12, 31)) if low and high and low < high else None


def _half(year: int, half: str) -> Period:
    if half.startswith("春季"):
        return date(year, 2, 1), date(year, 7, 31)
    if half.startswith("秋季"):
        return date(year, 9, 1), date(year + 1, 1, 31)
    if half == "上半年":
        return date(year, 1, 1), date(year, 6, 30)
    if half == "下半年":
        return date(year, 7, 1), date(year, 12, 31)
    if half.endswith("个月"):
        return date(year, 1, 1), _last_day(year, min(small_number(half[1:-2]), 12))
    if half == "前三季度":
        return date(year, 1, 1), date(year, 9, 30)
    quarter = next("一二三四".find(c) + 1 or int(c) for c in half if c in "一二三四1234")
    first = 1 if half.startswith("前") else 3 * quarter - 2
    return date(year, first, 1), _last_day(year, 3 * quarter)


def _resolve_half(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    return _half(year, match["half"]) if year else None


def _resolve_year(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    return (date(year, 1, 1), date(year, 12, 31)) if year else None


def _resolve_numeric(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    value = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    return (value, value) if value else None


def _resolve_plan(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    number = small_number(match["plan"] or match["plan2"] or match["plan3"])
    first = _PLAN_START.get(number)
    return (date(first, 1, 1), date(first + 4, 12, 31)) if first else None


def _resolve_relative_year(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    rel = match["rel"]
    if rel in ("同年", "当年", "次年", "翌年") and context is not None:
        year = context + _RELATIVE[rel]
    elif anchor.day is None:
        return None, None
    else:
        year = anchor.day.year + _RELATIVE[rel]
    if match["half"]:
        return _half(year, match["half"])
    if match["m"]:
        month = small_number(match["m"])
        if match["d"]:
            value = day_of(year, month, small_number(match["d"]))
            return (value, value) if value else None
        return part_of_month(year, month, match["part"])
    return date(year, 1, 1), date(year, 12, 31)


def _resolve_relative_months(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    year = anchor.day.year + _RELATIVE[match["rel"]]
    low, high = date(year, small_number(match["m"]), 1), _last_day(year, small_number(match["m2"]))
    return (low, high) if low <= high else None


def _resolve_now(_match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    return None, anchor.day


def _resolve_rolling(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    if match["n"] == "半":
        index = anchor.day.year * 12 + anchor.day.month - 7
        year, month = divmod(index, 12)
        return date(year, month + 1, min(anchor.day.day, calendar.monthrange(year, month + 1)[1])), anchor.day
    count = small_number(match["n"])
    if match["u"] == "周":
        return anchor.day - timedelta(weeks=count), anchor.day
    months = count * (12 if match["u"] == "年" else 1)
    index = anchor.day.year * 12 + anchor.day.month - 1 - months
    year, month = divmod(index, 12)
    return (
        (date(year, month + 1, min(anchor.day.day, calendar.monthrange(year, month + 1)[1])), anchor.day)
        if year > 0
        else None
    )


def _resolve_bare(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    year = context or (anchor.day.year if anchor.day else None)
    if year is None:
        return None, None
    if match["half"]:
        return _half(year, match["half"])
    return date(year, 12, 31), date(year, 12, 31)


def _resolve_today(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    if match["month"]:
        shift = 0 if match["month"] == "本月" else -1 if match["month"].startswith("上") else 1
        year, month = divmod(anchor.day.year * 12 + anchor.day.month - 1 + shift, 12)
        if match["d"]:
            value = day_of(year, month + 1, int(match["d"]))
            return (value, value) if value else None
        return part_of_month(year, month + 1, match["part"])
    day = anchor.day + timedelta(days={"昨": -1, "明": 1}.get(match.group()[0], 0))
    return day, day


def _resolve_numeric_range(match: regex.Match[str], _anchor: Anchor, _context: int | None) -> Period | None:
    if bool(match["d"]) != bool(match["d2"]):
        return None
    if match["d"]:
        low, high = (
            day_of(int(match[y]), int(match[m]), int(match[d])) for y, m, d in (("y", "m", "d"), ("y2", "m2", "d2"))
        )
    else:
        low, high = date(int(match["y"]), int(match["m"]), 1), _last_day(int(match["y2"]), int(match["m2"]))
    return (low, high) if low and high and low <= high else None


def _resolve_to_now(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    assert year is not None
    start = day_of(year, small_number(match["m"]) if match["m"] else 1, small_number(match["d"]) if match["d"] else 1)
    return (start, anchor.day) if start else None


def _resolve_relative_days(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    year, month = anchor.day.year + _RELATIVE[match["rel"]], small_number(match["m"])
    low = day_of(year, month, small_number(match["d"]))
    high = day_of(year, small_number(match["m2"]) if match["m2"] else month, small_number(match["d2"]))
    return (low, high) if low and high and low <= high else None


def _resolve_bare_day(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    """``context`` is here the month of the date before, as year * 12 + month - 1."""
    if context is None:
        return None
    year, month = divmod(context, 12)
    low = day_of(year, month + 1, int(match["d"]))
    high = day_of(year, month + 1, int(match["d2"])) if match["d2"] else low
    if not low or not high or low > high or (anchor.looks_back and anchor.day and low > anchor.day):
        return None
    return low, high


_RESOLVERS: dict[str, Callable[[regex.Match[str], Anchor, int | None], Period | None]] = {
    "day_range": _resolve_day_range,
    "day": _resolve_day,
    "school_year": _resolve_school_year,
    "month_range": _resolve_month_range,
    "month": _resolve_month,
    "year_range": _resolve_year_range,
    "half": _resolve_half,
    "year": _resolve_year,
    "numeric": _resolve_numeric,
    "plan": _resolve_plan,
    "relative_months": _resolve_relative_months,
    "relative_year": _resolve_relative_year,
    "now": _resolve_now,
    "rolling": _resolve_rolling,
    "bare_month": _resolve_month,
    "bare": _resolve_bare,
    "today": _resolve_today,
    "numeric_range": _resolve_numeric_range,
    "to_now": _resolve_to_now,
    "relative_days": _resolve_relative_days,
    "bare_day": _resolve_bare_day,
}
