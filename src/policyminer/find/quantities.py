"""Numbers with what they count or measure: value, bound and canonical unit.

One pass finds every number; the unit is read from ``rules/units.csv`` behind it, modifiers are read beside it. What only
looks like a quantity (ordinals, ranks, slogans, 一 as an article) is turned away by the guards below.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from policyminer.find.counting import is_label, truly_counts
from policyminer.find.numerals import HAN, NUMBER, parse_numeral
from policyminer.find.protect import Protected, Spans
from policyminer.find.units import Unit, UnitTable
from policyminer.patterns import rx

_OVER = "余多来几"
#: Number, scale behind a vague tail (430余万), range to a second number; the unit follows.
_AMOUNT = regex.compile(
    rf"(?P<a>{NUMBER})(?P<va>[余多]?)(?P<sa>(?<=[余多])[万亿千百]+)?"
    rf"(?:(?P<ua>%|万元|亿元|个|名|人|家|所|次|天|年|元|万|亿|个百分点)?(?P<sep>—{{1,2}}|-|~|至|到|、(?=[一二两三四五六七八九十])|或)(?P<b>{NUMBER})(?P<vb>[余多]?)(?P<sb>(?<=[余多])[万亿千百]+)?)?"
)
_DECIMAL_TAIL = regex.compile(r"[万亿千百]+")
#: Words directly before the number that belong to the span and set its bound.
_BEFORE = (
    ("over", ("超过", "突破", "超出", "高于", "多于", "大于", "逾", "超")),
    ("at_least", ("不少于", "不低于", "不小于", "不得少于", "不得低于", "不短于", "至少", "最少", "起码", "最低", "≥")),
    ("under", ("不足", "不到", "少于", "低于", "小于", "未满", "不满")),
    ("at_most", ("不超过", "不得超过", "不高于", "不多于", "不大于", "至多", "最多", "最高", "≤")),
    ("about", ("大约", "约为", "接近", "将近", "大概", "约", "近")),
)
_BEFORE_FLAT = sorted(((word, bound) for bound, words in _BEFORE for word in words), key=lambda x: -len(x[0]))
#: Words directly behind the unit that belong to the span.
_AFTER = (
    ("at_least", ("及以上", "或以上", "(含)以上", "以上", "起")),
    ("under", ("以下",)),
    ("at_most", ("及以下", "以内", "之内", "(含)以下")),
    ("about", ("左右", "上下")),
    ("over", ("有余", "多", "余")),
)
_AFTER_FLAT = sorted(((word, bound) for bound, words in _AFTER for word in words), key=lambda x: -len(x[0]))
#: The same, elsewhere in the clause before the number: they set the bound and stay outside the span.
_FAR = (
    ("at_least", regex.compile(r"(?:至少|最少|不少于|不低于|不得少于|不得低于|不短于|起码)[^,。;:、\d]{0,14}$")),
    ("at_most", regex.compile(r"(?:不超过|不得超过|不高于|至多|最多|控制在)[^,。;:、\d]{0,8}$")),
    ("over", regex.compile(r"(?:超过|突破|逾)(?:了|到)?[^,。;:、\d]{0,4}$")),
    ("about", regex.compile(r"(?<![签节合条违预集制简])(?:约有|大约有|将近有|接近|约为|约达|近达|约占|约)$")),
)
_FRACTION = regex.compile(
    rf"(?P<d>百|千|[{HAN}十]+)分之(?P<n>[{HAN}十百千点\d.]+)(?:(?:至|到|—|-|~)(?P<d2>百|千|[{HAN}十]+)分之(?P<n2>[{HAN}十百千点\d.]+))?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in view coordinates, before it is bound to anything."""

    start: int
    end: int
    low: float
    high: float
    bound: str
    unit: str
    dimension: str
    rule: str
    number_start: int
    number_end: int


def _number_value(match: regex.Match[str], which: str) -> tuple[Decimal, Decimal] | None:
    numeral = parse_numeral(match[which])
    if numeral is None:
        return None
    factor = Decimal(1)
    for char in match["s" + which] or "":
        factor *= {"万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百": Decimal(100)}[char]
    return numeral.low * factor, numeral.high * factor


_HALF = regex.compile(
    r"(?<![一二两三四五六七八九十大多上下前后过夜对泰参月每翻老])半(?:个)?(?P<u>天|年|月|小时|学期|学年|日)(?!来|脚|途|边|壁|以?上半|上|下|以来|前|后的|工半)"
)


