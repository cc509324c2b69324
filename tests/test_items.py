"""The items of a bulletin: whatever marks a headline, it governs the subject, the day and the bodies below it."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine

_HEAD = "贵州省师范院校结对县域工作简报\n\n第8期\n\n贵州省教育厅办公室    2024年6月28日\n\n【县区动态】\n\n"
_FOOT = "\n\n报：省委、省政府。\n"
_FIRST = "6月12日，丹寨县召开集团化办学现场会。全县已组建教育集团7个。县教育局负责同志介绍了情况。"
_SECOND = "6月18日，铜仁学院组织教师到思南县送教。听评课26节，培训教师140人次。思南县教育局派员全程参加。"

FORMS = {
    "star": "★丹寨县推进集团化办学。{}\n\n★铜仁学院送教到思南县。{}",
    "numbered": "一、丹寨县推进集团化办学\n\n{}\n\n二、铜仁学院送教到思南县\n\n{}",
    "numbered_run_in": "1.丹寨县推进集团化办学。{}\n\n2.铜仁学院送教到思南县。{}",
    "bracketed_number": "（一）丹寨县推进集团化办学\n\n{}\n\n（二）铜仁学院送教到思南县\n\n{}",
    "plain": "丹寨县推进集团化办学\n\n{}\n\n铜仁学院送教到思南县\n\n{}",
    "bold": "**丹寨县推进集团化办学**\n\n{}\n\n**铜仁学院送教到思南县**\n\n{}",
    "bracketed": "【丹寨县推进集团化办学】{}\n\n【铜仁学院送教到思南县】{}",
    "bracketed_line": "【丹寨县推进集团化办学现场会】\n\n{}\n\n【铜仁学院组织教师送教到思南县】\n\n{}",
    "no_headline": "{}\n\n{}",
}


@cache
def mined(body: str) -> Result:
    return mine(make_document(_HEAD + body + _FOOT), rules())


def item(form: str) -> Result:
    return mined(FORMS[form].format(_FIRST, _SECOND))


@pytest.mark.parametrize("form", FORMS)
def test_an_item_gives_its_subject_whatever_marks_it(form: str) -> None:
    subjects = {q.text: q.subject for q in item(form).quantities}
    assert subjects == {"7个": "丹寨县", "26节": "铜仁学院", "140人次": "铜仁学院"}


@pytest.mark.parametrize("form", FORMS)
def test_an_item_is_one_event_with_those_of_its_later_sentences(form: str) -> None:
    events = [(e.date_from, set(e.participants)) for e in item(form).events]
    assert events == [
        (date(2024, 6, 12), {"丹寨县", "丹寨县教育局"}),
        (date(2024, 6, 18), {"铜仁学院", "思南县", "思南县教育局"}),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_day_of_an_item_reaches_its_later_sentences(form: str) -> None:
    periods = {q.text: q.date_from for q in item(form).quantities if q.text in ("26节", "140人次")}
    assert periods == {"26节": date(2024, 6, 18), "140人次": date(2024, 6, 18)}


def test_an_item_goes_on_over_its_paragraphs() -> None:
    result = mined(
        "一、丹寨县推进集团化办学\n\n6月12日，丹寨县召开集团化办学现场会。\n\n县教育局要求，2025年组建教育集团9个。\n\n"
        "二、铜仁学院送教到思南县\n\n6月18日，铜仁学院组织教师到思南县送教。"
    )
    assert [q.subject for q in result.quantities if q.text == "9个"] == ["丹寨县"]
    assert [m.name for m in result.mentions if m.text == "县教育局"] == ["丹寨县教育局"]
    assert len(result.events) == 2


def test_the_parts_of_an_account_are_no_items() -> None:
    # headings of one county's experience: no day stands below them
    result = mined("一、压实责任\n\n丹寨县成立专班。\n\n二、抓好队伍\n\n全县选派骨干教师18名。")
    assert result.quantities[0].period_source is None
    assert result.events == ()


def test_a_rubric_does_not_govern() -> None:
    result = mined(
        "【高校动态】\n\n6月18日，铜仁学院组织教师到思南县送教。\n\n【数说】\n\n截至目前，全省结对学校达到120所。"
    )
    assert [q.subject for q in result.quantities if q.text == "120所"] == ["贵州省"]


def test_only_a_bulletin_has_items_without_a_mark() -> None:
    text = "丹寨县2024年工作总结\n\n一、集团化办学\n\n6月12日，召开现场会。铜仁学院派出教师6名。\n"
    assert all(e.text.count("。") <= 1 for e in mine(make_document(text), rules()).events)


def test_all_the_city_means_the_city_that_opens_the_item() -> None:
    text = (
        "遵义市校地协同工作动态\n\n第2期\n\n遵义市教育局    2024年6月28日\n\n【动态】\n\n"
        "★仁怀市召开调度会。6月12日，仁怀市召开校地协同调度会。今年以来，全市已组建教育集团11个。\n\n"
        "★遵义师范学院送教。6月14日，遵义师范学院到湄潭县送教。全市参训教师90名。\n"
    )
    subjects = {q.text: q.subject for q in mine(make_document(text), rules()).quantities}
    assert subjects["11个"] == "仁怀市"
    assert subjects["90名"] == "遵义市"


def test_the_body_that_opens_an_item_stands_before_those_that_attend() -> None:
    result = mined("★省教育厅召开结对工作推进会。6月6日，省教育厅召开推进会，铜仁学院、凯里学院负责同志等90人参会。")
    assert [q.subject for q in result.quantities if q.text == "90人"] == ["贵州省"]


def test_where_a_meeting_was_held_is_not_whom_it_is_about() -> None:
    result = mined("★省教育厅召开推进会。6月6日，省教育厅在遵义市召开推进会。市教育局负责同志参会。")
    assert "遵义市教育局" not in {m.name for m in result.mentions if m.text == "市教育局"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("6月6日，会昌县召开校地合作工作推进会。", ["会昌县"]),
        ("6月6日，会昌县与赣南师范大学举行教研促进会，交流经验。", ["会昌县"]),
        ("6月6日，专家赴会调研，会昌县教育局陪同。", ["会昌县", "会昌县"]),
        ("6月6日，向来会投资的企业家介绍会昌县的优势。", ["会昌县", "会昌县"]),
    ],
)
def test_a_character_is_a_place_only_behind_a_word_of_going(sentence: str, names: list[str]) -> None:
    head = "江西省校地合作简报\n\n第3期\n\n江西省教育厅办公室    2024年6月28日\n\n★"
    result = mine(make_document(head + sentence + "\n"), rules())
    assert [m.name for m in result.mentions if m.type == "region" and m.start >= len(head)] == names
