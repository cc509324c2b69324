"""Check the gazetteers: columns, duplicates, parents, dates, and some facts known to be right."""

import re
from collections import Counter
from pathlib import Path

from common import COLUMNS, DATA, Row, arguments, read_csv

LISTS = ("regions", "zones", "universities", "agencies")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


def check_list(name: str, rows: list[Row], known: set[str]) -> list[str]:
    """Return what is wrong with one list of the common form."""
    problems = []
    if tuple(rows[0]) != COLUMNS:
        problems.append(f"{name}: columns {tuple(rows[0])}")
    counts = Counter((row["id"], row["name"], row["valid_from"]) for row in rows)
    problems += [f"{name}: twice {key}" for key, count in counts.items() if count > 1]
    for row in rows:
        if row["parent"] and row["parent"] not in known:
            problems.append(f"{name}: parent of {row['name']}: {row['parent']}")
        days = [row["valid_from"], row["valid_to"]]
        if any(day and not DATE.fullmatch(day) for day in days) or (all(days) and days[0] >= days[1]):
            problems.append(f"{name}: dates of {row['id']} {row['name']}: {days}")
        if row["name"] in row["aliases"].split("|") or "||" in row["aliases"]:
            problems.append(f"{name}: aliases of {row['name']}")
    return problems


def resolve(regions: list[Row], name: str, day: str) -> set[str]:
    """The codes a name has on a day."""
    return {
        row["id"]
        for row in regions
        if name in (row["name"], *row["aliases"].split("|")) and row["valid_from"] <= day < (row["valid_to"] or "9999")
    }


def check_facts(regions: list[Row]) -> list[str]:
    """Compare with hand-kept facts: name, day, expected code."""
    problems = []
    now = [row for row in regions if not row["valid_to"]]
    jiangxi = sum(row["type"] == "county" and row["id"].startswith("36") for row in now)
    if jiangxi != 100:
        problems.append(f"regions: 江西 has {jiangxi} counties, not 100")
    for fact in read_csv(DATA / "facts.csv"):
        found = resolve(regions, fact["name"], fact["day"])
        expected = {fact["id"]} if fact["id"] else set()
        if found != expected:
            problems.append(f"regions: {fact['name']} on {fact['day']}: {sorted(found)}, not {fact['id']}")
    return problems


def check(folder: Path) -> list[str]:
    """Everything that is wrong in a folder of gazetteers."""
    tables = {name: read_csv(folder / f"{name}.csv") for name in LISTS}
    places = {row["id"] for row in tables["regions"]}
    problems = []
    for name, rows in tables.items():
        known = {row["id"] for row in rows} if name == "agencies" else places
        problems += check_list(name, rows, known)
    return problems + check_facts(tables["regions"])


def main() -> None:
    """Print the problems; end with status 1 if there are any."""
    problems = check(arguments(str(__doc__)).output)
    print("\n".join(problems) or "no problems found")
    raise SystemExit(bool(problems))


if __name__ == "__main__":
    main()
