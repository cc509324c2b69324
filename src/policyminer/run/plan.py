"""What has to be mined, and what an earlier run already knows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from policyminer.model import document_id
from policyminer.publish.reuse import Known, known_documents
from policyminer.publish.snapshot import read_manifest
from policyminer.read.member import Member
from policyminer.read.remote import Remote
from policyminer.run.inputs import Input
from policyminer.run.worker import Chunk, Step

#: No chunk is longer, so that progress shows and a dead worker loses little.
_CHUNK_DOCUMENTS = 64
#: Size taken for files at an address: asking for each takes as long as reading it.
_FAR = 1_000_000_000
#: Chunks for each worker, so that all are busy to the end.
_CHUNKS_PER_WORKER = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents in order: ``known`` has an entry for those whose rows are taken from ``earlier``."""

    documents: tuple[Input, ...]
    known: dict[str, Known]
    earlier: Path | None

    @property
    def fresh(self) -> list[Input]:
        """The documents to mine."""
        return [d for d in self.documents if d.name not in self.known]

    def statuses(self) -> Counter[str]:
        """Statuses of the known documents."""
        return Counter(k.status for k in self.known.values())

    def stretches(self) -> tuple[dict[str, int], dict[str, int]]:
        """The number of each document's stretch of neighbours, of the known and of those to mine, by document id."""
        known: dict[str, int] = {}
        fresh: dict[str, int] = {}
        number, before = 0, False
        for document in self.documents:
            is_known = document.name in self.known
            number += is_known != before
            before = is_known
            (known if is_known else fresh)[document_id(document.name)] = number
        return known, fresh

    def chunks(self, workers: int) -> list[Chunk]:
        """The documents to mine, dealt out in their order."""
        fresh = self.fresh
        size = max(1, min(_CHUNK_DOCUMENTS, len(fresh) // (workers * _CHUNKS_PER_WORKER)))
        return [Chunk(at, tuple(fresh[at : at + size])) for at in range(0, len(fresh), size)]


def make_plan(documents: tuple[Input, ...], earlier: Path | None, made_by: dict[str, Any] | None) -> Plan:
    """Compare the documents with an earlier snapshot.

    Rows are taken over when file, program and rules are the same to the byte (``made_by``, null when that cannot be
    told) and the document did not fail.
    """
    if earlier is None or made_by is None or not made_by.items() <= read_manifest(earlier).items():
        return Plan(documents, {}, None)
    before = known_documents(earlier)
    known = {d.name: before[d.name] for d in documents if d.name in before and _same(d, before[d.name])}
    return Plan(documents, known, earlier if known else None)


def fingerprint(rules: Any, step: Step) -> dict[str, str]:
    """What a document's rows depend on besides its bytes and name: the program's code, the rules, the step."""
    code = f"{code_fingerprint()}:{step.__module__}.{step.__qualname__}"
    return {"code": hashlib.sha256(code.encode()).hexdigest()[:16], "rules": str(rules.fingerprint)}


@cache
def code_fingerprint() -> str:
    """A hash over the package's own source, so that an edit mines everything anew."""
    digest = hashlib.sha256()
    package = Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _same(document: Input, known: Known) -> bool:
    return document.sha256() == known.sha256


def total_bytes(documents: Sequence[Input]) -> int:
    """Size of the files that are there; an archive counts once, and what lies elsewhere as much."""
    files = {d.path.archive if isinstance(d.path, Member) else d.path for d in documents}
    total = 0
    for file in files:
        if isinstance(file, Remote):
            return _FAR
        try:
            total += file.stat().st_size
        except OSError:
            continue
    return total
