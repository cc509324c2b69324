"""Dated happenings: one per bulletin item with a day, one per sentence of a news item that tells what was held."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from policyminer.bind.context import Context
from policyminer.find import Name
from policyminer.find.dates import Found
from policyminer.outline import Paragraph
from policyminer.patterns import rx

#: The first of these words in the headline decides; a ceremony word right behind wins over what it opens (培训班开班仪式).
_TYPES = (
    ("signing", r"签约|签订|签署|签字|续约|续签"),
    (
        "ceremony",
        r"启动仪式|启动会|启动|揭牌|挂牌|授牌|开班仪式|开班式|开班典礼|开幕|结业|颁奖|开学典礼|揭幕|成立大会|仪式|典礼|剪彩|奠基",
    ),
    (
        "meeting",
        r"推进会|座谈会|会议|研讨会|联席会|调度会|部署会|现场会|交流会|大会|例会|工作会|论坛|研讨|座谈|会商|协调会|视频会|汇报会",
    ),
    ("training", r"培训|研修|讲习|送教|送课|送培|轮训|集训|研训|跟岗学习|提升班"),
    ("visit", r"调研|考察|走访|指导|慰问|视察|督导|督查|检查|看望|访问|参观|帮扶指导|诊断|巡察|视导|推门听课"),
    (
        "activity",
        r"活动|比赛|竞赛|展示|讲座|教研|大赛|联赛|文化节|艺术节|运动会|宣讲|支教|展演|公开课|同课异构|评比|比武|夏令营|沙龙|观摩",
    ),
)
_TYPE_PATTERNS = tuple((name, regex.compile(pattern)) for name, pattern in _TYPES)
_OVER = regex.compile(
    r"^[\u4e00-\u9fff”“]{0,4}(?:启动仪式|开班仪式|开班式|启动会|启动|揭牌仪式|挂牌仪式|授牌仪式|结业仪式|颁奖仪式|仪式)"
)
_HAPPENS = regex.compile(
    r"(?:举行|举办|召开|开展|启动|开班|考察|调研|走访|慰问|签约|签订|签署|揭牌|挂牌|授牌|开幕|座谈|赴[\u4e00-\u9fff]|深入|前往|来到|到[\u4e00-\u9fff]{2,12}(?:开展|调研|考察|指导)|参加|出席|承办|展演|举行了|组织)"
)
_VENUE = regex.compile(
    r"在(?P<place>[^,。;\n]{1,24}?)(?:隆重|顺利|正式|成功|圆满)?(?:举行|举办|召开|开展|启动|开班|开幕|进行|签约|揭牌|落幕)"
)
_ATTRIBUTIVE = regex.compile(
    r"(?:“|中小学|学校|教师|教育(?!局|厅|体|部|事业|委|督|考|发)|“十|名师|学生|小学|中学|幼儿园)"
)
_ASIDE = regex.compile(r"(?:传达|学习|贯彻|按照|根据|落实|围绕)[^,。;]{0,24}$")


@dataclass(frozen=True, slots=True)
class Happening:
    """An event in view coordinates; ``end`` is behind its last character."""

    start: int
    end: int
    type: str
    when: Found
    participants: tuple[str, ...]
    place: str | None
    adcode: str | None
    hosts: tuple[str, ...]


def find_events(context: Context) -> list[Happening]:
    """Events in reading order."""
    kind = context.scene.metadata.doc_type
    found: list[Happening] = []
    for paragraph in context.outline.paragraphs:
        if paragraph.kind == "item" and paragraph.level == 3:
            found += _item_event(context, paragraph)
        elif kind in ("news", "reply", "bulletin", "summary", "communique") and paragraph.kind in (
            "body",
            "heading",
            "note",
        ):
            found += _sentence_events(context, paragraph, kind)
    return found


def _days(context: Context, start: int, end: int) -> list[Found]:
    return [
        d
        for d in context.dates_in(start, end)
        if start <= d.start < end
        and d.date_from
        and d.date_to
        and (d.date_to - d.date_from).days <= 31
        and d.rule in ("date.day", "date.day_range", "date.numeric", "date.relative_year", "date.today")
        and (
            "日" in context.folded[d.start : d.end]
            or "号" in context.folded[d.start : d.end]
            or d.rule in ("date.numeric", "date.today")
        )
    ]


def _item_event(context: Context, paragraph: Paragraph) -> list[Happening]:
    days = _days(context, paragraph.start, paragraph.end)
    if not days:
        return []
    head_end = (
        paragraph.head_end if paragraph.head_end - paragraph.start > 4 else context.outline.sentence(paragraph.start)[1]
    )
    headline = context.folded[paragraph.start : head_end]
    kind = event_type(headline) or event_type(context.folded[paragraph.start : paragraph.end]) or "activity"
    return [_happening(context, paragraph.start, paragraph.end, kind, days[0])]


def _sentence_events(context: Context, paragraph: Paragraph, kind: str) -> list[Happening]:
    """In running news: sentences with a day and a word for what took place; the same day is told once."""
    found: list[Happening] = []
    told: set[tuple[object, object]] = set()
    position = paragraph.start
    while position < paragraph.end:
        start, end = context.outline.sentence(position)
        position = max(end, position + 1)
        days = _days(context, start, min(end, paragraph.end))
        text = context.folded[start:end]
        lead = context.folded[start : days[0].start] if days else ""
        late = (
            len(lead) > (40 if kind in ("news", "reply") else 12)
            or rx.search(r"[一二三四五]是|截至|定于|将于", lead[-6:]) is not None
        )
        if (
            not days
            or late
            or not _HAPPENS.search(text)
            or rx.search(r"入选|出生|成立于|截至|前(?:报|完成|提交)", text[: days[0].end - start + 12])
        ):
            continue
        key = (days[0].date_from, days[0].date_to)
        if key in told or any(h.when.date_to == days[0].date_to and h.type != "activity" for h in found):
            continue
        told.add(key)
        stop = min(end, paragraph.end)
        found.append(_happening(context, start, stop, event_type(text) or "activity", days[0]))
    return found


def event_type(text: str) -> str | None:
    """The type a headline names, or none.

    >>> event_type("某市召开推进会并签订协议"), event_type("教师培训班开班仪式举行"), event_type("某校到某县开展调研活动")
    ('meeting', 'ceremony', 'visit')
    """
    hits = [
        (m.start(), -len(m.group()), name, m.end()) for name, pattern in _TYPE_PATTERNS if (m := pattern.search(text))
    ]
    if not hits:
        return None
    first = min(hits)
    if first[2] in ("training", "activity") and _OVER.match(text[first[3] :]):
        return "ceremony"
    if (
        first[2] == "meeting"
        and text[first[3] - 2 : first[3]] in ("研讨", "座谈")
        and text[first[3] : first[3] + 2] == "活动"
    ):
        return "meeting"
    return first[2]


def _happening(context: Context, start: int, end: int, kind: str, when: Found) -> Happening:
    place, adcode = _place(context, start, end)
    participants = _participants(context, start, end)
    return Happening(start, end, kind, when, participants, place, adcode, _hosts(context, start, end, participants))


# 甲大学举办…, 甲局在乙校召开…, 由甲厅主办、乙大学承办, 甲局联合乙校组织…
_HOLDS = regex.compile(
    r"(?:[、和与][^,。;]{2,16})?(?:联合|会同|共同|组织|先后|线上|[^,。;]{0,2})(?:在[^,。;]{1,16})?(?:举办|召开|举行|组织|开展|启动|主办|承办|协办|牵头)"
)


def _hosts(context: Context, start: int, end: int, participants: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the participants that hold the event: who stands before the verb, or is named as 主办, 承办."""
    found: list[str] = []
    for name in context.names_in(start, end, "university", "region", "agency"):
        if name.name in participants and name.name not in found and not _is_venue(context, name, end):
            before = context.folded[max(start, name.start - 1) : name.start]
            if before not in tuple("在到赴往入进") and _HOLDS.match(context.folded, name.end, end):
                found.append(name.name)
    return tuple(found)


