"""XLSX and XLS to Document: values as they are shown, merged cells, titles and notes, hidden sheets, formulas."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from helpers_office import S, sheet, xlsx
from policyminer.model import Document, PolicyMinerError
from policyminer.pipeline import mine
from policyminer.read import read_bytes
from policyminer.rules import load_rules

STYLES = (
    f'<styleSheet {S}><numFmts><numFmt numFmtId="176" formatCode="0.0%"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
ROWS = [
    ["内乡县2023年教育经费执行情况表"],
    ["单位：万元"],
    ["序号", "学校", "投入", "", "教师数（人）", "合格率", "时间"],
    ["", "", "中央", "地方"],
    [1, "内乡县第一小学", 120.5, 30, 36, 0.667, 45356],
    [2, "内乡县高级中学", 200, "", 128, 0.98, 45357],
    ["", "合计", 320.5, 30, 164],
    ["注：民办学校不在内。"],
]
MERGES = ("A1:G1", "A2:G2", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4")
SHOWN = {"F5": 1, "F6": 1, "G5": 2, "G6": 2}


def workbook() -> bytes:
    return xlsx({"经费": sheet(ROWS, MERGES, SHOWN)}, styles=STYLES)


def cells(document: Document) -> dict[str, str | None]:
    return {document.text[b.start : b.end]: b.locator for b in document.blocks}


def test_values_are_read_as_shown_with_their_place() -> None:
    document = read_bytes(workbook(), "a.xlsx")
    found = cells(document)
    assert found["投入"] == "工作表“经费” 第3行第3列" and found["120.5"] == "工作表“经费” 第5行第3列"
    assert {"66.7%", "98%", "2024年3月5日", "36"} <= set(found)
    kinds = [(b.kind, document.text[b.start : b.end]) for b in document.blocks if b.kind != "cell"]
    assert kinds == [
        ("paragraph", "内乡县2023年教育经费执行情况表"),
        ("paragraph", "单位：万元"),
        ("paragraph", "注：民办学校不在内。"),
    ]
    (wide,) = [b.cell for b in document.blocks if b.cell and document.text[b.start : b.end] == "投入"]
    assert (wide.rows, wide.columns) == (1, 2)


def test_days_that_are_counted_from_1904() -> None:
    mac = xlsx({"经费": sheet([["时间", "人数"], [43894, 36]], (), {"A2": 2})}, mac=True, styles=STYLES)
    assert "2024年3月5日" in cells(read_bytes(mac, "a.xlsx")) and "36" in cells(read_bytes(mac, "a.xlsx"))


@pytest.mark.parametrize("style", ["²", "９", "-1", "9" * 30])
def test_a_style_that_is_no_number_changes_nothing(style: str) -> None:
    data = xlsx({"表": sheet([["数", "数"], [36, 36]]).replace('r="A2"', f'r="A2" s="{style}"')}, styles=STYLES)
    assert read_bytes(data, "a.xlsx").text.endswith("36\n36")


def test_facts_of_a_worksheet() -> None:
    result = mine(read_bytes(workbook(), "a.xlsx"), load_rules())
    found = {(q.text, q.low, q.unit, q.subject, q.code) for q in result.quantities}
    assert ("120.5", 1_205_000, "元", "内乡县第一小学", "invested_funds") in found
    assert ("36", 36, "人", "内乡县第一小学", "teachers") in found
    assert ("128", 128, "人", "内乡县高级中学", "teachers") in found
    assert ("164", 164, "人", "内乡县", "teachers") in found
    assert [c.ok for c in result.checks if c.kind == "table_total"] == [True, True]
    assert not {q.text for q in result.quantities} & {"1", "2", "2023"}
    assert result.metadata.title == "内乡县2023年教育经费执行情况表"


def test_hidden_sheets_formulas_and_empty_sheets() -> None:
    data = xlsx(
        {
            "表": sheet([["县区", "学校数"], ["内乡县", 3], ["合计", "=SUM(B2)"]]),
            "底稿": sheet([["草稿", 5]]),
            "空": sheet([]),
        },
        hidden=["底稿"],
    )
    document = read_bytes(data, "a.xlsx")
    assert [(r.reason, r.text, r.locator) for r in document.removed] == [("hidden", "草稿\n5", "工作表“底稿”")]
    assert document.warnings == ("sheet 表: 1 formula(s) have no stored result",)
    assert "草稿" not in document.text


def test_shared_strings_and_their_reading_aids() -> None:
    strings = f"<sst {S}><si><t>县区</t><rPh><t>xian</t></rPh></si><si><r><t>学校</t></r><r><t>数</t></r></si></sst>"
    rows = (
        f'<worksheet {S}><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c>'
        '<c t="b"><v>1</v></c>'
        '<c t="e"><v>#REF!</v></c></row><row><c t="str"><v>甲</v></c><c><v>3</v></c></row></sheetData></worksheet>'
    )
    assert read_bytes(xlsx({"表": rows}, sharedStrings=strings), "a").text == "县区\n学校数\n是\n\n甲\n3"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("", "empty_file"),
        ('<row r="999999999"><c r="ZZZZ99"><v>1e999</v></c></row>', None),
        ("<row><c><v>x</v></c></row>", None),
    ],
)
def test_odd_sheets(rows: str, code: str | None) -> None:
    data = xlsx({"表": f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>"})
    try:
        document = read_bytes(data, "a")
    except PolicyMinerError as error:
        assert error.code == code
    else:
        assert code is None and document.text


def test_a_sheet_of_too_many_cells_is_said_to_be_cut() -> None:
    rows = "".join(f"<row>{'<c><v>1</v></c>' * 250}</row>" for _ in range(900))
    document = read_bytes(
        xlsx({"甲": sheet([["甲", "乙"], [1, 2]]), "大": f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>"}),
        "a",
    )
    assert "not read" in document.warnings[0] and len(document.blocks) == 4


@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed: it makes the XLS")
def test_an_old_workbook_reads_like_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook())
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xls",
        "a.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    old, new = read_bytes((tmp_path / "a.xls").read_bytes(), "a"), read_bytes(workbook(), "a")
    assert (old.media_type, old.text) == ("application/vnd.ms-excel", new.text)
    assert [b.cell for b in old.blocks] == [b.cell for b in new.blocks]
