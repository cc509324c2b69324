"""A stand-in for Chinese fonts that a PDF names and does not hold.

pdfium leaves out a piece of text that has no extent, and where the font is not installed a single character has none:
it would be lost without a word. The stand-in has one glyph, a box, for every character, so that the text of a PDF is
read whole and alike on every machine, whatever fonts it has.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

import pypdfium2.raw as raw

#: The character sets of East Asia in Windows' numbering: Japanese, Korean (two), simplified and traditional Chinese.
_EAST_ASIAN = frozenset((128, 129, 130, 134, 136))
_EM = 1_000
_LEFT, _LOW, _RIGHT, _HIGH = 50, -50, 250, 750  # the box lies within the narrowest letters
_HANDLE = 1  # any number but 0 says that there is a font


@cache
def install() -> Any:
    """Let pdfium take the stand-in for East Asian fonts, and its own fonts for all others; once per process."""
    font = box_font()

    def map_font(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        return _HANDLE if charset in _EAST_ASIAN else None

    def get_data(_: Any, handle: Any, table: int, buffer: Any, size: int) -> int:
        data = _table(font, table) if table else font
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    functions = {
        "Release": lambda _: None,
        "MapFont": map_font,
        "GetFont": lambda _, face: None,
        "GetFontData": get_data,
        "GetFaceName": lambda _, handle, buffer, size: 0,
        "GetFontCharset": lambda _, handle: 134,
        "DeleteFont": lambda _, handle: None,
    }
    types = dict(raw.FPDF_SYSFONTINFO._fields_)
    system = raw.FPDF_SYSFONTINFO(version=2, **{name: types[name](each) for name, each in functions.items()})
    raw.FPDF_SetSystemFontInfo(system)
    return system  # kept alive by the cache


def box_font() -> bytes:
    """A TrueType font of two glyphs, both a box, the second of which stands for every character."""
    box = struct.pack(">hhhhh", 1, _LEFT, _LOW, _RIGHT, _HIGH)  # one contour and its extent
    box += struct.pack(">HH", 3, 0)  # last point, no instructions
    box += bytes([1, 1, 1, 1])  # all points on the curve
    box += struct.pack(">hhhh", _LEFT, _RIGHT - _LEFT, 0, _LEFT - _RIGHT)
    box += struct.pack(">hhhh", _LOW, 0, _HIGH - _LOW, 0)
    head = (0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, _LEFT, _LOW, _RIGHT, _HIGH, 0, 8, 2, 1, 0)
    hhea = (0x10000, _HIGH, _LOW, 0, _EM, _LEFT, 0, _RIGHT, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0x20, 0x10FFFF, 1),
        b"glyf": box + box,
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", *head),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", *hhea),
        b"hmtx": struct.pack(">Hhh", _EM, _LEFT, _LEFT),
        b"loca": struct.pack(">III", 0, len(box), 2 * len(box)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    at = len(directory) + 16 * len(tables)
    body = b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag, total, at + len(body), len(data))
        body += padded
    return directory + body


def _table(font: bytes, tag: int) -> bytes:
    """One table of the font by its tag as a number; empty when there is none."""
    for i in range(struct.unpack_from(">H", font, 4)[0]):
        name, _, offset, length = struct.unpack_from(">IIII", font, 12 + 16 * i)
        if name == tag:
            return font[offset : offset + length]
    return b""
