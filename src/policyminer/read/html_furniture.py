"""What stands among the lines of an article without belonging to it: buttons, share lines, related links, imprints."""

from __future__ import annotations

import re

from policyminer.read.html_body import FOOTER, is_aside, is_disclaimer, sentence_weight
from policyminer.read.html_lines import Box, Line, Page

# Whole lines of page furniture, white space and brackets taken off; safe anywhere in an article.
_FURNITURE = re.compile(
    r"""(?:
        打印(?:本页|此页|文章|页面)? | 关闭(?:窗口|本页|页面)? | 返回(?:顶部|首页|列表|上页)? | 收藏(?:本页)? | 保存
      | (?:打印|关闭|收藏|分享|下载|返回|纠错|\|)+ | 我要(?:纠错|评论) | 复制链接
      | (?:我要)?(?:纠错|评论|跟帖|举报|反馈|发表|点赞)\d* | (?:发表|查看|全部|网友)评论 | 评论\d+ | 已输入\d+字
      | (?:展开|阅读|查看)(?:全文|更多|原文)\d{0,4} | 收起 | 关注 | 返回.{2,8}首页>*
      | 网站地图 | 联系我们 | 无障碍(?:阅读|浏览)?
      | 分享(?:到|至)?[:：]?.{0,30} | 扫一扫.{0,30} | 微信 | 微博 | QQ空间 | 新浪微博 | 朋友圈
      | 上一[篇条页][:：]?.* | 下一[篇条页][:：]?.*
      | (?:您|你)?(?:现在|当前)?(?:所在|的)*位置[:：].* | 当前位置.* | 首页(?:[>»/].*)?
      | [大中小]{1,3} | 字[体号](?:大小)?[:：]?[大中小]{0,3}
      | 广告(?:位)? | AD | .{0,12}扫码(?:关注|下载|查看).{0,20} | (?:点击|立即)(?:下载|关注|领取).{0,20}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# The start of a list of other articles: its heading and the links after it are no part of this one.
_RELATED = re.compile(
    r"为[你您]推荐|(?:相关|延伸|推荐|热门|更多|猜你|精彩)(?:链接|阅读|文章|新闻|信息|资讯|推荐|解读|内容|报道|喜欢).{0,6}"
)
_FOOTER_NEIGHBOUR = re.compile(r"(?:主办|承办|协办|地址|电话|邮编|传真|联系|邮箱|网址|关于|维护).{0,80}")
FEWEST_LISTED = 4  # lines of a list of other stories
LONGEST = 60  # characters of a line of furniture
_BRACKETS = str.maketrans("", "", "【】[]（）()·•◆■ 　\t\xa0")


def body_kinds(page: Page, ranges: list[tuple[int, int]], named: bool) -> list[str]:
    """``paragraph`` or ``heading`` for the lines of the article, ``boilerplate`` for the rest."""
    kinds = ["boilerplate"] * len(page.lines)
    for start, end in ranges:
        size = sum(len(line.text) for line in page.lines[start:end])
        for index in range(start, end):
            kinds[index] = "heading" if page.lines[index].heading else "paragraph"
        for box in page.boxes:
            inside = start <= box.start < box.end <= end and (box.start, box.end) != (start, end)
            most = 0.4 if is_aside(box) else 0.6 if _lists_others(page, box) else 0.0
            if inside and _characters(page, box.start, box.end) < most * size:
                kinds[box.start : box.end] = ["boilerplate"] * (box.end - box.start)
        _drop_furniture(page.lines, kinds, start, end)
        _drop_tail(page.lines, kinds, start, end, named)
        if not named:
            _drop_list_behind(page.lines, kinds, start, end)
            _drop_links_at_ends(page.lines, kinds, start, end)
    return kinds


def _lists_others(page: Page, box: Box) -> bool:
    """Whether the box begins with 为你推荐 or the like and holds links to other articles, with or without teasers."""
    lines = page.lines[box.start : box.end]
    if len(lines) < 2 or not _RELATED.fullmatch(lines[0].text.translate(_BRACKETS)[:LONGEST].rstrip(":：")):
        return False
    return 4 * sum(is_link(line) for line in lines[1:]) >= len(lines) - 1


def _characters(page: Page, start: int, end: int) -> int:
    return sum(len(line.text) for line in page.lines[start:end])


def is_link(line: Line) -> bool:
    """Whether most of the line is link text."""
    return 2 * line.link > len(line.text)


def _drop_furniture(lines: list[Line], kinds: list[str], start: int, end: int) -> None:
    """Take out lines that are only buttons, share lines, breadcrumbs, and lists of other articles."""
    related = False
    for index in range(start, end):
        text = lines[index].text
        squeezed = text.translate(_BRACKETS) if len(text) <= LONGEST else ""
        if _FURNITURE.fullmatch(squeezed) or is_disclaimer(text):
            kinds[index] = "boilerplate"
        elif _RELATED.fullmatch(squeezed.rstrip(":：")):
            related = True
            kinds[index] = "boilerplate"
        elif related and is_link(lines[index]):
            kinds[index] = "boilerplate"
        else:
            related = False


def _drop_tail(lines: list[Line], kinds: list[str], start: int, end: int, named: bool) -> None:
    """Take out a site's imprint at the end of a body, with the address lines before it."""
    latest = end if named else start + (end - start) // 2
    foot = next((i for i in range(max(start, min(latest, end - 12)), end) if FOOTER.search(lines[i].text)), None)
    if foot is None:
        return
    while foot > start and _FOOTER_NEIGHBOUR.match(lines[foot - 1].text):
        foot -= 1
    kinds[foot:end] = ["boilerplate"] * (end - foot)


def _drop_list_behind(lines: list[Line], kinds: list[str], start: int, end: int) -> None:
    """Other stories behind the last sentence: headings, links and labels between them, from the first link on."""
    left = [i for i in range(start, end) if kinds[i] != "boilerplate"]
    prose = [i for i in left if not is_link(lines[i]) and not lines[i].heading and sentence_weight(lines[i])]
    behind = [i for i in left if not prose or i > prose[-1]]
    while behind and not (is_link(lines[behind[0]]) or lines[behind[0]].heading):
        behind.pop(0)
    listed = sum(is_link(lines[i]) for i in behind)
    if len(behind) < FEWEST_LISTED or 2 * listed < len(behind) or any(_is_attachment(lines[i].text) for i in behind):
        return
    for i in behind:
        kinds[i] = "boilerplate"


def _drop_links_at_ends(lines: list[Line], kinds: list[str], start: int, end: int) -> None:
    """A box found by density often holds menus before and after the article: link lines at its ends go."""
    for run in (range(start, end), range(end - 1, start - 1, -1)):
        for index in run:
            if kinds[index] == "boilerplate":
                continue
            if not is_link(lines[index]) or lines[index].heading == 1 or _is_attachment(lines[index].text):
                break
            kinds[index] = "boilerplate"


def _is_attachment(text: str) -> bool:
    return text.startswith("附件") or bool(
        re.search(r"\.(?:docx?|pdf|xlsx?|zip|rar|wps|ofd|et)\b", text, re.IGNORECASE)
    )
