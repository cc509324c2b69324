"""The flow on one screen: a document and the rules in, everything found out."""

from __future__ import annotations

from policyminer.bind import bind_all
from policyminer.find import find_all
from policyminer.model import Document, Result, document_id
from policyminer.outline import lay_out
from policyminer.rules.load import Rules
from policyminer.words.terms import count_tokens


def mine(document: Document, rules: Rules) -> Result:
    """Find everything in one document. Pure: no files, no clock, no environment."""
    doc_id = document_id(document.path)
    outline, metadata = lay_out(document, doc_id)
    findings = find_all(outline, metadata, rules)
    facts = bind_all(findings, doc_id)
    tokens = count_tokens(document.reading, facts.mentions)
    return Result(
        document=document,
        doc_id=doc_id,
        metadata=facts.metadata,
        sections=outline.sections,
        tokens=tokens,
        mentions=facts.mentions,
        dates=facts.dates,
        quantities=facts.quantities,
        indicators=facts.indicators,
        events=facts.events,
        partnerships=facts.partnerships,
        citations=facts.citations,
        instruments=facts.instruments,
        checks=facts.checks,
        derived=facts.derived,
        blocks=tuple(block for block in document.blocks if block.locator),
        removed=document.removed + outline.set_aside(),
        pilots=facts.pilots,
    )
