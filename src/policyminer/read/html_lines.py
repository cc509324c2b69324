"""From a page to its visible lines: one walk over the parsed tree, in reading order.

A line is what a block element or ``<br>`` sets apart. Each knows how much of it is link text, the heading level and
the table cell it stands in; every block element is kept as a box over a range of lines, so that all later decisions
(body, title, boilerplate) are made on lines and boxes and the tree can be dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from policyminer.model import Removed
from policyminer.read.draft import PADDING
from policyminer.read.html_grid import Cell, Grid

_HIDDEN = "script style noscript template iframe object embed head svg math audio video canvas map"
HIDDEN_TAGS = frozenset(_HIDDEN.split())
_CODE = ("script", "style")
# The phrasing elements; everything else sets its content apart from what stands before and after it.
_INLINE = """
    a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label mark nobr o:p q rp rt
    ruby s samp small span strike strong sub sup time tt u var wbr
"""
INLINE_TAGS = frozenset(_INLINE.split())
_TABLE_TAGS = frozenset(("table", "tr", "td", "th"))
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_KEEPS_NEWLINES = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_UNCLEAN = re.compile(r"[\t\n\r\f\xa0\u200b\ufeff]|  ")
_WHITE = re.compile(r"[ \t\n\r\f]+")
# A source line that ends between two wide characters leaves no space behind (CSS Text, segment break rules).
_BREAK_BETWEEN_WIDE = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)
# What search engines are told in JSON (schema.org), which is broken too often to be parsed as such.
_LINKED_DATA = re.compile(r'"(datePublished)"\s*:\s*"([^"\\]{4,40})"')
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class Line:
    """A visible line: its text without white space at the ends, and where it stood."""

    text: str
    link: int = 0  # characters of it inside links
    heading: int = 0  # 1–6 inside <h1>–<h6>
    box: int = 0  # index of the innermost box
    cell: Cell | None = None


@dataclass(slots=True)
class Box:
    """A block element: what it is called and the lines ``[start, end)`` it holds."""

    tag: str
    names: str  # id and class, lower case, each between spaces
    parent: int
    start: int
    end: int = -1


@dataclass(slots=True)
class Page:
    """All that later steps need of a parsed page."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    removed: list[Removed] = field(default_factory=list)  # what the page does not show


