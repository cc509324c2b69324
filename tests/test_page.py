"""The report page as a file: what it holds, what it refuses to hold, when it is split."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from helpers_report import HOSTILE, copies, make_tables, table
from policyminer.model import PolicyMinerError
from policyminer.page.build import SCRIPTS, build
from policyminer.page.data import read_tables, unpack
from policyminer.page.labels import labels
from policyminer.page.network import MOST_NODES, layout

PROGRAM = Path(sys.executable).with_name("policyminer")
ASSETS = Path(__file__).resolve().parents[1] / "src" / "policyminer" / "page" / "assets"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def page(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(out, tmp_path_factory.mktemp("built") / "report.html").page


class Elements(HTMLParser):
    """Every start tag with its attributes; the content of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.content: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.found[-1] if self.found else ("", {})
        if tag in ("script", "style") and data.strip():
            self.content.append((tag, attributes, data))


def read(page: Path) -> Elements:
    return Elements(page.read_text(encoding="utf-8"))


def blocks(page: Path) -> dict[str, Any]:
    return {
        str(attributes["id"]): json.loads(data)
        for tag, attributes, data in read(page).content
        if tag == "script" and attributes.get("type") == "application/json"
    }


def test_the_page_holds_every_row_of_its_tables(out: Path, page: Path) -> None:
    found = blocks(page)
    for name in ("indicators", "events", "partnerships", "checks", "progress", "documents"):
        rows = list(unpack(found["pm-corpus"][name]))
        expected = table(out, name)
        assert [r["row"] for r in rows] == list(range(len(expected))), name
        assert len(rows) > 2, name
        for row, wanted in zip(rows, expected, strict=True):
            for column in ("low", "unit", "status", "code", "subject", "start", "end", "verdict", "partner", "path"):
                if column in wanted and (name, column) != ("indicators", "path"):  # the document has it
                    assert row.get(column) == wanted[column], (name, column)
    documents = {d["doc_id"]: d for d in table(out, "documents")}
    for doc_id, document in documents.items():
        assert found[f"pm-{doc_id}"]["text"] == (document["text"] or "")
    uncoded = [q for q in table(out, "quantities") if q["code"] is None]
    assert sum(found[f"pm-{d}"]["tables"]["quantities"]["n"] for d in documents) == len(uncoded) > 0


def test_text_is_never_markup(page: Path) -> None:
    elements = read(page)
    assert "<script>window.hacked" in HOSTILE
    tags = [tag for tag, _ in elements.found]
    assert "img" not in tags
    assert "b" not in tags
    assert tags.count("script") == 4 + 6  # meta, labels, corpus, the program; six documents
    for tag, attributes, data in elements.content:
        if attributes.get("type") == "application/json":
            assert not re.search("[<>&\u2028\u2029]", data), (tag, attributes)


