"""Public suites of number, money, place and time cases, by our conventions; run with ``-s`` to see the table.

The cases stand beside the project in ``../shared/suites`` (Recognizers-Text and JioNLP; half of each suite) and
are used in place. Without them the tests are skipped.

How their conventions map to ours:

* A case is put into a sentence of a notice dated on the case's reference day. It passes when the finds equal
  the expected values, none missing and none too many.
* Recognizers ends a period on the day after; JioNLP closes it with 23:59:59; ours ends on its last day.
* Of several readings (the next or the last 29th) any one will do.
* JioNLP lets 前 begin and 起 end at the reference moment; with us that end is open.
* ``NumberModel`` lists every number. We read a number only with what it counts, so its numerals are given to
  the numeral reader; where to find them is not asked. Fractions become percentages with us.
* ``NumberRange`` intervals are compared by their ends; whether an end is open is a matter of ``bound``. Only
  cases with a unit can be asked: our quantities always have one.
* Money compares amount and currency, dimensions amount and canonical unit.
* ``location_parser`` wants the deepest division among our regions.

Left out, with their numbers in the table: what policy documents do not use or the annotation guide does not
mark: times of day, weekdays and weeks, lunar dates, feasts and seasons, decades and centuries, offsets from now
(三年前, 15日内), two-digit years, American order, bare numbers as years, reign years, durations and rates as dates,
ordinals, negative numbers and powers, discounts, traditional characters, currencies and units that are not in
the unit table.
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

_OUTSIDE_DATES = {
    "lunar dates, feasts, seasons": (
        r"农历|阴历|正月|腊月|闰|初[一二三四五六七八九十\d]|廿|[^季]节(?!目)|除夕|大年|冬至|暑假|夏季|八月十五$"
    ),
    "weekdays and weeks": r"周(?!期)|星期|[礼禮]拜|工作日",
    "times of day": r"[点點]|时(?!间)|[:：]|分|秒|刻|小时|钟头|[早晚午夜]",
    "decades, centuries, reigns": r"世纪|年代|元年|康熙|雍正|神龙|(?<!\d)\d{3}年",
    "offsets and rates": (
        r"[年月天日个期来]半?[前后](?!个月|\d)|^[前后](?!年\d)|前[两\d]+[天周]|未来|今后|最近|近|[之以]后$|日内|以内"
        r"|月以来|年半|第七年|每|[后後前]天|年以前$"
    ),
    "two-digit years, American order, bare years": (
        r"(?<!\d)\d\d年|[五六七八九][〇零一二三四五六七八九]年|(?<!\d)\d{1,2}[-/]\d{1,2}(?:[-/]|$)"
        r"|^\d{4}(?=$| 看)|\d{8}|\d{4} \d\d|从\d{4}到\d{4}|^\d{4}到"
    ),
    "other words of daily speech": r"左右|许|Q1|6·30|首[季月]|同月|这一年",
    "a reading in a later year than the next": r"^10月8号$",
}


def _reason(text: str, table: dict[str, str]) -> str | None:
    return next((reason for reason, pattern in table.items() if regex.search(pattern, text)), None)


def _periods(case: Case) -> list[list[tuple[date | None, date | None]]] | None:
    """For every expected date its readings by our convention; none when it is no calendar date."""
    wanted = []
    reference = case["reference"] or ""
    for item in case["expected"]:
        resolution = item["resolution"]
        readings: list[tuple[date | None, date | None]] = []
        if "time" in resolution:
            ends = resolution["time"]
            if item["type"] not in ("time_point", "time_span") or not isinstance(ends, list):
                return None
            days = [
                None if "inf" in x or x == reference.replace("T", " ") else date.fromisoformat(x[:10]) for x in ends
            ]
            readings.append((days[0], days[1]))
        else:
            for which in ("FutureResolution", "PastResolution"):
                value = resolution[which]
                if "date" in value:
                    day = date.fromisoformat(value["date"])
                    readings.append((day, day))
                else:
                    low, high = (date.fromisoformat(value[k]) for k in ("startDate", "endDate"))
                    # days are inclusive there too when both ends are spelled out; 至2018年 reaches its last day with us
                    readings += [(low, high - timedelta(days=1)), (low, high)]
                    if high.strftime("%m%d") == "0101" and high.year > low.year + 1:
                        readings.append((low, date(high.year, 12, 31)))
        wanted.append(readings)
    return wanted


def _dates(case: Case) -> bool | str:
    text = case["input"]
    reason = _reason(text, _OUTSIDE_DATES)
    if reason:
        return reason
    if not case["reference"] and not regex.search(r"(?:19|20)\d\d", text):
        return "no reference day given"
    wanted = _periods(case)
    if wanted is None:
        return "durations and rates"
    found = [(d.date_from, d.date_to) for d in _find(case).dates]
    return len(found) == len(wanted) and all(f in w for f, w in zip(found, wanted, strict=True))


def _date_extractor(case: Case) -> bool | str:
    if case["expected"]:
        return "only cases without a time are asked (no values given)"
    return not _find(case).dates


# Numbers ---------------------------------------------------------------------------------------------------------

_TRADITIONAL = r"[兩萬億負點幾個對]"
_OUTSIDE_NUMBERS = {
    "traditional characters": _TRADITIONAL,
    "negative numbers and powers": r"负|^-|[-+−]\d|\^|e\+?\d|×",
    "suffixes k, M, G, T": r"[\dＫ]\s*[kKmMgGtTbB]$|Ｋ",
    "dozens, pairs and words": r"打|双|对|俩|倆|仨|半百",
}


_OUTSIDE_PERCENTS = {
    "traditional characters": _TRADITIONAL,
    "discounts (折)": "折",
    "suffixes k, M, G, T": r"[kK]|Ｋ",
}


def _numeral(text: str) -> float | None:
    squeezed = regex.sub(r"\s", "", fold(text))
    share = regex.fullmatch(r"(?:(?P<w>.+)又)?(?P<d>.+)分之(?P<n>.+)", squeezed) or regex.fullmatch(
        r"(?:(?P<w>\d+)又)?(?P<n>\d+)/(?P<d>\d+)", squeezed
    )
    if share:
        whole = parse_numeral(share["w"]).low if share["w"] and parse_numeral(share["w"]) else 0
        numerator, denominator = parse_numeral(share["n"]), parse_numeral(share["d"])
        return float(whole + numerator.low / denominator.low) if numerator and denominator and denominator.low else None
    squeezed = regex.sub(r"(?<=[十百千万亿\d])[余多几幾](?=[万亿]?$)", "", squeezed)
    numeral = parse_numeral(squeezed)
    return float(numeral.low) if numeral else None


def _numbers(case: Case) -> bool | str:
    if not case["expected"]:
        return "no number expected: finding is not asked"
    for item in case["expected"]:
        reason = _reason(item["text"], _OUTSIDE_NUMBERS)
        if reason:
            return reason
    return all(
        (value := _numeral(item["text"])) is not None
        and abs(value - float(item["resolution"]["value"])) <= 1e-9 * max(1, abs(value))
        for item in case["expected"]
    )


def _percents(case: Case) -> bool | str:
    if "-" in "".join(x["resolution"]["value"] for x in case["expected"]):
        return "negative numbers and powers"
    reason = _reason(case["input"], _OUTSIDE_PERCENTS)
    if reason:
        return reason
    wanted = [float(x["resolution"]["value"].rstrip("%")) for x in case["expected"]]
    found = [q.low for q in _find(case).quantities if q.unit in ("%", "百分点")]
    return len(found) == len(wanted) and all(abs(a - b) < 1e-6 for a, b in zip(found, wanted, strict=True))


_UNLIMITED = float("inf")


def _ranges(case: Case) -> bool | str:
    text = fold(case["input"])
    if "第" in text:
        return "ordinals"
    ends = [regex.fullmatch(r"[\[(](.*),(.*)[\])]", x["resolution"]["value"]).groups() for x in case["expected"]]
    if not any(regex.search(regex.escape(fold(x["text"])) + r"(?:个|次|的?人)", text) for x in case["expected"]):
        return "a number without a unit"
    wanted = [(float(a) if a else -_UNLIMITED, float(b) if b else _UNLIMITED) for a, b in ends]
    found = []
    for q in _find(case).quantities:
        scale = 100 if q.unit == "%" else 1
        low, high = q.low / scale, q.high / scale
        if q.bound in ("over", "at_least"):
            found.append((low, _UNLIMITED))
        elif q.bound in ("under", "at_most"):
            found.append((-_UNLIMITED, high))
        else:
            found.append((low, high))
    return found == wanted


_CURRENCIES = {"CNY": "元", "HKD": "港元", "TWD": "新台币", "JPY": "日元", "USD": "美元"}


def _currency(case: Case) -> bool | str:
    if any(x["resolution"].get("isoCurrency") not in _CURRENCIES for x in case["expected"]):
        return "currencies that the unit table does not hold"
    wanted = [(float(x["resolution"]["value"]), _CURRENCIES[x["resolution"]["isoCurrency"]]) for x in case["expected"]]
    return [(q.low, q.unit) for q in _find(case).quantities if q.dimension == "money"] == wanted


def _jio_money(case: Case) -> bool | str:
    resolution = case["expected"][0]["resolution"]
    if regex.search(r"\d[kw]|泰铢", case["input"]):
        return "suffixes k and w, currencies that the unit table does not hold"
    values = resolution["num"]
    low, high = (values, values) if isinstance(values, str) else values
    if "数" in case["input"]:
        return "数十 has no value with us"
    if "几" in case["input"] or "多" in case["input"]:
        high = low  # 十几块: a lower end and the bound "over"
    found = [(q.low, q.high, q.unit) for q in _find(case).quantities]
    return found == [(float(low), float(high), resolution["case"])]


_DIMENSIONS = {
    "Mu": "亩",
    "Kilogram": "公斤",
    "Centimeter": "厘米",
    "Ton": "吨",
    "Jin": "斤",
    "Kilometer": "公里",
    "Meter": "米",
}


def _dimension(case: Case) -> bool | str:
    units = [x["resolution"]["unit"] for x in case["expected"]]
    if any(u not in _DIMENSIONS for u in units):
        return "units that the unit table does not hold"
    wanted = [(float(x["resolution"]["value"]), _DIMENSIONS[x["resolution"]["unit"]]) for x in case["expected"]]
    measures = set(_DIMENSIONS.values())
    return [(q.low, q.unit) for q in _find(case).quantities if q.unit in measures] == wanted


def _location(case: Case) -> bool | str:
    resolution = case["expected"][0]["resolution"]
    if "大学" in case["input"]:
        return "a region inside a university's name"
    deepest = resolution["county"] or resolution["city"] or resolution["province"]
    return any(m.type == "region" and deepest in (m.name, m.text) for m in _find(case).mentions)


# kind: file, judge, floor in per cent of the cases asked
KINDS: dict[str, tuple[str, Callable[[Case], bool | str], int]] = {
    "NumberModel": ("recognizers_zh.jsonl", _numbers, 94),
    "PercentModel": ("recognizers_zh.jsonl", _percents, 68),
    "NumberRangeModel": ("recognizers_zh.jsonl", _ranges, 66),
    "CurrencyModel": ("recognizers_zh.jsonl", _currency, 62),
    "DimensionModel": ("recognizers_zh.jsonl", _dimension, 38),
    "DateParser": ("recognizers_zh.jsonl", _dates, 63),
    "DatePeriodParser": ("recognizers_zh.jsonl", _dates, 80),
    "time_parser": ("jionlp.jsonl", _dates, 55),
    "time_extractor": ("jionlp.jsonl", _date_extractor, 100),
    "money_parser": ("jionlp.jsonl", _jio_money, 39),
    "location_parser": ("jionlp.jsonl", _location, 78),
}


def run(kind: str) -> Score:
    file, judge, _ = KINDS[kind]
    score = Score()
    for case in _cases(file, kind):
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
