"""The same document in another format gives the same facts: figures on real documents beside those of plain text."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from helpers_rendered import FORMATS, as_docx, moved, write_gold
from policyminer.evaluate import evaluate
from policyminer.run.batch import run

SHARED = Path(__file__).resolve().parents[2] / "shared"
SOURCES = sorted((SHARED / "corpus").glob("*.txt"))
TOLERANCE = 0.02

pytestmark = pytest.mark.skipif(not SOURCES, reason="the documents of ../shared/corpus are not beside this checkout")


def headline(folder: Path, ending: str, write: Callable[[str], bytes]) -> float:
    """Mine the documents in a format and score them against the gold that is moved along."""
    (folder / "in").mkdir()
    for source in SOURCES:
        text = source.read_bytes().decode("utf-8-sig")
        (folder / "in" / f"{source.stem}.{ending}").write_bytes(write(text))
    run([folder / "in"], folder / "out", workers=1)
    documents = pq.read_table(folder / "out" / "current" / "documents").to_pylist()
    texts = {d["path"]: d["text"] for d in documents}
    for source in SOURCES:
        gold = json.loads((SHARED / "gold" / f"{source.stem}.json").read_text(encoding="utf-8"))
        text = source.read_bytes().decode("utf-8-sig")
        name = f"{source.stem}.{ending}"
        assert texts[name] is not None, [d["error"] for d in documents]
        write_gold(folder / "gold", moved(gold, text, texts[name], name))
    return float(evaluate(folder / "out", folder / "gold").figures()["headline"]["f1"])


@cache
def plain(folder: Path) -> float:
    return headline(folder, "txt", lambda text: text.encode())


@pytest.fixture(scope="module")
def as_text(tmp_path_factory: pytest.TempPathFactory) -> float:
    return plain(tmp_path_factory.mktemp("txt"))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_scores_like_plain_text(name: str, as_text: float, tmp_path: Path) -> None:
    found = headline(tmp_path, *FORMATS[name])
    print(f"{name}: {found:.4f}, plain text {as_text:.4f}")
    assert as_text > 0.5
    assert abs(found - as_text) <= TOLERANCE


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed: it reads DOC")
def test_doc_scores_like_plain_text(as_text: float, tmp_path: Path) -> None:
    def as_doc(text: str) -> bytes:
        (tmp_path / "a.docx").write_bytes(as_docx(text))
        own = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", own, "--headless", "--convert-to", "doc:MS Word 97", "a.docx"]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=200)
        return (tmp_path / "a.doc").read_bytes()

    found = headline(tmp_path, "doc", as_doc)
    print(f"doc: {found:.4f}, plain text {as_text:.4f}")
    assert abs(found - as_text) <= TOLERANCE
