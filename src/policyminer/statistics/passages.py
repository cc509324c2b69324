"""Passages of documents as ranges: sections, sentences and clauses of what is text, without boilerplate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import regex

from policyminer.folding import fold
from policyminer.model import PolicyMinerError
from policyminer.statistics.groups import Tables, readable

#: Where a unit ends, in folded text; a comma between digits and a colon of the time are no ends.
_CLOSING = r"[”’\")]*"
_ENDS = {
    "statement": regex.compile(rf"[。!?]+{_CLOSING}"),
    "sentence": regex.compile(rf"[。!?;]+{_CLOSING}"),
    "clause": regex.compile(rf"(?:[。!?;]+|,(?!\d{{3}})|:(?!\d)){_CLOSING}"),
}
UNITS = ("section", *_ENDS)
#: Kinds of section whose first line is a heading of its own, and those in which every line stands alone.
_HEADED = {"item", "note", "article"}
_LINES = {"table", "imprint"}
_LEFT_OUT = {"boilerplate"}
#: What may stand around a passage without being part of it.
_EDGE = " \t\r\n\u3000\u00a0*■★☆●◆▲◇○#"
COLUMNS = ("doc_id", "start", "end", "section_id", "kind")


def passages(tables: Tables, unit: str = "sentence") -> pd.DataFrame:
    """Ranges of ``unit`` in reading order: ``doc_id``, ``start``, ``end``, ``section_id`` and ``kind`` of the section.

    ``statement`` ends with 。！？, ``sentence`` also with ；, ``clause`` also with ， and ：; ``section`` is what an
    outline node holds itself, without the nodes below it. Boilerplate is left out. Needs ``documents`` and
    ``sections``. Raises ``PolicyMinerError`` (``unknown_unit``).
    """
    if unit not in UNITS:
        raise PolicyMinerError("unknown_unit", "there is no such unit", unit, f"one of {', '.join(UNITS)}")
    texts = dict(zip(*(readable(tables)[c] for c in ("doc_id", "text")), strict=True))
    found: list[tuple[str, int, int, str, str]] = []
    for doc_id, own in tables["sections"].groupby("doc_id", sort=False):
        if doc_id not in texts:
            continue
        text = texts[doc_id]
        folded = fold(text)
        for section_id, kind, start, end in _own_ranges(own):
            for a, b in _cut(folded, start, end, unit, kind):
                a, b = _trim(text, a, b)
                if a < b:
                    found.append((str(doc_id), a, b, section_id, kind))
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame.sort_values(["doc_id", "start"], key=_in_order(tables), kind="stable", ignore_index=True)


def texts_of(tables: Tables, found: pd.DataFrame) -> list[str]:
    """The characters of each row's range, without blanks, line ends and ``**`` marks."""
    texts = dict(zip(*(tables["documents"][c] for c in ("doc_id", "text")), strict=True))
    rows = zip(found["doc_id"], found["start"], found["end"], strict=True)
    return [said(texts[doc_id][a:b]) for doc_id, a, b in rows]


def said(text: str) -> str:
    """A passage in one piece: without blanks, line ends and ``**`` marks."""
    return "".join(text.replace("**", "").split())


def within(inner: pd.DataFrame, outer: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The position in ``outer`` of the range in which each row of ``inner`` begins, −1 for none."""
    documents = {doc_id: n for n, doc_id in enumerate(dict.fromkeys(outer["doc_id"]))}
    width = 1 + max(int(outer["end"].max() if len(outer) else 0), int(inner["start"].max() if len(inner) else 0))
    at = inner["doc_id"].map(documents).fillna(-1).to_numpy(np.int64) * width + inner["start"].to_numpy(np.int64)
    base = outer["doc_id"].map(documents).to_numpy(np.int64) * width
    starts, ends = base + outer["start"].to_numpy(np.int64), base + outer["end"].to_numpy(np.int64)
    order = np.argsort(starts, kind="stable")
    found = np.searchsorted(starts[order], at, side="right") - 1
    if not len(order):
        return np.full(len(inner), -1, dtype=np.int64)
    position = order[np.maximum(found, 0)]
    return np.where((found >= 0) & (at < ends[position]), position, -1)


def _in_order(tables: Tables) -> Callable[[pd.Series[Any]], pd.Series[Any]]:
    """The sort key that puts documents in the order of their table."""
    order = {doc_id: n for n, doc_id in enumerate(tables["documents"]["doc_id"])}
    return lambda column: column.map(order) if column.name == "doc_id" else column


def _own_ranges(sections: pd.DataFrame) -> Iterator[tuple[str, str, int, int]]:
    """(section_id, kind, start, end) of the stretches of each section that lie in no section below it."""
    below: dict[str, list[tuple[int, int]]] = {}
    columns = ("section_id", "parent_id", "kind", "start", "end")
    rows = list(zip(*(sections[c].tolist() for c in columns), strict=True))
    for _, parent, _, start, end in rows:
        if isinstance(parent, str):
            below.setdefault(parent, []).append((start, end))
    for section_id, _, kind, start, end in rows:
        if kind in _LEFT_OUT:
            continue
        at = start
        for a, b in sorted(below.get(section_id, ())):
            if at < a:
                yield section_id, kind, at, a
            at = max(at, b)
        if at < end:
            yield section_id, kind, at, end


def _cut(folded: str, start: int, end: int, unit: str, kind: str) -> Iterator[tuple[int, int]]:
    """The units of a stretch; a line end inside a paragraph is a broken line and no end."""
    if unit == "section":
        yield start, end
        return
    ends = {mark.end() for mark in _ENDS[unit].finditer(folded, start, end)}
    lines = [n for n in range(start, end) if folded[n] == "\n"]
    if kind in _LINES:
        ends |= set(lines)
    elif kind in _HEADED:
        ends |= set(lines[:1])
    at = start
    for here in sorted(ends | {end}):
        if at < here:
            yield at, here
            at = here


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end
