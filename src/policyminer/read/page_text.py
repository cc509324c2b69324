"""Laid-out pages to text and blocks: paragraphs put together again across lines, columns and pages; tables as cells.

A line begins a paragraph when it is indented, when the line before it ends early, when the space above it is wide or
its letters are of another size. These rules are about places; only where they are silent (a text without indents)
the words decide, as ``outline.lines`` does for plain text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policyminer.model import Cell
from policyminer.read.draft import Draft
from policyminer.read.page import Box, Page, Piece, hull, locator
from policyminer.read.page_aligned import find_aligned
from policyminer.read.page_furniture import strip_furniture
from policyminer.read.page_grid import Grid, GridCell, find_grids
from policyminer.read.page_order import Line, lines_of

#: In ems: an indent, and how early a line ends that was ended by hand (line breaking leaves up to two and a half).
INDENT, SHORT = 1.2, 2.6
#: In ems: a line further in is no first line of a paragraph but set in the middle or at the right; and the share of
#: lines that are first ones in a text that begins its paragraphs with an indent.
MOST_INDENT, FEW_INDENTS = 4.0, 0.05
#: Times the usual distance of two lines: the space between paragraphs.
WIDE = 1.3
#: Letters of another size: times; after OCR, where sizes are guesses.
OTHER_SIZE, OTHER_SIZE_SCANNED = 1.09, 1.35
#: Letters so many times the size of the text are a heading.
HEADING_SIZE = 1.15
#: Letters so many times the size of the text are those of notes.
SMALL = 0.92
#: Characters: what is longer is no heading.
LONGEST_HEADING = 90
#: Points: edges of lines nearer than this are one edge; a page with fewer lines takes the edges of the others.
SAME_EDGE, FEW_LINES = 4.0, 8
_ENDS = frozenset("。！？!?：:；;…”》）)")
_SENTENCE_ENDS = frozenset("。！？!?")
_LABEL = re.compile(
    r"第[一二三四五六七八九十百零\d]+[章节条编]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳★☆●◆■▲◇○•【]|附\s*件|[-–—]{2}"
)
# A line of a table of contents: dots that lead to the number of a page.
_LEADER = re.compile(r"(?:[.．·…‥・]\s?){4,}\s*[\divxl]{1,5}$")
_HYPHENS = ("-", "\u00ad", "\u2010")


@dataclass(slots=True)
class _Flow:
    """Lines read as one paragraph, or the lines of one cell."""

    lines: list[Line]
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page on its way: its tables with the pieces in their cells, and all other pieces."""

    page: Page
    free: tuple[Piece, ...]
    grids: tuple[tuple[Grid, dict[GridCell, list[Piece]]], ...]


def write_pages(pages: Sequence[Page]) -> Draft:
    """The text of ``pages``, their running heads and page numbers in its ledger."""
    sheets = [_sheet(page) for page in pages]
    kept, taken = strip_furniture([replace(sheet.page, pieces=sheet.free) for sheet in sheets])
    sheets = [replace(sheet, free=pieces) for sheet, pieces in zip(sheets, kept, strict=True)]
    numbers = _number_tables(sheets)
    flows = [flow for sheet in sheets for flow in _flows(sheet, numbers)]
    body = _usual_size(flows)
    draft = Draft()
    edges = _Edges([flow.lines[0] for flow in flows if flow.cell is None], {p.number: p.width for p in pages}, body)
    for flow in _paragraphs(flows, edges, {page.number for page in pages if page.scanned}):
        _write(draft, flow, body)
    for reason, place, text in taken:
        draft.remove(reason, text, place)
    return draft


def _sheet(page: Page) -> _Sheet:
    """Ruled tables first, then those whose texts only stand below each other."""
    ruled, free = _sorted_in(find_grids(page.rules), page.pieces)
    aligned, free = _sorted_in(find_aligned(free), free)
    grids = sorted(((grid, cells) for grid, cells in (*ruled, *aligned) if cells), key=lambda g: g[0].box.top)
    return _Sheet(page, free, tuple(grids))


def _sorted_in(
    grids: Sequence[Grid], pieces: Sequence[Piece]
) -> tuple[list[tuple[Grid, dict[GridCell, list[Piece]]]], tuple[Piece, ...]]:
    """The pieces by grid and cell, and those that lie in none."""
    found: list[tuple[Grid, dict[GridCell, list[Piece]]]] = [(grid, {}) for grid in grids]
    free: list[Piece] = []
    for piece in pieces:
        for grid, cells in found:
            cell = grid.cell_at(piece.box)
            if cell is not None:
                cells.setdefault(cell, []).append(piece)
                break
        else:
            free.append(piece)
    return found, tuple(free)


