"""Names behind verbs of support, in lines of contacts, in brackets of a list, and in lists of counties."""

from __future__ import annotations

from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine

_REPORT = "余庆县医教帮扶工作报告\n\n余庆县人民政府办公室\n2024年12月30日\n\n一、情况\n{}\n"


@cache
def mined(text: str) -> Result:
    return mine(make_document(_REPORT.format(text)), rules())


def names(text: str, kind: str) -> list[str]:
    return [m.text for m in mined(text).mentions if m.type == kind]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("贵州师范大学托管德江中学，遵义师范学院帮扶思南高级中学。", ["德江中学", "思南高级中学"]),
        ("铜仁学院在石阡民族高级中学举行仪式。", ["石阡民族高级中学"]),
        ("余庆县人民政府在松桃民族职业中学签约。", ["松桃民族职业中学"]),
        ("专家走进余庆县实验高中。派出3人，其中2人挂任实验高中副校长。", ["余庆县实验高中", "实验高中"]),
        (
            "结对学校：\n（1）余庆县幼儿园\n（2）德江中学\n铜仁学院指导余庆县幼儿园教研。",
            ["余庆县幼儿园", "德江中学", "余庆县幼儿园"],
        ),
        # classes of schools, no names
        ("贵州师范大学托管薄弱中学，帮扶乡村小学。", []),
        ("派出3人，其中2人挂任实验高中副校长。", []),
        ("研究生学历教师占比小学达到5%、初中达到8%。", []),
        ("全县建设余庆县幼儿园标准化体系。", []),
    ],
)
def test_schools_behind_verbs_and_on_lines_of_their_own(text: str, wanted: list[str]) -> None:
    assert names(text, "school") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("德江中学校长田仲明由贵州师范大学选派。", {("田仲明", "校长", "德江中学")}),
        ("联系人：县卫生健康局医政科 安秀英，0856-6221234", {("安秀英", None, "余庆县卫生健康局医政科")}),
        ("联系人：铜仁学院教务处 冉启航，1380856xxxx；传真同前", {("冉启航", "教务处", "铜仁学院")}),
        ("联系人：田雨  电话：0856-6221xxx", {("田雨", "联系人", None)}),
        ("单位  联络员\n铜仁学院  田仲明（人事处副处长）  松桃民族中学", {("田仲明", "人事处副处长", "铜仁学院")}),
        (
            "参加人员：安秀英（县卫生健康局副局长）、冉启航（德江中学校长）。",
            {("安秀英", "副局长", "余庆县卫生健康局"), ("冉启航", "校长", "德江中学")},
        ),
        ("联系人：县卫生健康局 办公室，0856-6221234", set()),
        ("联系人：县卫生健康局。报名 高中教师 38人。", set()),
        ("附件：高级讲师（正高级教师）申报表", set()),
    ],
)
def test_people_beside_a_telephone_number_or_a_post_in_brackets(
    text: str, wanted: set[tuple[str, str | None, str | None]]
) -> None:
    assert {(m.name, m.role, m.org) for m in mined(text).mentions if m.type == "person"} == wanted


def test_a_county_whose_short_name_is_a_plain_word() -> None:
    text = "医疗队到沿河、石阡、思南三县巡诊，其中沿河72人次、石阡63人次。培训班在沿河开班，队员沿河步行进村。"
    found = [m for m in mined(text).mentions if m.text == "沿河"]
    assert [m.name for m in found] == ["沿河土家族自治县"] * 3
    assert names("各村沿河、沿路、沿山三线整治，其中沿河72处。", "region") == names("各村整治。", "region")
