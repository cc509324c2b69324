"""Write docs/cli.md from the commands themselves. A test checks that the page is up to date.

    python scripts/cli_page.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from policyminer.cli import app

PAGE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
HEAD = """# The command line

Made by `scripts/cli_page.py` from the program's own help. Errors and their codes: [errors.md](errors.md).
"""


def cli_page() -> str:
    """The page."""
    command = typer.main.get_command(app)
    return "\n".join([HEAD, *_pages(command, "policyminer")])


def _pages(command: Any, name: str) -> Iterator[str]:
    with command.context_class(command, info_name=name, max_content_width=100, terminal_width=100) as context:
        text = re.sub(r"[ \t]+$", "", command.get_help(context), flags=re.M)
        yield f"## `{name}`\n\n```text\n{text}\n```\n"
        if hasattr(command, "list_commands"):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                if found is not None:
                    yield from _pages(found, f"{name} {child}")


if __name__ == "__main__":
    PAGE.write_text(cli_page(), encoding="utf-8")
