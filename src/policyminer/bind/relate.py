"""How the values of a document hang together: parts of totals, running totals, whom they cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from policyminer.bind.context import Context
from policyminer.bind.indicators import in_brackets, is_part
from policyminer.find import Amount

_CUMULATIVE = regex.compile(r"累计|历年来?|截至|截止|以来|总计|[已共]+计")
_OF_PERIOD = regex.compile(r"当年|今年|本年度?|全年|年内|本学[期年]|本月|本季度|同期")
_ADDED = regex.compile(r"新增|新(?=[建组招聘设培选评创遴派])|净增|(?<!一)再(?=[组建新增选培打创遴])|扩建")
_COVERAGE = regex.compile(
    r"全(?:国|省|市|县|区|州|盟|旗|镇|乡|街道|校|院|园|系统|域)|[我本该](?:国|省|市|县|区|州|镇|乡|校|院|园)"
)
#: shares of different wholes and lengths of time do not add up
NO_SUMS = ("percent", "points", "duration")
#: a total and its parts stand near each other
_REACH = 40


@dataclass(frozen=True, slots=True)
class Total:
    """A total and the parts that follow it, as indices of amounts."""

    whole: int
    parts: tuple[int, ...]


def find_totals(context: Context) -> Iterator[Total]:
    """选派24名，其中在岗20名、兼职4名: totals with two parts or more in one sentence."""
    groups: dict[tuple[int, int], list[int]] = {}
    amounts = context.findings.amounts
    for index, amount in enumerate(amounts):
        groups.setdefault(context.outline.sentence(amount.start), []).append(index)
    for members in groups.values():
        for place, whole in enumerate(members):
            total = amounts[whole]
            parts = [i for i in members[place + 1 :] if amounts[i].unit == total.unit and amounts[i].bound == "exact"]
            if len(parts) < 2 or total.low != total.high or total.dimension in NO_SUMS:
                continue
            between = context.folded[total.end : amounts[parts[0]].start]
            told = "其中" in between or "包括" in between
            if told:
                yield from _told(amounts, whole, parts)
            elif len(parts) == 2 and _adds_up(amounts, whole, parts) and _linked(context, total, amounts[parts[-1]]):
                yield Total(whole, tuple(parts))


def _told(amounts: Sequence[Amount], whole: int, parts: list[int]) -> Iterator[Total]:
    """Parts behind 其中; a total may be broken down twice (by source, then by place)."""
    while parts:
        full = next((i for i in range(2, len(parts) + 1) if _adds_up(amounts, whole, parts[:i])), len(parts))
        yield Total(whole, tuple(parts[:full]))
        parts = parts[full:]


def _adds_up(amounts: Sequence[Amount], whole: int, parts: Sequence[int]) -> bool:
    return abs(sum(amounts[i].low for i in parts) - amounts[whole].low) < 1e-9


def _linked(context: Context, total: Amount, last: Amount) -> bool:
    """挂职人员24名，在岗挂职20名，…副校长4人: the parts follow at once and count the same thing."""
    return last.end - total.end <= _REACH and "。" not in context.folded[total.end : last.end]


def part_of(context: Context) -> dict[int, int]:
    """For every part the index of its total."""
    amounts = context.findings.amounts
    wholes: dict[int, int] = {}
    for total in find_totals(context):
        if _adds_up(amounts, total.whole, total.parts):
            for part in total.parts:
                wholes.setdefault(part, total.whole)
    for index in range(1, len(amounts)):
        earlier = amounts[index - 1]
        if index in wholes or earlier.unit != amounts[index].unit or earlier.high < amounts[index].low:
            continue
        if is_part(context, earlier, amounts[index]):
            wholes[index] = index - 1
        elif in_brackets(context, earlier, amounts[index]) and index - 1 in wholes:
            wholes[index] = wholes[index - 1]
    return wholes


def scope_of(context: Context, amount: Amount) -> str | None:
    """``cumulative`` for a running total (累计, 截至), ``added`` for an increase (新增, 再建), ``period`` for what a time saw (今年)."""
    start = context.outline.sentence(amount.start)[0]
    clause = context.outline.clause(amount.start)[0]
    if _ADDED.search(context.folded, max(start, clause), amount.start):
        return "added"
    before = context.folded[start : amount.start]
    running = max((m.start() for m in _CUMULATIVE.finditer(before)), default=-1)
    seen = max((m.start() for m in _OF_PERIOD.finditer(before)), default=-1)
    if running < 0 and seen < 0:
        return None
    return "cumulative" if running > seen else "period"


def coverage_of(context: Context, amount: Amount) -> str | None:
    """The words that say whom the value covers, as written: 全省, 全县, 本校."""
    start = context.outline.sentence(amount.start)[0]
    found = list(_COVERAGE.finditer(context.folded, start, amount.start))
    return found[-1].group() if found else None
