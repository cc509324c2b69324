"""Sentences with the names a careful reader would mark in them, written in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pytest
from _pytest.mark import ParameterSet

from policyminer.model import Mention
from policyminer.pipeline import mine
from policyminer.read import read_bytes
from policyminer.rules.load import Rules, load_rules


class Case(NamedTuple):
    """A sentence and what is to be found in it.

    ``wanted`` lists the names of one type by white space: ``surface``, then ``=name`` where it differs, then
    ``#adcode`` for a region that has one (``昌=南昌市#360100``). ``home`` is the region the document speaks for;
    ``day`` its date; ``before`` an earlier paragraph. ``wrong`` says what the finder still does wrong.
    """

    text: str
    wanted: str = ""
    home: str = ""
    day: str = "2024年5月20日"
    before: str = ""
    wrong: str = ""


class People(NamedTuple):
    """A sentence and its people, each as ``name|role|org`` with ``-`` for none."""

    text: str
    wanted: tuple[str, ...] = ()
    home: str = ""
    before: str = ""
    wrong: str = ""


@cache
def rules() -> Rules:
    return load_rules()


def mentions(text: str, home: str = "", day: str = "2024年5月20日", before: str = "") -> list[Mention]:
    """What the whole pipeline finds inside ``text`` when a document of ``home`` holds it."""
    head = f"{home}教育局工作总结\n\n" if home else "工作情况\n\n"
    head += f"{before}\n\n" if before else ""
    foot = f"\n\n{home}教育局\n{day}\n" if home else f"\n\n{day}\n"
    document = read_bytes(f"{head}{text}{foot}".encode(), "case.txt")
    found = mine(document, rules()).mentions
    return sorted((m for m in found if len(head) <= m.start and m.end <= len(head) + len(text)), key=lambda m: m.start)


def written(mention: Mention) -> str:
    """A mention in the notation of :class:`Case`."""
    name = "" if mention.name == mention.text else f"={mention.name}"
    return f"{mention.text}{name}" + (f"#{mention.adcode}" if mention.adcode else "")


def params(cases: Sequence[Case] | Sequence[People]) -> list[ParameterSet]:
    """The cases as parameters; those with ``wrong`` are expected to fail until the finder is mended."""
    return [
        pytest.param(c, id=c.text[:24], marks=[pytest.mark.xfail(strict=True, reason=c.wrong)] if c.wrong else [])
        for c in cases
    ]


def check(case: Case, kind: str) -> None:
    """Compare all mentions of one type."""
    found = [written(m) for m in mentions(case.text, case.home, case.day, case.before) if m.type == kind]
    assert found == case.wanted.split()
