"""A second run mines only what is new, and ends with the same bytes as a run from nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from policyminer.model import PolicyMinerError, Result
from policyminer.publish.load import load
from policyminer.run import batch, plan
from policyminer.run.batch import run
from test_run_fakes import TEXT, content, corpus, fake

mined: list[str] = []


def counted(path: Path, name: str, rules: Any) -> Result:
    """Mine, and remember which."""
    mined.append(name)
    if path.read_text(encoding="utf-8") == "坏":
        raise PolicyMinerError("binary_file", "cannot be read", name)
    result = fake(path, name, rules)
    sha256 = plan.hashlib.sha256(path.read_bytes()).hexdigest()
    object.__setattr__(result.document, "sha256", sha256)
    return result


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    loaded = SimpleNamespace(fingerprint="one", validate=lambda: None)
    monkeypatch.setattr(batch, "load_rules", lambda folders, packs: loaded)
    mined.clear()
    return loaded


def again(tmp_path: Path, **options: Any) -> list[str]:
    mined.clear()
    run([tmp_path / "in"], tmp_path / "out", step=counted, **options)
    return list(mined)


def test_only_what_is_new_is_mined_and_the_bytes_are_those_of_a_fresh_run(tmp_path: Path) -> None:
    names = [f"{i:02d}.txt" for i in range(20)]
    source = corpus(tmp_path / "in", names)
    assert again(tmp_path) == names
    before = content(tmp_path / "out")
    assert again(tmp_path) == []
    assert content(tmp_path / "out") == before
    # One more, one changed, one gone, one that has become citable and rare words that are no longer so.
    corpus(source, ["05a.txt"], "行动方案\n安义县试点，未名小学培训3名。")
    (source / "07.txt").write_text("", encoding="utf-8")
    (source / "11.txt").write_text(TEXT * 2, encoding="utf-8")
    (source / "15.txt").unlink()
    assert again(tmp_path) == ["05a.txt", "07.txt", "11.txt"]
    run([source], tmp_path / "fresh", step=counted)
    assert content(tmp_path / "out") == content(tmp_path / "fresh") != before
    tables = load(tmp_path / "out")
    assert set(tables["citations"]["cited_doc_id"].dropna()) == {
        tables["documents"].set_index("path")["doc_id"]["05a.txt"]
    }


def test_small_batches_are_cut_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyminer.publish.reuse._ROWS", 2)
    source = corpus(tmp_path / "in", [f"{i}.txt" for i in range(6)])
    again(tmp_path)
    for name in ("0.txt", "3.txt", "5.txt"):
        (source / name).write_text(TEXT + "改。", encoding="utf-8")
    assert again(tmp_path) == ["0.txt", "3.txt", "5.txt"]
    run([source], tmp_path / "fresh", step=counted)
    assert content(tmp_path / "out") == content(tmp_path / "fresh")


def test_other_rules_code_or_wish_mine_everything(
    tmp_path: Path, rules: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus(tmp_path / "in", ["a.txt"])
    assert again(tmp_path) == ["a.txt"]
    assert again(tmp_path, reuse=False) == ["a.txt"]
    rules.fingerprint = "two"
    assert again(tmp_path) == ["a.txt"]
    assert again(tmp_path) == []
    monkeypatch.setattr(plan, "code_fingerprint", lambda: "edited")
    assert again(tmp_path) == ["a.txt"]
    rules.fingerprint = ""
    assert again(tmp_path) == again(tmp_path) == ["a.txt"]


def test_a_failed_document_is_tried_again(tmp_path: Path) -> None:
    corpus(tmp_path / "in", ["a.txt", "b.txt"])
    (tmp_path / "in" / "b.txt").write_text("坏", encoding="utf-8")
    assert again(tmp_path) == ["a.txt", "b.txt"]
    assert again(tmp_path) == ["b.txt"]