def _number_tables(sheets: Iterable[_Sheet]) -> dict[int, tuple[int, int]]:
    """Number of each grid's table and the rows before its first; a table that goes on overleaf keeps its number."""
    numbers: dict[int, tuple[int, int]] = {}
    table, rows = 0, 0
    last: Grid | None = None  # the table with which the page before ended
    for sheet in sheets:
        for grid, _ in sheet.grids:
            begins_page = all(piece.box.top > grid.box.top for piece in sheet.free)
            if last is not None and begins_page and _same_columns(last, grid):
                rows += len(last.rows) - 1
            else:
                table, rows = table + 1, 0
            numbers[id(grid)] = (table, rows)
            last = None
        final = sheet.grids[-1][0] if sheet.grids else None
        ends_page = final is not None and all(piece.box.top < final.box.top for piece in sheet.free)
        last = final if ends_page else None
    return numbers


def _same_columns(above: Grid, below: Grid) -> bool:
    return len(above.columns) == len(below.columns) and all(
        abs(a - b) <= SAME_EDGE for a, b in zip(above.columns, below.columns, strict=True)
    )


def _flows(sheet: _Sheet, numbers: dict[int, tuple[int, int]]) -> list[_Flow]:
    """The lines of a page, each a flow of its own, with its cells where their table stands."""
    number = sheet.page.number
    flows: list[_Flow] = []
    left = sheet.free
    for grid, cells in sheet.grids:
        above = [piece for piece in left if piece.box.top < grid.box.top]
        left = tuple(piece for piece in left if piece.box.top >= grid.box.top)
        flows += [_Flow([line]) for line in lines_of(above, number)]
        table, before = numbers[id(grid)]
        for cell in sorted(cells, key=lambda c: (c.row, c.column)):
            place = Cell(table, cell.row + before, cell.column, cell.rows, cell.columns)
            flows += [_Flow([replace(line, column=cell.box)], place) for line in lines_of(cells[cell], number)]
    return flows + [_Flow([line]) for line in lines_of(left, number)]


def _paragraphs(flows: list[_Flow], edges: _Edges, scanned: set[int]) -> list[_Flow]:
    """Lines of one paragraph in one flow; ``scanned`` are the numbers of pages that OCR read."""
    found: list[_Flow] = []
    current: _Flow | None = None
    for flow in flows:
        line = flow.lines[0]
        for last in _above(found, current, line, edges.body):
            if last.cell == flow.cell and _continues(last, line, edges, line.page in scanned):
                last.lines.append(line)
                current = last
                break
        else:
            found.append(flow)
            current = flow
    return found


def _above(found: Sequence[_Flow], current: _Flow | None, line: Line, body: float) -> Iterator[_Flow]:
    """The flow before a line; and at the top of a column the one before the notes at the foot of the last column."""
    if current is None:
        return
    yield current
    foot = current.lines[-1]
    place = foot.page, foot.column
    if (line.page, line.column) == place:
        return
    for flow in reversed(found):
        last = flow.lines[-1]
        if (last.page, last.column) != place or flow.cell is not None:
            return
        if last.size >= SMALL * body:
            yield flow
            return


class _Edges:
    """Left and right edge of the text in every column, the usual distance of its lines and size of its letters."""

    def __init__(self, lines: Sequence[Line], widths: Mapping[int, float], body: float) -> None:
        self.body = body
        self._widths = widths
        self._own: dict[tuple[int, Box], tuple[float, float]] = {}
        columns: dict[tuple[int, Box], list[Line]] = {}
        for line in lines:
            columns.setdefault((line.page, line.column), []).append(line)
        self._single = {page for page, count in Counter(page for page, _ in columns).items() if count == 1}
        for key, members in columns.items():
            if len(members) >= FEW_LINES:
                self._own[key] = (_outer(line.box.x0 for line in members), -_outer(-line.box.x1 for line in members))
        self._long = set(self._own.values())
        self._taken: dict[tuple[int, Box], tuple[float, float]] = {}
        gaps = [
            b.box.bottom - a.box.bottom
            for a, b in pairwise(lines)
            if a.page == b.page and a.column == b.column and 0 < b.box.bottom - a.box.bottom < 3 * a.size
        ]
        self.pitch = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
        shifted = [INDENT < (line.box.x0 - self.of(line)[0]) / line.size < MOST_INDENT for line in lines]
        self.indents = sum(shifted) >= FEW_INDENTS * len(lines)

    def widest(self, em: float) -> float:
        """How far lines of letters of a size may stand apart within a paragraph."""
        return WIDE * max(self.pitch * max(1.0, em / self.body), em)

    def of(self, line: Line) -> tuple[float, float]:
        """Left and right edge of the column of ``line``; a short column takes those of a long one about it.

        Where there is none, the margins of a page with one column are taken to be alike.
        """
        key = line.page, line.column
        found = self._own.get(key) or self._taken.get(key)
        if found is None:
            x0, x1 = line.column.x0, line.column.x1
            about = [e for e in self._long if e[0] - SAME_EDGE <= x0 and x1 <= e[1] + SAME_EDGE]
            alike = x0, max(x1, self._widths[line.page] - x0) if line.page in self._single else x1
            found = self._taken[key] = min(about, key=lambda e: (e[1] - e[0], e), default=alike)
        return found


