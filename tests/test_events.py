"""Events whose day stands in the middle, who takes part by the sentences behind, and what is no partnership."""

from __future__ import annotations

from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine

_NEWS = "铜仁市文旅培训简讯\n发布时间：2023-09-12　来源：铜仁市文化和旅游局\n\n{}\n"
_BULLETIN = "贵州省师范院校结对县域工作简报\n\n第8期\n\n贵州省教育厅办公室    2023年9月28日\n\n【动态】\n\n★{}\n"
_SUMMARY = "印江县2023年教育工作总结\n\n{}\n\n印江县教育局\n2023年12月20日\n"


@cache
def mined(frame: str, text: str) -> Result:
    return mine(make_document(frame.format(text)), rules())


def days(frame: str, text: str) -> list[tuple[str, str]]:
    return [(e.type, str(e.date_from)) for e in mined(frame, text).events]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # why it was held comes first, at any length
        (
            "为加强全市基层讲解员队伍建设，提升讲解服务质量，推动红色文化传承发展迈上新的台阶，铜仁市文化和旅游局于9月5日在碧江区举办了讲解员培训班。",
            ("training", "2023-09-05"),
        ),
        (
            "为落实省级文物保护利用规划，加快推进全市非物质文化遗产名录体系建设和传承人队伍建设，铜仁市文化和旅游局9月5日在碧江区召开推进会。",
            ("meeting", "2023-09-05"),
        ),
        # what was held comes first
        (
            "铜仁市文化和旅游局组织的全市乡村文化能人培养工程第四期培训暨非遗项目申报业务骨干培训班，于9月6日开班。",
            ("training", "2023-09-06"),
        ),
        # set to happen
        ("铜仁市文化和旅游局计划于9月18日邀请专家观看展演。", ("activity", "2023-09-18")),
        # told of another meeting
        ("据9月4日召开的铜仁市文旅融合工作会议消息，全市将新建书房12个。", ("meeting", "2023-09-04")),
        # going somewhere to talk
        ("9月7日，铜仁市文化和旅游局局长带队前往遵义市，对接联合办展事宜。", ("visit", "2023-09-07")),
        # a room is no meeting
        ("9月7日，铜仁学院与思南县在县中会议室签署合作协议。", ("signing", "2023-09-07")),
        ("9月7日，铜仁学院与思南县召开项目对接会。", ("meeting", "2023-09-07")),
    ],
)
def test_an_event_is_found_wherever_its_day_stands(text: str, wanted: tuple[str, str]) -> None:
    assert days(_NEWS, text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "为做好年度申报工作，各县文化馆要对照清单逐项整改，逐级审核，形成自查报告并加盖公章，于9月20日前报送市局。",
        "全市讲解员队伍建设取得新进展，各区县先后出台了配套办法，明确了经费渠道和奖励标准，相关材料9月20日汇总上报。",
        "全市现有讲解员中，获得省级称号的有12人，其中最年轻的一位刘姓讲解员出生于2001年9月20日。",
    ],
)
def test_a_day_in_the_middle_that_tells_no_event(text: str) -> None:
    assert days(_NEWS, text) == []


def test_those_who_attend_are_named_behind() -> None:
    text = (
        "9月7日，铜仁学院与思南县合作签约仪式在县文化中心举行。\n\n"
        "铜仁市教育局有关负责同志、思南县县长参加签约仪式。\n\n"
        "近年来，贵州师范学院长期参加乡村支教活动。"
    )
    (event,) = mined(_NEWS, text).events
    assert set(event.participants) == {"铜仁学院", "思南县", "铜仁市教育局"}


def test_those_who_attend_another_event_are_not_taken() -> None:
    text = (
        "9月7日，铜仁学院到思南县调研。思南县教育局负责人陪同。\n\n9月9日，凯里学院到石阡县调研。石阡县教育局负责人陪同。"
    )
    found = [set(e.participants) for e in mined(_NEWS, text).events]
    assert found == [{"铜仁学院", "思南县", "思南县教育局"}, {"凯里学院", "石阡县", "石阡县教育局"}]


def test_a_region_that_names_the_event_takes_no_part() -> None:
    (event,) = mined(_NEWS, "9月5日，铜仁市文化和旅游局举办了铜仁市讲解员培训班。").events
    assert event.participants == ("铜仁市文化和旅游局",)


def test_a_leader_of_the_state_does_not_bring_the_body_of_his_title() -> None:
    (event,) = mined(_NEWS, "全国文化工作会议9月5日在京举行。中共中央政治局委员、国务院副总理出席会议并讲话。").events
    assert not {"中共中央", "国务院"} & set(event.participants)


def pairs(frame: str, text: str) -> set[tuple[str, str, str]]:
    return {(p.university, p.partner, p.relation) for p in mined(frame, text).partnerships}


