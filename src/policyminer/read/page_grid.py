"""Ruled tables: ruling lines to grids of cells, with cells that span rows and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policyminer.read.page import Box, Rule

#: Points: rules nearer than this are one, and an end so far from a crossing rule still meets it.
SNAP = 3.0
#: Points: shorter rules are marks, underlines of a word or the strokes of a drawn character.
SHORTEST = 8.0
#: More rules on one page than this are a drawing or a map.
MAX_RULES = 2_000
#: Fields of a grid: its rows times its columns.
MAX_FIELDS = 10_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell by the row and column of its upper left corner (from 1), where it lies and how many of each it covers."""

    row: int
    column: int
    box: Box
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the places of its lines, and the cell that takes each field (row, column; from 0)."""

    box: Box
    rows: tuple[float, ...]
    columns: tuple[float, ...]
    fields: Mapping[tuple[int, int], GridCell]

    def cell_at(self, box: Box) -> GridCell | None:
        """The cell in which the middle of ``box`` lies."""
        row = bisect_right(self.rows, (box.top + box.bottom) / 2) - 1
        column = bisect_right(self.columns, (box.x0 + box.x1) / 2) - 1
        return self.fields.get((row, column))


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that ``rules`` draw, of two columns at least, from top to bottom.

    One row is enough: it may be the head of a table that goes on overleaf.

    A drawing of more than ``MAX_RULES`` lines, or a table of more than ``MAX_FIELDS`` fields, is none.
    """
    long = [rule for rule in rules if rule.end - rule.start >= SHORTEST]
    if len(long) > MAX_RULES:
        return []
    joined = _join(long)
    grids = [grid for group in _connected(joined) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _join(rules: list[Rule]) -> list[Rule]:
    """Rules in one line that touch become one (tables are often drawn cell by cell)."""
    joined: list[Rule] = []
    for horizontal in (True, False):
        lines: list[list[Rule]] = []
        for rule in sorted(r for r in rules if r.horizontal is horizontal):
            if lines and rule.at - lines[-1][0].at <= SNAP:
                lines[-1].append(rule)
            else:
                lines.append([rule])
        for line in lines:
            at = sum(rule.at for rule in line) / len(line)
            start, end = line[0].start, line[0].end
            for rule in sorted(line, key=lambda r: r.start):
                if rule.start > end + SNAP:
                    joined.append(Rule(horizontal, at, start, end))
                    start, end = rule.start, rule.end
                start, end = min(start, rule.start), max(end, rule.end)
            joined.append(Rule(horizontal, at, start, end))
    return joined


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that cross or meet each other."""
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, a in enumerate(across):
        for j, b in enumerate(down, len(across)):
            if _meets(a, b) and _meets(b, a):
                parent[root(j)] = root(i)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate([*across, *down]):
        groups.setdefault(root(i), []).append(rule)
    return list(groups.values())


def _meets(a: Rule, b: Rule) -> bool:
    """Whether ``a`` reaches the line of ``b``, which runs in the other direction."""
    return a.start - SNAP <= b.at <= a.end + SNAP


def _grid(rules: list[Rule]) -> Grid | None:
    across = [rule for rule in rules if rule.horizontal]
    down = [rule for rule in rules if not rule.horizontal]
    ys, xs = _places(across), _places(down)
    if len(ys) < 2 or len(xs) < 3 or len(ys) * len(xs) > MAX_FIELDS:
        return None
    fields: dict[tuple[int, int], GridCell] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in fields:
                continue
            right = column + 1
            while right < len(xs) - 1 and not _ruled(down, xs[right], ys[row], ys[row + 1]):
                right += 1
            below = row + 1
            while below < len(ys) - 1 and not _ruled(across, ys[below], xs[column], xs[column + 1]):
                below += 1
            box = Box(xs[column], ys[row], xs[right], ys[below])
            cell = GridCell(row + 1, column + 1, box, below - row, right - column)
            fields |= {(r, c): cell for r in range(row, below) for c in range(column, right)}
    if len({cell.column for cell in fields.values()}) < 2:
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(ys), tuple(xs), fields)


def _places(rules: list[Rule]) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > SNAP:
            places.append(at)
    return places


def _ruled(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule stands at ``at`` over more than half of the way from ``start`` to ``end``."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= SNAP)
    return covered > 0.5 * (end - start)
