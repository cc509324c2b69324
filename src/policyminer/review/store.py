"""The decisions that are kept with an output: ``OUT/review/*.json``, a file for each reviewer.

Only who holds the output folder (``publish.snapshot.open_store``) may write; each file is replaced in one step.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from policyminer.publish.writer import sync
from policyminer.review.decisions import WITHDRAWN, Decision, as_file, read_decisions

FOLDER = "review"


def stored_decisions(out: str | Path) -> list[Decision]:
    """All decisions kept with an output, by reviewer. Raises ``PolicyMinerError`` (``bad_decisions``)."""
    return [decision for path in _files(Path(out)) for decision in read_decisions(path)]


def mark(out: str | Path) -> dict[str, str]:
    """What the manifest of the tables notes about the decisions they were made with; nothing when there are none."""
    return marked(path.read_bytes() for path in _files(Path(out)))


def marked(files: Iterable[bytes]) -> dict[str, str]:
    """The mark of decisions that are not stored yet: their files in the order of their names."""
    digests = [hashlib.sha256(content).digest() for content in files]
    return {"review": hashlib.sha256(b"".join(digests)).hexdigest()[:16]} if digests else {}


def merge(kept: Iterable[Decision], new: Iterable[Decision]) -> list[Decision]:
    """One decision of each reviewer for each row: the latest by ``decided_at``, of equals the one read last.

    A withdrawn decision takes the earlier one away.
    """
    latest: dict[tuple[object, ...], Decision] = {}
    for decision in (*kept, *new):
        key = (decision.reviewer, *decision.row)
        earlier = latest.get(key)
        if earlier is None or (earlier.when <= decision.when and not _same(earlier, decision)):
            latest[key] = decision
    left = (d for d in latest.values() if d.verdict != WITHDRAWN)
    return sorted(left, key=lambda d: (d.reviewer, d.path, d.start, d.end, d.table, str(d.row)))


def _same(a: Decision, b: Decision) -> bool:
    """Whether a file was read once more: then what was noted when it was first applied stays."""
    return (a.when, a.verdict, dict(a.values)) == (b.when, b.verdict, dict(b.values))


def as_files(decisions: Iterable[Decision]) -> dict[str, str]:
    """Names and texts of the files that keep these decisions."""
    by_reviewer: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_reviewer.setdefault(decision.reviewer, []).append(decision)
    return dict(sorted((_name(r), as_file(r, found)) for r, found in by_reviewer.items()))


def write_files(out: Path, files: dict[str, str]) -> None:
    """Keep these files and no others."""
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        scratch = folder / f".{name}-{os.getpid()}"
        scratch.write_text(text, encoding="utf-8")
        sync(scratch)
        scratch.replace(folder / name)
    for path in _files(out):
        if path.name not in files:
            path.unlink()
    sync(folder)


def _files(out: Path) -> list[Path]:
    return sorted(p for p in (out / FOLDER).glob("*.json") if not p.name.startswith("."))


def _name(reviewer: str) -> str:
    """A file name that tells the reviewer and is no other's."""
    readable = re.sub(r"[^\w-]+", "_", reviewer)[:40]
    return f"{readable}-{hashlib.blake2b(reviewer.encode(), digest_size=4).hexdigest()}.json"
