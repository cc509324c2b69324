"""The runs of an output folder, good and bad: what ``policyminer status`` tells."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from policyminer.publish.snapshot import resolve

RUNS = "runs.parquet"
#: Older ones are dropped.
_KEPT = 1_000

_SCHEMA = pa.schema(
    [
        ("started", pa.timestamp("s", tz="UTC")),
        ("seconds", pa.float64()),
        ("outcome", pa.string()),
        ("snapshot", pa.string()),
        ("documents", pa.int64()),
        ("mined", pa.int64()),
        ("failed", pa.int64()),
        ("partial", pa.int64()),
        ("added", pa.int64()),
        ("changed", pa.int64()),
        ("gone", pa.int64()),
        ("error_code", pa.string()),
        ("error", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run. ``outcome`` is ``published``, ``unchanged`` or ``failed``; of a failed one only the error is known."""

    started: datetime
    seconds: float
    outcome: str
    snapshot: str | None = None
    documents: int | None = None
    mined: int | None = None
    failed: int | None = None
    partial: int | None = None
    added: int | None = None
    changed: int | None = None
    gone: int | None = None
    error_code: str | None = None
    error: str | None = None

    def as_data(self) -> dict[str, Any]:
        """The run as plain data, its time as ISO 8601."""
        return asdict(self) | {"started": self.started.isoformat()}


def add_run(out: Path, run: Run) -> None:
    """Append a run to ``OUT/runs.parquet``, replaced in one step."""
    rows = [*(asdict(r) for r in read_runs(out)), asdict(run)][-_KEPT:]
    scratch = out / f".{RUNS}-{os.getpid()}"
    pq.write_table(pa.Table.from_pylist(rows, schema=_SCHEMA), scratch)
    scratch.replace(out / RUNS)


def read_runs(out: str | Path) -> list[Run]:
    """The runs of an output folder, oldest first; none before the first."""
    path = Path(out) / RUNS
    return [Run(**row) for row in pq.read_table(path).to_pylist()] if path.is_file() else []


def failed_documents(out: str | Path) -> list[dict[str, Any]]:
    """Path, error code and message of every failed document of the current snapshot; each run tries them again."""
    columns = ["path", "error_code", "error"]
    table = pq.read_table(resolve(out) / "documents", columns=columns, filters=[("status", "=", "failed")])
    rows: list[dict[str, Any]] = table.select(columns).to_pylist()
    return rows
