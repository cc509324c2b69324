"""Documents for the tests of the page readers, rendered from plain paragraphs: PDF by two producers, OFD, scans."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

#: A paragraph that is a list of rows is a table.
Body = Sequence["str | list[list[str]]"]


def han_font() -> Path:
    """A font file with Chinese characters; the test is skipped without one."""
    fonts = pytest.importorskip("pylopdf_fonts_zh_cn", reason='needs a Chinese font: pip install ".[dev]"')
    return Path(fonts.__file__).parent / "NotoSerifSC-Regular.otf"


def pdf(body: Body, *, columns: int = 1, head: str = "", numbers: bool = False, indent: bool = True) -> bytes:
    """A PDF by reportlab with a font that is not embedded: the first paragraph is the title, lists are tables."""
    pytest.importorskip("reportlab", reason='needs reportlab: pip install ".[dev]"')
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    font = {"fontName": "STSong-Light", "wordWrap": "CJK"}
    text = ParagraphStyle("text", fontSize=12, leading=20, firstLineIndent=24 if indent else 0, alignment=4, **font)
    title = ParagraphStyle("title", fontSize=18, leading=28, alignment=1, **font)
    small = ParagraphStyle("cell", fontSize=10, leading=14, **font)
    width, height = A4
    margin, gutter = 72.0, 24.0

    def decorate(canvas: Any, document: Any) -> None:
        canvas.setFont("STSong-Light", 10)
        if head:
            canvas.drawCentredString(width / 2, height - 45, head)
        if numbers:
            canvas.drawCentredString(width / 2, 40, f"— {document.page} —")

    def flow(item: str | list[list[str]], style: ParagraphStyle) -> Any:
        if isinstance(item, str):
            return Paragraph(_escaped(item), style)
        cells = [[Paragraph(_escaped(cell), small) for cell in row] for row in item]
        return Table(cells, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))

    each = (width - 2 * margin - gutter * (columns - 1)) / columns
    frames = [
        Frame(margin + i * (each + gutter), margin, each, height - 2 * margin, 0, 0, 0, 0) for i in range(columns)
    ]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, pageTemplates=[PageTemplate("page", frames, onPage=decorate)])
    document.build([flow(item, text if i else title) for i, item in enumerate(body)])
    return out.getvalue()


def tagged_pdf(body: Body) -> bytes:
    """A tagged PDF by typst with an embedded font, page numbers and space between the paragraphs."""
    typst = pytest.importorskip("typst", reason='needs typst: pip install ".[dev]"')
    lines = [
        '#set page(paper: "a4", numbering: "— 1 —")',
        '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")',
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)",
    ]
    for i, item in enumerate(body):
        if isinstance(item, str):
            lines.append(f"#align(center, text(18pt, {_literal(item)}))" if i == 0 else f"#par({_literal(item)})")
        else:
            cells = ", ".join(_literal(cell) for row in item for cell in row)
            lines.append(f"#table(columns: {len(item[0])}, {cells})")
    source = "\n".join(lines).encode()
    made: bytes = typst.compile(source, font_paths=[str(han_font().parent)])
    return made


def scan(body: Body, *, dpi: int = 150, turn: float = 0.0) -> list[Any]:
    """Pictures of the pages as a scanner gives them: grey, ``turn`` degrees askew."""
    image = pytest.importorskip("PIL.Image", reason='needs Pillow: pip install ".[dev]"')
    from PIL import ImageDraw, ImageFont

    em = round(dpi / 72 * 14)
    font = ImageFont.truetype(str(han_font()), em)
    width, height, margin = round(8.27 * dpi), round(11.69 * dpi), dpi
    fits = (width - 2 * margin) // em
    lines: list[str] = []
    for item in body:
        assert isinstance(item, str)
        rest = "\u3000\u3000" + item
        while rest:
            cut = _line_end(rest, fits)
            lines.append(rest[:cut])
            rest = rest[cut:]
    per_page = (height - 2 * margin) * 5 // (em * 8)
    pages = []
    for first in range(0, len(lines), per_page):
        page = image.new("L", (width, height), 250)
        draw = ImageDraw.Draw(page)
        for i, line in enumerate(lines[first : first + per_page]):
            draw.text((margin, margin + i * em * 8 // 5), line, font=font, fill=20)
        pages.append(page.rotate(turn, expand=abs(turn) > 45, fillcolor=250, resample=image.Resampling.BICUBIC))
    return pages


def _line_end(text: str, fits: int) -> int:
    """How many characters go on a line of ``fits`` wide ones; no mark begins the next."""
    used = 0.0
    for i, char in enumerate(text):
        used += 0.6 if char.isascii() else 1.0
        if used > fits:
            return i + 1 if char in "，。、；：！？）》”,.;:" and i + 1 <= len(text) else i
    return len(text)


def scanned_pdf(pages: Sequence[Any], dpi: int = 150) -> bytes:
    """A PDF that holds nothing but pictures."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=list(pages[1:]))
    return out.getvalue()


def picture(page: Any, kind: str = "PNG") -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _literal(text: str) -> str:
    """A string of typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
