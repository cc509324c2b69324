"""Read published tables back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyminer.publish.schema import arrow_schema, table_names
from policyminer.publish.snapshot import resolve

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow.dataset as ds


def load(out: str | Path, tables: Iterable[str] | None = None) -> dict[str, pd.DataFrame]:
    """Load the tables of one snapshot by name; ``tables`` picks some.

    ``OUT/current`` is resolved once, so that all tables are of one run even while another is published. Raises
    ``PolicyMinerError``: ``no_tables``, ``unknown_table``.
    """
    import pandas as pd

    names = table_names() if tables is None else [n for name in tables for n in table_names(name)]
    snapshot = resolve(out)
    return {name: pd.read_parquet(snapshot / name) for name in names}


def datasets(out: str | Path, tables: Iterable[str] | None = None) -> dict[str, ds.Dataset]:
    """The tables of one snapshot by name, to be read in batches; ``tables`` picks some. Raises as :func:`load` does."""
    import pyarrow.dataset as ds

    names = table_names() if tables is None else [n for name in tables for n in table_names(name)]
    snapshot = resolve(out)
    return {name: ds.dataset(snapshot / name, schema=arrow_schema(name), format="parquet") for name in names}


def quantities_by_document(out: str | Path, columns: Sequence[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Text and quantities of every document that has any, some documents at a time; ``columns`` include ``doc_id``.

    Raises ``PolicyMinerError`` (``no_tables``).
    """
    import pyarrow.compute as pc

    quantities, documents = datasets(out, ("quantities", "documents")).values()
    for batch in documents.to_batches(columns=["doc_id", "text"], batch_size=200):
        texts = dict(zip(*(batch.column(c).to_pylist() for c in ("doc_id", "text")), strict=True))
        rows = quantities.to_table(columns=list(columns), filter=pc.field("doc_id").isin(batch.column("doc_id")))
        by_document: dict[str, list[dict[str, Any]]] = {}
        for row in rows.to_pylist():
            by_document.setdefault(row["doc_id"], []).append(row)
        for doc_id, found in by_document.items():
            yield texts[doc_id] or "", found


def read_rows(out: str | Path, tables: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """The rows of some tables of one snapshot as plain values: dates, lists, null as ``None``.

    Raises ``PolicyMinerError``: ``no_tables``, ``unknown_table``.
    """
    import pyarrow.dataset as ds

    names = [n for name in tables for n in table_names(name)]
    snapshot = resolve(out)
    return {n: ds.dataset(snapshot / n, schema=arrow_schema(n), format="parquet").to_table().to_pylist() for n in names}
