"""A run over files of many formats: places and ledger as tables, members of archives reused, `show` with its place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from helpers_office import W, docx, p, rtf, rtf_text, sheet, tbl, xlsx, zipped
from policyminer.publish.show import show
from policyminer.run.batch import Report, run

TEXT = "淅川县教育局选派24名教师到乡镇学校支教。"
PAGE = (
    f"<html><body><ul><li><a>首页</a></li></ul><div id=zoom><p>{TEXT}</p></div><div>版权所有</div>"
    "<script>x()</script></body></html>"
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formats")
    table = tbl(["县区", "学校数（所）"], ["内乡县", "36"])
    header = f"<w:hdr {W}>{p('淅川县教育局文件')}</w:hdr>"
    (folder / "a.docx").write_bytes(docx(p("淅川县教育局2023年工作总结") + p(TEXT) + table, header1=header))
    (folder / "b.zip").write_bytes(
        zipped({"甲.txt": TEXT, "乙.docx": docx(p(TEXT)), "坏.docx": b"PK\x03\x04word/document.xml"})
    )
    (folder / "c.xlsx").write_bytes(xlsx({"经费": sheet([["县区", "投入（万元）"], ["内乡县", 12.5]])}))
    (folder / "d.rtf").write_bytes(rtf(rtf_text(TEXT) + "\\par"))
    (folder / "e.html").write_text(PAGE, encoding="utf-8")
    (folder / "f.txt").write_text("通知\n" + TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def report(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return run([source], tmp_path_factory.mktemp("out") / "tables", workers=1)


def rows(report: Report, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(report.snapshot / table).to_pylist()
    return found


def test_every_file_and_member_is_a_row(report: Report) -> None:
    documents = {d["path"]: (d["status"], d["error_code"], d["media_type"]) for d in rows(report, "documents")}
    office = "application/vnd.openxmlformats-officedocument."
    assert documents == {
        "a.docx": ("ok", None, office + "wordprocessingml.document"),
        "b.zip!/乙.docx": ("ok", None, office + "wordprocessingml.document"),
        "b.zip!/坏.docx": ("failed", "damaged_file", None),
        "b.zip!/甲.txt": ("ok", None, "text/plain"),
        "c.xlsx": ("ok", None, office + "spreadsheetml.sheet"),
        "d.rtf": ("ok", None, "application/rtf"),
        "e.html": ("ok", None, "text/html"),
        "f.txt": ("ok", None, "text/plain"),
    }
    secondments = [i for i in rows(report, "indicators") if i["code"] == "secondments"]
    assert len(secondments) == 6 and {i["low"] for i in secondments} == {24.0}


def test_places_and_ledger_are_tables(report: Report) -> None:
    paths = {d["doc_id"]: d["path"] for d in rows(report, "documents")}
    texts = {d["doc_id"]: d["text"] for d in rows(report, "documents")}
    places = {
        (paths[b["doc_id"]], str(texts[b["doc_id"]])[b["start"] : b["end"]]): b["locator"]
        for b in rows(report, "blocks")
    }  # type: ignore[misc]
    assert places["a.docx", "36"] == "表1 第2行第2列"
    assert places["b.zip!/乙.docx", TEXT] == "第1段"
    assert places["c.xlsx", "12.5"] == "工作表“经费” 第2行第2列"
    assert places["e.html", TEXT] == "第1段"
    ledger = [(paths[r["doc_id"]], r["ordinal"], r["reason"], r["text"]) for r in rows(report, "removed")]
    assert ledger == [
        ("a.docx", 0, "header", "淅川县教育局文件"),
        ("e.html", 0, "script", None),
        ("e.html", 1, "navigation", "首页"),
        ("e.html", 2, "footer", "版权所有"),
    ]


def test_show_says_where_a_fact_stands(report: Report) -> None:
    ids = {q["text"]: q["quantity_id"] for q in rows(report, "quantities") if q["subject"] == "内乡县"}
    (cell,) = show(report.out, str(ids["36"]))
    assert cell.passage is not None and cell.passage.place == "表1 第2行第2列"
    assert cell.row["evidence"] == "内乡县｜学校数（所）｜36"
    last = len(rows(report, "quantities")) - 1
    assert show(report.out, f"quantities:{last}")[0].passage.place == "第2行"  # type: ignore[union-attr]
    program = Path(sys.executable).with_name("policyminer")
    if program.exists():
        done = subprocess.run(
            [program, "show", report.out, ids["36"]], capture_output=True, text=True, encoding="utf-8"
        )
        assert "a.docx 表1 第2行第2列 [" in done.stdout


def test_members_are_not_mined_again(source: Path, report: Report) -> None:
    again = run([source], report.out, workers=1)
    assert again.reused == again.documents - again.failed
    assert not again.changed
