"""Furniture of web pages and electronic newspapers: their frame, name and day; menus in bars."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from policyminer.patterns import rx

# 放大 缩小 默认: the line between the frame and the headline
_SIZES = regex.compile(r".{0,24}放大\s*\+?\s*缩小\s*-?\s*(?:默认|还原|打印)?")
_FRAME = regex.compile(r"标题导航|版面(?:导航|概览|目录)|按日期检索|在线读报|[上下]一[版篇]|电子[报版]|数字报")
# >2023年10月28日 星期六, A07 2025年7月23日
_DAY = regex.compile(r"[^。,;]{0,12}(?<!\d)(?P<day>20\d\d年\d{1,2}月\d{1,2})(?!\d)日?\s*(?:星期.|周.)?")
_PAPER = regex.compile(r"[\u4e00-\u9fff]{2,8}(?:电子报|数字报|日报|晚报|早报|时报|周报|商报|晨报)")
#: lines at the head among which the frame stands
_HEAD = 40


def frame_of(lines: Sequence[str]) -> tuple[int, dict[str, str]]:
    """How many lines at the head are the frame of an electronic newspaper, and what they say of day and paper.

    >>> frame_of(["云岭日报", "2024年3月5日 星期二", "上一版 下一版", "放大 缩小 默认", "云岭县春耕开始"])
    (4, {'date_published': '2024年3月5', 'source': '云岭日报'})
    >>> frame_of(["云岭县春耕开始", "2024年3月5日"])
    (0, {})
    """
    size = next((i + 1 for i, line in enumerate(lines[:_HEAD]) if "缩小" in line and _SIZES.fullmatch(line)), 0)
    head = lines[:size]
    if not any(_FRAME.search(line) for line in head):
        return 0, {}
    day = next((match["day"] for line in head if (match := _DAY.fullmatch(line))), None)
    paper = next((line for line in head if _PAPER.fullmatch(line)), None)
    return size, {field: value for field, value in (("date_published", day), ("source", paper)) if value}


#: bars of a menu at least, and characters of a word in it at most
_MENU, _MENU_WORD = 4, 7


def is_menu(text: str) -> bool:
    """Navigation in bars: 要闻 | 原创 | 视界 | 专题 | 舆情智库."""
    cells = [cell.strip() for cell in text.split("|")] if text.count("|") >= _MENU else ()
    return bool(cells) and all(2 <= len(cell) <= _MENU_WORD and rx.fullmatch(r"[\u4e00-\u9fff]+", cell) for cell in cells)
