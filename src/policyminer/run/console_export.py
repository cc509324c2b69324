"""What the command line prints about exports and answers to SQL."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

from policyminer.run.console import log, output, print_json, print_table, safe

if TYPE_CHECKING:
    from policyminer.export.export import Exported
    from policyminer.export.sql import Answer


def print_exported(exported: Exported) -> None:
    """Files and rows, and what the format could not hold."""
    console = output()
    console.print("rows: " + ", ".join(f"{name} {rows}" for name, rows in exported.rows.items()))
    for file in exported.files:
        console.print(safe(file), soft_wrap=True)
    for (table, column, what), count in sorted(exported.losses.items()):
        log().print(f"{what}: {count} in {table}.{column}")
    if exported.losses_file is not None:
        log().print(f"these values are whole in {safe(exported.losses_file)}")


def print_answer(answer: Answer, form: str) -> None:
    """The rows of a query, ``form`` ``table``, ``json`` (a list of objects) or ``csv``."""
    if form == "json":
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        print_json(json.loads(json.dumps(rows, default=str)))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows([_text(value) for value in row] for row in answer.rows)
    else:
        print_table(output(), answer.columns, ([_text(value) for value in row] for row in answer.rows))


def _text(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "" if value is None else str(value)
