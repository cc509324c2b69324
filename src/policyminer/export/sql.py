"""Questions in SQL about published tables, answered by DuckDB in memory, shut off from files and the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from policyminer.export.export import demand_library
from policyminer.export.views import possible_views
from policyminer.model import PolicyMinerError
from policyminer.publish.load import datasets

#: Rows fetched at once.
_FETCH = 5_000
#: Kinds of statements that only read; MULTI is PIVOT, which DuckDB takes apart.
_READING = ("SELECT", "EXPLAIN", "MULTI")


@dataclass(frozen=True, slots=True)
class Answer:
    """Column names, no two alike, and rows as Python values: text, numbers, dates, lists, None."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def ask(out: str | Path, question: str) -> Answer:
    """Answer one SQL query over the tables of ``out`` and the views of ``views.VIEWS``.

    Nothing can be written, and no file or address opened. Raises ``PolicyMinerError``: ``library_missing``,
    ``no_tables``, ``bad_sql``.
    """
    demand_library("duckdb", "sql")
    import duckdb

    connection = duckdb.connect(
        ":memory:", config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    )
    tables = datasets(out)
    for name, dataset in tables.items():
        connection.register(name, dataset)
    for view in possible_views(tables):
        connection.execute(f"CREATE VIEW {view.name} AS {view.query}")
    for setting in ("enable_external_access=false", "python_enable_replacements=false", "lock_configuration=true"):
        connection.execute(f"SET {setting}")
    try:
        statements = connection.extract_statements(question)
        if len(statements) != 1 or statements[0].type.name not in _READING:
            raise PolicyMinerError("bad_sql", "this is not one query", question, "one SELECT; nothing can be written")
        connection.execute(statements[0])
    except duckdb.Error as error:
        raise _refused(error, [*tables, *(view.name for view in possible_views(tables))]) from None
    return Answer(_distinct([column[0] for column in connection.description or ()]), _rows(connection))


def _refused(error: Exception, tables: list[str]) -> PolicyMinerError:
    """What DuckDB says, in one line."""
    said = " ".join(str(error).split())
    return PolicyMinerError("bad_sql", said, "", f"tables: {', '.join(tables)}; columns: policyminer schema")


def _rows(connection: Any) -> Iterator[tuple[Any, ...]]:
    while rows := connection.fetchmany(_FETCH):
        for row in rows:
            yield tuple(_plain(value) for value in row)


def _plain(value: Any) -> Any:
    """A value that JSON can hold: no decimals, no infinities."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    return value


def _distinct(names: list[str]) -> tuple[str, ...]:
    """Names without repetition: a join gives two ``doc_id``, the second is ``doc_id_2``."""
    found: list[str] = []
    for name in names:
        number, own = 2, name
        while own in found:
            own, number = f"{name}_{number}", number + 1
        found.append(own)
    return tuple(found)
