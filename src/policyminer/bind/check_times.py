"""Times against each other: stages, deadlines, events and the date of issue, two dates of one bulletin."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import regex

from policyminer.bind.context import Context
from policyminer.bind.events import Happening
from policyminer.bind.finding import Finding, Verdict
from policyminer.find.dates import Found
from policyminer.outline import Paragraph

#: kinds of document that set times
_PLANS = ("plan", "opinion", "notice", "measures")
#: full stops over which a period may still govern
_STILL_GOVERNS = 3
#: shorter times are points, not periods that something lies in
_PERIOD_DAYS = 27


def check_times(context: Context, events: Sequence[Happening]) -> Iterator[Finding]:
    """Order of stages, deadlines in their period, events before issue, dates that should be one."""
    stages = _dated_stages(context)
    yield from _stages(stages)
    yield from _deadlines(context, stages)
    yield from _event_dates(context, events)
    yield from _venues(context, events)
    yield from _dates_agree(context)


def _dated_stages(context: Context) -> list[tuple[Paragraph, Found]]:
    """（一）启动阶段（2023年11月）: headings of stages with their time."""
    found = []
    for paragraph in context.outline.paragraphs:
        if paragraph.kind == "heading" and "阶段" in context.folded[paragraph.start : paragraph.head_end]:
            inside = context.dates_in(paragraph.start, paragraph.head_end)
            if inside:
                found.append((paragraph, inside[0]))
    return found


def _stages(stages: list[tuple[Paragraph, Found]]) -> Iterator[Finding]:
    """Dated stages follow each other without a gap or overlap."""
    for (_, earlier), (_, later) in itertools.pairwise(stages):
        verdict: Verdict = "undecided"
        if earlier.date_to is not None and later.date_from is not None:
            gap = (later.date_from - earlier.date_to).days
            verdict = "pass" if 0 < gap <= 1 else "warn" if gap >= 0 else "fail"
        yield Finding(
            "stage_order",
            verdict,
            earlier.start,
            later.end,
            str(earlier.date_to or "not told"),
            str(later.date_from or "not told"),
            "each stage begins when the one before ends",
            (earlier.start, earlier.end),
            (later.start, later.end),
        )


def _deadlines(context: Context, stages: list[tuple[Paragraph, Found]]) -> Iterator[Finding]:
    """A time inside the stage or period that governs it; a target year not after the end of the last stage."""
    whole = _whole_period(stages)
    periods = _opening_periods(context)
    for date in context.scene.dates:
        if date.date_to is None:
            continue
        frame = _frame(context, date)
        if frame is not None and frame.date_from is not None and frame.date_to is not None:
            inside = frame.date_from <= date.date_to <= frame.date_to
            wanted = f"{frame.date_from}..{frame.date_to}"
            yield Finding(
                "deadline_in_period",
                "pass" if inside else "warn",
                date.start,
                date.end,
                wanted,
                str(date.date_to),
                "a time lies in the period that governs it",
                (frame.start, frame.end),
                (date.start, date.end),
            )
        elif (opened := _period_elsewhere(context, date, periods)) is not None:
            yield Finding(
                "deadline_in_period",
                "pass",
                date.start,
                date.end,
                f"{opened.date_from}..{opened.date_to}",
                str(date.date_to),
                "a time lies in the period that another paragraph sets for the same matter",
                (opened.start, opened.end),
                (date.start, date.end),
            )
        elif whole is not None and date.date_from is None and "到" in context.folded[date.start : date.start + 1]:
            last = stages[-1][1]
            yield Finding(
                "deadline_in_period",
                "pass" if date.date_to.year <= whole[1] else "warn",
                date.start,
                date.end,
                f"<= {whole[1]}",
                str(date.date_to.year),
                "a target lies before the end of the last stage",
                (last.start, last.end),
                (date.start, date.end),
            )


def _whole_period(stages: list[tuple[Paragraph, Found]]) -> tuple[int, int] | None:
    """First and last year of all stages."""
    ends = [d.date_to.year for _, d in stages if d.date_to]
    starts = [d.date_from.year for _, d in stages if d.date_from]
    return (min(starts), max(ends)) if starts and ends else None


def _frame(context: Context, date: Found) -> Found | None:
    """The period that governs a date: of its stage heading, or the wider one that its sentences begin with (今年上半年，…于4月17日)."""
    paragraph = context.paragraph(date.start)
    if _alone(context, date):
        return None  # the date of issue below the text
    for head in (paragraph, *context.outline.governing(date.start)):
        if head.kind != "heading":
            continue
        periods = [d for d in context.dates_in(head.start, head.head_end) if d.end < date.start and _is_period(d)]
        if periods and "阶段" in context.folded[head.start : head.head_end]:
            return periods[-1]
    if context.scene.metadata.doc_type not in _PLANS:
        return None
    before = [d for d in context.dates_in(paragraph.start, date.start) if d.end <= date.start and _is_period(d)]
    last = before[-1] if before else None
    if last is None or _is_period(date) or last.date_from is None or date.date_to is None or date.date_from is None:
        return None
    stops = context.folded.count("。", last.end, date.start)
    inside = last.date_to is not None and last.date_from <= date.date_to <= last.date_to
    near = stops <= 1 or (stops <= _STILL_GOVERNS and inside)  # further on only what agrees is told
    return last if near and last.date_from.year == date.date_to.year and _governs(context, last) else None


#: pairs of characters that two statements share when they are about one matter
_SAME_MATTER = 2


#: periods of a year that a day is held against
_MOST_PERIODS = 20


def _opening_periods(context: Context) -> dict[int, list[Found]]:
    """By year the periods that open a paragraph of a plan: 2023年上半年，…"""
    found: dict[int, list[Found]] = {}
    if context.scene.metadata.doc_type in _PLANS:
        for period in context.scene.dates:
            if period.date_from is not None and _is_period(period) and _opens_paragraph(context, period):
                found.setdefault(period.date_from.year, []).append(period)
    return found


def _period_elsewhere(context: Context, date: Found, periods: dict[int, list[Found]]) -> Found | None:
    """A period that opens another paragraph, holds the day and is about the same matter; what lies outside says nothing."""
    if date.date_from is None or date.date_from != date.date_to or _alone(context, date):
        return None
    paragraph = context.paragraph(date.start)
    for period in periods.get(date.date_from.year, ())[:_MOST_PERIODS]:
        if period.date_from is None or period.date_to is None or not period.date_from <= date.date_from <= period.date_to:
            continue
        if context.paragraph(period.start) is not paragraph:
            shared = _pairs(context, date.start) & _pairs(context, period.start)
            if len(shared) >= _SAME_MATTER:
                return period
    return None


def _opens_paragraph(context: Context, found: Found) -> bool:
    """Whether a period is the first thing a paragraph says, and a comma sets it off."""
    paragraph = context.paragraph(found.start)
    return found.start - paragraph.start <= 1 and context.folded[found.end : found.end + 1] == ","


_PAIR = regex.compile(
    r"(?=((?!工作|建设|实施|方案|开展|推进|进行|组织|制定|启动|完成|以上|以下|有关|相关|全面|加强)[\u4e00-\u9fff]{2}))"
)


def _pairs(context: Context, position: int) -> set[str]:
    """Pairs of characters of the sentence at a position."""
    start, end = context.outline.sentence(position)
    return set(_PAIR.findall(context.folded[start:end]))


def _alone(context: Context, found: Found) -> bool:
    """Whether a date is all that its paragraph says."""
    paragraph = context.paragraph(found.start)
    return paragraph.end - paragraph.start <= found.end - found.start + 4


def _is_period(found: Found) -> bool:
    return (
        found.date_from is not None
        and found.date_to is not None
        and (found.date_to - found.date_from).days >= _PERIOD_DAYS
    )


def _governs(context: Context, found: Found) -> bool:
    """Whether a period opens its clause: 2024年上半年，… but not 截至2024年上半年的数据."""
    start = context.outline.clause(found.start)[0]
    return found.start - start <= 1


def _event_dates(context: Context, events: Sequence[Happening]) -> Iterator[Finding]:
    issued = context.scene.metadata.date_issued
    if issued is None:
        return
    for event in events:
        if event.when.date_to is None:
            continue
        days = (issued - event.when.date_to).days
        yield Finding(
            "event_before_issue",
            "pass" if days >= 0 else "fail",
            event.when.start,
            event.when.end,
            f"<= {issued}",
            str(event.when.date_to),
            f"an event is reported after it took place: {days} days" if days >= 0 else f"{-days} days after the issue",
            None,
            (event.when.start, event.when.end),
        )


def _venues(context: Context, events: Sequence[Happening]) -> Iterator[Finding]:
    """An event at a university that is not among those who took part."""
    universities = {n.name for n in context.names if n.type == "university"}
    for event in events:
        if event.place in universities and event.participants and event.place not in event.participants:
            inside = [n for n in context.names_in(event.start, event.end, "university") if n.name == event.place]
            if inside:
                yield Finding(
                    "venue_takes_part",
                    "warn",
                    inside[0].start,
                    inside[0].end,
                    "、".join(event.participants),
                    event.place,
                    "the university where it was held is not named among the parties",
                    None,
                    (inside[0].start, inside[0].end),
                )


def _dates_agree(context: Context) -> Iterator[Finding]:
    """The date under the title of a bulletin and the date of printing."""
    lone = [d for d in context.scene.dates if d.rule == "date.day" and d.date_from and _alone(context, d)]
    if context.scene.metadata.doc_type == "bulletin" and len(lone) >= 2:
        first, last = lone[0], lone[-1]
        yield Finding(
            "dates_agree",
            "pass" if first.date_from == last.date_from else "fail",
            first.start,
            last.end,
            str(first.date_from),
            str(last.date_from),
            "masthead and imprint",
            (first.start, first.end),
            (last.start, last.end),
        )
