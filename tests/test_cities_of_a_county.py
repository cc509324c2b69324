# ruff: noqa: E501 - a case reads best on one line
"""A city of a county's rank that speaks is 市 itself; a number's first character is no proof against the issuer."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


PLAN = "{city}残疾人就业工作方案\n\n到2027年，全市新增就业800人以上。由市残联、市财政局负责。\n\n{city}人民政府\n2025年3月4日\n"


@pytest.mark.parametrize("city", ["常宁市", "瑞金市", "敦煌市", "衡阳市"])
def test_the_city_that_issues_is_the_city(city: str) -> None:
    found = mined(PLAN.format(city=city))
    assert {m.name for m in found.mentions if m.text in ("市残联", "市财政局")} == {f"{city}残联", f"{city}财政局"}
    assert [q.subject for q in found.quantities] == [city]


def test_the_city_of_a_district_is_the_one_above() -> None:
    found = mined("衡阳市石鼓区残疾人就业工作方案\n\n由市残联、区财政局负责。\n\n衡阳市石鼓区人民政府\n2025年3月4日\n")
    assert {m.text: m.name for m in found.mentions if m.text in ("市残联", "区财政局")} == {"市残联": "衡阳市残联", "区财政局": "石鼓区财政局"}


def test_in_a_bulletin_from_above_it_is_the_one_that_issues() -> None:
    text = "基层工作简报\n\n第 5 期\n\n衡阳市民政局办公室    2024年3月8日\n\n★常宁市举办培训。3月5日，常宁市邀请市残联专家授课，60人参加。\n"
    assert {m.name for m in mined(text).mentions if m.text == "市残联"} == {"衡阳市残联"}


@pytest.mark.parametrize(
    ("issuer", "number", "code"),
    [("鄂尔多斯市人民政府办公室", "鄂府办发〔2024〕8号", "150600"), ("鄂州市人民政府办公室", "鄂州政办发〔2024〕8号", "420700")],
)
def test_the_issuer_tells_more_than_its_number(issuer: str, number: str, code: str) -> None:
    city = issuer.removesuffix("人民政府办公室")
    found = mined(f"{number}\n\n各有关部门：\n\n现印发给你们，请认真贯彻。\n\n{issuer}\n2024年4月8日\n\n{city}医疗服务体系实施方案\n\n到2027年，全市床位达到800张。\n")
    assert found.metadata.region == code
    assert [q.subject for q in found.quantities] == [city]
