"""A web page to the text, blocks and metadata of a Document.

All visible text is kept, in reading order, one line per block; what is not the article keeps its place with the kind
``boilerplate`` or ``meta``. Lines: ``html_lines``; which of them are the article: ``html_body``; what they say about
it: ``html_meta``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from policyminer.model import Block, Cell
from policyminer.read.draft import Draft, Reading, paragraph_locator
from policyminer.read.grid import holds_data
from policyminer.read.html_body import FOOTER, find_body
from policyminer.read.html_furniture import body_kinds, is_link
from policyminer.read.html_grid import Grid
from policyminer.read.html_guard import make_safe
from policyminer.read.html_ledger import set_aside
from policyminer.read.html_lines import Line, Page, read_lines
from policyminer.read.html_meta import (
    disclosure_lines,
    from_meta_tags,
    info_fields,
    is_info_line,
    is_stamped,
    plain_date,
    site_free_title,
)
from policyminer.read.sniff import is_xhtml

#: Characters of markup beyond which the parser, which no alarm can stop, works in a process apart: a select with
#: 600,000 options kept it busy for minutes.
LARGEST_HERE = 250_000
LEADING = 8  # lines at the top of a body among which title and info lines are looked for
# After the last paragraph only who wrote and edited it; 时间：… or 来源：… may belong to the text there.
_CLOSING = re.compile(r"[（(【\[]?(?:责任编辑|编辑|作者|撰稿|审核|初审|来源|信息来源|稿源)")
ALIKE, LONGEST_TITLE = 0.6, 200  # share of common characters; characters that are compared
TITLE_PARTS = 4  # a title broken by <br> has at most this many lines
# New paragraphs of pages that put the whole text on one line: an indent of two wide spaces after a sentence's end.
_INDENT_INSIDE = re.compile(r"(?<=[。！？；：”）])[ \u3000]*\u3000{2}[ \u3000]*")


def read_markup(markup: str, encoding: str | None, warnings: tuple[str, ...], where: str) -> Reading:
    """Read a page given as decoded markup, with the warnings of its decoding; a large one in the process apart."""
    if len(markup) <= LARGEST_HERE:
        return read_page(markup, encoding, warnings)
    from policyminer.read.apart import read_apart

    read = read_apart(__name__, "read_large", markup.encode("utf-8", "surrogatepass"), where)
    return replace(read, encoding=encoding, warnings=warnings + read.warnings)


def read_large(data: bytes, where: str) -> Reading:
    """``read_page`` for the process apart."""
    return read_page(data.decode("utf-8", "surrogatepass"))


def read_page(markup: str, encoding: str | None = None, warnings: tuple[str, ...] = ()) -> Reading:
    """Read a page given as decoded markup, with the warnings of its decoding; never fails on bad markup."""
    xhtml = is_xhtml(markup)
    markup, guarded = make_safe(markup)
    warnings += guarded
    page = read_lines(markup)
    _split_indented(page)
    ranges, named = find_body(page)
    kinds = body_kinds(page, ranges, named)
    table, table_lines = disclosure_lines(page.lines)
    for index in table_lines:
        kinds[index] = "meta"
    first = ranges[0][0] if ranges else 0
    metadata = from_meta_tags(page)
    title = _find_title(page, metadata, table, kinds, first)
    _mark_info(page.lines, kinds, ranges)
    info: dict[str, str] = {}
    for index in _near_first(len(kinds), first):
        if kinds[index] == "meta" and index not in table_lines:
            for field, value in info_fields(page.lines[index].text).items():
                info.setdefault(field, value)
    info.pop("title", None)
    metadata = {**table, **info, **metadata}
    if title:
        metadata["title"] = title
    for field in ("date_issued", "date_published"):
        if field in metadata:
            metadata[field] = plain_date(metadata[field])
    text, blocks = _assemble(page, kinds, ranges)
    hidden = sum(item.chars for item in page.removed if item.reason == "hidden")
    if not text:
        warnings += ("the page shows no text; a script may fill it in the browser",)
    elif hidden > len(text):
        warnings += (f"{hidden} characters were left out because the page hides them",)
    return Reading(
        "application/xhtml+xml" if xhtml else "text/html",
        text,
        blocks,
        metadata=dict(sorted(metadata.items())),
        warnings=warnings,
        removed=(*page.removed, *set_aside(page, kinds, blocks)),
        encoding=encoding,
    )


def _split_indented(page: Page) -> None:
    """Split lines at indents inside them; boxes are shifted accordingly."""
    if not any("\u3000\u3000" in line.text for line in page.lines):
        return
    lines: list[Line] = []
    at: list[int] = []  # new index of each old line
    for line in page.lines:
        at.append(len(lines))
        parts = [part for part in _INDENT_INSIDE.split(line.text) if part]
        share = line.link // len(parts)
        lines += [Line(part, share, line.heading, line.box, line.cell) for part in parts]
    at.append(len(lines))
    for box in page.boxes:
        box.start, box.end = at[box.start], at[box.end]
    page.lines = lines


def _near_first(count: int, first: int) -> list[int]:
    """Line numbers in the order in which information is looked for: around the body's first line, then the rest."""
    return sorted(range(count), key=lambda i: abs(i - first))


