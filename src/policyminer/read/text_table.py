"""Tables set with blanks or tabs in plain text: rows of short texts below each other, a column of numbers among them.

Two shapes are known: a head with rows below it (项目  2024年  2025年), and pairs of a name and its number without a
head, several in a line (某县  60    某区  35). What has no column of numbers stays text, which is read line by line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from policyminer.model import Block, Cell

#: Rows of a table with a head, the head among them, and lines of pairs.
MIN_ROWS, MIN_PAIR_LINES = 3, 2
#: The share of the cells of a column, below the head, that are numbers.
NUMBERS = 0.6
MAX_CELL, MAX_FIELDS = 30, 12
_GAP = re.compile(r"(?<=\S)(?:[ \u3000]{2,}|[ \u3000]*\t[ \u3000\t]*)(?=\S)")
_NUMBER = re.compile(r"[-+－]?[\d０-９]{1,6}(?:[,，][\d０-９]{3})*(?:[.．][\d０-９]+)?\s?[%％‰]?[\u4e00-\u9fff]{0,2}")
_BLANK_VALUE = re.compile(r"[-—－/／]+|无|其他")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_SENTENCE = re.compile(r"[。；;！？!?]")


class _Field(NamedTuple):
    start: int
    end: int
    text: str
    middle: float

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text) is not None and _YEAR.fullmatch(self.text) is None


_Row = list[_Field]


def has_gaps(text: str) -> bool:
    """Whether blanks or tabs stand inside a line at all."""
    return _GAP.search(text) is not None


def with_tables(text: str, lines: Sequence[Block]) -> list[Block]:
    r"""The lines of a text, those of its tables as cells.

    >>> text = "校名    教师数\n甲校    12\n乙校    9"
    >>> lines = [Block("line", 0, 9), Block("line", 10, 18), Block("line", 19, 26)]
    >>> [(text[b.start : b.end], b.locator) for b in with_tables(text, lines)][-2:]
    [('乙校', '表1 第3行第1列'), ('9', '表1 第3行第2列')]
    """
    rows = [_fields(text, line) for line in lines]
    found: list[Block] = []
    number = 0
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and len(rows[end]) > 1 and (end == at or _follows(text, lines[end - 1], lines[end])):
            end += 1
        cells = _table(rows[at:end], number + 1)
        if cells:
            number += 1
            found += cells
        else:
            found += lines[at : max(end, at + 1)]
        at = max(end, at + 1)
    return found


def _follows(text: str, above: Block, below: Block) -> bool:
    return text.count("\n", above.end, below.start) <= 1


def _fields(text: str, line: Block) -> _Row:
    """The pieces of a line between wide blanks; none where it is a sentence or too long to be a row."""
    if _GAP.search(text, line.start, line.end) is None:
        return []
    fields: _Row = []
    width = 0
    at = line.start
    for match in [*_GAP.finditer(text, line.start, line.end), None]:
        end = match.start() if match else line.end
        piece = text[at:end]
        own = _width(piece)
        fields.append(_Field(at, end, piece.strip(), width + own / 2))
        if match:
            width += own + _width(match.group().replace("\t", "    "))
            at = match.end()
    for i in range(len(fields) - 2, -1, -1):  # 合  计 is one word set wide
        if len(fields[i].text) == len(fields[i + 1].text) == 1 and (fields[i].text + fields[i + 1].text).isalpha():
            left, right = fields[i], fields[i + 1]
            fields[i : i + 2] = [_Field(left.start, right.end, text[left.start : right.end], left.middle + 1)]
    fits = len(fields) <= MAX_FIELDS and all(len(f.text) <= MAX_CELL and not _SENTENCE.search(f.text) for f in fields)
    return fields if fits else []


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _table(rows: list[_Row], number: int) -> list[Block]:
    """The cells of rows that make a table, else none."""
    if len(rows) >= MIN_PAIR_LINES and all(_are_pairs(row) for row in rows):
        pairs = [row[i : i + 2] for row in rows for i in range(0, len(row), 2)]
        return [_cell(f, number, r, c) for r, pair in enumerate(pairs, 1) for c, f in enumerate(pair, 1)]
    if len(rows) < MIN_ROWS or any(field.is_number for field in rows[0]):
        return []
    head = rows[0]
    placed = [list(enumerate(head))]
    for row in rows[1:]:
        split = _split(row, len(head))
        if len(split) > len(head):
            return []
        placed.append(list(zip(_columns(split, head), split, strict=True)))
    if not any(_counts([f for row in placed[1:] for c, f in row if c == column]) for column in range(1, len(head))):
        return []
    return [_cell(f, number, r, c + 1) for r, row in enumerate(placed, 1) for c, f in row]


def _are_pairs(row: _Row) -> bool:
    """Name, number, name, number …; telephone numbers are no values."""
    names, numbers = row[::2], row[1::2]
    return len(names) == len(numbers) and all(f.is_number for f in numbers) and not any(f.is_number for f in names)


def _counts(cells: list[_Field]) -> bool:
    values = [f for f in cells if not _BLANK_VALUE.fullmatch(f.text)]
    return len(values) > 1 and sum(f.is_number for f in values) >= NUMBERS * len(values)


def _split(row: _Row, columns: int) -> _Row:
    """A row that lacks a cell, with its first name cut at its only blank: 某师范学院 某县    4    1."""
    if len(row) != columns - 1:
        return row
    for i, field in enumerate(row):
        parts = re.split(r"[ \u3000]", field.text)
        if len(parts) == 2 and not field.is_number and all(len(part) > 1 for part in parts):
            middle = field.middle - _width(field.text) / 2
            first = _Field(field.start, field.start + len(parts[0]), parts[0], middle + _width(parts[0]) / 2)
            second = _Field(field.end - len(parts[1]), field.end, parts[1], field.middle + _width(parts[0]) / 2)
            return [*row[:i], first, second, *row[i + 1 :]]
    return row


def _columns(row: _Row, head: _Row) -> list[int]:
    """To which columns of the head the cells of a row belong: in order, and as near as can be."""
    if len(row) == len(head):
        return list(range(len(head)))
    free = len(head) - len(row)
    # best[i][s]: cost of the first i cells when s columns were left out before them
    best: list[list[tuple[float, list[int]]]] = [[(0.0, []) for _ in range(free + 1)]]
    for i, field in enumerate(row):
        line: list[tuple[float, list[int]]] = []
        for left_out in range(free + 1):
            distance = abs(field.middle - head[i + left_out].middle)
            cost, path = min(best[i][: left_out + 1], key=lambda state: state[0])
            line.append((cost + distance, [*path, i + left_out]))
        best.append(line)
    return min(best[-1], key=lambda state: state[0])[1]


def _cell(field: _Field, table: int, row: int, column: int) -> Block:
    cell = Cell(table, row, column)
    return Block("cell", field.start, field.start + len(field.text), cell.locator, cell)
