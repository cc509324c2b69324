"""Who was at an event by the sentences behind the one that tells of it: 甲局、乙大学负责同志出席, 出席的有甲局、乙镇."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import regex

from policyminer.bind.context import Context
from policyminer.bind.own_party import writer
from policyminer.bind.participants import heads_of, is_no_party, is_venue, lends_expert, spoken_for, takes_part
from policyminer.find import Name
from policyminer.find.dates import Found

#: words for being there, and for speaking at it
_ATTENDS = re.compile(
    r"出席|参会|与会|主持|陪同|见证|列席|到场|一[同起道](?:参加|调研|考察|走访|座谈)|(?:接待|会见)了|一行(?:先后)?[与同和][^。;]{4,60}?(?:交流|座谈|会谈)|一行[^,。;]{0,8}(?:访问|走访|拜访)了?[^,。;]{2,16}|(?:并|作了?[^,。;]{0,6})讲话(?!精神)|分别(?:作了?)?(?:讲话|发言)|致辞|共同(?:启动|揭牌|为)|为[^,。;]{2,24}(?:揭牌|授牌|授旗|剪彩|颁奖|颁发)|参[加与](?:了|此次|本次|这次|[^,。;]{0,10}(?:会|仪式|活动|培训|调研|座谈|交流|学习|。))"
    r"|(?:会|仪式|活动|座谈)上,[^。]{0,40}(?:汇报|介绍|表示|讲话|致辞|发言)|签订[^,。;]{0,8}的还有"
    r"|致(?:欢迎|开幕|闭幕|答谢|贺)[词辞]|代表[^,。;]{0,6}签(?:字|约|署)|[与同和][^,。;]{4,24}签(?:约(?!仪式)|字)|由[^。;]{4,}?(?:主办|承办|协办)|[\u4e00-\u9fff](?:主办|承办|协办)(?=[,、。])|(?:会|仪式|活动)上,[^。]{0,60}签(?:订|署|约)"
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
            present = [n for n in (writer(context, begin),) if n]
        if context.folded[end - 1 : end] == ";" and _GUEST_LIST.search(context.folded, begin, end):
            # 甲方的有某某;乙方的有某某: the list goes on behind the semicolon
            names = context.names_in(end, min(context.outline.sentence(end)[1], limit), "university", "agency")
            present += [spoken_for(context, n) for n in names if not is_venue(context, n, limit)]
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
            in_list and context.folded[name.end : name.end + 1] in tuple("、等,。") and takes_part(context, name, names)
        ):
            continue
        aside = (
            is_no_party(context, name, end)
            or lends_expert(context, name, people, names)
            or _is_of_state(context, name)
            or (name.type == "university" and _is_scholar(name, people))
        )
        led = lead is not None and lead.start() < name.start < lead.end()  # 出席仪式的某学院的领导有
        if (name.start < cue or in_list or led) and not aside:
            found.append(spoken_for(context, name))
    return [*found, *_brought(context, [p for p in people if p.start < cue], names)]


def _brought(context: Context, people: list[Name], names: list[Name]) -> Iterator[str]:
    """The regions and bodies of those present whose sentence does not name them as bodies: 某市副市长某某, 县委书记某某."""
    yield from heads_of(context, people)
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
