"""The outline of a document: articles, columns, headings, items, notes, imprint; and the sentences of its view."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import regex

from policyminer.model import Document, Removed, Section
from policyminer.outline.dateline import is_day
from policyminer.outline.lines import Lines, is_injected, paragraphs_of
from policyminer.outline.view import View, build_view

# 一、 | （一） | 1. | （1） | ① and 第一章/节/条; the number is the level
_LABELS: tuple[tuple[int, regex.Pattern[str]], ...] = (
    (2, regex.compile(r"第[一二三四五六七八九十百\d]+[章编]")),
    (
        3,
        regex.compile(
            r"[一二三四五六七八九十]{1,3}(?:、(?![一二三四五六七八九十])|\.(?!\d)|[ \u3000]+(?=[\u4e00-\u9fff]{2,16}(?:\n|$)))|第[一二三四五六七八九十百\d]+节|\#{1,4} "
        ),
    ),
    (4, regex.compile(r"\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十百\d]+条")),
    (5, regex.compile(r"\d{1,2}[.、](?:(?![\d%])|(?=(?:19|20)\d\d年|1?\d月\d{1,2}日))")),
    (6, regex.compile(r"\(\d{1,2}\)")),
    (7, regex.compile(r"[①-⑳⑴-⒇]")),
)
_ITEM = re.compile(r"[★☆●◆■▲◇○◎□△]")
_COLUMN = re.compile(r"【([^】]{2,16})】")
_NOTE = re.compile(r"【?(?:编者按|编者的话|按语|导读|编前话)】?:?")
_IMPRINT = re.compile(r"(?:报|送|发|抄送|抄报|主送|分送|印发)\s*:|.{2,40}(?:19|20)\d\d年\d{1,2}月\d{1,2}日印发$")
_CHAIN = regex.compile(
    r"(?:(?<=[。;:,!?」”)])|^)(?P<label>[一二三四五六七八九十]{1,2}[是要])(?![一个的否])|(?<=[。;])(?P<step>第[一二三四五六七八九十][步,])",
    regex.M,
)
#: characters; the longest sentences of real documents, lists of schools, have some 1,200
LONGEST_UNIT = 2000
#: roles of paragraphs that govern those below them
HEADS = ("heading", "article", "column", "item")
# of the standard library: these run over every character, and there they run faster
_SENTENCE_END = re.compile(r"[。!?;](?:[”’\")]+(?![、,]))?|\n")
_STATEMENT_END = re.compile(r"[。!?](?:[”’\")]+(?![、,]))?|\n")
_CLAUSE_END = re.compile(r"[,。!?;:\n]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the view with its role: ``title``, ``masthead``, ``article``, ``column``, ``heading``, ``item``,
    ``note``, ``imprint``, ``cell`` or ``body``. ``head_end`` is where its label and run-in heading end.
    """

    start: int
    end: int
    kind: str
    level: int = 0
    label: str | None = None
    head_end: int = 0
    article: int = -1


