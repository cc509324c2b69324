"""The number of a list item as Word would print it: 一、 （一） 1. ① from the level's format and text.

The formats are those of ``ST_NumberFormat`` (ISO/IEC 29500-1, 17.18.59) that Chinese documents use; others print as
plain digits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

MOST = 9_999  # beyond it Chinese counting is printed in digits

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``text`` such as ``（%2）`` names the numbers of the levels it prints, from 1."""

    format: str
    text: str
    start: int = 1
    restarts: bool = True
    legal: bool = False  # print all numbers in digits
    spaced: bool = False  # a space or tab follows, which shows only between letters


def chinese(number: int, digits: str = _DIGITS, scale: str = "十百千") -> str:
    """A number up to 9,999 in Chinese counting.

    >>> chinese(3), chinese(10), chinese(21), chinese(105), chinese(110)
    ('三', '十', '二十一', '一百〇五', '一百一十')
    """
    if not 0 < number <= MOST:
        return str(number)
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            lone_ten = place == 1 and digit == 1 and not text and scale[0] == "十"
            text += (
                (digits[0] if gap else "") + ("" if lone_ten else digits[digit]) + (scale[place - 1] if place else "")
            )
            gap = False
        else:
            gap = bool(text)
    return text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 8) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number <= MOST:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _of(signs: str, number: int) -> str:
    return signs[(number - 1) % len(signs)] if number > 0 else str(number)


def _enclosed(first: str, most: int, number: int) -> str:
    return chr(ord(first) + number - 1) if 0 < number <= most else f"({number})"


def _chinese_digits(number: int) -> str:
    return "".join(_DIGITS[int(c)] for c in str(max(number, 0)))


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"),
        chinese,
    ),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"), _chinese_digits
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda n: chinese(n, _LEGAL, "拾佰仟"),
    ),
    "ideographTraditional": lambda n: _of(_STEMS, n),
    "ideographZodiac": lambda n: _of(_BRANCHES, n),
    "decimalZero": lambda n: f"{n:02d}",
    **dict.fromkeys(
        ("decimalFullWidth", "decimalFullWidth2"), lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)})
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), lambda n: _enclosed("①", 20, n)),
    "decimalEnclosedParen": lambda n: _enclosed("⑴", 20, n),
    "decimalEnclosedFullstop": lambda n: _enclosed("⒈", 20, n),
    "ideographEnclosedCircle": lambda n: _enclosed("㊀", 10, n),
    "ideographParenthesized": lambda n: _enclosed("㈠", 10, n),
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
}  # fmt: skip


def format_number(number: int, style: str) -> str:
    """A number in one of Word's formats.

    >>> [format_number(12, f) for f in ("chineseCounting", "decimalEnclosedCircle", "upperRoman", "ideographDigital")]
    ['十二', '⑫', 'XII', '一二']
    >>> format_number(4, "ideographTraditional"), format_number(21, "decimalEnclosedCircle"), format_number(7, "hex")
    ('丁', '(21)', '7')
    """
    return _FORMATS.get(style, str)(number)


def print_label(levels: Mapping[int, Level], counts: Mapping[int, int], depth: int) -> str:
    """The label of an item at ``depth`` (from 0), with the count of every level so far.

    >>> levels = {0: Level("chineseCounting", "%1、"), 1: Level("chineseCounting", "（%2）")}
    >>> print_label(levels, {0: 2, 1: 3}, 1)
    '（三）'
    """
    level = levels[depth]
    if level.format == "none":
        return ""
    if level.format == "bullet":
        # Symbol fonts keep their signs in the private use area.
        return "".join("•" if "\ue000" <= c <= "\uf8ff" else c for c in level.text)
    text = level.text
    for other in range(9):
        if f"%{other + 1}" in text and other in levels:
            style = "decimal" if level.legal else levels[other].format
            text = text.replace(f"%{other + 1}", format_number(counts.get(other, levels[other].start), style))
    return text
