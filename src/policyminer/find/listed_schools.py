"""Schools that a number names (46中, 一中、三中, 101中学), and schools of lists that share an owner or an end (甲、乙两所小学)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from decimal import Decimal

import regex

from policyminer.find.near import near
from policyminer.find.numerals import parse_numeral
from policyminer.find.protect import spans
from policyminer.find.scene import Name, Scene, aligned
from policyminer.patterns import rx
from policyminer.words.segment import cut_words

_HAN = "一二三四五六七八九十"
_NOT_BEHIND = rf"(?:选(?![派送])|[心等国外央部西东间型旬秋午介医药标档断考期层共有层巴日美俄欧英德法韩小高老青]|[、,]?[{_HAN}]{{1,3}}中全会|全会|科院|学?[、和]?[小大]|学?[生阶]|[级时组康微企区队班年月路片块部步股撮碗把盘盆伙事])"
_MEMBER = regex.compile(rf"第?(?P<n>[{_HAN}]{{1,3}}|\d{{1,3}})(?P<level>[中小高]学?|初中|幼(?!儿))(?!{_NOT_BEHIND})")
_ENDS = (*(digit + "中" for digit in "0123456789"), *(numeral + level for numeral in _HAN for level in "中小高幼"))
#: what a list of numbers that are no schools stands behind: 十八届三中, 初三, 高一
_NOT_BEFORE = tuple(f"届年其在第初高大每各{_HAN}〇零百0123456789.-—~至%/")
_OPENS = tuple("\n、,。;:(“由在与和对向从为到及将是")
_NUMBER = regex.compile(rf"第?(?P<n>[{_HAN}百]{{1,4}}|\d{{1,3}})(?P<level>中学|中|小学|小|(?:高级|初级)中学|高中|高|初中|幼儿园|幼)$")
_SHARED = regex.compile(
    r"(?P<items>[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,4}){1,9})等?(?P<count>[两二三四五六七八九十]|\d{1,2})所(?P<end>(?:中心|初级|高级|完全)?(?:小学|中学|幼儿园)|高中|初中|九年一贯制学校)"
)
#: 甲县园艺中心、职业技术学校: kinds of which a county has one, in a list behind a body of the county
_ONE_OF_A_KIND = regex.compile(
    r"(?:职业技术|职业中等专业|中等职业|特殊教育|职业高级)(?:学校|中学)|职教中心|职业教育中心"
)
_LISTED_BEHIND = regex.compile(r"(?:[\u4e00-\u9fff]{2,12}(?:中心|学校|中学|小学|局|院|馆)、)+$")
_COUNTS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}

Found = tuple[int, int, str]


def carried(folded: str, regions: Sequence[Name]) -> list[tuple[int, int, str]]:
    """甲县园艺中心、职业技术学校: (start, end, name) of schools of the county that opens the list they stand in."""
    found: list[tuple[int, int, str]] = []
    counties = {n.end: n for n in regions if n.kind == "county"}
    for match in near(_ONE_OF_A_KIND, folded, ("学校", "中学", "中心"), before=12, after=0):
        start = match.start()
        if folded[start - 1 : start] != "、":
            continue
        left = max(0, start - 40)
        owner = next((counties[p] for p in range(start - 3, left, -1) if p in counties), None)
        if owner is not None and _LISTED_BEHIND.fullmatch(folded, owner.end, start):
            found.append((start, match.end(), owner.name + match.group()))
    return found


def _key(number: str, level: str) -> tuple[Decimal, str] | None:
    """What 46中 and 第四十六中学 have in common."""
    numeral = parse_numeral(number)
    return (numeral.low, level.removeprefix("初级").removeprefix("高级")[0]) if numeral else None


def numbered_schools(scene: Scene, regions: Sequence[Name], schools: Sequence[Name]) -> list[Name]:
    """Schools beside those found: ``regions`` may open a name, ``schools`` tell what a bare number means."""
    folded = scene.folded
    taken = spans([(n.start, n.end) for n in schools])
    titles = scene.protected.titles
    known: dict[tuple[Decimal, str], set[str]] = {}
    for school in schools:
        tail = _NUMBER.search(school.name)
        if tail and (key := _key(tail["n"], tail["level"])):
            known.setdefault(key, set()).add(school.name)
    owners = {n.end: n.start for n in regions if n.kind in ("county", "prefecture", "province")}
    owned = {n.end: n for n in schools if _NUMBER.search(n.name)}
    found: list[Found] = []
    runs = list(_runs(folded))
    for run in runs:
        found += _named(folded, run, owners, owned, known, scene.rules.gazetteer.stems)
    inside = {position for start, end, _ in found for position in range(start, end)}
    waiting = [run for run in runs if run[0].start() not in inside]
    for run in waiting:  # what stands later tells what stands before
        found += _named(folded, run, owners, owned, known, scene.rules.gazetteer.stems)
    found += _sharing(scene)
    names: list[Name] = []
    for start, end, name in sorted(found):
        busy = taken.overlaps(start, end) or titles.overlaps(start, end) or (names and start < names[-1].end)
        if not busy:
            names.append(Name(start, end, "school", name, f"learned:school:{name}", "school.number"))
    return names


def _runs(folded: str) -> Iterator[list[regex.Match[str]]]:
    """Numbers of schools with only list marks between them."""
    run: list[regex.Match[str]] = []
    for match in near(_MEMBER, folded, _ENDS, before=5, after=6):
        if run and match.start() == run[-1].end() + 1 and folded[run[-1].end()] in "、和与及":
            run.append(match)
            continue
        if run:
            yield run
        run = [match]
    if run:
        yield run


def _named(
    folded: str,
    run: list[regex.Match[str]],
    owners: dict[int, int],
    owned: dict[int, Name],
    known: dict[tuple[Decimal, str], set[str]],
    stems: Container[str],
) -> Iterator[Found]:
    """The schools of one run: behind a region, a level or a school of the same kind, or as the document names them."""
    while len(run) > 1 and run[0].end() in owned:
        run = run[1:]
    start = run[0].start()
    before = folded[start - 1 : start]
    left = owners.get(start)
    if left is None and before in tuple("市县区州") and not rx.match(r"[\u4e00-\u9fff]", folded[start - 2 : start - 1] or "。"):
        left = start - 1
    digits = run[0]["n"].isdigit()
    if left is None and digits:
        left = next((start - n for n in (4, 3, 2) if start >= n and folded[start - n : start] in stems), None)
    if left is None and before in tuple(_NOT_BEFORE):
        return
    sibling = owned.get(start - 1) if before in ("、", "和", "与", "及") else None
    owner = folded[left:start] if left is not None else ""
    if sibling is not None:
        tail = _NUMBER.search(sibling.name)
        owner = sibling.name[: tail.start()] if tail else ""
    opens = before in _OPENS or start == 0 or aligned(folded, start, start)
    for i, member in enumerate(run):
        key = _key(member["n"], member["level"])
        if key is None or (len(member["level"]) > 1 and member["level"][1] == "学" and not owner):
            continue
        names = known.get(key, set())
        full = next(iter(names)) if len(names) == 1 else None
        first = left if i == 0 and left is not None else member.start()
        if owner:
            name = owner + member.group()
            known.setdefault(key, set()).add(name) if full is None else None
            yield first, member.end(), full or name
        elif opens and full:
            yield first, member.end(), full
        elif opens and not digits and len(run) > 1 and len({m["n"] for m in run}) > 1:
            yield first, member.end(), member.group()


def _sharing(scene: Scene) -> Iterator[Found]:
    """城关、新民两所小学: as many names as the count says, none of them a class."""
    folded = scene.folded
    classes, verbs = scene.rules.lexicon("school_classes"), scene.rules.lexicon("boundary_words")
    for match in near(_SHARED, folded, ("所小学", "所中学", "所中心", "所初", "所高", "所完全", "所幼儿园", "所九年"), before=70, after=8):
        items = match["items"].split("、")
        count = _COUNTS.get(match["count"]) or int(match["count"] if match["count"].isdigit() else 0)
        first = items[0]
        for word in cut_words(first)[:-1]:
            if word in verbs or word in ("由", "在", "对", "和", "与", "向", "为", "将", "了"):
                first = first[first.index(word) + len(word) :]
        words = [first, *items[1:]]
        named = all(2 <= len(w) <= 4 and w not in classes and w not in verbs for w in words)
        if len(words) != count or not named:
            continue
        position = match.start("items") + len(items[0]) - len(first)
        for word in words:
            yield position, position + len(word), word + match["end"]
            position += len(word) + 1
