"""OFD (GB/T 33190): a ZIP of XML in which every text object says where its characters stand."""

from __future__ import annotations

import posixpath
from typing import Any

from policyminer.model import PolicyMinerError, Removed
from policyminer.read.draft import Reading
from policyminer.read.image import pictures
from policyminer.read.ocr import HINT, can_read_scans, needs_ocr, read_scan, scan_warnings
from policyminer.read.ofd_page import Drawing, draw, numbers
from policyminer.read.package import Package, attribute, child, children, local_name
from policyminer.read.page import FEW_CHARACTERS, MM, PICTURED, Box, Page, listed, locator, pieces_of
from policyminer.read.page_text import write_pages

MEDIA_TYPE = "application/ofd"
#: Pages that are read, as for PDF.
MAX_PAGES = 5_000
#: Millimetres: the sheet of a document that does not tell its size.
_A4 = (0.0, 0.0, 210.0, 297.0)


def read_ofd(data: bytes, name: str) -> Reading:
    """The text of an OFD.

    Raises ``PolicyMinerError``: ``encrypted``, ``damaged_file``, ``unsafe_xml``, ``unpacks_too_large``, ``empty_file``,
    and ``needs_ocr`` for one that holds only pictures when the extra is missing.
    """
    package = Package(data, name)
    if any(posixpath.basename(part) == "encryptions.xml" for part in package.names):
        raise PolicyMinerError("encrypted", "the OFD is encrypted", name, "save it without a password")
    root = package.xml("OFD.xml")
    if root is None:
        raise _damaged("there is no OFD.xml in it", name)
    reading = _Reading(package)
    for body in children(root, "DocBody"):
        reading.document(_text(child(body, "DocRoot")))
    if reading.unread and not any(page.pieces for page in reading.pages):
        raise needs_ocr("the OFD holds only pictures", name)
    draft = write_pages(reading.pages)
    if not draft.text:
        if reading.broken:
            raise _damaged("no page of it can be read", name)
        raise PolicyMinerError("empty_file", "the OFD shows no text", name, "remove it or put the document in")
    draft.removed += reading.removed
    draft.warnings += reading.warnings()
    return draft.finish(MEDIA_TYPE)


def _damaged(message: str, name: str) -> PolicyMinerError:
    return PolicyMinerError("damaged_file", message, name, "open it in its own program and save it again")


def _text(element: Any) -> str:
    return (element.text or "").strip() if element is not None else ""


