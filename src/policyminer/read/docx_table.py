"""The rows and cells of a DOCX table with their merges counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from policyminer.read.docx_numbering import attribute_of
from policyminer.read.grid import MAX_COLUMNS, span
from policyminer.read.package import child, local_name

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its first column (from 1) and how far it is merged; one that ``continues`` belongs to that above."""

    element: Any
    column: int
    rows: int
    columns: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a tracked change may have ``deleted`` it."""

    element: Any
    cells: tuple[TableCell, ...]
    deleted: bool


def read_rows(table: Any) -> list[Row]:
    """The rows of a ``tbl`` element, deleted ones too."""
    rows = [_row(element) for element in _inside(table, "tr")]
    reach: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that is merged downwards there
    counts: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows):
        if row.deleted:
            continue
        for place, cell in enumerate(row.cells):
            if cell.continues and cell.column in reach:
                counts[reach[cell.column]] += 1
            elif cell.rows:
                reach.pop(cell.column, None)
            else:
                reach[cell.column] = number, place
                counts[number, place] = 1
    return [
        replace(
            row,
            cells=tuple(replace(cell, rows=counts.get((number, place), 1)) for place, cell in enumerate(row.cells)),
        )
        for number, row in enumerate(rows)
    ]


def _row(element: Any) -> Row:
    """A row; ``rows`` of a cell is 1, or 0 where a vertical merge begins."""
    properties = child(element, "trPr")
    column = 1 + _skipped(attribute_of(child(properties, "gridBefore")))
    cells: list[TableCell] = []
    for cell in _inside(element, "tc"):
        own = child(cell, "tcPr")
        width = span(attribute_of(child(own, "gridSpan")))
        merge = child(own, "vMerge")
        continues = merge is not None and attribute_of(merge) != "restart"
        sideways = child(own, "hMerge")
        if sideways is not None and attribute_of(sideways) != "restart" and cells:
            cells[-1] = replace(cells[-1], columns=cells[-1].columns + width)
        elif column <= MAX_COLUMNS:
            begins = merge is not None and not continues
            cells.append(TableCell(cell, column, 0 if begins else 1, width, continues))
        column += width
    return Row(element, tuple(cells), child(properties, "del") is not None)


def _skipped(value: str | None) -> int:
    return span(value) if value not in (None, "0") else 0


def _inside(element: Any, name: str) -> Iterator[Any]:
    """Children of a name, also where tracked changes or content controls wrap them."""
    for item in element:
        if local_name(item) == name:
            yield item
        elif local_name(item) in _WRAPPERS:
            yield from _inside(item, name)
