"""Which lines of a page are the article: the containers of government CMSs, else the densest box.

The names were gathered from the editors behind Chinese government and university sites (TRS, JCMS/UCAP, WebPlus,
Visual SiteBuilder, plain #zoom pages). When a page has none of them, the walk goes down from ``<body>`` as long as one
box still holds most of the sentences.
"""

from __future__ import annotations

import re
from itertools import accumulate

from policyminer.read.html_lines import Box, Line, Page

# Ids and classes in order of trust: the editor's own box first, names that any template may use last.
_CONTAINER_NAMES = """
    ucap-content trs_ueditor trs_editor_view trs_editor custom_unionstyle v_news_content vsb_content wp_articlecontent
    pages_content zoom con_con zoomcon bt_content bt-content bt-article xxgk_content gkwj_content article-content
    article_content articlecontent article-con article_con articlecon article_txt article-body news_content
    news-content newscontent newsbody info_content infocontent view_content detail_content detail-content
    text_content maincontent rich_media_content art_con content_body entry-content
"""
CONTAINERS = tuple(_CONTAINER_NAMES.split())
_NUMBERED = re.compile(r"(?:_u?\d+)+(?= )")  # vsb_content_2895_u81
MIN_CHARACTERS = 80  # a container with less is first taken for an empty or a list box
MIN_CHARACTERS_ALONE = 10  # … unless no other qualifies: notices of one sentence exist
MAX_LINK_SHARE = 0.4  # of a container's characters; lists of articles have more, bodies nearly none
MIN_SHARE_OF_PAGE = 0.2  # of the page's sentences; an abstract box has less than the body beside it
# A box is gone into when it holds so much of the sentences (at least) and so much of the text around it is prose (at
# most): the less it holds, the surer must be that the rest are lists of links, comments, buttons. Chosen on the 83
# pages of tests/saved_pages.toml; an article in several boxes stays whole.
DESCEND = ((0.97, 1.0), (0.7, 0.75), (0.4, 0.4))

#: Cells with nothing but a number: so many are a table of data.
FEW_NUMBERS = 2
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?\s?%?")
_SENTENCE_MARK = re.compile("[，。；！？、]")
_LONG = 25  # characters of a line that counts without any mark
_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 li dt dd thead tfoot blockquote pre"
_PARAGRAPH_TAGS = frozenset(_PARAGRAPHS.split())
_LIST_TAGS = frozenset(("li", "dd"))
_PASSAGE_TAGS = frozenset(("tbody", "tr"))  # on the way to the one cell in which old pages put the whole article
_ASIDES = "nav footer aside header form select option dialog marquee"
ASIDE_TAGS = frozenset(_ASIDES.split())
# Parts of the id or class of boxes that are no article wherever they stand.
_ASIDE_NAME = re.compile(
    r"""(?<![a-z])(?:
        nav(?:bar|igation|i)? | menu | crumbs? | breadcrumb | bread | weizhi | dqwz | mianbaoxie | header | topbar
      | foot(?:er)? | copyright | friendlink\w* | toolbar | sidebar | pagination | pager | prevnext | search\w* | login
      | share | bdshare\w* | fenxiang | social\w* | \w*follow | guanzhu | print(?:er)? | qrcode | ewm | erweima
      | comments? | pinglun | feedback | fankui | statement | disclaimer | shengming
      | related | relevant | recommend\w* | tuijian | xiangguan | xgyd | xglj | xgxw | hot(?:news|list)? | remen
      | ads? | advert\w* | adbox | adv | gg | guanggao | banner | popup
    )(?![a-z])""",
    re.VERBOSE,
)

# The imprint of a site at the foot of a page.
FOOTER = re.compile(
    r"版权所有|Copyright|ICP备|公网安备|网站标识码|政府网站找错|建议使用.{0,20}浏览器|技术支持[:：]"
    r"|违法和?不良信息举报|举报电话[:：]|客服电话[:：]|本站(?:郑重)?声明[:：]",
    re.IGNORECASE,
)
# What a site says of articles that others wrote.
_DISCLAIMER = re.compile(
    r"不代表.{0,24}(?:观点|立场|意见)|仅(?:代表|系).{0,12}(?:个人|作者本人|作者|该机构)的?观点"
    r"|未经.{0,6}授权.{0,6}(?:不得|禁止|谢绝)转载"
)
LONGEST_DISCLAIMER = 250


def is_disclaimer(text: str) -> bool:
    """Whether a line says that the site does not answer for the article.

    >>> is_disclaimer("以上文章仅代表作者个人观点，不代表本网立场。"), is_disclaimer("名单不代表最终意见" + "…" * 250)
    (True, False)
    """
    return len(text) <= LONGEST_DISCLAIMER and bool(_DISCLAIMER.search(text))


