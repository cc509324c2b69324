"""Office files written by hand for the tests: the XML of DOCX and XLSX packages with nothing but what a test needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
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


def content_types(main: str, kind: str, others: Iterable[str]) -> str:
    """The part that names the types of the others; LibreOffice needs it, our readers do not."""
    office = "application/vnd.openxmlformats-officedocument"
    folder = main.partition("/")[0]
    rows = [f'<Override PartName="/{main}" ContentType="{office}.{kind}+xml"/>']
    for name in others:
        word = name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789").replace("sheet", "worksheet")
        family = kind.partition(".")[0]
        rows.append(f'<Override PartName="/{folder}/{name}" ContentType="{office}.{family}.{word}+xml"/>')
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(rows)}</Types>'
    )


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body; ``parts`` are further parts by name (numbering, styles, footnotes, header1 …)."""
    related = {f"{name}.xml": name.rstrip("0123456789") for name in parts}
    members = {
        "[Content_Types].xml": content_types("word/document.xml", "wordprocessingml.document.main", related),
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
    abstract = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f"<w:numbering {W}>{abstract}{own}{nums}</w:numbering>"


#: The four levels of official documents.
OFFICIAL = numbering(
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + RELATIONS + '"'


def column_name(number: int) -> str:
    """A, B … Z, AA of a column number from 1."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def sheet(rows: Iterable[Iterable[object]], merges: Iterable[str] = (), styles: Mapping[str, int] | None = None) -> str:
    """A worksheet of texts and numbers; ``styles`` gives cells by reference a style; a text ``=x`` is a formula."""
    lines = []
    for r, row in enumerate(rows, 1):
        cells = []
        for c, value in enumerate(row, 1):
            place = f"{column_name(c)}{r}"
            style = f' s="{styles[place]}"' if styles and place in styles else ""
            if isinstance(value, int | float):
                cells.append(f'<c r="{place}"{style}><v>{value}</v></c>')
            elif value and str(value).startswith("="):
                cells.append(f'<c r="{place}"><f>{escape(str(value)[1:])}</f></c>')
            elif value:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>')
        lines.append(f'<row r="{r}">{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{m}"/>' for m in merges)
    tail = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f"{HEAD}<worksheet {S}><sheetData>{''.join(lines)}</sheetData>{tail}</worksheet>"


def xlsx(sheets: Mapping[str, str], hidden: Iterable[str] = (), *, mac: bool = False, **parts: str) -> bytes:
    """A workbook of sheets by name; ``parts`` may be styles and sharedStrings; ``mac`` counts its days from 1904."""
    names = list(sheets)
    entries = "".join(
        f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}" state="{"hidden" if n in hidden else "visible"}"/>'
        for i, n in enumerate(names, 1)
    )
    settings = '<workbookPr date1904="1"/>' if mac else ""
    targets = {f"worksheets/sheet{i}.xml": "worksheet" for i in range(1, len(names) + 1)}
    members = {
        "[Content_Types].xml": content_types(
            "xl/workbook.xml", "spreadsheetml.sheet.main", targets | dict.fromkeys(parts)
        ),
        "_rels/.rels": relations({"xl/workbook.xml": "officeDocument"}),
        "xl/workbook.xml": f"{HEAD}<workbook {S}>{settings}<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(targets | {f"{name}.xml": name for name in parts}),
    }
    members |= {f"xl/worksheets/sheet{i}.xml": sheets[n] for i, n in enumerate(names, 1)}
    members |= {f"xl/{name}.xml": HEAD + part for name, part in parts.items()}
    return zipped(members)


def rtf_text(text: str, style: str = "unicode") -> str:
    """Text in RTF: as ``\\u`` escapes with a fallback, or as bytes of GBK."""
    if style == "unicode":
        return "".join(c if c.isascii() and c not in "\\{}" else _escape(c) for c in text)
    return "".join(
        c if c.isascii() and c not in "\\{}" else "".join(f"\\'{b:02x}" for b in c.encode("gb18030")) for c in text
    )


def _escape(char: str) -> str:
    raw = char.encode("utf-16-le")
    units = (int.from_bytes(raw[i : i + 2], "little", signed=True) for i in range(0, len(raw), 2))
    return "".join(f"\\u{unit}?" for unit in units)


def rtf(body: str, head: str = "\\ansicpg936") -> bytes:
    """An RTF document of control words and text."""
    fonts = "{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\froman Times;}}"
    return f"{{\\rtf1\\ansi{head}\\deff0{fonts}\n{body}}}".encode("ascii")


def rtf_inner_row(cells: Iterable[str], edges: Iterable[int]) -> str:
    """A row of a table inside a cell, as office programs write it: its plan comes behind its cells."""
    plan = "".join(f"\\cellx{e}" for e in edges)
    text = "".join(f"\\pard\\intbl\\itap2 {rtf_text(c)}\\nestcell{{\\nonesttables\\par}}" for c in cells)
    return f"{text}{{\\*\\nesttableprops\\trowd{plan}\\nestrow}}{{\\nonesttables\\par}}\n"


def rtf_row(cells: Iterable[str], edges: Iterable[int], merges: Mapping[int, str] | None = None) -> str:
    """A table row; ``merges`` gives cells by index ``clvmgf`` or ``clvmrg``."""
    plan = "".join(f"\\{merges[i]}\\cellx{e}" if merges and i in merges else f"\\cellx{e}" for i, e in enumerate(edges))
    return f"\\trowd{plan}" + "".join(f"\\pard\\intbl {rtf_text(c)}\\cell" for c in cells) + "\\row\n"
