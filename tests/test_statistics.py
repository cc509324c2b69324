"""Text statistics, on a small corpus written for them: a province's plan, two counties that follow it, a bulletin."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyminer.model import PolicyMinerError
from policyminer.publish.load import load
from policyminer.run.batch import run
from policyminer.statistics.commitment import commitments, count_commitments
from policyminer.statistics.context import keyword_in_context
from policyminer.statistics.coword import co_words, network, write_network
from policyminer.statistics.frequency import Choice, counted_words, frequencies, located_words, tfidf
from policyminer.statistics.groups import Tables, find_document, group_of
from policyminer.statistics.instruments import count_instruments
from policyminer.statistics.keyness import keyness
from policyminer.statistics.passages import passages, texts_of, within
from policyminer.statistics.readability import moving_variety, readability
from policyminer.statistics.reuse import compare_clauses, compare_pairs
from policyminer.statistics.similarity import hash_runs, sharing, similar_documents
from policyminer.statistics.vocabulary import Vocabulary, load_vocabulary

PROVINCE = """湖南省乡村教师提质行动实施方案

为加强乡村教师队伍建设，制定本方案。

一、主要任务
（一）建好名师工作室。各市州要围绕薄弱学科组建名师工作室，每个工作室带动不少于20名乡村教师，年终由主管部门考核。
（二）开展跟岗研修。全省每年选派3000名乡村教师到城区优质学校跟岗研修，研修时间不少于30天。
（三）改善住宿条件。到2025年底，全省新建乡村教师周转宿舍5000套。
（四）进一步营造尊师重教的浓厚氛围，积极探索乡村教师激励办法。

二、保障措施
省财政厅要足额安排专项资金，严禁挪用。

湖南省教育厅
2023年3月10日
"""
COUNTY = """安化县乡村教师提质行动实施方案

为加强乡村教师队伍建设，制定本方案。

一、主要任务
（一）建好名师工作室。各乡镇要围绕薄弱学科组建名师工作室，每个工作室带动不少于8名乡村教师，年终由主管部门考核。
（二）开展跟岗研修。全县每年选派60名乡村教师到城区优质学校跟岗研修，研修时间不少于15天。
（三）实行走教制度。安化县第一中学与15所村小组成教研共同体，音乐、美术教师每周走教两次。

安化县教育局
2023年9月1日
"""
OTHER = """双峰县中小学食堂管理办法

第一条 学校食堂应当公开采购价格，接受家长监督。
第二条 学校负责人每天与学生一起用餐，陪餐记录保存三年。
第三条 县市场监督管理局每学期检查食堂2次，不合格的限期整改。

双峰县教育局
2024年2月20日
"""
BULLETIN = """乡村教师提质行动工作简报

第3期

湖南省教育厅 2024年6月5日

