"""By what means a clause wants to reach its end: the policy instruments of the rule packs in use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import regex

from policyminer.bind.context import Context
from policyminer.outline import Paragraph
from policyminer.rules.instruments import CueHit

#: what neither commits to nor reports a measure: titles, the names of columns, who printed it
_SILENT = ("title", "masthead", "article", "column", "imprint", "note")
#: why or on what ground something is done, not what: 为规范…; 根据…要求; 现就…提出如下意见. 为教师提供… is none of these
_PREAMBLE = regex.compile(
    r"[^,]{0,12}旨在|为(?:了|改善|科学|贯彻|落实|深入|全面|进一步|切实|更好|加快|加强|推动|推进|促进|规范|确保|保障|提高|提升|完善|健全|做好|实施|实现|解决|扎实|有效|充分|积极|认真|大力|适应|强化|支持|引导|鼓励|建立|建设|培养)"
    r"|现就|现将|现提出|特制定|(?:根据|按照|依据|依照|本着|围绕)[^,]*(?:要求|原则|精神|规定|安排|部署|思路|目标|标准|通知|意见|职责|方针|主线|主题|维度)$"
)
_MARKS = " \t\n,。;:!?、—-"


@dataclass(frozen=True, slots=True)
class Means:
    """A clause in view coordinates and the cue that decided; ``also`` are the other instruments it speaks of."""

    start: int
    end: int
    cue: CueHit
    also: tuple[str, ...]


def find_means(context: Context) -> list[Means]:
    """The clauses that name a policy instrument, in reading order; a heading is none, its text below tells it."""
    cues = context.scene.rules.cues
    in_name = partial(_in_name, context)
    found = []
    for clause, hits in cues.find_all(cues.scan(context.folded), _clauses(context), in_name):
        start, end = _without_marks(context.folded, clause)
        if not _PREAMBLE.match(context.folded, start, end):
            found.append(Means(start, end, hits[0], tuple(h.instrument.rule.id for h in hits[1:])))
    return found


def _clauses(context: Context) -> Iterator[tuple[int, int]]:
    """The clauses of the body, without their labels."""
    paragraphs = context.outline.paragraphs
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        if paragraph.kind not in _SILENT:
            yield from context.outline.clauses(_body_start(context, paragraph, following), paragraph.end)


def _without_marks(folded: str, clause: tuple[int, int]) -> tuple[int, int]:
    """A clause without the marks around it; a pair of quotation marks stays whole."""
    start, _ = clause
    text = folded[slice(*clause)].rstrip(_MARKS + "“")
    kept = text.lstrip(_MARKS + "”")
    return start + len(text) - len(kept), start + len(text)


def _body_start(context: Context, paragraph: Paragraph, following: Paragraph | None) -> int:
    """Where the text of a paragraph begins behind its number and run-in heading.

    A short numbered sentence is taken for a heading; when nothing stands below it, it is an item of a list and all text.
    So is an article of a law.
    """
    if paragraph.kind != "heading":
        return paragraph.start
    label = paragraph.label or ""
    is_last = following is None or (following.kind == "heading" and following.level <= paragraph.level)
    is_sentence = paragraph.head_end >= paragraph.end and context.folded[paragraph.end - 1] == "。"
    if label.endswith("条") or (is_last and is_sentence):
        text = context.folded[paragraph.start : paragraph.end]
        return paragraph.end - len(text.lstrip().removeprefix(label).lstrip(".、 "))
    return paragraph.head_end


def _in_name(context: Context, start: int, end: int) -> bool:
    """Whether a cue stands in a title 《》 or inside a name: what a document or body is called is not done here."""
    if context.scene.protected.titles.overlaps(start, end):
        return True
    return context.in_body_name(start, end)
