# ruff: noqa: E501 - a case reads best on one line
"""Whose record a value is where no region speaks: introductions of schools, news of two parties, untitled notices."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def subjects(text: str) -> list[tuple[str, str | None]]:
    return [(q.text, q.subject) for q in mined(text).quantities]


_INTRODUCTION = "{}坐落于湖南省西部，是一所省属本科高校，主动服务湖南省经济建设。\n学校现有在校生8600人，获湖南省教学成果奖12项。\n全省高校党建工作现场会曾在校召开。\n"


@pytest.mark.parametrize("name", ["怀化学院", "湘南学院"])
def test_what_an_introduction_counts_is_the_schools(name: str) -> None:
    assert subjects(_INTRODUCTION.format(name)) == [("8600人", name), ("12项", name)]


def test_one_introduction_behind_another() -> None:
    text = "怀化学院\n\n怀化学院继续教育学院创办于1986年，现有学员900人。\n\n湘南学院\n\n湘南学院继续教育学院成立于1990年，现有学员700人。\n"
    assert subjects(text) == [("900人", "怀化学院"), ("700人", "湘南学院")]


def test_a_county_that_tells_of_its_schools_stays_the_owner() -> None:
    text = "会同县2023年教育工作总结\n\n全县教育系统坚持质量立校，现有教师3100人。\n\n怀化学院是我县的协作高校，选派专家指导教研。全县建成智慧教室60间。\n\n会同县教育局\n2023年12月8日\n"
    assert [s for _, s in subjects(text)] == ["会同县", "会同县"]


def test_my_university_and_a_county() -> None:
    text = "我校与洪江市人民政府签署战略合作协议\n\n农学院 2021年03月04日 报道 浏览次数:\n\n本网讯 3月2日，我校与洪江市人民政府签署协议。湖南农业大学洪江试验站自成立以来共取得科技奖励18项。\n"
    assert ("18项", "湖南农业大学") in subjects(text)


def test_a_school_that_news_describe() -> None:
    text = "会同县用好教师周转房\n\n2021-03-04 10:20:00\n\n3月2日，记者来到会同县。坪村镇枫木小学是会同县一所山区小学，学校共有教师14名。\n"
    assert subjects(text)[-1] == ("14名", "枫木小学")


def test_that_city_is_the_one_named_last() -> None:
    text = "洪江市打造清洁果园\n\n2021-03-04 10:20:00\n\n怀化市共有3个县级市。洪江市今年推广绿色防控，该市投入奖补资金56万元。\n\n洪江市还动员社会力量。目前，全市各类合作社捐助树苗9万株。\n"
    assert subjects(text)[1:] == [("56万元", "洪江市"), ("9万株", "洪江市")]


def test_an_untitled_notice_of_my_province() -> None:
    text = "各市州教育局：\n\n近年来，我省印发《湖南省乡村学校营养改善实施办法》，各地认真落实。现将有关情况通报如下：\n\n一、实施情况\n\n目前已落实补助的学校有2400所，受益学生90万人。\n"
    result = mined(text)
    assert (result.metadata.doc_type, result.metadata.region) == ("notice", "430000")
    assert {q.subject for q in result.quantities} == {"湖南省"}
    # the rules of another province do not say whose document this is
    assert mined(text.replace("我省", "各地")).metadata.region is None


def test_the_short_name_of_a_city_that_once_was_a_countys() -> None:
    """A county of that bare name existed until 1982, in another prefecture."""
    result = mined("革命老区再出发\n\n2019-05-06 09:00:00\n\n5月5日，记者走进井冈山，看到新修的学校。\n")
    assert [(m.name, m.adcode) for m in result.mentions if m.type == "region"] == [("井冈山市", "360881")]
