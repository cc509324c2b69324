# ruff: noqa: E501 - a case reads best on one line
"""Whose the figures of news are, and of which days: a mere venue, a school that does not name itself, 本次 in a later paragraph."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.model import Quantity
from policyminer.pipeline import mine

_PAGE = "{}\n{}  2024-05-20\n\n{}\n"


def figures(body: str, title: str, source: str = "文化新闻网") -> dict[str, Quantity]:
    return {q.text: q for q in mine(make_document(_PAGE.format(title, source, body)), rules()).quantities}


_LED = "5月16日至18日，第三届民歌研讨会在凯里市举行。"


@pytest.mark.parametrize("title", ["第三届民歌研讨会在凯里市举行", "第三届民歌研讨会在凯里市顺利召开", "全国民歌研讨会在凯里举办"])
def test_where_a_thing_was_held_owns_no_figure(title: str) -> None:
    assert figures(_LED + "来自各地的140余人参加研讨会。", title)["140余人"].subject is None


def test_who_held_it_owns_it() -> None:
    assert figures("5月16日，凯里市举办民歌培训班，培训教师140人。", "凯里市举办民歌培训班")["140人"].subject == "凯里市"


@pytest.mark.parametrize("title", ["我校民歌课题获贵州省立项", "我院民歌社团获贵州省表彰"])
def test_a_school_that_does_not_name_itself(title: str) -> None:
    body = "5月16日，贵州省公布立项名单，12项课题获贵州省文化和旅游厅立项，获一等奖3项。"
    assert {q.subject for q in figures(body, title).values()} == {None}


def test_a_university_that_names_itself_as_source() -> None:
    body = "5月16日，立项名单公布，12项课题获贵州省文化和旅游厅立项。"
    assert figures(body, "我校民歌课题获贵州省立项", "凯里学院")["12项"].subject == "凯里学院"


def test_a_university_that_opens_the_sentence_of_an_introduction() -> None:
    text = "团队介绍\n与民歌同行\n\n凯里学院“山歌行”支教队由8名学生组成，暑期前往黔东南苗族侗族自治州雷山县开展支教，支教队共20人。\n"
    found = {q.text: q.subject for q in mine(make_document(text), rules()).quantities}
    assert found["8名"] == "凯里学院"


@pytest.mark.parametrize("lead", ["本次活动共", "此次研讨会", "本届研讨会", "会议期间，"])
def test_a_later_paragraph_that_goes_on_with_what_was_told(lead: str) -> None:
    found = figures(f"{_LED}\n\n{lead}评出一等奖3个、二等奖6个。另有7人获“最佳传承奖”。", "凯里市举办第三届民歌研讨会")
    assert {(str(q.date_from), str(q.date_to)) for q in found.values() if q.code == "awards"} == {("2024-05-16", "2024-05-18")}


@pytest.mark.parametrize(
    "body",
    [
        _LED + "\n\n该市民歌队累计获一等奖3个。",
        _LED + "5月25日，采风启动。\n\n本次活动评出一等奖3个。",
    ],
)
def test_what_goes_on_with_nothing_or_with_one_of_many_has_no_day(body: str) -> None:
    assert figures(body, "凯里市举办第三届民歌研讨会")["3个"].date_from is None


def test_what_exists_has_no_day_of_news() -> None:
    found = figures(f"{_LED}\n\n本次活动所在的凯里市现有中小学48所。", "凯里市举办第三届民歌研讨会")
    assert found["48所"].date_from is None


def test_a_venue_that_also_opens_the_names_of_bodies_owns_nothing() -> None:
    text = """全国茶艺教学研讨会在遵义举办
2024-05-20

5月16日，全国茶艺教学研讨会在遵义举办。遵义市茶叶学会、遵义市农业农村局、遵义云岭茶业有限公司协办。

会议评选出优秀教案一等奖12个、二等奖20个。
"""
    assert {q.subject for q in mine(make_document(text), rules()).quantities} == {None}
