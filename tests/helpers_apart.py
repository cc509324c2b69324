"""Readers that misbehave, for the tests of the reading process, which imports this module."""

from __future__ import annotations

import os
import signal
import time

from policyminer.model import Block, Cell, PolicyMinerError, Removed
from policyminer.read.draft import Reading


def good(data: bytes, name: str) -> Reading:
    """A reading with everything in it."""
    cell = Block("cell", 0, 2, "p. 1", Cell(1, 2, 3, 4, 5))
    warnings = (f"{len(data)} bytes", f"process {os.getpid()}")
    return Reading("text/x", "正文\ud800", (cell, Block("line", 2, 3)), {"title": name}, warnings, (Removed("a", 1),))


def misbehave(data: bytes, name: str) -> Reading:
    """Do what the name says."""
    if name == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    while name == "endless":
        time.sleep(1)
    if name == "fill":
        held = bytearray(64 << 30)
        return Reading("text/x", str(len(held)), ())
    if name == "print":
        os.write(1, b"noise of a library")
    if name == "refuse":
        raise PolicyMinerError("encrypted", "it asks", "here", "do that")
    if name == "fail":
        raise ValueError("an error")
    return good(data, name)
