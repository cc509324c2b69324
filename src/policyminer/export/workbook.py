"""Excel workbooks: a worksheet for each table, the codebook, and a list of what was cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policyminer.export.delimited import EXCEL_CELL, headers
from policyminer.export.losses import CONTROL, CUT, DATE_AS_TEXT, ESCAPED, LIST_AS_JSON, Losses
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet
from policyminer.export.values import cut_utf16, join, without_control
from policyminer.publish.columns import Column

#: Rows of a worksheet, the header included; a longer table goes on in a second one.
SHEET_ROWS = 1_048_576
CUT_MARK = "……（超出单元格上限，余下从略，全文见 losses.jsonl / cut, whole text in losses.jsonl）"
#: Before this day Excel counts a 29 February 1900 that never was.
_FIRST_DAY = date(1900, 3, 1)
#: Excel reads ``_x0041_`` in a text as the character with that number; ``_x005F_`` stands for the first ``_``.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: Column widths, in characters of the default font.
_WIDTHS = {"int32": 9, "float64": 12, "date32": 12, "bool": 8, "list<string>": 30, "string": 20}
_WIDE = {"text": 50, "evidence": 50, "formula": 30, "detail": 40, "description_zh": 50, "description_en": 50}
_CUT_HEADER = ("table", "row", "column", "characters", "text")


def write(sheets: Sequence[Sheet], path: Path, options: Options, losses: Losses) -> None:
    """Write a workbook. Texts are never formulas; ids, codes and numbers of documents stay texts.

    A text of more than ``EXCEL_CELL`` characters is cut, ends with ``CUT_MARK`` and is listed in the sheet ``cut``.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    cuts: list[tuple[str, int, str, int, str]] = []
    for sheet in sheets:
        _Writer(book, sheet, options, losses, cuts).write()
    if cuts:
        _write_cuts(book, cuts)
    book.save(path)


class _Writer:
    """Writes one table to one worksheet or several."""

    def __init__(
        self, book: Any, sheet: Sheet, options: Options, losses: Losses, cuts: list[tuple[str, int, str, int, str]]
    ) -> None:
        self.book, self.sheet, self.options, self.losses, self.cuts = book, sheet, options, losses, cuts

    def write(self) -> None:
        most = SHEET_ROWS - 1
        page = self._new_page(1, min(self.sheet.rows, most))
        for number, record in enumerate(self.sheet.records()):
            if number and number % most == 0:
                page = self._new_page(number // most + 1, min(self.sheet.rows - number, most))
            page.append([self._cell(page, number, c, record[c.name]) for c in self.sheet.table.columns])

    def _new_page(self, part: int, rows: int) -> Any:
        from openpyxl.utils import get_column_letter

        columns = self.sheet.table.columns
        page = self.book.create_sheet(self.sheet.name if part == 1 else f"{self.sheet.name}_{part}")
        page.freeze_panes = "A2"
        page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"
        for place, column in enumerate(columns, start=1):
            width = _WIDE.get(column.name, _WIDTHS[column.type])
            page.column_dimensions[get_column_letter(place)].width = width
        page.append([_text_cell(page, name, bold=True) for name in headers(self.sheet.table, self.options)])
        return page

    def _cell(self, page: Any, number: int, column: Column, value: Any) -> Any:
        if isinstance(value, list):
            value, as_json = join(value)
            if as_json:
                self._lose(number, column, LIST_AS_JSON, value)
        if isinstance(value, date) and value < _FIRST_DAY:
            self._lose(number, column, DATE_AS_TEXT, value)
            value = value.isoformat()
        return _text_cell(page, self._text(number, column, value)) if isinstance(value, str) else value

    def _text(self, number: int, column: Column, text: str) -> str:
        fit = without_control(text)
        if fit != text:
            self._lose(number, column, CONTROL, text)
        escaped = _ESCAPE.sub("_x005F_", fit)
        if escaped != fit:
            self._lose(number, column, ESCAPED, text)
        if cut_utf16(escaped, EXCEL_CELL) == escaped:
            return escaped
        self._lose(number, column, CUT, text)
        self.cuts.append((self.sheet.name, number + 2, column.name, len(text), text[:200]))
        return cut_utf16(escaped, EXCEL_CELL - len(CUT_MARK)) + CUT_MARK

    def _lose(self, number: int, column: Column, what: str, value: Any) -> None:
        self.losses.add(self.sheet.name, number, column.name, what, value)


def _text_cell(page: Any, text: str, bold: bool = False) -> Any:
    """A cell that holds a text, also when that looks like a formula or an error."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(page, value="")
    cell.value = text
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _write_cuts(book: Any, cuts: Sequence[tuple[str, int, str, int, str]]) -> None:
    """The sheet ``cut``: which cells end early; ``row`` is that of the table's first worksheet."""
    page = book.create_sheet("cut")
    page.freeze_panes = "A2"
    page.append([_text_cell(page, name, bold=True) for name in _CUT_HEADER])
    for row in cuts:
        page.append([_text_cell(page, without_control(v)) if isinstance(v, str) else v for v in row])
