"""Quotas of notices, classes, sittings and demands: what bounds a number, and what only looks like one."""

from __future__ import annotations

import pytest

from helpers_find import amounts_of, make_document, rules
from policyminer.pipeline import mine

CASES = {
    "quota": ("每所学校限报4件。", ["4件=4 件 at_most"]),
    "quota of people": ("各县区限推荐2名教师。", ["2名=2 人 at_most"]),
    "quota alone": ("每个代表队限5人。", ["5人=5 人 at_most"]),
    "quota with a noun": ("每位选手限填2个项目。", ["2个=2 个 at_most"]),
    "limited is no quota": ("因名额有限，6人落选。", ["6人=6 人"]),
    "a term": ("责令限期3个月整改。", ["3个月=3 月"]),
    "powers": ("下放权限20项。", ["20项=20 项"]),
    "months and more": ("筹备了4个多月。", ["4个多月=4 月 over"]),
    "two months and more": ("历时两个多月完成改造。", ["两个多月=2 月 over"]),
    "resolution": (
        "扫描件不小于600dpi，单个文件不超过5MB。",
        ["不小于600dpi=600 dpi at_least", "不超过5MB=5 MB at_most"],
    ),
    "size of a photograph": ("另交2寸照片3张。", ["2寸=2 寸", "3张=3 张"]),
    "the proverb": ("三寸粉笔写春秋。", []),
    "classes in figures": ("甲组（1-2年级）、乙组（3-6年级）。", []),
    "number of classes": ("学校设有3个年级。", ["3个=3 个"]),
    "sitting of a league": ("“乡村教育联盟”三次会议在兰州举行。", []),
    "sitting of a committee": ("县委四次全会作出部署。", []),
    "sitting of a congress": ("区十八届人大三次会议闭幕。", []),
    "meetings held": ("全年召开三次会议。", ["三次=3 次"]),
    "must teach one": ("教授每学年必须为本科生讲授一门课程。", ["一门=1 门"]),
    "may apply once": ("每名教师只能申报一项。", ["一项=1 项"]),
    "may choose one": ("每个学校仅可推荐一名。", ["一名=1 人"]),
    "must have a": ("办好学校必须有一个好班子。", []),
    "only a road": ("我们只能走一条新路。", []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_counted(name: str) -> None:
    sentence, expected = CASES[name]
    assert amounts_of(sentence) == expected


def test_a_forecast_below_a_heading_of_how_things_are() -> None:
    text = """清溪县学前教育发展情况汇报

（2024年3月6日）

一、基本情况

全县现有幼儿园62所。据测算，2028年全县在园幼儿数将达到1.2万人。
"""
    found = {q.text: q.status for q in mine(make_document(text), rules()).quantities}
    assert found == {"62所": "actual", "1.2万人": "target"}
