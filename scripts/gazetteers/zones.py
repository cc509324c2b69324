"""Build zones.csv (development zones and other functional areas that have no adcode) from our own lists."""

from common import DATA, OUTPUT, Row, arguments, join_aliases, read_csv, read_words, write_csv

SOURCE = "own table 2026-11"
KINDS = {
    "zones_hightech.txt": (
        "gx",
        "高新区",
        "hightech",
        (
            "高新技术产业开发区",
            "国家高新技术产业开发区",
            "国家高新区",
            "高新技术开发区",
            "高新技术产业园区",
            "市高新区",
            "市高新技术产业开发区",
        ),
    ),
    "zones_economic.txt": (
        "jk",
        "经开区",
        "economic",
        (
            "经济技术开发区",
            "国家级经济技术开发区",
            "国家经济技术开发区",
            "国家经开区",
            "经济开发区",
            "市经开区",
            "市经济技术开发区",
        ),
    ),
}


def codes_by_stem(regions: list[Row]) -> dict[str, str]:
    """Short form -> code of the units valid today; a prefecture comes before a county."""
    found: dict[str, str] = {}
    for level in ("county", "prefecture"):
        for row in regions:
            if row["type"] == level and not row["valid_to"]:
                names = [row["name"], row["name"][:-1], *row["aliases"].split("|")]
                found |= dict.fromkeys(names, row["id"])
    return found


def national(regions: list[Row]) -> list[Row]:
    """The two lists of national zones, with their usual long forms as aliases."""
    codes = codes_by_stem(regions)
    taken = {row["name"] for row in regions}
    cities = {row["name"][:-1] for row in regions if row["type"] == "prefecture" and row["name"].endswith("市")}
    rows = []
    for file, (key, short, kind, endings) in KINDS.items():
        seen: set[str] = set()
        for word in read_words(DATA / file):
            stem, _, code = word.partition("@")
            parent = code or codes[stem]
            tail = key if parent not in seen else f"{key}-{stem}"
            seen.add(parent)
            city = stem + "市" in taken
            aliases = [stem + ending for ending in endings if city or not ending.startswith("市")]
            inner = next((stem.removeprefix(c) for c in cities if stem.startswith(c) and len(stem) >= len(c) + 2), "")
            if inner:
                aliases += [inner + ending for ending in (short, endings[0])]
            rows.append(
                {
                    "id": f"zone:{parent}:{tail}",
                    "name": stem + short,
                    "type": kind,
                    "parent": parent,
                    "aliases": join_aliases(aliases, stem + short),
                    "source": SOURCE,
                }
            )
    return rows


def build(regions: list[Row]) -> list[Row]:
    """All rows of zones.csv, sorted."""
    rows = {row["name"]: row for row in national(regions)}
    for extra in read_csv(DATA / "zones_other.csv"):
        name = extra["name"]
        kind = "new_area" if name.endswith(("新区", "新片区")) else "other"
        row = rows.setdefault(
            name,
            {
                "id": f"zone:{extra['parent']}:{extra['key']}",
                "name": name,
                "type": kind,
                "parent": extra["parent"],
                "aliases": "",
                "source": SOURCE,
            },
        )
        row["aliases"] = join_aliases([*row["aliases"].split("|"), *extra["aliases"].split("|")], name)
        row["valid_from"], row["valid_to"] = extra["valid_from"], extra["valid_to"]
    return sorted(rows.values(), key=lambda row: row["id"])


def main() -> None:
    """Write the file; regions.csv must have been built before."""
    args = arguments(str(__doc__))
    path = args.output / "regions.csv"
    regions = read_csv(path if path.exists() else OUTPUT / "regions.csv")
    print("zones.csv", write_csv(args.output / "zones.csv", build(regions)))


if __name__ == "__main__":
    main()
