"""The reading order of a page: columns of text beside each other, lines from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyminer.read.page import Box, Piece, group_rows, hull

#: In ems: the least width of the gutter between two columns, and of a column.
GUTTER, NARROWEST = 1.0, 8.0
#: Two blocks of text are columns when each has so many lines, …
MIN_LINES = 3
#: … of which at least half are so wide, as a share of the column: running text, no list or table.
FILLED = 0.6
#: Where gutters are looked for, as shares of the width.
FIRST_GUTTER, LAST_GUTTER, GUTTER_STEPS = 0.15, 0.85, 57
#: Columns inside columns; three are found as two of which one is two.
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, its place, the column it stands in, what OCR thinks of it, and how many pieces
    with wide gaps between them make it up."""

    page: int
    text: str
    box: Box
    size: float
    column: Box
    score: float | None = None
    parts: int = 1


def lines_of(pieces: Sequence[Piece], page: int) -> list[Line]:
    """The lines of the pieces of a page in reading order, columns one after the other."""
    found: list[Line] = []
    for block in _blocks(sorted(pieces, key=lambda piece: (piece.box.top, piece.box.x0)), 0):
        column = hull(piece.box for piece in block)
        for row in group_rows([piece.box for piece in block]):
            found.append(_line([block[i] for i in row], page, column))
    return found


def _line(row: list[Piece], page: int, column: Box) -> Line:
    longest = max(row, key=lambda piece: len(piece.text))
    scores = [piece.score * len(piece.text) for piece in row if piece.score is not None]
    score = sum(scores) / sum(len(piece.text) for piece in row) if scores else None
    return Line(page, " ".join(p.text for p in row), hull(p.box for p in row), longest.size, column, score, len(row))


def _blocks(pieces: list[Piece], depth: int) -> list[list[Piece]]:
    """Pieces, which come from top to bottom, by block of one column each, in reading order."""
    gutter = _find_gutter(pieces) if depth < MAX_DEPTH else None
    if gutter is None:
        return [pieces] if pieces else []
    found: list[list[Piece]] = []
    single: list[Piece] = []
    for band in _bands(pieces, gutter):
        left, right = _sides(band, gutter)
        if _are_columns(left, right):
            found += [single] if single else []
            single = []
            found += _blocks(left, depth + 1) + _blocks(right, depth + 1)
        else:
            single += band
    return found + ([single] if single else [])


def _find_gutter(pieces: list[Piece]) -> float | None:
    """The place that has most text in columns on both sides, the middle one of equals."""
    if len(pieces) < 2 * MIN_LINES:
        return None
    whole = hull(piece.box for piece in pieces)
    step = (LAST_GUTTER - FIRST_GUTTER) / (GUTTER_STEPS - 1)
    places = [whole.x0 + whole.width * (FIRST_GUTTER + step * i) for i in range(GUTTER_STEPS)]
    amounts = [_columned(pieces, x) for x in places]
    best = max(amounts)
    if not best:
        return None
    equal = [x for x, amount in zip(places, amounts, strict=True) if amount == best]
    return equal[len(equal) // 2]


def _columned(pieces: list[Piece], x: float) -> int:
    return sum(len(band) for band in _bands(pieces, x) if _are_columns(*_sides(band, x)))


def _sides(pieces: list[Piece], x: float) -> tuple[list[Piece], list[Piece]]:
    left = [piece for piece in pieces if piece.box.x1 <= x]
    return left, [piece for piece in pieces if piece.box.x0 >= x]


def _bands(pieces: list[Piece], x: float) -> list[list[Piece]]:
    """The pieces cut at every line that runs across ``x``; such lines are bands of their own."""
    bands: list[list[Piece]] = [[]]
    floor = float("-inf")
    for piece in pieces:
        crosses = piece.box.x0 < x < piece.box.x1
        if crosses:
            bands += [[piece], []]
            floor = piece.box.bottom
        elif floor > piece.box.top + 0.5 * piece.box.height:
            bands[-2].append(piece)  # beside the line that crosses
        else:
            bands[-1].append(piece)
    return [band for band in bands if band]


def _are_columns(left: list[Piece], right: list[Piece]) -> bool:
    if len(left) < MIN_LINES or len(right) < MIN_LINES:
        return False
    a, b = hull(p.box for p in left), hull(p.box for p in right)
    em = sorted(p.size for p in (*left, *right))[(len(left) + len(right)) // 2]
    if b.x0 - a.x1 < GUTTER * em or min(a.width, b.width) < NARROWEST * em:
        return False
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > 0.5 * min(a.height, b.height) and _is_text(left, a) and _is_text(right, b)


def _is_text(pieces: list[Piece], column: Box) -> bool:
    rows = group_rows([piece.box for piece in pieces])
    filled = [row for row in rows if sum(pieces[i].box.width for i in row) >= FILLED * column.width]
    return len(rows) >= MIN_LINES and len(filled) * 2 >= len(rows)
