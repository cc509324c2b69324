"""The objects of an OFD page: text, lines and pictures, drawn into a frame that is the page in points."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from policyminer.read.package import attribute, child, children, local_name
from policyminer.read.page import IDENTITY, UPRIGHT, Box, Glyph, Matrix, Rule, apply, hull, multiply, once, ruling

#: Objects of one page, groups inside groups, and characters.
MAX_OBJECTS, MAX_DEPTH, MAX_GLYPHS = 100_000, 8, 200_000
#: Of the em square, what is above the base line.
ASCENT = 0.86
#: In ems: the width of characters of whose successor nothing is said.
_NARROW, _WIDE = 0.5, 1.0
_PATH = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
#: How many numbers follow each command of a path.
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

#: Text and the box it takes.
_Passage = tuple[str, Box]


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page; ``frame`` turns millimetres of the page into points."""

    frame: Matrix
    _glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[str, Box]] = field(default_factory=list)
    turned: list[_Passage] = field(default_factory=list)
    hidden: list[_Passage] = field(default_factory=list)
    objects: int = 0

    def beside(self) -> Drawing:
        """An empty drawing of the same page."""
        return Drawing(self.frame)

    @property
    def glyphs(self) -> list[Glyph]:
        """Its characters, each once."""
        return list(once(self._glyphs))

    def glyphs_text(self) -> str:
        """Its characters as a text, in drawing order."""
        return "".join(glyph.char for glyph in self._glyphs)

    def extent(self) -> Box | None:
        """The box around its characters."""
        return hull(glyph.box for glyph in self._glyphs) if self._glyphs else None


def draw(drawing: Drawing, content: Any, unit: Callable[[str], Any]) -> None:
    """Draw the layers of a page or template; ``unit`` gives a composite unit by its id."""
    for layer in children(content, "Layer"):
        _draw(drawing, layer, drawing.frame, unit, 0)


def _draw(drawing: Drawing, group: Any, frame: Matrix, unit: Callable[[str], Any], depth: int) -> None:
    for element in group:
        drawing.objects += 1
        if drawing.objects > MAX_OBJECTS or depth > MAX_DEPTH or not isinstance(element.tag, str):
            continue
        name = local_name(element)
        if name == "PageBlock":
            _draw(drawing, element, frame, unit, depth + 1)
            continue
        box = numbers(attribute(element, "Boundary") or "")
        if len(box) != 4:
            continue
        own = numbers(attribute(element, "CTM") or "")
        matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else IDENTITY
        inner = multiply(multiply(matrix, (1, 0, 0, 1, box[0], box[1])), frame)
        if name == "TextObject":
            _draw_text(drawing, element, inner)
        elif name == "PathObject":
            drawing.rules += _rulings(_field(element, "AbbreviatedData"), inner)
        elif name == "ImageObject":
            corners = [apply(frame, box[0] + x * box[2], box[1] + y * box[3]) for x in (0, 1) for y in (0, 1)]
            place = hull(Box(x, y, x, y) for x, y in corners)
            drawing.pictures.append((attribute(element, "ResourceID") or "", place))
        elif name == "CompositeObject":
            content = child(unit(attribute(element, "ResourceID") or ""), "Content")
            if content is not None:
                _draw(drawing, content, inner, unit, depth + 1)


def _field(element: Any, name: str) -> str:
    found = child(element, name)
    return (found.text or "") if found is not None else ""


def _draw_text(drawing: Drawing, element: Any, matrix: Matrix) -> None:
    size = next(iter(numbers(attribute(element, "Size") or "")), 0.0)
    scale = next(iter(numbers(attribute(element, "HScale") or "")), 1.0)
    glyphs: list[Glyph] = []
    x = y = 0.0
    for code in children(element, "TextCode"):
        x = next(iter(numbers(attribute(code, "X") or "")), x)
        y = next(iter(numbers(attribute(code, "Y") or "")), y)
        glyphs += _glyphs(code, x, y, size * scale, size, matrix)
    if not glyphs or size <= 0:
        return
    if attribute(element, "Visible") == "false":
        drawing.hidden.append(_passage(glyphs))
    elif abs(math.atan2(matrix[1], matrix[0])) > UPRIGHT:
        drawing.turned.append(_passage(glyphs))
    elif len(drawing._glyphs) + len(glyphs) <= MAX_GLYPHS:
        drawing._glyphs += glyphs


def _passage(glyphs: list[Glyph]) -> _Passage:
    return "".join(glyph.char for glyph in glyphs), hull(glyph.box for glyph in glyphs)


def _glyphs(code: Any, x: float, y: float, width: float, size: float, matrix: Matrix) -> Iterator[Glyph]:
    """The characters of a text code: the first at (x, y), each next one by the deltas further."""
    text = code.text or ""
    across, down = (_deltas(attribute(code, name) or "", len(text)) for name in ("DeltaX", "DeltaY"))
    for i, char in enumerate(text):
        advance = (_NARROW if char.isascii() else _WIDE) * width
        if i < len(across) and 0 < across[i] < advance:
            advance = across[i]
        corners = [apply(matrix, x, y - ASCENT * size), apply(matrix, x + advance, y + (1 - ASCENT) * size)]
        box = hull(Box(a, b, a, b) for a, b in corners)
        if char.isprintable() and all(abs(side) < 1e7 for side in box):
            yield Glyph(char, box)
        x += across[i] if i < len(across) else 0.0 if down else advance
        y += down[i] if i < len(down) else 0.0


def _deltas(value: str, most: int) -> list[float]:
    """Distances, of which ``g 3 5.2`` means 5.2 three times; no more than there are characters."""
    found: list[float] = []
    words = iter(value.split())
    for word in words:
        if len(found) >= most:
            break
        if word == "g":
            count, distance = numbers(next(words, "")), numbers(next(words, ""))
            if count and distance:
                found += distance * min(int(count[0]), most)
        else:
            found += numbers(word)
    return found


def numbers(value: str) -> list[float]:
    """The numbers of an attribute; none when one of them is no number.

    >>> numbers("0 0 210.5 297"), numbers("1 x"), numbers("nan")
    ([0.0, 0.0, 210.5, 297.0], [], [])
    """
    try:
        found = [float(word) for word in value.split()]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def _rulings(path: str, matrix: Matrix) -> Iterator[Rule]:
    """The straight lines of a path; what follows a broken command is left out."""
    words = _PATH.findall(path)
    first = last = (0.0, 0.0)
    at = 0
    while at < len(words):
        command, operands = words[at], words[at + 1 : at + 1 + _OPERANDS.get(words[at], 0)]
        at += 1 + len(operands)
        if len(operands) < _OPERANDS.get(command, 9) or any(word in _OPERANDS for word in operands):
            return
        point = apply(matrix, float(operands[-2]), float(operands[-1])) if operands else first
        if command in "SM":
            first = point
        elif command in "LC":
            yield from ruling(last, point)
        last = point
