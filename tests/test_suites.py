"""Public suites of number, money, place and time cases, by our conventions; run with ``-s`` to see the table.

The cases stand beside the project in ``../shared/suites`` (Recognizers-Text and JioNLP; half of each suite) and
are used in place, every one of them. Without them the tests are skipped.

How their conventions map to ours:

* A case is put into a sentence of a notice dated on the case's reference day. It passes when the finds equal
  the expected values, none missing and none too many.
* Recognizers ends a period on the day after, JioNLP closes it with 23:59:59; ours ends on its last day. Of
  several readings (the next or the last 29th) any one will do. A time of day behind a date belongs to the date.
* JioNLP lets 前 begin and 起 end at the reference moment; with us that end is open. A bare 年底 is its last day
  with us, 月初 has ten days, 三年前 is that year (a day in Recognizers); a length of time may differ by two
  days.
* What the annotation guide calls no date (times of day alone, lengths of time, rates) is asked as such: nothing
  may be found (the kinds ``…, no date``, ``DurationParser``).
* ``NumberModel`` lists every number. We read a number only with what it counts, so its numerals are given to
  the numeral reader; where none is expected no quantity may be found.
* ``NumberRange`` has bare numbers: 个 is put behind them. Intervals are compared by their ends; whether an end
  is open is a matter of ``bound``; two bounds of one interval are two quantities with us.
* Percentages compare the upper end, money amount and currency, dimensions and ages amount and canonical unit.
* ``OrdinalModel``: ordinals count nothing. ``location_parser`` wants the deepest division among our regions.

What is left out stands in the tables ``_OUTSIDE_…`` and the reasons the judges give, and is printed with its
number: holidays and seasons, the lunar calendar and reign years, lengths of time from a moment that is not
named (15日内), vague words (二十几年前), bare numbers (2018, 12/1), recurring times; powers, suffixes k and M,
dozens; amounts without a currency; a region inside a university's name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import regex

from helpers_find import Finds, find_in
from policyminer.find.numerals import parse_numeral
from policyminer.folding import fold

SUITES = Path(__file__).parent.parent.parent / "shared" / "suites"
pytestmark = pytest.mark.skipif(
    not (SUITES / "README.md").is_file(), reason="the public suites are not beside the project (../shared/suites)"
)
Case = dict[str, Any]
NOW = date(2021, 6, 14)


@dataclass
class Score:
    """What became of the cases of one kind."""

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def asked(self) -> int:
        return self.passed + len(self.failed)

    @property
    def percent(self) -> float:
        return 100 * self.passed / self.asked


def _cases(file: str, kind: str) -> Iterator[Case]:
    with (SUITES / file).open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            if case["kind"] == kind:
                yield case


def _find(case: Case) -> Finds:
    """The finds in a case's text, as the last part of a sentence."""
    day = date.fromisoformat(case["reference"][:10]) if case["reference"] else NOW
    return find_in(f"说明：{' '.join(case['input'].split())}。", day=day)


# Dates -----------------------------------------------------------------------------------------------------------

#: What is no calendar date by the annotation guide, or is left out by the brief of this test.
_OUTSIDE_DATES = {
    "lunar calendar and reign years": (
        r"农历|阴历|正月|腊月|闰|大年|初[一二三四五六七八九十\d]+$|廿|^去年八月十五$|康熙|雍正|神龙|(?<!\d)\d{3}年"
    ),
    "holidays, feasts, seasons": r"[^季]节(?!目)|除夕|元旦|冬至|暑假|夏[天季]",
    "lengths of time from a moment that is not named": (
        r"日内|以内|^[前后][\d一二两三四五六七八九十]+(?:周|天|年|分钟)|^近|最近|第七年|[小时分]钟?头?以?[前后]|个小时|^未来七十二小时|^再过"
    ),
    "vague words": r"几年|多年|多月|多个|前后$|许$",
    "bare numbers: a year without 年, month and day without 月": (
        r"^\d{4}(?=$| 看)|\d{4} \d\d|^\d\d?[-/·]\d\d?$|(?<!\d)\d-\d-\d\d(?!\d)|(?<!\d)\d\d-\d-\d(?!\d)"
    ),
    "words that stand for a date named before": r"这一年|同月|次日",
}
_CLOCK_ONLY = ("time", "timerange", "duration", "set", "time_delta", "time_period")
_DAY_WORDS = r"\d年|[年月日号天周]|季度|世纪|\d{8}|星期|礼[拜]|[今昨明]|\d[-./]\d"


