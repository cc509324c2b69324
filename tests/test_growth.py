"""The work for a document grows with its length: calls are counted, not seconds."""

from __future__ import annotations

import cProfile
import pstats
from functools import cache
from pathlib import Path

import pytest

from policyminer import mine
from policyminer.publish.rows import batches, result_columns
from policyminer.read import read, read_bytes
from policyminer.rules import Rules, load_rules

ROOT = Path(__file__).resolve().parents[1]
TIMES = 4
#: What is called less is too little to tell, and what grows with the square grows sixteenfold.
FEW, AT_MOST = 1_500, 7.0


@cache
def rules() -> Rules:
    return load_rules()


def calls(text: str) -> dict[str, int]:
    """How often each function calls each other while a text is mined."""
    profile = cProfile.Profile()
    profile.enable()
    batches(result_columns(mine(read_bytes(text.encode(), "grow.txt"), rules())))
    profile.disable()
    found: dict[str, int] = {}
    for (file, line, name), (*_, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        for (caller_file, caller_line, caller), (count, *_) in callers.items():
            at = f"{Path(caller_file).name}:{caller_line} {caller} > {Path(file).name}:{line} {name}"
            found[at] = found.get(at, 0) + count
    return found


def each_pair(text: str, size: int) -> dict[str, tuple[float, int]]:
    """What is called far more than four times as often in four times the text."""
    whole = text * (size * TIMES // len(text) + 1)
    calls(whole[: size // 2])  # what is loaded once
    small, large = calls(whole[:size]), calls(whole[: size * TIMES])
    assert sum(large.values()) > 3 * sum(small.values()) > 100_000, "all of it is mined"
    known = {at: max(small.get(at, 0), FEW / TIMES**2) for at in large}
    return {at: (known[at], n) for at, n in large.items() if n > FEW and n > AT_MOST * known[at]}


def test_nothing_is_done_for_each_pair_of_all_kinds_of_lines() -> None:
    lines = [line for path in sorted((ROOT / "corpus").glob("*.txt")) for line in read(path).text.splitlines()]
    assert each_pair("\n".join(line for line in lines if len(line) >= 40 and line[-1] in "。；") + "\n", 80_000) == {}


@pytest.mark.parametrize(
    "document",
    [
        "tests/offices/documents/guizhou-bangfu-jianbao-21.txt",
        "tests/fresh/yunnan-bulletin-21.txt",
        "tests/offices/documents/yunnan-zhaotong-tongzhi.txt",
        "tests/offices/documents/gansu-dongtai-2025-09.txt",
    ],
)
def test_nothing_is_done_for_each_pair_of_one_kind(document: str) -> None:
    assert each_pair(read(ROOT / document).text + "\n", 20_000) == {}
