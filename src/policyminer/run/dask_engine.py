"""An engine on Dask: processes of this machine, or the workers of a cluster that already runs.

A Dask worker mines nothing itself. It keeps a pool of one process for each of its threads (``run.pool``): there the
time and memory limits hold, the rules are loaded once, and a document that kills its process costs neither the worker
nor its neighbours. A worker that is lost has its chunks mined by others. Workers write their parts below the job's
scratch folder, which all must see, and only counts come back.
"""

from __future__ import annotations

import uuid
from asyncio import CancelledError
from collections import deque
from collections.abc import Iterator
from concurrent.futures import CancelledError as FutureCancelled
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyminer.model import PolicyMinerError
from policyminer.read.member import Member
from policyminer.run.engine import Deal
from policyminer.run.inputs import Input
from policyminer.run.worker import Chunk, Done, Job, write_failures

if TYPE_CHECKING:
    from distributed import Client, Future

#: Chunks submitted ahead for each thread of the cluster.
_AHEAD = 2
#: Seconds to wait for a scheduler, and for the first worker of a cluster.
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Dask:
    """Mines on the cluster at ``scheduler``, or on ``workers`` processes of this machine when there is none."""

    workers: int
    scheduler: str | None = None

    def mine(self, deal: Deal, job: Job) -> Iterator[Done]:
        """Mine all chunks, however many workers come and go.

        Raises ``PolicyMinerError``: ``dask_missing``, ``cluster_unreachable``, ``cluster_differs``, ``cluster_lost``.
        """
        with _connected(self) as client, _equipped(client, job) as plugin:
            with _answering():
                threads = sum(client.nthreads().values())
            waiting = deque(_absolute(chunk) for chunk in deal(threads))
            yield from _Round(client, plugin, job).run(waiting)


@dataclass(slots=True)
class _Round:
    """Chunks on their way through a cluster."""

    client: Client
    plugin: str
    job: Job
    _flying: dict[str, Chunk] = field(default_factory=dict)

    def run(self, waiting: deque[Chunk]) -> Iterator[Done]:
        """Submit a bounded window; a chunk that loses worker after worker is taken apart, then given up."""
        from distributed import KilledWorker, as_completed

        finished = as_completed(loop=self.client.loop, raise_errors=False)
        while waiting or self._flying:
            with _answering():
                while waiting and len(self._flying) < self._window():
                    finished.add(self._submit(waiting.popleft()))
                future = next(finished)
                chunk = self._flying.pop(future.key)
                done = future.result() if future.status == "finished" else None
                error = future.exception() if future.status == "error" else None
            if done is not None:
                future.release()
                yield from done
                continue
            if error is None:  # cancelled or lost: nobody is left to do it
                raise _lost()
            if not isinstance(error, KilledWorker):
                raise error
            if len(chunk.documents) > 1:
                waiting.extend(chunk.singles())
            else:
                yield self._give_up(chunk)

    def _window(self) -> int:
        """Chunks in flight: as many as keep the workers that are there now busy."""
        workers = self.client.scheduler_info(n_workers=-1)["workers"].values()
        threads: int = sum(worker["nthreads"] for worker in workers)
        return max(1, _AHEAD * threads)

    def _submit(self, chunk: Chunk) -> Future[Any]:
        from policyminer.run.dask_worker import mine_on_worker

        key = f"{self.plugin}-{chunk.first}-{len(chunk.documents)}"
        future = self.client.submit(mine_on_worker, chunk, self.plugin, key=key, pure=False)
        self._flying[key] = chunk
        return future

    def _give_up(self, chunk: Chunk) -> Done:
        folder = self.job.scratch / f"part-{chunk.first:08d}-{uuid.uuid4().hex}"
        return write_failures(chunk, folder, "worker_died", "every worker that mined this document was lost")


@contextmanager
def _answering() -> Iterator[None]:
    """Say ``cluster_lost`` where the scheduler does not answer: its end may show first at any call."""
    from distributed.client import ClosedClientError

    gone = (ClosedClientError, CancelledError, FutureCancelled, OSError, TimeoutError, RuntimeError)
    try:
        yield
    except gone as error:
        raise _lost() from error


def _lost() -> PolicyMinerError:
    hint = "the tables before stay; run again when the cluster is there"
    return PolicyMinerError("cluster_lost", "the cluster has gone away", "", hint)


@contextmanager
def _connected(engine: Dask) -> Iterator[Client]:
    """A client of the cluster, or of one made for this run on localhost."""
    try:
        import distributed
    except ImportError as error:
        hint = 'pip install "policyminer[dask]"'
        raise PolicyMinerError("dask_missing", "the engine dask is not installed", "", hint) from error
    with ExitStack() as stack:
        address: Any = engine.scheduler
        if address is None:
            address = stack.enter_context(_embedded(engine.workers))
        try:
            client = stack.enter_context(distributed.Client(address, timeout=_PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            where, hint = str(engine.scheduler or ""), "check the address, and that workers have joined"
            raise PolicyMinerError("cluster_unreachable", f"no cluster answers: {error}", where, hint) from error
        yield client


@contextmanager
def _embedded(workers: int) -> Iterator[Any]:
    """Worker processes of this machine that speak to nobody else."""
    import logging

    import dask
    from distributed import LocalCluster

    quiet = {"distributed.worker.daemon": False, "distributed.admin.system-monitor.gil.enabled": False}
    with (
        dask.config.set(quiet),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},  # its health page: any free port
            memory_limit=0,  # the processes that mine have their own limit
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster


@contextmanager
def _equipped(client: Client, job: Job) -> Iterator[str]:
    """Give all workers what mines, under the name that this yields, and take it away at the end."""
    from policyminer.run.dask_worker import Miner

    name = f"policyminer-{uuid.uuid4().hex}"
    try:
        client.register_plugin(Miner(job), name=name)
    except PolicyMinerError:
        raise
    except Exception as error:  # whatever a worker said; Dask hands on only its text
        hint = "install the same version of policyminer on all workers"
        raise PolicyMinerError("cluster_differs", f"a worker cannot take part: {error}", "", hint) from error
    try:
        yield name
    finally:
        if client.status == "running":
            client.unregister_worker_plugin(name)


def _absolute(chunk: Chunk) -> Chunk:
    """The same documents by paths that hold in any working folder."""
    return Chunk(chunk.first, tuple(_by_whole_path(document) for document in chunk.documents))


def _by_whole_path(document: Input) -> Input:
    path = document.path
    if isinstance(path, Path):
        return replace(document, path=path.absolute())
    if isinstance(path, Member):
        return replace(document, path=replace(path, archive=path.archive.absolute()))
    return document
