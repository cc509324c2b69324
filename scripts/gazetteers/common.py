"""What the gazetteer scripts share: the columns, reading and writing CSV, the source argument."""

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path

COLUMNS = ("id", "name", "aliases", "type", "parent", "valid_from", "valid_to", "source")
HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
OUTPUT = HERE.parents[1] / "rules" / "gazetteers"

Row = dict[str, str]


def read_csv(path: Path) -> list[Row]:
    """Read a UTF-8 CSV file with a header row; lines whose first cell starts with # are comments."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return [row for row in rows if not next(iter(row.values())).startswith("#")]


def read_words(path: Path) -> list[str]:
    """Read a text file of words separated by white space; # starts a comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.split("#")[0].split()]


def write_csv(path: Path, rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> int:
    """Write rows (UTF-8, LF) and return how many there were."""
    columns = list(columns)
    rows = list(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({column: row.get(column, "") for column in columns} for row in rows)
    return len(rows)


def join_aliases(aliases: Iterable[str], name: str) -> str:
    """Join the distinct aliases in a fixed order, without the name itself."""
    return "|".join(sorted({alias for alias in aliases if alias and alias != name}))


def arguments(description: str, *, source: bool = False) -> argparse.Namespace:
    """Read --source (folder with the unpacked packages) and --output."""
    parser = argparse.ArgumentParser(description=description)
    if source:
        parser.add_argument("--source", type=Path, required=True, help="folder with the unpacked package data")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder for the CSV files")
    return parser.parse_args()


def find_source(folder: Path, name: str) -> Path:
    """Find one file by name below the source folder."""
    found = sorted(folder.rglob(name))
    if not found:
        raise SystemExit(f"{name} not found below {folder}: unpack the package there first (see docs/gazetteers.md)")
    return found[-1]
