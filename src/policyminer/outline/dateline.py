"""What the lines above a text say about it: labels with values, the day and source below a title, rows of an information table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import regex

from policyminer.labels import LABELS, field_of
from policyminer.outline.days import parse_day
from policyminer.patterns import rx

_META_KEYS = field_of(LABELS)
#: keys that mean the page's information only before a day in figures (日期：2024-12-30 10:26), not in running text
DATED_KEYS = dict.fromkeys(("日期", "时间", "发布", "发布于", "发表于", "更新于"), "date_published")
#: keys that count readers only before figures (浏览: 1266)
_COUNTED_KEYS = dict.fromkeys(("浏览", "阅读", "点击", "人气", "热度"), "")
_KEY = "|".join(r"[\s\u3000]*".join(k) for k in sorted(_META_KEYS, key=len, reverse=True))
# 发布日期：2023-12-12 09:00 | 【字体：大 中 小】 | 索 引 号：
META = regex.compile(
    rf"(?:^|(?<=[\s|【\[(])|(?<=\d\d)(?=来源))[•·*\-]?[ \u3000]*【?(?P<key>{_KEY}|(?:{'|'.join(DATED_KEYS)})(?=[ \u3000]*:[ \u3000]*20\d\d[-/.]\d\d?[-/.]\d\d?(?!\d))|(?:{'|'.join(_COUNTED_KEYS)})(?=[ \u3000]*:[ \u3000]*\d+[ \u3000]*(?:次|$)))[ \u3000]*(?:】[ \u3000]*:?|:)[ \u3000]*",
    regex.M,
)
# 2025-08-19 07:36　来源：某日报, 2022年01月27日 19:03:06 | 来源：某厅: the day and hour of publication without a key
_FIGURES = r"20\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)"
STAMP = re.compile(
    rf"(?:本帖最后由[^\d。]{{1,20}})?(?P<day>{_FIGURES}|\d{{1,2}}\.\d{{1,2}}\.20\d\d)(?:[ \u3000]+|(?<=日))\d{{1,2}}:\d\d(?::\d\d)?(?!\d)[ \u3000|]*(?:编辑$)?"
)
# 来源：区农业农村局   2021-12-27 15:48: the day behind a source, without a key
DAY_BEHIND = regex.compile(rf"[ \u3000]+(?P<day>{_FIGURES})(?:[ \u3000]+\d{{1,2}}:\d\d(?::\d\d)?)?[ \u3000]*(?:更新|发布|发表)?$")
# who wrote it, behind the day and hour
AUTHORS = regex.compile(r"[\u4e00-\u9fff]{2,4}(?:[ \u3000、][\u4e00-\u9fff]{2,4}){0,3}")
# 某日报 2018-07-26 08:07 大字: buttons behind it
BUTTONS = regex.compile(r"(?:[ \u3000|]+(?:大字|小字|字号|评论|收藏|分享|打印|转发|[大中小]|\d+(?=$|[ \u3000])))+[ \u3000:]*$")
# 教务处　2022年04月11日, 喜讯 教务处 2022-04-11, 2022-04-11 教务处, （2022-04-11）, (2022年4月11日) 来源:某日报: right under a title
DATELINE = regex.compile(
    rf"(?:[\u4e00-\u9fff]{{2,4}}[ \u3000|]+(?=[\u4e00-\u9fff]))?(?P<source>[\u4e00-\u9fff]{{2,20}})?[ \u3000|]+(?P<day>{_FIGURES})(?:[ \u3000]+\d{{1,2}}:\d\d(?::\d\d)?)?[ \u3000|]*(?:报道[ \u3000|]*)?"
    rf"|(?P<day>20\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}})[ \u3000|]+(?P<source>[\u4e00-\u9fff]{{2,20}})(?![\u4e00-\u9fff ]*:)|[(\[](?P<day>20\d\d-\d{{1,2}}-\d{{1,2}})[)\]]|[(\[](?P<day>{_FIGURES})[)\]][ \u3000]*(?=来源:)"
    rf"|(?P<day>{_FIGURES})[ \u3000|]+(?=[\u4e00-\u9fff ]{{2,5}}:)"
)
# 某县召开教师大会　2024-03-05 09:30: a headline with the day of publication on its line
_HEADLINE = regex.compile(
    rf"(?P<title>(?![^ \u3000]{{0,40}}(?:局|委|办|室|网|报|社|中心|政府|处|科|学院|大学|学校|厅|院|部|站|馆|公司|期)[ \u3000])[^\s:|]{{7,60}})"
    rf"[ \u3000]+(?:(?:发布|更新)?(?:时间|日期): ?)?(?P<day>{_FIGURES})(?:[ \u3000]+\d{{1,2}}:\d\d(?::\d\d)?)?"
)
# 第A05版：要闻
EDITION = regex.compile(r"第\s*[A-Z]?\d{1,3}\s*版\s*:?.{0,12}")
WEB_SELF = regex.compile(r"新闻网|本站|本网|原创|网络|互联网|转载|官网|网站")
# 校园新闻　2022-04-11, 工作动态 2022-04-11: the column of the site and not who wrote
COLUMN = regex.compile(
    r"(?:学[会校院]|校[园内区]|院[系内]|我[校院]|本[校院]|部门|综合|图片|工作|协会|机关|基层|[市区县]县?|县区|地方|单位|系统|内部|党[建务]|团[学委]|教[学研务]|科研|时政|今日|最新|重要|媒体|行业|通知|公告|新闻|政务|政策)*"
    r"(?:新闻|动态|要闻|快讯|简讯|快报|资讯|公告|通知|公示|通告|信息|头条|喜讯|喜报|速递|聚焦|活动)"
)
#: labels that nothing in a text is called, so that they end a value also without a blank: …教务处发布时间：…
_GLUED = regex.compile(
    rf"(?P<key>{'|'.join(('发布时间', '发布日期', '作者', '来源', '信息来源', '文章来源', '浏览次数', '浏览量', '点击数', '点击量', '点击次数', '阅读次数', '阅读量', '访问量', '责任编辑', '编辑'))}|(?:时间|日期)(?=[ \u3000]*:[ \u3000]*{_FIGURES}))[ \u3000]*:[ \u3000]*"
)
# 2024-03-05, • 2024-03-05: a line of its own
_BARE_DAY = regex.compile(r"(?:[•·*\-][ \u3000]*)?(?P<day>20\d\d-\d{1,2}-\d{1,2})")
_CLOCK = regex.compile(r"\d{1,2}:\d\d(?::\d\d)?")
#: characters of a line in which its first key ends, behind a day and a source
_HEAD = 80
_COUNTED = regex.compile(r"(?:浏览|阅读|点击|访问)")


def labels_in(line: str) -> list[regex.Match[str]]:
    """The keys of a line; behind a first one also those that nothing separates from the value before."""
    if ":" not in line[:_HEAD] and "】" not in line[:_HEAD]:
        return []  # a sentence of the text
    found = list(META.finditer(line))
    if not found or (found[0].start() > 2 and not STAMP.match(line) and not rx.match(rf"{_FIGURES}[^:]{{0,10}}来源", line)):
        return found
    starts = {match.start("key") for match in found}
    glued = [
        m
        for m in _GLUED.finditer(line, found[0].end())
        if not any(start <= m.start("key") < end for start, end in (f.span() for f in found)) and m.start("key") not in starts
    ]
    return sorted([*found, *glued], key=lambda m: m.start("key"))


# 资讯来源:某医院 发布时间:2023-09-10: a key that we do not know, before one that tells the day
_OTHER_KEY = regex.compile(r"[【\[(]?[\u4e00-\u9fff]{2,6}[】\])]?[ \u3000]*:[ \u3000]*[^:。;!?,]{0,30}[ \u3000|]+")
_IN_FIGURES = regex.compile(_FIGURES)


def begins_with_label(line: str, found: list[regex.Match[str]]) -> bool:
    """Whether a line with keys is one of facts about the page: it begins with a key, be it one we do not know."""
    if found[0].start() <= 2:
        return True
    dated = any(field_meant(match) == "date_published" and _IN_FIGURES.match(line, match.end()) for match in found)
    return dated and _OTHER_KEY.fullmatch(line[: found[0].start()]) is not None


def headline_size(line: str, fields: dict[str, str]) -> int:
    """Characters of the headline that shares the first line of a page with its day, which is read; else 0.

    >>> fields = {}
    >>> headline_size("某县召开教师大会 2024-03-05 09:30", fields), fields
    (8, {'date_published': '2024-03-05'})
    >>> headline_size("某县教育局办公室 2024-03-05", {}), headline_size("会议定于2024年3月5日召开", {})
    (0, 0)
    """
    match = _HEADLINE.fullmatch(line)
    if match is None or "。" in match["title"] or rx.search(r"第.{1,4}期", match["title"]):
        return 0
    fields.setdefault("date_published", match["day"])
    return match.end("title")


def field_meant(match: regex.Match[str]) -> str:
    """The field that a key means; beside a count of readers 发文时间 is when the page was published."""
    key = "".join(match["key"].split())
    field = (_META_KEYS | DATED_KEYS | _COUNTED_KEYS)[key]
    read = _COUNTED.search(match.string)
    return "date_published" if field == "date_issued" and key == "发文时间" and read else field


# 来源:某县融媒体中心 转载:某某): a key that we do not know ends the value
_NEXT_KEY = regex.compile(r"[ \u3000]+[\u4e00-\u9fff]{2,4}:[^:]{0,12}$")


def value_of(text: str) -> tuple[str, bool]:
    """The value behind a key, and whether its cell of a table in bars is empty: 文号: | 主题: | 政策文件 |."""
    cells = [cell.strip(" 】") for cell in text.split("|")]
    if len(cells) > 1 and not cells[0]:
        cells = cells[1:]
    value = _NEXT_KEY.sub("", cells[0])
    return ("", True) if value.endswith(":") or (not value and len(cells) > 1) else (value, False)


def table_row(line: str) -> list[tuple[str, str]]:
    """The pairs of a row of an information table in bars (文号 | 某政发〔2020〕1号 | 公开日期: | 2020-01-02 |), else none."""
    if line.count("|") < 2:
        return []
    cells = [cell.strip() for cell in line.split("|")]
    if _row_key(cells[0]) is None:
        return []
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < len(cells):
        field = _row_key(cells[at])
        value = cells[at + 1] if at + 1 < len(cells) else ""
        if field is None or _row_key(value) is not None:
            at += 1
            continue
        pairs.append((field, "" if value in _NOTHING else value))
        at += 2
    return pairs


#: what a cell without a value may say
_NOTHING = ("", "无", "无。", "暂无", "-", "—")
_ROW_KEYS = _META_KEYS | {"名称": "title", "废止日期": ""}


def _row_key(cell: str) -> str | None:
    return _ROW_KEYS.get(rx.sub(r"\s|:$", "", cell))


#: characters of a line that can be a title, and of the text below it
_TITLE_SIZE = (6, 60)
_PROSE = 30
_SENTENCE = regex.compile(r"[。;!?]|,.*,")


def is_day(line: str) -> bool:
    """Whether a line is a day in figures and no more: what follows is another piece of news."""
    return _BARE_DAY.fullmatch(line) is not None


def day_below_title(lines: Sequence[str], at: int) -> str | None:
    """The day that line ``at`` is, between a headline and its text, as that of a posted item; empty for its hour on a line below.

    >>> day_below_title(["石门县春季造林开工", "2021-03-04", "09:15", "3月2日,石门县在夹山镇举行春季造林开工仪式,县林业局负责人参加。"], 1)
    '2021-03-04'
    """
    day = _BARE_DAY.fullmatch(lines[at])
    if day is None:
        hour = _CLOCK.fullmatch(lines[at]) is not None and at > 0 and _BARE_DAY.fullmatch(lines[at - 1]) is not None
        return "" if hour else None
    # a text with short lines breaks its first sentence
    behind = "".join([line for line in lines[at + 1 : at + 5] if not _CLOCK.fullmatch(line)][:3])
    above = lines[at - 1] if at else ""
    headline = _TITLE_SIZE[0] <= len(above) <= _TITLE_SIZE[1] and not rx.search(r"[。;:,]$|^附", above)
    return day["day"] if headline and len(behind) >= _PROSE and _SENTENCE.search(behind) else None


# 2021-03-04 石门县春季造林开工: a headline of a list of news, with its text on the lines below
_POSTED = regex.compile(r"(?P<day>20\d\d-\d{1,2}-\d{1,2})[ \u3000]+(?=[^。;]{6,60}$)")
#: days that a list may span for its months without a year to be told apart
_LIST_SPAN = 300


def posted_days(lines: Sequence[str]) -> tuple[dict[int, int], str | None]:
    """The lines of a list of news that open with a day, each with the characters of that; and the latest day.

    There is no latest day where the list goes back so far that a month without a year could be of two.
    """
    found: dict[int, int] = {}
    days: dict[date, str] = {}
    for i, line in enumerate(lines[:-1]):
        match = _POSTED.match(line)
        day = parse_day(match["day"]) if match else None
        if match and day and len(lines[i + 1]) >= _PROSE and _SENTENCE.search(lines[i + 1]):
            found[i] = match.end()
            days[day] = match["day"]
    if len(found) < 2:
        return {}, None
    return found, days[max(days)] if (max(days) - min(days)).days <= _LIST_SPAN else None
