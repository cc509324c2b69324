"""The notebooks: kept without outputs, in two languages; and, run on the corpus, they show what they say."""

from __future__ import annotations

import importlib.util
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

from policyminer.model import PolicyMinerError
from policyminer.plots import FONT, use_chinese_font
from policyminer.run.batch import run

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_notebooks", ROOT / "scripts" / "run_notebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem[:2])
def test_a_notebook_is_kept_stripped_and_speaks_two_languages(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    tool().strip(copy)
    assert copy.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), (
        "python scripts/run_notebooks.py --strip"
    )
    said = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert said[0].startswith("# " + path.stem[:2])
    for text in said:
        assert re.search("[一-鿿]", text) and re.search("[A-Za-z]{3}", text), text


def test_charts_draw_chinese_characters(tmp_path: Path) -> None:
    """Two different characters look different; where the font was missing both would be the same box."""
    import altair as alt
    import pandas as pd

    assert use_chinese_font(pictures=False) == FONT
    pictures = []
    for label in "教育":
        chart = alt.Chart(pd.DataFrame({"label": [label]})).mark_text(fontSize=40).encode(text="label")
        chart.save(tmp_path / "one.png")
        pictures.append((tmp_path / "one.png").read_bytes())
    assert pictures[0] != pictures[1]
    assert FONT in alt.Chart(pd.DataFrame()).mark_text().to_json()


def test_missing_fonts_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyminer.plots.find_spec", lambda name: None if "fonts" in name else True)
    with pytest.raises(PolicyMinerError, match="pylopdf_fonts_zh_cn") as caught:
        use_chinese_font()
    assert caught.value.code == "library_missing"


class Book:
    """An executed notebook: printed results, HTML and pictures by the id of their cell."""

    def __init__(self, book: Any) -> None:
        self.texts: dict[str, str] = {}
        self.pages: dict[str, str] = {}
        for cell in book.cells:
            self.pages[cell["id"]] = "".join(o.get("data", {}).get("text/html", "") for o in cell.get("outputs", ()))
            parts = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.get("outputs", ())]
            self.texts[cell["id"]] = "\n".join(parts)
        self.pictures: dict[str, bytes] = tool().pictures(book)

    def size(self, cell: str) -> tuple[int, int]:
        """Width and height of a PNG, in pixels."""
        return struct.unpack(">II", self.pictures[cell][16:24])


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Book]]:
    folder = tmp_path_factory.mktemp("notebooks")
    run([str(ROOT / "corpus")], folder / "outputs")
    (folder / "notebooks").mkdir()
    yield {path.stem[:2]: Book(tool().execute(path, folder / "notebooks")) for path in NOTEBOOKS}


@pytest.mark.slow
def test_every_notebook_runs_and_draws(books: dict[str, Book]) -> None:
    assert {name: sorted(book.pictures) for name, book in books.items()} == {
        "01": ["chart"],
        "02": ["chart_coverage", "chart_training"],
        "03": ["chart_network", "chart_relations", "chart_timeline"],
        "04": ["chart_checks", "chart_outcome", "chart_targets"],
        "05": [f"chart_{c}" for c in ("commitments", "coword", "frequencies", "instruments", "keyness", "reuse")],
        "06": [],
    }
    for book in books.values():
        for cell in book.pictures:
            width, height = book.size(cell)
            assert 800 < width < 2400 and 250 < height < 2000, (cell, width, height)


@pytest.mark.slow
def test_the_tables_are_those_of_the_corpus(books: dict[str, Book]) -> None:
    assert "五华县" in books["01"].texts["largest"]
    assert "【9600人次】" in books["01"].texts["quote"]
    assert books["01"].texts["every_row"].endswith("True")
    rows, comparable = map(int, re.findall(r"\d+", books["02"].texts["comparable"])[:2])
    assert 0 < comparable < rows
    assert "信阳师范大学" in books["02"].texts["who"]
    nodes, edges, _ = map(int, re.findall(r"\d+", books["03"].texts["network"])[:3])
    assert nodes > 50 and edges == int(books["03"].texts["saved"])
    assert "2024-10-23" in books["03"].texts["timeline"]


@pytest.mark.slow
def test_displacy_marks_the_section_of_the_number(books: dict[str, Book]) -> None:
    marked = marks_of(books["01"].pages["displacy"])
    assert ("9600人次", "数量") in marked
    assert ("嘉应学院", "高校") in marked
    assert {label for _, label in marked} >= {"高校", "学校", "机构", "时间", "数量"}
    assert marks_of(books["01"].pages["displacy_own"]) == [
        ("2024年3月5日", "时间"),
        ("宝鸡文理学院", "高校"),
        ("24名", "数量"),
        ("安康市教育局", "机构"),
        ("到2026年", "时间"),
        ("300人次", "数量"),
    ]


def marks_of(page: str) -> list[tuple[str, str]]:
    """Text and label of each mark that displaCy drew."""
    return re.findall(r"<mark[^>]*>\s*(.*?)\s*<span[^>]*>(.*?)</span>", page, flags=re.S)


@pytest.mark.slow
def test_targets_meet_their_outcome(books: dict[str, Book]) -> None:
    outcome = books["04"].texts["two_years"]
    reached = {
        code: word
        for code in ("名师工作室数", "培训人", "支教")
        for word in ("True", "False")
        if any(code in line and word in line for line in outcome.splitlines())
    }
    assert reached == {"名师工作室数": "False", "培训人": "True", "支教": "True"}
    assert "metadata_missing" in books["04"].texts["doubtful"]  # one news item of the corpus names no source


@pytest.mark.slow
def test_text_statistics_say_what_the_text_says(books: dict[str, Book]) -> None:
    texts = books["05"].texts
    assert "教师" in texts["frequencies"] and "学校" in texts["frequencies"]
    assert "双方" in texts["keyness"]
    for relation in ("kept", "adapted", "new", "dropped"):
        assert re.search(rf"\b{relation}\b", texts["reuse"]), relation
    assert "人才引进与派遣" in texts["instruments_each"]


@pytest.mark.slow
def test_the_rule_takes_its_rows(books: dict[str, Book]) -> None:
    texts = books["06"].texts
    assert "counselling_rooms" not in texts["before"]
    assert texts["checked"] == "[]"
    assert "counselling_rooms" in texts["wrong"]
    assert [word for word in ("actual", "target") if word in texts["after"]] == ["actual", "target"]
    assert texts["quotes"] == "['36间', '52间']"
