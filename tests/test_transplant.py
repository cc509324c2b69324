"""The corpus in other places, with other people: what is found may not hang on the names that rules were made with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers_transplant import transplant
from policyminer.evaluate import evaluate
from policyminer.run.batch import run

ROOT = Path(__file__).resolve().parents[1]
CORPORA = {
    "own": (ROOT / "corpus", ROOT / "tests" / "gold"),
    "offices": (ROOT / "tests" / "offices" / "documents", ROOT / "tests" / "offices" / "gold"),
}
#: What other names may cost: a town of the text may bear the name of a place that is now another's, and the like.
ROOM = 0.02


def _headline(documents: Path, gold: Path, out: Path) -> float:
    report = run([documents], out, workers=1)
    assert not report.failures
    return float(evaluate(out, gold).figures()["headline"]["f1"])


@pytest.mark.parametrize("corpus", CORPORA)
def test_other_names_give_the_same_facts(corpus: str, tmp_path: Path) -> None:
    documents, gold = CORPORA[corpus]
    before, after, answers = tmp_path / "before", tmp_path / "after", tmp_path / "gold"
    for folder in (before, after, answers):
        folder.mkdir()
    changed = 0
    for path in sorted(gold.glob("*.json")):
        annotated = json.loads(path.read_text(encoding="utf-8"))
        source = documents / annotated["doc"]
        if source.suffix != ".txt":
            continue
        try:
            text = source.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # the encodings of the corpus have tests of their own
        moved, answer = transplant(text, annotated, seed=1)
        changed += moved != text
        (before / source.name).write_bytes(text.encode())
        (after / source.name).write_bytes(moved.encode())
        (answers / path.name).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    assert changed >= 8
    assert _headline(after, answers, tmp_path / "out") >= _headline(before, gold, tmp_path / "as-it-is") - ROOM


def test_gold_moves_with_its_words() -> None:
    text = "宁都县教育局局长刘建清到赣州市调研。"
    gold = {
        "doc": "case.txt",
        "metadata": {"region": "360730"},
        "mentions": [
            {"text": "宁都县", "type": "region", "name": "宁都县", "adcode": "360730", "start": 0, "end": 3},
            {"text": "刘建清", "type": "person", "name": "刘建清", "start": 8, "end": 11},
            {"text": "赣州市", "type": "region", "name": "赣州市", "adcode": "360700", "start": 12, "end": 15},
        ],
    }
    moved, answer = transplant(text, gold, seed=3)
    assert moved != text and "宁都" not in moved and "赣州" not in moved and "刘建清" not in moved
    assert [moved[m["start"] : m["end"]] for m in answer["mentions"]] == [m["name"] for m in answer["mentions"]]
    county, _, city = answer["mentions"]
    assert county["adcode"] == answer["metadata"]["region"] != "360730"
    assert county["adcode"][:4] == city["adcode"][:4]