def _halves(folded: str, units: UnitTable, dates: Spans) -> Iterator[Amount]:
    """半天, 半个月, 半学期."""
    for match in _HALF.finditer(folded):
        unit = units.at(folded, match.start("u")) or units.at(folded, match.start("u") - 1)
        if unit and unit.dimension == "duration" and not dates.overlaps(*match.span()):
            half = Decimal("0.5")
            amount = _finish(match.start(), match.start() + 1, match.end(), half, half, unit, folded, "exact")
            if amount is not None:
                yield amount


#: 3、5、8所 | 120、80万元 | 40和60名: numbers that share the unit of the last
_SHARED = regex.compile(
    r"(?<![\d.、/-])(?P<items>\d+(?:\.\d+)?(?:、\d+(?:\.\d+)?)*(?:[、和及]\d+(?:\.\d+)?))(?P<scale>[万亿]{0,2})"
)


def _shared_unit(folded: str, units: UnitTable, dates: Spans) -> Iterator[Amount]:
    """Members of a list of numbers before one unit, each with its own span; the last one takes in the unit."""
    for match in _SHARED.finditer(folded):
        unit = units.at(folded, match.end())
        if (
            unit is None
            or unit.kind == "noun"
            or dates.overlaps(*match.span())
            or (rx.match(r"[期届号级版]", folded[match.end() : match.end() + 1]) and unit.dimension == "events")
        ):
            continue
        factor = Decimal({"": 1, "万": 10**4, "亿": 10**8}.get(match["scale"], 1)) * unit.factor
        members = list(regex.finditer(r"\d+(?:\.\d+)?", match["items"]))
        for member in members[:-1]:
            start, end = match.start("items") + member.start(), match.start("items") + member.end()
            value = float(Decimal(member.group()) * factor)
            yield Amount(start, end, value, value, "exact", unit.unit, unit.dimension, "quantity.shared", start, end)


def find_amounts(folded: str, units: UnitTable, protected: Protected, dates: Spans, fixed: Spans) -> list[Amount]:
    """All quantities of a folded view, in order. ``fixed`` are slogans and names that hold numbers."""
    found: list[Amount] = []
    for amount in heapq.merge(
        _shared_unit(folded, units, dates),
        _raw_amounts(folded, units, dates),
        _halves(folded, units, dates),
        key=lambda a: a.start,
    ):
        if protected.no_date(amount.number_start, amount.number_end) or fixed.overlaps(amount.number_start, amount.end):
            continue
        quote = protected.quotes.hit(amount.start, amount.end)
        if quote and quote[1] - quote[0] <= 27 and quote[0] <= amount.start and amount.end <= quote[1]:
            continue  # “七个联合体”: a name, not a count
        if found and amount.start < found[-1].end:
            continue
        found.append(amount)
    return found


def _raw_amounts(folded: str, units: UnitTable, dates: Spans) -> Iterator[Amount]:
    position = 0
    for match in _AMOUNT.finditer(folded):
        start = match.start()
        if start < position or dates.overlaps(start, start + 1):
            continue
        fraction = _FRACTION.match(folded, start, start + 40)  # without an end it looks for 分之 in all that follows
        amount = _fraction(fraction, folded) if fraction else _slashed(match, folded) or _measured(match, folded, units)
        amount = _with_half(amount, folded, units)
        if amount is not None and not dates.overlaps(amount.number_start, amount.number_end):
            position = amount.end
            yield amount


def _fraction(match: regex.Match[str], folded: str) -> Amount | None:
    values: list[Decimal] = []
    for d, n in (("d", "n"), ("d2", "n2")):
        if match[n]:
            numerator, denominator = (
                parse_numeral(match[n]),
                parse_numeral("一" + match[d] if match[d] in "百千" else match[d]),
            )
            if numerator is None or denominator is None or not denominator.low:
                return None
            values.append(numerator.low * 100 / denominator.low)
    if match.end() - match.start() < 4 or not values:
        return None
    return _finish(
        match.start(),
        match.end(),
        match.end(),
        values[0],
        values[-1],
        Unit("%", "%", Decimal(1), "percent", "measure"),
        folded,
        "exact",
    )