def _reason(text: str, table: dict[str, str]) -> str | None:
    return next((reason for reason, pattern in table.items() if regex.search(pattern, text)), None)


def _calendar(item: dict[str, Any]) -> bool:
    """Whether an expected expression names a day or more: no time of day alone, length of time or rate."""
    kind = item["type"].removeprefix("datetimeV2.")
    if kind in _CLOCK_ONLY or (item["resolution"] or {}).get("values", [{}])[0].get("value") == "not resolved":
        return False
    return bool(regex.search(_DAY_WORDS, fold(item["text"]).replace("上个小时", "")))


Reading = tuple[date | None, date | None]


def _recognizers(resolution: dict[str, Any]) -> list[Reading]:
    """The readings of a Recognizers date: days are inclusive there too when both ends are spelled out."""
    options = (
        resolution["values"]
        if "values" in resolution
        else [resolution[k] for k in ("FutureResolution", "PastResolution")]
    )
    readings: list[Reading] = []
    for value in options:
        if one := value.get("date") or value.get("value"):
            day = date.fromisoformat(one[:10])
            readings.append((day, day))
            continue
        low, high = (
            date.fromisoformat(v[:10]) if (v := value.get(k) or value.get(f"{k}Date")) else None
            for k in ("start", "end")
        )
        readings += [(low, high), (low, high - timedelta(days=1) if high else None)]
        if high and high.strftime("%m%d") == "0101":
            readings.append((low, date(high.year, 12, 31)))  # 至2018年 reaches its last day with us
        elif high and high.day == 1:
            readings.append((low, (high + timedelta(days=31)).replace(day=1) - timedelta(days=1)))
    return readings


def _jionlp(item: dict[str, Any], reference: str) -> list[Reading]:
    """The readings of a JioNLP time; 前 begins and 起 ends at the reference moment there and is open with us."""
    now = reference.replace("T", " ")
    ends = [None if "inf" in x else date.fromisoformat(x[:10]) for x in item["resolution"]["time"]]
    readings: list[Reading] = [(ends[0], ends[1])]
    if item["resolution"]["time"][0] == now:
        readings.append((None, ends[1]))
    if item["resolution"]["time"][1] == now:
        readings.append((ends[0], None))
    return readings


def _agrees(found: Reading, wanted: list[Reading], text: str) -> bool:
    """Equal to a reading, up to the conventions in which ours differs from both suites."""
    if found in wanted:
        return True
    for low, high in wanted:
        if low and high and found[0] and found[1]:
            if regex.search(r"[底末]$", text) and found[1] == high:
                return True  # a bare 年底 or 月底 is the last day with us
            if regex.search(r"初前?$", text) and found[0] == low:
                return True  # 月初 has ten days with us
            if regex.search(r"[今未过]|以来|年来", text) and abs(found[0] - low) + abs(found[1] - high) <= timedelta(
                days=2
            ):
                return True  # a length of time from or to the document's day
            if regex.search(r"年前$", text) and low == high and found[0] <= low <= found[1]:
                return True  # 三年前 is that year with us, a day there
        if regex.search(r"初前$", text) and found[0] is None and high and found[1] and abs(found[1] - high).days <= 5:
            return True
        if regex.search(r"以来$", text) and found[0] == low and high is None:
            return True  # up to the document's day with us
        if regex.search(r"[以之]后$", text) and found == (low, None):
            return True  # Recognizers gives the year before 以后
    return False


