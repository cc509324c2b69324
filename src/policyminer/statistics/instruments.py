"""Policy instruments counted: by kind or by instrument, for documents, provinces, years, types."""

from __future__ import annotations

import pandas as pd

from policyminer.model import PolicyMinerError
from policyminer.statistics.groups import Tables, group_of

KINDS = ("supply", "environment", "demand")
LEVELS = ("kind", "instrument")


def count_instruments(tables: Tables, by: str = "document", level: str = "kind") -> pd.DataFrame:
    """Clauses by the policy instrument they name.

    Columns: ``group``, ``kind``, for the level ``instrument`` also ``instrument`` and ``name``, ``clauses``, ``share``
    (of all clauses of the group that name an instrument) and ``documents`` (of the group that have such a clause).
    Every kind has a row in every group, also with 0 clauses. A clause counts once, under its first instrument. Needs
    ``documents`` and ``instruments``. Raises ``PolicyMinerError`` (``unknown_grouping``, ``unknown_level``).
    """
    if level not in LEVELS:
        raise PolicyMinerError("unknown_level", "instruments have no such level", level, f"one of {', '.join(LEVELS)}")
    groups = group_of(tables, by)
    rows = tables["instruments"].assign(group=tables["instruments"]["doc_id"].map(groups))
    columns = ["kind"] if level == "kind" else ["kind", "instrument", "name"]
    counted = rows.groupby(["group", *columns]).agg(clauses=("doc_id", "size"), documents=("doc_id", "nunique"))
    if level == "kind":
        whole = pd.MultiIndex.from_product([dict.fromkeys(groups), KINDS], names=["group", "kind"])
        counted = counted.reindex(whole, fill_value=0)
    counted = counted.reset_index()
    totals = counted.groupby("group")["clauses"].transform("sum")
    counted["share"] = counted["clauses"] / totals.where(totals > 0)
    places = {g: n for n, g in enumerate(dict.fromkeys(groups) if by == "document" else sorted(set(groups)))}
    order = counted.assign(
        _group=counted["group"].map(places), _kind=counted["kind"].map({k: n for n, k in enumerate(KINDS)})
    ).sort_values(["_group", "_kind", "clauses"], ascending=[True, True, False], kind="stable")
    return order[["group", *columns, "clauses", "share", "documents"]].reset_index(drop=True)
