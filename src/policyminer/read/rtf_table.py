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
    """The rows of the table that is being read."""

    rows: list[tuple[list[str], RowPlan]] = field(default_factory=list)

    def write(self, draft: Draft, number: int, locator: str) -> bool:
        """Add the table to the draft as table ``number``; false when it is layout and was added as paragraphs."""
        rows, self.rows = self.rows, []
        sizes = [len(text) for cells, _ in rows for text in cells]
        if not holds_data(len(rows), len(sizes), sizes, draft.size + sum(sizes)):
            for cells, _ in rows:
                for text in cells:
                    draft.add(text, locator=locator)
            return False
        edges = _columns(sorted({edge for _, plan in rows for edge in plan.edges}))
        places = [_place(cells, plan, edges, row) for row, (cells, plan) in enumerate(rows, 1)]
        for row, line in enumerate(places):
            for column, columns, merge, text in line:
                if merge != "rest":
                    down = 1
                    while merge == "first" and row + down < len(places) and _continues(places[row + down], column):
                        down += 1
                    draft.add(text.replace("\n\n", "\n"), "cell", cell=Cell(number, row + 1, column, down, columns))
        return True


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
