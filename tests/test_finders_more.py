"""Names of our universities that stand abroad, words that lead to a class of schools, and days of pages and reports."""

from __future__ import annotations

import pytest

from helpers_find import framed, make_document, rules
from helpers_names import Case, check, params
from policyminer import mine

UNIVERSITIES = [
    Case("毕业于莫斯科国际关系学院和俄罗斯外交部外交学院。"),
    Case("曾任外交学院院长、国际关系学院教授。", "外交学院 国际关系学院"),
    Case("东京医科大学、首尔体育大学与北京体育大学签约。", "北京体育大学"),
    Case("在越南访问中国矿业大学校友会。", "中国矿业大学"),
]
SCHOOLS = [
    Case("小学98所（含小学教学点28所），另含幼儿园3所。"),
    Case("占中学总数的三成，其中含初中部。"),
    Case("单市长向学校表示感谢，县里给学校拨款。"),
    Case("红星小学与含山中学结对。", "红星小学 含山中学", home="含山县"),
]


@pytest.mark.parametrize("case", params(UNIVERSITIES))
def test_universities(case: Case) -> None:
    check(case, "university")


@pytest.mark.parametrize("case", params(SCHOOLS))
def test_schools(case: Case) -> None:
    check(case, "school")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("前4月进出口增长，前三月投资回升，前11个月达标。", ["2024-04-30", "2024-03-31", "2024-11-30"]),
        ("今年前4月完成任务过半。", ["2024-04-30"]),
        ("节前两个月、此前3个月和提前4个月不算。", []),
        ("可抵免该企业当年应缴税款，每户当年补助一次。", []),
        ("项目当年开工、当年投产。", ["2024-12-31", "2024-12-31"]),
    ],
)
def test_dates(sentence: str, wanted: list[str]) -> None:
    text, start = framed(sentence)
    dates = mine(make_document(text), rules()).dates
    assert [str(d.date_to) for d in dates if start <= d.start < start + len(sentence)] == wanted


@pytest.mark.parametrize(
    "line",
    [
        "2024-03-19 08:10:01来源：县文旅局",
        "文章作者：文/黄某 摄/王某发布时间：2024-03-19浏览：196",
        "稿件作者：李某 发布时间：2024-03-19",
    ],
)
def test_the_day_of_a_page(line: str) -> None:
    text = f"文化惠民 服务百姓\n\n{line}\n\n3月18日，县文化馆到青桥镇演出。\n"
    result = mine(make_document(text), rules())
    assert str(result.metadata.date_published) == "2024-03-19"
    assert [str(d.date_from) for d in result.dates] == ["2024-03-18"]
