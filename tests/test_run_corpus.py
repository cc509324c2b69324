"""The real pipeline on the sample documents: promises that every table keeps."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policyminer.publish.schema import TABLES
from policyminer.run.batch import run
from test_run_fakes import content

CORPUS = Path(__file__).resolve().parents[1] / "corpus"

pytestmark = pytest.mark.skipif(not list(CORPUS.glob("*.txt")), reason="the sample documents are not in this checkout")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus") / "out"
    report = run([CORPUS], folder)
    assert report.failures == ()
    return folder


def rows(out: Path, table: str) -> list[dict[str, object]]:
    return pq.read_table(out / "current" / table).to_pylist()  # type: ignore[no-any-return]


def test_every_range_quotes_the_text(out: Path) -> None:
    texts = {row["doc_id"]: str(row["text"]) for row in rows(out, "documents")}
    for name in TABLES:
        if "start" not in TABLES[name].column_names:
            continue
        for row in rows(out, name):
            text, start, end = texts[row["doc_id"]], row["start"], row["end"]
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert 0 <= start < end <= len(text), (name, row)
            assert row.get("text", text[start:end]) == text[start:end], (name, row)


def test_missing_is_null_and_ids_point_somewhere(out: Path) -> None:
    for name in TABLES:
        table = pq.read_table(out / "current" / name)
        for column, field in zip(table.columns, table.schema, strict=True):
            assert field.nullable or not column.null_count, (name, field.name)
            if field.type == pa.string():
                assert not {"", "None", "nan", "NaN"} & set(column.to_pylist()), (name, field.name)
    for key, home in (("doc_id", "documents"), ("section_id", "sections"), ("entity_id", "entities")):
        ids = [row[key] for row in rows(out, home)]
        assert len(ids) == len(set(ids)), home
        for name in TABLES:
            if key in TABLES[name].column_names:
                assert {row[key] for row in rows(out, name)} - {None} <= set(ids), (name, key)
    for name, key in (("quantities", "quantity_id"), ("indicators", "quantity_id"), ("events", "event_id")):
        ids = [row[key] for row in rows(out, name)]
        assert len(ids) == len(set(ids)), name


def test_periods_run_forward(out: Path) -> None:
    for name in ("dates", "quantities", "indicators", "events"):
        for row in rows(out, name):
            ends = row["date_from"], row["date_to"]
            assert None in ends or ends[0] <= ends[1], (name, row)  # type: ignore[operator]


def test_two_workers_give_the_same_bytes(out: Path, tmp_path: Path) -> None:
    run([CORPUS], tmp_path / "two", workers=2)
    assert content(out) == content(tmp_path / "two")
