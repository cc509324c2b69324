"""XLSX: the stored values of every sheet, with merged cells, and percentages as percentages.

Read from the package itself, because what a number means stands in its format: a rate of 66.7 % is stored as 0.667.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.read.draft import Draft, Reading
from policyminer.read.grid import MAX_COLUMNS
from policyminer.read.package import Package, attribute, child, children, local_name
from policyminer.read.sheet import DAYS_BETWEEN_EPOCHS, MOST_CELLS, Sheet, is_date_format, shown_number, write_sheets
from policyminer.read.unpack import damaged

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_ROWS = 1_048_576

#: Built-in formats that change what is shown (ECMA-376, 18.8.30), those of Chinese installations among them.
_DAYS = (14, 15, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 58)
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys(_DAYS, "yyyy-m-d"), **dict.fromkeys((17, 55, 57), "yyyy-m")}
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class _Values:
    """What the stored values of a workbook refer to: shared strings, number formats by style, the days to add."""

    strings: list[str]
    styles: list[str]
    epoch: int


def read_xlsx(data: bytes, where: str) -> Reading:
    """Read a workbook.

    Raises ``PolicyMinerError``: ``damaged_file``, ``empty_file``, ``encrypted``, ``unpacks_too_large``, ``unsafe_xml``.
    """
    package = Package(data, where)
    main = package.main_part("xl/workbook.xml")
    book = package.xml(main) if not main.endswith(".bin") else None
    if book is None:
        raise damaged("the workbook part is missing", where)
    related = package.relations(main)
    mac = any(attribute(settings, "date1904") in ("1", "true") for settings in children(book, "workbookPr"))
    values = _Values(
        _strings(_part(package, related, "sharedStrings")),
        _styles(_part(package, related, "styles")),
        DAYS_BETWEEN_EPOCHS if mac else 0,
    )
    draft = Draft()
    write_sheets(_sheets(package, book, related, values), draft)
    if not draft.blocks:
        raise PolicyMinerError("empty_file", "the workbook holds nothing", where, "remove it")
    return draft.finish(MEDIA_TYPE)


def _part(package: Package, related: dict[str, tuple[str, str]], kind: str) -> Any:
    target = next((target for found, target in related.values() if found == kind), None)
    return package.xml(target) if target else None


def _strings(root: Any) -> list[str]:
    """The shared strings, without the reading aids of East Asian names."""
    return [_text(item) for item in children(root, "si")]


def _text(item: Any) -> str:
    parts = [item, *children(item, "r")]
    return "".join(t.text or "" for part in parts for t in children(part, "t"))


def _styles(root: Any) -> list[str]:
    """The number format of every cell style."""
    named = children(child(root, "numFmts"), "numFmt")
    own = {attribute(f, "numFmtId"): attribute(f, "formatCode") or "" for f in named}
    formats = (attribute(x, "numFmtId") or "0" for x in children(child(root, "cellXfs"), "xf"))
    return [own[f] if f in own else _BUILT_IN.get(int(f), "") if f.isdecimal() else "" for f in formats]


def _sheets(package: Package, book: Any, related: dict[str, tuple[str, str]], values: _Values) -> Iterator[Sheet]:
    for entry in children(child(book, "sheets"), "sheet"):
        target = next((v for k, v in entry.attrib.items() if k.rpartition("}")[2] == "id"), "")
        kind, part = related.get(target, ("", ""))
        root = package.xml(posixpath.normpath(part)) if kind == "worksheet" else None
        if root is not None:
            hidden = attribute(entry, "state") in ("hidden", "veryHidden")
            sheet = Sheet((attribute(entry, "name") or "")[:60], hidden=hidden)
            _fill(sheet, root, values)
            yield sheet


def _fill(sheet: Sheet, root: Any, values: _Values) -> None:
    row = 0
    for line in children(child(root, "sheetData"), "row"):
        given = attribute(line, "r") or ""
        row = int(given) if given.isdecimal() and len(given) < 8 else row + 1
        column = 0
        for cell in line:
            if local_name(cell) != "c":
                continue
            column = _place(attribute(cell, "r") or "", row, column + 1)[1]
            text = _value(cell, values)
            if text.strip() and column <= MAX_COLUMNS and row <= MAX_ROWS:
                sheet.cells[row, column] = text
            elif child(cell, "f") is not None and not text:
                sheet.uncalculated += 1
        if len(sheet.cells) > MOST_CELLS:
            break
    for merge in children(child(root, "mergeCells"), "mergeCell"):
        first, _, last = (attribute(merge, "ref") or "").partition(":")
        top, left = _place(first, 0, 0)
        bottom, right = _place(last, top, left)
        if top and (top, left) in sheet.cells:
            size = min(max(bottom - top + 1, 1), 2_000), min(max(right - left + 1, 1), MAX_COLUMNS)
            sheet.merged[top, left] = size


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """Row and column of a reference such as C4, else those given."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return row, column
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2]), number


def _value(cell: Any, values: _Values) -> str:
    """The stored value as it is shown."""
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        inline = child(cell, "is")
        return _text(inline) if inline is not None else ""
    stored = child(cell, "v")
    text = (stored.text or "") if stored is not None else ""
    if kind == "s":
        return _at(values.strings, text)
    if kind == "b":
        return {"1": "是", "0": "否"}.get(text, text)
    if kind != "n" or not text:
        return "" if kind == "e" else text
    style = _at(values.styles, attribute(cell, "s") or "")
    try:
        return shown_number(float(text) + (values.epoch if is_date_format(style) else 0), style)
    except (ValueError, OverflowError):
        return text


def _at(items: list[str], place: str) -> str:
    """The item at a place that is written as a number; empty when there is none."""
    return items[int(place)] if place.isdecimal() and len(place) < 8 and int(place) < len(items) else ""
