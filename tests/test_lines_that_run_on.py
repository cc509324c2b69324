"""Sentences of news that a page breaks over several lines, and lines that only look as if they went on."""

from __future__ import annotations

from itertools import pairwise

import pytest

from helpers_find import make_document, rules
from policyminer.outline.lines import Line, runs_on
from policyminer.pipeline import mine

DAY = "4月18日,清河区“十四五”"

PAIRS = {
    "behind a quoted name": (DAY, "职业教育改革总结大会在清河中学举行。", True),
    "two quoted names": ("2022年5月6日,第二届“乡村校长论坛”", "“名校联盟”年会在兰州拉开帷幕。", True),
    "a heading below": (DAY, "一、基本情况", False),
    "a theme told": ("4月18日,大会召开,主题为“同心同行”", "会上播放了短片。", False),
    "a motto": ("学校的办学目标,是“让每个孩子抬起头来走路”", "学校现有学生600人。", False),
    "an essay of a list": ("李明,清河小学,《小学语文阅读教学反思一例与启示》", "王芳,东关小学,《春》", False),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_line_runs_on(name: str) -> None:
    previous, following, expected = PAIRS[name]
    lines = [Line(0, len(previous), "text", previous), Line(len(previous) + 1, 200, "text", following)]
    assert [runs_on(a, b) for a, b in pairwise(lines)] == [expected]


def test_a_sentence_broken_twice_tells_one_event() -> None:
    text = """荣誉详情
我校获区课改先进学校
2019-5-8
10:20
4月18日，清河区“十三五”
课程改革总结表彰大会暨区教育学会2019年学术年会在清河区东
关中学举行，会议总结了五年来的课程改革工作。
"""
    events = mine(make_document(text), rules()).events
    assert [(e.type, str(e.date_from), text[e.start : e.end].strip()[-11:]) for e in events] == [
        ("meeting", "2019-04-18", "五年来的课程改革工作。")
    ]
