"""One document's result as columns: what a worker writes and a snapshot is put together from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import pyarrow as pa

from policyminer.model import Indicator, PolicyMinerError, Quantity, Removed, Result, Token
from policyminer.publish.schema import DOCUMENT_TABLES, part_schema

#: The columns of a table by name, all of one length.
Columns = dict[str, list[Any]]

#: A replacement character: bytes that could not be decoded stood here.
LOST = "\ufffd"

#: Columns of ``indicators`` that are not the quantity's own: of the indicator, and of the document.
_INDICATOR_COLUMNS = ("indicator", "task", "adcode", "university", "evidence")
_JOINED_COLUMNS = ("title", "issuer", "date_issued", "path")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be mined; ``sha256`` is null when its bytes could not be read either."""

    doc_id: str
    path: str
    sha256: str | None
    code: str
    message: str


def result_columns(result: Result) -> dict[str, Columns]:
    """What one document gives to every table, in reading order."""
    document = _document(result)
    tables = {
        "documents": {name: [value] for name, value in document.items()},
        "tokens": _tokens(result.tokens),
        "indicators": _indicators(result.indicators, document),
        "removed": _removed(result.removed),
    }
    for name in DOCUMENT_TABLES:
        if name not in tables:
            tables[name] = _columns(getattr(result, name), _own_columns(name))
    return {name: _with_doc_id(result.doc_id, tables[name]) for name in DOCUMENT_TABLES}


def failure_columns(failure: Failure) -> dict[str, Columns]:
    """The one row of a document that failed."""
    row = {
        "doc_id": failure.doc_id,
        "path": failure.path,
        "sha256": failure.sha256,
        "status": "failed",
        "error_code": failure.code,
        "error": failure.message,
        "warnings": (),
        "pilots": (),
    }
    return {"documents": {c: [row.get(c)] for c in part_schema("documents").names}}


def status_of(result: Result) -> str:
    """``partial`` when something of the document may be lost: the reader warned, or characters were replaced."""
    return "partial" if result.document.warnings or LOST in result.document.text else "ok"


def batches(tables: dict[str, Columns]) -> dict[str, pa.RecordBatch]:
    """Arrow batches by table, with the part schema; empty tables are left out.

    Raises ``PolicyMinerError`` (``bad_row``) for a null in a required column: better a failed document than a
    table that breaks its promise.
    """
    return {name: _batch(name, columns) for name, columns in tables.items() if columns["doc_id"]}


def _batch(name: str, columns: Columns) -> pa.RecordBatch:
    arrays = []
    for column, type_, is_text, nullable in _fields(name):
        values = columns[column]
        if is_text and "" in values:  # missing is null, never the empty string
            values = [value or None for value in values]
        empty = values[0] is None and values.count(None) == len(values)
        array = pa.nulls(len(values), type_) if empty else pa.array(values, type_)
        if not nullable and array.null_count:
            raise PolicyMinerError("bad_row", f"{name}.{column} is missing in {array.null_count} row(s)")
        arrays.append(array)
    return pa.RecordBatch.from_arrays(arrays, schema=part_schema(name))


@cache
def _fields(name: str) -> list[tuple[str, pa.DataType, bool, bool]]:
    """Name, type, whether it is text and whether it can be null of every column of a table."""
    return [(f.name, f.type, f.type == pa.string(), f.nullable) for f in part_schema(name)]


@cache
def _own_columns(name: str) -> tuple[str, ...]:
    return tuple(c for c in part_schema(name).names if c != "doc_id")


def _columns(rows: tuple[Any, ...], names: tuple[str, ...]) -> Columns:
    """The attributes of many objects by name, several names at least."""
    if not rows:
        return {name: [] for name in names}
    return dict(zip(names, map(list, zip(*map(attrgetter(*names), rows), strict=True)), strict=True))


def _with_doc_id(doc_id: str, columns: Columns) -> Columns:
    rows = len(next(iter(columns.values())))
    return {"doc_id": [doc_id] * rows} | columns


def _document(result: Result) -> dict[str, Any]:
    document = result.document
    own = {
        "path": document.path,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "chars": len(document.text),
        "text": document.text,
        "status": status_of(result),
        "warnings": document.warnings,
        "pilots": result.pilots,
    }
    return {c: own[c] if c in own else getattr(result.metadata, c, None) for c in _own_columns("documents")}


def _tokens(tokens: tuple[Token, ...]) -> Columns:
    columns = _columns(tokens, ("word", "pos", "count"))
    total = sum(columns["count"])
    return columns | {"tf": [count / total for count in columns["count"]]}


def _removed(removed: tuple[Removed, ...]) -> Columns:
    columns = _columns(removed, ("reason", "locator", "chars", "text"))
    return {"ordinal": list(range(len(removed)))} | columns


def _indicators(indicators: tuple[Indicator, ...], document: dict[str, Any]) -> Columns:
    columns = _columns(tuple(i.quantity for i in indicators), tuple(Quantity.__dataclass_fields__))
    columns |= _columns(indicators, _INDICATOR_COLUMNS)
    return columns | {c: [document[c]] * len(indicators) for c in _JOINED_COLUMNS}
