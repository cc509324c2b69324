"""The ruling lines of a scanned page: long thin runs of dark pixels across and down."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from policyminer.read.page import Piece, Rule

#: A pixel is dark below this share of the brightness of the paper; a red seal is not, since its red is bright.
DARK = 0.75
#: Runs of pixels: the least length, also in ems (strokes of characters are shorter).
SHORTEST, SHORTEST_EMS = 50, 2.2
#: Pixels: the most that a line is thick, and how far around it is looked at whether it is one or the edge of an area.
THICKEST, AROUND = 8, 12
#: Points: lines nearer than this are one.
SAME_LINE = 1.5
#: Places of a run at which its thickness is looked at; lines that cross it are at few of them.
SAMPLES = 9
#: More runs are a photograph, no table.
MAX_RUNS = 20_000


def scanned_rules(picture: Any, pieces: Sequence[Piece], skew: float, scale: float) -> tuple[Rule, ...]:
    """The lines of ``picture`` (rows, columns, colours), in points, the page turned by ``-skew`` about its corner.

    ``pieces`` is the text of the page, whose letters tell how long a stroke may be; ``scale`` is points of a pixel.
    """
    import numpy

    bright = picture.max(axis=2)
    dark = bright < DARK * float(numpy.percentile(bright, 90))
    em = median(piece.size for piece in pieces) / scale if pieces else 0.0
    least = max(SHORTEST, round(SHORTEST_EMS * em))
    cosine, sine = math.cos(-skew) * scale, math.sin(-skew) * scale
    found: list[Rule] = []
    for across, pixels in ((True, dark), (False, dark.T)):
        for at, first, last in _runs(pixels, least):
            middle, half = (first + last) / 2, (last - first) / 2 * scale
            x, y = (middle, at) if across else (at, middle)
            x, y = x * cosine - y * sine, x * sine + y * cosine
            found.append(Rule(True, y, x - half, x + half) if across else Rule(False, x, y - half, y + half))
    return tuple(_merged(found))


def _runs(dark: Any, least: int) -> Iterator[tuple[int, int, int]]:
    """Row, first and last pixel of the runs of ``least`` pixels along the rows; the inside of dark areas is none."""
    import numpy

    padded = numpy.zeros((dark.shape[0], dark.shape[1] + 2), dtype=numpy.int8)
    padded[:, 1:-1] = dark
    # A line askew steps from row to row: a pixel more above and below keeps its runs long.
    padded[1:, 1:-1] |= dark[:-1]
    padded[:-1, 1:-1] |= dark[1:]
    steps = numpy.diff(padded, axis=1)
    (rows, starts), ends = numpy.nonzero(steps == 1), numpy.nonzero(steps == -1)[1]
    long = ends - starts >= least
    if int(long.sum()) > MAX_RUNS:
        return
    for row, start, end in zip(rows[long].tolist(), starts[long].tolist(), ends[long].tolist(), strict=True):
        around = dark[max(0, row - AROUND) : row + AROUND + 1, start : end : max(1, (end - start) // SAMPLES)]
        if float(numpy.median(around.sum(axis=0))) <= THICKEST:
            yield row, start, end - 1


def _merged(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules that lie on each other as one: a line is several pixels thick."""
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and (rule.horizontal is not group[0].horizontal or rule.at - group[-1].at > SAME_LINE):
            yield from _joined(group)
            group = []
        group.append(rule)
    yield from _joined(group)


def _joined(group: Sequence[Rule]) -> Iterator[Rule]:
    at = sum(rule.at for rule in group) / max(1, len(group))
    last: Rule | None = None
    for rule in sorted(group, key=lambda rule: rule.start):
        if last is not None and rule.start <= last.end + SAME_LINE:
            last = last._replace(end=max(last.end, rule.end))
            continue
        if last is not None:
            yield last._replace(at=at)
        last = rule
    if last is not None:
        yield last._replace(at=at)
