"""Commands that mine documents."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from policyminer.cli.frame import NOTHING_READ, SOME_FAILED, JsonOption, PackOption, RulesOption, app, told


class EngineName(Enum):
    """Engines by the name they go by."""

    local = "local"
    dask = "dask"


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders or patterns.")],
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="Folder for the tables.")],
    rules: RulesOption = None,
    pack: PackOption = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; by default as many as pay.")] = None,
    timeout: Annotated[float, typer.Option(min=1.0, metavar="SECONDS", help="Time limit for one document.")] = 300.0,
    full: Annotated[bool, typer.Option("--full", help="Mine also what has not changed since the last run.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    keep: Annotated[int, typer.Option(min=1, metavar="N", help="Snapshots to keep, the new one included.")] = 2,
    log_json: Annotated[
        Path | None, typer.Option("--log-json", metavar="FILE", help="Append JSON lines to FILE; - is standard error.")
    ] = None,
    engine: Annotated[EngineName, typer.Option(help="What runs the processes.")] = EngineName.local,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="With --engine dask: a cluster that runs, such as tcp://host:8786."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 also when a document was read with losses.")] = False,
) -> None:
    """Mine documents and publish all tables at once below OUT/current."""
    with told():
        from policyminer.run.console import print_preview, print_report

        if dry_run:
            from policyminer.run.batch import preview

            print_preview(preview(inputs, out, rules=rules or (), packs=pack or (), reuse=not full))
            return
        from policyminer.run.refresh import choose_engine, refresh

        report = refresh(
            inputs,
            out,
            log_json,
            rules=rules or (),
            packs=pack or (),
            workers=workers,
            limit=timeout,
            reuse=not full,
            keep=keep,
            engine=choose_engine(engine.value, workers, scheduler),
        )
        print_report(report)
        if report.failed == report.documents:
            raise typer.Exit(NOTHING_READ)
        if report.failed or (strict and report.partial):
            raise typer.Exit(SOME_FAILED)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file, or - for standard input.")],
    as_json: JsonOption = False,
    rules: RulesOption = None,
    pack: PackOption = None,
) -> None:
    """Mine one document and print what is found."""
    with told():
        from policyminer.run.console import print_json, print_tables
        from policyminer.run.extract import as_tables
        from policyminer.run.extract import extract as extract_file

        result = extract_file(file, rules or (), pack or ())
        if as_json:
            print_json(as_tables(result))
        else:
            print_tables(as_tables(result, long=False))
