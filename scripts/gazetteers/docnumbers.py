"""Build docnumber_codes.csv: the agency codes of document numbers, by rule for provinces and by hand for the rest.

Made by rule: province character + ending. Not every combination is in use; the table says whom the code names.
"""

from common import DATA, Row, arguments, read_csv, write_csv

# provinces whose government numbers its papers with 府; all others use 政
FU = {"310000", "360000", "440000", "460000", "500000", "510000", "520000"}
MUNICIPALITIES = {"110000", "120000", "310000", "500000"}


def issuers(name: str, code: str) -> dict[str, str]:
    """The bodies a province's codes stand for."""
    city = code in MUNICIPALITIES
    return {
        "p": name,
        "g": f"{name}人民政府",
        "e": f"{name}教育委员会" if city else f"{name}教育厅",
        "f": f"{name}财政局" if city else f"{name}财政厅",
        "d": f"{name}发展和改革委员会",
        "h": f"{name}人力资源和社会保障{'局' if city else '厅'}",
        "m": f"{name}民政{'局' if city else '厅'}",
        "w": f"{name}卫生健康委员会",
    }


def build() -> list[Row]:
    """All rows, sorted."""
    names = {row["id"]: row["name"] for row in read_csv(DATA / "province_names.csv")}
    rows: dict[tuple[str, str], Row] = {}

    def put(code: str, issuer: str, adcode: str, note: str) -> None:
        rows.setdefault((code, issuer), {"code": code, "issuer": issuer, "adcode": adcode, "note": note})

    for row in read_csv(DATA / "docnumber_central.csv"):
        put(row["code"], row["issuer"], "", row["note"])
    for row in read_csv(DATA / "docnumber_cities.csv"):
        put(row["code"], row["issuer"], row["adcode"], row["note"])
    endings = read_csv(DATA / "docnumber_endings.csv")
    for row in read_csv(DATA / "docnumber_provinces.csv"):
        name, code = names[row["id"]], row["id"]
        for ending in endings:
            if ending["ending"][0] in "府政" and (ending["ending"][0] == "府") != (code in FU):
                continue
            issuer = ending["issuer"].format(**issuers(name, code))
            put(row["character"] + ending["ending"], issuer, code, "by rule")
    return sorted(rows.values(), key=lambda row: (row["code"], row["issuer"]))


def main() -> None:
    """Write the file."""
    args = arguments(str(__doc__))
    columns = ("code", "issuer", "adcode", "note")
    print("docnumber_codes.csv", write_csv(args.output / "docnumber_codes.csv", build(), columns))


if __name__ == "__main__":
    main()
