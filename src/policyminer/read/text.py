"""Plain text: the text as it stands, a block per line that holds something, or per cell of a table set with blanks."""

from __future__ import annotations

import re

from policyminer.model import Block
from policyminer.read.text_table import has_gaps, with_tables

# From the first to the last character of a line that is no white space; only CR and LF end a line.
LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
LINE_WITHOUT_CR = re.compile(r"\S(?:.*\S)?")  # the same for the usual file, a third faster


def line_blocks(text: str) -> tuple[Block, ...]:
    r"""One ``line`` block per line that is not blank, without the white space at its ends; ``cell`` blocks in tables.

    >>> [(b.start, b.end) for b in line_blocks("　　一、目标\r\n \n（一）")]
    [(2, 6), (10, 13)]
    """
    line = LINE if "\r" in text else LINE_WITHOUT_CR
    lines = [Block("line", *found.span()) for found in line.finditer(text)]
    return tuple(with_tables(text, lines) if has_gaps(text) else lines)
