"""How fast the stages are, as ratios to ``jieba.lcut`` on the same text in the same round.

Every round times jieba and each stage one after the other, so that a busy machine slows both; what is printed is
the median over the rounds. ``--grow`` mines one document of 1, 10 and 100 times the text: the last column should
stay flat.

    python scripts/bench.py [FILE…] [--rounds 7] [--grow]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import jieba
from rich.console import Console
from rich.table import Table

from policyminer import load_rules, mine, read
from policyminer.bind import bind_all
from policyminer.find import find_all
from policyminer.model import Document
from policyminer.outline import lay_out
from policyminer.pipeline import document_id
from policyminer.publish.rows import batches, result_columns
from policyminer.read import read_bytes
from policyminer.words.terms import count_tokens

ROOT = Path(__file__).resolve().parents[1]


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


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


def compare(paths: list[Path], rounds: int, console: Console) -> None:
    documents = [read(p) for p in paths]
    characters = sum(len(d.text) for d in documents)
    work = stages(paths, documents)
    for job in work.values():
        job()  # dictionaries and patterns are made at first use
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, job in work.items():
            seconds[name].append(timed(job))
    table = Table(title=f"{len(paths)} documents, {characters:,} characters, median of {rounds} rounds")
    for column in ("stage", "ms", "characters/s", "× jieba.lcut"):
        table.add_column(column, justify="left" if column == "stage" else "right")
    base = seconds["jieba.lcut"]
    for name, times in seconds.items():
        ratio = statistics.median(t / b for t, b in zip(times, base, strict=True))
        middle = statistics.median(times)
        table.add_row(name, f"{middle * 1000:,.1f}", f"{characters / middle:,.0f}", f"{ratio:.2f}")
    console.print(table)


def grow(paths: list[Path], console: Console) -> None:
    rules = load_rules()
    # body lines only: behind a site's footer a reader would stop
    texts = [read(p).text for p in paths if p.suffix == ".txt"]
    body = "\n".join(line for text in texts for line in text.splitlines() if len(line) >= 40 and line[-1] in "。；")
    mine(read_bytes(body.encode(), "grow.txt"), rules)
    table = Table(title="one document that grows")
    for column in ("characters", "quantities", "s", "µs per character"):
        table.add_column(column, justify="right")
    for times in (1, 10, 100):
        document = read_bytes((body + "\n").encode() * times, "grow.txt")
        started = time.perf_counter()
        result = mine(document, rules)
        took = time.perf_counter() - started
        table.add_row(
            f"{len(document.text):,}",
            f"{len(result.quantities):,}",
            f"{took:.2f}",
            f"{took / len(document.text) * 1e6:.1f}",
        )
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="documents; without any those of corpus/")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--grow", action="store_true", help="also mine one document of growing length")
    args = parser.parse_args()
    jieba.setLogLevel(logging.WARNING)
    known = {".txt", ".html", ".htm"}
    paths = args.files or sorted(p for p in (ROOT / "corpus").rglob("*") if p.suffix in known and p.name != "README.md")
    console = Console()
    compare(paths, max(1, args.rounds), console)
    if args.grow:
        grow(paths, console)


if __name__ == "__main__":
    main()
