"""Bodies of the whole country that no table holds: 国家教育咨询委员会, 中国教育政策研究院, 中国驻某国大使馆."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policyminer.find.bodies import bodies_of
from policyminer.find.scene import Scene

#: 各国家, 两个国家, 发展中国家: a country; 国家级 and 国家队 are no owners either
_OWNER = regex.compile(r"(?<![各两个外等该他何些中大本我主])(?:国家|中国)(?=[\u4e00-\u9fff]{3})")
_MISSION = regex.compile(r"(?:中华人民共和国|中国)?驻(?P<where>[\u4e00-\u9fff]{2,9}?)(?:大使馆|总领事馆|领事馆|总领馆)")
#: the words for a body that a name of the whole country ends with; a hall, a team or an office is as often a kind of thing
_ENDS = ("委员会", "研究院", "科学院", "研究所", "中心", "总局")
#: characters before 使馆 and 领事馆 in which the name of a mission begins
_REACH = 20


def national_bodies(scene: Scene) -> Iterator[tuple[int, int]]:
    """Ranges of such names in the view."""
    folded, endings = scene.folded, bodies_of(scene.rules)
    for match in _OWNER.finditer(folded):
        end = match.end() + len(endings.made_of_many(folded, match.end()) or "")
        if end > match.end() and folded.endswith(_ENDS, match.end(), end):
            yield match.start(), end
    places = scene.rules.lexicon("foreign_places")
    for literal in ("使馆", "领事馆", "领馆"):
        at = folded.find(literal)
        while at >= 0:
            mission = _MISSION.search(folded, max(0, at - _REACH), at + len(literal))
            if mission and (mission["where"] in places or mission.group().startswith("中")):
                yield mission.span()
            at = folded.find(literal, at + 1)
