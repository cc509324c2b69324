"""Find and load rule folders; one resolver for a checkout and for an installed wheel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from policyminer.model import PolicyMinerError


def shipped_rules() -> Path:
    """The folder of the rules that come with the program: inside the wheel, or `rules/` of a checkout."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "_rules", package.parents[1] / "rules"):
        if candidate.is_dir():
            return candidate
    raise PolicyMinerError("rules_missing", "the shipped rules are not there", str(package), "reinstall policyminer")


@dataclass(frozen=True)
class Rules:
    """All rule data, compiled."""

    folders: tuple[str, ...]
    fingerprint: str


def load_rules(folders: Sequence[str | Path] = ()) -> Rules:
    """Load the shipped rules and, on top of them, ``folders`` in order (later ones add or override)."""
    return Rules(folders=(str(shipped_rules()), *map(str, folders)), fingerprint="")