@dataclass(frozen=True)
class Outline:
    """A document with its view, its paragraphs and the positions where sentences and clauses begin."""

    document: Document
    view: View
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    lines: Lines
    chains: tuple[tuple[int, int, str], ...]
    _sentence_starts: Sequence[int] = field(repr=False, default=())
    _clause_starts: Sequence[int] = field(repr=False, default=())
    _statement_starts: Sequence[int] = field(repr=False, default=())

    def set_aside(self) -> tuple[Removed, ...]:
        """Lines that were found to be no part of the document and that its reader did not set aside itself."""
        known = {block.start for block in self.document.blocks if block.kind == "boilerplate"}
        runs: list[tuple[str, int, int]] = []
        before: str | None = None
        for line in self.lines.lines:
            found = None
            if line.kind == "boilerplate" and line.start not in known:
                found = "advertising" if is_injected(line.text) else "navigation"
            if found and found == before:
                runs[-1] = found, runs[-1][1], line.end
            elif found:
                runs.append((found, line.start, line.end))
            before = found
        return tuple(Removed.of(reason, self.document.text[a:b], f"text[{a}:{b}]") for reason, a, b in runs)

    @cached_property
    def posted(self) -> tuple[int, ...]:
        """Where the lines directly below or behind a day of posting begin: headlines of a list of news."""
        lines = self.lines.lines
        return tuple(self.view.from_raw(b.start) for a, b in pairwise(lines) if a.kind == "meta" and b.kind != "meta" and is_day(a.text))

    def headline_above(self, position: int) -> tuple[int, int] | None:
        """The headline of the list of news that ``position`` is told under."""
        at = bisect_right(self.posted, position) - 1
        if at < 0:
            return None
        head = self.paragraphs[self.paragraph_at(self.posted[at])]
        return head.start, head.end

    def written(self, start: int, end: int) -> str:
        """A view range in the characters of the document, without its line breaks."""
        if self.document.simplified is None:
            return self.view.text[start:end].strip()
        return self.view.written(start, end, self.document.text).strip()

    def paragraph_at(self, position: int) -> int:
        """Index of the paragraph that holds the view position."""
        return max(bisect_right(self._paragraph_starts, position) - 1, 0)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    def sentence(self, position: int) -> tuple[int, int]:
        """View range of the sentence around ``position``."""
        return self._around(self._sentence_starts, position)

    def statement(self, position: int) -> tuple[int, int]:
        """View range up to full stops only: a date or subject carries over semicolons."""
        return self._around(self._statement_starts, position)

    def clause(self, position: int) -> tuple[int, int]:
        """View range of the clause (up to the next comma or stronger mark) around ``position``."""
        return self._around(self._clause_starts, position)

    def clauses(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """View ranges of the clauses in ``[start, end)``, the first and the last cut to it."""
        starts = self._clause_starts
        for bound in [*starts[bisect_right(starts, start) : bisect_left(starts, end)], end]:
            yield start, bound
            start = bound

    def _around(self, starts: Sequence[int], position: int) -> tuple[int, int]:
        i = bisect_right(starts, position)
        return starts[i - 1] if i else 0, starts[i] if i < len(starts) else len(self.view.text)

    def governing(self, position: int) -> list[Paragraph]:
        """The headings above ``position``, innermost first."""
        index = self.paragraph_at(position)
        found: list[Paragraph] = []
        level = self.paragraphs[index].level or 99
        above = self._above[index]
        while above >= 0 and level > 1:
            if self.paragraphs[above].level < level:
                found.append(self.paragraphs[above])
                level = self.paragraphs[above].level
            above = self._higher[above]
        return found

    @cached_property
    def _above(self) -> list[int]:
        """For every paragraph the last heading before it, or -1."""
        found, last = [], -1
        for i, paragraph in enumerate(self.paragraphs):
            found.append(last)
            if paragraph.kind in HEADS:
                last = i
        return found

    @cached_property
    def _higher(self) -> dict[int, int]:
        """For every heading the last one before it of a higher rank, or -1."""
        found: dict[int, int] = {}
        for i, paragraph in enumerate(self.paragraphs):
            if paragraph.kind in HEADS:
                above = self._above[i]
                while above >= 0 and self.paragraphs[above].level >= paragraph.level:
                    above = found[above]
                found[i] = above
        return found


def _head_end(view: View, start: int, end: int, label_end: int) -> int:
    """Where the heading of a numbered paragraph ends: at its first full stop, if that comes early."""
    stop = view.folded.find("。", label_end, min(end, label_end + 40))
    if stop >= 0:
        return stop + 1
    return end if end - start <= 40 and view.folded[end - 1] not in ";,:" else label_end


def _paragraph(view: View, start: int, end: int, kind: str) -> Paragraph:
    folded = view.folded
    if kind in ("title", "cell"):
        return Paragraph(start, end, kind, head_end=end)
    note = _NOTE.match(folded, start, end)
    if note:
        return Paragraph(start, end, "note", 0, "编者按", note.end())
    column = _COLUMN.match(folded, start, end)
    if column and end - column.end() <= 2:
        return Paragraph(start, end, "column", 1, None, end)
    if _ITEM.match(folded, start):
        stop = folded.find("。", start, end)
        return Paragraph(start, end, "item", 3, folded[start], stop + 1 if 0 <= stop < start + 90 else start + 1)
    if _IMPRINT.match(folded, start, end):
        return Paragraph(start, end, "imprint", 0, None, start)
    for level, pattern in _LABELS:
        label = pattern.match(folded, start, end)
        if label:
            text = label.group().rstrip("、.").strip()
            return Paragraph(start, end, "heading", level, text, _head_end(view, start, end, label.end()))
    return Paragraph(start, end, "body", 0, None, start)


_UNPUNCTUATED = regex.compile(r"[^。;,]{4,60}")
# ——2022年1月27日在某县第十八届人民代表大会第二次会议上: when a report was given, no subtitle
_DELIVERED = regex.compile(r"—+\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日在.{4,40}上$")


def _mark_articles(view: View, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Find the articles of a bulletin: a line without punctuation, with its ——subtitle, above a note or numbered text."""
    out = list(paragraphs)
    for i, paragraph in enumerate(out):
        if not view.folded.startswith("——", paragraph.start) or paragraph.kind != "body" or i == 0:
            continue
        above = out[i - 1]
        if _DELIVERED.match(view.folded[paragraph.start : paragraph.end]):
            continue
        if (
            above.kind == "body"
            and _UNPUNCTUATED.fullmatch(view.folded, above.start, above.end)
            and i + 1 < len(out)
            and i > 1
        ):
            out[i - 1] = replace(above, kind="article", level=2, head_end=above.end)
            out[i] = replace(paragraph, kind="article", level=2, head_end=paragraph.end)
    article = -1
    for i, paragraph in enumerate(out):
        if paragraph.kind == "article" and not (i and out[i - 1].kind == "article"):
            article += 1
        if article >= 0 and paragraph.kind != "imprint":
            p = paragraph
            out[i] = Paragraph(p.start, p.end, p.kind, p.level, p.label, p.head_end, article)
    return out


def outline(document: Document, lines: Lines, doc_id: str) -> Outline:
    """Lay out a document; ``doc_id`` prefixes the section ids."""
    groups = paragraphs_of(lines.lines)
    view = build_view(document.reading, [[(line.start, line.end) for line in group] for group in groups])
    spans = zip(view.paragraphs, view.groups, strict=True)
    paragraphs = [_paragraph(view, a, b, groups[i][0].kind) for (a, b), i in spans]
    paragraphs = _mark_articles(view, paragraphs)
    chains = tuple((m.start(), m.end(), m["label"] or m["step"]) for m in _CHAIN.finditer(view.folded))
    sections = _sections(document, view, paragraphs, lines, chains, doc_id)
    return Outline(
        document,
        view,
        tuple(paragraphs),
        sections,
        lines,
        chains,
        _bounds(view.folded, _SENTENCE_END),
        _bounds(view.folded, _CLAUSE_END),
        _bounds(view.folded, _STATEMENT_END),
    )


def _bounds(folded: str, mark: re.Pattern[str]) -> list[int]:
    """Where units of text begin. No unit is longer than ``LONGEST_UNIT``: all that looks at a unit's names and numbers
    together takes time that grows with the square of its length."""
    bounds = [0]
    last = 0
    for end in [*[m.end() for m in mark.finditer(folded)], len(folded)]:
        while end - last > LONGEST_UNIT:
            limit = last + LONGEST_UNIT
            last = max(folded.rfind(c, limit - LONGEST_UNIT // 2, limit) for c in ",、") + 1 or limit
            bounds.append(last)
        if end > last:
            bounds.append(last := end)
    return bounds


def _table_starts(document: Document) -> set[int]:
    """Where the tables of a document begin: two may follow each other without a word between them."""
    first: dict[int, int] = {}
    for block in document.blocks:
        if block.cell is not None:
            first.setdefault(block.cell.table, block.start)
    return set(first.values())


@dataclass(slots=True)
class _Node:
    kind: str
    level: int
    label: str | None
    heading: str | None
    start: int
    end: int
    parent: int


def _sections(
    document: Document,
    view: View,
    paragraphs: list[Paragraph],
    lines: Lines,
    chains: Sequence[tuple[int, int, str]],
    doc_id: str,
) -> tuple[Section, ...]:
    nodes: list[_Node] = []
    chain_starts = [c[0] for c in chains]
    begins = _table_starts(document)
    stack: list[int] = []
    last = -1  # the node of the paragraph before
    for index, paragraph in enumerate(paragraphs):
        start, end = view.raw_span(paragraph.start, paragraph.end)
        second_line = paragraph.kind == "article" and index > 0 and paragraphs[index - 1].kind == "article"
        kind = {"body": "paragraph", "title": "paragraph", "column": "heading", "cell": "table"}.get(
            paragraph.kind, paragraph.kind
        )
        if second_line:
            kind = "paragraph"
        elif paragraph.level:
            while stack and nodes[stack[-1]].level >= paragraph.level:
                stack.pop()
        elif paragraph.kind == "imprint":
            stack = []
        parent = stack[-1] if stack else -1
        if kind == "table" and last >= 0 and nodes[last].kind == "table" and start not in begins:
            for node in (last, *stack):
                nodes[node].end = end
            continue
        heading = _heading(view, paragraph) if paragraph.kind not in ("body", "cell", "imprint", "note") else None
        nodes.append(_Node(kind, paragraph.level, paragraph.label, heading, start, end, parent))
        for above in stack:
            nodes[above].end = end
        if paragraph.level and not second_line:
            stack.append(len(nodes) - 1)
        last = own = len(nodes) - 1
        inside = chains[bisect_left(chain_starts, paragraph.start) : bisect_left(chain_starts, paragraph.end)]
        for (a, _, label), after in zip(inside, [*inside[1:], None], strict=False):
            item_end = after[0] if after else paragraph.end
            nodes.append(_Node("item", 8, label, None, *view.raw_span(a, item_end), own))
    nodes += [
        _Node("boilerplate", 0, None, None, x.start, x.end, -1)
        for x in lines.lines
        if x.kind in ("boilerplate", "meta")
    ]
    order = sorted(range(len(nodes)), key=lambda i: (nodes[i].start, -nodes[i].end, i))
    number = {old: new for new, old in enumerate(order)}
    return tuple(
        Section(
            f"{doc_id}:s{new:04d}",
            f"{doc_id}:s{number[n.parent]:04d}" if n.parent >= 0 else None,
            new,
            n.kind,
            n.level,
            n.label,
            n.heading,
            n.start,
            n.end,
        )
        for new, n in ((new, nodes[old]) for new, old in enumerate(order))
    )


def _heading(view: View, paragraph: Paragraph) -> str | None:
    text = view.text[paragraph.start : max(paragraph.head_end, paragraph.start)].strip()
    if paragraph.label and text.startswith(paragraph.label):
        text = text[len(paragraph.label) :].lstrip("、.．，, ")
    return text.rstrip("。") or None
