"""What all commands share: the applications, common options, errors as one line and an exit code."""

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
    "damaged_file",
    "encrypted",
    "unpacks_too_large",
    "unsafe_xml",
    "unsafe_path",
    "is_archive",
    "empty_archive",
    "nested_archive",
    "converter_missing",
    "converter_failed",
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
words_app = typer.Typer(help="Text statistics of published tables.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(words_app, name="words")

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
def told() -> Iterator[None]:
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
