"""How binding commitments are: which of them name no number, no date and nobody who is to act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import regex

from policyminer.folding import fold
from policyminer.rules import Rules, load_rules
from policyminer.statistics.groups import Tables, group_of
from policyminer.statistics.passages import passages, said, texts_of, within
from policyminer.words.segment import split_words

#: Words that turn a sentence to what is to come, besides those of the word lists.
_TO_COME = regex.compile(r"(?:要|将|拟|计划|下一步|今后|未来)(?!求|素|点|是|闻|军|领)|到20\d\d年")
#: What is reported as done is no commitment: 已建成, 完成了, 取得成效.
_DONE = regex.compile(
    r"已|先后|过去|以来|(?<!除|为)了(?!解)|累计|(?:取得|获得|荣获).{0,8}(?:成效|成绩|奖)|据(?:统计|通报|介绍)"
)
#: Kinds of document that mostly report: only what looks forward counts there.
_REPORTING = ("bulletin", "news", "summary", "report")
#: Headings below which a report looks forward.
_AHEAD = regex.compile(
    r"下一步|下一阶段|今后|(?:工作|总体|重点)(?:打算|安排|计划|任务|目标)|(?:目标|任务|计划|安排|打算|建议)$"
)
#: Statuses of a quantity that is promised or demanded.
_PROMISED = ("target", "rule")
#: Kinds of section in which nothing is promised.
_NO_PROSE = ("imprint", "table", "note")
#: Entities that can be made to act.
_ACTORS = ("agency", "school", "university", "region", "person")
_COLUMNS = [
    "doc_id", "start", "end", "text", "has_number", "has_date", "has_owner", "vague", "hard", "hedges",
]  # fmt: skip


def commitments(tables: Tables, rules: Rules | None = None) -> pd.DataFrame:
    """The sentences that promise or demand something, with what makes each binding or leaves it open.

    Such a sentence has a quantity that is a target or a rule, names a policy instrument, or has a binding, hedging or
    forward-looking word (``lexicons/hard_words.txt``, ``hedging_words.txt``); one that reports what was done is none.
    In bulletins, news, summaries and reports a forward-looking word or heading (下一步, 工作安排) is needed as well.
    ``has_number``: a quantity; ``has_date``: a date or deadline; ``has_owner``: a named body, place or person, or a
    word of ``owner_words.txt``; ``vague``: none of the three; ``hard`` and ``hedges``: the words found, joined by 、.
    In reading order. Needs ``documents``, ``sections``, ``mentions``, ``dates``, ``quantities``, ``instruments``.
    """
    rules = rules or load_rules()
    found = passages(tables, "sentence")
    found = found[~found["kind"].isin(_NO_PROSE)].reset_index(drop=True)
    found["text"] = texts_of(tables, found)
    folded = [fold(text) for text in found["text"]]
    words = {name: _matches(folded, rules.lexicon(f"{name}_words")) for name in ("hard", "hedging", "owner")}
    found["hard"], found["hedges"] = ["、".join(w) for w in words["hard"]], ["、".join(w) for w in words["hedging"]]
    quantities, mentions = tables["quantities"], tables["mentions"]
    promised = _holds(found, quantities[quantities["status"].isin(_PROMISED)])
    reported = _holds(found, quantities[quantities["status"] == "actual"])
    named = _holds(found, mentions[mentions["type"].isin(_ACTORS)])
    found["has_number"] = _holds(found, quantities)
    found["has_date"] = _holds(found, tables["dates"])
    found["has_owner"] = named | np.array([bool(w) for w in words["owner"]], dtype=bool)
    found["vague"] = ~(found["has_number"] | found["has_date"] | found["has_owner"])
    to_come = np.array([bool(_TO_COME.search(text)) for text in folded], dtype=bool) | _ahead(found, tables)
    done = np.array([bool(_DONE.search(text)) for text in folded], dtype=bool) | (reported & ~promised)
    modal = ((found["hard"] != "") | (found["hedges"] != "")).to_numpy()
    types = found["doc_id"].map(tables["documents"].set_index("doc_id")["doc_type"])
    spoken = to_come | ((modal | _holds(found, tables["instruments"])) & ~types.isin(_REPORTING).to_numpy())
    ends = np.array([bool(regex.search(r"[。!?;][”’\")]*$", text)) for text in folded], dtype=bool)
    whole = ends & ~_is_heading(found, tables)
    return found.loc[promised | (spoken & ~done & whole), _COLUMNS].reset_index(drop=True)


def count_commitments(tables: Tables, by: str = "document", rules: Rules | None = None) -> pd.DataFrame:
    """Commitments of each group: ``group``, ``commitments``, and of them the shares

    ``without_number``, ``without_date``, ``without_owner`` and ``vague`` (without all three), with ``hard_per_10`` and
    ``hedges_per_10``: binding and hedging words (different ones of a sentence) per ten commitments.
    """
    found = commitments(tables, rules)
    groups = group_of(tables, by)
    found["group"] = found["doc_id"].map(groups)
    for name in ("hard", "hedges"):
        found[f"{name}_per_10"] = [10.0 * len(words.split("、")) if words else 0.0 for words in found[name]]
    for name in ("number", "date", "owner"):
        found[f"without_{name}"] = ~found[f"has_{name}"]
    figures = ["without_number", "without_date", "without_owner", "vague", "hard_per_10", "hedges_per_10"]
    table = found.groupby("group")[figures].mean()
    table.insert(0, "commitments", found.groupby("group").size())
    order = [g for g in (dict.fromkeys(groups) if by == "document" else sorted(set(groups))) if g in table.index]
    return table.loc[order].rename_axis("group").reset_index()


def _matches(texts: Sequence[str], words: Iterable[str]) -> list[list[str]]:
    """The different words of a list in each text; one of a single character only as a word: 应 is not in 供应."""
    pattern = regex.compile("|".join(regex.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) or r"(?!)")
    found = []
    for text in texts:
        hits = [hit.span() for hit in pattern.finditer(text)]
        if any(b - a == 1 for a, b in hits):
            cut = set(split_words(text))
            hits = [hit for hit in hits if hit[1] - hit[0] > 1 or hit in cut]
        found.append(list(dict.fromkeys(text[a:b] for a, b in hits)))
    return found


def _is_heading(found: pd.DataFrame, tables: Tables) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a passage is the heading of a section that goes on behind it: 1．派驻健康副校长。"""
    sections = tables["sections"].set_index("section_id")
    own = sections.loc[found["section_id"], ["heading", "end"]]
    rows = zip(own["heading"], own["end"], found["text"], found["end"], strict=True)
    return np.array(
        [
            isinstance(heading, str)
            and end > passage_end + 1
            and text.rstrip("。；;").endswith(said(heading).rstrip("。；;"))
            for heading, end, text, passage_end in rows
        ],
        dtype=bool,
    )


def _ahead(found: pd.DataFrame, tables: Tables) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a passage stands below a heading that looks forward."""
    above: dict[str, bool] = {}
    columns = ("section_id", "parent_id", "heading")
    for section_id, parent_id, heading in zip(*(tables["sections"][c] for c in columns), strict=True):
        own = isinstance(heading, str) and bool(_AHEAD.search(heading))
        above[section_id] = own or above.get(parent_id, False)
    return np.array([above[section_id] for section_id in found["section_id"]], dtype=bool)


def _holds(found: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a row begins in each passage."""
    inside = within(rows, found)
    return np.bincount(inside[inside >= 0], minlength=len(found)) > 0