def _place(context: Context, start: int, end: int) -> tuple[str | None, str | None]:
    venue = _VENUE.search(context.folded, start, end)
    if venue:
        names = context.names_in(venue.start("place"), venue.end("place"), "region", "university", "school")
        if names:
            return names[-1].name, names[-1].adcode
    regions = [
        n
        for n in context.names_in(start, end, "region")
        if rx.search(r"(?:到|在|赴|前往|深入|走进)$", context.folded[max(start, n.start - 2) : n.start])
    ]
    if regions:
        chain = regions[0]
        following = [n for n in context.names_in(chain.end, end, "region") if n.start == chain.end]
        last = following[0] if following else chain
        return last.name, last.adcode
    scope = context.scope_at(start)
    own = [n for n in (scope.subjects if scope else ()) if n.type == "region"]
    universities = [n for n in (scope.subjects if scope else ()) if n.type == "university"]
    if own and not universities:
        return own[0].name, own[0].adcode
    return None, None


def _participants(context: Context, start: int, end: int) -> tuple[str, ...]:
    """Universities, regions and bodies that hold, attend or are visited; no mere place, no parent in a chain."""
    names = [n for n in context.names_in(start, end, "university", "region", "agency")]
    found: list[str] = []
    people = context.names_in(start, end, "person")
    for name in names:
        if name.type == "region" and not _takes_part(context, name, names):
            continue
        if _is_venue(context, name, end) or (
            name.type in ("university", "agency") and _lends_expert(context, name, people, names)
        ):
            continue
        post = name.type == "agency" and rx.match(r"(?:常委|副?书记|委员)", context.folded[name.end : name.end + 3])
        written = name.name.removesuffix("委") if post else name.name  # 横峰县委常委 speaks for the county
        if written not in found:
            found.append(written)
    own = rx.search(r"我(?P<level>[县区市旗])(?!委|政府)", context.folded[start:end])
    home = context.region_name(own["level"], start) if own else None
    return (*found, home) if home and home not in found else tuple(found)


