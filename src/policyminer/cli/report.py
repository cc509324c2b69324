"""The command that writes the report page."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policyminer.cli.frame import OutArgument, app, told


class Language(StrEnum):
    """The language the page opens in."""

    zh = "zh"
    en = "en"


@app.command()
def report(
    out: OutArgument,
    target: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The page to write.")] = Path(
        "report.html"
    ),
    language: Annotated[Language, typer.Option("--lang", help="Language the page opens in.")] = Language.zh,
    budget: Annotated[
        float, typer.Option("--max-mb", min=0.0, metavar="MB", help="Larger: the texts go to pages beside it.")
    ] = 15.0,
) -> None:
    """Write one self-contained page that shows the tables and every fact in its document."""
    with told():
        from policyminer.page.build import build
        from policyminer.run.console import print_page

        print_page(build(out, target, language=language.value, budget_mb=budget))
