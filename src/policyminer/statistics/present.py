"""Frames for people and programs: rows of plain values, CSV, figures of readable length."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from policyminer.model import PolicyMinerError

#: What the statistics return, for those who only hand it on.
Frame = pd.DataFrame


def first_of_each(frame: Frame, most: int) -> Frame:
    """The first ``most`` rows, of every group where there are groups."""
    return frame.groupby("group", sort=False).head(most) if "group" in frame else frame.head(most)


def as_records(frame: Frame) -> list[dict[str, Any]]:
    """Rows as plain data: null for what is missing."""
    columns = [str(c) for c in frame.columns]
    rows = zip(*(frame[c].astype(object).tolist() for c in frame.columns), strict=True)
    return [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]


def as_cells(frame: Frame) -> list[list[str]]:
    """Rows to print: four significant digits, nothing for what is missing."""
    return [[_cell(value) for value in record.values()] for record in as_records(frame)]


def write_csv(frame: Frame, path: str | Path) -> None:
    """Write a frame as CSV in UTF-8 with a mark that spreadsheet programs know it by.

    Raises ``PolicyMinerError`` (``unwritable``).
    """
    try:
        frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    except OSError as error:
        raise PolicyMinerError("unwritable", error.strerror or str(error), str(path), "name another file") from None


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return value.item() if hasattr(value, "item") else value


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 10_000 else f"{value:.0f}"
    return "" if value is None else str(value)
