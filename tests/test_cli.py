"""The installed program, run as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from policyminer import __version__
from policyminer.publish.schema import DOCUMENT_TABLES, TABLES
from policyminer.run.batch import run
from policyminer.run.console import safe
from test_run_fakes import corpus, fake

PROGRAM = Path(sys.executable).with_name("policyminer")

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")


def policyminer(*args: str | Path, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([PROGRAM, *map(str, args)], input=stdin, capture_output=True, env=os.environ | env)
    return subprocess.CompletedProcess(args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    run([corpus(folder / "in", ["a.txt", "b.txt"])], folder / "out", step=fake)
    return folder / "out"


def test_help_is_quick_and_names_the_exit_codes() -> None:
    started = time.perf_counter()
    done = policyminer("--help")
    assert time.perf_counter() - started < 1.5  # 0.1 s alone; the machine may be busy
    assert done.returncode == 0
    for line in ("0    all well", "1    some documents failed", "2    usage", "3    nothing could be read", "130"):
        assert line in done.stdout
    assert policyminer("--version").stdout == f"policyminer {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nsys.argv = ['policyminer', '--help']\nfrom policyminer.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('pandas', 'pyarrow', 'jieba', 'spacy', 'regex', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_run_publishes_and_exits_0(tmp_path: Path) -> None:
    done = policyminer("run", corpus(tmp_path / "in", ["a.txt"]), "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "1 document, 1 read, 0 failed" in done.stdout
    assert str(tmp_path / "out" / "current") in done.stdout
    assert {p.name for p in (tmp_path / "out" / "current").iterdir()} == {*TABLES, "changes", "manifest.json"}


def test_bad_files_are_told_and_exit_1(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", ["good.txt"])
    (source / "empty.txt").touch()
    (source / "binary\x1b[31m.txt").write_bytes(bytes(range(256)) * 20)
    done = policyminer("run", source, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "3 documents, 1 read, 2 failed" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\\x1b[31m.txt" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_losses_count_only_with_strict(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", ["a.txt"])
    (source / "lossy.txt").write_bytes("安义县选派教师二十四名到学校挂职。".encode() * 9 + b"\xff\xfe\xff")
    assert policyminer("run", source, "--out", tmp_path / "out").returncode == 0
    assert policyminer("run", source, "--out", tmp_path / "out", "--strict").returncode == 1


def test_nothing_to_read_exits_3(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = policyminer("run", tmp_path / "in", "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("error: ")
    assert "[no_documents]" in done.stderr
    assert not (tmp_path / "out").exists()
    (tmp_path / "in" / "empty.txt").touch()
    assert policyminer("run", tmp_path / "in", "--out", tmp_path / "out").returncode == 3
    assert policyminer("extract", tmp_path / "nothing.txt").returncode == 3


def test_wrong_usage_exits_2(tmp_path: Path, out: Path) -> None:
    source = corpus(tmp_path / "in", ["a.txt"])
    (tmp_path / "file").touch()
    wrong: list[list[str | Path]] = [
        ["run"],
        ["run", source, "--out", tmp_path / "file"],
        ["run", source, "--out", tmp_path],
        ["run", source, "--out", tmp_path / "o", "--workers", "0"],
        ["run", tmp_path / "absent", "--out", tmp_path / "o"],
        ["show", out, "no-such-id"],
        ["show", tmp_path / "absent", "x"],
        ["schema", "no_such_table"],
        ["evaluate", out, tmp_path],
        ["frobnicate"],
    ]
    for args in wrong:
        done = policyminer(*args)
        assert done.returncode == 2, (args, done.stderr)
        assert done.stderr
        assert "Traceback" not in done.stderr


def test_what_the_system_refuses_is_one_line(tmp_path: Path, out: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(out, copy, symlinks=True)
    shutil.rmtree(copy / "current" / "quantities")
    done = policyminer("show", copy, "anything")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_interrupt_is_clean() -> None:
    # Standard input that never ends: the program waits for it.
    command = [PROGRAM, "extract", "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors == "interrupted; nothing was published\n"


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "policyminer", "schema", "dates"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, policyminer("schema", "dates").stdout.encode())


def test_a_reader_who_goes_does_not_stop_a_run(tmp_path: Path) -> None:
    """``policyminer run … 2>&1 | head``: the pipe breaks with the first line, and the tables are published."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("安义县2024年工作要点\n培训教师24名。\n", encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    command = [PROGRAM, "run", tmp_path / "in", "--out", tmp_path / "out"]
    done = subprocess.run(command, stdout=writing, stderr=writing, check=False, timeout=120)
    os.close(writing)
    assert done.returncode == 0
    assert (tmp_path / "out" / "current" / "documents").is_dir()


def test_extract_prints_json_for_a_file_and_for_standard_input(tmp_path: Path) -> None:
    text = "安义县2024年工作要点\n培训教师24名。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    tables = json.loads(policyminer("extract", tmp_path / "a.txt", "--json").stdout)
    assert tables["documents"][0]["text"] == text
    assert set(tables) == set(DOCUMENT_TABLES)
    done = policyminer("extract", "-", "--json", stdin=text.encode("gb18030"))
    assert json.loads(done.stdout)["documents"][0]["text"] == text
    assert policyminer("extract", tmp_path / "a.txt").returncode == 0


def test_show_marks_the_characters_and_names_the_rule(out: Path) -> None:
    import pandas as pd

    quantity = pd.read_parquet(out / "current" / "quantities").iloc[0]
    done = policyminer("show", out, quantity["quantity_id"])
    assert "培训教师【24名】，" in done.stdout
    assert "a.txt" in done.stdout
    assert "rule          training" in done.stdout
    assert "【2024年1月12日】" in policyminer("show", out, "dates:0").stdout
    assert "mentions      4" in policyminer("show", out, "region:360123").stdout
    assert "a.txt" in policyminer("show", out, quantity["doc_id"][:12]).stdout
    for unknown in ("dates:99", "d", "nothing"):
        assert policyminer("show", out, unknown).returncode == 2


def test_schema_describes_every_table() -> None:
    assert [t["name"] for t in json.loads(policyminer("schema", "--json").stdout)] == list(TABLES)
    done = policyminer("schema", "quantities")
    for column in TABLES["quantities"].columns:
        assert f"  {column.name} " in done.stdout
        assert column.zh in done.stdout


def test_output_is_utf8_whatever_the_console_says() -> None:
    for env in ({"PYTHONIOENCODING": "gbk"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        done = policyminer("schema", "dates", **env)
        assert "可落到日历上的时间表达" in done.stdout


def test_markup_in_a_document_is_text(tmp_path: Path) -> None:
    source = corpus(tmp_path / "in", ["[red]a[/red].txt"], "[bold]安义县[/bold][/]培训24名。\n")
    run([source], tmp_path / "out", step=fake)
    assert "[bold]【安义县】[/bold][/]" in policyminer("show", tmp_path / "out", "mentions:0").stdout
    assert "[red]a[/red].txt" in policyminer("show", tmp_path / "out", "documents:0").stdout


def test_control_characters_are_escaped() -> None:
    assert safe("a\x1b]0;x\x07\u202e\n名 字　.txt") == "a\\x1b]0;x\\x07\\u202e\\n名 字　.txt"
    assert safe("一\n二\r", lines=True) == "一\n二\\r"
