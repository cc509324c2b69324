"""Short names: where somebody went (先后赴合肥、上海、杭州) or sent help (驰援武汉), several at once (甲、乙、丙三地), towns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import regex

from policyminer.find.near import near
from policyminer.find.scene import Scene, aligned
from policyminer.rules.gazetteer import Entry

_ITEMS = r"(?P<items>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,5}){1,14}?)"
_TOURED = regex.compile(rf"[赴到往]{_ITEMS}(?=等地|等[省市县]|[,。;])")
#: 甲、乙、丙三地, 甲、乙等地
_PLACES = regex.compile(
    rf"(?:(?<![\u4e00-\u9fff、])|(?<=[由从在对和与])){_ITEMS}(?=等地|等?[两三四五六七八九十]地(?!块))"
)
_AT_PLACES = ("等地", *(f"{count}地" for count in "两三四五六七八九十"))
#: 甲、乙等11个镇, 甲、乙两乡镇: towns without the word for one
_TOWNS = regex.compile(
    r"(?P<items>[\u4e00-\u9fff]{2,9}(?:、(?:(?!等)[\u4e00-\u9fff]){2,3}){1,30})(?:等(?:\d{1,2}|[两三四五六七八九十]{1,3})?个?|(?P<count>[两三四五六七八九十]|\d{1,2})个?)(?:偏远|边远|试点|中心)?(?P<level>乡镇|镇|乡)(?![长级村办属街民风土音])"
)
_COUNTS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}

# 驰援武汉, 仅次于宜昌: behind these stands a city that a mark or another city closes
_AIDS = ("驰援", "增援", "支援", "援助", "援建", "奔赴", "远赴", "仅次于", "毗邻", "途经", "辗转")
_AIDED = regex.compile(rf"(?:{'|'.join(_AIDS)})(?P<name>[\u4e00-\u9fff]{{2,5}}?)(?=[,。、;)和与及等的])")

Place = tuple[int, str, Entry]


def toured(scene: Scene) -> Iterator[Place]:
    """Short names of cities and counties in lists whose every member is one; start, name and region."""
    for match in chain(
        _TOURED.finditer(scene.folded), near(_PLACES, scene.folded, _AT_PLACES, before=95, after=1)
    ):
        items = match["items"].split("、")
        sure = {own[0][2].id[:2] for item in items if len(own := _member(scene, 0, item, frozenset())) == 1}
        found: list[Place] = []
        position = match.start("items")
        for item in items:
            own = _member(scene, position, item, frozenset(sure))
            if not own and item not in scene.rules.provinces:
                break
            found += own
            position += len(item) + 1
        else:
            yield from found


def aided(scene: Scene) -> Iterator[Place]:
    """Short names of cities to which help was sent, or with which the place of the text is compared."""
    for match in near(_AIDED, scene.folded, _AIDS, before=4, after=7):
        cities = [e for e in _in_force(scene, match["name"]) if e.kind == "prefecture"]
        if len(cities) == 1:
            yield match.start("name"), match["name"], cities[0]


#: 兰州|市民
_CITIZENS = regex.compile(r"市民(?![政族宗兵企办生俗间主国营用航革盟进建法])")


def citizens(scene: Scene) -> Iterator[Place]:
    """Cities that are named by their people (兰州市民): the city without 市."""
    for match in near(_CITIZENS, scene.folded, ("市民",), before=4, after=1):
        for size in (4, 3, 2):
            stem = scene.folded[max(0, match.start() - size) : match.start()]
            cities = [e for e in _in_force(scene, stem) if e.name == stem + "市"]
            if len(stem) == size and len({e.id for e in cities}) == 1:
                yield match.start() - size, stem, cities[0]
                break


def _in_force(scene: Scene, stem: str) -> list[Entry]:
    return [e for e in scene.rules.gazetteer.stems.get(stem, ()) if e.type == "region" and e.holds(scene.day)]


def _in_full(scene: Scene, stem: str) -> list[Entry]:
    """Counties whose short name is an ordinary word: 明山 of 明山区."""
    hits = [h for level in "市县区" for h in scene.rules.gazetteer.find(stem + level) if len(h.surface) == len(stem) + 1]
    return [e for h in hits for e in h.entries if e.type == "region" and e.holds(scene.day)]


def short_towns(scene: Scene) -> Iterator[tuple[int, str, str]]:
    """Towns of lists that say only at their end that they are towns (甲、乙、丙等11个镇)."""
    folded, plain = scene.folded, scene.rules.plain_words
    for match in near(_TOWNS, folded, ("镇", "乡"), before=130, after=2):
        items = match["items"].split("、")
        count = match["count"]
        if count and (_COUNTS.get(count) or int(count if count.isdigit() else 0)) != len(items):
            continue
        for size in (3, 2):
            last = len(items[0]) - size
            if last >= 0 and aligned(folded, match.start() + last, match.start() + last + size):
                items[0] = items[0][last:].lstrip("在到对由为从")
                break
        told = [item for item in items if 2 <= len(item) <= 3 and item not in plain and item[-1] not in "镇乡村市县区"]
        if len(told) != len(items):
            continue
        position = match.end("items") - len("、".join(items))
        for item in items:
            yield position, item, match["level"]
            position += len(item) + 1


def _member(scene: Scene, start: int, item: str, provinces: frozenset[str]) -> list[Place]:
    """The place of one member of a list, or a city and its county (抚州东乡); of several of one name, the one in the
    ``provinces`` of the other members."""
    group = _in_force(scene, item)
    cities = [e for e in group if e.kind == "prefecture"] or group
    cities = [e for e in cities if e.id[:2] in provinces] or cities
    if len({e.id for e in cities}) == 1:
        return [(start, item, cities[0])]
    whole = _in_full(scene, item)
    if len(whole) == 1:
        return [(start, item, whole[0])]
    for size in (2, 3):
        above = [e for e in _in_force(scene, item[:size]) if e.kind == "prefecture"]
        if len(above) == 1 and len(item) - size > 1:
            named = [*_in_force(scene, item[size:]), *_in_full(scene, item[size:])]
            below = [e for e in named if above[0].id in scene.rules.gazetteer.chain(e.id)]
            if below:
                return [(start, item[:size], above[0]), (start + size, item[size:], below[0])]
    return []
