"""A time limit for one document, so that one that never ends does not stop the others."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from policyminer.model import PolicyMinerError

#: Seconds for one document: a thousand times what a long one takes, so that a slow machine changes no table.
DEFAULT_LIMIT = 300.0


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
