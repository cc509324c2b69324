"""Time expressions that can be placed on the calendar, resolved against the document's own date, never the clock.

The shapes are in ``date_shapes``, their values in ``date_values``. A month without a year belongs to the year last named
in the sentence, else to the document's, and in a bulletin or news item to the year before when it would lie after the
issue date. Two expressions joined by 至, 到 or a dash, or closed by 之间, are one period.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import regex

from policyminer.find.date_guards import allowed
from policyminer.find.date_shapes import candidates
from policyminer.find.date_values import Value, is_level, value_of
from policyminer.find.periods import Anchor, day_of, group_year, part_of_month, year_for
from policyminer.find.protect import spans
from policyminer.outline.days import small_number

#: a line that opens what is to be done: 下一步:, 四、下阶段工作安排, 【下月安排】; up to the next heading
_AHEAD = regex.compile(
    r"(?:下一步|下一?阶段|下步|下月|下季度)[^,。;\n]{0,14}[:】]?\n(?:(?![一二三四五六七八九十]{1,3}、|【).*(?:\n|$))+"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression in view coordinates; ``precision`` and ``anchor`` as in the table ``dates``."""

    start: int
    end: int
    date_from: date | None
    date_to: date | None
    rule: str
    precision: str | None = None
    anchor: str | None = None


def find_dates(
    folded: str,
    anchor: Anchor,
    taken: Callable[[int, int], bool],
    year_at: Callable[[int], int | None] = lambda _: None,
) -> list[Found]:
    """All time expressions of a folded view, in order, without overlaps.

    ``taken(start, end)`` tells whether a range is protected (a title, a document number), ``year_at(start)`` the year
    that a heading gives to what stands below it. In a document without a date a day or month belongs to the year of the
    last whole date before it.
    """
    found: list[Found] = []
    position = 0
    ahead = spans([m.span() for m in _AHEAD.finditer(folded)] if anchor.looks_back else [])
    last_year: tuple[int, int] | None = None  # (sentence start, year)
    told_year: int | None = None  # of the last whole date, where the document has no date
    for start, matches in candidates(folded):
        if start < position:
            continue
        for name, match in matches:
            if match.end() <= position or taken(match.start(), match.end()) or not allowed(name, match, folded):
                continue
            line = folded.rfind("\n", 0, start)
            sentence = max(folded.rfind("。", line + 1, start), line)
            context = last_year[1] if last_year and last_year[0] == sentence else year_at(start) or told_year
            if name in _LISTS:
                members = _list_members(name, match, anchor, context)
                if not members:
                    continue
                found += members
                last_year = (sentence, (members[-1].date_to or date.max).year) if members[-1].date_to else last_year
                position = match.end()
                break
            inherited = True
            if name == "bare_day" or (name == "month_word" and match["month"][0] in "同当"):
                context, inherited = _month_before(folded, match, found, anchor)
            to_come = ahead.hit(start, start + 1) if name in ("day", "day_range") else None
            coming = to_come is not None and to_come[0] < start
            value = value_of(name, match, replace(anchor, looks_back=False) if coming else anchor, context)
            if value is None:
                if name in ("day", "day_range"):
                    position = match.end()  # 2月30日 is no month either
                    break
                continue
            begin = match.start() + is_level(match)
            found.append(_found(begin, match.end(), name, value if inherited else replace(value, anchor="document")))
            explicit = match.groupdict().get("y2") or match.groupdict().get("y")
            bracketed = folded[begin - 1 : begin] == "(" and folded[match.end() : match.end() + 1] == ")"
            if (explicit and not bracketed) or name == "relative_year":  # 某规划(2011—2015年) says nothing of 8月27日
                known = value.low or value.high
                last_year = (sentence, known.year) if known else last_year
                if known and anchor.year is None and name in ("day", "day_range"):
                    told_year = known.year
            position = match.end()
            break
    return _joined(folded, found)


def _found(start: int, end: int, name: str, value: Value) -> Found:
    return Found(start, end, value.low, value.high, f"date.{name}", value.precision, value.anchor)


_LISTS = ("day_list", "year_list", "month_list")


