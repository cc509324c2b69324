"""The rows of today's tables that decisions are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policyminer.publish.columns import Batches
from policyminer.publish.reviewed import Row, rows_of
from policyminer.review.decisions import CORRECTED, JUDGED, RIGHT, WRONG, Decision
from policyminer.review.place import AMBIGUOUS, Place

#: Layers in which a row that overlaps the quote is the same fact read with other edges (近400名, 400名).
_OF_ONE_PLACE = ("quantities", "dates")
_NUMBERED = re.compile(r"[a-z]+:(?P<row>\d+)")

NO_DOCUMENT = "the document is not among the tables"
NO_ROW = "the program finds nothing on these characters"
OTHER_VALUES = "the program finds other values than those that were judged, and the document may say so: judge it again"


@dataclass(frozen=True, slots=True)
class Text:
    """A document of the tables, as far as placing needs it."""

    doc_id: str
    path: str
    sha256: str | None
    text: str
    row: Row


@dataclass(frozen=True, slots=True)
class Located:
    """A decision and its row: ``number`` is the row's place among the document's rows of the layer.

    ``current`` are the program's values of the judged columns now. Without a row ``why`` tells the reason.
    """

    decision: Decision
    text: Text | None = None
    number: int = -1
    current: Row | None = None
    moved: bool = False
    why: str = ""

    @property
    def truth(self) -> Row:
        """The values of the judged columns as the reviewer wants them."""
        machine = self.decision.machine if self.decision.machine is not None else self.current
        return dict(machine or {}) | dict(self.decision.values)

    @property
    def holds(self) -> bool:
        """Whether the decision is about what the program finds now.

        With the same bytes of the document other values come from the program, and what was found right or corrected
        stays true; a row found wrong was another one. Of a changed document the judged values must still be there.
        """
        if self.decision.machine is None or self.current is None or self.current == self.decision.machine:
            return True
        if self.decision.verdict == WRONG:
            return False
        same_source = self.text is not None and self.text.sha256 == self.decision.sha256
        return same_source or self.current == self.truth


class Corpus:
    """The rows, as the program has them, of the documents that decisions are about."""

    def __init__(self, decisions: Sequence[Decision], batches: Batches) -> None:
        self._texts = _texts(decisions, batches("documents"))
        ids = {text.doc_id for text in self._texts.values()}
        layers = {d.layer for d in decisions} | ({"indicators"} if any(_of_quantity(d) for d in decisions) else set())
        self.rows = {layer: rows_of(batches(layer), ids) for layer in sorted(layers)}
        self._places: dict[str, Place] = {}

    def indicator(self, doc_id: str, quantity_id: str) -> tuple[int, Row] | None:
        """The row of ``indicators`` for a quantity, with its place among the document's."""
        rows = self.rows["indicators"].get(doc_id, [])
        return next(((i, row) for i, (_, row) in enumerate(rows) if row["quantity_id"] == quantity_id), None)

    def locate(self, decision: Decision) -> Located:
        """Find the row of a decision."""
        text = self._texts.get(decision.path)
        if text is None:
            return Located(decision, why=NO_DOCUMENT)
        place = self._places.setdefault(text.doc_id, Place(text.text))
        found = place.find(decision)
        if isinstance(found, str):
            return Located(decision, text, why=found)
        number = self._row(decision, text, place, found)
        if isinstance(number, str):
            return Located(decision, text, why=number)
        row = self.rows[decision.layer][text.doc_id][number][1]
        moved = (row["start"], row["end"]) != (decision.start, decision.end)
        return Located(decision, text, number, self._judged(decision, text, row), moved)

    def _row(self, decision: Decision, text: Text, place: Place, span: tuple[int, int]) -> int | str:
        rows = self.rows[decision.layer].get(text.doc_id, [])
        spans = [place.squeezed(row["start"], row["end"]) for _, row in rows]
        fits = [i for i, other in enumerate(spans) if other == span]
        if not fits and decision.layer in _OF_ONE_PLACE:
            fits = [i for i, (start, end) in enumerate(spans) if start < span[1] and span[0] < end]
        if len(fits) > 1:
            fits = self._told_apart(decision, rows, fits)
        if not fits:
            return NO_ROW
        return fits[0] if len(fits) == 1 else AMBIGUOUS

    @staticmethod
    def _told_apart(decision: Decision, rows: list[tuple[int, Row]], fits: list[int]) -> list[int]:
        """Of rows on the same characters, the one that was judged: by its values, else by its number in the table."""
        if decision.machine is not None:
            return [i for i in fits if {c: rows[i][1][c] for c in decision.machine} == decision.machine] or fits
        numbered = _NUMBERED.fullmatch(decision.id or "")
        return [i for i in fits if numbered and rows[i][0] == int(numbered["row"])] or fits

    def _judged(self, decision: Decision, text: Text, row: Row) -> Row:
        own = row
        if decision.table == "indicators":
            coded = self.indicator(text.doc_id, row["quantity_id"])
            own = row | (coded[1] if coded else {})
        return {column: own.get(column) for column in JUDGED[decision.table]}


def noted(located: Located) -> Decision:
    """A new decision with what it was made on; what the reviewer saw and left standing is his correction too."""
    decision = located.decision
    if located.current is None or located.text is None or decision.machine is not None:
        return decision
    seen = {c: v for c, v in (decision.seen or {}).items() if located.current[c] != v}
    if seen and decision.verdict in (RIGHT, CORRECTED):
        decision = replace(decision, verdict=CORRECTED, values=seen | dict(decision.values))
    return replace(decision, machine=located.current, sha256=located.text.sha256, seen=None)


def _of_quantity(decision: Decision) -> bool:
    return decision.layer == "quantities"


def _texts(decisions: Iterable[Decision], batches: Iterable[Any]) -> dict[str, Text]:
    """The documents by the path that decisions name; one that was renamed is known by its bytes."""
    paths = {d.path: d.sha256 for d in decisions}
    by_bytes: dict[str, list[Text]] = {}
    found: dict[str, Text] = {}
    for batch in batches:
        keys = zip(*(batch.column(c).to_pylist() for c in ("path", "sha256")), strict=True)
        for i, (path, sha256) in enumerate(keys):
            if path in paths or sha256 in paths.values():
                row = batch.slice(i, 1).to_pylist()[0]
                text = Text(row["doc_id"], path, sha256, row["text"] or "", row)
                by_bytes.setdefault(sha256, []).append(text)
                if path in paths:
                    found[path] = text
    for path, sha256 in paths.items():
        if path not in found and sha256 is not None and len(by_bytes.get(sha256, [])) == 1:
            found[path] = by_bytes[sha256][0]
    return found
