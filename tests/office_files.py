"""Office files written by hand for the tests: the XML of DOCX and XLSX packages with nothing but what a test needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def zipped(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of members by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """A relations part: target -> last word of the type."""
    rows = "".join(
        f'<Relationship Id="rId{i}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for i, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{rows}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body; ``parts`` are further parts by name (numbering, styles, footnotes, header1 …)."""
    related = {f"{name}.xml": name.rstrip("0123456789") for name in parts}
    members = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations({"word/document.xml": "officeDocument"}),
        "word/document.xml": f"{HEAD}<w:document {MORE}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": relations(related),
    }
    members |= {f"word/{name}.xml": HEAD + part for name, part in parts.items()}
    return zipped(members)


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph of plain text, then ``runs`` as they are."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}{runs}</w:p>"


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of an automatically numbered list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(content: str, properties: str = "") -> str:
    """A cell; plain text becomes a paragraph."""
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tbl(*rows: Iterable[str]) -> str:
    """A table of rows of cells, each a text or a ``tc``."""
    lines = ("".join(c if c.startswith("<w:tc>") else tc(c) for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def level(depth: int, fmt: str, text: str, more: str = '<w:start w:val="1"/>') -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{depth}">{more}<w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, nums: str = "") -> str:
    """A numbering part with one list, number 1."""
    own = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{own}{nums}</w:numbering>'
