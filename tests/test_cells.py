"""Table cells: a bare number gets unit and measure of its header, the subject of its row, the year of its column."""

from __future__ import annotations

import pytest

from helpers_office import docx, p, tbl, tc
from policyminer.model import Quantity, Result
from policyminer.pipeline import mine
from policyminer.read import read_bytes
from policyminer.rules import load_rules
from policyminer.rules.load import Rules

TITLE = p("淅川县教育局2023年工作总结")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def mined(rules: Rules, body: str) -> Result:
    return mine(read_bytes(docx(TITLE + body), "a.docx"), rules)


def values(result: Result) -> list[tuple[str, float, str, str | None]]:
    return [(q.text, q.low, q.unit, q.measure) for q in result.quantities]


def one(result: Result, text: str) -> Quantity:
    (found,) = [q for q in result.quantities if q.text == text]
    return found


def test_a_bare_number_has_the_unit_and_measure_of_its_header(rules: Rules) -> None:
    table = tbl(
        ["序号", "县区", "学校数/所", "教师数（人）", "培训人次", "投入（万元）", "联系电话", "年份"],
        ["1", "内乡县", "36", "1,250", "约1.2万", "560.5", "037765432100", "2023"],
        ["2", "镇平县", "40", "980", "300余", "1200", "13812345678", "2023"],
    )
    result = mined(rules, p("各地情况如下：") + table)
    assert values(result) == [
        ("36", 36, "所", "学校数"),
        ("1,250", 1250, "人", "教师数"),
        ("约1.2万", 12000, "人次", "培训人次"),
        ("560.5", 5_605_000, "元", "投入"),
        ("40", 40, "所", "学校数"),
        ("980", 980, "人", "教师数"),
        ("300余", 300, "人次", "培训人次"),
        ("1200", 12_000_000, "元", "投入"),
    ]
    assert [q.subject for q in result.quantities] == ["内乡县"] * 4 + ["镇平县"] * 4
    assert [q.bound for q in result.quantities if q.unit == "人次"] == ["about", "over"]
    for quantity in result.quantities:
        assert result.document.text[quantity.start : quantity.end] == quantity.text


def test_indicators_name_row_and_column(rules: Rules) -> None:
    table = tbl(
        ["单位", "实习生（人）", "专项经费（万元）"], ["信阳师范大学", "86", "40"], ["内乡县教育局", "12", "25"]
    )
    result = mined(rules, p("见下表。") + table)
    assert [(i.quantity.code, i.quantity.subject, i.evidence) for i in result.indicators] == [
        ("interns", "信阳师范大学", "信阳师范大学｜实习生（人）｜86"),
        ("special_funds", "信阳师范大学", "信阳师范大学｜专项经费（万元）｜40"),
        ("interns", "内乡县教育局", "内乡县教育局｜实习生（人）｜12"),
        ("special_funds", "内乡县教育局", "内乡县教育局｜专项经费（万元）｜25"),
    ]
    assert result.indicators[0].university == "信阳师范大学"


def test_measures_in_rows_and_years_in_columns(rules: Rules) -> None:
    table = tbl(
        ["指标", "单位", "2022年", "2023年"],
        ["名师工作室", "个", "12", "20"],
        ["生均公用经费", "元/生", "650", "720"],
        ["入学率", "%", "99.2", "99.8"],
    )
    result = mined(rules, p("主要指标") + table)
    studios = [q for q in result.quantities if q.code == "studios"]
    assert [(q.low, str(q.date_from), str(q.date_to)) for q in studios] == [
        (12, "2022-01-01", "2022-12-31"),
        (20, "2023-01-01", "2023-12-31"),
    ]
    assert (one(result, "650").unit, one(result, "650").per) == ("元", "生")
    assert (one(result, "99.8").unit, one(result, "99.8").measure) == ("%", "入学率")


