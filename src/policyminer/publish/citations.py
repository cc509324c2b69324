"""Which document of the corpus a citation means: by number, else by title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from policyminer.publish.columns import Batches
from policyminer.publish.schema import arrow_schema

#: The carrier of another document: 江西省教育厅关于印发《行动方案》的通知 stands for 行动方案.
_CARRIER = re.compile(r"关于(?:印发|转发|发布|公布|下发)[《〈](?P<inner>.+)[》〉]的(?:通知|公告|决定)$")
_DROPPED = re.compile(r"[\s*《》〈〉]+")
_BRACKETS = str.maketrans("[]【】()（）", "〔〕〔〕〔〕〔〕")


def title_keys(title: str) -> tuple[str, ...]:
    """What a title is compared by: itself, and the title it carries.

    >>> title_keys("某省教育厅关于印发《行动\\n方案》的通知")
    ('某省教育厅关于印发行动方案的通知', '行动方案')
    >>> title_keys("行动方案")
    ('行动方案',)
    """
    squeezed = re.sub(r"[\s*]+", "", title)
    carrier = _CARRIER.search(squeezed)
    keys = [_DROPPED.sub("", squeezed)]
    if carrier:
        keys.append(_DROPPED.sub("", carrier["inner"]))
    return tuple(k for k in keys if k)


def number_key(number: str) -> str:
    """A document number with its brackets and spaces made equal.

    >>> number_key("赣教基字[2023] 8 号")
    '赣教基字〔2023〕8号'
    """
    return re.sub(r"[\s*]+", "", number).translate(_BRACKETS)


@dataclass(slots=True)
class CitationIndex:
    """Documents by number and by title, of those numbers and titles that the corpus cites."""

    numbers: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, batches: Batches) -> CitationIndex:
        """Index the documents of a corpus."""
        index = cls()
        for title, number in _rows(batches("citations", ["title", "number"])):
            if number:
                index.numbers.setdefault(number_key(number), set())
            for key in title_keys(title) if title else ():
                index.titles.setdefault(key, set())
        for doc_id, number, title in _rows(batches("documents", ["doc_id", "doc_number", "title"])):
            if number and (known := index.numbers.get(number_key(number))) is not None:
                known.add(doc_id)
            for key in title_keys(title) if title else ():
                if (known := index.titles.get(key)) is not None:
                    known.add(doc_id)
        return index

    def find(self, doc_id: str, title: str | None, number: str | None) -> str | None:
        """The one other document that is meant; null when there is none or more than one."""
        if number and (found := self.numbers.get(number_key(number), set()) - {doc_id}):
            return next(iter(found)) if len(found) == 1 else None
        for key in title_keys(title) if title else ():
            if found := self.titles.get(key, set()) - {doc_id}:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def resolve(self, citations: pa.RecordBatch) -> pa.RecordBatch:
        """Add ``cited_doc_id`` to a batch of the citations table."""
        keys = (citations.column(c).to_pylist() for c in ("doc_id", "title", "number"))
        cited = pa.array([self.find(*row) for row in zip(*keys, strict=True)], pa.string())
        schema = arrow_schema("citations")
        columns = [cited if name == "cited_doc_id" else citations.column(name) for name in schema.names]
        return pa.RecordBatch.from_arrays(columns, schema=schema)


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
