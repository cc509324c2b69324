"""The schema is the contract, and every published value keeps it."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policyminer.publish.schema import TABLES, arrow_schema
from policyminer.run.batch import run
from test_run_fakes import TEXT, corpus, fake, moody

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = ROOT / ".." / "shared" / "contract" / "TABLES.md"


def contract_columns() -> dict[str, list[str]]:
    """Column names by table from the contract's table."""
    columns: dict[str, list[str]] = {}
    for line in CONTRACT.read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if len(cells) == 3 and re.fullmatch(r"`\w+`", cells[0]):
            outside_brackets = re.sub(r"\([^()]*\)|（[^（）]*）", "", cells[2])
            columns[cells[0].strip("`")] = re.findall(r"`(\w+)`", outside_brackets)
    columns["indicators"] = [*columns["quantities"], *(c for c in columns["indicators"] if c != "quantities")]
    return columns


@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract TABLES.md is not beside this checkout")
def test_the_schema_has_the_tables_and_columns_of_the_contract() -> None:
    contract = contract_columns()
    assert len(contract) == 12
    assert list(TABLES)[: len(contract)] == list(contract)
    for name, columns in contract.items():
        ours = TABLES[name].column_names
        assert [c for c in ours if c in columns] == columns, name


def test_the_page_of_tables_is_that_of_the_schema() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "tables_page.py"))
    text = script["PAGE"].read_text(encoding="utf-8")
    assert script["page"](text) == text, "run `python scripts/tables_page.py`"


def test_types_are_those_of_the_contract() -> None:
    documents = arrow_schema("documents")
    assert documents.field("date_issued").type == pa.date32()
    assert documents.field("issue_number").type == documents.field("chars").type == pa.int32()
    for name in TABLES:
        for field in arrow_schema(name):
            if field.name in ("start", "end"):
                assert field.type == pa.int32()
                assert not field.nullable
            if field.name in ("doc_id", "entity_id", "quantity_id"):
                assert not field.nullable
    assert arrow_schema("quantities").field("low").type == pa.float64()
    assert arrow_schema("entities").field("pilot").type == pa.bool_()
    assert arrow_schema("events").field("participants").type == pa.list_(pa.string())


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_in_both_languages(name: str) -> None:
    schema = arrow_schema(name)
    assert {b"title_zh", b"zh", b"en", b"ids"} <= set(schema.metadata)
    for field in schema:
        assert {b"zh", b"title_zh", b"en"} == set(field.metadata)
        assert all(field.metadata.values()), field.name
        assert re.search("[一-鿿]", field.metadata[b"zh"].decode()), field.name
        assert not re.search("[一-鿿]", field.metadata[b"en"].decode()), field.name
    assert set(TABLES[name].ids) <= set(schema.names)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    source = corpus(folder / "in", ["a.txt", "raises.txt", "b.txt"], TEXT)
    run([source], folder / "out", step=moody)
    return folder / "out" / "current"


def test_files_carry_the_schema_and_its_descriptions(published: Path) -> None:
    for name in TABLES:
        (path,) = sorted((published / name).iterdir())
        assert path.name == "part-00000.parquet"
        written, wanted = pq.read_schema(path), arrow_schema(name)
        assert written.equals(wanted)
        assert written.metadata == wanted.metadata
        for field in wanted:
            about = written.field(field.name).metadata
            assert {key: about[key] for key in field.metadata} == field.metadata


def test_missing_is_null_and_never_empty(published: Path) -> None:
    nulls = 0
    for name in TABLES:
        table = pq.read_table(published / name)
        assert table.num_rows, name
        for column, field in zip(table.columns, table.schema, strict=True):
            nulls += column.null_count
            assert field.nullable or not column.null_count
            if field.type == pa.string():
                assert not {"", "None", "nan", "NaN"} & set(column.to_pylist()), (name, field.name)
    assert nulls


def test_offsets_are_those_of_the_text_after_the_round_trip(published: Path) -> None:
    rows = pq.read_table(published / "documents").to_pylist()
    texts = {row["doc_id"]: row["text"] for row in rows if row["text"] is not None}
    assert all(row["chars"] == len(row["text"]) for row in rows if row["text"] is not None)
    seen = 0
    for name in TABLES:
        if "start" not in TABLES[name].column_names:
            continue
        for row in pq.read_table(published / name).to_pylist():
            assert 0 <= row["start"] < row["end"] <= len(texts[row["doc_id"]])
            if "text" in row:
                assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]
                seen += 1
    assert seen > 10


def test_an_empty_table_still_has_its_columns(tmp_path: Path) -> None:
    run([corpus(tmp_path / "in", ["a.txt"], "无\n")], tmp_path / "out", step=fake)
    table = pq.read_table(tmp_path / "out" / "current" / "quantities")
    assert table.num_rows == 0
    assert table.schema.equals(arrow_schema("quantities"))
