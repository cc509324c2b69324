"""Our evaluation against tables made from the gold files, and against the reference scorer where there is one."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policyminer.cli import app
from policyminer.evaluate import Evaluation, evaluate
from policyminer.model import (
    Citation,
    Document,
    Event,
    Mention,
    Metadata,
    Partnership,
    PolicyMinerError,
    Quantity,
    Result,
    TimeExpression,
    document_id,
)
from policyminer.run.batch import run

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"
GOLD = [folder for folder in (ROOT / "tests" / "gold", SHARED / "gold") if list(folder.glob("*.json"))]
SCORER = SHARED / "contract" / "score.py"

each_gold = pytest.mark.parametrize("gold", GOLD, ids=[str(g.resolve().parent.name) for g in GOLD])


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def from_gold(path: Path, name: str, rules: Any) -> Result:
    """The result that its gold file calls perfect; ``noise`` in the folder's name spoils every few rows."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    every = 3 if "noise" in path.parent.name else 10**9

    def rows(layer: str) -> list[tuple[bool, dict[str, Any]]]:
        kept = [row for i, row in enumerate(gold.get(layer, [])) if i % (2 * every) != 1 or every > 100]
        return [((i + 1) % every == 0, row) for i, row in enumerate(kept)]

    meta = gold.get("metadata", {})
    dated = {key: day(meta.get(key)) for key in ("date_issued", "date_published")}
    words = {key: meta.get(key) for key in ("title", "doc_type", "issuer", "region", "doc_number", "issue_number")}
    text = gold_text(gold)
    return Result(
        Document(name, "0" * 64, "text/plain", "utf-8", text),
        document_id(name),
        Metadata(**(words | dated | ({"doc_type": "other"} if every < 100 else {}))),
        mentions=tuple(
            Mention(
                r["start"], r["end"] + bad, text[r["start"] : r["end"] + bad], r["type"], r.get("name") or r["text"],
                "e", r.get("adcode"), None if bad else r.get("role"), None, "r",
            )
            for bad, r in rows("mentions")
        ),
        dates=tuple(
            TimeExpression(r["start"], r["end"], r["text"], None if bad else day(r["from"]), day(r["to"]), "r")
            for bad, r in rows("dates")
        ),
        quantities=tuple(
            Quantity(
                f"q{i}", r["start"], r["end"], r["text"], r["low"] + (i % 2 if bad else 0), r["high"], r["bound"],
                r["unit"], "count", None, "other" if bad else r["status"], r["code"],
                r["subject"][0] if r["subject"] else None, r.get("per"), day(r["from"]), day(r["to"]), None, "r",
            )
            for i, (bad, r) in enumerate(rows("quantities"))
        ) + tuple(
            Quantity(f"n{i}", r["start"], r["end"], r["text"], 1.0, 1.0, "exact", "个", "count", None, "other",
                     "studios" if i % 2 else None, None, None, None, None, None, "r")
            for i, r in enumerate(gold.get("not_quantities", [])) if every < 100
        ),
        events=tuple(
            Event(f"e{i}", r["start"], r["end"] - (2 if bad else 0), text[r["start"] : r["end"]], "meeting" if bad else
                  r["type"], day(r["from"]), day(r["to"]), (*r["participants"][bad:], *(["某校"] if bad else [])),
                  None, None, "r")
            for i, (bad, r) in enumerate(rows("events"))
        ),
        partnerships=tuple(
            Partnership(r["university"], r["partner"], "region", "base" if bad else r["relation"], 0, 1, "x")
            for bad, r in rows("partnerships")
        ),
        citations=tuple(
            Citation(r["start"], r["end"], r["text"], None if bad and r["number"] else r["title"], r["number"])
            for bad, r in rows("citations")
        ),
    )  # fmt: skip


def gold_text(gold: dict[str, Any]) -> str:
    """Text of the right length with the annotated characters in their places."""
    rows = [r for layer in gold.values() if isinstance(layer, list) for r in layer if "start" in r]
    text = ["x"] * (max((r["end"] for r in rows), default=1) + 5)
    for r in rows:
        if "text" in r:
            text[r["start"] : r["end"]] = r["text"]
    return "".join(text)


def published(tmp_path: Path, folder: str, gold_folder: Path) -> Path:
    """Tables made of the gold files, which are also the inputs; documents get their gold file's ``doc`` as name."""
    source = tmp_path / folder
    source.mkdir()
    for path in gold_folder.glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        (source / gold["doc"]).write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    report = run([source], tmp_path / "out", step=from_gold)
    assert report.failures == ()
    return tmp_path / "out"


