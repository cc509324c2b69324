"""A refresh as the command line asks for it: with progress or a log, or only as a preview."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.run.batch import Report, run
from policyminer.run.console import progress_shown
from policyminer.run.engine import Engine, cores
from policyminer.run.log import json_log


def choose_engine(name: str, workers: int | None, scheduler: str | None) -> Engine | None:
    """The engine ``name``: ``dask``, or none for ``local``, which :func:`run` chooses itself.

    Raises ``PolicyMinerError`` (``usage``) for a scheduler without Dask.
    """
    if name == "dask":
        from policyminer.run.dask_engine import Dask

        return Dask(workers or cores(), scheduler)
    if scheduler is not None:
        raise PolicyMinerError("usage", "only the engine dask has a scheduler", scheduler, "add --engine dask")
    return None


def refresh(inputs: Sequence[str], out: Path, log: Path | None, **options: Any) -> Report:
    """Run with a progress bar, or with a JSON log in place of it. Options and errors are those of ``run``."""
    if log is None:
        with progress_shown() as progress:
            return run(inputs, out, progress=progress, **options)
    with json_log(log, inputs, out) as lines:
        report = run(inputs, out, progress=lines.progress, **options)
        lines.report(report)
        return report
