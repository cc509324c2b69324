"""Parts of many documents to whole tables, adding what only the corpus knows.

Parts are streamed in document order and cut anew into row groups of fixed size, so that the bytes of a table do not
depend on how the documents were dealt out. Held in memory: the vocabulary, the entities and the documents' titles.
"""

from __future__ import annotations

import math
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from policyminer.collector import collector_off
from policyminer.publish.citations import CitationIndex
from policyminer.publish.columns import Batches
from policyminer.publish.entities import MENTION_COLUMNS, EntityCensus, RegionParent, region_parent_of
from policyminer.publish.later import checks_with_later
from policyminer.publish.parts import Parts
from policyminer.publish.progress import progress_batches
from policyminer.publish.reviewed import Edits, reviewed, standing
from policyminer.publish.schema import TABLES, arrow_schema
from policyminer.publish.series import read_series
from policyminer.publish.writer import TableWriter, sync

#: Tables that are made together (checks and progress come from the same values), in the order in which helpers take
#: them. One helper takes the first three at once, which are half of the work.
_TOGETHER = (("checks", "progress"), ("documents",), ("quantities",), ("tokens",), ("indicators",))
#: What needs the rules themselves stays in the process that has them.
_HERE = ("entities",)


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was written: rows and files by table."""

    rows: dict[str, int]
    files: dict[str, tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What the tables of a corpus are made of; ``stocks`` are the codes of indicators that count what there is."""

    parts: Parts
    edits: Edits
    stocks: frozenset[str]


#: Rows and files of written tables.
_Written = dict[str, tuple[int, tuple[Path, ...]]]


def assemble(
    parts: Parts, target: Path, rules: object, edits: Edits | None = None, helpers: Executor | None = None
) -> Assembled:
    """Write all tables of a corpus below ``target``, which must not exist; ``edits`` are those of reviewers.

    What they found wrong stays in its table and counts for nothing in ``entities``, ``progress`` and ``checks``.
    Processes of ``helpers`` take tables off this one; those of a process that dies are made here.
    """
    corpus = _Corpus(parts, edits or Edits(), getattr(rules, "stock_codes", frozenset()))
    parent: RegionParent = getattr(rules, "region_parent", region_parent_of)
    grouped = {name for names in _TOGETHER for name in names}
    others = tuple(name for name in TABLES if name not in grouped and name not in _HERE)
    groups = (*_TOGETHER, others)
    written = {}
    given = _give_away(helpers, corpus, groups, target) if helpers is not None else {}
    for names in (_HERE, *reversed(groups)):  # from the other end than the helpers
        if names not in given or given[names].cancel():
            written.update(_write(corpus, names, target, parent))
    for names, future in given.items():
        if not future.cancelled():
            try:
                written.update(future.result())
            except BrokenProcessPool:
                written.update(_write(corpus, names, target, parent))
    return Assembled({name: written[name][0] for name in TABLES}, {name: written[name][1] for name in TABLES})


def _give_away(
    helpers: Executor, corpus: _Corpus, groups: Sequence[tuple[str, ...]], target: Path
) -> dict[tuple[str, ...], Future[_Written]]:
    given: dict[tuple[str, ...], Future[_Written]] = {}
    for names in groups:
        try:
            given[names] = helpers.submit(_write, corpus, names, target)
        except BrokenProcessPool:  # no process starts: all is made here
            break
    return given


def _write(corpus: _Corpus, names: Sequence[str], target: Path, parent: RegionParent = region_parent_of) -> _Written:
    """Write some tables; what a process that died left of them goes."""
    batches = reviewed(corpus.parts.batches, corpus.edits)
    believed = standing(batches)
    told = cache(lambda: read_series(believed))
    made: dict[str, Callable[[], Iterator[pa.RecordBatch]]] = {
        "citations": lambda: map(CitationIndex.of(corpus.parts.batches).resolve, batches("citations")),
        "tokens": lambda: map(weigh_tokens(corpus.parts), batches("tokens")),
        "entities": lambda: _entities(believed, parent),
        "checks": lambda: checks_with_later(believed, told(), corpus.stocks),
        "progress": lambda: progress_batches(told()),
    }
    written: _Written = {}
    with collector_off():
        for name in names:
            written[name] = _write_table(made[name]() if name in made else batches(name), name, target)
    return written


def _write_table(batches: Iterator[pa.RecordBatch], name: str, target: Path) -> tuple[int, tuple[Path, ...]]:
    shutil.rmtree(target / name, ignore_errors=True)
    with TableWriter(target / name, name) as writer:
        for batch in batches:
            writer.write(batch)
    sync(target / name)
    return writer.rows, writer.files


def _entities(batches: Batches, parent: RegionParent) -> Iterator[pa.RecordBatch]:
    census = EntityCensus()
    for batch in batches("documents", ["pilots"]):
        census.add_pilots(batch)
    for batch in batches("mentions", MENTION_COLUMNS):
        census.add_mentions(batch)
    yield from census.batches(parent)


def weigh_tokens(parts: Parts) -> Callable[[pa.RecordBatch], pa.RecordBatch]:
    """The function that adds ``tfidf`` to a batch of tokens.

    ``tfidf = tf * (ln((1 + N) / (1 + df)) + 1)``: N documents have words, df of them have this word. The added ones
    keep it finite and above zero; a word of every document weighs exactly its tf.
    """
    frequency: Counter[str] = Counter()
    documents = 0
    last: Any = None
    for batch in parts.batches("tokens", ["doc_id", "word"]):
        values, counts = pc.value_counts(batch.column("word")).flatten()
        frequency.update(dict(zip(values.to_pylist(), counts.to_pylist(), strict=True)))
        for doc_id in pc.run_end_encode(batch.column("doc_id")).values.to_pylist():
            documents += doc_id != last
            last = doc_id
    idf = {word: math.log((1 + documents) / (1 + df)) + 1.0 for word, df in frequency.items()}
    return lambda batch: _add_tfidf(batch, idf)


def _add_tfidf(batch: pa.RecordBatch, idf: dict[str, float]) -> pa.RecordBatch:
    words = pc.dictionary_encode(batch.column("word"))
    weights = pa.array([idf[word] for word in words.dictionary.to_pylist()], pa.float64()).take(words.indices)
    return pa.RecordBatch.from_arrays(
        [*batch.columns, pc.multiply(batch.column("tf"), weights)], schema=arrow_schema("tokens")
    )
