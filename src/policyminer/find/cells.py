"""Numbers in table cells: a bare 36 becomes a quantity with the unit that its header, row or table names.

The unit is looked for in this order: the column's header (投入（万元）, 学校数/所), the row's label, a column 单位, the
word 数 behind a noun that has one measure word (学校数, 教师人数), the line 单位：万元 above the table, and last any noun with
数 (班级数). A number without a unit stays a number. Serial numbers, codes, telephones and years are left alone (``Table.naming``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import regex

from policyminer.find.numerals import parse_numeral
from policyminer.find.protect import spans
from policyminer.find.quantities import Amount
from policyminer.find.scene import Scene
from policyminer.find.tables import BARE, UNIT_LINE, GridCell, Table, read_tables
from policyminer.find.units import Unit, UnitTable
from policyminer.patterns import rx

_IN_BRACKETS = regex.compile(r"\((?:单位:)?(?P<unit>[^()]{1,10})\)")
_BEHIND_STROKE = regex.compile(r"(?<=.)/(?P<unit>[^()/]{1,6})$")
_UNIT_HEADER = regex.compile(r"(?:计量)?单位")
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
#: Nouns whose number needs no unit in writing: what they are counted in.
_COUNTED_IN = (
    (regex.compile(r"(?P<form>人次|场次|课时|学时|班次)数?$"), None),
    (regex.compile(r"(?P<form>[\u4e00-\u9fff]{1,2})数$"), None),
    (regex.compile(r"(?:学校|中学|小学|幼儿园|高校|院校|校园?)(?:总?数量?|总量)$"), "所"),
    (regex.compile(r"(?:[师生员工者童]|专家|校长|教师|干部|人才|儿)(?:总?数量?|总量)$"), "人"),
)
#: 班级数, 基地数量 …: things, unless the noun is money or the number itself (预算数, 系数).
_THINGS = regex.compile(
    r"[\u4e00-\u9fff]{2}(?<!预算|决算|执行|资金|经费|金额|[款费指系分倍参基]|计划|任务|完成|目标)(?:总数|数量?|总量)$"
)
_PERSONS = regex.compile(r"(?:教师|学生|教职工|专家|校长|师范生|在校生|毕业生|幼儿|实习生)$")
#: Headers that say nothing of what is counted.
_GENERIC = regex.compile(
    r"(?:数量|数值|数据|数|人数|个数|金额|合计|总计|小计|指标值|目标值?|完成值?|完成情况|任务数|计划数?|实际数?|现状|本年|上年|(?:19|20)\d\d(?:年度?)?(?:底|末)?)*"
)
_BOUNDS = {"约": "about", "近": "about", "左右": "about", "超过": "over", "超": "over", "逾": "over", ">": "over",
           "不少于": "at_least", "不低于": "at_least", "至少": "at_least", "≥": "at_least", "以上": "at_least",
           "及以上": "at_least", "不足": "under", "<": "under", "以下": "under", "不超过": "at_most", "≤": "at_most",
           "以内": "at_most", "及以下": "at_most"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a table says about one of its quantities.

    ``measure`` is the counted thing in the words of header and label, ``labels`` and ``headers`` are ranges of the
    view, ``date_from`` and ``date_to`` the period that the header or label at ``dated`` names.
    """

    measure: str
    per: str | None
    labels: tuple[tuple[int, int], ...]
    headers: tuple[tuple[int, int], ...]
    date_from: date | None
    date_to: date | None
    dated: tuple[int, int] | None
    is_total: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class _Stated:
    """A unit as a table states it: scale (4 for 万), unit, and the denominator of a rate."""

    unit: Unit
    factor: Decimal
    per: str | None = None


