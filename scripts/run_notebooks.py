"""Run the notebooks and write executed copies and their pictures: python scripts/run_notebooks.py [--strip] [TO]

They read the tables in outputs/ (`make run`); TO is outputs/notebooks by default. --strip instead takes outputs and
execution counts out of the notebooks in place: that is how they are kept.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = ROOT / "notebooks"
#: Seconds for one cell.
LIMIT = 180


def execute(path: Path, folder: Path) -> nbformat.NotebookNode:
    """Run a notebook with ``folder`` as its working directory. Raises ``CellExecutionError``."""
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, timeout=LIMIT, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    return book


def pictures(book: nbformat.NotebookNode) -> dict[str, bytes]:
    """The PNG of every chart, by the id of its cell."""
    return {
        cell["id"]: base64.b64decode(output["data"]["image/png"])
        for cell in book.cells
        for output in cell.get("outputs", ())
        if "image/png" in output.get("data", {})
    }


def strip(path: Path) -> None:
    """Take outputs and execution counts out of a notebook, in place."""
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        cell.metadata.clear()
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    path.write_text(nbformat.writes(book, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if arguments[:1] == ["--strip"]:
        for path in paths:
            strip(path)
        return
    target = Path(arguments[0]) if arguments else ROOT / "outputs" / "notebooks"
    target.mkdir(parents=True, exist_ok=True)
    for path in paths:
        book = execute(path, NOTEBOOKS)
        nbformat.write(book, target / path.name)
        drawn = pictures(book)
        for name, picture in drawn.items():
            (target / f"{path.stem[:2]}_{name}.png").write_bytes(picture)
        print(f"{path.name}: {len(drawn)} pictures")


if __name__ == "__main__":
    main(sys.argv[1:])
