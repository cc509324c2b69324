"""What the readers of laid-out formats (PDF, OFD, scans) see of a page: pieces of text and ruling lines with places.

All lengths are points (1/72 inch), measured from the top left corner of the page as a person sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

#: Points of a millimetre.
MM = 72 / 25.4
#: Fewer characters than this beside pictures are no text layer (a stamp, a page number), …
FEW_CHARACTERS = 10
#: … if the pictures take so much of the page; smaller ones are ornaments.
PICTURED = 0.2
#: In ems: glyphs closer than this belong to one piece; a wider gap is a column, a cell or a list.
PIECE_GAP = 1.2
#: In ems: a gap that is written as a space, between Latin letters and digits, and between others.
LATIN_SPACE, HAN_SPACE = 0.2, 0.6
#: The share of the lower of two boxes that has to lie beside the other for both to be on one line.
SAME_LINE = 0.5
#: In ems: how far a glyph may reach back into the one before it.
BACKSTEP = 0.35
#: Rows looked back at when an item is put on its row; what lies further up cannot be beside it.
_ROWS_BACK = 8
#: Points: a line this far from horizontal or vertical is still a ruling.
STRAIGHT = 1.0
#: Radians: text turned less than this from a right angle is upright.
UPRIGHT = 0.15


#: An affine map: (x, y) goes to (a x + c y + e, b x + d y + f).
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Box(NamedTuple):
    """A rectangle; ``top`` is above ``bottom`` and smaller."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """From left to right."""
        return self.x1 - self.x0

    def holds(self, other: Box) -> bool:
        """Whether the middle of ``other`` lies inside."""
        x, y = (other.x0 + other.x1) / 2, (other.top + other.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def beside(self, other: Box) -> bool:
        """Whether the two stand on one line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > SAME_LINE * min(self.height, other.height)


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around ``boxes``, of which there must be one at least."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


class Glyph(NamedTuple):
    """A printed character and the box of its em square."""

    char: str
    box: Box


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together on a line; ``size`` is the height of its letters, ``score`` what OCR thinks of it."""

    text: str
    box: Box
    size: float
    score: float | None = None


class Rule(NamedTuple):
    """A ruling line, drawn or the edge of a filled box: horizontal at ``y = at`` or vertical at ``x = at``."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``number`` counts from 1; ``scanned`` pages were read by OCR and know their boxes roughly."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...] = ()
    scanned: bool = False


def locator(number: int, box: Box, score: float | None = None) -> str:
    """Where a block stands: the page, its place in points or, after OCR, how sure the reader is.

    >>> locator(3, Box(72.2, 90, 523.4, 108)), locator(1, Box(0, 0, 9, 9), 0.974)
    ('p. 3 [72 90 523 108]', 'p. 1 (ocr 0.97) [0 0 9 9]')
    """
    place = " ".join(f"{value:.0f}" for value in box)
    sure = "" if score is None else f" (ocr {score:.2f})"
    return f"p. {number}{sure} [{place}]"


def listed(numbers: Sequence[int]) -> str:
    """Page numbers in ascending order as one reads them.

    >>> listed([3]), listed([1, 2, 3, 7, 9])
    ('p. 3', 'p. 1-3, 7, 9')
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "p. " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def group_rows(boxes: Sequence[Box]) -> list[list[int]]:
    """The indices of ``boxes`` by line, from top to bottom and in each line from left to right.

    >>> group_rows([Box(50, 1, 60, 11), Box(0, 20, 10, 30), Box(0, 0, 10, 10)])
    [[2, 0], [1]]
    """
    rows: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: (boxes[i].top, boxes[i].x0)):
        beside = [row for row in rows[-_ROWS_BACK:] if boxes[row[0]].beside(boxes[index])]
        if beside:
            beside[-1].append(index)
        else:
            rows.append([index])
    for row in rows:
        row.sort(key=lambda i: (boxes[i].x0, boxes[i].top))
    return rows


def once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Each character once that is printed twice, a little apart, to look bold."""
    seen: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        x, y = round(glyph.box.x0), round(glyph.box.top)
        near = {(glyph.char, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
        if glyph.char.isspace() or not near & seen:
            yield glyph
        seen.add((glyph.char, x, y))


def ruling(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Rule]:
    """The line from ``a`` to ``b``, if it runs straight across or down."""
    across, down = abs(a[0] - b[0]), abs(a[1] - b[1])
    if down <= STRAIGHT < across:
        yield Rule(True, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    elif across <= STRAIGHT < down:
        yield Rule(False, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))


def pieces_of(glyphs: Sequence[Glyph], rules: Sequence[Rule] = ()) -> tuple[Piece, ...]:
    """Join glyphs, in the order in which they are drawn, to pieces; a vertical rule between two parts them."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _continues(runs[-1][-1], glyph, rules):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    runs = _meet(runs, rules)
    pieces = [_piece(run) for run in runs]
    return tuple(piece for piece in pieces if piece.text)


def _continues(left: Glyph, right: Glyph, rules: Sequence[Rule]) -> bool:
    a, b = left.box, right.box
    em = max(a.height, b.height)
    gap = b.x0 - a.x1
    if not a.beside(b) or not -BACKSTEP * em <= gap <= PIECE_GAP * em:
        return False
    return not (rules and gap > 0 and _parted(a, b, rules))


def _parted(a: Box, b: Box, rules: Sequence[Rule]) -> bool:
    """Whether a vertical rule stands between two boxes of a line."""
    middle = (a.top + a.bottom) / 2
    slack = 0.2 * a.height
    return any(
        not rule.horizontal and a.x1 - slack <= rule.at <= b.x0 + slack and rule.start <= middle <= rule.end
        for rule in rules
    )


def _meet(runs: list[list[Glyph]], rules: Sequence[Rule]) -> list[list[Glyph]]:
    """Join runs that follow each other on a line but not in the drawing order (digits drawn after the rest)."""
    boxes = [hull(glyph.box for glyph in run) for run in runs]
    merged: list[list[Glyph]] = []
    for row in group_rows(boxes):
        merged.append(list(runs[row[0]]))
        for index in row[1:]:
            if _continues(merged[-1][-1], runs[index][0], rules):
                merged[-1] += runs[index]
            else:
                merged.append(list(runs[index]))
    return merged


def _piece(run: list[Glyph]) -> Piece:
    """The text of a run, its gaps written as spaces."""
    while run and run[0].char.isspace():
        run = run[1:]
    while run and run[-1].char.isspace():
        run = run[:-1]
    if not run:
        return Piece("", Box(0, 0, 0, 0), 0)
    text = [run[0].char]
    for left, right in pairwise(run):
        gap = right.box.x0 - left.box.x1
        em = max(left.box.height, right.box.height)
        latin = left.char.isascii() and right.char.isascii()
        spaced = left.char.isspace() or right.char.isspace()
        if not spaced and gap > (LATIN_SPACE if latin else HAN_SPACE) * em:
            text.append(" ")
        text.append(right.char)
    sizes = sorted(glyph.box.height for glyph in run)
    return Piece("".join(text), hull(glyph.box for glyph in run), sizes[len(sizes) // 2])


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that does ``m`` first, then ``n``."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point goes."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
