"""Commands that hand tables to other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policyminer.cli.frame import JsonOption, OutArgument, RulesOption, app, told


class Language(StrEnum):
    """Languages of labels."""

    zh = "zh"
    en = "en"


class Headers(StrEnum):
    """What stands in the first row."""

    names = "names"
    labels = "labels"


class Joined(StrEnum):
    """How flows of one year become one value."""

    sum = "sum"
    last = "last"


_FORMATS = "xlsx, csv, dta, sav, parquet, duckdb, jsonl, gexf, graphml or datapackage"


@app.command()
def export(
    out: OutArgument,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_FORMATS)],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="PATH", help="File, or folder for a file per table.")
    ] = None,
    table: Annotated[
        list[str] | None, typer.Option("--table", metavar="NAME", help="Only this table; repeat for more.")
    ] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of labels.")] = Language.zh,
    headers: Annotated[Headers, typer.Option("--headers", help="First row of xlsx and csv.")] = Headers.names,
    panel: Annotated[
        str | None,
        typer.Option("--panel", metavar="AXES", help='"region x year", "university x year", "subject x year".'),
    ] = None,
    value: Annotated[Joined, typer.Option("--value", help="Panel: how flows of one year are joined.")] = Joined.sum,
    targets: Annotated[bool, typer.Option("--targets", help="Panel: columns of targets too.")] = False,
    undated: Annotated[
        bool, typer.Option("--undated", help="Panel: a flow without a date counts in the year it was told.")
    ] = False,
    years: Annotated[str | None, typer.Option("--years", metavar="YEARS", help="Panel: 2018-2024.")] = None,
    rules: RulesOption = None,
    mark: Annotated[bool, typer.Option("--bom/--no-bom", help="CSV: byte order mark, for Excel.")] = True,
    guard: Annotated[
        bool, typer.Option("--guard/--no-guard", help="CSV: an apostrophe before what Excel would run.")
    ] = True,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files of the same names.")] = False,
) -> None:
    """Write the tables, a panel or the network for Excel, Stata, SPSS, R, DuckDB, Gephi …, with a codebook."""
    with told():
        from policyminer.export.export import export as write
        from policyminer.export.options import Options
        from policyminer.export.panel import PanelRequest
        from policyminer.run.console_export import print_exported

        wanted = PanelRequest(panel, value.value, targets, undated, years, rules or ()) if panel is not None else None
        options = Options(lang.value, headers.value, mark, guard)
        print_exported(write(out, format_, to, tables=table, panel=wanted, options=options, overwrite=overwrite))


@app.command()
def sql(
    out: OutArgument,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help='Such as "SELECT code, count(*) FROM indicators GROUP BY 1".')
    ],
    as_json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Ask the tables in SQL (DuckDB); nothing can be written. `policyminer schema` lists the columns."""
    with told():
        from policyminer.export.sql import ask
        from policyminer.run.console_export import print_answer

        print_answer(ask(out, query), "json" if as_json else "csv" if as_csv else "table")
