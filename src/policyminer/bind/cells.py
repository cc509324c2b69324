"""Facts from table cells: the row's label tells whose the value is, the column's header what and when."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policyminer.bind.actors import Owner
from policyminer.bind.context import Context
from policyminer.bind.finding import Finding, Verdict, written
from policyminer.bind.period import Dated
from policyminer.bind.status import Judgement
from policyminer.find import Amount, CellReading
from policyminer.folding import fold
from policyminer.rules.finder import TemplateFinder, weigh
from policyminer.rules.packs import CompiledRule
from policyminer.rules.templates import HERE

_PLANS = ("plan", "opinion", "notice", "measures")
_CUES = (
    ("rule", regex.compile(r"标准|定额|不少于|不低于|上限|下限|限额|指导价")),
    ("target", regex.compile(r"目标|计划|预计|拟|任务数|应(?!届|急)|预期|规划")),
    ("actual", regex.compile(r"现有|实际|已|完成|现状|截至|累计|决算|执行")),
)
_COUNT_WORD = regex.compile(r"(?:总?数量?|总量|合计|小计|个数|金额)$")
_COMPARES = regex.compile(r"同比|环比|比上年|增[长减幅速]|占比|比重|比例|占")
#: shares of different wholes do not add up
_NO_SUMS = ("percent", "points", "ratio")


def code_of_cell(context: Context, reading: CellReading, amount: Amount) -> CompiledRule | None:
    """The rule that names the quantity: templates run over label, header, number and once more the counted noun.

    Templates look like sentences, in which 学校 stands where a header has 学校数: both are tried.
    """
    finder = context.scene.rules.indicators_by_unit.get(amount.unit)
    if finder is None:
        return None
    measure = measure_of_cell(context, reading)
    label = "" if _names_owner(context, reading) else reading.label
    prefix = label if not measure.startswith(label) else ""
    noun = _COUNT_WORD.sub("", measure)
    texts = [f"{prefix}{before}{HERE}{noun}" for before in dict.fromkeys((measure, noun))]
    if (rule := _best(finder, texts)) is not None or not reading.title:
        return rule
    # neither row nor column names it: the title of the table does, or what the document hands out
    return _best(finder, [f"{reading.title}{HERE}"]) or _best(
        finder, [f"{fold(context.scene.metadata.title or '')},{reading.title}{HERE}"]
    )


def _best(finder: TemplateFinder, texts: list[str]) -> CompiledRule | None:
    """The rule that says most of any of the texts."""
    found = [
        (rule, match)
        for text in texts
        for rule, patterns in finder.possible(text)
        if (match := rule.match(text, text, patterns))
    ]
    return max(found, key=lambda f: weigh(*f), default=(None, None))[0]


def measure_of_cell(context: Context, reading: CellReading) -> str:
    """The header; the row's label where the header says too little or the label has the unit, unless it is a name.

    A header that compares (比上年增长, 占比) says nothing without the label: both together.
    """
    if not reading.label or _names_owner(context, reading):
        return reading.header or reading.label
    if any(_whole_names(context, *cell) for cell in reading.headers):
        return reading.label
    if _COMPARES.search(reading.header):
        return reading.label + reading.header
    return reading.label if reading.is_generic or reading.by_label else reading.header or reading.label


def _names_owner(context: Context, reading: CellReading) -> bool:
    """Whether the row's label says whose the values are and not what they count."""
    return reading.is_total or any(_whole_names(context, *cell) for cell in reading.labels)


def subject_of_cell(context: Context, amount: Amount, reading: CellReading) -> Owner | None:
    """The last name among the labels (the county behind its city), else in the headers; else the document's own."""
    for source, cells in (("row", reading.labels), ("column", reading.headers)):
        owners = [owner for cell in cells for owner in _whole_names(context, *cell)]
        if owners:
            # the university before the county that it helps, the county behind its city
            leads = owners[0][0] in context.university_names and owners[-1][0] not in context.university_names
            name, start, end = owners[0] if leads else owners[-1]
            return Owner(name, source, start, end)
    home = context.home_name(amount.start)
    scope = context.scope_at(amount.start)
    own = home or (scope.subjects[0].name if scope is not None and scope.subjects else None)
    return Owner(own, "document") if own else None


def _whole_names(context: Context, start: int, end: int) -> list[tuple[str, int, int]]:
    """The name that is most of a cell, with its range."""
    names = context.names_in(start, end, "university", "school", "region", "agency")
    largest = max(names, key=lambda n: (n.end - n.start, n.end), default=None)
    if largest is None or 2 * (largest.end - largest.start) < end - start:
        return []
    return [(largest.name, largest.start, largest.end)]


def status_of_cell(context: Context, reading: CellReading) -> Judgement:
    """By the words of header and label, then by a period still to come, then by the kind of document."""
    for status, cue in _CUES:
        for start, end in (*reversed(reading.headers), *reversed(reading.labels)):
            if found := cue.search(context.folded, start, end):
                return Judgement(status, "words", found.start(), found.end())
    if "名额" in reading.title:
        return Judgement("rule", "norm")
    day, first, last = context.scene.day, reading.date_from, reading.date_to
    if day is not None and last is not None:
        planned = context.scene.metadata.doc_type in _PLANS
        to_come = last > day and (first is None or first > day or planned)
        return Judgement("target" if to_come else "actual", "deadline")
    return Judgement("target" if context.scene.metadata.doc_type in _PLANS else "actual", "genre")


def period_of_cell(reading: CellReading) -> Dated:
    """The year or date of the header or label."""
    if reading.dated is None:
        return Dated()
    return Dated(reading.date_from, reading.date_to, "cell", *reading.dated)


def check_totals(context: Context) -> Iterator[Finding]:
    """A row 合计 against the sum of the column above it."""
    amounts = context.findings.amounts
    for members, index in _totals(context):
        above, whole = [amounts[i] for i in members], amounts[index]
        value = sum(a.low for a in above)
        detail = " + ".join(written(a.low) for a in above[:20]) + (" + …" if len(above) > 20 else "")
        verdict: Verdict = "pass" if _equal(value, whole.low) else "fail"
        sides = (above[0].start, above[-1].end), (whole.start, whole.end)
        yield Finding(
            "table_total", verdict, whole.start, whole.end, written(value), written(whole.low), detail, *sides
        )


def parts_of_totals(context: Context) -> dict[int, int]:
    """For every cell above a row 合计 that it sums up, the index of that total."""
    amounts = context.findings.amounts
    return {
        part: whole
        for members, whole in _totals(context)
        if _equal(sum(amounts[i].low for i in members), amounts[whole].low)
        for part in members
    }


def _totals(context: Context) -> Iterator[tuple[list[int], int]]:
    """Rows 合计 with the cells of their column above them, as indices of amounts."""
    amounts = context.findings.amounts
    columns: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for index, amount in enumerate(amounts):
        reading = context.findings.cells.get(amount.start)
        if reading is None or not reading.headers or amount.dimension in _NO_SUMS or reading.per:
            continue
        if not reading.is_total:
            columns.setdefault(reading.headers, []).append(index)
            continue
        above = columns.pop(reading.headers, [])
        same = all(amounts[i].bound == "exact" and amounts[i].unit == amount.unit for i in (*above, index))
        if len(above) > 1 and same:
            yield above, index


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), 1.0)
