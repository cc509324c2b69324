"""The tables of one snapshot as compact plain data for the page.

A packed table is ``{"n": rows, "columns": {name: values}}``; a column of few distinct texts is ``{"of": texts,
"at": positions}``. Columns without any value are left out. Dates are ISO texts, offsets are code points of
``documents.text``. What can be cut from that text is left out as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyminer.publish.load import load
from policyminer.publish.snapshot import read_manifest, resolve

if TYPE_CHECKING:
    import pandas as pd

#: Tables of the whole corpus, for the views that compare documents.
CORPUS_TABLES = ("documents", "indicators", "events", "partnerships", "checks", "derived", "progress")
#: Tables that only the view of one document shows.
LAYER_TABLES = ("sections", "mentions", "dates", "quantities", "citations", "instruments", "blocks", "removed")
#: Columns that the text, the row of the document, or the name of the table give anyway.
_LEFT_OUT = {
    "documents": {"text", "sha256"},
    "indicators": {"title", "issuer", "date_issued", "path"},
    "mentions": {"text"},
    "dates": {"text"},
    "quantities": {"text"},
    "citations": {"text"},
    "instruments": {"text", "cue"},
}
_REGION_ENDS = ("省", "市", "县", "区", "旗", "州", "盟")
#: An event is a whole item of text; its first characters name it.
_EVENT_CHARS = 160
#: Characters kept to either side of a quote, so that a review finds it again.
CONTEXT_CHARS = 20

Packed = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageData:
    """What the page shows.

    ``corpus`` are packed tables by name; ``documents`` are (``doc_id``, its text and packed layers) in the order of
    the table; ``regions`` are names by administrative code; ``snapshot`` and ``rules`` say which tables they are.
    """

    snapshot: str
    rules: str
    version: str
    corpus: dict[str, Packed]
    documents: tuple[tuple[str, dict[str, Any]], ...]
    regions: dict[str, str]
    partnerships: tuple[dict[str, Any], ...]


def read_tables(out: str | Path) -> PageData:
    """Read a snapshot. Raises ``PolicyMinerError`` (``no_tables``)."""
    snapshot = resolve(out)
    manifest = read_manifest(snapshot)
    tables = load(snapshot, (*CORPUS_TABLES, *LAYER_TABLES, "entities"))
    quantities = tables["quantities"]
    tables["quantities"] = quantities[quantities["code"].isna()]  # the others are indicators
    documents = records(tables["documents"])
    texts = {row["doc_id"]: row["text"] or "" for row in documents}
    corpus = {name: pack(_rows(tables[name], name, texts)) for name in CORPUS_TABLES}
    layers = {name: _by_document(_rows(tables[name], name, texts)) for name in LAYER_TABLES}
    payloads = tuple(
        (doc_id, {"text": text, "tables": {name: pack(rows.get(doc_id, ())) for name, rows in layers.items()}})
        for doc_id, text in texts.items()
    )
    return PageData(
        snapshot=snapshot.name,
        rules=str(manifest.get("rules", ""))[:12],
        version=str(manifest.get("policyminer", "")),
        corpus=corpus,
        documents=payloads,
        regions=_region_names(records(tables["entities"]), records(tables["indicators"])),
        partnerships=tuple(records(tables["partnerships"])),
    )


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain values: missing ones are ``None``, whole numbers ``int``, dates ISO texts."""
    columns = {name: [_plain(v) for v in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def pack(rows: Sequence[dict[str, Any]]) -> Packed:
    """Rows as columns.

    >>> pack([{"kind": "a", "n": 1}, {"kind": "a", "n": None}, {"kind": "a", "n": 3}])
    {'n': 3, 'columns': {'kind': {'of': ['a'], 'at': [0, 0, 0]}, 'n': [1, None, 3]}}
    """
    columns: dict[str, Any] = {}
    for name in rows[0] if rows else ():
        values = [row[name] for row in rows]
        if any(v is not None and v != [] for v in values):
            columns[name] = _column(values)
    return {"n": len(rows), "columns": columns}


def select(packed: Packed, wanted: set[str]) -> Packed:
    """The rows of a packed table whose ``doc_id`` is one of ``wanted``."""
    return pack([row for row in unpack(packed) if row["doc_id"] in wanted])


def unpack(packed: Packed) -> Iterator[dict[str, Any]]:
    """The rows of a packed table, without the columns that have no value."""
    columns = {
        name: [None if i is None else c["of"][i] for i in c["at"]] if isinstance(c, dict) else c
        for name, c in packed["columns"].items()
    }
    for values in zip(*columns.values(), strict=True):
        yield dict(zip(columns, values, strict=True))


def with_context(packed: Packed, texts: dict[str, str]) -> Packed:
    """A packed table with its quotes and the words before and after, for a page that does not hold the texts."""
    rows = list(unpack(packed))
    for row in rows:
        text, start, end = texts[row["doc_id"]], row["start"], row["end"]
        row["quote"] = text[start:end]
        row["before"], row["after"] = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
    return pack(rows)


def _region_names(entities: list[dict[str, Any]], indicators: list[dict[str, Any]]) -> dict[str, str]:
    """Names by code: of regions that are named, and of those that are only subjects (全区 in a report)."""
    subjects = Counter((r["adcode"], r["subject"]) for r in indicators if r["adcode"] and r["subject"])
    ranked = sorted(subjects, key=lambda pair: (subjects[pair], pair))
    names = {adcode: subject for adcode, subject in ranked if subject.endswith(_REGION_ENDS)}
    return names | {r["adcode"]: r["name"] for r in entities if r["type"] == "region" and r["adcode"]}


def _rows(frame: pd.DataFrame, name: str, texts: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of a table with their number in it, cut down to what the page needs."""
    numbers = frame.index.tolist()
    frame = frame[[c for c in frame.columns if c not in _LEFT_OUT.get(name, ())]]
    rows = [{"row": int(number), **row} for number, row in zip(numbers, records(frame), strict=True)]
    if name == "events":
        for row in rows:
            row["text"] = row["text"][:_EVENT_CHARS]
    if name == "instruments":
        for row in rows:
            row["cue"] = texts[row["doc_id"]][row["cue_start"] : row["cue_end"]]
    return rows


def _by_document(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.pop("doc_id"), []).append(row)
    return found


def _column(values: list[Any]) -> Any:
    texts = [v for v in values if isinstance(v, str)]
    distinct = dict.fromkeys(texts)
    if not texts or len(distinct) * 2 > len(texts):
        return values
    place = {text: i for i, text in enumerate(distinct)}
    return {"of": list(distinct), "at": [None if v is None else place[v] for v in values]}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else value
    if value is None or isinstance(value, str | int | bool):
        return value
    return [str(v) for v in value]
