"""Pictures of pages, alone and in PDF and OFD: read by OCR where there is no text, with what it is sure of."""

from __future__ import annotations

import difflib
import io
import re
import socket
from typing import Any

import pytest

import helpers_pages as pages
from policyminer.model import Document, PolicyMinerError
from policyminer.read import image, ocr, ofd, pdf, read_bytes

pytest.importorskip("rapidocr", reason='needs the reader of scans: pip install ".[ocr]"')
Image = pytest.importorskip("PIL.Image", reason='needs Pillow: pip install ".[ocr]"')

SLOW = pytest.mark.slow

FIRST = "白河县教育体育局联合安康学院选派骨干教师36名，到乡镇学校开展驻校帮扶。"
SECOND = "全年安排专项经费120万元，培训教师400人次，覆盖全县各级各类学校。"


def strip(*lines: str, size: int = 28, width: int = 1080) -> Any:
    """A picture of single lines, as cut from a page."""
    from PIL import ImageDraw, ImageFont

    font = ImageFont.truetype(str(pages.han_font()), size)
    picture = Image.new("L", (width, (len(lines) * 2 + 2) * size), 250)
    draw = ImageDraw.Draw(picture)
    for i, line in enumerate(lines):
        draw.text((size, size + 2 * size * i), line, font=font, fill=20)
    return picture


def like(text: str, wanted: str) -> bool:
    found = "".join(text.split()).replace(",", "，")
    return difflib.SequenceMatcher(None, found, wanted, autojunk=False).ratio() > 0.97


def in_pdf(*pictures: Any) -> bytes:
    return pages.scanned_pdf(pictures, dpi=130)


@pytest.mark.parametrize(
    ("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("BMP", "image/bmp")]
)
def test_a_picture_is_read_and_says_how_surely(kind: str, media_type: str) -> None:
    document = read_bytes(pages.picture(strip(FIRST, SECOND), kind), "scan.txt")
    assert like(document.text, FIRST + SECOND)
    assert document.media_type == media_type
    (warning,) = document.warnings
    assert re.fullmatch(r"p\. 1: read by OCR, mean confidence (0\.\d\d|1\.00)", warning)
    assert all(re.match(r"p\. 1 \(ocr (0\.\d\d|1\.00)\) \[\d+ \d+ \d+ \d+\]", str(b.locator)) for b in document.blocks)


def test_paragraphs_of_a_scan_are_put_together_again() -> None:
    picture = pages.scan([FIRST + SECOND + FIRST, SECOND + FIRST + SECOND], dpi=110)[0].crop((0, 80, 909, 420))
    document = read_bytes(pages.picture(picture), "a")
    assert len(document.blocks) == 2
    assert like(document.text, FIRST + SECOND + FIRST + SECOND + FIRST + SECOND)


@pytest.mark.parametrize("turn", [3, pytest.param(90, marks=SLOW), 180, pytest.param(270, marks=SLOW)])
def test_a_page_that_lies_or_stands_askew_is_set_straight(turn: int) -> None:
    picture = strip(FIRST, SECOND, FIRST, SECOND)
    picture = picture.rotate(turn, expand=True, fillcolor=250, resample=Image.Resampling.BICUBIC)
    document = read_bytes(pages.picture(picture), "a")
    assert like(document.text, (FIRST + SECOND) * 2)


def test_only_pages_without_text_are_read_by_ocr() -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    mixed = pypdfium2.PdfDocument(pages.pdf(["白河县教育工作要点", FIRST]))
    mixed.import_pages(pypdfium2.PdfDocument(in_pdf(strip(SECOND))))
    out = io.BytesIO()
    mixed.save(out)
    document = read_bytes(out.getvalue(), "a.pdf")
    assert FIRST in document.text
    assert like(document.text.rpartition("\n")[2], SECOND)
    assert document.warnings[0].startswith("p. 2: read by OCR")
    assert [("(ocr" in str(block.locator)) for block in document.blocks] == [False, False, True]


def test_a_tiff_of_several_pages() -> None:
    out = io.BytesIO()
    strip(FIRST).save(out, "TIFF", save_all=True, append_images=[strip(SECOND)])
    document = read_bytes(out.getvalue(), "a")
    assert [str(block.locator)[:4] for block in document.blocks] == ["p. 1", "p. 2"]
    assert document.warnings[0].startswith("p. 1-2: read by OCR")


def test_an_ofd_whose_page_is_a_picture() -> None:
    resources = (
        '<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="3" '
        'Type="Image"><ofd:MediaFile>page.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>'
    )
    parts = {"Doc_0/Res.xml": resources, "Doc_0/Res/page.png": pages.picture(strip(FIRST, SECOND))}
    sheet = '<ofd:ImageObject ID="2" Boundary="0 0 210 90" ResourceID="3"/>'
    data = pages.ofd_package([sheet], parts, "<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    document = read_bytes(data, "a.ofd")
    assert like(document.text, FIRST + SECOND)
    assert document.warnings[0].startswith("p. 1: read by OCR")


@SLOW
def test_a_long_picture_is_read_in_strips() -> None:
    lines = [f"第{i}条　{FIRST}" for i in range(1, 72)]
    document = read_bytes(pages.picture(strip(*lines, size=26)), "a")
    found = re.findall(r"第(\d+)条", document.text)
    assert [int(number) for number in found] == list(range(1, 72))


@pytest.mark.parametrize(
    ("reader", "make"),
    [
        pytest.param(image.read_image, lambda: pages.picture(strip(FIRST)), id="picture"),
        pytest.param(pdf.read_pdf, lambda: in_pdf(strip(FIRST)), id="PDF"),
    ],
)
def test_without_the_extra_the_document_fails_and_says_what_to_install(
    reader: Any, make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (image, pdf, ofd):
        monkeypatch.setattr(module, "can_read_scans", lambda: False)
    with pytest.raises(PolicyMinerError) as caught:
        reader(make(), "a")
    assert caught.value.code == "needs_ocr"
    assert 'pip install "policyminer[ocr]"' in str(caught.value)


def test_without_the_extra_the_pages_with_text_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    mixed = pypdfium2.PdfDocument(pages.pdf(["白河县教育工作要点", FIRST]))
    mixed.import_pages(pypdfium2.PdfDocument(in_pdf(strip(SECOND))))
    out = io.BytesIO()
    mixed.save(out)
    monkeypatch.setattr(pdf, "can_read_scans", lambda: False)
    reading = pdf.read_pdf(out.getvalue(), "a")
    assert FIRST in reading.text
    assert reading.warnings == ('p. 2: scans, not read (pip install "policyminer[ocr]")',)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **options: Any) -> Any:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    ocr._engine.cache_clear()
    assert like(image.read_image(pages.picture(strip(FIRST)), "a").text, FIRST)


def test_an_empty_page_is_an_empty_file() -> None:
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(pages.picture(Image.new("L", (800, 600), 255)), "a.png")
    assert caught.value.code == "empty_file"


def test_the_same_picture_gives_the_same_reading() -> None:
    data = pages.picture(strip(FIRST, SECOND), "JPEG")
    first: Document = read_bytes(data, "a")
    assert read_bytes(data, "a") == first
