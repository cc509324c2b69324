"""From mentions to facts: what is counted, whose it is, done or planned, when; events, partnerships, checks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

import regex

from policyminer.bind.checks import find_checks
from policyminer.bind.context import Context
from policyminer.bind.events import Happening, find_events
from policyminer.bind.indicators import code_of, in_brackets, inherited_code, is_part, rules_by_unit
from policyminer.bind.partnerships import find_partnerships
from policyminer.bind.qualify import measure_of, per_of, period_of, status_of
from policyminer.bind.refer import subject_of
from policyminer.find import Amount, Findings
from policyminer.model import (
    Check,
    Citation,
    Event,
    Indicator,
    Mention,
    Metadata,
    Partnership,
    Quantity,
    Section,
    TimeExpression,
)
from policyminer.rules.packs import CompiledRule

__all__ = ["Facts", "bind_all"]


@dataclass(frozen=True, slots=True)
class Facts:
    """All rows of a document except its sections and tokens, with offsets into its text."""

    metadata: Metadata
    mentions: tuple[Mention, ...]
    dates: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    indicators: tuple[Indicator, ...]
    events: tuple[Event, ...]
    partnerships: tuple[Partnership, ...]
    citations: tuple[Citation, ...]
    checks: tuple[Check, ...]
    pilots: tuple[str, ...]


class _Rows:
    """Turns view ranges into rows of the document text."""

    def __init__(self, context: Context, doc_id: str) -> None:
        self.context, self.doc_id = context, doc_id
        self.view = context.outline.view
        self.document = context.outline.document.text

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        a, b = self.view.raw_span(start, max(end, start + 1))
        return a, b, self.document[a:b]

    def sentence(self, position: int) -> str:
        start, end = self.context.outline.sentence(position)
        return self.view.text[start:end].strip()


def bind_all(findings: Findings, doc_id: str) -> Facts:
    """Bind the findings of one document; ``doc_id`` prefixes the ids of its facts."""
    context = Context(findings)
    rows = _Rows(context, doc_id)
    events = find_events(context)
    quantities, indicators = _quantities(context, rows)
    return Facts(
        metadata=replace(findings.scene.metadata, region=_region(context)),
        mentions=tuple(
            Mention(*rows.span(n.start, n.end), n.type, n.name, n.entity_id, n.adcode, n.role, n.org, n.rule)
            for n in findings.entities.names
        ),
        dates=tuple(
            TimeExpression(*rows.span(d.start, d.end), d.date_from, d.date_to, d.rule, d.precision, d.anchor)
            for d in findings.scene.dates
        ),
        quantities=tuple(quantities),
        indicators=tuple(indicators),
        events=tuple(_event(rows, i, e) for i, e in enumerate(events)),
        partnerships=tuple(
            Partnership(
                p.university,
                p.partner.name,
                p.partner.type,
                p.relation,
                *rows.span(p.start, p.end)[:2],
                rows.view.text[p.start : p.end].strip(),
            )
            for p in find_partnerships(context)
        ),
        citations=tuple(Citation(*rows.span(c.start, c.end), c.title, c.number) for c in findings.citations),
        checks=tuple(
            Check(c.kind, *rows.span(c.start, c.end)[:2], c.expected, c.found, c.ok, c.detail)
            for c in find_checks(context, events)
        ),
        pilots=_pilots(context),
    )


def _event(rows: _Rows, index: int, event: Happening) -> Event:
    start, end, text = rows.span(event.start, event.end)
    event_id = f"{rows.doc_id}:e{index:04d}"
    return Event(
        event_id,
        start,
        end,
        text,
        event.type,
        event.when.date_from,
        event.when.date_to,
        event.participants,
        event.place,
        event.adcode,
        "event.dated",
    )


def _quantities(context: Context, rows: _Rows) -> tuple[list[Quantity], list[Indicator]]:
    table = rules_by_unit(context.scene.rules)
    leaves = _Sections(context.outline.sections)
    quantities: list[Quantity] = []
    indicators: list[Indicator] = []
    coded: list[CompiledRule | None] = []
    for index, amount in enumerate(context.findings.amounts):
        rule = code_of(context, amount, table)
        bracket = index > 0 and in_brackets(context, context.findings.amounts[index - 1], amount)
        if rule is None or rule.rule.priority < 0 or bracket:
            rule = inherited_code(context, index, coded) or rule
        coded.append(rule)
        part = index > 0 and is_part(context, context.findings.amounts[index - 1], amount)
        quantity = _quantity(context, rows, index, amount, rule, leaves, quantities[-1] if part else None)
        quantities.append(quantity)
        if rule is not None:
            indicators.append(_indicator(context, rows, quantity, rule, amount))
    return quantities, indicators


def _quantity(
    context: Context,
    rows: _Rows,
    index: int,
    amount: Amount,
    rule: CompiledRule | None,
    leaves: _Sections,
    whole: Quantity | None,
) -> Quantity:
    """One quantity with everything bound to it; a part (其中…) has the status and rate of its ``whole``."""
    code = rule.rule.id if rule else None
    per = per_of(context, amount)
    status = status_of(context, amount, per, bool(rule and rule.rule.norm), code)
    if whole is not None and whole.dimension == amount.dimension:
        status, per = whole.status, per or whole.per
    start, end, text = rows.span(amount.start, amount.end)
    low, high = period_of(context, amount, status, bool(rule and rule.rule.stock), code)
    return Quantity(
        quantity_id=f"{rows.doc_id}:q{index:04d}",
        start=start,
        end=end,
        text=text,
        low=amount.low,
        high=amount.high,
        bound=amount.bound,
        unit=amount.unit,
        dimension=amount.dimension,
        measure=measure_of(context, amount),
        status=status,
        code=code,
        subject=subject_of(context, amount, code),
        per=per,
        date_from=low,
        date_to=high,
        section_id=leaves.at(start),
        rule=f"{rule.pack}.{rule.rule.id}" if rule else amount.rule,
    )


def _indicator(context: Context, rows: _Rows, quantity: Quantity, rule: CompiledRule, amount: Amount) -> Indicator:
    subject = context.by_name.get(quantity.subject or "")
    chain = context.findings.entities.chain_at(amount.start)
    adcode = subject.adcode if subject and subject.type == "region" else chain[-1] if chain else None
    university = quantity.subject if subject and subject.type == "university" else None
    return Indicator(quantity, rule.rule.name, rule.rule.task, adcode, university, rows.sentence(amount.start))


class _Sections:
    """The smallest section around a document offset: sections are sorted and nested, so parents lead there."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._sections = [s for s in sections if s.kind != "boilerplate"]
        self._starts = [s.start for s in self._sections]
        self._by_id = {s.section_id: s for s in self._sections}

    def at(self, position: int) -> str | None:
        """Id of the section, or none outside all of them."""
        i = bisect_right(self._starts, position) - 1
        section = self._sections[i] if i >= 0 else None
        while section is not None and not section.start <= position < section.end:
            section = self._by_id.get(section.parent_id or "")
        return section.section_id if section else None


def _region(context: Context) -> str | None:
    """The region the issuer governs; without an issuer that of the title, and none for news without a source."""
    metadata = context.scene.metadata
    home = context.findings.entities.places.home
    rules = context.scene.rules
    if metadata.issuer:
        central = [
            h
            for h in rules.gazetteer.find(metadata.issuer)
            if any(e.type == "agency" for e in h.entries) and h.start == 0
        ]
        return None if central or not home else home[-1]
    if metadata.doc_type == "news" or not metadata.title or not home:
        return None
    in_title = any(any(e.type == "region" for e in h.entries) for h in rules.gazetteer.find(metadata.title))
    return home[-1] if in_title else None


_PILOT = regex.compile(r"^[^,。;]{0,14}?试点(?:县|区|市|校|学校|园|幼儿园|的)|^作为[^。;]{0,30}试点")


def _pilots(context: Context) -> tuple[str, ...]:
    """Entities that the document calls a pilot."""
    found: list[str] = []
    for name in context.names:
        if (
            name.type in ("region", "school")
            and name.kind != "province"
            and _PILOT.match(context.folded[name.end : name.end + 45])
        ):
            following = context.names_in(name.end, name.end + 1, "region")
            if not following and name.entity_id not in found:
                found.append(name.entity_id)
    return tuple(found)
