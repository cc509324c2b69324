"""Dated happenings: one per bulletin item with a day, one per sentence of a news item that tells what was held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import regex

from policyminer.bind.attendance import attendance
from policyminer.bind.context import Context
from policyminer.bind.participants import hosts_of, participants_of, without_departments
from policyminer.find.dates import Found
from policyminer.find.items import Item
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
        r"推进会|座谈会|年会|会议(?!室|办公)|研讨会|联席会|调度会|部署会|现场会|交流会|大会(?!堂)|例会|工作会|论坛|观摩研讨|研讨(?!班)|座谈|会商|协调会|视频会|汇报会|对接会|动员会|总结会|洽谈会|恳谈会|见面会|评审会|论证会|推介会|发布会|通气会|碰头会|述职会|听证会",
    ),
    ("training", r"培训|研修|讲习|送培|送训|轮训|集训|研训|跟岗学习|(?:提升|提高|研讨|读书|进修)班"),
    ("visit", r"调研|考察|走访|指导|慰问|视察|督导|督查|检查|考评(?![组员办标准细结机体指])|核查|看望|访问|参观|帮扶指导|诊断|巡察|视导|推门听课"),
    (
        "activity",
        r"活动|送教|送课|比赛|竞赛|展示|讲座|教研|大赛|联赛|[初复半总]?决赛|初赛|复赛|文化节|艺术节|运动会(?![\u4e00-\u9fff]{0,8}(?:筹备|筹委|组委|执委|代表团))|宣讲|支教|展演|公开课|同课异构|评比|比武|夏令营|沙龙|观摩",
    ),
)
#: 就去年12月与某县签署的协议: what was signed before is not what takes place
_EARLIER = regex.compile(r"(?:去年|前年|此前|前期|早前|曾)[^,。;]{0,24}签(?:署|订|约)")
#: 就专题调研工作召开会议: what a meeting is about
_ABOUT = regex.compile(r"就[^,。;]{2,30}(?=(?:召开|举行|举办)[^,。;]{0,10}会)")
#: 授牌仪式结束后，七名教师开展支教: what is over by then
_BEFORE = regex.compile(r"^[^,。;]{0,12}(?:仪式|会议?|典礼|活动|座谈|培训)结束后(?=,)")
_TYPE_PATTERNS = tuple((name, regex.compile(pattern)) for name, pattern in _TYPES)
#: going somewhere to talk, when nothing else is said of what was done there
_GOES = regex.compile(r"前往|来访|对接|会见|拜访|来[我该本][县市区州旗校]")
_OVER = regex.compile(
    r"^[\u4e00-\u9fff”“]{0,4}(?:启动仪式|开班仪式|开班式|启动会|启动|揭牌仪式|挂牌仪式|授牌仪式|[结毕]业(?:仪式|典礼)|开班典礼|颁奖仪式|仪式)"
)
#: 顶岗支教大学生出征仪式在报告厅举行: the noun at the end says what was held
_CEREMONY_HELD = regex.compile(r"[^,。;]{0,30}?(?:仪式|典礼)(?:在|于|[^,。;]{0,2}举行|$)")
#: a party that goes somewhere, before what it does there: 副校长带队来我县, 专家组一行走进某县
_PARTY_GOES = regex.compile(
    r"(?:带队|率队|带领[^,。;]{2,14}|率[^,。;]{2,10}|一行[^,。;]{0,4})(?:先后)?(?:再次|专程)?(?:到|赴|来|走进|前往|莅临|深入|抵达|访问)(?![^,。;]{0,16}(?:参加|出席))"
)
#: 考察交流暨签署协议, 赴某校调研并签约: what was signed outlives the visit
_SIGNED_TOO = regex.compile(r"暨[^,。;]{0,16}(?:签约|签[订署字])|(?:并|,)[^,。;]{0,6}签[订署][^,。;]{0,16}协议")
#: lessons brought to a school are an activity, unless they are said to train its teachers
_LESSONS = ("送教", "送课")
_TRAINS = regex.compile(r"培训|送培|送训|研训")
_HAPPENS = regex.compile(
    r"(?:举行|举办|召开|开展|启动|开班|考察|调研|走访|慰问|看望|莅临|签约|签订|签署|签字|结成|结为|续签|续约|揭牌|挂牌|授牌|开幕|座谈|[带率]队(?=[到赴来])|检查|视察|督[导查]|考评(?![组员办标准细结机体指])|核查|验收|演练|赴[\u4e00-\u9fff]|一行[^,。;]{0,6}[到来]|来[我该本][县市区州旗校]|深入|前往|来到|走进[\u4e00-\u9fff]|到[\u4e00-\u9fff]{2,12}(?:开展|调研|考察|指导|督查|督导|检查|视察)|参加|出席|承办|合办|联办|展演|举行了|组织|迎接|接待|拉开(?:帷幕|序幕)|正式开始|闭幕|落幕|落下帷幕|到访|来访|来校|到校|来我校|开赴|奔赴|(?:安全|顺利)?抵达|会见|启程|出征|凯旋|载誉|做客|传授|讲授|授课|宣讲|(?:作|做)了?[^,。;]{0,30}(?:报告|讲座)|进行了?[^,。;]{0,30}(?:培训|讲座|交流|比赛|考核|检查|督查|督导|抽查|巡查|指导)|(?:比赛|竞赛|考试|活动|培训|会议)时间)"
)
#: what was held, behind the day: 6月3日在某山庄举办了
_HELD_THEN = regex.compile(
    r"[^,。;:]{0,20}?(?:举行|举办|召开|开班|开幕|揭牌|签约|签署|签订|启动|邀请|前往|赴|走进|开展|组织)"
)
#: what a notice sets: 考核定于6月3日进行
_SET = regex.compile(r"(?:定|将|拟|计划)于$")
_GOES_ON = regex.compile(r"[^,。;:]{0,20}?(?:举行|举办|召开|进行|开展|开幕|开班|开赛)")
#: the parts of what a notice sets, each with its day: 第一期:6月3日—8日, 市级决赛:6月3日在某地举行
_PART = regex.compile(r"(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.])?(?P<name>(?:第[一二三四五六七八九十\d]{1,2}[期批场轮])?[\u4e00-\u9fff“”]{0,12}):")
_COURSE = regex.compile(r"第[一二三四五六七八九十\d]{1,2}[期批场轮]")
_OPENS = regex.compile(r"[^,。;:]{0,20}?(?:举行|举办|召开|开幕|开班|开赛)")
#: what a paper learned on a day
_LEARNED = regex.compile(r"获悉|了解到|记者从|据[^,。]{2,20}(?:统计|报告|介绍)")
#: why and by what right it was held may come first, at length
_PURPOSE = regex.compile(r"(?:为|按照|根据|围绕|借|随着|结合|针对)[^。;]*,")
_SINCE = regex.compile(r"[^。;]{0,30}?以来")
_POINT = regex.compile(r"[一二三四五]是")
#: 本报讯(记者某某): what a paper sets before the first sentence
_BYLINE = regex.compile(r"[\u4e00-\u9fff]{0,10}讯[: ]?(?:[(][^()]{1,40}[)])? ?")
_VENUE = regex.compile(
    r"在(?P<place>[^,。;\n]{1,24}?)(?:隆重|顺利|正式|成功|圆满)?(?:举行|举办|召开|开展|启动|开班|开幕|进行|签约|揭牌|落幕)"
)
#: characters behind its paragraph in which news names who attended
_FURTHER = 600
#: documents that tell of events in running text
_RUNNING = ("news", "reply", "bulletin", "summary", "report", "communique")


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
    for item in context.scene.items:
        for part in _parts(context, item):
            found += _item_event(context, part)
    if kind in _RUNNING or kind == "notice":
        for paragraph in context.outline.paragraphs:
            if paragraph.kind in ("body", "heading", "note") and context.scene.item_at(paragraph.start) is None:
                found += _attended(context, _sentence_events(context, paragraph, kind), paragraph, kind)
    return _with_their_parts(context, sorted(found, key=lambda h: h.start)) if kind == "news" else sorted(found, key=lambda h: h.start)


#: Days of what has ceremonies of its own.
_LONGEST_EVENT = 366
#: 10月21日上午，开幕式由…主持: a part of what was told before
_IS_PART = regex.compile(r"(?:[^,。;]{0,16},)?[^,。;]{0,16}(?:开幕式|闭幕式|开班式|结业式|开班仪式|结业仪式|颁奖仪式|闭幕会)")


#: 24日，慰问团一行又走访了…: of the same visit
_GOES_FURTHER = regex.compile(r"[^。;]{0,24}?(?:一行|[组团队])(?:还|又|继续|随后|先后)")


def _belongs(context: Context, event: Happening, whole: Happening) -> bool:
    """Whether what is told of a day is a ceremony of something that went on then, or goes further with the same."""
    shapes = (_IS_PART, _GOES_FURTHER) if event.type == whole.type else (_IS_PART,)
    return any(shape.match(context.folded, event.start, event.end) for shape in shapes)


def _with_their_parts(context: Context, events: list[Happening]) -> list[Happening]:
    """In news the ceremonies on a day of something that went on for days belong to it, with who attended them."""
    out: list[Happening] = []
    whole_on: dict[date, int] = {}  # the first that went on over a day
    for event in events:
        first, days = event.when.date_from, _length(event)
        whole = whole_on.get(first) if first and days < 2 else None
        if whole is None or not _belongs(context, event, out[whole]):
            if first and 2 <= days <= _LONGEST_EVENT:
                for day in range(days):
                    whole_on.setdefault(first + timedelta(day), len(out))
            out.append(event)
            continue
        together = tuple(dict.fromkeys((*out[whole].participants, *event.participants)))
        out[whole] = replace(out[whole], participants=together)
    return out


def _length(event: Happening) -> int:
    """How many days it takes; none where an end is open."""
    first, last = event.when.date_from, event.when.date_to
    return (last - first).days + 1 if first is not None and last is not None else 0


def _attended(context: Context, events: list[Happening], paragraph: Paragraph, kind: str) -> list[Happening]:
    """The events of a paragraph with those that the sentences behind each name as present, in news also further down."""
    limit = paragraph.end + (_FURTHER if kind in ("news", "reply") else 0)
    out: list[Happening] = []
    for event, after in zip(events, [*events[1:], None], strict=False):
        present, last = attendance(context, event.end, after.start if after else limit, _days)
        end = max(event.end, min(last, paragraph.end))
        # the government or party of a region that takes part is no further party
        together = without_departments((*event.participants, *present))
        others = {p for p in present if rx.sub(r"(?<=.)(?:人民政府|政府|党委)$", "", p) in {*together} - {p}}
        together = tuple(p for p in together if p in event.participants or p not in others)
        out.append(replace(event, end=end, participants=together))
    return out


def _days(context: Context, start: int, end: int) -> list[Found]:
    return _listed_days([
        d
        for d in context.dates_in(start, end)
        if start <= d.start < end
        and ((d.date_from and d.date_to and (d.date_to - d.date_from).days <= 31) or (_of_no_year(d) and context.folded[d.end - 1] not in "前底"))
        and d.rule in ("date.day", "date.day_range", "date.day_list", "date.numeric", "date.relative_year", "date.today", "date.bare_day")
        and (
            "日" in context.folded[d.start : d.end]
            or "号" in context.folded[d.start : d.end]
            or d.rule in ("date.numeric", "date.today")
        )
    ])


def _listed_days(days: list[Found]) -> list[Found]:
    """11月12日、13日 as one time, from the first day to the last."""
    found: list[Found] = []
    for day in days:
        last = found[-1] if found else None
        if last and day.rule == last.rule == "date.day_list" and day.start == last.end + 1 and day.date_from and last.date_from:
            found[-1] = replace(last, end=day.end, date_to=day.date_to)
        else:
            found.append(day)
    return found


def _of_no_year(day: Found) -> bool:
    """A day whose year the document does not tell."""
    return day.date_from is None and day.date_to is None and day.rule in ("date.day", "date.day_range")


def _parts(context: Context, item: Item) -> Iterator[Item]:
    """An item without a headline tells as many events as it has sentences that open with a day and say what is held."""
    cuts: list[int] = []
    if item.head_end == item.start:
        for day in _days(context, item.start, item.end):
            at = context.outline.sentence(day.start)[0]
            if at == day.start and _OPENS.match(context.folded, day.end + 1, item.end):
                cuts.append(at)
    opened = cuts[:1] == [item.start]
    bounds = [item.start, *(cuts[1:] if opened else ()), item.end]
    for start, end in pairwise(bounds):
        yield Item(start, end, start if start > item.start else item.head_end)


def _item_event(context: Context, item: Item) -> list[Happening]:
    days = _days(context, item.start, item.end)
    if not days:
        return []
    head_end = item.head_end if item.head_end - item.start > 4 else context.outline.sentence(item.start)[1]
    headline = context.folded[item.start : head_end]
    day = context.outline.sentence(days[0].start)
    kind = event_type(headline) or event_type(context.folded[item.start : item.end]) or "activity"
    if kind == "activity" and any(word in headline for word in _LESSONS) and _TRAINS.search(context.folded, item.start, item.end):
        kind = "training"
    elif kind == "activity":  # 某学院助力某县教研提质: what the sentence with the day tells is more exact
        kind = event_type(context.folded[slice(*day)]) or kind
    return [_happening(context, item.start, item.end, kind, days[0])]


def _sentence_events(context: Context, paragraph: Paragraph, kind: str) -> list[Happening]:
    """In running news: sentences with a day and a word for what took place; the same day is told once."""
    found: list[Happening] = []
    told: set[tuple[object, object]] = set()
    position = paragraph.start
    while position < paragraph.end:
        start, end = context.outline.sentence(position)
        position = max(end, position + 1)
        stop = min(end, paragraph.end)
        text = context.folded[start:end]
        day = next((d for d in _days(context, start, stop) if _tells(context, start, end, d, kind)), None)
        if day is None or (kind != "notice" and not _HAPPENS.search(text)):
            continue
        key = (day.date_from, day.date_to) if day.date_to else (context.folded[day.start : day.end], None)
        if key in told or any(day.date_to and h.when.date_to == day.date_to and h.type != "activity" for h in found):
            continue
        told.add(key)
        # 为迎接督查，6月3日召开会议: what it was for comes first
        byline = _BYLINE.match(text)
        told_of = context.folded[day.end : end] if _PURPOSE.match(text, byline.end() if byline else 0, day.start - start) else ""
        what = event_type(told_of) or event_type(text) or (_type_above(context, start) if kind == "notice" else None) or "activity"
        found.append(_happening(context, start, stop, what, day))
    return found


def _type_above(context: Context, position: int) -> str | None:
    """The type that the headings over a part of a notice name, the nearest first, else its title."""
    heads = [context.folded[p.start : p.head_end] for p in context.outline.governing(position)]
    return next((kind for head in [*heads, context.scene.metadata.title or ""] if (kind := event_type(head))), None)


def _sets(context: Context, lead: str, day: Found, end: int) -> bool:
    """Whether a notice sets what takes place on a day; a course says where behind the day, and no more."""
    if _SET.search(lead):
        return _GOES_ON.match(context.folded, day.end, end) is not None
    part = _PART.fullmatch(lead)
    if part is None:
        return False
    if _OPENS.match(context.folded, day.end, end):
        return True
    where = context.names_in(day.end + 1, day.end + 2, "university", "school", "region")
    return bool(where) and context.folded[day.end] in ",(" and _COURSE.match(part["name"]) is not None


def _tells(context: Context, start: int, end: int, day: Found, kind: str) -> bool:
    """Whether a sentence tells what took place on a day: early in it, or the day right before what was held."""
    folded = context.folded
    byline = _BYLINE.match(folded, start, day.start)
    lead = folded[byline.end() if byline else start : day.start]
    if rx.search(r"入选|出生|成立于|截至|(?<!提)前(?:报|完成|提交)", folded[start : day.end + 12]) or _POINT.search(lead[-6:]):
        return False
    if kind == "notice":
        return _sets(context, lead, day, end)
    if lead[-1:] in ("自", "从") and _SINCE.match(folded, day.end, end):
        return False  # 自3月19日挂牌成立以来
    if day.date_to is None and _LEARNED.search(folded, start, end):
        return False
    held = _HELD_THEN.match(folded, day.end, end) is not None
    if held and lead.endswith("于"):
        return True  # 某局于6月3日在…举办了, …培训班,于6月3日开班, 计划于6月3日邀请
    if rx.search(r"定于|将于|计划于", lead[-6:]):
        return False
    if (held or kind == "news") and _PURPOSE.match(lead):
        lead = folded[max(start, context.outline.clause(day.start)[0]) : day.start]
    return len(lead) <= (40 if kind in ("news", "reply") else 12)


def event_type(text: str) -> str | None:
    """The type a headline names, or none.

    >>> event_type("某市召开推进会并签订协议"), event_type("教师培训班开班仪式举行"), event_type("某校到某县开展调研活动")
    ('meeting', 'ceremony', 'visit')
    """
    text = _EARLIER.sub(lambda m: "·" * len(m.group()), text)
    text = _BEFORE.sub(lambda m: "·" * len(m.group()), text)
    text = _ABOUT.sub(lambda m: "·" * len(m.group()), text)
    hits = [
        (m.start(), -len(m.group()), name, m.end()) for name, pattern in _TYPE_PATTERNS if (m := pattern.search(text))
    ]
    if not hits:
        return "visit" if _GOES.search(text) or _PARTY_GOES.search(text) else None
    first = min(hits)
    if first[2] in ("meeting", "activity") and not text.startswith(_LESSONS, first[0]) and _PARTY_GOES.search(text[: first[0] + 20]):
        return "visit"
    joined = _SIGNED_TOO.search(text, first[3]) if first[2] in ("visit", "meeting") else None
    if joined and (first[2] == "visit" or text[joined.start()] == "暨"):
        return "signing"
    if text.startswith(_LESSONS, first[0]) and _TRAINS.search(text):
        return "training"
    if first[2] in ("training", "activity") and (_OVER.match(text[first[3] :]) or _CEREMONY_HELD.match(text, first[3])):
        return "ceremony"
    if (
        first[2] == "meeting"
        and text[first[3] - 2 : first[3]] in ("研讨", "座谈")
        and text[first[3] : first[3] + 2] == "活动"
    ):
        return "meeting"
    return first[2]


def _happening(context: Context, start: int, end: int, kind: str, when: Found) -> Happening:
    place, adcode = _place(context, start, end, when)
    participants = participants_of(context, start, end)
    return Happening(start, end, kind, when, participants, place, adcode, hosts_of(context, start, end, participants))


#: 甲县专班抵达乙县: of the places in a headline the one that is reached
_ARRIVES = regex.compile(r"(?:抵达|来到|走进|前往|赴|到|来|在)$")
#: 我校在报告厅举行: at home, wherever the guests come from
_IN_OURS = regex.compile(r"(?:我[校院]|学[校院])在(?!外)")


def _place(context: Context, start: int, end: int, when: Found) -> tuple[str | None, str | None]:
    venue = _VENUE.search(context.folded, start, end)
    if venue:
        names = context.names_in(venue.start("place"), venue.end("place"), "region", "university", "school")
        if names:
            return names[-1].name, names[-1].adcode
    regions = [
        n
        for n in context.names_in(start, end, "region")
        if rx.search(r"(?:到|在|赴|来|前往|深入|走进)$", context.folded[max(start, n.start - 2) : n.start])
    ]
    if regions:
        last = regions[0]
        for below in context.names_in(last.end, end, "region", "school"):  # 赴某省某市某县, 到某市某小学
            last = below if below.start == last.end else last
        return last.name, last.adcode
    if _COURSE.search(context.folded, start, when.start):
        behind = context.names_in(when.end + 1, when.end + 2, "region", "university", "school")
        if behind:
            return behind[0].name, behind[0].adcode
    scope = context.scope_at(start)
    own = [n for n in (scope.subjects if scope else ()) if n.type == "region"]
    universities = [n for n in (scope.subjects if scope else ()) if n.type == "university"]
    if own and not universities and not (context.own_university and _IN_OURS.search(context.folded, start, end)):
        reached = [n for n in own if _ARRIVES.search(context.folded, max(0, n.start - 4), n.start)]
        return (reached or own)[0].name, (reached or own)[0].adcode
    return None, None
