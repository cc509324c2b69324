"""Read published tables back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from policyminer.publish.schema import table_names
from policyminer.publish.snapshot import resolve

if TYPE_CHECKING:
    import pandas as pd


def load(out: str | Path, tables: Iterable[str] | None = None) -> dict[str, pd.DataFrame]:
    """Load the tables of one snapshot by name; ``tables`` picks some.

    ``OUT/current`` is resolved once, so that all tables are of one run even while another is published. Raises
    ``PolicyMinerError``: ``no_tables``, ``unknown_table``.
    """
    import pandas as pd

    names = table_names() if tables is None else [n for name in tables for n in table_names(name)]
    snapshot = resolve(out)
    return {name: pd.read_parquet(snapshot / name) for name in names}