def test_nothing_is_fetched_and_only_the_own_script_runs(page: Path) -> None:
    elements = read(page)
    for tag, attributes in elements.found:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        for name in ("src", "href", "action", "data"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/svg+xml,")), (tag, attributes)
    (policy,) = [str(a["content"]) for t, a in elements.found if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for tag, attributes, data in elements.content:
        if "type" not in attributes:
            digest = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy
            assert "innerHTML" not in data
            assert not re.search(r"@import|url\((?!data:)|https?://(?!www\.w3\.org/2000/svg)", data)


def test_the_same_tables_give_the_same_bytes(out: Path, page: Path, tmp_path: Path) -> None:
    again = build(out, tmp_path / "report.html").page
    assert again.read_bytes() == page.read_bytes()
    assert not [p for p in tmp_path.iterdir() if p != again]


def test_two_hundred_documents_fit_in_fifteen_megabytes(out: Path, tmp_path: Path) -> None:
    many = copies(out, tmp_path / "many", 50, hostile=False)
    built = build(many, tmp_path / "report.html")
    assert built.documents == 200
    assert built.parts == ()
    assert built.size < 15_000_000


def test_beyond_the_budget_the_texts_go_to_pages_beside_it(out: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report-docs"
    folder.mkdir()
    (folder / "099.html").write_text("left by a longer report")
    (folder / "notes.html").write_text("mine")
    built = build(copies(out, tmp_path / "many", 20), tmp_path / "report.html", budget_mb=5)
    assert len(built.parts) > 1
    assert sorted(p.name for p in folder.iterdir()) == [*(p.name for p in built.parts), "notes.html"]
    home = blocks(built.page)
    assert not [name for name in home if name.startswith("pm-d")]
    pages = home["pm-meta"]["pages"]
    for part in built.parts:
        found = blocks(part)
        own = {name.removeprefix("pm-") for name in found if name.startswith("pm-d")}
        assert own == {doc_id for doc_id, where in pages.items() if where == f"report-docs/{part.name}"}
        assert {r["doc_id"] for r in unpack(found["pm-corpus"]["indicators"])} <= own
        assert found["pm-meta"]["home"] == "../report.html"
    assert len(pages) == built.documents == 120
    texts = {
        d: p["text"] for part in built.parts for d, p in ((i[3:], b) for i, b in blocks(part).items()) if "text" in p
    }
    for row in unpack(home["pm-corpus"]["indicators"]):
        text = texts[row["doc_id"]]
        assert row["before"] == text[max(0, row["start"] - 20) : row["start"]]
        assert row["after"] == text[row["end"] : row["end"] + 20]


def test_a_missing_library_says_what_to_install(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(PolicyMinerError) as caught:
        build(out, tmp_path / "report.html")
    assert caught.value.code == "library_missing"
    assert "policyminer[report]" in str(caught.value.hint)


def test_a_folder_that_cannot_be_written_is_named(out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PolicyMinerError) as caught:
        build(out, tmp_path / "file" / "report.html")
    assert caught.value.code == "out_not_writable"


def test_the_command_writes_the_page(out: Path, tmp_path: Path) -> None:
    target = tmp_path / "deep" / "report.html"
    run = [PROGRAM, "report", out, "-o", target, "--lang", "en"]
    done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{target}: 6 documents, ")
    assert '<html lang="en">' in target.read_text(encoding="utf-8")
    nothing = subprocess.run([PROGRAM, "report", tmp_path], capture_output=True, text=True, encoding="utf-8")
    assert nothing.returncode == 2
    assert "[no_tables]" in nothing.stderr


def test_every_label_is_used_and_every_used_label_is_there() -> None:
    script = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    template = (ASSETS / "page.html.j2").read_text(encoding="utf-8")
    ui = labels()["ui"]
    asked = set(re.findall(r"\bt\('(\w+)'\)", script)) | set(re.findall(r"ui\.(\w+)", template))
    assert asked <= set(ui)
    named = set(re.findall(r"'(\w+)'", script)) | set(
        re.findall(r"(\w+): \w+View|\b(?:right|wrong|corrected)\b", script)
    )
    counted = {f"count_{name}" for name in ("documents", "indicators", "events")}
    assert set(ui) <= asked | named | counted | {"right", "wrong", "corrected"}
    assert sorted(p.name for p in ASSETS.glob("*.js")) == sorted(SCRIPTS)
    for name, label in ui.items():
        assert label["zh"], name
        assert label["en"], name


def test_coded_values_of_the_tables_have_labels(out: Path) -> None:
    values = labels()["values"]
    coded = {
        "indicators": ("status", "bound", "dimension", "scope", "change"),
        "events": ("type",),
        "partnerships": ("relation",),
        "checks": ("verdict",),
        "documents": ("status", "doc_type"),
        "mentions": ("type",),
        "dates": ("precision", "anchor"),
        "instruments": ("kind",),
    }
    for name, columns in coded.items():
        for column in columns:
            found = {row[column] for row in table(out, name)} - {None}
            assert found <= set(values[column]), (name, column)
    sources = {row[c] for row in table(out, "indicators") for c in ("subject_source", "status_source", "period_source")}
    assert sources - {None} <= set(values["source"])


def test_every_kind_of_check_has_a_label() -> None:
    text = (ASSETS.parents[3] / "docs" / "tables.md").read_text(encoding="utf-8")
    listed = text[text.index("| `kind` | what is compared |") :]
    kinds = re.findall(r"^  \| `(\w+)` \|", listed[: listed.index("* **`derived`**")], re.M)[1:]
    assert len(kinds) > 15
    assert set(kinds) <= set(labels()["values"]["kind"])


def test_every_sentence_of_a_check_has_a_chinese_one() -> None:
    """The English that checks write, with {} for what is put in, against the list that the page translates with."""
    known = {english for english, _ in labels()["details"]}
    written = set()
    for path in [*(ASSETS.parents[1] / "bind").glob("check*.py"), ASSETS.parents[1] / "publish" / "later.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                written.add("".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values))
            elif isinstance(node, ast.Constant) and id(node) not in docstrings:
                written.add(str(node.value))
    sentences = {text for text in written if re.search(r"[a-z]{3,} (?:[a-z]+|的)", text)}
    assert len(sentences) > 20
    assert {text for text in sentences if not any(text in english for english in known)} == set()
    for english, chinese in labels()["details"]:
        assert sorted(re.findall(r"\{(\d)\}", chinese)) == [str(n + 1) for n in range(english.count("{}"))]
        assert re.search("[一-鿿]", chinese)


def test_the_network_is_laid_out_without_names_over_names() -> None:
    rows = [
        {"university": f"{u}号师范大学", "partner": f"{p}县实验中学", "partner_type": "school"}
        for u in range(6)
        for p in range(u * 4, u * 4 + 9)
    ]
    found = layout(rows)
    assert found == layout(rows[::-1])
    nodes = found["nodes"]
    assert found["all"] == len(nodes) == 6 + 29
    assert all(0 <= n["x"] <= found["width"] and 0 <= n["y"] <= found["height"] for n in nodes)
    for i, a in enumerate(nodes):
        for b in nodes[:i]:
            wide = 12 * (len(a["name"]) + len(b["name"])) / 2
            assert abs(a["x"] - b["x"]) >= wide - 2 or abs(a["y"] - b["y"]) >= 26, (a, b)
    (edge,) = [
        e for e in found["edges"] if {nodes[e["a"]]["name"], nodes[e["b"]]["name"]} == {"0号师范大学", "0县实验中学"}
    ]
    assert edge["rows"] == 1


def test_a_large_network_keeps_its_best_connected_nodes() -> None:
    rows = [{"university": "甲大学", "partner": f"{p}县", "partner_type": "region"} for p in range(MOST_NODES)]
    rows += [{"university": f"{u}学院", "partner": "0县", "partner_type": "region"} for u in range(20)] * 3
    found = layout(rows)
    assert found["all"] == MOST_NODES + 21
    assert len(found["nodes"]) == MOST_NODES
    kept = {n["name"] for n in found["nodes"]}
    assert {"甲大学", "0县", "19学院"} <= kept
    assert layout([])["nodes"] == []


def test_a_review_status_of_the_tables_reaches_the_page(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The column may or may not be in a table; the page takes what there is."""
    import policyminer.page.data as data

    loaded = data.load

    def with_status(*args: Any) -> Any:
        tables = loaded(*args)
        tables["indicators"]["review_status"] = "right"
        return tables

    monkeypatch.setattr(data, "load", with_status)
    rows = list(unpack(read_tables(out).corpus["indicators"]))
    assert {row["review_status"] for row in rows} == {"right"}
