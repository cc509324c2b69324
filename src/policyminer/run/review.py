"""Apply decisions of reviewers to published tables, and say what became of those that are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.publish.expect import read_expectations
from policyminer.publish.parts import Parts
from policyminer.publish.reuse import EarlierRows, statuses_of
from policyminer.publish.snapshot import open_store, read_manifest, resolve
from policyminer.review.decisions import Decision, read_decisions
from policyminer.review.judge import Finding, indicator_names, judge
from policyminer.review.locate import Corpus, noted
from policyminer.review.store import as_files, marked, merge, stored_decisions, write_files
from policyminer.rules import load_rules
from policyminer.run.batch import Report
from policyminer.run.commit import build_tables, publish_tables
from policyminer.run.plan import fingerprint
from policyminer.run.record import recorded
from policyminer.run.worker import Step, mine_file


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``read`` decisions came from the files; ``findings`` has those that are kept now, old and new."""

    read: int
    findings: tuple[Finding, ...]
    report: Report


def apply_review(
    out: str | Path,
    files: Sequence[str | Path],
    *,
    rules: Sequence[str | Path] = (),
    packs: Sequence[str] = (),
    keep: int = 2,
    step: Step = mine_file,
) -> Reviewed:
    """Keep the decisions of ``files`` with the tables of ``out`` and publish the tables with them.

    No document is read or mined. ``rules`` and ``packs`` are those of the run that made the tables. Raises
    ``PolicyMinerError``: ``no_tables``, ``bad_decisions``, ``made_otherwise`` (another program or other rules made the
    tables), those of rules, expectations and the output folder; then nothing is kept or changed.
    """
    target = Path(out)
    resolve(target)
    new = [decision for file in files for decision in read_decisions(Path(file))]
    loaded = load_rules([str(Path(folder).absolute()) for folder in rules], packs)
    _check_codes(new, loaded)
    with open_store(target) as store, recorded(target) as record:
        current = store.current or resolve(target)
        made_by = _made_by(current, loaded, step)
        parts = _all_parts(current)
        known = merge(stored_decisions(target), _noted(new, parts))
        kept = as_files(known)
        judged = judge(known, parts.batches, loaded)
        about = made_by | marked(text.encode("utf-8") for text in kept.values())
        expected = read_expectations(getattr(loaded, "folders", ()))
        tables = build_tables(store, parts, loaded, judged.edits, about, expected)
        # Should the program end between these two, the next run finds the decisions and publishes them.
        write_files(target, kept)
        published = publish_tables(store, tables, keep)
        statuses = statuses_of(published.snapshot)
        report = Report(
            out=target,
            snapshot=published.snapshot,
            changed=published.changed,
            statuses=dict(Counter(statuses.values())),
            reused=len(statuses),
            rows=tables.rows,
            failures=(),
            skipped=(),
            changes=published.changes,
            reviewed=judged.counts(),
        )
        record(report)
    return Reviewed(len(new), judged.findings, report)


def list_review(out: str | Path, *, rules: Sequence[str | Path] = (), packs: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What became of every decision that is kept with ``out``, against the tables of now; nothing is written."""
    current = resolve(out)
    loaded = load_rules([str(Path(folder).absolute()) for folder in rules], packs)
    return judge(stored_decisions(out), _all_parts(current).batches, loaded).findings


def _made_by(snapshot: Path, rules: Any, step: Step) -> dict[str, str]:
    """The fingerprint of program and rules, which must be those of the tables: else the two would not fit together."""
    made_by = fingerprint(rules, step)
    manifest = read_manifest(snapshot)
    for key, what, hint in (
        ("rules", "with other rules", "give the --rules and --pack of that run"),
        ("code", "by another version of the program", "run `policyminer run` once more, then apply"),
    ):
        if manifest.get(key) != made_by[key]:
            raise PolicyMinerError("made_otherwise", f"these tables were made {what}", str(snapshot), hint)
    return made_by


def _all_parts(snapshot: Path) -> Parts:
    """All documents of a snapshot, as the program had mined them."""
    return Parts((), EarlierRows(snapshot, dict.fromkeys(statuses_of(snapshot), 0)))


def _noted(new: Sequence[Decision], parts: Parts) -> list[Decision]:
    corpus = Corpus(new, parts.batches)
    return [noted(corpus.locate(decision)) for decision in new]


def _check_codes(decisions: Sequence[Decision], rules: Any) -> None:
    names = indicator_names(rules)
    for decision in decisions:
        code = decision.values.get("code")
        if names and code is not None and code not in names:
            where = f"{decision.path} [{decision.start}:{decision.end}] by {decision.reviewer}"
            hint = "a code of the packs in use; see --pack and --rules"
            raise PolicyMinerError("bad_decisions", f"values.code: there is no indicator {code!r}", where, hint)
