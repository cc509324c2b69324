"""Words that stand together: co-word pairs with their association, as table, matrix and network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from policyminer.model import PolicyMinerError
from policyminer.statistics.extra import needed
from policyminer.statistics.frequency import ANY_WORD, Choice, located_words
from policyminer.statistics.groups import Tables, readable
from policyminer.statistics.passages import UNITS, passages
from policyminer.statistics.passages import within as within_of
from policyminer.statistics.vocabulary import Vocabulary

#: A ``networkx.Graph`` of words, and a scipy matrix in columns; both libraries are without types.
Graph = Any
Matrix = Any

WITHIN = ("document", *UNITS, "window")
#: Words in a window.
WINDOW = 10
#: Seed of the search for communities, so that the same tables give the same network.
_SEED = 0


@dataclass(frozen=True, slots=True)
class CoWords:
    """``words``: ``word``, ``units`` (that have it), ``count``. ``pairs``: see ``co_words``."""

    words: pd.DataFrame
    pairs: pd.DataFrame

    def matrix(self, value: str = "together") -> pd.DataFrame:
        """A symmetric matrix of ``together``, ``jaccard`` or ``equivalence``; on its diagonal a word's units, or 1."""
        names = self.words["word"].tolist()
        own = dict(zip(names, self.words["units"] if value == "together" else [1.0] * len(names), strict=True))
        square = pd.DataFrame(0.0, index=pd.Index(names, name="word"), columns=names)
        for a, b, figure in zip(self.pairs["word_a"], self.pairs["word_b"], self.pairs[value], strict=True):
            square.loc[a, b] = square.loc[b, a] = figure
        for name, figure in own.items():
            square.loc[name, name] = figure
        return square.astype(int) if value == "together" else square


def co_words(
    tables: Tables,
    vocabulary: Vocabulary,
    within: str = "sentence",
    words: int = 100,
    least: int = 2,
    choice: Choice = ANY_WORD,
) -> CoWords:
    """Pairs among the ``words`` most frequent words that share at least ``least`` units.

    ``within`` is a unit of ``passages``, ``document``, or ``window`` (ten words in a row of a sentence). Columns of
    ``pairs``: ``word_a``, ``word_b``, ``together`` (units with both), ``units_a``, ``units_b``, ``jaccard``
    (together / units with either), ``equivalence`` (together² / (units_a units_b), Callon et al. 1991), and
    ``doc_id``, ``start``, ``end`` of the first unit with both. Most often together first. Needs ``documents``,
    ``sections`` and ``mentions``. Raises ``PolicyMinerError`` (``unknown_unit``, ``library_missing``).
    """
    if within not in WITHIN:
        raise PolicyMinerError("unknown_unit", "there is no such unit", within, f"one of {', '.join(WITHIN)}")
    found = located_words(tables, vocabulary, choice)
    units = _units(tables, "sentence" if within == "window" else within)
    found = found.assign(unit=within_of(found, units))
    found = found[found["unit"] >= 0]
    frequent = found["word"].value_counts().rename_axis("word").reset_index()
    frequent = frequent.sort_values(["count", "word"], ascending=[False, True], ignore_index=True).head(words)
    column_of = {word: n for n, word in enumerate(frequent["word"])}
    places, units = _windows(found) if within == "window" else (found, units)
    places = places[places["word"].isin(column_of)]
    has = _incidence(places["unit"].to_numpy(), places["word"].map(column_of).to_numpy(), len(units), len(frequent))
    frequent["units"] = np.asarray(has.sum(axis=0)).ravel().astype(int)
    pairs = _pairs(has, frequent, units, least)
    return CoWords(frequent[["word", "units", "count"]], pairs)


