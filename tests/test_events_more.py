"""Events that notices set in parts, of days without a month, of items under a rubric, and who takes part in them."""

from __future__ import annotations

from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine

_NOTICE = (
    "遵义市文化和旅游局关于举办讲解员培训班和讲解大赛的通知\n\n各县（市、区）文化和旅游局：\n\n"
    "一、讲解员培训班\n{}\n二、讲解大赛\n{}\n\n遵义市文化和旅游局\n2024年5月6日\n"
)
_NEWS = "首页 > 新闻\n\n铜仁学院到思南县开展文化调研\n\n发布时间：2024-05-20\n\n{}\n"
_REPORT = "思南县医疗帮扶工作报告\n\n思南县卫生健康局\n2024年12月30日\n\n{}\n"
_RUBRICS = (
    "校地合作工作动态\n(2024年第5期)\n\n贵州省教育厅教师工作处 编    2024年6月5日\n\n"
    "【送教下乡】\n{}\n\n【下月安排】\n{}\n"
)


@cache
def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def told(text: str) -> list[tuple[str, str, str]]:
    return [(e.type, str(e.date_from), str(e.date_to)) for e in mined(text).events]


def parties(text: str) -> set[str]:
    (event,) = mined(text).events
    return set(event.participants)


def test_the_parts_of_what_a_notice_sets() -> None:
    text = _NOTICE.format(
        "第一期：6月3日—7日，遵义师范学院，专职讲解员80人；\n第二期：6月17日—21日，遵义师范学院，志愿讲解员60人。",
        "（一）县级初赛：7月10日前由各县自行组织。\n（二）市级决赛：8月6日至7日在汇川区举行，参赛选手40人左右。",
    )
    assert told(text) == [
        ("training", "2024-06-03", "2024-06-07"),
        ("training", "2024-06-17", "2024-06-21"),
        ("activity", "2024-08-06", "2024-08-07"),
    ]
    assert [e.place for e in mined(text).events] == ["遵义师范学院", "遵义师范学院", "汇川区"]


@pytest.mark.parametrize(
    "text",
    [
        "报名时间：6月3日至7日，联系市文化馆。",
        "自查阶段：6月3日至20日，各县开展自查。",
        "第一期：6月3日前报送名单。",
        "第一批：6月3日，30万元。",
    ],
)
def test_other_days_of_a_notice_are_no_events(text: str) -> None:
    assert told(_NOTICE.format(text, "按市里的办法执行。")) == []


def test_days_without_a_month() -> None:
    news = _NEWS.format(
        "5月16日上午，铜仁学院在思南县举行签约仪式。\n\n17日，专家走访思南县文化馆。"
        "18日至20日，铜仁学院承办的讲解员培训班在碧江区举行。"
    )
    assert [day for _, *day in told(news)] == [
        ["2024-05-16", "2024-05-16"],
        ["2024-05-17", "2024-05-17"],
        ["2024-05-18", "2024-05-20"],
    ]
    assert told(_NEWS.format("学校每月17日走访思南县文化馆。")) == []


def test_the_body_of_who_leads_a_party() -> None:
    lead = "铜仁学院副院长田仲明到会讲话。\n\n"
    assert "铜仁学院" in parties(_NEWS.format(lead + "5月17日，田仲明一行赴思南县走访文化馆。"))
    assert "铜仁学院" not in parties(_NEWS.format(lead + "5月17日，田仲明的学生赴思南县走访文化馆。"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("5月14日至16日，贵州医科大学专家组一行5人到思南县人民医院驻点诊断。", "visit"),
        ("6月11—12日，铜仁市卫生健康局督查组来我县评估。", "visit"),
        ("7月8日，思南县人民政府与贵州医科大学续签协议。", "signing"),
    ],
)
def test_more_words_for_what_took_place(text: str, wanted: str) -> None:
    assert [kind for kind, *_ in told(_REPORT.format(text))] == [wanted]


def test_a_list_number_before_a_day() -> None:
    report = _REPORT.format("1.7月8日思南县人民政府与贵州医科大学签订协议。\n2.新增专家3名。")
    assert [d.text for d in mined(report).dates] == ["2024年12月30日", "7月8日"]
    assert [d.text for d in mined(_REPORT.format("增长3.7月8日")).dates] == ["2024年12月30日"]


def test_the_items_under_a_rubric() -> None:
    text = _RUBRICS.format(
        "铜仁学院：5月14日至15日，在思南县举办教师培训，参训60人。满意率98%。\n\n"
        "铜仁学院：今年以来已派出教师20人到思南县支教。\n\n"
        "遵义师范学院：5月20日，在凤冈县举行实习基地挂牌仪式。首批30名学生已于3月1日到岗。",
        "6月18日，校长提升班在铜仁学院举办，计划培训30人。6月25日，全省推进会在遵义市召开。",
    )
    assert [(kind, day) for kind, day, _ in told(text)] == [
        ("training", "2024-05-14"),
        ("ceremony", "2024-05-20"),
        ("training", "2024-06-18"),
        ("meeting", "2024-06-25"),
    ]
    # the same with the full stops of a Latin keyboard
    assert told(text.replace("。", ".").replace("，", ",")) == told(text)


def test_who_came_from_many_counties_is_not_there_by_name() -> None:
    text = "★遵义师范学院：教研走进凤冈县。5月20日，遵义师范学院在凤冈县开展教研，{}"
    found = parties(_RUBRICS.format(text.format("湄潭县、凤冈县等3个县教师80人到场。"), ""))
    assert "湄潭县" not in found
    assert "湄潭县" in parties(_RUBRICS.format(text.format("湄潭县、正安县到会交流。"), ""))


def test_a_body_that_guests_sit_down_with_takes_part() -> None:
    report = _REPORT.format("4月9日，贵州医科大学一行6人到思南县调研，在县卫生健康局召开座谈会。")
    assert "思南县卫生健康局" in parties(report)


def test_those_who_sign_behind_take_part() -> None:
    news = "5月16日上午，铜仁学院与思南县签约仪式在碧江区举行。{}"
    assert "思南县文化和旅游局" in parties(_NEWS.format(news.format("思南县文化和旅游局局长安仲平代表双方签字。")))
    assert "思南县人民政府" not in parties(_NEWS.format(news.format("思南县人民政府副县长安仲平代表双方签字。")))


def test_a_day_of_the_steps_to_come_lies_ahead() -> None:
    report = _REPORT.replace("12月30日", "6月30日")
    steps = "思南县人民政府与贵州医科大学续签协议。"
    assert told(report.format("下一步：\n1.7月8日" + steps)) == [("signing", "2024-07-08", "2024-07-08")]
    assert told(report.format("7月8日，" + steps)) == [("signing", "2023-07-08", "2023-07-08")]
    # a heading ends them
    chronicle = report.format("一、下步打算\n抓好落实。\n二、大事记\n7月8日，" + steps)
    assert told(chronicle) == [("signing", "2023-07-08", "2023-07-08")]


def test_who_only_orders_it_does_not_take_part() -> None:
    text = "石门县造林工作会\n发布时间：2023-09-28\n\n按照常德市林业局的要求，9月26日石门县林业局召开工作会。\n"
    (event,) = mine(make_document(text), rules()).events
    assert "石门县林业局" in event.participants and "常德市林业局" not in event.participants


def test_what_was_signed_before_is_not_what_takes_place() -> None:
    text = "石门县到农学院调研\n发布时间：2022-09-12\n\n9月11日，石门县林业局赴农学院，就去年签署的协议开展调研。\n"
    (event,) = mine(make_document(text), rules()).events
    assert event.type == "visit"
