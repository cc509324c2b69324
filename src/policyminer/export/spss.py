"""SPSS: a .sav file for each table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyminer.export.labelled import Labelled, labelled
from policyminer.export.losses import BLANKS, CONTROL, CUT, Losses
from policyminer.export.names import spss_name
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet
from policyminer.export.values import REPLACEMENT, cut_bytes
from policyminer.publish.columns import Column, Table

#: Bytes of UTF-8 that SPSS takes into a text, a variable label, a value label and the label of a file.
_TEXT, _LABEL, _VALUE_LABEL, _TITLE = 32_767, 256, 120, 64
#: Formats by type; texts get the width of the longest.
_FORMATS = {"int32": "F10.0", "float64": "F16.4", "bool": "F1.0", "date32": "SDATE10"}


def write(sheets: Sequence[Sheet], folder: Path, options: Options, losses: Losses) -> None:
    """Write ``TABLE.sav``: closed lists as labelled numbers, dates as dates, texts cut at 32,767 bytes."""
    for sheet in sheets:

        def fit(row: int, column: Column, text: str, table: str = sheet.name) -> str:
            shown = text.replace("\0", REPLACEMENT)
            if shown != text:
                losses.add(table, row, column.name, CONTROL, text)
            fitting = cut_bytes(shown, _TEXT)
            if fitting != shown:
                losses.add(table, row, column.name, CUT, text)
            elif fitting.endswith(" "):  # SPSS pads with blanks, so that these are lost
                losses.add(table, row, column.name, BLANKS, text)
            return fitting

        made = labelled(sheet, options.lang, losses, fit)
        title = sheet.table.title_zh if options.lang == "zh" else sheet.table.en
        _write(folder / f"{sheet.name}.sav", made, sheet.table, title)


def _write(path: Path, made: Labelled, table: Table, title: str) -> None:
    import pyreadstat

    formats = {c.name: _FORMATS[c.type] for c in table.columns if c.type in _FORMATS}
    formats |= {name: "F5.0" for name in made.values if name not in formats}
    pyreadstat.write_sav(
        made.frame.rename(columns=spss_name),
        path,
        file_label=cut_bytes(title, _TITLE),
        column_labels=[cut_bytes(label, _LABEL) for label in made.columns.values()],
        variable_value_labels={
            spss_name(name): {code: cut_bytes(label, _VALUE_LABEL) for code, label in named.items()}
            for name, named in made.values.items()
        },
        variable_format={spss_name(name): format_ for name, format_ in formats.items()},
        variable_measure={spss_name(c.name): "scale" if c.type == "float64" else "nominal" for c in table.columns},
        row_compress=True,
    )
