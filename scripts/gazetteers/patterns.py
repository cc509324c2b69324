"""Build agency_patterns.csv (endings of agency names) from the hand-kept list."""

from common import DATA, Row, arguments, write_csv


def build() -> list[Row]:
    """One row for each ending; the longest first within a kind, so that the file reads well."""
    rows: dict[str, Row] = {}
    for line in (DATA / "agency_patterns.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        ending, level, kind, *note = line.split(" ", 3)
        rows.setdefault(ending, {"ending": ending, "level": level, "kind": kind, "note": note[0] if note else ""})
    return sorted(rows.values(), key=lambda row: (row["kind"], -len(row["ending"]), row["ending"]))


def main() -> None:
    """Write the file."""
    args = arguments(str(__doc__))
    columns = ("ending", "level", "kind", "note")
    print("agency_patterns.csv", write_csv(args.output / "agency_patterns.csv", build(), columns))


if __name__ == "__main__":
    main()
