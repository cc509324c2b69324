"""Full disks, read-only folders, two runs at once, many refreshes: readers keep whole tables, and errors are plain."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policyminer.cli import app
from policyminer.model import PolicyMinerError
from policyminer.publish import assemble, snapshot
from policyminer.publish.snapshot import open_store
from policyminer.run.batch import run
from test_run_fakes import content, corpus, fake

PLAN = "永靖县教育振兴实施方案\n\n选派骨干教师{}名到乡村学校任教，建成名师工作室8个。\n\n永靖县人民政府\n2023年3月6日\n"


def write(source: Path, version: int, count: int = 12) -> None:
    source.mkdir(exist_ok=True)
    for i in range(count):
        (source / f"{i:02d}.txt").write_text(PLAN.format(100 * version + i + 1), encoding="utf-8")


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of this size; skips where none can be mounted."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def command(source: Path, out: Path) -> subprocess.CompletedProcess[str]:
    policyminer = "from policyminer.cli import main; main()"
    arguments = [sys.executable, "-c", policyminer, "run", str(source), "--out", str(out), "--full"]
    return subprocess.run(arguments, capture_output=True, text=True)


def test_a_full_disk_is_told_and_the_tables_stay(tmp_path: Path) -> None:
    write(tmp_path / "in", 0)
    with small_disk(tmp_path / "disk", "4m") as disk:
        out = disk / "out"
        run([tmp_path / "in"], out)
        before = content(out)
        filler = disk / "filler"
        left = os.statvfs(disk)
        filler.write_bytes(b"\0" * (left.f_bavail * left.f_frsize - 60_000))
        write(tmp_path / "in", 1)
        done = command(tmp_path / "in", out)
        assert done.returncode == 2, done.stderr
        assert "No space left on device" in done.stderr
        assert "nothing was published" in done.stderr
        assert "Traceback" not in done.stderr
        assert content(out) == before
        filler.unlink()
        assert command(tmp_path / "in", out).returncode == 0
        after = content(out)
    run([tmp_path / "in"], tmp_path / "fresh")
    assert after == content(tmp_path / "fresh")


def _no_space(real: Callable[..., object], after: int) -> Callable[..., object]:
    """The function, until it has been called so often; then the disk is full."""
    calls = iter(range(after))

    def stop(*args: object, **options: object) -> object:
        if next(calls, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(args[0]))
        return real(*args, **options)

    return stop


@pytest.mark.parametrize("after", [0, 1, 5, 17, 18, 19])
def test_wherever_the_disk_fills_the_tables_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    source = corpus(tmp_path / "in", ["a.txt", "b.txt"])
    run([source], tmp_path / "out", step=fake)
    before = content(tmp_path / "out")
    corpus(source, ["c.txt"])
    with monkeypatch.context() as patch:
        stop = _no_space(assemble.sync, after)
        patch.setattr(assemble, "sync", stop)
        patch.setattr(snapshot, "sync", stop)
        with pytest.raises(OSError, match="No space left"):
            run([source], tmp_path / "out", step=fake)
    assert content(tmp_path / "out") == before
    assert run([source], tmp_path / "out", step=fake).documents == 3


def test_a_file_too_large_for_its_limit_is_told(tmp_path: Path) -> None:
    """The limit of the system on the size of a file stands for a quota."""
    write(tmp_path / "in", 0)
    run([tmp_path / "in"], tmp_path / "out")
    before = content(tmp_path / "out")
    write(tmp_path / "in", 1)
    policyminer = "from policyminer.cli import main; main()"
    arguments = [sys.executable, "-c", policyminer, "run", str(tmp_path / "in"), "--out", str(tmp_path / "out")]

    def limited() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))

    done = subprocess.run(arguments, capture_output=True, text=True, preexec_fn=limited)
    assert done.returncode == 2, done.stderr
    assert "File too large" in done.stderr
    assert content(tmp_path / "out") == before


def test_a_read_only_output_is_told_and_the_tables_stay(tmp_path: Path) -> None:
    write(tmp_path / "in", 0)
    with small_disk(tmp_path / "disk", "16m") as disk:
        run([tmp_path / "in"], disk / "out")
        before = content(disk / "out")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        write(tmp_path / "in", 1)
        done = CliRunner().invoke(app, ["run", str(tmp_path / "in"), "--out", str(disk / "out")])
        assert done.exit_code == 2
        assert "[out_not_writable]" in done.output
        assert content(disk / "out") == before


def test_the_second_of_two_runs_names_the_first(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", ["a.txt"])
    with open_store(tmp_path / "out"), pytest.raises(PolicyMinerError) as error:
        run([source], tmp_path / "out", step=fake)
    assert error.value.code == "out_locked"
    assert f"process {os.getpid()} since" in error.value.message


def test_of_runs_started_at_once_one_writes_and_the_others_are_told(tmp_path: Path) -> None:
    write(tmp_path / "in", 0)
    policyminer = "from policyminer.cli import main; main()"
    arguments = [sys.executable, "-c", policyminer, "run", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    runs = [subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ends = [(one.communicate()[1], one.returncode, one.pid) for one in runs]
    for error, code, _ in ends:
        assert code == 0 or (code == 2 and "[out_locked]" in error)
        if code:
            assert any(f"process {pid} since" in error for *_, pid in ends)
    assert any(code == 0 for _, code, _ in ends)
    run([tmp_path / "in"], tmp_path / "fresh")
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


@pytest.mark.slow
def test_readers_of_all_tables_never_see_two_of_twenty_refreshes_mixed(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    write(source, 0)
    run([source], out)
    code = (
        "import sys, policyminer\n"
        "from pathlib import Path\n"
        "while not (Path(sys.argv[1]).parent / 'stop').exists():\n"
        "    tables = policyminer.load(sys.argv[1])\n"
        "    kinds = {int(v) // 100 for t in ('quantities', 'indicators') for v in tables[t]['low'] if v != 8}\n"
        "    assert len(kinds) == 1, kinds\n"
        "    documents = tables['documents']\n"
        "    texts = dict(zip(documents['doc_id'], documents['text']))\n"
        "    for name, table in tables.items():\n"
        "        if 'doc_id' in table:\n"
        "            assert set(table['doc_id']) <= set(texts), name\n"
        "        if {'doc_id', 'start', 'end', 'text'} <= set(table):\n"
        "            for row in table.itertuples():\n"
        "                assert texts[row.doc_id][row.start : row.end] == row.text, name\n"
        "    print(*kinds, flush=True)\n"
    )
    readers = [
        subprocess.Popen([sys.executable, "-c", code, str(out)], stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    assert all(reader.stdout is not None and reader.stdout.readline() for reader in readers)
    for version in range(1, 21):
        write(source, version)
        # a reader holds a snapshot while it reads all tables; what is kept must last as long
        run([source], out, keep=21)
        time.sleep(0.1)
    (tmp_path / "stop").touch()
    seen = [set(map(int, reader.communicate()[0].split())) for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert all(kinds <= set(range(21)) for kinds in seen)
    assert all(len(kinds) > 3 for kinds in seen)
