"""The store: whole or not at all, one writer, nobody else's folder."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from policyminer.model import PolicyMinerError
from policyminer.publish.load import load
from policyminer.publish.snapshot import open_store, resolve
from policyminer.run.batch import run
from test_run_fakes import corpus, fake


def refused(out: Path) -> str:
    with pytest.raises(PolicyMinerError) as error, open_store(out):
        pass
    return error.value.code


def test_current_is_a_relative_link_to_plain_parquet(tmp_path: Path) -> None:
    run([corpus(tmp_path / "in", ["a.txt"])], tmp_path / "out", step=fake)
    link = tmp_path / "out" / "current"
    assert str(link.readlink()) == "snapshots/000001"
    assert list(pd.read_parquet(link / "documents")["path"]) == ["a.txt"]
    (tmp_path / "out").rename(tmp_path / "moved")
    folders = {p.name for p in (tmp_path / "moved" / "current").iterdir() if p.is_dir()}
    assert set(load(tmp_path / "moved")) | {"changes"} == folders


def test_two_snapshots_are_kept(tmp_path: Path) -> None:
    for i in range(4):
        source = corpus(tmp_path / "in", [f"{i}.txt"])
        run([source], tmp_path / "out", step=fake)
    kept = sorted(p.name for p in (tmp_path / "out" / "snapshots").iterdir())
    assert kept == ["000003", "000004"]
    assert resolve(tmp_path / "out").name == "000004"


def test_a_crash_before_the_link_leaves_the_old_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run([corpus(tmp_path / "in", ["a.txt"])], out, step=fake)
    corpus(tmp_path / "in", ["b.txt"])

    def crash(*_: object) -> None:
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("policyminer.publish.snapshot.os.replace", crash)
        with pytest.raises(OSError, match="power cut"):
            run([tmp_path / "in"], out, step=fake)
    assert list(load(out)["documents"]["path"]) == ["a.txt"]
    (out / ".tmp-999").mkdir()
    run([tmp_path / "in"], out, step=fake)
    assert list(load(out)["documents"]["path"]) == ["a.txt", "b.txt"]
    assert sorted(p.name for p in out.iterdir()) == [".lock", "current", "runs.parquet", "snapshots"]
    assert sorted(p.name for p in (out / "snapshots").iterdir()) == ["000001", "000002"]


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    with open_store(tmp_path / "out"):
        with pytest.raises(PolicyMinerError) as error, open_store(tmp_path / "out"):
            pass
        assert error.value.code == "out_locked"
        assert f"process {os.getpid()} since 20" in str(error.value)
    with open_store(tmp_path / "out"):
        pass


def test_foreign_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert refused(tmp_path / "file") == "out_not_a_folder"
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.docx").write_text("x", encoding="utf-8")
    assert refused(tmp_path / "thesis") == "out_not_ours"
    assert [p.name for p in (tmp_path / "thesis").iterdir()] == ["chapter1.docx"]
    assert refused(tmp_path / "file" / "below") in {"out_not_writable", "out_not_a_folder"}


def test_a_kept_folder_with_a_readme_is_fine(tmp_path: Path) -> None:
    out = tmp_path / "outputs"
    out.mkdir()
    (out / "README.md").write_text("x", encoding="utf-8")
    (out / ".gitkeep").touch()
    source = corpus(tmp_path / "in", ["a.txt"])
    run([source], out, step=fake)
    (out / "figure.png").touch()  # once it is ours, other files may lie beside
    run([source], out, step=fake)
    assert (out / "README.md").exists()


def test_loading_what_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(PolicyMinerError) as error:
        load(tmp_path)
    assert error.value.code == "no_tables"
    run([corpus(tmp_path / "in", ["a.txt"])], tmp_path / "out", step=fake)
    with pytest.raises(PolicyMinerError) as error:
        load(tmp_path / "out", ["document"])
    assert error.value.code == "unknown_table"
