"""What a file is, told by its content: a binary format by its signature, a web page by its first markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Kinds of files that are no text, with what they are called; ``read.READERS`` says which of them are read.
KINDS: dict[str, str] = {
    "pdf": "a PDF",
    "docx": "a DOCX document",
    "doc": "an old Word or WPS document (DOC)",
    "odt": "an ODT document",
    "rtf": "an RTF document",
    "xlsx": "an XLSX workbook",
    "xls": "an old Excel workbook (XLS)",
    "pptx": "a PPTX presentation",
    "ole": "an old Office file (neither DOC nor XLS)",
    "encrypted_office": "an Office file with a password",
    "ofd": "an OFD document",
    "epub": "an EPUB book",
    "eml": "a saved mail (EML)",
    "mht": "a saved web archive (MHT)",
    "zip": "a ZIP archive",
    "tar": "a TAR archive",
    "gzip": "a gzip archive",
    "bzip2": "a bzip2 archive",
    "7z": "a 7-Zip archive",
    "rar": "a RAR archive",
    "xz": "an xz archive",
    "zstd": "a Zstandard archive",
    "png": "a PNG image",
    "jpeg": "a JPEG image",
    "gif": "a GIF image",
    "tiff": "a TIFF image",
    "webp": "a WebP image",
    "bmp": "a BMP image",
    "video": "a video",
    "sqlite": "an SQLite database",
    "parquet": "a Parquet file",
    "program": "a program",
}
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
    (b"{\\rtf", "rtf"),
    (b"\x7fELF", "program"),
)
_ALL_SIGNATURES = tuple(signature for signature, _ in _SIGNATURES)
# The members that tell what a ZIP archive carries.
_ZIP_MEMBERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"word[/\\]document\w*\.xml", "docx"),
        (r"xl/workbook\w*\.(?:xml|bin)", "xlsx"),
        (r"ppt/presentation\.xml", "pptx"),
        (r"OFD\.xml", "ofd"),
    )
)
_NAME = re.compile(r"[\w/\\.]{3,}")
_ZIP_MEDIA_TYPES = (("application/epub", "epub"), ("application/vnd.oasis.opendocument.text", "odt"))
# The streams that tell what an OLE file carries: entries of its directory are 128 bytes long and begin with the name.
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted_office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_OLE_ENTRY = 128

# A block of header fields as RFC 5322 has them.
_FIELDS = re.compile(rb"\A(?:[A-Za-z][\w-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,60}){2,}")
_MIME = re.compile(rb"(?im)^(?:MIME-Version:|Content-Type:)")
_RELATED = re.compile(rb"(?im)^Content-Type:\s*(?:multipart/related)|^(?:Snapshot-)?Content-Location:")
_MAIL = re.compile(rb"(?im)^(?:Received|Message-ID|To|Delivered-To|Return-Path):")
_FROM = re.compile(rb"(?im)^From:")
# Control characters that no text holds: all but tab, newlines, form feed, ^Z (end of old DOS files) and escape.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x84\x86-\x9f]")
CONTROL_SHARE = 0.1  # of the sample; a damaged text has few, binary data read as text a third
REPLACED_SHARE = 0.3  # U+FFFD stands for NULs too
SHORT = 64  # characters; one bad byte of a shorter text may become three of ten
SAMPLE = 64 * 1024
HEAD = 1024  # bytes in which readers look for the beginning of a PDF; some servers put something before it

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


def kind_of(data: bytes) -> str | None:
    """The kind of a file that is no text, a key of ``KINDS``, or None.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"{\\\\rtf1 x}"), kind_of("通知".encode())
    ('pdf', 'rtf', None)
    """
    head = data[:16].lstrip() if data[:16].lstrip().startswith((b"%PDF-", b"{\\rtf")) else data[:16]
    for signature, kind in _SIGNATURES if head.startswith(_ALL_SIGNATURES) else ():
        if head.startswith(signature):
            return _zip_kind(data) if kind == "zip" else _ole_kind(data) if kind == "ole" else kind
    if b"%PDF-" in data[:HEAD] and b"endobj" in data:
        return "pdf"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        return "bmp"
    if data[4:8] == b"ftyp":
        return "video"
    if data[257:262] == b"ustar":
        return "tar"
    return _mail_kind(data[:SAMPLE])


def _zip_kind(data: bytes) -> str:
    """What a ZIP carries, by the names of its members; an archive of office files is an archive."""
    start = data.find(b"mimetype", 30, 60)
    if start > 0:
        for media_type, kind in _ZIP_MEDIA_TYPES:
            if data.startswith(media_type.encode(), start + 8):
                return kind
    names = list(_member_names(data))
    return next((kind for pattern, kind in _ZIP_MEMBERS if any(map(pattern.fullmatch, names))), "zip")


def _member_names(data: bytes) -> Iterator[str]:
    """Names from the directory of a ZIP; when its end is cut off, what stands in its beginning.

    ``data`` may lack the middle of the file: the directory is looked for right before the mark of its end.
    """
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if end < 0 or len(data) < end + 22:
        yield from _NAME.findall(data[:SAMPLE].decode("latin-1"))
        return
    at = end - int.from_bytes(data[end + 12 : end + 16], "little")
    while 0 <= at < end and data.startswith(b"PK\x01\x02", at):
        name, extra, comment = (int.from_bytes(data[at + i : at + i + 2], "little") for i in (28, 30, 32))
        yield data[at + 46 : at + 46 + name].decode("latin-1")
        at += 46 + name + extra + comment


def _ole_kind(data: bytes) -> str:
    """What an OLE file carries, by the names of its streams."""
    for name, kind in _OLE_STREAMS:
        entry = name.encode("utf-16-le") + b"\0\0"
        at = data.find(entry)
        while at >= 0:
            if at % _OLE_ENTRY == 0:
                return kind
            at = data.find(entry, at + 1)
    return "ole"


def _mail_kind(head: bytes) -> str | None:
    """A mail or a saved web archive: header fields, MIME ones among them."""
    fields = _FIELDS.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    if fields is None or not _MIME.search(fields[0]):
        return None
    if _RELATED.search(fields[0]) and not _MAIL.search(fields[0]):
        return "mht"
    return "eml" if _FROM.search(fields[0]) else None


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