_SLASHED = regex.compile(r"(?P<n>[1-9])/(?P<d>[2-9]|10)(?![\d/年.])")


def _slashed(match: regex.Match[str], folded: str) -> Amount | None:
    """约1/3, 2/3以上: a fraction of ten at most, not a date or a code."""
    found = _SLASHED.match(folded, match.start())
    if (
        found is None
        or int(found["n"]) >= int(found["d"])
        or rx.match(r"[\dA-Za-z/]", folded[match.start() - 1 : match.start()])
    ):
        return None
    value = Decimal(found["n"]) * 100 / Decimal(found["d"])
    return _finish(
        found.start(),
        found.end(),
        found.end(),
        value,
        value,
        Unit("%", "%", Decimal(1), "percent", "measure"),
        folded,
        "exact",
    )


_HALF_BEHIND = regex.compile(r"半(?!年级|数|径|导|岛|封|自|价|天|夜|途|价|日)")
_SMALL_CHANGE = regex.compile(r"(?P<jiao>[1-9])角(?:(?P<fen>[1-9])分)?")


def _with_half(amount: Amount | None, folded: str, units: UnitTable) -> Amount | None:
    """两年半, 一个半小时, 2元5角: what stands behind the unit belongs to the number."""
    if amount is None:
        return None
    if amount.unit == "元" and (change := _SMALL_CHANGE.match(folded, amount.end)):
        extra = int(change["jiao"]) / 10 + int(change["fen"] or 0) / 100
        return replace(amount, end=change.end(), low=amount.low + extra, high=amount.high + extra)
    if not _HALF_BEHIND.match(folded, amount.end) or amount.bound != "exact":
        return amount
    behind = units.at(folded, amount.end + 1)
    if folded[amount.end - 1] == "个" and amount.unit in ("个", "月", "学期"):
        behind = behind or units.at(folded, amount.end)
        month = folded.startswith("月", amount.end + 1)
        if (behind and behind.dimension == "duration") or month:
            unit, size = ("月", 1) if month else (behind.unit, len(behind.form)) if behind else ("", 0)
            return replace(
                amount,
                end=amount.end + 1 + size,
                low=amount.low + 0.5,
                high=amount.high + 0.5,
                unit=unit,
                dimension="duration",
            )
        return amount
    if amount.dimension in ("duration", "weight") and behind is None:
        return replace(amount, end=amount.end + 1, low=amount.low + 0.5, high=amount.high + 0.5)
    return amount


_THOUSANDS = ("千瓦", "千瓦时", "千米", "千克", "千伏", "千瓦小时", "千卡")


def _measured(match: regex.Match[str], folded: str, units: UnitTable) -> Amount | None:
    start, number_end = match.span()
    ranged = match["b"] is not None
    low = _number_value(match, "a")
    high = _number_value(match, "b") if ranged else low
    if ranged and (
        high is None
        or low is None
        or units.at(folded, number_end) is None
        or (low[0] >= high[1] and match["sep"] != "、")
    ):
        # not a range after all: read the first number alone
        ranged, high = False, low
        number_end = match.end("sa") if match["sa"] else match.end("va") if match["va"] is not None else match.end("a")
    if low is None or high is None:
        return None
    vague = match["vb"] if ranged else match["va"]
    if (
        folded[number_end - 1] == "千"
        and not vague
        and (power := units.at(folded, number_end - 1))
        and power.form in _THOUSANDS
    ):
        # 45万千瓦, 12千米: 千 belongs to the unit
        number_end -= 1
        low, high = (low[0] / 1000, low[1] / 1000), (high[0] / 1000, high[1] / 1000)
    chinese = not match["a"][0].isdigit()
    unit = units.at(folded, number_end)
    text = match["a"]
    # 十余个 and 100余个: the vague tail may also stand behind the unit's 个
    if unit is None and chinese and len(text) > 1 and text[-1] not in "十百千万亿":
        return None
    if unit is None:
        return _bare_scale(match, folded, low, high, number_end)
    values = low[0], high[1]
    if ranged and match["ua"] in ("万", "万元") and unit.factor == 1 and match["b"]:
        values = low[0] * 10**4, high[1]
    elif ranged and not match["ua"]:
        values = _share_scale(match, low[0], high[1]), high[1]
    if folded[start - 1 : start] == "每" or (unit.unit == "周" and folded.startswith("周年", number_end)):
        return None  # a denominator; an anniversary
    if (
        chinese
        and not (ranged and match["sep"] != "、")
        and not truly_counts(text, vague, unit, folded, start, number_end)
    ):
        return None
    if chinese and ranged and unit.form == "年级":
        return None  # 一至六年级 names classes
    if not chinese and is_label(folded, start, number_end, unit):
        return None
    bound = "over" if vague else "exact"
    return _finish(
        start, number_end, number_end + len(unit.form), values[0], values[1], unit, folded, bound, vague_ok=True
    )


