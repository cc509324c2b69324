"""Decisions as gold: what reviewers found right, with their corrections, for the documents they have judged.

A review judges what the program found and cannot say what it missed. Such gold therefore measures precision; its
recall is an upper bound. Each file says so under ``review``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policyminer.annotations.gold import (
    LAYERS,
    Annotated,
    Gold,
    Row,
    file_names,
    gold_of,
    new_folder,
    read_rows,
    stands,
    write_gold,
)
from policyminer.model import PolicyMinerError

_MEANING = "rows that the program found, judged by reviewers; what it missed is not known"


@dataclass(frozen=True, slots=True)
class Exported:
    """How many documents have a layer judged to the end, and in how many others some rows are judged."""

    whole: int
    partial: int


def review_gold(out: str | Path, folder: str | Path, *, partial: bool = False) -> Exported:
    """Write a gold file for each document that has a layer of which every row is judged.

    Only such layers stand in the file, so that `evaluate` scores nothing that nobody looked at. With ``partial`` the
    rows that are judged in the other layers stand under ``review``, ``judged``, where nothing scores them, and
    documents with no other rows are written as well. Metadata are not judged, and not in the file.

    Raises ``PolicyMinerError``: ``no_tables``, ``no_gold``, ``folder_not_empty``.
    """
    documents, rows = read_rows(out)
    names = file_names(document["path"] for document in documents)
    found: list[Annotated] = []
    whole = 0
    for document in documents:
        own = {layer: rows[layer].get(document["doc_id"], []) for layer in LAYERS}
        gold = _gold(document, own, partial)
        if gold is not None:
            found.append(Annotated(names[document["path"]], document["text"], gold))
            whole += any(layer in gold for layer in LAYERS)
    if not found:
        hint = "judge every row of a layer of a document, or export with --partial"
        raise PolicyMinerError("no_gold", "no document has a layer that is judged to the end", str(out), hint)
    write_gold(new_folder(folder), found)
    return Exported(whole, len(found) - whole)


def _gold(document: Row, rows: dict[str, list[Row]], partial: bool) -> Gold | None:
    judged = {layer: [row for row in found if row["review_status"]] for layer, found in rows.items()}
    whole = [layer for layer in LAYERS if rows[layer] and len(judged[layer]) == len(rows[layer])]
    some = [layer for layer in LAYERS if judged[layer] and layer not in whole] if partial else []
    if not whole and not some:
        return None
    gold = gold_of(document, {layer: list(filter(stands, judged[layer])) for layer in (*whole, *some)})
    del gold["metadata"]
    counts = {layer: len(judged[layer]) for layer in (*whole, *some)}
    review: Gold = {"meaning": _MEANING, "rows_judged": counts}
    if some:
        review["judged"] = {layer: gold.pop(layer) for layer in some}
    return gold | {"review": review}
