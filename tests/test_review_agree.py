"""Agreement of reviewers, and decisions as gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from policyminer.cli import app
from policyminer.evaluate import evaluate
from policyminer.model import PolicyMinerError
from policyminer.publish.load import load
from policyminer.review.agree import agree, cohen_kappa, krippendorff_alpha
from policyminer.review.decisions import Decision
from policyminer.review.gold import review_gold
from policyminer.run.batch import run
from policyminer.run.review import apply_review

TEXT = "2024年3月5日，宝鸡文理学院与陇县签订合作协议，选派24名教师到陇县支教1年。全县培训教师120余人次。"


def said(reviewer: str, start: int, verdict: str, table: str = "dates", **values: float) -> Decision:
    return Decision(reviewer, table, "a.txt", start, start + 1, "x", "", "", verdict, values)


def test_kappa_by_hand() -> None:
    """Two coders: 10 right/right, 4 wrong/wrong, 2 corrected/corrected, 3 right/wrong, 1 wrong/corrected.

    p_o = 16/20; the first says 13, 5, 2, the second 10, 7, 3 of 20: p_e = (130 + 35 + 6) / 400.
    """
    counted = {("r", "r"): 10, ("w", "w"): 4, ("c", "c"): 2, ("r", "w"): 3, ("w", "c"): 1}
    pairs = [pair for pair, n in counted.items() for _ in range(n)]
    assert cohen_kappa(pairs) == pytest.approx((0.8 - 171 / 400) / (1 - 171 / 400))
    assert cohen_kappa([("r", "r")] * 5) is None, "nothing that chance could be told from"
    assert cohen_kappa([("r", "w"), ("w", "r")]) == -1.0
    assert cohen_kappa([("r", "r"), ("w", "w")]) == 1.0


def test_alpha_is_that_of_the_textbook() -> None:
    """Krippendorff's example of four observers with missing data: 0.743 for nominal data."""
    rows = ("123321412...", "1233224125.3", ".33323422 51.".replace(" ", ""), "12332441251.")
    units = [[row[i] for row in rows if row[i] != "."] for i in range(12)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(["aa", "aa"]) is None
    assert krippendorff_alpha(["ab", "ba"]) == pytest.approx(1 - 3 * 4 / (16 - 8))


def test_agreement_is_told_by_table_and_over_all() -> None:
    first = [said("甲", i, v) for i, v in enumerate(["right", "right", "wrong", "right"])]
    second = [said("乙", i, v) for i, v in enumerate(["right", "wrong", "wrong"])]
    for reviewer, value in (("甲", 4.0), ("乙", 5.0)):
        (first if reviewer == "甲" else second).append(said(reviewer, 9, "corrected", "quantities", low=value))
    found = agree([first, second])
    assert found.reviewers == ("乙", "甲")
    assert found.alone == 1
    quantities, dates, whole = found.tables
    assert (dates.table, dates.rows, dates.same) == ("dates", 3, 2)
    assert dates.kappa == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert (quantities.corrected, quantities.same_values, quantities.kappa) == (1, 0, None)
    assert (whole.table, whole.rows, whole.same) == ("all", 4, 3)
    assert {next(iter(unit.values())).start for unit in found.different} == {1, 9}
    assert agree([first, second, [said("丙", 0, "right")]]).tables[-1].kappa is None
    assert agree([first, [*second, said("乙", 0, "withdrawn")]]).tables[1].rows == 2
    with pytest.raises(PolicyMinerError) as error:
        agree([first, first])
    assert error.value.code == "one_reviewer"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    run([folder / "in"], folder / "out")
    return folder / "out"


def decisions_on(out: Path, reviewer: str, verdicts: dict[str, list[str]]) -> Path:
    """Decisions on the first rows of tables."""
    found = []
    for table, said_of_rows in verdicts.items():
        rows = load(out, [table])[table]
        for verdict, (_, row) in zip(said_of_rows, rows.iterrows(), strict=False):
            start, end = int(row["start"]), int(row["end"])
            values = {"value": 25} if verdict == "corrected" else {}
            found.append({
                "table": table, "id": f"{table}:{row.name}", "path": "a.txt", "start": start, "end": end,
                "quote": TEXT[start:end], "before": TEXT[max(0, start - 20) : start], "after": TEXT[end : end + 20],
                "decision": verdict, "values": values,
            })  # fmt: skip
    path = out.parent / f"{reviewer}.json"
    data = {"format": "policyminer-review", "version": 1, "reviewer": reviewer, "decisions": found}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_only_layers_judged_to_the_end_are_gold(out: Path, tmp_path: Path) -> None:
    with pytest.raises(PolicyMinerError) as error:
        review_gold(out, tmp_path / "none")
    assert error.value.code == "no_gold"
    rows = {name: len(frame) for name, frame in load(out).items()}
    assert rows["quantities"] == 3
    assert rows["mentions"] > 2
    judged = {"quantities": ["corrected", "right", "wrong"], "mentions": ["wrong", "right"]}
    apply_review(out, [decisions_on(out, "甲", judged)])
    assert review_gold(out, tmp_path / "gold") == review_gold(out, tmp_path / "partial", partial=True)
    gold = json.loads((tmp_path / "gold" / "a.json").read_text(encoding="utf-8"))
    assert set(gold) == {"doc", "chars", "quantities", "review"}
    assert [(q["text"], q["low"]) for q in gold["quantities"]] == [("24名", 25.0), ("1年", 1.0)]
    assert gold["review"]["rows_judged"] == {"quantities": 3}
    assert "missed" in gold["review"]["meaning"]
    partial = json.loads((tmp_path / "partial" / "a.json").read_text(encoding="utf-8"))
    assert len(partial["review"]["judged"]["mentions"]) == 1
    figures = evaluate(out, tmp_path / "partial").figures()
    assert not any(name.startswith("mentions") for name in figures), "what is judged in part is not scored"
    assert (figures["quantities.value"]["tp"], figures["quantities.value"]["fp"]) == (2, 1)


def test_the_commands_print_it(out: Path, tmp_path: Path) -> None:
    first = decisions_on(out, "甲", {"dates": ["right"], "mentions": ["right", "wrong", "right"]})
    second = decisions_on(out, "乙", {"dates": ["right"], "mentions": ["right", "right", "wrong"]})
    done = CliRunner().invoke(app, ["review", "agree", str(first), str(second)])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[:3] == [
        "乙 / 甲: 0 rows judged by one of them only",
        "table\trows\tsame\tcorrected\tsame values\tkappa\talpha",
        "dates\t1\t1\t0\t0\t-\t-",
    ]
    assert lines[3].startswith("mentions\t3\t1\t0\t0\t-0.500\t")
    assert "乙: right  甲: wrong" in lines[5]
    data = json.loads(CliRunner().invoke(app, ["review", "agree", str(first), str(second), "--json"]).output)
    assert data["tables"][1]["kappa"] == pytest.approx(-0.5)
    applied = CliRunner().invoke(app, ["review", "apply", str(out), str(first), str(second)])
    assert "8 decisions read" in applied.output
    assert "disputed  mentions     a.txt" in applied.output
    listed = CliRunner().invoke(app, ["review", "list", str(out), "--json"])
    assert {row["outcome"] for row in json.loads(listed.output)} >= {"applied", "disputed"}
    gold = CliRunner().invoke(app, ["review", "gold", str(out), str(tmp_path / "gold")])
    assert gold.output.startswith("1 documents with layers judged to the end")
    lost = CliRunner().invoke(app, ["review", "apply", str(out), str(tmp_path / "not.json")])
    assert (lost.exit_code, "[bad_decisions]" in lost.output) == (2, True)
