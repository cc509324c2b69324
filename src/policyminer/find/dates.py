"""Time expressions that can be placed on the calendar, resolved against the document's own date, never the clock.

Conventions: both ends inclusive, null when open; 学年 runs from 1 September to 31 August; 五年规划 by number
(十四五 = 2021–2025); a month without a year belongs to the year last named in the sentence, else to the document's,
and in a bulletin or news item to the year before when it would lie after the issue date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import regex

from policyminer.find.periods import Anchor, Period, day_of, group_year, part_of_month, resolve, year_for
from policyminer.outline.metadata import small_number
from policyminer.patterns import rx

_HAN_YEAR = r"[一二][〇零一二三四五六七八九]{3}"
_Y = rf"(?:(?:19|20)\d\d|{_HAN_YEAR})"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_SEP = r"(?:—{1,2}|-{1,2}|~|起?至|起?到)"
_CLOCK = r"(?:\s?(?:上午|下午|中午|晚上?|凌晨|清晨)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:时|点|:)(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})分?|半|整)?)"
_CLOCKS = rf"(?:{_CLOCK}(?:(?:—{{1,2}}|-|~|至|到){_CLOCK})?)"
_PART = rf"(?:\s?(?:上午|下午|中午|晚上?|凌晨|傍晚|清晨|全天){_CLOCKS}?|{_CLOCKS})?"
_OPEN = r"(?P<pre>截至|截止到?|到|至|现在(?:起)?到)?"
_POST = r"(?P<post>底?(?:之前|以前|前)|之后|以后|后|开始|以来|起|末|底|初|期间)?"
_QUARTER = r"(?:第?[一二三四1-4]季度)"
_TENDAYS = "上中旬|中下旬|上旬|中旬|下旬"
_HALF = r"(?:第[1-4]季度|前(?:\d{1,2}|[一二三四五六七八九十]{1,2})个月|上半年|下半年|前三季度|前?[一二三四1-4]季度|第[一二三四]季度)"

#: One pattern per shape, tried in this order at every place; the first that matches wins.
_SHAPES: tuple[tuple[str, str], ...] = (
    # 3月1日、5日 | 3月1日和5日 | 3月1、5日 | 2021、2022年 | 2023年7、8月份
    (
        "day_list",
        rf"(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?P<items>{_D}[日号]?(?:[、和及]{_D}(?![\d月年])[日号]?)+)(?<=[日号])",
    ),
    ("year_list", rf"(?P<items>{_Y}年?(?:[、和及]{_Y})+)年(?!级)"),
    ("month_list", rf"(?P<y>{_Y})年(?P<items>{_M}(?:[、和及]{_M})+)月(?:份)?"),
    # 2024.4.15—2024.4.21 | 2024-04-15至2024-04-21 | 2021.09—2024.03
    (
        "numeric_range",
        r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?:(?P=s)(?P<d>3[01]|[12]\d|0?[1-9]))?\s?(?:—{1,2}|~|至|到|--)\s?(?P<y2>(?:19|20)\d\d)(?P=s)(?P<m2>1[0-2]|0?[1-9])(?:(?P=s)(?P<d2>3[01]|[12]\d|0?[1-9]))?(?![\d.\-/])",
    ),
    # 2023年6月至今 | 2019年至今
    ("to_now", rf"(?P<y>{_Y})年(?:(?P<m>{_M})月(?:(?P<d>{_D})[日号])?)?(?:至今|到现在|至目前)"),
    # 今年4月8日至12日
    (
        "relative_days",
        rf"(?P<rel>今年|去年|明年|前年)(?P<m>{_M})月(?P<d>{_D})[日号]?{_SEP}(?:(?P<m2>{_M})月)?(?P<d2>{_D})[日号]",
    ),
    # 2024年1月21—24日 | 7月5日—25日 | 8月14日下午至16日 | 2003年10月24日至11月2日
    (
        "day_range",
        rf"(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?P<d>{_D})[日号]?{_PART}\s?{_SEP}\s?(?:(?P<y2>{_Y})年)?(?:(?P<m2>{_M})月)?(?P<d2>{_D})[日号]{_PART}",
    ),
    # 截至2023年12月31日 | 2012年9月12日上午9点30分 | 3月1日前
    (
        "day",
        rf"{_OPEN}(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?P<d>{_D})[日号]{_PART}(?P<post>(?:之|以)?前|之后|以后|起|开始|以来)?",
    ),
    # 2023—2024学年度 | 2023—2024学年第一学期 | 2024学年
    (
        "school_year",
        rf"(?P<y>{_Y})(?:年?(?:{_SEP}|/)(?P<y2>{_Y})年?)?学年度?(?P<term>第[一二]学期|[上下]学期)?(?P<post>起|开始|以来)?",
    ),
    # 2023年12月—2026年8月 | 2024年3—5月 | 3月至5月
    (
        "month_range",
        rf"(?:(?P<y>{_Y})年)?(?P<m>{_M})月?份?\s?{_SEP}\s?(?:(?P<y2>{_Y})年|(?P<next>次年|翌年))?(?P<m2>{_M})月份?(?!\d)",
    ),
    # 2023年12月底之前 | 到2026年9月 | 2024年5月上旬 | 2016年8月
    (
        "month",
        rf"{_OPEN}(?P<y>{_Y})年(?P<m>{_M})月(?!龄)份?(?P<part>{_TENDAYS}|底|末|初)?(?:(?P<post>之前|以前|前|底|之后|以后|开始|起|以来))?",
    ),
    # 2021—2025年 | 2021年至2025年 | 2022至2024年
    ("year_range", rf"(?P<y>{_Y})年?度?\s?{_SEP}\s?(?P<y2>{_Y})年度?(?!\d)"),
    # 2023年上半年 | 2024年上半年开始 | 2024年第一季度 | 2024年春季学期
    (
        "half",
        rf"{_OPEN}(?P<y>{_Y})年度?(?P<half>{_HALF}|春季(?:学期)?|秋季(?:学期)?)(?P<post>(?:之|以)?前|开始|起|以来|之后|以后|末|初)?",
    ),
    # 到2026年 | 2024年底前 | 截至2023年底 | 2016年起 | 2023年度 | 2007年以来 | 2024年
    (
        "year",
        rf"{_OPEN}(?P<y>{_Y})年(?:度)?(?P<post>底?(?:之前|以前|前)|年?[底末](?:之?前|以前)?|初|以来|开始|起|之后|以后|期间)?(?!级|版|代)",
    ),
    # 2024-01-30 | 2024.9.22 | 2024/9/22
    (
        "numeric",
        r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?P=s)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d.\-/])",
    ),
    # “十四五” | 十四五期间 | “十三五”时期
    (
        "plan",
        r"(?P<pre>到|至|截至)?[“\"](?P<plan>十?[一二三四五六七八九])五[”\"](?P<span>期间|时期)?(?P<post>以来|末|初)?(?!普法)|(?<![\u4e00-\u9fff])(?P<plan2>十[一二三四五])五(?P<span2>期间|时期)|(?P<plan3>十[一二三四五])五(?:时期|期间)",
    ),
    # 去年7月至8月 | 今年3—5月
    ("relative_months", rf"(?P<rel>今年|去年|明年|前年)(?P<m>{_M})月?\s?{_SEP}\s?(?P<m2>{_M})月(?:份|底)?"),
    # 今年以来 | 今年上半年 | 去年底 | 明年6月底前 | 今年8月
    (
        "relative_year",
        rf"{_OPEN}(?P<rel>今年|本年度?|去年|上年度?|上一年|明年|下一?年(?!度)|来年|次年(?!度)|翌年|前年|同年|当年(?!度)|新一年|新的一年|过去(?:的)?一年)(?:(?P<m>{_M})月份?(?:(?P<d>{_D})[日号])?(?P<part>{_TENDAYS}|底|末|初)?|(?P<half>{_HALF}|春季(?:学期)?|秋季(?:学期)?))?"
        r"(?P<post>以来|年?底前|年?底?(?:之前|以前)|前(?![\d一二三四五六七八九十])|年?[底末]|年初|起|开始)?",
    ),
    # 截至目前 | 截至当前 | 截止到目前 | 截至去年
    ("now", r"(?:截至|截止到?)(?:目前|当前|今日|现在|今天|发稿时?|日前)"),
    # 一年来 | 8年来 | 三年多来 | 近三年来
    ("rolling", r"(?<![近每])(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}|半)(?P<u>年|个月|周)来(?![自源])"),
    # 1月12日 is "day"; 5月底前 | 9月份 | 5月中旬
    (
        "bare_month",
        rf"{_OPEN}(?<![\d.年个])(?P<m>{_M})月(?!龄)(?P<rest>份|底|末|初|{_TENDAYS})?(?P<post>之前|以前|前|起|开始|以来|以后)?",
    ),
    # 上半年 | 年底前 | 年内
    (
        "bare",
        r"(?P<pre>截至|到|至)?(?P<half>上半年|下半年|前三季度|[一二三四]季度)(?P<post>(?:之|以)?前|以来|起|开始)?|(?P<pre2>截至|到|至)?(?<![每\d今去明当前同])(?P<end>年底|年末)(?P<post2>(?:之|以)?前)?",
    ),
    (
        "today",
        r"今天|今日|昨天|昨日|明天|(?P<month>本月|上月|上个月|下月|下个月)(?:(?P<d>\d{1,2})[日号])?(?P<part>底|末|初)?(?P<post>(?:之|以)?前)?",
    ),
    # 13日 | 15日至17日: the month of the date before it, else of the bulletin
    ("bare_day", rf"(?P<d>3[01]|[12]\d|[1-9])日(?:(?:至|—{{1,2}}|-|~)(?P<d2>3[01]|[12]\d|[1-9])日)?{_PART}"),
)
_ANCHOR = regex.compile(
    r"(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}年|月|今年|本年|去年|上年|明年|下年|来年|次年|翌年|前年|同年|当年|一年|年来|月来|周来|截[至止]|半年|季度|年底|年末|[”\"]|五[期时]|今[天日]|昨[天日]|明天|新的?一年|上一年|下一年|学年|\d日|[本上下]个?月|半年来"
)
_COMPILED = [(name, regex.compile(pattern)) for name, pattern in _SHAPES]


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression in view coordinates."""

    start: int
    end: int
    date_from: date | None
    date_to: date | None
    rule: str


