"""Patterns looked for only around the literals that each of their matches holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from policyminer.literals import Matcher, matcher
from policyminer.patterns import rx


def near(
    pattern: regex.Pattern[str], text: str, literals: tuple[str, ...], before: int, after: int
) -> Iterator[regex.Match[str]]:
    """The matches of a pattern in ``text``, looked for only around literals of which every match holds one.

    No match, with what its lookarounds see, may reach further than ``before`` characters in front of the end of its
    literal or ``after`` characters behind it. Much faster than the pattern alone where the literals are rare.

    >>> zone = regex.compile("[一-龥]{2,4}?开发区")
    >>> [m.group() for m in near(zone, "在临江开发区，新设站点。" * 2, ("开发区",), 10, 0)]
    ['在临江开发区', '在临江开发区']
    """
    left = right = 0
    for end in _ends(text, literals):
        if end - before > right:
            if right:
                yield from pattern.finditer(text, left, right)
            left = end - before
        right = end + after
    if right:
        yield from pattern.finditer(text, left, right)


def words_in(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where words stand, of two that overlap the first and longer one.

    >>> words_in("骨干教师和教练员", ("教师", "教练", "教练员"))
    [(2, 4), (5, 8)]
    """
    return [(start, end) for _, start, end in _longest(words).find_matches_as_indexes(text)]


@lru_cache(maxsize=4)
def _longest(words: tuple[str, ...]) -> Matcher:
    return matcher(sorted(set(words)), longest=True)


def _ends(text: str, literals: tuple[str, ...]) -> list[int]:
    """Where the literals end, in order."""
    if len(literals) > 3:
        if literals not in _SETS:
            _SETS.append(literals)
        return _all_ends(text, len(_SETS))[literals]
    return sorted(at + len(literal) for literal in literals for at in _places(text, literal))


def _places(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        yield at
        at = text.find(literal, at + 1)


#: the sets of literals looked for so far; they are constants of the finders, so that they soon are all of them
_SETS: list[tuple[str, ...]] = []


@lru_cache(maxsize=1)
def _automaton(sets: int) -> tuple[Matcher, list[list[tuple[str, ...]]]]:
    """One automaton of the literals of the first so many sets, and for each literal the sets that hold it."""
    words = sorted({literal for literals in _SETS[:sets] for literal in literals})
    holders = [[literals for literals in _SETS[:sets] if word in literals] for word in words]
    return matcher(words), holders


@lru_cache(maxsize=2)
def _all_ends(text: str, sets: int) -> dict[tuple[str, ...], list[int]]:
    """For each set of literals where they end in ``text``, in order: one pass for all."""
    automaton, holders = _automaton(sets)
    ends: dict[tuple[str, ...], list[int]] = {literals: [] for literals in _SETS[:sets]}
    for word, _, end in automaton.find_matches_as_indexes(text, overlapping=True):
        for literals in holders[word]:
            ends[literals].append(end)
    return ends


def literals(*patterns: str) -> tuple[str, ...]:
    """The words of alternatives, without their lookarounds."""
    bare = (rx.sub(r"\(\?<?[!=][^()]*\)", "", pattern) for pattern in patterns)
    return tuple(word for pattern in bare for word in rx.split(r"[^\u4e00-\u9fff]+", pattern) if len(word) > 1)
