"""spaCy: the component ``policyminer`` and published tables as a ``DocBin``.

``spacy.blank("zh").add_pipe("policyminer")`` puts every mention into ``doc.spans["policyminer"]``, those that do not
overlap into ``doc.ents``, and the facts as plain dicts into ``doc._.facts``. Characters stay the truth: a span that
does not fall on token borders is widened to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans, get_words_and_spaces

from policyminer.model import Document, Result
from policyminer.words.segment import split_words

if TYPE_CHECKING:
    import pandas as pd

    from policyminer.rules import Rules

SPANS = "policyminer"

#: The kinds of fact in ``doc._.facts``; each dict names its kind under ``table``.
_FACTS = ("indicators", "quantities", "dates", "events", "partnerships", "citations", "checks")


def make(nlp: Language, name: str, rules: list[str]) -> Callable[[Doc], Doc]:
    """Make the component; ``rules`` are folders on top of the shipped rules."""
    from policyminer.rules import load_rules

    return _Component(load_rules(rules))


class _Component:
    """Mines the text of a Doc and writes what was found into it."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules

    def __call__(self, doc: Doc) -> Doc:
        from policyminer.pipeline import mine
        from policyminer.read.text import line_blocks

        result = mine(Document("", "", "text/plain", None, doc.text, line_blocks(doc.text)), self._rules)
        spans = [(m.start, m.end, m.type, m.entity_id) for m in result.mentions]
        _annotate(doc, spans)
        doc._.facts = facts(result)
        return doc


def facts(result: Result) -> list[dict[str, Any]]:
    """The facts of a document as plain dicts that serialise: ISO dates, lists; offsets are characters."""
    found: list[dict[str, Any]] = []
    for table in _FACTS:
        for row in getattr(result, table):
            columns = asdict(row)
            columns |= columns.pop("quantity", {})
            found.append({"table": table} | {key: _plain(value) for key, value in columns.items()})
    return found


def to_docbin(out: str | Path) -> DocBin:
    """Published tables as spaCy Docs for training or display, one per document that has text, in document order.

    Words are ours (every mention is one word), mentions are in ``spans`` and ``ents``; ``user_data["doc_id"]`` and
    ``user_data["path"]`` say where a Doc comes from.
    """
    from policyminer.publish.load import load

    tables = load(out, ("documents", "mentions"))
    vocab = spacy.blank("zh").vocab
    mentions: dict[object, pd.DataFrame] = dict(iter(tables["mentions"].groupby("doc_id", sort=False)))
    documents = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID"], store_user_data=True)
    for row in tables["documents"].itertuples():
        if not isinstance(row.text, str):
            continue
        spans: list[tuple[int, int, str, str]] = []
        if row.doc_id in mentions:
            own = mentions[row.doc_id]
            spans = list(zip(own["start"], own["end"], own["type"], own["entity_id"], strict=True))
        doc = _doc(vocab, row.text, [(int(a), int(b)) for a, b, _, _ in spans])
        doc.user_data |= {"doc_id": row.doc_id, "path": row.path}
        _annotate(doc, [(int(a), int(b), c, d) for a, b, c, d in spans])
        documents.add(doc)
    return documents


def _doc(vocab: Any, text: str, spans: Iterable[tuple[int, int]]) -> Doc:
    words, spaces = get_words_and_spaces([w for a, b in split_words(text, spans) if (w := text[a:b]).strip()], text)
    return Doc(vocab, words=words, spaces=spaces)


def _annotate(doc: Doc, spans: Sequence[tuple[int, int, str, str]]) -> None:
    found: list[Span] = []
    for start, end, label, entity_id in spans:
        span = doc.char_span(start, end, label=label, kb_id=entity_id, alignment_mode="expand")
        if span is not None:
            found.append(span)
    doc.spans[SPANS] = found
    doc.ents = filter_spans(found)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


if not Doc.has_extension("facts"):
    Doc.set_extension("facts", default=None)
if not Language.has_factory("policyminer"):
    Language.factory("policyminer", default_config={"rules": []}, func=make)
