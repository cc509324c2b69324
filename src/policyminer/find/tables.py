"""The tables of a document as grids: which rows are headers, which columns label the rows, what stands above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import regex

from policyminer.model import Cell
from policyminer.outline import Outline
from policyminer.patterns import rx

#: A number that fills its cell, with what may stand beside it.
BARE = regex.compile(
    r"(?P<before>约|近|超过|超|逾|不少于|不低于|至少|不足|不超过|≥|≤|>|<)?"
    r"(?P<a>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[百千万亿]{0,2})(?P<vague>[余多+])?"
    r"(?:[—~-](?P<b>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[百千万亿]{0,2}))?(?P<after>及?以上|及?以下|以内|左右)?"
)
_YEAR = regex.compile(r"(?:19|20)\d\d(?:年度?)?")
#: A number with its measure word; headers such as 2025年, 3月 and 一年级 are none.
_WITH_UNIT = regex.compile(rf"(?:{BARE.pattern})(?![年月日季届级班号])(?:[%‰]|[\u4e00-\u9fff]{{1,3}})")
_SERIAL = regex.compile(r"序号|编号|序|No\.?|项次|行次")
#: Columns whose numbers name and do not count.
_NAMING = regex.compile(
    r"(?:编号|序号|代码|编码|电话|手机|号码|邮编|学号|身份证|账号|卡号|联系方式|年份|年度|届别|期次|期号|排名|名次|位次|批次|日期|时间|文号|QQ)号?$|^(?:序|年|月|日|班级|栏次|电话)$"
)
_FORM_LINE = regex.compile(r"[\u4e00-\u9fff()]{1,10}:")
_TOTAL = regex.compile(r"(?:合计|总计|共计|小计|总数|汇总|全[省市县区州旗]合计)[::]?")
UNIT_LINE = regex.compile(r"(?:计量|金额|数量)?单位:(?P<units>[^()。:]{1,24})\)?$|单位:(?P<units>[^()。:]{1,24})\)")
MOST_PLACES = 1_000_000  # that merged cells are spread over; more merges than that are an attack
_ABOVE = 2  # paragraphs above a table that may give its unit or date


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its folded text and its range in the view."""

    place: Cell
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether a number fills the cell."""
        return BARE.fullmatch(self.text) is not None


@dataclass(frozen=True)
class Table:
    """The cells of one table in reading order; ``above`` are the paragraphs before it, the nearest first.

    ``inherited`` are the headers of the table before, by column: a table without headers may go on what that one began.
    """

    cells: tuple[GridCell, ...]
    above: tuple[tuple[int, int], ...] = ()
    inherited: tuple[list[GridCell], ...] = ()
    _at: dict[tuple[int, int], GridCell] = field(default_factory=dict, repr=False)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place; merged cells cover many."""
        return self._at.get((row, column))

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The numbers of its rows; a worksheet may begin anywhere and leave rows out."""
        return tuple(sorted({row for row, _ in self._at}))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The numbers of its columns."""
        return tuple(sorted({column for _, column in self._at}))

    def row(self, row: int) -> list[GridCell]:
        """The different cells of a row that hold something."""
        found = [cell for column in self.columns if (cell := self.at(row, column)) is not None and cell.text]
        return list(dict.fromkeys(found))

    @cached_property
    def captions(self) -> frozenset[int]:
        """Rows that are no rows of values: titles and groups of one cell, and lines such as 填报单位：… 单位：万元."""
        return frozenset(
            row
            for row in self.rows
            if (cells := self.row(row))
            and len(self.columns) > 1
            and (len(cells) == 1 or all(_FORM_LINE.match(cell.text) for cell in cells))
        )

    @cached_property
    def body(self) -> int:
        """The first row that holds a number that counts; rows above it are headers."""
        for row in self.rows:
            cells = self.row(row)
            numbers = [cell for cell in cells if cell.is_number and not _YEAR.fullmatch(cell.text)]
            counted = [cell.text for cell in numbers] == [str(i) for i in range(1, len(numbers) + 1)]
            if row in self.captions or (counted and len(numbers) > 2 and row > self.rows[0]):
                continue
            if numbers or (row > self.rows[0] and any(_WITH_UNIT.fullmatch(cell.text) for cell in cells)):
                return row
        return self.rows[-1] + 1

    def header(self, column: int) -> list[GridCell]:
        """The header cells above a column, from the top."""
        return self._headers.get(column, [])

    @cached_property
    def _headers(self) -> dict[int, list[GridCell]]:
        rows = [row for row in self.rows if row < self.body and row not in self.captions]
        found: dict[int, list[GridCell]] = {}
        for column in self.columns:
            cells = dict.fromkeys(cell for row in rows if (cell := self.at(row, column)) is not None and cell.text)
            found[column] = [cell for cell in cells if not cell.is_number or _YEAR.fullmatch(cell.text)]
        if not any(found.values()) and len(self.columns) == len(self.inherited):
            return dict(zip(self.columns, self.inherited, strict=True))
        return found

    @cached_property
    def naming(self) -> frozenset[int]:
        """Columns whose numbers name: serial numbers, codes, telephones, years."""
        return frozenset(column for column in self.columns if self._names(column))

    def _names(self, column: int) -> bool:
        header = self.header(column)
        if any(_NAMING.search(cell.text) or _SERIAL.fullmatch(cell.text) for cell in header[-1:]):
            return True
        texts = [cell.text for cell in self._below(column) if cell.is_number]
        if not texts or any("(" in cell.text or "/" in cell.text for cell in header):
            return False  # a header with a unit counts
        years = all(_YEAR.fullmatch(text) for text in texts)
        codes = all(rx.fullmatch(r"\d{7,}|0\d+", text) for text in texts)
        serial = column == self.columns[0] and len(texts) > 1 and texts == [str(i) for i in range(1, len(texts) + 1)]
        return years or codes or serial

    def _below(self, column: int) -> Iterator[GridCell]:
        seen: set[Cell] = set()
        for row in self.rows:
            cell = self.at(row, column)
            if row >= self.body and cell is not None and cell.text and cell.place not in seen:
                seen.add(cell.place)
                yield cell

    @cached_property
    def label_columns(self) -> tuple[int, ...]:
        """The columns on the left that say what a row is about."""
        found: list[int] = []
        for column in self.columns:
            if column in self.naming:
                continue
            cells = list(self._below(column))
            if cells and 2 * sum(cell.is_number for cell in cells) > len(cells):
                break
            found.append(column)
        return tuple(found[:4])

    def labels(self, row: int, before: int) -> list[GridCell]:
        """The cells that label a row, left of column ``before``."""
        cells = [self.at(row, column) for column in self.label_columns if column < before]
        return list(dict.fromkeys(cell for cell in cells if cell is not None and cell.text and not cell.is_number))

    def is_total(self, row: int) -> bool:
        """Whether a row sums up those above it."""
        return any(_TOTAL.fullmatch(cell.text) for cell in self.row(row)[:3])

    def numbers(self) -> Iterator[GridCell]:
        """The cells below the headers that may hold a value, in reading order."""
        for cell in self.cells:
            if cell.place.row >= self.body and cell.place.column not in self.naming:
                yield cell


