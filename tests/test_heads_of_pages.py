# ruff: noqa: E501 - a case reads best on one line
"""Heads of saved pages: columns and rubrics beside the day, hours on a line of their own, names of pages, carried documents."""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import make_document, rules
from policyminer.model import Metadata
from policyminer.pipeline import mine

_PROSE = "3月2日，石门县在夹山镇举行春季造林开工仪式，县林业局、夹山镇负责人参加，现场栽下杉木苗两千余株。"


def about(text: str) -> Metadata:
    return mine(make_document(text), rules()).metadata


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("校园新闻  2021-03-04 09:12:05", None),
        ("学会动态 2021-03-04", None),
        ("通知公告 2021年3月4日", None),
        ("部门动态　2021-03-04", None),
        ("喜讯 石门县林业局 2021-03-04 08:00:00", "石门县林业局"),
        ("要闻 | 湖南日报 | 2021-03-04", "湖南日报"),
        ("封面新闻 2021-03-04", "封面新闻"),
        ("石门县第一中学    2021-03-04", "石门县第一中学"),
        ("湖南日报 2021-03-04", "湖南日报"),
    ],
)
def test_a_column_is_no_source(line: str, issuer: str | None) -> None:
    found = about(f"石门县春季造林开工\n{line}\n{_PROSE}\n")
    assert (found.issuer, found.date_published, found.doc_type) == (issuer, date(2021, 3, 4), "news")


def test_an_hour_below_the_day_and_the_name_of_a_page() -> None:
    found = about(f"新闻详情\n石门县春季造林开工\n2021-3-4\n18:09\n{_PROSE}\n")
    assert (found.title, found.date_published, found.date_issued) == ("石门县春季造林开工", date(2021, 3, 4), None)


def test_a_text_with_short_lines_below_its_day() -> None:
    broken = "3月2日，石门县在夹山镇举行春季造\n林开工仪式，县林业局、夹山镇负责人参加，现\n场栽下杉木苗两千余株。\n"
    assert about(f"石门县春季造林开工\n2021-3-4\n{broken}").date_published == date(2021, 3, 4)


def test_an_hour_alone_stays_in_the_text() -> None:
    text = f"石门县春季造林安排\n\n各乡镇林业站：\n\n集合时间如下\n18:09\n{_PROSE}\n"
    assert about(text).date_published is None


@pytest.mark.parametrize(("head", "issuer"), [("（湖南林业网  王小林）", "湖南林业网"), ("【石门日报 王小林 李森】", "石门日报"), ("（省级 重点）", None)])
def test_the_paper_in_brackets_before_the_text(head: str, issuer: str | None) -> None:
    assert about(f"石门县春季造林开工\n2021-03-04\n{head}{_PROSE}\n").issuer == issuer


@pytest.mark.parametrize("lede", ["记者从林业局获悉，", "记者昨天从省林业局获悉，", "本报记者从石门县林业局获悉，"])
def test_what_a_reporter_learned_is_news(lede: str) -> None:
    assert about(f"石门“绿盾计划”支持200户林农\n\n{lede}今年将支持林农200户，每户补助苗木五百株。\n").doc_type == "news"


_CARRIED = (
    "湘政办发〔2011〕19号\n\n各市、州人民政府：\n\n省林业厅、省财政厅制订的《湖南省造林三年行动计划（2011—2013年）》{}，现{}给你们，请认真执行。\n\n"
    "湖南省人民政府办公厅\n\n二〇一一年五月八日\n\n{}\n\n一、发展现状\n\n全省现有林地一千余万公顷。\n"
)


@pytest.mark.parametrize("done", ["印发", "转发"])
def test_the_document_that_a_notice_without_title_carries(done: str) -> None:
    text = _CARRIED.format("已经省人民政府同意", done, "湖南省造林三年行动计划（2011—2013年）")
    found = about(text)
    assert (found.title, found.doc_type, found.issuer) == ("湖南省造林三年行动计划（2011—2013年）", "plan", "湖南省人民政府办公厅")
    assert (found.doc_number, found.date_issued) == ("湘政办发〔2011〕19号", date(2011, 5, 8))


def test_a_document_that_is_only_named_is_not_carried() -> None:
    assert about(_CARRIED.format("已经同意", "印发", "附件另发")).title is None


_LIST = (
    "{} 石门县林业局检查春季造林\n3月2日上午，石门县林业局一行6人到夹山镇检查春季造林，逐块核对地块和责任人。\n"
    "{} 石门县举办林业技术培训班\n为提高造林质量，2月16日至20日，石门县林业局举办林业技术培训班，林农80人参加。\n"
)


def listed(first: str, second: str) -> list[tuple[str, str]]:
    return [(d.text, str(d.date_from)) for d in mine(make_document(_LIST.format(first, second)), rules()).dates]


def test_a_list_of_news_opens_its_headlines_with_days() -> None:
    assert listed("2021-03-04", "2021-2-21") == [("3月2日上午", "2021-03-02"), ("2月16日至20日", "2021-02-16")]
    found = about(_LIST.format("2021-03-04", "2021-2-21"))
    assert (found.title, found.date_published) == ("石门县林业局检查春季造林", date(2021, 3, 4))


def test_a_list_over_years_gives_no_year_to_a_day() -> None:
    assert listed("2021-03-04", "2019-2-21") == [("3月2日上午", "None"), ("2月16日至20日", "None")]


def test_a_chronicle_keeps_its_days() -> None:
    text = "石门县造林大事记\n2021-03-04 县长检查春季造林，慰问护林员。\n2021-02-21 林业技术培训班开班，林农80人参加，共学习三天。\n"
    assert [str(d.date_from) for d in mine(make_document(text), rules()).dates] == ["2021-03-04", "2021-02-21"]


def test_the_end_of_a_cut_item_does_not_run_into_the_next() -> None:
    cut = "2021-03-04 石门县林业局检查春季造林\n3月2日上午，石门县林业局一行6人到夹山镇、皂市镇、维新镇检查春季造林，逐块核对地\n2021-2-21 常德市举办林业技术培训班\n2月16日至20日，常德市林业局举办林业技术培训班，林农80人参加。\n"
    texts = [e.text for e in mine(make_document(cut), rules()).events]
    assert len(texts) == 2 and not any("石门" in t and "常德" in t for t in texts)
