"""A whole run: inputs to published tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policyminer.collector import collector_off
from policyminer.publish.expect import read_expectations
from policyminer.publish.parts import Parts
from policyminer.publish.reuse import EarlierRows, paths_of
from policyminer.publish.snapshot import CURRENT, check_output, is_ours, open_store, read_manifest, resolve
from policyminer.review.judge import judge
from policyminer.review.store import mark, stored_decisions
from policyminer.rules import load_rules
from policyminer.run.commit import build_tables, publish_tables
from policyminer.run.engine import Engine, cores, local_engine
from policyminer.run.helpers import helpers_for
from policyminer.run.inputs import Input, find_inputs
from policyminer.run.limit import DEFAULT_LIMIT
from policyminer.run.plan import Plan, fingerprint, make_plan, total_bytes
from policyminer.run.record import recorded
from policyminer.run.worker import Done, Job, Step, mine_file

#: Below this much text a pool's start (about two seconds) costs more than it saves.
_SMALL_BYTES = 2_000_000
#: What a document costs before its first character, in bytes of text.
_BYTES_PER_DOCUMENT = 4_000
#: Called with the documents done so far and in all.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did.

    ``failures`` are (path, code, message), ``skipped`` (path, reason), ``rows`` counts rows by table; ``reused``
    documents were taken over from the tables before; ``changes`` counts facts ``added``, ``changed`` and ``gone``;
    ``reviewed`` counts the decisions of reviewers by what became of them.
    """

    out: Path
    snapshot: Path
    changed: bool
    statuses: dict[str, int]
    reused: int
    rows: dict[str, int]
    failures: tuple[tuple[str, str, str], ...]
    skipped: tuple[tuple[str, str], ...]
    changes: dict[str, int]
    reviewed: dict[str, int] = field(default_factory=dict)

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


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do: documents mined for the first time, mined ``again``, taken over, and gone from the input."""

    new: tuple[str, ...]
    again: tuple[str, ...]
    unchanged: int
    gone: tuple[str, ...]


def run(
    sources: Sequence[str | Path],
    out: str | Path,
    *,
    rules: Sequence[str | Path] = (),
    packs: Sequence[str] = (),
    workers: int | None = None,
    limit: float | None = DEFAULT_LIMIT,
    reuse: bool = True,
    keep: int = 2,
    progress: Progress | None = None,
    step: Step = mine_file,
    engine: Engine | None = None,
) -> Report:
    """Mine ``sources`` (files, folders, patterns) and publish the tables below ``out``.

    ``rules`` are folders on top of the shipped ones, ``packs`` optional rule packs to use. ``workers`` defaults to
    one for little text, else one per core; ``engine`` takes the place of these local processes. The tables depend on
    neither. A document that takes longer than
    ``limit`` seconds fails. With ``reuse`` a document that is the same as in the tables before, with the same program
    and rules, is not mined again. Raises ``PolicyMinerError`` before anything is written when rules, inputs or the
    output folder are wrong; a document that fails is a row of ``documents``. ``keep`` snapshots stay for readers,
    this one included. Tables that do not hold the ``expectations.toml`` of a rule folder are not published
    (``expectations_failed``). Every run is noted in ``OUT/runs.parquet``. Decisions of reviewers kept in ``OUT/review``
    are laid over the rows.
    """
    loaded = _load(rules, packs)
    expected = read_expectations(loaded.folders) if hasattr(loaded, "folders") else []
    target = Path(out)
    check_output(target)
    with collector_off():
        inputs = find_inputs(sources, leave_out=target)
    with open_store(target) as store, recorded(target) as record:
        with collector_off():
            plan, made_by = _plan(inputs.documents, store.current, loaded, step, reuse)
        reviews = mark(target)
        nothing_new = _unchanged(plan, target, inputs.skipped, reviews)
        if nothing_new is not None:
            record(nothing_new)
            return nothing_new
        hands = max(1, workers or (cores() if engine is None else engine.workers))
        if engine is None:
            engine = local_engine(_workers(plan.fresh) if workers is None else hands)
        done: list[Done] = []
        finished = len(plan.known)
        for part in engine.mine(plan.chunks, Job(store.scratch.absolute(), loaded, step, limit)):
            done.append(part)
            finished += sum(part.statuses.values())
            if progress is not None:
                progress(finished, len(inputs.documents))
        done.sort(key=lambda d: d.first)
        parts = _parts(plan, done)
        judged = judge(stored_decisions(target), parts.batches, loaded)
        with helpers_for(len(inputs.documents), hands) as helpers:
            tables = build_tables(store, parts, loaded, judged.edits, made_by | reviews, expected, helpers)
        published = publish_tables(store, tables, keep)
        report = Report(
            out=target,
            snapshot=published.snapshot,
            changed=published.changed,
            statuses=dict(sum((Counter(d.statuses) for d in done), plan.statuses())),
            reused=len(plan.known),
            rows=tables.rows,
            failures=tuple(f for d in done for f in d.failures),
            skipped=inputs.skipped,
            changes=published.changes,
            reviewed=judged.counts(),
        )
        record(report)
    return report


def preview(
    sources: Sequence[str | Path],
    out: str | Path,
    *,
    rules: Sequence[str | Path] = (),
    packs: Sequence[str] = (),
    reuse: bool = True,
    step: Step = mine_file,
) -> Preview:
    """Say what a run would do, without doing it or writing anything. Raises as :func:`run` does before it writes."""
    loaded = _load(rules, packs)
    target = Path(out)
    check_output(target)
    documents = find_inputs(sources, leave_out=target).documents
    current = resolve(target) if is_ours(target) and (target / CURRENT).exists() else None
    plan, _ = _plan(documents, current, loaded, step, reuse)
    before = paths_of(current) if current is not None else {}
    names = {d.name for d in documents}
    return Preview(
        new=tuple(d.name for d in plan.fresh if d.name not in before),
        again=tuple(d.name for d in plan.fresh if d.name in before),
        unchanged=len(plan.known),
        gone=tuple(sorted(set(before) - names)),
    )


def _load(rules: Sequence[str | Path], packs: Sequence[str]) -> Any:
    loaded = load_rules([str(Path(folder).absolute()) for folder in rules], packs)
    loaded.validate()  # a bad rule stops the run before anything is written
    return loaded


def _plan(
    documents: tuple[Input, ...], current: Path | None, rules: Any, step: Step, reuse: bool
) -> tuple[Plan, dict[str, str]]:
    made_by = fingerprint(rules, step)
    # Rules without a fingerprint may have changed: then nothing is taken over.
    return make_plan(documents, current, made_by if reuse and rules.fingerprint else None), made_by


def _unchanged(plan: Plan, out: Path, skipped: tuple[tuple[str, str], ...], reviews: dict[str, str]) -> Report | None:
    """The report of a run that finds every document and decision as it was, none gone and none new; else none.

    Then nothing is read but the manifest: a quiet night costs no more than looking at the files.
    """
    if plan.earlier is None or plan.fresh:
        return None
    manifest = read_manifest(plan.earlier)
    tables = manifest["tables"]
    if {key: manifest[key] for key in ("review",) if key in manifest} != reviews:
        return None
    if tables["documents"]["rows"] != len(plan.known):
        return None
    rows = {name: table["rows"] for name, table in tables.items()}
    return Report(
        out=out,
        snapshot=plan.earlier,
        changed=False,
        statuses=dict(plan.statuses()),
        reused=len(plan.known),
        rows=rows,
        failures=(),
        skipped=skipped,
        changes={},
    )


def _parts(plan: Plan, done: list[Done]) -> Parts:
    """Mined parts and earlier rows in document order."""
    folders = tuple(d.folder for d in done)
    if plan.earlier is None:
        return Parts(folders)
    known, fresh = plan.stretches()
    return Parts(folders, EarlierRows(plan.earlier, known), fresh)


def _workers(documents: list[Input]) -> int:
    if total_bytes(documents) + _BYTES_PER_DOCUMENT * len(documents) < _SMALL_BYTES:
        return 1
    return min(cores(), len(documents))
