"""Commands for the decisions of reviewers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyminer.cli.frame import JsonOption, OutArgument, PackOption, RulesOption, app, told

review_app = typer.Typer(help="Work with the decisions of reviewers.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(review_app, name="review")

FilesArgument = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files of decisions.")]


@review_app.command()
def apply(
    out: OutArgument,
    files: FilesArgument,
    rules: RulesOption = None,
    pack: PackOption = None,
    keep: Annotated[int, typer.Option(min=1, metavar="N", help="Snapshots to keep, the new one included.")] = 2,
) -> None:
    """Keep decisions with the tables and publish the tables with them; later runs keep to them."""
    with told():
        from policyminer.run.console_review import print_applied
        from policyminer.run.review import apply_review

        print_applied(apply_review(out, files, rules=rules or (), packs=pack or (), keep=keep))


@review_app.command("list")
def list_(
    out: OutArgument,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are applied.")] = False,
    rules: RulesOption = None,
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what became of every decision: applied, moved, lost, stale, disputed or settled."""
    with told():
        from policyminer.run.console import print_json
        from policyminer.run.console_review import as_data, print_findings
        from policyminer.run.review import list_review

        findings = list_review(out, rules=rules or (), packs=pack or ())
        if as_json:
            print_json([as_data(finding) for finding in findings])
        else:
            print_findings(findings, everything=everything)


@review_app.command()
def agree(
    files: FilesArgument,
    most: Annotated[int, typer.Option("--most", min=0, metavar="N", help="Rows judged differently to print.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Compare the decisions of reviewers: agreement, Cohen's kappa, Krippendorff's alpha."""
    with told():
        from policyminer.review.agree import agree as compare
        from policyminer.review.decisions import read_decisions
        from policyminer.run.console import print_json
        from policyminer.run.console_review import agreement_data, print_agreement

        found = compare([read_decisions(file) for file in files])
        if as_json:
            print_json(agreement_data(found))
        else:
            print_agreement(found, most)


@review_app.command()
def gold(
    out: OutArgument,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the gold files.")],
    partial: Annotated[bool, typer.Option("--partial", help="Also layers of which only some rows are judged.")] = False,
) -> None:
    """Write what reviewers judged as gold files for `evaluate`."""
    with told():
        from policyminer.review.gold import review_gold
        from policyminer.run.console_review import print_gold

        print_gold(review_gold(out, folder, partial=partial), folder)
