"""Values that go on with the measure of the one before: levels, parts so far, parts that add up, years of headings."""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import make_document, rules
from policyminer import Result, mine
from policyminer.model import Quantity
from policyminer.outline import lay_out

SUMMARY = "清江县教育局2024年工作总结\n清江县教育局  2025年1月8日\n\n一、主要工作\n{}\n\n二、2025年工作打算\n{}\n"
PLAN = "清江县教师发展实施方案\n\n为加强教师队伍，制定本方案。\n\n一、主要任务\n{}\n\n清江县人民政府\n2024年5月6日\n"
BULLETIN = """高校帮扶工作简报
（2024年第6期，总第18期）
清江市教育局教师工作科 编    2024年6月5日

★临江师范学院与清江县签约。{}
"""


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def of(text: str) -> dict[str, Quantity]:
    return {text[q.start : q.end]: q for q in mined(text).quantities}


def codes(sentence: str) -> dict[str, str | None]:
    return {quote: q.code for quote, q in of(SUMMARY.format(sentence, "无")).items()}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("全年新建名师工作室5个，累计达到18个。", "studios"),
        ("名师工作室由现有的7个增加到16个。", "studios"),
        ("每个学区建设名师工作室2个，到2026年全县达到24个。", "studios"),
        ("教育实习基地增至40个，比现有25个增加15个。", "practice_bases"),
        ("派出挂职干部教师46人次，在岗21名。", "secondments"),
        ("梳理重点任务30项，已完成26项。", "measures"),
        ("2024年打造精品课12节，2025年、2026年每年20节。", "quality_courses"),
        ("安排师范生90名到12所村小实习支教，时间18周。其中东溪镇40名、西岭镇30名、南坪镇20名。", "interns"),
        ("全县交流教师150人，其中校长12人、骨干教师60人。", "secondments"),
        ("结对帮扶的16所学校中，普通高中3所、乡镇初中13所。", "supported_schools"),
        ("举办各类培训46场、5200人次。", None),
    ],
)
def test_what_goes_on_has_the_code_of_what_it_goes_on_with(sentence: str, code: str | None) -> None:
    found = codes(sentence)
    counted = [c for quote, c in found.items() if quote[-1] in "个人名节所项次" and quote not in ("18周", "12所")]
    if code is None:
        assert list(found.values()) == ["training_sessions", "training_participants"]
    else:
        assert set(counted) == {code}, found


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("新建名师工作室5个，参观人数达到300人。", "300人"),
        ("选派教师20名，其中15名以上获奖；图书9万册，累计达到30万册。", "30万册"),
        ("安排师范生90名实习。其中东溪镇40栋、西岭镇50栋校舍完工。", "40栋"),
        ("梳理重点任务30项，已完成投资26万元。", "26万元"),
    ],
)
def test_what_only_follows_does_not_go_on(sentence: str, quote: str) -> None:
    found = codes(sentence)
    first = next(iter(found.values()))
    assert found[quote] != first or first is None


def test_what_was_there_before_is_there_and_what_comes_is_planned() -> None:
    found = of(PLAN.format("1.县级名师工作室由现有的7个增加到16个。\n2.到2026年，覆盖率由2023年的41%提高到80%以上。"))
    assert (found["7个"].status, found["16个"].status) == ("actual", "target")
    assert (found["41%"].status, found["80%以上"].status) == ("actual", "target")
    assert found["41%"].date_to == date(2023, 12, 31)
    assert found["80%以上"].date_to == date(2026, 12, 31)


def test_the_years_of_a_list_are_one_period() -> None:
    found = of(PLAN.format("2025年、2026年每年打造精品课20节。"))["20节"]
    assert (found.date_from, found.date_to) == (date(2025, 1, 1), date(2026, 12, 31))


def test_a_run_in_heading_dates_its_paragraph() -> None:
    found = of(PLAN.format("1.启动阶段（2024年5月—8月）。成立工作专班3个。"))["3个"]
    assert (found.date_from, found.date_to) == (date(2024, 5, 1), date(2024, 8, 31))


def test_a_deadline_in_the_middle_ends_with_its_part() -> None:
    found = of(PLAN.format("每个学区建设工作室2个，到2026年全县达到24个；组建专家库，入库60人。"))
    assert found["24个"].date_to == date(2026, 12, 31)
    assert found["60人"].date_to is None


def test_agreements_told_in_news_are_rules_and_goals() -> None:
    told = "5月20日，双方在清江县签订协议。协议明确，学院每年选派骨干教师12名到县任教；共建实习基地6个。"
    text = BULLETIN.format(told)
    found = of(text)
    assert (found["12名"].status, found["6个"].status) == ("rule", "target")
    done = of(BULLETIN.format("5月20日，学院选派骨干教师12名到清江县任教。"))
    assert done["12名"].status == "actual"


def test_a_day_to_come_makes_a_plan_of_it() -> None:
    found = of(BULLETIN.format("6月20日，推进会在清江县召开，参会规模控制在60人以内。"))
    assert next(q for quote, q in found.items() if "60人" in quote).status == "target"


def test_rates_by_whom_and_time_and_rates_of_lists() -> None:
    text = PLAN.format("每个工作室每学期送教4次。各学校每年选派管理干部2名、骨干教师6名。")
    found = of(text)
    assert found["4次"].per == "工作室每学期"
    assert (found["2名"].per, found["6名"].per) == ("学校每年", "学校每年")


def dates(text: str) -> dict[str, tuple[date | None, date | None]]:
    return {text[d.start : d.end]: (d.date_from, d.date_to) for d in mined(text).dates}


