"""What a page repeats around its text: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from policyminer.folding import fold
from policyminer.read.page import Box, Page, Piece, group_rows, hull, locator

#: The margins in which heads and feet are looked for, as a share of the page's height, and the lines that count there.
MARGIN, MARGIN_LINES = 0.15, 3
#: A head is repeated on two pages at least and on this share of all of them (odd and even pages may differ).
REPEATED = 0.3
#: Points by which the place of a head may differ from page to page.
SAME_PLACE = 6.0
#: A line so full (a share of the text's width) with the next one so close (in heights) is text, however often it comes.
FULL, CLOSE = 0.8, 1.2

_DRESSED = re.compile(
    r"""[—\-·~.|\s]*(?:
        [—\-·~|]\s*(?:\d{1,4}|[ivxl]{1,7})\s*[—\-·~|]
        | 第\s*(?:\d{1,4}|[一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰]{1,4})\s*页
          (?:\s*[,/|(（]?\s*共\s*\d{1,4}\s*页\s*[)）]?)?
        | 共\s*\d{1,4}\s*页\s*[,/]?\s*第\s*\d{1,4}\s*页
        | \d{1,4}\s*/\s*\d{1,4}
        | page\s*\d{1,4}(?:\s*of\s*\d{1,4})?
    )[—\-·~.|\s]*""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"\d{1,4}")
_DIGITS = re.compile(r"\d+")
# Attachments, tables and figures are counted as well, and are no heads.
_COUNTED = re.compile(r"附[件表录图]|[表图]\s*\d")


class _Edge(NamedTuple):
    """A line in a margin; ``runs_on`` when it is a full line with the next one close behind, so that it is text."""

    page: int
    zone: str
    top: float
    members: tuple[int, ...]
    text: str
    runs_on: bool


def strip_furniture(pages: Sequence[Page]) -> tuple[list[tuple[Piece, ...]], list[tuple[str, str, str]]]:
    """The pieces of every page without heads and page numbers, and what was taken: (reason, locator, text)."""
    edges = [edge for index, page in enumerate(pages) for edge in _edges(index, page)]
    found = dict.fromkeys(_repeated(edges, len(pages)), "running_head") | _page_numbers(edges, len(pages))
    removed: list[tuple[str, str, str]] = []
    gone: dict[int, set[int]] = defaultdict(set)
    closed: set[tuple[int, str]] = set()  # margins whose outermost lines are done: what stands further in is text
    for number, edge in enumerate(edges):
        if number not in found:
            closed.add((edge.page, edge.zone))
        elif (edge.page, edge.zone) not in closed:
            gone[edge.page].update(edge.members)
            pieces = [pages[edge.page].pieces[i] for i in edge.members]
            place = locator(pages[edge.page].number, hull(p.box for p in pieces))
            removed.append((found[number], place, " ".join(p.text for p in pieces)))
    kept = [
        tuple(piece for i, piece in enumerate(page.pieces) if i not in gone[index]) for index, page in enumerate(pages)
    ]
    return kept, removed


def _edges(index: int, page: Page) -> list[_Edge]:
    """The outermost lines of a page, from the outside inwards, as far as they stand in its margins."""
    boxes = [piece.box for piece in page.pieces]
    rows = group_rows(boxes)
    found: list[_Edge] = []
    for zone, ordered in (("head", rows), ("foot", rows[::-1])):
        for place, row in enumerate(ordered[:MARGIN_LINES]):
            box = hull(boxes[i] for i in row)
            inside = box.bottom < MARGIN * page.height if zone == "head" else box.top > (1 - MARGIN) * page.height
            if not inside:
                break
            text = fold(" ".join(page.pieces[i].text for i in row)).strip()
            following = hull(boxes[i] for i in ordered[place + 1]) if place + 1 < len(ordered) else None
            runs_on = following is not None and _runs_on(box, following, sum(boxes[i].width for i in row))
            found.append(_Edge(index, zone, box.top, tuple(row), text, runs_on))
    return found


def _runs_on(box: Box, following: Box, width: float) -> bool:
    gap = max(following.top - box.bottom, box.top - following.bottom)
    return gap < CLOSE * box.height and width > FULL * hull((box, following)).width


def _page_numbers(edges: list[_Edge], pages: int) -> dict[int, str]:
    """Numbers in dress (— 2 —, 第2页), and bare ones that count with the pages."""
    taken = {number: "page_number" for number, edge in enumerate(edges) if _DRESSED.fullmatch(edge.text)}
    bare: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        if number not in taken and _BARE.fullmatch(edge.text):
            bare[edge.zone, int(edge.text) - edge.page].append(number)
    for (_, ahead), numbers in bare.items():
        if len({edges[n].page for n in numbers}) >= 2 or (pages == 1 and ahead == 1):
            taken |= dict.fromkeys(numbers, "page_number")
    return taken


def _repeated(edges: list[_Edge], pages: int) -> set[int]:
    """Lines that stand at one place on several pages, the number of the page in them aside."""
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        squeezed = "".join(edge.text.split())
        if edge.runs_on or len(_DIGITS.sub("", squeezed)) < 2:
            continue
        same[edge.zone, squeezed].append(number)
        last = _DIGITS.findall(squeezed)[-1:]
        if last and len(last[0]) <= 4 and not _COUNTED.match(squeezed):
            before, _, after = squeezed.rpartition(last[0])
            same[edge.zone, before, after, str(int(last[0]) - edge.page)].append(number)
    found: set[int] = set()
    for numbers in same.values():
        for group in _at_one_place(numbers, edges):
            if len({edges[n].page for n in group}) >= max(2, REPEATED * pages):
                found.update(group)
    return found


def _at_one_place(numbers: list[int], edges: list[_Edge]) -> list[list[int]]:
    groups: list[list[int]] = []
    for number in sorted(numbers, key=lambda n: edges[n].top):
        if groups and edges[number].top - edges[groups[-1][-1]].top <= SAME_PLACE:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
