"""Parquet: one file for each table, with the labels as field metadata."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from policyminer.export.losses import Losses
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet


def write(sheets: Sequence[Sheet], folder: Path, options: Options, losses: Losses) -> None:
    """Write ``TABLE.parquet``."""
    for sheet in sheets:
        with pq.ParquetWriter(folder / f"{sheet.name}.parquet", sheet.table.schema, compression="zstd") as writer:
            for batch in sheet.batches():
                writer.write_batch(batch)