def _takes_part(context: Context, name: Name, names: list[Name]) -> bool:
    folded = context.folded
    if (
        name.end - name.start == 1
        or _ATTRIBUTIVE.match(folded, name.end)
        or _ASIDE.search(folded[max(0, name.start - 30) : name.start])
    ):
        return False
    if any(o.start == name.end and o.type == "region" for o in names):
        return False
    inside = any(o is not name and o.start <= name.start and name.end <= o.end and o.type == "agency" for o in names)
    return (not inside and name.kind != "province") or (
        name.kind == "province" and not inside and folded[name.end : name.end + 1] in tuple(",、。和与")
    )


def _is_venue(context: Context, name: Name, end: int) -> bool:
    return (
        context.folded[name.start - 1 : name.start] == "在"
        and rx.match(r"[^,。;]{0,12}?(?:举行|召开|举办|开班|开幕|签订|签署)", context.folded[name.end : end]) is not None
    )


def _lends_expert(context: Context, name: Name, people: list[Name], names: list[Name]) -> bool:
    """A body that is named only as the home of a speaker (…大学教授某某等专家授课)."""
    speakers = [p for p in people if p.org == name.name and 0 <= p.start - name.end <= 24]
    if not speakers:
        return False
    elsewhere = [
        n
        for n in names
        if n.name == name.name
        and n is not name
        and not any(p.org == n.name and 0 <= p.start - n.end <= 24 for p in people)
    ]
    if elsewhere:
        return False
    sentence = context.outline.sentence(name.start)
    return (
        rx.search(r"(?:授课|讲座|专家|主讲|作[^,。]{0,4}报告|点评)", context.folded[speakers[-1].end : sentence[1]])
        is not None
    )
