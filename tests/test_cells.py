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
    assert {q.text: q.part_of == one(right, "76").quantity_id for q in right.quantities} == {
        "36": True, "40": True, "76": False,
    }  # fmt: skip
    assert not any(q.part_of for q in wrong.quantities)
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


def test_a_table_that_goes_on_has_the_headers_of_the_one_before(rules: Rules) -> None:
    parts = tbl(["县区", "学校数（所）"], ["内乡县", "36"]) + p("续表") + tbl(["镇平县", "40"], ["唐河县", "52"])
    result = mined(rules, p("见表。") + parts)
    assert [(q.low, q.unit, q.subject) for q in result.quantities] == [
        (36, "所", "内乡县"),
        (40, "所", "镇平县"),
        (52, "所", "唐河县"),
    ]


def test_several_units_above_are_told_apart_by_the_headers(rules: Rules) -> None:
    table = tbl(
        ["地区", "学校数", "专任教师", "经费投入"],
        ["甲", "1", "2", "3"],
        ["内乡县", "36", "1250", "560"],
    )
    found = values(mined(rules, p("单位：所、人、万元") + table))
    assert found == [("36", 36, "所", "学校数"), ("1250", 1250, "人", "专任教师"), ("560", 5_600_000, "元", "经费投入")]


def test_labels_with_units_and_headers_that_are_values(rules: Rules) -> None:
    table = tbl(
        ["单位名称", "内乡县教育局"], ["学校数（所）", "45"], ["教师数（人）", "2300"], ["联系电话", "65432100"]
    )
    result = mined(rules, p("基本情况表") + table)
    assert [(q.low, q.unit, q.measure, q.subject, q.code) for q in result.quantities] == [
        (45, "所", "学校数", "内乡县教育局", "schools"),
        (2300, "人", "教师数", "内乡县教育局", "teachers"),
    ]


def test_deadlines_and_days_of_the_row(rules: Rules) -> None:
    tasks = tbl(["重点任务", "具体指标", "完成时限"], ["名师工作室", "6个", "2026年底"])
    events = tbl(["时间", "活动", "参加人数"], ["2023年3月5日", "启动仪式", "160"])
    (task,) = mined(rules, p("清单") + tasks).quantities
    (event,) = mined(rules, p("活动表") + events).quantities
    assert (task.measure, task.date_from, str(task.date_to), task.code) == ("名师工作室", None, "2026-12-31", "studios")
    assert (event.unit, str(event.date_from), event.status, event.period_source) == (
        "人",
        "2023-03-05",
        "actual",
        "cell",
    )


@pytest.mark.parametrize(
    ("cell", "low", "high", "bound"),
    [
        ("12000-15000", 12000, 15000, "exact"),
        ("≥40", 40, 40, "at_least"),
        ("90以上", 90, 90, "at_least"),
        ("不超过300", 300, 300, "at_most"),
        ("近1.5万", 15000, 15000, "about"),
        ("1,234.50", 1234.5, 1234.5, "exact"),
        ("-3.5", -3.5, -3.5, "exact"),
        ("200余", 200, 200, "over"),
    ],
)
def test_shapes_of_numbers(rules: Rules, cell: str, low: float, high: float, bound: str) -> None:
    table = tbl(["县区", "投入（元）"], ["内乡县", cell], ["镇平县", "7"])
    quantity = mined(rules, p("见表。") + table).quantities[0]
    assert (quantity.low, quantity.high, quantity.bound, quantity.text) == (low, high, bound, cell)


def test_names_do_not_run_over_the_end_of_a_cell(rules: Rules) -> None:
    result = mined(rules, p("见表。") + tbl(["名称", "内乡县教育局"], ["学校", "45所"]))
    assert {m.name for m in result.mentions} >= {"内乡县教育局", "内乡县"}
    assert not any("\n" in m.text for m in result.mentions)


def test_two_tables_side_by_side_are_two_sections(rules: Rules) -> None:
    head = ["县区", "数量"]
    result = mined(rules, p("见表。") + tbl(head, ["甲", "1"]) + tbl(head, ["乙", "2"]) + p("完。"))
    tables = [result.document.text[s.start : s.end].split() for s in result.sections if s.kind == "table"]
    assert tables == [["县区", "数量", "甲", "1"], ["县区", "数量", "乙", "2"]]


def test_a_line_of_a_form_is_no_header(rules: Rules) -> None:
    rows = [["填报单位：淅川县教育局", "", "单位：万元"], ["学校", "投入", "教师数"], ["内乡县第一小学", "12.5", "36"]]
    found = values(mined(rules, p("见表。") + tbl(*rows)))
    assert found == [("12.5", 125_000, "元", "投入"), ("36", 36, "人", "教师数")]


def test_headers_that_compare_are_read_with_their_label(rules: Rules) -> None:
    table = tbl(
        ["指标", "单位", "绝对数", "比上年增长（%）"],
        ["专项经费", "亿元", "3.5", "-1.2"],
        ["粮食产量", "万吨", "45.6", "2"],
    )
    result = mined(rules, p("主要指标") + table)
    assert values(result) == [
        ("3.5", 350_000_000, "元", "专项经费"),
        ("-1.2", -1.2, "%", "专项经费比上年增长"),
        ("45.6", 456_000, "吨", "粮食产量"),
        ("2", 2, "%", "粮食产量比上年增长"),
    ]
    assert one(result, "3.5").code == "special_funds"


def test_the_title_of_a_table_gives_the_year(rules: Rules) -> None:
    table = tbl(["县区", "投入（万元）"], ["内乡县", "36"], ["镇平县", "40"])
    titled = mined(rules, p("2022年各县区经费投入情况表") + table)
    plain = mined(rules, p("淅川县教育局") + p("2024年3月5日") + table)
    assert [str(q.date_from) for q in titled.quantities] == ["2022-01-01", "2022-01-01"]
    assert [q.date_from for q in plain.quantities] == [None, None]
