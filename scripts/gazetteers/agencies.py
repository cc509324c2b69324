"""Build agencies.csv: central bodies, now and formerly, and the departments of the Ministry of Education."""

from common import DATA, arguments, join_aliases, read_csv, write_csv


def main() -> None:
    """Write the file from the hand-kept table."""
    args = arguments(str(__doc__))
    rows = [
        {
            **row,
            "id": f"agency:{row['name']}",
            "aliases": join_aliases(row["aliases"].split("|"), row["name"]),
            "parent": f"agency:{row['parent']}" if row["parent"] else "",
            "source": "own table 2026-11",
        }
        for row in read_csv(DATA / "agencies.csv")
    ]
    rows.sort(key=lambda row: row["id"])
    print("agencies.csv", write_csv(args.output / "agencies.csv", rows))


if __name__ == "__main__":
    main()
