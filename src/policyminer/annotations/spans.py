"""Gold as annotation tools have it: labelled spans with attributes, relations between spans, and what neither holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from policyminer.annotations.gold import Annotated, Gold, Row
from policyminer.model import PolicyMinerError

MENTION_TYPES = ("university", "school", "region", "agency", "person")
#: The label of each other layer.
LABELS = {
    "dates": "date",
    "quantities": "quantity",
    "not_quantities": "not_quantity",
    "citations": "citation",
    "events": "event",
}
ALL_LABELS = (*MENTION_TYPES, *LABELS.values())
RELATIONS = ("signing", "support", "base", "joint")
#: Attributes with few values, which tools offer as a choice.
CHOICES = {
    "bound": ("exact", "over", "at_least", "under", "at_most", "about"),
    "status": ("actual", "target", "rule", "other"),
}
#: One colour for each label; white letters can be read on all of them.
COLOURS = dict(
    zip(
        ALL_LABELS,
        ("#1f5fa8", "#2e7d52", "#8a5a00", "#7b3fa0", "#b0305c", "#00707a", "#b34700", "#6b6b6b", "#4a5b8c", "#5d4037"),
        strict=True,
    )
)
_LAYER = {label: layer for layer, label in LABELS.items()} | dict.fromkeys(MENTION_TYPES, "mentions")
#: What a row of a layer cannot be without.
_NEEDED = {
    "quantities": ("low", "high", "bound", "unit", "status"),
    "events": ("type",),
    "citations": ("title",),
}
_DEFAULTS: dict[str, Row] = {
    "mentions": {},
    "dates": {"from": None, "to": None},
    "quantities": {"measure": None, "code": None, "subject": [], "from": None, "to": None, "per": None},
    "not_quantities": {},
    "events": {"from": None, "to": None, "participants": [], "place": None},
    "citations": {"number": None},
}


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled range of code points; ``attributes`` are the columns of its gold row that are no place."""

    label: str
    start: int
    end: int
    attributes: Row = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two spans, by their numbers."""

    type: str
    head: int
    tail: int


@dataclass(frozen=True, slots=True)
class Markup:
    """A document for an annotation tool; ``rest`` is gold that is no span and no relation."""

    name: str
    text: str
    spans: tuple[Span, ...]
    relations: tuple[Relation, ...]
    rest: Gold


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that came back, with what could not be taken."""

    document: Annotated
    lost: tuple[str, ...] = ()


def as_markup(document: Annotated) -> Markup:
    """Gold to spans and relations; a partnership between names that are not marked stays in ``rest``."""
    gold = document.gold
    spans = [
        Span(row["type"] if layer == "mentions" else LABELS[layer], row["start"], row["end"], _attributes(layer, row))
        for layer in _DEFAULTS
        for row in gold.get(layer, ())
    ]
    first: dict[str, int] = {}
    for number, span in enumerate(spans):
        if span.label in MENTION_TYPES:
            first.setdefault(span.attributes.get("name") or document.text[span.start : span.end], number)
    relations, unmarked = [], []
    for row in gold.get("partnerships", ()):
        ends = first.get(row["university"]), first.get(row["partner"])
        if None in ends or row["relation"] not in RELATIONS:
            unmarked.append(row)
        else:
            relations.append(Relation(row["relation"], int(ends[0] or 0), int(ends[1] or 0)))
    rest = {k: v for k, v in gold.items() if k not in (*_DEFAULTS, "partnerships")}
    rest |= {"layers": [k for k in (*_DEFAULTS, "partnerships") if k in gold], "partnerships": unmarked}
    return Markup(document.name, document.text, tuple(spans), tuple(relations), rest)


def as_gold(markup: Markup) -> Imported:
    """Spans and relations to gold. A new span without the values that its layer needs is left out, and said."""
    rest = dict(markup.rest)
    unmarked, layers = rest.pop("partnerships", []), rest.pop("layers", [])
    gold: Gold = {"doc": rest.pop("doc", f"{markup.name}.txt"), "chars": len(markup.text)} | rest
    gold |= {layer: [] for layer in (*_DEFAULTS, "partnerships") if layer in layers}
    lost = []
    for span in markup.spans:
        layer = _LAYER.get(span.label)
        quote = markup.text[span.start : span.end]
        place = f"{markup.name} [{span.start}:{span.end}] {span.label} {quote!r}"
        if layer is None:
            lost.append(f"{place}: unknown label")
            continue
        missing = [name for name in _NEEDED.get(layer, ()) if name not in span.attributes]
        if missing:
            lost.append(f"{place}: no {', '.join(missing)}")
            continue
        gold.setdefault(layer, []).append(_row(layer, span, quote))
    pairs = []
    for relation in markup.relations:
        head, tail = (markup.spans[i] for i in (relation.head, relation.tail))
        if head.label != "university" and tail.label == "university":
            head, tail = tail, head
        names = [s.attributes.get("name") or markup.text[s.start : s.end] for s in (head, tail)]
        row = {"university": names[0], "partner": names[1], "relation": relation.type}
        if row not in pairs:
            pairs.append(row)
    if pairs or unmarked or "partnerships" in layers:
        gold["partnerships"] = [*pairs, *(row for row in unmarked if row not in pairs)]
    return Imported(Annotated(markup.name, markup.text, gold), tuple(lost))


def checked(markup: Markup, where: str) -> Markup:
    """The same, when all its ranges lie in its text. Raises ``PolicyMinerError`` (``bad_annotations``)."""
    for span in markup.spans:
        if not 0 <= span.start < span.end <= len(markup.text):
            raise PolicyMinerError("bad_annotations", f"[{span.start}:{span.end}] does not lie in the text", where)
    return markup


def key(span: Span) -> str:
    """Names a span among those of its document."""
    return f"{span.start}:{span.end}:{span.label}"


def to_utf16(text: str) -> Sequence[int]:
    """The UTF-16 offset of every code point, and of the end."""
    offsets, at = [], 0
    for character in text:
        offsets.append(at)
        at += 2 if ord(character) > 0xFFFF else 1
    return [*offsets, at]


def from_utf16(text: str) -> dict[int, int]:
    """The code point that begins at each UTF-16 offset."""
    return {offset: i for i, offset in enumerate(to_utf16(text))}


def safe_name(name: str) -> str:
    """A name without what leads out of a folder."""
    return re.sub(r"[/\\\0]", "_", name) or "document"


def _attributes(layer: str, row: Row) -> Row:
    left_out = {"text", "start", "end"} | ({"type"} if layer == "mentions" else set())
    return {name: value for name, value in row.items() if name not in left_out}


def _row(layer: str, span: Span, quote: str) -> Row:
    place: Row = {"start": span.start, "end": span.end}
    if layer != "events":
        place["text"] = quote
    kind: Row = {"type": span.label} if layer == "mentions" else {}
    defaults: dict[str, Any] = {k: list(v) if isinstance(v, list) else v for k, v in _DEFAULTS[layer].items()}
    if layer == "mentions":
        defaults = {"name": quote}
    return place | kind | defaults | span.attributes
