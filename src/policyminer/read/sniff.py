"""What a file is, told by its content: a binary format by its signature, a web page by its first markup."""

from __future__ import annotations

import re

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS, PPT or WPS)"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
)
# The members that tell what a ZIP archive carries; their names stand uncompressed in the archive.
ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"word/document.xml", "a DOCX document"),
    (b"word/", "a DOCX document"),
    (b"xl/", "an XLSX workbook"),
    (b"ppt/", "a PPTX presentation"),
    (b"OFD.xml", "an OFD document"),
    (b"application/epub", "an EPUB book"),
    (b"opendocument.text", "an ODT document"),
)

_MHTML = re.compile(
    rb"(?is)\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):[^\n]*(?:multipart/related|1\.0)"
)
# Control characters that no text holds: all but tab, newlines, form feed, ^Z (end of old DOS files) and escape.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x84\x86-\x9f]")
CONTROL_SHARE = 0.1  # of the sample; a damaged text has few, binary data read as text a third
REPLACED_SHARE = 0.3  # U+FFFD stands for NULs too
SHORT = 64  # characters; one bad byte of a shorter text may become three of ten
SAMPLE = 64 * 1024

# What may stand before the first tag of a page.
_PREAMBLE = r"\s*(?:<\?xml[^>]{0,500}\?>\s*|<!--.{0,4000}?-->\s*)*"
_STARTS_LIKE_HTML = re.compile(
    _PREAMBLE + r"(?:<!doctype\s+html|</?(?:html|head|body|meta|title|link|script|style|base|frameset|div|table"
    r"|tbody|tr|td|p|br|hr|h[1-6]|font|center|span|a|ul|ol|dl|article|section|main|header|nav|img|strong|em|b|i|u|form|iframe|pre)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
# Text before the markup (a server's warning, a saved header): the page is told by its own frame.
_HOLDS_HTML = re.compile(r"^\s*<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE | re.MULTILINE)
_XHTML = re.compile(
    _PREAMBLE + r"(?:<!doctype[^>]{0,300}>\s*)?<html[^>]{0,300}www\.w3\.org/1999/xhtml", re.IGNORECASE | re.DOTALL
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)


def binary_format(data: bytes) -> str | None:
    """The name of the format by its signature, or None.

    >>> binary_format(b"%PDF-1.7 ...")
    'a PDF'
    >>> binary_format("通知".encode()) is None
    True
    """
    head = data[:16].lstrip() if data[:16].lstrip().startswith((b"%PDF-", b"{\\rtf")) else data[:16]
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            return _zip_kind(data) or name if signature == b"PK\x03\x04" else name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "a WebP image"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "a BMP image"
    if data[4:8] == b"ftyp":
        return "a video"
    if _MHTML.match(data[:2048]):
        return "a saved web archive (MHT)"
    return None


def _zip_kind(data: bytes) -> str | None:
    sample = data[:SAMPLE] + data[-SAMPLE:]
    return next((name for member, name in ZIP_MEMBERS if member in sample), None)


def is_binary(text: str) -> bool:
    """Whether what was decoded holds so many control or unreadable characters that it never was text."""
    sample = text[:SAMPLE]
    if len(sample) >= SHORT and sample.count("\ufffd") > REPLACED_SHARE * len(sample):
        return True
    return len(_CONTROL.findall(sample)) > CONTROL_SHARE * len(sample)


def is_html(text: str) -> bool:
    """Whether decoded text is a web page or a piece of one.

    >>> is_html("<!-- saved --><HTML><body>"), is_html("<<通知>>"), is_html("a < b")
    (True, False, False)
    """
    if _STARTS_LIKE_HTML.match(text):
        return True
    head = text[:SAMPLE]
    return bool(_HOLDS_HTML.search(head)) and "</" in text


def is_xhtml(text: str) -> bool:
    """Whether the page declares the XHTML namespace."""
    return bool(_XHTML.match(text))


def declared_charset(data: bytes) -> str | None:
    """The charset of the first META tag that names one, within the first 8 KiB."""
    found = _META_CHARSET.search(data[:8192])
    return found[1].decode("ascii", "replace") if found else None
