"""Tables for statistics packages: values of closed lists become labelled whole numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from policyminer.export.labels import Language, code_labels, column_label, value_codes
from policyminer.export.losses import LIST_AS_JSON, Losses
from policyminer.export.sheets import Sheet
from policyminer.export.values import join
from policyminer.publish.columns import Column

if TYPE_CHECKING:
    import pandas as pd

#: Makes a text fit the format, and notes what that costs: (row, column, text) to text.
Fit = Callable[[int, Column, str], str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A table with labels.

    Texts are never missing but empty, as these formats have it (no text of a table is empty); whole numbers and codes
    are nullable integers, dates stay dates. ``values`` are the value labels of a column by number.
    """

    frame: pd.DataFrame
    columns: dict[str, str]
    values: dict[str, Mapping[int, str]]


def labelled(sheet: Sheet, lang: Language, losses: Losses, fit: Fit) -> Labelled:
    """Read a whole table for a statistics package. Needs memory for it."""
    import pandas as pd

    table = sheet.arrow()
    frame = pd.DataFrame(
        {c.name: _series(sheet, c, table.column(c.name), losses, fit) for c in sheet.table.columns},
        index=range(table.num_rows),
    )
    values = {c.name: code_labels(sheet, c, lang) for c in sheet.table.columns}
    labels = {c.name: column_label(c, lang) for c in sheet.table.columns}
    return Labelled(frame, labels, {name: named for name, named in values.items() if named})


def _series(sheet: Sheet, column: Column, data: pa.ChunkedArray, losses: Losses, fit: Fit) -> pd.Series[Any]:
    import pandas as pd

    values = data.to_pylist()
    codes = value_codes(sheet, column)
    if codes:
        return pd.Series([None if v is None else codes[v] for v in values], dtype="Int16")
    if column.type == "bool":
        return pd.Series(values, dtype="Int8")
    if column.type == "int32":
        return pd.Series(values, dtype="Int32")
    if column.type == "float64":
        return pd.Series(values, dtype="float64")
    if column.type == "date32":
        return pd.Series(values, dtype="object")
    if column.type == "list<string>":
        values = [_joined(sheet, column, row, value, losses) for row, value in enumerate(values)]
    return pd.Series(["" if v is None else fit(row, column, v) for row, v in enumerate(values)], dtype="object")


def _joined(sheet: Sheet, column: Column, row: int, members: list[str], losses: Losses) -> str:
    text, as_json = join(members)
    if as_json:
        losses.add(sheet.name, row, column.name, LIST_AS_JSON, members)
    return text