6月1日，安化县教育局组织乡村教师到长沙市跟岗研修，60名教师参加。研修期间，乡村教师听课120节。下一步，安化县将
继续选派乡村教师跟岗研修。
"""
NO_WORDS = Vocabulary()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("statistics")
    (folder / "in").mkdir()
    for name, text in (("a-province", PROVINCE), ("b-county", COUNTY), ("c-other", OTHER), ("d-bulletin", BULLETIN)):
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    run([str(folder / "in")], folder / "out", workers=1)
    return folder / "out"


@pytest.fixture(scope="module")
def tables(out: Path) -> Tables:
    return load(out)


def quotes(tables: Tables, found: pd.DataFrame) -> list[str]:
    texts = tables["documents"].set_index("doc_id")["text"]
    return [texts[d][a:b] for d, a, b in zip(found["doc_id"], found["start"], found["end"], strict=True)]


def refused(code: str) -> pytest.RaisesExc[PolicyMinerError]:
    return pytest.RaisesExc(PolicyMinerError, check=lambda error: error.code == code)


def test_groups(tables: Tables) -> None:
    by = {name: group_of(tables, name).tolist() for name in ("province", "year", "type", "document")}
    assert by["year"] == ["2023", "2023", "2024", "2024"]
    assert by["province"] == ["湖南省"] * 4
    assert by["type"][:2] == ["plan", "plan"]
    assert by["document"][0] == "a-province.txt"
    with refused("unknown_grouping"):
        group_of(tables, "colour")
    with refused("ambiguous_id"):
        find_document(tables, "txt")
    with refused("unknown_id"):
        find_document(tables, "nowhere")


def test_words_are_at_their_places_and_names_stay_whole(tables: Tables) -> None:
    words = located_words(tables, NO_WORDS, Choice(shortest=1))
    assert all(a == b for a, b in zip(words["word"], quotes(tables, words), strict=True))
    assert {"安化县第一中学", "湖南省教育厅", "长沙市"} <= set(words["word"])
    assert "2023" not in set(words["word"])
    assert not set(located_words(tables, NO_WORDS, Choice(names=False))["word"]) & {"长沙市", "湖南省教育厅"}


def test_frequencies_count_every_document_and_measure_dispersion(tables: Tables) -> None:
    found = frequencies(tables, NO_WORDS).set_index("word")
    text = PROVINCE + COUNTY + OTHER + BULLETIN
    assert found.at["研修", "count"] == text.count("研修") == 9
    assert found.at["研修", "documents"] == 3
    counts, sizes = counted_words(tables, NO_WORDS)
    own = counts[counts["word"] == "研修"].set_index("doc_id")["count"].reindex(sizes.index, fill_value=0)
    deviation = 0.5 * sum(abs(own / own.sum() - sizes / sizes.sum()))
    assert found.at["研修", "dispersion"] == pytest.approx(deviation)
    assert found.at["研修", "per_10k"] == pytest.approx(90_000 / sizes.sum())
    years = frequencies(tables, NO_WORDS, by="year")
    assert years[years["word"] == "研修"]["count"].tolist() == [6, 3]
    assert set(frequencies(tables, NO_WORDS, choice=Choice(documents=3))["documents"]) <= {3, 4}


def test_tfidf_is_the_formula(tables: Tables) -> None:
    found = tfidf(tables, NO_WORDS).set_index(["group", "word"])
    sizes = counted_words(tables, NO_WORDS)[1]
    doc_id = find_document(tables, "c-other.txt")
    expected = 2 / sizes[doc_id] * (math.log((1 + 4) / (1 + 1)) + 1)
    assert found.at[("c-other.txt", "食堂"), "tfidf"] == pytest.approx(expected)


def test_a_user_dictionary_stop_words_and_synonyms(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "user.txt").write_text("# own words\n跟岗研修 500 vn\n名师工作室\n", encoding="utf-8")
    (tmp_path / "stop.txt").write_text("乡村 教师\n", encoding="utf-8")
    (tmp_path / "same.txt").write_text("学校、村小、食堂\n", encoding="utf-8")
    vocabulary = load_vocabulary(tmp_path / "user.txt", tmp_path / "stop.txt", tmp_path / "same.txt")
    found = frequencies(tables, vocabulary).set_index("word")
    assert found.at["跟岗研修", "count"] == 6
    assert found.at["跟岗研修", "pos"] == "vn"
    assert found.at["名师工作室", "count"] == 4
    assert not {"乡村", "教师", "的", "食堂", "村小"} & set(found.index)
    plain = frequencies(tables, NO_WORDS).set_index("word")["count"]
    assert found.at["学校", "count"] == plain["学校"] + plain["食堂"] + plain.get("村小", 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [("user", "跟岗 研修 3 v 多"), ("synonyms", "学校"), ("synonyms", "学校 村小\n教师 村小"), ("stop", None)],
)
def test_word_lists_that_cannot_be_used_are_refused(tmp_path: Path, name: str, content: str | None) -> None:
    path = tmp_path / "words.txt"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    options = {"user": "user_dict"}.get(name, name)
    with refused("bad_word_list"):
        load_vocabulary(**{options: path})


def test_keyness_tells_what_a_group_says_more(tables: Tables) -> None:
    found = keyness(tables, NO_WORDS, "document", "c-other.txt")
    assert "食堂" in found["word"].head(5).tolist()
    assert found["log_ratio"].iloc[0] > 0 > found["log_ratio"].iloc[-1]
    assert (found["q"] >= found["p"]).all()
    row = found.set_index("word").loc["食堂"]
    size = row["count"] / row["per_10k"] * 10_000
    others = counted_words(tables, NO_WORDS)[1].sum() - size
    assert row["g2"] == pytest.approx(2 * 2 * math.log((size + others) / size))
    with refused("unknown_group"):
        keyness(tables, NO_WORDS, "type", "law")
    with refused("unknown_group"):
        keyness(tables, NO_WORDS, "province", "湖南省")


def test_keywords_are_found_in_characters_across_line_ends(tables: Tables) -> None:
    found = keyword_in_context(tables, "将继续", width=6)
    assert quotes(tables, found) == ["将\n继续"]
    assert found[["left", "text", "right"]].values.tolist() == [["一步，安化县", "将继续", "选派乡村教师"]]
    assert len(keyword_in_context(tables, "不少于[0-9]+(名|天)", as_regex=True)) == 4
    with refused("bad_pattern"):
        keyword_in_context(tables, "(", as_regex=True)
    with refused("bad_pattern"):
        keyword_in_context(tables, " ")


def test_passages_cover_the_text_in_order_without_overlap(tables: Tables) -> None:
    for unit in ("section", "statement", "sentence", "clause"):
        found = passages(tables, unit)
        for _, own in found.groupby("doc_id"):
            assert (own["end"].to_numpy()[:-1] <= own["start"].to_numpy()[1:]).all()
        said = "".join(texts_of(tables, found[found["doc_id"] == find_document(tables, "c-other.txt")]))
        assert "学校食堂应当公开采购价格，接受家长监督。" in said
    assert "研修期间，" in texts_of(tables, passages(tables, "clause"))


def test_co_words_and_their_network(tables: Tables, tmp_path: Path) -> None:
    found = co_words(tables, NO_WORDS, within="sentence")
    pairs = found.pairs.set_index(["word_a", "word_b"])
    row = next(pairs.loc[key] for key in (("研修", "教师"), ("教师", "研修")) if key in pairs.index)
    both, a, b = row["together"], row["units_a"], row["units_b"]
    assert row["jaccard"] == pytest.approx(both / (a + b - both))
    assert row["equivalence"] == pytest.approx(both**2 / (a * b))
    assert all(
        x in q and y in q
        for x, y, q in zip(found.pairs["word_a"], found.pairs["word_b"], quotes(tables, found.pairs), strict=True)
    )
    matrix = found.matrix()
    assert (matrix.to_numpy() == matrix.to_numpy().T).all()
    assert matrix.at["研修", "教师"] == both
    graph = network(found)
    write_network(graph, tmp_path / "words.graphml")
    again = nx.read_graphml(tmp_path / "words.graphml")
    assert set(again) == set(graph)
    closest = found.pairs.sort_values("equivalence").iloc[-1]
    assert again.nodes[closest["word_a"]]["community"] == again.nodes[closest["word_b"]]["community"]
    assert network(found).nodes(data=True)["教师"] == graph.nodes["教师"]
    with refused("unknown_format"):
        write_network(graph, tmp_path / "words.docx")
    with refused("unknown_unit"):
        co_words(tables, NO_WORDS, within="page")


@pytest.mark.parametrize("within_", ["document", "section", "clause", "window"])
def test_co_words_within_every_unit(tables: Tables, within_: str) -> None:
    found = co_words(tables, NO_WORDS, within=within_)
    assert (found.pairs["together"] <= found.pairs[["units_a", "units_b"]].min(axis=1)).all()
    assert {"研修", "教师"} <= set(found.pairs["word_a"]) | set(found.pairs["word_b"])


def test_windows_reach_ten_words_and_stay_in_their_sentence(tables: Tables) -> None:
    found = co_words(tables, NO_WORDS, within="window", least=1, choice=Choice(shortest=1))
    texts = quotes(tables, found.pairs)
    assert max(len(text) for text in texts) < 60
    assert not any("。" in text.rstrip("。”") for text in texts)


def test_readability_measures_a_known_text(tables: Tables) -> None:
    found = readability(tables).set_index("group").loc["c-other.txt"]
    assert found["sentences"] == 3
    assert found["clauses_per_sentence"] == pytest.approx(6 / 3)
    han = [sum("一" <= c <= "鿿" for c in line) for line in OTHER.splitlines() if line.startswith("第")]
    assert found["sentence_length"] == pytest.approx(sum(han) / 3)
    text = tables["documents"].set_index("doc_id").at[found["doc_id"], "text"][found["start"] : found["end"]]
    assert sum("一" <= c <= "鿿" for c in text) == found["longest_sentence"] == max(han)
    assert 0 < found["rare_words"] < 1
    assert set(readability(tables, by="year")["group"]) == {"2023", "2024"}


@given(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=260))
def test_variety_is_the_mean_over_all_windows(words: list[str]) -> None:
    windows = [words[n : n + 100] for n in range(max(1, len(words) - 99))]
    assert moving_variety(words) == pytest.approx(np.mean([len(set(w)) / len(w) for w in windows]))


def test_within_finds_the_range_a_row_begins_in() -> None:
    outer = pd.DataFrame({"doc_id": ["a", "b", "a"], "start": [10, 0, 0], "end": [20, 5, 4]})
    inner = pd.DataFrame({"doc_id": ["a", "a", "a", "b", "c"], "start": [0, 4, 19, 4, 1]})
    assert within(inner, outer).tolist() == [2, -1, 0, 1, -1]
    assert within(inner, outer.head(0)).tolist() == [-1] * 5


def test_documents_that_share_text_are_alike(tables: Tables) -> None:
    found = similar_documents(tables, NO_WORDS)
    assert found.loc[0, ["path_a", "path_b"]].tolist() == ["a-province.txt", "b-county.txt"]
    first = found.iloc[0]
    assert first["contained_b"] > first["contained_a"] > first["jaccard"] > 0.1
    assert not ({"c-other.txt"} & set(found[found["jaccard"] > 0.05][["path_a", "path_b"]].to_numpy().ravel()))


def test_set_phrases_make_no_pairs() -> None:
    """So the pairs to compare do not grow with the square of the documents."""
    phrase = "坚持以人民为中心的发展思想，全面贯彻落实上级决策部署，扎实推进各项工作任务落地见效。"
    phrases: list[np.ndarray] = [hash_runs(phrase + chr(0x4E00 + n) * 3) for n in range(200)]
    assert list(sharing(phrases)) == []
    text = "每个乡镇中心小学都建起一间图书阅览室，书目由教师和家长共同选定，每学期更换一次，假期也向村里的孩子开放。"
    assert list(sharing([*phrases, hash_runs(text), hash_runs(text[:-4])])) == [(200, 201)]


def test_reuse_tells_kept_adapted_changed_new_and_dropped(tables: Tables) -> None:
    found = compare_clauses(tables, "a-province.txt", "b-county.txt")
    relation = {str(row["text"]): row["relation"] for _, row in found.iterrows() if row["text"]}
    assert relation["为加强乡村教师队伍建设，制定本方案。"] == "kept"
    assert relation["全县每年选派60名乡村教师到城区优质学校跟岗研修，研修时间不少于15天。"] == "adapted"
    teams = next(k for k in relation if k.startswith("各乡镇要围绕"))
    assert relation[teams] == "changed"
    assert next(v for k, v in relation.items() if k.startswith("安化县第一中学与15所")) == "new"
    dropped = found[found["relation"] == "dropped"]["parent_text"].tolist()
    assert "省财政厅要足额安排专项资金，严禁挪用。" in dropped
    texts = tables["documents"].set_index("doc_id")["text"]
    for row in found.itertuples():
        if row.relation != "dropped":
            assert "".join(texts[row.doc_id][row.start : row.end].split()) == row.text
        if row.relation != "new":
            assert "".join(texts[row.parent][row.parent_start : row.parent_end].split()) == row.parent_text


def test_reuse_knows_the_parent_and_adds_up(tables: Tables) -> None:
    found = compare_pairs(tables)
    row = found.iloc[0]
    assert row[["parent_path", "child_path", "because"]].tolist() == ["a-province.txt", "b-county.txt", "date"]
    assert row[["kept", "adapted", "changed", "new"]].sum() == row["child_clauses"]
    assert row[["kept", "adapted", "changed", "dropped"]].sum() == row["parent_clauses"]
    shares = [f"{r}_share" for r in ("kept", "adapted", "changed", "new")]
    assert row[shares].sum() == pytest.approx(1)
    given_ = compare_pairs(tables, parent="c-other")
    assert set(given_["child_path"]) == {"a-province.txt", "b-county.txt", "d-bulletin.txt"}
    assert (given_["kept"] == 0).all()


def test_reuse_says_what_is_missing(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    with refused("library_missing"):
        compare_clauses(tables, "a-province.txt", "b-county.txt")


def test_instruments_are_counted_by_group(tables: Tables) -> None:
    for by in ("document", "year", "type"):
        found = count_instruments(tables, by)
        assert found["clauses"].sum() == len(tables["instruments"]) > 3
        assert len(found) == 3 * found["group"].nunique()
    each = count_instruments(tables, "year", "instrument")
    assert each.groupby("group")["share"].sum().tolist() == pytest.approx([1] * each["group"].nunique())
    with refused("unknown_level"):
        count_instruments(tables, level="word")


def test_commitments_are_firm_or_vague(tables: Tables) -> None:
    found = commitments(tables).assign(quote=lambda f: quotes(tables, f)).set_index("quote")
    vague = found.loc["（四）进一步营造尊师重教的浓厚氛围，积极探索乡村教师激励办法。"]
    assert vague["vague"]
    assert vague["hedges"] == "进一步、积极、探索"
    firm = found.loc["到2025年底，全省新建乡村教师周转宿舍5000套。"]
    assert firm["has_number"] and firm["has_date"] and not firm["vague"]
    money = found.loc["省财政厅要足额安排专项资金，严禁挪用。"]
    assert money["has_owner"] and money["hard"] == "足额、严禁"
    assert not any("听课120节" in quote for quote in found.index), "reported, not promised"
    assert any(quote.startswith("下一步") for quote in found.index)
    counted = count_commitments(tables).set_index("group")
    assert counted["commitments"].sum() == len(found)
    assert (counted["vague"] <= counted[["without_number", "without_date", "without_owner"]].min(axis=1)).all()


NEITHER = """安化县乡村教师提质行动取得重要进展

