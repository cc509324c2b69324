"""Reading in a process of its own, for formats with native libraries: a crash, a hang or a bomb costs one document.

The process is started when the first such file is met, serves one file after the other and ends with its owner. What
comes back is data (JSON), never objects. Whoever waits can be interrupted, by the alarm of ``run.limit`` or by Ctrl-C:
the process is killed then, and the next file gets a new one.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from policyminer.model import Block, Cell, PolicyMinerError, Removed
from policyminer.read.draft import Reading

#: Bytes of memory that the process may ask for; OCR takes 1.1 GB, an honest PDF of 5,000 pages less than half of that.
MAX_MEMORY = 4 * 1024**3
#: Seconds between two looks whether the owner is still there.
_WATCH = 1.0
_START = "from policyminer.read.apart import serve; serve()"
_LENGTH = struct.Struct(">Q")


def read_apart(module: str, function: str, data: bytes, name: str) -> Reading:
    """What ``function(data, name)`` of ``module`` returns, run in the other process.

    Raises the ``PolicyMinerError`` that it raised, or ``reader_died``.
    """
    with _LOCK:
        process = _process()
        try:
            _send(process.stdin, json.dumps([module, function, name]).encode(), data)
            answer = json.loads(_receive(process.stdout))
        except (BrokenPipeError, EOFError) as error:
            status = process.wait()
            _stop()
            raise _died(status, name) from error
        except BaseException:  # a time limit or Ctrl-C: what is under way is given up
            _stop()
            raise
    if "error" in answer:
        raise PolicyMinerError(*answer["error"])
    if "failure" in answer:
        raise RuntimeError(answer["failure"])
    return _from_data(answer["read"])


def _died(status: int, name: str) -> PolicyMinerError:
    how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    hint = "the file is damaged or made to do harm, or memory is short; open it and save it anew"
    return PolicyMinerError("reader_died", f"the process that reads the file {how}", name, hint)


def _from_data(read: dict[str, Any]) -> Reading:
    """A reading from its fields."""
    cells = [Cell(**block.pop("cell")) if block["cell"] else block.pop("cell") for block in read["blocks"]]
    blocks = tuple(Block(**block, cell=cell) for block, cell in zip(read["blocks"], cells, strict=True))
    removed = tuple(Removed(**item) for item in read["removed"])
    return Reading(**read | {"blocks": blocks, "removed": removed, "warnings": tuple(read["warnings"])})


_LOCK = threading.Lock()
_running: dict[int, subprocess.Popen[bytes]] = {}


def _process() -> subprocess.Popen[bytes]:
    """The process of this one; a fork of its owner gets its own."""
    owner = os.getpid()
    if owner not in _running or _running[owner].poll() is not None:
        package = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(dict.fromkeys([package, *filter(None, sys.path)]))
        _running.clear()
        _running[owner] = subprocess.Popen(
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
    return _running[owner]


@atexit.register
def _stop() -> None:
    """End the process at once."""
    process = _running.pop(os.getpid(), None)
    if process is not None:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None and not stream.closed:
                _close(stream)


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        return  # what was still to be written goes nowhere


def _send(stream: IO[bytes] | None, *parts: bytes) -> None:
    assert stream is not None
    for part in parts:
        stream.write(_LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def _receive(stream: IO[bytes] | None) -> bytes:
    assert stream is not None
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def serve() -> None:
    """Read files until the owner closes the pipe. To be run as the whole of a process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    threading.Thread(target=_end_with_owner, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    while True:
        try:
            module, function, name = json.loads(_receive(sys.stdin.buffer))
            data = _receive(sys.stdin.buffer)
        except EOFError:
            return
        reader: Callable[[bytes, str], Reading] = getattr(import_module(module), function)
        _send(answers, json.dumps(_answer(reader, data, name)).encode())


def _answer(reader: Callable[[bytes, str], Reading], data: bytes, name: str) -> dict[str, Any]:
    try:
        return {"read": asdict(reader(data, name))}
    except PolicyMinerError as error:
        return {"error": [error.code, error.message, error.where, error.hint]}
    except MemoryError:
        hint = "split the document"
        return {"error": ["out_of_memory", "reading the file takes too much memory", name, hint]}
    except Exception as error:  # whatever it is, the owner makes a failed row of it
        return {"failure": f"{type(error).__name__}: {error}"}


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # no POSIX: then without a limit
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_owner(owner: int) -> None:
    while os.getppid() == owner:
        time.sleep(_WATCH)
    os._exit(1)
