"""What relative time expressions mean: this year, last month, the week after next, three years ago, up to now.

All count from the document's own date, never from the clock; without one they give ``(None, None)``. 同年, 次年, 同月 and
the bare day count from the date before them in the text.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import regex

from policyminer.find.periods import (
    Anchor,
    Period,
    Resolver,
    day_of,
    group_year,
    last_day,
    part_of_month,
    part_of_year,
    quarter_of,
    year_for,
)
from policyminer.outline.days import small_number

_YEARS_OFF = {
    **dict.fromkeys(("今年", "本年", "本年度", "当年", "同年", "新一年", "新的一年"), 0),
    **dict.fromkeys(("去年", "上年", "上年度", "上一年", "过去的一年", "过去一年"), -1),
    **dict.fromkeys(("明年", "来年", "次年", "翌年", "下年", "下一年"), 1),
    "前年": -2,
    "大前年": -3,
    "后年": 2,
    "大后年": 3,
}
#: These count from the year named before them, where there is one.
FROM_CONTEXT = ("同年", "当年", "次年", "翌年")
_WEEKDAYS = "一二三四五六日"


def _shift_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _count(text: str) -> int:
    return small_number(text.replace("两", "二"))


def _relative_to_year(rel: str, anchor: Anchor, context: int | None) -> int | None:
    if rel in FROM_CONTEXT and context is not None:
        return context + _YEARS_OFF[rel]
    return anchor.year + _YEARS_OFF[rel] if anchor.year else None


def _relative_year(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    year = _relative_to_year(match["rel"], anchor, context)
    if year is None:
        return None, None
    if match["half"]:
        return part_of_year(year, match["half"])
    if match["m"]:
        month = small_number(match["m"])
        if match["d"]:
            value = day_of(year, month, small_number(match["d"]))
            return (value, value) if value else None
        return part_of_month(year, month, match["part"])
    return date(year, 1, 1), date(year, 12, 31)


def _relative_months(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    year = _relative_to_year(match["rel"], anchor, context)
    if year is None:
        return None, None
    low, high = date(year, small_number(match["m"]), 1), last_day(year, small_number(match["m2"]))
    return (low, high) if low <= high else None


def _relative_days(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    year, month = anchor.day.year + _YEARS_OFF[match["rel"]], small_number(match["m"])
    low = day_of(year, month, small_number(match["d"]))
    high = day_of(year, small_number(match["m2"]) if match["m2"] else month, small_number(match["d2"]))
    return (low, high) if low and high and low <= high else None


def _month_off(word: str) -> int:
    return -word.count("上") or word.count("下")


def _month_word(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    """``context`` is the month of the date before, as year * 12 + month - 1."""
    same = match["month"][0] in "同当"
    if not same and anchor.day is None:
        return None, None
    index = context if same else _shift_index(anchor, _month_off(match["month"]))
    if index is None:
        return None
    year, month = divmod(index, 12)
    if match["d"]:
        value = day_of(year, month + 1, small_number(match["d"]))
        return (value, value) if value else None
    return part_of_month(year, month + 1, match["part"])


def _shift_index(anchor: Anchor, months: int) -> int:
    assert anchor.day is not None
    return anchor.day.year * 12 + anchor.day.month - 1 + months


_DAYS_OFF = {"昨": -1, "明": 1, "前天": -2, "后天": 2}


def _today(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    word = match["day"]
    days = _DAYS_OFF.get(word.lstrip("大"), _DAYS_OFF.get(word[0], 0))
    days += word.count("大") * (1 if days > 0 else -1)
    day = anchor.day + timedelta(days=days)
    return day, day


def _bare_day(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    """``context`` is the month of the date before, as year * 12 + month - 1."""
    if context is None:
        return None
    year, month = divmod(context, 12)
    low = day_of(year, month + 1, int(match["d"]))
    high = day_of(year, month + 1, int(match["d2"])) if match["d2"] else low
    if not low or not high or low > high or (anchor.looks_back and anchor.day and low > anchor.day):
        return None
    return low, high


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    first = _monday(anchor.day) + timedelta(weeks=_month_off(match["rel"]))
    weekday = match["wd"]
    if weekday == "末":
        return first + timedelta(days=5), first + timedelta(days=6)
    if weekday:
        day = first + timedelta(days=_WEEKDAYS.index(weekday.replace("天", "日")))
        return day, day
    return first, first + timedelta(days=6)


def _weekday(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    """The last such day of a document that looks back, else the next."""
    if anchor.day is None:
        return None, None
    days = (_WEEKDAYS.index(match["wd"].replace("天", "日")) - anchor.day.weekday()) % 7
    day = anchor.day + timedelta(days=days - 7 if anchor.looks_back and days else days)
    return day, day


def _now(_match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    return None, anchor.day


def _to_now(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    year = group_year(match)
    assert year is not None
    start = day_of(year, small_number(match["m"]) if match["m"] else 1, small_number(match["d"]) if match["d"] else 1)
    return (start, anchor.day) if start else None


def _away(day: date, count: int, unit: str) -> date | None:
    """``day`` moved by ``count`` units, or none where the calendar ends."""
    if unit in ("天", "周", "个星期", "个礼拜"):
        return day + timedelta(days=count * (1 if unit == "天" else 7))
    months = count * (12 if unit == "年" else 1)
    return _shift_months(day, months) if 12 <= day.year * 12 + months < 9999 * 12 else None


def _rolling(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    if anchor.day is None:
        return None, None
    if match["n"] == "半":
        return _shift_months(anchor.day, -6), anchor.day
    start = _away(anchor.day, -_count(match["n"]), match["u"].replace("多", ""))
    return (start, anchor.day) if start else None


def _ahead(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    """未来五年 from the document's day on; 过去三年 up to it."""
    if anchor.day is None:
        return None, None
    back = match["way"] == "过去"
    other = _away(anchor.day, -_count(match["n"]) if back else _count(match["n"]), match["u"])
    if other is None:
        return None
    return (other, anchor.day) if back else (anchor.day, other)


