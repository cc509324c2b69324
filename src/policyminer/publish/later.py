"""Checks that need the whole corpus: totals against later documents, one figure in several, the order of issues."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from policyminer.publish.columns import Batches
from policyminer.publish.schema import arrow_schema
from policyminer.publish.series import Series, Value

_ISSUE_COLUMNS = ("doc_id", "issuer", "issue_number", "date_issued")

#: The kinds of check that are made here and no document has by itself.
CORPUS_CHECKS = ("same_in_documents", "later_total", "issue_order")


def checks_with_later(batches: Batches, told: Series, stocks: frozenset[str]) -> Iterator[pa.RecordBatch]:
    """The checks of every document with those of the corpus behind them, in document order.

    ``told`` are the values of the corpus, ``stocks`` the codes of indicators that count what there is.
    """
    later: dict[str, list[dict[str, Any]]] = {}
    for (code, subject, *_), values in told["actual"].items():
        for row in _compare(code, subject, values, code in stocks):
            later.setdefault(row["doc_id"], []).append(row)
    for row in _issues(batches("documents", _ISSUE_COLUMNS)):
        later.setdefault(row["doc_id"], []).append(row)
    yield from _merged(batches, later)


def _compare(code: str, subject: str, values: list[Value], stock: bool) -> Iterator[dict[str, Any]]:
    """A running total does not fall; a stock told for one day by two documents is one figure."""
    groups: dict[tuple[str | None, bool], list[Value]] = {}
    for value in values:
        if value.as_of is not None and value.bound in ("exact", "over", "at_least"):
            groups.setdefault((value.coverage, value.scope == "cumulative"), []).append(value)
    for (_, running), group in groups.items():
        ordered = sorted(group, key=lambda v: (v.as_of or date.min, v.place, v.start))
        for earlier, later in itertools.pairwise(ordered):
            if earlier.doc_id == later.doc_id:
                continue
            agrees = earlier.low == later.low
            if stock and (agrees or earlier.as_of == later.as_of):
                detail = f"{code} of {subject}: a stock told in two documents ({earlier.quantity_id})"
                yield _row("same_in_documents", later, f"{earlier.low:.10g}", agrees, detail)
            elif running:
                agrees = later.high >= earlier.low
                detail = f"{code} of {subject}: a running total does not fall ({earlier.quantity_id})"
                yield _row("later_total", later, f">= {earlier.low:.10g}", agrees, detail)


def _row(kind: str, later: Value, expected: str, agrees: bool, detail: str) -> dict[str, Any]:
    return {
        "doc_id": later.doc_id,
        "kind": kind,
        "start": later.start,
        "end": later.end,
        "expected": expected,
        "found": f"{later.low:.10g}",
        "ok": True if agrees else None,
        "detail": detail,
        "verdict": "pass" if agrees else "warn",
        "found_start": later.start,
        "found_end": later.end,
    }


def _issues(batches: Iterator[pa.RecordBatch]) -> Iterator[dict[str, Any]]:
    """Issues of one bulletin of one year: the higher number is not the older."""
    series: dict[tuple[str, int], list[tuple[int, Any, str]]] = {}
    for batch in batches:
        columns = (batch.column(c).to_pylist() for c in _ISSUE_COLUMNS)
        for doc_id, issuer, number, issued in zip(*columns, strict=True):
            if issuer and number is not None and issued is not None:
                series.setdefault((issuer, issued.year), []).append((number, issued, doc_id))
    for (issuer, _), issues in series.items():
        for (number, issued, _), (later, later_issued, doc_id) in itertools.pairwise(sorted(issues)):
            if later == number:
                continue
            agrees = later_issued >= issued
            yield {
                "doc_id": doc_id,
                "kind": "issue_order",
                "start": 0,
                "end": 1,
                "expected": f">= {issued}",
                "found": str(later_issued),
                "ok": True if agrees else None,
                "detail": f"issue {later} of {issuer} after issue {number}",
                "verdict": "pass" if agrees else "warn",
            }


def _merged(batches: Batches, later: dict[str, list[dict[str, Any]]]) -> Iterator[pa.RecordBatch]:
    """Own checks of a document first, then those of the corpus; documents in their order."""
    if not later:
        yield from batches("checks")
        return
    schema = arrow_schema("checks")
    own = batches("checks")
    left = next(own, None)
    for batch in batches("documents", ["doc_id"]):
        doc_ids = batch.column("doc_id").to_pylist()
        place_of = {doc_id: place for place, doc_id in enumerate(doc_ids)}
        parts: list[pa.RecordBatch] = []
        places: list[int] = []
        while left is not None:
            found = [place_of.get(doc_id, -1) for doc_id in left.column("doc_id").to_pylist()]
            end = found.index(-1) if -1 in found else len(found)
            parts.append(left.slice(0, end))
            places += found[:end]
            if end < len(found):
                left = left.slice(end)
                break
            left = next(own, None)
        rows = [
            row
            for doc_id in doc_ids
            if doc_id in later
            for row in sorted(later[doc_id], key=lambda r: (r["start"], r["kind"], r["detail"]))
        ]
        parts.append(pa.RecordBatch.from_pylist(rows, schema=schema))
        places += [place_of[row["doc_id"]] for row in rows]
        # the sort is stable: what a document has by itself stays in front
        ordered = pa.Table.from_batches(parts, schema).take(pc.sort_indices(pa.array(places, pa.int64())))
        yield from ordered.combine_chunks().to_batches()


def by_document(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Batches cut where another document begins, with its id."""
    for batch in batches:
        ids = batch.column("doc_id")
        start = 0
        for end in pc.run_end_encode(ids).run_ends.to_pylist() if len(ids) else ():
            yield ids[start].as_py(), batch.slice(start, end - start)
            start = end
