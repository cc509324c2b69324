"""RTF tables: rows as the file gives them to cells in a grid."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyminer.model import Cell
from policyminer.read.draft import Draft
from policyminer.read.grid import MAX_COLUMNS, holds_data

_SAME_EDGE = 20  # twips; programs round the edges of equal columns differently


@dataclass(slots=True)
class RowPlan:
    """What ``\\trowd`` says of a row: the right edges of its cells in twips, and how they are merged downwards."""

    edges: list[int] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)  # "first", "rest" or empty
    merge: str = ""  # of the cell whose edge comes next


@dataclass(slots=True)
class Rows:
    """The rows of the table that is being read, and by row the tables inside its cells."""

    rows: list[tuple[list[str], RowPlan]] = field(default_factory=list)
    nested: dict[int, list[Rows]] = field(default_factory=dict)

    def write(self, draft: Draft, number: int, locator: str) -> int:
        """Add the table to the draft as table ``number``, and say how many tables that made.

        One that only lays out a page, as one with tables in its cells does, is added as paragraphs and those tables.
        """
        rows, self.rows = self.rows, []
        nested, self.nested = self.nested, {}
        sizes = [len(text) for cells, _ in rows for text in cells]
        if nested or not holds_data(len(rows), len(sizes), sizes, draft.size + sum(sizes)):
            written = 0
            for index, (cells, _) in enumerate(rows):
                for text in cells:
                    draft.add(text, locator=locator)
                for inner in nested.get(index, ()):
                    written += inner.write(draft, number + written, locator)
            return written
        edges = _columns(sorted({edge for _, plan in rows for edge in plan.edges}))
        places = [_place(cells, plan, edges, row) for row, (cells, plan) in enumerate(rows, 1)]
        for row, line in enumerate(places):
            for column, columns, merge, text in line:
                if merge != "rest":
                    down = 1
                    while merge == "first" and row + down < len(places) and _continues(places[row + down], column):
                        down += 1
                    draft.add(text.replace("\n\n", "\n"), "cell", cell=Cell(number, row + 1, column, down, columns))
        return 1


@dataclass(slots=True)
class Levels:
    """Tables inside the cells of the table that is being read: by depth, from 2, the cells of a row and the rows.

    ``held`` is by depth the text of a cell that stood before a table inside it.
    """

    depth: int = 1
    held: dict[int, str] = field(default_factory=dict)
    cells: dict[int, list[str]] = field(default_factory=dict)
    rows: dict[int, Rows] = field(default_factory=dict)

    def enter(self, depth: int, text: str) -> str:
        """Go to a depth; what is to be kept of ``text``, which was read before."""
        if depth <= self.depth:
            self.depth = depth
            return text
        self.held[self.depth] = self.held.get(self.depth, "") + text
        self.depth = depth
        return ""

    def end_cell(self, text: str) -> None:
        """Text to the row at the depth that is being read."""
        self.depth = max(self.depth, 2)
        self.cells.setdefault(self.depth, []).append((self.held.pop(self.depth, "") + text).strip())

    def end_row(self, plan: RowPlan) -> None:
        """The cells at the depth that is being read are a row."""
        if cells := self.cells.pop(self.depth, []):
            self.rows.setdefault(self.depth, Rows()).rows.append((cells, plan))
            self._take_in(self.depth, self.rows[self.depth], -1)

    def close(self, outer: Rows) -> str:
        """Give the tables inside to the row of ``outer`` that is being read; the text held for its cell."""
        self._take_in(1, outer, 0)
        self.cells.clear()
        self.depth = 1
        return self.held.pop(1, "")

    def _take_in(self, depth: int, outer: Rows, row: int) -> None:
        inner = self.rows.pop(depth + 1, None)
        if inner is not None:
            outer.nested.setdefault(len(outer.rows) + row, []).append(inner)


def _columns(edges: list[int]) -> list[int]:
    """Edges further apart than rounding."""
    kept: list[int] = []
    for edge in edges:
        if not kept or edge - kept[-1] > _SAME_EDGE:
            kept.append(edge)
    return kept[:MAX_COLUMNS]


def _place(cells: list[str], plan: RowPlan, edges: list[int], row: int) -> list[tuple[int, int, str, str]]:
    """First column, columns covered, merge and text of every cell of a row."""
    found: list[tuple[int, int, str, str]] = []
    column = 1
    for index, text in enumerate(cells[:MAX_COLUMNS]):
        reach = column
        if index < len(plan.edges):
            reach = max(column, sum(edge <= plan.edges[index] + _SAME_EDGE for edge in edges))
        merge = plan.merges[index] if index < len(plan.merges) else ""
        found.append((column, reach - column + 1, merge, text))
        column = reach + 1
    return found


def _continues(line: list[tuple[int, int, str, str]], column: int) -> bool:
    return any(first == column and merge == "rest" for first, _, merge, _ in line)
