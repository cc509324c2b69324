"""JSON Lines: a file for each table, an object for each row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from policyminer.export.losses import Losses
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet


def write(sheets: Sequence[Sheet], folder: Path, options: Options, losses: Losses) -> None:
    """Write ``TABLE.jsonl`` in UTF-8: lists as lists, dates as YYYY-MM-DD, missing values null."""
    for sheet in sheets:
        with (folder / f"{sheet.name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for record in sheet.records():
                file.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
