"""The work for a document grows with its length: calls are counted, not seconds."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from policyminer import mine
from policyminer.publish.rows import batches, result_columns
from policyminer.read import read, read_bytes
from policyminer.rules import load_rules

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SMALL, TIMES = 80_000, 4
#: What is called less is too little to tell, and what grows with the square grows sixteenfold.
FEW, AT_MOST = 1_500, 7.0


def calls(text: str) -> dict[str, int]:
    """How often each function calls each other while a text is mined."""
    rules = load_rules()
    profile = cProfile.Profile()
    profile.enable()
    batches(result_columns(mine(read_bytes(text.encode(), "grow.txt"), rules)))
    profile.disable()
    found: dict[str, int] = {}
    for (file, line, name), (*_, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        for (caller_file, caller_line, caller), (count, *_) in callers.items():
            at = f"{Path(caller_file).name}:{caller_line} {caller} > {Path(file).name}:{line} {name}"
            found[at] = found.get(at, 0) + count
    return found


def test_nothing_is_done_for_each_pair() -> None:
    lines = [line for path in sorted(CORPUS.glob("*.txt")) for line in read(path).text.splitlines()]
    body = "\n".join(line for line in lines if len(line) >= 40 and line[-1] in "。；") + "\n"
    text = body * (SMALL * TIMES // len(body) + 1)
    calls(text[:2_000])  # what is loaded once
    small, large = calls(text[:SMALL]), calls(text[: SMALL * TIMES])
    assert sum(large.values()) > 1_000_000, "the corpus is mined"
    known = {at: max(small.get(at, 0), FEW / TIMES**2) for at in large}
    assert {at: (known[at], n) for at, n in large.items() if n > FEW and n > AT_MOST * known[at]} == {}
