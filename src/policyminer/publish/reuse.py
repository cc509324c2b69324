"""Rows of an earlier snapshot that still hold: documents whose bytes, and all that mines them, are the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from policyminer.publish.later import CORPUS_CHECKS
from policyminer.publish.reviewed import as_mined, machine_columns
from policyminer.publish.schema import REVIEWED_TABLES, arrow_schema, part_schema

#: Rows read at once.
_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """A document of an earlier snapshot."""

    doc_id: str
    sha256: str
    status: str


def known_documents(snapshot: Path) -> dict[str, Known]:
    """The documents of a snapshot that were mined, by path."""
    table = pq.read_table(snapshot / "documents", columns=["path", "doc_id", "sha256", "status"])
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return {path: Known(doc_id, sha256, status) for path, doc_id, sha256, status in rows if status != "failed"}


def paths_of(snapshot: Path) -> dict[str, str]:
    """Document ids by path, of all documents of a snapshot."""
    table = pq.read_table(snapshot / "documents", columns=["path", "doc_id"])
    return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))


def statuses_of(snapshot: Path) -> dict[str, str]:
    """The status of every document of a snapshot by its id, in document order."""
    table = pq.read_table(snapshot / "documents", columns=["doc_id", "status"])
    return dict(zip(*(column.to_pylist() for column in table.columns), strict=True))


@dataclass(frozen=True, slots=True)
class EarlierRows:
    """The rows of some documents of a snapshot, in stretches that ``number_of`` counts in document order.

    The snapshot's tables are in document order as well: each is read once, forward.
    """

    snapshot: Path
    number_of: Mapping[str, int]

    def cursor(self, table: str, columns: Sequence[str] | None = None) -> Iterator[tuple[int, pa.RecordBatch]]:
        """Batches with the number of their stretch, in order: as mined, without what reviews did and the corpus adds.

        Rows of other documents are left out. ``columns`` are those that a document gives, by default all.
        """
        wanted = part_schema(table).names if columns is None else list(columns)
        if columns is not None and table not in REVIEWED_TABLES and table != "checks":
            yield from self.published(table, wanted)
            return
        schema = pa.schema([arrow_schema(table).field(name) for name in wanted])
        for path in self._files(table):
            with pq.ParquetFile(path) as file:
                # a review may have changed any column: where there is none, only those asked for are read
                judged = table in REVIEWED_TABLES and not _is_unjudged(file)
                more = ("doc_id", "kind") if table == "checks" else ("doc_id",)
                needed = machine_columns(table) if judged else list(dict.fromkeys([*more, *wanted]))
                for batch in file.iter_batches(_ROWS, columns=needed):
                    rows = as_mined(batch, table) if judged else batch
                    if table == "checks":  # those of the corpus are made anew
                        rows = rows.filter(pc.invert(pc.is_in(rows.column("kind"), pa.array(CORPUS_CHECKS))))
                    kept = rows.select(wanted).cast(schema)
                    for number, start, end in stretches(rows.column("doc_id"), self.number_of):
                        yield number, kept.slice(start, end - start)

    def published(self, table: str, columns: Sequence[str]) -> Iterator[tuple[int, pa.RecordBatch]]:
        """The same with columns of the published table, as they stand there."""
        for path in self._files(table):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(_ROWS, columns=list(dict.fromkeys(["doc_id", *columns]))):
                    kept = batch.select(list(columns))
                    for number, start, end in stretches(batch.column("doc_id"), self.number_of):
                        yield number, kept.slice(start, end - start)

    def _files(self, table: str) -> list[Path]:
        return sorted((self.snapshot / table).glob("*.parquet"))


def _is_unjudged(file: pq.ParquetFile) -> bool:
    """Whether no row keeps values that a review changed, told from the statistics of the row groups."""
    at = file.schema_arrow.names.index("machine_values")
    groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
    found = [(group.num_rows, group.column(at)) for group in groups]
    return all(
        column.path_in_schema == "machine_values"
        and column.statistics is not None
        and column.statistics.null_count == rows
        for rows, column in found
    )


def stretches(doc_ids: pa.Array, number_of: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """(number, first row, row behind) of neighbouring rows whose documents have one number; others are left out."""
    runs = pc.run_end_encode(doc_ids)
    found = zip(map(number_of.get, runs.values.to_pylist()), runs.run_ends.to_pylist(), strict=True)
    start = 0
    for number, group in groupby(found, key=itemgetter(0)):
        *_, (_, end) = group
        if number is not None:
            yield number, start, end
        start = end
