"""Decisions of reviewers: read, kept, laid over the tables, found again when text or program change."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from policyminer.model import PolicyMinerError, Result
from policyminer.publish.load import load
from policyminer.publish.snapshot import resolve
from policyminer.review.decisions import Decision, read_decisions
from policyminer.review.place import AMBIGUOUS, CONTEXT_GONE, QUOTE_GONE, Place
from policyminer.review.store import merge, stored_decisions
from policyminer.run import batch, plan
from policyminer.run import review as run_review
from policyminer.run.batch import run
from policyminer.run.review import apply_review, list_review
from test_run_fakes import TEXT, content, corpus, fake


def validate() -> None:
    """No rules are wrong."""


RULES = SimpleNamespace(
    fingerprint="one",
    validate=validate,
    packs=(
        SimpleNamespace(
            rules=tuple(
                SimpleNamespace(rule=SimpleNamespace(id=code, name=name, task=None))
                for code, name in (("training_participants", "培训人(次)数"), ("teachers", "教师数"))
            )
        ),
    ),
)


def mined(path: Path, name: str, rules: Any) -> Result:
    """Mine with the bytes' own hash."""
    result = fake(path, name, rules)
    object.__setattr__(result.document, "sha256", plan.hashlib.sha256(path.read_bytes()).hexdigest())
    return result


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (batch, run_review):
        monkeypatch.setattr(module, "load_rules", lambda folders, packs: RULES)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    corpus(tmp_path / "in", ["a.txt", "b.txt", "c.txt"])
    refresh(tmp_path)
    return tmp_path / "out"


def refresh(tmp_path: Path, **options: Any) -> batch.Report:
    return run([tmp_path / "in"], tmp_path / "out", step=mined, **options)


def decision(out: Path, table: str, row: int, verdict: str, **more: Any) -> dict[str, Any]:
    """What the report page writes for a row of a table."""
    tables = load(out, ("documents", table))
    found = tables[table].iloc[row]
    document = tables["documents"].set_index("doc_id").loc[found["doc_id"]]
    start, end, text = int(found["start"]), int(found["end"]), document["text"]
    return {
        "table": table, "id": f"{table}:{row}", "path": document["path"], "doc_id": found["doc_id"], "start": start,
        "end": end, "quote": text[start:end], "before": text[max(0, start - 20) : start],
        "after": text[end : end + 20], "decision": verdict, "values": {}, "note": "",
        "decided_at": "2026-03-01T08:00:00.000Z",
    } | more  # fmt: skip


def file_of(tmp_path: Path, decisions: list[dict[str, Any]], reviewer: str = "张三") -> Path:
    path = tmp_path / "decisions" / f"{len(reviewer)}{reviewer[:1]}.json"
    path.parent.mkdir(exist_ok=True)
    data = {"format": "policyminer-review", "version": 1, "reviewer": reviewer, "decisions": decisions}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def apply(out: Path, *files: Path) -> run_review.Reviewed:
    return apply_review(out, files, step=mined)


def judged(out: Path, table: str) -> pd.DataFrame:
    frame = load(out, (table,))[table]
    return frame[frame["review_status"].notna()]


def corrected(out: Path, **values: Any) -> dict[str, Any]:
    return decision(out, "indicators", 0, "corrected", values=values)


def test_a_correction_is_in_the_tables_and_keeps_what_the_program_had(out: Path, tmp_path: Path) -> None:
    first = resolve(out)
    given = corrected(out, value=42, code="teachers", period_end="2024-12-31") | {"note": "表中写的是42"}
    reviewed = apply(out, file_of(tmp_path, [given]))
    assert reviewed.report.reviewed == {"applied": 1}
    assert resolve(out) != first
    (row,) = judged(out, "indicators").to_dict("records")
    assert (row["low"], row["high"], row["code"], row["indicator"]) == (42.0, 42.0, "teachers", "教师数")
    assert (row["review_status"], row["review_note"]) == ("corrected", "表中写的是42")
    assert json.loads(row["machine_values"]) == {
        "low": 24.0, "high": 24.0, "code": "training_participants", "date_to": None,
        "indicator": "培训人(次)数", "task": "teachers",
    }  # fmt: skip
    (quantity,) = judged(out, "quantities").to_dict("records")
    assert (quantity["quantity_id"], quantity["low"], quantity["code"]) == (row["quantity_id"], 42.0, "teachers")
    changes = pd.read_parquet(out / "current" / "changes")
    assert set(changes["cause"]) == {"review"}


