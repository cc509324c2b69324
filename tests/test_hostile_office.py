"""Office files that are broken, enormous or made to annoy: each is one failed or bounded document, and soon."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from helpers_office import HEAD, W, docx, numbering, p, sheet, tbl, tc, xlsx, zipped
from policyminer.model import Document, PolicyMinerError
from policyminer.pipeline import mine
from policyminer.read import read_bytes
from policyminer.rules import load_rules
from policyminer.run.limit import memory_limit

KEEP = "各县要认真落实。"
RELS = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def package(document: str | bytes, **parts: bytes) -> bytes:
    """A DOCX with just this document part."""
    members: dict[str, str | bytes] = {"_rels/.rels": RELS, "word/document.xml": document}
    return zipped(members | {f"word/{name}.xml": data for name, data in parts.items()})


def document(body: str, prolog: str = "") -> str:
    return f"{HEAD}{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"


LAUGHS = (
    "<!DOCTYPE x ["
    + '<!ENTITY a0 "哈">'
    + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    + "]>"
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
GRID = '<w:gridSpan w:val="100000000"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(stream: str) -> bytes:
    """An OLE file that is nothing but a directory entry."""
    return OLE + bytes(504) + stream.encode("utf-16-le").ljust(128, b"\0") + bytes(512)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "text of a gigabyte": (lambda: package(document(p("x" * 1_000) * 90_000)), "unpacks_too_large"),
    "millions of paragraphs": (lambda: package(document("<w:p/>" * 20_000_000)), "unpacks_too_large"),
    "one text of 12 MB": (lambda: package(document(p("x" * 12_000_000))), "unpacks_too_large"),
    "one text of 12 MB, hardly packed": (lambda: package(document(p(noise(12_000_000)))), "damaged_file"),
    "billion laughs": (lambda: package(document(p("&a11;").replace("&amp;", "&"), LAUGHS)), "unsafe_xml"),
    "external entity": (lambda: package(document(p("&f;").replace("&amp;", "&"), EXTERNAL)), "unsafe_xml"),
    "document type only": (lambda: package(document(p(KEEP), "<!DOCTYPE x>")), "unsafe_xml"),
    "external DTD": (lambda: package(document(p(KEEP), '<!DOCTYPE x SYSTEM "http://a.example/x">')), "unsafe_xml"),
    "entities in the numbering": (
        lambda: zipped({
            "_rels/.rels": RELS, "word/document.xml": document(p(KEEP)),
            "word/_rels/document.xml.rels": RELS.replace(
                "/>", '><Relationship Id="r" Type="x/numbering" Target="numbering.xml"/></Relationships>'),
            "word/numbering.xml": f"{HEAD}{LAUGHS}<w:numbering {W}/>",
        }),
        "unsafe_xml",
    ),
    "3,000 nested tables": (lambda: package(document(deep_tables(3_000))), "damaged_file"),
    "XML cut off": (lambda: package(document(p(KEEP))[:-30]), "damaged_file"),
    "no XML": (lambda: package(b"\0\1\2\3" * 50), "damaged_file"),
    "empty part": (lambda: package(b""), "damaged_file"),
    "no body": (lambda: package(f"{HEAD}<w:document {W}/>"), "damaged_file"),
    "only the name of a document": (lambda: zipped({"word/document.xml.bak": b"x"}), "damaged_file"),
    "no text": (lambda: package(document("<w:p/>")), "empty_file"),
    "workbook without a workbook": (lambda: zipped({"xl/workbook.xml": b""}), "damaged_file"),
    "workbook in binary": (lambda: zipped({"_rels/.rels": RELS, "xl/workbook.bin": b"\1"}), "damaged_file"),
    "workbook with entities": (
        lambda: xlsx({"表": f'{HEAD}{LAUGHS}<worksheet><sheetData/></worksheet>'}), "unsafe_xml",
    ),
    "sheet of a gigabyte": (
        lambda: xlsx({"表": f"<worksheet><sheetData>{'<row><c><v>1</v></c></row>' * 4_000_000}</sheetData></worksheet>"}
        ),
        "unpacks_too_large",
    ),
    "empty workbook": (lambda: xlsx({"表": sheet([])}), "empty_file"),
    "password on an Office file": (lambda: ole("EncryptedPackage"), "encrypted"),
    "old workbook of noise": (lambda: ole("Workbook"), "damaged_file"),
    "unknown OLE file": (lambda: ole("PowerPoint Document"), "binary_file"),
}  # fmt: skip


def noise(size: int) -> str:
    """Text that hardly packs: numbers of a linear congruence."""
    value, found = 1, []
    for _ in range(size // 9):
        value = value * 6364136223846793005 + 1442695040888963407 & 0xFFFFFFFFFFFFFFFF
        found.append(f"{value >> 28:09x}")
    return "".join(found)


def deep_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + p(KEEP) + "</w:tc></w:tr></w:tbl>" * depth


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    make, code = REFUSED[name]
    data = make()
    started = time.perf_counter()
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(data, "a.docx")
    assert time.perf_counter() - started < 10
    assert caught.value.code == code and caught.value.hint


BOUNDED: dict[str, Callable[[], bytes]] = {
    "gridSpan of a hundred million": lambda: docx(p(KEEP) + tbl([tc("甲", GRID)] * 2, [tc("乙", GRID)] * 2)),
    "vMerge that never began": lambda: docx(p(KEEP) + tbl([tc("", "<w:vMerge/>"), "甲"], ["乙", "丙"])),
    "20,000 cells in a row": lambda: docx(p(KEEP) + tbl(["甲"] * 20_000, ["乙"] * 20_000)),
    "50 nested tables": lambda: docx(p(KEEP) + deep_tables(50)),
    "50 nested text boxes": lambda: docx(
        p(KEEP) + "<w:p><w:r><w:drawing><w:txbxContent>" * 40 + p("深")
        + "</w:txbxContent></w:drawing></w:r></w:p>" * 40
    ),
    "a style based on itself": lambda: docx(
        p(KEEP, '<w:pStyle w:val="a"/>'),
        styles=f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>',
    ),
    "a list that links to itself": lambda: docx(
        p(KEEP, '<w:numPr><w:numId w:val="1"/></w:numPr>'), numbering=numbering('<w:numStyleLink w:val="x"/>')
    ),
    "numbers out of all bounds": lambda: docx(
        p(KEEP, '<w:numPr><w:ilvl w:val="99999999999"/><w:numId w:val="1"/></w:numPr>') + p(KEEP, "<w:numPr/>"),
        numbering=numbering('<w:lvl w:ilvl="-1"/><w:lvl w:ilvl="77"/><w:lvl w:ilvl="x"/>'),
    ),
    "relations that lead out": lambda: zipped({
        "_rels/.rels": RELS, "word/document.xml": document(p(KEEP)),
        "word/_rels/document.xml.rels": RELS.replace(
            "/>", '><Relationship Id="r" Type="x/styles" Target="../../../../etc/passwd"/></Relationships>'),
    }),
    "a footnote that refers to itself": lambda: docx(
        p(KEEP, runs="<w:r><w:footnoteReference w:id='1'/></w:r>"),
        footnotes=f"<w:footnotes {W}><w:footnote w:id='1'>"
        + p("注", runs="<w:r><w:footnoteReference w:id='1'/></w:r>")
        + "</w:footnote></w:footnotes>",
    ),
    "names with backslashes": lambda: zipped({"_rels\\.rels": RELS, "word\\document.xml": document(p(KEEP))}),
    "merges over the whole sheet": lambda: xlsx(
        {"表": sheet([[KEEP], *[["甲", "乙"]] * 60], [f"A{i}:XFD1048576" for i in range(1, 60)])}
    ),
    "rows far down": lambda: xlsx(
        {"表": '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>' + KEEP + '</v></c></row><row r="1000000">'
         '<c r="A1000000"><v>1</v></c><c r="AZ1000000"><v>2</v></c></row></sheetData></worksheet>'}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOUNDED)
def test_what_is_read_all_the_same(name: str) -> None:
    started = time.perf_counter()
    found = read_bytes(BOUNDED[name](), "a.docx")
    result = mine(found, RULES)
    assert time.perf_counter() - started < 20
    assert KEEP in found.text
    holds(found)
    assert result.sections


RULES = load_rules()


def holds(found: Document) -> None:
    """Blocks follow each other, cover the text and have a place."""
    position = 0
    for block in found.blocks:
        assert position <= block.start < block.end and block.locator
        assert not found.text[position : block.start].strip()
        position = block.end
    assert not found.text[position:].strip()


def test_memory_is_bounded() -> None:
    with pytest.raises(PolicyMinerError) as caught, memory_limit(1 << 30):
        bytearray(3 << 30)
    assert caught.value.code == "out_of_memory"
    assert bytearray(1 << 20)
