"""What a page repeats around its text: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from policyminer.folding import fold
from policyminer.read.page import Page, Piece, group_rows, hull, locator

#: The margins in which heads and feet are looked for, as a share of the page's height, and the lines that count there.
MARGIN, MARGIN_LINES = 0.15, 3
#: A head is repeated on two pages at least and on this share of all of them (odd and even pages may differ).
REPEATED = 0.3
#: Points by which the place of a head may differ from page to page.
SAME_PLACE = 6.0

_DRESSED = re.compile(
    r"""[—\-·~.|\s]*(?:
        [—\-·~|]\s*(?:\d{1,4}|[ivxl]{1,7})\s*[—\-·~|]
        | 第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\s*页(?:\s*[,/|(（]?\s*共\s*\d{1,4}\s*页\s*[)）]?)?
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

#: A line in a margin: page index, zone, place of its edge, indices of its pieces, folded text.
_Edge = tuple[int, str, float, list[int], str]


def strip_furniture(pages: Sequence[Page]) -> tuple[list[tuple[Piece, ...]], list[tuple[str, str, str]]]:
    """The pieces of every page without heads and page numbers, and what was taken: (reason, locator, text)."""
    edges = [edge for index, page in enumerate(pages) for edge in _edges(index, page)]
    taken = _page_numbers(edges, len(pages))
    taken |= {key: "running head" for key in _repeated(edges, len(pages)) if key not in taken}
    removed: list[tuple[str, str, str]] = []
    gone: dict[int, set[int]] = defaultdict(set)
    for number, (index, _, _, members, _) in enumerate(edges):
        if number in taken:
            gone[index].update(members)
            pieces = [pages[index].pieces[i] for i in members]
            place = locator(pages[index].number, hull(p.box for p in pieces))
            removed.append((taken[number], place, " ".join(p.text for p in pieces)))
    kept = [
        tuple(piece for i, piece in enumerate(page.pieces) if i not in gone[index]) for index, page in enumerate(pages)
    ]
    return kept, removed


def _edges(index: int, page: Page) -> list[_Edge]:
    """The outermost lines of a page, from the outside inwards, as far as they stand in its margins."""
    rows = group_rows([piece.box for piece in page.pieces])
    found: list[_Edge] = []
    for zone, ordered in (("head", rows[:MARGIN_LINES]), ("foot", rows[::-1][:MARGIN_LINES])):
        for row in ordered:
            box = hull(page.pieces[i].box for i in row)
            inside = box.bottom < MARGIN * page.height if zone == "head" else box.top > (1 - MARGIN) * page.height
            if not inside:
                break
            found.append((index, zone, box.top, row, fold(" ".join(page.pieces[i].text for i in row)).strip()))
    return found


def _page_numbers(edges: list[_Edge], pages: int) -> dict[int, str]:
    """Numbers in dress (— 2 —, 第2页), and bare ones that count with the pages."""
    taken = {number: "page number" for number, edge in enumerate(edges) if _DRESSED.fullmatch(edge[4])}
    bare: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, (index, zone, _, _, text) in enumerate(edges):
        if number not in taken and _BARE.fullmatch(text):
            bare[zone, int(text) - index].append(number)
    for (_, ahead), numbers in bare.items():
        if len({edges[n][0] for n in numbers}) >= 2 or (pages == 1 and ahead == 1):
            taken |= dict.fromkeys(numbers, "page number")
    return taken


def _repeated(edges: list[_Edge], pages: int) -> set[int]:
    """Lines that stand at one place on several pages, the number of the page in them aside."""
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (index, zone, _, _, text) in enumerate(edges):
        squeezed = "".join(text.split())
        if len(_DIGITS.sub("", squeezed)) < 2:
            continue
        same[zone, squeezed].append(number)
        last = _DIGITS.findall(squeezed)[-1:]
        if last and len(last[0]) <= 4 and not _COUNTED.match(squeezed):
            before, _, after = squeezed.rpartition(last[0])
            same[zone, before, after, str(int(last[0]) - index)].append(number)
    found: set[int] = set()
    for numbers in same.values():
        for group in _at_one_place(numbers, edges):
            if len({edges[n][0] for n in group}) >= max(2, REPEATED * pages):
                found.update(group)
    return found


def _at_one_place(numbers: list[int], edges: list[_Edge]) -> list[list[int]]:
    groups: list[list[int]] = []
    for number in sorted(numbers, key=lambda n: edges[n][2]):
        if groups and edges[number][2] - edges[groups[-1][-1]][2] <= SAME_PLACE:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups
