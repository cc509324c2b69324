"""From mentions to facts: what is counted, whose it is, done or planned, when; events, partnerships, checks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from operator import attrgetter

import regex

from policyminer.bind.checks import find_checks
from policyminer.bind.context import Context
from policyminer.bind.derive import Derivation, derive
from policyminer.bind.events import Happening, find_events
from policyminer.bind.finding import Finding
from policyminer.bind.instruments import Means, find_means
from policyminer.bind.partnerships import find_partnerships
from policyminer.bind.quantities import bind_quantities
from policyminer.bind.rows import Rows
from policyminer.find import Findings
from policyminer.find.regions import is_central
from policyminer.model import (
    Check,
    Citation,
    Derived,
    Event,
    Indicator,
    Instrument,
    Mention,
    Metadata,
    Partnership,
    Quantity,
    TimeExpression,
)

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
    instruments: tuple[Instrument, ...]
    checks: tuple[Check, ...]
    derived: tuple[Derived, ...]
    pilots: tuple[str, ...]


def bind_all(findings: Findings, doc_id: str) -> Facts:
    """Bind the findings of one document; ``doc_id`` prefixes the ids of its facts."""
    context = Context(findings)
    rows = Rows(context, doc_id)
    events = find_events(context)
    quantities, indicators = bind_quantities(context, rows)
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
        events=tuple(_event(rows, i, e, quantities) for i, e in enumerate(events)),
        partnerships=tuple(
            Partnership(
                p.university,
                p.partner.name,
                p.partner.type,
                p.relation,
                *rows.span(p.start, p.end)[:2],
                context.outline.written(p.start, p.end),
            )
            for p in find_partnerships(context)
        ),
        citations=tuple(Citation(*rows.span(c.start, c.end), c.title, c.number) for c in findings.citations),
        instruments=tuple(_instrument(rows, m) for m in find_means(context)),
        checks=tuple(_check(rows, c) for c in find_checks(context, quantities, events)),
        derived=tuple(_derived(rows, i, d, quantities) for i, d in enumerate(derive(context, quantities))),
        pilots=_pilots(context),
    )


#: indicators that count who took part, the more specific first
_ATTENDANCE = ("event_participants", "training_participants")


def _event(rows: Rows, index: int, event: Happening, quantities: list[Quantity]) -> Event:
    start, end, text = rows.span(event.start, event.end)
    first = bisect_left(quantities, start, key=attrgetter("start"))
    last = bisect_left(quantities, end, key=attrgetter("start"))
    told = [q for q in quantities[first:last] if q.code in _ATTENDANCE and q.status == "actual"]
    count = min(told, key=lambda q: (_ATTENDANCE.index(q.code or ""), q.start), default=None)
    return Event(
        event_id=f"{rows.doc_id}:e{index:04d}",
        start=start,
        end=end,
        text=text,
        type=event.type,
        date_from=event.when.date_from,
        date_to=event.when.date_to,
        participants=event.participants,
        place=event.place,
        adcode=event.adcode,
        rule="event.dated",
        hosts=event.hosts,
        attendance=count.low if count else None,
        attendance_id=count.quantity_id if count else None,
    )


def _check(rows: Rows, finding: Finding) -> Check:
    start, end, _ = rows.span(finding.start, finding.end)
    expected_start, expected_end = rows.words(*(finding.expected_at or (0, 0)))
    found_start, found_end = rows.words(*(finding.found_at or (0, 0)))
    return Check(
        finding.kind,
        start,
        end,
        finding.expected,
        finding.found,
        finding.ok,
        finding.detail,
        finding.verdict,
        expected_start,
        expected_end,
        found_start,
        found_end,
    )


def _derived(rows: Rows, index: int, of: Derivation, quantities: list[Quantity]) -> Derived:
    """The derived value with what it takes over from the quantity that leads."""
    sources = [quantities[i] for i in of.sources]
    lead = sources[0]
    return Derived(
        derived_id=f"{rows.doc_id}:f{index:04d}",
        start=min(q.start for q in sources),
        end=max(q.end for q in sources),
        kind=of.kind,
        formula=of.formula,
        low=of.low,
        high=of.high,
        bound=of.bound,
        unit=of.unit,
        measure=of.measure,
        status=lead.status,
        code=lead.code,
        subject=lead.subject,
        date_from=lead.date_from,
        date_to=lead.date_to,
        sources=tuple(q.quantity_id for q in sources),
    )


def _instrument(rows: Rows, means: Means) -> Instrument:
    start, end, text = rows.span(means.start, means.end)
    cue_start, cue_end, cue = rows.span(means.cue.start, means.cue.end)
    of = means.cue.instrument
    return Instrument(
        start=start,
        end=end,
        text=text,
        kind=of.rule.kind,
        instrument=of.rule.id,
        name=of.rule.name,
        cue=cue,
        cue_start=cue_start,
        cue_end=cue_end,
        also=means.also,
        section_id=rows.section(start),
        rule=f"{of.pack}.{of.rule.id}",
    )


def _region(context: Context) -> str | None:
    """The region the issuer governs; without an issuer that of the title, and none for news without a source."""
    metadata = context.scene.metadata
    home = context.findings.entities.places.home
    rules = context.scene.rules
    if metadata.issuer:
        central = is_central(rules.gazetteer, metadata.issuer)
        if metadata.doc_type == "news" and _OF_UNIVERSITY.search(metadata.issuer) and _between_two(context):
            return None  # the region in the title is the partner of the university whose office writes
        if metadata.doc_type == "news" and not context.findings.entities.places.told:
            return None  # an outlet without a place tells of many
        return None if central or not home else home[-1]
    if metadata.doc_type == "news" or not home:
        return None
    if not metadata.title:  # an untitled notice or account speaks for the region it calls its own
        return home[-1] if _OWN.search(context.folded[:_EARLY]) else None
    in_title = any(any(e.type == "region" for e in h.entries) for h in rules.gazetteer.find(metadata.title))
    own, entry = _OWN.search(context.folded[:_EARLY]), rules.gazetteer.region(home[-1], context.scene.day)
    speaks = own is not None and entry is not None and entry.name.endswith(own["level"])
    return home[-1] if in_title or speaks else None


_OWN = regex.compile(r"我(?P<level>[省市县区州旗])(?!级)")
#: characters of a document in which it says for whom it speaks
_EARLY = 600
#: offices of a university, which name no owner: 党委宣传部, 校新闻网, 农学院, 教务处
_OF_UNIVERSITY = regex.compile(r"^(?:党委|校团委|(?:学?校)?新闻(?:中心|网)$|(?:学校)?宣传部$|校报|(?![\u4e00-\u9fff]*[省市县区州])[\u4e00-\u9fff]{1,8}(?:学院|处|处办公室)$)|^[\u4e00-\u9fff]{2,12}(?:大学|学院(?:[\u4e00-\u9fff]*(?:处|部|新闻网|新闻中心))?$)")


def _between_two(context: Context) -> bool:
    """Whether the title names the writer's university beside the region: 我校与某县…, 某学院与某县…."""
    title = context.scene.metadata.title or ""
    named = context.scene.rules.gazetteer.find(title)
    return "我校" in title or any(e.type == "university" for h in named for e in h.entries)


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