def _outer(values: Iterable[float]) -> float:
    """The least of the values at which at least two lines stand; one line alone sticks out."""
    ordered = sorted(values)
    return next((a for a, b in pairwise(ordered) if b - a <= SAME_EDGE), ordered[0])


def _continues(flow: _Flow, line: Line, edges: _Edges, scanned: bool) -> bool:
    """Whether ``line`` goes on with the paragraph ``flow``."""
    last = flow.lines[-1]
    em = max(last.size, line.size)
    if flow.cell is not None:
        return not _LABEL.match(line.text) and _reaches_across(last, line.column, em)
    if last.text[-1] in _HYPHENS and line.text[0].islower():
        return True
    if em > min(last.size, line.size) * (OTHER_SIZE_SCANNED if scanned else OTHER_SIZE):
        return False
    same_column = last.page == line.page and last.column == line.column
    wide = same_column and line.box.bottom - last.box.bottom > edges.widest(em)
    labelled = _LABEL.match(line.text) is not None
    if wide or (labelled and (last.text[-1] in _ENDS or last.parts > 1)) or _LEADER.search(last.text):
        return False
    left, right = edges.of(last)
    ended = right - last.box.x1 > SHORT * em
    if line.box.x0 - edges.of(line)[0] <= INDENT * em:
        unsure = not same_column and not edges.indents and last.text[-1] in _SENTENCE_ENDS
        return not ended and not unsure
    if labelled or not same_column:
        return False
    if last.size > HEADING_SIZE * edges.body and _is_centred(last) and _is_centred(line):
        return True  # a title of several lines
    first = flow.lines[0]
    hangs = _LABEL.match(first.text) is not None and first.box.x0 - left <= INDENT * em
    return hangs and not ended and last.text[-1] not in _ENDS and line.box.x0 - left < MOST_INDENT * em


def _is_centred(line: Line) -> bool:
    """Whether a line stands in the middle of its column."""
    left, right = line.box.x0 - line.column.x0, line.column.x1 - line.box.x1
    return abs(left - right) < line.size


def _reaches_across(line: Line, cell: Box, em: float) -> bool:
    """Whether a line fills its cell, as far as its alignment (left or in the middle) allows."""
    left, right = line.box.x0 - cell.x0, cell.x1 - line.box.x1
    return right < max(SHORT * em, left + 0.5 * em)


def _usual_size(flows: Sequence[_Flow]) -> float:
    """The size of most letters; 1 without any."""
    amount: dict[float, int] = {}
    for flow in flows:
        for line in flow.lines:
            amount[round(line.size, 1)] = amount.get(round(line.size, 1), 0) + len(line.text)
    return max(amount, key=lambda size: (amount[size], size), default=1.0)


def _write(draft: Draft, flow: _Flow, body: float) -> None:
    """Append a paragraph or a part of a cell with its places, one for each column it runs through."""
    text = _join(line.text for line in flow.lines)
    places = []
    for page, column in dict.fromkeys((line.page, line.column) for line in flow.lines):
        here = [line for line in flow.lines if (line.page, line.column) == (page, column)]
        scores = [line.score for line in here if line.score is not None]
        score = sum(scores) / len(scores) if scores else None
        places.append(locator(page, hull(line.box for line in here), score))
    heading = flow.lines[0].size > HEADING_SIZE * body and len(text) <= LONGEST_HEADING
    place = "; ".join(places)
    if flow.cell is not None:
        draft.add(text, "cell", f"{place} {flow.cell.locator}", flow.cell)
    else:
        draft.add(text, "boilerplate" if _LEADER.search(text) else "heading" if heading else "paragraph", place)


def _join(lines: Iterable[str]) -> str:
    """Lines as one text: a space between Latin words, none in Chinese and numbers, a word broken at its end made whole.

    >>> _join(["贯彻落", "实 the educa-", "tion plan", "of 20", "24"])
    '贯彻落实 the education plan of 2024'
    """
    text = ""
    for line in lines:
        before, after = text[-1:], line[:1]
        if before in _HYPHENS and before and text[-2:-1].isascii() and text[-2:-1].isalpha() and after.islower():
            text = text[:-1] + line
        elif before.isascii() and after.isascii() and before.isalpha() and after.isalpha():
            text += " " + line
        else:
            text += line
    return text.replace("\u00ad", "-")
