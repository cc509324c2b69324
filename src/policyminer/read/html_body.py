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
DESCEND = 0.7  # measured on 52 news pages: the best of 0.5–0.9

_SENTENCE_MARK = re.compile("[，。；！？、]")
_LONG = 25  # characters of a line that counts without any mark
_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 li dt dd thead tfoot blockquote pre"
_PARAGRAPH_TAGS = frozenset(_PARAGRAPHS.split())
_PASSAGE_TAGS = frozenset(("tbody", "tr"))  # on the way to the one cell in which old pages put the whole article
_ASIDES = "nav footer aside header form select option dialog marquee"
ASIDE_TAGS = frozenset(_ASIDES.split())
# Parts of the id or class of boxes that are no article wherever they stand.
_ASIDE_NAME = re.compile(
    r"""(?<![a-z])(?:
        nav(?:bar|igation|i)? | menu | crumbs? | breadcrumb | bread | weizhi | dqwz | mianbaoxie | header | topbar
      | foot(?:er)? | copyright | friendlink\w* | toolbar | sidebar | pagination | pager | prevnext | search\w* | login
      | share | bdshare\w* | social\w* | print(?:er)? | comments? | qrcode | ewm | erweima
      | related | relevant | recommend\w* | xgyd | xglj | hot(?:news|list)?
      | ads? | advert\w* | adbox | adv | gg | guanggao | banner | popup
    )(?![a-z])""",
    re.VERBOSE,
)


def is_aside(box: Box) -> bool:
    """Whether the element's tag or name says navigation, sharing, related links, footer or advertising."""
    return box.tag in ASIDE_TAGS or bool(_ASIDE_NAME.search(box.names.replace("_", " ")))


def sentence_weight(line: Line) -> int:
    """The characters of the line that look like prose: outside links, with a sentence mark or long."""
    free = len(line.text) - line.link
    return free if free >= _LONG or _SENTENCE_MARK.search(line.text) else 0


def find_body(page: Page) -> tuple[list[tuple[int, int]], bool]:
    """The ranges of lines that hold the article, and whether a named container gave them."""
    weights = [sentence_weight(line) for line in page.lines]
    for box in page.boxes:
        if is_aside(box) and box.tag != "body" and 2 * sum(weights[box.start : box.end]) < sum(weights):
            weights[box.start : box.end] = [0] * (box.end - box.start)
    total = [0, *accumulate(weights)]
    for least in (MIN_CHARACTERS, MIN_CHARACTERS_ALONE):
        if ranges := _named_containers(page, total, least):
            return ranges, True
    return _densest(page, total), False


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


def _densest(page: Page, total: list[int]) -> list[tuple[int, int]]:
    """The smallest box reached by always going into the child that holds most of the sentences."""
    if not page.boxes or not total[-1]:
        return []
    children: dict[int, list[int]] = {}
    for index, box in enumerate(page.boxes):
        children.setdefault(box.parent, []).append(index)
    here = -1
    start, end = 0, len(page.lines)
    while True:
        weight = total[end] - total[start]
        step = next((i for i in children.get(here, ()) if _holds_most(page.boxes[i], total, weight)), None)
        if step is None:
            return [(start, end)]
        here, start, end = step, page.boxes[step].start, page.boxes[step].end


def _holds_most(box: Box, total: list[int], weight: int) -> bool:
    """Whether the box is a container of several lines with most of the weight."""
    several = box.end - box.start > 1 and box.tag not in _PARAGRAPH_TAGS
    return (several or box.tag in _PASSAGE_TAGS) and total[box.end] - total[box.start] >= DESCEND * weight
