"""CSV: a file for each table, for Excel by default."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policyminer.export.losses import GUARDED, LIST_AS_JSON, LONG, Losses
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet
from policyminer.export.values import join
from policyminer.publish.columns import Column, Table

#: What a spreadsheet runs as a formula, also behind white space, which it may drop (OWASP, CSV injection).
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
#: Characters that Excel takes into a cell.
EXCEL_CELL = 32_767


def write(sheets: Sequence[Sheet], folder: Path, options: Options, losses: Losses) -> None:
    """Write ``TABLE.csv``: RFC 4180, dates as YYYY-MM-DD, missing values empty, lists joined by ；."""
    for sheet in sheets:
        with (folder / f"{sheet.name}.csv").open(
            "w", encoding="utf-8-sig" if options.mark else "utf-8", newline=""
        ) as file:
            writer = csv.writer(file)
            writer.writerow(headers(sheet.table, options))
            for number, record in enumerate(sheet.records()):
                writer.writerow(_cell(sheet, number, c, record[c.name], options, losses) for c in sheet.table.columns)


def headers(table: Table, options: Options) -> list[str]:
    """Column names, or labels with the name behind those that occur twice."""
    if options.headers == "names":
        return list(table.column_names)
    labels = [c.title_zh if options.lang == "zh" else c.en for c in table.columns]
    return [
        label if labels.count(label) == 1 else f"{label} ({c.name})"
        for label, c in zip(labels, table.columns, strict=True)
    ]


def _cell(sheet: Sheet, number: int, column: Column, value: Any, options: Options, losses: Losses) -> Any:
    if isinstance(value, list):
        value, as_json = join(value)
        if as_json:
            losses.add(sheet.name, number, column.name, LIST_AS_JSON, value)
    if not isinstance(value, str):
        return value
    if options.mark and len(value) > EXCEL_CELL:
        losses.add(sheet.name, number, column.name, LONG, value)
    if options.guard and _FORMULA.match(value):
        losses.add(sheet.name, number, column.name, GUARDED, value)
        return "'" + value
    return value
