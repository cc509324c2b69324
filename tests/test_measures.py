
"""What a figure counts: the noun, without the words before it that say when or that it is planned."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.pipeline import mine


def measure(sentence: str) -> str | None:
    text = f"云岭县2026年工作总结\n\n{sentence}\n"
    (quantity,) = mine(make_document(text), rules()).quantities
    return quantity.measure


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("下半年计划培训退役军人800人次。", "培训退役军人"),
        ("今年将新建服务站12个。", "新建服务站"),
        ("2026年计划培训教师300人次。", "培训教师"),
        ("明年拟培训村医60人次。", "培训村医"),
        ("到2027年底前力争培训护理员500人次。", "培训护理员"),
        ("二季度预计接待游客8万人次。", "接待游客"),
        ("2026年末常住人口35万人。", "常住人口"),
        ("9月底前确保受益农户200户。", "受益农户"),
        ("全年粮食产量12万吨。", "粮食产量"),
    ],
)
def test_time_and_plan_are_no_part_of_what_is_counted(sentence: str, wanted: str) -> None:
    assert measure(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("计划生育家庭300户。", "计划生育家庭"),
        ("准备金总额500万元。", "准备金总额"),
        ("年培训能力400人。", "年培训能力"),
        ("中央财政资金200万元。", "中央财政资金"),
        ("2026年中央财政资金200万元。", "中央财政资金"),
    ],
)
def test_words_that_only_look_like_these_stay(sentence: str, wanted: str) -> None:
    assert measure(sentence) == wanted
