"""What a worker does: read, mine and write some documents, and return only what happened."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyminer.model import PolicyMinerError, Result
from policyminer.read.member import Member
from policyminer.read.remote import Remote
from policyminer.run.inputs import Input
from policyminer.run.limit import DEFAULT_LIMIT, memory_limit, time_limit

if TYPE_CHECKING:
    from policyminer.publish.rows import Failure
    from policyminer.rules import Rules

#: Turns a file (on disk, in an archive, at an address), its name and the rules into a result; tests put in others.
Step = Callable[[Path | Member | Remote, str, Any], Result]

#: Longest error message kept in the tables.
_MESSAGE_CHARS = 300
#: A text that makes every finder look at something.
_SMALL = "某县教育局2024年工作总结\n\n2024年5月1日，县教育局在第一中学召开会议，局长王海涛出席，培训教师20人次。\n"


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to every document: ``step``, within ``limit`` seconds; parts are written below ``scratch``."""

    scratch: Path
    rules: Any
    step: Step
    limit: float | None = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class Done:
    """Some documents are done: where their part is, rows by table, documents by status, and who failed and why."""

    first: int
    folder: Path
    rows: dict[str, int]
    statuses: dict[str, int]
    failures: tuple[tuple[str, str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some documents in their order: ``first`` is the place of the first one among all that are mined."""

    first: int
    documents: tuple[Input, ...]

    def singles(self) -> Iterator[Chunk]:
        """The same documents one by one."""
        for i, document in enumerate(self.documents):
            yield Chunk(self.first + i, (document,))


def mine_file(path: Path | Member | Remote, name: str, rules: Rules) -> Result:
    """Read and mine one file."""
    from policyminer.pipeline import mine
    from policyminer.read import read

    return mine(read(path, name=name), rules)


@lru_cache(maxsize=1)
def _made_ready(rules: Rules) -> bool:
    """Load what the first document of a process would load (dictionaries, matchers), before its clock runs."""
    from policyminer.pipeline import mine
    from policyminer.read import read_bytes

    try:
        mine(read_bytes(_SMALL.encode(), "ready.txt"), rules)
    except Exception:  # it fails again, and is told, with the document
        return False
    return True


def mine_chunk(chunk: Chunk, folder: Path, job: Job) -> Done:
    """Mine the documents of a chunk into a part at ``folder`` (new).

    A document that raises, or takes longer than the job's limit, becomes a failed row.
    """
    from policyminer.publish.parts import write_part
    from policyminer.publish.rows import batches, failure_columns, result_columns

    if job.step is mine_file and job.limit is not None:
        _made_ready(job.rules)
    statuses: Counter[str] = Counter()
    failures: list[tuple[str, str, str]] = []

    def each() -> Iterator[dict[str, Any]]:
        for document in chunk.documents:
            try:
                with time_limit(job.limit), memory_limit():
                    result = job.step(document.path, document.name, job.rules)
                columns = result_columns(result)
                made = batches(columns)
            except Exception as error:  # whatever one document does, the others go on
                failure = failure_of(document, error)
                failures.append((failure.path, failure.code, failure.message))
                columns = failure_columns(failure)
                made = batches(columns)
            statuses[columns["documents"]["status"][0]] += 1
            yield made

    rows_by_table = write_part(folder, each())
    return Done(chunk.first, folder, rows_by_table, dict(statuses), tuple(failures))


def write_failures(chunk: Chunk, folder: Path, code: str, message: str) -> Done:
    """A part that says that all documents of a chunk failed."""
    from policyminer.publish.parts import write_part
    from policyminer.publish.rows import batches, failure_columns

    error = PolicyMinerError(code, message)
    failures = [failure_of(document, error) for document in chunk.documents]
    rows = write_part(folder, (batches(failure_columns(f)) for f in failures))
    told = tuple((f.path, f.code, f.message) for f in failures)
    return Done(chunk.first, folder, rows, {"failed": len(failures)}, told)


def failure_of(document: Input, error: Exception) -> Failure:
    """Say what went wrong with a document in one line."""
    from policyminer.model import document_id
    from policyminer.publish.rows import Failure

    if isinstance(error, PolicyMinerError):
        code, message = error.code, error.message + (f" ({error.hint})" if error.hint else "")
    else:
        code, message = "internal_error", f"{type(error).__name__}: {error}"
    line = " ".join(message.split()).encode("utf-8", "backslashreplace").decode("utf-8")[:_MESSAGE_CHARS]
    return Failure(document_id(document.name), document.name, document.sha256(), code, line)


_state: dict[str, Job] = {}


def start_worker(job: Job) -> None:
    """Hold the rules, loaded once per process."""
    be_a_child()
    _state["job"] = job


def be_a_child() -> None:
    """An interrupt is the parent's business, and its death ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def work(chunk: Chunk, folder: Path) -> Done:
    """Mine a chunk in a worker process."""
    return mine_chunk(chunk, folder, _state["job"])