@pytest.mark.parametrize(
    ("frame", "text", "wanted"),
    [
        # to be settled between the two, and no more
        (
            _BULLETIN,
            "铜仁学院到思南县座谈。9月7日，铜仁学院到思南县座谈，具体事项由学校与思南县教育局进一步商定。",
            set(),
        ),
        # a list of fields is no training
        (
            _SUMMARY,
            "铜仁学院与印江县将在课题研究、教师培训等方面深化合作。",
            {("铜仁学院", "印江土家族苗族自治县", "joint")},
        ),
        # but help in these fields is support
        (
            _SUMMARY,
            "铜仁学院围绕课题研究、教师培训等方面对印江县开展帮扶。",
            {("铜仁学院", "印江土家族苗族自治县", "support")},
        ),
        # a hope is no base
        (_NEWS, "铜仁学院希望与思南县共建教育实践基地。", set()),
        # a base shared with a company is not the town's
        (
            _BULLETIN,
            "铜仁学院与思南县签约。9月7日，铜仁学院与思南县签订合作协议，并签署校企合作共建实践教学基地协议。",
            {("铜仁学院", "思南县", "signing")},
        ),
        # a school for practice is a base
        (
            _BULLETIN,
            "铜仁学院与思南县签约。9月7日，思南中学、思南县第三小学成为双方共建的教育实践学校。",
            {
                ("铜仁学院", "思南县", "signing"),
                ("铜仁学院", "思南中学", "base"),
                ("铜仁学院", "思南中学", "joint"),
                ("铜仁学院", "思南县第三小学", "base"),
                ("铜仁学院", "思南县第三小学", "joint"),
            },
        ),
        # the clause of a school tells what is done with it
        (
            _BULLETIN,
            "铜仁学院与思南县签约。9月7日，双方商定共建教研联合体，每年安排师范生到思南中学实习支教。",
            {("铜仁学院", "思南县", "signing"), ("铜仁学院", "思南县", "joint")}
            | {("铜仁学院", "思南中学", "base"), ("铜仁学院", "思南中学", "support")},
        ),
        # a list of universities with their count
        (
            _SUMMARY,
            "全县与铜仁学院、凯里学院等3所高校建立长期合作关系。",
            {("铜仁学院", "印江土家族苗族自治县", "joint"), ("凯里学院", "印江土家族苗族自治县", "joint")},
        ),
    ],
)
def test_what_a_sentence_says_of_a_university_and_its_partners(
    frame: str, text: str, wanted: set[tuple[str, str, str]]
) -> None:
    assert pairs(frame, text) == wanted


def test_a_venue_is_no_partner() -> None:
    found = pairs(_NEWS, "9月7日，铜仁学院联合思南县教育局在塘头镇举办教师培训，铜仁学院专家作讲座。")
    assert not any(partner == "塘头镇" for _, partner, _ in found)


def test_that_school_is_the_university_named_last() -> None:
    text = "铜仁学院走进思南县。凯里学院组织教师赴石阡县送教。该校还与石阡县第二小学结成帮扶对子。"
    assert ("凯里学院", "石阡县第二小学", "support") in pairs(_NEWS, text)
    assert ("铜仁学院", "石阡县第二小学", "support") not in pairs(_NEWS, text)


def test_a_university_named_later_is_not_the_subject_of_a_county() -> None:
    text = (
        "县教育局2023年工作总结\n\n投入资金600万元，改造校舍8所。全县教师1200名。\n\n"
        "与铜仁学院共建教研基地，聘请专家5名。\n"
    )
    subjects = {q.text: q.subject for q in mine(make_document(text), rules()).quantities}
    assert "铜仁学院" not in (subjects["600万元"], subjects["8所"], subjects["1200名"])


def test_a_notice_sets_a_day() -> None:
    notice = "关于开展讲解员考核的通知\n\n各县文化馆：\n\n{}\n\n铜仁市文化和旅游局\n2023年9月1日\n"
    assert days(notice, "考核定于9月18日进行，请提前报到。") == [("activity", "2023-09-18")]
    assert days(notice, "报名表于9月18日前报送市局。") == []
    assert days(notice, "自9月18日起执行新的收费办法。") == []


def test_days_whose_year_nobody_tells() -> None:
    news = "本报讯（记者 田野）{}"
    assert days(news, "9月7日，铜仁市文化和旅游局在碧江区举办讲解员培训班。") == [("training", "None")]
    # what a paper learned, and until when something was done, did not happen then
    assert days(news, "9月7日，记者从市文旅局获悉，全市将举办讲解员大赛。") == []
    assert days(news, "为做好服务，市文旅局于9月7日前组织了摸底。") == []


@pytest.mark.parametrize(
    "text",
    [
        "9月7日，应学校邀请，铜仁学院教授到县作了题为讲解艺术的报告。",
        "为进一步提升讲解员的业务水平，促进文旅融合发展，更好地服务游客，9月7日，文化馆迎接了全市骨干讲解员参观学习。",
        "按照培训进度，9月7日，讲师团将对全县讲解员进行实际操作培训。",
    ],
)
def test_more_words_for_what_took_place(text: str) -> None:
    assert [day for _, day in days(_NEWS, text)] == ["2023-09-07"]