class _Reading:
    """Pages as they are read, and what is lost on the way (numbers of pages from 1)."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.pages: list[Page] = []
        self.removed: list[Removed] = []
        self.scanned: list[Page] = []
        self.unread: list[int] = []
        self.broken: list[int] = []
        self.skipped = 0

    def document(self, path: str) -> None:
        """Read all pages of one document of the package."""
        path = path.lstrip("/")
        root = self._package.xml(path)
        if root is None:
            raise _damaged("its document part is missing", self._package.where)
        folder = posixpath.dirname(path)
        common = child(root, "CommonData")
        sheet = numbers(_text(child(common, "PageArea", "PhysicalBox")))
        parts = _Parts(self._package, folder, common)
        listed_pages = children(child(root, "Pages"), "Page")
        uses: dict[str, int] = {}
        opened: list[tuple[Any, list[str]]] = []
        for entry in listed_pages[: MAX_PAGES - len(self.pages)]:
            page = self._open(folder, entry)
            templates = [attribute(t, "TemplateID") or "" for t in children(page, "Template")]
            for one in set(templates):
                uses[one] = uses.get(one, 0) + 1
            opened.append((page, templates))
        self.skipped += len(listed_pages) - len(opened)
        for page, templates in opened:
            if page is None:
                self.pages.append(Page(len(self.pages) + 1, 0, 0, ()))
                self.broken.append(len(self.pages))
            else:
                self._page(page, sheet, parts, [(parts.template(one), uses[one] > 1) for one in templates])

    def _open(self, folder: str, entry: Any) -> Any:
        """The content of a page; None when it cannot be read."""
        try:
            return self._package.xml(_join(folder, attribute(entry, "BaseLoc") or ""))
        except PolicyMinerError as error:
            if error.code not in ("damaged_file", "unsafe_xml"):
                raise
            return None

    def _page(self, page: Any, sheet: list[float], parts: _Parts, templates: list[tuple[Any, bool]]) -> None:
        """Read a page on its templates; the text of a template of several pages is a running head."""
        number = len(self.pages) + 1
        box = numbers(_text(child(page, "Area", "PhysicalBox"))) or sheet
        left, top, width, height = box if len(box) == 4 and min(box[2:]) > 0 else _A4
        drawing = Drawing((MM, 0, 0, MM, -left * MM, -top * MM))
        for template, repeated in templates:
            below = drawing.beside() if repeated else drawing
            draw(below, child(template, "Content"), parts.unit)
            if repeated:
                self._set_aside("running_head", below.glyphs_text(), number, below.extent())
                drawing.rules += below.rules
        draw(drawing, child(page, "Content"), parts.unit)
        for reason, passages in (("turned_text", drawing.turned), ("hidden", drawing.hidden)):
            for text, place in passages:
                self._set_aside(reason, text, number, place)
        rules = tuple(drawing.rules)
        made = Page(number, width * MM, height * MM, pieces_of(drawing.glyphs, rules), rules)
        if sum(len(piece.text) for piece in made.pieces) < FEW_CHARACTERS and (picture := _page_picture(drawing, made)):
            made = self._scan(parts, *picture, made)
        self.pages.append(made)

    def _set_aside(self, reason: str, text: str, number: int, place: Box | None) -> None:
        if text.strip() and place is not None:
            self.removed.append(Removed.of(reason, text.strip(), locator(number, place)))

    def _scan(self, parts: _Parts, resource: str, place: Box, page: Page) -> Page:
        """The page read from the picture that covers it."""
        data = parts.picture(resource)
        if data is None:
            self.broken.append(page.number)
            return page
        if not can_read_scans():
            self.unread.append(page.number)
            return page
        picture, _, _ = next(pictures(data, self._package.where))
        scan = read_scan(picture, page.number, place.width)
        self.scanned.append(scan)
        return scan

    def warnings(self) -> list[str]:
        """What was lost or is uncertain, each in one line."""
        found = []
        if self.skipped:
            found.append(f"{self.skipped} of {self.skipped + len(self.pages)} pages were not read")
        if self.broken:
            found.append(f"{listed(self.broken)}: cannot be opened")
        if self.unread:
            found.append(f"{listed(self.unread)}: pictures, not read ({HINT})")
        return found + scan_warnings(self.scanned)


def _page_picture(drawing: Drawing, page: Page) -> tuple[str, Box] | None:
    """The largest picture of a page, if it takes a good part of it."""
    if not drawing.pictures:
        return None
    resource, place = max(drawing.pictures, key=lambda p: p[1].width * p[1].height)
    covers = place.width * place.height >= PICTURED * page.width * page.height
    return (resource, place) if covers else None


class _Parts:
    """Templates and resources of one document by their ids."""

    def __init__(self, package: Package, folder: str, common: Any) -> None:
        self._package = package
        self._templates = {
            attribute(entry, "ID") or "": _join(folder, attribute(entry, "BaseLoc") or "")
            for entry in children(common, "TemplatePage")
        }
        self._files: dict[str, str] = {}
        self._units: dict[str, Any] = {}
        for kind in ("PublicRes", "DocumentRes"):
            for entry in children(common, kind):
                self._load(_join(folder, _text(entry)))

    def _load(self, path: str) -> None:
        root = self._package.xml(path)
        base = _join(posixpath.dirname(path), attribute(root, "BaseLoc") or "") if root is not None else ""
        for element in root.iter() if root is not None else ():
            name, key = local_name(element), attribute(element, "ID") or ""
            if name == "MultiMedia":
                self._files[key] = _join(base, _text(child(element, "MediaFile")))
            elif name == "CompositeGraphicUnit":
                self._units[key] = element

    def template(self, key: str) -> Any:
        """The root of a template page, or None."""
        path = self._templates.get(key)
        return self._package.xml(path) if path else None

    def unit(self, key: str) -> Any:
        """A group of objects that is drawn in several places, or None."""
        return self._units.get(key)

    def picture(self, key: str) -> bytes | None:
        """The bytes of a picture, or None."""
        path = self._files.get(key)
        return self._package.data(path) if path else None


def _join(folder: str, path: str) -> str:
    """A path of the package: from its root when it begins with a slash, else from the folder of the part it is in."""
    path = path.replace("\\", "/")
    return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
