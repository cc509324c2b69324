"""Who takes part in an event: who holds it, attends it by name or is visited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from policyminer.bind.context import Context
from policyminer.bind.own_party import own_party
from policyminer.find import Name
from policyminer.patterns import rx

_ATTRIBUTIVE = regex.compile(
    r"(?:“|中小学|学校|教师|教育(?!局|厅|体|部|事业|委|督|考|发)|“十|名师|学生|小学|中学|幼儿园)"
)
#: 甲、乙、丙三市的10所中学: where the schools are
HOME_OF_SCHOOLS = regex.compile(r"(?:[、和][\u4e00-\u9fff]{2,8}?)*?(?:等)?(?:\d+|[两三四五六七八九十]+)个?[省市县区](?:的[\u4e00-\u9fff]{0,4}?)?(?:\d+|[一二两三四五六七八九十]+)[余多]?所")
#: 甲区、乙县等4个县区教师130人: where those who came teach
HOME_OF_MANY = regex.compile(r"(?:[、和][\u4e00-\u9fff]{2,8}?)*?等(?:\d+|[两三四五六七八九十])个[\u4e00-\u9fff()、]{1,8}(?:教师|校长|园长|学员)")
ASIDE = regex.compile(r"(?:传达|学习|贯彻|按照|根据|落实|围绕|响应)[^,。;]{0,24}$")
#: characters of a region before another one
_CHAINED = 8
#: 十四届全国人大二次会议: what sits is the name of the sitting
_SITTING = regex.compile(r"第?[一二三四五六七八九十]{1,3}次(?:全?会|全体会)")


def participants_of(context: Context, start: int, end: int) -> tuple[str, ...]:
    """Universities, regions and bodies that hold, attend or are visited; no mere place, no parent in a chain."""
    names = [n for n in context.names_in(start, end, "university", "region", "agency") if not _is_short_town(context, n)]
    found: list[str] = []
    people = context.names_in(start, end, "person")
    for name in names:
        if name.type == "region" and not takes_part(context, name, names):
            continue
        if is_no_party(context, name, end) or _long_since(context, name, start) or (
            name.type in ("university", "agency") and lends_expert(context, name, people, names)
        ):
            continue
        written = spoken_for(context, name)
        if written not in found:
            found.append(written)
    for org in (*_led_by(context, people), *heads_of(context, people)):
        if org not in found:
            found.append(org)
    own = rx.search(r"我(?P<level>[县区市旗])(?!委|政府)|我(?P<host>省)(?=[承主协]办|举办)", context.folded[start:end])
    level = own["level"] or own["host"] if own else ""
    # 我区 in an item about another place is still the region that writes
    named = [n for n in (context.region_name(level, start), context.home_region(level)) if n] if level else []
    home = next((n for n in named if n.endswith(level)), named[0] if named else None)
    return without_departments((*found, *([home] if home else []), *own_party(context, start, end, found, home)))


def without_departments(parties: Sequence[str]) -> tuple[str, ...]:
    """Parties once each, without the 人事科 of a body that takes part itself, nor the same body without its city."""
    once = list(dict.fromkeys(parties))
    bodies = [p for p in once if p.endswith(("局", "厅", "委员会", "政府"))]
    return tuple(p for p in once if not any(b != p and (_DEPARTMENT.fullmatch(p, len(b)) if p.startswith(b) else b.endswith(p) and p in bodies) for b in bodies))


_DEPARTMENT = regex.compile(r"[\u4e00-\u9fff]{1,8}[科股室处]")


_LONG_SINCE = regex.compile(r"自?(?:19|20)\d\d年[^,。;]{0,8}以来|近年来|多年来|长期以来")


def _long_since(context: Context, name: Name, start: int) -> bool:
    """Whether a sentence behind the first tells of years before: 自2023年以来,某学院志愿者已授课…."""
    begin, end = context.outline.sentence(name.start)
    return begin > start and _LONG_SINCE.search(context.folded, begin, min(end, name.start)) is not None


def is_no_party(context: Context, name: Name, end: int) -> bool:
    """A place, an assembly that sits, or who only ordered what was held."""
    sits = _SITTING.match(context.folded, name.end, end)
    ordered = name.type == "agency" and _CARRIED_OUT.match(context.folded, name.end)
    if ordered and ASIDE.search(context.folded, max(0, name.start - 30), name.start):
        return True  # 为贯彻落实教育部《…通知》
    if name.type == "agency" and _IN_PASSING.match(context.folded, name.end):
        return True
    owner = name.rule == "agency.central" and _PROGRAMME.match(context.folded, name.end)
    if owner:
        return True
    return sits is not None or is_venue(context, name, end) or _asks_for_it(context, name)


#: 中国科学院院士, 副县长某某(教育部挂职): a body that somebody belongs to, beside the one he stands for
_IN_PASSING = regex.compile(r"院士|挂职\)|(?:派驻|选派)[^,。;()]{0,6}\)")
#: 教育部、财政部“国培计划”: whose programme it is
_PROGRAMME = regex.compile(r"(?:[、和][\u4e00-\u9fff]{2,8})?“")
#: 贯彻落实教育部《…》, 落实教育部和省教育厅有关部署要求
_CARRIED_OUT = regex.compile(r"(?:《|[^,。;《]{0,40}?(?:精神|要求|部署|工作安排))")
_BY_ORDER = regex.compile(r"(?:按照|根据|遵照|依照|响应|迎接|按)[^,。;]{0,16}$")
_ORDER = regex.compile(r"[^,。;]{0,14}?(?:要求|部署|安排|精神|通知|统一|文件|号召|倡议|督导|检查|督查|考核|验收|评估|调研|巡视)")


def _asks_for_it(context: Context, name: Name) -> bool:
    """按照市教育局的要求: who ordered it and is not there."""
    before = context.folded[max(0, name.start - 20) : name.start]
    return name.type == "agency" and _BY_ORDER.search(before) is not None and _ORDER.match(context.folded, name.end) is not None


def _is_short_town(context: Context, name: Name) -> bool:
    """Of 某县甲、乙等4个乡镇 the county takes part."""
    return name.kind == "town" and context.folded[name.end - 1] not in "镇乡道"


def _led_by(context: Context, people: list[Name]) -> Iterator[str]:
    """丁某一行: the body of one who was introduced with a post before."""
    for person in people:
        if context.folded.startswith("一行", person.end):
            body = context.by_name.get(context.body_of_person.get(person.name, ""))
            if body is not None and body.type in ("university", "agency", "region"):
                yield body.name


#: 县长李某, 副市长王某, 县委书记赵某: who speaks for the region whose head the document need not name
_HEAD_OF = regex.compile(r"(?:代|常务)?副?(?P<level>[省市县区州旗])长|(?P<level>[市县区州旗])委(?:副?书记|常委)")


def heads_of(context: Context, people: list[Name]) -> Iterator[str]:
    """The regions of heads of government that are named without theirs: 县长李某一行到校慰问."""
    for person in people:
        post = _HEAD_OF.match(person.role or "")
        of = context.by_name.get(person.org) if person.org else None
        region = context.region_name(post["level"], person.start) if post and person.org is None else of and of.type == "region" and of.name
        if post and region:
            yield region


def spoken_for(context: Context, name: Name) -> str:
    """横峰县委常委 speaks for the county."""
    post = name.type == "agency" and rx.match(r"(?:常委|副?书记|委员)", context.folded[name.end : name.end + 3])
    party = post and rx.search(r"[省市县区州盟旗]委$", name.name) and not name.name.startswith("共青团")
    if not party:
        return name.name
    inside = [n for n in context.names_in(name.start, name.end, "region") if n.end == name.end - 1]
    if inside:
        return inside[-1].name
    written = name.name.removesuffix("委").removeprefix("中共")
    region = context.region_in(name.name)
    return region if region and written.endswith(region) else written  # 某省某市某县委: the county


def takes_part(context: Context, name: Name, names: list[Name]) -> bool:
    """Whether a region does so, rather than opening a name or telling where somebody comes from."""
    folded = context.folded
    if (
        name.end - name.start == 1
        or context.names_firm(name)
        or _ATTRIBUTIVE.match(folded, name.end)
        or ASIDE.search(folded[max(0, name.start - 30) : name.start])
        or HOME_OF_MANY.match(folded, name.end)
        or HOME_OF_SCHOOLS.match(folded, name.end)
        or in_a_title(context, name)
        or (_HELPED.search(folded[max(0, name.start - 14) : name.start]) and _WORK.match(folded, name.end))
    ):
        return False
    if context.names_in(name.end, name.end + 1, "region", "school") or _names_event(context, name, names):
        return False
    inside = any(o is not name and o.start <= name.start and name.end <= o.end and o.type == "agency" for o in names)
    return (not inside and name.kind != "province") or (
        name.kind == "province" and not inside and folded[name.end : name.end + 1] in tuple(",、。和与")
    )


#: 部署定点帮扶某县工作: the county is what the meeting is about
_HELPED = regex.compile(r"(?:帮扶|支援|援助|援建|协作)[\u4e00-\u9fff]{0,8}$")
_WORK = regex.compile(r"(?:[、和][\u4e00-\u9fff]{2,8})*(?:的?(?:有关|相关))?(?:工作|任务|事宜|项目)")


def in_a_title(context: Context, name: Name) -> bool:
    """“河南南阳水稻科技小院”, “帮扶某县工作推进会”: a region that stands in the name of something set in quotes."""
    if name.type != "region" or context.folded[name.end : name.end + 1] in ("”", ""):
        return False
    quote = context.scene.protected.quotes.hit(name.start, name.end)
    return quote is not None and quote[0] < name.start and name.end < quote[1]


#: …举办了某市教师培训班: the name of what was held
_HELD = regex.compile(r"(?:举[行办]|召开|组织|开展|承?主?办|参加)了?(?:20\d\d年)?(?:度)?$|的(?:20\d\d年)(?:度)?$")
_EVENT_NAME = regex.compile(r"[^,。;]{2,30}?(?:培训班|研修班|提升班|班|会|赛|仪式|活动)")


def _names_event(context: Context, name: Name, names: list[Name]) -> bool:
    """A region that opens the name of an event which a body of its own holds: 市文化局举办了某市讲解员培训班."""
    own = any(o.type == "agency" and o.name.startswith(name.name) and o.name != name.name and o.end < name.start for o in names)
    before = context.folded[max(0, name.start - 9) : name.start]
    return own and _HELD.search(before) is not None and _EVENT_NAME.match(context.folded, name.end) is not None


def is_venue(context: Context, name: Name, end: int) -> bool:
    """Whether a region or body is where something is held: 在某市召开, 在某省某市举行."""
    behind = context.folded[name.end : name.end + 12]
    if name.type == "agency" and rx.match(r"(?:机关|会议室)?(?:召开|举行)[^,。;]{0,4}座谈", behind):
        return False  # a body that guests sit down with
    first = name.start
    alone = name.type == "region" and context.folded[name.end : name.end + 1] != "、"
    while alone and (above := next((n for n in context.names_in(first - _CHAINED, first, "region") if n.end == first), None)):
        first = above.start  # 在某省某市召开
    return (
        context.folded[first - 1 : first] == "在"
        and rx.match(r"[^,。;]{0,12}?(?:举行|召开|举办|开班|开幕|签订|签署)", context.folded[name.end : end]) is not None
    )


_LEADS = regex.compile(r"(?:[副常务]*[校院局厅主][长任]|书记|主席|教授)?(?:等[^,。;]{0,6})?(?:带队|率[队团领]?|带领|一行)")


def lends_expert(context: Context, name: Name, people: list[Name], names: list[Name]) -> bool:
    """A body that is named only as the home of a speaker (…大学教授某某等专家授课)."""
    speakers = [p for p in people if p.org == name.name and 0 <= p.start - name.end <= 24]
    if not speakers or _LEADS.match(context.folded, speakers[-1].end):
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
        rx.search(r"(?:授课|讲座|(?<!和)专家(?![^,。;]{0,4}(?:出席|参加|到会))|主讲|作[^,。]{0,4}报告|点评)", context.folded[speakers[-1].end : sentence[1]])
        is not None
    )


# 甲大学举办…, 甲局在乙校召开…, 由甲厅主办、乙大学承办, 甲局联合乙校组织…
_HOLDS = regex.compile(
    r"(?:[、和与][^,。;]{2,16})?(?:联合|会同|共同|组织|先后|线上|[^,。;]{0,2})(?:在[^,。;]{1,16})?(?:举办|召开|举行|组织|开展|启动|主办|承办|协办|牵头)"
)


def hosts_of(context: Context, start: int, end: int, participants: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the participants that hold the event: who stands before the verb, or is named as 主办, 承办."""
    found: list[str] = []
    for name in context.names_in(start, end, "university", "region", "agency"):
        if name.name in participants and name.name not in found and not is_venue(context, name, end):
            before = context.folded[max(start, name.start - 1) : name.start]
            if before not in tuple("在到赴往入进") and _HOLDS.match(context.folded, name.end, end):
                found.append(name.name)
    return tuple(found)
