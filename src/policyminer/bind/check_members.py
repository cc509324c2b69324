"""Stated counts against what the document names further on: members, bulletin items, things of one kind."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from policyminer.bind.context import Context, Scope
from policyminer.bind.finding import Finding, written
from policyminer.find import Amount, Name
from policyminer.model import Quantity
from policyminer.outline.days import small_number

#: what makes a count one of members, each of which has a name: 5所试点校（园）
_MEMBER = r"(?:试点|成员|龙头|牵头|结对|受援|帮扶|基地|示范|项目|实验)"
_SCHOOLS = regex.compile(rf"{_MEMBER}(?:学校|校|园|幼儿园|中学|小学|高中)(?:[(][园校][)])?")
#: unions that are named for the school or place that leads them: 6个试点教联体, 三个教育集团
_UNIONS = regex.compile(rf"{_MEMBER}?(?P<union>教联体|教共体|共同体|联合体|教育集团|联盟|医共体|工作室){_MEMBER}?")
#: from how many to how many members a document would name each
_FEW, _MANY = 3, 12
#: characters of an article beyond which the schools it names belong to many matters
_LONGEST = 6000


def check_members(context: Context, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Members that are counted and named; things listed before they are counted; a part of a stock; items by column."""
    yield from _members_named(context, quantities)
    yield from _counted_behind(context)
    yield from _part_of_stock(context, quantities)
    yield from _items_by_column(context)


