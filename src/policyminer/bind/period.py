"""The time a value is about, and the expression that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount
from policyminer.find.dates import Found
from policyminer.patterns import rx


@dataclass(frozen=True, slots=True)
class Dated:
    """A period and where it comes from; the range, in view coordinates, is that of the time expression.

    ``source``: ``sentence``, ``item`` (the dated item of a bulletin), ``lead`` (the news lead above), ``heading``; null
    when the document gives no time.
    """

    date_from: date | None = None
    date_to: date | None = None
    source: str | None = None
    start: int = 0
    end: int = 0


_UNDATED = Dated()


def _of(found: Found, source: str) -> Dated:
    return Dated(found.date_from, found.date_to, source, found.start, found.end)


def period_of(context: Context, amount: Amount, status: str, stock: bool, code: str | None) -> Dated:
    """The time of its sentence, else (for things done) of the dated item or news lead above it."""
    sentence = context.outline.statement(amount.start)
    inside = [d for d in context.dates_in(sentence[0], amount.start) if d.end <= amount.start and _governs(context, d)]
    if amount.dimension == "duration" and code is not None:
        return _UNDATED
    if inside:
        chosen = inside[-1]
        if (
            stock
            and _is_day(chosen)
            and not _NEW.search(context.folded[context.outline.clause(amount.start)[0] : amount.start])
        ):
            return _UNDATED
        return _of(chosen, "sentence")
    clause = context.outline.clause(amount.start)
    coming = [
        d
        for d in context.dates_in(amount.end, clause[1])
        if rx.search(r"[于在]$", context.folded[d.start - 1 : d.start])
    ]
    if coming and not stock:
        return _of(coming[0], "sentence")
    added = _NEW.search(context.folded[sentence[0] : amount.start])
    if (stock and not added) or status == "rule":
        return _UNDATED
    return _inherited(context, amount, sentence[0], status)


#: what is newly built or added is done in a time, though the thing counted is a stock
_NEW = regex.compile(r"新建|改扩建|扩建|迁建|新增|新组建|新招|惠及|资助")


def _is_day(found: Found) -> bool:
    return found.date_from is not None and found.date_to is not None and (found.date_to - found.date_from).days <= 31


def _governs(context: Context, found: Found) -> bool:
    """Whether a date opens a statement, rather than belonging to a past event (成立于2016年8月) or a name."""
    before = context.folded[max(0, found.start - 2) : found.start]
    after = context.folded[found.end : found.end + 1]
    past = before.endswith("于") or (before.endswith("自") and found.date_to == found.date_from)
    return not past and not (after in ("《", "）") and found.rule == "date.year")


def _inherited(context: Context, amount: Amount, sentence_start: int, status: str) -> Dated:
    scope = context.scope_at(amount.start)
    kind = context.scene.metadata.doc_type
    if status == "actual" and ((scope is not None and scope.kind == "item") or kind == "news"):
        paragraph = context.paragraph(amount.start)
        if paragraph.kind == "title":
            return _UNDATED
        begin = paragraph.start
        earlier = [d for d in context.dates_in(begin, sentence_start) if d.end <= sentence_start and _is_day(d)]
        if earlier:
            source = "item" if scope is not None and scope.kind == "item" else "lead"
            chosen = earlier[0] if source == "item" else earlier[-1]
            near = context.folded.count("。", chosen.end, amount.start) <= (9 if source == "item" else 2)
            return _of(chosen, source) if near else _UNDATED
        return _UNDATED
    for paragraph in context.outline.governing(amount.start):
        dated = [
            d
            for d in context.dates_in(paragraph.start, paragraph.head_end)
            if d.end <= max(paragraph.head_end, paragraph.start)
        ]
        if dated and (status == "target" or kind in ("report", "summary")):
            return _of(dated[-1], "heading")
    return _UNDATED