def is_aside(box: Box) -> bool:
    """Whether the element's tag or name says navigation, sharing, related links, footer or advertising."""
    return box.tag in ASIDE_TAGS or bool(_ASIDE_NAME.search(box.names.replace("_", " ")))


def sentence_weight(line: Line) -> int:
    """The characters of the line that look like prose: outside links, with a sentence mark or long; no imprint."""
    free = len(line.text) - line.link
    if free < _LONG and not _SENTENCE_MARK.search(line.text):
        return 0
    return 0 if FOOTER.search(line.text) or is_disclaimer(line.text) else free


def find_body(page: Page) -> tuple[list[tuple[int, int]], bool]:
    """The ranges of lines that hold the article, and whether a named container gave them."""
    weights = [sentence_weight(line) for line in page.lines]
    for box in page.boxes:
        if is_aside(box) and box.tag != "body" and 2 * sum(weights[box.start : box.end]) < sum(weights):
            weights[box.start : box.end] = [0] * (box.end - box.start)
    total = [0, *accumulate(weights)]
    sizes = [0, *accumulate(len(line.text) for line in page.lines)]
    for least in (MIN_CHARACTERS, MIN_CHARACTERS_ALONE):
        if ranges := _named_containers(page, total, least):
            return ranges, True
    return _densest(page, total, sizes), False


def _named_containers(page: Page, total: list[int], least: int) -> list[tuple[int, int]]:
    """The outermost boxes of the most trusted name that hold enough text outside links."""
    characters = [0, *accumulate(len(line.text) for line in page.lines)]
    links = [0, *accumulate(line.link for line in page.lines)]
    named: dict[str, list[Box]] = {}
    for box in page.boxes:
        for name in _NUMBERED.sub("", box.names).split():
            named.setdefault(name, []).append(box)
    for name in CONTAINERS:
        ranges: list[tuple[int, int]] = []
        for box in named.get(name, ()):
            size = characters[box.end] - characters[box.start]
            linked = links[box.end] - links[box.start]
            inside = bool(ranges) and box.start < ranges[-1][1]
            if size >= least and linked < MAX_LINK_SHARE * size and not inside:
                ranges.append((box.start, box.end))
        if sum(total[end] - total[start] for start, end in ranges) > MIN_SHARE_OF_PAGE * total[-1]:
            return ranges
    return []


def _densest(page: Page, total: list[int], sizes: list[int]) -> list[tuple[int, int]]:
    """The smallest box reached by always going into the child that holds most of the sentences.

    ``total`` and ``sizes`` add up the sentences and all characters of the lines before each line.
    """
    if not page.boxes or not total[-1]:
        return []
    children: dict[int, list[int]] = {}
    for index, box in enumerate(page.boxes):
        children.setdefault(box.parent, []).append(index)
    numbers = [0, *accumulate(_is_number_cell(line) for line in page.lines)]
    here, start, end = -1, 0, len(page.lines)
    while True:
        weight, size = total[end] - total[start], sizes[end] - sizes[start]
        inner = [i for i in children.get(here, ()) if _is_container(page.boxes[i], i in children)]
        step = max(inner, key=lambda i: _held(page.boxes[i], total), default=None)
        if step is None or not _holds_most(page.boxes[step], total, sizes, weight, size):
            return [(start, end)]
        box = page.boxes[step]
        if numbers[end] - numbers[start] - (numbers[box.end] - numbers[box.start]) >= FEW_NUMBERS:
            return [(start, end)]  # beside the text there is a table of data, which holds no sentences
        here, start, end = step, box.start, box.end


def _is_number_cell(line: Line) -> bool:
    return line.cell is not None and not line.link and bool(_NUMBER.fullmatch(line.text))


def _is_container(box: Box, has_boxes: bool) -> bool:
    """Whether the box holds several lines, or is on the way to a cell that does; lists lay out pages, too."""
    several = box.end - box.start > 1 and (box.tag not in _PARAGRAPH_TAGS or (box.tag in _LIST_TAGS and has_boxes))
    return several or box.tag in _PASSAGE_TAGS


def _held(box: Box, total: list[int]) -> int:
    return total[box.end] - total[box.start]


def _holds_most(box: Box, total: list[int], sizes: list[int], weight: int, size: int) -> bool:
    """Whether the box has most of the sentences of a box of ``weight`` and ``size``, or all around it is furniture."""
    held = _held(box, total)
    around = size - (sizes[box.end] - sizes[box.start])
    return any(held >= share * weight and weight - held <= prose * around for share, prose in DESCEND)
