"""The spaCy bridge: mentions and facts in a Doc, tables as a DocBin."""

from __future__ import annotations

import json
import re
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import policyminer
import policyminer.pipeline
from policyminer.model import Document, PolicyMinerError, Result
from policyminer.run.batch import run
from policyminer.run.review import apply_review
from policyminer.words import spacy_bridge
from test_run_fakes import TEXT, corpus, fake, result_of


@pytest.fixture
def doc(monkeypatch: pytest.MonkeyPatch) -> Doc:
    def mine(document: Document, rules: Any) -> Result:
        return result_of(document.text, "doc")

    monkeypatch.setattr(policyminer.pipeline, "mine", mine)
    nlp = spacy.blank("zh")
    nlp.add_pipe("policyminer")
    return nlp(TEXT)


def test_mentions_and_facts_are_in_the_doc(doc: Doc) -> None:
    assert doc.text == TEXT
    names = [(span.text, span.label_, span.kb_id_) for span in doc.spans[spacy_bridge.SPANS]]
    assert names[0] == ("安义县", "region", "region:360123")
    assert len(names) == 3
    assert [span.text for span in doc.ents] == [name for name, _, _ in names]
    indicator = next(fact for fact in doc._.facts if fact["table"] == "indicators")
    assert (indicator["low"], indicator["date_from"]) == (24.0, "2024-01-12")
    assert TEXT[indicator["start"] : indicator["end"]] == indicator["text"]


def test_a_doc_with_facts_can_be_stored(doc: Doc) -> None:
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]


def test_tables_become_a_docbin(tmp_path: Path) -> None:
    run([corpus(tmp_path / "in", ["a.txt", "b.txt"])], tmp_path / "out", step=fake)
    stored = DocBin().from_bytes(spacy_bridge.to_docbin(tmp_path / "out").to_bytes())
    docs = list(stored.get_docs(spacy.blank("zh").vocab))
    assert [d.user_data["path"] for d in docs] == ["a.txt", "b.txt"]
    assert docs[0].text == (tmp_path / "in" / "a.txt").read_text(encoding="utf-8")
    assert [(e.text, e.label_) for e in docs[0].ents][2] == ("江西师范大学", "university")
    assert [t.text for t in docs[0]].count("江西师范大学") == 1, "a mention is one word"


