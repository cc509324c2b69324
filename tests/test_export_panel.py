"""Panels: values checked by hand on a corpus made for it, every value in a cell or left out with a reason."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas as pd
import pytest

from helpers_export import tables
from policyminer.export.export import export
from policyminer.export.options import Options
from policyminer.export.panel import PanelRequest, panel_sheets
from policyminer.export.panel_values import Variable
from policyminer.export.sheets import made_sheet
from policyminer.model import Document, Indicator, Mention, Metadata, PolicyMinerError, Quantity, Result, document_id
from policyminer.rules import load_rules
from policyminer.run.batch import run

RULES = load_rules((), ["all"])
#: Documents by name with their date; a line is: subject, code, value, unit, status, from, to, and marks.
CORPUS = {
    "2023-report.txt": """2024-01-20
安义县 training_participants 500 人次 actual 2023-01-01 2023-12-31
安义县 training_participants 60 人次 actual 2023-05-01 2023-05-03
安义县 training_participants 40 人 actual 2023-01-01 2023-12-31
安义县 schools 30 所 actual - 2023-12-31
安义县 studios 4 个 actual - 2023-12-31 scope=cumulative
安义县 coverage_rate 80 % actual - 2023-12-31 dimension=percent
江西师范大学 secondments 18 人 actual 2023-09-01 2023-09-30
""",
    "2024-bulletin.txt": """2024-06-30
安义县 training_participants 24 人次 actual 2024-03-01 2024-03-02
安义县 training_participants 30 人次 actual 2024-03-01 2024-03-02
安义县 training_participants 9 人次 actual 2024-05-05 2024-05-05
安义县 training_participants 9 人次 actual 2024-05-05 2024-05-05 duplicate_of=x
安义县 training_participants 5 人次 actual 2024-05-05 2024-05-05 part_of=x
安义县 training_participants 7 人次 actual - -
安义县 training_participants 3 人次 actual - 2024-06-30
安义县 training_participants 8 人次 actual 2023-09-01 2024-06-30
安义县 training_participants 20 % actual 2024-01-01 2024-06-30 change=rise
安义县 training_participants 900 人次 target - 2026-12-31
安义县 training_participants 2 人次 rule - -
安义县 schools 31 所 actual - -
安义县 schools 2 所 actual 2024-01-01 2024-06-30 scope=added
安义县 secondments 3 人 actual 2024-01-01 2024-06-30 per=每校
安义县 secondments 10 人 actual 2024-01-01 2024-01-31 high=15 bound=about
安义县 secondments 20 人 actual 2024-02-01 2024-02-28
- secondments 20 人 actual 2024-02-01 2024-02-28
江西师范大学 secondments 12 人 actual 2024-03-01 2024-03-31
""",
    "2024-summary.txt": """2025-01-10
安义县 training_participants 24 人次 actual 2024-03-01 2024-03-02
安义县 training_participants 11 人次 actual 2024-05-05 2024-05-05
安义县 schools 33 所 actual - 2024-12-31
安义县 schools 34 所 actual - 2024-12-31
""",
}
_NAMES = {
    "安义县": ("region", "region:360123", "360123"),
    "江西师范大学": ("university", "university:4136010414", None),
}


@pytest.fixture(autouse=True)
def rules_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading all rules takes two seconds."""
    monkeypatch.setattr("policyminer.export.panel.load_rules", lambda folders, packs: RULES)


def _day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def told(path: Path, name: str, rules: Any) -> Result:
    """Take the values that the lines of a document state."""
    text = path.read_text(encoding="utf-8")
    doc_id = document_id(name)
    found: list[Quantity] = []
    mentions: list[Mention] = []
    start = text.index("\n") + 1
    for line in text[start:].splitlines():
        subject, code, value, unit, status, first, last, *marks = line.split()
        more: dict[str, Any] = dict(mark.split("=") for mark in marks)
        high, bound = float(more.pop("high", value)), more.pop("bound", "exact")
        dimension = more.pop("dimension", "orgs" if unit == "所" else "persons")
        per = more.pop("per", None)
        found.append(
            Quantity(
                f"{doc_id}:q{len(found):04d}", start, start + len(line), line, float(value), high, bound, unit,
                dimension, None, status, code, None if subject == "-" else subject, per, _day(first), _day(last),
                None, "own.rule", **more,
            )
        )  # fmt: skip
        if subject in _NAMES:
            type_, id_, adcode = _NAMES[subject]
            mentions.append(
                Mention(start, start + len(subject), subject, type_, subject, id_, adcode, None, None, "gazetteer")
            )
        start += len(line) + 1
    indicators = tuple(Indicator(q, f"指标{q.code}", None, "360123", None, q.text) for q in found)
    return Result(
        Document(name, "0" * 64, "text/plain", "utf-8", text),
        doc_id,
        Metadata(title=name, date_issued=date.fromisoformat(text[:10])),
        mentions=tuple(mentions),
        quantities=tuple(found),
        indicators=indicators,
    )


