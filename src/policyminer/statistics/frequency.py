"""How often words are used: counts by group, their dispersion over documents, and tf-idf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from policyminer.statistics.extra import needed
from policyminer.statistics.groups import Tables, group_of, readable
from policyminer.statistics.passages import passages, within
from policyminer.statistics.vocabulary import Vocabulary
from policyminer.words.segment import segmenter, segmenter_with
from policyminer.words.terms import locate_tokens

#: Parts of speech of numbers and of names (of places, bodies, people) in jieba's tag set.
NUMBER_POS = "m"
NAME_POS = ("nr", "ns", "nt")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which words count.

    They have at least ``shortest`` characters and stand in at least ``documents`` documents; ``names`` of places,
    bodies and people are among them or not; with ``pos`` only words of these parts of speech.
    """

    shortest: int = 2
    documents: int = 1
    names: bool = True
    pos: tuple[str, ...] = ()


#: The usual choice: words of two characters and more, numbers left out.
ANY_WORD = Choice()


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    type: str


def located_words(tables: Tables, vocabulary: Vocabulary, choice: Choice = ANY_WORD) -> pd.DataFrame:
    """Every occurrence of a wanted word in reading order: ``doc_id``, ``start``, ``end``, ``word``, ``pos``.

    The texts are cut anew, with the user dictionary; a mention is one word, boilerplate is left out. Needs
    ``documents``, ``sections``, ``mentions``.
    """
    words = _all_words(tables, vocabulary)
    return words[_wanted(words, vocabulary, choice)].reset_index(drop=True)


def counted_words(
    tables: Tables, vocabulary: Vocabulary, choice: Choice = ANY_WORD
) -> tuple[pd.DataFrame, pd.Series[int]]:
    """Counts of the wanted words of each document, ``doc_id``, ``word``, ``pos``, ``count``; and all words of each.

    The second figure counts the words that were left out as well: what a relative frequency refers to. Needs the
    tables of ``located_words``.
    """
    words = _all_words(tables, vocabulary)
    sizes = words.groupby("doc_id", sort=False).size()
    wanted = words[_wanted(words, vocabulary, choice)]
    counts = wanted.groupby(["doc_id", "word"], sort=False).agg(pos=("pos", "first"), count=("word", "size"))
    return counts.reset_index().astype({"count": "int64"}), sizes


def frequencies(
    tables: Tables, vocabulary: Vocabulary, by: str | None = None, choice: Choice = ANY_WORD
) -> pd.DataFrame:
    """Words with their frequency, most frequent first; ``by`` gives the figures of each group of documents.

    Columns: ``group`` (with ``by``), ``word``, ``pos``, ``count``, ``per_10k`` (per 10,000 words of the group),
    ``documents`` (of the group that have it) and ``dispersion``: Gries's DP over the documents of the group, 0 when a
    word is spread as evenly as the text, near 1 when one document has it all; null for a group of one document.
    """
    counts, sizes = counted_words(tables, vocabulary, choice)
    groups = group_of(tables, by) if by else pd.Series("all", index=readable(tables)["doc_id"], name="group")
    counts["group"] = counts["doc_id"].map(groups)
    group_sizes = sizes.groupby(groups).sum()
    counts["share"] = counts["doc_id"].map(sizes).astype(float) / counts["group"].map(group_sizes).astype(float)
    counts["deviation"] = (
        counts["count"] / counts.groupby(["group", "word"])["count"].transform("sum") - counts["share"]
    ).abs() - counts["share"]
    table = counts.groupby(["group", "word"], sort=False).agg(
        pos=("pos", "first"), count=("count", "sum"), documents=("doc_id", "nunique"), deviation=("deviation", "sum")
    )
    table = table.reset_index()
    table["per_10k"] = table["count"] / table["group"].map(group_sizes).astype(float) * 10_000
    # the documents without the word deviate by their whole share: 1 less the shares of those that have it
    table["dispersion"] = (table["deviation"] + 1) / 2
    documents = groups.loc[sizes.index].value_counts()
    table.loc[table["group"].map(documents) == 1, "dispersion"] = np.nan
    table = table.sort_values(["group", "count", "word"], ascending=[True, False, True], ignore_index=True)
    columns = ["group", "word", "pos", "count", "per_10k", "documents", "dispersion"]
    return table[columns if by else columns[1:]]