def test_headings_give_the_year_of_what_is_planned() -> None:
    found = dates(SUMMARY.format("截至年底，建成工作室9个。", "上半年完成3所学校改造，年底前全部开学。"))
    assert found["截至年底"][1] == date(2024, 12, 31)
    assert found["上半年"] == (date(2025, 1, 1), date(2025, 6, 30))
    assert found["年底前"][1] == date(2025, 12, 31)


def test_levels_ranges_and_comparisons() -> None:
    text = SUMMARY.format("上线率由2022年的31%提高到2024年的44%。2023年至2024年上半年投入260万元，比上年增长8%。", "无")
    found = dates(text)
    assert found["2024年"] == (date(2024, 1, 1), date(2024, 12, 31))
    assert found["2023年至2024年上半年"] == (date(2023, 1, 1), date(2024, 6, 30))
    assert "上年" not in found
    assert "到2026年" in dates(PLAN.format("到2026年的目标分三步实现。"))


def test_the_masthead_of_a_bulletin_with_its_total_behind_a_comma() -> None:
    metadata = mined(BULLETIN.format("5月20日，双方签约。")).metadata
    assert (metadata.issue_number, metadata.date_issued) == (6, date(2024, 6, 5))
    assert metadata.issuer == "清江市教育局教师工作科"


LEDGER = """帮扶工作动态
第7期
2024年8月2日

【7月台账】
单位            帮扶县     派出教师(人)   培训(人次)
贵州师范大学    德江县        14            410
贵州师范学院    石阡县        6             85
"""
QUOTA = """关于举办乡村校长研修班的通知

各县教育局：
现将有关事项通知如下。
一、名额分配
各地名额（人）：
德江县  16    石阡县  12
思南县  10    印江县  8

某市教育局
2024年6月3日
"""
MONEY = """德江县教师发展实施方案

一、经费保障
            资金安排表（单位：万元）
项  目          2024年    2025年    合计
校本研修          30        40        70
送教下乡          12        15        27

德江县人民政府
2024年5月6日
"""


def test_tables_say_who_when_and_what() -> None:
    found = of(LEDGER)
    assert {found[n].subject for n in ("14", "410")} == {"贵州师范大学"}
    assert found["85"].subject == "贵州师范学院"
    assert (found["6"].date_from, found["6"].date_to) == (date(2024, 7, 1), date(2024, 7, 31))
    quota = of(QUOTA)
    assert {(quota[n].code, quota[n].status) for n in ("16", "12", "10", "8")} == {("training_participants", "rule")}
    assert quota["12"].subject == "石阡县"
    money = of(MONEY)
    assert {money[n].code for n in ("30", "15", "70")} == {"invested_funds"}
    assert {money[n].status for n in ("30", "40")} == {"target"}


def test_the_view_keeps_its_length_with_latin_full_stops() -> None:
    text = "甲校开课.听课20人.\n乙校教研.丙校也开课.\n"
    outline, _ = lay_out(make_document(text), "d0")
    assert len(outline.view.folded) == len(outline.view.text)


OWN_WORK = """临江师范学院对口帮扶办公室2023年工作总结

2023年，在校党委领导下，聚焦石泉县基础教育短板开展工作。

一、主要工作
全年选派挂职教师34人，举办培训班19期。石泉县教育局选派联络员3人。

贵州师范大学对口帮扶办公室
2024年1月5日
"""


def test_an_account_of_a_university_is_about_the_university() -> None:
    found = of(OWN_WORK.replace("临江师范学院", "贵州师范大学"))
    assert (found["34人"].subject, found["19期"].subject) == ("贵州师范大学", "贵州师范大学")
    assert found["3人"].subject in ("石泉县", "石泉县教育局")
    plan = PLAN.format("贵州师范大学与清江县共建实习基地6个。组建教研联合体4个。")
    assert of(plan)["4个"].subject != "贵州师范大学"


@pytest.mark.parametrize(
    ("sentence", "quote", "code"),
    [
        ("举办专题班9期，轮训教师860人。", "9期", "training_sessions"),
        ("局长致辞，120余人与会。", "120余人", "event_participants"),
        ("与县教师进修学校合办班主任能力提升班，96人参加。", "96人", "training_participants"),
        ("组建教育集团6个，41所成员校纳入集团化办学，占应纳入学校的66%。", "66%", "coverage_rate"),
        ("为120名困难学生发放助学金，每生600元。", "600元", "subsidies"),
        ("派驻1名执行校长和4名学科教师到校挂职。", "4名", "secondments"),
        ("召开家长会，120余人次来电。", "120余人次", None),
        ("会议讨论人员增至50人的班级。", "50人", None),
    ],
)
def test_more_wordings_of_courses_boards_and_funds(sentence: str, quote: str, code: str | None) -> None:
    assert codes(sentence)[quote] == code


def test_labels_name_the_measure_where_columns_name_counties() -> None:
    head = "帮扶任务完成情况\n指标        单位    石阡县   德江县\n"
    text = head + "支教挂职     人      19      15\n教师培训    人次    1310    1150\n"
    found = of(text)
    assert (found["19"].code, found["19"].subject) == ("secondments", "石阡县")
    assert (found["1150"].code, found["1150"].subject) == ("training_participants", "德江县")


def test_a_numbered_sentence_dates_only_itself() -> None:
    points = "1.截至6月底，登记渔船86艘。全年查处违规46次。\n2.水产加工率由2023年的41%提高到2024年的47%。"
    text = SUMMARY.format(points, "无")
    found = of(text)
    assert found["86艘"].date_to is not None and found["86艘"].date_to.month == 6
    assert found["46次"].period_source != "sentence"
    assert (found["47%"].status, found["47%"].date_to) == ("actual", date(2024, 12, 31))