def find_dates(
    folded: str, anchor: Anchor, taken: Callable[[int, int], bool], year_at: Callable[[int], int | None]
) -> list[Found]:
    """All time expressions of a folded view, in order, without overlaps.

    ``taken(start, end)`` tells whether a range is protected (a title, a document number); ``year_at(position)`` gives a
    year that a heading or item above imposes on ``position``, or none.
    """
    found: list[Found] = []
    position = 0
    last_year: tuple[int, int] | None = None  # (sentence start, year)
    for start, candidates in _candidates(folded):
        if start < position:
            continue
        for name, match in candidates:
            if match.end() <= position or taken(match.start(), match.end()) or not _allowed(name, match, folded):
                continue
            sentence = max(folded.rfind("。", 0, start), folded.rfind("\n", 0, start))
            context = last_year[1] if last_year and last_year[0] == sentence else year_at(start)
            if name in _LISTS:
                members = _list_members(name, match, anchor, context)
                if not members:
                    continue
                found += members
                last_year = (sentence, (members[-1].date_to or date.max).year) if members[-1].date_to else last_year
                position = match.end()
                break
            if name == "bare_day":
                context = _month_before(folded, start, found, anchor)
            resolved = resolve(name, match, anchor, context)
            if resolved is None:
                if name in ("day", "day_range"):
                    position = match.end()  # 2月30日 is no month either
                    break
                continue
            begin, end = _span(name, match, folded)
            found.append(Found(begin, end, resolved[0], resolved[1], f"date.{name}"))
            explicit = match.groupdict().get("y2") or match.groupdict().get("y")
            if explicit or name == "relative_year":
                known = resolved[0] or resolved[1]
                last_year = (sentence, known.year) if known else last_year
            position = match.end()
            break
    return found


