"""A whole run: inputs to published tables."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from policyminer.publish.assemble import Parts, assemble
from policyminer.publish.reuse import EarlierRows
from policyminer.publish.snapshot import check_output, open_store, write_manifest
from policyminer.rules import load_rules
from policyminer.run.inputs import Input, find_inputs
from policyminer.run.limit import DEFAULT_LIMIT
from policyminer.run.plan import Plan, fingerprint, make_plan, total_bytes
from policyminer.run.pool import Pool
from policyminer.run.worker import Done, Step, mine_chunk, mine_file

#: Below this much text a pool's start (about a second) costs more than it saves.
_SMALL_BYTES = 2_000_000
#: Called with the documents done so far and in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did.

    ``failures`` are (path, code, message), ``skipped`` (path, reason), ``rows`` counts rows by table; ``reused``
    documents were taken over from the tables before.
    """

    out: Path
    snapshot: Path
    changed: bool
    statuses: dict[str, int]
    reused: int
    rows: dict[str, int]
    failures: tuple[tuple[str, str, str], ...]
    skipped: tuple[tuple[str, str], ...]

    @property
    def documents(self) -> int:
        """Documents in all."""
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        """Documents that could not be mined."""
        return self.statuses.get("failed", 0)

    @property
    def partial(self) -> int:
        """Documents that were read with losses."""
        return self.statuses.get("partial", 0)


def run(
    sources: Sequence[str | Path],
    out: str | Path,
    *,
    rules: Sequence[str | Path] = (),
    packs: Sequence[str] = (),
    workers: int | None = None,
    limit: float | None = DEFAULT_LIMIT,
    reuse: bool = True,
    progress: Progress | None = None,
    step: Step = mine_file,
) -> Report:
    """Mine ``sources`` (files, folders, patterns) and publish the tables below ``out``.

    ``rules`` are folders on top of the shipped ones, ``packs`` optional rule packs to use. ``workers`` defaults to
    one for little text, else one per core; the tables do not depend on it. A document that takes longer than
    ``limit`` seconds fails. With ``reuse`` a document that is the same as in the tables before, with the same program
    and rules, is not mined again. Raises ``PolicyMinerError`` before anything is written when rules, inputs or the
    output folder are wrong; a document that fails is a row of ``documents``.
    """
    folders = [str(Path(folder).absolute()) for folder in rules]
    loaded = load_rules(folders, packs)
    loaded.validate()  # a bad rule stops the run before anything is written
    target = Path(out)
    check_output(target)
    inputs = find_inputs(sources, leave_out=target)
    made_by = fingerprint(loaded, step)
    with open_store(target) as store:
        # Rules without a fingerprint may have changed: then nothing is taken over.
        can_reuse = reuse and loaded.fingerprint
        plan = make_plan(inputs.documents, store.current, made_by if can_reuse else None)
        count = _workers(plan.fresh) if workers is None else max(1, workers)
        done: list[Done] = []
        finished = len(plan.known)
        for part in _mine(plan, count, store.scratch, loaded, step, limit):
            done.append(part)
            finished += sum(part.statuses.values())
            if progress is not None:
                progress(finished, len(inputs.documents))
        done.sort(key=lambda d: d.first)
        tables = store.scratch / "tables"
        assembled = assemble(_parts(plan, done), tables, loaded)
        write_manifest(tables, assembled, {"policyminer": version("policyminer")} | made_by)
        published = store.publish(tables)
    return Report(
        out=target,
        snapshot=published.snapshot,
        changed=published.changed,
        statuses=dict(sum((Counter(d.statuses) for d in done), plan.statuses())),
        reused=len(plan.known),
        rows=assembled.rows,
        failures=tuple(f for d in done for f in d.failures),
        skipped=inputs.skipped,
    )


def _mine(
    plan: Plan, workers: int, scratch: Path, rules: Any, step: Step, limit: float | None
) -> Iterator[Done]:
    chunks = plan.chunks(workers)
    if workers == 1:
        return (mine_chunk(c, scratch / f"part-{c.first:08d}", rules, step, limit) for c in chunks)
    return Pool(workers, scratch, rules, step, limit).run(chunks)


def _parts(plan: Plan, done: list[Done]) -> Parts:
    """Mined parts and groups of earlier rows in document order."""
    groups = plan.groups()
    placed: list[tuple[int, Path | int]] = [(d.first, d.folder) for d in done]
    placed += [(first, number) for number, (first, _) in enumerate(groups)]
    placed.sort(key=lambda p: p[0])
    earlier = EarlierRows(plan.earlier, tuple(ids for _, ids in groups)) if plan.earlier is not None else None
    return Parts(tuple(source for _, source in placed), earlier)


def _workers(documents: list[Input]) -> int:
    if total_bytes(documents) < _SMALL_BYTES:
        return 1
    return min(_cores(), len(documents))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
