"""The command line: options in, exit code out; what is done stands elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from policyminer.model import PolicyMinerError

SOME_FAILED, USAGE, NOTHING_READ, NOT_AS_EXPECTED, INTERRUPTED = 1, 2, 3, 4, 130

#: Errors that mean that there was nothing to read; all others are of usage or configuration.
_NOTHING_READ = {
    "no_documents",
    "not_a_file",
    "unreadable_file",
    "too_large",
    "empty_file",
    "binary_file",
    "undecodable",
}

_HELP = """Mine Chinese policy documents into tables a researcher can defend.

\b
Exit codes:
  0    all well
  1    some documents failed (with --strict also when one was read with losses)
  2    usage or configuration: options, rules, output folder, unknown ids
  3    nothing could be read
  4    tonight's tables do not hold what expectations.toml demands; the tables before stay
  130  interrupted; nothing was published
"""

app = typer.Typer(
    help=_HELP, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False
)
rules_app = typer.Typer(help="Work with rule packs.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")

RulesOption = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="DIR", help="Folder with rules that add to the shipped ones.")
]
PackOption = Annotated[
    list[str] | None,
    typer.Option("--pack", metavar="NAME", help="Also use this optional rule pack, such as economy; all: every one."),
]
OutArgument = Annotated[Path, typer.Argument(metavar="OUT", help="What `run --out` wrote.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@contextmanager
def _told() -> Iterator[None]:
    """Errors as one clear line and an exit code."""
    try:
        yield
    except PolicyMinerError as error:
        from policyminer.run.console import print_error

        print_error(error)
        if error.code == "expectations_failed":
            raise typer.Exit(NOT_AS_EXPECTED) from None
        raise typer.Exit(NOTHING_READ if error.code in _NOTHING_READ else USAGE) from None
    except BrokenPipeError:  # whoever read the output has gone; what was to be published is
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit from None
    except OSError as error:  # a full disk, a folder taken away
        from policyminer.run.console import print_error, system_error

        print_error(system_error(error))
        raise typer.Exit(USAGE) from None
    except KeyboardInterrupt:
        typer.echo("interrupted; nothing was published", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"policyminer {version('policyminer')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    pass


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
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 also when a document was read with losses.")] = False,
) -> None:
    """Mine documents and publish all tables at once below OUT/current."""
    with _told():
        from policyminer.run.console import print_preview, print_report

        if dry_run:
            from policyminer.run.batch import preview

            print_preview(preview(inputs, out, rules=rules or (), packs=pack or (), reuse=not full))
            return
        from policyminer.run.refresh import refresh

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
    with _told():
        from policyminer.run.console import print_json, print_tables
        from policyminer.run.extract import as_tables
        from policyminer.run.extract import extract as extract_file

        result = extract_file(file, rules or (), pack or ())
        if as_json:
            print_json(as_tables(result))
        else:
            print_tables(as_tables(result, long=False))


@app.command()
def show(
    out: OutArgument,
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An id from a table, or table:row such as dates:0.")],
) -> None:
    """Show a fact with the passage it stands on and the rule that found it."""
    with _told():
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
    with _told():
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
    with _told():
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
    with _told():
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
    with _told():
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
    with _told():
        from policyminer.evaluate import evaluate as compare
        from policyminer.run.console import print_evaluation, print_json

        evaluation = compare(out, gold)
        if as_json:
            print_json(evaluation.figures())
        else:
            print_evaluation(evaluation, errors)


@rules_app.command()
def check(
    rules: RulesOption = None,
    corpus: Annotated[
        list[str] | None,
        typer.Option("--corpus", metavar="PATH", help="Also list what each rule takes in these documents."),
    ] = None,
    examples: Annotated[int, typer.Option(min=0, metavar="N", help="With --corpus: hits shown per rule.")] = 3,
) -> None:
    """Run every rule over its own and every other rule's examples, and over a corpus."""
    with _told():
        from policyminer.rules.check import check_rules
        from policyminer.run.console import print_hits, print_problems

        problems = list(check_rules(rules or ()))
        if corpus:
            from policyminer.run.hits import corpus_hits

            print_hits(*corpus_hits(corpus, rules or (), examples))
        print_problems(problems or ["all rules pass their examples"])
        if problems:
            raise typer.Exit(USAGE)


@rules_app.command()
def new(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Id of the indicator, such as counselling_rooms.")],
    name: Annotated[str, typer.Option("--name", metavar="NOUN", help="What is counted, in Chinese.")],
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help="Canonical unit, as in units.csv.")] = "个",
    pack: Annotated[str, typer.Option("--pack", metavar="NAME", help="Name of the pack.")] = "own",
) -> None:
    """Print a pack file with one indicator, filled in; save it as DIR/PACK/NAME.toml."""
    with _told():
        from policyminer.rules.scaffold import new_indicator

        typer.echo(new_indicator(code, name, unit, pack), nl=False)


@rules_app.command()
def coverage(
    out: OutArgument,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="Groups to print.")] = 30,
    as_json: JsonOption = False,
) -> None:
    """Group the quantities that no rule claimed, most frequent first: what to add next."""
    with _told():
        from policyminer.coverage import coverage as uncoded
        from policyminer.run.console import print_coverage, print_json

        found = uncoded(out)
        if as_json:
            print_json(found.as_data(most))
        else:
            print_coverage(found, most)


def main() -> None:
    """Run the program."""
    from policyminer.run.streams import use_utf8

    use_utf8()
    app()
