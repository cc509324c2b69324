"""What the command line prints: progress, summaries, facts with their passage. Plain text where there is no terminal.

Document text is printed as text, never as markup, and control characters in names are escaped.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from policyminer.model import PolicyMinerError

if TYPE_CHECKING:
    from policyminer.coverage import Coverage
    from policyminer.evaluate import Evaluation
    from policyminer.explain import Explanation
    from policyminer.page.build import Built
    from policyminer.publish.changes import Change
    from policyminer.publish.runs import Run
    from policyminer.publish.show import Passage, Shown
    from policyminer.run.batch import Preview, Progress, Report
    from policyminer.run.hits import Hits

#: Seconds between two progress lines in a log.
_LOG_EVERY = 5.0
#: Runs shown by `status`.
_MOST_RUNS = 20
#: Failed documents named in the summary; the rest are in the documents table.
_MOST_FAILURES = 10

_MARK = "bold reverse"
#: Offsets of evidence are for programs; `explain` quotes the words.
_OFFSETS = ("_start", "_end")


def safe(value: object, *, lines: bool = False) -> str:
    r"""Text without control and direction characters, which are shown escaped; ``lines`` keeps line ends.

    >>> safe("a\x1b[31m\u202eb\n")
    'a\\x1b[31m\\u202eb\\n'
    >>> safe("南昌市 教育局.txt")
    '南昌市 教育局.txt'
    """
    kept = " \n\u3000\u00a0" if lines else " \u3000\u00a0"
    return "".join(c if c in kept or c.isprintable() else c.encode("unicode_escape").decode() for c in str(value))


class _Console(Console):
    """A console whose reader may go (``| head``): the run goes on, and publishes, without being told."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


def output() -> Console:
    """The console for results: never wraps what is not on a terminal."""
    console = _Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.soft_wrap = True
        console.width = 200
    return console


