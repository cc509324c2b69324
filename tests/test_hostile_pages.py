"""PDF, OFD and pictures that are broken, enormous or made to annoy: each costs itself, within bounds."""

from __future__ import annotations

import random
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

import helpers_pages as pages
from helpers_pages import ofd_package, text_object
from test_hostile import Beside, alone, facts  # noqa: F401 - alone is a fixture

TEXT = "马山县选派骨干教师24名到乡村学校支教，投入资金125万元。"


def pdf(*objects: str | bytes, root: int = 1) -> bytes:
    """A PDF of objects numbered from 1, without a table of where they stand: readers rebuild it."""
    out = b"%PDF-1.7\n"
    for number, body in enumerate(objects, 1):
        data = body.encode("latin-1") if isinstance(body, str) else body
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    return out + b"trailer\n<< /Root %d 0 R /Size %d >>\n%%%%EOF\n" % (root, len(objects) + 1)


def stream(data: bytes, extra: str = "") -> bytes:
    return f"<< /Length {len(data)} {extra} >>\nstream\n".encode() + data + b"\nendstream"


def one_page(content: bytes, box: str = "0 0 595 842", extra: str = "", filters: str = "") -> bytes:
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R {extra} "
        "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        stream(content, filters),
    )


def bomb(size: int, times: int = 1) -> bytes:
    data = bytes(size)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def good_pdf() -> bytes:
    return pages.pdf(["马山县教师支教工作方案", TEXT, TEXT])


def good_ofd() -> bytes:
    return pages.ofd([TEXT, TEXT])


SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
UNIT = "<ofd:DocumentRes>R.xml</ofd:DocumentRes>"
LOOP = (
    f'<ofd:Res {SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>'
    '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="5"/><ofd:CompositeObject Boundary="0 0 9 9" ResourceID="5"/>'
    "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>"
)
LAUGHS = "<!DOCTYPE a [<!ENTITY a '甲'>" + "".join(
    f"<!ENTITY {b} '&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

#: Name -> how to make it, and the error codes of which it may have one (none: it is read).
MADE: dict[str, tuple[Any, set[str | None]]] = {
    # broken
    "half.pdf": (lambda: good_pdf()[: len(good_pdf()) // 2], {"damaged_file", "empty_file", None}),
    "nearly-whole.pdf": (lambda: good_pdf()[: len(good_pdf()) * 95 // 100], {"damaged_file", "empty_file", None}),
    "no-table.pdf": (lambda: good_pdf().replace(b"startxref", b"startxxxx"), {None}),
    "junk-before.pdf": (lambda: b"\0junk\n" * 100 + good_pdf(), {None}),
    "random-body.pdf": (lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(50_000), {"damaged_file"}),
    "flipped.pdf": (lambda: flipped(good_pdf()), {"damaged_file", "empty_file", None}),
    "only-head.pdf": (lambda: b"%PDF-1.7", {"damaged_file"}),
    "no-pages.pdf": (lambda: pdf("<< /Type /Catalog >>"), {"damaged_file", "empty_file"}),
    "garbage-content.pdf": (lambda: one_page(b"BT /F 12 Tf (x) Tj ET ] ]] >> q q q \xff\xfe Q 1e999 w"), {None}),
    "half.ofd": (lambda: good_ofd()[: len(good_ofd()) // 2], {"damaged_file"}),
    "no-document.ofd": (lambda: ofd_package([], {"Doc_0/Document.xml": "x"}), {"damaged_file"}),
    "half.png": (lambda: png(900, 900, bytes(113 * 900))[:150], {"damaged_file"}),
    "only-head.jpg": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(20), {"damaged_file"}),
    "only-head.tif": (lambda: b"II*\0\x08\0\0\0", {"damaged_file"}),
    # loops
    "pages-loop.pdf": (
        lambda: pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"),
        {"damaged_file", "empty_file"},
    ),
    "form-loop.pdf": (
        lambda: pdf(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources 5 0 R >>",
            stream(b"/X Do /X Do"),
            "<< /XObject << /X 6 0 R >> >>",
            stream(b"/X Do /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R"),
        ),
        {"empty_file", "reader_died"},
    ),
    "unit-loop.ofd": (
        lambda: ofd_package(['<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="5"/>'], {"Doc_0/R.xml": LOOP}, UNIT),
        {"empty_file"},
    ),
    # floods
    "page-count.pdf": (
        lambda: pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 2000000000 >>"),
        {"damaged_file", "empty_file"},
    ),
    "deep-arrays.pdf": (lambda: pdf("<< /Type /Catalog /Pages " + "[" * 100_000 + " >>"), {"damaged_file"}),
    "flate-bomb.pdf": (
        lambda: one_page(bomb(1 << 29), filters="/Filter /FlateDecode"),
        {"empty_file", "damaged_file", "reader_died", "out_of_memory", "timeout"},
    ),
    "double-bomb.pdf": (
        lambda: one_page(bomb(1 << 29, 2), filters="/Filter [/FlateDecode /FlateDecode]"),
        {"empty_file", "damaged_file", "reader_died", "out_of_memory", "timeout"},
    ),
    "many-glyphs.pdf": (lambda: one_page(b"BT /F 12 Tf " + b"(overprinted) Tj 0 0 Td " * 40_000 + b"ET"), {None}),
    "many-lines.pdf": (lambda: one_page(b"0 0 m 9 9 l S " * 100_000 + b"BT /F 12 Tf (x) Tj ET"), {None}),
    "huge-page.pdf": (lambda: one_page(b"BT /F 12 Tf 500000 500000 Td (far) Tj ET", "0 0 1000000 1000000"), {None}),
    "no-page-size.pdf": (lambda: one_page(b"BT /F 12 Tf 9 9 Td (near) Tj ET", "0 0 0 0"), {None, "empty_file"}),
    "odd-page-size.pdf": (lambda: one_page(b"BT /F 12 Tf (near) Tj ET", "1e30 -1e30 nan 5"), {None, "empty_file"}),
    "comment-bomb.ofd": (lambda: ofd_package([f"<!--{' ' * (200 << 20)}-->"]), {"unpacks_too_large"}),
    "repeat-bomb.ofd": (
        lambda: ofd_package(
            [text_object("一二三", 30, 40, 5).replace('DeltaX="', 'DeltaX="g 2000000000 1 g 9 g nan g 1 1e400 ')]
        ),
        {None},
    ),
    "laughs.ofd": (
        lambda: ofd_package([], {"OFD.xml": f"{LAUGHS}]><ofd:OFD {SPACE}>&i;</ofd:OFD>"}),
        {"unsafe_xml", "damaged_file"},
    ),
    "many-pages.ofd": (
        lambda: ofd_package(
            [""], {"Doc_0/Document.xml": f"<a {SPACE}><ofd:Pages>{'<ofd:Page/>' * 200_000}</ofd:Pages></a>"}
        ),
        {"empty_file", "damaged_file"},
    ),
    "odd-numbers.ofd": (lambda: ofd_package([text_object("甲乙", 1e300, -1e300, 1e200)]), {"empty_file"}),
    "outside.ofd": (
        lambda: ofd_package([], {"OFD.xml": f"<a {SPACE}><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></a>"}),
        {"damaged_file"},
    ),
    "pixel-bomb.png": (lambda: png(60_000, 60_000, b""), {"too_large"}),
    "wide.png": (lambda: png(180_000, 10, bytes(22_501 * 10)), {"empty_file"}),
    "no-pixels.png": (lambda: png(0, 0, b""), {"damaged_file"}),
    # mislabelled
    "picture.pdf": (lambda: png(64, 64, bytes(9 * 64)), {"empty_file"}),
    "text.pdf": (lambda: TEXT.encode(), {None}),
    "pdf.docx": (good_pdf, {None}),
    "ofd.pdf": (good_ofd, {None}),
}


def flipped(data: bytes) -> bytes:
    """Every 97th byte behind the head another one."""
    changed = bytearray(data)
    for i in range(100, len(changed), 97):
        changed[i] ^= 0x55
    return bytes(changed)


#: They take seconds of work and hundreds of megabytes, and run with the slow tests.
HEAVY = ("form-loop.pdf", "flate-bomb.pdf", "double-bomb.pdf")
LIGHT = [name for name in MADE if name not in HEAVY]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Beside:
    return Beside(tmp_path_factory.mktemp("pages"), {name: MADE[name][0]() for name in LIGHT}, limit=60)


@pytest.mark.parametrize("name", LIGHT)
def test_it_is_read_or_fails_with_its_code(run: Beside, name: str) -> None:
    document = run.documents[name]
    assert document["error_code"] in MADE[name][1], document["error"]
    if document["error_code"] is None:
        assert document["text"]
        run.holds_together(name)


@pytest.mark.slow
def test_the_heavy_ones_cost_themselves(tmp_path: Path, alone: Any) -> None:  # noqa: F811
    run = Beside(tmp_path, {name: MADE[name][0]() for name in HEAVY}, limit=100)
    for name in HEAVY:
        assert run.documents[name]["error_code"] in MADE[name][1], run.documents[name]["error"]
    assert facts(run.out) == alone


@pytest.mark.parametrize("name", ["no-table.pdf", "text.pdf", "pdf.docx", "ofd.pdf"])
def test_what_is_whole_inside_gives_its_facts(run: Beside, name: str) -> None:
    assert {(24.0, "人"), (1_250_000.0, "元")} <= {(q["low"], q["unit"]) for q in run.of(name, "quantities")}


def test_nothing_changes_beside_them(run: Beside, alone: Any) -> None:  # noqa: F811
    assert facts(run.out) == alone


def test_kinds_are_told_by_content(run: Beside) -> None:
    kinds = {name: run.documents[name]["media_type"] for name in ("text.pdf", "pdf.docx", "ofd.pdf")}
    assert kinds == {"text.pdf": "text/plain", "pdf.docx": "application/pdf", "ofd.pdf": "application/ofd"}
