"""What an indicator value is in a panel: of whom, of which year, in which variable; or why it is in none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policyminer.export.sheets import Sheet

#: Dimensions of amounts that can be added up; shares, prices, ages and the like cannot.
ADDITIVE = frozenset(
    (
        "persons",
        "objects",
        "orgs",
        "events",
        "nouns",
        "money",
        "area",
        "length",
        "weight",
        "volume",
        "energy",
        "electric",
    )
)
#: Units in variable names; others are spelt as the numbers of their characters.
_UNITS = {
    "人": "ppl", "人次": "ppt", "个": "pcs", "所": "sch", "家": "org", "场": "ses", "场次": "ses2", "次": "times",
    "户": "hh", "期": "runs", "节": "les", "门": "crs", "项": "itm", "件": "art", "条": "ent", "册": "vol", "篇": "txt",
    "元": "yuan", "美元": "usd", "%": "pct", "个百分点": "pp", "亩": "mu", "平方米": "sqm", "公里": "km", "吨": "ton",
    "年": "yr", "月": "mon", "周": "wk", "天": "days", "课时": "hrs", "学时": "hrs2", "学期": "term",
}  # fmt: skip
#: Stata takes 32 characters.
_LONGEST_NAME = 32
_SUFFIXES = {"flow": "", "stock": "", "added": "_add", "total": "_tot", "level": "", "target": "_tgt"}


@dataclass(frozen=True, slots=True, order=True)
class Variable:
    """A column of a panel: one indicator in one unit, one kind of figure.

    ``kind``: ``flow`` (in a year), ``stock`` (at its end), ``added`` (to a stock), ``total`` (running total), ``level``
    (a share, rate or other figure that cannot be added), ``target``. ``per`` is the denominator of a rate.
    """

    code: str
    unit: str
    kind: str
    per: str
    indicator: str = field(compare=False)

    @property
    def name(self) -> str:
        """A name for all programs, made of nothing but the variable itself: ASCII, at most 32 characters.

        >>> Variable("training_participants", "人次", "total", "", "培训人（次）数").name
        'training_participants_ppt_tot'
        """
        unit = _UNITS.get(self.unit) or "u" + "".join(f"{ord(c):x}" for c in self.unit)
        rate = f"_per{_digest(self.per)}" if self.per else ""
        name = re.sub(r"\W", "_", f"{self.code}_{unit}{rate}{_SUFFIXES[self.kind]}", flags=re.ASCII)
        return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 7]}_{_digest(name)}"


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose values these are: ``key`` is stable across runs (an adcode or entity id)."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """One value as a document tells it, with the day its document dates from and its place in the corpus."""

    quantity_id: str
    doc_id: str
    place: int
    start: int
    low: float
    high: float
    bound: str
    measure: str | None
    first: date | None
    last: date | None
    told_on: date | None

    @property
    def as_of(self) -> date:
        """The day the value stands for."""
        return self.last or self.told_on or date.min


@dataclass(frozen=True, slots=True)
class Placed:
    """A value with its cell."""

    unit: Unit
    year: int
    variable: Variable
    year_from: str
    told: Told


@dataclass(frozen=True, slots=True)
class Sorter:
    """Decides where a value belongs.

    ``unit_of`` says whose a row of ``indicators`` is, or gives the reason why it is nobody's; ``stocks`` are the codes
    that count what there is; ``undated`` puts a flow without a date into the year of its document.
    """

    unit_of: Callable[[dict[str, Any]], Unit | str]
    stocks: Collection[str]
    targets: bool = False
    undated: bool = False
    years: tuple[int, int] | None = None

    def place(self, row: dict[str, Any], place: int, told_on: date | None) -> Placed | str:
        """The cell of a row of ``indicators``, or why it has none (a reason of docs/exports.md)."""
        unit = self._reason_against(row) or self.unit_of(row)
        if isinstance(unit, str):
            return unit
        variable = Variable(row["code"], row["unit"], self._kind(row), row["per"] or "", row["indicator"])
        told = Told(
            row["quantity_id"], row["doc_id"], place, row["start"], row["low"], row["high"], row["bound"],
            row["measure"], row["date_from"], row["date_to"], told_on,
        )  # fmt: skip
        year = self._year(variable.kind, told)
        if isinstance(year, str):
            return year
        if self.years is not None and not self.years[0] <= year[0] <= self.years[1]:
            return "outside_years"
        return Placed(unit, year[0], variable, year[1], told)

    def _reason_against(self, row: dict[str, Any]) -> str | None:
        """Why a row is in no panel whatever it measures."""
        if row["status"] != "actual" and not (row["status"] == "target" and self.targets):
            return f"status_{row['status']}"
        if row["duplicate_of"]:
            return "repetition"
        if row["part_of"]:
            return "part_of_total"
        if row["change"] in ("rise", "fall"):
            return "change_not_level"
        return None if row["subject"] else "no_subject"

    def _kind(self, row: dict[str, Any]) -> str:
        if row["status"] == "target":
            return "target"
        if row["per"] or row["dimension"] not in ADDITIVE:
            return "level"
        if row["scope"] == "cumulative":
            return "total"
        if row["code"] in self.stocks:
            return "added" if row["scope"] == "added" else "stock"
        return "flow"

    def _year(self, kind: str, told: Told) -> tuple[int, str] | str:
        """The year and what it was read from, or why there is none."""
        if kind in ("flow", "added"):
            return self._year_of_flow(told)
        if told.last is not None:
            return told.last.year, "period"
        if kind == "target":
            return "no_deadline"
        return "no_year" if told.told_on is None else (told.told_on.year, "document")

    def _year_of_flow(self, told: Told) -> tuple[int, str] | str:
        if told.first is None and told.last is None:
            if not self.undated:
                return "no_period"
            return "no_year" if told.told_on is None else (told.told_on.year, "document")
        if told.first is None or told.last is None:
            return "open_period"
        return (told.last.year, "period") if told.first.year == told.last.year else "several_years"


def read_values(indicators: Sheet, documents: Sheet) -> Iterator[tuple[dict[str, Any], int, date | None]]:
    """Rows of ``indicators`` with the place of their document in the corpus and its date."""
    dates: dict[str, tuple[int, date | None]] = {}
    for row in documents.records(["doc_id", "date_issued", "date_published"]):
        dates[row["doc_id"]] = (len(dates), row["date_issued"] or row["date_published"])
    for row in indicators.records():
        yield row, *dates[row["doc_id"]]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=3).hexdigest()
