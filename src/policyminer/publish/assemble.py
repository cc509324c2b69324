"""Parts of many documents to whole tables, adding what only the corpus knows.

Parts are streamed in document order and cut anew into row groups of fixed size, so that the bytes of a table do not
depend on how the documents were dealt out. Held in memory: the vocabulary, the entities and the documents' titles.
"""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from heapq import merge
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from policyminer.publish.citations import CitationIndex
from policyminer.publish.columns import Batches
from policyminer.publish.entities import MENTION_COLUMNS, EntityCensus, RegionParent, region_parent_of
from policyminer.publish.later import checks_with_later
from policyminer.publish.progress import progress_batches
from policyminer.publish.reuse import EarlierRows, stretches
from policyminer.publish.reviewed import Edits, reviewed, standing
from policyminer.publish.schema import TABLES, arrow_schema, part_schema
from policyminer.publish.series import read_series

#: Rows of a row group; documents carry their whole text and get small ones (about 10 MB).
ROWS_PER_GROUP = {"documents": 1_000}
DEFAULT_ROWS_PER_GROUP = 50_000
GROUPS_PER_FILE = 100

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
        yield from _together((batch for _, batch in both), ROWS_PER_GROUP.get(table, _ROWS_AT_ONCE))

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


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was written: rows and files by table."""

    rows: dict[str, int]
    files: dict[str, tuple[Path, ...]]


def assemble(parts: Parts, target: Path, rules: object, edits: Edits | None = None) -> Assembled:
    """Write all tables of a corpus below ``target``, which must not exist; ``edits`` are those of reviewers.

    What they found wrong stays in its table and counts for nothing in ``entities``, ``progress`` and ``checks``.
    """
    batches = reviewed(parts.batches, edits or Edits())
    believed = standing(batches)
    complete: dict[str, Callable[[pa.RecordBatch], pa.RecordBatch]] = {
        "tokens": weigh_tokens(parts),
        "citations": CitationIndex.of(parts.batches).resolve,
    }
    told = cache(lambda: read_series(believed))  # checks and progress come from the same values
    made: dict[str, Callable[[], Iterator[pa.RecordBatch]]] = {
        "entities": lambda: _entities(believed, rules),
        "checks": lambda: checks_with_later(believed, told(), getattr(rules, "stock_codes", frozenset())),
        "progress": lambda: progress_batches(told()),
    }
    rows: dict[str, int] = {}
    files: dict[str, tuple[Path, ...]] = {}
    for name in TABLES:
        with TableWriter(target / name, name) as writer:
            for batch in made[name]() if name in made else batches(name):
                writer.write(complete.get(name, _as_is)(batch))
        sync(target / name)
        rows[name], files[name] = writer.rows, writer.files
    return Assembled(rows, files)


def _as_is(batch: pa.RecordBatch) -> pa.RecordBatch:
    return batch


def _entities(batches: Batches, rules: object) -> Iterator[pa.RecordBatch]:
    census = EntityCensus()
    for batch in batches("documents", ["pilots"]):
        census.add_pilots(batch)
    for batch in batches("mentions", MENTION_COLUMNS):
        census.add_mentions(batch)
    parent: RegionParent = getattr(rules, "region_parent", region_parent_of)
    yield from census.batches(parent)


def weigh_tokens(parts: Parts) -> Callable[[pa.RecordBatch], pa.RecordBatch]:
    """The function that adds ``tfidf`` to a batch of tokens.

    ``tfidf = tf * (ln((1 + N) / (1 + df)) + 1)``: N documents have words, df of them have this word. The added ones
    keep it finite and above zero; a word of every document weighs exactly its tf.
    """
    frequency: Counter[str] = Counter()
    documents = 0
    last: Any = None
    for batch in parts.batches("tokens", ["doc_id", "word"]):
        values, counts = pc.value_counts(batch.column("word")).flatten()
        frequency.update(dict(zip(values.to_pylist(), counts.to_pylist(), strict=True)))
        for doc_id in pc.run_end_encode(batch.column("doc_id")).values.to_pylist():
            documents += doc_id != last
            last = doc_id
    idf = {word: math.log((1 + documents) / (1 + df)) + 1.0 for word, df in frequency.items()}
    return lambda batch: _add_tfidf(batch, idf)


def _add_tfidf(batch: pa.RecordBatch, idf: dict[str, float]) -> pa.RecordBatch:
    words = pc.dictionary_encode(batch.column("word"))
    weights = pa.array([idf[word] for word in words.dictionary.to_pylist()], pa.float64()).take(words.indices)
    return pa.RecordBatch.from_arrays(
        [*batch.columns, pc.multiply(batch.column("tf"), weights)], schema=arrow_schema("tokens")
    )
