"""A miniature of scripts/train_ner.py: a recogniser learns from what was mined, the same in every run."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

ROOT = Path(__file__).resolve().parents[1]
_DOCUMENTS = ("news-hunan-zhijiao.txt", "notice-gansu.txt", "bulletin-shaanxi-dongtai-07.txt")


@pytest.mark.slow
def test_a_recogniser_learns_what_was_mined() -> None:
    script: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "train_ner.py"))
    docs = script["mined"]([ROOT / "corpus" / name for name in _DOCUMENTS])
    pieces = [piece for doc in docs for piece in script["pieces"](doc)]
    assert sum(len(piece.ents) for piece in pieces) == sum(len(doc.ents) for doc in docs) > 20
    assert max(len(piece.text) for piece in pieces) < 1000
    quiet = Console(quiet=True)
    nlp = script["train"](docs, 40, quiet)
    figures = script["score"](nlp, docs)["all"]
    assert figures[2] > 0.8, "on the documents that it has learnt from"
    assert script["score"](script["train"](docs, 40, quiet), docs)["all"] == figures
    gold = script["annotated"]([ROOT / "tests" / "heldout"])
    assert [len(doc.ents) > 0 for doc in gold] == [True] * 5
