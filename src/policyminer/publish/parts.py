"""Parts: the rows of some documents each, in document order, as the tables of a corpus are made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from operator import itemgetter
from pathlib import Path

import pyarrow as pa

from policyminer.publish.reuse import EarlierRows, stretches
from policyminer.publish.schema import part_schema

#: Documents carry their whole text and come in small batches (about 10 MB).
DOCUMENTS_AT_ONCE = 1_000
PART_SUFFIX = ".arrow"
#: Rows put together where mined and earlier ones take turns.
_ROWS_AT_ONCE = 20_000
#: A worker holds so many rows before it writes them.
_HELD_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a corpus: those mined now and those of an earlier snapshot that still hold.

    ``folders``, in document order, hold ``<table>.arrow`` for the tables that have rows. Where there are earlier rows,
    ``number_of`` counts the stretches of neighbouring mined documents, as ``earlier`` does those between them.
    """

    folders: tuple[Path, ...]
    earlier: EarlierRows | None = None
    number_of: Mapping[str, int] = field(default_factory=dict)

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Every batch of a table in document order, with all its columns or some: what is not asked for is not read."""
        mined = (batch for folder in self.folders for batch in _part(folder / f"{table}{PART_SUFFIX}"))
        if self.earlier is None:
            yield from mined if columns is None else (batch.select(columns) for batch in mined)
            return
        both = merge(self._numbered(mined, columns), self.earlier.cursor(table, columns), key=itemgetter(0))
        yield from _together((batch for _, batch in both), DOCUMENTS_AT_ONCE if table == "documents" else _ROWS_AT_ONCE)

    def _numbered(
        self, mined: Iterable[pa.RecordBatch], columns: Sequence[str] | None
    ) -> Iterator[tuple[int, pa.RecordBatch]]:
        for batch in mined:
            rows = batch if columns is None else batch.select(columns)
            for number, start, end in stretches(batch.column("doc_id"), self.number_of):
                yield number, rows.slice(start, end - start)


def _together(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of at least so many: scattered documents come in thousands of small ones."""
    held: list[pa.RecordBatch] = []
    waiting = 0
    for batch in batches:
        held.append(batch)
        waiting += batch.num_rows
        if waiting >= rows:
            yield from _joined(held)
            held, waiting = [], 0
    yield from _joined(held)


def _joined(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    if len(batches) < 2:
        return batches
    joined: list[pa.RecordBatch] = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return joined


def _part(path: Path) -> Iterator[pa.RecordBatch]:
    if path.exists():
        with pa.memory_map(str(path)) as file, pa.ipc.open_file(file) as reader:
            for i in range(reader.num_record_batches):
                yield reader.get_batch(i)


def write_part(folder: Path, documents: Iterable[dict[str, pa.RecordBatch]]) -> dict[str, int]:
    """Write the batches of some documents to ``folder``; return the rows by table.

    Small documents are put together: a batch of a few rows costs as much to handle as one of thousands.
    """
    folder.mkdir(parents=True)
    writers: dict[str, pa.ipc.RecordBatchFileWriter] = {}
    waiting: dict[str, list[pa.RecordBatch]] = {}
    rows: Counter[str] = Counter()
    held = 0

    def write() -> None:
        for table, batches in waiting.items():
            if table not in writers:
                writers[table] = pa.ipc.new_file(str(folder / f"{table}{PART_SUFFIX}"), part_schema(table))
            writers[table].write_table(pa.Table.from_batches(batches).combine_chunks())
        waiting.clear()

    try:
        for made in documents:
            for table, batch in made.items():
                waiting.setdefault(table, []).append(batch)
                rows[table] += batch.num_rows
                held += batch.num_rows
            if held > _HELD_ROWS:
                write()
                held = 0
        write()
    finally:
        for writer in writers.values():
            writer.close()
    return dict(rows)
