"""DOCX: the accepted view of a document, with the numbers of its lists, its tables, text boxes and footnotes.

The walk goes over ``word/document.xml`` in reading order. Tracked insertions are read, deletions go to the ledger;
headers, footers and comments too. Footnotes follow the text. Element names: ISO/IEC 29500-1.
"""

from __future__ import annotations

import re
from typing import Any

from policyminer.model import Cell, PolicyMinerError, Removed
from policyminer.read.docx_numbering import Numbering, attribute_of, read_numbering
from policyminer.read.docx_runs import DELETED, PROPERTIES, Runs, collect, texts
from policyminer.read.docx_table import TableCell, read_rows
from policyminer.read.draft import Draft, Reading, paragraph_locator
from policyminer.read.grid import holds_data
from policyminer.read.package import Package, attribute, child, children, is_on, local_name
from policyminer.read.unpack import damaged

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEEPEST = 20  # tables and text boxes inside each other; what is deeper is read as text

_PAGE_FIELD = re.compile(r"[\s\d—\-–－·.第共页/PageofIVX]*")


def read_docx(data: bytes, where: str) -> Reading:
    """Read a DOCX.

    Raises ``PolicyMinerError``: ``damaged_file``, ``empty_file``, ``encrypted``, ``unpacks_too_large``, ``unsafe_xml``.
    """
    package = Package(data, where)
    main = package.main_part("word/document.xml")
    body = child(package.xml(main), "body")
    if body is None:
        raise damaged("the document part is missing", where)
    related = package.relations(main)
    parts: dict[str, list[str]] = {}
    for kind, target in related.values():
        parts.setdefault(kind, []).append(target)
    numbering_part, styles_part = (next(iter(parts.get(kind, ())), None) for kind in ("numbering", "styles"))
    numbering = read_numbering(package, numbering_part, styles_part)
    walk = _Walk(body, numbering, _contents_styles(package, styles_part))
    walk.blocks(body, None, 0)
    walk.end_paragraph()
    for kind, name in (("footnotes", "脚注"), ("endnotes", "尾注")):
        for part in parts.get(kind, [])[:1]:
            walk.notes(package.xml(part), kind, name)
    _read_margins(package, parts, walk)
    if not walk.draft.blocks:
        raise _without_text(walk, where)
    return walk.draft.finish(MEDIA_TYPE)


def _without_text(walk: _Walk, where: str) -> PolicyMinerError:
    pictures = sum(item.reason == "picture" for item in walk.draft.removed)
    message = f"the document holds no text, only {pictures} picture(s)" if pictures else "the document holds no text"
    return PolicyMinerError("empty_file", message, where, "remove it, or save its pictures as PDF and read them by OCR")


def _contents_styles(package: Package, part: str | None) -> frozenset[str]:
    """Ids of the styles of a table of contents."""
    root = package.xml(part) if part else None
    return frozenset(
        attribute(style, "styleId") or ""
        for style in children(root, "style")
        if re.fullmatch(r"toc \d", (attribute_of(child(style, "name")) or "").lower())
    )


def _read_margins(package: Package, parts: dict[str, list[str]], walk: _Walk) -> None:
    """Headers, footers and comments: for the ledger only."""
    for kind, reason, name in (
        ("header", "header", "页眉"),
        ("footer", "footer", "页脚"),
        ("comments", "comment", "批注"),
    ):
        seen: set[str] = set()
        for part in sorted(parts.get(kind, [])):
            text = _plain_text(package.xml(part))
            if text and text not in seen:
                seen.add(text)
                number = _PAGE_FIELD.fullmatch(text) and kind != "comments"
                walk.draft.remove("page_number" if number else reason, text, f"{name}{len(seen)}")


def _plain_text(root: Any) -> str:
    lines = ("".join(texts(p)) for p in (root.iter() if root is not None else ()) if local_name(p) == "p")
    return "\n".join(line.strip() for line in lines if line.strip())