def read_lines(markup: str) -> Page:
    """Parse ``markup`` and walk it; never recursive, so any depth the guard lets through is read."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    page = Page()
    if tree.root is None:
        return page
    _read_head(tree, page)
    _Walk(page).run(tree.root)
    return page


def _read_head(tree: Any, page: Page) -> None:
    """META tags and <title>, wherever in the page they stand."""
    for node in tree.tags("meta"):
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        if name and (content := attributes.get("content", "").strip()):
            page.meta.append((name.strip().lower(), clean(content)))
    for node in tree.tags("title"):
        if text := clean(node.text() or ""):
            page.title = text
            break
    for node in tree.tags("script"):
        if (node.attributes.get("type") or "").lower() == "application/ld+json" and (code := node.text()):
            page.meta += [(key.lower(), clean(unescape(value))) for key, value in _LINKED_DATA.findall(code)]
    for name in _CODE:
        if size := sum(len(node.text() or "") for node in tree.tags(name)):
            page.removed.append(Removed(name, size))


def clean(text: str) -> str:
    """One line of text: white space collapsed as a browser does, no-break spaces made plain, none at the ends.

    >>> clean(" 　　关于印发\\n  通知的 通知&nbsp;".replace("&nbsp;", "\\xa0"))
    '关于印发通知的 通知'
    """
    text = text.strip()
    if not _UNCLEAN.search(text):
        return text
    if "\n" in text or "\r" in text:
        text = _BREAK_BETWEEN_WIDE.sub("", text)
    return _WHITE.sub(" ", text).replace("\xa0", " ").strip(PADDING)


class _Walk:
    """The state of one walk: the line being filled and the open boxes, headings, links and tables."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[str] = []
        self.link_depth = self.link_chars = 0
        self.heading = 0
        self.pre = 0
        self.open_boxes = [-1]
        self.grids: list[Grid] = []
        self.cells: list[Cell | None] = []

    def run(self, root: Any) -> None:
        """Visit every visible node once, entering and leaving elements in document order."""
        stack: list[tuple[Any, str, str]] = []  # node, tag, what was opened for it
        node = root
        while node is not None:
            child = None
            if node.is_text_node:
                self.add(node.text_content or "")
            elif node.is_element_node:
                tag = node.tag or ""
                opened = self.enter(node, tag)
                if opened is not None:
                    child = node.first_child
                    if child is not None:
                        stack.append((node, tag, opened))
                        node = child
                        continue
                    self.leave(tag, opened)
            following = node.next
            while following is None and stack:
                node, tag, opened = stack.pop()
                self.leave(tag, opened)
                following = node.next
            node = following
        self.flush()

    def add(self, text: str) -> None:
        """Put text on the current line; inside <pre> its newlines end lines."""
        if self.pre and ("\n" in text or "\r" in text):
            first, *rest = _LINE_END.split(text)
            self.parts.append(first)
            for line in rest:
                self.flush()
                self.parts.append(line)
            return
        if not self.parts and text.isspace():
            return
        self.parts.append(text)
        if self.link_depth:
            self.link_chars += len(text.strip())

    def enter(self, node: Any, tag: str) -> str | None:
        """Open an element: None when it is hidden with all it holds, else what ``leave`` has to close."""
        if tag in HIDDEN_TAGS:
            if tag != "head" and tag not in _CODE:
                self._hide(node)
            return None
        if tag == "br" or tag == "hr":
            self.flush()
            return ""
        attributes = node.attributes
        style = attributes.get("style") or ""
        if "hidden" in attributes or (style and _HIDDEN_STYLE.search(style)):
            self._hide(node)
            return None
        opened = ""
        if tag in ("pre", "textarea", "listing", "xmp") or (style and _KEEPS_NEWLINES.search(style)):
            self.pre += 1
            opened += "p"
        if tag in INLINE_TAGS:
            if tag == "a":
                self.link_depth += 1
            return opened
        if self.parts:
            self.flush()
        self._open_box(tag, attributes)
        if tag in _TABLE_TAGS:
            self._open_table(tag, attributes)
        if tag in HEADINGS and not self.heading:
            self.heading = HEADINGS[tag]
            opened += "h"
        return opened + "b"

    def _hide(self, node: Any) -> None:
        if text := clean(node.text() or ""):
            self.page.removed.append(Removed.of("hidden", text))

    def leave(self, tag: str, opened: str) -> None:
        """Close what ``enter`` opened."""
        if "p" in opened:
            self.pre -= 1
        if "b" not in opened:
            if tag == "a":
                self.link_depth -= 1
            return
        if self.parts:
            self.flush()
        if "h" in opened:
            self.heading = 0
        self.page.boxes[self.open_boxes.pop()].end = len(self.page.lines)
        if tag == "table":
            self.grids.pop()
        elif tag in ("td", "th") and self.cells:
            self.cells.pop()

    def _open_box(self, tag: str, attributes: dict[str, str | None]) -> None:
        # itemprop is how schema.org marks what a box is: articleBody
        of = attributes.get
        names = f" {of('id') or ''} {of('class') or ''} {of('itemprop') or ''} ".lower()
        self.page.boxes.append(Box(tag, names, self.open_boxes[-1], len(self.page.lines)))
        self.open_boxes.append(len(self.page.boxes) - 1)

    def _open_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "table":
            self.grids.append(Grid(self.open_boxes[-1]))
            for grid in self.grids[-2:-1]:
                grid.nested = True
        elif tag == "tr" and self.grids:
            self.grids[-1].next_row()
        elif tag in ("td", "th"):
            self.cells.append(self.grids[-1].next_cell(attributes) if self.grids else None)

    def flush(self) -> None:
        """End the current line; blank ones leave nothing."""
        if not self.parts:
            return
        text = clean("".join(self.parts))
        self.parts.clear()
        link, self.link_chars = self.link_chars, 0
        if text:
            cell = self.cells[-1] if self.cells else None
            self.page.lines.append(Line(text, min(link, len(text)), self.heading, self.open_boxes[-1], cell))
