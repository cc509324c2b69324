"""Figures against each other: ratios, sums, the same figure in two places, units that do not add up."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial

import regex

from policyminer.bind.context import Context
from policyminer.bind.finding import Finding, Verdict, written
from policyminer.bind.indicators import is_part
from policyminer.bind.relate import find_totals
from policyminer.find import Amount
from policyminer.model import Quantity
from policyminer.patterns import rx

#: counts of heads and counts of turns: three trainings of one teacher are 1 人 and 3 人次
_MIXED = {"人", "人次"}


def check_figures(context: Context, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Ratios, sums, repeated and conflicting figures, mixed units."""
    yield from _ratios(context)
    yield from _sums(context)
    yield from _running_sums(context)
    yield from _mixed_units(context)
    yield from _same_figures(context, quantities)
    yield from _conflicts(context, quantities)
    yield from _counted_twice(context)
    yield from _told_done(context, quantities)


def _sentences(context: Context) -> Iterator[list[Amount]]:
    groups: dict[tuple[int, int], list[Amount]] = {}
    for amount in context.findings.amounts:
        groups.setdefault(context.outline.sentence(amount.start), []).append(amount)
    yield from groups.values()


def find_ratios(context: Context) -> Iterator[tuple[Amount, Amount, Amount]]:
    """(part, whole, share) of 26所…占…总数(65所)的40% and 65所学校中有26所…，占40%."""
    for amounts in _sentences(context):
        for share in amounts:
            if share.unit != "%" or share.low != share.high:
                continue
            pair = _part_and_whole(context, [a for a in amounts if a.end <= share.start], share)
            if pair is not None and pair[1].low:
                yield *pair, share


def _ratios(context: Context) -> Iterator[Finding]:
    """Part and whole against the share; tolerance half of the last digit."""
    for part, whole, share in find_ratios(context):
        value = part.low / whole.low * 100
        digits = len(rx.sub(r"[^\d.]", "", context.folded[share.start : share.end]).partition(".")[2])
        exact = part.bound == whole.bound == share.bound == "exact"
        close = abs(value - share.low) <= 0.5 * 10**-digits + 1e-9
        start, end = min(part.start, whole.start), max(part.end, whole.end)
        yield Finding(
            "ratio",
            "pass" if close else "fail" if exact else "warn",
            start,
            share.end,
            f"{value:.{digits}f}",
            written(share.low),
            f"{written(part.low)} / {written(whole.low)} = {value:.{digits + 1}f} %",
            (start, end),
            (share.start, share.end),
        )


def _part_and_whole(context: Context, before: list[Amount], share: Amount) -> tuple[Amount, Amount] | None:
    pairs = [(a, b) for a, b in itertools.pairwise(before) if a.unit == b.unit and a.unit != "%"]
    for a, b in reversed(pairs):
        if "占" in context.folded[a.end : b.start]:
            return a, b
    if not pairs or pairs[-1][1] is not before[-1]:
        return None
    a, b = pairs[-1]
    inner, outer = context.folded[a.end : b.start], context.folded[b.end : share.start]
    told = rx.search(r"其中|[中里],?有", inner) and rx.fullmatch(r"[^。;]{0,16}占(?:比|总数|全部)?[^,。;]{0,6}", outer)
    return (b, a) if told and b.low <= a.low else None


def _sums(context: Context) -> Iterator[Finding]:
    """选派24名，其中在岗20名、兼职4名: a total and the parts that the sentence lists behind 其中."""
    amounts = context.findings.amounts
    for found in find_totals(context):
        total, parts = amounts[found.whole], [amounts[i] for i in found.parts]
        value = sum(a.low for a in parts)
        if abs(value - total.low) > 1e-9 and value < total.low:
            continue  # 其中 may name some parts only
        agrees = abs(value - total.low) < 1e-9
        terms = " + ".join(written(a.low) for a in parts)
        yield Finding(
            "sum",
            "pass" if agrees else "warn",
            total.start,
            parts[-1].end,
            written(total.low),
            written(value),
            terms if agrees else f"{terms}: the parts may overlap or belong to another total",
            (total.start, total.end),
            (parts[0].start, parts[-1].end),
        )


