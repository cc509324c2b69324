"""Who made a page: hosts (主办：…) and credits (编辑：… 审核：… 时间：…) as they stand at heads and feet."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from policyminer.outline.days import DAY

#: a line that names hosts; in the middle of a text it belongs to the event that is announced there
HOST = re.compile(r"[(【]?(?:主办|承办|协办)(?:单位|方)?(?:[ \u3000]*:|[ \u3000]+(?=[\u4e00-\u9fff]{4}))")
_HOSTED = regex.compile(r"主办(?:单位|方)?[ \u3000]*:?[ \u3000]*(?P<body>[\u4e00-\u9fff“”、()]{4,40})")
#: what stands beside the hosts of a site, and never beside those of a bulletin
_SITE = regex.compile(r"网站|标识码|版权|备案|技术支持|运维|维护|建议使用|copyright|powered", regex.I)
_PEOPLE = "供稿单位|供稿|撰稿人?|撰文|文字|文图|图文|文|图片|图|摄影|通讯员|责任编辑|值班编辑|编辑|责编|编审|主编|审核人?|初审|复审|终审|一审|二审|三审|审稿|审读|核稿|复核|校对|排版|监制|签发人?"
_DATED = "发布时间|发布日期|时间|日期|来源|信息来源"
#: a name, a body, a day: nothing that could be a sentence
_VALUE = r"[^:。;!?,\n|]{1,30}?"
_LABEL = rf"(?P<key>{_PEOPLE}|{_DATED})[ \u3000]*:[ \u3000]*"
_CREDIT = regex.compile(rf"{_LABEL}(?P<value>(?:{DAY.pattern}[ \u3000]*(?:\d{{1,2}}:\d\d(?::\d\d)?)?|{_VALUE}))(?=[ \u3000|/)】]*(?:$|(?:{_PEOPLE}|{_DATED})[ \u3000]*:))")
# 某市农业局农机科 侯某供稿
_GIVEN_BY = regex.compile(r"[(]?(?P<body>[\u4e00-\u9fff]{4,20})[ \u3000]+[\u4e00-\u9fff]{2,4}(?:[、 \u3000][\u4e00-\u9fff]{2,4})*[ \u3000]*(?:供稿|撰稿|报送)[)]?")
# 某旗民政局主办, 某县人民政府办公室主办 Powered by …: the last words of a page
_RUN_BY = regex.compile(r"(?P<body>[\u4e00-\u9fff]{2,18}(?:政府|办公室|委员会|[局厅委]))主办(?:[ \u3000].*)?")
_BETWEEN = regex.compile(r"[ \u3000|/()【】]*")
_IS_PEOPLE = regex.compile(_PEOPLE)
_FIELDS = {"供稿": "source", "供稿单位": "source", "来源": "source", "信息来源": "source"}
_BODY = regex.compile(r"[\u4e00-\u9fff]{4,20}")
_PROSE = regex.compile(r"(?=.{40}).*(?:[。;!?]|,.*,)", regex.S)
#: lines at head and foot of a page among which credits stand, and the characters of one
_HEAD, _FOOT, _LONGEST = 6, 12, 120


def is_site_host(lines: Sequence[str], at: int, noisy: Sequence[bool], first: int, last: int, numbered: bool) -> bool:
    """Whether a line with hosts is the imprint of a site: it says so, or stands among furniture around the body.

    ``first`` and ``last`` are the first and last line of the body; ``numbered`` says that the document is a bulletin.
    """
    if _SITE.search(lines[at]):
        return True
    if first < at < last:
        return False
    beside = any(noisy[j] and not HOST.match(lines[j]) for j in range(max(0, at - 3), min(len(lines), at + 4)))
    return beside or (at > last and not numbered)


#: □某日报记者 甲 通讯员 乙: a line of its own under a headline, or instead of one
_REPORTERS = regex.compile(
    r"[□■○◎●☆]?\s*(?:本[报网台]|(?P<outlet>[\u4e00-\u9fff]{2,8}(?:[日晚早]?报|社|网|电视台|融媒体中心|客户端)))?(?:特约|首席|见习|实习|全媒体)*(?:记者|通讯员)"
    r"[ \u3000:]*(?:[\u4e00-\u9fff·]{1,4}[ \u3000、]*){1,6}(?:(?:特约|首席|见习|实习|全媒体)*(?:记者|通讯员)[ \u3000:]*(?:[\u4e00-\u9fff·]{1,4}[ \u3000、]*){1,6})?(?:文/?图|摄影?|报道)?"
)


def made_by(lines: Sequence[str], at: int, numbered: bool) -> dict[str, str] | None:
    """What a line at head or foot says of hosts and editors; none for a line that belongs to the text.

    The hosts of a bulletin issue it; the items of one have credits of their own, which are left in the text.
    """
    line = lines[at]
    if at >= len(lines) - _FOOT and not numbered and (given := _GIVEN_BY.fullmatch(line) or _RUN_BY.fullmatch(line)):
        return {"source": given["body"]}
    head, foot = at <= _HEAD, at >= len(lines) - _FOOT
    if head and not numbered and (by := _REPORTERS.fullmatch(line.strip())):
        return {"source": by["outlet"]} if by["outlet"] else {}
    if not (head or foot) or len(line) > _LONGEST:
        return None
    if HOST.match(line):
        if numbered:
            return host_fields(line)
        return credit_fields(HOST.sub("供稿:", line, count=1)) if head else None
    if numbered or (not head and any(_PROSE.match(text) for text in lines[at + 1 :])):
        return None
    return credit_fields(line)


def host_fields(line: str) -> dict[str, str]:
    """Issuer and day of a line that names the hosts of a bulletin.

    >>> host_fields("主办:云岭县教育局 2024年5月31日")
    {'issuer': '云岭县教育局', 'date_issued': '2024年5月31日'}
    """
    fields = {}
    if hosted := _HOSTED.search(line):
        fields["issuer"] = hosted["body"].strip("、()")
    if day := DAY.search(line):
        fields["date_issued"] = day.group()
    return fields


def credit_fields(line: str) -> dict[str, str] | None:
    """What a line of nothing but credits says of source and day; none for another line.

    >>> credit_fields("(编辑:王小明 来源:云岭县教育局 日期:2024-05-31)")
    {'source': '云岭县教育局', 'date_published': '2024-05-31'}
    >>> credit_fields("时间:2024年6月3日") is None, credit_fields("编辑:李明")
    (True, {})
    """
    found = list(_CREDIT.finditer(line))
    if not any(_IS_PEOPLE.fullmatch(one["key"]) for one in found) or not _BETWEEN.fullmatch(_CREDIT.sub("", line)):
        return None
    fields: dict[str, str] = {}
    for one in found:
        value = one["value"].strip(" \u3000")
        if field := _FIELDS.get(one["key"]):
            if field != "source" or _BODY.fullmatch(value):
                fields.setdefault(field, value)
        elif one["key"] in _DATED.split("|") and DAY.search(value):
            fields.setdefault("date_published", value)
    return fields
