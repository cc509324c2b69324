
"""The optional pack ``economy`` on a work report written for this test; what every shipped pack owes its readers."""

from __future__ import annotations

import time
from datetime import date
from functools import cache

import pytest

from helpers_find import make_document
from policyminer.model import Quantity
from policyminer.pipeline import mine
from policyminer.rules.check import check_rules, unit_of
from policyminer.rules.load import ALL_PACKS, Rules, load_rules
from policyminer.rules.respective import member_of
from policyminer.rules.templates import HERE, OTHER, compile_template, spell_out

REPORT = """弥渡县2024年政府工作报告

——2024年1月18日在弥渡县第十八届人民代表大会第三次会议上

弥渡县人民政府县长　沐云岭

各位代表：

现在，我代表县人民政府，向大会报告工作，请予审议。

一、2023年工作回顾

过去一年，全县地区生产总值达到118.6亿元，同比增长6.4%；其中，第一产业增加值31.2亿元，增长5.1%。规模以上工业增加值增长9.3%，固定资产投资完成64.5亿元，下降2.6%。一般公共预算收入完成6.8亿元，同口径增长11.5%，其中税收收入4.2亿元，占一般公共预算收入的61.8%。社会消费品零售总额突破40亿元大关，达到42.7亿元，增长8.8%。城镇和农村常住居民人均可支配收入分别达到39860元和16240元，同比分别增长4.9%、8.7%。民间投资、工业投资分别增长12.5%和17%。

粮食总产量14.3万吨，播种面积稳定在47.6万亩，建成高标准农田2.8万亩。新改建农村公路86公里，城镇老旧小区改造19个。年末常住人口28.9万人，常住人口城镇化率46.1%，比上年提高1.1个百分点。空气质量优良天数比例99.2%，PM2.5平均浓度下降3.5%，森林覆盖率62.4%。

引进亿元以上项目21个，到位资金58亿元。新增减税降费1.3亿元，市场主体总量达到2.6万户，净增高新技术企业7家。城镇新增就业2450人，登记失业率3.2%。接待游客386万人次，实现旅游收入41.9亿元。

二、2024年工作安排

今年的主要预期目标是：地区生产总值增长7%左右，规模以上工业增加值增长10%以上，一般公共预算收入增长5%，城镇调查失业率控制在5.5%以内。实施重点项目96个，争取新增专项债券8亿元，新建养老床位260张。
"""
#: (code, low, unit) of the year reported on; all done, all of the county
DONE = [
    ("gdp", 118.6e8, "元"),
    ("gdp_growth", 6.4, "%"),
    ("primary_industry", 31.2e8, "元"),
    ("primary_industry_growth", 5.1, "%"),
    ("industrial_growth", 9.3, "%"),
    ("fixed_investment", 64.5e8, "元"),
    ("fixed_investment_growth", 2.6, "%"),
    ("fiscal_revenue", 6.8e8, "元"),
    ("fiscal_revenue_growth", 11.5, "%"),
    ("tax_revenue", 4.2e8, "元"),
    ("tax_share", 61.8, "%"),
    ("retail_sales", 40e8, "元"),
    ("retail_sales", 42.7e8, "元"),
    ("retail_sales_growth", 8.8, "%"),
    ("income_urban", 39860, "元"),
    ("income_rural", 16240, "元"),
    ("income_urban_growth", 4.9, "%"),
    ("income_rural_growth", 8.7, "%"),
    ("private_investment_growth", 12.5, "%"),
    ("industrial_investment_growth", 17, "%"),
    ("grain_output", 143000, "吨"),
    ("grain_area", 476000, "亩"),
    ("high_standard_farmland", 28000, "亩"),
    ("rural_roads_km", 86, "公里"),
    ("old_communities", 19, "个"),
    ("resident_population", 289000, "人"),
    ("urbanization_rate", 46.1, "%"),
    ("air_good_share", 99.2, "%"),
    ("pm25_change", 3.5, "%"),
    ("forest_coverage", 62.4, "%"),
    ("investment_projects", 21, "个"),
    ("investment_attracted", 58e8, "元"),
    ("tax_cuts", 1.3e8, "元"),
    ("market_entities", 26000, "户"),
    ("hightech_firms", 7, "家"),
    ("urban_jobs", 2450, "人"),
    ("registered_unemployment_rate", 3.2, "%"),
    ("tourism_visits", 3860000, "人次"),
    ("tourism_revenue", 41.9e8, "元"),
]
PLANNED = [
    ("gdp_growth", 7, "%"),
    ("industrial_growth", 10, "%"),
    ("fiscal_revenue_growth", 5, "%"),
    ("unemployment_rate", 5.5, "%"),
    ("key_projects", 96, "个"),
    ("special_bonds", 8e8, "元"),
    ("elderly_beds", 260, "张"),
]
STOCKS = {"resident_population", "urbanization_rate", "forest_coverage", "market_entities", "hightech_firms"}


@cache
def rules(*packs: str) -> Rules:
    return load_rules((), packs)


def of_the_pack(text: str, *packs: str) -> list[Quantity]:
    result = mine(make_document(text), rules(*packs))
    return [q for q in result.quantities if q.rule.startswith("economy.")]


