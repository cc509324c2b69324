"""What the finders share about one document: its outline, what is protected, its home region."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policyminer.find.dates import Found
from policyminer.find.items import Item
from policyminer.find.protect import Protected, Spans
from policyminer.model import Metadata
from policyminer.outline import Outline
from policyminer.rules.load import Rules
from policyminer.words.segment import cut_words


@dataclass(frozen=True, slots=True)
class Name:
    """A named entity in view coordinates; ``chain`` are the adcodes above and including a region."""

    start: int
    end: int
    type: str
    name: str
    entity_id: str
    rule: str
    adcode: str | None = None
    kind: str = ""
    role: str | None = None
    org: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One document on its way through the finders."""

    outline: Outline
    metadata: Metadata
    rules: Rules
    protected: Protected
    dates: tuple[Found, ...]
    date_spans: Spans
    day: date | None
    items: tuple[Item, ...] = ()

    @property
    def folded(self) -> str:
        """The folded view."""
        return self.outline.view.folded

    @property
    def text(self) -> str:
        """The view as written."""
        return self.outline.view.text

    def item_at(self, position: int) -> Item | None:
        """The item of a bulletin that holds the view position."""
        i = bisect_right(self.items, position, key=lambda item: item.start) - 1
        return self.items[i] if i >= 0 and position < self.items[i].end else None


def aligned(folded: str, start: int, end: int) -> bool:
    """Whether words begin at ``start`` and end at ``end``: false for 成县 in 完成县级, 合作市 in 合作市级."""
    left, right = max(0, start - 6), min(len(folded), end + 6)
    edges, position = {left}, left
    for word in cut_words(folded[left:right]):
        position += len(word)
        edges.add(position)
    return start in edges and (end in edges or folded[end : end + 1] == "委")


def word_across(folded: str, position: int) -> str:
    """The word that begins before ``position`` and ends behind it, or nothing: 部分 in 组织部|分, 其中 in 其|中市区."""
    left, right = max(0, position - 8), min(len(folded), position + 6)
    at = left
    for word in cut_words(folded[left:right]):
        if at < position < at + len(word):
            return word
        at += len(word)
    return ""


def last_word(folded: str, position: int) -> str:
    """The word that ends at ``position``: 推进 before the last character of 工作推进会."""
    words = cut_words(folded[max(0, position - 6) : position])
    return words[-1] if words else ""


Home = Callable[[int], tuple[str, ...]]
"""Adcodes (province, prefecture, county) that 省, 市, 县 mean at a position of the view."""


def in_order(short: str, full: str) -> bool:
    """Whether the characters of ``short`` all stand in ``full``, in that order: how short forms of names are made.

    >>> in_order("教体局", "教育体育局"), in_order("体教局", "教育体育局")
    (True, False)
    """
    position = 0
    for char in short:
        position = full.find(char, position) + 1
        if position == 0:
            return False
    return True
