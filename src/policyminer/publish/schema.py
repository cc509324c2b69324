"""The published tables: every column, its type and what it means. The one source of truth.

Field metadata carries ``title_zh`` (a short Chinese title), ``zh`` and ``en`` (descriptions), so that a Parquet file
explains itself. A column that is ``required`` is never null; a text column is never empty.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa

from policyminer.model import PolicyMinerError
from policyminer.publish import tables_facts, tables_text
from policyminer.publish.columns import Table, review

#: Every table by name: those of the contract in its order, then our own.
TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        tables_text.DOCUMENTS,
        tables_text.SECTIONS,
        tables_text.TOKENS,
        tables_text.MENTIONS,
        tables_text.ENTITIES,
        tables_text.DATES,
        tables_facts.QUANTITIES,
        tables_facts.INDICATORS,
        tables_facts.EVENTS,
        tables_facts.PARTNERSHIPS,
        tables_text.CITATIONS,
        tables_facts.CHECKS,
        tables_facts.INSTRUMENTS,
        tables_facts.DERIVED,
        tables_facts.PROGRESS,
        tables_text.BLOCKS,
        tables_text.REMOVED,
    )
}

#: Columns that reviewers fill.
REVIEW_COLUMNS = tuple(c.name for c in review())

#: Tables whose rows reviewers judge.
REVIEWED_TABLES = tuple(name for name, table in TABLES.items() if set(REVIEW_COLUMNS) <= set(table.column_names))

#: Columns that no single document can fill: they need the whole corpus, or a reviewer.
CORPUS_COLUMNS: dict[str, tuple[str, ...]] = dict.fromkeys(REVIEWED_TABLES, REVIEW_COLUMNS) | {
    "tokens": ("tfidf",),
    "citations": ("cited_doc_id", *REVIEW_COLUMNS),
}

#: Tables that only the whole corpus fills.
CORPUS_TABLES = ("entities", "progress")

#: Tables that a single document fills.
DOCUMENT_TABLES: tuple[str, ...] = tuple(name for name in TABLES if name not in CORPUS_TABLES)


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The published Arrow schema of a table."""
    return TABLES[name].schema


@cache
def part_schema(name: str) -> pa.Schema:
    """The schema of what one document gives: the published one without the columns of the corpus."""
    left_out = CORPUS_COLUMNS.get(name, ())
    return pa.schema([c.field for c in TABLES[name].columns if c.name not in left_out])


def table_names(name: str | None = None) -> tuple[str, ...]:
    """All tables, or the one that is named. Raises ``PolicyMinerError`` (``unknown_table``)."""
    if name is None:
        return tuple(TABLES)
    if name not in TABLES:
        raise PolicyMinerError("unknown_table", "there is no such table", name, "one of " + ", ".join(TABLES))
    return (name,)


def describe(name: str) -> dict[str, Any]:
    """A table as plain data, for ``policyminer schema --json``."""
    table = TABLES[name]
    columns = [
        {"name": c.name, "type": c.type, "required": c.required, "title_zh": c.title_zh, "zh": c.zh, "en": c.en}
        for c in table.columns
    ]
    about = {"name": name, "title_zh": table.title_zh, "zh": table.zh, "en": table.en, "ids": list(table.ids)}
    return {**about, "columns": columns}
