"""Note every run, good or bad, beside the tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from policyminer.model import PolicyMinerError
from policyminer.publish.runs import Run, add_run

if TYPE_CHECKING:
    from policyminer.run.batch import Report


@contextmanager
def recorded(out: Path) -> Iterator[Callable[[Report], None]]:
    """Time what happens inside; hand the report to what this gives, or the run counts as failed."""
    started, clock = datetime.now(UTC).replace(microsecond=0), time.monotonic()
    reports: list[Report] = []
    try:
        yield reports.append
    except BaseException as error:  # an interrupt is noted as well, and goes on
        code = error.code if isinstance(error, PolicyMinerError) else type(error).__name__
        add_run(out, Run(started, time.monotonic() - clock, "failed", error_code=code, error=str(error)[:1000]))
        raise
    for report in reports:
        add_run(
            out,
            Run(
                started=started,
                seconds=round(time.monotonic() - clock, 3),
                outcome="published" if report.changed else "unchanged",
                snapshot=report.snapshot.name,
                documents=report.documents,
                mined=report.documents - report.reused,
                failed=report.failed,
                partial=report.partial,
                added=report.changes.get("added", 0),
                changed=report.changes.get("changed", 0),
                gone=report.changes.get("gone", 0),
            ),
        )
