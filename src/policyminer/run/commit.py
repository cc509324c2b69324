"""The end of a run: parts to tables, tables to a published snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from policyminer.model import PolicyMinerError
from policyminer.publish.assemble import assemble
from policyminer.publish.changes import write_changes
from policyminer.publish.expect import EXPECTATIONS, Expectation, unmet
from policyminer.publish.parts import Parts
from policyminer.publish.reviewed import Edits
from policyminer.publish.snapshot import Store, write_manifest


@dataclass(frozen=True, slots=True)
class Built:
    """Tables with their manifest in the scratch folder, ready to publish; ``rows`` counts them by table."""

    folder: Path
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Committed:
    """What was published; ``changes`` counts facts ``added``, ``changed`` and ``gone``."""

    snapshot: Path
    changed: bool
    changes: dict[str, int]


def build_tables(
    store: Store,
    parts: Parts,
    rules: object,
    edits: Edits,
    made_by: dict[str, str],
    expected: Sequence[Expectation],
    helpers: Executor | None = None,
) -> Built:
    """Put all tables together, with processes that help if there are, and note what made them.

    Nothing is published yet. Raises ``PolicyMinerError`` (``expectations_failed``) when they do not hold what is
    expected of them.
    """
    folder = store.scratch / "tables"
    assembled = assemble(parts, folder, rules, edits, helpers)
    problems = unmet(expected, folder, store.current)
    if problems:
        hint = "the tables before stay published; look at the input and the rules, or change expectations.toml"
        raise PolicyMinerError("expectations_failed", "; ".join(problems), EXPECTATIONS, hint)
    write_manifest(folder, assembled, {"policyminer": version("policyminer")} | made_by)
    return Built(folder, assembled.rows)


def publish_tables(store: Store, tables: Built, keep: int) -> Committed:
    """Publish built tables with what they change; nothing happens when they are there already."""
    changes = {} if store.holds(tables.folder) else dict(write_changes(store.current, tables.folder))
    published = store.publish(tables.folder, keep)
    return Committed(published.snapshot, published.changed, changes)
