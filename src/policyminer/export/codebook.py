"""The codebook: every column of an export with its labels in both languages, its values and their numbers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policyminer.export.labels import value_codes, value_meanings
from policyminer.export.names import stata_name
from policyminer.export.sheets import Sheet, made_sheet
from policyminer.publish.columns import Column, Table, must

CODEBOOK = Table(
    "codebook",
    "编码簿",
    "每个表的每一列",
    "a column of a table",
    (
        must("table", "string", "表", "表名", "name of the table"),
        must("table_zh", "string", "表的中文名", "表的中文名", "Chinese title of the table"),
        must("rows", "int32", "行数", "表的行数", "rows of the table"),
        must("column", "string", "列", "列名", "name of the column"),
        must("type", "string", "类型", "Arrow 数据类型", "Arrow type"),
        must("required", "bool", "必有", "是否从不为空", "whether it is never missing"),
        Column(
            "stata_name", "string", "Stata 名", "在 Stata 中的列名，同列名则空", "name in Stata where that is another"
        ),
        must("title_zh", "string", "中文名", "列的中文名", "Chinese title of the column"),
        must("description_zh", "string", "中文说明", "列的中文说明", "what it means, in Chinese"),
        must("description_en", "string", "英文说明", "列的英文说明", "what it means, in English"),
        Column(
            "values",
            "string",
            "取值",
            "取值：Stata、SPSS 文件中的数字、值、中文含义",
            "values: the number in Stata and SPSS files, the value, its Chinese meaning",
        ),
    ),
    ("table", "column"),
)


def codebook_sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The codebook of these tables as a table of its own."""
    return made_sheet(CODEBOOK, [_row(sheet, column) for sheet in sheets for column in sheet.table.columns])


def _row(sheet: Sheet, column: Column) -> dict[str, Any]:
    stata = stata_name(column.name)
    return {
        "table": sheet.name,
        "table_zh": sheet.table.title_zh,
        "rows": sheet.rows,
        "column": column.name,
        "type": column.type,
        "required": column.required,
        "stata_name": stata if stata != column.name else None,
        "title_zh": column.title_zh,
        "description_zh": column.zh,
        "description_en": column.en,
        "values": _values(sheet, column),
    }


def _values(sheet: Sheet, column: Column) -> str | None:
    if column.type == "bool":
        return "0 false 否；1 true 是"
    named = value_meanings(column)
    codes = value_codes(sheet, column)
    return "；".join(f"{code} {value} {named.get(value, value)}" for value, code in codes.items()) or None


def write_codebook(codebook: Sheet, folder: Path, prefix: str = "") -> list[Path]:
    """``codebook.csv`` (UTF-8 with a mark, for Excel) and ``codebook.md`` in ``folder``, named behind ``prefix``."""
    rows = list(codebook.records())
    table, page = folder / f"{prefix}codebook.csv", folder / f"{prefix}codebook.md"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, CODEBOOK.column_names)
        writer.writeheader()
        writer.writerows(rows)
    page.write_text(_page(rows), encoding="utf-8")
    return [table, page]


def _page(rows: Sequence[dict[str, Any]]) -> str:
    lines = ["# Codebook 编码簿"]
    last = None
    for row in rows:
        if row["table"] != last:
            last = row["table"]
            lines += ["", f"## {last} {row['table_zh']}", "", f"{row['rows']} rows", ""]
            lines += ["| column | type | null | 含义 | meaning | values |", "| --- | --- | --- | --- | --- | --- |"]
        null = "never" if row["required"] else "yes"
        meaning = f"{row['title_zh']}：{row['description_zh']}"
        cells = (f"`{row['column']}`", row["type"], null, meaning, row["description_en"], row["values"] or "")
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
