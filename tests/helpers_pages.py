"""Documents for the tests of the page readers, rendered from plain paragraphs: PDF by two producers, OFD, scans."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from itertools import groupby
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


def office_pdf(body: Body) -> bytes:
    """A PDF by LibreOffice Writer as offices set their documents: 16 points, page numbers; skipped without it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice Writer (soffice)")
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
        for name, uri in (("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"))
    )
    font = 'fo:font-family="Noto Serif SC" style:font-family-asian="Noto Serif SC"'
    letters = font + ' fo:font-size="{0}" style:font-size-asian="{0}"'
    title = f'<style:text-properties {letters.format("22pt")}/><style:paragraph-properties fo:text-align="center"/>'
    text = (
        '<style:paragraph-properties fo:text-indent="1.13cm" fo:text-align="justify" fo:line-height="150%"/>'
        f"<style:text-properties {letters.format('16pt')}/>"
    )
    lines = [
        f'<text:p text:style-name="{"body" if i else "title"}">{_escaped(line)}</text:p>'
        for i, line in enumerate(body)
        if isinstance(line, str)
    ]
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:automatic-styles><style:style style:name="title" style:family="paragraph">{title}</style:style>'
        f'<style:style style:name="body" style:family="paragraph">{text}</style:style>'
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"'
        ' fo:margin-left="2.8cm" fo:margin-right="2.6cm" fo:margin-top="3cm" fo:margin-bottom="2cm"/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer><text:p>— '
        "<text:page-number/> —</text:p></style:footer></style:master-page></office:master-styles>"
        f"<office:body><office:text>{''.join(lines)}</office:text></office:body></office:document>"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "fonts.conf").write_text(f"<fontconfig><dir>{han_font().parent}</dir></fontconfig>")
        (folder / "a.fodt").write_text(document, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "a.fodt"],
            env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
            capture_output=True,
            check=True,
            timeout=120,
        )
        return (folder / "a.pdf").read_bytes()


