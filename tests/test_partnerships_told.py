# ruff: noqa: E501 - a case reads best on one line
"""Partnerships by what is done at a school, and what is only the place or the title of an agreement."""

from __future__ import annotations

from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine

_HEAD = "贵州省师范院校结对县域工作简报\n\n第8期\n\n贵州省教育厅办公室    2023年9月28日\n\n【动态】\n\n★{}\n"
_NEWS = "铜仁学院到德江县开展文化帮扶\n\n发布时间：2023-09-12\n\n{}\n"


@cache
def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def pairs(text: str) -> set[tuple[str, str, str]]:
    return {(p.university, p.partner, p.relation) for p in mined(text).partnerships}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # an agreement to run a school helps this school; the county signs
        (
            "铜仁学院与德江县签约。9月7日，铜仁学院与德江县人民政府在德江中学签订托管协议。",
            {("德江县", "signing"), ("德江县", "support"), ("德江中学", "support")},
        ),
        ("铜仁学院专家到岗。9月7日，铜仁学院在德江中学举行聘任仪式，为5名顾问颁发聘书。", {("德江中学", "support")}),
        ("铜仁学院推进合作。9月7日，铜仁学院与德江县教育局在德江中学召开对接会。", {("德江县教育局", "joint")}),
        # the county where two others meet
        ("铜仁学院推进合作。9月7日，铜仁学院与铜仁市教育局在德江县召开对接会。", {("铜仁市教育局", "joint")}),
        ("铜仁学院推进合作。9月7日，铜仁学院在德江县召开对接会。", {("德江县", "joint")}),
        # the words of a title are those of the agreement
        ("铜仁学院与德江县签约。9月7日，铜仁学院与德江县签订《共建文化基地合作协议》。", {("德江县", "signing")}),
        (
            "铜仁学院牵头。9月7日，铜仁学院成立学科教研共同体，德江县16所学校参加。",
            {("德江县", "joint")},
        ),
        (
            "铜仁学院教研。9月7日，铜仁学院联合德江县教育局在德江中学开展集体教研，思南县、石阡县等5个县教师60人到场。",
            {("德江县教育局", "joint")},
        ),
        ("铜仁学院研修。9月7日，铜仁学院接收德江县20名教师进校研修。", {("德江县", "support")}),
    ],
)
def test_what_an_item_says_of_its_university(text: str, wanted: set[tuple[str, str]]) -> None:
    assert pairs(_HEAD.format(text)) == {("铜仁学院", *pair) for pair in wanted}


def test_gifts_are_support() -> None:
    text = "9月7日，铜仁学院走访德江中学，{}图书600册。"
    assert ("铜仁学院", "德江中学", "support") in pairs(_NEWS.format(text.format("捐赠")))
    assert ("铜仁学院", "德江中学", "support") not in pairs(_NEWS.format(text.format("清点")))


def test_an_account_of_a_university_tells_of_its_partners() -> None:
    office = "铜仁学院对口帮扶办公室"
    head = office + "2023年工作总结\n\n2023年，完成年度任务。\n\n一、主要工作\n{}\n\n" + office + "\n2024年1月5日\n"
    pairs = {(p.university, p.partner) for p in mined(head.format("9月15日，学校与思南县签订帮扶协议。")).partnerships}
    assert pairs == {("铜仁学院", "思南县")}
    assert not mined(head.format("9月15日，思南县下了一场大雨。")).partnerships


_SIGNING = "铜仁学院与碧江区签约\n\n发布时间：2023-09-12\n\n{}\n"


def test_the_government_of_a_district_stands_for_the_district() -> None:
    text = _SIGNING.format("9月7日，铜仁市碧江区人民政府与铜仁学院签署协议，共建碧江实验学校。")
    assert ("铜仁学院", "碧江区", "signing") in pairs(text)


def test_a_school_inside_the_name_of_its_group() -> None:
    text = _SIGNING.format("9月7日，铜仁学院与碧江区锦江小学教育集团举行合作签约仪式。")
    assert ("铜仁学院", "碧江区锦江小学", "signing") in pairs(text)


def test_a_university_that_was_visited_is_not_the_one_that_writes() -> None:
    text = "近日，学校党委书记龚立群一行赴贵州调研。\n我校与德江县召开座谈会，共建实践基地。\n龚立群一行还访问{}。\n"
    assert not pairs(text.format("铜仁学院"))
    assert pairs("铜仁学院召开推进会。\n" + text.format("其他单位"))


def test_a_committee_keeps_its_name() -> None:
    text = _SIGNING.format("9月7日，签约仪式举行。贵州省委教育工委委员周启明、碧江区委书记龚立群出席。")
    (event,) = mined(text).events
    assert "贵州省委教育工委" in event.participants and "碧江区" in event.participants


def test_universities_that_are_only_counted_sign() -> None:
    """与8所高校签订: not those that were named before."""
    text = "今年以来，共青团德江县委对接铜仁学院、贵州大学，吸引团队到德江县开展实践，与8所省内外高校签订合作协议。\n"
    assert {relation for _, _, relation in pairs(text)} == {"joint"}
    named = "今年以来，共青团德江县委与铜仁学院等8所高校签订合作协议。\n"
    assert {relation for _, _, relation in pairs(named)} == {"signing"}


def test_the_township_where_it_was_held() -> None:
    held = "3月2日，铜仁学院与德江县在德江县煎茶镇举行签约仪式，共建实践基地。\n"
    assert {partner for _, partner, _ in pairs(held)} == {"德江县"}
    helped = "3月2日，铜仁学院结对帮扶德江县煎茶镇，选派3名教师驻镇指导。\n"
    assert "煎茶镇" in {partner for _, partner, _ in pairs(helped)}


