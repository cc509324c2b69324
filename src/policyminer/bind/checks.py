"""Does it add up: ratios, sums, stated counts against listed members, stages and dates of the document itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from policyminer.bind.context import Context
from policyminer.bind.events import Happening
from policyminer.find import Amount
from policyminer.outline.metadata import small_number
from policyminer.patterns import rx


@dataclass(frozen=True, slots=True)
class Finding:
    """A check in view coordinates; ``ok`` is none when it cannot be decided."""

    kind: str
    start: int
    end: int
    expected: str | None
    found: str | None
    ok: bool | None
    detail: str


def find_checks(context: Context, events: list[Happening]) -> list[Finding]:
    """All checks of a document in reading order; none of them changes a fact."""
    found = [
        *_ratios(context),
        *_sums(context),
        *_list_lengths(context),
        *_stages(context),
        *_event_dates(context, events),
        *_dates_agree(context),
        *_metadata(context),
    ]
    return sorted(found, key=lambda c: (c.start, c.kind, c.end))


def _number(value: float) -> str:
    return f"{value:.10g}"


def _sentence_amounts(context: Context) -> Iterator[tuple[tuple[int, int], list[Amount]]]:
    groups: dict[tuple[int, int], list[Amount]] = {}
    for amount in context.findings.amounts:
        groups.setdefault(context.outline.sentence(amount.start), []).append(amount)
    yield from groups.items()


def _ratios(context: Context) -> Iterator[Finding]:
    """30所…占…总数(45所)的66.7%: part, whole and share in one sentence; tolerance half of the last digit."""
    for (start, end), amounts in _sentence_amounts(context):
        text = context.folded[start:end]
        if "占" not in text:
            continue
        for share in amounts:
            if share.unit != "%" or share.low != share.high:
                continue
            before = [
                a for a in amounts if (a.end <= share.start and a.unit == amounts[0].unit) or a.end <= share.start
            ]
            pairs = [
                (a, b)
                for a, b in itertools.pairwise(before)
                if a.unit == b.unit and "占" in context.folded[a.end : b.start]
            ]
            if not pairs:
                continue
            part, whole = pairs[-1]
            if not whole.low:
                continue
            value = part.low / whole.low * 100
            digits = len(rx.sub(r"[^\d.]", "", context.folded[share.start : share.end]).partition(".")[2])
            ok = abs(value - share.low) <= 0.5 * 10**-digits + 1e-9
            detail = f"{_number(part.low)} / {_number(whole.low)} = {value:.{digits + 1}f} %"
            yield Finding("ratio", part.start, share.end, f"{value:.{digits}f}", _number(share.low), ok, detail)


def _sums(context: Context) -> Iterator[Finding]:
    """选派24名，其中在岗20名、兼职4名: a total and the parts that the sentence lists behind 其中."""
    for (start, end), amounts in _sentence_amounts(context):
        for index, total in enumerate(amounts):
            parts = [a for a in amounts[index + 1 :] if a.unit == total.unit and a.bound == "exact"]
            between = context.folded[total.end : parts[0].start] if parts else ""
            told = "其中" in between or "包括" in between
            if len(parts) < 2 or total.low != total.high:
                continue
            value = sum(a.low for a in parts)
            if (told and abs(value - total.low) < 1e-9) or (
                not told and len(parts) == 2 and abs(value - total.low) < 1e-9 and _linked(context, total, parts)
            ):
                yield Finding(
                    "sum",
                    total.start,
                    parts[-1].end,
                    _number(total.low),
                    _number(value),
                    True,
                    " + ".join(_number(a.low) for a in parts),
                )
            elif told and value > total.low:
                yield Finding(
                    "sum",
                    total.start,
                    parts[-1].end,
                    _number(total.low),
                    _number(value),
                    None,
                    "the parts may overlap or belong to another total",
                )
        del start, end


def _linked(context: Context, total: Amount, parts: list[Amount]) -> bool:
    """挂职人员24名，在岗挂职20名，…副校长4人: the parts follow at once and count the same thing."""
    return parts[-1].end - total.end <= 40 and "。" not in context.folded[total.end : parts[-1].end]


_CLOSED = regex.compile(
    r"(?P<list>(?:[^,。;:!?、\n]{1,18}、){1,12}[^,。;:!?、\n]{1,18}?)等?(?P<n>\d{1,2}|[两二三四五六七八九十]{1,2})(?P<unit>个|所|家|名|位|项|种|类|门|人|校|县|省|市)(?P<noun>[\u4e00-\u9fff]{1,6})"
)
_OPENED = regex.compile(
    r"(?P<n>\d{1,2}|[两二三四五六七八九十]{1,2})(?P<unit>个|所|家|名|项|种|类|门|点)(?P<noun>[\u4e00-\u9fff]{1,8})(?:\(|:|,即)(?P<list>(?:[^。;:!?\n()]{1,20}?[、,]){1,12}[^。;:!?\n()、,]{1,20})[)。;]"
)


def _list_lengths(context: Context) -> Iterator[Finding]:
    """甲、乙、丙等3所学校; 3个学科（英语、数学、美术）: the stated count against the members listed."""
    folded = context.folded
    for match in _CLOSED.finditer(folded):
        if not rx.search(r"等$", folded[match.end("list") : match.start("n")]):
            continue
        members = _members(context, match.start("list"), match.end("list"))
        yield _length(match, members, closed=True)
    for match in _OPENED.finditer(folded):
        members = [m for m in rx.split(r"[、,]", match["list"]) if m]
        yield _length(match, members, closed=False)


def _members(context: Context, start: int, end: int) -> list[str]:
    """Members of a list; 和 and 以及 before the last one separate as 、 does."""
    text = context.folded[start:end]
    return [m for m in rx.split(r"、|(?<=[\u4e00-\u9fff]{2})(?:和|以及|与)(?=[\u4e00-\u9fff]{2})", text) if m]


def _length(match: regex.Match[str], members: list[str], closed: bool) -> Finding:
    stated = 2 if match["n"] == "两" else small_number(match["n"])
    ok: bool | None = True if stated == len(members) else None
    detail = "、".join(m[-12:] for m in members)
    if not closed and ok is None and len(members) > stated:
        detail += " (members may be split further)"
    return Finding("list_length", match.start(), match.end(), str(stated), str(len(members)), ok, detail)


def _stages(context: Context) -> Iterator[Finding]:
    """（一）启动阶段（2023年11月） …: dated stages follow each other without a gap or overlap."""
    dated = []
    for paragraph in context.outline.paragraphs:
        if paragraph.kind == "heading" and "阶段" in context.folded[paragraph.start : paragraph.head_end]:
            inside = context.dates_in(paragraph.start, paragraph.head_end)
            if inside:
                dated.append(inside[0])
    for earlier, later in itertools.pairwise(dated):
        if earlier.date_to is None or later.date_from is None:
            ok: bool | None = None
        else:
            ok = (
                0 <= (later.date_from - earlier.date_to).days <= 1 or None
                if later.date_from > earlier.date_to
                else False
            )
        yield Finding(
            "stage_order",
            earlier.start,
            later.end,
            str(earlier.date_to),
            str(later.date_from),
            ok,
            "each stage begins when the one before ends",
        )


def _event_dates(context: Context, events: list[Happening]) -> Iterator[Finding]:
    issued = context.scene.metadata.date_issued
    if issued is None:
        return
    for event in events:
        if event.when.date_to is not None:
            ok = event.when.date_to <= issued
            yield Finding(
                "event_before_issue",
                event.when.start,
                event.when.end,
                f"<= {issued}",
                str(event.when.date_to),
                ok,
                "an event is reported after it took place",
            )


def _dates_agree(context: Context) -> Iterator[Finding]:
    """The date under the title of a bulletin and the date of printing."""
    paragraphs = context.outline.paragraphs
    lone = [
        d
        for d in context.scene.dates
        if d.rule == "date.day"
        and (p := paragraphs[context.outline.paragraph_at(d.start)]).end - p.start <= d.end - d.start + 4
    ]
    if context.scene.metadata.doc_type == "bulletin" and len(lone) >= 2:
        first, last = lone[0], lone[-1]
        ok = first.date_from == last.date_from
        yield Finding(
            "dates_agree", first.start, last.end, str(first.date_from), str(last.date_from), ok, "masthead and imprint"
        )


def _metadata(context: Context) -> Iterator[Finding]:
    metadata = context.scene.metadata
    if metadata.doc_type in ("bulletin", "other", None) or not context.folded.strip():
        return
    wanted = {"issuer": metadata.issuer, "date": metadata.date_issued or metadata.date_published}
    if metadata.doc_type in ("notice", "opinion", "measures", "reply"):
        wanted["doc_number"] = metadata.doc_number
    for name, value in wanted.items():
        if value is None:
            yield Finding("metadata_missing", 0, 1, name, None, None, f"the document states no {name}")
