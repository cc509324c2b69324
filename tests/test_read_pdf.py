"""PDF with a text layer: paragraphs, columns, tables and running heads by their places; what is lost is said."""

from __future__ import annotations

import io
from typing import Any

import pytest

import helpers_pages as pages
from policyminer.model import Document, PolicyMinerError
from policyminer.read import read_bytes

TITLE = "镇坪县中小学教师能力提升三年行动方案"
LONG = (
    "为落实教育强县部署，补齐农村学校师资短板，县教育体育局联合安康学院组织骨干教师到乡镇学校开展驻校帮扶，"
    "全年计划选派教师36名，覆盖全县11所初中和27所小学，并为每所学校确定一名联系专家，按月到校指导。"
)
SECOND = (
    "各学校要把帮扶工作列入年度计划，安排专人负责，确保每名新入职教师都有导师，每学期公开课不少于两节，成绩计入考核。"
)
BODY = [
    TITLE,
    LONG,
    "一、总体目标",
    SECOND,
    LONG,
    "（一）健全机制。" + SECOND,
    LONG,
    "二、保障措施",
    SECOND,
    LONG,
    SECOND,
]
TABLE = [
    ["任务", "内容", "时限"],
    ["驻校帮扶", "选派骨干教师36名，覆盖全县所有乡镇初中和中心小学", "6月"],
    ["跟岗研修", "派出120人次", "9月"],
]


def read(data: bytes) -> Document:
    return read_bytes(data, "sample.pdf")


def paragraphs(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def places(document: Document) -> list[str]:
    return [str(block.locator) for block in document.blocks]


def drawn(*shows: tuple[float, float, str], size: int = 12, **options: Any) -> bytes:
    """A page on which texts are put at places (from the lower left), in this order."""
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = canvas_module.Canvas(out, **options)
    canvas.setFont("STSong-Light", size)
    for x, y, text in shows:
        canvas.drawString(x, y, text)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: pages.pdf(BODY), id="indents"),
        pytest.param(lambda: pages.pdf(BODY, indent=False), id="no indents"),
        pytest.param(lambda: pages.pdf(BODY * 3, columns=2), id="two columns"),
        pytest.param(lambda: pages.pdf(BODY * 4, head="镇坪县教育文件汇编", numbers=True), id="heads and numbers"),
        pytest.param(lambda: pages.tagged_pdf(BODY * 4), id="another producer"),
        pytest.param(lambda: pages.office_pdf(BODY * 4), id="an office program"),
    ],
)
def test_paragraphs_are_put_together_again(make: Any) -> None:
    document = read(make())
    found = paragraphs(document)
    assert found == BODY * (len(found) // len(BODY))
    assert (document.media_type, document.warnings) == ("application/pdf", ())


def test_a_block_says_where_it_stands_on_every_page_it_runs_over() -> None:
    document = read(pages.pdf([TITLE, *[LONG, SECOND] * 20]))
    title, first = places(document)[:2]
    assert title.startswith("p. 1 [") and first.startswith("p. 1 [72 ")
    left, top, right, bottom = map(int, title.removeprefix("p. 1 [").removesuffix("]").split())
    assert 72 <= left < right <= 524 and 60 < top < bottom < 110  # at the top, in points from the top left corner
    broken = [place for place in places(document) if "; " in place]
    assert broken and all(a.startswith("p. ") for a in broken)
    assert any(place.split(" [")[0] != place.split("; ")[1].split(" [")[0] for place in broken)


def test_running_heads_and_page_numbers_go_to_the_ledger() -> None:
    document = read(pages.pdf(BODY * 4, head="镇坪县教育文件汇编　第三辑", numbers=True))
    assert "汇编" not in document.text and "—" not in document.text
    reasons = [item.reason for item in document.removed]
    assert reasons.count("running_head") == reasons.count("page_number") >= 3
    assert {item.text for item in document.removed if item.reason == "page_number"} >= {"— 1 —", "— 2 —"}
    assert all(item.locator and item.locator.startswith("p. ") for item in document.removed)


def test_attachments_that_begin_pages_are_no_running_heads() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for number in (1, 2, 3):
        sheet.setFont("STSong-Light", 12)
        sheet.drawString(72, 770, f"附件{number}")
        sheet.drawString(72, 700, "镇坪县教师培训计划表" + "甲乙丙"[number - 1])
        sheet.drawString(290, 40, str(number))
        sheet.showPage()
    sheet.save()
    document = read(out.getvalue())
    assert [p for p in paragraphs(document) if p.startswith("附件")] == ["附件1", "附件2", "附件3"]
    assert [item.text for item in document.removed] == ["1", "2", "3"]


@pytest.mark.parametrize("make", [pages.pdf, pages.tagged_pdf])
def test_a_ruled_table_is_kept_as_cells(make: Any) -> None:
    document = read(make([TITLE, LONG, TABLE, SECOND]))
    cells = [block for block in document.blocks if block.kind == "cell"]
    rows = [[document.text[c.start : c.end] for c in cells if c.cell and c.cell.row == row] for row in (1, 2, 3)]
    assert rows == TABLE
    assert str(cells[4].locator).endswith("] 表1 第2行第2列")
    assert paragraphs(document)[:2] == [TITLE, LONG] and paragraphs(document)[-1] == SECOND
    assert "任务\n内容\n时限\n\n驻校帮扶\n" in document.text


def test_merged_cells_count_the_rows_they_cover() -> None:
    pytest.importorskip("reportlab", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.lib import colors
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 1, colors.black),
            ("FONT", (0, 0), (-1, -1), "STSong-Light", 11),
            ("SPAN", (0, 0), (0, 1)),
            ("SPAN", (1, 2), (2, 2)),
        ]
    )
    out = io.BytesIO()
    rows = [["师资建设", "选派教师", "36名"], ["", "培训园长", "18名"], ["经费", "全年120万元", ""]]
    SimpleDocTemplate(out).build([Table(rows, style=style)])
    document = read(out.getvalue())
    spans = {document.text[b.start : b.end]: b.cell for b in document.blocks}
    assert [(c.row, c.column, c.rows, c.columns) for c in spans.values() if c] == [
        (1, 1, 2, 1), (1, 2, 1, 1), (1, 3, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1), (3, 1, 1, 1), (3, 2, 1, 2),
    ]  # fmt: skip


