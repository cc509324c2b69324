"""ZIP, TAR and gzip files of documents, and the attachments of mails: every member is a document of its own.

Nothing is written to disk. A member is named by its path inside the archive, behind ``!/`` (``2024.zip!/通知.docx``);
an archive inside an archive is opened once, deeper ones are refused.
"""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import NoReturn

from policyminer.model import PolicyMinerError
from policyminer.read.encoding import decode
from policyminer.read.mail import attachments
from policyminer.read.sniff import SAMPLE, kind_of
from policyminer.read.unpack import (
    MAX_ENTRIES,
    MAX_MEMBER,
    MAX_TOTAL,
    MIB,
    damaged,
    gunzip,
    open_zip,
    read_member,
    too_large,
)

ARCHIVES = frozenset(("zip", "tar", "gzip"))
DEEPEST = 2  # archives inside each other
MAX_ARCHIVE = 512 * MIB

_HEAD = 4_096  # bytes that tell all kinds but those of ZIP files
_UTF_8_NAME = 0x800  # flag of a ZIP member whose name is UTF-8
_ESCAPES = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:/")

Load = Callable[[], bytes]


def read_inner(path: Path, inner: tuple[str, ...]) -> bytes:
    """The bytes of the member that the names of ``inner`` lead to. Raises ``PolicyMinerError`` and ``OSError``."""
    entries = _open(path, _stamp(path)) if len(inner) == 1 else _open_inner(path, _stamp(path), inner[0])
    if inner[-1] not in entries:
        raise damaged("the archive has changed while it was read", str(path))
    return entries[inner[-1]]()


def list_members(path: Path) -> tuple[tuple[str, ...], ...]:
    """The names that lead to the members of an archive or mail at ``path``; none for any other file.

    Raises ``PolicyMinerError`` when it cannot be opened, ``OSError`` when the system refuses.
    """
    if kind_at(path) not in (*ARCHIVES, "eml"):
        return ()
    found: list[tuple[str, ...]] = []
    for name, load in _open(path, _stamp(path)).items():
        found += [(name, *rest) for rest in _inner_names(path, name, load)]
    return tuple(found)


def kind_at(path: Path) -> str | None:
    """The kind of a file by its two ends."""
    with path.open("rb", buffering=0) as file:
        sample = file.read(_HEAD)
        if sample.startswith(b"PK"):
            sample += file.read(SAMPLE - _HEAD)
            file.seek(max(SAMPLE, path.stat().st_size - MIB))
            sample += file.read(MIB)
    return kind_of(sample)


def _inner_names(path: Path, name: str, load: Load) -> list[tuple[str, ...]]:
    """What a member gives: itself, or the members of the archive that it is."""
    try:
        if kind_of(load()) in ARCHIVES:
            return [(inner,) for inner in _open_inner(path, _stamp(path), name)] or [()]
    except PolicyMinerError:
        return [()]  # reading it will say why
    return [()]


def refuse_archive(data: bytes, where: str) -> NoReturn:
    """Say why an archive that came as one document is none.

    Raises ``PolicyMinerError``: what is wrong with it, else ``empty_archive``, ``nested_archive`` or ``is_archive``.
    """
    entries = _entries(data, where)
    if where.count("!/") >= DEEPEST:
        raise PolicyMinerError("nested_archive", "an archive in an archive in an archive", where, "unpack it")
    if not entries:
        raise PolicyMinerError("empty_archive", "the archive holds no document", where, "remove it")
    message = f"this is an archive of {len(entries)} document(s)"
    raise PolicyMinerError("is_archive", message, where, "`policyminer run` reads them one by one")


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=1)
def _open(path: Path, stamp: tuple[int, int]) -> dict[str, Load]:
    """The members of the archive that was read last: its neighbours are read next."""
    if stamp[1] > MAX_ARCHIVE:
        raise too_large(f"the archive is larger than {MAX_ARCHIVE // MIB} MiB", path.name)
    return _entries(path.read_bytes(), path.name)


