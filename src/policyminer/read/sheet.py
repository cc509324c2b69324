"""Worksheets to text: title rows and notes as paragraphs, the rest as the cells of a table.

Both workbook formats give a ``Sheet``; where a sheet stands in the file is said by its name: 工作表“经费” 第4行第3列.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from policyminer.model import Cell
from policyminer.read.draft import Draft

MOST_CELLS = 200_000  # of a workbook; a table of facts has far fewer, and a list of this length is data of another kind
#: From 1 January 1904, from which old Mac programs count, to the day from which all others do.
DAYS_BETWEEN_EPOCHS = 1_462


@dataclass(slots=True)
class Sheet:
    """A worksheet: the cells that hold something by row and column from 1, and merged ranges by their first cell."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # rows and columns covered
    hidden: bool = False
    uncalculated: int = 0  # formulas without a stored result


def write_sheets(sheets: Iterable[Sheet], draft: Draft) -> None:
    """Add worksheets to a draft; hidden ones go to the ledger."""
    written = 0
    number = 0
    for sheet in sheets:
        if sheet.hidden:
            draft.remove("hidden", "\n".join(sheet.cells.values()), f"工作表“{sheet.name}”")
            continue
        if sheet.uncalculated:
            draft.warnings.append(f"sheet {sheet.name}: {sheet.uncalculated} formula(s) have no stored result")
        if not sheet.cells:
            continue
        if written + len(sheet.cells) > MOST_CELLS:
            draft.warnings.append(f"sheet {sheet.name} and those after it were not read: more than {MOST_CELLS} cells")
            break
        written += len(sheet.cells)
        number += 1
        _write(sheet, number, draft)


def _write(sheet: Sheet, number: int, draft: Draft) -> None:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.cells.items():
        rows.setdefault(row, {})[column] = text
    order = sorted(rows)
    lone = [row for row in order if len(rows[row]) == 1]
    # Rows of one cell above and below the table are its titles and notes.
    first = next((row for row in order if row not in set(lone)), None)
    last = next((row for row in reversed(order) if row not in set(lone)), None)
    table_like = first is not None and last is not None and last > first
    for row in order:
        inside = table_like and first is not None and last is not None and first <= row <= last
        for column, text in sorted(rows[row].items()):
            place = f"工作表“{sheet.name}” 第{row}行第{column}列"
            down, across = sheet.merged.get((row, column), (1, 1))
            if inside:
                draft.add(text.replace("\n", ""), "cell", place, Cell(number, row, column, down, across))
            else:
                draft.add(text, "paragraph", place)


def shown_number(value: float, style: str) -> str:
    """A number as its format shows it, as far as the value depends on it: percentages, dates and times.

    >>> shown_number(0.667, "0.0%"), shown_number(36.0, "General"), shown_number(1250.5, "#,##0.00")
    ('66.7%', '36', '1250.5')
    >>> shown_number(45356.0, "yyyy/m/d"), shown_number(45356.0, 'yyyy"年"m"月"')
    ('2024年3月5日', '2024年3月')
    """
    if is_date_format(style):
        return _shown_date(value, style)
    if "%" in style:
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"


def is_date_format(style: str) -> bool:
    """Whether a number format shows a date: it has y, or m with d, outside quotes and brackets."""
    bare = "".join(part for i, part in enumerate(style.split('"')) if i % 2 == 0).lower()
    bare = bare.partition(";")[0].replace("general", "").replace("red", "").replace("[$", "")
    return "y" in bare or ("m" in bare and "d" in bare)


def _shown_date(value: float, style: str) -> str:
    if not 0 < value < 200_000:
        return f"{value:.15g}"
    day: date = (datetime(1899, 12, 30) + timedelta(days=value)).date()
    text = f"{day.year}年{day.month}月"
    return text + f"{day.day}日" if "d" in style.lower() else text
