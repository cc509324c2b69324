"""Tables on disk: row groups of fixed size, each file made safe."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from policyminer.publish.parts import DOCUMENTS_AT_ONCE
from policyminer.publish.schema import arrow_schema

#: Rows of a row group.
ROWS_PER_GROUP = {"documents": DOCUMENTS_AT_ONCE}
DEFAULT_ROWS_PER_GROUP = 50_000
GROUPS_PER_FILE = 100


@dataclass(slots=True)
class TableWriter:
    """Writes one table as ``part-NNNNN.parquet`` with row groups of fixed size, each file fsynced.

    A row group is compressed by a thread of its own while the next one is put together.
    """

    folder: Path
    table: str
    rows: int = 0
    _waiting: list[pa.RecordBatch] = field(default_factory=list)
    _waiting_rows: int = 0
    _groups: int = 0
    _writer: pq.ParquetWriter | None = None
    _files: list[Path] = field(default_factory=list)
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _writing: Future[None] | None = None

    def __enter__(self) -> TableWriter:
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None and (self._waiting_rows or not self._files):
                self._write_group(self._waiting_rows)
            if kind is None:
                self._written()
        finally:
            self._thread.shutdown()
            self._close()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files written."""
        return tuple(self._files)

    def write(self, batch: pa.RecordBatch) -> None:
        """Add rows; a full row group goes to disk."""
        size = ROWS_PER_GROUP.get(self.table, DEFAULT_ROWS_PER_GROUP)
        self._waiting.append(batch)
        self._waiting_rows += batch.num_rows
        while self._waiting_rows >= size:
            self._write_group(size)

    def _write_group(self, size: int) -> None:
        schema = arrow_schema(self.table)
        table = pa.Table.from_batches(self._waiting, schema).combine_chunks()
        if self._writer is None or self._groups == GROUPS_PER_FILE:
            self._open(schema)
        assert self._writer is not None
        self._written()
        group = table.slice(0, size)
        self._writing = self._thread.submit(self._writer.write_table, group, row_group_size=max(size, 1))
        self._groups += 1
        self.rows += size
        self._waiting = table.slice(size).to_batches()
        self._waiting_rows = table.num_rows - size

    def _written(self) -> None:
        """Wait for the row group before, and raise what went wrong with it."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def _open(self, schema: pa.Schema) -> None:
        self._written()
        self._close()
        path = self.folder / f"part-{len(self._files):05d}.parquet"
        self._writer = pq.ParquetWriter(
            path, schema, compression="zstd", compression_level=3, version="2.6", write_statistics=True
        )
        self._files.append(path)
        self._groups = 0

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            sync(self._files[-1])


def sync(path: Path) -> None:
    """Make a file or a folder's entries safe on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
