"""What a run does, as JSON lines: one object a line, for log collectors."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from policyminer.model import PolicyMinerError

if TYPE_CHECKING:
    from policyminer.run.batch import Report


class JsonLog:
    """Writes events with their time; every line is flushed, so that a killed run leaves what it said."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def say(self, event: str, **values: Any) -> None:
        """Write one event."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "event": event, **values}, ensure_ascii=False)
        self._file.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
        self._file.flush()

    def progress(self, done: int, total: int) -> None:
        """Documents done so far and in all."""
        self.say("progress", done=done, total=total)

    def report(self, report: Report) -> None:
        """What a finished run did: each failed document, then the sum."""
        for path, code, message in report.failures:
            self.say("document_failed", path=path, error_code=code, error=message)
        self.say(
            "finished",
            snapshot=report.snapshot.name,
            published=report.changed,
            documents=report.documents,
            reused=report.reused,
            failed=report.failed,
            partial=report.partial,
            rows=report.rows,
            changes=report.changes,
        )


@contextmanager
def json_log(target: Path, inputs: Sequence[str], out: Path) -> Iterator[JsonLog]:
    """A log that appends to a file (``-`` is standard error) and notes how the run began and, if it failed, why."""
    file = sys.stderr if str(target) == "-" else target.open("a", encoding="utf-8")
    try:
        log = JsonLog(file)
        log.say("started", inputs=list(inputs), out=str(out))
        try:
            yield log
        except PolicyMinerError as error:
            log.say("failed", error_code=error.code, error=str(error))
            raise
        except BaseException as error:
            log.say("failed", error_code=type(error).__name__, error=str(error))
            raise
    finally:
        if file is not sys.stderr:
            file.close()
