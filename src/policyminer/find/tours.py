"""Where somebody went, one place after the other (先后赴合肥、上海、杭州), or sent help to (驰援武汉)."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policyminer.find.near import near
from policyminer.find.scene import Scene
from policyminer.rules.gazetteer import Entry

_TOURED = regex.compile(
    r"[赴到往](?P<items>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,5}){1,14}?)(?=等地|等[省市县]|[,。;])"
)

# 驰援武汉, 仅次于宜昌: behind these stands a city that a mark or another city closes
_AIDS = ("驰援", "增援", "支援", "援助", "援建", "奔赴", "远赴", "仅次于", "毗邻", "途经", "辗转")
_AIDED = regex.compile(rf"(?:{'|'.join(_AIDS)})(?P<name>[\u4e00-\u9fff]{{2,5}}?)(?=[,。、;)和与及等的])")

Place = tuple[int, str, Entry]


def toured(scene: Scene) -> Iterator[Place]:
    """Short names of cities and counties in lists whose every member is one; start, name and region."""
    for match in _TOURED.finditer(scene.folded):
        found: list[Place] = []
        position = match.start("items")
        for item in match["items"].split("、"):
            own = _member(scene, position, item)
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


def _in_force(scene: Scene, stem: str) -> list[Entry]:
    return [e for e in scene.rules.gazetteer.stems.get(stem, ()) if e.type == "region" and e.holds(scene.day)]


def _member(scene: Scene, start: int, item: str) -> list[Place]:
    """The place of one member of a list, or a city and its county (抚州东乡)."""
    group = _in_force(scene, item)
    cities = [e for e in group if e.kind == "prefecture"] or group
    if len({e.id for e in cities}) == 1:
        return [(start, item, cities[0])]
    for size in (2, 3):
        above = [e for e in _in_force(scene, item[:size]) if e.kind == "prefecture"]
        if len(above) == 1 and len(item) - size > 1:
            below = [e for e in _in_force(scene, item[size:]) if above[0].id in scene.rules.gazetteer.chain(e.id)]
            if below:
                return [(start, item[:size], above[0]), (start + size, item[size:], below[0])]
    return []
