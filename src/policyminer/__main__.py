"""``python -m policyminer``: the command line where the program itself is not on the path."""

from policyminer.cli import main

if __name__ == "__main__":
    main()
