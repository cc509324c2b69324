"""Matchers of many literal texts at once (Aho and Corasick, 1975)."""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs

Matcher = ahocorasick_rs.AhoCorasick
#: literals up to which the matcher is compiled whole: twice as fast, and dozens of MiB for ten thousand names
_FEW = 5000


def matcher(literals: Iterable[str], *, longest: bool = False) -> Matcher:
    """A matcher that numbers the literals in their order.

    ``longest``: of matches that overlap only the leftmost and longest; else all can be asked for.

    >>> matcher(["教师", "教师进修", "进修"], longest=True).find_matches_as_indexes("教师进修学校")
    [(1, 0, 4)]
    """
    words = list(literals)
    kinds, ways = ahocorasick_rs.MatchKind, ahocorasick_rs.Implementation
    return Matcher(
        words,
        matchkind=kinds.LeftmostLongest if longest else kinds.Standard,
        implementation=ways.DFA if len(words) <= _FEW else ways.ContiguousNFA,
    )
