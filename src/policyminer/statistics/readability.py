"""How hard a text is to read, in plain measures: lengths, rare words and characters, variety. No grade is given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
import regex

from policyminer.statistics.frequency import Choice, located_words
from policyminer.statistics.groups import Tables, group_of
from policyminer.statistics.passages import passages, texts_of, within
from policyminer.statistics.vocabulary import Vocabulary

_HAN = regex.compile(r"\p{Han}")
#: A word is common when it is among so many of jieba's most frequent ones of two or more characters.
COMMON_WORDS = 10_000
#: Words in a window of the moving average type-token ratio.
_WINDOW = 100
#: Kinds of section that are running text.
_PROSE = ("paragraph", "item", "heading", "article", "note")
_ALL = Choice(shortest=1)


def readability(tables: Tables, by: str = "document") -> pd.DataFrame:
    """Measures of each group: ``group``, ``documents``, ``characters`` (Chinese), ``sentences``, and

    ``sentence_length`` and ``clause_length`` (mean Chinese characters), ``clauses_per_sentence``,
    ``words_per_sentence``, ``longest_sentence`` with its ``doc_id``, ``start``, ``end``; ``rare_characters`` (share of
    Chinese characters outside the first level of GB/T 2312), ``rare_words`` (share of the words of two or more Chinese
    characters, names left out, that are not among jieba's 10,000 most frequent) and ``variety`` (moving average
    type-token ratio over 100 words; the mean of the documents). Sentences end with 。！？; headings, lines of tables
    and imprints without such a mark are none. Needs ``documents``, ``sections``, ``mentions``.
    """
    groups = group_of(tables, by)
    sentences = _sentences(tables, groups)
    words = _words(tables, sentences, groups)
    table = pd.DataFrame(
        {
            "documents": groups.value_counts(),
            "characters": sentences.groupby("group")["characters"].sum(),
            "sentences": sentences.groupby("group").size(),
            "sentence_length": sentences.groupby("group")["characters"].mean(),
            "clause_length": sentences.groupby("group")["characters"].sum()
            / sentences.groupby("group")["clauses"].sum(),
            "clauses_per_sentence": sentences.groupby("group")["clauses"].mean(),
            "longest_sentence": sentences.groupby("group")["characters"].max(),
            "rare_characters": sentences.groupby("group")["rare"].sum()
            / sentences.groupby("group")["characters"].sum(),
        }
    )
    table["words_per_sentence"] = words.groupby("group").size() / table["sentences"]
    judged = words[words["judged"]]
    table["rare_words"] = judged.groupby("group")["uncommon"].mean()
    table["variety"] = (
        words.groupby(["group", "doc_id"], sort=False)["word"].agg(moving_variety).groupby("group").mean()
    )
    longest = sentences.loc[sentences.groupby("group")["characters"].idxmax()].set_index("group")
    table = table.join(longest[["doc_id", "start", "end"]])
    whole = ["characters", "sentences", "longest_sentence", "start", "end"]
    table[whole] = table[whole].astype("Int64")
    order = [g for g in dict.fromkeys(groups) if g in table.index]
    columns = [
        "documents", "characters", "sentences", "sentence_length", "words_per_sentence", "clauses_per_sentence",
        "clause_length", "rare_characters", "rare_words", "variety", "longest_sentence", "doc_id", "start", "end",
    ]  # fmt: skip
    return table.loc[order if by == "document" else sorted(order), columns].rename_axis("group").reset_index()


def rare_character(character: str) -> bool:
    """Whether a Chinese character is outside the first level of GB/T 2312: the 3,755 in common use.

    >>> [rare_character(c) for c in "教育垚"]
    [False, False, True]
    """
    code = character.encode("gb2312", errors="ignore")
    return len(code) != 2 or code[0] > 0xD7


def moving_variety(words: Sequence[str] | pd.Series[str]) -> float:
    """Mean share of different words in every window of 100 words; of a shorter text, that of the whole.

    >>> moving_variety(["乡村", "教师", "乡村", "学校"])
    0.75
    """
    codes = pd.factorize(pd.Series(list(words)))[0]
    if len(codes) <= _WINDOW:
        return len(set(codes)) / len(codes) if len(codes) else float("nan")
    # a word is new in a window when the window holds no earlier occurrence: each occurrence is first in as many
    # windows as begin after the one before it
    last: dict[int, int] = {}
    windows = len(codes) - _WINDOW + 1
    different = 0
    for at, code in enumerate(codes.tolist()):
        begins_after = max(last.get(code, -1) + 1, at - _WINDOW + 1, 0)
        different += max(0, min(at, windows - 1) - begins_after + 1)
        last[code] = at
    return different / windows / _WINDOW


def _sentences(tables: Tables, groups: pd.Series[str]) -> pd.DataFrame:
    """Sentences of running text with their Chinese characters, rare ones, and clauses."""
    found = passages(tables, "statement")
    found["text"] = texts_of(tables, found)
    found = found[found["kind"].isin(_PROSE) & found["text"].str.contains(r"[。！？!?][”’」』）)\"]*$", regex=True)]
    found["characters"] = [len(_HAN.findall(text)) for text in found["text"]]
    found = found[found["characters"] > 0].reset_index(drop=True)
    found["rare"] = [sum(map(rare_character, _HAN.findall(text))) for text in found["text"]]
    clauses = passages(tables, "clause")
    said = clauses[[bool(_HAN.search(text)) for text in texts_of(tables, clauses)]]
    inside = within(said, found)
    found["clauses"] = np.bincount(inside[inside >= 0], minlength=len(found))
    found["group"] = found["doc_id"].map(groups)
    return found


def _words(tables: Tables, sentences: pd.DataFrame, groups: pd.Series[str]) -> pd.DataFrame:
    """The words of those sentences; ``judged`` are the ones that may be common or not."""
    words = located_words(tables, Vocabulary(), _ALL)
    words = words[within(words, sentences) >= 0].reset_index(drop=True)
    words["group"] = words["doc_id"].map(groups)
    names = words["pos"].isin(["nr", "ns", "nt", "nz"])
    words["judged"] = words["word"].str.fullmatch(r"[\u4e00-\u9fff]{2,}") & ~names
    words["uncommon"] = ~words["word"].isin(_common_words())
    return words


@cache
def _common_words() -> frozenset[str]:
    """The most frequent words of two or more characters of jieba's dictionary, which is installed with it."""
    from importlib.resources import files

    rows = (line.split(" ") for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines())
    counted = sorted((-int(count), word) for word, count, *_ in rows if len(word) > 1)
    return frozenset(word for _, word in counted[:COMMON_WORDS])
