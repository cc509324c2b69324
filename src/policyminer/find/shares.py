"""Parts of a whole, as per cent: fractions (三分之二, 2/3), tenths (七成六), discounts (八五折); and ratios (1:12)."""

from __future__ import annotations

from decimal import Decimal

import regex

from policyminer.find.bounds import PERCENT, Amount, bounded
from policyminer.find.counting import NOT_TENTHS
from policyminer.find.numerals import HAN, NUMBER, Numeral, parse_numeral
from policyminer.find.units import Unit
from policyminer.patterns import rx

_DENOMINATOR = rf"[{HAN}十百千万亿拾佰仟\d]+"
_NUMERATOR = rf"[{HAN}十百千万拾佰仟点\d.,]*[{HAN}十百千万拾佰仟\d]"
_FRACTION = regex.compile(
    rf"负?(?P<d>{_DENOMINATOR})分之(?P<n>{_NUMERATOR})(?:(?:至|到|—|-|~)(?:(?P<d2>{_DENOMINATOR})分之(?P<n2>{_NUMERATOR})|(?P<n2>{_NUMERATOR})(?=[,。;:、\n)的以左]|$)))?"
)
_SLASHED = regex.compile(r"(?P<n>[1-9])/(?P<d>[2-9]|10)(?![\dA-Za-z/年.])")
#: 七成 | 六成五 | 三成半 | 半成; the digit behind is no number of its own (七成五个)
_TENTHS = regex.compile(
    rf"(?P<n>{NUMBER}|半)成(?:(?P<half>半)|(?P<tenth>[一二三四五六七八九])(?=[,。;:、\n)的以左]|$))?"
)
_DISCOUNT = regex.compile(
    rf"(?P<n>[{HAN}](?:点[{HAN}]|[{HAN}])?|\d(?:\.\d|\d)?|半|对)折(?![叠线页扇射合损算扣旧磨腾服断纸子中一二三四五六七八九])"
)


#: 师生比1:12 | 按1:3的比例: the first number divided by the second
_RATIO = regex.compile(r"(?P<a>\d+(?:\.\d+)?)(?::|比)(?P<b>\d+(?:\.\d+)?)(?![\d.:比])")
_RATIO_BEFORE = regex.compile(r"比(?:例|率|值)?(?:约|为|达到?|由|从|到|至|按|是|不低于|不高于|不超过|控制在|提高|下降)*$")
_RATIO_BEHIND = regex.compile(r"的?(?:比例|配比|比率)")
_AS_RATIO = Unit("", "比", Decimal(1), "ratio", "measure")


def share_at(folded: str, start: int) -> Amount | None:
    """The part of a whole whose number begins at ``start``, or none."""
    window = folded[start : start + 40]
    if "分之" in window:
        match = _FRACTION.match(folded, start, start + 40)
        if match:
            return _fraction(match, folded)
    if folded.startswith("/", start + 1):
        return _slashed(folded, start)
    if ":" in window[:6] or "比" in window[:6]:
        return _ratio(folded, start)
    if "折" in window[:6]:
        return _discount(folded, start)
    return _tenths(folded, start) if "成" in window[:12] else None


def _fraction(match: regex.Match[str], folded: str) -> Amount | None:
    values: list[Decimal] = []
    for d, n in (("d", "n"), ("d2", "n2")):
        if match[n]:
            share = parse_numeral(f"{_spelled(match[d] or match['d'])}分之{match[n]}")
            if share is None:
                return None
            values.append(share.low * 100)
    if match.end() - match.start() < 4 or not values:
        return None
    sign = -1 if match[0].startswith("负") else 1
    return _percent(match.start(), match.end(), sign * values[0], sign * values[-1], folded)


def _ratio(folded: str, start: int) -> Amount | None:
    match = _RATIO.match(folded, start)
    if match is None or not (
        _RATIO_BEFORE.search(folded[max(0, start - 10) : start]) or _RATIO_BEHIND.match(folded, match.end())
    ):
        return None
    first, second = Decimal(match["a"]), Decimal(match["b"])
    if not second:
        return None
    value = first / second
    return bounded(start, match.end(), match.end(), value, value, _AS_RATIO, folded, "exact", "quantity.ratio")


def _spelled(denominator: str) -> str:
    """百 of 百分之五 as a number."""
    return "一" + denominator if denominator[0] in "百千万佰仟" else denominator


def _slashed(folded: str, start: int) -> Amount | None:
    """约1/3, 2/3以上: a fraction of ten at most, not a date or a code."""
    found = _SLASHED.match(folded, start)
    if found is None or int(found["n"]) >= int(found["d"]) or rx.match(r"[\dA-Za-z/]", folded[start - 1 : start]):
        return None
    value = Decimal(found["n"]) * 100 / Decimal(found["d"])
    return _percent(start, found.end(), value, value, folded)


def _tenths(folded: str, start: int) -> Amount | None:
    """半成, 三成半, 六成五; a plain 七成 is read with its unit like every number."""
    match = _TENTHS.match(folded, start)
    if match is None or not (match["half"] or match["tenth"] or match["n"] == "半"):
        return None
    if folded[match.end() : match.end() + 1] in NOT_TENTHS or folded[start - 1 : start] in tuple("第大多过"):
        return None
    whole = Numeral(Decimal("0.5"), Decimal("0.5")) if match["n"] == "半" else parse_numeral(match["n"])
    if whole is None or whole.high > 10:
        return None
    value = whole.low * 10 + (5 if match["half"] else parse_digit(match["tenth"]))
    return _percent(start, match.end(), value, value, folded)


def parse_digit(text: str | None) -> Decimal:
    """A single digit, or nought where there is none."""
    numeral = parse_numeral(text) if text else None
    return numeral.low if numeral else Decimal(0)


def _discount(folded: str, start: int) -> Amount | None:
    """八折 is 80 % of the price, 八五折 and 8.5折 are 85 %."""
    match = _DISCOUNT.match(folded, start)
    if match is None or folded[start - 1 : start] in tuple("三骨波曲转周") or folded[start - 1 : start].isdigit():
        return None
    text = match["n"]
    if text in ("半", "对"):
        value = Decimal(50)
    elif len(text) == 2:
        value = Decimal("".join(str(parse_digit(c)) for c in text))
    else:
        numeral = parse_numeral(text)
        if numeral is None:
            return None
        value = numeral.low * 10
    return _percent(start, match.end(), value, value, folded)


def _percent(start: int, end: int, low: Decimal, high: Decimal, folded: str) -> Amount:
    return bounded(start, end, end, low, high, PERCENT, folded, "exact", "quantity.fraction")
