"""DOCX to Document: numbers of lists, merged cells, text boxes, tracked changes, notes, and what goes to the ledger."""

from __future__ import annotations

import io
import zipfile

import pytest

from helpers_office import OFFICIAL, W, docx, level, numbered, numbering, p, run, tbl, tc, zipped
from policyminer.model import Document, PolicyMinerError, Removed
from policyminer.read import read_bytes
from policyminer.read.list_numbers import Level, chinese, format_number, print_label


def lines(document: Document) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks]


def read(body: str, **parts: str) -> Document:
    document = read_bytes(docx(body, **parts), "a.docx")
    position = 0
    for block in document.blocks:
        assert position <= block.start < block.end <= len(document.text) and block.locator
        assert not document.text[position : block.start].strip()
        position = block.end
    return document


def test_numbers_of_lists_are_part_of_the_text() -> None:
    body = (
        numbered("总体要求") + numbered("主要任务") + numbered("加强队伍建设", 1) + numbered("选派教师", 2)
        + numbered("补充教师", 2) + numbered("城区学校", 3) + numbered("改善办学条件", 1) + numbered("新建校舍", 2)
        + numbered("保障措施")
    )  # fmt: skip
    assert lines(read(body, numbering=OFFICIAL)) == [
        "一、总体要求", "二、主要任务", "（一）加强队伍建设", "1.选派教师", "2.补充教师", "①城区学校",
        "（二）改善办学条件",
        "1.新建校舍", "三、保障措施",
    ]  # fmt: skip


