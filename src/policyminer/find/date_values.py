"""The value of a matched time expression: its period with the modifiers applied, how precise it is, what it counts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from policyminer.find.periods import ABSOLUTE, Anchor, Period
from policyminer.find.relative_periods import FROM_CONTEXT, RELATIVE

_RESOLVERS = {**ABSOLUTE, **RELATIVE}
#: Shapes whose missing year or month is that of a date before them, where there is one.
_CONTEXTUAL = (
    "day",
    "day_unmarked",
    "day_range",
    "month_range",
    "bare_month",
    "bare",
    "bare_day",
    "part",
    "month_word",
)


@dataclass(frozen=True, slots=True)
class Value:
    """A period, inclusive at both ends and null where open; see the columns ``precision`` and ``anchor`` of ``dates``."""

    low: date | None
    high: date | None
    precision: str
    anchor: str | None


def value_of(name: str, match: regex.Match[str], anchor: Anchor, context: int | None) -> Value | None:
    """The value of a match of shape ``name``, or none when it is no date.

    ``context`` is the year of the date before it in the sentence (for a bare day its year * 12 + month - 1), or none.
    """
    base = _RESOLVERS[name](match, anchor, context)
    if base is None:
        return None
    group = match.groupdict()
    pre, post = group.get("pre") or group.get("pre2"), group.get("post") or group.get("post2")
    if is_level(match):
        pre = None
    low, high = base if name in ("offset", "ahead") else _modify(base, pre, post, name, anchor)
    return Value(low, high, _edge(post) or _precision(name, group), _anchor(name, group, post, anchor, context))


_RISES = regex.compile(r"(?:提高|提升|增加|增长|增|上升|升|扩大|下降|降低|降|减少|减|缩小|压缩)$")


#: verbs that end in 到 and end a headline: 来到, 报到, 收到
_ARRIVES = regex.compile(r"[来报签收]$")


def is_level(match: regex.Match[str]) -> bool:
    """Whether 到 belongs to the verb before: 由2021年的31%提高到2023年的43%, where the year is that of the value behind."""
    text, start = match.string, match.start()
    if text[start : start + 1] == "到" and _ARRIVES.search(text, max(0, start - 1), start):
        return True  # a headline …报到, joined to the day that follows it
    if text[start : start + 1] not in ("到", "至") or text[match.end() : match.end() + 1] != "的":
        return False
    return _RISES.search(text, max(0, start - 2), start) is not None


def _edge(post: str | None) -> str | None:
    """年底 is a day, 年初 a month, whatever they belong to."""
    words = (post or "").removeprefix("年")
    return "day" if words[:1] in ("底", "末") else "month" if words == "初" else None


def _modify(base: Period, pre: str | None, post: str | None, name: str, anchor: Anchor) -> Period:
    """The period with what stands before (截至, 到) and behind it (底, 初, 前, 起, 以来)."""
    low, high = base
    if pre and pre.startswith("现在"):
        return _start(anchor.day, high), high
    if post in ("底", "末", "年底", "年末") and high:
        low = high
    if post in ("初", "年初") and low:
        high = date(low.year, low.month + 1, 1) - date.resolution if low.month < 12 else date(low.year, 12, 31)
    if (post and post.endswith("前")) or pre in ("截至", "截止", "截止到", "到", "至"):
        return None, high
    if post in ("起", "开始") or (post and post.endswith("后")):
        return low, None
    if post == "以来":  # what begins after the document's own date is open
        until = anchor.day if name == "relative_year" else anchor.issued or anchor.day
        return low, until if _start(low, until) == low else None
    return low, high


def _start(low: date | None, high: date | None) -> date | None:
    """``low``, or none when it lies behind ``high``."""
    return None if low is not None and high is not None and low > high else low


_DAYS = (
    "day",
    "day_list",
    "day_range",
    "day_unmarked",
    "relative_days",
    "numeric",
    "numeric_short",
    "today",
    "weekday",
)
_PRECISION = {
    **dict.fromkeys((*_DAYS, "bare_day", "now", "rolling"), "day"),
    **dict.fromkeys(("month", "month_list", "month_range", "relative_months", "year_to_month"), "month"),
    **dict.fromkeys(("year", "year_list", "year_range", "years_bare"), "year"),
    "school_year": "school_year",
    "plan": "plan",
    "decade": "decade",
}
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "季度": "quarter", "年": "year"}


def _precision(name: str, group: dict[str, str | None]) -> str:
    """The unit in which an expression names its ends: day, week, month, quarter, half, term, year …"""
    if group.get("d") and name != "decade":
        return "day"
    unit = group.get("u")
    if unit and name in ("part", "offset", "ahead"):
        if group.get("half") or group.get("n") == "半":
            return "month" if unit == "年" else "day"
        return "day" if group.get("wd") else _UNITS[unit.removeprefix("个").replace("礼拜", "周")]
    part = group.get("part") or group.get("rest")
    if name in ("month", "bare_month", "month_word", "relative_year", "republic") and (
        group.get("m") or name == "month_word"
    ):
        return "ten_days" if part and part.endswith("旬") else "day" if part and part[-1] in "底末" else "month"
    half = group.get("half")
    if half:
        return _precision_of_part(half)
    if name == "school_year" and group.get("term"):
        return "term"
    if name == "week":
        return "day" if group.get("wd") else "week"
    if name == "school_word":
        return "term" if unit == "学期" else "school_year"
    if name == "bare":
        if group.get("end") == "年初":
            return "month"
        return "day" if group.get("end") in ("年底", "年末") else "year" if group.get("end") else "quarter"
    if name in ("numeric_range", "numeric_short", "to_now", "republic", "relative_year"):
        return "month" if group.get("m") else "year"
    return _PRECISION[name]


def _precision_of_part(half: str) -> str:
    if half.endswith("半年"):
        return "half"
    if half[0] in "春秋":
        return "term"
    return "month" if half.endswith("月") else "quarter"


def _anchor(
    name: str, group: dict[str, str | None], post: str | None, anchor: Anchor, context: int | None
) -> str | None:
    """``explicit``, ``context`` or ``document``; none when the document has no date to count from."""
    explicit = bool(group.get("y") or group.get("c")) or name in ("plan", "republic", "year_list")
    if explicit and post != "以来" and name != "to_now":
        return "explicit"
    inherits = name in _CONTEXTUAL if not group.get("rel") else group["rel"] in FROM_CONTEXT
    if context is not None and not explicit and inherits:
        return "context"
    return "document" if anchor.day else "explicit" if explicit else None
