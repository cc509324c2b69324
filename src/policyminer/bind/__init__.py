"""From mentions to facts: what is counted, whose it is, done or planned, when; events, partnerships, checks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from policyminer.find import Findings
from policyminer.model import Check, Citation, Event, Indicator, Mention, Metadata, Partnership, Quantity, TimeExpression

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


def bind_all(findings: Findings, doc_id: str) -> Facts:
    scene = findings.scene
    view, text = scene.outline.view, scene.outline.document.text
    mentions = []
    for n in findings.entities.names:
        a, b = view.raw_span(n.start, n.end)
        mentions.append(Mention(a, b, text[a:b], n.type, n.name, n.entity_id, n.adcode, n.role, n.org, n.rule))
    dates = []
    for d in scene.dates:
        a, b = view.raw_span(d.start, d.end)
        dates.append(TimeExpression(a, b, text[a:b], d.date_from, d.date_to, d.rule))
    quantities = []
    for i, q in enumerate(findings.amounts):
        a, b = view.raw_span(q.start, q.end)
        quantities.append(Quantity(f"{doc_id}:q{i:04d}", a, b, text[a:b], q.low, q.high, q.bound, q.unit, q.dimension, None, "other", None, None, None, None, None, None, q.rule))
    citations = []
    for c in findings.citations:
        a, b = view.raw_span(c.start, c.end)
        citations.append(Citation(a, b, text[a:b], c.title, c.number))
    meta = scene.metadata
    return Facts(replace(meta, region=findings.entities.places.home[-1] if findings.entities.places.home else None), tuple(mentions), tuple(dates), tuple(quantities), (), (), (), tuple(citations), (), ())
