"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["pass", "warn", "fail", "undecided"]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check in view coordinates, with the ranges of both sides where they are words of the document.

    ``pass``: both sides agree; ``fail``: they cannot both be right; ``warn``: they differ and somebody should look;
    ``undecided``: the document does not say enough.
    """

    kind: str
    verdict: Verdict
    start: int
    end: int
    expected: str | None
    found: str | None
    detail: str
    expected_at: Range | None = None
    found_at: Range | None = None

    @property
    def ok(self) -> bool | None:
        """True when both sides agree, false when they cannot both be right, else none."""
        return {"pass": True, "fail": False}.get(self.verdict)


def written(value: float) -> str:
    """A number as a check shows it."""
    return f"{value:.10g}"
