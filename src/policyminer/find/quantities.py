"""Numbers with what they count or measure: value, bound and canonical unit.

One pass finds every number; the unit is read from ``rules/units.csv`` behind it, modifiers are read beside it. What only
looks like a quantity (ordinals, ranks, slogans, 一 as an article) is turned away by the guards below.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from policyminer.find.bounds import Amount, bounded
from policyminer.find.counting import is_label, truly_counts
from policyminer.find.money import SYMBOLS, currency_before, money_unit, with_change
from policyminer.find.numerals import NUMBER, parse_numeral
from policyminer.find.protect import Protected, Spans
from policyminer.find.shares import share_at
from policyminer.find.units import Unit, UnitTable
from policyminer.patterns import rx

_VAGUE = r"(?:[余多几]|(?<=[十百千万])来)"
#: Number, scale behind a vague tail (430余万), range to a second number; the unit follows.
_AMOUNT = re.compile(
    rf"(?=[\d〇零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟])(?P<a>{NUMBER})(?P<va>{_VAGUE}?)(?P<sa>(?<=[余多几来])[万亿千百]+)?"
    rf"(?:(?P<ua>%|万元|亿元|个|名|人|家|所|次|天|年|元|万|亿|个百分点)?(?P<sep>\s?(?:—{{1,2}}|-|~)\s?|至|到|(?<![%元个名人家所次天年点])、(?=[一二两三四五六七八九十])|或|[和与](?=[^,。;、]{{1,10}}之?间))(?P<b>{NUMBER})(?P<vb>{_VAGUE}?)(?P<sb>(?<=[余多几来])[万亿千百]+)?)?"
)


def _number_value(match: re.Match[str], which: str) -> tuple[Decimal, Decimal] | None:
    numeral = parse_numeral(match[which])
    if numeral is None:
        return None
    factor = Decimal(1)
    for char in match["s" + which] or "":
        factor *= {"万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百": Decimal(100)}[char]
    return numeral.low * factor, numeral.high * factor


_HALF = regex.compile(
    r"(?<![一二两三四五六七八九十个大多上下前后过夜对泰参月每翻老])半(?:个)?(?P<u>天|年|月|小时|学期|学年|日)(?!来|脚|途|边|壁|以?上半|上|下|以来|前|后的|工半)|(?P<share>半[成折]|对折)"
)


def _halves(folded: str, units: UnitTable, dates: Spans) -> Iterator[Amount]:
    """半天, 半个月, 半学期; 半成, 对折."""
    for match in _HALF.finditer(folded):
        if match["share"]:
            amount = share_at(folded, match.start())
            if amount is not None:
                yield amount
            continue
        unit = units.at(folded, match.start("u")) or units.at(folded, match.start("u") - 1)
        if unit and unit.dimension == "duration" and not dates.overlaps(*match.span()):
            half = Decimal("0.5")
            start = match.start()
            yield bounded(start, start + 1, match.end(), half, half, unit, folded, "exact", "quantity.fraction")


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
        amount = share_at(folded, start) or _with_half(_measured(match, folded, units), folded, units)
        if amount is not None and not dates.overlaps(amount.number_start, amount.number_end):
            position = amount.end
            yield amount


_HALF_BEHIND = regex.compile(r"半(?!年级|数|径|导|岛|封|自|价|天|夜|途|价|日)")


def _with_half(amount: Amount | None, folded: str, units: UnitTable) -> Amount | None:
    """两年半, 一个半小时, 2元5角: what stands behind the unit belongs to the number."""
    if amount is None:
        return None
    if amount.dimension == "money" or amount.unit == "块":
        amount = with_change(amount, folded)
    if folded[amount.end : amount.end + 1] != "半":
        return amount
    if not _HALF_BEHIND.match(folded, amount.end) or amount.bound not in ("exact", "at_least", "at_most"):
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


_THOUSANDS = ("千瓦", "千瓦时", "千米", "千克", "千伏", "千伏安", "千瓦小时", "千卡", "千焦", "千赫", "千帕")
#: units of what can lie below nothing: rates, temperatures, changes of rates
_MAY_BE_NEGATIVE = frozenset(("%", "‰", "℃", "摄氏度", "个百分点", "百分点", "个千分点", "千分点"))
_SIGNED = regex.compile(r"(?:负|零下|(?<![\d%A-Za-z~—])-)$")


def _measured(match: re.Match[str], folded: str, units: UnitTable) -> Amount | None:
    start, number_end = match.span()
    ranged = match["b"] is not None
    if not ranged and _is_bare(folded, start, number_end, units):
        return None
    low = _number_value(match, "a")
    high = _number_value(match, "b") if ranged else low
    if ranged and (
        high is None
        or low is None
        or units.at(folded, number_end) is None
        or (low[0] >= high[1] and match["sep"] != "、" and not _shares_scale(match))
    ):
        # not a range after all: read the first number alone
        ranged, high = False, low
        number_end = match.end("sa") if match["sa"] else match.end("va") if match["va"] is not None else match.end("a")
    vague = match["vb"] if ranged else match["va"]
    power = units.at(folded, number_end - 1) if folded[number_end - 1] in "千两" and not vague else None
    if power and number_end - start > 1 and (power.form in _THOUSANDS or _is_weight(power, folded, number_end)):
        # 45万千瓦, 12千米, 二两: the character belongs to the unit
        text = match["a"][:-1]
        numeral = None if ranged else parse_numeral(text)
        if numeral is None:
            return None
        number_end, low, high = number_end - 1, (numeral.low, numeral.high), (numeral.low, numeral.high)
    else:
        text = match["a"]
    if low is None or high is None:
        return None
    unit = _unit_at(folded, start, number_end, units)
    if unit is None:
        return _without_unit(match, folded, low, high, number_end)
    if not _counts(match, text, vague, ranged, unit, folded, number_end):
        return None
    values = low[0], high[1]
    if ranged and match["ua"] in ("万", "万元") and unit.factor == 1:
        values = low[0] * 10**4, high[1]
    elif ranged and not match["ua"]:
        values = _share_scale(match, low[0], high[1]), high[1]
    if values[0] > values[1]:
        return None  # 2、一％: an item's number and what follows it
    if unit.form in _MAY_BE_NEGATIVE and not ranged and (sign := _SIGNED.search(folded, max(0, start - 2), start)):
        start, values = sign.start(), (-values[1], -values[0])
    end = number_end + len(unit.form)
    return bounded(start, number_end, end, *values, unit, folded, "over" if vague else "exact", "quantity.measured")


def _is_bare(folded: str, start: int, end: int, units: UnitTable) -> bool:
    """Whether nothing makes the number a quantity: no unit, no scale that could be one, no currency before it."""
    return units.at(folded, end) is None and folded[end - 1] not in "千两万亿" and folded[start - 1 : start] not in SYMBOLS


def _is_weight(unit: Unit, folded: str, end: int) -> bool:
    """二两 and 二两茶, not 一两次."""
    return unit.form == "两" and bool(rx.match(r"[,。;:、\n)重茶酒米黄白]|$", folded[end : end + 1]))


def _unit_at(folded: str, start: int, number_end: int, units: UnitTable) -> Unit | None:
    """The unit behind the number; with a currency named before the number (新台币3亿元, ￥300) that one."""
    unit = units.at(folded, number_end)
    if (unit is None or unit.unit == "元") and (currency := currency_before(folded, start)):
        if unit is not None:
            return replace(unit, unit=currency[0])
        if currency[1] < start:
            return money_unit(currency[0])
    return unit


def _counts(
    match: re.Match[str], text: str, vague: str, ranged: bool, unit: Unit, folded: str, number_end: int
) -> bool:
    """Whether number and unit count or measure, and are no denominator, anniversary, label or fixed expression."""
    start = match.start()
    if folded[start - 1 : start] == "每" or (unit.unit == "周" and folded.startswith(("周年", "周期", "个周期"), number_end)):
        return False
    if text[0].isdigit():
        return not is_label(folded, start, number_end, unit)
    if ranged and unit.form == "年级":
        return False  # 一至六年级 names classes
    return (ranged and match["sep"] != "、") or truly_counts(text, vague, unit, folded, start, number_end)


def _shares_scale(match: re.Match[str]) -> bool:
    """两~3百, 5到7千: the scale of the second number is that of both."""
    return _share_scale(match, Decimal(0), Decimal(1)) == 0 and bool(rx.search(r"[百千万亿]$", match["b"]))


def _share_scale(match: re.Match[str], low: Decimal, high: Decimal) -> Decimal:
    """3-5万元 means 30,000 to 50,000; 七千到九千亿 means 7,000 to 9,000 亿; 2~3百 means 200 to 300."""
    scale = rx.search(r"[万亿]+$", match["b"])
    if scale is None:
        scale = rx.search(r"(?<=^.)[百千]$" if len(match["a"]) == 1 else r"[kKwW]$", match["b"])
    if scale and not rx.search(r"[万亿]", match["a"]):
        numeral = parse_numeral("1" + scale.group())
        factor = numeral.low if numeral else Decimal(1)
        return low * factor if low * factor <= high else low
    return low


_PAID = regex.compile(r"(?:[出注]资|投资|投入|捐[款资助赠]|拨款|资助|奖励|补助|筹[集资措])(?:资金)?(?:人民币)?[约近逾超达各了共]?$")


#: 新增就业人数1.98万
_OF_PEOPLE = regex.compile(r"(?:人数|人口|人次)(?:数|总量)?(?:共|共计|累计|合计|为|达|达到|约|近|超|超过|突破)?$")


def _without_unit(
    match: re.Match[str], folded: str, low: tuple[Decimal, Decimal], high: tuple[Decimal, Decimal], end: int
) -> Amount | None:
    """A large number without a unit: of people (湖北、河南各15万左右) or, behind what is paid, of money (分别出资100万)."""
    if rx.search(r"[万亿]$", match["a"]) and match["a"][0].isdigit() and _PAID.search(folded, max(0, match.start() - 8), match.start()):
        return bounded(match.start(), end, end, low[0], high[1], money_unit("元"), folded, "exact", "quantity.measured")
    vague = folded.startswith(("左右", "以上", "余", "多"), end)
    counted = _OF_PEOPLE.search(folded, max(0, match.start() - 6), match.start()) and rx.match(r"[,。;、)(\n]|$", folded[end : end + 1])
    if rx.search(r"[万亿]$", match["a"]) and match["a"][0].isdigit() and (vague or counted):
        people = Unit("", "人", Decimal(1), "persons", "measure")
        return bounded(match.start(), end, end, low[0], high[1], people, folded, "exact", "quantity.fraction")
    return None
