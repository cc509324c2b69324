"""Commands that look at tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyminer.cli.frame import JsonOption, OutArgument, PackOption, RulesOption, app, told


@app.command()
def show(
    out: OutArgument,
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An id from a table, or table:row such as dates:0.")],
) -> None:
    """Show a fact with the passage it stands on and the rule that found it."""
    with told():
        from policyminer.publish.show import show as find
        from policyminer.run.console import print_shown

        print_shown(find(out, wanted))


@app.command()
def explain(
    source: Annotated[Path, typer.Argument(metavar="OUT|FILE", help="What `run --out` wrote, or a document.")],
    wanted: Annotated[str | None, typer.Argument(metavar="ID", help="With OUT: an id or table:row.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="TEXT", help="With FILE: the passage in question.")] = None,
    rules: RulesOption = None,
    pack: PackOption = None,
) -> None:
    """Say why a fact was found, or why a passage gave none: what every stage made of it."""
    with told():
        from policyminer.run.console import print_explanations
        from policyminer.run.explain import explain_passage

        print_explanations(explain_passage(source, wanted, at, rules or (), pack or ()))


@app.command()
def diff(
    out: OutArgument,
    old: Annotated[str | None, typer.Argument(metavar="OLD", help="A snapshot; by default the one before NEW.")] = None,
    new: Annotated[str | None, typer.Argument(metavar="NEW", help="A snapshot; by default the current one.")] = None,
    most: Annotated[int, typer.Option("--most", min=0, metavar="N", help="Changes to print.")] = 50,
    as_json: JsonOption = False,
) -> None:
    """Show which facts a refresh added, changed and removed, and why."""
    with told():
        from policyminer.publish.changes import compare, snapshots_of
        from policyminer.run.console import print_changes, print_json

        changes = list(compare(*snapshots_of(out, old, new)))
        if as_json:
            print_json([change.as_data() for change in changes])
        else:
            print_changes(changes, most)


@app.command()
def status(out: OutArgument, as_json: JsonOption = False) -> None:
    """Show the last runs, and the documents that failed with the reason; every run tries them again."""
    with told():
        from policyminer.publish.runs import failed_documents, read_runs
        from policyminer.run.console import print_json, print_status

        runs, failed = read_runs(out), failed_documents(out)
        if as_json:
            print_json({"runs": [run.as_data() for run in runs], "failed": failed})
        else:
            print_status(runs, failed)


@app.command()
def schema(
    table: Annotated[str | None, typer.Argument(metavar="TABLE", help="One table; by default all.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Explain the tables and their columns."""
    with told():
        from policyminer.publish.schema import describe, table_names
        from policyminer.run.console import print_json, print_schema

        tables = [describe(name) for name in table_names(table)]
        if as_json:
            print_json(tables)
        else:
            print_schema(tables)


@app.command()
def evaluate(
    out: OutArgument,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder with *.json gold files.")],
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Print the first N misses too.")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Score tables against gold annotations."""
    with told():
        from policyminer.evaluate import evaluate as compare
        from policyminer.run.console import print_evaluation, print_json

        evaluation = compare(out, gold)
        if as_json:
            print_json(evaluation.figures())
        else:
            print_evaluation(evaluation, errors)
