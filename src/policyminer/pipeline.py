"""The flow on one screen: a document and the rules in, everything found out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policyminer.model import Document, Metadata, Result

if TYPE_CHECKING:
    from policyminer.rules import Rules


def document_id(path: str) -> str:
    """The id of a document: it depends on the path only, so that a corrected file keeps its id.

    >>> document_id("a/b.txt") == document_id("a/b.txt") != document_id("b.txt")
    True
    """
    return "d" + hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def mine(document: Document, rules: Rules) -> Result:
    """Find everything in one document. Pure: no files, no clock, no environment."""
    return Result(document, document_id(document.path), Metadata(title=document.metadata.get("title")))
