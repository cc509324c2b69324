"""Killed at any moment, a refresh leaves the old tables or the new ones, whole; the next run just goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from policyminer.publish.snapshot import MANIFEST
from policyminer.run.batch import run
from test_run_fakes import content

PLAN = "永靖县教育振兴实施方案\n\n选派骨干教师{}名到乡村学校任教，建成名师工作室8个。\n\n永靖县人民政府\n2023年3月6日\n"
RUN = (
    "import sys; from policyminer.run.batch import run; from policyminer.run.dask_engine import Dask\n"
    "if __name__ == '__main__':\n"
    "    engine = Dask(2) if sys.argv[3] == 'dask' else None\n"
    "    run([sys.argv[1]], sys.argv[2], workers=None if engine else int(sys.argv[3]), engine=engine)"
)


def start(source: Path, out: Path, workers: int | str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(source), str(out), str(workers)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def write(source: Path, version: int) -> None:
    for i in range(12):
        (source / f"{i:02d}.txt").write_text(PLAN.format(100 * version + i + 1), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["local", "dask"])
def test_thirty_kills_at_random_moments(tmp_path: Path, engine: str) -> None:
    kill_at_random(tmp_path, engine, 30)


def kill_at_random(tmp_path: Path, engine: str, times: int) -> None:
    """Each refresh is killed with all its processes; look at what readers see then, and at the end."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    write(source, 0)
    began = time.monotonic()
    assert start(source, out, "dask" if engine == "dask" else 1).wait() == 0
    length = time.monotonic() - began
    chance = random.Random(8)
    wholes = {0: content(out)}
    killed = 0
    for version in range(1, times + 1):
        write(source, version)
        process = start(source, out, "dask" if engine == "dask" else 1 + version % 2)
        time.sleep(chance.uniform(0.2, 1.1) * length)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        assert (out / "current" / MANIFEST).is_file()
        now = content(out)
        values = {int(v) // 100 for v in pd.read_parquet(out / "current" / "quantities")["low"] if v != 8}
        assert len(values) == 1, "documents of two refreshes in one snapshot"
        (seen,) = values
        assert now == wholes.setdefault(seen, now)
    assert killed >= times // 2
    run([source], out)
    run([source], tmp_path / "fresh")
    assert content(out) == content(tmp_path / "fresh")
    assert sorted(p.name for p in out.iterdir() if p.name.startswith(".tmp")) == []


def test_a_reader_never_sees_two_refreshes_mixed(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    write(source, 0)
    run([source], out)
    code = (
        "import sys, pandas as pd, policyminer\n"
        "from pathlib import Path\n"
        "while not (Path(sys.argv[1]).parent / 'stop').exists():\n"
        "    tables = policyminer.load(sys.argv[1], ['quantities', 'indicators'])\n"
        "    kinds = {int(v) // 100 for t in tables.values() for v in t['low'] if v != 8}\n"
        "    assert len(kinds) == 1, kinds\n"
        "    print(*kinds, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        for version in range(1, 6):
            write(source, version)
            run([source], out, keep=3)
        (tmp_path / "stop").touch()
        seen = reader.stdout.read().split()
    assert reader.returncode == 0
    assert set(map(int, seen)) <= set(range(6))
    assert len(set(seen)) > 1
