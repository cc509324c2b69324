"""Documents in traditional characters are mined on simplified ones; offsets and quotes stay those of the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyminer.model import Document, Result
from policyminer.pipeline import mine
from policyminer.read import read_bytes, traditional
from policyminer.rules import Rules, load_rules

TEXT = """岳西縣教育局關於2024年教師交流工作的總結

一、基本情況
2024年，岳西縣教育局與安慶師範大學簽訂合作協議，選派骨幹教師24名到鄉村學校支教，培訓教師近400人次。

二、後續安排
計劃於2025年6月前建成名師工作室5個，統籌資金120萬元，用於乾淨整潔校園和傳統文化課程的裏裏外外建設。

岳西縣教育局
2024年12月20日
"""


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="module")
def result(rules: Rules) -> Result:
    pytest.importorskip("opencc", reason='needs what converts traditional characters: pip install ".[traditional]"')
    return mine(read_bytes(TEXT.encode(), "a.txt"), rules)


def test_facts_are_found_as_in_the_simplified_document(rules: Rules, result: Result) -> None:
    plain = mine(Document("a.txt", "", "text/plain", "utf-8", result.document.reading, result.document.blocks), rules)
    assert len(plain.quantities) >= 4 and len(plain.mentions) >= 4 and plain.indicators
    for layer in ("mentions", "dates", "quantities", "events", "partnerships", "sections", "tokens", "metadata"):
        ours, theirs = getattr(result, layer), getattr(plain, layer)
        if isinstance(ours, tuple) and ours and hasattr(ours[0], "start"):
            ours, theirs = ([(r.start, r.end) for r in rows] for rows in (ours, theirs))
        assert ours == theirs, layer


def test_quotes_are_those_of_the_document(result: Result) -> None:
    assert result.document.text == TEXT
    assert "縣" in result.document.text and "县" in result.document.reading
    for layer in (result.mentions, result.dates, result.quantities, result.events, result.citations):
        for row in layer:
            assert row.text == TEXT[row.start : row.end]
    squeezed = "".join(TEXT.split())
    evidence = [i.evidence for i in result.indicators] + [p.evidence for p in result.partnerships]
    assert evidence and all("".join(one.split()) in squeezed for one in evidence)


def test_names_are_the_simplified_ones_of_the_gazetteer(result: Result) -> None:
    names = {(m.text, m.name) for m in result.mentions}
    assert {("岳西縣", "岳西县"), ("安慶師範大學", "安庆师范大学")} <= names
    assert result.metadata.title == "岳西县教育局关于2024年教师交流工作的总结"


def test_without_the_extra_the_document_is_read_as_it_is_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traditional, "find_spec", lambda name: None)
    document = read_bytes(TEXT.encode(), "a.txt")
    assert document.simplified is None and document.reading == document.text == TEXT
    assert document.warnings == (traditional.WARNING,) and "policyminer[traditional]" in document.warnings[0]


def test_simplified_documents_are_left_alone() -> None:
    text = "岳西县教育局与臺灣某大學往來的信件。" * 3
    assert read_bytes(text.encode(), "a.txt").simplified is None
    assert read_bytes(text.encode(), "a.txt").warnings == ()


@given(st.text(alphabet=st.sampled_from("縣教育乾隆乾淨裏著發髮𠮷A1。，\n 臺灣電腦程式"), max_size=60))
def test_every_character_has_its_own(text: str) -> None:
    pytest.importorskip("opencc", reason='needs what converts traditional characters: pip install ".[traditional]"')
    assert len(traditional.simplify(text)) == len(text)