def test_a_table_that_goes_on_overleaf_is_one_table() -> None:
    rows = [["序号", "学校"], *([str(n), f"镇坪县第{n}小学"] for n in range(1, 60))]
    document = read(pages.pdf([TITLE, rows]))
    cells = [block.cell for block in document.blocks if block.cell]
    assert {cell.table for cell in cells} == {1}
    assert [cell.row for cell in cells if cell.column == 2] == list(range(1, 61))
    assert {place[:4] for place in places(document)} == {"p. 1", "p. 2"}


def test_columns_are_read_one_after_the_other_below_a_line_that_runs_across() -> None:
    left = [(72.0, 700.0 - 20 * i, f"左栏第{i}行的文字共有十五个字") for i in range(6)]
    right = [(320.0, 692.0 - 20 * i, f"右栏第{i}行的文字共有十五个字") for i in range(6)]
    mixed = [show for pair in zip(left, right, strict=True) for show in pair]
    document = read(drawn((150, 760, "跨越两栏的一个很长的标题行放在这里占满版心的大半宽度吧"), *mixed))
    assert document.text.index("左栏第5行") < document.text.index("右栏第0行")
    assert document.text.startswith("跨越两栏")


def test_a_list_set_in_columns_is_read_by_lines() -> None:
    names = [("王小明", "李建国"), ("赵丽", "孙志强"), ("周敏", "吴海燕"), ("郑涛", "冯雪梅")]
    shows = [
        (x, 700.0 - 20 * i, name) for i, row in enumerate(names) for x, name in zip((72.0, 300.0), row, strict=True)
    ]
    text = read(drawn(*shows)).text
    assert text.index("王小明") < text.index("李建国") < text.index("赵丽") < text.index("孙志强")


def test_digits_drawn_after_the_rest_stand_in_their_place() -> None:
    document = read(drawn((72, 700, "选派教师"), (136, 700, "名到乡镇学校"), (121, 700, "36")))
    assert paragraphs(document) == ["选派教师36名到乡镇学校"]


def test_bold_by_printing_twice_is_read_once() -> None:
    assert read(drawn((72, 700, "镇坪县"), (72.4, 700, "镇坪县"))).text == "镇坪县"


def test_single_characters_of_a_font_that_is_not_there_are_not_lost() -> None:
    assert paragraphs(read(drawn((72, 700, "是"), (72, 640, "否")))) == ["是", "否"]


