"""Data Package 2.0: CSV files and ``datapackage.json``, which describes every column."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policyminer.export.labels import value_meanings
from policyminer.export.losses import Losses
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet
from policyminer.publish.columns import Column

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    "string": "string",
    "int32": "integer",
    "float64": "number",
    "date32": "date",
    "bool": "boolean",
    "list<string>": "array",
}
#: Columns that name one row of their table.
_KEYS = {
    "documents": "doc_id",
    "sections": "section_id",
    "entities": "entity_id",
    "quantities": "quantity_id",
    "indicators": "quantity_id",
    "events": "event_id",
    "derived": "derived_id",
    "progress": "quantity_id",
}
#: Columns that name a row of another table, by that table.
_REFERENCES = {"doc_id": "documents", "section_id": "sections", "entity_id": "entities"}


def write(sheets: Sequence[Sheet], folder: Path, options: Options, losses: Losses) -> None:
    """Write ``TABLE.csv`` (UTF-8 without a mark, lists as JSON) and ``datapackage.json``."""
    names = {sheet.name for sheet in sheets}
    resources = []
    for sheet in sheets:
        path = folder / f"{sheet.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(sheet.table.column_names)
            for record in sheet.records():
                writer.writerow(_cell(value) for value in record.values())
        resources.append(_resource(sheet, path, names))
    package = {
        "$schema": PROFILE,
        "name": "policyminer",
        "title": "policyminer: tables from policy documents / 政策文件数据表",
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _resource(sheet: Sheet, path: Path, names: set[str]) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    schema: dict[str, Any] = {"fields": [_field(c) for c in sheet.table.columns], "missingValues": [""]}
    key = _KEYS.get(sheet.name)
    if key is not None:
        schema["primaryKey"] = [key]
    references = [
        {"fields": [column], "reference": {"resource": table, "fields": [column]}}
        for column, table in _REFERENCES.items()
        if column in sheet.table.column_names and table in names - {sheet.name}
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "name": sheet.name,
        "type": "table",
        "path": path.name,
        "title": f"{sheet.table.title_zh} / {sheet.table.en}",
        "description": sheet.table.zh,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.title_zh,
        "description": f"{column.zh} / {column.en}",
    }
    if column.required:
        field["constraints"] = {"required": True}
    named = value_meanings(column)
    if named:
        field["categories"] = [{"value": value, "label": label} for value, label in named.items()]
    return field