@lru_cache(maxsize=1)
def _open_inner(path: Path, stamp: tuple[int, int], name: str) -> dict[str, Load]:
    return _entries(_open(path, stamp)[name](), f"{path.name}!/{name}")


def _entries(data: bytes, where: str) -> dict[str, Load]:
    """The members of an archive or mail by name, in its order, and how to read each; folders are left out."""
    kind = kind_of(data)
    if kind == "gzip":
        data = gunzip(data, where)
        if kind_of(data) != "tar":
            name = where.replace("\\", "/").rpartition("/")[2]
            return {re.sub(r"\.gz$", "", name, flags=re.IGNORECASE) or "document": lambda: data}
        kind = "tar"
    if kind == "eml":
        return dict(_unique((name, partial(bytes, content)) for name, content in attachments(data, where)))
    return dict(_unique(_tar(data, where) if kind == "tar" else _zip(data, where)))


def _zip(data: bytes, where: str) -> Iterator[tuple[str, Load]]:
    archive = open_zip(data, where)
    for info in archive.infolist():
        if not info.is_dir():
            name = info.filename if info.flag_bits & _UTF_8_NAME else _old_name(info.filename)
            name = name.replace("\\", "/")
            # The upper half of the attributes is the file mode where a Unix program wrote the archive.
            if (info.external_attr >> 16) & 0o170000 not in (0, 0o100000):
                yield name, partial(_refuse_special, f"{where}!/{name}")
            else:
                yield name, _guarded(name, where, partial(read_member, archive, info, f"{where}!/{name}"))


def _old_name(name: str) -> str:
    """A member's name without the UTF-8 flag: Chinese programs wrote it in UTF-8 or GBK all the same.

    >>> _old_name("通知.docx".encode("gbk").decode("cp437")), _old_name("plan.txt")
    ('通知.docx', 'plan.txt')
    """
    try:
        return decode(name.encode("cp437")).text
    except (UnicodeEncodeError, PolicyMinerError):
        return name


def _tar(data: bytes, where: str) -> Iterator[tuple[str, Load]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:", encoding="utf-8") as archive:
            total = 0
            for number, info in enumerate(archive):
                total += max(info.size, 0)
                if number >= MAX_ENTRIES or info.size > MAX_MEMBER or total > MAX_TOTAL:
                    raise too_large(f"it has more than {MAX_ENTRIES} members or {MAX_TOTAL // MIB} MiB", where)
                name = _tar_name(info.name)
                if info.isreg() and not info.issparse():
                    part = data[info.offset_data : info.offset_data + info.size]
                    yield name, _guarded(name, where, partial(bytes, part))
                elif not info.isdir():
                    yield name, partial(_refuse_special, f"{where}!/{name}")
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        raise damaged(f"the TAR structure cannot be read: {error}", where) from error


def _tar_name(name: str) -> str:
    """A member's name whose bytes are no UTF-8 is GBK."""
    raw = name.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8").replace("\\", "/")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace").replace("\\", "/")


def _guarded(name: str, where: str, load: Load) -> Load:
    return partial(_refuse_path, f"{where}!/{name}") if _ESCAPES.search(name) else load


def _refuse_path(where: str) -> bytes:
    hint = "make the archive anew without such paths"
    raise PolicyMinerError("unsafe_path", "the member's name leads out of the archive", where, hint)


def _refuse_special(where: str) -> bytes:
    raise PolicyMinerError("not_a_file", "this member is a link, a device or no regular file", where, "leave it out")


def _unique(entries: Iterator[tuple[str, Load]]) -> Iterator[tuple[str, Load]]:
    """Members of the same name get a number, so that none hides another."""
    seen: dict[str, int] = {}
    for name, load in entries:
        seen[name] = seen.get(name, 0) + 1
        yield (f"{name}#{seen[name]}" if seen[name] > 1 else name), load
