"""Bytes to a Document: what a file is, is told by its content, never by its name.

``read`` takes a file, ``read_bytes`` what is already in memory. Both raise ``PolicyMinerError`` with the codes of the
section "A document cannot be read" of docs/errors.md.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from policyminer.model import Document, PolicyMinerError
from policyminer.read.draft import Reading
from policyminer.read.encoding import decode
from policyminer.read.member import Member
from policyminer.read.remote import Remote
from policyminer.read.sniff import KINDS, declared_charset, is_binary, is_html, kind_of
from policyminer.read.text import line_blocks
from policyminer.read.traditional import in_simplified
from policyminer.read.unpack import encrypted

__all__ = ["MAX_BYTES", "READERS", "Member", "Remote", "read", "read_bytes"]

#: Kind of file (``sniff.KINDS``) -> module and function that reads it, ``(data, where) -> Reading``; loaded when met.
READERS: dict[str, tuple[str, str]] = {
    "docx": ("policyminer.read.docx", "read_docx"),
    "ofd": ("policyminer.read.ofd", "read_ofd"),
    "pdf": ("policyminer.read.pdf", "read_pdf"),
    **dict.fromkeys(("png", "jpeg", "tiff", "gif", "bmp", "webp"), ("policyminer.read.image", "read_image")),
    "doc": ("policyminer.read.convert", "read_doc"),
    "odt": ("policyminer.read.convert", "read_odt"),
    "rtf": ("policyminer.read.rtf", "read_rtf"),
    "xlsx": ("policyminer.read.xlsx", "read_xlsx"),
    "xls": ("policyminer.read.xls", "read_xls"),
    "eml": ("policyminer.read.mail", "read_eml"),
    "mht": ("policyminer.read.mail", "read_mht"),
    **dict.fromkeys(("zip", "tar", "gzip"), ("policyminer.read.archive", "refuse_archive")),
}
#: Kinds that are read in a process of their own, because a native library takes them apart.
APART = frozenset(("ofd", "pdf", "png", "jpeg", "tiff", "gif", "bmp", "webp"))

MAX_BYTES = 256 * 1024 * 1024


def read(path: str | Path | Member | Remote, *, name: str | None = None, max_bytes: int = MAX_BYTES) -> Document:
    """Read one file, a member of an archive, or what lies at an address, into a Document.

    ``name`` becomes ``Document.path``: the path below the input folder with ``/`` between its parts; by default the
    file's own name, with those of the members behind ``!/``. ``max_bytes`` bounds the size. Raises
    ``PolicyMinerError``; see the module for the codes.
    """
    if isinstance(path, Remote):
        return _read_remote(path, name if name is not None else path.address.rpartition("/")[2], max_bytes)
    file_path = path.archive if isinstance(path, Member) else Path(path)
    inner = path.inner if isinstance(path, Member) else ()
    shown = name if name is not None else "!/".join((file_path.name, *inner))
    try:
        if isinstance(path, Member):
            return read_bytes(path.read_bytes(), shown, max_bytes=max_bytes)
        path = file_path
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device, pipe or socket"
            raise PolicyMinerError("not_a_file", f"this is {kind}, not a file", shown, "name a file")
        if status.st_size > max_bytes:
            raise _too_large(status.st_size, max_bytes, shown)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)  # the size may have grown, and special file systems report 0
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        hint = "check that the file exists and that you may read it"
        raise PolicyMinerError("unreadable_file", f"cannot read the file: {reason}", shown, hint) from error
    return read_bytes(data, shown, max_bytes=max_bytes)


def _read_remote(path: Remote, name: str, max_bytes: int) -> Document:
    size = path.size()
    if size is not None and size > max_bytes:
        raise _too_large(size, max_bytes, name)
    return read_bytes(path.read_bytes(), name, max_bytes=max_bytes)


def read_bytes(data: bytes, name: str, *, max_bytes: int = MAX_BYTES) -> Document:
    """Make a Document of ``data``; ``name`` is its path below the input folder. Raises ``PolicyMinerError``."""
    name = _clean_name(name)
    if len(data) > max_bytes:
        raise _too_large(len(data), max_bytes, name)
    if not data or data.isspace():
        raise PolicyMinerError("empty_file", "the file is empty", name, "remove it or put the document in")
    reading = _read_kind(data, kind_of(data), name)
    simplified, metadata, warnings = in_simplified(reading)
    return Document(
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=reading.media_type,
        encoding=reading.encoding,
        text=reading.text,
        blocks=reading.blocks,
        metadata=metadata,
        warnings=reading.warnings + warnings,
        removed=reading.removed,
        simplified=simplified,
    )


def _read_kind(data: bytes, kind: str | None, name: str) -> Reading:
    """Read with the reader of the kind; without a kind it is text or a web page."""
    if kind is None:
        return _read_text(data, name)
    if kind == "encrypted_office":
        raise encrypted(name)
    if kind not in READERS:
        hint = "save the document as plain text (UTF-8), HTML or DOCX"
        raise PolicyMinerError("binary_file", f"this is {KINDS[kind]}; the format is not supported", name, hint)
    module, function = READERS[kind]
    if kind in APART:
        from policyminer.read.apart import read_apart

        return read_apart(module, function, data, name)
    reader: Callable[[bytes, str], Reading] = getattr(import_module(module), function)
    return reader(data, name)


def _read_text(data: bytes, name: str) -> Reading:
    """Plain text, or a web page; the HTML library is loaded when a page is met."""
    decoded = decode(data, name, declared_charset(data))
    if is_binary(decoded.text):
        hint = "save the document as plain text (UTF-8), HTML or DOCX"
        raise PolicyMinerError("binary_file", "the file holds binary data of an unknown format", name, hint)
    if not decoded.text or decoded.text.isspace():
        raise PolicyMinerError("empty_file", "the file holds no text", name, "remove it or put the document in")
    if is_html(decoded.text):
        from policyminer.read.html import read_markup

        return read_markup(decoded.text, decoded.encoding, decoded.warnings, name)
    blocks = line_blocks(decoded.text)
    return Reading("text/plain", decoded.text, blocks, warnings=decoded.warnings, encoding=decoded.encoding)


def _too_large(size: int, limit: int, name: str) -> PolicyMinerError:
    mib = 1024 * 1024
    message = f"the file has {size / mib:.1f} MiB, more than the limit of {limit / mib:.1f} MiB"
    return PolicyMinerError("too_large", message, name, "split the file")


def _clean_name(name: str) -> str:
    """The name without lone surrogates (a file name that is not UTF-8, most often GBK from an old archive)."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name) if os.name == "posix" else name.encode("utf-8", "surrogatepass")
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name
