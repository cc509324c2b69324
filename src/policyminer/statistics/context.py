"""A word in its contexts (KWIC), each with its place."""

from __future__ import annotations

import pandas as pd
import regex

from policyminer.folding import fold
from policyminer.model import PolicyMinerError
from policyminer.statistics.groups import Tables, group_of, readable
from policyminer.statistics.passages import said

_COLUMNS = ("doc_id", "start", "end", "left", "text", "right")


def keyword_in_context(
    tables: Tables, wanted: str, width: int = 20, as_regex: bool = False, by: str = "document"
) -> pd.DataFrame:
    """Every occurrence of ``wanted`` in reading order, with its context.

    Columns: ``group``, ``doc_id``, ``start``, ``end``, ``left``, ``text``, ``right``.

    It is looked for in characters, not in words, with width and punctuation variants folded; blanks and line ends in
    ``wanted`` and in the text do not matter. ``as_regex`` takes it for a regular expression. ``width`` is the number of
    characters of context on either side. Raises ``PolicyMinerError`` (``bad_pattern``).
    """
    pattern = _pattern(wanted, as_regex)
    rows = []
    documents = readable(tables)
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        for hit in pattern.finditer(fold(text)):
            start, end = hit.span()
            if start < end:
                left, right = text[max(0, start - 2 * width) : start], text[end : end + 2 * width]
                rows.append((doc_id, start, end, said(left)[-width:], said(text[start:end]), said(right)[:width]))
    found = pd.DataFrame(rows, columns=list(_COLUMNS))
    found.insert(0, "group", found["doc_id"].map(group_of(tables, by)))
    return found


def _pattern(wanted: str, as_regex: bool) -> regex.Pattern[str]:
    if not wanted.strip():
        raise PolicyMinerError("bad_pattern", "nothing to look for", "kwic")
    if not as_regex:
        characters = [regex.escape(c) for c in fold("".join(wanted.split()))]
        return regex.compile(r"[\s*]*".join(characters))
    try:
        return regex.compile(fold(wanted))
    except regex.error as error:
        raise PolicyMinerError(
            "bad_pattern", str(error), wanted, "a regular expression, or leave out --regex"
        ) from None