_LISTS = ("day_list", "year_list", "month_list")


def _list_members(name: str, match: regex.Match[str], anchor: Anchor, context: int | None) -> list[Found]:
    """The dates of a list that shares its year, month or unit: 3月1日、5日; 2021、2022年."""
    base = match.start("items")
    parts = list(regex.finditer(r"[^、和及]+", match["items"]))
    out: list[Found] = []
    for i, part in enumerate(parts):
        value = small_number(part.group().rstrip("日号年"))
        if name == "year_list":
            period: Period | None = (date(value, 1, 1), date(value, 12, 31))
        elif name == "month_list":
            year = group_year(match)
            period = part_of_month(year, value, None) if year and 1 <= value <= 12 else None
        else:
            month = small_number(match["m"])
            year = group_year(match) or year_for(month, anchor, context)
            day = day_of(year, month, value) if year else None
            period = (day, day) if day else (None, None) if year is None else None
        if period is None:
            return []
        start = match.start() if i == 0 else base + part.start()
        end = match.end() if i == len(parts) - 1 else base + part.end()
        out.append(Found(start, end, *period, f"date.{name}"))
    return out


def _month_before(folded: str, start: int, found: list[Found], anchor: Anchor) -> int | None:
    """Year * 12 + month - 1 of the last full date of the paragraph, else of a document that looks back."""
    last = next(
        (
            f
            for f in reversed(found)
            if (f.date_from and f.date_from == f.date_to) or (f.date_to and f.rule == "date.day_range")
        ),
        None,
    )
    if last and last.date_to and "\n" not in folded[last.end : start] and start - last.end < 400:
        return last.date_to.year * 12 + last.date_to.month - 1
    if anchor.day and anchor.looks_back:
        return anchor.day.year * 12 + anchor.day.month - 1
    return None


