"""Where a table cell stands: rows and columns with spans counted, nothing expanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policyminer.read.grid import MAX_COLUMNS, span


@dataclass(slots=True)
class Grid:
    """A table while it is read; ``taken`` counts, per column, the rows that a rowspan from above still fills."""

    box: int
    nested: bool = False  # holds another table: then it is layout
    rows: int = 0
    cells: int = 0
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)

    def next_row(self) -> None:
        """Begin a row: every rowspan from above is one row shorter."""
        self.rows += 1
        self.column = 0
        self.taken = {column: left - 1 for column, left in self.taken.items() if left > 1}

    def next_cell(self, attributes: Mapping[str, str | None]) -> Cell:
        """The next cell of the row, after the columns that rowspans fill."""
        if not self.rows:
            self.next_row()
        self.column += 1
        while self.column in self.taken:
            self.column += 1
        down, across = span(attributes.get("rowspan")), span(attributes.get("colspan"))
        cell = Cell(self, self.rows, self.column, down, across)
        self.cells += 1
        if self.column + across <= MAX_COLUMNS and down > 1:
            # The counter includes the current row, which next_row() takes off.
            self.taken |= dict.fromkeys(range(self.column, self.column + across), down)
        self.column += across - 1
        return cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by the 1-based row and column of its upper left corner, and how many it spans."""

    grid: Grid
    row: int
    column: int
    rows: int = 1
    columns: int = 1
