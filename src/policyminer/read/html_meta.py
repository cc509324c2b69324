"""What the carrier says about a document: META tags, the 信息公开 table, the line under the title, <title>."""

from __future__ import annotations

import re
from datetime import date

from policyminer.labels import LABELS, MARKUP_LABELS, field_of
from policyminer.read.html_lines import Line, Page

META_TAGS = {
    "title": "articletitle og:title citation_title",
    "date_published": "pubdate publishdate firstpublishedtime publishtime article:published_time og:release_date",
    "source": "contentsource source",
    "column": "columnname lanmu",
    "site": "sitename og:site_name",
}
# Names that sites give the time of publication besides the usual ones: apub:time, date_published, release-date …
_PUBLISHED = re.compile(
    r"[a-z]?(?:pub|release|issue)[a-z]*[:._-]?(?:time|date)|date[:._-]?(?:pub|issue)[a-z]*|og:time|date"
)
_FIELD_OF = field_of(LABELS, MARKUP_LABELS)
# Seen together these make a table an information-disclosure table; 名称 or 时间 alone stand in any table.
_TELLING_LABELS = """
    索引号 信息索引号 发文机关 发文机构 发布机构 发文单位 制发机关 成文日期 生成日期 发文日期 公开日期 发文字号
    文号 主题分类
"""
_TELLING = frozenset(_TELLING_LABELS.split())
MIN_TELLING = 2
_ANY_LABEL = "|".join(r"[ \u3000]*".join(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
LABEL = re.compile(rf"(?<![\u4e00-\u9fff])(?P<label>{_ANY_LABEL})[ \u3000]*[:：]")
# Inside an info line labels follow each other without a space: 来源：教育局作者：张三
_NEXT_LABEL = re.compile(rf"(?P<label>{_ANY_LABEL})[ \u3000]*[:：]")
LABEL_CELL = re.compile(rf"[【\[]?(?P<label>{_ANY_LABEL})[】\]]?[ \u3000]*[:：]?")
_VALUE_END = re.compile(
    r"[ \u3000]+(?=(?:19|20)\d\d[-/.年])|[ \u3000]{2,}|[ \u3000]*[|｜【\[]|[ \u3000]+(?=[\u4e00-\u9fff]{2,6}[:：])"
)
DATE = re.compile(
    r"""(?P<year>(?:19|20)\d\d) \s* (?:[-/.年]) \s* (?P<month>\d{1,2}) \s* (?:[-/.月]) \s* (?P<day>\d{1,2}) (?!\d)""",
    re.VERBOSE,
)
# 2023-12-12 09:00 曾都区教育局: an info line without labels begins with a full date.
_DATE_LINE = re.compile(rf"[\[(（【]?{DATE.pattern}\s*日?\s*(?:\d{{1,2}}:\d\d(?::\d\d)?)?[\])）】]?", re.VERBOSE)
# … or holds one that no label introduces: 来源：县教育局 2024-03-12
_LOOSE_DATE = re.compile(rf"(?<=[^:：][ \u3000]){DATE.pattern}", re.VERBOSE)
# … or a date with the time of day, which only a page's own info lines have: 县教育局 2024-03-12 09:30
_STAMP = re.compile(rf"{DATE.pattern}\s*日?\s*\d{{1,2}}:\d\d", re.VERBOSE)
LONGEST_STAMPED = 80
_SITE_END = re.compile(
    r"网|网站|门户|政府|局|厅|委员会|委|部|办公室|大学|学院|公开|平台|新闻|公告|文件|动态|首页|频道|栏目|通知公告"
)
_TITLE_JOINT = re.compile(
    r"\s*[_|｜»]+\s*|\s+[-–—>]+\s+|[-–—]{1,2}(?=[^-–—]*(?:网|网站|政府|局|厅|委员会|委|大学|学院|平台)$)"
)


# Anything that a site may put between a title and its own name.
_ANY_JOINT = re.compile(r"\s*(?:--|[-_|｜»])\s*|\s+[–—]\s+|\s+")
SHORTEST_TITLE = 8


def plain_date(value: str) -> str:
    """A written date as YYYY-MM-DD; what does not parse stays as it is.

    >>> plain_date("2023年12月2日 09:00"), plain_date("去年冬天")
    ('2023-12-02', '去年冬天')
    """
    found = DATE.search(value)
    if not found:
        return value
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return value


def from_meta_tags(page: Page) -> dict[str, str]:
    """The fields that META tags give; the first non-empty one of a name counts."""
    tags: dict[str, str] = {}
    for name, content in page.meta:
        tags.setdefault(name, content)
    found = {field: next((tags[n] for n in names.split() if tags.get(n)), "") for field, names in META_TAGS.items()}
    if not found["date_published"]:
        named = (value for name, value in tags.items() if _PUBLISHED.fullmatch(name) and DATE.search(value))
        found["date_published"] = next(named, "")
    return {field: value for field, value in found.items() if value}


def disclosure_lines(lines: list[Line]) -> tuple[dict[str, str], set[int]]:
    """The fields of the information-disclosure table, and the lines it takes up.

    The table may be a ``<table>`` (label cell, value cell), a list (one ``label：value`` per line) or both.
    """
    labelled = [(i, found) for i, line in enumerate(lines) if (found := LABEL_CELL.match(line.text))]
    fields: dict[str, str] = {}
    taken: set[int] = set()
    for group in _runs(labelled, lines):
        telling = {_squeeze(found["label"]) for _, found in group} & _TELLING
        if len(telling) < MIN_TELLING:
            continue
        members = {i for i, _ in group}
        for index, found in group:
            taken.add(index)
            value = lines[index].text[found.end() :].strip()
            if not value and index + 1 < len(lines) and index + 1 not in members:
                value = lines[index + 1].text
                taken.add(index + 1)
            field = _FIELD_OF[_squeeze(found["label"])]
            if field and value:
                fields.setdefault(field, value)
    return fields, taken


def _runs(labelled: list[tuple[int, re.Match[str]]], lines: list[Line]) -> list[list[tuple[int, re.Match[str]]]]:
    """Labels that stand together: in one table, or at most two lines apart."""
    groups: list[list[tuple[int, re.Match[str]]]] = []
    for index, found in labelled:
        whole = found.end() == len(lines[index].text)
        if not whole and found[0][-1] not in ":：":
            continue  # 名称变更的… is no label
        cell = lines[index].cell
        if groups:
            last = groups[-1][-1][0]
            last_cell = lines[last].cell
            together = cell is not None and last_cell is not None and cell.grid is last_cell.grid
            if together or index - last <= 2:
                groups[-1].append((index, found))
                continue
        groups.append([(index, found)])
    return groups


def info_fields(text: str) -> dict[str, str]:
    """The fields of a line like ``发布日期：2023-12-12 09:00 信息来源：曾都区教育局 浏览次数：12``.

    >>> info_fields("发布时间：2023-12-12 09:00　来源：曾都区教育局　字体：大 中 小")
    {'date_published': '2023-12-12 09:00', 'source': '曾都区教育局'}
    """
    labels = list(_NEXT_LABEL.finditer(text))
    fields: dict[str, str] = {}
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for found, last in zip(labels, ends[: len(labels)], strict=True):
        field = _FIELD_OF[_squeeze(found["label"])]
        value = text[found.end() : last].strip()
        if end := _VALUE_END.search(value):
            value = value[: end.start()].strip()
        if field and value and (not field.startswith("date") or DATE.search(value)):
            fields.setdefault(field, value)
    if "date_published" not in fields and (
        found_date := _DATE_LINE.match(text) or _LOOSE_DATE.search(text) or _STAMP.search(text)
    ):
        fields["date_published"] = found_date[0]
    return fields


def is_info_line(text: str) -> bool:
    """Whether a short line gives source, date, author, counter or font size.

    >>> is_info_line("信息来源：曾都区教育局"), is_info_line("【字体：大 中 小】"), is_info_line("时间安排如下")
    (True, True, False)
    """
    if len(text) > 200:
        return False
    found = LABEL.search(text)
    if found and found.start() <= 40:
        return True
    dated = _DATE_LINE.match(text)
    return bool(dated) and len(text) - dated.end() <= 20 and not re.search("[，。；]", text) if dated else False


def is_stamped(text: str) -> bool:
    """Whether a short line without a sentence holds a date with the time of day.

    >>> is_stamped("县教育局 2024-03-12 09:30 阅读 12"), is_stamped("会议定于2024年3月12日9:30召开，请准时参加。")
    (True, False)
    """
    return len(text) <= LONGEST_STAMPED and bool(_STAMP.search(text)) and not re.search("[，。；]", text)


def site_free_title(title: str, visible: set[str], known: set[str]) -> str:
    """``<title>`` without the names of site and column.

    ``visible`` holds the page's lines without white space, ``known`` the site's and column's names.

    >>> site_free_title("关于印发方案的通知_某某市人民政府", set(), set())
    '关于印发方案的通知'
    """
    segments = [s for s in _TITLE_JOINT.split(title) if s]
    if _squeeze(title) in visible:
        return title
    if shown := _shown_part(title, visible, known):
        return shown
    if len(segments) < 2:
        return title
    for segment in segments:
        if _squeeze(segment) in visible and segment not in known and len(segment) > 5:
            return segment
    left = [s for s in segments if s not in known]
    while len(left) > 1 and _SITE_END.search(left[-1][-4:]):
        left.pop()
    return left[0] if left else title


def _shown_part(title: str, visible: set[str], known: set[str]) -> str:
    """The longest beginning or end of ``<title>``, cut at a joint, that stands in the page as a line of its own."""
    cuts = [(found.start(), found.end()) for found in _ANY_JOINT.finditer(title)]
    parts = [part for start, end in cuts for part in (title[:start], title[end:])]
    shown = [part.strip() for part in parts if len(part.strip()) > SHORTEST_TITLE and _squeeze(part) in visible]
    return max((part for part in shown if part not in known), key=len, default="")


def _squeeze(text: str) -> str:
    return "".join(text.split())
