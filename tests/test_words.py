"""Words: both engines alike, names and numbers whole, counts in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyminer.model import Mention, PolicyMinerError
from policyminer.words.segment import outermost, segmenter, split_words
from policyminer.words.terms import count_tokens

TEXT = "2024年1月，安义县教育局选派24名教师到江西师大附中挂职1~2年，经费1,250.5万元，占66.7%。"
ENGINES = ("jieba", "rjieba")


def words(text: str, spans: list[tuple[int, int]], engine: str = "rjieba") -> list[str]:
    return [text[a:b] for a, b in split_words(text, spans, engine)]


def mention(text: str, name: str, type_: str, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Mention(start, start + len(name), name, type_, name, name, None, None, None, "r")


@pytest.mark.parametrize("engine", ENGINES)
def test_known_spans_and_numbers_stay_whole(engine: str) -> None:
    school = TEXT.index("江西师大附中")
    got = words(TEXT, [(school, school + 6)], engine)
    assert "".join(got) == TEXT
    assert {"江西师大附中", "24", "1,250.5", "66.7%", "教师"} <= set(got)


def test_a_word_never_crosses_the_edge_of_a_span() -> None:
    text = "校领导为教师"  # 领导 is a word unless a name ends inside it
    assert words(text, []) != words(text, [(0, 2)])
    assert words(text, [(0, 2)])[0] == "校领"


def test_engines_agree_on_policy_text() -> None:
    assert words(TEXT, [], "jieba") == words(TEXT, [], "rjieba")
    assert segmenter("rjieba") is segmenter("rjieba")
    with pytest.raises(PolicyMinerError):
        segmenter("hanlp")


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="安义县教育局选派24名，。 \n*a%𠮷", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_words_cover_the_text_and_keep_spans(text: str, spans: list[tuple[int, int]]) -> None:
    spans = [(a, b) for a, b in spans if a < b <= len(text)]
    ranges = split_words(text, spans)
    assert "".join(text[a:b] for a, b in ranges) == text
    assert all(a < b for a, b in ranges)
    assert [a for a, _ in ranges[1:]] == [b for _, b in ranges[:-1]]
    kept = outermost(spans)
    assert set(kept) <= set(ranges)
    assert all(a >= y or b <= x for (a, b) in kept for (x, y) in kept if (a, b) != (x, y))


def test_counts_are_in_order_of_first_occurrence_without_punctuation() -> None:
    text = "安义县\n教育局。安义县教育局，教师 24 名教师"
    spans = [mention(text, "安义县\n教育局", "agency"), mention(text, "安义县教育局", "agency")]
    tokens = count_tokens(text, spans)
    assert [(t.word, t.pos, t.count) for t in tokens] == [
        ("安义县教育局", "nt", 2),
        ("教师", "n", 2),
        ("24", "m", 1),
        ("名", "q", 1),
    ]


@pytest.mark.parametrize(("type_", "pos"), [("region", "ns"), ("university", "nt"), ("person", "nr")])
def test_names_have_the_part_of_speech_of_their_type(type_: str, pos: str) -> None:
    assert count_tokens("某某", [mention("某某", "某某", type_)])[0].pos == pos


def test_jieba_tags_from_its_own_dictionary_and_keeps_its_cache_to_the_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    segmenter.cache_clear()
    tags = dict(segmenter("jieba").tag("教师在南昌培训"))
    segmenter.cache_clear()
    assert tags["教师"] == "n"
    assert tags["南昌"] == "ns"
    assert capfd.readouterr() == ("", "")
    assert [p.name for p in (tmp_path / "policyminer").iterdir()]
