"""Values that follow from stated ones: a share of a known whole, an amount for each of a known number."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from policyminer.bind.check_figures import find_ratios
from policyminer.bind.context import Context
from policyminer.find import Amount
from policyminer.model import Quantity
from policyminer.patterns import rx

#: what comes in whole pieces only
_WHOLE = ("persons", "objects", "orgs", "events", "nouns")
_TIMES = regex.compile(r"年|月|周|天|日|学期|季|次|课时|小时|学时")
_OF_BASE = regex.compile(r"[^,。;:\d]{0,14}(?:\))?的(?:比例)?(?:达到|达|超过)?")
_EACH = regex.compile(
    r"[^,。;\d]{0,12}各自?(?:选派|派出?|安排|补助|奖励|建设?|确定|遴选|配备|投入|给予|承担|组织|举办|新建|推荐|选|设立?|聘|开展|不少于|至少)[^,。;\d]{0,12}"
)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A derived value: ``formula`` over the quotes of ``sources`` (indices of quantities), the first one leading."""

    kind: str
    formula: str
    low: float
    high: float
    bound: str
    unit: str
    measure: str | None
    sources: tuple[int, ...]


def derive(context: Context, quantities: Sequence[Quantity]) -> list[Derivation]:
    """All derived values in the reading order of their leading quantity."""
    found = [*_shares(context, quantities), *_products(context, quantities)]
    return sorted(found, key=lambda d: d.sources)


def _shares(context: Context, quantities: Sequence[Quantity]) -> Iterator[Derivation]:
    """45所的80%以上: at least 36; the whole stands beside the share, or a ratio of the same indicator has told it."""
    amounts = context.findings.amounts
    index_of = {a.start: i for i, a in enumerate(amounts)}
    wholes: dict[str | None, int] = {}
    known: set[int] = set()
    for _, whole, share in find_ratios(context):
        wholes.setdefault(quantities[index_of[share.start]].code, index_of[whole.start])
        known.add(index_of[share.start])
    wholes.pop(None, None)
    for index, share in enumerate(amounts):
        if share.unit != "%" or index in known or quantities[index].duplicate_of:
            continue
        before = amounts[index - 1] if index else None
        beside = (
            before is not None
            and before.dimension in _WHOLE
            and _OF_BASE.fullmatch(context.folded[before.end : share.start]) is not None
        )
        base = index - 1 if beside else wholes.get(quantities[index].code)
        if base is None or not _same_record(quantities[base], quantities[index]) or share.high > 100:
            continue
        whole = amounts[base]
        low, high = (_pieces(v / 100 * whole.low, share.bound, whole) for v in (share.low, share.high))
        bound = _joint(share.bound, whole.bound)
        if bound is not None:
            formula = f"{quantities[index].text} × {quantities[base].text}"
            yield Derivation("share", formula, low, high, bound, whole.unit, quantities[base].measure, (index, base))


def _same_record(base: Quantity, share: Quantity) -> bool:
    return base.subject == share.subject


def _products(context: Context, quantities: Sequence[Quantity]) -> Iterator[Derivation]:
    """5所试点校，每校补助10万元: 50万元; 两所高校各选派3名: 6名."""
    amounts = context.findings.amounts
    for index, each in enumerate(amounts):
        quantity = quantities[index]
        if each.unit in ("%", "百分点") or each.dimension == "duration":
            continue
        count = _counted(context, quantities, index)
        count = _each_of(context, index) if count is None else count
        if count is None:
            continue
        number = amounts[count]
        bound = _joint(each.bound, number.bound)
        if bound is not None and number.low == number.high and number.low > 1:
            formula = f"{quantity.text} × {quantities[count].text}"
            low, high = each.low * number.low, each.high * number.low
            yield Derivation("product", formula, low, high, bound, each.unit, quantity.measure, (index, count))


def _counted(context: Context, quantities: Sequence[Quantity], index: int) -> int | None:
    """The count in the sentence of what the rate is per: 试点校 of 每个试点校."""
    per = quantities[index].per
    if per is None or _TIMES.search(per):
        return None
    sentence = context.outline.sentence(context.findings.amounts[index].start)
    for i in range(index - 1, -1, -1):
        amount = context.findings.amounts[i]
        if amount.start < sentence[0]:
            return None
        if quantities[i].per is not None:
            continue
        noun = context.folded[amount.end : amount.end + 12]
        if amount.dimension in ("orgs", "objects", "persons") and (
            noun.startswith(per)
            or (len(per) > 1 and per in (quantities[i].measure or ""))
            or (len(per) == 1 and amount.dimension == "orgs" and rx.match(rf"[^,。;]{{0,8}}{regex.escape(per)}", noun))
        ):
            return i
    return None


def _each_of(context: Context, index: int) -> int | None:
    """The count right before 各: 两所高校各选派3名."""
    if index == 0:
        return None
    amounts = context.findings.amounts
    before, each = amounts[index - 1], amounts[index]
    between = context.folded[before.end : each.start]
    return index - 1 if before.dimension in ("orgs", "persons") and _EACH.fullmatch(between) else None


def _pieces(value: float, bound: str, whole: Amount) -> float:
    """Whole pieces where a bound says which way to round; else as computed."""
    value = round(value, 6)
    if whole.dimension not in _WHOLE:
        return value
    if bound in ("at_least", "over"):
        return float(math.ceil(value))
    return float(math.floor(value)) if bound in ("at_most", "under") else value


#: of two bounds the one that a product has; two that pull apart say nothing
_LOWER, _UPPER = ("at_least", "over"), ("at_most", "under")


def _joint(a: str, b: str) -> str | None:
    if "exact" in (a, b):
        return b if a == "exact" else a
    if a == b or "about" in (a, b):
        return a if a == b else "about"
    if (a in _LOWER and b in _LOWER) or (a in _UPPER and b in _UPPER):
        return "at_least" if a in _LOWER else "at_most"
    return None
