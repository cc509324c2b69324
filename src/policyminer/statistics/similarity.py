"""Which documents are alike: cosine of their words, and shared runs of characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from policyminer.folding import fold
from policyminer.statistics.extra import needed
from policyminer.statistics.frequency import ANY_WORD, Choice, counted_words
from policyminer.statistics.groups import Tables, paths, readable
from policyminer.statistics.passages import passages
from policyminer.statistics.vocabulary import Vocabulary

#: A scipy matrix in rows.
Matrix = Any
Hashes = np.ndarray[tuple[int], np.dtype[np.uint64]]

#: Characters in a shingle.
SHINGLE = 8
#: One shingle in so many looks for partners; it is the same one in every document.
_SAMPLE = 8
#: A shingle of more documents than these is a set phrase and looks for no partner: bounds the pairs it makes.
_SET_PHRASE = 50
#: Shared sampled shingles from which two documents are compared.
_LEAST_SHARED = 2
#: Neighbours by words that are kept for each document; documents and pairs multiplied at a time.
_NEIGHBOURS, _BLOCK, _PAIRS = 20, 256, 4096
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_COLUMNS = ("doc_a", "doc_b", "cosine", "jaccard", "contained_a", "contained_b")


def similar_documents(
    tables: Tables, vocabulary: Vocabulary, least: float = 0.1, choice: Choice = ANY_WORD
) -> pd.DataFrame:
    """Pairs of documents that are alike, closest first.

    Columns: ``doc_a``, ``doc_b``, ``path_a``, ``path_b``, ``cosine`` (of tf-idf vectors of words), ``jaccard`` (of the
    sets of runs of 8 characters, Broder 1997), ``contained_a`` (share of a's runs that b has) and ``contained_b``. A
    pair is given when one of the first three, or ``contained_b``, is at least ``least``. Compared are the 20 nearest
    documents of each by words, and all that share runs of characters other than set phrases, so the number of pairs
    grows with that of documents. Needs ``documents``, ``sections``, ``mentions``.
    """
    ids = readable(tables)["doc_id"].tolist()
    vectors = _vectors(counted_words(tables, vocabulary, choice)[0], ids)
    shingles = shingles_of(tables, ids)
    candidates = sorted({*_near(vectors), *sharing(shingles)})
    rows = []
    for (a, b), cosine in zip(candidates, _cosines(vectors, candidates), strict=True):
        shared = len(np.intersect1d(shingles[a], shingles[b], assume_unique=True))
        size_a, size_b = len(shingles[a]), len(shingles[b])
        either = size_a + size_b - shared
        figures = (cosine, shared / max(either, 1), shared / max(size_a, 1), shared / max(size_b, 1))
        if max(figures) >= least:
            rows.append((ids[a], ids[b], *figures))
    found = pd.DataFrame(rows, columns=list(_COLUMNS))
    names = paths(tables)
    found.insert(2, "path_a", found["doc_a"].map(names))
    found.insert(3, "path_b", found["doc_b"].map(names))
    found["closest"] = found[["cosine", "jaccard", "contained_a", "contained_b"]].max(axis=1)
    found = found.sort_values(["closest", "cosine", "path_a", "path_b"], ascending=[False, False, True, True])
    return found.drop(columns="closest").reset_index(drop=True)


def shingles_of(tables: Tables, ids: Sequence[str]) -> list[Hashes]:
    """The distinct runs of 8 letters, digits and characters of each document, as sorted hashes; no boilerplate."""
    parts: dict[str, list[str]] = {doc_id: [] for doc_id in ids}
    texts = dict(zip(*(readable(tables)[c] for c in ("doc_id", "text")), strict=True))
    sections = passages(tables, "section")
    for doc_id, start, end in zip(sections["doc_id"], sections["start"], sections["end"], strict=True):
        parts[doc_id].append(texts[doc_id][start:end])
    return [hash_runs("".join(parts[doc_id])) for doc_id in ids]


def hash_runs(text: str) -> Hashes:
    """Sorted hashes of the distinct runs of 8 characters of a text, blanks and punctuation left out.

    >>> len(hash_runs("推进校地协同，推进校地协同。")), len(hash_runs("推进"))
    (5, 0)
    """
    codes = np.array([ord(c) for c in fold(text) if c.isalnum()], dtype=np.uint64)
    if len(codes) < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    hashes = np.zeros(len(codes) - SHINGLE + 1, dtype=np.uint64)
    for n in range(SHINGLE):
        hashes = (hashes * _FACTOR) ^ (codes[n : len(codes) - SHINGLE + 1 + n] * _FACTOR)
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


def sharing(shingles: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs (a, b), a < b, of documents that share sampled shingles which are no set phrases."""
    sampled = [own[own % np.uint64(_SAMPLE) == 0] for own in shingles]
    hashes = np.concatenate(sampled) if sampled else np.empty(0, dtype=np.uint64)
    owners = np.repeat(np.arange(len(sampled)), [len(own) for own in sampled])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    edges = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1], True]) if len(hashes) else np.empty(0, dtype=np.int64)
    counts: dict[tuple[int, int], int] = {}
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if 1 < end - start <= _SET_PHRASE:
            group = owners[start:end].tolist()
            for n, a in enumerate(group):
                for b in group[n + 1 :]:
                    counts[a, b] = counts.get((a, b), 0) + 1
    for pair, shared in counts.items():
        if shared >= _LEAST_SHARED:
            yield pair


def _vectors(counts: pd.DataFrame, ids: Sequence[str]) -> Matrix:
    """Documents by words: tf-idf, each row of length 1."""
    with needed("scikit-learn"):
        from scipy.sparse import coo_matrix
        from sklearn.feature_extraction.text import TfidfTransformer

    row_of = {doc_id: n for n, doc_id in enumerate(ids)}
    rows = counts["doc_id"].map(row_of).to_numpy()
    columns, words = pd.factorize(counts["word"])
    matrix = coo_matrix((counts["count"].to_numpy(float), (rows, columns)), shape=(len(ids), max(len(words), 1)))
    return TfidfTransformer().fit_transform(matrix.tocsr())


def _near(vectors: Matrix) -> Iterator[tuple[int, int]]:
    """Pairs (a, b), a < b, one of which is among the nearest documents of the other."""
    documents = vectors.shape[0]
    for start in range(0, documents, _BLOCK):
        cosines = (vectors[start : start + _BLOCK] @ vectors.T).toarray()
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, : _NEIGHBOURS + 1]
        for row, others in enumerate(nearest.tolist()):
            a = start + row
            yield from ((min(a, b), max(a, b)) for b in others if b != a and cosines[row, b] > 0)


def _cosines(vectors: Matrix, pairs: Sequence[tuple[int, int]]) -> list[float]:
    """The cosine of each pair of rows, some thousand pairs at a time."""
    cosines: list[float] = []
    for start in range(0, len(pairs), _PAIRS):
        a, b = np.array(pairs[start : start + _PAIRS]).T
        cosines += np.asarray(vectors[a].multiply(vectors[b]).sum(axis=1)).ravel().tolist()
    return cosines
