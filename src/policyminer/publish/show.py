"""Find a published row by its id and the passage it stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from policyminer.model import PolicyMinerError
from policyminer.publish.schema import TABLES, arrow_schema
from policyminer.publish.snapshot import resolve

#: Where an id is looked for, in this order; the first table that has it is shown.
_ID_COLUMNS = (
    ("indicators", "quantity_id"),
    ("quantities", "quantity_id"),
    ("events", "event_id"),
    ("sections", "section_id"),
    ("entities", "entity_id"),
)
_NUMBERED = re.compile(r"(?P<table>[a-z]+):(?P<row>\d+)")
#: A shorter piece of a document id would name many by chance.
_SHORTEST_PREFIX = 3
#: A passage is its sentence, but no more than this to either side.
_CONTEXT_CHARS = 120
_SENTENCE_ENDS = "。！？!?\n"
_MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Passage:
    """Source text around a range: ``marked`` are the characters of the fact."""

    before: str
    marked: str
    after: str
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of a table, missing columns left out, and its passage when it has one."""

    table: str
    row: dict[str, Any]
    passage: Passage | None


def show(out: str | Path, wanted: str) -> list[Shown]:
    """The rows that ``wanted`` names.

    It is the id of a quantity, event, section or entity, a document id or its beginning, or ``table:row`` (``dates:0``
    is the first row of ``dates``). An entity comes with its first mentions. Raises ``PolicyMinerError``: ``no_tables``,
    ``unknown_table``, ``unknown_id``, ``ambiguous_id``.
    """
    snapshot = resolve(out)
    numbered = _NUMBERED.fullmatch(wanted)
    if numbered and numbered["table"] in TABLES:
        return [_shown(snapshot, numbered["table"], _row(snapshot, numbered["table"], int(numbered["row"]), wanted))]
    for table, column in _ID_COLUMNS:
        rows = _where(snapshot, table, pc.field(column) == wanted)
        if rows:
            shown = [_shown(snapshot, table, row) for row in rows]
            if table == "entities":
                mentions = _where(snapshot, "mentions", pc.field("entity_id") == wanted)
                shown += [_shown(snapshot, "mentions", row) for row in mentions]
            return shown
    return [_shown(snapshot, "documents", _document(snapshot, wanted))]


def document_text(out: str | Path, doc_id: str) -> tuple[str, str]:
    """Path and text of a document. Raises ``PolicyMinerError``: ``no_tables``, ``unknown_id``."""
    row = _document(resolve(out), doc_id)
    return row["path"], row["text"] or ""


def passage(text: str, start: int, end: int, path: str) -> Passage:
    """The sentence around a range, cut at ``_CONTEXT_CHARS``.

    >>> passage("一句。安排经费125万元，已到位。三句。", 7, 12, "a.txt")
    Passage(before='安排经费', marked='125万元', after='，已到位。', path='a.txt', start=7, end=12)
    """
    low = max(0, start - _CONTEXT_CHARS)
    begin = max((text.rfind(c, low, start) + 1 for c in _SENTENCE_ENDS), default=low)
    high = min(len(text), end + _CONTEXT_CHARS)
    closed = bool(text[start:end]) and text[end - 1] in _SENTENCE_ENDS
    stops = [] if closed else [i + 1 for c in _SENTENCE_ENDS if (i := text.find(c, end, high)) >= 0]
    finish = end if closed else min(stops, default=high)
    return Passage(text[max(low, begin) : start].lstrip(), text[start:end], text[end:finish].rstrip(), path, start, end)


def _shown(snapshot: Path, table: str, row: dict[str, Any]) -> Shown:
    present = {
        k: v for k, v in row.items() if v is not None and k != "evidence" and not (k == "text" and "start" in row)
    }
    if table == "documents":
        present.pop("text", None)
    if "start" not in row:
        return Shown(table, present, None)
    (document,) = _where(snapshot, "documents", pc.field("doc_id") == row["doc_id"])
    return Shown(table, present, passage(document["text"], row["start"], row["end"], document["path"]))


def _document(snapshot: Path, wanted: str) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    if len(wanted) >= _SHORTEST_PREFIX:
        rows = _where(snapshot, "documents", pc.starts_with(pc.field("doc_id"), wanted))
    if not rows:
        hint = "give a quantity_id, event_id, section_id, entity_id, doc_id, or table:row such as dates:0"
        raise PolicyMinerError("unknown_id", "no row has this id", wanted, hint)
    if len(rows) > 1:
        raise PolicyMinerError("ambiguous_id", f"{len(rows)} documents begin with this", wanted, "give more of the id")
    return rows[0]


def _row(snapshot: Path, table: str, number: int, wanted: str) -> dict[str, Any]:
    dataset = _dataset(snapshot, table)
    rows = dataset.count_rows()
    if number >= rows:
        raise PolicyMinerError("unknown_id", f"{table} has {rows} rows, counted from 0", wanted)
    row: dict[str, Any] = dataset.take(pa.array([number])).to_pylist()[0]
    return row


def _where(snapshot: Path, table: str, condition: Any) -> list[dict[str, Any]]:
    found = _dataset(snapshot, table).scanner(filter=condition).head(_MOST_ROWS)
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def _dataset(snapshot: Path, table: str) -> Any:
    return ds.dataset(snapshot / table, schema=arrow_schema(table), format="parquet")
