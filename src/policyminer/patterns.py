"""Patterns written where they are used, compiled once.

``regex.search("…", text)`` looks its pattern up in a cache of 500, slowly, and compiles anew what fell out; documents
use more patterns than that. ``rx.search`` keeps every pattern that stands in the source. These are short patterns for
short texts, where the call costs more than the matching: the engine of the standard library takes less than half of the
time of ``regex`` there, and both read alike what it can read.
"""

from __future__ import annotations

import re
import warnings
from functools import cache

import regex


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what either engine reads in its own way
            return re.compile(pattern)  # type: ignore[return-value]
    except (re.error, Warning):  # lookbehinds of several lengths, names given twice
        return regex.compile(pattern)


class _Patterns:
    """The functions of ``regex`` that take a pattern, for patterns written in the source (not for made ones)."""

    @staticmethod
    def search(pattern: str, text: str) -> regex.Match[str] | None:
        """First match anywhere.

        >>> _Patterns.search("[0-9]+", "共12个").group()
        '12'
        """
        return _compiled(pattern).search(text)

    @staticmethod
    def match(pattern: str, text: str) -> regex.Match[str] | None:
        """Match at the beginning."""
        return _compiled(pattern).match(text)

    @staticmethod
    def fullmatch(pattern: str, text: str) -> regex.Match[str] | None:
        """Match of the whole text."""
        return _compiled(pattern).fullmatch(text)

    @staticmethod
    def sub(pattern: str, replacement: str, text: str) -> str:
        """The text with every match replaced."""
        return _compiled(pattern).sub(replacement, text)

    @staticmethod
    def split(pattern: str, text: str) -> list[str]:
        """The text cut at every match."""
        return [part or "" for part in _compiled(pattern).split(text)]

    @staticmethod
    def findall(pattern: str, text: str) -> list[str]:
        """All matches; the group where the pattern has one."""
        return [str(found) for found in _compiled(pattern).findall(text)]


rx = _Patterns()
