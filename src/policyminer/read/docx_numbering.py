"""The automatic numbers of a DOCX: ``numbering.xml`` and the styles that refer to it.

Word stores only that a paragraph belongs to a level of a list; 一、 and （一） are made when it is shown. Plans number
their headings so, and without the numbers the outline would see no headings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from policyminer.read.list_numbers import Level, print_label
from policyminer.read.package import Package, attribute, child, children, is_on

DEEPEST = 9  # levels of a list
_CHAIN = 20  # styles that a style may be based on, one after the other


@dataclass(slots=True)
class _List:
    """A list as the paragraphs name it: which counters it uses and the levels it prints."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]  # level -> number that it begins with again at its first use


@dataclass(slots=True)
class Numbering:
    """Lists by id, what styles say, and the counters of every list."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)
    based_on: dict[str, str] = field(default_factory=dict)
    default_style: str | None = None
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, properties: Any) -> str:
        """The number of a paragraph by its properties (may be None), a space behind it where one shows; counts on."""
        number, depth = self._place(properties)
        found = self.lists.get(number or "0")
        if found is None or depth not in found.levels:
            return ""
        counts = self.counters.setdefault(found.abstract, {})
        level = found.levels[depth]
        start = found.restarts.pop(depth, None)
        counts[depth] = start if start is not None else counts[depth] + 1 if depth in counts else level.start
        for deeper in range(depth + 1, DEEPEST):
            if deeper in found.levels and found.levels[deeper].restarts:
                counts.pop(deeper, None)
        text = print_label(found.levels, counts, depth)
        return text + " " if text and level.spaced and text[-1].isascii() and text[-1].isalnum() else text

    def _place(self, properties: Any) -> tuple[str | None, int]:
        """List and level of a paragraph: its own, else those of its style."""
        own = child(properties, "numPr")
        number, depth = attribute_of(child(own, "numId")), _number(attribute_of(child(own, "ilvl")))
        style = attribute_of(child(properties, "pStyle")) or self.default_style
        for _ in range(_CHAIN):
            if style is None or (number is not None and depth is not None):
                break
            styled = self.styles.get(style, (None, None))
            number = number if number is not None else styled[0]
            depth = depth if depth is not None else styled[1]
            style = self.based_on.get(style)
        return number, depth or 0


def attribute_of(element: Any) -> str | None:
    """``w:val`` of an element that may be missing."""
    return attribute(element, "val") if element is not None else None


def read_numbering(package: Package, numbering_part: str | None, styles_part: str | None) -> Numbering:
    """The numbering of a package; parts that are missing leave it empty."""
    result = Numbering()
    numbering = package.xml(numbering_part) if numbering_part else None
    styles = package.xml(styles_part) if styles_part else None
    for style in children(styles, "style"):
        if attribute(style, "type") not in (None, "paragraph", "numbering"):
            continue
        name = attribute(style, "styleId") or ""
        own = child(style, "pPr", "numPr")
        result.styles[name] = attribute_of(child(own, "numId")), _number(attribute_of(child(own, "ilvl")))
        if base := attribute_of(child(style, "basedOn")):
            result.based_on[name] = base
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true"):
            result.default_style = name
    abstracts = {attribute(a, "abstractNumId") or "": a for a in children(numbering, "abstractNum")}
    for num in children(numbering, "num"):
        abstract = attribute_of(child(num, "abstractNumId")) or ""
        result.lists[attribute(num, "numId") or ""] = _list(
            num, _resolve(abstract, abstracts, numbering, result), abstracts
        )
    _link_levels_to_styles(result, abstracts)
    return result


def _resolve(abstract: str, abstracts: dict[str, Any], numbering: Any, result: Numbering) -> str:
    """The abstract list that has the levels: ``numStyleLink`` leads there over a style."""
    style = attribute_of(child(abstracts.get(abstract), "numStyleLink"))
    number = result.styles.get(style or "", (None, None))[0]
    if number is None:
        return abstract
    target = next((n for n in children(numbering, "num") if attribute(n, "numId") == number), None)
    return attribute_of(child(target, "abstractNumId")) or abstract


def _list(num: Any, abstract: str, abstracts: dict[str, Any]) -> _List:
    levels = {depth: _level(element) for depth, element in _levels(abstracts.get(abstract))}
    restarts: dict[int, int] = {}
    for override in children(num, "lvlOverride"):
        depth = _number(attribute(override, "ilvl")) or 0
        for _, element in _levels(override):
            levels[depth] = _level(element)
        start = _number(attribute_of(child(override, "startOverride")))
        if start is not None:
            restarts[depth] = start
    return _List(abstract, levels, restarts)


def _levels(parent: Any) -> list[tuple[int, Any]]:
    found = [(_number(attribute(element, "ilvl")) or 0, element) for element in children(parent, "lvl")]
    return [(depth, element) for depth, element in found if 0 <= depth < DEEPEST]


def _level(element: Any) -> Level:
    text = attribute_of(child(element, "lvlText")) or ""
    return Level(
        attribute_of(child(element, "numFmt")) or "decimal",
        text[:40],
        _number(attribute_of(child(element, "start"))) or 0,
        restarts=attribute_of(child(element, "lvlRestart")) != "0",
        legal=is_on(child(element, "isLgl")),
        spaced=attribute_of(child(element, "suff")) != "nothing",
    )


def _link_levels_to_styles(result: Numbering, abstracts: dict[str, Any]) -> None:
    """A level may name the style of its paragraphs, which then names the list but not the level."""
    for abstract in abstracts.values():
        for depth, element in _levels(abstract):
            style = attribute_of(child(element, "pStyle"))
            if style in result.styles and result.styles[style][1] is None:
                result.styles[style] = result.styles[style][0], depth


def _number(value: str | None) -> int | None:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 7 else None
