"""What the commands for reviews print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.text import Text

from policyminer.annotations.formats import Moved
from policyminer.review.agree import Agreements
from policyminer.review.decisions import Decision, squeeze
from policyminer.review.gold import Exported
from policyminer.review.judge import APPLIED, MOVED, OUTCOMES, Finding
from policyminer.run.console import output, print_table, safe
from policyminer.run.review import Reviewed

#: Characters of a quote shown on a line.
_QUOTE = 40


def counted(counts: dict[str, int]) -> str:
    """Decisions by outcome in words.

    >>> counted({"applied": 3, "lost": 1})
    '3 applied, 1 lost'
    """
    return ", ".join(f"{n} {outcome}" for outcome, n in counts.items()) or "none"


def print_applied(reviewed: Reviewed) -> None:
    """How many decisions were read and what became of all that are kept, then those that are not in the tables."""
    console = output()
    report = reviewed.report
    console.print(f"{reviewed.read} decisions read, {len(reviewed.findings)} kept: {counted(report.reviewed)}")
    print_findings(reviewed.findings, totals=False)
    state = "tables" if report.changed else "tables (unchanged, the same as before)"
    console.print(f"{state}: {safe(report.out / 'current')} -> {safe(report.snapshot.name)}")


def print_findings(findings: Sequence[Finding], *, everything: bool = False, totals: bool = True) -> None:
    """Decisions with their outcome: those that are not applied, or all."""
    console = output()
    if totals:
        counts = Counter(finding.outcome for finding in findings)
        console.print(f"{len(findings)} decisions: {counted({o: counts[o] for o in OUTCOMES if counts[o]})}")
    for finding in findings:
        if not everything and finding.outcome in (APPLIED, MOVED):
            continue
        d = finding.decision
        place = f"{safe(d.path)} [{d.start}:{d.end}]"
        console.print(
            Text.assemble(
                (f"{finding.outcome:<9}", "bold"),
                f" {d.table:<13}{place} {safe(d.reviewer)}: {d.verdict} 【{safe(_shortened(d.quote))}】",
                f"  {finding.why}" if finding.why else "",
            ),
            soft_wrap=True,
        )


def print_agreement(found: Agreements, most: int) -> None:
    """A line for each table and all together, then the first rows judged differently."""
    console = output()
    console.print(f"{safe(' / '.join(found.reviewers))}: {found.alone} rows judged by one of them only")
    head = ("table", "rows", "same", "corrected", "same values", "kappa", "alpha")
    rows = [
        (a.table, a.rows, a.same, a.corrected, a.same_values, _coefficient(a.kappa), _coefficient(a.alpha))
        for a in found.tables
    ]
    print_table(console, head, rows)
    for unit in found.different[:most]:
        first = next(iter(unit.values()))
        said = "  ".join(f"{reviewer}: {_said(decision)}" for reviewer, decision in sorted(unit.items()))
        place = f"{first.table:<13}{first.path} [{first.start}:{first.end}]"
        console.print(f"{safe(place)} 【{safe(_shortened(first.quote))}】 {safe(said)}", soft_wrap=True)
    if len(found.different) > most:
        console.print(f"… and {len(found.different) - most} more")


def agreement_data(found: Agreements) -> dict[str, Any]:
    """Agreement as plain data."""
    different = [{reviewer: decision.as_data() for reviewer, decision in unit.items()} for unit in found.different]
    tables = [asdict(table) for table in found.tables]
    return {"reviewers": found.reviewers, "alone": found.alone, "tables": tables, "different": different}


def print_gold(exported: Exported, folder: Path) -> None:
    """How many files were written, and what they are good for."""
    console = output()
    console.print(
        f"{exported.whole} documents with layers judged to the end, {exported.partial} in part: {safe(folder)}"
    )
    console.print("what the program missed is not known: such gold measures precision, recall is an upper bound")


def _coefficient(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _said(decision: Decision) -> str:
    values = ", ".join(f"{name}={value}" for name, value in decision.values.items())
    return decision.verdict + (f" ({values})" if values else "")


def _shortened(quote: str) -> str:
    text = squeeze(quote)
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…"


def print_moved(moved: Moved, folder: Path) -> None:
    """How many documents were written where, and what was left out."""
    console = output()
    for line in moved.lost:
        console.print(f"left out: {safe(line)}", soft_wrap=True)
    console.print(f"{moved.documents} document{'' if moved.documents == 1 else 's'}: {safe(folder)}")


def as_data(finding: Finding) -> dict[str, Any]:
    """A decision with its outcome as plain data."""
    return finding.decision.as_data() | {
        "reviewer": finding.decision.reviewer,
        "outcome": finding.outcome,
        "why": finding.why,
    }
