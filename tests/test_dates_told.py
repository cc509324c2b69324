# ruff: noqa: E501 - a case reads best on one line
"""Dates by the kind of document that tells them, and numbers that only look like one: accounts of last year, own titles, ranks."""

from __future__ import annotations

import pytest

from helpers_find import dates_of, make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def dates(text: str) -> list[tuple[str, str, str]]:
    return [(d.text, str(d.date_from), str(d.date_to)) for d in mined(text).dates]


_PAGE = "龙山县农机推广情况\n\n龙山县农业农村局 2021年03月04日\n\n{}\n"
_ACCOUNT = "龙山县水利局2020年工作总结\n\n来源：龙山县水利局 发布时间：{} 09:13\n\n{}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("元月6日，农机队下乡。", ("元月6日", "2021-01-06", "2021-01-06")),
        ("到目前为止，已检修农机800台。", ("到目前为止", "None", "2021-03-04")),
        ("近五年来，全县新增农机800台。", ("近五年来", "2016-03-04", "2021-03-04")),
        ("二0二0年九月一日，农机学校开学。", ("二0二0年九月一日", "2020-09-01", "2020-09-01")),
    ],
)
def test_a_date_is_read(text: str, wanted: tuple[str, str, str]) -> None:
    assert dates(_PAGE.format(text)) == [wanted]


@pytest.mark.parametrize(
    "text",
    ["原则上年龄40周岁以下的机手优先。", "机手补贴九百元月月发放。", "机手补贴300元月结。"],
)
def test_no_date(text: str) -> None:
    assert dates(_PAGE.format(text)) == []


def test_an_account_of_last_year_counts_from_its_end() -> None:
    text = "今年以来，全县新修水渠30公里。截至12月14日，完工率达95%，比去年底提高8个百分点。"
    wanted = [("今年以来", "2020-01-01", "2020-12-31"), ("截至12月14日", "None", "2020-12-14"), ("去年底", "2019-12-31", "2019-12-31")]
    assert dates(_ACCOUNT.format("2021-01-05", text)) == wanted
    # 以来 behind a year runs to the day of the document
    assert dates(_ACCOUNT.format("2021-02-05", "2020年以来，全县新修水渠30公里。")) == [("2020年以来", "2020-01-01", "2021-02-05")]


def test_an_account_of_the_year_itself_counts_from_its_day() -> None:
    assert dates(_ACCOUNT.format("2020-12-20", "今年以来，全县新修水渠30公里。")) == [("今年以来", "2020-01-01", "2020-12-20")]
    # a page put up much later is no account of last year's end
    assert dates(_ACCOUNT.format("2021-09-20", "今年，全县新修水渠30公里。")) == [("今年", "2021-01-01", "2021-12-31")]


def test_years_that_name_titles_and_files() -> None:
    text = (
        "龙山县人民政府办公室关于印发水利发展方案的通知\n\n龙政办发〔2021〕6号          2021-03-04\n\n各乡镇人民政府：\n\n现将方案印发给你们，请认真贯彻执行。\n\n"
        "附件：1.龙山县2020年度水利任务表.xls\n\n龙山县人民政府办公室\n2021年3月4日\n\n龙山县“十四五”水利发展方案\n\n“十四五”期间，全县新修水渠30公里。\n"
    )
    assert [d for d, _, _ in dates(text)] == ["2021年3月4日", "“十四五”期间"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("近三年，全县新修水渠30公里。", ["30公里"]),
        ("近两年在各方支持下，新修水渠30公里。", ["30公里"]),
        ("水渠修建持续了近三年时间。", ["近三年"]),
        ("工程质量连续六年位居全市前三名。", ["六年"]),
        ("此前三名技术员参加了培训。", ["三名"]),
        ("2018届毕业生到场。", []),
        ("34届龙山县青少年水利知识竞赛的获奖者到场。", []),
        ("知识竞赛已连续举办3届。", ["3届"]),
    ],
)
def test_what_counts(text: str, wanted: list[str]) -> None:
    assert [q.text for q in mined(_PAGE.format(text)).quantities] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("名单于2021年3月12日（星期五）之前报送。", ("2021年3月12日（星期五）之前", "None", "2021-03-12")),
        ("名单于2021年3月12日(周五)前报送。", ("2021年3月12日(周五)前", "None", "2021-03-12")),
        ("3月1日（周一）至3日（周三）检修农机。", ("3月1日（周一）至3日（周三）", "2021-03-01", "2021-03-03")),
        ("3月1日9时许，农机队下乡。", ("3月1日9时许", "2021-03-01", "2021-03-01")),
        ("3月1日下午3点左右，农机队下乡。", ("3月1日下午3点左右", "2021-03-01", "2021-03-01")),
    ],
)
def test_a_weekday_in_brackets_and_a_rough_hour_belong_to_the_day(text: str, wanted: tuple[str, str, str]) -> None:
    assert dates(_PAGE.format(text)) == [wanted]


_REPORTED = "龙山县举办农机培训\n\n龙山县农业农村局 2021年03月04日\n\n{}，龙山县举办农机培训。\n\n{}，机手结业。\n"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("2月24日至27日", "27日下午", "2021-02-27"),
        ("2月24日", "28日", "2021-02-28"),
        ("2月24日", "3日", "2021-03-03"),
    ],
)
def test_a_bare_day_in_the_next_paragraph_of_news(first: str, second: str, wanted: str) -> None:
    assert dates(_REPORTED.format(first, second))[-1] == (second, wanted, wanted)


def test_a_bare_day_long_after_a_date_is_none() -> None:
    assert [d[0] for d in dates(_REPORTED.format("2020年11月24日", "27日下午"))] == ["2020年11月24日"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("请于2022年4月15日下班前报送。", "2022年4月15日下班前=..2022-04-15"),
        ("6月1日下午下班之前汇总。", "6月1日下午下班之前=..2024-06-01"),
        ("6月1日下班后开会。", "6月1日=2024-06-01"),
    ],
)
def test_before_the_end_of_a_working_day(sentence: str, told: str) -> None:
    assert dates_of(sentence) == [told]


def test_the_same_time_of_a_year() -> None:
    assert dates_of("较2021年同期增长8%。") == ["2021年同期=2021-01-01..2021-12-31"]


def test_a_headline_that_ends_in_a_verb_with_dao() -> None:
    text = "石门县帮扶工作简报\n\n第3期\n\n石门县教育局　2023年9月30日\n\n▲第七批挂职干部到石门县教育局报到\n9月11日，石门县召开座谈会。\n"
    assert ("9月11日", "2023-09-11", "2023-09-11") in [(d.text, str(d.date_from), str(d.date_to)) for d in mined(text).dates]
