"""The reading view: the document's text without page breaks, layout spaces and ``**`` marks.

Finders read the view and report raw offsets. ``View.text`` keeps the characters as written, ``View.folded`` is the same
string folded (see :mod:`policyminer.folding`); both have the same length, paragraphs end with one newline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from policyminer.folding import fold, with_stops

_NOISE = regex.compile(r"\*\*|[\s\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class View:
    """A cleaned text and the way back to the document.

    ``view_starts[i]`` is where the i-th copied run begins in the view, ``raw_starts[i]`` where it begins in the document;
    ``paragraphs`` are half-open ranges of the view without their newline, ``groups`` which group of lines each one is.
    """

    text: str
    folded: str
    view_starts: Sequence[int]
    raw_starts: Sequence[int]
    paragraphs: tuple[tuple[int, int], ...]
    groups: tuple[int, ...]

    def to_raw(self, position: int) -> int:
        """The document offset of the character at ``position`` of the view."""
        run = bisect_right(self.view_starts, position) - 1
        return self.raw_starts[run] + position - self.view_starts[run]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The document range of the view range ``[start, end)``, which must not be empty."""
        views, raws = self.view_starts, self.raw_starts
        first = bisect_right(views, start)
        last = bisect_right(views, end - 1, first)
        return raws[first - 1] + start - views[first - 1], raws[last - 1] + end - views[last - 1]

    def written(self, start: int, end: int, text: str) -> str:
        """The view range with the characters of ``text``, another text of the document's length (see ``Document``)."""
        view = enumerate(self.text[start:end], start)
        return "".join(char if char.isspace() else text[self.to_raw(position)] for position, char in view)

    def from_raw(self, offset: int) -> int:
        """The view position of the first kept character at or after document offset ``offset``."""
        run = max(bisect_right(self.raw_starts, offset) - 1, 0)
        end = self.view_starts[run + 1] if run + 1 < len(self.view_starts) else len(self.text)
        return min(self.view_starts[run] + max(offset - self.raw_starts[run], 0), end)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "〇"


_NUMERAL = frozenset("〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億兩點点分之成貳陸")


def _separates(text: str, start: int, end: int) -> bool:
    """Whether the white space ``text[start:end]`` separates words (true) or only pads them (false)."""
    if start == 0 or end >= len(text) or not text[start:end].strip("\u200b\ufeff"):
        return False
    left, right = text[start - 1], text[end]
    if left in _NUMERAL and (right in _NUMERAL or right in "个個折"):
        return False  # 百 分之 五十, 七成 六: a number set wide
    if _is_han(left) and _is_han(right):
        # 李　明, 组 长, 政 府 工 作: single characters padded to fill a column; 王五 赵六: a list
        lone_left = start < 2 or not _is_han(text[start - 2])
        lone_right = end + 1 >= len(text) or not _is_han(text[end + 1])
        return not (lone_left and lone_right)
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def build_view(text: str, groups: Iterable[Sequence[tuple[int, int]]]) -> View:
    """Make the view of ``text`` from paragraphs, each a sequence of line ranges to be read as one.

    >>> view = build_view("共计 63 名\\n\\n专家。", [[(0, 7), (9, 12)]])
    >>> view.text, view.raw_span(2, 5)
    ('共计63名专家。\\n', (3, 7))
    """
    pieces: list[str] = []
    view_starts: list[int] = []
    raw_starts: list[int] = []
    paragraphs: list[tuple[int, int]] = []
    kept: list[int] = []
    length = 0
    for index, lines in enumerate(groups):
        begin = length
        for start, end in lines:
            position = start
            line = text[start:end]
            for noise in _NOISE.finditer(line):
                a, b = noise.span()
                keep_one = line[a] != "*" and _separates(line, a, b)
                stop = start + a + (1 if keep_one else 0)
                if stop > position:
                    view_starts.append(length)
                    raw_starts.append(position)
                    chunk = text[position:stop]
                    pieces.append(chunk[:-1] + " " if keep_one else chunk)
                    length += stop - position
                position = start + b
            if end > position:
                view_starts.append(length)
                raw_starts.append(position)
                pieces.append(text[position:end])
                length += end - position
        if length > begin:
            paragraphs.append((begin, length))
            kept.append(index)
            view_starts.append(length)
            raw_starts.append(lines[-1][1])
            pieces.append("\n")
            length += 1
    clean = "".join(pieces)
    return View(clean, with_stops(fold(clean, text)), view_starts or [0], raw_starts or [0], tuple(paragraphs), tuple(kept))