@cache
def output() -> Path:
    folder = Path(mkdtemp(prefix="policyminer-panel-"))
    (folder / "in").mkdir()
    for name, text in CORPUS.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    run([folder / "in"], folder / "out", workers=1, step=told)
    return folder / "out"


@cache
def made(axes: str = "region x year", **how: Any) -> dict[str, pd.DataFrame]:
    return {
        sheet.name: pd.DataFrame(list(sheet.records()), columns=list(sheet.table.column_names))
        for sheet in panel_sheets(output(), PanelRequest(axes, **how))
    }


def value(panel: dict[str, pd.DataFrame], year: int, variable: str, unit: str = "安义县") -> float | None:
    cells = panel["panel_cells"]
    found = cells[(cells["year"] == year) & (cells["variable"] == variable) & (cells["unit_name"] == unit)]
    return None if found.empty else float(found["low"].iloc[0])


def cell(panel: dict[str, pd.DataFrame], year: int, variable: str) -> Any:
    cells = panel["panel_cells"]
    (row,) = cells[(cells["year"] == year) & (cells["variable"] == variable)].itertuples()
    return row


def reasons(panel: dict[str, pd.DataFrame]) -> dict[str, list[float]]:
    grouped = panel["panel_left_out"].groupby("reason")["low"]
    return {str(reason): sorted(values) for reason, values in grouped}


def test_values_are_those_reckoned_by_hand() -> None:
    panel = made()
    # The year's 500 stands for May's 60 within it.
    assert value(panel, 2023, "training_participants_ppt") == 500
    assert cell(panel, 2023, "training_participants_ppt").how == "longest"
    # Persons are a variable of their own.
    assert value(panel, 2023, "training_participants_ppl") == 40
    # 24 + 30 of one document, told again by another (24); of 9 and 11 for one day the later.
    assert value(panel, 2024, "training_participants_ppt") == 24 + 30 + 11
    joined = cell(panel, 2024, "training_participants_ppt")
    assert (joined.how, joined.differ, len(joined.quantity_ids), len(joined.doc_ids)) == ("sum", True, 3, 2)
    # A stock: the last word for the year's end; an added number apart from it.
    assert value(panel, 2023, "schools_sch") == 30
    assert value(panel, 2024, "schools_sch") == 34
    assert (cell(panel, 2024, "schools_sch").how, cell(panel, 2024, "schools_sch").differ) == ("last", True)
    assert value(panel, 2024, "schools_sch_add") == 2
    assert value(panel, 2023, "studios_pcs_tot") == 4
    assert value(panel, 2023, "coverage_rate_pct") == 80
    # A range is added at both ends; a rate is not added.
    sums = cell(panel, 2024, "secondments_ppl")
    assert (sums.low, sums.high, sums.bounds) == (30, 35, ["about", "exact"])
    rate = Variable("secondments", "人", "level", "每校", "").name
    assert value(panel, 2024, rate) == 3


def test_what_is_left_out_is_listed_with_its_reason() -> None:
    assert reasons(made()) == {
        "change_not_level": [20],
        "earlier_value": [31, 33],
        "no_period": [7],
        "no_subject": [20],
        "not_a_region": [12, 18],
        "open_period": [3],
        "other_value_same_period": [9],
        "overlapping_period": [60],
        "part_of_total": [5],
        "repetition": [9],
        "same_in_other_document": [24],
        "several_years": [8],
        "status_rule": [2],
        "status_target": [900],
    }


@pytest.mark.parametrize("how", [{}, {"value": "last"}, {"targets": True, "undated": True}, {"years": "2024"}])
def test_every_value_is_in_a_cell_or_left_out(how: dict[str, Any]) -> None:
    panel = made(**how)
    used = [id_ for ids in panel["panel_cells"]["quantity_ids"] for id_ in ids]
    left = list(panel["panel_left_out"]["quantity_id"])
    assert sorted(used + left) == sorted(tables(output())["indicators"]["quantity_id"])


def test_every_cell_of_the_panel_is_one_of_the_list() -> None:
    panel = made()
    wide = panel["panel"].set_index(["key", "year"])
    cells = panel["panel_cells"]
    assert all(wide.loc[(c.key, c.year), c.variable] == c.low for c in cells.itertuples())
    variables = [c for c in wide.columns if c in set(cells["variable"])]
    assert wide[variables].notna().sum().sum() == len(cells)


def test_last_takes_the_last_word_on_a_year() -> None:
    panel = made(value="last")
    assert value(panel, 2024, "training_participants_ppt") == 11
    assert value(panel, 2024, "secondments_ppl") == 20
    assert value(panel, 2023, "training_participants_ppt") == 500


