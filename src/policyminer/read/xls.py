"""XLS: the stored values of every sheet of an old workbook (BIFF), read with xlrd for the sake of its formats."""

from __future__ import annotations

import io
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.read.draft import Draft, Reading
from policyminer.read.sheet import DAYS_BETWEEN_EPOCHS, MOST_CELLS, Sheet, shown_number, write_sheets
from policyminer.read.unpack import damaged, encrypted

MEDIA_TYPE = "application/vnd.ms-excel"


def read_xls(data: bytes, where: str) -> Reading:
    """Read an old workbook. Raises ``PolicyMinerError``: ``damaged_file``, ``empty_file``, ``encrypted``."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except MemoryError:
        raise
    except Exception as error:  # xlrd meets a broken file with whatever its arithmetic runs into
        if "encrypted" in str(error).lower():
            raise encrypted(where) from error
        raise damaged(f"the workbook cannot be read: {type(error).__name__}: {error}", where) from error
    draft = Draft()
    write_sheets((_sheet(book, one) for one in book.sheets()), draft)
    if not draft.blocks:
        raise PolicyMinerError("empty_file", "the workbook holds nothing", where, "remove it")
    return draft.finish(MEDIA_TYPE)


def _sheet(book: Any, source: Any) -> Sheet:
    sheet = Sheet(source.name[:60], hidden=source.visibility != 0)
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            text = _value(book, source.cell(row, column))
            if text.strip():
                sheet.cells[row + 1, column + 1] = text
        if len(sheet.cells) > MOST_CELLS:
            break
    for top, bottom, left, right in source.merged_cells:
        if (top + 1, left + 1) in sheet.cells:
            sheet.merged[top + 1, left + 1] = min(bottom - top, 2_000), right - left
    return sheet


def _value(book: Any, cell: Any) -> str:
    """The stored value as it is shown; errors and blanks are empty."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "是" if cell.value else "否"
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    style = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
    offset = DAYS_BETWEEN_EPOCHS if book.datemode and cell.ctype == xlrd.XL_CELL_DATE else 0
    return shown_number(cell.value + offset, style.format_str if style is not None else "")
