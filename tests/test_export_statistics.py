"""Stata and SPSS files read back equal, with pandas and pyreadstat."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from helpers_export import LONG_LINE, bare_output, hostile_output, same, tables
from policyminer.export.export import Exported, export
from policyminer.export.labels import BOOLEAN, value_meanings
from policyminer.export.losses import Losses
from policyminer.export.names import spss_name, stata_name
from policyminer.export.options import Options
from policyminer.export.sheets import LARGE_TABLES, made_sheet
from policyminer.export.stata import write as write_stata
from policyminer.export.values import split
from policyminer.publish.columns import Column, Table
from policyminer.publish.schema import TABLES

EXPORTED = [name for name in TABLES if name not in LARGE_TABLES]


def codes_of(folder: Path) -> dict[tuple[str, str], dict[int, str]]:
    """The values behind the numbers, from the codebook as a user would read it."""
    with (folder / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["table"], row["column"]): {
                int(entry.split(" ")[0]): entry.split(" ")[1] for entry in row["values"].split("；")
            }
            for row in csv.DictReader(file)
            if row["values"]
        }


def back(column: Column, values: list[Any], codes: dict[int, str] | None) -> list[Any]:
    """Values of a file as those of the tables: numbers by the codebook, empty texts missing, lists split."""
    if column.type == "bool":
        return [None if pd.isna(v) else bool(v) for v in values]
    if codes is not None:
        return [None if pd.isna(v) else codes[int(v)] for v in values]
    if column.type == "list<string>":
        return [split("" if pd.isna(v) else v) for v in values]
    if column.type == "string":
        return [None if pd.isna(v) or v == "" else v for v in values]
    if column.type == "date32":
        return [None if pd.isna(v) else pd.Timestamp(v).date() for v in values]
    return values


def changed(done: Exported) -> dict[tuple[str, int, str], Any]:
    """The whole values of the file of losses."""
    if done.losses_file is None:
        return {}
    lines = [json.loads(line) for line in done.losses_file.read_text(encoding="utf-8").splitlines()]
    return {(line["table"], line["row"], line["column"]): line["value"] for line in lines}


def equal(folder: Path, done: Exported, read: Callable[[str], pd.DataFrame], named: Callable[[str], str]) -> None:
    codes, whole = codes_of(folder), changed(done)
    for name in EXPORTED:
        frame = read(name)
        assert list(frame.columns) == [named(c) for c in TABLES[name].column_names]
        for column in TABLES[name].columns:
            values = back(column, list(frame[named(column.name)]), codes.get((name, column.name)))
            values = [whole.get((name, n, column.name), v) for n, v in enumerate(values)]
            same(tables(hostile_output())[name][column.name], values)


def test_stata_files_read_back_equal_with_pandas(tmp_path: Path) -> None:
    done = export(hostile_output(), "dta", tmp_path)
    equal(tmp_path, done, lambda n: pd.read_stata(tmp_path / f"{n}.dta", convert_categoricals=False), stata_name)


def test_stata_files_read_back_equal_with_pyreadstat(tmp_path: Path) -> None:
    done = export(hostile_output(), "dta", tmp_path)
    equal(tmp_path, done, lambda n: pyreadstat.read_dta(tmp_path / f"{n}.dta")[0], stata_name)


def test_a_stata_file_loses_nothing_of_a_long_text(tmp_path: Path) -> None:
    export(hostile_output(), "dta", tmp_path, tables=["documents"])
    read = pd.read_stata(tmp_path / "documents.dta")
    assert [t for t in read["text"] if t.startswith(LONG_LINE)]
    assert (tmp_path / "documents.dta").read_bytes()[:28] == b"<stata_dta><header><release>"
    assert (tmp_path / "documents.dta").read_bytes()[28:31] == b"118"


def test_spss_files_read_back_equal(tmp_path: Path) -> None:
    done = export(hostile_output(), "sav", tmp_path)
    equal(tmp_path, done, lambda n: pyreadstat.read_sav(tmp_path / f"{n}.sav")[0], spss_name)
    assert done.losses["documents", "text", "cut"] == 1
    assert done.losses["documents", "text", "blanks_at_end"] == 1


def test_spss_texts_are_cut_where_spss_ends(tmp_path: Path) -> None:
    export(hostile_output(), "sav", tmp_path, tables=["documents"])
    texts = [t for t in pyreadstat.read_sav(tmp_path / "documents.sav")[0]["text"] if not pd.isna(t)]
    (cut,) = (t for t in texts if t.startswith("山高水长"))
    assert 32_764 < len(cut.encode()) <= 32_767
    assert LONG_LINE.startswith(cut)


@pytest.mark.parametrize(("lang", "label"), [("zh", "已成"), ("en", "actual")])
def test_values_and_columns_have_labels(lang: Any, label: str, tmp_path: Path) -> None:
    export(hostile_output(), "dta", tmp_path / "dta", options=Options(lang))
    export(hostile_output(), "sav", tmp_path / "sav", options=Options(lang))
    for meta in (
        pyreadstat.read_dta(tmp_path / "dta" / "quantities.dta", metadataonly=True)[1],
        pyreadstat.read_sav(tmp_path / "sav" / "quantities.sav", metadataonly=True)[1],
    ):
        assert meta.variable_value_labels["status"][1] == label
        labels = dict(zip(meta.column_names, meta.column_labels, strict=True))
        assert labels["measure"] == (
            "所计之物：所计或所量之物，照原文" if lang == "zh" else "the counted or measured thing as written"
        )
        assert "code" not in meta.variable_value_labels
    sav = pyreadstat.read_sav(tmp_path / "sav" / "entities.sav", metadataonly=True)[1]
    assert sav.variable_value_labels["pilot"] == BOOLEAN[lang]


def test_labels_keep_within_their_limits(tmp_path: Path) -> None:
    wordy = Column("wordy", "string", "长", "甲" * 300, "b" * 300)
    many = Column("end", "string", "值", "a " + "甲" * 200 + "、b 乙", "values")
    table = Table("wordy", "甲" * 200, "甲", "a" * 200, (wordy, many), ("wordy",))
    sheet = made_sheet(table, [{"wordy": "x\0y", "end": "a"}, {"wordy": None, "end": "unheard"}])
    with Losses(tmp_path / "losses") as losses:
        write_stata([sheet], tmp_path, Options(), losses)
        from policyminer.export.spss import write as write_spss

        write_spss([sheet], tmp_path, Options(), losses)
    frame, meta = pyreadstat.read_dta(tmp_path / "wordy.dta")
    assert meta.column_names == ["wordy", "end_"]
    assert meta.column_labels[0] == "长：" + "甲" * 77 + "…"
    assert list(frame["wordy"]) == ["x\ufffdy", ""]
    assert meta.variable_value_labels["end_"][3] == "unheard"
    sav = pyreadstat.read_sav(tmp_path / "wordy.sav")[1]
    assert len(sav.column_labels[0].encode()) <= 256
    assert losses.counts["wordy", "wordy", "control_characters"] == 2


def test_empty_tables_keep_their_columns(tmp_path: Path) -> None:
    export(bare_output(), "dta", tmp_path / "dta")
    export(bare_output(), "sav", tmp_path / "sav")
    frames = (
        pd.read_stata(tmp_path / "dta" / "citations.dta"),
        pyreadstat.read_sav(tmp_path / "sav" / "citations.sav")[0],
    )
    assert len(tables(bare_output())["citations"]) == 0
    assert [stata_name(c) for c in TABLES["citations"].column_names] == list(frames[0].columns)
    assert list(TABLES["citations"].column_names) == list(frames[1].columns)
    assert [len(frame) for frame in frames] == [0, 0]


def test_dates_are_dates_of_the_package(tmp_path: Path) -> None:
    export(hostile_output(), "dta", tmp_path / "dta", tables=["dates"])
    export(hostile_output(), "sav", tmp_path / "sav", tables=["dates"])
    dta = pyreadstat.read_dta(tmp_path / "dta" / "dates.dta", metadataonly=True)[1]
    sav = pyreadstat.read_sav(tmp_path / "sav" / "dates.sav", metadataonly=True)[1]
    assert dta.original_variable_types["date_from"] == "%td"
    assert sav.original_variable_types["date_from"] == "SDATE10"


def test_every_closed_list_of_the_schema_is_read_from_its_description() -> None:
    found = {
        f"{t.name}.{c.name}": list(value_meanings(c)) for t in TABLES.values() for c in t.columns if value_meanings(c)
    }
    assert found["events.type"] == ["meeting", "training", "signing", "visit", "ceremony", "activity"]
    assert found["progress.target_bound"] == found["quantities.bound"]
    assert "documents.doc_type" not in found  # an open list
    assert "dimension" not in {name.split(".")[1] for name in found}
    assert len(found) >= 20


def test_values_of_real_documents_are_in_the_lists() -> None:
    ours = tables(hostile_output())
    strangers = {
        (name, column.name, value)
        for name, frame in ours.items()
        for column in TABLES[name].columns
        if value_meanings(column)
        for value in frame[column.name].dropna()
        if value not in value_meanings(column)
    }
    assert strangers == set()


def test_numbers_are_whole_where_they_were(tmp_path: Path) -> None:
    export(hostile_output(), "dta", tmp_path, tables=["quantities"])
    read = pd.read_stata(tmp_path / "quantities.dta", convert_categoricals=False, preserve_dtypes=True)
    assert read["start"].dtype == np.int32
    assert read["low"].dtype == np.float64
