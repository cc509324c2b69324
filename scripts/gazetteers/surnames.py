"""Build surnames.csv: one surname a row, single or double."""

from common import DATA, arguments, read_words, write_csv


def main() -> None:
    """Write the file."""
    args = arguments(str(__doc__))
    words = sorted(set(read_words(DATA / "surnames.txt")), key=lambda word: (len(word), word))
    rows = [{"surname": word, "kind": "single" if len(word) == 1 else "double"} for word in words]
    print("surnames.csv", write_csv(args.output / "surnames.csv", rows, ("surname", "kind")))


if __name__ == "__main__":
    main()
