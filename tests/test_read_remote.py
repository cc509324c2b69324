"""Documents at addresses: found, named and mined as files are, by one process and on Dask."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from policyminer.model import PolicyMinerError
from policyminer.publish.load import load
from policyminer.read import Remote, read
from policyminer.run.batch import run
from policyminer.run.dask_engine import Dask
from policyminer.run.inputs import find_inputs
from test_run_fakes import content

PLAN = "永靖县教育振兴实施方案\n\n选派骨干教师{}名到乡村学校任教，建成名师工作室8个。\n\n永靖县人民政府\n2023年3月6日\n"


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    store = fsspec.filesystem("memory")
    for name, figure in (("2023/a.txt", 11), ("2023/b.txt", 12), ("2024/c.txt", 13)):
        store.pipe_file(f"/archive/{name}", PLAN.format(figure).encode())
    store.pipe_file("/archive/README.md", b"no document")
    yield store
    store.rm("/archive", recursive=True)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("memory://archive", ["2023/a.txt", "2023/b.txt", "2024/c.txt"]),
        ("memory://archive/2023/", ["a.txt", "b.txt"]),
        ("memory://archive/*/b.txt", ["2023/b.txt"]),
        ("memory://archive/2024/c.txt", ["c.txt"]),
        ("memory://archive/README.md", ["README.md"]),  # named itself
    ],
)
def test_an_address_gives_its_files(memory: object, source: str, names: list[str]) -> None:
    assert [document.name for document in find_inputs([source]).documents] == names


def test_a_file_given_twice_counts_once_and_equal_names_are_told_apart(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe_file("/archive/other/2024/c.txt", b"x")
    twice = find_inputs(["memory://archive/2024", "memory://archive/2024/c.txt", "memory://archive/other/2024"])
    assert [document.name for document in twice.documents] == ["archive/2024/c.txt", "other/2024/c.txt"]


def test_the_tables_are_those_of_files_and_unchanged_ones_are_taken_over(
    memory: fsspec.AbstractFileSystem, tmp_path: Path
) -> None:
    for name in ("2023/a.txt", "2023/b.txt", "2024/c.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(memory.cat_file(f"/archive/{name}"))
    run([tmp_path / "in"], tmp_path / "files")
    run(["memory://archive"], tmp_path / "far", workers=1)
    assert content(tmp_path / "far") == content(tmp_path / "files")
    memory.pipe_file("/archive/2023/a.txt", PLAN.format(99).encode())
    assert run(["memory://archive"], tmp_path / "far", workers=1).reused == 2
    assert 99 in set(load(tmp_path / "far")["quantities"]["low"])
    run([f"file://{tmp_path / 'in'}"], tmp_path / "dask", engine=Dask(1))
    assert content(tmp_path / "dask") == content(tmp_path / "files")


def test_what_cannot_be_read_is_told(memory: object, monkeypatch: pytest.MonkeyPatch) -> None:
    for source, code in (("memory://nowhere", "input_not_found"), ("nosuch://bucket/x", "place_missing")):
        with pytest.raises(PolicyMinerError) as error:
            find_inputs([source])
        assert error.value.code == code
    with pytest.raises(PolicyMinerError) as error:
        read(Remote("memory://archive/gone.txt"))
    assert error.value.code == "unreadable_file"
    with pytest.raises(PolicyMinerError) as error:
        read(Remote("memory://archive/2023/a.txt"), max_bytes=10)
    assert error.value.code == "too_large"
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(PolicyMinerError) as error:
        find_inputs(["memory://archive"])
    assert (error.value.code, error.value.hint) == ("place_missing", 'pip install "policyminer[dask]"')
