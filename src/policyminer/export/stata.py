"""Stata: a .dta file (version 118, Stata 14 and later) for each table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyminer.export.labelled import labelled
from policyminer.export.losses import CONTROL, Losses
from policyminer.export.names import stata_name
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet
from policyminer.export.values import REPLACEMENT, shorten
from policyminer.publish.columns import Column

#: Characters of a variable label and of the label of a data set.
_LABEL = 80


def write(sheets: Sequence[Sheet], folder: Path, options: Options, losses: Losses) -> None:
    """Write ``TABLE.dta``: dates as %td, texts of more than 2,045 bytes as strL, closed lists as labelled numbers.

    Older versions of the format cannot hold Chinese.
    """
    import pandas as pd

    for sheet in sheets:

        def fit(row: int, column: Column, text: str, table: str = sheet.name) -> str:
            if "\0" not in text:  # ends a text in Stata
                return text
            losses.add(table, row, column.name, CONTROL, text)
            return text.replace("\0", REPLACEMENT)

        made = labelled(sheet, options.lang, losses, fit)
        dates = [c.name for c in sheet.table.columns if c.type == "date32"]
        for name in dates:
            made.frame[name] = pd.to_datetime(made.frame[name])
        title = sheet.table.title_zh if options.lang == "zh" else sheet.table.en
        made.frame.rename(columns=stata_name).to_stata(
            folder / f"{sheet.name}.dta",
            version=118,
            write_index=False,
            convert_dates={stata_name(name): "td" for name in dates},
            data_label=shorten(title, _LABEL),
            variable_labels={stata_name(name): shorten(label, _LABEL) for name, label in made.columns.items()},
            value_labels={
                stata_name(name): {float(n): label for n, label in named.items()} for name, named in made.values.items()
            },
        )
