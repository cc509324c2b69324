"""One page of a PDF: its characters, ruling lines and images, in points from the top left corner as displayed."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from policyminer.read.page import IDENTITY, UPRIGHT, Box, Glyph, Matrix, Rule, apply, hull, multiply, once, ruling
from policyminer.read.pdf_form import field_glyphs, filled_fields

#: Characters of one page; a page of small print has 10,000.
MAX_GLYPHS = 200_000
#: Drawn objects of one page that are looked at, segments of one path, and forms inside forms.
MAX_OBJECTS, MAX_SEGMENTS, MAX_FORMS = 20_000, 2_000, 5
#: Fonts that map characters to radicals of the same look (⼤ for 大, ⻓ for 长).
_RADICALS = dict(
    zip(
        "⺁⺈⺊⺍⺒⺓⺗⺟⺠⺩⺫⺬⺮⺰⺶⺷⺻⺼⺾⻀⻁⻂⻄⻅⻆⻉⻋⻌⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳",
        "厂刀卜小巳幺心母民王目示竹纟羊羊聿肉艹艹虎衤西见角贝车辶長長长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟",
        strict=True,
    )
)
#: The private codes of the symbol fonts with which office programs set bullets.
_BULLETS = dict(zip(map(chr, (0xF06C, 0xF06E, 0xF075, 0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC)), "●■◆▪•➢✓", strict=True))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands on a page.

    ``lost`` counts the characters whose font does not tell what they are, ``turned`` is the text that stands slanted
    or across (watermarks, stamps), ``pictured`` the share of the page that images take.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    lost: int
    turned: tuple[Glyph, ...]
    cut: bool
    rules: tuple[Rule, ...]
    pictured: float


def look_at(page: pdfium.PdfPage) -> Drawn:
    """Everything on one page; what most of the text takes for up is up."""
    place = _Placing(page)
    marks, lost, cut = _marks(page)
    quarter = _usual_turn(marks, page.get_rotation() // 90 % 4)
    place.quarters = quarter
    upright: list[Glyph] = []
    turned: list[Glyph] = []
    for char, box, turn in marks:
        (upright if turn == quarter else turned).append(Glyph(char, place.box(*box)))
    for value, sides in filled_fields(page):
        upright += field_glyphs(value, place.box(*sides))
    rules, pictured = _drawings(page, place)
    return Drawn(place.width, place.height, tuple(once(upright)), lost, tuple(turned), cut, tuple(rules), pictured)


class _Placing:
    """From the coordinates of a PDF page (upwards from a corner) to those of the page as displayed."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        sides: _Sides = page.get_bbox()
        self.left, self.bottom, self.right, self.top = sides
        self.quarters = 0  # by which the page is turned clockwise

    @property
    def width(self) -> float:
        """Of the page as displayed."""
        return self.right - self.left if self.quarters % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Of the page as displayed."""
        return self.top - self.bottom if self.quarters % 2 == 0 else self.right - self.left

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point in the displayed page."""
        match self.quarters:
            case 0:
                return x - self.left, self.top - y
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle in the displayed page."""
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))


#: Left, bottom, right and top in the coordinates of the PDF.
_Sides = tuple[float, float, float, float]
#: A character, its box and its turn in quarters; -1 is slanted.
_Mark = tuple[str, _Sides, int]


def _marks(page: pdfium.PdfPage) -> tuple[list[_Mark], int, bool]:
    """The characters of a page, how many have no Unicode value, and whether there were too many."""
    found: list[_Mark] = []
    lost = 0
    rect, high = raw.FS_RECTF(), 0
    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text)
        for i in range(min(count, MAX_GLYPHS)):
            if raw.FPDFText_IsGenerated(text, i) == 1:
                continue
            code = raw.FPDFText_GetUnicode(text, i)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
            char = _clean(code)
            if char is None or raw.FPDFText_HasUnicodeMapError(text, i) == 1:
                lost += 1
                continue
            if char and raw.FPDFText_GetLooseCharBox(text, i, rect) and _is_finite(rect):
                box = (rect.left, rect.bottom, rect.right, rect.top)
                turn = _quarter(raw.FPDFText_GetCharAngle(text, i))
                found += [(part, place, turn) for part, place in _parts(char, box, turn)]
    finally:
        text.close()
    return found, lost, count > MAX_GLYPHS


def _parts(char: str, box: _Sides, turn: int) -> list[tuple[str, _Sides]]:
    """A glyph by its characters: one dash or ellipsis of two ems is the Chinese mark of two characters."""
    left, bottom, right, top = box
    if char not in "—…" or turn % 2 or right - left < 1.6 * (top - bottom):
        return [(char, box)]
    middle = (left + right) / 2
    return [(char, (left, bottom, middle, top)), (char, (middle, bottom, right, top))]


def _is_finite(rect: Any) -> bool:
    return all(abs(value) < 1e7 for value in (rect.left, rect.bottom, rect.right, rect.top))


def _clean(code: int) -> str | None:
    """The character of a code: none for what is no character, the empty string for what prints nothing.

    >>> _clean(0x2ED3), _clean(0xF0B7), _clean(0xE001), _clean(0x200B)
    ('长', '•', None, '')
    """
    if code in (0x02, 0xAD, 0xFFFE):
        return "\u00ad"  # pdfium's signs for a hyphen at the end of a line
    if 0xF000 <= code < 0xF100:
        return _BULLETS.get(chr(code))
    if code == 0 or code == 0xFFFD or 0xE000 <= code < 0xF900 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    char = chr(code)
    if 0x2E80 <= code < 0x2FE0:
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return "" if unicodedata.category(char) in ("Cc", "Cf", "Cn") and char != "\t" else char


def _quarter(angle: float) -> int:
    """By how many quarters text is turned counter-clockwise, -1 when it is slanted; ``angle`` runs clockwise."""
    turns = angle / (math.pi / 2)
    near = round(turns)
    return -near % 4 if abs(turns - near) * math.pi / 2 < UPRIGHT else -1


def _usual_turn(marks: list[_Mark], displayed: int) -> int:
    """The turn of most characters; without any, the one in which the page is displayed."""
    counts = Counter(turn for char, _, turn in marks if turn >= 0 and not char.isspace())
    return max(counts, key=lambda turn: (counts[turn], -turn), default=displayed)


def _drawings(page: pdfium.PdfPage, place: _Placing) -> tuple[list[Rule], float]:
    """The ruling lines of a page, and the share of it that images take."""
    rules: list[Rule] = []
    pictures: list[Box] = []
    for kind, obj, matrix in _objects(page.raw):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rules += _rulings(obj, matrix, place.point)
        else:
            sides = [ctypes.c_float() for _ in range(4)]
            if raw.FPDFPageObj_GetBounds(obj, *sides):
                left, bottom, right, top = (side.value for side in sides)
                corners = [place.point(*apply(matrix, x, y)) for x in (left, right) for y in (bottom, top)]
                pictures.append(hull(Box(x, y, x, y) for x, y in corners))
    whole = max(place.width * place.height, 1.0)
    inside = [
        max(0.0, min(b.x1, place.width) - max(b.x0, 0)) * max(0.0, min(b.bottom, place.height) - max(b.top, 0))
        for b in pictures
    ]
    return rules, min(1.0, sum(inside) / whole)


def _objects(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """Paths and images of a page and of the forms in it, each with the matrix of the form around it."""
    left = MAX_OBJECTS
    waiting: list[tuple[Callable[[Any, int], Any], Any, int, Matrix, int]] = [
        (raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page), IDENTITY, 0)
    ]
    while waiting and left > 0:
        get, holder, count, matrix, depth = waiting.pop()
        for i in range(min(count, left)):
            left -= 1
            obj = get(holder, i)
            kind = raw.FPDFPageObj_GetType(obj)
            if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
                yield kind, obj, matrix
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORMS:
                inner = multiply(_matrix(obj), matrix)
                waiting.append((raw.FPDFFormObj_GetObject, obj, raw.FPDFFormObj_CountObjects(obj), inner, depth + 1))


def _rulings(path: Any, around: Matrix, to_page: Callable[[float, float], tuple[float, float]]) -> Iterator[Rule]:
    """The horizontal and vertical lines of a path that is drawn or filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    count = raw.FPDFPath_CountSegments(path)
    if not (fill.value or stroke.value) or not 0 < count <= MAX_SEGMENTS:
        return
    matrix = multiply(_matrix(path), around)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = to_page(*apply(matrix, x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from ruling(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield from ruling(last, first)
            last = first


def _matrix(obj: Any) -> Matrix:
    own = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(obj, own):
        return IDENTITY
    return own.a, own.b, own.c, own.d, own.e, own.f