NAMED = "2024年3月5日，宝鸡文理学院选派24名教师到安康市教育局参加培训，覆盖率达到80%以上。"


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The real component as installed."""
    found = spacy.blank("zh")
    found.add_pipe("policyminer")
    return found


def test_words_are_those_of_jieba_and_respect_what_was_found(nlp: Language) -> None:
    doc = nlp(NAMED)
    words = [token.text for token in doc]
    assert doc.text == NAMED
    assert "宝鸡文理学院" in words
    assert "培训" in words, "a word of jieba, not two characters"
    for group in spacy_bridge.GROUPS.values():
        for span in doc.spans[group]:
            assert NAMED[span.start_char : span.end_char] == span.text
    facts = [(f["start"], f["end"]) for f in doc._.facts if f["table"] == "quantities"]
    assert facts == [(s.start_char, s.end_char) for s in doc.spans["policyminer_quantities"]]
    assert [s.text for s in doc.spans["policyminer_quantities"]] == ["24名", "80%以上"]
    assert [(s.text, s.label_) for s in doc.spans["policyminer_dates"]] == [("2024年3月5日", "date")]


def test_entities_are_the_longest_that_do_not_overlap(nlp: Language) -> None:
    doc = nlp(NAMED)
    assert {s.text for s in doc.spans[spacy_bridge.SPANS]} >= {"安康市", "安康市教育局"}
    assert [(e.text, e.label_) for e in doc.ents] == [("宝鸡文理学院", "university"), ("安康市教育局", "agency")]
    wide = spacy.blank("zh")
    wide.add_pipe("policyminer", config={"ents": ["mentions", "dates", "quantities"]})
    assert [e.label_ for e in wide(NAMED).ents] == ["date", "university", "quantity", "agency", "quantity"]


def test_tokens_of_others_are_kept(nlp: Language) -> None:
    kept = spacy.blank("zh")
    kept.add_pipe("policyminer", config={"retokenize": False})
    assert [t.text for t in kept(NAMED)] == [t.text for t in spacy.blank("zh")(NAMED)]
    doc = spacy.blank("zh").make_doc(NAMED)
    for token in doc:
        token.tag_ = "X"
    assert len(nlp(doc)) == len(doc)
    assert [e.text for e in nlp(doc).ents] == ["宝鸡文理学院", "安康市教育局"]


def test_several_processes_and_contexts_give_the_same(nlp: Language) -> None:
    texts = [NAMED, "陇县有学校12所。", "无事。"]
    with_context = [(text, {"number": i}) for i, text in enumerate(texts)]
    found = list(nlp.pipe(with_context, as_tuples=True, n_process=2, batch_size=1))
    assert [context["number"] for _, context in found] == [0, 1, 2]
    for text, (doc, _) in zip(texts, found, strict=True):
        alone = nlp(text)
        assert [t.text for t in doc] == [t.text for t in alone]
        assert doc._.facts == alone._.facts
        for group in spacy_bridge.GROUPS.values():
            assert [(s.text, s.label_, s.kb_id_) for s in doc.spans[group]] == [
                (s.text, s.label_, s.kb_id_) for s in alone.spans[group]
            ]


def test_a_pipeline_is_stored_with_its_settings(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("policyminer", config={"ents": ["dates"], "packs": ["economy"]})
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert [e.label_ for e in again(NAMED).ents] == ["date"]
    assert again.config["components"]["policyminer"]["packs"] == ["economy"]


def test_displacy_draws_it(nlp: Language) -> None:
    doc = nlp(NAMED)
    drawn = displacy.render(doc, style="ent", options=spacy_bridge.display_options(), jupyter=False)
    assert "#bcd7f5" in drawn
    assert "宝鸡文理学院" in drawn
    spans = displacy.render(doc, style="span", options=spacy_bridge.display_options("quantities"), jupyter=False)
    assert "quantity" in spans


def test_displacy_draws_dates_quantities_and_names_with_chinese_labels(nlp: Language) -> None:
    doc = nlp(NAMED + "<b>陇县</b>")
    drawn = spacy_bridge.as_html(doc)
    marks = re.findall(r"<mark[^>]*background: (#\w+)[^>]*>\s*(.*?)\s*<span[^>]*>(.*?)</span>", drawn, flags=re.S)
    assert ("#b9e3e6", "2024年3月5日", "时间") in marks
    assert ("#bcd7f5", "宝鸡文理学院", "高校") in marks
    assert ("#f8ceb4", "24名", "数量") in marks
    assert "<b>" not in drawn, "text of documents is never markup"
    assert "安康市教育局" in drawn and ">地区<" in drawn, "the longest of what overlaps"
    part = doc.char_span(NAMED.index("宝鸡"), NAMED.index("宝鸡") + 6)
    assert re.findall(r">(\w+)</span>", spacy_bridge.as_html(part, language="en")) == ["university"]
    with pytest.raises(PolicyMinerError):
        spacy_bridge.as_html(doc, ["checks"])


def test_a_docbin_for_training_has_characters_and_no_wrong_rows(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(NAMED, encoding="utf-8")
    run([tmp_path / "in"], tmp_path / "out")
    policyminer.to_docbin(tmp_path / "out", tmp_path / "a.spacy", tokens="characters", ents=["mentions", "dates"])
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("zh").vocab)
    assert [t.text for t in doc] == [t.text for t in spacy.blank("zh")(NAMED)]
    assert [(e.text, e.label_) for e in doc.ents][:2] == [("2024年3月5日", "date"), ("宝鸡文理学院", "university")]
    assert [s.text for s in doc.spans["policyminer_quantities"]] == ["24名", "80%以上"]
    for options in ({"tokens": "letters"}, {"ents": ["checks"]}):
        with pytest.raises(PolicyMinerError) as error:
            policyminer.to_docbin(tmp_path / "out", **options)  # type: ignore[arg-type]
        assert error.value.code == "usage"
    file = tmp_path / "d.json"
    quote = {"table": "mentions", "path": "a.txt", "start": 10, "end": 16, "quote": "宝鸡文理学院", "decision": "wrong"}
    context = {"before": NAMED[:10], "after": NAMED[16:36]}
    data = {"format": "policyminer-review", "version": 1, "reviewer": "甲", "decisions": [quote | context]}
    file.write_text(json.dumps(data), encoding="utf-8")
    apply_review(tmp_path / "out", [file])
    (doc,) = policyminer.to_docbin(tmp_path / "out").get_docs(spacy.blank("zh").vocab)
    assert [e.text for e in doc.ents] == ["安康市教育局"]


def test_spacy_finds_the_component_by_itself() -> None:
    found = [e.value for e in entry_points(group="spacy_factories") if e.name == "policyminer"]
    if not found:
        pytest.skip("this installation was made before the entry point was declared: reinstall the package")
    assert found == ["policyminer.words.spacy_bridge:make"]
