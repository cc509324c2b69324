"""Which region a level character means where no home decides it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from policyminer.find.scene import Name, Scene


@dataclass(frozen=True, slots=True)
class _Alike:
    """The regions of a level that are no mere venue, in reading order, and the only county among them."""

    regions: list[Name]
    starts: list[int]
    only: str | None


@dataclass(slots=True)
class NamedBefore:
    """The last region of a level that a paragraph named, or the only county of the document, where no home decides:
    察布查尔县委副书记、县政府县长."""

    scene: Scene
    regions: Sequence[Name]
    _by_level: dict[str, _Alike] = field(default_factory=dict)

    def at(self, position: int, level: str) -> str | None:
        """The name of the region that the level character at ``position`` means."""
        alike = self._by_level.get(level) or self._by_level.setdefault(level, self._alike(level))
        start = self.scene.outline.paragraphs[self.scene.outline.paragraph_at(position)].start
        first, behind = bisect_left(alike.starts, start), bisect_left(alike.starts, position)
        inside = [r for r in reversed(alike.regions[first:behind]) if r.end <= position]
        if len({r.name for r in inside}) > 1:  # of several the one of its own statement
            statement = self.scene.outline.statement(position)[0]
            inside = [r for r in inside if r.start >= statement]
        return inside[0].name if inside else alike.only

    def _alike(self, level: str) -> _Alike:
        folded = self.scene.folded
        alike = [r for r in self.regions if r.name.endswith(level) and r.end - r.start > 1 and folded[r.start - 1] != "在"]
        alike.sort(key=lambda r: r.start)
        counties = {r.name for r in alike if r.kind == "county"}
        only = next(iter(counties)) if level in "县区旗" and len(counties) == 1 else None
        return _Alike(alike, [r.start for r in alike], only)
