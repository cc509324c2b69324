"""Which tables hold data and which only lay out a page, and limits for spans; the same for every format."""

from __future__ import annotations

from collections.abc import Iterable

MAX_SPAN = 64  # a merge over more rows or columns is an error or an attack; sheets of office programs stay far below
MAX_COLUMNS = 1_024
LAYOUT_SHARE = 0.6  # of the body's characters in one cell: then the table lays out the page
LAYOUT_LEAST = 200  # characters; a small document may be one table


def span(value: str | None) -> int:
    """A span attribute as a number from 1 to ``MAX_SPAN``; nonsense is 1.

    >>> span("3"), span("0"), span("100000000"), span("a"), span(None)
    (3, 1, 64, 1, 1)
    """
    digits = (value or "").strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    return min(max(int(digits[:6]), 1), MAX_SPAN)


def holds_data(rows: int, cells: int, cell_sizes: Iterable[int], body: int) -> bool:
    """Whether a table has rows and columns, and no cell that is most of the document (``body`` characters)."""
    return cells > rows > 1 and not any(size > LAYOUT_LEAST and size > LAYOUT_SHARE * body for size in cell_sizes)
