"""The ledger of a page: which of its lines are no part of the article, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from policyminer.labels import INJECTED, LONGEST_INJECTED
from policyminer.model import Block, Removed
from policyminer.read.html_lines import Page

_ADVERTISING_NAME = re.compile(r"(?<![a-z])(?:ads?|advert[a-z]*|adbox|adv|gg|guanggao|banner|popup)(?![a-z])")
_ADVERTISING_TEXT = re.compile(r"广告|AD|(?:点击|立即|扫码).{0,4}(?:下载|关注|领取|查看)", re.IGNORECASE)


def set_aside(page: Page, kinds: Sequence[str], blocks: Sequence[Block]) -> Iterator[Removed]:
    """Lines that stay in the text as boilerplate, neighbours of the same reason together.

    ``blocks`` are those of the lines, one for one; the locator is their range in the text.
    """
    reasons = _reasons(page, kinds)
    for reason, group in groupby(range(len(kinds)), key=lambda i: reasons[i]):
        if reason is not None:
            run = list(group)
            place = f"text[{blocks[run[0]].start}:{blocks[run[-1]].end}]"
            yield Removed.of(reason, "\n".join(page.lines[i].text for i in run), place)


def _reasons(page: Page, kinds: Sequence[str]) -> list[str | None]:
    """``advertising`` by the name of a box or the words of a line, ``footer`` behind the article, else navigation."""
    body = [i for i, kind in enumerate(kinds) if kind != "boilerplate"]
    last = body[-1] if body else len(kinds)
    reasons: list[str | None] = [None if k != "boilerplate" else "footer" if i > last else "navigation"
                                 for i, k in enumerate(kinds)]  # fmt: skip
    for box in page.boxes:
        if _ADVERTISING_NAME.search(box.names.replace("_", " ")):
            for i in range(box.start, box.end):
                reasons[i] = reasons[i] and "advertising"
    for i, line in enumerate(page.lines):
        injected = len(line.text) <= LONGEST_INJECTED and re.search(INJECTED, line.text)
        if reasons[i] and (injected or (len(line.text) <= 40 and _ADVERTISING_TEXT.match(line.text))):
            reasons[i] = "advertising"
    return reasons