def log() -> Console:
    """The console for progress, notes and errors."""
    console = _Console(stderr=True, markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.soft_wrap = True
    return console


def print_error(error: PolicyMinerError) -> None:
    """One line: where, what, what to do, and the stable code."""
    log().print(Text.assemble(("error: ", "bold red"), safe(error), f" [{error.code}]"))


def system_error(error: OSError) -> PolicyMinerError:
    """What the system refused, in our words."""
    where = str(error.filename or "")
    return PolicyMinerError("system", error.strerror or str(error), where, "nothing was published")


def print_json(data: object) -> None:
    """Plain data as indented JSON."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """A progress bar on a terminal, else a line every few seconds."""
    console = log()
    if console.is_terminal:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("mining"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("mining", total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
        return
    last = time.monotonic()

    def line(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _LOG_EVERY or done == total:
            last = now
            console.print(f"mined {done} of {total} documents")

    yield line


def print_report(report: Report) -> None:
    """What was read, what failed, what was found, and where it is."""
    from policyminer.publish.report import failures_by_code, telling_indicators

    console = output()
    for path, reason in report.skipped:
        log().print(f"skipped {safe(path)}: {safe(reason)}")
    console.print(_documents_line(report))
    for path, code, message in report.failures[:_MOST_FAILURES]:
        console.print(Text.assemble("  failed  ", safe(path), f"  {code}: ", safe(message)))
    if len(report.failures) > _MOST_FAILURES:
        counts = ", ".join(f"{code} {n}" for code, n in failures_by_code(report.failures).items())
        console.print(f"  … and {len(report.failures) - _MOST_FAILURES} more ({counts})")
    facts = [f"{name} {n}" for name, n in report.rows.items() if name != "documents"]
    console.print("rows: " + ", ".join(facts))
    telling = telling_indicators(report.snapshot)
    if telling:
        console.print()
        rows = [
            (t.indicator, t.subject or "", t.value, t.period, t.status, t.documents, t.quantity_id) for t in telling
        ]
        print_table(console, ("指标", "主体", "数值", "时间", "性质", "文档数", "quantity_id"), rows)
        console.print()
    if report.reviewed:
        counts = ", ".join(f"{n} {outcome}" for outcome, n in report.reviewed.items())
        console.print(f"decisions of reviewers: {counts} (`policyminer review list`)")
    state = "tables" if report.changed else "tables (unchanged, the same as before)"
    console.print(f"{state}: {safe(report.out / 'current')} -> {safe(report.snapshot.name)}")


def _documents_line(report: Report) -> str:
    parts = [
        f"{report.documents} document{'' if report.documents == 1 else 's'}",
        f"{report.documents - report.failed} read",
    ]
    if report.reused:
        parts.append(f"{report.reused} of them unchanged since the last run")
    if report.partial:
        parts.append(f"{report.partial} of them with losses")
    parts.append(f"{report.failed} failed")
    return ", ".join(parts)


def print_shown(shown: Sequence[Shown]) -> None:
    """Rows by column, and the passage with the fact's characters marked."""
    console = output()
    for item in shown:
        console.print(Text(item.table, "bold"))
        for name, value in item.row.items():
            if value == [] or name.endswith(_OFFSETS):
                continue
            text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
            console.print(f"  {name:<13} {safe(text)}")
        if item.passage is not None:
            p = item.passage
            place = f" {safe(p.place)}" if p.place else ""
            console.print(Text(f"  {safe(p.path)}{place} [{p.start}:{p.end}]", "dim"))
            _print_passage(console, p)


def print_tables(tables: dict[str, list[dict[str, Any]]]) -> None:
    """The facts of one document, a table after the other, without columns that hold nothing."""
    console = output()
    for name, rows in tables.items():
        if name == "documents":
            for key, value in rows[0].items():
                if value not in (None, []) and key != "text":
                    console.print(f"{key:<16}{safe(value)}")
            continue
        if not rows:
            continue
        console.print(Text(f"\n{name} ({len(rows)})", "bold"))
        left_out = {"doc_id", "evidence", "quantity_id", "event_id", "title", "issuer", "date_issued", "path"}
        columns = [c for c in rows[0] if c not in left_out and any(r[c] not in (None, []) for r in rows)]
        print_table(console, columns, [[_cell(row[c]) for c in columns] for row in rows])


def print_schema(tables: Iterable[dict[str, Any]]) -> None:
    """Tables with their columns."""
    console = output()
    for table in tables:
        console.print(Text(f"{table['name']}  {table['title_zh']}", "bold"))
        console.print(f"  {table['zh']} / {table['en']}")
        for c in table["columns"]:
            never_null = " not null" if c["required"] else ""
            console.print(f"  {c['name']:<16}{c['type'] + never_null:<22}{c['title_zh']}：{c['zh']} / {c['en']}")
        console.print()


def print_evaluation(evaluation: Evaluation, errors: int) -> None:
    """All figures, then the first ``errors`` misses with gold and found values and the passage."""
    console = output()
    for name, figures in evaluation.figures().items():
        console.print(f"{name:<28} " + "  ".join(f"{k}={v}" for k, v in figures.items()))
    for error in evaluation.errors[:errors]:
        place = f" [{error['start']}:{error['end']}]" if "start" in error else ""
        console.print(Text.assemble((f"{error['kind']} {error['layer']}", "bold"), f"  {safe(error['doc'])}{place}"))
        for name, title in (("want", "gold"), ("got", "found")):
            if name in error:
                console.print(f"  {title:<6}{safe(_values(error[name]))}", soft_wrap=True)
        if "passage" in error:
            _print_passage(console, error["passage"])


def print_explanations(explanations: Sequence[Explanation]) -> None:
    """Each passage, then what every stage said of it."""
    console = output()
    for found in explanations:
        console.print(Text.assemble((f"【{safe(found.quote)}】", _MARK), f" [{found.start}:{found.end}]"))
        console.print(Text(f"  | {safe(found.sentence)}", "dim"), soft_wrap=True)
        for step in found.steps:
            console.print(f"  {step.stage:<14}{safe(step.said)}", soft_wrap=True)


def print_coverage(coverage: Coverage, most: int) -> None:
    """How much has a code, and the largest groups of what has none."""
    console = output()
    share = f"{coverage.coded / coverage.quantities:.0%}" if coverage.quantities else "-"
    console.print(f"{coverage.coded} of {coverage.quantities} quantities have a code ({share})")
    head = ("次数", "文档数", "动词", "名词", "单位", "例")
    rows = [(g.count, len(g.documents), g.verb, g.noun, g.unit, g.examples[0]) for g in coverage.groups[:most]]
    print_table(console, head, rows)


def print_preview(preview: Preview) -> None:
    """What a run would mine, take over and drop."""
    console = output()
    for what, names in (("new", preview.new), ("again", preview.again), ("gone", preview.gone)):
        console.print(f"{what}: {len(names)}")
        for name in names[:_MOST_FAILURES]:
            console.print(f"  {safe(name)}")
        if len(names) > _MOST_FAILURES:
            console.print(f"  … and {len(names) - _MOST_FAILURES} more")
    console.print(f"unchanged: {preview.unchanged}")


def print_changes(changes: Sequence[Change], most: int) -> None:
    """How many facts of each table were added, changed and gone, then the first of them."""
    console = output()
    counts = Counter((c.table, c.change, c.cause) for c in changes)
    print_table(console, ("table", "change", "cause", "facts"), [(*key, n) for key, n in sorted(counts.items())])
    sign = {"added": "+", "changed": "~", "gone": "-"}
    for c in changes[:most]:
        columns = f"  ({', '.join(c.columns)})" if c.columns else ""
        console.print(f"{sign[c.change]} {c.table:<13}{safe(c.path)}  {safe(_cell(c.text))}{columns}", soft_wrap=True)
    if len(changes) > most:
        console.print(f"… and {len(changes) - most} more")
    if not changes:
        console.print("no fact has changed")


def print_status(runs: Sequence[Run], failed: Sequence[dict[str, Any]]) -> None:
    """The last runs, newest first, and the documents that failed."""
    console = output()
    head = ("started (UTC)", "seconds", "outcome", "snapshot", "documents", "mined", "failed", "+", "~", "-", "error")
    rows = [
        (
            f"{r.started:%Y-%m-%d %H:%M:%S}",
            f"{r.seconds:.1f}",
            r.outcome,
            *("" if v is None else v for v in (r.snapshot, r.documents, r.mined, r.failed, r.added, r.changed, r.gone)),
            r.error_code or "",
        )
        for r in runs[::-1][:_MOST_RUNS]
    ]
    print_table(console, head, rows)
    console.print(f"\n{len(failed)} failed document{'' if len(failed) == 1 else 's'}, tried again in every run")
    for row in failed:
        console.print(f"  {safe(row['path'])}  {row['error_code']}: {safe(row['error'])}", soft_wrap=True)


def print_page(built: Built) -> None:
    """Where the report page is and how large."""
    console = output()
    beside = f", {len(built.parts)} with the texts in {safe(built.parts[0].parent)}" if built.parts else ""
    pages = 1 + len(built.parts)
    console.print(
        f"{safe(built.page)}: {built.documents} documents, {built.size / 1e6:.1f} MB in "
        f"{pages} page{'' if pages == 1 else 's'}{beside}",
        soft_wrap=True,
    )


def print_hits(hits: Sequence[Hits], unread: Sequence[tuple[str, str]]) -> None:
    """Each rule with how often it took something, where, and the first hits in context."""
    for path, reason in unread:
        log().print(f"skipped {safe(path)}: {safe(reason)}")
    console = output()
    for found in hits:
        console.print(Text(f"{found.rule} {found.name}: {found.count} in {len(found.documents)} documents", "bold"))
        for example in found.examples:
            console.print(f"  {safe(example)}", soft_wrap=True)


def print_rows(head: Sequence[str], rows: Iterable[Sequence[object]], more: int = 0) -> None:
    """A table of any kind, and how many rows are not shown."""
    print_table(output(), head, rows)
    if more:
        log().print(f"… and {more} more")


def print_problems(problems: Iterable[object]) -> None:
    """Problems of rule packs, one a line."""
    console = output()
    for problem in problems:
        console.print(safe(problem))


def _print_passage(console: Console, p: Passage) -> None:
    """A passage line by line; brackets mark the characters also where there are no colours."""
    quote = Text.assemble(
        safe(p.before, lines=True), ("【" + safe(p.marked, lines=True) + "】", _MARK), safe(p.after, lines=True)
    )
    for line in quote.split("\n"):
        if line.plain.strip():
            console.print(Text("  | ").append_text(line), soft_wrap=True)


def _values(value: object) -> str:
    """What was wanted or found: named values, or one."""
    if isinstance(value, dict):
        return "  ".join(f"{name}={_values(v)}" for name, v in value.items())
    if isinstance(value, list | tuple):
        return "、".join(map(_values, value))
    return "-" if value is None else str(value)


def print_table(console: Console, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; where there is no terminal, lines with tabs."""
    if not console.is_terminal:
        # not print(): it would turn the tabs into spaces, and an empty cell would be gone
        for line in (head, *rows):
            console.file.write("\t".join(safe(cell) for cell in line) + "\n")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(safe(cell)) for cell in row))
    console.print(table)


def _cell(value: object) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
