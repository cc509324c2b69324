"""Explain a row of the tables, or a passage of a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyminer.explain import Explanation, explain_row, explain_text
from policyminer.model import PolicyMinerError
from policyminer.read import read
from policyminer.rules import load_rules


def explain_passage(
    source: Path, wanted: str | None, at: str | None, rules: Sequence[str | Path] = (), packs: Sequence[str] = ()
) -> list[Explanation]:
    """Explain the row ``wanted`` of the tables at ``source``, or the places of the text ``at`` in the file ``source``.

    Raises ``PolicyMinerError``: ``usage`` unless there is exactly one of the two, and those of reading and showing.
    """
    if (wanted is None) == (at is None):
        hint = "explain OUT ID for a row, explain FILE --at TEXT for a passage"
        raise PolicyMinerError("usage", "say what to explain", str(source), hint)
    loaded = load_rules(list(rules), packs)
    loaded.validate()
    if at is not None:
        return explain_text(read(source), at, loaded)
    return [explain_row(source, wanted or "", loaded)]
