"""Limits of time and memory for one document, so that one that never ends or grows does not stop the others."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from policyminer.model import PolicyMinerError

#: Seconds for one document: a thousand times what a long one takes, so that a slow machine changes no table.
DEFAULT_LIMIT = 300.0
#: Bytes of data a process may hold while it mines a document; a document of usual size takes a tenth.
MOST_MEMORY = 4 * 1024**3


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise ``PolicyMinerError`` (``timeout``) in the block after so many seconds.

    It works by an alarm signal: in the main thread of a process, on POSIX; elsewhere there is no limit.
    """
    alarms = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if seconds is None or not alarms:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise PolicyMinerError("timeout", f"took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def memory_limit(most: int = MOST_MEMORY) -> Iterator[None]:
    """Raise ``PolicyMinerError`` (``out_of_memory``) in the block when the process would hold more than ``most`` bytes.

    It is the limit of the system on private writable memory (``RLIMIT_DATA``), which Linux enforces; elsewhere, and
    where the system refuses to set it, only the system's own memory bounds the block.
    """
    try:
        import resource
    except ImportError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if soft == resource.RLIM_INFINITY or soft > most:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    except MemoryError as error:
        hint = "split the document"
        raise PolicyMinerError("out_of_memory", f"took more than {most >> 20} MiB of memory", "", hint) from error
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
