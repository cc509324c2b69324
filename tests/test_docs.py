"""The pages that are made from the program are up to date, and the site's map holds every page."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from cli_page import PAGE, cli_page  # noqa: E402 - a script beside the package


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == cli_page(), "run: python scripts/cli_page.py"


def test_every_page_is_in_the_map_of_the_site() -> None:
    listed = set(re.findall(r"([\w-]+\.md)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert listed == {path.name for path in (ROOT / "docs").glob("*.md")}


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "README.zh-CN.md"]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_command_of_the_tutorials_is_one_of_the_program() -> None:
    known = set(re.findall(r"^## `policyminer ([\w ]+)`", cli_page(), re.M))
    for page in (ROOT / "docs").glob("tutorial-*.md"):
        for words in re.findall(r"policyminer ((?:[a-z]+ ?){1,2})", "\n".join(_code(page))):
            first, *rest = words.split()
            assert first in known, f"{page.name}: policyminer {words}"
            groups = {name.split()[0] for name in known if " " in name}
            assert first not in groups or not rest or f"{first} {rest[0]}" in known, f"{page.name}: {words}"


def _code(page: Path) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
