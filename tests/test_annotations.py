"""Annotation tools: what is exported comes back as the same gold, and what people do there is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policyminer.annotations.formats import FORMATS, export_annotations, import_annotations
from policyminer.annotations.gold import annotated
from policyminer.cli import app
from policyminer.evaluate import evaluate
from policyminer.model import PolicyMinerError
from policyminer.publish.load import load
from policyminer.run.batch import run

ROOT = Path(__file__).resolve().parents[1]
TOOLS = tuple(name for name in FORMATS if name != "contract")
#: Characters beyond the first plane, a name over a line end, CR LF, tabs and quotes in the text.
HOSTILE = (
    "𬭚州市教育局关于\t“强师”的报告\r\n为进一步加强教师队伍建设，推动教育高质量发展，2024年3月5日，县教育局组织有关人员到校调研，"
    "宝鸡文理\n\n学院与陇县签订合作协议，选派24名教师到陇县支教1年。\r\n"
    "𠮷安：培训教师120余人次，覆盖率达到95%以上。2024年5月6日，宝鸡文理学院赴陇县开展送教活动，60名教师参加。\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mined")
    (folder / "in" / "b").mkdir(parents=True)
    for path in ("hostile.txt", "b/hostile.txt"):
        (folder / "in" / path).write_bytes(HOSTILE.encode())
    run([ROOT / "corpus"], folder / "own")
    run([folder / "in"], folder / "out")
    return folder


def golds(folder: Path) -> dict[str, dict[str, Any]]:
    found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    for gold in found.values():
        gold["partnerships"].sort(key=str)  # a set: relations come before what could not be one
    return found


@pytest.mark.parametrize("corpus", ["own", "out"])
@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_exported_comes_back_whole(out: Path, tmp_path: Path, format_: str, corpus: str) -> None:
    export_annotations(out / corpus, format_, tmp_path / "tool")
    moved = import_annotations(tmp_path / "tool", format_, tmp_path / "gold")
    export_annotations(out / corpus, "contract", tmp_path / "direct")
    assert moved.lost == ()
    assert golds(tmp_path / "gold") == golds(tmp_path / "direct")
    assert moved.documents == len(golds(tmp_path / "gold")) == (19 if corpus == "own" else 2)


def test_gold_from_tables_calls_them_perfect(out: Path, tmp_path: Path) -> None:
    export_annotations(out / "own", "brat", tmp_path / "tool")
    import_annotations(tmp_path / "tool", "brat", tmp_path / "gold")
    figures = evaluate(out / "own", tmp_path / "gold").figures()
    assert {name: f["f1"] for name, f in figures.items() if "f1" in f and f["f1"] != 1} == {}
    assert figures["headline"]["layers"] == 12


def test_the_hostile_document_has_what_it_is_for(out: Path) -> None:
    first = next(annotated(out / "out"))
    assert any("\n" in m["text"] for m in first.gold["mentions"])
    assert first.gold["quantities"]
    assert first.gold["partnerships"]
    assert {d.name for d in annotated(out / "out")} == {"hostile.txt", "b__hostile.txt"}, "two files of one name"


def test_each_tool_gets_the_offsets_it_counts(out: Path, tmp_path: Path) -> None:
    for name in TOOLS:
        export_annotations(out / "out", name, tmp_path / name)
    (record, _) = (json.loads(x) for x in (tmp_path / "doccano" / "annotations.jsonl").read_text("utf-8").splitlines())
    units = record["text"].encode("utf-16-le")
    quotes = [units[2 * e["start_offset"] : 2 * e["end_offset"]].decode("utf-16-le") for e in record["entities"]]
    task = json.loads((tmp_path / "labelstudio" / "tasks.json").read_text(encoding="utf-8"))[0]
    regions = [r["value"] for r in task["predictions"][0]["result"] if r["type"] == "labels"]
    assert [task["data"]["text"][r["start"] : r["end"]] for r in regions] == [r["text"] for r in regions] == quotes
    assert "24名" in quotes
    text = (tmp_path / "brat" / "hostile.txt.txt").read_bytes().decode()
    for line in (tmp_path / "brat" / "hostile.txt.ann").read_text(encoding="utf-8").split("\n"):
        if line.startswith("T"):
            _, place, quote = line.split("\t", 2)
            parts = [part.split() for part in place.split(" ", 1)[1].split(";")]
            assert " ".join(text[int(a) : int(b)] for a, b in parts) == quote
    assert "annotation.conf" in {p.name for p in (tmp_path / "brat").iterdir()}


def test_work_done_in_doccano_is_kept(out: Path, tmp_path: Path) -> None:
    export_annotations(out / "out", "doccano", tmp_path / "tool")
    file = tmp_path / "tool" / "annotations.jsonl"
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    own = records[0]
    gone = own["entities"].pop(0)
    own["relations"] = [r for r in own["relations"] if gone["id"] not in (r["from_id"], r["to_id"])]
    at = own["text"].encode("utf-16-le").index("强师".encode("utf-16-le")) // 2
    own["entities"].append({"id": 7, "label": "school", "start_offset": at, "end_offset": at + 2})
    own["entities"].append({"id": 8, "label": "quantity", "start_offset": at, "end_offset": at + 1})
    own["entities"].append({"id": 9, "label": "dish", "start_offset": at, "end_offset": at + 1})
    file.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    before = next(annotated(out / "out")).gold
    moved = import_annotations(file, "doccano", tmp_path / "gold")
    after = golds(tmp_path / "gold")[f"{own['policyminer']['name']}.json"]
    new = {"start": HOSTILE.index("强师"), "end": HOSTILE.index("强师") + 2}
    assert after["mentions"][-1] == new | {"text": "强师", "type": "school", "name": "强师"}
    assert len(after["mentions"]) == len(before["mentions"])
    assert [line.split(": ")[1] for line in moved.lost] == ["no low, high, bound, unit, status", "unknown label"]


def test_an_annotation_of_label_studio_wins_over_the_prediction(out: Path, tmp_path: Path) -> None:
    export_annotations(out / "out", "labelstudio", tmp_path / "tool")
    file = tmp_path / "tool" / "tasks.json"
    tasks = json.loads(file.read_text(encoding="utf-8"))
    result = [r for r in tasks[0]["predictions"][0]["result"] if r["type"] == "labels"][:1]
    note = json.loads(result[0]["meta"]["text"][0]) | {"name": "另一名称"}
    result[0]["meta"]["text"] = [json.dumps(note)]
    tasks[0]["annotations"] = [{"result": result}, {"result": [], "was_cancelled": True}]
    file.write_text(json.dumps(tasks), encoding="utf-8")
    import_annotations(file, "labelstudio", tmp_path / "gold")
    gold = golds(tmp_path / "gold")[f"{tasks[0]['data']['policyminer']['name']}.json"]
    assert [m["name"] for m in gold["mentions"]] == ["另一名称"]
    assert gold["quantities"] == []


def test_offsets_of_older_versions_of_label_studio_are_understood(tmp_path: Path) -> None:
    value = {"start": 2, "end": 4, "text": "县里", "labels": ["region"]}
    region = {"id": "a", "type": "labels", "from_name": "label", "to_name": "text", "value": value}
    (tmp_path / "t.json").write_text(json.dumps([{"data": {"text": "𠮷县里"}, "annotations": [{"result": [region]}]}]))
    import_annotations(tmp_path / "t.json", "labelstudio", tmp_path / "gold")
    assert golds_of(tmp_path)["mentions"][0]["start"] == 1


def golds_of(tmp_path: Path) -> dict[str, Any]:
    (path,) = (tmp_path / "gold").glob("*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_a_choice_made_in_brat_wins_over_the_note(out: Path, tmp_path: Path) -> None:
    export_annotations(out / "out", "brat", tmp_path / "tool")
    path = sorted((tmp_path / "tool").glob("*.ann"))[0]
    lines = path.read_text(encoding="utf-8")
    assert "\tstatus " in lines
    path.write_text(lines.replace(" actual\n", " target\n"), encoding="utf-8")
    import_annotations(tmp_path / "tool", "brat", tmp_path / "gold")
    gold = json.loads((tmp_path / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert {q["status"] for q in gold["quantities"]} <= {"target", "rule", "other"}


BROKEN = [
    ("doccano", "a.jsonl", "[1]"),
    ("doccano", "a.jsonl", '{"text": "x", "label": [[0, 5, "date"]]}'),
    ("labelstudio", "a.json", "{}"),
    ("labelstudio", "a.json", '[{"data": {}}]'),
    ("brat", "a.ann", "T1\tdate 0 2\t年月\n"),
    ("brat", "a.ann", "T1\tdate 0 1\t某\n#1\tAnnotatorNotes T1\t{bad\n"),
]


@pytest.mark.parametrize(("format_", "name", "text"), BROKEN)
def test_broken_files_are_said(tmp_path: Path, format_: str, name: str, text: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("某县", encoding="utf-8")
    (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    source = tmp_path / "in" if format_ == "brat" else tmp_path / "in" / name
    with pytest.raises(PolicyMinerError) as error:
        import_annotations(source, format_, tmp_path / "gold")
    assert error.value.code == "bad_annotations"
    assert name.split(".")[0] in error.value.where
    assert not (tmp_path / "gold").exists()


def test_the_commands(out: Path, tmp_path: Path) -> None:
    export = ["annotations", "export", str(out / "out"), "--format", "brat", "--to", str(tmp_path / "b")]
    assert CliRunner().invoke(app, export).output.startswith("2 documents: ")
    again = CliRunner().invoke(app, export)
    assert (again.exit_code, "[folder_not_empty]" in again.output) == (2, True)
    back = ["annotations", "import", str(tmp_path / "b"), "--format", "brat", "--to", str(tmp_path / "g")]
    assert CliRunner().invoke(app, back).exit_code == 0
    assert len(list((tmp_path / "g").glob("*.json"))) == len(load(out / "out", ["documents"])["documents"])
    wrong = CliRunner().invoke(app, [*back[:3], "--format", "conll", "--to", str(tmp_path / "h")])
    assert "[unknown_format]" in wrong.output
