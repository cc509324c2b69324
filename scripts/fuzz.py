"""Feed broken input to every stage and say what falls over: texts from pieces of policy documents, mutated files.

    python scripts/fuzz.py [--target NAME …] [--cases 1000] [--seconds 600] [--seed 1] [--keep FOLDER]

Hypothesis makes the cases, in rounds of so many, each with a seed of its own that follows from ``--seed``; the same
seed gives the same cases. A case fails when a stage raises anything but ``PolicyMinerError``, breaks a promise of
``tests/test_invariants.py``, or takes longer than ``SLOW`` seconds, twice. Failures do not stop the run: of those that
end at the same place the shortest input is kept. Exit code 1 when there are any.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import helpers_fuzz as fuzz  # noqa: E402
from policyminer.model import PolicyMinerError  # noqa: E402
from policyminer.run.limit import time_limit  # noqa: E402

ROUND = 500
#: Seconds that one case of a few kilobytes may take.
SLOW = 20.0


@dataclass
class Tally:
    """What came of the cases of one target."""

    cases: int = 0
    seconds: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)  # by code of the error that says why
    failures: dict[str, tuple[str, Any]] = field(default_factory=dict)  # by place: the trace and the shortest input

    def note(self, place: str, trace: str, case: Any) -> None:
        known = self.failures.get(place)
        if known is None or len(repr(case)) < len(repr(known[1])):
            self.failures[place] = trace, case


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = [*sorted(fuzz.TARGETS), "growth"]
    parser.add_argument("--target", action="append", choices=known, help="all but growth without it")
    parser.add_argument("--cases", type=int, default=1_000, help="for each target")
    parser.add_argument("--seconds", type=float, default=600.0, help="for all targets together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for the inputs that fail")
    chosen = parser.parse_args()
    names = chosen.target or sorted(fuzz.TARGETS)
    tallies = {name: Tally() for name in names}
    started = time.monotonic()
    done = 0
    while done < chosen.cases and time.monotonic() - started < chosen.seconds:
        for name in names:
            strategy, work = fuzz.GROWTH if name == "growth" else fuzz.TARGETS[name]
            run_round(strategy, work, tallies[name], chosen.seed + done, min(ROUND, chosen.cases - done))
        done += ROUND
        if chosen.keep:
            keep(chosen.keep, tallies, chosen.seed)
    report(tallies, chosen.seed)
    return int(any(tally.failures for tally in tallies.values()))


def run_round(
    strategy: SearchStrategy[Any], work: Callable[[Any], object], tally: Tally, number: int, cases: int
) -> None:
    @seed(number)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def one(case: Any) -> None:
        tally.cases += 1
        try:
            attempt(work, case)
        except PolicyMinerError as error:
            tally.refused[error.code] += 1
            if error.code in ("timeout", "bad_row", "internal_error"):  # errors of the program, not of the input
                tally.note(where(error), traceback.format_exc(), case)
        except Exception as error:  # every one of them is what this script looks for
            tally.note(where(error), traceback.format_exc(), case)

    started = time.monotonic()
    one()
    tally.seconds += time.monotonic() - started


def attempt(work: Callable[[Any], object], case: Any) -> None:
    """Do the work within the time limit; a second time when it was too slow, since a busy machine is slow at times."""
    try:
        with time_limit(SLOW):
            work(case)
    except PolicyMinerError as error:
        if error.code != "timeout":
            raise
        with time_limit(SLOW):
            work(case)


def where(error: BaseException) -> str:
    """The kind of an error and the innermost line of the package that raised it."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if "policyminer" in frame.filename]
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "outside"
    said = re.sub(r"\b[d\d]\w*", "#", str(error))[:60] if isinstance(error, AssertionError | RuntimeError) else ""
    return f"{type(error).__name__} {said} at {place}"


def keep(folder: Path, tallies: dict[str, Tally], number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    found = {
        name: {
            "cases": tally.cases,
            "seconds": round(tally.seconds, 1),
            "seed": number,
            "refused": dict(tally.refused),
            "failures": {at: {"trace": trace, "case": repr(case)} for at, (trace, case) in tally.failures.items()},
        }
        for name, tally in tallies.items()
    }
    (folder / f"fuzz-{number}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def report(tallies: dict[str, Tally], number: int) -> None:
    print(f"{'target':12}{'cases':>9}{'seconds':>9}{'refused':>9}{'failures':>9}   seed {number}")
    for name, tally in tallies.items():
        print(f"{name:12}{tally.cases:9}{tally.seconds:9.0f}{sum(tally.refused.values()):9}{len(tally.failures):9}")
    for name, tally in tallies.items():
        for place, (trace, case) in tally.failures.items():
            print(f"\n{name}: {place}\n{trace}\ninput: {case!r}"[:4_000])
    cases, failures = (sum(n) for n in zip(*((t.cases, len(t.failures)) for t in tallies.values()), strict=True))
    print(f"\n{cases} cases, {failures} failures")


if __name__ == "__main__":
    sys.exit(main())