def scan(body: Body, *, dpi: int = 150, turn: float = 0.0) -> list[Any]:
    """Pictures of the pages as a scanner gives them: grey, ``turn`` degrees askew (counter-clockwise)."""
    image = pytest.importorskip("PIL.Image", reason='needs Pillow: pip install ".[dev]"')
    from PIL import ImageDraw, ImageFont

    em = round(dpi / 72 * 14)
    font = ImageFont.truetype(str(han_font()), em)
    width, height, margin = round(8.27 * dpi), round(11.69 * dpi), dpi
    lines = _lines(body, (width - 2 * margin) // em)
    per_page = (height - 2 * margin) * 5 // (em * 8)
    made = []
    for first in range(0, len(lines), per_page):
        page = image.new("L", (width, height), 250)
        draw = ImageDraw.Draw(page)
        for i, line in enumerate(lines[first : first + per_page]):
            draw.text((margin, margin + i * em * 8 // 5), line, font=font, fill=20)
        made.append(page.rotate(turn, expand=abs(turn) > 45, fillcolor=250, resample=image.Resampling.BICUBIC))
    return made


def worn(sheets: Sequence[Any], seed: int = 1) -> list[Any]:
    """Scans of copies: each sheet askew by its own angle, blurred, grainy, with specks, a dark edge and a shadow, a red
    seal on the last one, stored as JPEG of low quality."""
    image = pytest.importorskip("PIL.Image", reason='needs Pillow: pip install ".[dev]"')
    import numpy as np
    from PIL import ImageDraw, ImageFilter

    random = np.random.default_rng(seed)
    made = []
    for number, sheet in enumerate(sheets, 1):
        page = sheet.convert("RGB").rotate(float(random.uniform(-1.5, 1.5)), fillcolor=(240, 238, 232))
        width, height = page.size
        draw = ImageDraw.Draw(page)
        for _ in range(250):
            x, y, size = random.integers(width), random.integers(height), random.integers(1, 4)
            draw.ellipse((x, y, x + size, y + size), fill=(90, 90, 90))
        draw.rectangle((0, 0, width // 60, height), fill=(60, 60, 60))
        if number == len(sheets):
            box = (width * 0.55, height * 0.6, width * 0.8, height * 0.6 + width * 0.25)
            seal = image.new("RGBA", page.size, (0, 0, 0, 0))
            ImageDraw.Draw(seal).ellipse(box, outline=(200, 30, 30, 170), width=width // 150)
            page.paste(seal, (0, 0), seal)
        page = page.filter(ImageFilter.GaussianBlur(0.8))
        grain = random.normal(0, 14, (height, width, 1))
        shadow = np.linspace(0, 45, width)[None, :, None]
        pixels = np.clip(np.asarray(page, float) + grain - shadow, 0, 255).astype("uint8")
        out = io.BytesIO()
        image.fromarray(pixels).save(out, "JPEG", quality=45)
        made.append(image.open(out).convert("RGB"))
    return made


def _lines(body: Body, fits: int) -> list[str]:
    """Indented paragraphs in lines of ``fits`` wide characters."""
    lines: list[str] = []
    for item in body:
        assert isinstance(item, str)
        rest = "\u3000\u3000" + item
        while rest:
            cut = _line_end(rest, fits)
            lines.append(rest[:cut])
            rest = rest[cut:]
    return lines


def _line_end(text: str, fits: int) -> int:
    """How many characters go on a line of ``fits`` wide ones; no mark begins the next."""
    used = 0.0
    for i, char in enumerate(text):
        used += 0.6 if char.isascii() else 1.0
        if used > fits:
            return i + 1 if char in "，。、；：！？）》”,.;:" else i
    return len(text)


def ofd(body: Body, *, head: str = "", numbers: bool = False) -> bytes:
    """An OFD of A4 sheets: 14 points, indents by place, the first paragraph in the middle."""
    em, pitch, margin, per_page = 4.94, 9.2, 28.0, 26
    fits = int((210 - 2 * margin) / em)
    shown: list[str] = []
    for i, line in enumerate(_lines(body, fits)):
        bare = line.lstrip("\u3000")
        indent = (len(line) - len(bare)) * em
        if i == 0:
            indent = max(0.0, (210 - 2 * margin - len(bare) * em) / 2)
        y = margin + i % per_page * pitch
        shown.append(text_object(bare, margin + indent, y, em))
    sheets = ["".join(shown[first : first + per_page]) for first in range(0, len(shown), per_page)]
    for i in range(len(sheets)):
        sheets[i] += text_object(head, 80, 12, 3.5) if head else ""
        sheets[i] += text_object(f"— {i + 1} —", 100, 282, 3.5) if numbers else ""
    return ofd_package(sheets)


def text_object(text: str, x: float, y: float, size: float, attributes: str = "") -> str:
    """An OFD text object: every character a step from the one before it."""
    steps = [0.55 * size if char.isascii() else size for char in text[:-1]]
    deltas: list[str] = []
    for step, group in groupby(steps):
        count = len(list(group))
        deltas += [f"g {count} {step:.3f}"] if count > 1 else [f"{step:.3f}"]
    return (
        f'<ofd:TextObject ID="9" Boundary="{x:.3f} {y:.3f} {210 - x:.3f} {size * 1.2:.3f}" Font="1" Size="{size}"'
        f' {attributes}><ofd:TextCode X="0" Y="{size * 0.88:.3f}" DeltaX="{" ".join(deltas)}">{_escaped(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def path_object(x: float, y: float, width: float, height: float) -> str:
    """An OFD path object: the frame of a rectangle."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {width} {height}"><ofd:AbbreviatedData>M 0 0 L {width} 0 '
        f"L {width} {height} L 0 {height} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd_package(
    sheets: Sequence[str], parts: Mapping[str, str | bytes] | None = None, common: str = "", page: str = ""
) -> bytes:
    """An OFD of pages given as the objects of one layer; ``parts`` are further members or replace those made here."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    entries = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(sheets)))
    members: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
    }
    for i, sheet in enumerate(sheets):
        members[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f'<ofd:Page {space}>{page}<ofd:Content><ofd:Layer ID="1">{sheet}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members | dict(parts or {})).items():
            archive.writestr(name, content)
    return out.getvalue()


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
