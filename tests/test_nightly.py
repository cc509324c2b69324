"""The nightly refresh: what changed, what failed, what would be done, what must hold before readers see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policyminer.model import PolicyMinerError
from policyminer.publish.changes import Change, compare, snapshots_of
from policyminer.publish.runs import failed_documents, read_runs
from policyminer.run.batch import preview, run
from policyminer.run.refresh import refresh
from test_run_fakes import content

PLAN = "永靖县教育振兴实施方案\n\n选派骨干教师{}名到乡村学校任教，建成名师工作室8个。\n\n永靖县人民政府\n2023年3月6日\n"


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def changes(out: Path, table: str = "quantities") -> list[Change]:
    return [c for c in compare(*snapshots_of(out, None, None)) if c.table == table]


def test_a_changed_document_gives_changed_facts_and_the_others_none(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=PLAN.format(36), b=PLAN.format(12))
    out = tmp_path / "out"
    assert run([source], out).changes == {}
    moved = PLAN.format(40).replace("\n\n选派", "\n\n现就有关工作部署如下。\n\n选派")
    write(source, a=moved, c=PLAN.format(5))
    (source / "b.txt").unlink()
    report = run([source], out)
    found = changes(out)
    assert {(c.path, c.change, c.text, c.cause) for c in found} == {
        ("a.txt", "added", "40名", "source"),
        ("a.txt", "gone", "36名", "source"),
        ("b.txt", "gone", "12名", "source"),
        ("b.txt", "gone", "8个", "source"),
        ("c.txt", "added", "5名", "source"),
        ("c.txt", "added", "8个", "source"),
    }
    assert report.changes == {"added": 3, "gone": 3}
    written = pd.read_parquet(out / "current" / "changes")
    assert sorted(written["text"]) == sorted(c.text for c in found)
    assert json.loads(written.set_index("text").loc["40名", "new"])["low"] == 40


def test_other_rules_are_told_from_other_sources(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a="永靖县教育振兴实施方案\n\n建成心理健康辅导室12间。\n")
    out, rules = tmp_path / "out", tmp_path / "rules" / "wellbeing"
    run([source], out)
    rules.mkdir(parents=True)
    (rules / "indicators.toml").write_text(
        'pack = "wellbeing"\n[[indicator]]\nid = "rooms"\nname = "辅导室"\nunits = ["间"]\npatterns = ["辅导室{n}"]\n'
        'examples = ["建成辅导室【12间】", "现有辅导室【3间】"]\ncounterexamples = ["教室【3间】"]\n',
        encoding="utf-8",
    )
    run([source], out, rules=[rules.parent])
    (change,) = changes(out)
    assert (change.change, change.cause, set(change.columns)) == ("changed", "rules", {"code", "rule"})


def test_a_run_without_changes_publishes_nothing_and_says_so(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=PLAN.format(36))
    out = tmp_path / "out"
    first, second = run([source], out), run([source], out)
    assert (first.changed, second.changed, second.snapshot) == (True, False, first.snapshot)
    assert [(r.outcome, r.mined) for r in read_runs(out)] == [("published", 1), ("unchanged", 0)]
    with pytest.raises(PolicyMinerError) as error:
        snapshots_of(out, None, None)
    assert error.value.code == "unknown_snapshot"


def test_keep_says_how_many_snapshots_stay(tmp_path: Path) -> None:
    source = tmp_path / "in"
    out = tmp_path / "out"
    for number in range(5):
        write(source, a=PLAN.format(number + 10))
        run([source], out, keep=3)
    assert sorted(p.name for p in (out / "snapshots").iterdir()) == ["000003", "000004", "000005"]
    old, new = snapshots_of(out, "000003", None)
    assert (old.name, new.name) == ("000003", "000005")


def test_failed_documents_are_listed_and_tried_again(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=PLAN.format(36), b="")
    out = tmp_path / "out"
    run([source], out)
    (failed,) = failed_documents(out)
    assert (failed["path"], failed["error_code"]) == ("b.txt", "empty_file")
    write(source, b=PLAN.format(12))
    assert run([source], out).failed == 0
    assert failed_documents(out) == []


def test_a_preview_says_what_a_run_would_do_and_writes_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=PLAN.format(36), b=PLAN.format(12), c=PLAN.format(5))
    out = tmp_path / "out"
    assert preview([source], out).new == ("a.txt", "b.txt", "c.txt")
    assert not out.exists()
    run([source], out)
    before = content(out)
    write(source, b=PLAN.format(13), d=PLAN.format(7))
    (source / "c.txt").unlink()
    told = preview([source], out)
    assert (told.new, told.again, told.unchanged, told.gone) == (("d.txt",), ("b.txt",), 1, ("c.txt",))
    assert preview([source], out, reuse=False).again == ("a.txt", "b.txt")
    assert content(out) == before


def expectations(tmp_path: Path, text: str) -> list[Path]:
    (tmp_path / "rules").mkdir(exist_ok=True)
    (tmp_path / "rules" / "expectations.toml").write_text(text, encoding="utf-8")
    return [tmp_path / "rules"]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('table = "quantities"\nat_least = 5', "2 rows, at least 5 expected"),
        ('table = "quantities"\nat_most = 1', "2 rows, at most 1 expected"),
        ('table = "indicators"\ncode = "studios"\nhigh = 7', "indicators studios: 1 value(s) above 7"),
        ('table = "indicators"\ncode = "studios"\nlow = 9', "indicators studios: 1 value(s) below 9"),
    ],
)
def test_absurd_tables_are_not_published(tmp_path: Path, entry: str, words: str) -> None:
    source = write(tmp_path / "in", a=PLAN.format(36))
    out = tmp_path / "out"
    with pytest.raises(PolicyMinerError, match=words.replace("(", r"\(").replace(")", r"\)")) as error:
        run([source], out, rules=expectations(tmp_path, f"[[expect]]\n{entry}\n"))
    assert error.value.code == "expectations_failed"
    assert not (out / "current").exists()
    (noted,) = read_runs(out)
    assert (noted.outcome, noted.error_code) == ("failed", "expectations_failed")


def test_far_fewer_rows_than_last_night_keep_the_tables_before(tmp_path: Path) -> None:
    source = write(tmp_path / "in", **{f"d{i}": PLAN.format(i + 10) for i in range(6)})
    out = tmp_path / "out"
    rules = expectations(tmp_path, '[[expect]]\ntable = "quantities"\nshare_of_last = 0.8\n')
    run([source], out, rules=rules)
    before = content(out)
    for i in range(4):
        (source / f"d{i}.txt").unlink()
    with pytest.raises(PolicyMinerError, match="4 rows after 12, less than 80%"):
        run([source], out, rules=rules)
    assert content(out) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[expect]]\ntabel = 'quantities'\n", "expect 1: unknown key 'tabel'"),
        ("[[expect]]\ntable = 'numbers'\nat_least = 1\n", "expect 1: table: there is no table 'numbers'"),
        ("[[expect]]\ntable = 'events'\ncode = 'studios'\nat_least = 1\n", "code: the table events has no such column"),
        ("[[expect]]\ntable = 'events'\nat_least = 'many'\n", "at_least: 'many' is no number"),
        ("[[expect]]\ntable = 'events'\n", "nothing is expected"),
        ("expect = [", "not valid TOML"),
    ],
)
def test_wrong_expectations_name_file_entry_and_field(tmp_path: Path, text: str, words: str) -> None:
    source = write(tmp_path / "in", a=PLAN.format(36))
    with pytest.raises(PolicyMinerError) as error:
        run([source], tmp_path / "out", rules=expectations(tmp_path, text))
    assert error.value.code == "bad_rules"
    assert "expectations.toml" in str(error.value)
    assert words in str(error.value)
    assert not (tmp_path / "out").exists()


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_log_has_a_line_for_each_event(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a=PLAN.format(36), b="")
    refresh([str(source)], tmp_path / "out", tmp_path / "log.jsonl")
    log = lines(tmp_path / "log.jsonl")
    assert [line["event"] for line in log if line["event"] != "progress"] == ["started", "document_failed", "finished"]
    assert log[-2]["error_code"] == "empty_file"
    assert (log[-1]["documents"], log[-1]["failed"], log[-1]["published"]) == (2, 1, True)
    with pytest.raises(PolicyMinerError):
        refresh([str(source)], tmp_path / "out", tmp_path / "log.jsonl", packs=["none"])
    assert lines(tmp_path / "log.jsonl")[-1]["error_code"] == "unknown_pack"


@pytest.mark.parametrize("name", ["policyminer.service", "policyminer.timer", "policyminer.cron"])
def test_the_page_shows_the_files_that_are_shipped(name: str) -> None:
    root = Path(__file__).parents[1]
    shown = (root / "docs" / "nightly.md").read_text(encoding="utf-8")
    assert (root / "packaging" / name).read_text(encoding="utf-8") + "```" in shown
