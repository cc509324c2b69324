"""The items of a bulletin: what one piece of news governs, whatever marks its headline.

A paragraph with ★ or ● is an item by itself. In a bulletin a numbered line, a line without punctuation, a headline in 【】
that is longer than a rubric, and a paragraph that opens with a day begin an item too; it ends before the next one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from policyminer.find.dates import Found
from policyminer.model import Metadata
from policyminer.outline import Outline, Paragraph


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of news in view coordinates; ``head_end`` is behind its headline (``start`` when it has none)."""

    start: int
    end: int
    head_end: int


#: a line that can be a headline: no sentence, no list
_LINE = regex.compile(r"[^。;:!?\n]{6,60}")
#: the longest rubric: 【县（市、区）动态】
_RUBRIC = 10
_BRACKETED = regex.compile(r"【([^】]{2,60})】")
#: a line of the masthead: 某办公室　2024年5月31日, 第5期（总第11期）
_MASTHEAD = regex.compile(r"[\d一二三四五六七八九十〇]日$|第[^。]{1,6}期[^。]{0,12}$|编印?$")
#: news that tells its day loosely
_LATELY = regex.compile(r"近日|日前|近期|连日来")
_SINCE = regex.compile(r"(?:今年|去年|20\d\d年)[^。,]{0,8}以来,")
#: characters within which a piece of news tells its day
_LEAD = 24
#: the rank of a headline that has no number
_PLAIN = 2


@dataclass(slots=True)
class _Draft:
    """An item in the making: the rank and end of its headline, the paragraphs below it."""

    start: int
    head_end: int
    rank: int
    body: list[Paragraph]

    @property
    def end(self) -> int:
        return self.body[-1].end if self.body else self.head_end


def find_items(outline: Outline, metadata: Metadata, dates: Sequence[Found]) -> tuple[Item, ...]:
    """Items in reading order; in a document that is no bulletin only those with a mark."""
    paragraphs = outline.paragraphs
    marked = [Item(p.start, p.end, p.head_end) for p in paragraphs if p.kind == "item" and p.level == 3]
    if metadata.doc_type != "bulletin":
        return tuple(marked)
    folded = outline.view.folded
    days = [d.start for d in dates if d.date_from and d.date_to and (d.date_to - d.date_from).days <= 31]
    drafts = [d for d in _drafts(folded, paragraphs, days) if d.body]
    headed = [d for d in drafts if d.head_end > d.start]
    told = [d for d in headed if _opens_with_day(folded, d.body[0], d.head_end, days)]
    # the sections of an account are numbered too: headlines are those of a bulletin that tells days below most of them
    news = len(told) * 2 >= len(headed)
    led = [Item(d.start, d.end, d.head_end) for d in drafts if news or d.head_end == d.start]
    return tuple(sorted([*marked, *led], key=lambda i: i.start))


def _drafts(folded: str, paragraphs: Sequence[Paragraph], days: Sequence[int]) -> list[_Draft]:
    """Headlines and days with the paragraphs they govern; a headline without any is dropped later."""
    drafts: list[_Draft] = []
    current: _Draft | None = None
    for i, paragraph in enumerate(paragraphs):
        if paragraph.article >= 0 or paragraph.kind not in ("heading", "column", "body"):
            current = None
            continue
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        head = _headline(folded, paragraph, following)
        told = "。" in folded[paragraph.start : paragraph.end]
        dated = head is None and told and (
            _opens_with_day(folded, paragraph, paragraph.start, days) or _SINCE.match(folded, paragraph.start)
        )
        if head is not None and (current is None or not current.body or _closes(folded, current, head[1], following, days)):
            run_in = [paragraph] if head[0] < paragraph.end else []
            current = _Draft(paragraph.start, head[0], head[1], run_in)
            drafts.append(current)
        elif paragraph.kind == "column":
            current = None
        elif dated and (current is None or (current.body and current.head_end == current.start)):
            current = _Draft(paragraph.start, paragraph.start, 0, [paragraph])
            drafts.append(current)
        elif current is not None:
            current.body.append(paragraph)
    return drafts


def _headline(folded: str, paragraph: Paragraph, following: Paragraph | None) -> tuple[int, int] | None:
    """End and rank of the headline a paragraph begins with or is."""
    bracketed = _BRACKETED.match(folded, paragraph.start, paragraph.end)
    if bracketed and (len(bracketed[1]) > _RUBRIC or bracketed.end() < paragraph.end - 2):
        return bracketed.end(), _PLAIN
    if paragraph.kind == "column":
        return None
    if paragraph.kind == "heading":
        label_only = paragraph.head_end - paragraph.start < len(paragraph.label or "") + 5
        return None if label_only else (paragraph.head_end, paragraph.level)
    line = _LINE.fullmatch(folded, paragraph.start, paragraph.end)
    under = following is not None and following.kind == "body" and "。" in folded[following.start : following.end]
    if line and under and not _MASTHEAD.search(line.group()):
        return paragraph.end, _PLAIN
    return None


def _closes(folded: str, current: _Draft, rank: int, following: Paragraph | None, days: Sequence[int]) -> bool:
    """Whether a headline ends the item before it: one of a lower rank is a heading inside it unless it tells a day."""
    if rank <= current.rank:
        return True
    return following is not None and following.kind == "body" and _opens_with_day(folded, following, following.start, days)


def _opens_with_day(folded: str, paragraph: Paragraph, start: int, days: Sequence[int]) -> bool:
    """Whether a paragraph tells in its first words when it happened."""
    begin = max(start, paragraph.start)
    stop = min(begin + _LEAD, paragraph.end)
    at = bisect_left(days, begin)
    return (at < len(days) and days[at] < stop) or _LATELY.search(folded, begin, stop) is not None
