"""The filled-in fields of a PDF form: their values with their places, which are no part of the page's own text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from policyminer.read.page import Box, Glyph

#: Fields of one page, characters of one value and of all values of a page.
MAX_FIELDS, LONGEST_VALUE, MAX_CHARACTERS = 2_000, 20_000, 100_000
#: Points: a smaller field cannot be seen.
SMALLEST = 2.0
#: Points: the largest letters that a value is taken to have; the share of a line's height that they take.
LARGEST, LINE_SHARE = 12.0, 0.75
#: What is printed for a box or button that is ticked.
TICK = "☑"
_WRITTEN = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_TICKED = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW | raw.FPDF_ANNOT_FLAG_INVISIBLE


class Field(NamedTuple):
    """The value of a field, and its box: left, bottom, right and top in the coordinates of the PDF."""

    value: str
    sides: tuple[float, float, float, float]


def filled_fields(page: pdfium.PdfPage) -> Iterator[Field]:
    """The fields of a page that show something; passwords are left out. None without the document's form loaded."""
    if page.formenv is None:
        return
    left = MAX_CHARACTERS
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            with closing(_Annotation(annotation, page.formenv.raw)) as widget:
                value = widget.value()
                left -= len(value)
                if value and left >= 0 and (sides := widget.sides()):
                    yield Field(value, sides)


def field_glyphs(value: str, box: Box) -> list[Glyph]:
    """The characters of a value as they may stand in the box of its field on the displayed page, line by line."""
    lines = [line for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return []
    pitch = box.height / len(lines)
    glyphs: list[Glyph] = []
    for number, line in enumerate(lines):
        widths = [0.5 if char.isascii() else 1.0 for char in line]
        em = min(LARGEST, pitch * LINE_SHARE, box.width / sum(widths))
        top, x = box.top + number * pitch + (pitch - em) / 2, box.x0
        for char, width in zip(line, widths, strict=True):
            glyphs.append(Glyph(char, Box(x, top, x + width * em, top + em)))
            x += width * em
    return glyphs


class _Annotation:
    """A handle of pdfium, to be closed."""

    def __init__(self, handle: Any, form: Any) -> None:
        self._handle, self._form = handle, form

    def close(self) -> None:
        """Give the handle back."""
        raw.FPDFPage_CloseAnnot(self._handle)

    def value(self) -> str:
        """What the field shows; empty for what is no field."""
        widget = raw.FPDFAnnot_GetSubtype(self._handle) == raw.FPDF_ANNOT_WIDGET
        if not widget or raw.FPDFAnnot_GetFlags(self._handle) & _UNSEEN:
            return ""
        kind = raw.FPDFAnnot_GetFormFieldType(self._form, self._handle)
        if kind in _TICKED:
            return TICK if raw.FPDFAnnot_IsChecked(self._form, self._handle) else ""
        secret = raw.FPDFAnnot_GetFormFieldFlags(self._form, self._handle) & raw.FPDF_FORMFLAG_TEXT_PASSWORD
        if kind not in _WRITTEN or (kind == raw.FPDF_FORMFIELD_TEXTFIELD and secret):
            return ""
        size = raw.FPDFAnnot_GetFormFieldValue(self._form, self._handle, None, 0)
        if not 2 < size <= 2 * LONGEST_VALUE:
            return ""
        buffer = (ctypes.c_ushort * (size // 2))()
        raw.FPDFAnnot_GetFormFieldValue(self._form, self._handle, buffer, size)
        return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")

    def sides(self) -> tuple[float, float, float, float] | None:
        """The box of the field; none for one that cannot be seen."""
        rect = raw.FS_RECTF()
        if not raw.FPDFAnnot_GetRect(self._handle, rect):
            return None
        (left, right), (bottom, top) = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
        sides = left, bottom, right, top
        seen = right - left >= SMALLEST and top - bottom >= SMALLEST
        return sides if seen and all(abs(side) < 1e7 for side in sides) else None