def _dates(case: Case) -> bool | str | None:
    """Right or wrong, why it is left out, or none when no calendar date is expected."""
    text = fold(case["input"])
    items = [x for x in case["expected"] if _calendar(x)]
    if not items:
        return None
    reason = _reason(text, _OUTSIDE_DATES)
    if reason:
        return reason
    if not case["reference"] and not regex.search(r"(?:19|20)\d\d", text):
        return "no reference day given"
    jio = "time" in items[0]["resolution"]
    wanted = [_jionlp(x, case["reference"] or "") if jio else _recognizers(x["resolution"]) for x in items]
    if jio and case["reference"] and "年" not in text and _beyond_next(wanted[0][0][0], case["reference"], text):
        return "a reading beyond the next such day"
    found = _find(case).dates
    return len(found) == len(wanted) and all(
        _agrees((f.date_from, f.date_to), w, fold(f.text)) for f, w in zip(found, wanted, strict=True)
    )


def _beyond_next(low: date | None, reference: str, text: str) -> bool:
    return bool(low) and (low - date.fromisoformat(reference[:10])).days > (366 if "月" in text else 31)


def _no_dates(case: Case) -> bool | str:
    """Times of day, lengths of time, rates: the annotation guide calls them no dates."""
    if any(_calendar(x) for x in case["expected"]) or _reason(case["input"], _OUTSIDE_DATES):
        return "a calendar date is expected, or a kind that is left out above"
    return not _find(case).dates


def _calendar_dates(case: Case) -> bool | str:
    verdict = _dates(case)
    return "no calendar date is expected (asked below)" if verdict is None else verdict


def _date_extractor(case: Case) -> bool | str:
    """The words of a time, none found when only a time of day stands there."""
    reason = _reason(case["input"], _OUTSIDE_DATES | {"a year inside a document number": "财税"})
    if reason:
        return reason
    wanted = [fold(x["text"]) for x in case["expected"] if _calendar({**x, "resolution": None})]
    return [fold(d.text) for d in _find(case).dates] == wanted


# Numbers ---------------------------------------------------------------------------------------------------------

_OUTSIDE_NUMBERS = {
    "powers and scientific notation": r"\^|\de[+-]?\d",
    "suffixes k, M, G, T": r"\d\s*[kKmMgGtTbB]$",
    "dozens and words": r"打|半百",
}
_OUTSIDE_PERCENTS = {"suffixes k, M, G, T": r"\d[kK]"}


def _numeral(text: str) -> float | None:
    """The value of a number's words by the numeral reader; vague tails (几, 余, 多) are read by the quantity finder."""
    squeezed = regex.sub(r"(?<!\d)\s|\s(?!\d)", "", fold(text)).lstrip("+")
    squeezed = regex.sub(r"(分之)负", r"\1", squeezed) if squeezed.startswith("负") else squeezed
    negative = squeezed.startswith("负") and "分之" in squeezed and "负" in fold(text)[1:]
    squeezed = regex.sub(r"(?<=[十百千万亿零\d])[余多几](?=[万亿]?$)", "", squeezed)
    numeral = parse_numeral(squeezed.lstrip("负") if negative else squeezed)
    return float(numeral.low) if numeral else None


def _numbers(case: Case) -> bool | str:
    if not case["expected"]:
        # a number is read only with what it counts; where to find bare ones is not asked
        return not [q for q in _find(case).quantities if q.dimension != "money"]
    for item in case["expected"]:
        reason = _reason(fold(item["text"]), _OUTSIDE_NUMBERS)
        if reason:
            return reason
    return all(
        (value := _numeral(item["text"])) is not None
        and abs(value - float(item["resolution"]["value"])) <= 1e-9 * max(1, abs(value))
        for item in case["expected"]
    )


def _percents(case: Case) -> bool | str:
    reason = _reason(fold(case["input"]), _OUTSIDE_PERCENTS)
    if reason:
        return reason
    wanted = [float(x["resolution"]["value"].rstrip("%")) for x in case["expected"]]
    found = [q.high for q in _find(case).quantities if q.unit in ("%", "百分点")]
    return len(found) == len(wanted) and all(abs(a - b) < 1e-6 for a, b in zip(found, wanted, strict=True))


