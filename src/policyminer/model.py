"""The types that pass between the stages: frozen, slotted, picklable.

Every ``start``/``end`` is a half-open range of code points in ``Document.text``; ``text[start:end]`` is the quote.
Row types carry the columns of the published tables (see ``publish.schema``); a missing value is ``None``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class PolicyMinerError(Exception):
    """What happened, where, and what to do about it.

    ``code`` is stable and listed in ``docs/errors.md``; ``where`` names the file, rule or option.
    """

    def __init__(self, code: str, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(code, message, where, hint)
        self.code, self.message, self.where, self.hint = code, message, where, hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{advice}"


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a table cell, all counted from 1: ``rows`` and ``columns`` say how many it covers when merged."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def locator(self) -> str:
        """The place in words.

        >>> Cell(2, 4, 3).locator, Cell(1, 1, 3, rows=2, columns=3).locator
        ('表2 第4行第3列', '表1 第1—2行第3—5列')
        """
        row = f"{self.row}—{self.row + self.rows - 1}" if self.rows > 1 else str(self.row)
        column = f"{self.column}—{self.column + self.columns - 1}" if self.columns > 1 else str(self.column)
        return f"表{self.table} 第{row}行第{column}列"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document as its reader saw it.

    ``kind`` is ``line`` (plain text), ``title``, ``meta`` (source, date and column lines), ``heading``, ``paragraph``,
    ``cell`` or ``boilerplate``; ``locator`` says where it stood in the file (a page, a paragraph, a cell), ``cell`` the
    place in its table.
    """

    kind: str
    start: int
    end: int
    locator: str | None = None
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Something of the file that is no part of what was mined.

    ``reason`` is one of the words of docs/reading.md; ``chars`` counts what it held and ``text`` is its beginning, or
    null for what nobody wrote to be read (scripts). ``locator`` says where it stood.
    """

    reason: str
    chars: int
    text: str | None = None
    locator: str | None = None

    @classmethod
    def of(cls, reason: str, text: str, locator: str | None = None) -> Removed:
        """The entry for a passage, of which the first 1,000 characters are quoted."""
        return cls(reason, len(text), text[:1_000], locator)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its frozen text, the blocks the reader saw and what the carrier said about it.

    ``metadata`` holds what stands outside the body (META tags, an information-disclosure table) under the names
    ``title``, ``issuer``, ``source``, ``doc_number``, ``date_issued``, ``date_published``, ``index_number`` and
    ``column``. ``simplified`` is the text of a document in traditional characters in simplified ones, character by
    character.
    """

    path: str
    sha256: str
    media_type: str
    encoding: str | None
    text: str
    blocks: tuple[Block, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    simplified: str | None = None

    @property
    def reading(self) -> str:
        """The text that rules and gazetteers are matched on, of the same length as ``text``."""
        return self.text if self.simplified is None else self.simplified


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline; ``parent_id`` is null at the top."""

    section_id: str
    parent_id: str | None
    ordinal: int
    kind: str
    level: int
    label: str | None
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself; see section 1 of the annotation guide."""

    title: str | None = None
    doc_type: str | None = None
    issuer: str | None = None
    region: str | None = None
    doc_number: str | None = None
    issue_number: int | None = None
    date_issued: date | None = None
    date_published: date | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A named entity; ``type`` is university, school, region, agency or person."""

    start: int
    end: int
    text: str
    type: str
    name: str
    entity_id: str
    adcode: str | None
    role: str | None
    org: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression that can be placed on the calendar; both ends inclusive, null when open.

    ``precision`` is the unit in which it names its ends, ``anchor`` what a part left out was taken from.
    """

    start: int
    end: int
    text: str
    date_from: date | None
    date_to: date | None
    rule: str
    precision: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, what the sentence says of it, and what each of that was read from.

    A ``*_source`` names the kind of evidence; the range beside it is that of the words, null when no words decided.
    """

    quantity_id: str
    start: int
    end: int
    text: str
    low: float
    high: float
    bound: str
    unit: str
    dimension: str
    measure: str | None
    status: str
    code: str | None
    subject: str | None
    per: str | None
    date_from: date | None
    date_to: date | None
    section_id: str | None
    rule: str
    scope: str | None = None
    coverage: str | None = None
    part_of: str | None = None
    duplicate_of: str | None = None
    subject_source: str | None = None
    subject_start: int | None = None
    subject_end: int | None = None
    status_source: str | None = None
    status_start: int | None = None
    status_end: int | None = None
    period_source: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    change: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantity with a code, and what an analyst groups it by."""

    quantity: Quantity
    indicator: str
    task: str | None
    adcode: str | None
    university: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Event:
    """A dated happening; ``participants`` and the ``hosts`` among them are canonical names.

    ``attendance`` is how many took part, by the quantity ``attendance_id``; null when it is not told.
    """

    event_id: str
    start: int
    end: int
    text: str
    type: str
    date_from: date | None
    date_to: date | None
    participants: tuple[str, ...]
    place: str | None
    adcode: str | None
    rule: str
    hosts: tuple[str, ...] = ()
    attendance: float | None = None
    attendance_id: str | None = None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A university working with a region, school or agency; ``evidence`` is the sentence."""

    university: str
    partner: str
    partner_type: str
    relation: str
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to another document by title, number or both."""

    start: int
    end: int
    text: str
    title: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A clause that names a policy instrument; ``cue`` are the characters that decided, ``also`` other instruments."""

    start: int
    end: int
    text: str
    kind: str
    instrument: str
    name: str
    cue: str
    cue_start: int
    cue_end: int
    also: tuple[str, ...]
    section_id: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic or consistency check; ``ok`` is null unless the verdict is pass or fail.

    ``verdict`` is ``pass``, ``warn``, ``fail`` or ``undecided``; the ranges are those of its two sides.
    """

    kind: str
    start: int
    end: int
    expected: str | None
    found: str | None
    ok: bool | None
    detail: str
    verdict: str
    expected_start: int | None = None
    expected_end: int | None = None
    found_start: int | None = None
    found_end: int | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that no passage states but that follows from stated ones by ``formula``.

    ``sources`` are the ids of the quantities it was computed from; the range spans them.
    """

    derived_id: str
    start: int
    end: int
    kind: str
    formula: str
    low: float
    high: float
    bound: str
    unit: str
    measure: str | None
    status: str
    code: str | None
    subject: str | None
    date_from: date | None
    date_to: date | None
    sources: tuple[str, ...]


class Token(NamedTuple):
    """A distinct word of a document with its frequency; tf-idf is added when the corpus is known."""

    word: str
    pos: str | None
    count: int  # type: ignore[assignment]  # the column, not the method of tuples


@dataclass(frozen=True, slots=True)
class Result:
    """Everything mined from one document, in reading order; ``blocks`` are those that have a locator.

    ``pilots`` names the entities that the document calls a pilot (试点).
    """

    document: Document
    doc_id: str
    metadata: Metadata
    sections: tuple[Section, ...] = ()
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    events: tuple[Event, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    citations: tuple[Citation, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    checks: tuple[Check, ...] = ()
    derived: tuple[Derived, ...] = ()
    blocks: tuple[Block, ...] = ()
    removed: tuple[Removed, ...] = ()
    pilots: tuple[str, ...] = ()


def document_id(path: str) -> str:
    """The id of a document: it depends on the path only, so that a corrected file keeps its id.

    >>> document_id("a/b.txt") == document_id("a/b.txt") != document_id("b.txt")
    True
    """
    return "d" + hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
