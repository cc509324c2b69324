"""Hosts and credits at heads and feet: metadata there, text in the middle, furniture in the imprint of a site."""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import rules
from policyminer.model import Result
from policyminer.pipeline import mine
from policyminer.read import read_bytes

SENTENCE = "全县组织骨干教师分批次到乡镇学校开展送教活动，覆盖学校36所，培训教师240人次，受到基层学校师生普遍欢迎。"
TITLE = "云岭县开展送教下乡活动"
DAY = date(2024, 5, 31)


def mined(*lines: str, ending: str = "txt") -> Result:
    return mine(read_bytes("\n".join(lines).encode(), f"a.{ending}"), rules())


def set_aside(result: Result) -> list[str]:
    return [result.document.text[s.start : s.end] for s in result.sections if s.kind == "boilerplate"]


def page(head: str, article: str, foot: str = "") -> str:
    return (
        f"<html><head><meta charset=utf-8><title>{TITLE}</title></head><body><ul><li><a href=1>首页</a></li>"
        f"<li><a href=2>政务公开</a></li></ul><h1>{TITLE}</h1>{head}<div id=zoom>{article}</div>{foot}"
        "<div>版权所有　云岭县人民政府</div></body></html>"
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("主办：云岭县教育局", "云岭教育简报", "第5期", "2024年5月31日", "送教下乡", SENTENCE),
        ("云岭教育简报", "2024年第5期", "主办：云岭县教育局　2024年5月31日", "送教下乡暖人心", SENTENCE),
        ("云岭教育简报", "2024年第5期", "送教下乡暖人心", SENTENCE, "主办：云岭县教育局", "2024年5月31日"),
    ],
)
def test_the_host_of_a_bulletin_issues_it(lines: tuple[str, ...]) -> None:
    metadata = mined(*lines).metadata
    assert (metadata.doc_type, metadata.issue_number) == ("bulletin", 5)
    assert (metadata.title, metadata.issuer, metadata.date_issued) == ("云岭教育简报", "云岭县教育局", DAY)


def test_hosts_of_an_event_are_text() -> None:
    lines = ("主办：云岭县教育局", "承办：云岭县第一中学", "时间：2024年6月3日", "地点：云岭县第一中学")
    result = mined("关于举办教学比赛的通知", "各学校：", SENTENCE, *lines, SENTENCE, "云岭县教育局", "2024年5月9日")
    assert set_aside(result) == []
    assert (result.metadata.issuer, result.metadata.date_issued) == ("云岭县教育局", date(2024, 5, 9))
    inside = mined(page("", f"<p>{lines[0]}</p><p>{lines[1]}</p><p>{SENTENCE}</p>"), ending="html")
    assert not set(set_aside(inside)) & set(lines)


@pytest.mark.parametrize(
    "foot",
    [
        ("上一篇：甲", "主办：云岭县人民政府　承办：云岭县政府办公室", "网站标识码：0000000000"),
        ("主办单位：云岭县人民政府", "承办单位：云岭县政府办公室", "地址：云岭县城关镇", "某ICP备00000000号"),
    ],
)
def test_the_host_of_a_site_is_furniture(foot: tuple[str, ...]) -> None:
    result = mined(TITLE, "2024-05-31 来源：云岭县教育局", SENTENCE, *foot)
    assert set_aside(result) == ["2024-05-31 来源：云岭县教育局", *foot]
    assert (result.metadata.issuer, result.metadata.date_published) == ("云岭县教育局", DAY)


@pytest.mark.parametrize(
    ("credits", "source"),
    [
        ("编辑：王小明 时间：2024-05-31", None),
        ("编辑：王小明　审核：李明　时间：2024年5月31日　来源：云岭县教育局", "云岭县教育局"),
        ("（供稿：云岭县教育局　撰稿：王小明　日期：2024-05-31 09:30）", "云岭县教育局"),
        ("文字：王小明 | 图片：李明 | 审核：张华 | 发布时间：2024/5/31", None),
    ],
)
@pytest.mark.parametrize("at", ["head", "foot"])
@pytest.mark.parametrize("ending", ["txt", "html"])
def test_credits_are_metadata(credits: str, source: str | None, at: str, ending: str) -> None:
    head, foot = (credits, "") if at == "head" else ("", credits)
    if ending == "txt":
        result = mined(*filter(None, (TITLE, head, SENTENCE, SENTENCE, foot)))
    else:
        lines = filter(None, (head, SENTENCE, SENTENCE, foot))
        result = mined(page("", "".join(f"<p>{line}</p>" for line in lines)), ending="html")
    assert credits in set_aside(result)
    assert (result.metadata.title, result.metadata.issuer) == (TITLE, source)
    assert (result.metadata.date_published, result.metadata.doc_type) == (DAY, "news")


def test_credits_on_lines_of_their_own() -> None:
    foot = ("供稿：云岭县教育局", "撰稿：王小明", "编辑：李明", "审核：张华", "发布时间：2024-05-31")
    result = mined(TITLE, SENTENCE, SENTENCE, *foot)
    assert set_aside(result) == list(foot)
    assert (result.metadata.issuer, result.metadata.date_published) == ("云岭县教育局", DAY)


@pytest.mark.parametrize("line", ["文字：不少于五百字，图片：不少于三张。", "编辑：负责采编，并向县教育局报送信息。"])
def test_rules_for_editors_are_text(line: str) -> None:
    assert set_aside(mined("关于报送信息的通知", SENTENCE, line, SENTENCE)) == []


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_injected_advertising_is_left_out_and_reported(ending: str) -> None:
    injected = "云岭688体育官网"
    if ending == "txt":
        result = mined("首页", injected, "政务公开", TITLE, "2024-05-31 来源：云岭县教育局", SENTENCE, SENTENCE)
    else:
        result = mined(page(f"<p>{injected}</p>", f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"), ending="html")
    assert injected in "\n".join(set_aside(result))
    assert [r.text for r in result.removed if r.reason == "advertising"] == [injected]