@each_gold
def test_perfect_tables_score_one(tmp_path: Path, gold: Path) -> None:
    figures = evaluate(published(tmp_path, "in", gold), str(gold)).figures()
    assert figures["headline"]["f1"] == 1.0
    for name, row in figures.items():
        if row.get("tp") or row.get("fn") or row.get("fp"):
            assert row["f1"] == 1.0, name
        assert row.get("acc") in (1.0, None), name


@each_gold
@pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer is not beside this checkout")
def test_figures_are_those_of_the_reference_scorer(tmp_path: Path, gold: Path) -> None:
    out = published(tmp_path, "noise", gold)
    spec = importlib.util.spec_from_file_location("reference_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    sys.modules["reference_scorer"] = reference
    spec.loader.exec_module(reference)
    scorer, ours = reference.score(out, gold), evaluate(out, gold)
    assert ours.figures() == scorer.report()
    assert 0 < ours.figures()["headline"]["f1"] < 1
    imperfect = [k for k, v in ours.figures().items() if v.get("f1", v.get("acc")) not in (1.0, None)]
    assert len(imperfect) > 15, "the noise must reach the figures"
    layers = {e["layer"] for e in ours.errors}
    assert layers == {e["layer"] for e in scorer.errors}
    assert len(ours.errors) == len(scorer.errors)


def test_a_missing_document_is_an_error_and_costs_recall(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    gold = {"doc": "there.txt", "metadata": {"title": None}, "dates": []}
    (source / "there.txt").write_text(json.dumps(gold), encoding="utf-8")
    run([source], tmp_path / "out", step=from_gold)
    lost = {"doc": "lost.txt", "dates": [{"start": 0, "end": 1, "text": "x", "from": None, "to": None}]}
    (source / "lost.json").write_text(json.dumps(lost), encoding="utf-8")
    found: Evaluation = evaluate(tmp_path / "out", source)
    assert found.figures()["dates.value"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "tp": 0, "fp": 0, "fn": 1}
    assert {"doc": "lost.txt", "layer": "documents", "kind": "missing"} in found.errors


def test_bad_gold_is_said(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    with pytest.raises(PolicyMinerError) as error:
        evaluate(tmp_path, source)
    assert error.value.code == "no_gold"
    (source / "a.txt").write_text('{"doc": "a.txt"}', encoding="utf-8")
    run([source], tmp_path / "out", step=from_gold)
    (source / "a.json").write_text("[", encoding="utf-8")
    with pytest.raises(PolicyMinerError) as error:
        evaluate(tmp_path / "out", source)
    assert error.value.code == "bad_gold"


@pytest.mark.skipif(not SCORER.exists(), reason="the reference scorer is not beside this checkout")
def test_the_command_prints_what_the_reference_scorer_prints_on_mined_documents(tmp_path: Path) -> None:
    """Real documents, really mined, every layer: the same lines."""
    run([SHARED / "corpus"], tmp_path / "out")
    command = ["evaluate", str(tmp_path / "out"), str(SHARED / "gold")]
    printed = CliRunner().invoke(app, command)
    reference = subprocess.run(
        [sys.executable, SCORER, *command[1:]], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert [line.split() for line in printed.output.splitlines()] == [
        line.split() for line in reference.stdout.splitlines()
    ]
    assert len(printed.output.splitlines()) > 35


def test_errors_are_shown_in_their_passage(tmp_path: Path) -> None:
    text = "某县2023年培训教师24名，其中骨干教师6名。"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    run([tmp_path / "in"], tmp_path / "out")
    missed = {"start": 15, "end": 16, "text": "其", "type": "school", "name": "其"}
    quantity = {
        "start": 11, "end": 14, "text": "24名", "low": 24, "high": 24, "unit": "人", "bound": "about",
        "status": "actual", "code": "training_participants", "subject": [], "per": None,
        "from": "2023-01-01", "to": "2023-12-31",
    }  # fmt: skip
    gold = {"doc": "a.txt", "mentions": [missed], "quantities": [quantity]}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    command = ["evaluate", str(tmp_path / "out"), str(tmp_path / "gold"), "--errors", "99"]
    printed = CliRunner().invoke(app, command).output
    assert "missed mentions.school  a.txt [15:16]\n  gold  type=school  name=其\n" in printed
    assert "wrong quantities.bound  a.txt [11:14]\n  gold  about\n  found exact\n" in printed
    assert "  | 某县2023年培训教师【24名】，其中骨干教师6名。" in printed
    assert "spurious quantities.span  a.txt [21:23]\n  found low=6.0  high=6.0  unit=人" in printed
