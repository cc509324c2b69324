"""How fast each format is read and how much memory that takes, in a process of its own each. Run by ``bench.py``.

The same text is written in every format (``tests/helpers_kinds.py``) and read until three seconds are over. Seconds are
CPU seconds of all processes that take part: this one, and its helper (LibreOffice, or the process that reads PDF, OFD
and pictures), whose peak of memory is shown beside this one's.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from bench_growth import ROOT, Measured, in_a_process

sys.path.insert(0, str(ROOT / "tests"))

from helpers_kinds import RENDERERS
from policyminer.read import read

_READ = """
import os
from pathlib import Path
from policyminer.model import PolicyMinerError
from policyminer.read import apart, read
from policyminer.read.archive import list_members
from policyminer.read.member import Member

def peak_of(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

def read_all():
    os.utime(FILE)  # an archive is opened anew
    members = list_members(Path(FILE))
    return [read(Member(Path(FILE), inner)) for inner in members] or [read(Path(FILE))]

def cpu():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = time.process_time() + children.ru_utime + children.ru_stime
    for process in apart._running.values():
        with open(f"/proc/{process.pid}/stat") as stat:
            own += sum(map(int, stat.read().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
    return own

try:
    characters = sum(len(d.text) for d in read_all())
except PolicyMinerError as error:
    print(json.dumps({"error": error.code}))
    raise SystemExit
count, start, before = 0, time.perf_counter(), cpu()
while count < 1 or (time.perf_counter() - start < 3 and count < 500):
    read_all()
    count += 1
used = (cpu() - before) / count
others = [peak_of(process.pid) for process in apart._running.values()]
others.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 if not others else 0)
began = 0.0
say(count=count, used=used, wall=(time.perf_counter() - start) / count, characters=characters, others=max(others))
"""


def body() -> list[str]:
    """Paragraphs of the sample documents, a title in front."""
    paths = sorted((ROOT / "corpus").glob("*.txt"))
    lines = [line.strip() for path in paths for line in read(path).text.splitlines()]
    return ["教育工作情况汇编", *(line for line in lines if len(line) >= 40 and line[-1] in "。；")]


def formats() -> Measured:
    """Reading one document of the same text in each format, without mining it."""
    rows = []
    text = body()
    with tempfile.TemporaryDirectory() as folder:
        for name, (ending, render) in RENDERERS.items():
            file = Path(folder) / f"one{ending}"
            try:
                file.write_bytes(render(text))
            except pytest.skip.Exception as skipped:
                rows.append((name, *"—" * 6, str(skipped)))
                continue
            rows.append((name, *_figures(file)))
    columns = ("format", "KB", "CPU ms", "documents/s", "MB/s", "characters/s", "peak MiB", "helper MiB")
    return Measured(f"Reading one document of {sum(map(len, text)):,} characters by format", columns, tuple(rows))


def _figures(file: Path) -> tuple[str, ...]:
    m = in_a_process(_READ, FILE=str(file))
    size = file.stat().st_size
    if "error" in m:
        return (f"{size / 1000:,.0f}", *"—" * 5, str(m["error"]))
    each = max(m["used"], 1e-6)
    return (
        f"{size / 1000:,.0f}",
        f"{each * 1000:,.1f}",
        f"{1 / each:,.1f}",
        f"{size / 1e6 / each:.2f}",
        f"{m['characters'] / each:,.0f}",
        f"{m['peak']:.0f}",
        f"{m['others']:.0f}" if m["others"] else "none",
    )