_TOTAL_BEFORE = regex.compile(r"(?:共计|合计|总计|一共|总共|共有?)[^,。;:\d]{0,6}$")


def _running_sums(context: Context) -> Iterator[Finding]:
    """甲校5名、乙校7名，共计12名: parts first, their total behind."""
    for amounts in _sentences(context):
        for index, total in enumerate(amounts):
            clause = context.outline.clause(total.start)[0]
            if not _TOTAL_BEFORE.search(context.folded[clause : total.start]) or total.bound != "exact":
                continue
            parts: list[Amount] = []
            for amount in reversed(amounts[:index]):
                if amount.unit != total.unit or amount.bound != "exact":
                    break
                parts.insert(0, amount)
            value = sum(a.low for a in parts)
            if len(parts) > 1 and abs(value - total.low) < 1e-9:
                detail = " + ".join(written(a.low) for a in parts)
                sides = (total.start, total.end), (parts[0].start, parts[-1].end)
                yield Finding(
                    "sum", "pass", parts[0].start, total.end, written(total.low), written(value), detail, *sides
                )


def _mixed_units(context: Context) -> Iterator[Finding]:
    """培训300人次，其中校长20人: heads are no part of turns."""
    for whole, part in itertools.pairwise(context.findings.amounts):
        if {whole.unit, part.unit} == _MIXED and is_part(context, whole, part):
            sides = (whole.start, whole.end), (part.start, part.end)
            detail = "人 counts heads, 人次 turns: the two are not summed or compared"
            yield Finding("unit_mixing", "warn", whole.start, part.end, whole.unit, part.unit, detail, *sides)


