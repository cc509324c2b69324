"""What a published table and a column are, and the columns that many tables share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

#: Arrow types by the short names used below.
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "date32": pa.date32(),
    "bool": pa.bool_(),
    "list<string>": pa.list_(pa.string()),
}


class Batches(Protocol):
    """The rows of a table in document order, with all columns or some."""

    def __call__(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Every batch of ``table``."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``type`` is a key of ``TYPES``; ``required`` means never null."""

    name: str
    type: str
    title_zh: str
    zh: str
    en: str
    required: bool = False

    @property
    def field(self) -> pa.Field:
        """The Arrow field with its descriptions."""
        about = {"title_zh": self.title_zh, "zh": self.zh, "en": self.en}
        return pa.field(self.name, TYPES[self.type], nullable=not self.required, metadata=about)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``ids`` are the columns that together name a row or point to another table's row."""

    name: str
    title_zh: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    ids: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(c.name for c in self.columns)

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema with all descriptions."""
        about = {"table": self.name, "title_zh": self.title_zh, "zh": self.zh, "en": self.en, "ids": ",".join(self.ids)}
        return pa.schema([c.field for c in self.columns], metadata=about)


def must(name: str, type_: str, title_zh: str, zh: str, en: str) -> Column:
    """A column that is never null."""
    return Column(name, type_, title_zh, zh, en, required=True)


def doc_id() -> Column:
    """The id of the document, in every table."""
    return must("doc_id", "string", "文档编号", "由相对路径算出", "id of the document, made from its path")


def span(what_zh: str, what_en: str) -> tuple[Column, Column]:
    """First and last character of a row in ``documents.text``."""
    return (
        must(
            "start", "int32", "起点", f"{what_zh}在 documents.text 中的起点（字符）", f"first character of {what_en}"
        ),
        must("end", "int32", "终点", f"{what_zh}的终点（不含）", f"one past the last character of {what_en}"),
    )


def text(what_zh: str, what_en: str) -> Column:
    """The characters of a row."""
    return must(
        "text", "string", "原文", f"{what_zh}的原文，等于 text[start:end]", f"{what_en} as written, text[start:end]"
    )


def rule() -> Column:
    """The rule that produced a row."""
    return must("rule", "string", "规则", "得出本行的规则名", "the rule that produced the row")


def review() -> tuple[Column, Column, Column]:
    """What a reviewer decided about a row; all null where nobody did."""
    return (
        Column(
            "review_status",
            "string",
            "复核结论",
            "right 正确、wrong 有误、corrected 已更正，未复核为空",
            "right, wrong or corrected; null when nobody has judged the row",
        ),
        Column("review_note", "string", "复核说明", "复核人的说明", "what the reviewer noted"),
        Column(
            "machine_values",
            "string",
            "机器原值",
            "复核改动的各列的机器原值（JSON），未改动为空",
            "the values the program had found, of the columns that the review changed, as JSON",
        ),
    )


def period(what_zh: str, what_en: str) -> tuple[Column, Column]:
    """First and last day, both inclusive; null when open."""
    return (
        Column(
            "date_from",
            "date32",
            "起始日",
            f"{what_zh}起始日（含），空为不限",
            f"first day of {what_en}, null when open",
        ),
        Column(
            "date_to", "date32", "截止日", f"{what_zh}截止日（含），空为不限", f"last day of {what_en}, null when open"
        ),
    )
