"""Questions in SQL: answered from the tables, shut off from everything else, printed in three forms."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from helpers_export import FORMULA, LONG_LINE, hostile_output, tables
from policyminer.export.sql import ask
from policyminer.model import PolicyMinerError
from policyminer.publish.schema import TABLES

PROGRAM = Path(sys.executable).with_name("policyminer")


def answer(question: str) -> list[tuple[object, ...]]:
    return list(ask(hostile_output(), question).rows)


def refused(question: str) -> PolicyMinerError:
    with pytest.raises(PolicyMinerError) as error:
        answer(question)
    return error.value


def test_every_table_can_be_asked() -> None:
    for name in TABLES:
        assert answer(f'SELECT count(*) FROM "{name}"') == [(len(tables(hostile_output())[name]),)]


def test_values_are_those_of_the_tables() -> None:
    ours = tables(hostile_output())["quantities"]
    asked = answer("SELECT quantity_id, low, date_to FROM quantities")
    assert [row[:2] for row in asked] == list(zip(ours["quantity_id"], ours["low"], strict=True))
    assert {type(row[2]) for row in asked} == {date, type(None)}
    assert answer("SELECT sum(low) FROM quantities WHERE unit = '人次'") == [
        (ours[ours["unit"] == "人次"]["low"].sum(),)
    ]
    assert (
        answer("SELECT participants FROM events LIMIT 1")[0][0] == tables(hostile_output())["events"]["participants"][0]
    )
    assert answer("SELECT 1.5::DECIMAL(4,1), 2::HUGEINT, 'nan'::DOUBLE, [1.0::DECIMAL(4,1)]") == [(1.5, 2, None, [1])]


def test_views_answer_usual_questions() -> None:
    assert answer("SELECT DISTINCT status FROM targets") == [("target",)]
    assert answer("SELECT count(*) FROM actual_values")[0][0] > 0
    assert ("云南师范大学",) in answer("SELECT DISTINCT university FROM partners")


def test_names_of_columns_do_not_repeat() -> None:
    asked = ask(
        hostile_output(), "SELECT d.doc_id, q.doc_id, 1 AS doc_id_2 FROM documents d JOIN quantities q USING (doc_id)"
    )
    assert asked.columns == ("doc_id", "doc_id_2", "doc_id_2_2")


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_parquet('http://localhost/x.parquet')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "COPY documents TO 'x.csv'",
        "ATTACH 'x.db'",
        "CREATE TABLE x AS SELECT 1",
        "DROP VIEW documents",
        "SET enable_external_access=true",
        "INSTALL httpfs",
        "SELECT 1; SELECT 2",
        "PRAGMA database_size",
        "",
        "-- nothing",
    ],
)
def test_nothing_but_a_query_of_the_tables_is_run(
    question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(question).code == "bad_sql"
    assert list(tmp_path.iterdir()) == []


def test_an_error_says_what_is_there() -> None:
    error = refused("SELECT * FROM indicator")
    assert "indicator" in error.message
    assert "\n" not in str(error)
    assert "indicators" in error.hint
    assert "syntax" in refused("SELEC 1").message


def test_python_objects_are_out_of_reach() -> None:
    frame = tables(hostile_output())["dates"]
    assert len(frame)
    assert refused("SELECT * FROM frame").code == "bad_sql"


def test_pivot_and_describe_read_too() -> None:
    assert answer("PIVOT (SELECT unit, status FROM quantities) ON status USING count(*)")
    assert answer("DESCRIBE documents")[0][0] == "doc_id"


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyminer.export.export.find_spec", lambda name: None)
    assert refused("SELECT 1").code == "library_missing"


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, *args], capture_output=True, text=True, encoding="utf-8")


@pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")
def test_the_command_prints_three_forms() -> None:
    question = "SELECT path, text, date_issued, pilots FROM documents ORDER BY path"
    ours = tables(hostile_output())["documents"].sort_values("path")
    data = json.loads(run("sql", hostile_output(), question, "--json").stdout)
    assert [row["path"] for row in data] == list(ours["path"])
    assert [row["text"] for row in data] == [t if isinstance(t, str) else None for t in ours["text"]]
    assert data[0]["pilots"] == []
    rows = list(csv.DictReader(io.StringIO(run("sql", hostile_output(), question, "--csv").stdout)))
    assert any(row["text"].startswith(FORMULA) for row in rows)
    lines = run("sql", hostile_output(), question).stdout.splitlines()
    assert lines[0] == "path\ttext\tdate_issued\tpilots"
    assert len(lines) == len(ours) + 1
    assert any(LONG_LINE in line for line in lines)
    wrong = run("sql", hostile_output(), "SELECT nope FROM dates")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("error: ")
    assert wrong.stderr.endswith("[bad_sql]\n")
