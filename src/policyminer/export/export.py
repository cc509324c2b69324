"""The export itself: what is written where, all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from policyminer.export.codebook import codebook_sheet, write_codebook
from policyminer.export.losses import Losses
from policyminer.export.network import TABLES as NETWORK_TABLES
from policyminer.export.options import Options
from policyminer.export.panel import PanelRequest, panel_sheets
from policyminer.export.sheets import Sheet, published_sheets
from policyminer.model import PolicyMinerError
from policyminer.publish.snapshot import resolve

_LOSSES = "losses.jsonl"


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: the module and function that write it.

    ``suffix`` is that of its one file, empty when it is a folder with a file for each table. ``needs`` is the library
    it stands on; ``own_codebook`` formats also hold the codebook as a table.
    """

    name: str
    module: str
    function: str = "write"
    suffix: str = ""
    needs: str = ""
    own_codebook: bool = False
    network: bool = False


EXPORTERS: dict[str, Exporter] = {
    e.name: e
    for e in (
        Exporter("xlsx", "workbook", suffix=".xlsx", needs="openpyxl", own_codebook=True),
        Exporter("csv", "delimited"),
        Exporter("dta", "stata"),
        Exporter("sav", "spss", needs="pyreadstat"),
        Exporter("parquet", "columnar"),
        Exporter("duckdb", "database", suffix=".duckdb", needs="duckdb", own_codebook=True),
        Exporter("jsonl", "json_lines"),
        Exporter("gexf", "network_files", "write_gexf", suffix=".gexf", network=True),
        Exporter("graphml", "network_files", "write_graphml", suffix=".graphml", network=True),
        Exporter("datapackage", "datapackage"),
    )
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: all files, rows by table, and values changed by (table, column, what)."""

    files: tuple[Path, ...]
    rows: dict[str, int]
    losses: dict[tuple[str, str, str], int]
    losses_file: Path | None


def export(
    out: str | Path,
    format_: str,
    to: str | Path | None = None,
    *,
    tables: Sequence[str] | None = None,
    panel: PanelRequest | None = None,
    options: Options | None = None,
    overwrite: bool = False,
) -> Exported:
    """Write the tables of ``out`` in one format, with a codebook, and with what the format could not hold beside it.

    ``to`` is a file, or a folder for formats with a file for each table; by default ``policyminer.xlsx`` and the like
    in the working folder. ``tables`` default to all but ``tokens``; with ``panel`` to those of the panel. Nothing
    appears there before all is written. Raises ``PolicyMinerError``: ``unknown_format``, ``library_missing``,
    ``target_exists``, ``bad_target``, ``not_for_networks``, and what reading tables and :func:`panel_sheets` raise.
    """
    exporter = _exporter(format_)
    target = _target(exporter, out, to, overwrite)
    # Resolved once, so that all tables are of one run even while another is published.
    sheets = _sheets(exporter, resolve(out), tables, panel)
    folder = target.parent if exporter.suffix else target
    prefix = f"{target.stem}." if exporter.suffix else ""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".policyminer-", dir=folder) as scratch:
        stage = Path(scratch)
        with Losses(stage / f"{prefix}{_LOSSES}") as losses:
            _write(exporter, sheets, stage / target.name if exporter.suffix else stage, options or Options(), losses)
        if not exporter.network:
            write_codebook(codebook_sheet(sheets), stage, prefix)
        (folder / losses.path.name).unlink(missing_ok=True)  # of an export before this one
        files = [shutil.move(path, folder / path.name) for path in sorted(stage.iterdir())]
    return Exported(
        files=tuple(Path(file) for file in files),
        rows={sheet.name: sheet.rows for sheet in sheets},
        losses=dict(losses.counts),
        losses_file=folder / losses.path.name if losses.counts else None,
    )


def _write(exporter: Exporter, sheets: list[Sheet], path: Path, options: Options, losses: Losses) -> None:
    write = getattr(import_module(f"policyminer.export.{exporter.module}"), exporter.function)
    write([*sheets, codebook_sheet(sheets)] if exporter.own_codebook else sheets, path, options, losses)


def _exporter(name: str) -> Exporter:
    exporter = EXPORTERS.get(name)
    if exporter is None:
        raise PolicyMinerError("unknown_format", "there is no such format", name, "one of " + ", ".join(EXPORTERS))
    demand_library(exporter.needs, name)
    return exporter


def demand_library(name: str, what_for: str) -> None:
    """Raise ``PolicyMinerError`` (``library_missing``) when a library of the extra ``export`` is not installed."""
    if name and find_spec(name) is None:
        message = f"the library {name} is not installed"
        raise PolicyMinerError("library_missing", message, what_for, 'pip install "policyminer[export]"')


def _target(exporter: Exporter, out: str | Path, to: str | Path | None, overwrite: bool) -> Path:
    name = f"policyminer{exporter.suffix}" if exporter.suffix else f"policyminer-{exporter.name}"
    target = (Path(name) if to is None else Path(to)).absolute()
    source = Path(out).resolve()
    if target.resolve() == source or source in target.resolve().parents:
        raise PolicyMinerError(
            "bad_target", "an export cannot stand among the tables", str(target), "name another --to"
        )
    if exporter.suffix and target.is_dir():
        raise PolicyMinerError("bad_target", "this is a folder", str(target), f"name a file such as {name}")
    if not exporter.suffix and target.is_file():
        raise PolicyMinerError("bad_target", "this is a file", str(target), "name a folder: there is a file per table")
    taken = target.is_file() or (target.is_dir() and any(target.iterdir()))
    if taken and not overwrite:
        raise PolicyMinerError(
            "target_exists", "there is something already", str(target), "name another or --overwrite"
        )
    return target


def _sheets(
    exporter: Exporter, snapshot: Path, tables: Sequence[str] | None, panel: PanelRequest | None
) -> list[Sheet]:
    if exporter.network:
        if tables or panel:
            hint = "the network is always that of the partnerships"
            raise PolicyMinerError("not_for_networks", "no tables and no panel here", exporter.name, hint)
        return published_sheets(snapshot, NETWORK_TABLES)
    if panel is None:
        return published_sheets(snapshot, tables or None)
    return [*panel_sheets(snapshot, panel), *(published_sheets(snapshot, tables) if tables else ())]
