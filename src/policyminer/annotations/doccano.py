"""doccano: one JSON object a line, for a project of sequence labelling with relations.

doccano counts UTF-16 units (its issue 2290), so that characters beyond the first plane count twice. It has no
attributes: they stand in the column ``policyminer``, which doccano keeps as metadata and gives back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policyminer.annotations.spans import (
    ALL_LABELS,
    COLOURS,
    Markup,
    Relation,
    Span,
    checked,
    from_utf16,
    key,
    safe_name,
    to_utf16,
)
from policyminer.model import PolicyMinerError

FILE, LABELS_FILE = "annotations.jsonl", "labels.json"
_COLUMN = "policyminer"


def write(folder: Path, documents: Iterable[Markup]) -> None:
    """Write ``annotations.jsonl`` and ``labels.json`` (span labels to import into the project)."""
    with (folder / FILE).open("w", encoding="utf-8") as file:
        for number, document in enumerate(documents, 1):
            file.write(json.dumps(_record(document, number), ensure_ascii=False) + "\n")
    labels = [{"text": n, "background_color": COLOURS[n], "text_color": "#ffffff"} for n in ALL_LABELS]
    (folder / LABELS_FILE).write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Iterator[Markup]:
    """Read what doccano exported: a JSONL file, or a folder with ``annotations.jsonl``.

    Raises ``PolicyMinerError`` (``bad_annotations``).
    """
    file = path / FILE if path.is_dir() else path
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            where = f"{file} line {number}"
            try:
                yield checked(_markup(json.loads(line), number), where)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise PolicyMinerError("bad_annotations", f"not what doccano exports: {error!r}", where) from error


def _record(document: Markup, number: int) -> dict[str, Any]:
    units = to_utf16(document.text)
    base = number * 1_000_000  # doccano wants ids that differ over all documents
    entities = [
        {"id": base + i, "label": s.label, "start_offset": units[s.start], "end_offset": units[s.end]}
        for i, s in enumerate(document.spans)
    ]
    relations = [
        {"id": base + i, "from_id": base + r.head, "to_id": base + r.tail, "type": r.type}
        for i, r in enumerate(document.relations)
    ]
    attributes: dict[str, list[Any]] = {}
    for span in document.spans:
        attributes.setdefault(key(span), []).append(span.attributes)
    own = {"name": document.name, "attributes": attributes, "rest": document.rest}
    return {"id": number, "text": document.text, "entities": entities, "relations": relations, _COLUMN: own}


def _markup(record: dict[str, Any], number: int) -> Markup:
    text, own = record["text"], record.get(_COLUMN) or {}
    attributes = {k: list(v) for k, v in own.get("attributes", {}).items()}
    ids: list[Any] = [e.get("id", i) for i, e in enumerate(_entities(record))]
    raw = [(str(e["label"]), int(e["start_offset"]), int(e["end_offset"])) for e in _entities(record)]
    spans = []
    for label, start, end in _code_points(raw, text, attributes):
        waiting = attributes.get(f"{start}:{end}:{label}", [])
        spans.append(Span(label, start, end, waiting.pop(0) if waiting else {}))
    relations = [
        Relation(r["type"], ids.index(r["from_id"]), ids.index(r["to_id"])) for r in record.get("relations", ())
    ]
    name = safe_name(own.get("name") or f"document-{number}")
    return Markup(name, text, tuple(spans), tuple(relations), own.get("rest", {}))


def _entities(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Entities of a relation project, or the ``label`` triples of one without relations."""
    if "entities" in record:
        return list(record["entities"])
    return [{"label": n, "start_offset": a, "end_offset": b} for a, b, n in record.get("label", [])]


def _code_points(
    spans: list[tuple[str, int, int]], text: str, known: dict[str, list[Any]]
) -> list[tuple[str, int, int]]:
    """Spans in code points: read as UTF-16, unless what we know of them fits better without (grapheme projects)."""
    units = from_utf16(text)
    if len(units) == len(text) + 1 and max(units) == len(text):
        return spans
    turned = [(n, units.get(a, a), units.get(b, b)) for n, a, b in spans]
    fits = [sum(f"{a}:{b}:{n}" in known for n, a, b in found) for found in (turned, spans)]
    return turned if fits[0] >= fits[1] else spans
