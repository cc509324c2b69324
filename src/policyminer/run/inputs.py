"""Which files to read: single files, folders and patterns to one sorted list of named documents."""

from __future__ import annotations

import fnmatch
import glob
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyminer.model import PolicyMinerError
from policyminer.read.archive import kind_at, list_members
from policyminer.read.member import Member
from policyminer.read.remote import Remote, is_address, list_remote

#: Files that lie beside documents and are none: read only when named one by one.
SIDECARS = ("README*", "*.gold.json", "*.tmp", "~$*", "Thumbs.db", "desktop.ini", "__MACOSX")

_SIDECAR = re.compile("|".join(map(fnmatch.translate, SIDECARS)))
_MAGIC = "*?["
#: Bytes of a file hashed at once.
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Input:
    """A file, a member of an archive or a file at an address, and its name in the tables: relative, ``/``, UTF-8."""

    path: Path | Member | Remote
    name: str

    def sha256(self) -> str | None:
        """The hash of its bytes, or none when they cannot be read."""
        try:
            if isinstance(self.path, Member | Remote):
                return hashlib.sha256(self.path.read_bytes()).hexdigest()
            if not os.path.isfile(self.path):  # noqa: PTH113 - half the time, of every file
                return None
            with self.path.open("rb", buffering=0) as file:
                digest = hashlib.sha256()
                while piece := file.read(_PIECE):
                    digest.update(piece)
                return digest.hexdigest()
        except (OSError, PolicyMinerError):  # reading it will say why
            return None


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents, sorted by name, and what was left aside with the reason."""

    documents: tuple[Input, ...]
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """``real`` is the path without links, by which a file given twice is known."""

    path: Path | Remote
    root: Path
    relative: str
    real: str


def find_inputs(sources: Sequence[str | Path], leave_out: Path | None = None) -> Inputs:
    """List the documents of files, folders, patterns (``corpus/**/*.txt``) and addresses (``s3://bucket/2024``).

    A folder gives every regular file below it except hidden ones and ``SIDECARS``, named by its path relative to the
    folder; links that lead out of the folder are not followed. ``leave_out`` (the output folder) is not searched. Two
    files of the same relative name get the name of their root in front; a file given twice counts once. An archive
    gives its members; one that cannot be opened stays, and fails when it is read.
    Raises ``PolicyMinerError``: ``input_not_found``, ``no_documents``.
    """
    skipped: list[tuple[str, str]] = []
    found: dict[str, _Found] = {}
    for source in sources:
        for item in _expand(str(source), leave_out, skipped):
            found.setdefault(item.real, item)
    if not found:
        where = ", ".join(str(s) for s in sources)
        hint = "hidden files and " + ", ".join(SIDECARS) + " are not read"
        raise PolicyMinerError("no_documents", "there is no document here", where, hint)
    named = _named(list(found.values()))
    documents = sorted((document for item in named for document in _unpacked(item)), key=lambda d: d.name)
    return Inputs(tuple(documents), tuple(skipped))


def _expand(source: str, leave_out: Path | None, skipped: list[tuple[str, str]]) -> Iterable[_Found]:
    if is_address(source):
        return _match_remote(source)
    path = Path(source)
    if path.is_dir():
        return _walk(path, path, leave_out, skipped)
    if os.path.lexists(path):
        return [_Found(path, path.absolute().parent, path.name, os.path.realpath(path))]
    if any(c in source for c in _MAGIC):
        return _match(source, leave_out, skipped)
    raise PolicyMinerError("input_not_found", "there is no such file or folder", source)


def _match_remote(source: str) -> Iterable[_Found]:
    root = Path("/", source.partition("://")[2].rstrip("/"))
    for relative, remote in list_remote(source):
        named = "/" not in relative and source.endswith("/" + relative)
        if named or not _beside(relative):
            yield _Found(remote, root, relative, remote.address)


def _match(pattern: str, leave_out: Path | None, skipped: list[tuple[str, str]]) -> Iterable[_Found]:
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if any(c in part for c in _MAGIC))
    root = Path(*parts[:fixed]) if fixed else Path()
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 - a pattern may be absolute
        path = Path(name)
        if path.is_dir():
            if "**" not in parts:  # with **, the files below match by themselves
                yield from _walk(path, root, leave_out, skipped)
        elif not _inside(path, leave_out) and not is_sidecar(path.name):
            yield _Found(path, root, path.relative_to(root).as_posix(), os.path.realpath(path))


def _walk(folder: Path, root: Path, leave_out: Path | None, skipped: list[tuple[str, str]]) -> Iterable[_Found]:
    """Every document below a folder, those of a folder before those of the folders in it, by name."""
    prefix = folder.relative_to(root).as_posix() + "/" if folder != root else ""
    waiting = [(folder, prefix, str(folder.resolve()))]
    inside = Path(waiting[0][2])
    while waiting:
        here, before, real = waiting.pop()
        try:
            with os.scandir(here) as listed:
                entries = sorted(listed, key=lambda e: e.name)
        except OSError as error:
            skipped.append((str(error.filename), error.strerror or "cannot be listed"))
            continue
        deeper = []
        for entry in entries:
            name, path = entry.name, here / entry.name
            if entry.is_dir():
                if not (entry.is_symlink() or name.startswith(".") or _inside(path, leave_out)):
                    deeper.append((path, f"{before}{name}/", f"{real}{os.sep}{name}"))
            elif is_sidecar(name):
                continue
            elif entry.is_file(follow_symlinks=False):
                yield _Found(path, root, before + name, f"{real}{os.sep}{name}")
            elif entry.is_symlink() and not path.resolve().is_relative_to(inside):
                skipped.append((str(path), "a link that leads out of the folder"))
            elif not entry.is_file():
                skipped.append((str(path), "not a regular file"))
            else:
                yield _Found(path, root, before + name, os.path.realpath(path))
        waiting += reversed(deeper)


def _unpacked(item: Input) -> Iterable[Input]:
    """The documents of an archive, the mail and its attachments, else the file itself."""
    if not isinstance(item.path, Path):
        yield item  # an archive is opened only where it can be read again and again at no cost
        return
    try:
        inner = list_members(item.path) if os.path.isfile(item.path) else ()  # noqa: PTH113 - as above
    except Exception:  # whatever one archive does, the others go on; reading it will say why
        inner = ()
    members = [names for names in inner if not _beside("/".join(names))]
    if not members or kind_at(item.path) == "eml":
        yield item
    for names in members:
        yield Input(Member(item.path, names), "!/".join((item.name, *names)))


def _beside(path: str) -> bool:
    """Whether a member lies beside the documents of its archive; a path that escapes is not hidden by that."""
    return any(is_sidecar(part) for part in path.split("/") if part != "..")


def is_sidecar(name: str) -> bool:
    """Whether a file in a folder is no document by its name.

    >>> is_sidecar("README.md"), is_sidecar(".hidden"), is_sidecar("13.gold.json"), is_sidecar("13.json")
    (True, True, True, False)
    """
    return name.startswith(".") or _SIDECAR.match(name) is not None


def _inside(path: Path, folder: Path | None) -> bool:
    return folder is not None and path.resolve().is_relative_to(folder.resolve())


def _named(found: list[_Found]) -> Iterable[Input]:
    """Give every file its name; where names clash, more of the root's path is put in front until they differ."""
    names = [_clean(f.relative) for f in found]
    for depth in range(1, 64):
        clashing = {n for n, count in Counter(names).items() if count > 1}
        if not clashing:
            break
        names = [_clean(_with_root(f, depth)) if n in clashing else n for f, n in zip(found, names, strict=True)]
    return (Input(f.path, n) for f, n in zip(found, names, strict=True))


def _with_root(found: _Found, depth: int) -> str:
    parts = [p for p in found.root.resolve().parts if p != os.sep]
    return "/".join([*parts[-depth:], found.relative])


def _clean(name: str) -> str:
    """A file name that is no valid UTF-8 is written with backslash escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
