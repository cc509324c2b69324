"""Commands for annotation tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policyminer.cli.frame import OutArgument, app, told

annotations_app = typer.Typer(help="Work with annotation tools.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(annotations_app, name="annotations")

FormatOption = Annotated[
    str, typer.Option("--format", metavar="NAME", help="doccano, labelstudio, brat or contract (gold files).")
]


@annotations_app.command()
def export(
    out: OutArgument,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A new folder for the files.")],
    format_: FormatOption,
) -> None:
    """Write what was mined as annotations to correct by hand."""
    with told():
        from policyminer.annotations.formats import export_annotations
        from policyminer.run.console_review import print_moved

        print_moved(export_annotations(out, format_, to), to)


@annotations_app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(metavar="FILE|DIR", help="What the tool exported.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A new folder for the gold files.")],
    format_: FormatOption,
) -> None:
    """Turn annotations into gold files for `evaluate`."""
    with told():
        from policyminer.annotations.formats import import_annotations
        from policyminer.run.console_review import print_moved

        print_moved(import_annotations(source, format_, to), to)
