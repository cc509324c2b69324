"""The command `export`, run as a user runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from helpers_export import hostile_output

PROGRAM = Path(sys.executable).with_name("policyminer")
pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")


def export(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [PROGRAM, "export", hostile_output(), *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd)


def test_the_default_place_is_the_working_folder(tmp_path: Path) -> None:
    done = export("--format", "csv", "--table", "documents", "--table", "dates", cwd=tmp_path)
    assert done.returncode == 0
    folder = tmp_path / "policyminer-csv"
    names = {"documents.csv", "dates.csv", "codebook.csv", "codebook.md", "losses.jsonl"}
    assert {p.name for p in folder.iterdir()} == names
    assert done.stdout.splitlines()[0].startswith("rows: documents 7, dates ")
    assert "longer_than_excel: 1 in documents.text" in done.stderr
    assert str(folder / "losses.jsonl") in done.stderr
    again = export("--format", "csv", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr.endswith("[target_exists]\n")


def test_a_panel_from_the_command_line(tmp_path: Path) -> None:
    options = ("--panel", "region × year", "--targets", "--undated", "--years", "2023-2026", "--lang", "en")
    done = export("--format", "dta", "--to", tmp_path / "p", *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    panel = pd.read_stata(tmp_path / "p" / "panel.dta")
    assert list(panel["region"].unique()) == ["河口瑶族自治县"]
    assert "training_participants_ppt_tgt" in panel.columns


def test_wrong_options_are_told(tmp_path: Path) -> None:
    for code, *options in (
        ("unknown_format", "--format", "doc"),
        ("unknown_table", "--format", "csv", "--table", "nope"),
        ("bad_panel", "--format", "csv", "--panel", "year x region"),
        ("not_for_networks", "--format", "gexf", "--panel", "region x year"),
    ):
        done = export(*options, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.endswith(f"[{code}]\n")
    assert list(tmp_path.iterdir()) == []