@pytest.mark.parametrize(
    "text",
    [
        # who holds a thing together is no partner, and the name of a body says nothing that is done
        "9月7日，德江县文化艺术节开幕，由铜仁学院、铜仁市群众文化指导中心、德江县第一小学、德江中学协办，某公司提供会务支持。",
        "9月7日，铜仁学院承办全市讲解大赛，铜仁市旅游指导中心、德江中学协办。",
        "9月7日，铜仁学院主办茶艺赛，业务指导单位为铜仁市文化馆，德江中学提供赛事支持。",
    ],
)
def test_who_holds_a_thing_together_is_no_partner(text: str) -> None:
    assert pairs(_NEWS.format(text).replace("开展文化帮扶", "参加文化艺术节")) == set()


def test_the_cue_of_a_sentence_may_stand_beside_the_name_of_a_body() -> None:
    text = "9月7日，铜仁学院与铜仁市群众文化指导中心共建培训点，并结对帮扶德江中学。"
    assert ("铜仁学院", "德江中学", "support") in pairs(_NEWS.format(text))


def test_an_officer_who_signs_for_his_region() -> None:
    text = _SIGNING.format("9月7日，碧江区教育局局长周启明代表碧江区与铜仁学院签订共建协议。")
    assert {p for _, p, _ in pairs(text)} == {"碧江区"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # supervisors who go there help
        ("铜仁学院推进合作。9月7日，铜仁学院选派指导教师到德江中学支教。", {("德江中学", "support")}),
        # supervisors of a base are no guidance of their own, 对口安排 is no pairing
        ("铜仁学院建基地。9月7日，铜仁学院在德江中学建立实习基地，配备指导教师5名。", {("德江中学", "base")}),
        ("铜仁学院到德江县座谈。9月7日，铜仁学院与德江县座谈，介绍毕业生就业对口安排情况。", set()),
        ("铜仁学院到德江县座谈。9月7日，铜仁学院校长对德江县给予的支持表示感谢。", set()),
        # renewed
        ("铜仁学院与德江县续约。9月7日，铜仁学院与德江县人民政府续签协议。", {("德江县", "signing")}),
        # the agreement on a base is a signing and a base, no joint work of its own
        (
            "铜仁学院与德江县签约。9月7日，铜仁学院与德江县人民政府签订教育实习基地共建协议。",
            {("德江县", "signing"), ("德江县", "base")},
        ),
        # who goes to a school to help works jointly with the county, if with anybody
        ("铜仁学院派出教师。9月7日，铜仁学院选派教师到德江中学支教，每学期开展联合教研4次。", {("德江中学", "support")}),
        # a county that asks for teachers is helped
        ("德江县聘请副校长。9月7日，德江县举行聘任仪式，聘请铜仁学院教师8人担任科技副校长。", {("德江县", "support")}),
    ],
)
def test_words_that_make_a_relation_and_words_that_only_look_like_them(text: str, wanted: set[tuple[str, str]]) -> None:
    assert {(partner, relation) for _, partner, relation in pairs(_HEAD.format(text))} == wanted


@pytest.mark.parametrize(
    "body",
    [
        # each by itself with a third one
        "9月7日，乌江茶业集团分别与铜仁学院、德江县农业农村局签订协议。",
        # whose officers watch
        "9月7日，铜仁市科技局副局长陈明和相关科室负责人参加了铜仁学院与某企业的签约仪式。",
        # a meeting whose spirit is carried out, a name in quotes
        "9月7日，为贯彻落实德江县人才工作会议精神，铜仁学院与乌江茶业集团共建实验室。",
        "9月7日，铜仁学院与乌江茶业集团共建“德江县茶叶科技小院”。",
        # where the schools are that sign
        "9月7日，铜仁学院与十所高中签订协议。德江、思南两县的十所高中校长参加了签约仪式。",
        # where it is signed
        "9月7日，铜仁学院与乌江茶业集团签约仪式在德江县政务服务中心三楼会议室举行。",
        # an office for cooperation, the state of contacts
        "9月7日，铜仁学院地方合作处处长陈明通报了与德江县的对接情况。",
        # shares of a number
        "9月7日，铜仁学院举办校长培训班，名额为：德江县35人、思南县30人。",
    ],
)
def test_who_is_named_beside_a_university_and_is_no_partner(body: str) -> None:
    assert pairs(f"校企合作见成效\n\n发布时间：2023-09-12\n\n{body}\n") == set()


def test_what_a_university_is_supported_in_is_not_its_support() -> None:
    text = "德江县教师队伍建设实施意见\n\n一、主要措施\n\n支持铜仁学院与我县中小学共建教研共同体。\n\n德江县人民政府\n2023年9月12日\n"
    assert {relation for _, _, relation in pairs(text)} == {"joint"}


def test_two_lists_side_by_side_are_told_member_by_member() -> None:
    body = "9月7日，铜仁学院、遵义师范学院分别托管帮扶德江中学、凤冈中学。"
    told = pairs(f"校地合作见成效\n\n发布时间：2023-09-12\n\n{body}\n")
    assert told == {("铜仁学院", "德江中学", "support"), ("遵义师范学院", "凤冈中学", "support")}
    every = pairs(f"校地合作见成效\n\n发布时间：2023-09-12\n\n{body.replace('分别', '共同')}\n")
    assert len(every) == 4