def network(found: CoWords, weight: str = "equivalence", least: float = 0.0) -> Graph:
    """The pairs as a graph: nodes with ``count``, ``units``, ``degree``, ``strength``, ``betweenness``, ``community``.

    Edges have ``together``, ``jaccard``, ``equivalence`` and ``weight`` (one of these, more than ``least``); words
    without a tie are left out. Communities are those of Louvain (Blondel et al. 2008), numbered from the largest.
    """
    with needed("networkx"):
        import networkx as nx

    graph = nx.Graph()
    columns = ("word_a", "word_b", "together", "jaccard", "equivalence")
    for a, b, together, jaccard, equivalence in zip(*(found.pairs[c].tolist() for c in columns), strict=True):
        ties = {"together": together, "jaccard": jaccard, "equivalence": equivalence}
        if ties[weight] > least:
            graph.add_edge(a, b, **ties, weight=float(ties[weight]))
    figures = found.words.set_index("word")
    betweenness = nx.betweenness_centrality(graph)
    groups = nx.community.louvain_communities(graph, weight="weight", seed=_SEED) if graph else []
    community = {
        word: number for number, group in enumerate(sorted(groups, key=lambda g: (-len(g), min(g)))) for word in group
    }
    for word, node in graph.nodes(data=True):
        node["count"], node["units"] = int(figures.loc[word, "count"]), int(figures.loc[word, "units"])
        node["degree"] = graph.degree(word)
        node["strength"] = float(graph.degree(word, weight="weight"))
        node["betweenness"], node["community"] = float(betweenness[word]), community[word]
    return graph


def write_network(graph: Graph, path: str | Path) -> None:
    """Write a graph as GraphML or GEXF (for Gephi, Cytoscape, igraph), by the ending of ``path``.

    Raises ``PolicyMinerError`` (``unknown_format``).
    """
    with needed("networkx"):
        import networkx as nx

    writers = {".graphml": nx.write_graphml_xml, ".gexf": nx.write_gexf}
    ending = Path(path).suffix.lower()
    if ending not in writers:
        raise PolicyMinerError(
            "unknown_format", "no such format of networks", str(path), f"one of {', '.join(writers)}"
        )
    writers[ending](graph, Path(path))


def _units(tables: Tables, within: str) -> pd.DataFrame:
    """Ranges of the units, in document order."""
    if within != "document":
        return passages(tables, within)[["doc_id", "start", "end"]]
    documents = readable(tables)
    return pd.DataFrame({"doc_id": documents["doc_id"], "start": 0, "end": documents["text"].str.len()}).reset_index(
        drop=True
    )


def _windows(found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Each word once for every window it lies in, and the windows: one begins at each word of a sentence."""
    sentence = found["unit"].to_numpy()
    number = np.arange(len(found))
    first = np.zeros(len(found), dtype=np.int64)
    first[1:] = np.where(sentence[1:] != sentence[:-1], number[1:], 0)
    first = np.maximum.accumulate(first)
    depth = np.minimum(number - first + 1, WINDOW)
    row = np.repeat(number, depth)
    back = np.concatenate([np.arange(n) for n in depth]) if len(depth) else number
    places = pd.DataFrame({"word": found["word"].to_numpy()[row], "unit": row - back})
    windows = pd.DataFrame(
        {"doc_id": found["doc_id"].to_numpy(), "start": found["start"].to_numpy(), "end": _window_ends(found, first)}
    )
    return places, windows


def _window_ends(
    found: pd.DataFrame, first: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Where the window that begins at each word ends: after ten words, or with its sentence."""
    last = np.minimum(np.arange(len(found)) + WINDOW, np.searchsorted(first, first, side="right")) - 1
    return np.asarray(found["end"].to_numpy()[last])


def _incidence(rows: Any, columns: Any, units: int, words: int) -> Matrix:
    """Units by words, 1 where a unit has a word."""
    with needed("scipy"):
        from scipy.sparse import coo_matrix

    has = coo_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=(units, words)).tocsc()
    has.data[:] = 1
    return has


def _pairs(has: Matrix, words: pd.DataFrame, units: pd.DataFrame, least: int) -> pd.DataFrame:
    together = (has.T @ has).toarray()
    rows, columns = np.nonzero(np.triu(together, 1) >= max(least, 1))
    own, names = words["units"].to_numpy(), words["word"].to_numpy()
    both, a, b = together[rows, columns], own[rows], own[columns]
    has.sort_indices()
    members = [has.indices[has.indptr[n] : has.indptr[n + 1]] for n in range(has.shape[1])]
    first = [
        int(np.intersect1d(members[i], members[j], assume_unique=True)[0]) for i, j in zip(rows, columns, strict=True)
    ]
    place = units.iloc[first].reset_index(drop=True)
    pairs = pd.DataFrame(
        {
            "word_a": names[rows],
            "word_b": names[columns],
            "together": both.astype(int),
            "units_a": a,
            "units_b": b,
            "jaccard": both / (a + b - both),
            "equivalence": both.astype(float) ** 2 / (a * b),
        }
    )
    pairs = pd.concat([pairs, place], axis=1)
    return pairs.sort_values(["together", "word_a", "word_b"], ascending=[False, True, True], ignore_index=True)
