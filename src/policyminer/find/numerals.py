"""Numbers as Chinese offices write them: Arabic, Chinese and financial digits, mixed, with scales and vague tails.

Sources of the conventions: GB/T 15835-2011 (general rules for writing numerals in publications) and usage.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS |= {"两": 2, "俩": 2, "倆": 2, "仨": 3}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}
#: 15k, 30w in front of a currency
_LETTERS = {"k": 1000, "K": 1000, "w": 10**4, "W": 10**4}
_SPECIAL = {"廿": 20, "卅": 30}
HAN = "〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_SCALE = "十百千万亿拾佰仟"
#: a scale character behind Arabic digits, but not the 百 of 百分点
_STEP = r"(?:[十千万亿拾佰仟]|百(?!分)|个亿)"

# 1,234.5 | 12 | 3.6  with scales behind: 3千, 1.2万亿, 2万1千
_ARABIC = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?(?:{_STEP}{{1,3}}(?:\d+[{_SCALE}]{{1,2}})*(?:(?<=[万亿])\d{{4}}(?![\d年]))?|[kKwW](?=元|块|美元|港元))?"
# 三百零五, 十二万, 二〇二四, 两千, 三点五, 廿五
_CHINESE = rf"(?:[{HAN}廿卅十百千拾佰仟]|(?<![\d一-龥])[万亿](?=余|元以上)|万(?=分之)|[万亿](?<=(?<![晚早线网路楼海江世会台场身以])上[万亿])(?=[余多]?[\u4e00-\u9fff]))[{HAN}{_SCALE}廿卅]*(?:个亿|点[{HAN}]+[万亿]*)?"
NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its two ends (equal unless it is an approximate pair such as 三四十)."""

    low: Decimal
    high: Decimal


def _positional(text: str) -> Decimal | None:
    """Chinese digits with place values; a lone last digit takes the next lower place: 三万五 = 35,000."""
    total = Decimal(0)
    section = Decimal(0)
    digit: Decimal | None = None
    last_unit = 1
    last_large = 0
    after_zero = False
    for char in text:
        if char in _DIGITS:
            if digit is not None and not after_zero:
                return None
            after_zero = after_zero or char in "零〇"
            digit = Decimal(_DIGITS[char])
        elif char in _SPECIAL:
            section += _SPECIAL[char]
            digit, last_unit = None, 10
        elif char in _SMALL:
            last_unit = _SMALL[char]
            section += (Decimal(1) if digit is None or (digit == 0 and after_zero) else digit) * last_unit
            digit, after_zero = None, False
        elif char in _LARGE:
            section += digit or 0
            unit = _LARGE[char]
            if section == 0 and total == 0:
                return None
            # 三万亿, 一万五千亿: a larger unit multiplies all before it
            total = (total + section) * unit if total and unit >= last_large else total + section * unit
            section, digit, last_unit, last_large, after_zero = Decimal(0), None, unit, unit, False
        else:
            return None
    if digit is not None:
        colloquial = last_unit >= 100 and not after_zero and len(text) > 1
        section += digit * (last_unit // 10) if colloquial else digit
    return total + section


def _scaled(value: Decimal, scale: str) -> Decimal:
    for char in scale:
        value *= _SMALL.get(char) or _LARGE.get(char) or _LETTERS[char]
    return value


_ARABIC_NUMBER = regex.compile(
    rf"(?P<n>\d[\d,]*(?:\.\d+)?|\.\d+)(?P<scale>[{_SCALE}kKwW]*)(?P<rest>(?:\d+[{_SCALE}]{{1,2}})*)(?P<last>\d{{4}})?"
)
_PAIR = regex.compile(rf"(?P<head>.*?)(?P<a>[一二两三四五六七八九])(?P<b>[二两三四五六七八九])(?P<tail>[{_SCALE}]*)")
_SHARE = regex.compile(r"(?:(?P<whole>.+)又)?(?P<d>[^又]+)分之(?P<n>.+)|(?:(?P<whole>\d+)\s)?(?P<n>\d+)/(?P<d>\d+)")


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> Numeral | None:
    """The value of a folded number, or none when the characters are no number.

    >>> [float(parse_numeral(t).low) for t in ("1,234.5", "两千五", "三百零五", "二〇二四", "1.2万", "十二亿", "2万1千")]
    [1234.5, 2500.0, 305.0, 2024.0, 12000.0, 1200000000.0, 21000.0]
    >>> n = parse_numeral("三四十"); float(n.low), float(n.high)
    (30.0, 40.0)
    >>> float(parse_numeral("负一又四分之三").low), float(parse_numeral("3/8").low)
    (-1.75, 0.375)
    >>> parse_numeral("万万没有") is None
    True
    """
    if not text:
        return None
    if text[0] in ("负", "-") and len(text) > 1:
        value = parse_numeral(text[1:])
        return Numeral(-value.high, -value.low) if value else None
    if text in _LARGE:
        return Numeral(Decimal(_LARGE[text]), Decimal(_LARGE[text]))  # 万余人, 亿元以上
    if "分之" in text or "/" in text:
        return _share(text)
    if text[0].isdigit() or text[0] == ".":
        return _arabic(text)
    text = text.replace("个亿", "亿")
    if "点" in text:
        return _decimal(text)
    if len(text) > 2 and all(c in _DIGITS for c in text):
        value_of = Decimal("".join(str(_DIGITS[c]) for c in text))
        return Numeral(value_of, value_of)
    pair = _PAIR.fullmatch(text)
    if pair and _DIGITS[pair["b"]] - _DIGITS[pair["a"]] in (1, 2):
        low, high = (_positional(pair["head"] + pair[k] + pair["tail"]) for k in "ab")
        return Numeral(low, high) if low is not None and high is not None else None
    positional = _positional(text)
    return None if positional is None else Numeral(positional, positional)


def _arabic(text: str) -> Numeral | None:
    """1,234.5, 3千, 1.2万亿, 2万1千, 3万4000."""
    match = _ARABIC_NUMBER.fullmatch(text.replace("个亿", "亿"))
    if match is None or (match["last"] and not match["scale"]):
        return None
    value = _scaled(Decimal(match["n"].replace(",", "")), match["scale"])
    for part in regex.finditer(rf"(\d+)([{_SCALE}]+)", match["rest"]):
        value += _scaled(Decimal(part[1]), part[2])
    value += Decimal(match["last"] or 0)
    return Numeral(value, value)


def _decimal(text: str) -> Numeral | None:
    """三点五, 六百点二五, 一点二万亿."""
    whole, _, decimals = text.partition("点")
    digits = decimals.rstrip("万亿")
    base = _positional(whole) if whole else Decimal(0)
    if base is None or not digits or any(c not in _DIGITS for c in digits):
        return None
    value = base + Decimal("0." + "".join(str(_DIGITS[c]) for c in digits))
    value = _scaled(value, decimals[len(digits) :])
    return Numeral(value, value)


def _share(text: str) -> Numeral | None:
    """三分之二, 一又四分之三, 1 3/5."""
    match = _SHARE.fullmatch(text)
    if match is None:
        return None
    whole = parse_numeral(match["whole"]) if match["whole"] else Numeral(Decimal(0), Decimal(0))
    numerator, denominator = parse_numeral(match["n"]), parse_numeral(match["d"])
    if whole is None or numerator is None or denominator is None or not denominator.low:
        return None
    return Numeral(
        whole.low + numerator.low / denominator.low,
        whole.high + numerator.high / denominator.low,
    )
