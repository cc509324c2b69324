
"""Standards cited by number and title, and titles of courses that end like those of policies."""

from __future__ import annotations

import pytest

from helpers_find import citations_of

CASES = {
    "number behind": (
        "新建校舍应符合《中小学校设计规范》（GB 50099-2011）。",
        [("《中小学校设计规范》（GB 50099-2011）", "中小学校设计规范", "GB 50099-2011")],
    ),
    "of a ministry": (
        "园舍按《幼儿园建筑设计规范》（JGJ39—2016）建设。",
        [("《幼儿园建筑设计规范》（JGJ39—2016）", "幼儿园建筑设计规范", "JGJ39—2016")],
    ),
    "number before": (
        "校服须符合GB18401《纺织产品基本安全》。",
        [("GB18401《纺织产品基本安全》", "纺织产品基本安全", "GB18401")],
    ),
    "recommended": (
        "照明按GB/T 36876《教室照明卫生要求》检测。",
        [("GB/T 36876《教室照明卫生要求》", "教室照明卫生要求", "GB/T 36876")],
    ),
    "a product": ("教室配备XGB12《玩具总动员》光盘。", []),
    "no standard": ("开设《玩具安全》一课。", []),
    "courses": ("选修课有《人生规划》（负责人：陈明）、《花艺》（负责人：李春）。", []),
    "a lesson": ("展示了《我的假期计划》（执教：陈明）。", []),
    "a task": ("落实《学校食品安全规定》（负责人：各校校长）。", [("《学校食品安全规定》", "学校食品安全规定", None)]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_cited(name: str) -> None:
    sentence, expected = CASES[name]
    assert citations_of(sentence) == expected
