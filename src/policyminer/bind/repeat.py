"""Values that say again what was said before: a headline repeats the body, a later passage an earlier one."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence

from policyminer.bind.context import Context
from policyminer.bind.relate import NO_SUMS
from policyminer.model import Quantity


def find_duplicates(context: Context, quantities: Sequence[Quantity]) -> dict[int, str]:
    """For every repetition the id of the value it repeats."""
    said = _Said(context, quantities)
    repeats: dict[int, int] = {}
    for index, quantity in enumerate(quantities):
        if _same_fact(quantity) is None:
            continue
        place = said.before(index)
        if place is None:
            said.add(index)
            continue
        earlier = said.first[place]
        if _is_headline(context, earlier) and not _is_headline(context, index):
            repeats[earlier] = index
            said.replace(place, index)
        else:
            repeats[index] = earlier
    return {i: quantities[_last(repeats, i)].quantity_id for i in repeats}


class _Said:
    """What was said first: ``first`` are indices of quantities.

    Two equal values are one if they have the same time, or one of them has none and they stand in one item of a
    bulletin, or both in none. Values are kept by these, so that a text that says a thing a thousand times, each time
    of another day, is not gone through for each of them.
    """

    def __init__(self, context: Context, quantities: Sequence[Quantity]) -> None:
        self.first: list[int] = []
        self._context, self._quantities = context, quantities
        self._kept: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)

    def before(self, index: int) -> int | None:
        """The first place of what the value repeats: never in its sentence, nor in a table if it stands in one."""
        fact, time, item, cell = self._about(index)
        shared = [("time", time), ("timeless", item)] if time else [("item", item)]
        sentence = self._sentence(index)
        found = []
        for what in shared:
            for other_cell in (False,) if cell else (False, True):  # rows of a table differ by what labels them
                places = self._kept.get((fact, *what, other_cell), ())
                found += [next((p for p in places if self._sentence(self.first[p]) != sentence), None)]
        return min((p for p in found if p is not None), default=None)

    def add(self, index: int) -> None:
        """Keep a value that repeats nothing."""
        for key in self._keys(index):
            self._kept[key].append(len(self.first))
        self.first.append(index)

    def replace(self, place: int, index: int) -> None:
        """Let another value take the place of one."""
        for key in self._keys(self.first[place]):
            places = self._kept[key]
            del places[bisect_left(places, place)]
        self.first[place] = index
        for key in self._keys(index):
            insort(self._kept[key], place)

    def _keys(self, index: int) -> Iterator[tuple[object, ...]]:
        fact, time, item, cell = self._about(index)
        yield fact, "item", item, cell
        yield (fact, "time", time, cell) if time else (fact, "timeless", item, cell)

    def _about(self, index: int) -> tuple[object, object, int | None, bool]:
        """The fact, its period if it has one, the item it stands in, and whether it is a cell of a table."""
        quantity, start = self._quantities[index], self._context.findings.amounts[index].start
        scope = self._context.scope_at(start)
        time = (quantity.date_from, quantity.date_to) if quantity.date_from or quantity.date_to else None
        item = id(scope) if scope is not None and scope.kind == "item" else None
        return _same_fact(quantity), time, item, start in self._context.findings.cells

    def _sentence(self, index: int) -> tuple[int, int]:
        return self._context.outline.sentence(self._context.findings.amounts[index].start)


def _last(repeats: dict[int, int], index: int) -> int:
    """The end of a chain of repetitions."""
    while index in repeats:
        index = repeats[index]
    return index


def _same_fact(quantity: Quantity) -> tuple[object, ...] | None:
    """What two statements of one fact share; null for what says too little to tell."""
    what = quantity.code or quantity.measure
    if what is None or len(what) < 2 or quantity.subject is None or quantity.status == "rule":
        return None
    if quantity.code is None and quantity.dimension in NO_SUMS:
        return None
    return what, quantity.low, quantity.high, quantity.unit, quantity.subject, quantity.per, quantity.status


def _is_headline(context: Context, index: int) -> bool:
    paragraph = context.paragraph(context.findings.amounts[index].start)
    return paragraph.kind in ("title", "article", "item", "heading") and (
        context.findings.amounts[index].start < max(paragraph.head_end, paragraph.start + 1)
        or paragraph.kind in ("title", "article")
    )
