"""The spaCy bridge: mentions and facts in a Doc, tables as a DocBin."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import policyminer.pipeline
from policyminer.model import Document, Result
from policyminer.run.batch import run
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


def test_spacy_finds_the_component_by_itself() -> None:
    found = [e.value for e in entry_points(group="spacy_factories") if e.name == "policyminer"]
    if not found:
        pytest.skip("this installation was made before the entry point was declared: reinstall the package")
    assert found == ["policyminer.words.spacy_bridge:make"]