def find_cells(
    scene: Scene, units: UnitTable, amounts: Sequence[Amount]
) -> tuple[list[Amount], dict[int, CellReading]]:
    """``amounts`` and those of table cells in reading order, and by start what the tables say of them."""
    found = list(amounts)
    taken = spans([(a.start, a.end) for a in amounts])
    whole = {(a.start, a.end): a for a in amounts}
    readings: dict[int, CellReading] = {}
    for table in read_tables(scene.outline):
        reader = _TableReader(scene, units, table)
        for cell in table.numbers():
            headers, labels = table.header(cell.place.column), reader.labels(cell)
            stated = reader.unit(cell, headers, labels)
            amount = whole.get((cell.start, cell.end))
            if amount is None and stated is not None and not taken.overlaps(cell.start, cell.end):
                amount = _amount(cell, stated)
                if amount is not None:
                    found.append(amount)
            if amount is not None:
                readings[amount.start] = reader.reading(cell, headers, labels, stated)
    return sorted(found, key=lambda a: (a.start, a.end)), readings


def _amount(cell: GridCell, stated: _Stated) -> Amount | None:
    """The quantity of a bare number with its unit."""
    number = BARE.fullmatch(cell.text)
    if number is None:
        return None
    low, high = _value(number["a"]), _value(number["b"] or number["a"])
    if low is None or high is None or low > high:
        return None
    bound = _BOUNDS.get(number["before"] or number["after"] or "", "over" if number["vague"] else "exact")
    factor = stated.factor * stated.unit.factor
    ends = float(low * factor), float(high * factor)
    unit = stated.unit
    return Amount(cell.start, cell.end, *ends, bound, unit.unit, unit.dimension, "quantity.cell", cell.start, cell.end)


class _TableReader:
    """One table with what its headers and the lines above it say, each read once."""

    def __init__(self, scene: Scene, units: UnitTable, table: Table) -> None:
        self.scene, self.units, self.table = scene, units, table
        self.written: dict[GridCell, _Stated | None] = {}
        self.dated: dict[GridCell, tuple[date | None, date | None]] = {}
        self.above = self._units_above()
        self.unit_columns = [column for column in table.columns if self._holds_units(column)]

    def _holds_units(self, column: int) -> bool:
        """Whether a column headed 单位 holds units: it may as well hold offices."""
        header, rows = self.table.header(column), [row for row in self.table.rows if row >= self.table.body]
        if not header or not _UNIT_HEADER.fullmatch(header[-1].text):
            return False
        cells = [cell for row in rows if (cell := self.table.at(row, column)) is not None]
        return any(parse_unit(cell.text, self.units) is not None for cell in cells)

    def labels(self, cell: GridCell) -> list[GridCell]:
        """The cells that label the row of a cell."""
        found = self.table.labels(cell.place.row, cell.place.column)
        return [one for one in found if one.place.column not in self.unit_columns]

    def unit(self, cell: GridCell, headers: list[GridCell], labels: list[GridCell]) -> _Stated | None:
        """The unit of a cell, by the order in the module's description."""
        near = [*reversed(headers), *reversed(labels)]
        for one in near:
            if one not in self.written:
                self.written[one] = _written_unit(one.text, self.units)
            if (stated := self.written[one]) is not None:
                return stated
        for column in self.unit_columns:
            beside = self.table.at(cell.place.row, column)
            if beside is not None and (stated := parse_unit(beside.text, self.units)) is not None:
                return stated
        nouns = [_bare(one.text) for one in near]
        counted = next((unit for noun in nouns if (unit := _counted_in(noun, self.units)) is not None), None)
        if counted is not None:
            return next((u for u in self.above if u.unit.dimension == counted.unit.dimension), counted)
        if len(self.above) == 1 and not any(rx.search(r"(?:率|比例|占比|比重)$", noun) for noun in nouns):
            return self.above[0]
        form = next((f for noun in nouns for p, f in ((_PERSONS, "人"), (_THINGS, "个")) if p.search(noun)), None)
        return parse_unit(form, self.units) if form else None

    def reading(
        self, cell: GridCell, headers: list[GridCell], labels: list[GridCell], stated: _Stated | None
    ) -> CellReading:
        """What header and label say of a quantity."""
        near = [*reversed(headers), *reversed(labels)]
        dated = next((one for one in near if self._period(one) != (None, None)), None)
        days = self._period(dated) if dated is not None else (None, None)
        written = self.scene.outline.written
        return CellReading(
            measure=_measure(headers, labels),
            per=stated.per if stated else None,
            labels=tuple((c.start, c.end) for c in labels),
            headers=tuple((c.start, c.end) for c in headers),
            date_from=days[0],
            date_to=days[1],
            dated=(dated.start, dated.end) if dated is not None else None,
            is_total=self.table.is_total(cell.place.row),
            evidence="｜".join(rx.sub(r"\s+", "", written(c.start, c.end)) for c in (*labels, *headers, cell)),
        )

    def _units_above(self) -> list[_Stated]:
        """The units of a line 单位：万元 above the table or in one of its title rows."""
        table, folded = self.table, self.scene.folded
        titles = [cell for row in sorted(table.captions) if row < table.body for cell in table.row(row)]
        for start, end in [*table.above, *((cell.start, cell.end) for cell in titles)]:
            line = UNIT_LINE.search(rx.sub(r"\s", "", folded[start:end][-60:]))
            units = [parse_unit(u, self.units) for u in rx.split(r"[、,;/和]", line["units"])] if line else []
            if found := [unit for unit in units if unit is not None]:
                return found
        return []

    def _period(self, cell: GridCell) -> tuple[date | None, date | None]:
        """The year or the date that a header or label names."""
        if cell not in self.dated:
            year = rx.fullmatch(r"((?:19|20)\d\d)(?:年度?)?", cell.text)
            at = bisect_left(self.scene.dates, cell.start, key=lambda d: d.start)
            found = next((d for d in self.scene.dates[at : at + 1] if d.end <= cell.end), None)
            if year:
                self.dated[cell] = date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
            else:
                self.dated[cell] = (found.date_from, found.date_to) if found else (None, None)
        return self.dated[cell]