安化县教育局 2024年6月5日

6月1日，“名师计划”项目启动仪式在安化县举行，县教育局局长出席并作重要发言。今年是乡村教师提质行动的开局之年。
安化县第一中学把独有的陶艺课转化为各校共享的课程，将曾经冷清的陶艺课转化为各校争抢的课程。预计将有近60所学校参加展示。
下一步，安化县将把走教范围扩大到全部村小。希望各乡镇学校珍惜机会。
"""
NOT_TO_COME = ("重要发言", "开局之年", "冷清的陶艺课", "预计")


def test_what_only_looks_like_a_commitment(tmp_path: Path) -> None:
    """重要, a plan's name, 将 for 把, 是…之年, a forecast, and the sentence that opens a plan promise nothing."""
    mined = mine_all(tmp_path, {"news.txt": NEITHER, "plan.txt": PLAN})
    quotes_ = list(quotes(mined, commitments(mined)))
    assert [word for word in NOT_TO_COME if any(word in quote for quote in quotes_)] == []
    assert any("扩大到全部村小" in quote for quote in quotes_)
    assert any("珍惜机会" in quote for quote in quotes_)
    assert not any("制定本方案" in quote for quote in quotes_)


PLAN = """安化县走教方案

为缓解乡村师资不足，结合实际，制定本方案。

一、主要任务
（一）配齐器材。有关学校要配齐音乐教学器材。要配齐美术教学器材。
（二）分工。行业协会应协助做好培训。由中心学校统筹课表，鼓励试行弹性走教。
"""