def tfidf(tables: Tables, vocabulary: Vocabulary, by: str = "document", choice: Choice = ANY_WORD) -> pd.DataFrame:
    """The words that tell each group from the others, weightiest first.

    Columns: ``group``, ``word``, ``count``, ``tf``, ``tfidf``. A group is one text: tf is its count divided by all its
    words, idf is ``ln((1 + N) / (1 + df)) + 1`` over the N groups, as in the table ``tokens``.
    """
    with needed("scikit-learn"):
        from scipy.sparse import coo_matrix
        from sklearn.feature_extraction.text import TfidfTransformer
    counts, sizes = counted_words(tables, vocabulary, choice)
    groups = group_of(tables, by)
    group_sizes = sizes.groupby(groups).sum()
    counts["group"] = counts["doc_id"].map(groups)
    table = counts.groupby(["group", "word"], sort=True)["count"].sum().reset_index()
    table["tf"] = table["count"] / table["group"].map(group_sizes).astype(float)
    rows, names = pd.factorize(table["group"])
    columns, words = pd.factorize(table["word"])
    if table.empty:  # no word is left: too short, too rare, all in the stop list
        return table.assign(tfidf=table["tf"])
    matrix = coo_matrix((table["tf"], (rows, columns)), shape=(len(names), len(words))).tocsr()
    weighted = TfidfTransformer(norm=None, smooth_idf=True).fit_transform(matrix)
    table["tfidf"] = np.asarray(weighted[rows, columns]).ravel()
    return table.sort_values(["group", "tfidf", "word"], ascending=[True, False, True], ignore_index=True)


def _all_words(tables: Tables, vocabulary: Vocabulary) -> pd.DataFrame:
    """Every word outside boilerplate, synonyms under the first of their group."""
    cut = segmenter_with(vocabulary.user) if vocabulary.user else segmenter("rjieba")
    rows = [
        (doc_id, start, end, word, pos)
        for doc_id, text, spans in _texts(tables)
        for start, end, word, pos in locate_tokens(text, spans, cut)
    ]
    words = pd.DataFrame(rows, columns=["doc_id", "start", "end", "word", "pos"])
    words = words[within(words, passages(tables, "section")) >= 0].reset_index(drop=True)
    if vocabulary.synonyms:
        words["word"] = words["word"].map(lambda word: vocabulary.synonyms.get(word, word))
    return words


def _texts(tables: Tables) -> Iterator[tuple[str, str, list[_Span]]]:
    """Id, text and mentions of each document that has text."""
    spans: dict[str, list[_Span]] = {}
    mentions = tables["mentions"]
    for doc_id, start, end, kind in zip(
        *(mentions[c].tolist() for c in ("doc_id", "start", "end", "type")), strict=True
    ):
        spans.setdefault(doc_id, []).append(_Span(start, end, kind))
    documents = readable(tables)
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        yield doc_id, text, spans.get(doc_id, [])


def _wanted(words: pd.DataFrame, vocabulary: Vocabulary, choice: Choice) -> pd.Series[bool]:
    keep = (words["word"].str.len() >= choice.shortest) & ~words["word"].isin(vocabulary.stop)
    keep &= (words["pos"] != NUMBER_POS) | words["pos"].isna()
    if not choice.names:
        keep &= ~words["pos"].isin(NAME_POS)
    if choice.pos:
        keep &= words["pos"].isin(choice.pos)
    if choice.documents > 1:
        keep &= words.groupby("word")["doc_id"].transform("nunique") >= choice.documents
    return keep