def _measure(headers: list[GridCell], labels: list[GridCell]) -> str:
    """The header without its unit; the label when the header alone says too little."""
    header = "".join(_bare(c.text) for c in headers)
    label = "".join(_bare(c.text) for c in labels)
    return label if _GENERIC.fullmatch(header) and label else header or label


def parse_unit(text: str, units: UnitTable) -> _Stated | None:
    """A unit that is all of ``text``, with a scale before it and a denominator behind it: 万人次, 元/生.

    >>> from policyminer.find.units import Unit
    >>> parse_unit("千人", UnitTable([Unit("人", "人", Decimal(1), "persons", "measure")])).factor
    Decimal('1000')
    """
    name, _, per = text.partition("/")
    scale = rx.match(r"[十百千万亿]*", name)
    for cut in (0, len(scale[0]) if scale else 0):
        unit = units.at(name, cut) if cut < len(name) else None
        if unit is not None and cut + len(unit.form) == len(name):
            factor = Decimal(10) ** sum(_SCALES[c] for c in name[:cut])
            return _Stated(unit, factor, per or None)
    return None


def _written_unit(text: str, units: UnitTable) -> _Stated | None:
    """The unit written into a header or label: 投入(万元), 学校数/所."""
    found = [unit for m in _IN_BRACKETS.finditer(text) if (unit := parse_unit(m["unit"], units)) is not None]
    if found:
        return found[-1]
    stroke = _BEHIND_STROKE.search(text)
    return parse_unit(stroke["unit"], units) if stroke else None


def _counted_in(noun: str, units: UnitTable) -> _Stated | None:
    """The unit that a noun with 数 implies: 教师人数, 学校数, 培训场次."""
    for pattern, form in _COUNTED_IN:
        if match := pattern.search(noun):
            unit = parse_unit(form or match["form"], units)
            if unit is not None and unit.unit.kind != "noun":
                return unit
    return None


def _bare(text: str) -> str:
    """A header without its unit."""
    return _BEHIND_STROKE.sub("", rx.sub(r"\((?:单位:)?[^()]{1,10}\)", "", text))


def _value(text: str) -> Decimal | None:
    numeral = parse_numeral(text.removeprefix("-"))
    if numeral is None:
        return None
    return -numeral.low if text.startswith("-") else numeral.low
