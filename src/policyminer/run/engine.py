"""Engines: what mines the documents of a run, each in its own way and all with the same tables.

An engine is handed a way to deal the documents into chunks and the job to do on each; it yields what is done, in any
order. The parts lie in the job's scratch folder; how they become tables is no business of an engine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import ClassVar, Protocol

from policyminer.run.pool import Pool
from policyminer.run.worker import Chunk, Done, Job, mine_chunk

#: Deals the documents of a run out to so many workers.
Deal = Callable[[int], Sequence[Chunk]]


class Engine(Protocol):
    """Mines documents. ``workers`` are the processes of this machine that it may keep busy."""

    @property
    def workers(self) -> int:
        """At least one."""

    def mine(self, deal: Deal, job: Job) -> Iterator[Done]:
        """Mine all chunks that ``deal`` gives for the number of workers; a document that fails is a failed row."""


@dataclass(frozen=True, slots=True)
class Alone:
    """Mines in this process, one document after the other."""

    workers: ClassVar[int] = 1

    def mine(self, deal: Deal, job: Job) -> Iterator[Done]:
        """Mine chunk by chunk."""
        return (mine_chunk(chunk, job.scratch / f"part-{chunk.first:08d}", job) for chunk in deal(1))


@dataclass(frozen=True, slots=True)
class Processes:
    """Mines in processes of this machine."""

    workers: int

    def mine(self, deal: Deal, job: Job) -> Iterator[Done]:
        """Mine with a pool that outlives its workers."""
        with closing(Pool(self.workers, job)) as pool:
            yield from pool.run(deal(self.workers))


def local_engine(workers: int) -> Engine:
    """One worker needs no other process."""
    return Alone() if workers == 1 else Processes(workers)


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
