"""What a refresh changed: facts added, changed and gone between two snapshots, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from policyminer.model import PolicyMinerError
from policyminer.publish.reuse import EarlierRows
from policyminer.publish.schema import TABLES
from policyminer.publish.snapshot import MANIFEST, SNAPSHOTS, read_manifest, resolve

#: Tables of facts that are compared, with the columns that are no part of a fact: ids and places move when text does.
FACTS: dict[str, tuple[str, ...]] = {
    "quantities": ("quantity_id", "section_id", "part_of", "duplicate_of"),
    "events": ("event_id", "attendance_id"),
    "partnerships": (),
    "citations": (),
}
#: Name of the file beside the tables.
CHANGES = "changes"
#: Changes written at once.
_AT_ONCE = 10_000
#: Documents whose rows are read at once.
_DOCUMENTS_AT_ONCE = 200

_FIELDS = ("table", "change", "cause", "path", "doc_id", "text", "columns", "old", "new")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is ``added``, ``changed`` or ``gone``.

    ``cause`` is ``source`` (the document is new, changed or deleted), ``rules``, ``program`` or ``review``. ``columns``
    are those that changed, ``old`` and ``new`` the fact as JSON, null where there is none.
    """

    table: str
    change: str
    cause: str
    path: str
    doc_id: str
    text: str
    columns: tuple[str, ...]
    old: str | None
    new: str | None

    def as_data(self) -> dict[str, Any]:
        """The change as plain data."""
        facts = {name: json.loads(fact) if fact else None for name, fact in (("old", self.old), ("new", self.new))}
        return asdict(self) | {"columns": list(self.columns)} | facts


#: Path, hash and status of a document.
_Source = tuple[str, str | None, str]


def compare(old: Path, new: Path) -> Iterator[Change]:
    """The changes from one snapshot folder to another, by table, then by path and place."""
    before, after = _sources(old), _sources(new)
    why = _cause_of_others(old, new)
    touched = [d for d in {**before, **after} if before.get(d) != after.get(d)]
    wanted = touched if why is None else list({**before, **after})
    wanted.sort(key=lambda d: (after.get(d) or before[d])[0])
    place_of = {doc_id: place for place, doc_id in enumerate(wanted)}
    for table in FACTS:
        columns = _compared(old, new, table)
        if not columns:
            continue
        was, now = (_Facts(EarlierRows(folder, place_of).published(table, columns)) for folder in (old, new))
        for place, doc_id in enumerate(wanted):
            left, came = was.at(place), now.at(place)
            if left != came:
                source = (after.get(doc_id) or before[doc_id])[0]
                cause = "source" if before.get(doc_id) != after.get(doc_id) else why or "program"
                yield from _matched(table, source, doc_id, cause, left, came)


def write_changes(old: Path | None, new: Path) -> Counter[str]:
    """Write the changes since ``old`` beside the tables of the snapshot ``new``; count them by kind.

    The file is no part of what two runs must have in common: it depends on the run before.
    """
    schema = pa.schema([(name, pa.list_(pa.string()) if name == "columns" else pa.string()) for name in _FIELDS])
    folder = new / CHANGES
    folder.mkdir(exist_ok=True)
    changes = compare(old, new) if old is not None else iter(())
    counts: Counter[str] = Counter()
    with pq.ParquetWriter(folder / "part-00000.parquet", schema, compression="zstd") as file:
        while some := list(islice(changes, _AT_ONCE)):
            counts.update(change.change for change in some)
            columns = [[getattr(change, name) for change in some] for name in _FIELDS]
            file.write_table(pa.table(columns, schema=schema))
    return counts


def snapshots_of(out: str | Path, old: str | None, new: str | None) -> tuple[Path, Path]:
    """The two snapshots to compare: by name, else the current one and the one before it.

    Raises ``PolicyMinerError``: ``no_tables``, ``unknown_snapshot``.
    """
    current = resolve(out)
    kept = sorted(p for p in (Path(out) / SNAPSHOTS).glob("*") if (p / MANIFEST).is_file())
    names = {p.name: p for p in kept}
    for wanted in (old, new):
        if wanted is not None and wanted not in names:
            raise PolicyMinerError("unknown_snapshot", "no such snapshot is kept", wanted, "one of " + ", ".join(names))
    later = names[new] if new else current
    earlier = [p for p in kept if p.name < later.name]
    if old is None and not earlier:
        hint = "keep more with `run --keep N`; there are " + ", ".join(names)
        raise PolicyMinerError("unknown_snapshot", "there is no earlier snapshot", later.name, hint)
    return (names[old] if old else earlier[-1]), later


