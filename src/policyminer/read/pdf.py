"""A PDF to text and blocks; pages without a text layer go to the reader of scans."""

from __future__ import annotations

from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from policyminer.model import PolicyMinerError, Removed
from policyminer.read.draft import Reading
from policyminer.read.ocr import HINT, MAX_SIDE, can_read_scans, needs_ocr, read_scan, scan_warnings
from policyminer.read.page import FEW_CHARACTERS, PICTURED, Page, hull, listed, locator, pieces_of
from policyminer.read.page_text import write_pages
from policyminer.read.pdf_font import install
from policyminer.read.pdf_page import MAX_GLYPHS, Drawn, look_at

#: Pages that are read; the thickest yearbooks have some 1,500.
MAX_PAGES = 5_000
#: So many pages in a row that cannot be opened, and the rest is given up.
MAX_BROKEN = 20
#: A page that lost more of its characters than this is better read as a picture.
MOST_LOST = 0.3
#: Dots per inch of a rendered page; ``ocr.MAX_SIDE`` bounds it for large pages.
RESOLUTION = 200

_ENCRYPTED = 4  # FPDF_ERR_PASSWORD


def read_pdf(data: bytes, name: str) -> Reading:
    """The text of a PDF.

    Raises ``PolicyMinerError``: ``encrypted``, ``damaged_file``, ``empty_file``, and ``needs_ocr`` for one that holds
    only scans when the extra is missing.
    """
    install()
    data = data[max(0, data.find(b"%PDF-")) :]
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refused(error, name) from error
    with closing(document):
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        reading = _Reading(document)
        pages = reading.pages()
    if reading.unread and not any(page.pieces for page in pages):
        raise needs_ocr("the PDF holds only scans", name)
    draft = write_pages(pages)
    if not draft.text:
        raise reading.nothing(name)
    draft.removed += reading.turned
    draft.warnings += reading.warnings()
    return draft.finish("application/pdf")


def _refused(error: pdfium.PdfiumError, name: str) -> PolicyMinerError:
    if getattr(error, "err_code", None) == _ENCRYPTED or "password" in str(error).lower():
        hint = "save it without a password"
        return PolicyMinerError("encrypted", "the PDF is encrypted and needs a password", name, hint)
    hint = "open it and save it anew, or get it again"
    return PolicyMinerError("damaged_file", f"the PDF cannot be opened: {error}", name, hint)


class _Reading:
    """Pages as they are read, and what is lost on the way (numbers of pages from 1)."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self.count = len(document)
        self.broken: list[int] = []
        self.unread: list[int] = []
        self.cut: list[int] = []
        self.scanned: list[Page] = []
        self.lost: dict[int, int] = {}
        self.turned: list[Removed] = []
        self.last = 0

    def pages(self) -> list[Page]:
        """All pages that can be read."""
        found: list[Page] = []
        in_a_row = 0
        for index in range(min(self.count, MAX_PAGES)):
            self.last = index + 1
            try:
                page = self._document[index]
            except pdfium.PdfiumError:
                self.broken.append(index + 1)
                in_a_row += 1
                if in_a_row == MAX_BROKEN:
                    break
                continue
            in_a_row = 0
            with closing(page):
                found.append(self._page(page, index + 1))
        return found

    def _page(self, page: pdfium.PdfPage, number: int) -> Page:
        drawn = look_at(page)
        printed = sum(not glyph.char.isspace() for glyph in drawn.glyphs)
        few = printed < FEW_CHARACTERS and drawn.pictured >= PICTURED
        if few or drawn.lost > MOST_LOST * (printed + drawn.lost):
            if can_read_scans():
                scan = self._scan(page, number, drawn)
                self.scanned.append(scan)
                return scan
            self.unread.append(number)
        if drawn.lost:
            self.lost[number] = drawn.lost
        if drawn.cut:
            self.cut.append(number)
        self._note_turned(drawn, number)
        return Page(number, drawn.width, drawn.height, pieces_of(drawn.glyphs, drawn.rules), drawn.rules)

    def _scan(self, page: pdfium.PdfPage, number: int, drawn: Drawn) -> Page:
        longest = max(drawn.width, drawn.height, 1.0)
        bitmap = page.render(scale=min(RESOLUTION / 72, MAX_SIDE / longest), rev_byteorder=False)
        with closing(bitmap):
            return read_scan(bitmap.to_numpy()[:, :, :3].copy(), number, drawn.width)

    def _note_turned(self, drawn: Drawn, number: int) -> None:
        if drawn.turned:
            text = "".join(glyph.char for glyph in drawn.turned).strip()
            if text:
                place = locator(number, hull(glyph.box for glyph in drawn.turned))
                self.turned.append(Removed.of("turned_text", text, place))

    def warnings(self) -> list[str]:
        """What was lost or is uncertain, each in one line."""
        found = []
        if self.last < self.count:
            found.append(f"{self.count - self.last} of {self.count} pages were not read")
        if self.broken:
            found.append(f"{listed(self.broken)}: cannot be opened")
        if self.unread:
            found.append(f"{listed(self.unread)}: scans, not read ({HINT})")
        if self.cut:
            found.append(f"{listed(self.cut)}: more than {MAX_GLYPHS} characters, the rest was not read")
        if self.lost:
            found.append(f"{listed(list(self.lost))}: {sum(self.lost.values())} characters that no font explains")
        return found + scan_warnings(self.scanned)

    def nothing(self, name: str) -> PolicyMinerError:
        """The error of a PDF without any text."""
        if self.broken:
            hint = "open it and save it anew, or get it again"
            return PolicyMinerError("damaged_file", "no page of the PDF can be read", name, hint)
        return PolicyMinerError("empty_file", "the PDF shows no text", name, "remove it or put the document in")
