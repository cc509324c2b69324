"""Bodies of a township or street that are written without its name: 镇政府, 街道办事处."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from policyminer.find.near import near
from policyminer.find.protect import Spans, spans
from policyminer.find.scene import Name, Scene, aligned

#: of a township, without its name; not 乡镇政府, 各镇党委
_TOWN_BODY = regex.compile(
    r"(?<![各乡市城该全本两个每县/\d)])(?<![乡镇县)]、)(?P<level>[镇乡]|街道)(?P<body>人民政府|政府|党委|党工委|办事处|纪委|团委|妇联|人大|残联|工会)(?![委员各代])"
)
_TOWN_BODIES = ("政府", "党委", "党工委", "办事处", "纪委", "团委", "妇联", "人大", "残联", "工会")


def _body(start: int, end: int, name: str) -> Name:
    return Name(start, end, "agency", name, f"learned:agency:{name}", "agency.town")


def bodies_of_towns(scene: Scene, taken: list[Name], regions: Sequence[Name], busy: Spans) -> list[Name]:
    """镇政府, 街道办事处: the bodies of the one township or street that the document names."""
    folded, found = scene.folded, []
    towns: dict[str, set[str]] = {}
    for region in regions:
        if region.kind == "town":
            towns.setdefault(region.name[-1], set()).add(region.name)
    blocked = spans([(n.start, n.end) for n in taken])
    for match in near(_TOWN_BODY, folded, _TOWN_BODIES, before=8, after=4) if towns else ():
        start, end = match.span()
        level = match["level"]
        named = towns.get(level[-1], set())
        taken_by = blocked.overlaps(start, end) or busy.overlaps(start, end) or scene.protected.titles.overlaps(start, end)
        if len(named) == 1 and not taken_by and aligned(folded, start, start):
            found.append(_body(start, end, next(iter(named)) + match["body"]))
    return found
