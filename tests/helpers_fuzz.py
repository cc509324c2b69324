"""Cases for ``scripts/fuzz.py`` and its test: how input is made for every stage, and what is done with it."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

import helpers_fuzz_shapes as shapes
import helpers_office as office
import helpers_pages as pages
from policyminer.bind import bind_all
from policyminer.find import find_all
from policyminer.find.dates import find_dates
from policyminer.find.numerals import parse_numeral
from policyminer.find.periods import Anchor
from policyminer.find.protect import protect
from policyminer.folding import fold
from policyminer.model import Block, Cell, Document, PolicyMinerError
from policyminer.outline import lay_out
from policyminer.pipeline import mine
from policyminer.publish.assemble import assemble
from policyminer.publish.parts import Parts, write_part
from policyminer.publish.rows import batches, result_columns
from policyminer.read import read, read_bytes
from policyminer.read.archive import list_members
from policyminer.read.encoding import decode
from policyminer.read.html_meta import info_fields, is_info_line, plain_date
from policyminer.read.member import Member
from policyminer.read.text import line_blocks
from policyminer.words.terms import count_tokens
from test_invariants import PIECES, ROOT, offences, rules

# --- texts --------------------------------------------------------------------------------------------------------

_characters = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
_NUMERAL = "一二三四五六七八九十百千万亿零〇两半廿0123456789.,／分之余几壹拾佰仟点"
_pieces = st.one_of(*[st.sampled_from(PIECES)] * 5, _characters)
_built = st.lists(_pieces, min_size=1, max_size=80).map("".join)


@cache
def corpus() -> tuple[str, ...]:
    """The lines of the sample documents."""
    return tuple(
        line
        for path in sorted((ROOT / "corpus").glob("*.txt"))
        for line in read(path).text.splitlines()
        if line.strip()
    )


@st.composite
def _spliced(draw: st.DrawFn) -> str:
    """Real lines with characters cut out, doubled, swapped and put in."""
    text = "\n".join(draw(st.lists(st.sampled_from(corpus()), min_size=1, max_size=8)))
    for _ in range(draw(st.integers(0, 12))):
        a = draw(st.integers(0, len(text)))
        b = min(len(text), a + draw(st.integers(0, 12)))
        text = text[:a] + draw(st.sampled_from(("", text[a:b] * 2, text[a:b][::-1]))) + draw(_pieces) + text[b:]
    return text


texts = st.one_of(_built, _spliced())
_shaped = shapes.shaped(_pieces)
_metadata = st.dictionaries(
    st.sampled_from(("title", "issuer", "source", "doc_number", "date_issued", "date_published", "column", "site")),
    _built.filter(str.strip),
    max_size=4,
)


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    """A document as some reader might hand it over: blocks of all kinds, cells anywhere, metadata that say anything."""
    kinds = st.sampled_from(("line", "title", "meta", "heading", "paragraph", "cell", "boilerplate"))
    small = st.integers(1, 4)
    text = ""
    blocks: list[Block] = []
    for line in draw(st.lists(st.one_of(_built, st.sampled_from(corpus())), min_size=1, max_size=14)):
        line = " ".join(line.split())
        if not line:
            continue
        kind = draw(kinds)
        cell = Cell(*(draw(small) for _ in range(5))) if kind == "cell" else None
        place = draw(st.sampled_from((None, "第1段", "p. 1")))
        blocks.append(Block(kind, len(text), len(text) + len(line), place, cell))
        text += line + "\n"
    if not text:
        text, blocks = "一", [Block("paragraph", 0, 1)]
    return Document("made.html", "0" * 64, "text/html", "utf-8", text, tuple(blocks), draw(_metadata))


def _plain(text: str) -> Document:
    return Document("made.txt", "0" * 64, "text/plain", "utf-8", text, line_blocks(text))


def _fold(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text) and fold(folded) == folded


def _numeral(text: str) -> None:
    value = parse_numeral(fold(text))
    assert value is None or value.low <= value.high


def _protect_and_dates(text: str) -> None:
    folded = fold(text)
    found = find_dates(folded, Anchor(None, True), protect(folded).no_date)
    assert all(a.end <= b.start for a, b in pairwise(found))


def _outline(text: str) -> None:
    lay_out(_plain(text), "d")


def _find(text: str) -> None:
    find_all(*lay_out(_plain(text), "d"), rules())


def _bind(document: Document) -> None:
    facts = bind_all(find_all(*lay_out(document, "d"), rules()), "d")
    count_tokens(document.reading, facts.mentions)


def _mine(document: Document) -> None:
    result = mine(document, rules())
    assert offences(result) == [], offences(result)[0]
    batches(result_columns(result))


def _mine_text(text: str) -> None:
    _mine(_plain(text))


def _run_two(case: tuple[str, str]) -> None:
    """Two documents put together to the tables of a corpus: entities, progress, checks across documents."""
    results = [mine(replace(_plain(text), path=f"{i}.txt"), rules()) for i, text in enumerate(case)]
    with tempfile.TemporaryDirectory() as name, patch("os.fsync"):  # nothing to keep safe
        folder = Path(name)
        write_part(folder / "part", [batches(result_columns(result)) for result in results])
        assembled = assemble(Parts((folder / "part",)), folder / "tables", rules())
    assert assembled.rows["documents"] == len(case)
    assert assembled.rows["quantities"] == sum(len(result.quantities) for result in results)


def _info(text: str) -> None:
    is_info_line(text)
    for field, value in info_fields(text).items():
        assert field and value and plain_date(value)


def _decode(data: bytes) -> None:
    read = decode(data, "a.txt")
    read.text.encode("utf-8", "surrogatepass")


@st.composite
def _encoded(draw: st.DrawFn) -> bytes:
    codec = draw(st.sampled_from(("utf-8", "gb18030", "utf-16-le", "utf-16", "big5hkscs")))
    data = draw(texts).encode(codec, "ignore")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=4)) + data[at + draw(st.integers(0, 3)) :]
    return data


# --- files --------------------------------------------------------------------------------------------------------

_BODY = ["陕西省示范高中建设工作方案", "2024年3月5日，全县36所学校培训教师120人次，投入资金560.5万元。", "一、工作目标"]
_TABLE = [["县区", "学校数（所）", "投入（万元）"], ["洛南县", "36", "560.5"], ["合计", "36", "560.5"]]
_TOKENS = (b"0", b"-1", b"4294967296", b"1e999", b"NaN", b"<", b">", b"&amp;", b"\x00", b"\xff\xfe", b"{", b"}", b"\\")
_TOKENS += (b"\\u-1 ", b"\\bin9 ", b"</td>", b"<td rowspan=70000>", b"<table>", b"]]>", b"<w:p>", b"endobj", b">>")
_VALUES = ("", "0", "1", "-1", "9" * 20, "1e999", "NaN", "A0", "ZZZZZZ9", "C4:A1", "s", "d", "true", "../x")
_TOKENS += (b"\\trowd", b"\\cell", b"\\row", b"\\nestrow{", b"\\nestcell{", b'r="A0"', b"1 0 R", b"/Kids", b"%PDF-")


@cache
def seeds(kind: str) -> bytes:
    """A whole file of a kind, which the cases break."""
    lines = "".join(office.p(line) for line in _BODY)
    grid = office.tbl(*[[office.tc(office.p(cell)) for cell in row] for row in _TABLE])
    rows = "".join(office.rtf_row(row, (2000, 4000, 6000)) for row in _TABLE)
    html = "<html><head><title>方案_某县人民政府</title></head><body><div class=nav>首页</div><div id=zoom>" + "".join(
        f"<p>{line}</p>" for line in _BODY
    )
    html += "<table>" + "".join("<tr><td>" + "<td>".join(row) for row in _TABLE) + "</table></div></body></html>"
    mail = "Subject: =?utf-8?B?5pa55qGI?=\r\nFrom: a@example.cn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;"
    mail += ' boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n' + html + "\r\n--x\r\n"
    mail += 'Content-Type: text/plain; name="a.txt"\r\nContent-Disposition: attachment\r\n\r\nabc\r\n--x--\r\n'
    made: dict[str, Callable[[], bytes]] = {
        "docx": lambda: office.docx(lines + grid + office.numbered("工作安排", 0, 1)),
        "rtf": lambda: office.rtf("".join(f"\\pard {office.rtf_text(x, 'bytes')}\\par\n" for x in _BODY) + rows),
        "xlsx": lambda: office.xlsx({"经费": office.sheet([["经费表"], *_TABLE], ["A1:C1"])}),
        "pdf": lambda: pages.pdf([*_BODY, _TABLE]),
        "ofd": lambda: pages.ofd(_BODY, numbers=True),
        "html": html.encode,
        "eml": mail.encode,
        "zip": lambda: office.zipped({"a.txt": "\n".join(_BODY), "b.html": html}),
    }
    return made[kind]()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@st.composite
def _broken(draw: st.DrawFn, kind: str) -> tuple[str, bytes]:
    """A file with pieces cut out, moved, doubled and replaced; of a package more often a part than its container."""
    data = seeds(kind)
    if data.startswith(b"PK") and draw(st.integers(0, 9)):
        members = _members(data)
        name = draw(st.sampled_from(sorted(members)))
        is_xml = name.endswith((".xml", ".rels")) and draw(st.integers(0, 3))
        members[name] = (_rearranged if is_xml else _mutated)(draw, members[name])
        return kind, office.zipped(members)
    return kind, _mutated(draw, data)


def _rearranged(draw: st.DrawFn, data: bytes) -> bytes:
    """XML that is still XML: elements taken out, doubled, moved and renamed, values changed."""
    root = etree.fromstring(data)
    for _ in range(draw(st.integers(1, 8))):
        nodes = [node for node in root.iter() if node is not root]
        if not nodes:
            break
        node, other = draw(st.sampled_from(nodes)), draw(st.sampled_from(nodes))
        parent = node.getparent()
        match draw(st.integers(0, 5)):
            case 0:
                parent.remove(node)
            case 1:
                parent.append(deepcopy(node))
            case 2 if other not in (node, *node.iterancestors(), *node.iterdescendants()):
                node.append(deepcopy(other))
            case 3:
                node.tag = other.tag
            case 4 if node.attrib:
                node.set(draw(st.sampled_from(sorted(node.attrib))), draw(st.sampled_from(_VALUES)))
            case _:
                node.text = draw(st.sampled_from((*_VALUES, *corpus()[:40])))
    written: bytes = etree.tostring(root)
    return written


def _mutated(draw: st.DrawFn, data: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 8))):
        a = draw(st.integers(0, len(data)))
        b = min(len(data), a + draw(st.sampled_from((0, 1, 4, 40, 400))))
        to = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 4)):
            case 0:
                data = data[:a] + data[b:]
            case 1:
                data = data[:a] + draw(st.binary(min_size=1, max_size=4)) + data[b:]
            case 2:
                data = data[:a] + draw(st.sampled_from(_TOKENS)) + data[b:]
            case 3:
                data = data[:to] + data[a:b] + data[to:]
            case _:
                data = data[:a] + bytes(255 - byte for byte in data[a:b][:4]) + data[a + min(4, b - a) :]
    return data


def _read_and_mine(case: tuple[str, bytes]) -> None:
    """Read a file and mine what is in it; a file is refused with a code, or its blocks lie in order inside its text."""
    kind, data = case
    if kind == "zip":
        _read_members(data)
        return
    try:
        document = read_bytes(data, f"a.{kind}")
    except PolicyMinerError as error:
        assert error.code != "reader_died", "reader_died"
        raise
    _mine_read(document)


def _read_members(data: bytes) -> None:
    """What is in an archive, as ``run`` finds it."""
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        path = Path(file.name)
        for inner in list_members(path):
            try:
                _mine_read(read(Member(path, inner)))
            except PolicyMinerError:
                continue


def _mine_read(document: Document) -> None:
    last = 0
    for block in document.blocks:
        assert last <= block.start < block.end <= len(document.text), f"block {block} after {last}"
        last = block.end
    _mine(document)


FILES = ("docx", "eml", "html", "ofd", "pdf", "rtf", "xlsx", "zip")
#: Texts that repeat a few pieces thousands of times: a second and more each, so they are asked for by name.
GROWTH: tuple[SearchStrategy[Any], Callable[[Any], object]] = (
    st.one_of(shapes.monotonous(_pieces), _shaped, st.lists(_pieces, min_size=1, max_size=12).map("".join), _spliced()),
    lambda text: shapes.grows(text, _plain),
)
#: Name -> how its cases are made, and what is done with one.
TARGETS: dict[str, tuple[SearchStrategy[Any], Callable[[Any], object]]] = {
    "fold": (st.one_of(st.text(), texts), _fold),
    "decode": (st.one_of(_encoded(), st.binary(min_size=1, max_size=200)), _decode),
    "numerals": (st.one_of(st.text(_NUMERAL, max_size=14), _characters), _numeral),
    "dates": (texts, _protect_and_dates),
    "outline": (texts, _outline),
    "find": (texts, _find),
    "bind": (_documents(), _bind),
    "mine": (_documents(), _mine),
    "mine-text": (texts, _mine_text),
    "info": (texts, _info),
    "heads": (_shaped, lambda text: shapes.heads(_plain(text))),
    "items": (_shaped, lambda text: shapes.items(_plain(text))),
    "wording": (st.one_of(_shaped, texts), shapes.wording),
    "simplified": (st.one_of(st.text(), texts, _shaped), shapes.simplified),
    "mine-news": (_shaped, _mine_text),
    "two-documents": (st.tuples(_shaped, _shaped), _run_two),
    **{f"read-{kind}": (_broken(kind), _read_and_mine) for kind in FILES},
}
