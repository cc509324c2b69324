"""Facts from table cells: the row's label tells whose the value is, the column's header what and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from policyminer.bind.checks import Finding
from policyminer.bind.context import Context
from policyminer.find import Amount, CellReading
from policyminer.patterns import rx
from policyminer.rules.packs import CompiledRule, gap_length, literal_length
from policyminer.rules.templates import HERE

_PLANS = ("plan", "opinion", "notice", "measures")
_PLANNED = regex.compile(r"目标|计划|预计|拟|任务数|应(?!届|急)|预期|规划")
_DONE = regex.compile(r"现有|实际|已|完成|现状|截至|累计|决算|执行")
_NORM = regex.compile(r"标准|定额|不少于|不低于|上限|下限|限额|指导价")
_COUNT_WORD = regex.compile(r"(?:总?数量?|总量|合计|小计|个数|金额)$")


def code_of_cell(
    context: Context, reading: CellReading, amount: Amount, table: dict[str, list[CompiledRule]]
) -> CompiledRule | None:
    """The rule that names the quantity: templates run over label, header, number and once more the counted noun.

    Templates look like sentences, in which 学校 stands where a header has 学校数: both are tried.
    """
    names = subjects_of(context, reading)
    labels = [context.folded[a:b] for a, b in reading.labels]
    label = "" if names or reading.is_total else "".join(rx.sub(r"\s|\([^()]*\)", "", text) for text in labels)
    measure = reading.measure if reading.measure != label else ""
    noun = _COUNT_WORD.sub("", reading.measure)
    texts = [f"{label}{before}{HERE}{noun}" for before in dict.fromkeys((measure, _COUNT_WORD.sub("", measure)))]
    found = [(r, match) for r in table.get(amount.unit, ()) for text in texts if (match := r.match(text, text))]
    best = max(
        found, key=lambda f: (f[0].rule.priority, literal_length(f[1]), -gap_length(f[1])), default=(None, None)
    )
    return best[0]


def subjects_of(context: Context, reading: CellReading) -> list[str]:
    """Whom the labels of the row name, else the headers of the column: names that are most of their cell."""
    for ranges in (reading.labels, reading.headers):
        found = [name for start, end in ranges for name in _whole_names(context, start, end)]
        if found:
            return found
    return []


def _whole_names(context: Context, start: int, end: int) -> Iterator[str]:
    names = context.names_in(start, end, "university", "school", "region", "agency")
    largest = max(names, key=lambda n: (n.end - n.start, n.end), default=None)
    if largest is not None and 2 * (largest.end - largest.start) >= end - start:
        yield largest.name


def subject_of_cell(context: Context, amount: Amount, reading: CellReading) -> str | None:
    """The last name among the labels (the county behind its city); of a total and of plain rows the document's own."""
    names = subjects_of(context, reading)
    if names:
        return names[-1]
    home = context.home_name(amount.start)
    scope = context.scope_at(amount.start)
    return home or (scope.subjects[0].name if scope is not None and scope.subjects else None)


def status_of_cell(context: Context, reading: CellReading) -> str:
    """By the words of header and label, then by a period still to come, then by the kind of document."""
    words = "".join(context.folded[a:b] for a, b in (*reading.labels, *reading.headers))
    day: date | None = context.scene.day
    if _NORM.search(words):
        return "rule"
    if _PLANNED.search(words):
        return "target"
    if _DONE.search(words):
        return "actual"
    if day is not None and reading.date_to is not None:
        return "target" if reading.date_to > day and (reading.date_from is None or reading.date_from > day) else "actual"
    return "target" if context.scene.metadata.doc_type in _PLANS else "actual"


def check_totals(context: Context) -> Iterator[Finding]:
    """A row 合计 against the sum of the column above it."""
    columns: dict[tuple[tuple[int, int], ...], list[Amount]] = {}
    for amount in context.findings.amounts:
        reading = context.findings.cells.get(amount.start)
        if reading is None or not reading.headers or amount.dimension in ("percent", "points") or reading.per:
            continue
        above = columns.setdefault(reading.headers, [])
        if not reading.is_total:
            above.append(amount)
            continue
        if len(above) > 1 and all(a.bound == "exact" and a.unit == amount.unit for a in (*above, amount)):
            total = sum(a.low for a in above)
            ok = abs(total - amount.low) <= 1e-6 * max(abs(total), 1.0)
            words = rx.sub(r"\s", "", "".join(context.scene.text[a:b] for a, b in reading.headers))
            yield Finding(
                "table_total", amount.start, amount.end, f"{total:.10g}", f"{amount.low:.10g}", ok, f"{words}：{len(above)}行之和"
            )
        columns[reading.headers] = []
