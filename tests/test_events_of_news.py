# ruff: noqa: E501 - a case reads best on one line
"""Who holds and attends what news tells: hosts in a sentence of their own, heads of regions, the university that writes."""

from __future__ import annotations

from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.model import Event, Result
from policyminer.pipeline import mine

_PAGE = "{}\n{}  2024-05-20\n\n{}\n"


@cache
def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def events(body: str, source: str = "遵义日报", title: str = "遵义举办茶叶栽培研讨会") -> list[Event]:
    return list(mined(_PAGE.format(title, source, body)).events)


def parties(body: str, source: str = "遵义日报", title: str = "遵义举办茶叶栽培研讨会") -> set[str]:
    (event,) = events(body, source, title)
    return set(event.participants)


_HELD = "5月16日至18日，茶叶栽培研讨会在湄潭县举行。"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("研讨会由贵州省农业农村厅主办，贵州大学、湄潭县农业农村局承办。", {"贵州省农业农村厅", "贵州大学", "湄潭县农业农村局"}),
        ("本次活动由贵州省农业农村厅指导，遵义市农业农村局主办，遵义师范学院协办。", {"贵州省农业农村厅", "遵义市农业农村局", "遵义师范学院"}),
        ("贵州省农业农村厅副厅长陈明、贵州大学副校长李春，以及50余位专家出席研讨会。", {"贵州省农业农村厅", "贵州大学"}),
    ],
)
def test_hosts_and_guests_of_a_sentence_behind(sentence: str, wanted: set[str]) -> None:
    assert parties(_HELD + sentence) == wanted
    assert parties(f"{_HELD}\n\n{sentence}") == wanted


def test_the_body_of_a_speaker_is_no_guest() -> None:
    assert parties(_HELD + "贵州大学教授陈明等专家作专题报告，遵义市农业农村局负责人出席。") == {"遵义市农业农村局"}


def test_what_a_body_once_hosted_is_another_matter() -> None:
    assert parties(_HELD + "与会者参观了茶园。\n\n茶叶产业是当地支柱，贵州大学多年来累计承办各类茶叶赛事30场。") == set()


@pytest.mark.parametrize("head", ["县长陈明、副县长李春", "副县长李春"])
def test_the_head_of_a_county_speaks_for_it(head: str) -> None:
    body = f"5月16日上午，{head}、县农业农村局局长王林等到茶园调研，察看春茶采摘。"
    assert parties(body, "湄潭县人民政府网", "湄潭县领导调研春茶生产") == {"湄潭县", "湄潭县农业农村局"}


def test_the_head_of_a_department_speaks_for_no_county() -> None:
    body = "5月16日上午，县农业农村局局长王林到茶园调研，察看春茶采摘。"
    assert parties(body, "湄潭县人民政府网", "湄潭县领导调研春茶生产") == {"湄潭县农业农村局"}


@pytest.mark.parametrize("word", ["我校", "我院", "本校"])
def test_the_university_that_writes_holds_what_it_tells(word: str) -> None:
    body = f"5月16日下午，{word}在会议室召开茶学专业建设座谈会，湄潭县农业农村局负责人参加。"
    assert parties(body, "贵州大学", f"{word}召开茶学专业建设座谈会") == {"贵州大学", "湄潭县农业农村局"}


def test_a_paper_is_not_the_university_that_writes() -> None:
    body = "5月16日下午，我校在会议室召开茶学专业建设座谈会，湄潭县农业农村局负责人参加。"
    assert parties(body, "贵州日报", "茶学专业建设座谈会召开") == {"湄潭县农业农村局"}


def test_an_opening_is_part_of_what_goes_on_for_days() -> None:
    body = _HELD + "\n\n5月16日上午，开幕式在县茶城举行，遵义市农业农村局副局长李春出席。"
    (event,) = events(body)
    assert (str(event.date_from), str(event.date_to), set(event.participants)) == ("2024-05-16", "2024-05-18", {"遵义市农业农村局"})


@pytest.mark.parametrize(
    "second",
    [
        "5月18日，茶艺比赛在县茶城举行，遵义师范学院参加。",
        "5月19日上午，闭幕式暨茶艺比赛颁奖仪式在县茶城举行。",
    ],
)
def test_another_thing_or_another_day_is_an_event_of_its_own(second: str) -> None:
    assert len(events(f"{_HELD}\n\n{second}")) == 2


@pytest.mark.parametrize("verb", ["拉开帷幕", "正式开始", "闭幕"])
def test_words_for_what_begins_and_ends(verb: str) -> None:
    (event,) = events(f"5月16日9时许，第三届茶叶栽培论坛在湄潭县{verb}。")
    assert (str(event.date_from), event.type) == ("2024-05-16", "meeting")


@pytest.mark.parametrize("sentence", ["我校参赛学子表现出色，获一等奖2项。", "我校3支学生队伍获得二等奖。", "我院茶学专业学生荣获优秀奖5项。"])
def test_our_own_students_were_there(sentence: str) -> None:
    assert parties("日前，第六届茶艺大赛于5月16日在湄潭县举行。" + sentence, "贵州大学", "我校学子在茶艺大赛中获佳绩") == {"贵州大学"}


def test_our_own_students_later_on_were_not() -> None:
    body = "5月16日，第六届茶艺大赛在湄潭县举行。比赛由茶叶协会主办。我校学生获奖的消息令人振奋。"
    assert parties(body, "贵州大学", "茶艺大赛举行") == set()


def test_who_welcomes_the_guests_is_there() -> None:
    assert parties(_HELD + "\n\n遵义市农业农村局副局长李春、贵州大学副校长王林分别致欢迎词。") == {"遵义市农业农村局", "贵州大学"}


def test_an_assembly_that_sits_is_no_party() -> None:
    assert parties("5月16日，湄潭县人大三次会议开幕，与会者听取了报告。") == set()


_LIST = """学校新闻

2024-5-20 贵州大学校长陈明一行走访实践基地
为深化校企合作，5月17日至18日，校领导陈明、李春和二级学院负责人一行先后赴三家企业走访，看望实习学生。
2024-5-16 贵州大学学子在茶艺大赛中获奖
近日，由遵义市农业农村局主办的第六届茶艺大赛落下帷幕，贵州大学学生获一等奖2项、二等奖3项。
"""


def test_the_headline_of_a_list_names_who_went_and_the_next_item_is_another_matter() -> None:
    (event,) = mine(make_document(_LIST), rules()).events
    assert (str(event.date_from), set(event.participants)) == ("2024-05-17", {"贵州大学"})