def test_who_is_to_act_needs_no_name(tmp_path: Path) -> None:
    mined = mine_all(tmp_path, {"plan.txt": PLAN})
    found = commitments(mined).assign(quote=lambda f: quotes(mined, f)).set_index("quote")
    owners = {quote.split("。")[-2][-6:]: bool(owner) for quote, owner in found["has_owner"].items()}
    assert owners == {"音乐教学器材": True, "美术教学器材": False, "协助做好培训": True, "试行弹性走教": True}
    assert list(found["vague"]) == [not owner for owner in owners.values()]


def mine_all(folder: Path, texts: dict[str, str]) -> Tables:
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    run([folder / "in"], folder / "out", workers=1)
    return load(folder / "out")


def test_tables_without_text_and_choices_without_words(tables: Tables) -> None:
    none = {name: table.head(0) for name, table in tables.items()}
    for count in (frequencies, tfidf, similar_documents, co_words):
        with refused("no_text"):
            count(none, NO_WORDS)
    for measure in (readability, count_instruments, commitments, compare_pairs):
        with refused("no_text"):
            measure(none)
    long = Choice(shortest=40)
    assert tfidf(tables, NO_WORDS, choice=long).empty
    assert frequencies(tables, NO_WORDS, choice=long).empty
    assert co_words(tables, NO_WORDS, choice=long).pairs.empty
    verbs = frequencies(tables, NO_WORDS, choice=Choice(pos=("v", "vn")))
    assert set(verbs["pos"]) == {"v", "vn"}