def test_numbers_by_style_and_of_lists_that_begin_anew() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr>"
        '</w:style><w:style w:type="paragraph" w:styleId="H1a"><w:basedOn w:val="H1"/></w:style></w:styles>'
    )
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = (
        p("目标", '<w:pStyle w:val="H1"/>') + p("任务", '<w:pStyle w:val="H1a"/>') + numbered("附则", 0, 2)
        + numbered("解释", 0, 2) + p("无号", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    found = lines(read(body, numbering=numbering(level(0, "chineseCounting", "%1、"), nums=again), styles=styles))
    assert found == ["一、目标", "二、任务", "一、附则", "二、解释", "无号"]


def test_labels_of_several_levels_and_bullets() -> None:
    part = numbering(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "bullet", "\uf06c"))
    body = numbered("范围") + numbered("适用", 1) + numbered("学校", 2) + p("", "", "") + numbered("2024年起", 1)
    assert lines(read(body, numbering=part)) == ["1 范围", "1.1 适用", "•学校", "1.2 2024年起"]


@pytest.mark.parametrize(
    ("number", "style", "printed"),
    [
        (1, "chineseCounting", "一"),
        (20, "chineseCountingThousand", "二十"),
        (111, "chineseCounting", "一百一十一"),
        (1003, "chineseCounting", "一千〇三"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "decimalEnclosedCircle", "⑳"),
        (3, "decimalEnclosedParen", "⑶"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (11, "ideographTraditional", "甲"),
        (7, "decimalZero", "07"),
        (5, "decimalFullWidth", "５"),
        (0, "chineseCounting", "0"),
        (10**9, "upperRoman", "1000000000"),
    ],
)
def test_formats_of_numbers(number: int, style: str, printed: str) -> None:
    assert format_number(number, style) == printed


def test_chinese_counting_is_read_back() -> None:
    from policyminer.find.numerals import parse_numeral

    for number in [*range(1, 130), 200, 210, 305, 1000, 1010, 1100, 9999]:
        numeral = parse_numeral(chinese(number))
        assert numeral is not None and int(numeral.low) == number


def test_a_legal_level_prints_digits() -> None:
    levels = {0: Level("chineseCounting", "%1、"), 1: Level("decimal", "%1.%2", legal=True)}
    assert print_label(levels, {0: 3, 1: 2}, 1) == "3.2"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = p(
        "选派教师",
        runs=f"<w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:ins>{run('24')}</w:ins>{run('名。')}"
        f"<w:moveFrom>{run('旧句。')}</w:moveFrom><w:moveTo>{run('新句。')}</w:moveTo>",
    )
    document = read(body)
    assert document.text == "选派教师24名。新句。"
    assert document.removed == (Removed("deleted_text", 5, "20旧句。", "第1段"),)


def test_a_deleted_paragraph_end_joins_the_next() -> None:
    first = p("各县要认真", "<w:rPr><w:del/></w:rPr>")
    assert lines(read(first + p("组织实施。") + p("第二段。"))) == ["各县要认真组织实施。", "第二段。"]
    assert lines(read(p("甲。") + first)) == ["甲。", "各县要认真"]


def test_a_deleted_row_goes_to_the_ledger() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('乙县')}{tc('3')}</w:tr>"
    table = tbl(["县区", "学校数"], ["甲县", "5"]).replace("</w:tbl>", gone + "</w:tbl>")
    document = read(p("如下：") + table)
    assert "乙县" not in document.text and document.removed[0].reason == "deleted_text"


def test_merged_cells_have_their_place() -> None:
    table = tbl(
        [tc("任务", '<w:gridSpan w:val="2"/>'), tc("单位", '<w:vMerge w:val="restart"/>')],
        ["序号", "内容", tc("", "<w:vMerge/>")],
        ["1", p("建成学校") + p("配齐教师"), "县教育局"],
    )
    document = read(p("见表。") + table + p("完。"))
    assert [(document.text[b.start : b.end], b.locator) for b in document.blocks if b.kind == "cell"] == [
        ("任务", "表1 第1行第1—2列"),
        ("单位", "表1 第1—2行第3列"),
        ("序号", "表1 第2行第1列"),
        ("内容", "表1 第2行第2列"),
        ("1", "表1 第3行第1列"),
        ("建成学校", "表1 第3行第2列"),
        ("配齐教师", "表1 第3行第2列"),
        ("县教育局", "表1 第3行第3列"),
    ]
    assert [b.locator for b in document.blocks if b.kind != "cell"] == ["第1段", "第2段"]


def test_a_table_that_lays_out_the_page_is_text() -> None:
    long = "各学校要落实各项要求，提高教育质量。" * 20
    document = read(tbl(["标志", "县教育局文件"], ["", p(long) + p("第二段。")]))
    assert {b.kind for b in document.blocks} == {"paragraph"}


def test_a_table_inside_a_cell_has_a_number_of_its_own() -> None:
    inner = tbl(["年度", "人数"], ["2023年", "12"])
    table = tbl(["项目", "情况"], ["培训", p("见下") + inner + p()], ["支教", "6人"])
    found = {(document_text, locator) for document_text, locator in _cells(read(p("如下：") + table))}
    assert {("情况", "表1 第1行第2列"), ("12", "表2 第2行第2列"), ("6人", "表1 第3行第2列")} <= found


def _cells(document: Document) -> list[tuple[str, str | None]]:
    return [(document.text[b.start : b.end], b.locator) for b in document.blocks if b.kind == "cell"]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('专班人员')}{p('共12人')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(p("甲段。", runs=drawing) + p("乙段。"))
    assert [(document.text[b.start : b.end], b.locator) for b in document.blocks] == [
        ("甲段。", "第1段"),
        ("专班人员", "文本框1 第1段"),
        ("共12人", "文本框1 第2段"),
        ("乙段。", "第2段"),
    ]


def test_footnotes_follow_the_text() -> None:
    notes = (
        f"<w:footnotes {W}><w:footnote w:id='0'>{p('分隔线')}</w:footnote>"
        f"<w:footnote w:id='7'>{p('含民办学校。')}</w:footnote>"
        "</w:footnotes>"
    )
    document = read(p("现有学校45所", runs="<w:r><w:footnoteReference w:id='7'/></w:r>" + run("。")), footnotes=notes)
    assert document.text == "现有学校45所。\n含民办学校。"
    assert document.blocks[-1].locator == "脚注1"


def test_headers_footers_comments_codes_and_pictures_go_to_the_ledger() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>' + run("见附件")
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>"
    picture = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"
    document = read(
        p("正文。", runs=field + hidden + picture),
        header1=f"<w:hdr {W}>{p('某县教育局文件')}</w:hdr>",
        header2=f"<w:hdr {W}>{p('某县教育局文件')}</w:hdr>",
        footer1=f"<w:ftr {W}>{p('— 3 —')}</w:ftr>",
        comments=f"<w:comments {W}><w:comment>{p('请核实')}</w:comment></w:comments>",
    )
    assert document.text == "正文。见附件"
    assert [(r.reason, r.text, r.locator) for r in document.removed] == [
        ("hidden", "内部", "第1段"),
        ("field_code", "REF x", "第1段"),
        ("picture", None, "第1段"),
        ("header", "某县教育局文件", "页眉1"),
        ("page_number", "— 3 —", "页脚1"),
        ("comment", "请核实", "批注1"),
    ]


def test_a_table_of_contents_is_boilerplate() -> None:
    styles = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style></w:styles>'
    document = read(p("一、目标\t3", '<w:pStyle w:val="11"/>') + p("一、目标"), styles=styles)
    assert [b.kind for b in document.blocks] == ["boilerplate", "paragraph"]
    assert document.removed == (Removed("contents", 6, "一、目标\t3", "text[0:6]"),)


def test_breaks_tabs_symbols_and_wrappers() -> None:
    runs = (
        run("甲") + "<w:r><w:tab/></w:r>" + run("乙") + "<w:r><w:br/></w:r>" + run("丙")
        + '<w:r><w:br w:type="page"/></w:r>' + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        + f"<w:hyperlink>{run('链接')}</w:hyperlink><w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>"
        + "<w:r><w:noBreakHyphen/></w:r><w:r><w:softHyphen/></w:r>" + run("尾")
    )  # fmt: skip
    assert read(p(runs=runs)).text == "甲\t乙\n丙□链接控件-尾"


def test_strict_documents_are_read_alike() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(p("严格格式。")))) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_bytes(zipped(members), "a.docx").text == "严格格式。"


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(docx(p(runs="<w:r><w:drawing><a:blip/></w:drawing></w:r>")), "a.docx")
    assert caught.value.code == "empty_file" and "1 picture" in caught.value.message