@pytest.mark.parametrize("place", ["above", "title row"])
def test_the_unit_above_a_table(rules: Rules, place: str) -> None:
    rows = [["项目", "预算数", "学校数"], ["校舍改造", "320", "6"], ["设备购置", "80.5", "12"]]
    if place == "above":
        body = p("经费安排表") + p("单位：万元") + tbl(*rows)
    else:
        body = p("经费如下。") + tbl([tc("经费安排表（单位：万元）", '<w:gridSpan w:val="3"/>')], *rows)
    found = values(mined(rules, body))
    assert ("80.5", 805_000, "元", "预算数") in found
    assert ("12", 12, "所", "学校数") in found


def test_merged_headers_and_labels_are_filled(rules: Rules) -> None:
    wide, tall, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        [tc("市", tall), tc("县区", tall), tc("投入（万元）", wide)],
        [tc("", goes_on), tc("", goes_on), "中央", "地方"],
        [tc("南阳市", tall), "内乡县", "30", "12"],
        [tc("", goes_on), "镇平县", "20", "8"],
    )
    result = mined(rules, p("见表。") + table)
    assert [(q.subject, q.low, q.measure) for q in result.quantities] == [
        ("内乡县", 300_000, "投入中央"),
        ("内乡县", 120_000, "投入地方"),
        ("镇平县", 200_000, "投入中央"),
        ("镇平县", 80_000, "投入地方"),
    ]


def test_totals_belong_to_the_document_and_are_checked(rules: Rules) -> None:
    rows = [["县区", "学校数（所）"], ["内乡县", "36"], ["镇平县", "40"]]
    right = mined(rules, p("见表。") + tbl(*rows, ["合计", "76"]))
    wrong = mined(rules, p("见表。") + tbl(*rows, ["合　计", "77"]))
    assert one(right, "76").subject == "淅川县"
    assert [(c.kind, c.expected, c.found, c.ok) for c in right.checks if c.kind == "table_total"] == [
        ("table_total", "76", "76", True)
    ]
    assert [c.ok for c in wrong.checks if c.kind == "table_total"] == [False]


def test_numbers_without_a_unit_and_numbers_that_name_are_no_quantities(rules: Rules) -> None:
    table = tbl(
        ["序号", "学校代码", "学校", "电话", "年份", "排名", "得分情况", "合格率"],
        ["1", "3141000123", "内乡县第一小学", "65432100", "2021", "3", "96", "0.98"],
        ["2", "3141000456", "内乡县第二小学", "65432101", "2022", "5", "91", "0.97"],
    )
    assert values(mined(rules, p("名单如下。") + table)) == []


def test_a_task_list_is_read_as_sentences(rules: Rules) -> None:
    table = tbl(
        ["序号", "任务", "责任单位"],
        ["1", "选派24名教师到内乡县挂职", "县教育局"],
        ["2", "建立实习基地6个", "县教育局"],
    )
    result = mined(rules, p("任务清单") + table)
    assert [(q.text, q.code) for q in result.quantities] == [("24名", "secondments"), ("6个", "practice_bases")]


def test_the_same_table_in_html(rules: Rules) -> None:
    rows = (
        "<tr><th>县区</th><th>学校数/所</th></tr><tr><td>内乡县</td><td>36</td></tr><tr><td>镇平县</td><td>40</td></tr>"
    )
    intro = "<p>淅川县教育局2023年工作总结，各地情况如下表，请各单位对照检查落实到位。</p>"
    page = f"<html><body><div id=zoom>{intro}<table>{rows}</table></div>"
    result = mine(read_bytes(page.encode(), "a.html"), rules)
    assert [(q.low, q.unit, q.subject, q.code) for q in result.quantities] == [
        (36, "所", "内乡县", "schools"),
        (40, "所", "镇平县", "schools"),
    ]


def test_a_table_is_one_section(rules: Rules) -> None:
    result = mined(rules, p("见表。") + tbl(["县区", "学校数（所）"], ["内乡县", "36"]) + p("以上情况，特此报告。"))
    (table,) = [s for s in result.sections if s.kind == "table"]
    assert result.document.text[table.start : table.end].split() == ["县区", "学校数（所）", "内乡县", "36"]
    assert one(result, "36").section_id == table.section_id
