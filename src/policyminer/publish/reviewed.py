"""Rows as reviewers left them: what they decided is laid over the program's rows, and can be taken off again.

A row keeps the program's values of the columns that a review changed in ``machine_values``. So a snapshot gives back
what the program had found, and a run that takes rows over applies today's decisions to them and not yesterday's.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from policyminer.publish.columns import Batches
from policyminer.publish.later import by_document
from policyminer.publish.schema import (
    CORPUS_COLUMNS,
    REVIEW_COLUMNS,
    REVIEWED_TABLES,
    TABLES,
    arrow_schema,
    part_schema,
)

Row = dict[str, Any]
WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Edit:
    """What reviewers made of a row: a ``status``, a note, and the ``values`` that its columns must have."""

    status: str
    note: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edits:
    """Edits by table, document id and place of the row among the document's rows of the table.

    ``added`` are rows that the program had not, by table and document id; their ``machine_values`` say so.
    """

    rows: Mapping[str, Mapping[str, Mapping[int, Edit]]] = field(default_factory=dict)
    added: Mapping[str, Mapping[str, list[Row]]] = field(default_factory=dict)


def reviewed(batches: Batches, edits: Edits) -> Batches:
    """The same batches with the columns of reviews."""

    def each(table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        own = edits.rows.get(table, {})
        if table not in REVIEWED_TABLES:
            yield from batches(table, columns)
        elif table in edits.added or own or columns is None:
            added = edits.added.get(table)
            made = _with_added(batches, table, own, added) if added else _edited(batches(table), table, own)
            yield from made if columns is None else (batch.select(columns) for batch in made)
        else:
            found = [name for name in columns if name not in REVIEW_COLUMNS]
            schema = pa.schema([arrow_schema(table).field(name) for name in columns])
            for batch in batches(table, found):
                nothing = pa.nulls(len(batch), pa.string())
                arrays = [nothing if name in REVIEW_COLUMNS else batch.column(name) for name in columns]
                yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    return each


def standing(batches: Batches) -> Batches:
    """The same batches without the rows that reviewers found wrong."""

    def each(table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        if table not in REVIEWED_TABLES:
            yield from batches(table, columns)
            return
        for batch in batches(table, columns if columns is None else [*dict.fromkeys([*columns, "review_status"])]):
            kept = batch
            if batch.column("review_status").null_count < len(batch):
                kept = batch.filter(pc.not_equal(batch.column("review_status"), WRONG).fill_null(True))
            yield kept if columns is None else kept.select(columns)

    return each


def rows_of(batches: Iterable[pa.RecordBatch], doc_ids: Collection[str]) -> dict[str, list[tuple[int, Row]]]:
    """The rows of some documents by document, each with its number in the table."""
    wanted = pa.array(sorted(doc_ids), pa.string())
    found: dict[str, list[tuple[int, Row]]] = {}
    before = 0
    for batch in batches:
        numbers = pc.indices_nonzero(pc.is_in(batch.column("doc_id"), wanted))
        for number, row in zip(numbers.to_pylist(), batch.take(numbers).to_pylist(), strict=True):
            found.setdefault(row["doc_id"], []).append((before + number, row))
        before += len(batch)
    return found


def machine_columns(table: str) -> list[str]:
    """The columns to read of a published table for :func:`as_mined`."""
    return [*part_schema(table).names, *(("machine_values",) if table in REVIEWED_TABLES else ())]


def as_mined(batch: pa.RecordBatch, table: str) -> pa.RecordBatch:
    """A batch of a snapshot (with :func:`machine_columns`) as the program had it, with the part schema."""
    schema = part_schema(table)
    if table not in REVIEWED_TABLES or batch.column("machine_values").null_count == len(batch):
        return batch.select(schema.names).cast(schema)
    rows = [row for row in batch.to_pylist() if _restore(row, table)]
    return pa.RecordBatch.from_pylist(rows, schema=schema)


def as_json(values: Mapping[str, Any]) -> str:
    """Values of columns as the text that ``machine_values`` holds."""
    plain = {name: v.isoformat() if isinstance(v, date) else v for name, v in values.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def from_json(table: str, text: str) -> Row:
    """The values of columns that :func:`as_json` wrote."""
    types = {c.name: c.type for c in TABLES[table].columns}
    return {n: date.fromisoformat(v) if v and types[n] == "date32" else v for n, v in json.loads(text).items()}


def _restore(row: Row, table: str) -> bool:
    """Put the program's values back; false for a row that it had not (a column that is never null was)."""
    text = row.pop("machine_values")
    if text is not None:
        values = from_json(table, text)
        row |= values
        return not any(values.get(c.name, c) is None for c in TABLES[table].columns if c.required)
    return True


def _edited(
    batches: Iterable[pa.RecordBatch], table: str, edits: Mapping[str, Mapping[int, Edit]]
) -> Iterator[pa.RecordBatch]:
    ids = pa.array(sorted(edits), pa.string())
    seen = dict.fromkeys(edits, 0)  # rows of a document in earlier batches
    for batch in batches:
        if not edits or not pc.any(pc.is_in(batch.column("doc_id"), ids)).as_py():
            yield _unjudged(batch, table)
            continue
        for doc_id, part in by_document(iter([batch])):
            if doc_id not in edits:
                yield _unjudged(part, table)
                continue
            rows = part.to_pylist()
            for number, row in enumerate(rows, seen[doc_id]):
                row |= _judged(row, table, edits[doc_id].get(number))
            seen[doc_id] += len(rows)
            yield pa.RecordBatch.from_pylist(rows, schema=_schema(table))


def _with_added(
    batches: Batches, table: str, edits: Mapping[str, Mapping[int, Edit]], added: Mapping[str, list[Row]]
) -> Iterator[pa.RecordBatch]:
    """Edited rows and added ones in reading order; documents in their order."""
    own = by_document(_edited(batches(table), table, edits))
    ahead = next(own, None)
    for batch in batches("documents"):
        for doc_id in batch.column("doc_id").to_pylist():
            parts = []
            while ahead is not None and ahead[0] == doc_id:
                parts.append(ahead[1])
                ahead = next(own, None)
            if doc_id in added:
                rows = [row for part in parts for row in part.to_pylist()] + added[doc_id]
                rows.sort(key=lambda row: int(row["start"]))
                parts = [pa.RecordBatch.from_pylist(rows, schema=_schema(table))]
            yield from parts


def _judged(row: Row, table: str, edit: Edit | None) -> Row:
    if edit is None:
        return dict.fromkeys(REVIEW_COLUMNS)
    changed = {name: value for name, value in edit.values.items() if row[name] != value}
    before = as_json({name: row[name] for name in changed}) if changed else None
    return changed | {"review_status": edit.status, "review_note": edit.note, "machine_values": before}


def _unjudged(batch: pa.RecordBatch, table: str) -> pa.RecordBatch:
    nothing = pa.nulls(len(batch), pa.string())
    schema = _schema(table)
    columns = [nothing if name in REVIEW_COLUMNS else batch.column(name) for name in schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _schema(table: str) -> pa.Schema:
    """The published schema without what only the corpus can fill."""
    fields = arrow_schema(table)
    left_out = set(CORPUS_COLUMNS[table]) - set(REVIEW_COLUMNS)
    return pa.schema([field for field in fields if field.name not in left_out])