def _candidates(folded: str) -> Iterator[tuple[int, list[tuple[str, regex.Match[str]]]]]:
    """Places where a time expression may begin, with the shapes that match there."""
    done = -1
    for hint in _ANCHOR.finditer(folded):
        for start in range(max(done + 1, hint.start() - 6), hint.start() + 1):
            done = start
            char = folded[start]
            if char in _FIRST:
                hits = [(name, m) for name, pattern in _COMPILED if (m := pattern.match(folded, start))]
                if hits:
                    yield start, hits


_FIRST = frozenset('0123456789〇零一二三四五六七八九十“"半截到至现今本去上明下来次翌前同当新过年第昨')


def _allowed(name: str, match: regex.Match[str], folded: str) -> bool:
    """Guards that need the neighbours: 每年, 人均, 3个月, 2023年级 and the like are no dates."""
    start, end = match.span()
    before = folded[start - 1] if start else ""
    after = folded[end : end + 2]
    group = match.groupdict()
    if before.isdigit() or (name != "plan" and before in "第每" and not group.get("y")):
        return False
    if name in ("bare_month", "day", "day_range", "month_range") and not group.get("y"):
        if before in "〇零一二三四五六七八九十两.·" or (
            name == "month_range" and not rx.search(r"月.*月|年", match.group()) and before not in "年,、。(\n于在从自"
        ):
            return False
        if name == "bare_month" and (
            after.startswith(("球", "亮", "票", "嫂", "饼", "光", "色", "度", "均", "薪"))
            or (match["m"] in "一二三四五六七八九十" and not match["rest"] and not match["post"])
        ):
            return False
        if group.get("pre") in ("到", "至") and name == "bare_month":
            return True
    if name == "bare_day":
        opens = before in tuple(",。;:、\n(“") or before in tuple("于在从自截至到日") or start == 0
        closes = rx.match(r"[,上下中晚凌起前称举召开在电讯]|$", after) is not None
        return opens and closes and before != "每" and not rx.match(r"内|以内|游|间|期|均|常|用|产", after)
    if name in ("relative_year", "month_range") and rx.search(r"每年[^,。]{0,8}$", folded[max(0, start - 10) : start]):
        return False
    if name == "year" and (after[:1] in "号" or before == "〔"):
        return False
    if (
        name == "bare"
        and group.get("half")
        and before in "年"
        and start
        and folded[start - 2 : start] in ("今年", "去年")
    ):
        return False
    if name == "rolling":
        return not (before in "十百几数多半" or (before and before.isdigit()))
    if name == "today":
        return not (match.group() in ("今天",) and after.startswith("的"))
    return not (
        name == "relative_year"
        and match["rel"] in ("当年", "同年", "新一年", "下一年", "下年")
        and after.startswith("轻")
    )


def _span(name: str, match: regex.Match[str], folded: str) -> tuple[int, int]:
    start, end = match.span()
    if name == "plan" and not match["span"] and match["plan"]:
        return start, end
    return start, end
