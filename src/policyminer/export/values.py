"""Values as formats hold them: lists as text, texts within a length, characters that XML and C strings can carry."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

#: Stands between the members of a list in formats without lists.
SEPARATOR = "；"
#: What XML 1.0 cannot hold, and what ends a string in C.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
REPLACEMENT = "\ufffd"


def join(members: Sequence[str]) -> tuple[str, bool]:
    """A list as one text, and whether that is JSON because a member holds the separator.

    >>> join(["赣县区", "大余县"]), join([]), join(["甲；乙", "丙"])
    (('赣县区；大余县', False), ('', False), ('["甲；乙", "丙"]', True))
    """
    text = SEPARATOR.join(members)
    if not text.startswith('["') and split(text) == list(members):
        return text, False
    return json.dumps(list(members), ensure_ascii=False), True


def split(text: str) -> list[str]:
    """The list that :func:`join` wrote.

    >>> split("赣县区；大余县"), split(""), split('["甲；乙", "丙"]')
    (['赣县区', '大余县'], [], ['甲；乙', '丙'])
    """
    if text.startswith('["') and text.endswith('"]'):
        members: list[str] = json.loads(text)
        return members
    return text.split(SEPARATOR) if text else []


def without_control(text: str) -> str:
    r"""The text with U+FFFD for control characters: as long as before, so that offsets hold.

    >>> without_control("甲\x00乙\x0b\n")
    '甲�乙�\n'
    """
    return _CONTROL.sub(REPLACEMENT, text)


def cut_utf16(text: str, most: int) -> str:
    """At most ``most`` UTF-16 units, the way Excel counts characters; no character is torn.

    >>> cut_utf16("甲𠮷乙", 3), cut_utf16("甲𠮷乙", 2)
    ('甲𠮷', '甲')
    """
    if len(text) * 2 <= most:
        return text
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", errors="ignore")


def cut_bytes(text: str, most: int) -> str:
    """At most ``most`` bytes of UTF-8; no character is torn.

    >>> cut_bytes("甲乙", 5)
    '甲'
    """
    if len(text) * 4 <= most:
        return text
    return text.encode()[:most].decode(errors="ignore")


def shorten(text: str, most: int) -> str:
    """At most ``most`` characters, with … where something is left out.

    >>> shorten("发文机关，照原文", 6)
    '发文机关，…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"