def _list_members(name: str, match: regex.Match[str], anchor: Anchor, context: int | None) -> list[Found]:
    """The dates of a list that shares its year, month or unit: 3月1日、5日; 2021、2022年."""
    base = match.start("items")
    parts = list(regex.finditer(r"[^、和及]+", match["items"]))
    out: list[Found] = []
    for i, part in enumerate(parts):
        number = small_number(part.group().rstrip("日号年"))
        if name == "year_list":
            value = Value(date(number, 1, 1), date(number, 12, 31), "year", "explicit")
        elif name == "month_list":
            year = group_year(match)
            if not year or not 1 <= number <= 12:
                return []
            value = Value(*part_of_month(year, number, None), "month", "explicit")
        else:
            month = small_number(match["m"])
            year = group_year(match) or year_for(month, anchor, context)
            day = day_of(year, month, number) if year else None
            if year and day is None:
                return []
            source = "explicit" if match["y"] else "context" if context else "document" if anchor.day else None
            value = Value(day, day, "day", source)
        start = match.start() if i == 0 else base + part.start()
        end = match.end() if i == len(parts) - 1 else base + part.end()
        out.append(_found(start, end, name, value))
    return out


def _month_before(folded: str, match: regex.Match[str], found: list[Found], anchor: Anchor) -> tuple[int | None, bool]:
    """Year * 12 + month - 1 of the last full date of the paragraph (true), else of the document (false).

    In a document that looks ahead a bare day that its month does not have lies in the next.
    """
    start = match.start()
    last = next(
        (
            f
            for f in reversed(found)
            if (f.date_from and f.date_from == f.date_to) or (f.date_to and f.rule == "date.day_range")
        ),
        None,
    )
    if last and last.date_to and "\n" not in folded[last.end : start] and start - last.end < 400:
        return last.date_to.year * 12 + last.date_to.month - 1, True
    if not anchor.day:
        return None, False
    month = anchor.day.year * 12 + anchor.day.month - 1
    if "month" in match.groupdict():
        return month, False
    day = int(match["d"])
    if anchor.looks_back:
        # 27日 in news of 3 November that told of 24 October: its month, though the paragraph is another
        earlier = last is not None and last.date_to is not None and day > anchor.day.day and _shortly_before(last.date_to, anchor.day)
        return (last.date_to.year * 12 + last.date_to.month - 1, True) if earlier else (month, False)  # type: ignore[union-attr]
    return (month if day_of(month // 12, month % 12 + 1, day) else month + 1), False


#: days that news lags behind what it tells
_LAG = 45


def _shortly_before(day: date, issued: date) -> bool:
    return day < issued and (issued - day).days <= _LAG


_BETWEEN = regex.compile(r"之?间(?!隔|断|接|歇|作|的差)")
_RANGED = ("date.day_range", "date.month_range", "date.year_range", "date.numeric_range", "date.relative_days")


def _joined(folded: str, found: list[Found]) -> list[Found]:
    """Two expressions that are the ends of one period as one: 前年11月到去年3月, 2010年之后2018年之前, 3月和5月之间."""
    out: list[Found] = []
    for second in found:
        first = out[-1] if out else None
        period = _period_between(folded, first, second) if first else None
        if first and period:
            anchor = first.anchor if first.anchor == second.anchor else "document"
            out[-1] = replace(
                first, end=period[2], date_from=period[0], date_to=period[1], rule="date.between", anchor=anchor
            )
        else:
            out.append(second)
    return out


def _period_between(folded: str, first: Found, second: Found) -> tuple[date, date, int] | None:
    """First day, last day and end of the expression that two neighbours make together, or none."""
    gap = folded[first.end : second.start]
    if not gap and first.rule == "date.year_range" and first.date_from and first.date_to and second.precision == "half":
        # 2023年至2025年上半年
        ends = first.date_to if folded[second.start] == "下" else first.date_to.replace(month=6, day=30)
        return first.date_from, ends, second.end
    if len(gap) > 2 or "date.between" in (first.rule, second.rule) or not second.date_to:
        return None
    low, high, end = first.date_from, second.date_to, second.end
    if low and first.date_to is None and second.date_from is None and gap in ("", "、", "至", "到"):
        # 2010年之后2018年之前, 自6月1日起至9月30日
        return (low, high, end) if low < high else None
    if not low or not first.date_to or first.rule in _RANGED or second.rule in _RANGED:
        return None
    joined = gap in ("至", "到", "—", "——", "-", "--", "~") and second.date_from is not None
    opened = not gap and folded[second.start] in "到至" and second.date_from is None
    if gap in ("和", "与", "至", "到") and second.date_from and (between := _BETWEEN.match(folded, end)):
        if high < low:
            # 10月和5月之间: the second month is of the year after
            high = day_of(high.year + 1, high.month, high.day) or high
        joined, end = True, between.end()
    if opened and high < low and second.anchor == "document":
        high = day_of(high.year + 1, high.month, high.day) or high  # 9月下旬至10月上旬 in September
    return (low, high, end) if (joined or opened) and low <= high else None
