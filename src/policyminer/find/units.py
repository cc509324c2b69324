"""The unit table: the longest written unit at a position of the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from policyminer.rules.load import Rules


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the unit table."""

    form: str
    unit: str
    factor: Decimal
    dimension: str
    kind: str


class UnitTable:
    """Longest unit at a position."""

    def __init__(self, units: list[Unit]) -> None:
        self._by_form: dict[str, Unit] = {}
        sizes: dict[str, set[int]] = {}
        for unit in units:
            self._by_form.setdefault(unit.form, unit)
            sizes.setdefault(unit.form[0], set()).add(len(unit.form))
        self._sizes = {first: sorted(lengths, reverse=True) for first, lengths in sizes.items()}

    def at(self, folded: str, position: int) -> Unit | None:
        """The longest unit that begins at ``position``."""
        for size in self._sizes.get(folded[position : position + 1], ()):
            form = folded[position : position + size]  # shorter than ``size`` at the end of the text
            unit = self._by_form.get(form)
            if unit is not None and not _is_cut(folded, position + len(form)):
                return unit
        return None


#: words that begin like a unit
_NO_UNITS = frozenset("分别 支持 支撑 支付 次要 次级 次日 次年 次生 次第 次序 次数".split())  # noqa: SIM905 - a list of words


def _is_cut(folded: str, end: int) -> bool:
    """Whether a word goes on at ``end``: m of 5min is no metre, 分 of 8分别 no mark, 支 of 100万支持 no measure, 项次 of 两项次要工作 neither."""
    return folded[end - 1 : end + 1] in _NO_UNITS or (
        folded[end - 1].isascii()
        and folded[end - 1].isalpha()
        and folded[end : end + 1].isascii()
        and folded[end : end + 1].isalnum()
    )


@lru_cache(maxsize=4)
def unit_table(rules: Rules) -> UnitTable:
    """The unit table of the rules, made once."""
    return UnitTable([Unit(u.form, u.unit, u.factor, u.dimension, u.kind) for u in rules.units])
