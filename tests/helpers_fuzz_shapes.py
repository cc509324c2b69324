"""Texts in the shapes that whole stages wait for: mastheads, headlines, members, events, lists, counts, wording.

Random pieces seldom stand in such an order by chance; here the order is right and the pieces are broken.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from helpers_find import rules
from policyminer.find import find_all
from policyminer.find.items import find_items
from policyminer.folding import fold
from policyminer.model import Document
from policyminer.outline import lay_out
from policyminer.outline.days import parse_day, small_number
from policyminer.outline.masthead import ISSUE, find_issue, read_imprint, read_masthead
from policyminer.pipeline import mine
from policyminer.read.traditional import simplify
from policyminer.rules.respective import readings
from policyminer.rules.templates import HERE, OTHER

_DAYS = ("2024年5月31日", "二〇二四年三月二日", "2024-02-30", "5月31日", "近日", "5月3日至6日", "9999年99月99日")
_BODIES = ("云岭县教育局", "省委办公厅", "某领导小组办公室", "山阳县", "西北大学", "县委教育工作领导小组", "局")
_NUMBERS = ("3", "三", "36", "两", "百〇", "十十", "0", "1,234.5", "９", "²", "٣", "一百二十", "万")
#: {b} is a body, {d} a day, {n} a number
_HEADS = """
第{n}期（总第{n}期）
2024年第{n}期
（2024）第{n}期
教育工作简报　第{n}期
{b}主办　{d}
{b}　{d}印发
共印{n}份
主办：{b}　编辑：{b}　时间：{d}
责任编辑：{b}
【{b}动态】
【{b}举办培训】
来源：{b}　日期：{d}
（{b}供稿）
"""
_LEADS = """
一、{b}举行启动仪式
（{n}）{b}开展培训
★{b}结对帮扶
●{d}，{b}
{b}召开推进会
{d}，
{d}上午，
今年以来，
{d}电（记者　王小明）
"""
_PARTS = """
3所试点校：甲小学、乙小学、丙小学
根据《关于{b}的通知》（云教〔2024〕{n}号）要求
由{b}牵头，{b}、{b}等{n}家单位组成
{b}、{b}和{b}三所学校
{n}个单位分别为{b}、{b}、{b}
其中{b}{n}人、{b}{n}人
{b}局长王小明、{b}副校长李明出席会议并讲话
{b}主办、{b}承办的培训在{b}举行
来自{b}、{b}的{n}名教师参加
{b}一行赴{b}调研
一是培训{n}人；二是投入{n}万元；四是建设{n}所
做到“{n}个一”：一本教材、一支队伍
分{n}个阶段
第一阶段（{d}—{d}）
于{d}前完成
共培训教师{n}人，其中小学{n}人、初中{n}人，占{n}%
比上年增长{n}%，由{n}所增至{n}所
产值、税收分别增长{n}%、{n}%
{b}与{b}签订协议
的的
“{b}
《关于{b}》《
和、
采取以奖代补方式，安排{n}万元
制定《{b}工作方案》
力争到2026年，建成{n}所
各地要加强{b}督导考核
"""
_ENDS = ("。", "；", "，", "：", "\n", "。\n", "\n\n", "　", "", "…", "）", "、")


@st.composite
def _filled(draw: st.DrawFn, patterns: str, wild: SearchStrategy[str]) -> str:
    """A pattern with its gaps filled in, at times by anything."""
    text = draw(st.sampled_from(patterns.strip().splitlines()))
    for gap, words in (("{n}", _NUMBERS), ("{b}", _BODIES), ("{d}", _DAYS)):
        for _ in range(text.count(gap)):
            word = draw(wild) if draw(st.integers(0, 7)) == 0 else draw(st.sampled_from(words))
            text = text.replace(gap, word, 1)
    return text + draw(st.sampled_from(_ENDS))


def shaped(wild: SearchStrategy[str]) -> SearchStrategy[str]:
    """Bulletins and accounts: a head, pieces of news, an imprint, each of them broken at times."""
    head = st.lists(_filled(_HEADS, wild), max_size=4).map("\n".join)
    told = st.lists(_filled(_PARTS, wild), min_size=1, max_size=4).map("".join)
    ends = st.sampled_from(("。\n", "\n", ""))
    news = st.tuples(_filled(_LEADS, wild), st.sampled_from(("\n", "", "　　")), told, ends).map("".join)
    body = st.lists(st.one_of(news, told, wild), min_size=1, max_size=6).map("".join)
    return st.tuples(head, st.just("\n"), body, st.just("\n"), head).map("".join)


def monotonous(wild: SearchStrategy[str]) -> SearchStrategy[str]:
    """One or two statements, to be repeated: what is quadratic in one kind of statement shows best alone."""
    statement = st.one_of(_filled(_PARTS, wild), _filled(_LEADS, wild), _filled(_HEADS, wild))
    return st.lists(statement, min_size=1, max_size=2).map("".join)


def heads(document: Document) -> None:
    """Masthead, imprint and days by themselves."""
    outline, metadata = lay_out(document, "d")
    issue = find_issue(outline)
    read_masthead(outline, issue.at if issue else 0)
    read_imprint(outline)
    for line in document.text.splitlines():
        parse_day(line)
        for issue_number in ISSUE.finditer(fold(line)):
            small_number(issue_number["n"])
    assert metadata.title is None or metadata.title.strip()


def items(document: Document) -> None:
    """Items lie in order and hold their headlines."""
    outline, metadata = lay_out(document, "d")
    scene = find_all(outline, metadata, rules()).scene
    found = find_items(outline, metadata, scene.dates)
    assert all(i.start <= i.head_end <= i.end <= len(outline.view.text) for i in found)
    assert all(a.start <= b.start for a, b in pairwise(found))


def wording(text: str) -> None:
    """The readings of a sentence for each of its numbers, as the finder of rules asks for them."""
    folded = fold(text)
    numbers = list(re.finditer(r"[\d.,]*\d%?", folded))
    for one in numbers[:4]:
        marked = "".join(HERE if m is one else m if isinstance(m, str) else OTHER for m in _pieces(folded, numbers))
        at = marked.index(HERE)
        clause = marked[marked.rfind(",", 0, at) + 1 :].split(",")[0]
        assert all(HERE in sentence for sentence, _ in readings(marked, clause))


def _pieces(text: str, numbers: list[re.Match[str]]) -> Iterator[str | re.Match[str]]:
    at = 0
    for number in numbers:
        yield text[at : number.start()]
        yield number
        at = number.end()
    yield text[at:]


def simplified(text: str) -> None:
    """The view in simplified characters keeps the length."""
    found = simplify(text)
    assert found is None or len(found) == len(text)


#: characters of the smaller of the two texts of ``grows``, and how many times longer the other is
_SMALL, _TIMES = 4_000, 8
#: what the longer text may take over what the smaller one suggests, and seconds that do not matter
_SLACK, _FLOOR = 2.5, 0.4


def grows(text: str, plain: Callable[[str], Document]) -> None:
    """Mining a text that repeats itself takes time in proportion to its length."""
    if not text.strip():
        return
    texts = [(text * (size // len(text) + 1))[:size] for size in (_SMALL, _SMALL * _TIMES)]

    def seconds(one: str) -> float:
        document = plain(one)
        started = time.process_time()
        mine(document, rules())
        return time.process_time() - started

    small, large = seconds(texts[0]), seconds(texts[1])
    if large > _FLOOR + _SLACK * _TIMES * small:  # a second time: a busy machine is slow at times
        small, large = seconds(texts[0]), seconds(texts[1])
    assert large <= _FLOOR + _SLACK * _TIMES * small, f"{small:.2f} s become {large:.2f} s"