def _share_scale(match: regex.Match[str], low: Decimal, high: Decimal) -> Decimal:
    """3-5万元 means 30,000 to 50,000; 七千到九千亿 means 7,000 to 9,000 亿."""
    scale = rx.search(r"[万亿]+$", match["b"])
    if scale and not rx.search(r"[万亿]", match["a"]):
        factor = Decimal(1)
        for char in scale.group():
            factor *= 10**4 if char == "万" else 10**8
        return low * factor if low * factor <= high else low
    return low


def _bare_scale(
    match: regex.Match[str], folded: str, low: tuple[Decimal, Decimal], high: tuple[Decimal, Decimal], end: int
) -> Amount | None:
    """A large number of people without a unit: 湖北、河南各15万左右."""
    if (
        rx.search(r"[万亿]$", match["a"])
        and match["a"][0].isdigit()
        and folded.startswith(("左右", "以上", "余", "多"), end)
    ):
        return _finish(
            match.start(), end, end, low[0], high[1], Unit("", "人", Decimal(1), "persons", "measure"), folded, "exact"
        )
    return None


def _finish(
    start: int,
    number_end: int,
    end: int,
    low: Decimal,
    high: Decimal,
    unit: Unit,
    folded: str,
    bound: str,
    vague_ok: bool = False,
) -> Amount | None:
    """Widen the span by the modifiers beside it and set the bound."""
    number_start = start
    rule = "quantity.fraction" if not vague_ok else "quantity.measured"
    for word, kind in _BEFORE_FLAT:
        if folded.endswith(word, max(0, start - len(word)), start) and not _is_other_word(folded, start, word):
            start -= len(word)
            bound = kind
            break
    if bound in ("exact", "over"):
        for word, kind in _AFTER_FLAT:
            if folded.startswith(word, end) and not (word in ("多", "余", "起") and not _tail_ok(folded, end, word)):
                end += len(word)
                bound = kind
                break
    elif folded.startswith(("以上", "左右", "以内"), end):
        end += 2
    if (
        unit.dimension == "duration"
        and bound == "exact"
        and folded.startswith("内", end)
        and folded[end + 1 : end + 2] not in tuple("容部地外涵在")
    ):
        end += 1
        bound = "at_most"
    if folded.startswith("内", end) and rx.search(
        r"(?:控制在|压缩至|压缩到|保持在)[^,。;]{0,6}$", folded[max(0, start - 10) : start]
    ):
        end += 1
        bound = "at_most"
    if bound == "exact":
        clause_start = max(folded.rfind(c, 0, number_start) for c in ",。;:\n、") + 1
        before = folded[clause_start:start]
        bound = next((kind for kind, pattern in _FAR if pattern.search(before)), bound)
    factor = unit.factor
    return Amount(
        start,
        end,
        float(low * factor),
        float(high * factor),
        bound,
        unit.unit,
        unit.dimension,
        rule,
        number_start,
        number_end,
    )


def _tail_ok(folded: str, end: int, word: str) -> bool:
    following = folded[end + 1 : end + 2]
    if word == "起":
        return following in (",", "。", ";", ")", "")
    return (
        word in ("余", "多")
        and following not in ("元", "样", "数", "名", "个", "地", "年")
        and bool(rx.match(r"[,。;、\n)]|[\u4e00-\u9fff]", following or "。"))
    )


def _is_other_word(folded: str, start: int, word: str) -> bool:
    """近 of 附近, 约 of 节约, 超 of 高超: the modifier is the end of another word."""
    before = folded[start - len(word) - 1 : start - len(word)]
    return (
        (word == "近" and before in ("附", "最", "临", "靠", "邻", "远", "接"))
        or (word == "约" and before in ("节", "合", "条", "签", "违", "预", "集"))
        or (word == "超" and before in ("高", "反"))
        or (word in ("最高", "最低"))
    )
