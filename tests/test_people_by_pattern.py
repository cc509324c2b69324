"""People of many names in one wording: what is found must not depend on which characters a name is made of.

Names are put together from common family and given names, among them given names that are words (国庆, 新民) and family
names that are prepositions (于). A wording passes when nearly all of them are found whole and nothing else is.
"""

from __future__ import annotations

import random

import pytest

from helpers_names import mentions

FAMILIES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔邱秦史顾侯邵孟龙雷钱汤尹黎易乔贺赖龚"
)
_TWO = (
    "志强建国晓燕海燕春梅丽华文博思源俊杰国庆卫东建军秀英桂兰明辉"
    "晓东立新永红爱民志远德明学文雪梅艳芳海涛振华新民宏伟远强凤英"
)
_ONE = "伟芳敏静丽强磊洋勇艳杰娟涛霞刚辉斌宇浩凯健俊琳婷慧莹倩鹏飞"
GIVEN = [*(_TWO[i : i + 2] for i in range(0, len(_TWO), 2)), *_ONE]
HOME = "射洪市"

WORDINGS = [
    "3月18日，四川师范大学副校长{}到射洪中学调研，听课11节。",
    "4月9日，绵阳师范学院教务处处长{}赴射洪中学指导教研。",
    "射洪中学的{}（数学学科）、{}（物理学科）、{}（生物学科）参加跟岗学习。",
    "大家表示要以{}同志为榜样，扎根山区。",
    "考入四川大学的{}在会上发言，感谢母校。",
    "射洪中学{}、{}两位教师获得一等奖。",
    "获奖教师有：{}、{}、{}。",
    "一等奖名单：{}、{}",
    "特邀专家{}以“核心素养”为题作报告。",
    "四川师范大学教授{}作专题讲座。",
    "英语教师{}说：“收获很大。”",
    "2023级学生{}代表新生发言。",
    "退役军人{}自主创业，带动就业30人。",
    "市农业农村局高级农艺师{}现场讲解。",
    "副组长：{}、{}、{}",
    "成　员：{}　{}　{}　{}",
]


@pytest.mark.parametrize("wording", WORDINGS)
def test_names_of_any_characters_are_found(wording: str) -> None:
    dice = random.Random(wording)
    found = wanted = wrong = 0
    for _ in range(25):
        names = [dice.choice(FAMILIES) + dice.choice(GIVEN) for _ in range(wording.count("{}"))]
        people = {m.text for m in mentions(wording.format(*names), HOME) if m.type == "person"}
        found += len(people & set(names))
        wanted += len(set(names))
        wrong += len(people - set(names))
    assert found >= 0.95 * wanted, f"{found} of {wanted}"
    assert wrong <= 0.02 * wanted


@pytest.mark.parametrize(
    "text",
    [
        "要学习的高中阶段课程共12门，四川师范大学的任务是编写教材。",
        "射洪中学的高中部、初中部分别开展活动。",
        "四川师范大学的文学、历史等专业招生200人。",
        "农艺师高质量开展服务，学生常态化参与，退役军人全覆盖走访。",
        "获奖名单如下：见附件。参会人员有：各乡镇负责人、有关科室负责人。",
        "特邀专家从以“课堂”为主题的活动中选出10节课。",
    ],
)
def test_words_are_no_people(text: str) -> None:
    assert [m.text for m in mentions(text, HOME) if m.type == "person"] == []


def test_a_small_list_keeps_the_family_name_that_is_a_preposition() -> None:
    text = "成员：于丽、王强、于洋、李敏"
    assert [m.text for m in mentions(text, HOME) if m.type == "person"] == ["于丽", "王强", "于洋", "李敏"]


def test_as_whom_somebody_speaks_is_his_role() -> None:
    text = "作为毕业生代表，考入四川大学的周海涛在会上发言。"
    (person,) = (m for m in mentions(text, HOME) if m.type == "person")
    assert (person.text, person.role, person.org) == ("周海涛", "毕业生代表", None)


def test_where_somebody_goes_is_not_where_he_is() -> None:
    text = "考入四川大学的周海涛在会上发言。射洪中学的吴雪梅在会上发言。"
    people = {m.text: m.org for m in mentions(text, HOME) if m.type == "person"}
    assert people == {"周海涛": None, "吴雪梅": "射洪中学"}
