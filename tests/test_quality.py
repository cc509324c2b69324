"""What the program reaches on annotated documents may rise and must not fall.

The floors are in ``quality_floors.json``, by corpus and figure. After an improvement, raise them with::

    python tests/test_quality.py --raise

It sets every floor to 0.005 below what is reached now, where that is higher; it never lowers one. When documents or
gold files are added, the figures are of another corpus: take its entry out of the file first, and say so in the commit.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from policyminer.evaluate import HEADLINE, MENTION_TYPES, evaluate
from policyminer.run.batch import run

ROOT = Path(__file__).resolve().parents[1]
FLOORS = Path(__file__).with_name("quality_floors.json")
#: Documents and their gold files: the project's own, and those that may lie beside the checkout.
CORPORA = {
    "own": (ROOT / "corpus", ROOT / "tests" / "gold"),
    "offices": (ROOT / "tests" / "offices" / "documents", ROOT / "tests" / "offices" / "gold"),
    "shared": (ROOT / ".." / "shared" / "corpus", ROOT / ".." / "shared" / "gold"),
}
FIGURES = (
    "headline",
    *HEADLINE,
    *(f"linking.{kind}" for kind in MENTION_TYPES),
    *(f"quantities.{name}" for name in ("bound", "status", "subject", "per", "period")),
    "metadata",
    "slogans_kept_out",
    "events.type",
    "events.participants",
    "partnerships.relation",
    "person.role",
)
#: Room below what is reached, so that a change that is good on the whole may cost a row somewhere.
ROOM = 0.005


def missing(corpus: str) -> str | None:
    """Why a corpus cannot be scored here, or none."""
    documents, gold = CORPORA[corpus]
    if documents.is_dir() and list(gold.glob("*.json")):
        return None
    return f"no {corpus} corpus here: wants documents in {documents} and gold files in {gold}"


@cache
def reached(corpus: str) -> dict[str, float]:
    """Every figure of a corpus for which there is gold."""
    documents, gold = CORPORA[corpus]
    with tempfile.TemporaryDirectory() as folder:
        report = run([documents], Path(folder) / "out")
        assert not report.failures, report.failures
        figures = evaluate(Path(folder) / "out", gold).figures()
    found = {name: figures[name].get("f1", figures[name].get("acc")) for name in FIGURES if name in figures}
    return {name: value for name, value in found.items() if value is not None}


def floors(corpus: str) -> dict[str, float]:
    """The floors of a corpus by figure."""
    known: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return known.get(corpus, {})


def fallen(corpus: str) -> Iterator[str]:
    """The figures below their floor."""
    now = reached(corpus)
    for name, floor in floors(corpus).items():
        if name not in now:
            yield f"{name}: no longer measured (floor {floor:.3f})"
        elif now[name] < floor:
            yield f"{name}: {now[name]:.4f}, floor {floor:.3f}"


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_figure_is_below_its_floor(corpus: str) -> None:
    if reason := missing(corpus):
        pytest.skip(reason)
    assert set(floors(corpus)) == set(reached(corpus)), "run `python tests/test_quality.py --raise`"
    down = list(fallen(corpus))
    assert not down, f"{len(down)} of {len(FIGURES)} figures fell on the {corpus} corpus:\n" + "\n".join(down)


def test_floors_are_only_raised() -> None:
    assert raised({"a": 0.9, "b": 0.5}, {"a": 0.8, "b": 0.6123, "c": 1.0}) == {"a": 0.9, "b": 0.607, "c": 0.995}
    assert raised({}, {"a": 0.001}) == {"a": 0.0}


def raised(old: dict[str, float], now: dict[str, float]) -> dict[str, float]:
    """The floors after a look at what is reached now, rounded down to three decimals."""
    new = {name: max(0.0, math.floor(round((value - ROOM) * 1000, 6)) / 1000) for name, value in now.items()}
    return old | {name: max(floor, old.get(name, 0.0)) for name, floor in new.items()}


def main() -> None:
    """Print what is reached beside the floors; with ``--raise`` raise them."""
    known = {corpus: floors(corpus) for corpus in CORPORA}
    for corpus in CORPORA:
        if reason := missing(corpus):
            print(reason)
            continue
        new = raised(known[corpus], reached(corpus))
        for name, value in reached(corpus).items():
            before, after = known[corpus].get(name), new[name]
            mark = "BELOW" if value < after else "" if before == after else f"-> {after:.3f}"
            print(f"{corpus:<8}{name:<26}{value:.4f}  floor {'none ' if before is None else f'{before:.3f}'} {mark}")
        known[corpus] = new
    if "--raise" in sys.argv[1:]:
        FLOORS.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
