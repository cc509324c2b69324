"""One document, mined without publishing anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from policyminer.model import Result
from policyminer.pipeline import mine
from policyminer.read import read, read_bytes
from policyminer.rules import load_rules

#: Left out of the plain view: they are long, and none of a reader's questions.
_LONG = ("tokens", "sections")


def extract(file: str, rules: Sequence[str | Path] = (), packs: Sequence[str] = ()) -> Result:
    """Read and mine one file, or standard input for ``-``. Raises ``PolicyMinerError``."""
    loaded = load_rules(list(rules), packs)
    loaded.validate()
    if file == "-":
        return mine(read_bytes(sys.stdin.buffer.read(), "stdin"), loaded)
    return mine(read(file), loaded)


def as_tables(result: Result, *, long: bool = True) -> dict[str, list[dict[str, Any]]]:
    """The rows by table as plain data: ISO dates, lists. ``long`` tables can be left out."""
    from policyminer.publish.rows import result_columns

    return {
        table: [dict(zip(columns, map(plain, row), strict=True)) for row in zip(*columns.values(), strict=True)]
        for table, columns in result_columns(result).items()
        if long or table not in _LONG
    }


def plain(value: Any) -> Any:
    """A value as JSON has it; the empty string is null as in the tables."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value