def test_later_runs_keep_to_it_and_take_rows_over(out: Path, tmp_path: Path) -> None:
    apply(out, file_of(tmp_path, [corrected(out, value=42), decision(out, "mentions", 1, "wrong")]))
    before = content(out)
    assert not refresh(tmp_path).changed
    report = refresh(tmp_path, reuse=False)
    assert not report.changed
    assert report.reviewed == {"applied": 2}
    assert content(out) == before
    corpus(tmp_path / "in", ["d.txt"])
    assert refresh(tmp_path).reused == 3
    run([tmp_path / "in"], tmp_path / "fresh", step=mined)
    assert judged(tmp_path / "fresh", "indicators").empty
    (tmp_path / "fresh" / "review").symlink_to(out / "review")
    run([tmp_path / "in"], tmp_path / "fresh", step=mined, workers=2, reuse=False)
    assert content(tmp_path / "fresh") == content(out)
    assert judged(out, "indicators")["low"].tolist() == [42.0]


def test_without_decisions_the_tables_are_those_of_a_run(out: Path, tmp_path: Path) -> None:
    before = content(out)
    given = [
        corrected(out, value=42, code=""),
        decision(out, "mentions", 0, "corrected", values={"name": "某县", "adcode": None}),
        decision(out, "events", 0, "corrected", values={"participants": ["某校"], "from": "2024-01-13"}),
        decision(out, "dates", 0, "right"),
        decision(out, "partnerships", 0, "wrong"),
        decision(out, "citations", 0, "corrected", values={"title": "某办法"}),
    ]
    assert apply(out, file_of(tmp_path, given)).report.reviewed == {"applied": 6}
    assert content(out) != before
    assert judged(out, "mentions")["entity_id"].tolist() == ["learned:region:某县"]
    withdrawn = [d | {"decision": "withdrawn", "values": {}, "decided_at": "2026-04-01T00:00:00Z"} for d in given]
    assert apply(out, file_of(tmp_path, withdrawn)).findings == ()
    assert content(out) == before
    assert stored_decisions(out) == []


def test_an_indicator_can_lose_and_a_quantity_gain_its_code(out: Path, tmp_path: Path) -> None:
    apply(out, file_of(tmp_path, [corrected(out, code=None)]))
    (row,) = judged(out, "indicators").to_dict("records")
    assert (row["review_status"], row["code"]) == ("wrong", "training_participants")
    assert judged(out, "quantities")["code"].isna().all()


