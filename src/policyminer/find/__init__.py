"""From an outline to typed mentions with values: names, dates, quantities, citations."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import regex

from policyminer.find.bounds import Amount
from policyminer.find.cells import CellReading, find_cells
from policyminer.find.citations import Reference, find_citations
from policyminer.find.dates import Found, find_dates
from policyminer.find.entities import Entities, find_entities
from policyminer.find.items import find_items
from policyminer.find.periods import Anchor
from policyminer.find.protect import Spans, protect, repeated_names, slogan_ranges, spans
from policyminer.find.quantities import find_amounts
from policyminer.find.scene import Name, Scene
from policyminer.find.units import unit_table
from policyminer.folding import fold
from policyminer.model import Metadata
from policyminer.outline import Outline
from policyminer.outline.kinds import kind_of
from policyminer.outline.metadata import NUMBER_LINE
from policyminer.patterns import rx
from policyminer.rules.load import Rules

__all__ = ["Amount", "CellReading", "Findings", "Name", "Reference", "Scene", "Spans", "find_all"]


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the finders saw, in view coordinates; ``cells`` has by start what tables say of their amounts."""

    scene: Scene
    entities: Entities
    amounts: tuple[Amount, ...]
    cells: Mapping[int, CellReading]
    citations: tuple[Reference, ...]


def find_all(outline: Outline, metadata: Metadata, rules: Rules) -> Findings:
    """Run every finder over one outlined document."""
    folded = outline.view.folded
    protected = protect(folded)
    day = metadata.date_issued or metadata.date_published
    looks_back = metadata.doc_type in ("bulletin", "news", "summary", "report")
    anchor = Anchor(_looks_from(day, metadata), looks_back, None if day else _title_year(metadata.title), day)
    found = find_dates(folded, anchor, protected.no_date, _planned_years(outline, anchor))
    dates = [d for d in found if not _names_title(outline, d)]
    date_spans = spans([(d.start, d.end) for d in dates])
    scene = Scene(outline, metadata, rules, protected, tuple(dates), date_spans, day, find_items(outline, metadata, dates))
    entities = find_entities(scene)
    idioms = [i for i in rules.number_idioms.find_matches_as_indexes(folded) if not _is_measure(folded, i[2])]
    kept = {d.start for d in dates}
    names = spans(
        [
            *((n.start, n.end) for n in entities.names),
            *((d.start, d.end) for d in found if d.start not in kept),
            *((a, b) for _, a, b in idioms),
            *slogan_ranges(folded),
            *repeated_names(folded, protected.quotes),
        ]
    )
    table = unit_table(rules)
    amounts, cells = find_cells(scene, table, find_amounts(folded, table, protected, date_spans, names))
    return Findings(scene, entities, tuple(amounts), cells, tuple(find_citations(scene)))


#: months of a year in which the account of the year before is published
_AFTER = 4
_ACCOUNT_OF = regex.compile(r"(20\d\d)年(?:度)?[^,。;\d]{0,20}?(?:总结|汇报|情况|小结)")


def _looks_from(day: date | None, metadata: Metadata) -> date | None:
    """The day that 今年 counts from: an account of a year that came out early in the next one speaks from the year's end."""
    told = _ACCOUNT_OF.search(fold(metadata.title or "")) if metadata.doc_type == "summary" else None
    if day is None or told is None or int(told[1]) != day.year - 1 or day.month > _AFTER:
        return day
    return date(day.year - 1, 12, 31)


_PLANNED = regex.compile(r"(?:打算|计划|安排|思路|要点|重点|目标|下一?步|展望)")
_YEAR = regex.compile(r"(?<!\d)20\d\d(?=年)")


def _planned_years(outline: Outline, anchor: Anchor) -> Callable[[int], int | None]:
    """The year that a heading (四、2025年工作打算) gives to what stands below it; below 下一步 of an account the next one."""
    starts: list[int] = []
    years: list[int | None] = []
    level = 0
    for paragraph in outline.paragraphs:
        if paragraph.kind != "heading" or (level and paragraph.level > level):
            continue
        head = outline.view.folded[paragraph.start : max(paragraph.head_end, paragraph.start)]
        named = set(_YEAR.findall(head)) if _PLANNED.search(head) else None
        year = int(named.pop()) if named and len(named) == 1 else None
        if named is not None and year is None and anchor.issued != anchor.day and anchor.issued:
            year = anchor.issued.year
        if year is not None or level:
            starts.append(paragraph.start)
            years.append(year)
            level = paragraph.level if year is not None else 0
    return lambda position: years[at] if starts and (at := bisect_right(starts, position) - 1) >= 0 else None


_WITH_NEXT = regex.compile(r"(?<!\d)(20\d\d)年(?:度)?[^\d,。]{0,16}(?:总结|汇报|情况|小结|回顾)[^\d,。]{0,4}(20\d\d)年")


def _title_year(title: str | None) -> int | None:
    """The one year that a title names: 某县2022年统计公报; of 2022年总结和2023年计划 the first, of 2022—2024年 none."""
    if both := _WITH_NEXT.search(fold(title or "")):
        return int(both[1]) if int(both[2]) == int(both[1]) + 1 else None
    years = set(rx.findall(r"(?<!\d)(?:19|20)\d\d(?=年)", fold(title or "")))
    return int(years.pop()) if len(years) == 1 else None


_NAMED_BY = regex.compile(r"(?:方案|计划|规划|纲要|意见|办法|行动)[(]$")


def _names_title(outline: Outline, found: Found) -> bool:
    """某县2024年工作总结, （2024—2026年）: a year in the document's own title names it."""
    if not outline.paragraphs:
        return False
    paragraph = outline.paragraphs[outline.paragraph_at(found.start)]
    line = outline.view.folded[paragraph.start : paragraph.end].strip()
    if found.end == paragraph.end and NUMBER_LINE.fullmatch(line):
        return True  # 某政发〔2022〕3号　2022-07-18
    if found.precision not in ("year", "plan"):
        return False
    if _NAMED_BY.search(outline.view.folded, max(0, found.start - 4), found.start) and outline.view.folded[found.end : found.end + 1] == ")":
        return True  # 《…》 apart, 某培养方案（2019—2022年）
    if paragraph.kind == "title" or (len(line) <= _LONGEST_TITLE and _FILE.search(line)):
        return True
    plain = paragraph.kind == "body" and len(line) <= _LONGEST_TITLE and not rx.search(r"[,。;:!?]", line)
    return plain and kind_of(line) in _CARRIED


#: the title of a document that a notice carries, and the name of a file
_LONGEST_TITLE = 60
_CARRIED = ("summary", "report", "plan", "opinion", "measures")
_FILE = regex.compile(r"\.(?:rar|zip|docx?|xlsx?|pdf|wps|et|ofd)$", regex.I)


def _is_measure(folded: str, end: int) -> bool:
    """三公里, 三公斤: not the 三公 of expenses."""
    return folded[end - 1] == "公" and folded[end : end + 1] in tuple("里斤顷分尺担")
