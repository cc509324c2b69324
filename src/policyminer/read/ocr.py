"""Scans to pieces of text with their places: one picture of a page through the models that the extra ``ocr`` brings.

Nothing is fetched: the models lie in the package and are named to it one by one; it would download a missing one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.read.ocr_text import mend
from policyminer.read.page import Box, Page, Piece, listed
from policyminer.read.scan_rules import scanned_rules

#: Pixels: a page is made so small that it has no more on a side; smaller letters than that leaves cannot be read.
MAX_SIDE = 2_000
#: Pixels: what is much longer than wide (the picture of a whole web page) is read in strips of this height.
STRIP = 1_800
#: A page read worse than this on average, or with its lines standing, is tried turned as well.
POOR = 0.8
#: Lines of fewer characters tell nothing about how a page is turned.
TELLING = 4
#: Lines with a lower score are noise: rapidocr's own default.
LOWEST_SCORE = 0.5

HINT = 'pip install "policyminer[ocr]"'


@dataclass(frozen=True, slots=True)
class _Found:
    """A line as the engine gives it: the four corners from the top left clockwise."""

    text: str
    corners: tuple[tuple[float, float], ...]
    score: float


def can_read_scans() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def needs_ocr(what: str, name: str) -> PolicyMinerError:
    """The error of a document whose text is a picture, where the extra is missing."""
    return PolicyMinerError("needs_ocr", f"{what} and the reader of scans is not installed", name, HINT)


def read_scan(picture: Any, number: int, width: float) -> Page:
    """The text of a picture: an array of rows, columns and three colours (blue first, 8 bits each).

    ``width`` is that of the page in points; a page that was scanned lying is turned.
    """
    best = _read(picture)
    if not _is_upright(best):
        turned = [(quarter, _read(_turn(picture, quarter))) for quarter in (1, 2, 3)]
        quarter, other = max(turned, key=lambda t: (_is_upright(t[1]), _worth(t[1]), -t[0]))
        if (_is_upright(other), _worth(other)) > (_is_upright(best), _worth(best)):
            best = other
            if quarter % 2:
                width *= picture.shape[0] / picture.shape[1]
                picture = _turn(picture, quarter)
    scale = width / max(1, picture.shape[1])
    height = picture.shape[0] * scale
    skew = _skew(best)
    pieces = tuple(_pieces(best, skew, scale))
    return Page(number, width, height, pieces, scanned_rules(picture, pieces, skew, scale), scanned=True)


def scan_warnings(pages: Sequence[Page]) -> list[str]:
    """What a document says of its pages that were read by OCR."""
    scores = [piece.score for page in pages for piece in page.pieces if piece.score is not None]
    if not scores:
        return [f"{listed([page.number for page in pages])}: no text was found by OCR"] if pages else []
    sure = sum(scores) / len(scores)
    return [f"{listed([page.number for page in pages])}: read by OCR, mean confidence {sure:.2f}"]


def _turn(picture: Any, quarter: int) -> Any:
    import numpy

    return numpy.ascontiguousarray(numpy.rot90(picture, quarter))


def _worth(lines: Sequence[_Found]) -> float:
    return sum(line.score * len(line.text) for line in lines)


def _is_upright(lines: Sequence[_Found]) -> bool:
    """Whether most lines lie and were read well; a page without text stands as it should."""
    telling = [line for line in lines if len(line.text) >= TELLING]
    if not telling:
        return not lines
    standing = sum(_height(line) > _width(line) for line in telling)
    return standing * 2 <= len(telling) and sum(line.score for line in telling) / len(telling) >= POOR


def _width(line: _Found) -> float:
    return math.dist(line.corners[0], line.corners[1])


def _height(line: _Found) -> float:
    return math.dist(line.corners[1], line.corners[2])


def _skew(lines: Sequence[_Found]) -> float:
    """By how much (radians) the lines of a page run down to the right."""
    slopes = [
        math.atan2(line.corners[1][1] - line.corners[0][1], line.corners[1][0] - line.corners[0][0])
        for line in lines
        if len(line.text) > TELLING
    ]
    return median(slopes) if slopes else 0.0


def _pieces(lines: Sequence[_Found], skew: float, scale: float) -> list[Piece]:
    """The lines in points, the page set straight."""
    cosine, sine = math.cos(-skew), math.sin(-skew)
    # A box is higher than its letters by a share that is the same all over a page.
    shares = [_em(line) / _height(line) for line in lines if _units(line) >= TELLING and _height(line) > 0]
    share = median(shares) if shares else 1.0
    pieces = []
    for line in lines:
        x, y = (sum(corner[axis] for corner in line.corners) / 4 for axis in (0, 1))
        middle = (x * cosine - y * sine, x * sine + y * cosine)
        half_width, half_height = _width(line) / 2, _height(line) / 2
        sides = middle[0] - half_width, middle[1] - half_height, middle[0] + half_width, middle[1] + half_height
        size = _em(line) if _units(line) >= TELLING else share * _height(line)
        pieces.append(Piece(mend(line.text), Box(*(side * scale for side in sides)), size * scale, line.score))
    return pieces


def _units(line: _Found) -> float:
    """The length of a line in wide characters."""
    return sum(0.5 if char.isascii() else 1.0 for char in line.text)


def _em(line: _Found) -> float:
    """The size of the letters of a line, by its length."""
    return min(_height(line), _width(line) / _units(line))


def _read(picture: Any) -> list[_Found]:
    """All lines of a picture of any size."""
    rows, columns = picture.shape[:2]
    if min(rows, columns) < 8:
        return []
    if rows > 2 * STRIP and rows > 2 * columns:
        return _read_strips(picture)
    result = _engine()(picture)
    if result.boxes is None or result.txts is None or result.scores is None:
        return []
    return [
        _Found(text, tuple((float(x), float(y)) for x, y in box), float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if text.strip()
    ]


def _read_strips(picture: Any) -> list[_Found]:
    """The lines of a long picture, cut where the rows are emptiest."""
    found: list[_Found] = []
    top, rows = 0, picture.shape[0]
    while top < rows:
        bottom = min(top + STRIP, rows)
        if bottom < rows:
            tail = picture[bottom - STRIP // 4 : bottom].reshape(STRIP // 4, -1)
            bottom -= STRIP // 4 - 1 - int(tail.std(axis=1)[::-1].argmin())
        for line in _read(picture[top:bottom]):
            found.append(_Found(line.text, tuple((x, y + top) for x, y in line.corners), line.score))
        top = bottom
    return found


@cache
def _engine() -> Any:
    """The models, loaded once per process; one thread, so that the figures do not depend on the machine's load."""
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    params: dict[str, Any] = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.text_score": LOWEST_SCORE,
        "Global.max_side_len": MAX_SIDE,
        "Det.limit_type": "max",  # by default small pictures are blown up, which costs time and finds nothing more
        "Det.limit_side_len": MAX_SIDE,
    }
    for stage, mark in (("Det", "_det_"), ("Rec", "_rec_"), ("Cls", "_cls_")):
        models = sorted(folder.glob(f"*{mark}*.onnx"))
        if not models:
            raise needs_ocr(f"the installed rapidocr lacks its {stage} model", "")
        params[f"{stage}.model_path"] = str(models[0])
    return rapidocr.RapidOCR(params=params)
