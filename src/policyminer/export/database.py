"""DuckDB: one database file with all tables, views, and comments on everything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policyminer.export.labels import column_label
from policyminer.export.losses import Losses
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet
from policyminer.export.views import possible_views

_TYPES = {
    "string": "VARCHAR",
    "int32": "INTEGER",
    "float64": "DOUBLE",
    "date32": "DATE",
    "bool": "BOOLEAN",
    "list<string>": "VARCHAR[]",
}


def write(sheets: Sequence[Sheet], path: Path, options: Options, losses: Losses) -> None:
    """Write the database: a table for each sheet, the codebook, and the views whose tables are there."""
    import duckdb

    with duckdb.connect(str(path)) as connection:
        for sheet in sheets:
            _create(connection, sheet, options)
        for view in possible_views([sheet.name for sheet in sheets]):
            connection.execute(f"CREATE VIEW {view.name} AS {view.query}")
            connection.execute(
                f"COMMENT ON VIEW {view.name} IS {_quoted(view.zh if options.lang == 'zh' else view.en)}"
            )


def _create(connection: Any, sheet: Sheet, options: Options) -> None:
    columns = ", ".join(f'"{c.name}" {_TYPES[c.type]}{" NOT NULL" if c.required else ""}' for c in sheet.table.columns)
    connection.execute(f'CREATE TABLE "{sheet.name}" ({columns})')
    for batch in sheet.batches():
        connection.register("batch", batch)
        connection.execute(f'INSERT INTO "{sheet.name}" SELECT * FROM batch')
        connection.unregister("batch")
    about = sheet.table.zh if options.lang == "zh" else sheet.table.en
    connection.execute(f'COMMENT ON TABLE "{sheet.name}" IS {_quoted(about)}')
    for c in sheet.table.columns:
        connection.execute(f'COMMENT ON COLUMN "{sheet.name}"."{c.name}" IS {_quoted(column_label(c, options.lang))}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
