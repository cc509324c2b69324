"""From a document as read to its outline: metadata, articles, headings, items, sentences; boilerplate set apart."""

from __future__ import annotations

from policyminer.model import Document, Metadata
from policyminer.outline.lines import classify
from policyminer.outline.metadata import describe
from policyminer.outline.structure import Outline, Paragraph, outline

__all__ = ["Outline", "Paragraph", "lay_out"]


def lay_out(document: Document, doc_id: str) -> tuple[Outline, Metadata]:
    """Outline and metadata of ``document``; ``doc_id`` prefixes the section ids."""
    return describe(outline(document, classify(document), doc_id))