def test_watermarks_are_set_aside_and_lying_pages_turned() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for turn in (0, 90, 180, 270):
        sheet.setPageRotation(turn)
        sheet.setFont("STSong-Light", 12)
        sheet.translate(300, 400)
        sheet.rotate(turn)
        for i in range(4):
            sheet.drawString(-200, 100 - 20 * i, f"第{i}行：镇坪县选派教师三十六名到校任教")
        sheet.rotate(45)
        sheet.setFont("STSong-Light", 30)
        sheet.drawString(0, 0, "内部资料")
        sheet.showPage()
    sheet.save()
    document = read(out.getvalue())
    assert document.text.count("第0行") == 4 and "内部资料" not in document.text
    assert [document.text.index(f"第{i}行") for i in range(4)] == sorted(
        document.text.index(f"第{i}行") for i in range(4)
    )
    assert [item.text for item in document.removed] == ["内部资料"] * 4


def test_a_word_broken_at_the_end_of_a_line_is_made_whole() -> None:
    shows = [(72.0, 700.0, "县教育局与 Northwest Univer-"), (72.0, 680.0, "sity 合作开展培训，共有教师二十人")]
    text = read(drawn(*shows, (72.0, 660.0, "参加，效果良好，学校满意，家长认可。")))
    assert "Northwest University 合作" in text.text


def test_a_password_is_asked_for_clearly() -> None:
    pytest.importorskip("reportlab", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.lib.pdfencrypt import StandardEncryption

    with pytest.raises(PolicyMinerError) as caught:
        read(drawn((72, 700, "镇坪县"), encrypt=StandardEncryption("secret", "owner")))
    assert caught.value.code == "encrypted"
    assert read(drawn((72, 700, "镇坪县"), encrypt=StandardEncryption("", "owner"))).text == "镇坪县"


def test_an_empty_pdf_is_an_empty_file() -> None:
    with pytest.raises(PolicyMinerError) as caught:
        read(drawn())
    assert caught.value.code == "empty_file"


def test_the_same_bytes_give_the_same_reading() -> None:
    data = pages.pdf(BODY * 2, columns=2, numbers=True)
    assert read(data) == read(data)


def test_a_table_of_contents_is_no_text() -> None:
    dots = "…" * 12
    shows = [(72.0, 740.0, "目　录"), (72.0, 700.0, f"一、总体要求{dots}1"), (72.0, 680.0, f"二、主要任务{dots}12")]
    document = read(drawn(*shows, (96.0, 600.0, "县教育局制定本方案，各学校遵照执行，不得推诿。")))
    assert [block.kind for block in document.blocks] == ["paragraph", "boilerplate", "boilerplate", "paragraph"]


def test_a_footnote_does_not_part_the_paragraph_that_goes_on_overleaf() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    full = "各乡镇中心学校要按照县教育体育局的统一安排开展结对帮扶工作并定期上报进展"
    for page in range(2):
        sheet.setFont("STSong-Light", 12)
        for i in range(10):
            sheet.drawString(72 + (24 if i == 5 else 0), 700 - 20 * i, full[: 34 if i == 5 else 36])
        if page == 0:
            sheet.setFont("STSong-Light", 9)
            sheet.drawString(72, 90, "注：含九年一贯制学校。")
        sheet.showPage()
    sheet.save()
    found = paragraphs(read(out.getvalue()))
    assert len(found) == 4
    assert found[1].count(full[:34]) == 10 and found[2].startswith("注：")


@pytest.mark.parametrize("number", ["·第壹页·", "－1－", "第 1 页，共 9 页"])
def test_page_numbers_in_odd_dress(number: str) -> None:
    document = read(drawn((72, 700, "全县36所学校参加改造，按期完成。"), (280, 40, number)))
    assert paragraphs(document) == ["全县36所学校参加改造，按期完成。"]
    assert [item.reason for item in document.removed] == ["page_number"]


def test_entries_of_a_list_with_gaps_begin_lines_of_their_own() -> None:
    entries = [("一、总体要求", "1"), ("二、重点任务", "3"), ("三、保障措施", "8")]
    shows = [(x, 700 - 22 * i, entry[k]) for i, entry in enumerate(entries) for k, x in enumerate((80, 500))]
    assert len(paragraphs(read(drawn(*shows)))) == 3
