"""Which files are read and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policyminer.model import PolicyMinerError
from policyminer.run.inputs import find_inputs
from test_run_fakes import corpus


def names(*sources: str | Path, **options: Path) -> list[str]:
    return [d.name for d in find_inputs(sources, **options).documents]


def test_a_folder_gives_its_documents_but_no_sidecars(tmp_path: Path) -> None:
    wanted = ["a.txt", "sub/b", "sub/data.json", "z.HTML"]
    left = ["README.md", "a.gold.json", "half.tmp", ".hidden", "sub/.git/config", "~$a.docx", "Thumbs.db"]
    assert names(corpus(tmp_path, wanted + left)) == wanted


def test_a_sidecar_that_is_named_is_read(tmp_path: Path) -> None:
    corpus(tmp_path, ["README.md"])
    assert names(tmp_path / "README.md") == ["README.md"]


def test_patterns_are_relative_to_their_fixed_part(tmp_path: Path) -> None:
    corpus(tmp_path, ["x/1/a.txt", "x/2/b.txt", "x/2/c.html"])
    assert names(f"{tmp_path}/x/**/*.txt") == ["1/a.txt", "2/b.txt"]
    assert names(f"{tmp_path}/x/*") == ["1/a.txt", "2/b.txt", "2/c.html"]


def test_equal_names_get_their_root_in_front(tmp_path: Path) -> None:
    corpus(tmp_path, ["east/a.txt", "east/b.txt", "west/a.txt", "p/east/a.txt"])
    assert names(tmp_path / "east", tmp_path / "west") == ["b.txt", "east/a.txt", "west/a.txt"]
    assert names(tmp_path / "east", tmp_path / "p" / "east") == [
        "b.txt",
        "p/east/a.txt",
        f"{tmp_path.name}/east/a.txt",
    ]


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    corpus(tmp_path, ["a.txt", "b.txt"])
    assert names(tmp_path, tmp_path / "a.txt", f"{tmp_path}/*.txt") == ["a.txt", "b.txt"]


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    corpus(tmp_path, ["in/a.txt", "secret/s.txt"])
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret" / "s.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "secret")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    os.mkfifo(tmp_path / "in" / "pipe")
    found = find_inputs([tmp_path / "in"])
    assert [d.name for d in found.documents] == ["a.txt"]
    assert {Path(path).name for path, _ in found.skipped} == {"out.txt", "pipe"}


def test_a_name_that_is_no_utf8_is_escaped(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xb0\xa1.txt")).write_text("x", encoding="utf-8")
    assert names(tmp_path) == ["\\xb0\\xa1.txt"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PolicyMinerError) as error:
        find_inputs([tmp_path / "nothing.txt"])
    assert error.value.code == "input_not_found"
    for source in (tmp_path, f"{tmp_path}/*.txt"):
        with pytest.raises(PolicyMinerError) as error:
            find_inputs([source])
        assert error.value.code == "no_documents"
