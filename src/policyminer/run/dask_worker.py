"""What a Dask worker holds for a run: see ``run.dask_engine``. Imported only where Dask is installed."""

from __future__ import annotations

import multiprocessing
import threading
import uuid
from dataclasses import replace
from typing import Any

from distributed import WorkerPlugin, get_worker

from policyminer.model import PolicyMinerError
from policyminer.run.plan import code_fingerprint
from policyminer.run.pool import Pool
from policyminer.run.worker import Chunk, Done, Job


def mine_on_worker(chunk: Chunk, plugin: str) -> tuple[Done, ...]:
    """Mine a chunk on the Dask worker that runs this, with the ``Miner`` of this name."""
    miner = get_worker().plugins[plugin]
    assert isinstance(miner, Miner)
    return miner.mine(chunk)


class Miner(WorkerPlugin):
    """Pools of one process, one for each thread that mines at a time.

    Dask sends it once to every worker there is and to those that come later.
    """

    def __init__(self, job: Job) -> None:
        self._job, self._code, self._rules = job, code_fingerprint(), job.rules.fingerprint

    def setup(self, worker: Any) -> None:
        """Make ready; refuse a worker that would make other tables or cannot write them."""
        self._check(str(worker.address))
        # Its own folder: of two workers that mine a chunk, one thought lost, neither writes into the other's part.
        self._folder = self._job.scratch / f"worker-{uuid.uuid4().hex}"
        self._made: list[Pool] = []
        self._idle: list[Pool] = []
        self._lock = threading.Lock()
        _let_have_children()

    def teardown(self, worker: Any) -> None:
        """End the processes."""
        for pool in self._made:
            pool.kill()

    def mine(self, chunk: Chunk) -> tuple[Done, ...]:
        """Mine a chunk in a process of its own. Raises what the pool raises; the pool is not used again then."""
        pool = self._take()
        done = tuple(pool.run([chunk]))
        self._idle.append(pool)
        return done

    def _take(self) -> Pool:
        with self._lock:
            if self._idle:
                return self._idle.pop()
            self._made.append(Pool(1, replace(self._job, scratch=self._folder / str(len(self._made)))))
            return self._made[-1]

    def _check(self, where: str) -> None:
        if not self._job.scratch.is_dir():
            hint = "name an output folder that this machine and all workers see at the same path"
            raise PolicyMinerError("cluster_differs", f"the worker does not see {self._job.scratch}", where, hint)
        if self._code != code_fingerprint():
            hint = "install the same version on all workers and on this machine"
            raise PolicyMinerError("cluster_differs", "the worker has another version of policyminer", where, hint)
        if self._rules != self._job.rules.fingerprint:
            hint = "put the rule folders where all workers see them, at the same path"
            raise PolicyMinerError("cluster_differs", "the worker has other rules", where, hint)


def _let_have_children() -> None:
    """A nanny starts its worker as a daemon, which multiprocessing lets have no children.

    That is so that no child outlives a daemon; ours watch their parent themselves (``run.worker``).
    """
    process: Any = multiprocessing.current_process()
    if process.daemon:
        process._config["daemon"] = False