def test_targets_are_columns_of_their_own() -> None:
    panel = made(targets=True)
    assert value(panel, 2026, "training_participants_ppt_tgt") == 900
    assert value(panel, 2024, "training_participants_ppt") == 65
    assert list(panel["panel"]["year"]) == [2023, 2024, 2025, 2026]


def test_undated_flows_count_only_when_wanted() -> None:
    assert value(made(undated=True), 2024, "training_participants_ppt") == 65 + 7
    assert cell(made(undated=True), 2024, "training_participants_ppt").year_from == "document"


def test_years_can_be_chosen() -> None:
    panel = made(years="2024-2025")
    assert set(panel["panel_cells"]["year"]) == {2024}
    assert reasons(panel)["outside_years"] == [4, 30, 40, 60, 80, 500]


def test_panels_of_universities_and_of_all_subjects() -> None:
    universities = made("university X year")
    assert list(universities["panel"]["university"]) == ["江西师范大学"] * 2
    assert list(universities["panel"]["key"]) == ["university:4136010414"] * 2
    assert list(universities["panel"]["university_id"]) == [1, 1]
    assert list(universities["panel"]["secondments_ppl"]) == [18, 12]
    subjects = made("subject×year")
    assert sorted(set(subjects["panel"]["key"])) == ["region:360123", "university:4136010414"]
    assert value(subjects, 2024, "secondments_ppl", "江西师范大学") == 12


@pytest.mark.parametrize("sign", ["x", "X", "×", " * ", "✕", "х"])
def test_any_letter_x_or_the_sign(sign: str) -> None:
    assert len(made(f"region{sign}year")["panel"]) == 2


def refused(request: PanelRequest) -> str:
    with pytest.raises(PolicyMinerError) as error:
        panel_sheets(output(), request)
    return error.value.code


def test_panels_that_cannot_be() -> None:
    assert refused(PanelRequest("county x year")) == "bad_panel"
    assert refused(PanelRequest("region")) == "bad_panel"
    assert refused(PanelRequest("region x year", years="2024-2020")) == "bad_panel"


def test_unknown_indicators_are_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("2024-01-01\n安义县 moon_bases 3 所 actual - 2024-12-31\n", encoding="utf-8")
    run([tmp_path / "in"], tmp_path / "out", workers=1, step=told)
    with pytest.raises(PolicyMinerError) as error:
        panel_sheets(tmp_path / "out", PanelRequest("region x year"))
    assert (error.value.code, error.value.where) == ("unknown_codes", "moon_bases")


def test_a_panel_is_ready_for_xtset(tmp_path: Path) -> None:
    done = export(output(), "dta", tmp_path, panel=PanelRequest("region x year", targets=True), options=Options("zh"))
    assert set(done.rows) == {"panel", "panel_cells", "panel_left_out"}
    panel = pd.read_stata(tmp_path / "panel.dta", convert_categoricals=False)
    # What `xtset region_id year` and `tsfill, full` ask for: whole numbers, no pair twice, every unit in every year.
    assert panel["region_id"].dtype == panel["year"].dtype == "int32"
    assert not panel.duplicated(["region_id", "year"]).any()
    assert len(panel) == panel["region_id"].nunique() * panel["year"].nunique() == 4
    assert list(panel["region_id"].unique()) == [360123]
    named = pd.read_stata(tmp_path / "panel.dta")
    assert list(named["region_id"].unique()) == ["安义县"]
    assert list(named["level"].unique()) == ["县级"]
    assert list(named["parent_name"].unique()) == ["南昌市"]
    with pd.read_stata(tmp_path / "panel.dta", iterator=True) as reader:
        assert reader.variable_labels()["training_participants_ppt_tgt"] == "指标training_participants：人次，目标"
    assert panel.set_index("year")["training_participants_ppt"].dropna().to_dict() == {2023: 500, 2024: 65}


def test_an_empty_panel_has_its_columns(tmp_path: Path) -> None:
    export(output(), "csv", tmp_path, panel=PanelRequest("region x year", years="1999"))
    assert list(pd.read_csv(tmp_path / "panel.csv").columns)[:4] == ["region_id", "region", "key", "year"]
    assert len(pd.read_csv(tmp_path / "panel_left_out.csv")) == len(tables(output())["indicators"])


def test_names_of_variables_fit_all_programs() -> None:
    names = {
        Variable(code, unit, kind, per, "").name
        for code in ("secondments", "a" * 40, "some-code")
        for unit in ("人", "人次", "座", "平方公里", "%")
        for kind in ("flow", "stock", "added", "total", "target")
        for per in ("", "每校")
    }
    assert all(len(n) <= 32 and n.isascii() and n.isidentifier() for n in names)
    # A flow and a stock never have one code; all else differs in the name.
    assert len(names) == 3 * 5 * 4 * 2


def test_sheets_are_as_declared() -> None:
    for sheet in panel_sheets(output(), PanelRequest("region x year")):
        assert made_sheet(sheet.table, list(sheet.records())).arrow().equals(sheet.arrow())
