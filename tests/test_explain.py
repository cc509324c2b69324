"""Why a fact was found and why a passage gave none; what no rule claims; a new rule from its name."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from helpers_find import make_document, rules
from policyminer.coverage import coverage
from policyminer.explain import Explanation, explain_row, explain_text
from policyminer.model import PolicyMinerError
from policyminer.rules.check import check_rules
from policyminer.rules.scaffold import new_indicator
from policyminer.run.batch import run
from policyminer.run.hits import corpus_hits

TEXT = """淅川县学校工作总结

一、主要做法

2024年，淅川县建成36间心理健康辅导室，新增县级名师工作室5个。推行“五个统一”管理，实行统一时间考试。全县第一次评选，第3期培训班开班。
依据《关于推进2024年45项改革的通知》（豫教基〔2024〕12号）执行。参观航天员训练营3艘飞船模型。新建运动场地9舸。

淅川县教育体育局

2025年1月10日
"""


def steps(text: str) -> dict[str, str]:
    found: list[Explanation] = explain_text(make_document(TEXT), text, rules())
    return {s.stage: s.said for s in found[0].steps}


def test_a_coded_quantity_names_its_template_and_what_each_attribute_was_read_from() -> None:
    said = steps("5个")
    assert said["quantity"].startswith("5个: 5 个, exact")
    assert "education.studios" in said["indicator"]
    assert "template" in said["indicator"]
    assert said["subject"] == "淅川县 (from the document)" or said["subject"].startswith("淅川县 (from the ")
    assert said["period"] == "2024-01-01..2024-12-31 (from the sentence: 2024年)"
    assert said["scope"] == "added"


def test_a_quantity_without_a_code_names_the_rule_that_came_closest() -> None:
    said = steps("36间")
    assert said["indicator"].startswith("no code: ")
    near = explain_text(make_document("某县学校工作总结\n\n建立名师工作室一批，新建5个。\n"), "5个", rules())[0]
    assert "education.studios" in next(s.said for s in near.steps if s.stage == "indicator")


@pytest.mark.parametrize(
    ("text", "stage", "words"),
    [
        ("五个统一", "protect", "inside a quotation"),
        ("45项改革", "protect", "inside a title"),
        ("12号", "protect", "inside a document number"),
        ("统一时间", "unit", "no unit of units.csv begins with"),
        ("第一次", "unit", "counts nothing"),
        ("第3期", "unit", "counts nothing"),
        ("9舸", "unit", "no unit of units.csv begins with '舸"),
        ("淅川县建成", "name", "region 淅川县 411326"),
        ("2024年，", "date", "2024-01-01..2024-12-31"),
        ("主要做法", "outline", "heading"),
    ],
)
def test_which_stage_decided(text: str, stage: str, words: str) -> None:
    assert words in steps(text)[stage]


def test_line_ends_inside_the_passage_do_not_matter() -> None:
    broken = make_document("某县工作总结\n\n全县选派教\n\n师24\n名到乡村支教。\n")
    assert explain_text(broken, "选派教师24名", rules())[0].quote == "选派教\n\n师24\n名"


def test_a_text_that_is_not_there_is_an_error() -> None:
    with pytest.raises(PolicyMinerError) as error:
        steps("没有这句话")
    assert error.value.code == "text_not_found"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    (folder / "sample.txt").write_text(TEXT, encoding="utf-8")
    run([folder / "sample.txt"], folder / "out")
    return folder / "out"


def test_a_published_row_is_explained_by_its_id(out: Path) -> None:
    row = pd.read_parquet(out / "current" / "indicators").iloc[0]
    found = explain_row(out, row["quantity_id"], rules())
    assert found.quote == row["text"]
    assert found.steps[0].said == f"a row of indicators, by the rule {row['rule']}"
    with pytest.raises(PolicyMinerError) as error:
        explain_row(out, "nothing", rules())
    assert error.value.code == "unknown_id"


def test_coverage_groups_what_no_rule_claims(out: Path) -> None:
    found = coverage(out)
    quantities = pd.read_parquet(out / "current" / "quantities")
    assert (found.quantities, found.coded) == (len(quantities), quantities["code"].notna().sum())
    assert sum(g.count for g in found.groups) == found.quantities - found.coded
    rooms = next(g for g in found.groups if g.unit == "间")
    assert (rooms.verb, rooms.count, len(rooms.documents)) == ("建成", 1, 1)
    assert rooms.noun.endswith("室")
    assert "【36间】心理健康辅导室" in rooms.examples[0]


def test_a_new_indicator_passes_as_it_is_printed(tmp_path: Path) -> None:
    pack = tmp_path / "rules" / "wellbeing"
    pack.mkdir(parents=True)
    (pack / "indicators.toml").write_text(new_indicator("psychology_rooms", "心理健康辅导室数", "间", "wellbeing"))
    assert check_rules([tmp_path / "rules"]) == []
    rule = tomllib.loads((pack / "indicators.toml").read_text(encoding="utf-8"))["indicator"][0]
    assert len(rule["examples"]) >= 3
    assert len(rule["counterexamples"]) >= 2


@pytest.mark.parametrize(
    ("code", "name", "unit", "words"),
    [
        ("studios", "名师工作室", "个", "has this code"),
        ("Rooms!", "辅导室", "间", "no id"),
        ("rooms", "辅导室", "舸", "no such unit"),
        ("rooms", "rooms", "间", "no Chinese noun"),
    ],
)
def test_a_new_indicator_that_cannot_be_is_refused(code: str, name: str, unit: str, words: str) -> None:
    with pytest.raises(PolicyMinerError, match=words):
        new_indicator(code, name, unit)


def test_the_hits_of_every_rule_are_listed_with_their_context(tmp_path: Path) -> None:
    (tmp_path / "sample.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"")
    pack = tmp_path / "rules" / "wellbeing"
    pack.mkdir(parents=True)
    (pack / "indicators.toml").write_text(new_indicator("psychology_rooms", "心理健康辅导室", "间", "wellbeing"))
    hits, unread = corpus_hits([tmp_path / "sample.txt", tmp_path / "broken.txt"], [tmp_path / "rules"])
    assert [path for path, _ in unread] == ["broken.txt"]
    assert (hits[0].rule, hits[0].count) == ("wellbeing.psychology_rooms", 1)
    assert "建成【36间】心理健康辅导室" in hits[0].examples[0]
    counts = {h.rule: h.count for h in hits}
    assert counts["education.studios"] == 1
    assert counts["education.schools"] == 0


def policyminer(*arguments: object) -> subprocess.CompletedProcess[str]:
    code = "from policyminer.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_a_new_user_adds_an_indicator_and_a_short_name(tmp_path: Path) -> None:
    """The walk-through of docs/rules.md: two data files, the check, and the row is there."""
    sample = tmp_path / "sample.txt"
    sample.write_text(
        "淅川县学校心理健康教育工作总结\n\n2024年，淅川县建成36间心理健康辅导室，新增县级名师工作室5个。信师大选派18名教师到淅川县支教。\n\n"
        "淅川县教育体育局\n\n2025年1月10日\n",
        encoding="utf-8",
    )
    mine = tmp_path / "my-rules"
    (mine / "wellbeing").mkdir(parents=True)
    printed = policyminer(
        "rules", "new", "psychology_rooms", "--name", "心理健康辅导室数", "--unit", "间", "--pack", "wellbeing"
    )
    assert printed.returncode == 0, printed.stderr
    (mine / "wellbeing" / "indicators.toml").write_text(printed.stdout, encoding="utf-8")
    (mine / "gazetteers").mkdir()
    (mine / "gazetteers" / "universities.csv").write_text(
        "id,name,aliases,type,parent,valid_from,valid_to,source\n"
        "4141010477,信阳师范大学,信阳师大|信师大,undergraduate,411500,2023-06-01,,own\n",
        encoding="utf-8",
    )
    checked = policyminer("rules", "check", "--rules", mine)
    assert (checked.returncode, checked.stdout.strip()) == (0, "all rules pass their examples")
    done = policyminer("run", sample, "--out", tmp_path / "tables", "--rules", mine)
    assert done.returncode == 0, done.stderr
    rows = pd.read_parquet(tmp_path / "tables" / "current" / "indicators").set_index("code")
    room = rows.loc["psychology_rooms"]
    assert (room["low"], room["unit"], room["subject"], room["rule"]) == (
        36,
        "间",
        "淅川县",
        "wellbeing.psychology_rooms",
    )
    assert rows.loc["secondments", "subject"] == "信阳师范大学"
    assert "【36间】" in policyminer("explain", tmp_path / "tables", room["quantity_id"], "--rules", mine).stdout
