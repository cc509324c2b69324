"""The production and construction corps of Xinjiang: 新疆生产建设兵团卫生健康委, 兵团教育局, 第八师.

It governs as a province does, but is no region of the gazetteer; its divisions (师) stand for what it governs there.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policyminer.find.bodies import bodies_of
from policyminer.find.near import near
from policyminer.find.scene import Name, Scene

_FULL = "新疆生产建设兵团"
_CORPS = regex.compile(
    r"(?:(?:新疆)?生产建设|(?<![步骑炮主力集军新疆]))兵团(?!医院|中医|大学|学院|开放大学|日报|广播|电视|精神|战士|兴新)"
)
#: behind a bare 兵团, which else may be any army
_ACTS = regex.compile(r"(?:党委|副?秘书长|副?司令员|副?政委|领导|机关|[,。、;)]|[与和及在将的])")
_DIVISION = regex.compile(r"第(?:[一二三四五六七八九十]{1,3}|1?\d)师(?![范生傅父资])")


def corps(scene: Scene) -> Iterator[Name]:
    """The corps, its bureaus and its divisions, in a document that names it in full."""
    folded = scene.folded
    if "建设兵团" not in folded:
        return
    endings = bodies_of(scene.rules)
    for match in near(_CORPS, folded, ("兵团",), before=8, after=4):
        ending = endings.at(folded, match.end()) or ""
        if ending or len(match.group()) > 2 or _ACTS.match(folded, match.end()):
            yield _name(match.start(), match.end() + len(ending), _FULL + ending)
    for match in near(_DIVISION, folded, ("师",), before=6, after=1):
        ending = endings.at(folded, match.end()) or ""
        yield _name(match.start(), match.end() + len(ending), _FULL + match.group() + ending)


def _name(start: int, end: int, name: str) -> Name:
    return Name(start, end, "agency", name, f"learned:agency:{name}", "agency.corps")