def _offset(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    """三年前 is that year, 半年后 that month, 5天后 that day; with 以前 or 之后 the end is open."""
    if anchor.day is None:
        return None, None
    sign = -1 if match["post"].endswith("前") else 1
    unit, half = match["u"], match["half"] or match["n"] == "半"
    if half and unit == "年":
        months = 6 if match["n"] == "半" else 12 * _count(match["n"]) + 6
        target = _away(anchor.day, sign * months, "个月")
    elif half:
        target = anchor.day + timedelta(days=sign * 15)
    else:
        target = _away(anchor.day, sign * _count(match["n"]), unit)
    if target is None:
        return None
    if unit == "年" and not half:
        low, high = date(target.year, 1, 1), date(target.year, 12, 31)
    elif unit == "年" or (unit == "个月" and not half):
        low, high = date(target.year, target.month, 1), last_day(target.year, target.month)
    elif unit in ("周", "个星期", "个礼拜"):
        low, high = _monday(target), _monday(target) + timedelta(days=6)
    else:
        low = high = target
    if len(match["post"]) == 1:
        return low, high
    return (None, high) if sign < 0 else (low, None)


def _bare(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    if match["which"]:
        return _quarter_or_half(match, anchor)
    year = context or anchor.year
    if year is None:
        return None, None
    if match["half"]:
        return part_of_year(year, match["half"])
    if match["end"] == "年初":
        return part_of_month(year, 1, None)
    return (date(year, 1, 1) if match["end"] == "年内" else date(year, 12, 31)), date(year, 12, 31)


def _quarter_or_half(match: regex.Match[str], anchor: Anchor) -> Period:
    """上个季度, 本季度, 上个半年."""
    if anchor.day is None:
        return None, None
    size = 6 if match[0].endswith("半年") else 3
    index = _shift_index(anchor, size * _month_off(match["which"]))
    year, part = index // 12, index % 12 // size
    if size == 3:
        return quarter_of(year, part + 1)
    return part_of_year(year, "下半年" if part else "上半年")


def _school_word(match: regex.Match[str], anchor: Anchor, _context: int | None) -> Period | None:
    """本学年 from September to August; 本学期 its half, from September or from February."""
    if anchor.day is None:
        return None, None
    year = anchor.day.year - (anchor.day.month < 9)
    second = 2 <= anchor.day.month <= 8
    shift = _month_off(match["which"])
    if match["u"] == "学年":
        return date(year + shift, 9, 1), date(year + shift + 1, 8, 31)
    terms = 2 * year + second + shift
    year, second = terms // 2, bool(terms % 2)
    if second:
        return date(year + 1, 2, 1), date(year + 1, 8, 31)
    return date(year, 9, 1), date(year + 1, 1, 31)


def _part(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period | None:
    """去年的前10天, 2021年最后4个月, 十月第一周, 四月的最后一个星期一: days, weeks, months at an end of a year or month."""
    whole = _whole(match, anchor, context)
    low, high = whole
    if low is None or high is None:
        return whole
    count = _count(match["n"]) if match["n"] else 1
    unit = {"日": "天", "星期": "周"}.get(match["u"], match["u"])
    if not 0 < count < 400 or (unit in ("月", "季度") and low.month == high.month):
        return None
    single, last = match["which"] in ("第", "首"), match["which"] == "最后"
    if match["wd"]:
        days = _nth_weekday(low, high, count, match)
    elif unit == "天":
        days = _run_of_days(low, high, count, single, last)
    elif unit == "周":
        days = _run_of_weeks(low, high, count, single, last)
    else:
        days = _run_of_months(low.year, count, 3 if unit == "季度" else 1, single, last)
    return days if days and low <= days[0] and days[1] <= high else None


def _run_of_days(low: date, high: date, count: int, single: bool, last: bool) -> tuple[date, date]:
    if last:
        return high - timedelta(days=count - 1), high
    end = low + timedelta(days=count - 1)
    return (end if single else low), end


def _run_of_weeks(low: date, high: date, count: int, single: bool, last: bool) -> tuple[date, date]:
    """Whole weeks only: the first Monday begins the first one."""
    if last:
        sunday = high - timedelta(days=(high.weekday() + 1) % 7)
        return sunday - timedelta(days=7 * count - 1), sunday
    monday = low + timedelta(days=-low.weekday() % 7)
    return monday + timedelta(weeks=count - 1 if single else 0), monday + timedelta(days=7 * count - 1)


def _run_of_months(year: int, count: int, step: int, single: bool, last: bool) -> tuple[date, date] | None:
    months = count * step
    if months > 12:
        return None
    if last:
        return date(year, 13 - months, 1), date(year, 12, 31)
    return date(year, months - step + 1 if single else 1, 1), last_day(year, months)


def _whole(match: regex.Match[str], anchor: Anchor, context: int | None) -> Period:
    """The year or month of which a part is named."""
    if match["month"]:
        if anchor.day is None:
            return None, None
        index = _shift_index(anchor, _month_off(match["month"]))
        return part_of_month(index // 12, index % 12 + 1, None)
    year = _relative_to_year(match["rel"], anchor, context) if match["rel"] else group_year(match)
    if match["m"]:
        month = small_number(match["m"])
        if year is None and not match["rel"]:
            year = year_for(month, anchor, context)
        return part_of_month(year, month, None) if year else (None, None)
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def _nth_weekday(low: date, high: date, count: int, match: regex.Match[str]) -> tuple[date, date] | None:
    weekday = _WEEKDAYS.index(match["wd"].replace("天", "日"))
    if match["which"] == "最后" and count == 1:
        day = high - timedelta(days=(high.weekday() - weekday) % 7)
    elif match["which"] == "第":
        day = low + timedelta(days=(weekday - low.weekday()) % 7 + 7 * (count - 1))
    else:
        return None
    return day, day


RELATIVE: dict[str, Resolver] = {
    "relative_year": _relative_year,
    "relative_months": _relative_months,
    "relative_days": _relative_days,
    "month_word": _month_word,
    "today": _today,
    "bare_day": _bare_day,
    "week": _week,
    "weekday": _weekday,
    "now": _now,
    "to_now": _to_now,
    "rolling": _rolling,
    "ahead": _ahead,
    "offset": _offset,
    "bare": _bare,
    "part": _part,
    "school_word": _school_word,
}
