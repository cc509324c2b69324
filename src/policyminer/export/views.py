"""Views over the tables that the database and ``policyminer sql`` offer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it is, the tables it needs and its query."""

    name: str
    zh: str
    en: str
    needs: tuple[str, ...]
    query: str


VIEWS = (
    View(
        "actual_values",
        "已成的指标值，不含重复和其中项",
        "values reported as done, without repetitions and parts of totals",
        ("indicators",),
        "SELECT * FROM indicators WHERE status = 'actual' AND duplicate_of IS NULL AND part_of IS NULL",
    ),
    View(
        "targets",
        "目标值，不含重复和其中项",
        "values that are planned, without repetitions and parts of totals",
        ("indicators",),
        "SELECT * FROM indicators WHERE status = 'target' AND duplicate_of IS NULL AND part_of IS NULL",
    ),
    View(
        "doubtful_checks",
        "存疑或不符的核对，附文档路径",
        "checks in doubt or failed, with the path of the document",
        ("checks", "documents"),
        "SELECT d.path, c.* FROM checks c JOIN documents d USING (doc_id) WHERE c.verdict IN ('warn', 'fail')",
    ),
    View(
        "partners",
        "高校与合作方，附文档数和首末日期",
        "pairs of a university and a partner with their documents and dates",
        ("partnerships", "documents"),
        "SELECT p.university, p.partner, p.partner_type, count(DISTINCT p.doc_id) AS documents, "
        "list_sort(list(DISTINCT p.relation)) AS relations, "
        "min(coalesce(d.date_issued, d.date_published)) AS first_told, "
        "max(coalesce(d.date_issued, d.date_published)) AS last_told "
        "FROM partnerships p JOIN documents d USING (doc_id) "
        "GROUP BY ALL ORDER BY documents DESC, university, partner",
    ),
)


def possible_views(tables: Collection[str]) -> list[View]:
    """The views whose tables are all there."""
    return [view for view in VIEWS if all(name in tables for name in view.needs)]
