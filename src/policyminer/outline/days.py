"""Days and numbers as documents write them in their heads and feet."""

from __future__ import annotations

from datetime import date

import regex

from policyminer.folding import fold

DAY = regex.compile(r"(?P<y>(?:19|20)\d\d)\s*[年\-./]\s*(?P<m>\d{1,2})\s*[月\-./]\s*(?P<d>\d{1,2})\s*日?")
# 05.03.2024
_REVERSED = regex.compile(r"(?<!\d)(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>20\d\d)(?![\d.])")
HAN_DAY = regex.compile(
    r"(?P<y>[一二][〇零0O○一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零0O○", 0) | {"元": 1}


def small_number(text: str) -> int:
    """A Chinese or Arabic integer below 10,000, as it stands in dates and issue numbers.

    >>> small_number("十三"), small_number("二〇二四"), small_number("三十一")
    (13, 2024, 31)
    """
    if text.isdigit():
        return int(text)
    if "十" in text or "百" in text:
        total, digit = 0, 0
        for char in text:
            if char in "十百":
                total += max(digit, 1) * (10 if char == "十" else 100)
                digit = 0
            else:
                digit = _HAN[char]
        return total + digit
    return int("".join(str(_HAN[c]) for c in text))


def parse_day(text: str) -> date | None:
    """The first full date in ``text``, or none.

    >>> parse_day("二〇〇四年三月二日"), parse_day("２０２３-12-12 09:00"), parse_day("2024年13月1日")
    (datetime.date(2004, 3, 2), datetime.date(2023, 12, 12), None)
    """
    text = fold(text)
    match = DAY.search(text) or HAN_DAY.search(text) or _REVERSED.search(text)
    if not match:
        return None
    try:
        return date(small_number(match["y"]), small_number(match["m"]), small_number(match["d"]))
    except (ValueError, KeyError):
        return None


_RUN_TOGETHER = regex.compile(r"(?P<y>20\d\d)(?P<rest>\d{2,4})")


def run_together(line: str) -> bool:
    """Whether a line is a day that lost its 年, 月 and 日, as pages with fonts of their own are saved."""
    return _RUN_TOGETHER.fullmatch(line) is not None


def untangled(line: str) -> date | None:
    """The day of such a line where its figures can be read in one way only.

    >>> untangled("2024527"), untangled("20240527"), untangled("2024111"), untangled("2024")
    (datetime.date(2024, 5, 27), datetime.date(2024, 5, 27), None, None)
    """
    match = _RUN_TOGETHER.fullmatch(line)
    days = set()
    for cut in (1, 2) if match else ():
        month, day = match["rest"][:cut], match["rest"][cut:]  # type: ignore[index]
        if 1 <= len(day) <= 2:
            days.add(parse_day(f"{match['y']}-{month}-{day}"))  # type: ignore[index]
    days.discard(None)
    return days.pop() if len(days) == 1 else None
