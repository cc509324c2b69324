"""Processes of this machine that take tables off the one that puts them together."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext

from policyminer.run.pool import end_processes, interrupts_held
from policyminer.run.worker import be_a_child

#: Below so many documents all tables are written before another process has started (about a second).
WORTH_IT = 10_000
#: More find nothing to do: two tables take half of the time.
_MOST = 3


def helpers_for(documents: int, workers: int) -> AbstractContextManager[Executor | None]:
    """Processes to help with the tables of so many documents, beside this one; none where they would come too late."""
    return nullcontext() if workers < 2 or documents < WORTH_IT else _helpers(min(workers - 1, _MOST))


@contextmanager
def _helpers(number: int) -> Iterator[Executor]:
    """They end when the block does, at once when it fails: what they write then is thrown away."""
    executor = ProcessPoolExecutor(number, multiprocessing.get_context("spawn"), initializer=be_a_child)
    try:
        with interrupts_held():
            executor.submit(int)  # starts them all
        yield executor
    except BaseException:
        end_processes(executor)
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
