"""Numbers in table cells: a bare 36 becomes a quantity with the unit that its header, row or table names.

The unit is looked for in this order: the column's header (投入（万元）, 学校数/所), the row's label, a column 单位, the
word 数 behind a noun that has one measure word (学校数, 教师人数), the line 单位：万元 above the table (of several units the one
that the header's noun means), and last any noun with 数 (班级数). A number without a unit stays a number. Serial numbers,
codes, telephones and years are left alone (``Table.naming``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import regex

from policyminer.find.bounds import Amount
from policyminer.find.numerals import parse_numeral
from policyminer.find.protect import spans
from policyminer.find.scene import Scene
from policyminer.find.tables import BARE, UNIT_LINE, GridCell, Table, read_tables
from policyminer.find.units import Unit, UnitTable
from policyminer.patterns import rx

_IN_BRACKETS = regex.compile(r"\((?:单位:)?(?P<unit>[^()]{1,10})\)")
_BEHIND_STROKE = regex.compile(r"(?<=.)/(?P<unit>[^()/]{1,6})$")
#: 各地名额(人): the last words above a table
_UNIT_OF_LIST = regex.compile(r"\((?P<units>[^()\d]{1,8})\):?\s*$")
_UNIT_HEADER = regex.compile(r"(?:计量)?单位")
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
#: Nouns whose number needs no unit in writing: what they are counted in.
_COUNTED_IN = (
    (regex.compile(r"(?P<form>人次|场次|课时|学时|班次)数?$"), None),
    (regex.compile(r"(?P<form>[\u4e00-\u9fff]{2})数$"), None),
    (regex.compile(r"(?P<form>[\u4e00-\u9fff])数(?<!中位数)$"), None),
    (regex.compile(r"(?:学校|中学|小学|幼儿园|高校|院校|校园?)(?:总?数量?|总量)$"), "所"),
    (regex.compile(r"(?:[师生员工者童]|专家|校长|教师|干部|人才|儿)(?:总?数量?|总量)$"), "人"),
)
#: 班级数, 基地数量 …: things, unless the noun is money or the number itself (预算数, 系数).
_THINGS = regex.compile(
    r"[\u4e00-\u9fff]{2}(?<!预算|决算|执行|资金|经费|金额|[款费指系分倍参基]|计划|任务|完成|目标)(?:总数|数量?|总量)$"
)
#: Nouns that tell which of the units above a table is meant.
_MEANT = (
    (regex.compile(r"(?:经费|资金|金额|投入|预算|支出|收入|补助|投资|造价)[\u4e00-\u9fff]{0,3}$"), "money"),
    (regex.compile(r"(?:教师|学生|教职工|专家|校长|[师生员工])$"), "persons"),
    (regex.compile(r"(?:学校|中学|小学|幼儿园|高校)$"), "orgs"),
)
#: characters of words that lead to a table
_LONGEST_LEAD = 24
_DUE = regex.compile(r"(?:完成|活动|举办|起止|开展)?(?:时限|时间|日期|期限)")
_TITLE = regex.compile(r"[【\[]?[^。;]{2,40}(?:表|清单|情况|一览|统计|汇总|指标|台账|进展|数据)(?:\([^()]*\))?[】\]]?")
_PERSONS = regex.compile(r"(?:教师|学生|教职工|专家|校长|师范生|在校生|毕业生|幼儿|实习生)$")
#: Headers that say nothing of what is counted.
_GENERIC = regex.compile(
    r"(?:数量|数值|数据|数|人数|个数|金额|合计|总计|小计|总量|绝对[数量值]|[年期]末[数量]?|(?:具体|主要|量化|考核)?指标值?|目标值?|完成值?|完成情况|任务[数量]?|计划数?|实际数?|现状|本年|上年|(?:19|20)\d\d(?:年度?)?(?:底|末)?)*"
)
_BOUNDS = {"约": "about", "近": "about", "左右": "about", "超过": "over", "超": "over", "逾": "over", ">": "over",
           "不少于": "at_least", "不低于": "at_least", "至少": "at_least", "≥": "at_least", "以上": "at_least",
           "及以上": "at_least", "不足": "under", "<": "under", "以下": "under", "不超过": "at_most", "≤": "at_most",
           "以内": "at_most", "及以下": "at_most"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a table says about one of its quantities.

    ``header`` and ``label`` are the words of column and row without units (``by_label``: the label gave the unit),
    ``title`` the words above the table (资金安排, 各地名额), ``labels`` and ``headers`` their ranges in the view, ``date_from`` and ``date_to`` the period that the cell at
    ``dated`` names: a header, a label, the row's cell under 时间 or 完成时限, or the title of the table.
    """

    header: str
    label: str
    by_label: bool
    per: str | None
    labels: tuple[tuple[int, int], ...]
    headers: tuple[tuple[int, int], ...]
    date_from: date | None
    date_to: date | None
    dated: tuple[int, int] | None
    is_total: bool
    evidence: str
    title: str = ""

    @property
    def is_generic(self) -> bool:
        """Whether the header says nothing of what is counted: 数量, 2023年."""
        return _GENERIC.fullmatch(self.header) is not None


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
        self.dated: dict[tuple[int, int], tuple[date | None, date | None]] = {}
        self.above = self._units_above()
        self.titles = self._titles()
        self.title = self._title()
        last = {column: header[-1].text for column in table.columns if (header := table.header(column))}
        self.due_columns = [column for column, text in last.items() if _DUE.fullmatch(text)]
        self.deadline_columns = {column for column in self.due_columns if rx.search("完成|限", last[column])}
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
        meant = next((of for noun in nouns for pattern, of in _MEANT if pattern.search(noun)), None)
        if meant is not None and (stated := next((u for u in self.above if u.unit.dimension == meant), None)):
            return stated
        form = next((f for noun in nouns for p, f in ((_PERSONS, "人"), (_THINGS, "个")) if p.search(noun)), None)
        return parse_unit(form, self.units) if form else None

    def reading(
        self, cell: GridCell, headers: list[GridCell], labels: list[GridCell], stated: _Stated | None
    ) -> CellReading:
        """What header and label say of a quantity."""
        near = [(one.start, one.end) for one in (*reversed(headers), *reversed(labels))]
        due = [one for column in self.due_columns if (one := self.table.at(cell.place.row, column)) is not None]
        near += [(one.start, one.end) for one in due]
        dated = next((place for place in (*near, *self.titles) if self._period(place) != (None, None)), None)
        days = self._period(dated) if dated is not None else (None, None)
        if any((one.start, one.end) == dated for one in due if one.place.column in self.deadline_columns):
            days = None, days[1]
        written = self.scene.outline.written
        return CellReading(
            header="".join(_bare(c.text) for c in headers),
            label="".join(_bare(c.text) for c in labels),
            by_label=any(self.written.get(c) is not None for c in labels)
            and not any(self.written.get(c) is not None for c in headers),
            per=stated.per if stated else None,
            labels=tuple((c.start, c.end) for c in labels),
            headers=tuple((c.start, c.end) for c in headers),
            date_from=days[0],
            date_to=days[1],
            dated=dated,
            is_total=self.table.is_total(cell.place.row),
            evidence="｜".join(rx.sub(r"\s+", "", written(c.start, c.end)) for c in (*labels, *headers, cell)),
            title=self.title,
        )

    def _titles(self) -> list[tuple[int, int]]:
        """The title rows of the table, and the line above it when it is a title: 2023年经费情况表."""
        rows = [row for row in sorted(self.table.captions) if row < self.table.body]
        above = [place for place in self.table.above if _TITLE.fullmatch(self.scene.folded[slice(*place)])]
        return [*((cell.start, cell.end) for row in rows for cell in self.table.row(row)), *above[:1]]

    def _title(self) -> str:
        """What the title of the table says it holds, else the words before a colon right above it: 各地名额(人):."""
        folded = self.scene.folded
        if self.titles:
            return rx.sub(r"(?:一览|统计|汇总|情况|分配|明细)*表?$", "", _bare(rx.sub(r"\s", "", folded[slice(*self.titles[-1])])))
        above = rx.split(r"[。;]", rx.sub(r"\s", "", folded[slice(*self.table.above[0])]))[-1] if self.table.above else ""
        return _bare(above.rstrip(":")) if above.endswith(":") and len(above) <= _LONGEST_LEAD else ""

    def _units_above(self) -> list[_Stated]:
        """The units of a line 单位：万元 above the table or in one of its title rows."""
        table, folded = self.table, self.scene.folded
        titles = [cell for row in sorted(table.captions) if row < table.body for cell in table.row(row)]
        for start, end in [*table.above, *((cell.start, cell.end) for cell in titles)]:
            line = UNIT_LINE.search(rx.sub(r"\s", "", folded[start:end][-60:]))
            if line is None:
                line = _UNIT_OF_LIST.search(folded[start:end])
            units = [parse_unit(u, self.units) for u in rx.split(r"[、,;/和]", line["units"])] if line else []
            if found := [unit for unit in units if unit is not None]:
                return found
        return []

    def _period(self, place: tuple[int, int]) -> tuple[date | None, date | None]:
        """The year or the first date that a cell or line names."""
        if place not in self.dated:
            start, end = place
            year = rx.fullmatch(r"\s*((?:19|20)\d\d)(?:年度?)?\s*", self.scene.folded[start:end])
            at = bisect_left(self.scene.dates, start, key=lambda d: d.start)
            found = next((d for d in self.scene.dates[at : at + 1] if d.end <= end), None)
            if year:
                self.dated[place] = date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)
            else:
                self.dated[place] = (found.date_from, found.date_to) if found else (None, None)
        return self.dated[place]


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
