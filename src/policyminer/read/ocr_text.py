"""What OCR regularly confuses, put right where there is no doubt: brackets and zeros of document numbers and dates."""

from __future__ import annotations

import re

_OPEN, _CLOSE = r"〔［\[【(（{「", r"〕］\]】)）}」"
_ZERO = "OoΟ○〇"
# 教发[2O23】15号: a year between brackets of any kind, then a number and 号.
_NUMBER = re.compile(
    rf"[{_OPEN}]\s*(?P<year>(?:19|2[0{_ZERO}])[\d{_ZERO}]{{2}})\s*[{_CLOSE}]\s*(?P<rest>第?\s*[\d{_ZERO}]{{1,5}}\s*号)"
)
# 2O24年1O月: between Arabic digits, or behind one and before 年月日.
_IN_DATE = re.compile(rf"(?<=\d)[{_ZERO}]+(?=\d|\s*[年月日])")
# One dash, or two hyphens, before a subtitle: the mark is two dashes.
_DASH = re.compile(r"^[—–―\-]{1,2}(?=[\u4e00-\u9fff])")
_TO_ZERO = str.maketrans(dict.fromkeys(_ZERO, "0"))


def mend(line: str) -> str:
    """A line of OCR with its certain errors mended.

    >>> mend("陇教发[2O23】15号，2O24年1O月"), mend("—陇县的做法"), mend("二〇二四年，O型")
    ('陇教发〔2023〕15号，2024年10月', '——陇县的做法', '二〇二四年，O型')
    """
    line = _DASH.sub("——", line.strip())
    line = _NUMBER.sub(
        lambda found: f"〔{found['year'].translate(_TO_ZERO)}〕{found['rest'].translate(_TO_ZERO)}", line
    )
    return _IN_DATE.sub(lambda found: "0" * len(found[0]), line)
