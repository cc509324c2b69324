"""By what means a clause wants to reach its end: the policy instruments of the rule packs in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policyminer.bind.context import Context
from policyminer.outline import Paragraph
from policyminer.rules.instruments import CueHit

#: what neither commits to nor reports a measure: titles, the names of columns, who printed it
_SILENT = ("title", "masthead", "article", "column", "imprint", "note")


@dataclass(frozen=True, slots=True)
class Means:
    """A clause in view coordinates and the cue that decided; ``also`` are the other instruments it speaks of."""

    start: int
    end: int
    cue: CueHit
    also: tuple[str, ...]


def find_means(context: Context) -> list[Means]:
    """The clauses that name a policy instrument, in reading order; a heading is none, its text below tells it."""
    finder = context.scene.rules.cues
    found = []
    for start, end in _clauses(context):
        hits = [h for h in finder.find(context.folded, (start, end)) if not _in_name(context, h)]
        if hits:
            found.append(Means(start, end, hits[0], tuple(h.instrument.rule.id for h in hits[1:])))
    return found


def _clauses(context: Context) -> Iterator[tuple[int, int]]:
    """The clauses of the body, without their labels and marks."""
    for paragraph in context.outline.paragraphs:
        if paragraph.kind in _SILENT:
            continue
        position = _body_start(context, paragraph)
        while position < paragraph.end:
            end = max(min(context.outline.clause(position)[1], paragraph.end), position + 1)
            text = context.folded[position:end]
            kept = text.strip(' \t\n,。;:!?、—-"”“')
            if kept:
                start = position + text.index(kept[0])
                yield start, start + len(kept)
            position = end


def _body_start(context: Context, paragraph: Paragraph) -> int:
    """Where the text of a paragraph begins behind its number and run-in heading."""
    return max(paragraph.start, paragraph.head_end) if paragraph.kind == "heading" else paragraph.start


def _in_name(context: Context, hit: CueHit) -> bool:
    """Whether the cue stands in a title 《》: what a cited document is called is not done here."""
    return context.scene.protected.titles.overlaps(hit.start, hit.end)
