"""A document while its reader builds it: the text with its blocks, and the ledger of what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from policyminer.model import Block, Cell, Removed


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file; path and hash are added by ``read_bytes``."""

    media_type: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    encoding: str | None = None


@dataclass(slots=True)
class Draft:
    """Text and blocks in the making, a line each: paragraphs, and the cells of a row; an empty line between rows."""

    blocks: list[Block] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _row: tuple[int, int] | None = None

    def add(self, text: str, kind: str = "paragraph", locator: str | None = None, cell: Cell | None = None) -> None:
        """Append a block; its lines become blocks of their own, and blank ones are left out.

        The locator of a cell is by default its place in its table.
        """
        row = (cell.table, cell.row) if cell is not None else None
        for line in filter(None, map(_tidy, text.split("\n"))):
            joint = "\n" if row == self._row else "\n\n"
            self._append(line, joint, kind, locator or (cell.locator if cell is not None else None), cell)
            self._row = row

    def _append(self, line: str, joint: str, kind: str, locator: str | None, cell: Cell | None) -> None:
        if self._pieces:
            self._pieces.append(joint)
            self._length += len(joint)
        self.blocks.append(Block(kind, self._length, self._length + len(line), locator, cell))
        self._pieces.append(line)
        self._length += len(line)

    def remove(self, reason: str, text: str, locator: str | None = None) -> None:
        """Enter a passage in the ledger; white space alone is not worth a line."""
        if text := text.strip():
            self.removed.append(Removed.of(reason, text, locator))

    @property
    def size(self) -> int:
        """Characters so far."""
        return self._length

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def finish(self, media_type: str, encoding: str | None = None) -> Reading:
        """The reading made of all this."""
        return Reading(
            media_type,
            self.text,
            tuple(self.blocks),
            warnings=tuple(self.warnings),
            removed=tuple(self.removed),
            encoding=encoding,
        )


def paragraph_locator(number: int) -> str:
    """The place of a paragraph, counted from 1.

    >>> paragraph_locator(12)
    '第12段'
    """
    return f"第{number}段"


#: White space and the marks of no width: what pads a line.
PADDING = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\ufeff\u200b"
_UNSEEN = str.maketrans({"\xa0": " ", "\u2028": " ", "\x0b": " ", "\x0c": " ", "\r": None, "\0": "\ufffd"})


def _tidy(line: str) -> str:
    return line.translate(_UNSEEN).strip(PADDING)
