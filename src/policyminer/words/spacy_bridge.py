"""spaCy: the component ``policyminer`` and published tables as a ``DocBin``.

``spacy.blank("zh").add_pipe("policyminer")`` gives a Doc whose words are jieba's, cut so that no word crosses the edge
of a name, date or quantity; its mentions, dates, quantities, indicators, events and citations in ``doc.spans``; those
that do not overlap in ``doc.ents``; and the facts as plain dicts in ``doc._.facts``. Where the tokens are somebody
else's, a span that does not fall on their borders is widened to them: the characters in ``doc._.facts`` stay the truth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans, get_words_and_spaces

from policyminer.model import Document, PolicyMinerError, Result
from policyminer.words.segment import Range, split_words

if TYPE_CHECKING:
    from policyminer.rules import Rules

#: The group of mentions in ``doc.spans``; each other group has its table's name behind it.
SPANS = "policyminer"
#: Groups by table.
GROUPS = {
    "mentions": SPANS,
    **{t: f"{SPANS}_{t}" for t in ("dates", "quantities", "indicators", "events", "citations")},
}
#: The column that gives a span its label; other tables give their own name.
_LABELS = {"mentions": "type", "indicators": "code", "events": "type"}
_NAMES = {"dates": "date", "quantities": "quantity", "citations": "citation"}
#: Tables whose edges are edges of words.
_WORDS = ("mentions", "dates", "quantities")
#: What a tokeniser has not set: with any of these the Doc is somebody's work, and keeps its tokens.
_WORK = ("TAG", "POS", "LEMMA", "DEP", "ENT_IOB")

_COLOURS = {
    "university": "#bcd7f5",
    "school": "#bfe6cf",
    "region": "#f6dfa6",
    "agency": "#dcc9f0",
    "person": "#f5c6d6",
    "date": "#b9e3e6",
    "quantity": "#f8ceb4",
    "citation": "#d8d8d8",
}

#: The labels of ``as_html`` in Chinese, as on the report page; codes of indicators and types of events stay.
_CHINESE = {
    "university": "高校",
    "school": "学校",
    "region": "地区",
    "agency": "机构",
    "person": "人物",
    "date": "时间",
    "quantity": "数量",
    "citation": "引文",
}

#: The kinds of fact in ``doc._.facts``; each dict names its kind under ``table``.
_FACTS = ("indicators", "quantities", "dates", "events", "partnerships", "citations", "checks")

#: (first character, one past the last, label, entity id or empty)
Mark = tuple[int, int, str, str]


def make(
    nlp: Language, name: str, rules: list[str], packs: list[str], ents: list[str], retokenize: bool
) -> Callable[[Doc], Doc]:
    """Make the component.

    ``rules`` are folders on top of the shipped rules, ``packs`` optional rule packs; ``ents`` names the tables whose
    spans become entities; without ``retokenize`` the tokens stay as they are.
    """
    from policyminer.rules import load_rules

    return _Component(load_rules(rules, packs), tuple(ents), retokenize)


class _Component:
    """Mines the text of a Doc and writes what was found into it."""

    def __init__(self, rules: Rules, ents: tuple[str, ...], retokenize: bool) -> None:
        _check_groups(ents)
        self._rules = rules
        self._ents = ents
        self._retokenize = retokenize

    def __call__(self, doc: Doc) -> Doc:
        from policyminer.pipeline import mine
        from policyminer.read.text import line_blocks

        result = mine(Document("", "", "text/plain", None, doc.text, line_blocks(doc.text)), self._rules)
        marks = {table: [_mark(table, columns_of(row)) for row in getattr(result, table)] for table in GROUPS}
        if self._retokenize and not any(doc.has_annotation(work) for work in _WORK):
            doc = _retokenized(doc, marks)
        _annotate(doc, marks, self._ents)
        doc._.facts = facts(result)
        return doc


def facts(result: Result) -> list[dict[str, Any]]:
    """The facts of a document as plain dicts that serialise: ISO dates, lists; offsets are characters."""
    return [
        {"table": table} | {key: _plain(value) for key, value in columns_of(row).items()}
        for table in _FACTS
        for row in getattr(result, table)
    ]


def columns_of(row: Any) -> dict[str, Any]:
    """The columns of a row of a result; an indicator has those of its quantity."""
    columns: dict[str, Any] = asdict(row)
    quantity: dict[str, Any] = columns.pop("quantity", {})
    return columns | quantity


def to_docbin(
    out: str | Path, path: str | Path | None = None, *, tokens: str = "words", ents: Sequence[str] = ("mentions",)
) -> DocBin:
    """Published tables as spaCy Docs for training or display, one per document that has text, in document order.

    ``tokens`` are ``words`` (as the component has them) or ``characters``, as ``spacy.blank("zh")`` cuts a text: take
    these to train on, since words that know the names give the answer away. ``ents`` names the tables whose spans
    become entities. All groups are in ``spans``; ``user_data["doc_id"]`` and ``["path"]`` say where a Doc comes from.
    With ``path`` the DocBin is written there too. Rows that a reviewer found wrong are left out.

    Raises ``PolicyMinerError``: ``no_tables``, ``usage``.
    """
    from policyminer.publish.load import read_rows

    _check_groups(ents)
    if tokens not in ("words", "characters"):
        raise PolicyMinerError("usage", f"tokens are words or characters, not {tokens!r}", "to_docbin")
    tables = read_rows(out, ("documents", *GROUPS))
    marks: dict[str, dict[str, list[Mark]]] = {}
    for table in GROUPS:
        for row in tables[table]:
            if row["review_status"] != "wrong":
                marks.setdefault(row["doc_id"], {}).setdefault(table, []).append(_mark(table, row))
    nlp = spacy.blank("zh")
    documents = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID"], store_user_data=True)
    for row in tables["documents"]:
        if not row["text"]:
            continue
        own = {table: marks.get(row["doc_id"], {}).get(table, []) for table in GROUPS}
        doc = nlp.make_doc(row["text"]) if tokens == "characters" else _doc(nlp.vocab, row["text"], own)
        doc.user_data |= {"doc_id": row["doc_id"], "path": row["path"]}
        _annotate(doc, own, ents)
        documents.add(doc)
    if path is not None:
        documents.to_disk(path)
    return documents


def display_options(table: str = "mentions") -> dict[str, Any]:
    """Options of ``displacy.render``: colours for ``style="ent"``, and for ``style="span"`` the group of a table."""
    _check_groups((table,))
    return {"colors": _COLOURS, "spans_key": GROUPS[table]}


def as_html(doc: Doc | Span, tables: Iterable[str] = _WORDS, language: str = "zh") -> str:
    """HTML by displaCy: the text (of a part of a Doc, if a Span is given) with what stands in it in colours.

    ``tables`` are those whose spans are shown, of overlapping ones the longest; ``language`` is that of the labels
    (``zh``, ``en``). Raises ``PolicyMinerError``: ``usage``.
    """
    tables = tuple(tables)
    _check_groups(tables)
    names = _CHINESE if language == "zh" else {}
    first, last = (doc.start_char, doc.end_char) if isinstance(doc, Span) else (0, len(doc.text))
    spans = filter_spans([span for table in tables for span in doc.doc.spans[GROUPS[table]]])
    marks = [
        {"start": s.start_char - first, "end": s.end_char - first, "label": names.get(s.label_, s.label_)}
        for s in spans
        if first <= s.start_char and s.end_char <= last
    ]
    colours = {names.get(label, label): colour for label, colour in _COLOURS.items()}
    shown = {"text": doc.text, "ents": marks, "title": None}
    return str(displacy.render(shown, style="ent", manual=True, jupyter=False, options={"colors": colours}))


def _check_groups(tables: Iterable[str]) -> None:
    unknown = [table for table in tables if table not in GROUPS]
    if unknown:
        raise PolicyMinerError("usage", "this table gives no spans", unknown[0], "one of " + ", ".join(GROUPS))


def _mark(table: str, row: dict[str, Any]) -> Mark:
    label = row[_LABELS[table]] if table in _LABELS else _NAMES[table]
    return row["start"], row["end"], label, row.get("entity_id") or ""


def _retokenized(doc: Doc, marks: dict[str, list[Mark]]) -> Doc:
    """The same text in words that respect what was found, with all else that the Doc carries."""
    new = _doc(doc.vocab, doc.text, marks)
    new.user_data |= doc.user_data
    new.cats = dict(doc.cats)
    new._context = doc._context  # what ``nlp.pipe(…, as_tuples=True)`` gives back
    return new


def _doc(vocab: Any, text: str, marks: dict[str, list[Mark]]) -> Doc:
    names = [(start, end) for start, end, _, _ in marks["mentions"]]
    edges = {edge for table in _WORDS for mark in marks[table] for edge in mark[:2]}
    ranges = _cut(split_words(text, names), sorted(edges))
    words, spaces = get_words_and_spaces([w for a, b in ranges if (w := text[a:b]).strip()], text)
    return Doc(vocab, words=words, spaces=spaces)


def _cut(ranges: Iterable[Range], edges: Sequence[int]) -> list[Range]:
    """Words cut at the edges inside them: also a name that holds another (安康市 in 安康市教育局)."""
    found: list[Range] = []
    for start, end in ranges:
        inside = edges[bisect_right(edges, start) : bisect_right(edges, end - 1)]
        found += zip((start, *inside), (*inside, end), strict=True)
    return found


def _annotate(doc: Doc, marks: dict[str, list[Mark]], ents: Iterable[str]) -> None:
    for table, found in marks.items():
        spans = (doc.char_span(a, b, label=label, kb_id=k, alignment_mode="expand") for a, b, label, k in found)
        doc.spans[GROUPS[table]] = [span for span in spans if span is not None]
    entities: list[Span] = [span for table in ents for span in doc.spans[GROUPS[table]]]
    doc.ents = filter_spans(entities)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


if not Doc.has_extension("facts"):
    Doc.set_extension("facts", default=None)
if not Language.has_factory("policyminer"):
    Language.factory(
        "policyminer",
        default_config={"rules": [], "packs": [], "ents": ["mentions"], "retokenize": True},
        func=make,
    )
