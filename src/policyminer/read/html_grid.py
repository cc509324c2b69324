"""Where a table cell stands: rows and columns with spans counted, nothing expanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_SPAN = 64  # a colspan or rowspan beyond this is an error or an attack
MAX_COLUMNS = 1_024


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
        cell = Cell(self, self.rows, self.column)
        self.cells += 1
        down, across = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        if self.column + across <= MAX_COLUMNS and down > 1:
            # The counter includes the current row, which next_row() takes off.
            self.taken |= dict.fromkeys(range(self.column, self.column + across), down)
        self.column += across - 1
        return cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by the 1-based row and column of its upper left corner."""

    grid: Grid
    row: int
    column: int


def _span(value: str | None) -> int:
    """A span attribute as a number from 1 to ``MAX_SPAN``; nonsense is 1."""
    digits = (value or "").strip()[:6]
    return min(max(int(digits), 1), MAX_SPAN) if digits.isascii() and digits.isdigit() else 1
