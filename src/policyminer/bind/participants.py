"""Who takes part in an event: who holds it, attends it by name or is visited."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import regex

from policyminer.bind.context import Context
from policyminer.find import Name
from policyminer.find.dates import Found
from policyminer.patterns import rx

_ATTRIBUTIVE = regex.compile(
    r"(?:“|中小学|学校|教师|教育(?!局|厅|体|部|事业|委|督|考|发)|“十|名师|学生|小学|中学|幼儿园)"
)
#: 甲区、乙县等4个县区教师130人: where those who came teach
#: 甲、乙、丙三市的10所中学: where the schools are
HOME_OF_SCHOOLS = regex.compile(r"(?:[、和][\u4e00-\u9fff]{2,8}?)*?(?:等)?(?:\d+|[两三四五六七八九十]+)个?[省市县区](?:的[\u4e00-\u9fff]{0,4}?)?(?:\d+|[一二两三四五六七八九十]+)[余多]?所")
HOME_OF_MANY = regex.compile(r"(?:[、和][\u4e00-\u9fff]{2,8}?)*?等(?:\d+|[两三四五六七八九十])个[\u4e00-\u9fff()、]{1,8}(?:教师|校长|园长|学员)")
ASIDE = regex.compile(r"(?:传达|学习|贯彻|按照|根据|落实|围绕)[^,。;]{0,24}$")
#: words for being there, and for speaking at it
_ATTENDS = re.compile(
    r"出席|参会|与会|主持|陪同|见证|列席|到场|一[同起道](?:参加|调研|考察|走访|座谈)|(?:接待|会见)了|一行(?:先后)?[与同和][^。;]{4,60}?(?:交流|座谈|会谈)|一行[^,。;]{0,8}(?:访问|走访|拜访)了?[^,。;]{2,16}|(?:并|作了?[^,。;]{0,6})讲话(?!精神)|致辞|共同(?:启动|揭牌|为)|为[^,。;]{2,24}(?:揭牌|授牌|授旗|剪彩|颁奖|颁发)|参[加与](?:了|此次|本次|这次|[^,。;]{0,10}(?:会|仪式|活动|培训|调研|座谈|交流|学习|。))"
    r"|(?:会|仪式|活动|座谈)上,[^。]{0,40}(?:汇报|介绍|表示|讲话|致辞|发言)|签订[^,。;]{0,8}的还有"
    r"|致(?:欢迎|开幕|闭幕|答谢|贺)[词辞]|代表[^,。;]{0,6}签(?:字|约|署)|[与同和][^,。;]{4,24}签(?:约(?!仪式)|字)|由[^。;]{4,}?(?:主办|承办|协办)|[\u4e00-\u9fff](?:主办|承办|协办)(?=[,、。])|(?:会|仪式|活动)上,[^。]{0,60}签(?:订|署|约)"
)
#: a university that tells of what it held: 我校, 学校与某县签约, 学院在某地举办
_OURSELVES = regex.compile(
    r"我[校院](?!医)|本校|校领导|(?<![\u4e00-\u9fff])(?:学校|学院)(?=[与和同]|在|党委|副?[校院]长|领导|联合|组织|选派|派|举[办行]|召开|邀请|承办|赴|到|前往|一行|团委|工会|相关|有关)"
)
#: 我院参赛学子均获得名次: they were there
_OUR_OWN = regex.compile(
    r"我[校院](?:参赛|[^,。;、]{0,10}(?:学子|学生|师生|选手|代表队|教师|团队|队)[^。;]{0,16}(?:参加|参赛|获|取得|荣膺|斩|成绩))"
)
#: a leader of the state does not bring the body his title names
_OF_STATE = regex.compile(r"政治局|副?总理|国务委员|总书记|书记处")
#: so does not the 主席 of a national body; one of 某县政协 brings it
_CHAIRMAN = regex.compile(r"副?主席|副?委员长")
_NATIONAL = ("全国", "国家", "中共中央", "中央", "国务院", "中华")
#: 十四届全国人大二次会议: what sits is the name of the sitting
_SITTING = regex.compile(r"第?[一二三四五六七八九十]{1,3}次(?:全?会|全体会)")
#: characters of the name of a guest and the mark behind it, at most
_NAME = 16
#: guests without a name, at the end of a part of a list
_GUESTS = regex.compile(r"(?:负责(?:人|同志)|领导|代表|专家|主任|同志|成员|等);$")
#: 出席活动的领导有甲、乙: who was there stands behind
_GUEST_LIST = regex.compile(r"(?:出席|参加)[^,。;:]{0,14}的[^,。;:]{0,20}(?:有|是|为|包括)(?![^,。;:]{0,3}人[,。;])")
#: parts of a list of guests
_LONGEST_LIST = 12
#: what took place on another day
_NEXT_DAY = regex.compile(r"次日|翌日|第二天|[此之]前,|去年|[前上]一?天")
_OVER_YEARS = regex.compile(r"近年来|多年来|长期以来|历年|累计")


def participants_of(context: Context, start: int, end: int) -> tuple[str, ...]:
    """Universities, regions and bodies that hold, attend or are visited; no mere place, no parent in a chain."""
    names = [n for n in context.names_in(start, end, "university", "region", "agency") if not _is_short_town(context, n)]
    found: list[str] = []
    people = context.names_in(start, end, "person")
    for name in names:
        if name.type == "region" and not _takes_part(context, name, names):
            continue
        if _is_no_party(context, name, end) or (
            name.type in ("university", "agency") and _lends_expert(context, name, people, names)
        ):
            continue
        written = _spoken_for(context, name)
        if written not in found:
            found.append(written)
    for org in (*_led_by(context, people), *_heads_of(context, people)):
        if org not in found:
            found.append(org)
    own = rx.search(r"我(?P<level>[县区市旗])(?!委|政府)|我(?P<host>省)(?=[承主协]办|举办)", context.folded[start:end])
    home = context.region_name(own["level"] or own["host"], start) if own else None
    self_named = _writer(context, start) if _OURSELVES.search(context.folded, start, end) else _led_by_own(context, people)
    return tuple(dict.fromkeys((*found, *(n for n in (home, self_named) if n))))


def _led_by_own(context: Context, people: list[Name]) -> str | None:
    """副校长某某一行到某县调研, in a text of the university."""
    own = context.own_university
    return own if own and any(p.org == own and p.role for p in people) else None


def _writer(context: Context, position: int) -> str | None:
    """The university that tells: it issued the document, or opens the headline above in a list of news."""
    head = context.outline.headline_above(position)
    if context.own_university or head is None:
        return context.own_university
    return next((n.name for n in context.names_in(*head, "university") if n.start == head[0]), None)


def _is_no_party(context: Context, name: Name, end: int) -> bool:
    """A place, an assembly that sits, or who only ordered what was held."""
    sits = _SITTING.match(context.folded, name.end, end)
    ordered = name.type == "agency" and _CARRIED_OUT.match(context.folded, name.end)
    if ordered and ASIDE.search(context.folded, max(0, name.start - 30), name.start):
        return True  # 为贯彻落实教育部《…通知》
    return sits is not None or _is_venue(context, name, end) or _asks_for_it(context, name)


#: 贯彻落实教育部《…》, 落实教育部和省教育厅有关部署要求
_CARRIED_OUT = regex.compile(r"(?:《|[^,。;《]{0,40}?(?:精神|要求|部署|工作安排))")
_BY_ORDER = regex.compile(r"(?:按照|根据|遵照|依照|按)[^,。;]{0,16}$")
_ORDER = regex.compile(r"[^,。;]{0,14}?(?:要求|部署|安排|精神|通知|统一|文件)")


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
            same = [n for n in context.names if n.type == "person" and n.name == person.name and n.org]
            body = context.by_name.get(same[0].org or "") if same else None
            if body is not None and body.type in ("university", "agency", "region"):
                yield body.name


#: 县长李某, 副市长王某, 县委书记赵某: who speaks for the region whose head the document need not name
_HEAD_OF = regex.compile(r"(?:代|常务)?副?(?P<level>[省市县区州旗])长|(?P<level>[市县区州旗])委(?:副?书记|常委)")


def _heads_of(context: Context, people: list[Name]) -> Iterator[str]:
    """The regions of heads of government that are named without theirs: 县长李某一行到校慰问."""
    for person in people:
        post = _HEAD_OF.match(person.role or "") if person.org is None else None
        region = context.region_name(post["level"], person.start) if post else None
        if region:
            yield region


def _spoken_for(context: Context, name: Name) -> str:
    """横峰县委常委 speaks for the county."""
    post = name.type == "agency" and rx.match(r"(?:常委|副?书记|委员)", context.folded[name.end : name.end + 3])
    of_region = post and rx.search(r"[省市县区州盟旗]委$", name.name)
    return name.name.removesuffix("委").removeprefix("中共") if of_region else name.name


def attendance(
    context: Context, start: int, limit: int, days_in: Callable[[Context, int, int], Sequence[Found]]
) -> tuple[list[str], int]:
    """Bodies that the sentences behind an event name as present, and the end of the last of these sentences.

    It ends where another day is told; ``days_in`` gives the days of a range.
    """
    found: list[str] = []
    last = position = start
    limit = min(limit, len(context.folded), next((p for p in context.outline.posted if p > start), limit))
    while position < limit:
        begin, end = context.outline.sentence(position)
        begin, end, position = max(begin, start), min(end, limit), max(end, position + 1)
        if context.folded[end - 1 : end] == ";" and not _ATTENDS.search(context.folded, begin, end):
            begin, end, position = _to_stop(context, begin, end, limit)  # 甲局局长某某;乙局局长某某出席
        if days_in(context, begin, end) or _NEXT_DAY.match(context.folded, begin):
            break
        present = _present(context, begin, end) if not _OVER_YEARS.search(context.folded, begin, end) else []
        if not present and begin <= start + 1 and _OUR_OWN.match(context.folded, begin, end):
            present = [n for n in (_writer(context, begin),) if n]
        if context.folded[end - 1 : end] == ";" and _GUEST_LIST.search(context.folded, begin, end):
            # 甲方的有某某;乙方的有某某: the list goes on behind the semicolon
            names = context.names_in(end, min(context.outline.sentence(end)[1], limit), "university", "agency")
            present += [_spoken_for(context, n) for n in names if not _is_venue(context, n, limit)]
        if present:
            found += [n for n in present if n not in found]
            last = end
    return found, last


def _to_stop(context: Context, begin: int, end: int, limit: int) -> tuple[int, int, int]:
    """The range of a list of guests whose parts are closed by semicolons, and where the next sentence begins."""
    following = end
    for _ in range(_LONGEST_LIST):
        if following >= limit or not _ends_with_guest(context, begin, following):
            break
        following = max(context.outline.sentence(following)[1], following + 1)
    last = min(following, limit)
    return (begin, last, following) if _ATTENDS.search(context.folded, end, last) else (begin, end, end)


def _ends_with_guest(context: Context, begin: int, end: int) -> bool:
    """Whether a part before a semicolon names who was there and says nothing of them: …局长某某; …负责人;"""
    if context.folded[end - 1 : end] != ";":
        return False
    people = context.names_in(max(begin, end - _NAME), end, "person")
    return (bool(people) and people[-1].end == end - 1) or _GUESTS.search(context.folded, begin, end) is not None


def _present(context: Context, start: int, end: int) -> list[str]:
    """甲局、乙大学负责同志出席, 出席的有甲局、乙镇, 会上甲局负责人汇报了."""
    cue = max((m.end() for m in _ATTENDS.finditer(context.folded, start, end)), default=-1)
    if cue < 0:
        return []
    lead = _GUEST_LIST.search(context.folded, start, end)
    listed = lead.end() - 1 if lead else context.folded.find(":", start, end)
    names = context.names_in(start, end, "university", "region", "agency")
    people = context.names_in(start, end, "person")
    found: list[str] = []
    for name in names:
        in_list = listed >= 0 and name.start > listed
        if name.type == "region" and not (
            in_list and context.folded[name.end : name.end + 1] in tuple("、等,。") and _takes_part(context, name, names)
        ):
            continue
        aside = (
            _is_venue(context, name, end)
            or _lends_expert(context, name, people, names)
            or _is_of_state(context, name)
            or (name.type == "university" and _is_scholar(name, people))
        )
        led = lead is not None and lead.start() < name.start < lead.end()  # 出席仪式的某学院的领导有
        if (name.start < cue or in_list or led) and not aside:
            found.append(_spoken_for(context, name))
    return [*found, *_brought(context, [p for p in people if p.start < cue], names)]


def _brought(context: Context, people: list[Name], names: list[Name]) -> Iterator[str]:
    """The regions and bodies of those present whose sentence does not name them as bodies: 某市副市长某某, 县委书记某某."""
    yield from _heads_of(context, people)
    for person in people:
        body = context.by_name.get(person.org or "") if person.role else None
        if body is None or body.type not in ("university", "agency", "region") or body.kind == "province":
            continue
        if not _lends(context, person, names) and not _OF_STATE.match(person.role or ""):
            yield body.name


def _lends(context: Context, person: Name, names: list[Name]) -> bool:
    """Whether the body of a person is named in the sentence, where it has been judged by itself."""
    return any(n.name == person.org and n.type != "region" for n in names)


#: 某大学教授某某: nobody who speaks for the university
_SCHOLAR = regex.compile(r"[^长书主]*(?:教授|研究员|博士|老师|院士|专家|讲师|学者)")


def _is_scholar(name: Name, people: list[Name]) -> bool:
    """Whether a university is named only as the home of a guest who holds no office."""
    guest = next((p for p in people if p.org == name.name and 0 <= p.start - name.end <= _NAME), None)
    return guest is not None and _SCHOLAR.fullmatch(guest.role or "") is not None


def _is_of_state(context: Context, name: Name) -> bool:
    """中共中央政治局委员, 全国政协副主席: whose title names a body that he does not bring."""
    chairman = name.name.startswith(_NATIONAL) and _CHAIRMAN.match(context.folded, name.end)
    return bool(chairman) or _OF_STATE.match(context.folded, name.end) is not None


def _takes_part(context: Context, name: Name, names: list[Name]) -> bool:
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
    clause = context.outline.clause(name.start)
    opened = context.folded.rfind("“", clause[0], name.start)
    return opened > context.folded.rfind("”", clause[0], name.start) and context.folded.find("”", name.end, clause[1]) > 0


#: …举办了某市教师培训班: the name of what was held
_HELD = regex.compile(r"(?:举[行办]|召开|组织|开展|承?主?办|参加)了?(?:20\d\d年)?(?:度)?$|的(?:20\d\d年)(?:度)?$")
_EVENT_NAME = regex.compile(r"[^,。;]{2,30}?(?:培训班|研修班|提升班|班|会|赛|仪式|活动)")


def _names_event(context: Context, name: Name, names: list[Name]) -> bool:
    """A region that opens the name of an event which a body of its own holds: 市文化局举办了某市讲解员培训班."""
    own = any(o.type == "agency" and o.name.startswith(name.name) and o.name != name.name and o.end < name.start for o in names)
    before = context.folded[max(0, name.start - 9) : name.start]
    return own and _HELD.search(before) is not None and _EVENT_NAME.match(context.folded, name.end) is not None


def _is_venue(context: Context, name: Name, end: int) -> bool:
    behind = context.folded[name.end : name.end + 12]
    if name.type == "agency" and rx.match(r"(?:机关|会议室)?(?:召开|举行)[^,。;]{0,4}座谈", behind):
        return False  # a body that guests sit down with
    return (
        context.folded[name.start - 1 : name.start] == "在"
        and rx.match(r"[^,。;]{0,12}?(?:举行|召开|举办|开班|开幕|签订|签署)", context.folded[name.end : end]) is not None
    )


_LEADS = regex.compile(r"(?:[副常务]*[校院局厅主][长任]|书记|主席|教授)?(?:等[^,。;]{0,6})?(?:带队|率[队团领]?|带领|一行)")


def _lends_expert(context: Context, name: Name, people: list[Name], names: list[Name]) -> bool:
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
        if name.name in participants and name.name not in found and not _is_venue(context, name, end):
            before = context.folded[max(start, name.start - 1) : name.start]
            if before not in tuple("在到赴往入进") and _HOLDS.match(context.folded, name.end, end):
                found.append(name.name)
    return tuple(found)