def test_a_code_that_a_quantity_gains_makes_a_row_of_indicators(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def uncoded(path: Path, name: str, rules: Any) -> Result:
        result = mined(path, name, rules)
        for q in result.quantities[:1]:
            object.__setattr__(q, "code", None)
        object.__setattr__(result, "indicators", result.indicators[1:])
        return result

    monkeypatch.setitem(globals(), "mined", mined)
    corpus(tmp_path / "in", ["a.txt", "b.txt"])
    out = tmp_path / "out"
    run([tmp_path / "in"], out, step=uncoded)
    before = content(out)
    given = decision(out, "quantities", 0, "corrected", values={"code": "teachers"})
    apply_review(out, [file_of(tmp_path, [given])], step=uncoded)
    frame = load(out, ("indicators",))["indicators"]
    assert frame["code"].tolist()[:2] == ["teachers", "training_participants"]
    added = frame.iloc[0]
    assert (added["indicator"], added["path"], added["machine_values"]) == ("教师数", "a.txt", '{"code": null}')
    assert "24名" in added["evidence"]
    apply_review(out, [file_of(tmp_path, [given | {"decision": "withdrawn", "values": {}}])], step=uncoded)
    assert content(out) == before


def test_a_wrong_row_stays_and_counts_for_nothing(out: Path, tmp_path: Path) -> None:
    entities = load(out, ("entities",))["entities"].set_index("name")["mentions"]
    targets = load(out, ("progress",))["progress"]
    assert len(targets) == 3
    mention = decision(out, "mentions", 0, "wrong")
    target = decision(out, "indicators", 1, "wrong")
    apply(out, file_of(tmp_path, [mention, target]))
    assert judged(out, "mentions")["review_status"].tolist() == ["wrong"]
    assert judged(out, "quantities").empty, "the number may be right, it is only not this indicator"
    now = load(out, ("entities",))["entities"].set_index("name")["mentions"]
    assert now["安义县"] == entities["安义县"] - 1
    assert len(load(out, ("progress",))["progress"]) == 2


def test_decisions_move_with_the_text(out: Path, tmp_path: Path) -> None:
    apply(out, file_of(tmp_path, [corrected(out, value=42)]))
    path = tmp_path / "in" / "a.txt"
    text = "关于印发工作要点的说明\n\n" + TEXT.replace("培训教师", "培训\n 教师") + "第0份。"
    path.write_text(text, encoding="utf-8")
    assert refresh(tmp_path).reviewed == {"moved": 1}
    row = judged(out, "indicators").iloc[0]
    assert (row["text"], row["low"]) == ("24名", 42.0)


@pytest.mark.parametrize(
    ("text", "outcome", "why"),
    [
        (TEXT.replace("24名", "26名"), "lost", QUOTE_GONE),
        ("另一份文件。某校派出24名，到岗。", "lost", CONTEXT_GONE),
        (TEXT + TEXT, "applied", ""),
        ("说明。" + TEXT + TEXT, "lost", AMBIGUOUS),
    ],
)
def test_a_decision_is_never_put_elsewhere(out: Path, tmp_path: Path, text: str, outcome: str, why: str) -> None:
    apply(out, file_of(tmp_path, [corrected(out, value=42)]))
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    assert refresh(tmp_path).reviewed == {outcome: 1}
    (finding,) = list_review(out)
    assert (finding.outcome, finding.why) == (outcome, why)
    assert len(judged(out, "indicators")) == (outcome == "applied")


def test_decisions_kept_by_an_apply_that_did_not_end_are_in_the_next_run(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    before = content(out)
    monkeypatch.setattr(run_review, "publish_tables", die)
    with pytest.raises(KeyboardInterrupt):
        apply(out, file_of(tmp_path, [corrected(out, value=42)]))
    assert content(out) == before
    report = refresh(tmp_path)
    assert (report.reviewed, report.reused) == ({"applied": 1}, 3)
    assert judged(out, "indicators")["low"].tolist() == [42.0]


def test_a_renamed_document_keeps_its_decisions(out: Path, tmp_path: Path) -> None:
    apply(out, file_of(tmp_path, [corrected(out, value=42)]))
    (tmp_path / "in" / "a.txt").rename(tmp_path / "in" / "moved.txt")
    refresh(tmp_path)
    assert judged(out, "indicators")["path"].tolist() == ["moved.txt"]


def test_what_another_program_finds(out: Path, tmp_path: Path) -> None:
    """Right rows stay as they were judged; a row found wrong was another one when its values differ."""

    def other(path: Path, name: str, rules: Any) -> Result:
        result = mined(path, name, rules)
        for q in result.quantities:
            object.__setattr__(q, "unit", "人次")
        return result

    given = [decision(out, "quantities", 0, "right"), decision(out, "quantities", 1, "wrong")]
    apply(out, file_of(tmp_path, given))
    assert run([tmp_path / "in"], out, step=other).reviewed == {"applied": 1, "stale": 1}
    (row,) = judged(out, "quantities").to_dict("records")
    assert (row["review_status"], row["unit"], row["machine_values"]) == ("right", "人", '{"unit": "人次"}')
    path = tmp_path / "in" / "a.txt"
    path.write_text("新。" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert run([tmp_path / "in"], out, step=other).reviewed == {"stale": 2}, "the document may say so now"


def test_a_wrong_row_that_is_gone_is_settled(out: Path, tmp_path: Path) -> None:
    def fewer(path: Path, name: str, rules: Any) -> Result:
        result = mined(path, name, rules)
        object.__setattr__(result, "mentions", result.mentions[1:])
        return result

    apply(out, file_of(tmp_path, [decision(out, "mentions", i, v) for i, v in ((0, "wrong"), (3, "right"))]))
    assert run([tmp_path / "in"], out, step=fewer).reviewed == {"lost": 1, "settled": 1}


def test_reviewers_who_disagree_change_nothing(out: Path, tmp_path: Path) -> None:
    files = [
        file_of(tmp_path, [corrected(out, value=42), decision(out, "dates", 0, "right")], "甲"),
        file_of(tmp_path, [corrected(out, value=43), decision(out, "dates", 0, "right")], "乙"),
    ]
    reviewed = apply(out, *files)
    assert reviewed.report.reviewed == {"applied": 2, "disputed": 2}
    assert judged(out, "indicators").empty
    assert judged(out, "dates")["review_status"].tolist() == ["right"]
    later = corrected(out, value=42) | {"decided_at": "2026-03-02T08:00:00+08:00"}
    assert apply(out, file_of(tmp_path, [later], "乙")).report.reviewed == {"applied": 4}
    assert judged(out, "indicators")["low"].tolist() == [42.0]


def test_what_a_reviewer_saw_is_what_he_found_right(out: Path, tmp_path: Path) -> None:
    apply(out, file_of(tmp_path, [corrected(out, value=42)], "甲"))
    right = decision(out, "indicators", 0, "right", decided_at="2026-03-02T08:00:00Z")
    assert apply(out, file_of(tmp_path, [right], "乙")).report.reviewed == {"disputed": 2}
    seen = right | {"seen": {"low": 42, "high": 42, "indicator": "教师数"}, "decided_at": "2026-03-03T08:00:00Z"}
    assert apply(out, file_of(tmp_path, [seen], "乙")).report.reviewed == {"applied": 2}


def test_rows_on_the_same_characters_are_told_apart(tmp_path: Path) -> None:
    def two(path: Path, name: str, rules: Any) -> Result:
        result = mined(path, name, rules)
        (first,) = result.partnerships
        second = type(first)(*(getattr(first, f) if f != "partner" else "乙县" for f in first.__dataclass_fields__))
        object.__setattr__(result, "partnerships", (first, second))
        return result

    corpus(tmp_path / "in", ["a.txt", "b.txt"])
    out = tmp_path / "out"
    run([tmp_path / "in"], out, step=two)
    apply_review(out, [file_of(tmp_path, [decision(out, "partnerships", 3, "wrong")])], step=two)
    assert judged(out, "partnerships").index.tolist() == [3]
    corpus(tmp_path / "in", ["0.txt"])
    run([tmp_path / "in"], out, step=two)
    assert judged(out, "partnerships")["partner"].tolist() == ["乙县"]
    unclear = decision(out, "partnerships", 0, "wrong") | {"id": None}
    reviewed = apply_review(out, [file_of(tmp_path, [unclear], "乙")], step=two)
    assert reviewed.report.reviewed == {"applied": 1, "lost": 1}


def test_tables_of_another_program_or_other_rules_are_refused(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = file_of(tmp_path, [corrected(out, value=42)])
    before = content(out)
    with pytest.raises(PolicyMinerError, match="another version") as error:
        apply_review(out, [file])  # the step is part of the program
    assert error.value.code == "made_otherwise"
    monkeypatch.setattr(run_review, "load_rules", lambda f, p: SimpleNamespace(fingerprint="two", packs=()))
    with pytest.raises(PolicyMinerError, match="other rules"):
        apply(out, file)
    assert content(out) == before
    assert not (out / "review").exists()


BAD: list[tuple[dict[str, Any], str]] = [
    ({"table": "tokens"}, "decision 1: table: 'tokens' is not reviewed"),
    ({"decision": "maybe"}, "decision 1: decision: 'maybe'"),
    ({"decision": "right", "values": {"low": 1}}, "values: a row that is right has none"),
    ({"values": {}}, "values: a corrected row needs"),
    ({"values": {"text": "x"}}, "values: text: cannot be corrected"),
    ({"values": {"low": "many"}}, "values.low: 'many' is no number"),
    ({"values": {"from": "2024"}}, "values.date_from: '2024' is no date"),
    ({"values": {"status": "done"}}, "values.status: 'done' is unknown"),
    ({"values": {"value": [3, 2]}}, "low: 3 is above high 2"),
    ({"values": {"unit": ""}}, "values.unit: must not be empty"),
    ({"values": {"code": "nonsense"}}, "there is no indicator 'nonsense'"),
    ({"start": "1"}, "start: '1' is no offset"),
    ({"end": 0}, "end: 0 is not behind start"),
    ({"quote": ""}, "quote: must not be empty"),
    ({"decided_at": "yesterday"}, "decided_at: 'yesterday' is no"),
    ({"guard": "0" * 16}, "guard: does not fit"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD, ids=[message for _, message in BAD])
def test_a_bad_decision_is_named(out: Path, tmp_path: Path, wrong: dict[str, Any], message: str) -> None:
    before = content(out)
    with pytest.raises(PolicyMinerError) as error:
        apply(out, file_of(tmp_path, [corrected(out, value=42) | wrong]))
    assert error.value.code == "bad_decisions"
    assert message in str(error.value)
    assert content(out) == before


@pytest.mark.parametrize(
    "text",
    ["[", "{}", '{"format": "policyminer-review", "version": 2}', '{"format": "policyminer-review", "version": 1}'],
)
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyMinerError, match=r"x\.json"):
        read_decisions(tmp_path / "x.json")


def test_kept_files_are_files_of_decisions(out: Path, tmp_path: Path) -> None:
    apply(out, file_of(tmp_path, [corrected(out, value=42)], "Li, Si/.."))
    (kept,) = (out / "review").glob("*")
    assert kept.name.startswith("Li_Si_-")
    again = read_decisions(kept)
    assert again == stored_decisions(out)
    assert merge(again, again) == again
    assert apply(out, kept).report.changed is False


def made(text: str, start: int, end: int) -> Decision:
    return Decision(
        "甲", "dates", "a.txt", start, end, text[start:end], text[max(0, start - 20) : start], text[end : end + 20],
        "right",
    )  # fmt: skip


def test_white_space_and_marks_do_not_count() -> None:
    text = "全县选派 24 名教师到村小支教，其中骨干教师12名，另有退休教师6名参加志愿服务。"
    found = made(text, 4, 9)
    moved = "前言。\n全县选派**24**\n名教师到村小支教，其中骨干教师12名，另有退休教师6名参加志愿服务。"
    place = Place(moved)
    start, end = place.find(found)
    assert (start, end) == place.squeezed(moved.index("24"), moved.index("名") + 1)


def test_the_best_context_wins_and_a_tie_does_not() -> None:
    text = "甲校选派骨干教师24名到东乡小学支教一年，乙校选派教师24名到西乡小学帮扶。"
    first, second = text.index("24名"), text.rindex("24名")
    changed = text.replace("支教一年", "支教两年").replace("乙校选派", "乙校另派")
    for at in (first, second):
        assert Place(changed).find(made(text, at, at + 3)) == (at, at + 3)
    assert Place("24名，24名").find(made(text, first, first + 3)) == CONTEXT_GONE
