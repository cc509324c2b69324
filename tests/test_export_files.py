"""Text formats, workbooks and databases read back equal, with the libraries that their users use."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from helpers_export import FORMULA, LONG_LINE, SCRIPT, bare_output, hostile_output, same, tables
from policyminer.export import delimited, workbook
from policyminer.export.codebook import CODEBOOK
from policyminer.export.export import Exported, export
from policyminer.export.options import Options
from policyminer.export.sheets import LARGE_TABLES
from policyminer.export.values import split
from policyminer.model import PolicyMinerError
from policyminer.publish.columns import Column
from policyminer.publish.schema import TABLES, arrow_schema

EXPORTED = [name for name in TABLES if name not in LARGE_TABLES]


def losses_of(exported: Exported) -> list[dict[str, Any]]:
    if exported.losses_file is None:
        return []
    return [json.loads(line) for line in exported.losses_file.read_text(encoding="utf-8").splitlines()]


def from_text(column: Column, text: str) -> Any:
    """The value of a CSV cell."""
    if column.type == "list<string>":
        return split(text)
    if text == "":
        return None
    readers = {"int32": int, "float64": float, "date32": date.fromisoformat, "bool": lambda t: t.lower() == "true"}
    return readers.get(column.type, str)(text)  # type: ignore[operator]


def test_csv_reads_back_equal(tmp_path: Path) -> None:
    export(hostile_output(), "csv", tmp_path, options=Options(guard=False))
    for name in EXPORTED:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == list(TABLES[name].column_names)
        for place, column in enumerate(TABLES[name].columns):
            same(tables(hostile_output())[name][column.name], [from_text(column, row[place]) for row in rows])


def test_pandas_reads_the_csv_files(tmp_path: Path) -> None:
    export(hostile_output(), "csv", tmp_path, options=Options(guard=False, mark=False))
    read = pd.read_csv(tmp_path / "documents.csv", keep_default_na=False, na_values=[""], lineterminator=None)
    same(tables(hostile_output())["documents"]["text"], list(read["text"]))


def test_csv_has_a_mark_for_excel_unless_unwanted(tmp_path: Path) -> None:
    export(hostile_output(), "csv", tmp_path / "a")
    export(hostile_output(), "csv", tmp_path / "b", options=Options(mark=False))
    assert (tmp_path / "a" / "dates.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc_id,")
    assert (tmp_path / "b" / "dates.csv").read_bytes().startswith(b"doc_id,")


def test_csv_never_hands_excel_a_formula(tmp_path: Path) -> None:
    done = export(hostile_output(), "csv", tmp_path)
    for name in EXPORTED:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            numbers = {c.name for c in TABLES[name].columns if c.type in ("int32", "float64")}
            for row in csv.DictReader(file):
                texts = [value for column, value in row.items() if column not in numbers]
                assert not [text for text in texts if text.lstrip().startswith(("=", "+", "-", "@"))]
    guarded = [loss for loss in losses_of(done) if loss["what"] == "guarded"]
    assert [g["value"].startswith(FORMULA) for g in guarded if g["column"] == "text" and g["table"] == "documents"] == [
        True
    ]


def test_csv_says_which_cells_excel_would_break(tmp_path: Path) -> None:
    done = export(hostile_output(), "csv", tmp_path, tables=["documents"])
    assert done.losses["documents", "text", "longer_than_excel"] == 1
    assert LONG_LINE in (tmp_path / "documents.csv").read_text(encoding="utf-8-sig")


def test_labels_as_headers_are_distinct(tmp_path: Path) -> None:
    export(hostile_output(), "csv", tmp_path, options=Options(headers="labels"))
    for name in EXPORTED:
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file))
        assert len(set(header)) == len(header) == len(TABLES[name].columns)
    assert "发文字号" in (tmp_path / "documents.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_json_lines_read_back_equal(tmp_path: Path) -> None:
    export(hostile_output(), "jsonl", tmp_path)
    for name in EXPORTED:
        rows = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for column in TABLES[name].columns:
            values = [row[column.name] for row in rows]
            if column.type == "date32":
                values = [v and date.fromisoformat(v) for v in values]
            same(tables(hostile_output())[name][column.name], values)


def test_parquet_is_one_file_a_table_with_its_labels(tmp_path: Path) -> None:
    export(hostile_output(), "parquet", tmp_path)
    for name in EXPORTED:
        read = pq.read_table(tmp_path / f"{name}.parquet")
        assert read.schema.equals(arrow_schema(name))
        assert read.schema.metadata[b"zh"] == TABLES[name].zh.encode()
        for column in TABLES[name].columns:
            same(tables(hostile_output())[name][column.name], read.column(column.name).to_pylist())
            assert read.schema.field(column.name).metadata[b"title_zh"] == column.title_zh.encode()


def _sheet_rows(path: Path, name: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def test_workbook_reads_back_equal(tmp_path: Path) -> None:
    done = export(hostile_output(), "xlsx", tmp_path / "a.xlsx")
    changed = {(loss["table"], loss["row"], loss["column"]): loss["value"] for loss in losses_of(done)}
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [*EXPORTED, "codebook", "cut"]
    for name in EXPORTED:
        header, *rows = [[cell.value for cell in row] for row in book[name].iter_rows()]
        assert header == list(TABLES[name].column_names)
        assert len(rows) == len(tables(hostile_output())[name])
        for place, column in enumerate(TABLES[name].columns):
            values = [row[place] for row in rows]
            if column.type == "date32":
                values = [v and v.date() for v in values]
            if column.type == "list<string>":
                values = [split(v or "") for v in values]
            # What the format cannot hold is whole in the file beside it.
            values = [changed.get((name, n, column.name), v) for n, v in enumerate(values)]
            same(tables(hostile_output())[name][column.name], values)


def test_pandas_reads_the_workbook(tmp_path: Path) -> None:
    export(hostile_output(), "xlsx", tmp_path / "a.xlsx", tables=["quantities"])
    read = pd.read_excel(tmp_path / "a.xlsx", sheet_name="quantities")
    ours = tables(hostile_output())["quantities"]
    assert list(read["low"]) == list(ours["low"])
    assert list(read["text"]) == list(ours["text"])
    assert read["date_from"].dt.date.dropna().tolist() == ours["date_from"].dropna().tolist()


def test_a_workbook_holds_texts_and_no_formulas(tmp_path: Path) -> None:
    export(hostile_output(), "xlsx", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert [c for c in cells if c.data_type == "f"] == []
    texts = [str(c.value) for c in cells]
    assert any(t.startswith(FORMULA) for t in texts)
    assert any(SCRIPT in t for t in texts)


def test_a_workbook_cuts_a_long_text_visibly_and_keeps_it_beside(tmp_path: Path) -> None:
    done = export(hostile_output(), "xlsx", tmp_path / "a.xlsx", tables=["documents"])
    place = list(TABLES["documents"].column_names).index("text")
    texts = [row[place] for row in _sheet_rows(tmp_path / "a.xlsx", "documents")[1:]]
    (cut,) = (t for t in texts if t and t.endswith(workbook.CUT_MARK))
    assert len(cut) == 32_767
    assert LONG_LINE.startswith(cut.removesuffix(workbook.CUT_MARK))
    header, row = _sheet_rows(tmp_path / "a.xlsx", "cut")
    assert header == ["table", "row", "column", "characters", "text"]
    assert row[:4] == [
        "documents",
        texts.index(cut) + 2,
        "text",
        len(LONG_LINE) + len("\n2024年，河口县培训教师21人次。"),
    ]
    (whole,) = (loss["value"] for loss in losses_of(done) if loss["what"] == "cut")
    assert whole.startswith(LONG_LINE)


def test_a_workbook_can_be_worked_with(tmp_path: Path) -> None:
    export(hostile_output(), "xlsx", tmp_path / "a.xlsx", options=Options(headers="labels"))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["quantities"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:AJ{page.max_row}"
    assert page["A1"].value == "文档编号"
    assert page.column_dimensions["E"].width == 50


def test_a_table_of_many_rows_goes_on_in_another_worksheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 4)
    export(hostile_output(), "xlsx", tmp_path / "a.xlsx", tables=["sections"])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    pages = [name for name in book.sheetnames if name.startswith("sections")]
    ids = [row[1].value for name in pages for row in book[name].iter_rows(min_row=2)]
    assert pages[:2] == ["sections", "sections_2"]
    assert ids == list(tables(hostile_output())["sections"]["section_id"])
    assert all(book[name]["A1"].value == "doc_id" for name in pages)


def test_duckdb_reads_back_equal(tmp_path: Path) -> None:
    export(hostile_output(), "duckdb", tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as connection:
        for name in EXPORTED:
            read = connection.sql(f'SELECT * FROM "{name}"').to_arrow_table()
            assert read.column_names == list(TABLES[name].column_names)
            for column in TABLES[name].columns:
                same(tables(hostile_output())[name][column.name], read.column(column.name).to_pylist())


def test_duckdb_explains_itself(tmp_path: Path) -> None:
    export(hostile_output(), "duckdb", tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as connection:
        said = "SELECT comment FROM duckdb_columns() WHERE table_name = 'documents' AND column_name = 'issuer'"
        assert connection.execute(said).fetchall() == [("发文机关，照原文",)]
        books = connection.execute("SELECT count(*) FROM codebook WHERE \"table\" = 'documents'").fetchone()
        assert books == (len(TABLES["documents"].columns),)
        partners = connection.execute("SELECT university, partner FROM partners").fetchall()
        assert ("云南师范大学", "河口县第一中学") in partners
        statuses = connection.execute("SELECT DISTINCT status FROM actual_values").fetchall()
        assert statuses == [("actual",)]


def test_data_package_describes_its_files(tmp_path: Path) -> None:
    export(hostile_output(), "datapackage", tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in package["resources"]] == EXPORTED
    readers: dict[str, Any] = {
        "integer": int,
        "number": float,
        "date": date.fromisoformat,
        "boolean": {"true": True, "false": False}.__getitem__,
        "array": json.loads,
        "string": str,
    }
    for resource in package["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for field in resource["schema"]["fields"]:
            values = [readers[field["type"]](row[field["name"]]) if row[field["name"]] else None for row in rows]
            assert None not in values or "constraints" not in field
            same(tables(hostile_output())[resource["name"]][field["name"]], values)
        key = resource["schema"].get("primaryKey")
        assert key is None or len({row[key[0]] for row in rows}) == len(rows)


def test_the_codebook_has_every_column_in_both_languages(tmp_path: Path) -> None:
    export(hostile_output(), "csv", tmp_path)
    with (tmp_path / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(r["table"], r["column"]) for r in rows] == [(n, c.name) for n in EXPORTED for c in TABLES[n].columns]
    assert list(rows[0]) == list(CODEBOOK.column_names)
    status = next(r for r in rows if (r["table"], r["column"]) == ("indicators", "status"))
    assert status["values"] == "1 actual 已成；2 target 目标；3 rule 规定；4 other 其他"
    assert status["title_zh"] == "性质"
    assert status["description_en"] == "actual, target, rule or other"
    page = (tmp_path / "codebook.md").read_text(encoding="utf-8")
    assert "## indicators 指标" in page


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet", "datapackage"])
def test_empty_tables_have_their_columns(format_: str, tmp_path: Path) -> None:
    export(bare_output(), format_, tmp_path)
    suffix = "csv" if format_ == "datapackage" else format_
    path = tmp_path / f"partnerships.{suffix}"
    if format_ == "jsonl":
        assert len(path.read_bytes().splitlines()) == len(tables(bare_output())["partnerships"])
        return
    read = pd.read_parquet(path) if format_ == "parquet" else pd.read_csv(path)
    assert list(read.columns) == list(TABLES["partnerships"].column_names)


def test_empty_tables_in_a_workbook_and_a_database(tmp_path: Path) -> None:
    export(bare_output(), "xlsx", tmp_path / "a.xlsx")
    assert _sheet_rows(tmp_path / "a.xlsx", "citations") == [list(TABLES["citations"].column_names)]
    export(bare_output(), "duckdb", tmp_path / "a.duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        assert connection.execute("SELECT count(*) FROM citations").fetchone() == (0,)


def refused(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(PolicyMinerError) as error:
        export(*args, **kwargs)
    return error.value.code


def test_what_is_there_is_not_overwritten_unless_wanted(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("mine")
    assert refused(hostile_output(), "xlsx", target) == "target_exists"
    assert target.read_text() == "mine"
    assert refused(hostile_output(), "csv", tmp_path) == "target_exists"
    export(hostile_output(), "xlsx", target, tables=["dates"], overwrite=True)
    assert openpyxl.load_workbook(target).sheetnames == ["dates", "codebook"]


def test_a_second_export_leaves_no_losses_of_the_first(tmp_path: Path) -> None:
    done = export(hostile_output(), "csv", tmp_path)
    assert done.losses_file is not None
    again = export(hostile_output(), "csv", tmp_path, tables=["dates"], overwrite=True)
    assert again.losses_file is None
    assert not done.losses_file.exists()


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    out = hostile_output()
    assert refused(out, "xlsx", out / "current" / "a.xlsx") == "bad_target"
    assert refused(out, "csv", out) == "bad_target"
    assert refused(out, "xlsx", tmp_path) == "bad_target"
    (tmp_path / "file").touch()
    assert refused(out, "csv", tmp_path / "file") == "bad_target"
    assert refused(out, "docx", tmp_path / "a") == "unknown_format"
    assert refused(out, "csv", tmp_path / "a", tables=["nope"]) == "unknown_table"
    assert refused(tmp_path / "x", "csv", tmp_path / "a") == "no_tables"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file"]


def test_a_failed_export_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(delimited, "join", broken)
    with pytest.raises(OSError, match="disk full"):
        export(hostile_output(), "csv", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("format_", "library"), [("xlsx", "openpyxl"), ("sav", "pyreadstat"), ("duckdb", "duckdb")])
def test_a_missing_library_is_named(
    format_: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyminer.export.export.find_spec", lambda name: None if name == library else object())
    with pytest.raises(PolicyMinerError) as error:
        export(hostile_output(), format_, tmp_path / "a")
    assert (error.value.code, error.value.hint) == ("library_missing", 'pip install "policyminer[export]"')
    assert library in error.value.message
    assert list(tmp_path.iterdir()) == []
