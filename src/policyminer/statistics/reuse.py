"""Who copied whom: the clauses of one document aligned with those of another."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from policyminer.statistics.extra import needed
from policyminer.statistics.groups import Tables, find_document, paths, readable
from policyminer.statistics.masking import Clause, clauses_of
from policyminer.statistics.passages import said
from policyminer.statistics.similarity import sharing, shingles_of

RELATIONS = ("kept", "adapted", "changed", "new", "dropped")
#: Likeness (0 to 1) from which a clause is taken for a changed one; measured, see docs/statistics.md.
LEAST_ALIKE = 0.7
#: Clauses compared at a time, which bounds memory.
_BLOCK = 500
_CLAUSE_COLUMNS = (
    "relation", "parent", "parent_start", "parent_end", "doc_id", "start", "end", "alike", "parent_text", "text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    """Positions of a parent's and a child's clause, null when there is none, their relation and likeness (0 to 1)."""

    parent: int | None
    child: int | None
    relation: str
    alike: float


def compare_clauses(tables: Tables, parent: str, child: str, least: float = LEAST_ALIKE) -> pd.DataFrame:
    """Every clause of both documents, in the child's order, then what it dropped.

    ``parent`` and ``child`` are ids or paths (or unique parts of them). ``relation`` is ``kept`` (the same characters),
    ``adapted`` (the same but for names, numbers and dates), ``changed`` (``least`` alike or more, 0 to 1), ``new``
    (the child's alone) or ``dropped`` (the parent's alone). ``doc_id``, ``start``, ``end`` are the child's place,
    ``parent``, ``parent_start``, ``parent_end`` the parent's. A clause is paired once at most. Raises
    ``PolicyMinerError`` (``unknown_id``, ``ambiguous_id``, ``library_missing``).
    """
    parent_id, child_id = find_document(tables, parent), find_document(tables, child)
    clauses = clauses_of(tables)
    a, b = clauses[parent_id], clauses[child_id]
    texts = dict(zip(*(tables["documents"][c] for c in ("doc_id", "text")), strict=True))
    rows: list[tuple[object, ...]] = []
    for pair in _align(a, b, least):
        one = a[pair.parent] if pair.parent is not None else None
        two = b[pair.child] if pair.child is not None else None
        rows.append((pair.relation, *_place(one, parent_id), *_place(two, child_id), pair.alike, *(
            said(texts[c.doc_id][c.start : c.end]) if c else None for c in (one, two)
        )))  # fmt: skip
    found = pd.DataFrame(rows, columns=list(_CLAUSE_COLUMNS))
    places = ["parent_start", "parent_end", "start", "end"]
    return found.astype(dict.fromkeys(places, "Int64"))


def compare_pairs(
    tables: Tables, parent: str | None = None, child: str | None = None, least: float = LEAST_ALIKE
) -> pd.DataFrame:
    """One row for a pair of documents: ``parent``, ``child``, their paths, ``because``, counts and shares.

    Without ``parent`` and ``child`` the pairs are those that share runs of eight characters (no set phrases) or of
    which one cites the other; with one of them, all documents are compared with it. The parent is the cited one, else
    the earlier one, else that of the higher level, else the first (``because``: ``cited``, ``date``, ``level``,
    ``order``, or ``given``). ``kept`` to ``dropped`` count clauses; ``kept_share`` to ``new_share`` are shares of the
    child's characters. Nearest copies first. Raises as ``compare_clauses``.
    """
    clauses = clauses_of(tables)
    names = paths(tables)
    rows = []
    for parent_id, child_id, because in _pairs(tables, parent, child):
        a, b = clauses[parent_id], clauses[child_id]
        if a and b:
            pairs = _align(a, b, least)
            counts = {r: sum(p.relation == r for p in pairs) for r in RELATIONS}
            size = sum(len(c.plain) for c in b)
            shares = {
                f"{r}_share": sum(len(b[p.child].plain) for p in pairs if p.relation == r and p.child is not None)
                / size
                for r in RELATIONS[:-1]
            }
            row = {"parent": parent_id, "child": child_id}
            row |= {"parent_path": names[parent_id], "child_path": names[child_id], "because": because}
            rows.append(row | {"parent_clauses": len(a), "child_clauses": len(b)} | counts | shares)
    if not rows:
        return pd.DataFrame(columns=["parent", "child", "parent_path", "child_path", "because", *RELATIONS])
    found = pd.DataFrame(rows)
    order = found.assign(_new=found["new_share"]).sort_values(["_new", "parent_path", "child_path"], kind="stable")
    return order.drop(columns="_new").reset_index(drop=True)


def _align(parent: Sequence[Clause], child: Sequence[Clause], least: float) -> list[_Pair]:
    """Pair clauses: the same ones first, then from the most alike down; what is left is new or dropped."""
    taken_a: set[int] = set()
    taken_b: dict[int, _Pair] = {}
    for relation, key in (("kept", "plain"), ("adapted", "masked")):
        places: dict[str, list[int]] = {}
        for n, clause in enumerate(parent):
            if n not in taken_a and (relation == "kept" or clause.telling):
                places.setdefault(getattr(clause, key), []).append(n)
        for m, clause in enumerate(child):
            same = places.get(getattr(clause, key))
            if m not in taken_b and same:
                n = same.pop(0)
                taken_a.add(n)
                taken_b[m] = _Pair(n, m, relation, 1.0)
    for score, n, m in _alike(parent, child, taken_a, taken_b, least):
        if n not in taken_a and m not in taken_b:
            taken_a.add(n)
            taken_b[m] = _Pair(n, m, "changed", score / 100)
    found = [taken_b.get(m, _Pair(None, m, "new", 0.0)) for m in range(len(child))]
    return found + [_Pair(n, None, "dropped", 0.0) for n in range(len(parent)) if n not in taken_a]


def _alike(
    parent: Sequence[Clause], child: Sequence[Clause], taken_a: Container[int], taken_b: Container[int], least: float
) -> list[tuple[float, int, int]]:
    """(likeness, parent, child) of the clauses left over, most alike first; of equals those that stand alike."""
    with needed("rapidfuzz"):
        from rapidfuzz import fuzz, process
    left_a = [n for n in range(len(parent)) if n not in taken_a and parent[n].telling]
    left_b = [m for m in range(len(child)) if m not in taken_b and child[m].telling]
    found: list[tuple[float, int, int]] = []
    texts = [child[m].masked for m in left_b]
    for at in range(0, len(left_a), _BLOCK):
        block = left_a[at : at + _BLOCK]
        scores = process.cdist([parent[n].masked for n in block], texts, scorer=fuzz.ratio, score_cutoff=100 * least)
        for i, j in zip(*np.nonzero(scores), strict=True):
            found.append((float(scores[i, j]), block[i], left_b[j]))
    lengths = max(len(parent), 1), max(len(child), 1)
    return sorted(found, key=lambda f: (-f[0], abs(f[1] / lengths[0] - f[2] / lengths[1]), f[1], f[2]))


def _place(clause: Clause | None, doc_id: str) -> tuple[str, int | None, int | None]:
    return (doc_id, clause.start, clause.end) if clause else (doc_id, None, None)


def _pairs(tables: Tables, parent: str | None, child: str | None) -> Iterator[tuple[str, str, str]]:
    """(parent, child, because) of the pairs to compare."""
    ids = readable(tables)["doc_id"].tolist()
    if parent or child:
        parents = [find_document(tables, parent)] if parent else ids
        children = [find_document(tables, child)] if child else ids
        yield from ((a, b, "given") for a in parents for b in children if a != b)
        return
    cites = {
        (child_id, parent_id)
        for child_id, parent_id in zip(*(tables["citations"][c] for c in ("doc_id", "cited_doc_id")), strict=True)
        if isinstance(parent_id, str) and parent_id != child_id
    }
    place = {doc_id: n for n, doc_id in enumerate(ids)}
    cited = {tuple(sorted((place[a], place[b]))) for a, b in cites if a in place and b in place}
    documents = readable(tables).set_index("doc_id")
    for a, b in sorted({*sharing(shingles_of(tables, ids)), *((x, y) for x, y in cited)}):
        yield _direction(documents, ids[a], ids[b], cites)


def _direction(documents: pd.DataFrame, a: str, b: str, cites: set[tuple[str, str]]) -> tuple[str, str, str]:
    """(parent, child, because) of two documents."""
    if ((b, a) in cites) != ((a, b) in cites):
        return (a, b, "cited") if (b, a) in cites else (b, a, "cited")
    days = [day if isinstance(day := documents.at[i, "date_issued"], date) else None for i in (a, b)]
    if days[0] is not None and days[1] is not None and days[0] != days[1]:
        return (a, b, "date") if days[0] < days[1] else (b, a, "date")
    ranks = [_rank(documents.at[i, "region"]) for i in (a, b)]
    if ranks[0] is not None and ranks[1] is not None and ranks[0] != ranks[1]:
        return (a, b, "level") if ranks[0] < ranks[1] else (b, a, "level")
    return a, b, "order"


def _rank(adcode: object) -> int | None:
    """0 for the country, 1 province, 2 city, 3 county, by the zeros at the end of its code."""
    return 3 - (len(adcode) - len(adcode.rstrip("0"))) // 2 if isinstance(adcode, str) else None
