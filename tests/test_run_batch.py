"""Whole runs: the same bytes however they are made, and no document stops the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from policyminer.model import PolicyMinerError
from policyminer.publish.load import load
from policyminer.publish.schema import TABLES
from policyminer.run.batch import run
from test_run_fakes import all_die, content, corpus, fake, moody

NAMES = [f"{folder}/{i:02d}.txt" for folder in ("甲", "b") for i in range(12)]


def test_two_runs_and_any_number_of_workers_give_the_same_bytes(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", NAMES)
    for out, workers in (("one", 1), ("two", 2), ("three", 3)):
        run([source], tmp_path / out, workers=workers, step=fake)
    one = content(tmp_path / "one")
    assert len(one) == len(TABLES) + 1, "every table and the manifest"
    assert one == content(tmp_path / "two") == content(tmp_path / "three")
    # The order of the arguments does not matter either.
    run([source / "甲", source / "b"], tmp_path / "four", step=fake)
    run([source / "b", source / "甲"], tmp_path / "five", step=fake)
    assert content(tmp_path / "four") == content(tmp_path / "five")


def test_an_unchanged_run_publishes_nothing_new(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", ["a.txt"])
    first = run([source], tmp_path / "out", step=fake)
    second = run([source], tmp_path / "out", step=fake)
    assert (first.changed, second.changed) == (True, False)
    assert first.snapshot == second.snapshot


def test_rows_are_in_document_order_and_counted(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", NAMES)
    report = run([source], tmp_path / "out", workers=2, step=fake)
    tables = load(tmp_path / "out")
    assert list(tables["documents"]["path"]) == sorted(NAMES)
    assert report.rows == {name: len(table) for name, table in tables.items()}
    assert list(tables["quantities"]["doc_id"].unique()) == list(tables["documents"]["doc_id"])


def test_a_document_that_kills_its_worker_is_one_failed_row(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", [*NAMES, "poison.txt", "b/dies-once.txt"])
    report = run([source], tmp_path / "out", workers=2, step=moody)
    documents = load(tmp_path / "out")["documents"].set_index("path")
    assert report.statuses == {"ok": len(NAMES) + 1, "failed": 1}
    assert documents.loc["poison.txt", "error_code"] == "worker_died"
    assert documents.loc["b/dies-once.txt", "status"] == "ok"
    assert [f[:2] for f in report.failures] == [("poison.txt", "worker_died")]
    # All others are as if it had not been there.
    (source / "poison.txt").write_text("", encoding="utf-8")
    run([source], tmp_path / "alone", step=moody_without_poison)
    others = load(tmp_path / "alone")["mentions"]
    pd.testing.assert_frame_equal(load(tmp_path / "out")["mentions"], others)


def moody_without_poison(path: Path, name: str, rules: object) -> object:
    if name == "poison.txt":
        raise PolicyMinerError("worker_died", "said", name)
    return fake(path, name, rules)


def test_workers_that_never_live_end_the_run(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", NAMES)
    with pytest.raises(PolicyMinerError) as error:
        run([source], tmp_path / "out", workers=2, step=all_die)
    assert error.value.code == "workers_failed"
    assert not (tmp_path / "out" / "current").exists()
    assert not list((tmp_path / "out").glob(".tmp-*"))


@pytest.mark.parametrize("workers", [1, 2])
def test_failures_are_rows_and_the_batch_goes_on(tmp_path: Path, workers: int) -> None:
    names = ["good.txt", "lossy.txt", "null-row.txt", "raises.txt", "unreadable.txt"]
    report = run([corpus(tmp_path / "in", names)], tmp_path / "out", workers=workers, step=moody)
    documents = load(tmp_path / "out")["documents"].set_index("path")
    assert list(documents["status"]) == ["ok", "partial", "failed", "failed", "failed"]
    codes = dict(documents["error_code"].dropna())
    assert codes == {"null-row.txt": "bad_row", "raises.txt": "internal_error", "unreadable.txt": "unreadable_file"}
    message = documents.loc["raises.txt", "error"]
    assert message.startswith("ValueError: a value with a lone surrogate")
    assert len(documents.loc["raises.txt", "sha256"]) == 64
    failed = documents[documents["status"] == "failed"]
    assert failed["text"].isna().all()
    assert (report.failed, report.partial) == (3, 1)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_never_ends_fails_and_the_batch_goes_on(tmp_path: Path, workers: int) -> None:
    source = corpus(tmp_path / "in", ["a.txt", "endless.txt", "z.txt"])
    report = run([source], tmp_path / "out", workers=workers, step=moody, limit=3)
    assert [f[:2] for f in report.failures] == [("endless.txt", "timeout")]
    assert report.statuses == {"ok": 2, "failed": 1}


def test_nothing_is_written_when_there_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(PolicyMinerError) as error:
        run([tmp_path / "in"], tmp_path / "out", step=fake)
    assert error.value.code == "no_documents"
    assert not (tmp_path / "out").exists()


def test_the_output_inside_the_input_is_not_read(tmp_path: Path) -> None:
    source = corpus(tmp_path, ["a.txt"])
    run([source], tmp_path / "out", step=fake)
    assert run([source], tmp_path / "out", step=fake).documents == 1


def test_workers_end_when_the_run_is_killed(tmp_path: Path) -> None:
    corpus(tmp_path / "in", NAMES)
    script = tmp_path / "killed.py"
    script.write_text(
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from policyminer.run.batch import run\nfrom test_run_fakes import slow\n"
        "if __name__ == '__main__':\n    run([sys.argv[2]], sys.argv[3], workers=2, step=slow)\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    command = [sys.executable, str(script), str(Path(__file__).parent), str(tmp_path / "in"), str(out)]
    process = subprocess.Popen(command, start_new_session=True)
    deadline = time.monotonic() + 30
    while not list(out.glob(".tmp-*/part-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.wait()
    while _alive(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(process.pid), "a worker outlived the run"
    # What it left is swept by the next run.
    assert list(out.glob(".tmp-*"))
    run([tmp_path / "in"], out, step=fake)
    assert not list(out.glob(".tmp-*"))


def _alive(session: int) -> bool:
    """Whether a process of that session is left that is not a zombie."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            return True
    return False


@pytest.mark.parametrize("when", [".tmp-*", ".tmp-*/part-*"], ids=["while workers start", "while they work"])
def test_an_interrupt_ends_the_workers_and_publishes_nothing(tmp_path: Path, when: str) -> None:
    corpus(tmp_path / "in", NAMES)
    script = tmp_path / "interrupted.py"
    script.write_text(
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from policyminer.run.batch import run\nfrom test_run_fakes import slow\n"
        "if __name__ == '__main__':\n"
        "    try:\n        run([sys.argv[2]], sys.argv[3], workers=2, step=slow)\n"
        "    except KeyboardInterrupt:\n        sys.exit(130)\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    command = [sys.executable, str(script), str(Path(__file__).parent), str(tmp_path / "in"), str(out)]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 30
    while not list(out.glob(when)) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (130, "")
    assert not (out / "current").exists()
    assert not list(out.glob(".tmp-*"))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals are not blocked here")
def test_processes_of_the_first_pool_are_started_withinterrupts_held() -> None:
    """Python's resource tracker, started with the first queue of a process, unblocks them."""
    script = (
        "import multiprocessing, signal\nfrom policyminer.run.pool import interrupts_held\n"
        "with interrupts_held():\n"
        "    multiprocessing.get_context('spawn').Lock()\n"
        "    assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
