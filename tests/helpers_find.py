"""Small documents around one sentence, and what the whole pipeline finds in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest

from policyminer.model import Citation, Document, Mention, Quantity, Result, TimeExpression
from policyminer.pipeline import mine
from policyminer.read import read_bytes
from policyminer.rules.load import Rules, load_rules

#: The day of a framed document when a test names none.
DAY = date(2024, 5, 20)
_FRAMES = {
    # date in the masthead; months without a year look back from it
    "bulletin": ("乡村振兴工作简报\n\n第 6 期\n\n云岭省农业农村厅办公室    {day}\n\n", "\n"),
    # date at the foot; months without a year belong to its year
    "notice": (
        "云岭省农业农村厅关于做好年度重点工作的通知\n\n各市、县农业农村局：\n\n",
        "\n\n云岭省农业农村厅\n{day}\n",
    ),
    # a plan without a date at all
    "plan": ("云岭省乡村振兴重点工作实施方案\n\n", "\n"),
}


@dataclass(frozen=True)
class Finds:
    """What was found inside the sentence, in reading order."""

    sentence: str
    result: Result
    dates: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    citations: tuple[Citation, ...]
    mentions: tuple[Mention, ...]


@cache
def rules() -> Rules:
    return load_rules()


def make_document(text: str, path: str = "made.txt") -> Document:
    """A plain-text document of ``text`` as its reader would hand it over."""
    return read_bytes(text.encode(), path)


def framed(sentence: str, kind: str = "notice", day: date = DAY) -> tuple[str, int]:
    """The text of a small document of ``kind`` and where ``sentence`` begins in it."""
    head, foot = (part.format(day=f"{day.year}年{day.month}月{day.day}日") for part in _FRAMES[kind])
    return head + sentence + foot, len(head)


def find_in(sentence: str, kind: str = "notice", day: date = DAY) -> Finds:
    """Mine ``sentence`` inside a document of ``kind``; finds in the frame are left out."""
    text, start = framed(sentence, kind, day)
    result = mine(make_document(text), rules())
    end = start + len(sentence)

    groups = (result.dates, result.quantities, result.citations, result.mentions)
    inside = [tuple(r for r in rows if start <= r.start and r.end <= end) for rows in groups]
    assert all(text[r.start : r.end] == r.text for rows in inside for r in rows)
    return Finds(sentence, result, *inside)


def dates_of(sentence: str, kind: str = "notice", day: date = DAY) -> list[str]:
    """Dates as ``text=from..to``, an open end left empty (``2024年底前=..2024-12-31``), a single day once."""
    found = []
    for d in find_in(sentence, kind, day).dates:
        one_day = d.date_from is not None and d.date_from == d.date_to
        found.append(f"{d.text}=" + (str(d.date_from) if one_day else f"{d.date_from or ''}..{d.date_to or ''}"))
    return found


def _number(value: float) -> str:
    return f"{round(value, 3):.15g}"


def amounts_of(sentence: str, kind: str = "notice", day: date = DAY) -> list[str]:
    """Quantities as ``text=low[~high] unit [bound]``, no bound when exact: ``近百名=100 人 about``."""
    found = []
    for q in find_in(sentence, kind, day).quantities:
        value = _number(q.low) if q.low == q.high else f"{_number(q.low)}~{_number(q.high)}"
        found.append(f"{q.text}={value} {q.unit}" + ("" if q.bound == "exact" else f" {q.bound}"))
    return found


def citations_of(sentence: str, kind: str = "notice", day: date = DAY) -> list[tuple[str, str | None, str | None]]:
    """Citations as (quote, title, number)."""
    return [(c.text, c.title, c.number) for c in find_in(sentence, kind, day).citations]


def inside_trap(finds: Finds, trap: str, rows: Iterable[TimeExpression | Quantity | Citation]) -> list[str]:
    """The quotes of ``rows`` that share a character with ``trap``, which stands once in the sentence."""
    sentence = finds.sentence
    assert sentence.count(trap) == 1, "a trap must stand in its sentence exactly once"
    start = finds.result.document.text.index(sentence) + sentence.index(trap)
    return [r.text for r in rows if r.start < start + len(trap) and start < r.end]


def cases(table: Sequence[tuple[Any, ...]], known: Mapping[str, str]) -> list[Any]:
    """Rows of a table as parameters: the first column is the id, ``known`` gives the reason of a case that fails."""
    ids = [row[0] for row in table]
    assert len(set(ids)) == len(ids), sorted(i for i in ids if ids.count(i) > 1)
    return [
        pytest.param(
            *row[1:], id=row[0], marks=[pytest.mark.xfail(strict=True, reason=known[row[0]])] if row[0] in known else []
        )
        for row in table
    ]


def known(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Case ids with the reason why they fail, from ids grouped by reason."""
    return {case: reason for reason, ids in groups.items() for case in ids}
