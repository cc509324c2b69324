"""OFD: text objects with their places, templates, groups, tables and pictures; what is not to be trusted is refused."""

from __future__ import annotations

import pytest

import helpers_pages as pages
from helpers_pages import ofd_package, path_object, text_object
from policyminer.model import Document, PolicyMinerError
from policyminer.read import read_bytes

TITLE = "岚皋县乡村教师支持计划实施意见"
LONG = (
    "为稳定乡村教师队伍，县人民政府决定设立乡村教师奖励专项，每年安排资金120万元，用于表彰在乡村学校任教满20年的教师，"
    "并由县教育体育局会同安康学院组织骨干教师培训，三年内完成全员轮训，覆盖全县各级各类学校教师1500余人。"
)
BODY = [TITLE, LONG, "一、目标任务", LONG, "二、保障措施", LONG, LONG, "（一）加强领导。" + LONG, LONG, LONG, LONG]


def read(data: bytes) -> Document:
    return read_bytes(data, "sample.ofd")


def paragraphs(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def fails(data: bytes) -> str:
    with pytest.raises(PolicyMinerError) as caught:
        read(data)
    return caught.value.code


def test_paragraphs_are_put_together_again_with_their_places() -> None:
    document = read(pages.ofd(BODY, head="岚皋县教育文件", numbers=True))
    assert paragraphs(document) == BODY
    assert (document.media_type, document.warnings) == ("application/ofd", ())
    assert str(document.blocks[0].locator).startswith("p. 1 [")
    assert any("; p. 2 [" in str(block.locator) for block in document.blocks)
    assert {(item.reason, item.text) for item in document.removed} == {
        ("running_head", "岚皋县教育文件"), ("page_number", "— 1 —"), ("page_number", "— 2 —"),
    }  # fmt: skip


def test_places_are_points_from_the_top_left_corner() -> None:
    (block,) = read(ofd_package([text_object("岚皋县", 25.4, 50.8, 5)])).blocks
    left, top, right, bottom = map(int, str(block.locator).removeprefix("p. 1 [").removesuffix("]").split())
    assert (left, top) == (72, 144) and right == pytest.approx(72 + 3 * 5 / 25.4 * 72, abs=1) and 156 <= bottom <= 160


def test_a_matrix_scales_and_places_text() -> None:
    sheet = (
        '<ofd:TextObject ID="1" Boundary="20 30 100 10" CTM="0.5 0 0 0.5 0 0" Font="1" Size="10">'
        '<ofd:TextCode X="0" Y="8.6" DeltaX="10 10">岚皋县</ofd:TextCode></ofd:TextObject>'
    )
    (block,) = read(ofd_package([sheet])).blocks
    assert block.locator == "p. 1 [57 85 99 99]"


def test_distances_may_be_repeated_and_missing() -> None:
    sheet = (
        '<ofd:TextObject ID="1" Boundary="20 30 100 10" Font="1" Size="5">'
        '<ofd:TextCode X="0" Y="4" DeltaX="g 2 5 5.5">岚皋县教育局</ofd:TextCode>'
        '<ofd:TextCode Y="12">第二行</ofd:TextCode></ofd:TextObject>'
    )
    assert paragraphs(read(ofd_package([sheet]))) == ["岚皋县教育局", "第二行"]


def test_a_table_is_kept_as_cells() -> None:
    texts = [["学校", "教师"], ["城关小学", "86名"], ["石门中学", "54名"]]
    sheet = ""
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            x, y = 30 + 50 * column, 40 + 10 * row
            sheet += path_object(x, y, 50, 10) + text_object(text, x + 3, y + 2, 4)
    document = read(ofd_package([sheet]))
    found = {(b.cell.row, b.cell.column): document.text[b.start : b.end] for b in document.blocks if b.cell}
    assert found == {(r + 1, c + 1): texts[r][c] for r in range(3) for c in range(2)}


def test_the_text_of_a_template_of_several_pages_is_a_running_head() -> None:
    template = (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>'
        f"{text_object('岚皋县人民政府文件', 60, 120, 5)}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    sheets = [text_object(text, 30, 60, 5) for text in ("第一页的正文", "第二页的正文")]
    parts = {"Doc_0/Tpls/T.xml": template}
    several = read(ofd_package(sheets, parts, common, '<ofd:Template TemplateID="7"/>'))
    assert "人民政府" not in several.text
    assert [(item.reason, item.text) for item in several.removed] == [("running_head", "岚皋县人民政府文件")] * 2
    one = read(ofd_package(sheets[:1], parts, common, '<ofd:Template TemplateID="7"/>'))
    assert paragraphs(one) == ["第一页的正文", "岚皋县人民政府文件"]


def test_groups_and_composite_units_are_drawn() -> None:
    unit = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:CompositeGraphicUnits>'
        '<ofd:CompositeGraphicUnit ID="5" Width="100" Height="20"><ofd:Content>'
        f"{text_object('组合里的文字', 0, 0, 5)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    sheet = (
        f"<ofd:PageBlock>{text_object('成块的文字', 30, 40, 5)}</ofd:PageBlock>"
        '<ofd:CompositeObject ID="4" Boundary="30 80 100 20" ResourceID="5"/>'
    )
    document = read(ofd_package([sheet], {"Doc_0/Res.xml": unit}, "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"))
    assert paragraphs(document) == ["成块的文字", "组合里的文字"]
    assert str(document.blocks[1].locator).startswith("p. 1 [85 ")


def test_hidden_and_slanted_text_goes_to_the_ledger() -> None:
    sheet = (
        text_object("正文在此", 30, 40, 5)
        + text_object("看不见的字", 30, 60, 5, 'Visible="false"')
        + text_object("内部资料", 60, 120, 10, 'CTM="0.7 -0.7 0.7 0.7 0 0"')
    )
    document = read(ofd_package([sheet]))
    assert document.text == "正文在此"
    assert {item.reason: item.text for item in document.removed} == {"hidden": "看不见的字", "turned_text": "内部资料"}


def test_a_missing_page_is_said_and_the_others_are_read() -> None:
    good = text_object("第一页的正文", 30, 40, 5)
    document = read(ofd_package([good, good], {"Doc_0/Pages/Page_1/Content.xml": "<broken"}))
    assert document.text == "第一页的正文"
    assert document.warnings == ("p. 2: cannot be opened",)


def test_what_is_no_ofd_or_says_nothing_fails_with_its_code() -> None:
    assert fails(ofd_package([""])) == "empty_file"
    assert fails(ofd_package(["<unclosed>"])) == "damaged_file"
    assert fails(ofd_package([], {"Doc_0/Document.xml": "nonsense"})) == "damaged_file"
    assert fails(pages.ofd(BODY)[:800]) == "damaged_file"
    assert fails(ofd_package([""], {"Encryptions.xml": "<a/>"})) == "encrypted"


def test_entities_are_refused_and_leak_nothing() -> None:
    shown = text_object("甲", 30, 40, 5).replace("甲", "&e;")
    evil = (
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">'
        f"<ofd:Content><ofd:Layer>{shown}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    assert fails(ofd_package([""], {"Doc_0/Pages/Page_0/Content.xml": evil})) == "damaged_file"
    assert fails(ofd_package([""], {"OFD.xml": evil})) == "unsafe_xml"