def _same_figures(context: Context, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """The same figure in two places: a headline and its text, a second article and the first."""
    places = {q.quantity_id: i for i, q in enumerate(quantities)}
    amounts = context.findings.amounts
    for index, quantity in enumerate(quantities):
        if quantity.duplicate_of is None:
            continue
        here, there = amounts[index], amounts[places[quantity.duplicate_of]]
        detail = f"{quantity.code or quantity.measure}: stated in two places"
        sides = (there.start, there.end), (here.start, here.end)
        yield Finding(
            "same_figure", "pass", here.start, here.end, written(there.low), written(here.low), detail, *sides
        )


def _conflicts(context: Context, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """A stock or running total that the document puts at two values for one subject and time."""
    stocks = context.scene.rules.stock_codes
    amounts = context.findings.amounts
    known: dict[tuple[object, ...], int] = {}
    for index, q in enumerate(quantities):
        exact = q.bound == "exact" and q.low == q.high and q.part_of is None and q.status == "actual"
        lasting = q.code in stocks or (q.code is not None and q.scope == "cumulative")
        if not lasting or not exact or q.subject is None or q.date_to is None or q.measure is None:
            continue
        if amounts[index].start in context.findings.cells:
            continue  # rows of one table differ by what labels them
        key = (q.code, q.measure, q.subject, q.unit, q.per, q.date_from, q.date_to, q.coverage, q.scope)
        first = known.setdefault(key, index)
        if quantities[first].low != q.low:
            here, there = amounts[index], amounts[first]
            detail = f"{q.code} of {q.subject} is stated with two values for one time"
            sides = (there.start, there.end), (here.start, here.end)
            yield Finding(
                "same_figure", "warn", here.start, here.end, written(there.low), written(here.low), detail, *sides
            )


#: words that two statements of one matter share
_SHARED_WORDS = 2
_WORD = re.compile(r"(?=([\u4e00-\u9fff]{2}))")
#: pairs of the same two values that are looked at behind a total: a text may repeat them without end
_PAIRS = 20
#: how close to each other two values stand that a reader adds up
_SIDE_BY_SIDE = 60


def _counted_twice(context: Context) -> Iterator[Finding]:
    """24名，其中…4人 in one place, and further on 4名 and 24名 as if apart: whoever adds them counts the 4 twice."""
    amounts = context.findings.amounts
    together = _side_by_side(context)
    words = cache(partial(_words, context))
    for total in find_totals(context):
        whole = amounts[total.whole]
        for part in (amounts[i] for i in total.parts):
            pairs = together.get(frozenset(((whole.low, whole.unit), (part.low, part.unit))), [])
            behind = bisect_left(pairs, part.end, key=lambda pair: pair[0].start)
            for one, other in pairs[behind : behind + _PAIRS]:
                told = words(part.start, part.end)
                if len(told & (words(one.start, one.end) | words(other.start, other.end))) >= _SHARED_WORDS:
                    detail = f"{written(part.low)} is part of {written(whole.low)} there, and may be here"
                    yield Finding(
                        "counted_twice",
                        "warn",
                        one.start,
                        other.end,
                        written(whole.low),
                        written(one.low + other.low),
                        detail,
                        (whole.start, part.end),
                        (one.start, other.end),
                    )
                    break


_Pairs = dict[frozenset[tuple[float, str]], list[tuple[Amount, Amount]]]


def _side_by_side(context: Context) -> _Pairs:
    """Two different values that stand close to each other as if apart, by what they are."""
    amounts = context.findings.amounts
    found: _Pairs = {}
    for index, one in enumerate(amounts):
        for other in amounts[index + 1 : index + 4]:
            between = context.folded[one.end : other.start]
            if len(between) <= _SIDE_BY_SIDE and "其中" not in between and (one.low, one.unit) != (other.low, other.unit):
                found.setdefault(frozenset(((one.low, one.unit), (other.low, other.unit))), []).append((one, other))
    return found


def _words(context: Context, start: int, end: int) -> set[str]:
    """Pairs of characters of the clause of an amount."""
    begins, ends = context.outline.clause(start)
    return set(_WORD.findall(context.folded[begins : max(ends, end)]))


def _told_done(context: Context, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """第一步建设6个试点…已完成: a goal that is said to be met, against the number that the document says there are."""
    amounts = context.findings.amounts
    stocks: dict[tuple[str, str], list[int]] = {}
    for index, quantity in enumerate(quantities):
        if quantity.status == "actual" and quantity.bound == "exact":
            for noun in _nouns(context, amounts[index]):
                stocks.setdefault((amounts[index].unit, noun), []).append(index)
    for index, quantity in enumerate(quantities):
        goal = amounts[index]
        if quantity.status != "actual" or quantity.status_source != "words" or quantity.status_start is None:
            continue
        if not _MET.search(context.folded[goal.end : goal.end + 30]):
            continue
        told = Counter(i for noun in _nouns(context, goal) for i in stocks.get((goal.unit, noun), ())[:_MOST_TOLD])
        for other in sorted(i for i, shared in told.items() if shared >= _SHARED_WORDS and i != index):
            stated = amounts[other]
            if quantities[other].scope != "cumulative" and stated.low != goal.low:
                continue
            agrees = stated.low >= goal.low
            detail = "what is said to be done is there" if agrees else "less is there than is said to be done"
            sides = (goal.start, goal.end), (stated.start, stated.end)
            verdict: Verdict = "pass" if agrees else "warn"
            counts = written(goal.low), written(stated.low)
            yield Finding("told_done", verdict, goal.start, goal.end, *counts, detail, *sides)
            break


#: a goal is told met: 6个…，这一步已完成
_MET = regex.compile(r"已(?:经)?(?:全部|如期)?(?:完成|实现|达到)")
#: statements of one thing that a goal is held against
_MOST_TOLD = 20


def _nouns(context: Context, amount: Amount) -> set[str]:
    """Pairs of characters of what is counted, behind the number."""
    return set(_WORD.findall(context.folded[amount.end : amount.end + 8]))
