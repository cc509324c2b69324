"""What is exported: a declared table with its rows, read in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from policyminer.publish.columns import Table
from policyminer.publish.load import datasets
from policyminer.publish.schema import TABLES

#: Left out unless asked for: one row for every word of every document.
LARGE_TABLES = ("tokens",)
#: Rows read at once; documents carry their text, so that these are few.
_BATCH_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be exported.

    ``read`` reads the rows anew with each call, all columns or those named; ``codes`` are value labels of whole-number
    columns (a region's number and its name).
    """

    table: Table
    rows: int
    read: Callable[[Sequence[str] | None], Iterator[pa.RecordBatch]]
    codes: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All rows, some at a time."""
        return self.read(None)

    def records(self, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
        """The rows, all columns or those named, as Python values: lists, dates, None for what is missing."""
        for batch in self.read(columns):
            yield from batch.to_pylist()

    def distinct(self, column: str) -> set[Any]:
        """The values of a column without the missing."""
        found: set[Any] = set()
        for batch in self.read([column]):
            found.update(pc.unique(batch.column(column)).to_pylist())
        return found - {None}

    def arrow(self) -> pa.Table:
        """All rows at once."""
        return pa.Table.from_batches(self.batches(), schema=self.table.schema)


def published_sheets(out: str | Path, tables: Sequence[str] | None = None) -> list[Sheet]:
    """The tables of an output; without ``tables`` all but ``LARGE_TABLES``.

    Raises ``PolicyMinerError``: ``no_tables``, ``unknown_table``.
    """
    wanted = [name for name in TABLES if name not in LARGE_TABLES] if tables is None else dict.fromkeys(tables)
    return [_published(name, dataset) for name, dataset in datasets(out, wanted).items()]


def _published(name: str, dataset: Any) -> Sheet:
    def read(columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
        yield from dataset.to_batches(columns=columns, batch_size=_BATCH_ROWS)

    return Sheet(TABLES[name], dataset.count_rows(), read)


def made_sheet(table: Table, rows: list[dict[str, Any]], codes: Mapping[str, Mapping[int, str]] | None = None) -> Sheet:
    """A table of rows that are no published table, such as a panel."""
    batch = pa.RecordBatch.from_pylist(rows, schema=table.schema)

    def read(columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
        yield batch if columns is None else batch.select(list(columns))

    return Sheet(table, len(rows), read, codes or {})