_UNLIMITED = float("inf")


def _with_measure(text: str) -> str:
    """The case with 个 behind every bare number: our quantities always have a unit."""
    text = regex.sub(r"(?<=[一-龥])\s+(?=[一-龥])", "", fold(text))
    return regex.sub(
        r"(?<![\d.])(\d[\d.]*|[一二两三四五六七八九十百千肆拾]{1,}[一二三四五六七八九十百千万亿拾几余多]*)"
        r"(?![\d.%/个次分十百千万亿余多几]|\s*[-~]\s*\d|的人|批|以?上?个)",
        r"\1个",
        text,
    )


def _ranges(case: Case) -> bool | str:
    text = fold(case["input"])
    if "第" in text:
        return "ordinals"
    if "年龄" in text:
        return "ages"
    ends = [regex.fullmatch(r"[\[(](.*),(.*)[\])]", x["resolution"]["value"]).groups() for x in case["expected"]]
    wanted = [(float(a) if a else -_UNLIMITED, float(b) if b else _UNLIMITED) for a, b in ends]
    found = []
    for q in _find({**case, "input": _with_measure(case["input"])}).quantities:
        scale = 100 if q.unit == "%" else 1
        low, high = q.low / scale, q.high / scale
        if q.bound in ("over", "at_least"):
            low, high = low, _UNLIMITED
        elif q.bound in ("under", "at_most"):
            low, high = -_UNLIMITED, high
        if (
            found
            and len(found) >= len(wanted)
            and found[-1][1] == _UNLIMITED
            and low == -_UNLIMITED < found[-1][0] < high
        ):
            found[-1] = (found[-1][0], high)  # 大于12小于50: two bounds of one interval
        else:
            found.append((low, high))
    return found == wanted


_CURRENCIES = {"CNY": "元", "HKD": "港元", "TWD": "新台币", "JPY": "日元", "USD": "美元", "NGN": "奈拉", None: "美元"}


def _currency(case: Case) -> bool | str:
    if "比特币" in case["input"]:
        return "比特币 is counted with 个 by us"
    wanted = [
        (float(x["resolution"]["value"]), _CURRENCIES[x["resolution"].get("isoCurrency")]) for x in case["expected"]
    ]
    return [(q.low, q.unit) for q in _find(case).quantities if q.dimension == "money"] == wanted


def _jio_money(case: Case) -> bool | str:
    resolution = case["expected"][0]["resolution"]
    if not regex.search(r"[元圆块币]|泰铢|卢布", case["input"]):
        return "an amount without a currency is no quantity"
    if case["input"].endswith("块"):
        return "块 alone is a measure word with us (展板5块)"
    values = resolution["num"]
    low, high = (values, values) if isinstance(values, str) else values
    if "数" in case["input"]:
        return "数十 has no value with us"
    if "几" in case["input"] or "多" in case["input"]:
        high = low  # 十几块: a lower end and the bound "over"
    found = [(q.low, q.high, q.unit) for q in _find(case).quantities]
    return found == [(float(low), float(high), resolution["case"])]


def _money_words(case: Case) -> bool:
    """The words of every amount of money; 以上, 余 and their kind belong to ours."""
    wanted = [fold(x["text"]) for x in case["expected"]]
    found = [fold(q.text) for q in _find(case).quantities if q.dimension == "money"]
    return [f.removesuffix("左右") for f in found] == wanted


_DIMENSIONS = {
    "Mu": "亩",
    "Kilogram": "公斤",
    "Centimeter": "厘米",
    "Ton": "吨",
    "Jin": "斤",
    "Kilometer": "公里",
    "Meter": "米",
    "Liang": "两",
    "Hertz": "赫兹",
    "Kilocalorie": "千卡",
    "Kilobit": "比特",
}


