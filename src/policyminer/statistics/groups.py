"""By what documents can be compared: province, region, year, type, issuer, or each by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from policyminer.model import PolicyMinerError
from policyminer.rules import load_rules

Tables = Mapping[str, pd.DataFrame]

GROUPINGS = ("document", "province", "region", "year", "type", "issuer")
#: The group of documents that do not say it.
UNKNOWN = "unknown"


def group_of(tables: Tables, by: str) -> pd.Series[str]:
    """The group of every document that has text, by ``doc_id``, in document order; ``unknown`` where it is not told.

    ``by`` is one of ``GROUPINGS``: ``province`` and ``region`` are those the issuer governs, ``year`` is that of issue,
    else of publication, ``document`` is its path. Raises ``PolicyMinerError`` (``unknown_grouping``).
    """
    documents = readable(tables).set_index("doc_id")
    if by == "document":
        found = documents["path"]
    elif by == "type":
        found = documents["doc_type"]
    elif by == "issuer":
        found = documents["issuer"]
    elif by == "year":
        days = documents["date_issued"].where(documents["date_issued"].notna(), documents["date_published"])
        found = days.map(lambda day: str(day.year), na_action="ignore")
    elif by in ("province", "region"):
        codes = documents["region"]
        if by == "province":
            codes = codes.map(lambda code: f"{code[:2]}0000", na_action="ignore")
        found = codes.map(_names(codes.dropna().unique()), na_action="ignore")
    else:
        raise PolicyMinerError("unknown_grouping", "there is no such grouping", by, f"one of {', '.join(GROUPINGS)}")
    return found.astype(object).where(found.notna(), UNKNOWN).astype(str).rename("group")


def readable(tables: Tables) -> pd.DataFrame:
    """The rows of ``documents`` that have text. Raises ``PolicyMinerError`` (``no_text``) when there is none."""
    documents = tables["documents"]
    found = documents[documents["text"].notna() & (documents["status"] != "failed")]
    if found.empty:
        raise PolicyMinerError("no_text", "no document has text to count", hint="see `policyminer status`")
    return found


def paths(tables: Tables) -> pd.Series[str]:
    """Path of each document by ``doc_id``."""
    return tables["documents"].set_index("doc_id")["path"]


def find_document(tables: Tables, wanted: str) -> str:
    """The ``doc_id`` of the one document with this id or path, else whose id begins or whose path holds it.

    Raises ``PolicyMinerError`` (``unknown_id``, ``ambiguous_id``).
    """
    documents = readable(tables)
    for matches in (
        documents[(documents["doc_id"] == wanted) | (documents["path"] == wanted)],
        documents[documents["doc_id"].str.startswith(wanted) | documents["path"].map(lambda p: wanted in p)],
    ):
        if len(matches) == 1:
            return str(matches["doc_id"].iloc[0])
        if len(matches):
            names = ", ".join(matches["path"].head(5))
            raise PolicyMinerError("ambiguous_id", "several documents fit", wanted, f"one of {names}")
    raise PolicyMinerError("unknown_id", "no document has this id or path", wanted)


def _names(codes: Iterable[object]) -> dict[str, str]:
    """Names of regions by their code; a code without a name stands for itself."""
    gazetteer = load_rules().gazetteer
    entries = {str(code): gazetteer.region(str(code)) for code in codes}
    return {code: entry.name if entry else code for code, entry in entries.items()}