def _cause_of_others(old: Path, new: Path) -> str | None:
    """Why unchanged documents may have other facts: rules, program or decisions of reviewers, or none of them."""
    a, b = read_manifest(old), read_manifest(new)
    if a.get("rules") != b.get("rules"):
        return "rules"
    if a.get("code") != b.get("code"):
        return "program"
    return "review" if a.get("review") != b.get("review") else None


def _sources(snapshot: Path) -> dict[str, _Source]:
    table = pq.read_table(snapshot / "documents", columns=["doc_id", "path", "sha256", "status"])
    doc_ids, *about = (column.to_pylist() for column in table.columns)
    return dict(zip(doc_ids, zip(*about, strict=True), strict=True))


def _compared(old: Path, new: Path, table: str) -> list[str]:
    """The columns of a fact that both snapshots have: an older program may have written fewer."""
    names = TABLES[table].column_names
    offsets = {c for c in names if c.endswith(("_start", "_end"))}
    both = set(_names(old, table)) & set(_names(new, table))
    return [c for c in names if c in both and c not in {*FACTS[table], "start", "end", *offsets}]


def _names(snapshot: Path, table: str) -> list[str]:
    file = next((snapshot / table).glob("*.parquet"), None)
    names: list[str] = pq.read_schema(file).names if file else []
    return names


class _Facts:
    """The facts of documents, asked for in document order: each table is read once, forward."""

    def __init__(self, rows: Iterator[tuple[int, pa.RecordBatch]]) -> None:
        self._documents = groupby(_listed(rows), key=itemgetter(0))
        self._ahead = next(self._documents, None)

    def at(self, place: int) -> list[dict[str, Any]]:
        """The facts of the document with this number; none if the table has none."""
        if self._ahead is None or self._ahead[0] != place:
            return []
        facts = [fact for _, facts in self._ahead[1] for fact in facts]
        self._ahead = next(self._documents, None)
        return facts


def _listed(rows: Iterator[tuple[int, pa.RecordBatch]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The rows as data, of many documents at once: a batch of seven rows costs as much as one of seven hundred."""
    while some := list(islice(rows, _DOCUMENTS_AT_ONCE)):
        facts = iter(pa.Table.from_batches([batch for _, batch in some]).to_pylist())
        for place, batch in some:
            yield place, list(islice(facts, len(batch)))


def _matched(
    table: str, path: str, doc_id: str, cause: str, was: list[dict[str, Any]], now: list[dict[str, Any]]
) -> Iterator[Change]:
    """Equal facts cancel out; of the rest, one of the same characters has changed."""
    before = [(_json(fact), fact) for fact in was]
    after = [(_json(fact), fact) for fact in now]
    left = _without(before, after)
    for text, new in _without(after, before):
        found = next((i for i, (_, old) in enumerate(left) if _quote(old) == _quote(new)), None)
        if found is None:
            yield Change(table, "added", cause, path, doc_id, _quote(new), (), None, text)
            continue
        old_text, old = left.pop(found)
        columns = tuple(c for c in new if new[c] != old[c])
        yield Change(table, "changed", cause, path, doc_id, _quote(new), columns, old_text, text)
    for text, old in left:
        yield Change(table, "gone", cause, path, doc_id, _quote(old), (), text, None)


#: A fact with its JSON.
_Told = tuple[str, dict[str, Any]]


def _without(facts: list[_Told], others: list[_Told]) -> list[_Told]:
    counts = Counter(text for text, _ in others)
    kept = []
    for text, fact in facts:
        if counts[text]:
            counts[text] -= 1
        else:
            kept.append((text, fact))
    return kept


def _quote(row: dict[str, Any]) -> str:
    return str(row.get("text") or row.get("evidence") or "")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=_plain).encode
