"""``import policyminer``: nothing heavy, everything there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import policyminer
from policyminer.publish.schema import TABLES
from policyminer.run.batch import run
from test_run_fakes import corpus, fake

HEAVY = ("pandas", "pyarrow", "jieba", "rjieba", "spacy", "regex", "pydantic", "numpy", "typer", "rich")


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_it_loads_nothing_heavy_and_is_quick() -> None:
    code = (
        "import sys, time; t = time.perf_counter(); import policyminer; t = time.perf_counter() - t;"
        f"print([m for m in {HEAVY} if m in sys.modules], t < 0.2)"
    )
    assert python(code) == "[] True"


def test_every_public_name_is_there() -> None:
    names = "Document PolicyMinerError Result __version__ load load_rules mine read to_docbin"
    assert " ".join(sorted(policyminer.__all__)) == names
    for name in policyminer.__all__:
        assert getattr(policyminer, name) is not None
        assert name in dir(policyminer)
    with pytest.raises(AttributeError):
        policyminer.nothing  # noqa: B018


def test_read_is_a_function_and_a_package_in_either_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("安义县", encoding="utf-8")
    path = str(tmp_path / "a.txt")
    assert python(f"import policyminer; print(policyminer.read({path!r}).text == '安义县')") == "True"
    code = f"import policyminer.read.text; from policyminer import read; print(read({path!r}).path)"
    assert python(code) == "a.txt"
    code = "import policyminer.read as r; from policyminer.read import read; print(r.read is read)"
    assert python(code) == "True"


def test_a_document_can_be_mined_from_the_package_root(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("安义县2024年工作要点\n培训教师24名。\n", encoding="utf-8")
    document = policyminer.read(tmp_path / "a.txt")
    result = policyminer.mine(document, policyminer.load_rules())
    assert isinstance(result, policyminer.Result)
    assert result.document is document


def test_load_gives_every_table_of_one_snapshot(tmp_path: Path) -> None:
    run([corpus(tmp_path / "in", ["a.txt"])], tmp_path / "out", step=fake)
    tables = policyminer.load(tmp_path / "out")
    assert len(tables) == len(TABLES)
    assert all(isinstance(table, pd.DataFrame) for table in tables.values())
    assert list(policyminer.load(str(tmp_path / "out"), ["dates"])) == ["dates"]