def _dimension(case: Case) -> bool | str:
    units = [x["resolution"]["unit"] for x in case["expected"]]
    if "Bit" in units:
        return "一位 is a person with us"
    wanted = [
        (
            float(x["resolution"]["value"]) * (1000 if x["resolution"]["unit"] == "Kilobit" else 1),
            _DIMENSIONS[x["resolution"]["unit"]],
        )
        for x in case["expected"]
    ]
    measures = set(_DIMENSIONS.values())
    return [(q.low, q.unit) for q in _find(case).quantities if q.unit in measures] == wanted


def _ages(case: Case) -> bool:
    """Ages are amounts of years, months, weeks or days with us."""
    units = {"Year": ("岁", "周岁"), "Month": ("月",), "Week": ("周",), "Day": ("天",)}
    found = [q for q in _find(case).quantities if q.dimension in ("age", "duration")]
    return len(found) == len(case["expected"]) and all(
        q.high == float(x["resolution"]["value"]) and q.unit in units[x["resolution"]["unit"]]
        for q, x in zip(found, case["expected"], strict=True)
    )


def _ordinals(case: Case) -> bool:
    """Ordinals count nothing."""
    return not _find(case).quantities


def _location(case: Case) -> bool | str:
    resolution = case["expected"][0]["resolution"]
    if "大学" in case["input"]:
        return "a region inside a university's name"
    deepest = resolution["county"] or resolution["city"] or resolution["province"]
    return any(m.type == "region" and deepest in (m.name, m.text) for m in _find(case).mentions)


# kind: file, judge, floor in per cent of the cases asked
KINDS: dict[str, tuple[str, Callable[[Case], bool | str], int]] = {
    "NumberModel": ("recognizers_zh.jsonl", _numbers, 99),
    "PercentModel": ("recognizers_zh.jsonl", _percents, 100),
    "NumberRangeModel": ("recognizers_zh.jsonl", _ranges, 85),
    "CurrencyModel": ("recognizers_zh.jsonl", _currency, 92),
    "DimensionModel": ("recognizers_zh.jsonl", _dimension, 85),
    "AgeModel": ("recognizers_zh.jsonl", _ages, 85),
    "OrdinalModel": ("recognizers_zh.jsonl", _ordinals, 100),
    "DateParser": ("recognizers_zh.jsonl", _calendar_dates, 92),
    "DatePeriodParser": ("recognizers_zh.jsonl", _calendar_dates, 92),
    "DateTimeModel": ("recognizers_zh.jsonl", _calendar_dates, 92),
    "DateTimeModel, no date": ("recognizers_zh.jsonl", _no_dates, 92),
    "DurationParser": ("recognizers_zh.jsonl", _no_dates, 100),
    "time_parser": ("jionlp.jsonl", _calendar_dates, 92),
    "time_parser, no date": ("jionlp.jsonl", _no_dates, 92),
    "time_extractor": ("jionlp.jsonl", _date_extractor, 90),
    "money_parser": ("jionlp.jsonl", _jio_money, 96),
    "money_extractor": ("jionlp.jsonl", _money_words, 88),
    "location_parser": ("jionlp.jsonl", _location, 90),
}


def run(kind: str) -> Score:
    file, judge, _ = KINDS[kind]
    score = Score()
    for case in _cases(file, kind.split(",")[0]):
        verdict = judge(case)
        if verdict is True:
            score.passed += 1
        elif isinstance(verdict, str):
            score.left_out[verdict] += 1
        else:
            score.failed.append(case["input"])
    return score


@pytest.mark.parametrize("kind", KINDS)
def test_suite_reaches_its_floor(kind: str) -> None:
    score = run(kind)
    floor = KINDS[kind][2]
    print(f"\n{kind:18} {score.passed:4}/{score.asked:<4} {score.percent:5.1f} %  (floor {floor} %)")
    for reason, count in score.left_out.most_common():
        print(f"{'':18} {count:4} left out: {reason}")
    for text in score.failed:
        print(f"{'':18}      fails: {text}")
    assert score.percent >= floor, score.failed
