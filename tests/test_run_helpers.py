"""Processes that help with the tables: the same bytes with them, without them, and when they die."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from policyminer.publish.assemble import assemble
from policyminer.publish.parts import Parts, write_part
from policyminer.publish.rows import batches, result_columns
from policyminer.publish.schema import TABLES
from policyminer.run.batch import run
from policyminer.run.helpers import helpers_for
from test_run_fakes import TEXT, content, corpus, fake, result_of

MANY = 1_000_000
NAMES = [f"{i:02d}.txt" for i in range(9)]


def tables(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.parquet"))}


def parts(folder: Path) -> Parts:
    write_part(folder, (batches(result_columns(result_of(TEXT, name))) for name in NAMES))
    return Parts((folder,))


class Told(Executor):
    """Notes what it is given, and does it as ``how`` says."""

    def __init__(self, how: Callable[..., Any]) -> None:
        self.how, self.given = how, []

    def submit(self, work: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        self.given.append(args[1])
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(self.how(work, *args, **options))
        except Exception as error:
            future.set_exception(error)
        return future


def does(work: Callable[..., Any], *args: Any) -> Any:
    return work(*args)


def dies(work: Callable[..., Any], corpus: object, names: tuple[str, ...], target: Path) -> Any:
    for name in names:
        (target / name).mkdir(parents=True)
        (target / name / "part-00000.parquet").write_bytes(b"half a table")
        (target / name / "part-00007.parquet").write_bytes(b"of another")
    raise BrokenProcessPool


@pytest.mark.parametrize("how", [does, dies])
def test_the_tables_are_the_same_whoever_makes_them(tmp_path: Path, how: Callable[..., Any]) -> None:
    mined = parts(tmp_path / "part")
    alone = assemble(mined, tmp_path / "alone", None)
    executor = Told(how)
    helped = assemble(mined, tmp_path / "helped", None, helpers=executor)
    assert {"checks", "tokens", "documents"} <= {name for names in executor.given for name in names}
    assert helped.rows == alone.rows
    assert alone.rows["tokens"] > 0
    assert list(helped.rows) == list(TABLES)
    assert tables(tmp_path / "alone") == tables(tmp_path / "helped")


def test_what_goes_wrong_in_a_helper_is_told(tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        assemble(parts(tmp_path / "part"), tmp_path / "tables", None, helpers=Told(full))


def test_a_run_with_helpers_writes_the_bytes_of_one_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = corpus(tmp_path / "in", NAMES)
    run([source], tmp_path / "alone", workers=1, step=fake)
    monkeypatch.setattr("policyminer.run.helpers.WORTH_IT", 0)
    run([source], tmp_path / "helped", workers=2, step=fake)
    assert content(tmp_path / "alone") == content(tmp_path / "helped")
    (source / NAMES[3]).write_text("安义县培训教师7人", encoding="utf-8")
    for out in ("alone", "helped"):
        run([source], tmp_path / out, workers=1 if out == "alone" else 2, step=fake)
    assert content(tmp_path / "alone") == content(tmp_path / "helped")


def test_helpers_that_are_killed_leave_the_work_to_this_process(tmp_path: Path) -> None:
    mined = parts(tmp_path / "part")
    assemble(mined, tmp_path / "alone", None)
    with helpers_for(MANY, 2) as helpers:
        assert helpers is not None
        for number in processes(helpers):
            os.kill(number, signal.SIGKILL)
        assemble(mined, tmp_path / "helped", None, helpers=helpers)
    assert tables(tmp_path / "alone") == tables(tmp_path / "helped")


def test_few_documents_or_one_worker_need_no_help() -> None:
    for documents, workers in ((10, 8), (MANY, 1)):
        with helpers_for(documents, workers) as helpers:
            assert helpers is None


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_helpers_end_at_once_when_the_block_fails(error: type[BaseException]) -> None:
    numbers: list[int] = []
    with pytest.raises(error), helpers_for(MANY, 3) as helpers:
        assert helpers is not None
        helpers.submit(_forever)
        numbers = processes(helpers)
        raise error
    assert len(numbers) == 2
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def _forever() -> None:
    signal.pause()


def processes(executor: Any) -> list[int]:
    return list(executor._processes)
