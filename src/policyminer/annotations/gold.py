"""Gold files: what a careful reader marks in a document, as JSON; `policyminer evaluate` compares tables with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from policyminer.model import PolicyMinerError

Gold = dict[str, Any]
Row = dict[str, Any]

METADATA = ("title", "doc_type", "issuer", "region", "doc_number", "issue_number", "date_issued", "date_published")
#: Layers of a gold file by the table that fills them.
LAYERS = ("mentions", "dates", "quantities", "events", "partnerships", "citations")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document's text with its gold; ``name`` names its file, without a suffix."""

    name: str
    text: str
    gold: Gold


def annotated(out: str | Path) -> Iterator[Annotated]:
    """The documents of a snapshot that have text, their rows as gold; rows that a reviewer found wrong are left out.

    Raises ``PolicyMinerError`` (``no_tables``).
    """
    documents, rows = read_rows(out)
    names = file_names(row["path"] for row in documents)
    for document in documents:
        own = {layer: [r for r in rows[layer].get(document["doc_id"], []) if stands(r)] for layer in LAYERS}
        yield Annotated(names[document["path"]], document["text"], gold_of(document, own))


def read_rows(out: str | Path) -> tuple[list[Row], dict[str, dict[str, list[Row]]]]:
    """The documents with text, and the rows of every layer by document."""
    from policyminer.publish.load import read_rows as rows_of_tables

    tables = rows_of_tables(out, ("documents", *LAYERS))
    rows: dict[str, dict[str, list[Row]]] = {layer: {} for layer in LAYERS}
    for layer in LAYERS:
        for row in tables[layer]:
            rows[layer].setdefault(row["doc_id"], []).append(row)
    return [row for row in tables["documents"] if row["text"]], rows


def stands(row: Row) -> bool:
    """Whether no reviewer found the row wrong."""
    return bool(row["review_status"] != "wrong")


def gold_of(document: Row, rows: dict[str, list[Row]]) -> Gold:
    """The gold file that would call these rows perfect; only the layers of ``rows`` are in it."""
    gold: Gold = {"doc": PurePosixPath(document["path"]).name, "chars": len(document["text"])}
    gold["metadata"] = {name: _plain(document[name]) for name in METADATA}
    return gold | {layer: [_TURNED[layer](row) for row in rows[layer]] for layer in LAYERS if layer in rows}


def file_names(paths: Iterable[str]) -> dict[str, str]:
    """A file name without suffix for each path: its stem, or all of it where two share one."""
    found = list(paths)
    stems = [PurePosixPath(path).stem for path in found]
    return {p: s if stems.count(s) == 1 else p.replace("/", "__") for p, s in zip(found, stems, strict=True)}


def new_folder(folder: str | Path) -> Path:
    """Make a folder for files. Raises ``PolicyMinerError`` (``folder_not_empty``) when something is in it."""
    path = Path(folder)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise PolicyMinerError("folder_not_empty", "something is there already", str(folder), "name a new folder")
    path.mkdir(parents=True, exist_ok=True)
    return path


def write_gold(folder: Path, documents: Iterable[Annotated]) -> None:
    """Write ``NAME.json`` for each document."""
    for document in documents:
        text = json.dumps(document.gold, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{document.name}.json").write_text(text, encoding="utf-8")


def read_gold(path: Path) -> Gold:
    """A gold file. Raises ``PolicyMinerError`` (``bad_gold``)."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "doc" not in gold:
            raise ValueError("no object with a `doc`")
    except ValueError as error:
        raise PolicyMinerError("bad_gold", f"this is no gold file: {error}", str(path)) from error
    return gold


def _mention(row: Row) -> Row:
    own = {"region": ("adcode",), "person": ("role", "org")}.get(row["type"], ())
    return _place(row) | {name: row[name] for name in ("type", "name", *own)}


def _date(row: Row) -> Row:
    return _place(row) | _period(row)


def _quantity(row: Row) -> Row:
    values = ("low", "high", "bound", "unit", "measure", "status", "code")
    subject = {"subject": [row["subject"]] if row["subject"] else []}
    return _place(row) | {name: row[name] for name in values} | subject | _period(row) | {"per": row["per"]}


def _event(row: Row) -> Row:
    place = {name: row[name] for name in ("start", "end", "type")}
    return place | _period(row) | {"participants": row["participants"], "place": row["place"]}


def _partnership(row: Row) -> Row:
    return {name: row[name] for name in ("university", "partner", "relation")}


def _citation(row: Row) -> Row:
    return _place(row) | {name: row[name] for name in ("title", "number")}


_TURNED: dict[str, Callable[[Row], Row]] = {
    "mentions": _mention,
    "dates": _date,
    "quantities": _quantity,
    "events": _event,
    "partnerships": _partnership,
    "citations": _citation,
}


def _place(row: Row) -> Row:
    return {name: row[name] for name in ("text", "start", "end")}


def _period(row: Row) -> Row:
    return {"from": _plain(row["date_from"]), "to": _plain(row["date_to"])}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
