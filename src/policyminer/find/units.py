"""The unit table: the longest written unit at a position of the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the unit table."""

    form: str
    unit: str
    factor: Decimal
    dimension: str
    kind: str


class UnitTable:
    """Longest unit at a position, by first character."""

    def __init__(self, units: list[Unit]) -> None:
        self._by_first: dict[str, list[Unit]] = {}
        for unit in sorted(units, key=lambda u: -len(u.form)):
            self._by_first.setdefault(unit.form[0], []).append(unit)

    def at(self, folded: str, position: int) -> Unit | None:
        """The longest unit that begins at ``position``."""
        for unit in self._by_first.get(folded[position : position + 1], ()):
            if folded.startswith(unit.form, position) and not _is_cut(folded, position + len(unit.form)):
                return unit
        return None


def _is_cut(folded: str, end: int) -> bool:
    """Whether a Latin word goes on at ``end``: m of 5min is no metre."""
    return (
        folded[end - 1].isascii()
        and folded[end - 1].isalpha()
        and folded[end : end + 1].isascii()
        and folded[end : end + 1].isalnum()
    )
