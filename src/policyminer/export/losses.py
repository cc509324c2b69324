"""What a format cannot hold: kept whole in a file beside the export, and counted for the console."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

#: What can happen to a value, by the word that stands in the file and in docs/exports.md.
CUT, CONTROL, GUARDED, LIST_AS_JSON, DATE_AS_TEXT, BLANKS, LONG, ESCAPED = (
    "cut",
    "control_characters",
    "guarded",
    "list_as_json",
    "date_as_text",
    "blanks_at_end",
    "longer_than_excel",
    "escaped",
)


class Losses:
    """Values that were changed on their way into a format.

    Each is a line of JSON in ``path``: ``table``, ``row`` (from 0), ``column``, ``what`` and the ``value`` as it was.
    The file is made with the first of them. ``counts`` are by table, column and what.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, table: str, row: int, column: str, what: str, value: Any) -> None:
        """Note one value with its original."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", newline="\n")
        line = {"table": table, "row": row, "column": column, "what": what, "value": value}
        self._file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
        self.counts[table, column, what] += 1
