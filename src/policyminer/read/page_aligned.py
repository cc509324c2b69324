"""Tables without ruling lines: rows of short texts that stand below each other in columns, one of them of numbers.

Only such are taken for tables: a list of names set in columns, a table of contents and running text in columns have no
column of numbers below a heading. What is doubtful stays text, which is read line by line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from policyminer.read.page import Box, Piece, group_rows, hull
from policyminer.read.page_grid import MAX_FIELDS, Grid, GridCell

#: Rows that have a text in every column, the head among them.
MIN_ROWS = 3
#: The share of the cells of a column, below the head, that are numbers.
NUMBERS = 0.6
#: In ems: white space between two rows of a table, at most, and between two columns, at least.
ROW_GAP, COLUMN_GAP = 3.0, 0.4
#: Of the width of the table: the widest text in a row, such as a head over several columns.
WIDEST = 0.7
#: Times the usual distance of two rows: what is nearer is another line of the same row.
SAME_ROW = 0.75
_NUMBER = re.compile(r"[-+－]?[\d０-９][\d０-９,.，]*\s?[%％‰]?[\u4e00-\u9fff]{0,3}")

_Row = list[Piece]


def find_aligned(pieces: Sequence[Piece]) -> list[Grid]:
    """The tables among the pieces of a page that no ruled table holds, from top to bottom."""
    rows = [[pieces[i] for i in row] for row in group_rows([piece.box for piece in pieces])]
    found: list[Grid] = []
    for run in _runs(rows):
        grid = _grid(run)
        if grid is not None:
            found.append(grid)
    return found


def _runs(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows close below each other that begin and end with a row of several texts."""
    runs: list[list[_Row]] = []
    for row in rows:
        above = runs[-1][-1] if runs else None
        if above is not None and _top(row) - hull(p.box for p in above).bottom <= ROW_GAP * _em(row):
            runs[-1].append(row)
        else:
            runs.append([row])
    parts: list[list[_Row]] = []
    for run in runs:
        several = [i for i, row in enumerate(run) if len(row) > 1]
        for group in _together(several, run):
            parts.append(run[group[0] : group[-1] + 1])
    return parts


def _together(several: Sequence[int], run: Sequence[_Row]) -> list[list[int]]:
    """Rows of several texts by table: one alone between two may be a line more of a cell, a wide one ends the table."""
    groups: list[list[int]] = []
    for index in several:
        if groups:
            last = groups[-1][-1]
            width = hull(piece.box for piece in run[last]).width
            between = [piece for row in run[last + 1 : index] for piece in row]
            if len(between) <= 1 and all(piece.box.width < 0.5 * width for piece in between):
                groups[-1].append(index)
                continue
        groups.append([index])
    return groups


def _top(row: _Row) -> float:
    return min(piece.box.top for piece in row)


def _em(row: _Row) -> float:
    return max(piece.size for piece in row)


def _grid(run: Sequence[_Row]) -> Grid | None:
    """The table that the rows make, or none."""
    usual = Counter(len(row) for row in run if len(row) > 1)
    count = max(usual, key=lambda n: (usual[n], n), default=0)
    whole = [row for row in run if len(row) == count]
    if len(whole) < MIN_ROWS or not _has_numbers(whole):
        return None
    columns = _columns(whole)
    if columns is None or len(columns) * len(run) > MAX_FIELDS:
        return None
    fitting = [i for i, row in enumerate(run) if len(row) == count or _fits(row, columns)]
    run = run[fitting[0] : fitting[-1] + 1]
    lines = _lines(run, median(_top(b) - _top(a) for a, b in pairwise(whole)))
    edges = [columns[0][0] - 1, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + 1]
    boxes = [hull(piece.box for piece in line) for line in lines]
    levels = [boxes[0].top - 1, *((a.bottom + b.top) / 2 for a, b in pairwise(boxes)), boxes[-1].bottom + 1]
    if any(b <= a for a, b in pairwise(levels)):
        return None
    box = Box(edges[0], levels[0], max(edges[-1], *(b.x1 for b in boxes)), levels[-1])
    return Grid(box, tuple(levels), tuple(edges), _fields(lines, columns, edges, levels))


def _has_numbers(whole: Sequence[_Row]) -> bool:
    """Whether a column below its head is of numbers; without a head (overleaf) there must be two in three columns."""
    numeric = [
        i
        for i in range(len(whole[0]))
        if sum(bool(_NUMBER.fullmatch(row[i].text)) for row in whole[1:]) >= NUMBERS * (len(whole) - 1)
    ]
    headed = [i for i in numeric if not _NUMBER.fullmatch(whole[0][i].text)]
    return bool(headed) or (len(numeric) > 1 and len(whole[0]) > 2)


def _columns(whole: Sequence[_Row]) -> list[tuple[float, float]] | None:
    """Left and right edge of every column, or none when they overlap."""
    columns = [
        (min(row[i].box.x0 for row in whole), max(row[i].box.x1 for row in whole)) for i in range(len(whole[0]))
    ]
    em = median(_em(row) for row in whole)
    return columns if all(b[0] - a[1] >= COLUMN_GAP * em for a, b in pairwise(columns)) else None


def _fits(row: _Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row may be one of the table: its texts are narrower than most of it and do not stick out."""
    left, right = columns[0][0], columns[-1][1]
    return all(
        piece.box.width < WIDEST * (right - left)
        and left - piece.size < piece.box.x0
        and piece.box.x1 < right + piece.size
        for piece in row
    )


def _lines(run: Sequence[_Row], pitch: float) -> list[_Row]:
    """The rows of the table: lines of the page that are nearer than rows of it are one."""
    lines: list[_Row] = []
    for row in run:
        if lines and _top(row) - _top(lines[-1]) < SAME_ROW * pitch:
            lines[-1] = [*lines[-1], *row]
        else:
            lines.append(list(row))
    return lines


def _fields(
    lines: Sequence[_Row], columns: Sequence[tuple[float, float]], edges: Sequence[float], levels: Sequence[float]
) -> dict[tuple[int, int], GridCell]:
    """The cell that takes each field; a text over several columns makes one cell of them."""
    fields: dict[tuple[int, int], GridCell] = {}
    for row, line in enumerate(lines):
        for piece in line:
            under = [i for i, (x0, x1) in enumerate(columns) if piece.box.x0 < x1 and x0 < piece.box.x1]
            if len(under) > 1:
                box = Box(edges[under[0]], levels[row], edges[under[-1] + 1], levels[row + 1])
                cell = GridCell(row + 1, under[0] + 1, box, 1, under[-1] - under[0] + 1)
                fields |= {(row, i): cell for i in range(under[0], under[-1] + 1)}
        for i in range(len(columns)):
            box = Box(edges[i], levels[row], edges[i + 1], levels[row + 1])
            fields.setdefault((row, i), GridCell(row + 1, i + 1, box))
    return fields
