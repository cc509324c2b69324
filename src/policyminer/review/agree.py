"""How far reviewers agree who judged the same rows: Cohen's kappa and Krippendorff's alpha.

The judgements are nominal: right, wrong, corrected. Cohen, J. (1960): A coefficient of agreement for nominal scales.
Educational and Psychological Measurement 20, 37–46. Krippendorff, K. (2019): Content Analysis, 4th ed., chapter 12.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from policyminer.model import PolicyMinerError
from policyminer.review.decisions import CORRECTED, JUDGED, WITHDRAWN, Decision

#: What the reviewers said of one row, by reviewer.
Unit = dict[str, Decision]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on the rows of a table, or of all (``table`` is ``all``), that at least two of the reviewers judged.

    ``same`` rows were judged alike by all of them; of ``corrected`` rows, which all of them corrected, ``same_values``
    were corrected alike. ``kappa`` is for two reviewers only. Both coefficients are null where they are not defined:
    when only one judgement occurs, there is nothing that chance could be told from.
    """

    table: str
    rows: int
    same: int
    corrected: int
    same_values: int
    kappa: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Agreements:
    """Agreement by table and over all, the rows judged differently, and how many only one of the reviewers judged."""

    reviewers: tuple[str, ...]
    tables: tuple[Agreement, ...]
    different: tuple[Unit, ...]
    alone: int


def agree(files: Sequence[Sequence[Decision]]) -> Agreements:
    """Compare the decisions of two or more reviewers, a file each; rows are the same by document, place and quote.

    Raises ``PolicyMinerError`` (``one_reviewer``) when all are of one reviewer.
    """
    units: dict[tuple[object, ...], Unit] = {}
    for decision in sorted((d for file in files for d in file), key=lambda d: d.when):
        units.setdefault(_unit(decision), {})[decision.reviewer] = decision
    for unit in units.values():
        for reviewer in [r for r, d in unit.items() if d.verdict == WITHDRAWN]:
            del unit[reviewer]
    reviewers = tuple(sorted({d.reviewer for file in files for d in file}))
    if len(reviewers) < 2:
        hint = "give the files of two reviewers; the name stands in the file"
        raise PolicyMinerError("one_reviewer", "agreement needs two reviewers", ", ".join(reviewers), hint)
    shared = [unit for unit in units.values() if len(unit) > 1]
    by_table = {name: [u for u in shared if next(iter(u.values())).table == name] for name in JUDGED}
    tables = [_agreement(name, found) for name, found in by_table.items() if found]
    different = tuple(u for u in shared if len({d.verdict for d in u.values()}) > 1 or not _same_values(u))
    alone = sum(len(unit) == 1 for unit in units.values())
    return Agreements(reviewers, (*tables, _agreement("all", shared)), different, alone)


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two coders: ``(p_o - p_e) / (1 - p_e)``.

    ``p_o`` is the share of units judged alike, ``p_e`` the sum over categories of the product of the coders' shares.

    >>> pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    >>> round(cohen_kappa(pairs), 4)
    0.4
    """
    n = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs)
    # Times n and n squared: whole numbers, so that "all alike" is exactly that.
    expected = sum(first[category] * second[category] for category in first)
    if expected == n * n:
        return None
    return (n * observed - expected) / (n * n - expected)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal data: ``1 - D_o / D_e``; coders may be many, and judgements missing.

    In the matrix of coincidences each ordered pair of judgements of a unit with m of them counts ``1 / (m - 1)``;
    ``D_o`` is the share of pairs of different categories, ``D_e`` what it would be for pairs drawn at random from all
    judgements that can be paired.

    >>> units = ["01", "11", "01", "00", "00", "01", "00", "00", "10", "00"]
    >>> round(krippendorff_alpha(units), 3)
    0.095
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in pairable for value in unit)
    n = totals.total()
    different = sum(sum(a != b for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in pairable)
    by_chance = n * n - sum(count * count for count in totals.values())
    if not by_chance:
        return None
    return 1 - (n - 1) * different / by_chance


def _unit(decision: Decision) -> tuple[object, ...]:
    """The row as its table has it: what one says of an indicator and another of the quantity is not the same."""
    return (decision.table, *decision.row[1:])


def _agreement(table: str, units: Sequence[Unit]) -> Agreement:
    verdicts = [[decision.verdict for _, decision in sorted(unit.items())] for unit in units]
    corrected = [unit for unit in units if all(d.verdict == CORRECTED for d in unit.values())]
    reviewers = {reviewer for unit in units for reviewer in unit}
    kappa = cohen_kappa([(a, b) for a, b in verdicts]) if len(reviewers) == 2 else None
    return Agreement(
        table=table,
        rows=len(units),
        same=sum(len(set(found)) == 1 for found in verdicts),
        corrected=len(corrected),
        same_values=sum(map(_same_values, corrected)),
        kappa=kappa,
        alpha=krippendorff_alpha(verdicts),
    )


def _same_values(unit: Unit) -> bool:
    return all(dict(a.values) == dict(b.values) for a, b in combinations(unit.values(), 2))