def read_tables(outline: Outline) -> list[Table]:
    """The tables of a document, as far as their cells are part of its view."""
    grouped: dict[int, dict[Cell, list[tuple[int, int]]]] = {}
    view = outline.view
    for block in outline.document.blocks:
        if block.cell is None:
            continue
        paragraph = outline.paragraphs[outline.paragraph_at(view.from_raw(block.start))] if outline.paragraphs else None
        if paragraph is not None and paragraph.kind == "cell" and block.start <= view.to_raw(paragraph.start) < block.end:
            parts = grouped.setdefault(block.cell.table, {}).setdefault(block.cell, [])
            parts.append((paragraph.start, paragraph.end))
    tables: list[Table] = []
    for cells in grouped.values():
        before = tables[-1] if tables else None
        inherited = tuple(before.header(column) for column in before.columns) if before is not None else ()
        tables.append(_table(outline, cells, inherited))
    return tables


def _table(
    outline: Outline, cells: dict[Cell, list[tuple[int, int]]], inherited: tuple[list[GridCell], ...]
) -> Table:
    folded = outline.view.folded
    found: list[GridCell] = []
    at: dict[tuple[int, int], GridCell] = {}
    bottom, right = max(place.row for place in cells), max(place.column for place in cells)
    for place, parts in cells.items():
        text = rx.sub(r"\s", "", "".join(folded[a:b] for a, b in parts))
        cell = GridCell(place, text, parts[0][0], parts[-1][1])
        found.append(cell)
        for row in range(place.row, min(place.row + place.rows, bottom + 1)):
            for column in range(place.column, min(place.column + place.columns, right + 1)):
                if len(at) < MOST_PLACES:
                    at.setdefault((row, column), cell)
    first = outline.paragraph_at(found[0].start)
    near = [p for p in outline.paragraphs[max(0, first - _ABOVE) : first] if p.kind != "cell"]
    return Table(tuple(found), tuple((p.start, p.end) for p in reversed(near)), inherited, at)
