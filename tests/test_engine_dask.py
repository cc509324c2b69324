"""The engine on Dask: the tables of the local engine, and what is lost is one document at most."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policyminer.cli import app
from policyminer.model import PolicyMinerError, Result
from policyminer.publish.load import load
from policyminer.run import dask_engine
from policyminer.run.batch import run
from policyminer.run.dask_engine import Dask
from policyminer.run.refresh import choose_engine
from test_run_fakes import content, corpus, fake, moody

ROOT = Path(__file__).resolve().parents[1]
NAMES = [f"{folder}/{i:02d}.txt" for folder in ("甲", "b") for i in range(12)]


def noting(path: Path, name: str, rules: Any) -> Result:
    """Note the Dask worker beside the input, and take a little while."""
    (path.parents[1] / f"{os.getppid()}.tmp").touch()
    time.sleep(0.05)
    return fake(path, name, rules)


def test_the_bytes_are_those_of_the_local_engine_whatever_documents_do(tmp_path: Path) -> None:
    bad = ["b/poison.txt", "dies-once.txt", "endless.txt", "lossy.txt", "null-row.txt", "raises.txt"]
    source = corpus(tmp_path / "in", [*NAMES, *bad])
    (source / "dies-once.tmp").touch()
    local = run([source], tmp_path / "local", workers=2, step=moody, limit=3)
    (source / "dies-once.tmp").unlink()
    dask = run([source], tmp_path / "dask", engine=Dask(2), step=moody, limit=3)
    assert content(tmp_path / "dask") == content(tmp_path / "local")
    assert dask.failures == local.failures
    codes = {name: code for name, code, _ in dask.failures}
    assert codes["b/poison.txt"] == "worker_died"
    assert codes["endless.txt"] == "timeout"
    assert dask.statuses == {"ok": len(NAMES) + 1, "partial": 1, "failed": 4}
    assert not list((tmp_path / "dask").glob(".tmp-*"))


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", [f"a/{i:03d}.txt" for i in range(160)])
    killed: list[int] = []

    def kill(done: int, total: int) -> None:
        workers = list(source.glob("*.tmp"))
        if not killed and len(workers) == 2:
            killed.append(int(workers[0].stem))
            os.kill(killed[0], signal.SIGKILL)

    report = run([source], tmp_path / "out", engine=Dask(2), step=noting, progress=kill)
    assert killed
    assert report.statuses == {"ok": 160}
    run([source], tmp_path / "local", workers=1, step=noting)
    assert content(tmp_path / "out") == content(tmp_path / "local")


@contextmanager
def cluster(folder: Path, *path: Path) -> Iterator[str]:
    """A scheduler and a worker of two threads, started as one does on a cluster; the address."""
    file = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nworkers", "1", "--nthreads", "2"]
    shared = ["--no-dashboard", "--scheduler-file", str(file)]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, path))}
    processes = [
        subprocess.Popen([*one, *shared], cwd=folder, env=env, stderr=subprocess.DEVNULL, start_new_session=True)
        for one in (command, [*worker, "--host", "127.0.0.1"])
    ]
    try:
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"]
    finally:
        for process in processes[::-1]:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_the_command_line_runs_on_a_cluster_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    source = str(ROOT / "corpus" / "news-*.txt")
    with cluster(tmp_path / "cluster") as address:
        command = ["run", source, "--out", str(tmp_path / "dask"), "--engine", "dask", "--scheduler", address]
        for _ in range(2):  # the workers serve one run after the other
            done = CliRunner().invoke(app, [*command, "--full"])
            assert done.exit_code == 0, done.output
    assert CliRunner().invoke(app, ["run", source, "--out", str(tmp_path / "local")]).exit_code == 0
    assert content(tmp_path / "dask") == content(tmp_path / "local")
    assert len(load(tmp_path / "dask")["documents"]) == 2


def test_workers_that_lack_the_step_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    with cluster(tmp_path / "cluster") as address, pytest.raises(PolicyMinerError) as error:
        run([corpus(tmp_path / "in", ["a.txt"])], tmp_path / "out", engine=Dask(1, address), step=noting)
    assert error.value.code == "cluster_differs"
    assert "No module named" in error.value.message


def test_a_cluster_that_goes_away_ends_the_run_and_leaves_the_tables(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", [f"a/{i:03d}.txt" for i in range(400)])
    out = tmp_path / "out"
    run([source / "a" / "000.txt"], out, step=fake)
    before = content(out)
    (tmp_path / "cluster").mkdir()
    gone = False
    with cluster(tmp_path / "cluster", Path(__file__).parent) as address:

        def end(done: int, total: int) -> None:
            nonlocal gone
            if not gone:
                gone = True
                for pid in _scheduler(tmp_path / "cluster"):
                    os.kill(pid, signal.SIGKILL)

        with pytest.raises(PolicyMinerError) as error:
            run([source], out, engine=Dask(2, address), step=noting, progress=end)
    assert error.value.code == "cluster_lost"
    assert content(out) == before


def _scheduler(folder: Path) -> Iterator[int]:
    """The process of the scheduler that was started in this folder."""
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        words = command.read_bytes().split(b"\0")
        if b"distributed.cli.dask_scheduler" in words and os.fsencode(folder / "scheduler.json") in words:
            yield int(command.parent.name)


def test_no_cluster_no_dask_and_no_scheduler_without_dask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "in", ["a.txt"])
    monkeypatch.setattr(dask_engine, "_PATIENCE", 1)
    with pytest.raises(PolicyMinerError) as error:
        run([source], tmp_path / "out", engine=Dask(1, "tcp://127.0.0.1:9"), step=fake)
    assert error.value.code == "cluster_unreachable"
    with pytest.raises(PolicyMinerError) as error:
        choose_engine("local", None, "tcp://127.0.0.1:9")
    assert error.value.code == "usage"
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PolicyMinerError) as error:
        run([source], tmp_path / "out", engine=Dask(1), step=fake)
    assert (error.value.code, error.value.hint) == ("dask_missing", 'pip install "policyminer[dask]"')
    assert not (tmp_path / "out" / "current").exists()


def test_a_worker_with_other_rules_is_refused(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "lexicons").mkdir(parents=True)
    (rules / "lexicons" / "ordinary_words.txt").write_text("新词\n", encoding="utf-8")

    class Changing(Dask):
        """The rule folder that the workers see is another one."""

        def mine(self, deal: Any, job: Any) -> Any:
            (rules / "lexicons" / "ordinary_words.txt").write_text("旧词\n", encoding="utf-8")
            return super().mine(deal, job)

    with pytest.raises(PolicyMinerError) as error:
        run([corpus(tmp_path / "in", ["a.txt"])], tmp_path / "out", rules=[rules], engine=Changing(1), step=fake)
    assert error.value.code == "cluster_differs"
    assert "other rules" in error.value.message