class _Walk:
    """The state of one walk: where the next paragraph stands and what waits for its end."""

    def __init__(self, body: Any, numbering: Numbering, contents: frozenset[str]) -> None:
        self.draft = Draft()
        self.numbering = numbering
        self.contents = contents
        self.size = sum(len(text) for text in texts(body))
        self.paragraphs = self.tables = self.boxes = 0
        self.note_order: dict[tuple[str, str], None] = {}
        self.prefix = ""
        self.carried = ""  # text of a paragraph whose end was deleted: it runs on in the next one

    def blocks(self, parent: Any, cell: Cell | None, depth: int) -> None:
        """Read the paragraphs and tables of a body, a cell, a text box or a content control."""
        for element in parent:
            name = local_name(element)
            if name == "p":
                self.paragraph(element, cell, depth)
            elif name == "tbl":
                self.table(element, cell, depth)
            elif name in DELETED:
                self.draft.remove("deleted_text", "".join(texts(element)), self._here(cell))
            elif name == "altChunk":
                self.draft.warnings.append("a part of another format is embedded and was not read")
            elif name not in PROPERTIES:
                self.blocks(element, cell, depth)

    def _here(self, cell: Cell | None) -> str:
        return cell.locator if cell is not None else self.prefix + paragraph_locator(self.paragraphs + 1)

    def paragraph(self, element: Any, cell: Cell | None, depth: int) -> None:
        """Read a paragraph, then the text boxes that hang on it."""
        properties = child(element, "pPr")
        runs = Runs()
        collect(element, runs)
        text = "".join(runs.text)
        place = self._here(cell)
        if text.strip():
            text = self.numbering.label(properties) + text.lstrip()
        self._account(runs, place)
        self.note_order.update(dict.fromkeys(runs.notes))
        if is_on(child(properties, "rPr", "del")) and not runs.boxes:
            self.carried += text
            return
        text, self.carried = self.carried + text, ""
        if text.strip():
            style = attribute_of(child(properties, "pStyle"))
            kind = "cell" if cell is not None else "boilerplate" if style in self.contents else "paragraph"
            before = len(self.draft.blocks)
            self.draft.add(text, kind, place, cell)
            self.paragraphs += cell is None
            if kind == "boilerplate":
                start = self.draft.blocks[before].start
                self.draft.remove("contents", text, f"text[{start}:{self.draft.size}]")
        for box in runs.boxes:
            self._box(box, cell, depth)

    def end_paragraph(self) -> None:
        """Write what still waits for a next paragraph at the end of the document."""
        self.draft.add(self.carried, locator=self._here(None))
        self.carried = ""

    def _account(self, runs: Runs, place: str) -> None:
        for reason, pieces in (("deleted_text", runs.deleted), ("hidden", runs.hidden), ("field_code", runs.fields)):
            self.draft.remove(reason, "".join(pieces), place)
        for _ in range(runs.pictures):
            self.draft.removed.append(Removed("picture", 0, None, place))

    def _box(self, box: Any, cell: Cell | None, depth: int) -> None:
        """Read a text box, whose paragraphs have numbers of their own: 文本框1 第2段."""
        self.boxes += 1
        outside = self.prefix, self.paragraphs
        self.prefix, self.paragraphs = f"文本框{self.boxes} ", 0
        if depth < DEEPEST:
            self.blocks(box, cell, depth + 1)
            self.end_paragraph()
        else:
            self._flatten(box, cell)
        self.prefix, self.paragraphs = outside

    def _flatten(self, element: Any, cell: Cell | None) -> None:
        self.draft.add("".join(texts(element)), "paragraph" if cell is None else "cell", self._here(cell), cell)

    def table(self, element: Any, cell: Cell | None, depth: int) -> None:
        """Read a table: cells with their place when it holds data, else only what they hold."""
        rows = read_rows(element)
        for row in rows:
            if row.deleted:
                self.draft.remove("deleted_text", "".join(texts(row.element)), self._here(cell))
        rows = [row for row in rows if not row.deleted]
        if depth >= DEEPEST:
            self._flatten(element, cell)
            return
        sizes = (sum(map(len, texts(c.element))) for row in rows for c in row.cells)
        number = 0
        if holds_data(len(rows), sum(len(row.cells) for row in rows), sizes, self.size):
            self.tables += 1
            number = self.tables
        for line, row in enumerate(rows, 1):
            for one in row.cells:
                self._cell(one, cell, number, line, depth)

    def _cell(self, one: TableCell, outer: Cell | None, number: int, line: int, depth: int) -> None:
        place = Cell(number, line, one.column, one.rows, one.columns) if number else outer
        if one.continues:
            self.draft.remove("hidden", "".join(texts(one.element)), self._here(place))
        else:
            self.blocks(one.element, place, depth + 1)

    def notes(self, root: Any, kind: str, name: str) -> None:
        """Read the footnotes or endnotes that the text refers to, in its order."""
        by_id = {attribute(note, "id"): note for note in (root if root is not None else ())}
        wanted = [note for reference, note in self.note_order if reference == f"{kind[:-1]}Reference"]
        for order, note in enumerate(wanted, 1):
            if note not in by_id:
                continue
            lines: list[str] = []
            for paragraph in children(by_id[note], "p"):
                runs = Runs()
                collect(paragraph, runs)
                self._account(runs, f"{name}{order}")
                lines.append("".join(runs.text))
            self.draft.add("\n".join(lines), locator=f"{name}{order}")
