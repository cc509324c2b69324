"""Commands for rule packs."""

from __future__ import annotations

from typing import Annotated

import typer

from policyminer.cli.frame import USAGE, JsonOption, OutArgument, RulesOption, rules_app, told


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
    with told():
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
    with told():
        from policyminer.rules.scaffold import new_indicator

        typer.echo(new_indicator(code, name, unit, pack), nl=False)


@rules_app.command()
def coverage(
    out: OutArgument,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="Groups to print.")] = 30,
    as_json: JsonOption = False,
) -> None:
    """Group the quantities that no rule claimed, most frequent first: what to add next."""
    with told():
        from policyminer.coverage import coverage as uncoded
        from policyminer.run.console import print_coverage, print_json

        found = uncoded(out)
        if as_json:
            print_json(found.as_data(most))
        else:
            print_coverage(found, most)
