"""The command line: options in, exit code out; what is done stands elsewhere."""

from __future__ import annotations

from typing import Annotated

import typer

# Importing them registers their commands; the order is that of `--help`.
from policyminer.cli import documents, look, report, rules
from policyminer.cli.frame import app

__all__ = ["app", "documents", "look", "main", "report", "rules"]


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


def main() -> None:
    """Run the program."""
    from policyminer.run.streams import use_utf8

    use_utf8()
    app()
