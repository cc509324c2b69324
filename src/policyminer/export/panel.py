"""A panel of indicators: a row for every unit and year, a column for every variable, and a trace of every cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyminer.export.panel_cells import Cell, Value, fill_cells
from policyminer.export.panel_tables import CELLS, LEFT_OUT, REGION_COLUMNS, panel_table
from policyminer.export.panel_values import Placed, Sorter, Unit, Variable, read_values
from policyminer.export.sheets import Sheet, made_sheet, published_sheets
from policyminer.model import PolicyMinerError
from policyminer.rules import load_rules

AXES = ("region", "university", "subject")
_AXES = re.compile(r"\s*(\w+?)\s*[x×*✕хχ]\s*year\s*", re.IGNORECASE)
_YEARS = re.compile(r"\s*(\d{4})\s*(?:[-–—~:]\s*(\d{4}))?\s*")
#: Reasons are listed with the values they stand for.
_Left = tuple[dict[str, Any], str]


@dataclass(frozen=True, slots=True)
class PanelRequest:
    """What panel is wanted.

    ``axes`` is ``region x year`` or one of the other ``AXES``, with any letter x or the sign; ``value`` says how flows
    of one year are joined. ``targets`` adds columns of planned values; ``undated`` takes flows without a date into the
    year in which they were told; ``years`` is ``2018-2024``. ``rules`` are the folders the tables were made with.
    """

    axes: str
    value: Value = "sum"
    targets: bool = False
    undated: bool = False
    years: str | None = None
    rules: Sequence[str | Path] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """What the gazetteer says of an adcode."""

    name: str
    level: str
    parent: str


def panel_sheets(out: str | Path, request: PanelRequest) -> list[Sheet]:
    """The tables ``panel``, ``panel_cells`` and ``panel_left_out``.

    Every row of ``indicators`` is in one of the last two. Raises ``PolicyMinerError``: ``bad_panel``, ``unknown_codes``
    and what loading rules and tables raises.
    """
    axis = _axis(request.axes)
    years = _years(request.years)
    rules = load_rules([str(folder) for folder in request.rules], ["all"])
    sheets = {s.name: s for s in published_sheets(out, ("indicators", "documents", "entities"))}
    _demand_known(sheets["indicators"], {r.rule.id for pack in rules.packs for r in pack.rules})
    regions = _Regions(rules.gazetteer.by_id)
    sorter = Sorter(
        unit_of=_units_of(axis, regions, sheets["entities"]),
        stocks=rules.stock_codes,
        targets=request.targets,
        undated=request.undated,
        years=years,
    )
    placed: list[Placed] = []
    left: list[_Left] = []
    rows: dict[str, dict[str, Any]] = {}
    for row, place, told_on in read_values(sheets["indicators"], sheets["documents"]):
        found = sorter.place(row, place, told_on)
        if isinstance(found, str):
            left.append((row, found))
        else:
            placed.append(found)
            rows[row["quantity_id"]] = row
    cells, unused = fill_cells(placed, request.value)
    left += [(rows[told.quantity_id], reason) for told, reason in unused]
    return _sheets(axis, cells, left, regions)


def _axis(axes: str) -> str:
    found = _AXES.fullmatch(axes)
    axis = found[1].lower() if found else ""
    if axis not in AXES:
        hint = "one of " + ", ".join(f'"{a} x year"' for a in AXES)
        raise PolicyMinerError("bad_panel", "there is no such panel", axes, hint)
    return axis


def _years(years: str | None) -> tuple[int, int] | None:
    if years is None:
        return None
    found = _YEARS.fullmatch(years)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise PolicyMinerError("bad_panel", "these are no years", years, "write 2024 or 2018-2024")
    return int(found[1]), int(found[2] or found[1])


def _demand_known(indicators: Sheet, known: set[str]) -> None:
    """Only the rules say which indicators are stocks; without them a panel would add up what must not be."""
    unknown = sorted(indicators.distinct("code") - known)
    if unknown:
        hint = "give the --rules folders that the tables were made with"
        raise PolicyMinerError("unknown_codes", "no rule has these indicator codes", ", ".join(unknown), hint)


class _Regions:
    """Regions of the gazetteer by adcode."""

    def __init__(self, entries: Mapping[str, Sequence[Any]]) -> None:
        self._entries = entries

    def named(self, adcode: str | None, name: str) -> bool:
        """Whether the region has, or once had, this name."""
        return any(entry.type == "region" and entry.name == name for entry in self._entries.get(adcode or "", ()))

    def get(self, adcode: str) -> Region | None:
        """The region by its latest name."""
        entries = [e for e in self._entries.get(adcode, ()) if e.type == "region"]
        if not entries:
            return None
        entry = next((e for e in entries if e.valid_to is None), entries[-1])
        return Region(entry.name, entry.kind, entry.parent)


def _units_of(axis: str, regions: _Regions, entities: Sheet) -> Callable[[dict[str, Any]], Unit | str]:
    """The function that says whose a value is, for one kind of panel."""
    known: dict[str, dict[str, Any]] = {}
    for row in entities.records():
        known.setdefault(row["name"], row)

    def region(row: dict[str, Any]) -> Unit | str:
        adcode, name = row["adcode"], row["subject"]
        entity = known.get(name, {})
        if regions.named(adcode, name) or (adcode and entity.get("adcode") == adcode and entity["type"] == "region"):
            found = regions.get(adcode)
            return Unit(adcode, found.name if found else name)
        return "region_without_code" if entity.get("type") == "region" else "not_a_region"

    def university(row: dict[str, Any]) -> Unit | str:
        entity = known.get(row["subject"], {})
        if entity.get("type") != "university":
            return "not_a_university"
        return Unit(entity["entity_id"], row["subject"])

    def subject(row: dict[str, Any]) -> Unit | str:
        found = region(row)
        if isinstance(found, Unit):
            return Unit(f"region:{found.key}", found.name)
        entity = known.get(row["subject"])
        return Unit(entity["entity_id"] if entity else f"name:{row['subject']}", row["subject"])

    return {"region": region, "university": university, "subject": subject}[axis]


def _sheets(axis: str, cells: Sequence[Cell], left: Iterable[_Left], regions: _Regions) -> list[Sheet]:
    units = sorted({cell.unit.key: cell.unit for cell in cells}.items())
    # A region's number is its adcode, which never changes; others are counted.
    numbers = {key: int(key) if axis == "region" else place for place, (key, _) in enumerate(units, start=1)}
    variables = sorted({cell.variable for cell in cells})
    labels = {f"{axis}_id": {numbers[key]: unit.name for key, unit in units}}
    values = {(c.unit.key, c.year, c.variable): c.low for c in cells}
    years = [cell.year for cell in cells]
    rows = [
        _row(axis, unit, numbers[key], year, variables, values, regions)
        for key, unit in units
        for year in range(min(years), max(years) + 1)
    ]
    return [
        made_sheet(panel_table(axis, variables), rows, labels),
        made_sheet(CELLS, [_cell_row(cell, numbers[cell.unit.key]) for cell in cells]),
        made_sheet(LEFT_OUT, [_left_row(row, reason) for row, reason in left]),
    ]


def _row(
    axis: str, unit: Unit, number: int, year: int, variables: Sequence[Variable],
    values: Mapping[tuple[str, int, Variable], float], regions: _Regions,
) -> dict[str, Any]:  # fmt: skip
    row: dict[str, Any] = {f"{axis}_id": number, axis: unit.name, "key": unit.key, "year": year}
    if axis == "region":
        region = regions.get(unit.key)
        above = regions.get(region.parent) if region else None
        known = (region.level, region.parent, above.name) if region and above else (region and region.level, None, None)
        row |= dict(zip(REGION_COLUMNS, known, strict=True))
    return row | {v.name: values.get((unit.key, year, v)) for v in variables}


def _cell_row(cell: Cell, number: int) -> dict[str, Any]:
    variable = cell.variable
    return {
        "id": number,
        "key": cell.unit.key,
        "unit_name": cell.unit.name,
        "year": cell.year,
        "variable": variable.name,
        "code": variable.code,
        "indicator": variable.indicator,
        "unit": variable.unit,
        "per": variable.per or None,
        "kind": variable.kind,
        "low": cell.low,
        "high": cell.high,
        "how": cell.how,
        "year_from": cell.year_from,
        "differ": cell.differ,
        "measures": list(dict.fromkeys(told.measure for told in cell.used if told.measure)),
        "bounds": sorted({told.bound for told in cell.used}),
        "quantity_ids": [told.quantity_id for told in cell.used],
        "doc_ids": list(dict.fromkeys(told.doc_id for told in cell.used)),
    }


def _left_row(row: Mapping[str, Any], reason: str) -> dict[str, Any]:
    return {name: row.get(name) for name in LEFT_OUT.column_names} | {"reason": reason}
