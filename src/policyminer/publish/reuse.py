"""Rows of an earlier snapshot that still hold: documents whose bytes, and all that mines them, are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from policyminer.publish.later import CORPUS_CHECKS
from policyminer.publish.reviewed import as_mined, machine_columns

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
    """The rows of some documents of a snapshot, by groups.

    ``groups`` holds document ids in document order, and so do the snapshot's tables: each is read once, forward.
    """

    snapshot: Path
    groups: tuple[tuple[str, ...], ...]

    def cursor(self, table: str) -> Iterator[tuple[int, pa.RecordBatch]]:
        """Batches with the number of their group, in order: as mined, without what reviews did and the corpus adds."""
        ids = [doc_id for group in self.groups for doc_id in group]
        # One more at the end for rows of no group.
        group_of = np.array([i for i, group in enumerate(self.groups) for _ in group] + [-1])
        wanted = pa.array(ids, pa.string())
        for path in sorted((self.snapshot / table).glob("*.parquet")):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(_ROWS, columns=machine_columns(table)):
                    if table == "checks":  # those of the corpus are made anew
                        batch = batch.filter(pc.invert(pc.is_in(batch.column("kind"), pa.array(CORPUS_CHECKS))))
                    places = pc.index_in(batch.column("doc_id"), wanted).fill_null(len(ids)).to_numpy()
                    numbers = group_of[places]
                    cuts = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(numbers)]
                    for start, end in pairwise(cuts):
                        if start < end and numbers[start] >= 0:
                            yield int(numbers[start]), as_mined(batch.slice(start, end - start), table)
