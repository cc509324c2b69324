"""The words that a group of documents uses more, or less, than others do."""

from __future__ import annotations

import numpy as np
import pandas as pd

from policyminer.model import PolicyMinerError
from policyminer.statistics.extra import needed
from policyminer.statistics.frequency import ANY_WORD, Choice, counted_words
from policyminer.statistics.groups import Tables, group_of
from policyminer.statistics.vocabulary import Vocabulary

#: What a count of none is taken for in the log ratio (Hardie 2014).
_HALF = 0.5


def keyness(
    tables: Tables,
    vocabulary: Vocabulary,
    by: str,
    group: str,
    against: str | None = None,
    choice: Choice = ANY_WORD,
) -> pd.DataFrame:
    """Compare the words of ``group`` with those of ``against``, by default of all other documents.

    Columns: ``word``, ``pos``, ``count`` and ``count_other``, ``per_10k`` and ``per_10k_other``, ``documents`` and
    ``documents_other``, ``g2`` (log-likelihood, Dunning 1993), ``log_ratio`` (binary logarithm of the ratio of the
    relative frequencies, Hardie 2014; above 0: more in ``group``), ``p`` and ``q`` (p after Benjamini and Hochberg,
    over all words compared). Ordered by sign of the log ratio and G2: what is overused first. Raises
    ``PolicyMinerError`` (``unknown_grouping``, ``unknown_group``).
    """
    with needed("scipy"):
        from scipy.stats import chi2, false_discovery_control
    counts, sizes = counted_words(tables, vocabulary, choice)
    groups = group_of(tables, by)
    inside, outside = _sides(groups, by, group, against)
    sides = counts["doc_id"].map({**dict.fromkeys(inside, "a"), **dict.fromkeys(outside, "b")})
    table = pd.DataFrame({"pos": counts.groupby("word")["pos"].first()})
    for side in ("a", "b"):
        own = counts[sides == side].groupby("word")["count"]
        table[side] = own.sum()
        table[f"documents_{side}"] = own.size()
    table = table.fillna({c: 0 for c in table.columns if c != "pos"})
    table = table[table["a"] + table["b"] > 0]
    size_a, size_b = (float(sizes.reindex(list(ids)).sum()) for ids in (inside, outside))
    a, b = table["a"].to_numpy(float), table["b"].to_numpy(float)
    table["g2"] = log_likelihood(a, b, size_a, size_b)
    table["log_ratio"] = log_ratio(a, b, size_a, size_b)
    table["p"] = chi2.sf(table["g2"], df=1)
    table["q"] = false_discovery_control(table["p"]) if len(table) else table["p"]
    table["per_10k"], table["per_10k_other"] = a / size_a * 10_000, b / size_b * 10_000
    table = table.rename(columns={"a": "count", "b": "count_other", "documents_a": "documents"})
    table = table.rename(columns={"documents_b": "documents_other"}).rename_axis("word").reset_index()
    whole = ["count", "count_other", "documents", "documents_other"]
    table = table.astype(dict.fromkeys(whole, int)).assign(more=table["log_ratio"] > 0)
    table = table.sort_values(["more", "g2", "word"], ascending=[False, False, True], ignore_index=True)
    columns = ["word", "pos", "count", "count_other", "per_10k", "per_10k_other", "documents", "documents_other"]
    return table[[*columns, "g2", "log_ratio", "p", "q"]]


def log_likelihood(
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
    b: np.ndarray[tuple[int], np.dtype[np.float64]],
    size_a: float,
    size_b: float,
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """G2 of counts ``a`` among ``size_a`` words and ``b`` among ``size_b``, over the two cells of the word.

    ``2 * (a ln(a / Ea) + b ln(b / Eb))`` with ``Ea = size_a (a + b) / (size_a + size_b)`` (Rayson and Garside 2000).

    >>> float(log_likelihood(np.array([20.0]), np.array([5.0]), 10000, 10000).round(3)[0])
    9.637
    """
    expected_a = size_a * (a + b) / (size_a + size_b)
    expected_b = size_b * (a + b) / (size_a + size_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [np.where(n > 0, n * np.log(n / e), 0.0) for n, e in ((a, expected_a), (b, expected_b))]
    return np.asarray(np.maximum(2 * (terms[0] + terms[1]), 0.0))


def log_ratio(
    a: np.ndarray[tuple[int], np.dtype[np.float64]],
    b: np.ndarray[tuple[int], np.dtype[np.float64]],
    size_a: float,
    size_b: float,
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Binary logarithm of the ratio of the relative frequencies; a count of none is taken for a half.

    >>> log_ratio(np.array([20.0, 4.0]), np.array([5.0, 0.0]), 10000, 10000).tolist()
    [2.0, 3.0]
    """
    ratio = np.where(a > 0, a, _HALF) / size_a / (np.where(b > 0, b, _HALF) / size_b)
    return np.asarray(np.log2(ratio))


def _sides(groups: pd.Series[str], by: str, group: str, against: str | None) -> tuple[set[str], set[str]]:
    """The documents on either side, neither of them empty."""
    known = sorted(set(groups))
    for name in (group, against):
        if name is not None and name not in known:
            raise PolicyMinerError("unknown_group", f"no document of this {by}", name, f"one of {', '.join(known)}")
    inside = set(groups.index[groups == group])
    outside = set(groups.index[groups == against if against is not None else groups != group])
    if not outside or inside == outside:
        raise PolicyMinerError("unknown_group", "there is nothing to compare it with", group, "more than one group")
    return inside, outside
