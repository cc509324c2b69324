"""Folding: one code point to one code point, so that offsets never move.

Width variants of ASCII become ASCII, the many dashes, tildes and brackets of office software become one of each, and
traditional characters of numbers, measures and dates become simplified ones. NFKC is no choice here: it expands ㎡, ㈠
and ½ and so shifts every offset behind them.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

_TABLE: dict[int, int] = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_TABLE.update(
    {
        ord(source): ord(target)
        for target, sources in {
            " ": "\u3000\u00a0\u2002\u2003\u2009\u202f",
            "—": "–―─−﹣‐‑‒",
            "~": "〜∼∽",
            "〇": "○◯",
            "〔": "﹝",
            "〕": "﹞",
            "<": "〈",
            ">": "〉",
            "“": "「『〝",
            "”": "」』〞",
            "%": "﹪",
            "·": "•‧・∙",
            ":": "∶︰",
            # traditional characters of numbers, measures and dates
            "两": "兩",
            "万": "萬",
            "亿": "億",
            "个": "個",
            "点": "點",
            "几": "幾",
            "后": "後",
            "周": "週",
            "礼": "禮",
            "时": "時",
            "间": "間",
            "双": "雙",
            "对": "對",
            "块": "塊",
            "负": "負",
            "余": "餘",
            "贰": "貳",
            "陆": "陸",
            "吨": "噸",
            "亩": "畝",
            "项": "項",
            "学": "學",
            "届": "屆",
        }.items()
        for source in sources
    }
)


_FOLDED = {chr(source): chr(target) for source, target in _TABLE.items()}
_VARIANT = re.compile(f"[{re.escape(''.join(_FOLDED))}]")
#: characters of a text whose variants are not worth keeping
_SHORT = 500


@lru_cache(maxsize=1)
def _variants_in(text: str) -> frozenset[str]:
    return frozenset(_VARIANT.findall(text))


def fold(text: str, whole: str | None = None) -> str:
    """Return ``text`` with width and punctuation variants folded; the length never changes.

    ``whole``: a text folded just before that holds all characters of ``text``, so that they need not be looked for.

    >>> fold("５２％（约）－－第１３期")
    '52%(约)--第13期'
    >>> len(fold("㎡½㈠"))
    3
    """
    # few different characters of the table stand in a text: replacing each is ten times as fast as str.translate
    long = len(text) > _SHORT
    for char in _variants_in(text if whole is None else whole) if long else set(_VARIANT.findall(text)):
        text = text.replace(char, _FOLDED[char])
    return text


_PLAIN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def plain_digits(text: str) -> str:
    """``text`` with full-width digits as plain ones, so that one document number is written in one way.

    >>> plain_digits("某政发〔２０２３〕１５号")
    '某政发〔2023〕15号'
    """
    return text.translate(_PLAIN_DIGITS)


#: a full stop typed on a Latin keyboard: 参加。 as 参加. but neither 一. before a heading nor 1. before an item
_LATIN_STOP = regex.compile(
    r"(?<=[\u4e00-\u9fff%)\]”》\"])(?<!(?:^|\n)[(]?[第附]?[一二三四五六七八九十件]{1,3})\.(?=[\s\u4e00-\u9fff\d“\"《【★●])"
)


def with_stops(folded: str) -> str:
    """Latin full stops as 。 in a text that ends most of its sentences so; the length never changes.

    >>> with_stops("甲校开课.听课20人.\\n乙校教研.\\n"), with_stops("甲校开课。见附表.\\n")
    ('甲校开课。听课20人。\\n乙校教研。\\n', '甲校开课。见附表.\\n')
    """
    stops = len(_LATIN_STOP.findall(folded)) if "." in folded else 0
    return _LATIN_STOP.sub("。", folded) if stops > 2 and stops > 2 * folded.count("。") else folded
