"""Build ambiguous_names.csv: official names that are also common words, and phrases that hide a name."""

from common import DATA, OUTPUT, Row, arguments, read_csv, read_words, write_csv


def build(regions: list[Row]) -> list[Row]:
    """Official names first, then phrases."""
    official = {row["name"] for row in regions}
    common = set(read_words(DATA / "common_word_names.txt"))
    common |= {name for name in official if len(name) == 2 and name[-1] in "县市区旗"}
    rows = [
        {"name": name, "kind": "common_word", "note": "needs its city or province beside it"}
        for name in sorted(common & official)
    ]
    phrases = sorted(set(read_words(DATA / "blocking_phrases.txt")))
    return rows + [{"name": name, "kind": "phrase", "note": "hides a shorter name"} for name in phrases]


def main() -> None:
    """Write the file; regions.csv must have been built before."""
    args = arguments(str(__doc__))
    path = args.output / "regions.csv"
    regions = read_csv(path if path.exists() else OUTPUT / "regions.csv")
    columns = ("name", "kind", "note")
    print("ambiguous_names.csv", write_csv(args.output / "ambiguous_names.csv", build(regions), columns))


if __name__ == "__main__":
    main()
