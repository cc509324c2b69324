"""A process pool that outlives its workers.

A worker may be killed (out of memory, a crash in a library). Then nobody knows which of the chunks in flight did it:
each of them is run again alone, and one that kills again is taken apart into its documents; a document that kills its
worker ``MAX_DEATHS`` times is set aside as failed.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from pathlib import Path

from policyminer.model import PolicyMinerError
from policyminer.run.worker import Chunk, Done, Job, start_worker, work, write_failures

#: A document that killed its worker so often, alone, is given up.
MAX_DEATHS = 2
#: So many documents in a row killed a worker and none was ever mined: it is not the documents.
_HOPELESS = 8
#: Chunks submitted ahead for each worker, so that none waits and few are suspects after a crash.
_AHEAD = 2


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C while processes start: they never see it, and ours is delivered afterwards.

    A blocked signal stays blocked in the processes started; our own handler only notes it, since another thread may
    get it and would stop the start half-way.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Python unblocks the signal when it starts this helper, as the first pool would: the workers would see it
    resource_tracker.ensure_running()
    noted: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, frame: noted.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
        if noted:
            signal.raise_signal(signal.SIGINT)


def end_processes(executor: ProcessPoolExecutor) -> None:
    """End them at once, whatever they are doing."""
    processes = getattr(executor, "_processes", None) or {}
    for process in list(processes.values()):
        process.terminate()


@dataclass(slots=True)
class Pool:
    """Runs chunks on ``workers`` processes, which live until ``close``."""

    workers: int
    job: Job
    _executor: ProcessPoolExecutor | None = None
    _attempts: int = 0
    _mined: int = 0
    _given_up: int = 0
    _killed: bool = False
    _suspects: deque[Chunk] = field(default_factory=deque)

    def run(self, chunks: Sequence[Chunk]) -> Iterator[Done]:
        """Yield what is done, in no particular order."""
        waiting = deque(chunks)
        try:
            while waiting or self._suspects:
                yield from self._together(waiting)
                while self._suspects:
                    yield from self._alone(self._suspects.popleft())
        except BaseException:
            self.kill()
            raise

    def close(self) -> None:
        """End the processes when they are idle."""
        self._rebuild()

    def kill(self) -> None:
        """End the processes at once, whatever they are doing, and start no others."""
        self._killed = True
        if self._executor is not None:
            end_processes(self._executor)
        self._rebuild()

    def _together(self, waiting: deque[Chunk]) -> Iterator[Done]:
        """Run chunks with a bounded window until all are done or the pool breaks; suspects are noted."""
        flying: dict[Future[Done], Chunk] = {}
        while waiting or flying:
            broken = False
            while waiting and len(flying) < self.workers * _AHEAD and not broken:
                try:
                    flying[self._submit(waiting[0])] = waiting[0]
                    waiting.popleft()
                except BrokenProcessPool:
                    broken = True
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                chunk = flying.pop(future)
                try:
                    done = future.result()
                except BrokenProcessPool:
                    broken = True
                    self._suspects.append(chunk)
                else:
                    self._mined += 1
                    yield done
            if broken:
                self._suspects.extend(flying.values())
                self._rebuild()
                return

    def _alone(self, chunk: Chunk, deaths: int = 0) -> Iterator[Done]:
        """Run a suspect with nothing else in flight; take it apart when it kills its worker."""
        try:
            done = self._submit(chunk).result()
        except BrokenProcessPool:
            self._rebuild()
        else:
            self._mined += 1
            yield done
            return
        if len(chunk.documents) > 1:
            for single in chunk.singles():
                yield from self._alone(single)
        elif deaths + 1 < MAX_DEATHS:
            yield from self._alone(chunk, deaths + 1)
        else:
            yield self._give_up(chunk)

    def _give_up(self, chunk: Chunk) -> Done:
        self._given_up += 1
        if not self._mined and (self._given_up >= _HOPELESS or not self._lives()):
            hint = "call run() below `if __name__ == '__main__':`, or use one worker"
            raise PolicyMinerError("workers_failed", "no worker process stays alive", "", hint)
        message = f"the worker process died {MAX_DEATHS} times on this document"
        return write_failures(chunk, self._folder(chunk), "worker_died", message)

    def _lives(self) -> bool:
        """Whether a process stays alive that has no document to mine."""
        try:
            self._running().submit(int).result()
        except BrokenProcessPool:
            self._rebuild()
            return False
        return True

    def _submit(self, chunk: Chunk) -> Future[Done]:
        with interrupts_held():
            return self._running().submit(work, chunk, self._folder(chunk))

    def _running(self) -> ProcessPoolExecutor:
        """The processes, started if need be."""
        if self._killed:
            raise RuntimeError("this pool was killed")
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(
                self.workers,
                mp_context=context,
                initializer=start_worker,
                initargs=(self.job,),
            )
        return self._executor

    def _folder(self, chunk: Chunk) -> Path:
        """A new folder for every attempt: what a dead worker left is never taken for a part."""
        self._attempts += 1
        return self.job.scratch / f"part-{chunk.first:08d}-{self._attempts:06d}"

    def _rebuild(self) -> None:
        """Drop the pool; the next chunk starts a new one."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None
