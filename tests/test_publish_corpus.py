"""What only the whole corpus can say: word weights, entities, which document is cited."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import test_run_fakes
from policyminer.publish.assemble import assemble
from policyminer.publish.citations import CitationIndex
from policyminer.publish.parts import Parts, write_part
from policyminer.publish.rows import batches, result_columns
from policyminer.publish.schema import arrow_schema
from policyminer.publish.writer import TableWriter
from test_run_fakes import result_of


def assembled(folder: Path, texts: dict[str, str], rules: Any = None) -> dict[str, pd.DataFrame]:
    parts = []
    for i, (name, text) in enumerate(texts.items()):
        parts.append(folder / f"part-{i}")
        write_part(parts[-1], [batches(result_columns(result_of(text, name)))])
    assemble(Parts(tuple(parts)), folder / "tables", rules)
    names = ("documents", "tokens", "entities", "citations", "mentions")
    return {name: pd.read_parquet(folder / "tables" / name) for name in names}


def test_tfidf_follows_its_formula(tmp_path: Path) -> None:
    tokens = assembled(tmp_path, {"a": "教师培训教师", "b": "教师", "c": "。"})["tokens"]
    weight = {(row.doc_id, row.word): row for row in tokens.itertuples()}
    a = tokens["doc_id"].iloc[0]
    teacher, training = weight[a, "教师"], weight[a, "培训"]
    assert (teacher.count, teacher.tf) == (2, 2 / 3)
    assert teacher.tfidf == pytest.approx(2 / 3)  # in both documents that have words
    assert training.tfidf == pytest.approx(1 / 3 * (math.log(3 / 2) + 1))


def test_entities_are_counted_once_with_parent_and_source(tmp_path: Path) -> None:
    texts = {"a": "安义县，安义县试点，未名小学", "b": "安义县与江西师范大学", "c": "无"}
    entities = assembled(tmp_path, texts)["entities"].set_index("entity_id")
    county = entities.loc["region:360123"]
    assert (county["documents"], county["mentions"], county["parent"]) == (2, 3, "360100")
    assert dict(entities["pilot"]) == {
        "region:360123": True,
        "learned:school:未名小学": False,
        "university:4136010414": False,
    }
    assert list(entities["source"].sort_index()) == ["learned", "gazetteer", "gazetteer"]


def test_a_learned_township_lies_in_the_county_of_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = ("region", "石鼻镇", "learned:region:360123:石鼻镇", None)
    monkeypatch.setitem(test_run_fakes._ENTITIES, "安义县", town)
    (entity,) = assembled(tmp_path, {"a": "安义县"})["entities"].to_dict("records")
    assert (entity["parent"], entity["source"]) == ("360123", "learned")


def test_the_rules_know_the_parent_better(tmp_path: Path) -> None:
    rules = SimpleNamespace(region_parent=lambda adcode: "999999")
    entities = assembled(tmp_path, {"a": "安义县"}, rules)["entities"]
    assert list(entities["parent"]) == ["999999"]


@pytest.mark.parametrize(
    ("title", "number", "cited"),
    [
        ("行动方案", None, "plan"),
        ("行动 \n方案", None, "plan"),
        ("关于印发〈行动方案〉的通知", None, "plan"),
        ("别的方案", "赣教[2023] 8 号", "plan"),  # the number counts before the title
        ("工作要点", None, None),  # two documents have this title
        ("不在库中", None, None),
        ("本文", None, None),  # the citing document itself
    ],
)
def test_citations_find_their_document(title: str, number: str | None, cited: str | None) -> None:
    documents = pa.RecordBatch.from_pylist(
        [
            {"doc_id": "plan", "doc_number": "赣教〔2023〕8号", "title": "江西省教育厅关于印发《行动方案》的通知"},
            {"doc_id": "twin1", "doc_number": None, "title": "工作要点"},
            {"doc_id": "twin2", "doc_number": None, "title": "工作要点"},
            {"doc_id": "self", "doc_number": None, "title": "本文"},
        ],
        schema=pa.schema([("doc_id", pa.string()), ("doc_number", pa.string()), ("title", pa.string())]),
    )
    citations = pa.RecordBatch.from_pylist(
        [{"title": title, "number": number}], schema=pa.schema([("title", pa.string()), ("number", pa.string())])
    )
    tables = {"documents": documents, "citations": citations}
    index = CitationIndex.of(lambda table, columns=None: iter([tables[table].select(columns)]))
    assert index.find("self", title, number) == cited


def test_row_groups_do_not_depend_on_how_rows_arrive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyminer.publish.writer.DEFAULT_ROWS_PER_GROUP", 3)
    monkeypatch.setattr("policyminer.publish.writer.GROUPS_PER_FILE", 2)
    row = {"doc_id": "d", "start": 0, "end": 1, "text": "x", "date_from": None, "date_to": None, "rule": "r"}
    written = []
    for name, sizes in (("a", [10]), ("b", [1, 4, 0, 5]), ("c", [3, 3, 3, 1])):
        with TableWriter(tmp_path / name, "dates") as writer:
            number = 0
            for size in sizes:
                rows = [row | {"start": number + i} for i in range(size)]
                writer.write(pa.RecordBatch.from_pylist(rows, schema=arrow_schema("dates")))
                number += size
        written.append([p.read_bytes() for p in writer.files])
        assert writer.rows == 10
        assert list(pd.read_parquet(tmp_path / name)["start"]) == list(range(10))
    assert len(written[0]) == 2
    assert written[0] == written[1] == written[2]