def _members_named(context: Context, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """5所试点校（园） and the schools of that name in the same article: most of them named, some not, is worth a look."""
    told: set[tuple[int, str | None]] = set()
    # the largest count first: 4所试点学校 of 5所试点校 are not all that are named
    told_of = zip(context.findings.amounts, quantities, strict=True)
    for amount in sorted((a for a, q in told_of if q.status == "actual"), key=lambda a: -a.low):
        if amount.bound != "exact" or amount.low != amount.high or not _FEW <= amount.low <= _MANY:
            continue
        scope = context.scope_at(amount.start)
        noun = _SCHOOLS.match(context.folded, amount.end) or _UNIONS.match(context.folded, amount.end)
        if scope is None or noun is None or scope.end - scope.start > _LONGEST:
            continue
        union = noun.groupdict().get("union")
        named = _leaders(context, scope, union) if union else _named(context, scope)
        stated = int(amount.low)
        if (scope.start, union) in told or not stated / 2 < len(named) <= stated:
            continue
        told.add((scope.start, union))
        first, last = min(n.start for n in named.values()), max(n.end for n in named.values())
        missing = stated - len(named)
        yield Finding(
            "members_named",
            "warn" if missing else "pass",
            min(amount.start, first),
            max(amount.end, last),
            str(stated),
            str(len(named)),
            f"{missing} of {stated} not named; named are {'、'.join(named)}" if missing else "、".join(named),
            (amount.start, amount.end),
            (first, last),
        )


def _named(context: Context, scope: Scope) -> dict[str, Name]:
    """Schools named in a scope, the first mention of each."""
    found: dict[str, Name] = {}
    for name in context.names_in(scope.start, scope.end, "school"):
        found.setdefault(name.entity_id, name)
    return {name.name: name for name in found.values()}


def _leaders(context: Context, scope: Scope, union: str) -> dict[str, Name]:
    """Schools and places that a union is named for: 某某小学教联体."""
    found = [
        n
        for n in context.names_in(scope.start, scope.end, "school", "region")
        if context.folded.startswith(union, n.end)
    ]
    # 某县教联体 are all unions of the county when others are named for schools
    kind = "school" if any(n.type == "school" for n in found) else "region"
    return {n.name: n for n in reversed(found) if n.type == kind}


#: 甲行动和乙行动…两个行动, 甲平台、乙平台、丙平台…三个平台
_COUNTED = regex.compile(r"(?P<n>[两二三四五六]|[2-6])个(?P<noun>[\u4e00-\u9fff]{2})(?![\u4e00-\u9fff]{0,2}[::])")
#: characters before a count in which the things counted may stand
_TOLD_WITHIN = 120


def _counted_behind(context: Context) -> Iterator[Finding]:
    """Things of one kind coordinated in a sentence, and counted in the next clauses."""
    for match in _COUNTED.finditer(context.folded):
        start = max(context.paragraph(match.start()).start, match.start() - _TOLD_WITHIN)
        noun, stated = match["noun"], 2 if match["n"] == "两" else small_number(match["n"])
        if context.folded.count(noun, start, match.start()) < stated:
            continue
        member = rf"[\u4e00-\u9fff“”]{{2,16}}?{noun}"
        run = regex.compile(
            rf"{member}(?:[、和与及]{member}){{{stated - 1}}}(?![、和与及][\u4e00-\u9fff]{{2,16}}{noun})"
        )
        found = [m for m in run.finditer(context.folded, start, match.start()) if m.group().count(noun) == stated]
        if found:
            listed = found[-1]
            yield Finding(
                "list_length",
                "pass",
                listed.start(),
                match.end(),
                str(stated),
                str(stated),
                listed.group(),
                (match.start("n"), match.start("noun")),
                listed.span(),
            )


def _part_of_stock(context: Context, quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """4所试点学校 of the 5所试点校 that the article counts: no more than all."""
    amounts = context.findings.amounts
    stocks: dict[tuple[int, str], list[int]] = {}
    for index, quantity in enumerate(quantities):
        if quantity.code in context.scene.rules.stock_codes and quantity.status == "actual":
            scope = context.scope_at(amounts[index].start)
            if scope is not None and _SCHOOLS.match(context.folded, amounts[index].end):
                stocks.setdefault((scope.start, amounts[index].unit), []).append(index)
    wholes = {key: _largest(amounts, known) for key, known in stocks.items()}
    for amount in amounts:
        scope = context.scope_at(amount.start)
        whole = wholes.get((scope.start, amount.unit)) if scope is not None else None
        if whole is None or amount.low >= whole.low or amount.bound != "exact" or amount.low != amount.high:
            continue
        if _SCHOOLS.match(context.folded, amount.end):
            sides = (whole.start, whole.end), (amount.start, amount.end)
            share = f"{written(amount.low)} of {written(whole.low)}"
            yield Finding(
                "part_of_stock",
                "pass",
                amount.start,
                amount.end,
                f"<= {written(whole.low)}",
                written(amount.low),
                share,
                *sides,
            )


def _largest(amounts: Sequence[Amount], known: Sequence[int]) -> Amount | None:
    """The stock, when it is told more than once: a count told once may be of others."""
    values = Counter(amounts[i].low for i in known)
    if not values or values.most_common(1)[0][1] < 2:
        return None
    value = values.most_common(1)[0][0]
    return next(amounts[i] for i in known if amounts[i].low == value)


def _items_by_column(context: Context) -> Iterator[Finding]:
    """The items of a bulletin against their sum by column: one that stands in no column was torn off or lost its mark."""
    paragraphs = context.outline.paragraphs
    items = [p for p in paragraphs if p.kind == "item" and p.level == 3]
    columns = [p for p in paragraphs if p.kind == "column"]
    if len(items) < 2 or len(columns) < 2:
        return
    starts = [c.start for c in columns] + [len(context.folded)]
    at = [i.start for i in items]
    counts = [bisect_left(at, b) - bisect_left(at, a) for a, b in itertools.pairwise(starts)]
    agrees = sum(counts) == len(items)
    names = [context.folded[c.start : c.end].strip("【】 \n") for c in columns]
    detail = " + ".join(f"{n} {name}" for n, name in zip(counts, names, strict=True))
    yield Finding(
        "items_by_column",
        "pass" if agrees else "warn",
        columns[0].start,
        items[-1].end,
        str(len(items)),
        str(sum(counts)),
        detail,
        (items[0].start, items[-1].end),
        (columns[0].start, columns[-1].end),
    )