def coded(sentence: str) -> list[tuple[str | None, str]]:
    """(code, text) of every quantity of a sentence in the report; none without a code of the pack."""
    result = mine(make_document(f"弥渡县2024年政府工作报告\n\n{sentence}\n"), rules("economy"))
    return [(q.code if q.rule.startswith("economy.") else None, q.text) for q in result.quantities]


def test_a_work_report_becomes_a_table() -> None:
    found = of_the_pack(REPORT, "economy")
    assert [(q.code, q.low, q.unit) for q in found if q.status == "actual"] == DONE
    assert [(q.code, q.low, q.unit) for q in found if q.status != "actual"] == PLANNED
    assert {q.status for q in found} == {"actual", "target"}
    assert {q.subject for q in found} == {"弥渡县"}
    year = {"actual": (date(2023, 1, 1), date(2023, 12, 31)), "target": (date(2024, 1, 1), date(2024, 12, 31))}
    dated = [q for q in found if q.code not in STOCKS]
    assert {(q.status, q.date_from, q.date_to) for q in dated} == {(s, *ends) for s, ends in year.items()}


def test_the_pack_is_used_only_when_it_is_asked_for() -> None:
    assert of_the_pack(REPORT) == []
    assert of_the_pack(REPORT, ALL_PACKS) == of_the_pack(REPORT, "economy")


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        pytest.param(
            "地区生产总值、社会消费品零售总额分别完成118亿元、42亿元，同比分别增长6%、8%。",
            ["gdp", "retail_sales", "gdp_growth", "retail_sales_growth"],
            id="two-runs-of-the-same-measures",
        ),
        pytest.param(
            "财政总收入9.8亿元、一般公共预算收入6.8亿元，年均分别增长7%和5%。",
            ["total_fiscal_revenue", "fiscal_revenue", "total_fiscal_revenue_growth", "fiscal_revenue_growth"],
            id="each-with-its-value-before-the-run",
        ),
        pytest.param(
            "蔬菜产量和粮食总产量分别增长6%和2%。",
            [None, "grain_output_growth"],
            id="a-measure-that-no-rule-knows-does-not-take-the-next-ones-value",
        ),
        pytest.param(
            "地区生产总值118亿元，总量居全州第三，规模以上工业增加值增长9%。",
            ["gdp", "industrial_growth"],
            id="growth-belongs-to-the-measure-before-it",
        ),
        pytest.param(
            "服务业增加值占地区生产总值的比重达到51%，人均地区生产总值4.1万元，单位地区生产总值能耗下降3%。",
            ["tertiary_share", "gdp_per_capita", "energy_intensity_change"],
            id="a-share-and-a-rate-are-not-growth",
        ),
        pytest.param(
            "地区生产总值由“十三五”末的86亿元增加到118亿元，年均增长6.5%。",
            ["gdp", "gdp", "gdp_growth"],
            id="from-one-level-to-another",
        ),
        pytest.param(
            "涉农贷款余额12亿元，增长14%；民营企业进出口3亿元，增长8%。",
            [None, None, None, None],
            id="a-subtotal-is-not-the-total",
        ),
    ],
)
def test_runs_growths_and_near_misses(sentence: str, codes: list[str | None]) -> None:
    assert [code for code, _ in coded(sentence)] == codes


@pytest.mark.parametrize(
    ("sentence", "reading"),
    [
        ("产值、税收和利润分别增长#、@和#。", "税收增长@"),
        ("产值、税收分别完成#、#，同比分别增长#、@。", "税收完成#,同比增长@"),
        ("产值#、税收#，年均分别增长@和#。", "产值#,年均增长@"),
        ("产值、税收、利润分别增长#、@。", None),
        ("产值增长#，税收增长@。", None),
    ],
)
def test_values_are_dealt_out_to_their_measures(sentence: str, reading: str | None) -> None:
    """# another value, @ the one that is read."""
    marks = {ord("#"): OTHER, ord("@"): HERE, ord("，"): ","}
    expected = reading and reading.translate(marks)
    assert member_of(sentence.translate(marks)) == expected


def test_named_words_are_spelled_out() -> None:
    words = {"值": "(达到|为)*", "级": "(约|近)?{值}"}
    assert spell_out("产值{级}{n}", words) == "产值(约|近)?(达到|为)*{n}"
    assert spell_out("产值{元}{n}", words) == "产值{元}{n}"


def test_what_repeats_costs_linear_time() -> None:
    """A long row of words that can be cut in many ways: 达到达到达到…"""
    pattern = compile_template("产值(达|达到|到|到达)*{n}", "test")
    assert pattern.search(f"产值到达达到{HERE}")
    begun = time.perf_counter()
    assert not pattern.search("产值" + "达到" * 140 + "亿" + HERE)
    assert time.perf_counter() - begun < 0.5


def test_every_indicator_has_examples_and_near_misses() -> None:
    """At least three sentences it must win and two, in a unit that it takes, that it must not."""
    everything = rules(ALL_PACKS)
    few = [
        compiled.where
        for pack in everything.packs
        for compiled in pack.rules
        if len(compiled.rule.examples) < 3
        or sum(unit_of(c, everything) in compiled.units for c in compiled.rule.counterexamples) < 2
    ]
    assert few == []
    assert len([r for pack in everything.packs if pack.name == "economy" for r in pack.rules]) >= 30


def test_all_packs_are_checked_in_seconds() -> None:
    begun = time.perf_counter()
    assert check_rules() == []
    assert time.perf_counter() - begun < 10
