"""Words beside a number that bound it: 超过, 不少于, 近 before it, 以上, 左右, 余 behind its unit, others in the clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import regex

from policyminer.find.units import Unit
from policyminer.patterns import rx

PERCENT = Unit("%", "%", Decimal(1), "percent", "measure")
#: Words directly before the number that belong to the span and set its bound.
_BEFORE = (
    ("over", ("超过", "突破", "超出", "高于", "多于", "大于", "逾", "超")),
    (
        "at_least",
        (
            *("不少于", "不低于", "不小于", "不得少于", "不得低于", "不短于", "至少", "最少", "起码", "最低"),
            *("大于等于", "大于或等于", "大于或者等于", "≥", ">="),
        ),
    ),
    ("under", ("不足", "不到", "少于", "低于", "小于", "未满", "不满")),
    (
        "at_most",
        (
            *("不超过", "不得超过", "不高于", "不多于", "不大于", "至多", "最多", "最高"),
            *("小于等于", "小于或等于", "小于或者等于", "≤", "<="),
        ),
    ),
    ("about", ("大约", "约为", "接近", "将近", "大概", "约", "近", "上")),
)
#: Words directly behind the unit that belong to the span.
_AFTER = (
    ("at_least", ("及以上", "或以上", "或者以上", "(含)以上", "以上", "或者更多", "或更多", "起")),
    ("under", ("以下",)),
    ("at_most", ("及以下", "或以下", "或者以下", "以内", "之内", "(含)以下", "或者更少", "或更少")),
    ("about", ("左右", "上下")),
    ("over", ("有余", "多", "余")),
)


def _by_edge(groups: Iterable[tuple[str, Iterable[str]]], edge: int) -> dict[str, list[tuple[str, str]]]:
    """(word, bound) by the first or last character of the word, the longest first."""
    table: dict[str, list[tuple[str, str]]] = {}
    for word, kind in sorted(((w, kind) for kind, words in groups for w in words), key=lambda x: -len(x[0])):
        table.setdefault(word[edge], []).append((word, kind))
    return table


_BEFORE_BY_LAST = _by_edge(_BEFORE, -1)
_AFTER_BY_FIRST = _by_edge(_AFTER, 0)
#: The same, elsewhere in the clause before the number: they set the bound and stay outside the span.
_FAR = (
    ("at_least", regex.compile(r"(?:至少|最少|不少于|不低于|不得少于|不得低于|不短于|起码)[^,。;:、\n\d]{0,14}$")),
    ("at_most", regex.compile(r"(?:不超过|不得超过|不高于|至多|最多|控制在)[^,。;:、\n\d]{0,8}$")),
    ("at_most", regex.compile(r"(?<![不有无权期年界极局])限(?:额|定)?(?:申?报|推|荐|推荐|报送|报名|选送?|招|录|填)?$")),  # 每校限报3件
    ("over", regex.compile(r"(?:超过|突破|逾)(?:了|到)?[^,。;:、\n\d]{0,4}$")),
    ("about", regex.compile(r"(?<![签节合条违预集制简])(?:约有|大约有|将近有|接近|约为|约达|近达|约占|约)$")),
)
#: no pattern of ``_FAR`` looks further back than this, and each holds one of these characters
_REACH = 24
_FAR_HINT = regex.compile(r"[少低短码过高多制破逾约近限]")


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


#: 以5万元为限
_CAPPED = regex.compile(r"为限|封顶")


def bounded(
    start: int, number_end: int, end: int, low: Decimal, high: Decimal, unit: Unit, folded: str, bound: str, rule: str
) -> Amount:
    """The amount at ``[start, end)`` widened by the modifiers beside it; ``number_end`` is where its unit begins."""
    number_start = start
    for word, kind in _BEFORE_BY_LAST.get(folded[start - 1 : start], ()):
        if folded.endswith(word, max(0, start - len(word)), start) and not _is_other_word(folded, start, word):
            start -= len(word)
            bound = bound if word == "上" and bound == "over" else kind
            break
    if bound == "exact" and "多" in unit.form:
        bound = "over"  # 三个多月
    if bound in ("exact", "over"):
        for word, kind in _AFTER_BY_FIRST.get(folded[end : end + 1], ()):
            if folded.startswith(word, end) and not (word in ("多", "余", "起") and not _tail_ok(folded, end, word)):
                end += len(word)
                bound = kind
                break
    elif folded.startswith(("以上", "左右", "以内"), end):
        end += 2
    if folded.startswith("内", end) and _closes(folded, start, end, unit, bound):
        end += 1
        bound = "at_most"
    if bound == "exact":
        before = folded[max(0, start - _REACH) : start]
        if _FAR_HINT.search(before):
            bound = next((kind for kind, pattern in _FAR if pattern.search(before)), bound)
        if bound == "exact" and _CAPPED.match(folded, end):
            bound = "at_most"
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


def _closes(folded: str, start: int, end: int, unit: Unit, bound: str) -> bool:
    """内 of 5日内 and 控制在3%内, not of 5年内容."""
    if unit.dimension == "duration" and bound == "exact" and folded[end + 1 : end + 2] not in tuple("容部地外涵在"):
        return True
    return bool(rx.search(r"(?:控制在|压缩至|压缩到|保持在)[^,。;]{0,6}$", folded[max(0, start - 10) : start]))


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
        or (word == "上" and (folded[start] not in "百千万亿" or before in tuple("晚早线网路楼海江世会台场身以加之")))
    )
