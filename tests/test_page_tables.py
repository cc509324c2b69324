"""Tables of pages without ruling lines in the file: aligned columns, lines in a picture; and the fields of forms."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

import pytest

from policyminer.model import Document
from policyminer.read import read_bytes
from policyminer.read.page import Box, Piece
from policyminer.read.page_aligned import find_aligned
from policyminer.read.page_grid import find_grids

ROWS = [
    ["县区", "学校数（所）", "教师数（人）", "投入"],
    ["洛南县", "36", "1280", "560.5"],
    ["丹凤县", "24", "960", "312"],
    ["合计", "60", "2240", "872.5"],
]


def pieces(rows: Sequence[Sequence[str]], xs: Sequence[float] = (80, 180, 300, 430), pitch: float = 22) -> list[Piece]:
    """Texts of 12 points in columns; an empty one leaves its field free."""
    return [
        Piece(text, Box(x, 100 + r * pitch, x + 12 * len(text), 112 + r * pitch), 12)
        for r, row in enumerate(rows)
        for x, text in zip(xs, row, strict=False)
        if text
    ]


def test_columns_of_numbers_below_a_head_are_a_table() -> None:
    (grid,) = find_aligned(pieces(ROWS))
    assert (len(grid.rows) - 1, len(grid.columns) - 1) == (4, 4)
    at = {piece.text: grid.cell_at(piece.box) for piece in pieces(ROWS)}
    assert {text: (cell.row, cell.column) for text, cell in at.items() if cell} == {
        text: (r, c) for r, row in enumerate(ROWS, 1) for c, text in enumerate(row, 1)
    }


def test_free_fields_and_cells_of_two_lines() -> None:
    (grid,) = find_aligned(pieces([*ROWS, ["商南县", "", "860", "201"]]))
    assert len(grid.rows) - 1 == 5
    second_line = Piece("（含城区）", Box(80, 154, 140, 166), 12)
    (grid,) = find_aligned([*pieces(ROWS, pitch=40), second_line])
    cell = grid.cell_at(second_line.box)
    assert len(grid.rows) - 1 == 4 and cell is not None and (cell.row, cell.column) == (2, 1)


def test_a_table_of_two_columns_with_long_labels() -> None:
    rows = [["指标名称", "数值"], ["全县接受培训的中小学骨干教师人数合计", "1280"], ["新建改建学校数", "36"]]
    (grid,) = find_aligned(pieces(rows, (80, 320)))
    assert (len(grid.rows) - 1, len(grid.columns) - 1) == (3, 2)


def test_a_line_of_text_in_pieces_below_a_table_is_no_row() -> None:
    text = [Piece("各县区要进一步加大投入力度，优化支出结构", Box(80, 188, 368, 200), 12)]
    text.append(Piece("把资金用在刀刃上", Box(390, 188, 486, 200), 12))
    (grid,) = find_aligned([*pieces(ROWS), *text])
    assert len(grid.rows) - 1 == 4 and grid.cell_at(text[0].box) is None


@pytest.mark.parametrize(
    "rows",
    [
        [["王建国", "李明", "张伟", "刘洋"], ["陈静", "杨帆", "赵磊", "周涛"], ["吴敏", "郑强", "孙丽", "马超"]],
        [["总体要求", "", "", "1"], ["重点任务", "", "", "3"], ["保障措施", "", "", "8"], ["附则", "", "", "12"]],
        ROWS[:2],
        [["全县共有学校", "36"], ["所，其中小学占", "六成以上。"], ["初中十二所，", "另有高中三所。"]],
    ],
    ids=["names", "contents", "two rows", "text"],
)
def test_what_only_looks_like_a_table_is_text(rows: list[list[str]]) -> None:
    assert find_aligned(pieces(rows)) == []


def aligned_pdf() -> bytes:
    pytest.importorskip("reportlab", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(96, 780, "全县共有36所学校参加改造，情况如下：")
    canvas.drawRightString(480, 756, "单位：万元")
    for r, row in enumerate(ROWS):
        for x, text in zip((80, 180, 300, 430), row, strict=True):
            canvas.drawString(x, 732 - 22 * r, text)
    canvas.drawString(96, 620, "各县区要进一步加大投入力度。")
    canvas.save()
    return out.getvalue()


def cells(document: Document) -> list[tuple[str, int, int]]:
    return [(document.text[b.start : b.end], b.cell.row, b.cell.column) for b in document.blocks if b.cell is not None]


TABLE = [(text, r, c) for r, row in enumerate(ROWS, 1) for c, text in enumerate(row, 1)]


def test_a_pdf_table_without_lines_is_read_by_cells() -> None:
    document = read_bytes(aligned_pdf(), "a.pdf")
    assert cells(document) == TABLE
    rest = [document.text[b.start : b.end] for b in document.blocks if b.cell is None]
    assert rest == ["全县共有36所学校参加改造，情况如下：", "单位：万元", "各县区要进一步加大投入力度。"]


# --- lines in pictures --------------------------------------------------------------------------------------------


def drawn(turn: float, seal: bool = False) -> Any:
    """The picture of a table of three rows and columns, ``turn`` degrees counter-clockwise, as an array."""
    image = pytest.importorskip("PIL.Image", reason='needs Pillow: pip install ".[dev]"')
    numpy = pytest.importorskip("numpy")
    from PIL import ImageDraw

    page = image.new("RGB", (1400, 1000), (248, 248, 248))
    draw = ImageDraw.Draw(page)
    for i in range(4):
        draw.line((200, 300 + 80 * i, 1100, 300 + 80 * i), fill=(40, 40, 40), width=2)
        draw.line((200 + 300 * i, 300, 200 + 300 * i, 540), fill=(40, 40, 40), width=2)
    draw.rectangle((200, 700, 500, 860), fill=(30, 30, 30))  # a photograph
    if seal:
        draw.rectangle((600, 650, 900, 900), outline=(230, 40, 40), width=4)
    turned = page.rotate(turn, fillcolor=(248, 248, 248), resample=image.Resampling.BICUBIC)
    return numpy.asarray(turned)


@pytest.mark.parametrize("turn", [0.0, 0.5, -1.0])
def test_the_lines_of_a_scanned_table_are_found(turn: float) -> None:
    from policyminer.read.scan_rules import scanned_rules

    rules = scanned_rules(drawn(turn, seal=True), (), math.radians(-turn), 0.4)
    (grid,) = [grid for grid in find_grids(rules) if len(grid.rows) == 4]
    assert len(grid.columns) == 4
    assert len(rules) == 8


def test_a_page_of_a_photograph_has_no_lines() -> None:
    numpy = pytest.importorskip("numpy")
    from policyminer.read.scan_rules import scanned_rules

    noise = numpy.random.default_rng(1).integers(0, 255, (600, 400, 3)).astype("uint8")
    assert scanned_rules(noise, (), 0.0, 0.4) == ()
    assert scanned_rules(numpy.zeros((600, 400, 3), dtype="uint8"), (), 0.0, 0.4) == ()


# --- forms --------------------------------------------------------------------------------------------------------


def form() -> bytes:
    pytest.importorskip("reportlab", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    texts = {760: "实习支教申报表", 690: "接收实习生人数（人）：", 652: "　　已签协议", 630: "　　未签协议"}
    for y, text in texts.items():
        canvas.drawString(72, y, text)
    fields = canvas.acroForm
    fields.textfield(name="n", value="36", x=210, y=684, width=60, height=18)
    fields.checkbox(name="yes", checked=True, x=72, y=648, size=16)
    fields.checkbox(name="no", checked=False, x=72, y=626, size=16)
    fields.textfield(name="secret", value="hidden", x=72, y=600, width=90, height=18, fieldFlags="password")
    fields.textfield(name="unseen", value="nothing", x=72, y=580, width=1, height=1)
    fields.textfield(name="more", value="first\nsecond", x=72, y=500, width=160, height=50, fieldFlags="multiline")
    canvas.save()
    return out.getvalue()


def test_the_values_of_a_form_stand_where_they_are_seen() -> None:
    document = read_bytes(form(), "a.pdf")
    text = document.text.splitlines()
    assert "接收实习生人数（人）：36" in text
    assert [line for line in text if "协议" in line] == ["☑ 已签协议", "未签协议"]
    assert "first" in text and "second" in text and "hidden" not in document.text
    assert "nothing" not in document.text
