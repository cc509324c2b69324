"""How fast the stages are, as ratios to ``jieba.lcut`` on the same text in the same round; what grows with what.

Every round times jieba and each stage one after the other, in CPU seconds, so that a busy machine slows both; what is
printed is the median over the rounds. Then each format is read (``bench_formats.py``): documents and megabytes per
second, peak memory. ``--grow`` measures one document of growing size, more and more documents, start-up and memory
(``bench_growth.py``): the columns "per MB" and "per document" should stay flat.

    python scripts/bench.py [FILE…] [--rounds 7] [--no-formats] [--grow] [--largest BYTES] [--most DOCUMENTS] [--write]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import jieba
from bench_formats import formats
from bench_growth import Measured, growth, machine
from rich.console import Console
from rich.table import Table

from policyminer import load_rules, mine, read
from policyminer.bind import bind_all
from policyminer.find import find_all
from policyminer.model import Document, document_id
from policyminer.outline import lay_out
from policyminer.publish.rows import batches, result_columns
from policyminer.words.terms import count_tokens

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def stages(paths: list[Path], documents: list[Document]) -> dict[str, Callable[[], object]]:
    """Each stage over all documents, on what the stage before it made."""
    rules = load_rules()
    ids = [document_id(d.path) for d in documents]
    outlines = [lay_out(d, i) for d, i in zip(documents, ids, strict=True)]
    findings = [find_all(o, m, rules) for o, m in outlines]
    facts = [bind_all(f, i) for f, i in zip(findings, ids, strict=True)]
    results = [mine(d, rules) for d in documents]
    texts = [d.text for d in documents]

    def whole() -> None:
        for path in paths:
            batches(result_columns(mine(read(path), rules)))

    def found() -> None:
        for path in paths:
            document = read(path)
            outline, metadata = lay_out(document, document_id(document.path))
            find_all(outline, metadata, rules)

    return {
        "jieba.lcut": lambda: [jieba.lcut(t) for t in texts],
        "read": lambda: [read(p) for p in paths],
        "outline": lambda: [lay_out(d, i) for d, i in zip(documents, ids, strict=True)],
        "find": lambda: [find_all(o, m, rules) for o, m in outlines],
        "bind": lambda: [bind_all(f, i) for f, i in zip(findings, ids, strict=True)],
        "words": lambda: [count_tokens(t, f.mentions) for t, f in zip(texts, facts, strict=True)],
        "read to find": found,
        "rows": lambda: [batches(result_columns(r)) for r in results],
        "read to rows": whole,
    }


def compare(paths: list[Path], rounds: int) -> Measured:
    documents = [read(p) for p in paths]
    characters = sum(len(d.text) for d in documents)
    work = stages(paths, documents)
    for job in work.values():
        job()  # dictionaries and patterns are made at first use
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, job in work.items():
            seconds[name].append(timed(job))
    base = seconds["jieba.lcut"]
    rows = []
    for name, times in seconds.items():
        ratio = statistics.median(t / b for t, b in zip(times, base, strict=True))
        middle = statistics.median(times)
        rows.append((name, f"{middle * 1000:,.1f}", f"{characters / middle:,.0f}", f"{ratio:.2f}"))
    title = f"Stages: {len(paths)} documents, {characters:,} characters, median of {rounds} rounds"
    return Measured(title, ("stage", "CPU ms", "characters/s", "× jieba.lcut"), tuple(rows))


def show(measured: Measured, console: Console) -> None:
    table = Table(title=measured.title)
    for i, column in enumerate(measured.columns):
        table.add_column(column, justify="right" if i else "left")
    for row in measured.rows:
        table.add_row(*row)
    console.print(table)


def write(found: list[Measured]) -> None:
    """Put the tables into the page, between its marks."""
    text = PAGE.read_text(encoding="utf-8")
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    tables = "\n\n".join(["", f"Measured on: {machine()}.", *(m.as_markdown() for m in found), ""])
    PAGE.write_text(text[:begin] + tables + text[end:], encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="documents; without any those of corpus/")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--no-formats", action="store_true", help="leave the formats out: they take minutes")
    parser.add_argument("--grow", action="store_true", help="also what grows with what")
    parser.add_argument("--largest", type=int, default=2_000_000, help="bytes of the largest document (20000000)")
    parser.add_argument("--most", type=int, default=1_000, help="documents of the largest corpus (100000)")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/performance.md")
    args = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    known = {".txt", ".html", ".htm"}
    paths = args.files or sorted(p for p in (ROOT / "corpus").rglob("*") if p.suffix in known and p.name != "README.md")
    console = Console()
    console.width = max(console.width, 120)  # figures that are cut off are none
    found = [compare(paths, max(1, args.rounds))]
    show(found[0], console)
    measures = [] if args.no_formats else [formats]
    if args.grow or args.write:
        measures += growth(args.largest, args.most)
    for measure in measures:
        found.append(measure())
        show(found[-1], console)
        if args.write:  # each time: what has been measured stays when the next is given up
            write(found)


if __name__ == "__main__":
    main()
