"""The reading process: what happens in it costs the document and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import helpers_apart
import helpers_pages as pages
from policyminer.model import PolicyMinerError
from policyminer.read.apart import read_apart
from policyminer.read.draft import Reading
from policyminer.run import batch
from policyminer.run.limit import time_limit
from test_run_fakes import content


def run(name: str, data: bytes = b"") -> Reading:
    return read_apart("helpers_apart", "misbehave", data, name)


def process_of(reading: Reading) -> int:
    return int(reading.warnings[1].removeprefix("process "))


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_reading_comes_back_as_it_was_made() -> None:
    made, here = run("a.pdf", bytes(100_000)), helpers_apart.good(bytes(100_000), "a.pdf")
    assert made == Reading(**{f: getattr(here, f) for f in ("media_type", "text", "blocks", "metadata")},
                           warnings=made.warnings, removed=here.removed)  # fmt: skip
    assert made.warnings[0] == "100000 bytes"
    assert process_of(made) != os.getpid()


def test_one_process_serves_many_files() -> None:
    assert process_of(run("a")) == process_of(run("b"))


def test_a_crash_is_the_error_of_its_document_and_the_next_one_is_read() -> None:
    before = process_of(run("a"))
    with pytest.raises(PolicyMinerError) as caught:
        run("crash")
    assert caught.value.code == "reader_died"
    assert f"signal {signal.SIGSEGV.value}" in str(caught.value)
    assert process_of(run("b")) != before


def test_a_time_limit_ends_what_never_ends() -> None:
    process = process_of(run("a"))
    started = time.perf_counter()
    with pytest.raises(PolicyMinerError) as caught, time_limit(0.5):
        run("endless")
    assert caught.value.code == "timeout"
    assert time.perf_counter() - started < 5
    assert not is_alive(process)
    assert run("b").text


def test_too_much_memory_is_refused() -> None:
    if sys.platform != "linux":
        pytest.skip("memory is bounded on Linux only")
    with pytest.raises(PolicyMinerError) as caught:
        run("fill")
    assert caught.value.code == "out_of_memory"


def test_errors_keep_their_parts() -> None:
    with pytest.raises(PolicyMinerError) as caught:
        run("refuse")
    assert caught.value.args == ("encrypted", "it asks", "here", "do that")
    with pytest.raises(RuntimeError, match="ValueError: an error"):
        run("fail")


def test_what_a_library_prints_is_no_answer() -> None:
    assert run("print").text.startswith("正文")


def test_it_ends_with_its_owner_even_when_that_is_killed() -> None:
    code = (
        "import os, signal, sys; from policyminer.read.apart import read_apart\n"
        "print(read_apart('helpers_apart', 'good', b'', 'a').warnings[1], flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    process = int(done.stdout.split()[1])
    for _ in range(50):
        if not is_alive(process):
            return
        time.sleep(0.1)
    pytest.fail("the process outlived its owner")


def test_a_script_without_a_main_guard_can_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    script = tmp_path / "script.py"
    script.write_text(
        "from policyminer import PolicyMinerError, read\n"
        "try:\n    read('a.pdf')\nexcept PolicyMinerError as error:\n    print(error.code)\n"
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.split() == ["damaged_file"]


def test_the_tables_do_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for i in range(3):
        (source / f"{i}.pdf").write_bytes(
            pages.pdf(["白河县教师支教工作方案", f"白河县选派骨干教师{i + 20}名到乡村学校支教。"])
        )
    (source / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    for workers in (1, 2):
        report = batch.run([source], tmp_path / str(workers), workers=workers)
        assert (report.documents, report.failed) == (4, 1)
    assert content(tmp_path / "1") == content(tmp_path / "2")
