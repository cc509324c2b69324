"""RTF to Document: two ways of writing Chinese, tables, deleted text, notes; broken and hostile files."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from helpers_office import rtf, rtf_inner_row, rtf_row, rtf_text
from policyminer.model import PolicyMinerError
from policyminer.read import read_bytes

TEXT = "各县（市、区）要选派24名教师，“驻校”1年；𠮷林路小学“—”参加。"


@pytest.mark.parametrize("style", ["unicode", "bytes"])
@pytest.mark.parametrize("head", ["\\ansicpg936", "\\ansicpg1252", ""])
def test_chinese_is_read_whatever_the_code_page_says(style: str, head: str) -> None:
    document = read_bytes(rtf(f"\\pard\\f1 {rtf_text(TEXT, style)}\\par", head), "a")
    assert document.text == TEXT
    assert document.media_type == "application/rtf"


def test_paragraphs_breaks_and_signs() -> None:
    body = f"{rtf_text('甲')}\\tab {rtf_text('乙')}\\line {rtf_text('丙')}\\par"
    body += f"\\pard {{\\b {rtf_text('丁')}}}\\emdash\\~x\\_y\\{{\\par"
    document = read_bytes(rtf(body), "a")
    assert document.text == "甲\t乙\n丙\n丁— x-y{"
    assert [b.locator for b in document.blocks] == ["第1段", "第1段", "第2段"]


def test_the_fallback_of_an_escape_is_skipped() -> None:
    assert read_bytes(rtf("\\uc2\\u30002\\'c5\\'a6\\uc1{\\u30002 ?}x\\par"), "a").text == "甲甲x"


def test_what_goes_to_the_ledger() -> None:
    body = (
        f"{{\\header {rtf_text('县教育局文件')}\\par}}{{\\footer {rtf_text('第1页')}}}"
        f"{rtf_text('选派')}{{\\deleted {rtf_text('20')}}}{{\\revised {rtf_text('24名')}}}{{\\v {rtf_text('内部')}}}"
        f"{{\\field{{\\*\\fldinst HYPERLINK x}}{{\\fldrslt {rtf_text('教师')}}}}}{{\\pict 89504e47}}"
        f"{{\\*\\unknown {rtf_text('不读')}}}{{\\footnote {rtf_text('含民办')}}}\\par"
        f"{{\\info{{\\title {rtf_text('题')}}}}}"
    )
    document = read_bytes(rtf(body), "a")
    assert document.text == "选派24名教师\n含民办"
    assert document.blocks[-1].locator == "脚注1"
    assert {(r.reason, r.text) for r in document.removed} == {
        ("header", "县教育局文件"), ("footer", "第1页"), ("deleted_text", "20"), ("hidden", "内部"),
        ("field_code", "HYPERLINK x"), ("picture", None),
    }  # fmt: skip


def test_numbers_of_lists_stand_in_the_file() -> None:
    body = f"\\pard{{\\listtext {rtf_text('一、')}\\tab}}{rtf_text('目标')}\\par"
    assert read_bytes(rtf(body), "a").text == "一、目标"


def test_tables_with_merges() -> None:
    body = (
        f"\\pard {rtf_text('见表。')}\\par"
        + rtf_row(["县区", "投入（万元）"], [2000, 6000], {0: "clvmgf"})
        + rtf_row(["", "中央", "地方"], [2000, 4010, 6000], {0: "clvmrg"})
        + rtf_row(["内乡县", "30", "12"], [2000, 4000, 6000])
        + f"\\pard {rtf_text('完。')}\\par"
    )
    document = read_bytes(rtf(body), "a")
    cells = [(document.text[b.start : b.end], b.locator) for b in document.blocks if b.kind == "cell"]
    assert cells == [
        ("县区", "表1 第1—2行第1列"),
        ("投入（万元）", "表1 第1行第2—3列"),
        ("中央", "表1 第2行第2列"),
        ("地方", "表1 第2行第3列"),
        ("内乡县", "表1 第3行第1列"),
        ("30", "表1 第3行第2列"),
        ("12", "表1 第3行第3列"),
    ]
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind == "paragraph"] == ["见表。", "完。"]


def test_a_table_inside_a_cell_is_a_table_and_the_one_around_it_is_layout() -> None:
    inner = rtf_inner_row(["县区", "学校数（所）"], [900, 1800]) + rtf_inner_row(["内乡县", "36"], [900, 1800])
    outer = "\\trowd\\cellx2000\\cellx6000"
    body = (
        f"{outer}\\pard\\intbl {rtf_text('任务分解')}\\cell\\pard\\intbl {rtf_text('见下表：')}\\par{inner}"
        f"\\pard\\intbl {rtf_text('表后说明')}\\cell{{{outer}\\row}}\\pard {rtf_text('完。')}\\par"
        + rtf_row(["甲", "乙"], [2000, 6000])
        + rtf_row(["丙", "丁"], [2000, 6000])
    )
    document = read_bytes(rtf(body), "a")
    found = [(document.text[b.start : b.end], b.locator) for b in document.blocks]
    cells = [("县区", 1, 1), ("学校数（所）", 1, 2), ("内乡县", 2, 1), ("36", 2, 2)]
    assert [text for text, _ in found[:3]] == ["任务分解", "见下表：", "表后说明"]
    assert found[3:7] == [(text, f"表1 第{row}行第{column}列") for text, row, column in cells]
    assert [text for text, _ in found[7:]] == ["完。", "甲", "乙", "丙", "丁"]
    assert document.blocks[-1].cell is not None and document.blocks[-1].cell.table == 2


def test_a_cell_of_several_paragraphs_stays_in_its_table() -> None:
    first = f"\\pard\\intbl {rtf_text('甲县')}\\par\\pard\\intbl {rtf_text('乙县')}\\cell"
    row = f"\\trowd\\cellx2000\\cellx6000{first}\\pard\\intbl 36\\cell\\row\n"
    document = read_bytes(rtf(row * 2), "a")
    assert {b.kind for b in document.blocks} == {"cell"}
    assert document.text.startswith("甲县\n乙县\n36")


KEEP = rtf_text("各县要认真落实。") + "\\par"
HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "a million open groups": (lambda: rtf(KEEP + "{" * 1_000_000), "unpacks_too_large"),
    "a million closed groups": (lambda: rtf(KEEP + "{}" * 500_000), None),
    "closed too often": (lambda: rtf(KEEP) + b"}" * 100, None),
    "cut in a control word": (lambda: rtf(KEEP + "\\pa")[:-1], None),
    "binary data that claims too much": (lambda: rtf(KEEP + "{\\pict\\bin99999999 x}"), None),
    "numbers without end": (lambda: rtf(KEEP + "\\u99999999999\\'zz\\cellx9999999999\\uc-5 "), None),
    "ten megabytes of picture": (lambda: rtf("{\\pict " + "0f" * 5_000_000 + "}" + KEEP), None),
    "100,000 rows": (lambda: rtf(KEEP + "\\trowd\\cellx9\\intbl a\\cell\\row" * 100_000), None),
    "a row of 100,000 cells": (
        lambda: rtf(KEEP + "\\trowd" + "\\cellx9" * 100_000 + "a\\cell" * 100_000 + "\\row"),
        None,
    ),
    "tables in tables": (
        lambda: rtf(KEEP + "\\trowd\\cellx9\\pard\\intbl a" + "".join(f"\\itap{i} a\\nestcell" for i in range(9_999))),
        None,
    ),
    "inner rows without cells": (lambda: rtf(KEEP + "\\itap3\\nestrow\\nestcell\\itap-1\\row" * 10_000), None),
    "rows without a plan": (lambda: rtf(KEEP + "a\\cell b\\cell\\row c\\cell\\row"), None),
    "nothing to read": (lambda: rtf("{\\pict 00}"), "empty_file"),
    "no braces": (lambda: b"{\\rtf1}}}}", "empty_file"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_bounded(name: str) -> None:
    make, code = HOSTILE[name]
    data = make()
    started = time.perf_counter()
    try:
        document = read_bytes(data, "a.rtf")
    except PolicyMinerError as error:
        assert error.code == code
    else:
        assert code is None and "各县要认真落实。" in document.text
    assert time.perf_counter() - started < 20
