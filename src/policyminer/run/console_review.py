"""What the commands for reviews print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from policyminer.annotations.formats import Moved
from policyminer.review.decisions import squeeze
from policyminer.review.judge import APPLIED, MOVED, OUTCOMES, Finding
from policyminer.run.console import output, safe
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
        quote = squeeze(d.quote)
        shown = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"
        place = f"{safe(d.path)} [{d.start}:{d.end}]"
        console.print(
            Text.assemble(
                (f"{finding.outcome:<9}", "bold"),
                f" {d.table:<13}{place} {safe(d.reviewer)}: {d.verdict} 【{safe(shown)}】",
                f"  {finding.why}" if finding.why else "",
            ),
            soft_wrap=True,
        )


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
