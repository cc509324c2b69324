"""Expectations: what a refresh must hold before readers see it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from policyminer.model import PolicyMinerError
from policyminer.publish.schema import TABLES

EXPECTATIONS = "expectations.toml"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one table, or the rows of one indicator, must hold.

    ``at_least`` and ``at_most`` bound the number of rows, ``low`` and ``high`` every value; ``share_of_last`` is the
    least share of the rows of the snapshot before.
    """

    where: str
    table: str
    code: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    low: float | None = None
    high: float | None = None
    share_of_last: float | None = None

    @property
    def about(self) -> str:
        """The table, and the code if there is one."""
        return f"{self.table} {self.code}" if self.code else self.table


_KEYS = set(Expectation.__dataclass_fields__) - {"where"}


def read_expectations(folders: Sequence[Path]) -> list[Expectation]:
    """The expectations of all rule folders.

    Raises ``PolicyMinerError`` (``bad_rules``) naming file, entry and field.
    """
    found = []
    for folder in folders:
        path = folder / EXPECTATIONS
        if path.is_file():
            found += _read(path)
    return found


def _read(path: Path) -> list[Expectation]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyMinerError("bad_rules", f"not valid TOML: {error}", str(path)) from None
    unknown = sorted(set(data) - {"expect"})
    if unknown:
        raise PolicyMinerError("bad_rules", f"unknown key {unknown[0]!r}", str(path), "write [[expect]] tables")
    return [_entry(entry, f"{path}: expect {number}") for number, entry in enumerate(data.get("expect", []), 1)]


def _entry(entry: dict[str, object], where: str) -> Expectation:
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise PolicyMinerError("bad_rules", f"unknown key {unknown[0]!r}", where, "one of " + ", ".join(sorted(_KEYS)))
    table = entry.get("table")
    if table not in TABLES:
        raise PolicyMinerError("bad_rules", f"table: there is no table {table!r}", where)
    code = entry.get("code")
    if code is not None and (not isinstance(code, str) or "code" not in TABLES[str(table)].column_names):
        raise PolicyMinerError("bad_rules", f"code: the table {table} has no such column", where)
    numbers = {key: value for key, value in entry.items() if key not in ("table", "code")}
    for key, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise PolicyMinerError("bad_rules", f"{key}: {value!r} is no number", where)
    if not numbers:
        raise PolicyMinerError("bad_rules", "nothing is expected", where, "at_least, at_most, low, high, share_of_last")
    return Expectation(where=where, table=str(table), code=code, **numbers)  # type: ignore[arg-type]


def unmet(expectations: Sequence[Expectation], tables: Path, last: Path | None) -> list[str]:
    """What tonight's tables do not hold, a line each."""
    problems = []
    for expected in expectations:
        rows = _count(expected, tables)
        if expected.at_least is not None and rows < expected.at_least:
            problems.append(f"{expected.about}: {rows} rows, at least {expected.at_least} expected")
        if expected.at_most is not None and rows > expected.at_most:
            problems.append(f"{expected.about}: {rows} rows, at most {expected.at_most} expected")
        if expected.share_of_last is not None and last is not None:
            before = _count(expected, last)
            if rows < expected.share_of_last * before:
                problems.append(f"{expected.about}: {rows} rows after {before}, less than {expected.share_of_last:.0%}")
        if expected.low is not None or expected.high is not None:
            outside = _outside(expected, tables)
            problems += [f"{expected.about}: {n} value(s) {side}" for side, n in sorted(outside.items())]
    return problems


def _filters(expected: Expectation) -> list[tuple[str, str, str]] | None:
    return [("code", "=", expected.code)] if expected.code else None


def _count(expected: Expectation, snapshot: Path) -> int:
    column = "code" if expected.code else TABLES[expected.table].column_names[0]
    rows: int = pq.read_table(snapshot / expected.table, columns=[column], filters=_filters(expected)).num_rows
    return rows


def _outside(expected: Expectation, tables: Path) -> Counter[str]:
    table = pq.read_table(tables / expected.table, columns=["low", "high"], filters=_filters(expected))
    found: Counter[str] = Counter()
    if expected.low is not None:
        found[f"below {expected.low:g}"] = sum(v < expected.low for v in table.column("low").to_pylist())
    if expected.high is not None:
        found[f"above {expected.high:g}"] = sum(v > expected.high for v in table.column("high").to_pylist())
    return Counter({side: n for side, n in found.items() if n})