def policyminer(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("policyminer"), "words", *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("command", "options", "column"),
    [
        ("freq", ["--by", "type"], "per_10k"),
        ("tfidf", [], "tfidf"),
        ("keyness", ["--by", "year", "--group", "2023"], "g2"),
        ("kwic", ["跟岗"], "right"),
        ("coword", ["--within", "clause"], "equivalence"),
        ("readability", [], "variety"),
        ("similar", [], "cosine"),
        ("reuse", [], "adapted_share"),
        ("reuse", ["--parent", "a-province", "--child", "b-county"], "parent_start"),
        ("instruments", ["--by", "year"], "share"),
        ("commitments", [], "vague"),
        ("commitments", ["--sentences"], "hedges"),
    ],
)
def test_every_command_prints_its_table(out: Path, command: str, options: Sequence[str], column: str) -> None:
    arguments = [command, out, *options, "--most", "2"]
    done = policyminer(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows and column in rows[0]


def test_csv_holds_all_rows_and_networks_are_written(out: Path, tables: Tables, tmp_path: Path) -> None:
    csv, graph, matrix = tmp_path / "pairs.csv", tmp_path / "words.gexf", tmp_path / "matrix.csv"
    done = policyminer("coword", out, "--csv", csv, "--graph", graph, "--matrix", matrix, "--most", "1")
    assert (done.returncode, done.stdout) == (0, "")
    assert len(pd.read_csv(csv)) == len(co_words(tables, load_vocabulary()).pairs)
    assert "研修" in nx.read_gexf(graph)
    assert pd.read_csv(matrix, index_col=0).shape[0] > 10


def test_what_cannot_be_done_is_told_in_one_line(out: Path, tmp_path: Path) -> None:
    for arguments, code in (
        (["freq", out, "--by", "colour"], "unknown_grouping"),
        (["freq", out, "--stop", tmp_path / "none.txt"], "bad_word_list"),
        (["freq", out, "--csv", tmp_path / "no" / "a.csv"], "unwritable"),
        (["freq", tmp_path], "no_tables"),
    ):
        done = policyminer(*arguments)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert f"[{code}]" in done.stderr
