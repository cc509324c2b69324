"""Documents in traditional characters: the same text in simplified ones, character by character.

Rules and gazetteers are written in simplified characters. They are matched on the simplified text; since it has a
character for every character of the document, every range found in it is a range of the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from policyminer.read.draft import Reading
from policyminer.read.encoding import SIMPLIFIED, TRADITIONAL

#: Characters at the beginning of a document that are looked at.
SAMPLE = 20_000
#: A document is in traditional characters when it has so many of the commonest ones and few simplified ones: a
#: quotation or a name is not enough, nor is a table of names too much.
LEAST, SHARE = 5, 0.8

HINT = 'pip install "policyminer[traditional]"'
WARNING = f"the document is in traditional characters, and what converts them is not installed ({HINT})"

_TRADITIONAL = re.compile(f"[{''.join(sorted(set(TRADITIONAL) - set(SIMPLIFIED)))}]")
_SIMPLIFIED = re.compile(f"[{''.join(sorted(set(SIMPLIFIED) - set(TRADITIONAL)))}]")
# Words decide between characters (乾隆, 乾净), but never across these.
_SEGMENT = re.compile(r"[^\n。，；]*[\n。，；]?")


def is_traditional(text: str) -> bool:
    """Whether a document is written in traditional characters.

    >>> is_traditional("縣教育局選派骨幹教師二十四名赴鄉村學校"), is_traditional("县教育局致函臺灣師範學校")
    (True, False)
    """
    sample = text[:SAMPLE]
    traditional, simplified = len(_TRADITIONAL.findall(sample)), len(_SIMPLIFIED.findall(sample))
    return traditional >= LEAST and traditional >= SHARE * (traditional + simplified)


def in_simplified(reading: Reading) -> tuple[str | None, Mapping[str, str], tuple[str, ...]]:
    """The simplified text of a document in traditional characters, its metadata in simplified ones, and warnings.

    There is no such text for a document in simplified characters, or where the extra ``traditional`` is missing.
    """
    if not is_traditional(reading.text):
        return None, reading.metadata, ()
    if find_spec("opencc") is None:
        return None, reading.metadata, (WARNING,)
    return simplify(reading.text), {key: simplify(value) for key, value in reading.metadata.items()}, ()


def simplify(text: str) -> str:
    """``text`` in simplified characters, of the same length: what has no single counterpart stays as it is."""
    converter = _converter()
    whole = str(converter.convert(text))
    if len(whole) == len(text):
        return whole
    return "".join(_simplify_segment(segment, converter) for segment in _SEGMENT.findall(text))


def _simplify_segment(segment: str, converter: Any) -> str:
    whole = str(converter.convert(segment))
    if len(whole) == len(segment):
        return whole
    single = (str(converter.convert(char)) for char in segment)
    return "".join(new if len(new) == 1 else old for old, new in zip(segment, single, strict=True))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
