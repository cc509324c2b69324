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

#: Words that turn a sentence to what is to come, besides those of the word lists: 要 but not 重要, the verb 计划 but no
#: name of a plan, 将 but not where it only puts the object first (将特色课程转化为共享课程).
_TO_COME = regex.compile(
    r"(?<![重主需必首摘纪概扼紧只想若如])要(?!求|素|点|是|闻|军|领|么)"
    r"|(?<!即)将(?:把|会|继续|(?!近|军|领|[^,。;:]{1,40}?(?:[转变]化?[换变]?[为成]|作为|列[为入]|纳入|融入|打造成|建设成)))"
    r"|(?<![模虚草比])拟(?!定|订|人|态|合)"
    r"|计划(?:[在于到用从对把新再与投完建招选组启安培实举开]|今年|明年|\d)"
    r"|希望[^,。;]{0,12}(?:[要能各]|大家|双方|学员|教师|学校|部门|单位|机构)|目标[是为]|预期目标"
    r"|下一步|今后|未来|到20\d\d年"
)
#: What is reported as done or under way, seen or foreseen, or only opens or explains a text, is no commitment:
#: 已建成, 完成了, 取得成效; 清醒看到, 预计, 是关键之年; 制定本方案, 某词:指.
_NO_PROMISE = regex.compile(
    r"已|先后|过去|以来|年来|[这近].年|(?<!除|为)了(?!解)|累计|(?:取得|获得|荣获).{0,8}(?:成效|成绩|奖)|据(?:统计|通报|介绍)"
    r"|正在|清醒地?(?:看到|认识)|预计|是.{0,60}(?:之年|一年)|^[^,。;]{1,30}包括|是[^。;]*(?:实施|进行|开展|组织|举办|设立)的[。;]$"
    r"|特制[定订]|[定订出制]本(?:方案|规划|计划|办法|意见|细则|通知|规定|措施|要点|清单|指南|制度|预案)"
    r"|(?:通知|公布|安排|报告|意见|措施)如下|如下(?:实施)?(?:意见|措施|通知)|:(?:是)?指"
)
#: Headings of explanations at the end of a report.
_GLOSSARY = regex.compile(r"(?:名词|术语|有关用语).{0,6}(?:解释|注释|说明)|^注释$")
_NOTE = regex.compile(r"^〔\d+〕")
#: Those who are to act, though by no name: a word for a body or people right before a modal verb.
_WHO = regex.compile(
    r"(?P<who>部门|学校|院校|学院|高校|高中|中学|小学|幼儿园|医院|企业|公司|单位|机构|政府|共同体|集团|中心|协会|社区|县区|人员|干部|教师|校长|专家|特派员|双方|你们)"
    r"(?:都|均|也|还)?(?:要|应|须|必须|将|负责|务必|不得)|由[^,。;]{0,20}(?&who)|双方|请你们|各(?:省|盟市|设区市)"
)
#: Kinds of document that mostly report: only what looks forward counts there.
_REPORTING = ("bulletin", "news", "summary", "report", "communique", "other")
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
    In bulletins, news, summaries, reports, communiques and documents of no known kind a forward-looking word or heading
    (下一步) is needed as well; a quantity there also needs such a word, or one of the lists, and no word of the past.
    ``has_number``: a quantity; ``has_date``: a date or deadline; ``has_owner``: a named body, place or person, or a
    word of ``owner_words.txt``, or a word such as 部门 before a modal verb; ``vague``: none of the three; ``hard`` and
    ``hedges``: the words found, joined by 、.
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
    told = zip(folded, words["owner"], strict=True)
    found["has_owner"] = named | np.array([bool(listed or _WHO.search(text)) for text, listed in told], dtype=bool)
    found["vague"] = ~(found["has_number"] | found["has_date"] | found["has_owner"])
    to_come = np.array([bool(_TO_COME.search(text)) for text in folded], dtype=bool) | _below(found, tables, _AHEAD)
    past = np.array([bool(_NO_PROMISE.search(text)) for text in folded], dtype=bool)
    explains = np.array([bool(_NOTE.search(text)) for text in folded], dtype=bool) | _below(found, tables, _GLOSSARY)
    modal = ((found["hard"] != "") | (found["hedges"] != "")).to_numpy()
    types = found["doc_id"].map(tables["documents"].set_index("doc_id")["doc_type"])
    reporting = np.array(types.isin(_REPORTING), dtype=bool)
    counted = promised & (~reporting | ((to_come | modal) & ~past))
    spoken = to_come | ((modal | _holds(found, tables["instruments"])) & ~reporting)
    spoken &= ~past & (promised | ~reported)
    ends = np.array([bool(regex.search(r"[。!?;][”’\")]*$", text)) for text in folded], dtype=bool)
    whole = ends & ~_is_heading(found, tables)
    kept: pd.DataFrame = found.loc[~explains & (counted | (spoken & whole)), _COLUMNS]
    return kept.reset_index(drop=True)


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


def _below(
    found: pd.DataFrame, tables: Tables, pattern: regex.Pattern[str]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a passage stands below a heading, of its section or of one around it, that has the pattern."""
    above: dict[str, bool] = {}
    columns = ("section_id", "parent_id", "heading")
    for section_id, parent_id, heading in zip(*(tables["sections"][c] for c in columns), strict=True):
        own = isinstance(heading, str) and bool(pattern.search(heading))
        above[section_id] = own or above.get(parent_id, False)
    return np.array([above[section_id] for section_id in found["section_id"]], dtype=bool)


def _holds(found: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a row begins in each passage."""
    inside = within(rows, found)
    return np.bincount(inside[inside >= 0], minlength=len(found)) > 0