def _find_title(page: Page, tags: dict[str, str], table: dict[str, str], kinds: list[str], first: int) -> str:
    """The document's title; its lines in the page become ``title``."""
    squeezed = ["".join(line.text.split()) for line in page.lines]
    known = {tags.get("site", ""), tags.get("column", "")}
    candidates = [tags.get("title", ""), table.get("title", ""), site_free_title(page.title, set(squeezed), known)]
    for candidate in filter(None, candidates):
        if spot := _locate(squeezed, "".join(candidate.split()), page.lines, first):
            _mark_title(kinds, spot)
            return candidate
    headings = [i for i, line in enumerate(page.lines) if line.heading in (1, 2) and i <= first + LEADING]
    headings = [i for i in headings if not is_link(page.lines[i]) and len(page.lines[i].text) > 5]
    if headings and not (candidates[0] or candidates[1]):
        last = max(headings, key=lambda i: (-page.lines[i].heading, i))
        box = page.lines[last].box
        spot = [i for i in headings if page.lines[i].box == box]
        _mark_title(kinds, spot)
        return "".join(page.lines[i].text for i in spot)
    told = next(filter(None, candidates), "")
    for index in headings:
        if page.lines[index].heading == 1 and _is_variant(page.lines[index].text, told):
            _mark_title(kinds, [index])
            return page.lines[index].text
    return told


def _is_variant(shown: str, told: str) -> bool:
    """Whether a heading says what the title told to search engines says, in nearly the same words."""
    return SequenceMatcher(None, shown[:LONGEST_TITLE], told[:LONGEST_TITLE], autojunk=False).ratio() >= ALIKE


def _mark_title(kinds: list[str], spot: list[int]) -> None:
    for index in spot:
        if kinds[index] != "meta":
            kinds[index] = "title"


def _locate(squeezed: list[str], wanted: str, lines: list[Line], first: int) -> list[int] | None:
    """The lines that make up the title: the last place before the body, else the first in its top."""
    if not wanted:
        return None
    places: list[list[int]] = []
    for index in range(min(len(lines), first + LEADING)):
        joined = ""
        for last in range(index, min(index + TITLE_PARTS, len(lines))):
            joined += squeezed[last]
            if joined == wanted:
                places.append(list(range(index, last + 1)))
            if not wanted.startswith(joined):
                break
    before = [spot for spot in places if spot[-1] < first and not is_link(lines[spot[0]])]
    within = [spot for spot in places if spot[-1] >= first]
    return before[-1] if before else within[0] if within else None


def _mark_info(lines: list[Line], kinds: list[str], ranges: list[tuple[int, int]]) -> None:
    """Info lines outside the article, before its first and after its last paragraph become ``meta``."""
    places = [range(len(lines))]
    inside: set[int] = set()
    for start, end in ranges:
        inside.update(range(start, end))
        places += [range(start, min(start + LEADING, end)), range(end - 1, max(start, end - LEADING) - 1, -1)]
    for index in places[0]:
        text = lines[index].text
        outside = index not in inside and kinds[index] == "boilerplate"
        if outside and is_info_line(text) and not FOOTER.search(text):
            kinds[index] = "meta"
    first = min(inside, default=0)
    for index in range(max(0, first - LEADING), min(first + LEADING, len(lines))):
        if kinds[index] in ("boilerplate", "paragraph") and is_stamped(lines[index].text):
            kinds[index] = "meta"
    for place in places[1:]:
        for index in place:
            if kinds[index] != "paragraph":
                continue
            text = lines[index].text
            if not is_info_line(text) or (place.step < 0 and not _CLOSING.match(text)):
                break
            kinds[index] = "meta"


def _assemble(page: Page, kinds: list[str], ranges: list[tuple[int, int]]) -> tuple[str, tuple[Block, ...]]:
    """Join the lines; number the paragraphs and tables of the article."""
    tables = _data_tables(page, kinds, ranges)
    draft = Draft()
    paragraphs = 0
    for line, kind in zip(page.lines, kinds, strict=True):
        in_body = kind in ("paragraph", "heading")
        number = tables.get(id(line.cell.grid)) if line.cell and in_body else None
        if number and line.cell:
            rows = min(line.cell.rows, line.cell.grid.rows - line.cell.row + 1)
            draft.add(line.text, "cell", cell=Cell(number, line.cell.row, line.cell.column, rows, line.cell.columns))
        else:
            paragraphs += in_body
            draft.add(line.text, kind, paragraph_locator(paragraphs) if in_body else None)
    return draft.text, tuple(draft.blocks)


def _data_tables(page: Page, kinds: list[str], ranges: list[tuple[int, int]]) -> dict[int, int]:
    """The tables inside the article that hold data and not layout: identity of the grid → number from 1."""
    body = sum(len(line.text) for line, kind in zip(page.lines, kinds, strict=True) if kind == "paragraph")
    sizes: dict[int, dict[tuple[int, int], int]] = {}  # by grid, the characters of every cell
    grids: dict[int, Grid] = {}
    for line in page.lines:
        if line.cell:
            grids[id(line.cell.grid)] = line.cell.grid
            cells = sizes.setdefault(id(line.cell.grid), {})
            place = (line.cell.row, line.cell.column)
            cells[place] = cells.get(place, 0) + len(line.text)
    numbers: dict[int, int] = {}
    for key, grid in grids.items():
        box = page.boxes[grid.box]
        inside = any(start <= box.start and box.end <= end for start, end in ranges)
        if inside and not grid.nested and holds_data(grid.rows, grid.cells, sizes[key].values(), body):
            numbers[key] = len(numbers) + 1
    return numbers
