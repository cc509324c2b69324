"""The store: whole snapshots of all tables, published by replacing one link.

``OUT/snapshots/<id>/<table>/part-00000.parquet`` are never changed; ``OUT/current`` is a relative link to one of them.
A reader who resolves it once sees all tables of one run. ``OUT/.lock`` lets one writer in at a time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from policyminer.model import PolicyMinerError
from policyminer.publish.assemble import Assembled
from policyminer.publish.writer import sync

CURRENT, SNAPSHOTS, LOCK, MANIFEST = "current", "snapshots", ".lock", "manifest.json"
SCRATCH_PREFIX, LINK_PREFIX = ".tmp-", ".current-"
#: First words of the lock file: the mark by which a folder is known as ours.
_MARK = "policyminer"
#: Files that may lie in an output folder before the first run.
_HARMLESS = {"README.md", "README.zh-CN.md", ".gitkeep", ".gitignore", ".DS_Store"}
_SNAPSHOT_ID = re.compile(r"\d{6,}")


@dataclass(frozen=True, slots=True)
class Published:
    """The outcome of publishing; ``changed`` is false when the tables were already there byte for byte."""

    snapshot: Path
    changed: bool


@dataclass(frozen=True, slots=True)
class Store:
    """An output folder, held by one writer."""

    out: Path
    scratch: Path

    @property
    def current(self) -> Path | None:
        """The snapshot that is published now."""
        return _current(self.out)

    def holds(self, tables: Path) -> bool:
        """Whether these tables are published already, byte for byte."""
        current = _current(self.out)
        return current is not None and _same(current / MANIFEST, tables / MANIFEST)

    def publish(self, tables: Path, keep: int = 2) -> Published:
        """Move ``tables`` (in the scratch folder, with its manifest) into place and point ``current`` to it.

        ``keep`` snapshots stay, the new one included, so that whoever is reading the last one can go on.
        """
        current = _current(self.out)
        if current is not None and self.holds(tables):
            return Published(current, changed=False)
        folder = self.out / SNAPSHOTS
        folder.mkdir(exist_ok=True)
        last = max((int(p.name) for p in _snapshots(self.out)), default=0)
        target = folder / f"{last + 1:06d}"
        sync(tables)
        tables.rename(target)
        sync(folder)
        link = self.out / f"{LINK_PREFIX}{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(SNAPSHOTS) / target.name, target_is_directory=True)
        os.replace(link, self.out / CURRENT)  # noqa: PTH105 - Path.replace would follow nothing either; said plainly
        sync(self.out)
        for old in _snapshots(self.out)[: -max(keep, 1)]:
            shutil.rmtree(old)
        return Published(target, changed=True)


def write_manifest(tables: Path, assembled: Assembled, about: dict[str, Any]) -> None:
    """Write ``manifest.json``: rows and checksums of every file, and ``about`` (versions, the rules' fingerprint)."""
    listing = {
        name: {"rows": assembled.rows[name], "files": {p.name: _sha256(p) for p in files}}
        for name, files in assembled.files.items()
    }
    text = json.dumps({**about, "tables": listing}, ensure_ascii=False, indent=1, sort_keys=True)
    path = tables / MANIFEST
    path.write_text(text + "\n", encoding="utf-8")
    sync(path)


def read_manifest(snapshot: Path) -> dict[str, Any]:
    """The manifest of a snapshot."""
    manifest: dict[str, Any] = json.loads((snapshot / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def resolve(out: str | Path) -> Path:
    """The snapshot that ``OUT/current`` points to now; read all tables from what this returns.

    A snapshot folder itself is taken as it is. Raises ``PolicyMinerError`` (``no_tables``).
    """
    folder = Path(out)
    if (folder / MANIFEST).is_file():
        return folder.resolve()
    current = _current(folder)
    if current is None:
        raise PolicyMinerError("no_tables", "there are no tables here", str(out), "run `policyminer run … --out` first")
    return current


@contextmanager
def open_store(out: str | Path) -> Iterator[Store]:
    """Hold an output folder for writing, made if need be; sweep what crashed runs left.

    Raises ``PolicyMinerError``: ``out_not_a_folder``, ``out_not_ours``, ``out_not_writable``, ``out_locked``.
    """
    folder = Path(out)
    check_output(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise PolicyMinerError("out_not_writable", f"cannot write here: {reason}", str(out)) from error
    with lock:
        _take(lock, folder)
        _sweep(folder)
        scratch = folder / f"{SCRATCH_PREFIX}{os.getpid()}"
        scratch.mkdir()
        try:
            yield Store(folder, scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def check_output(out: Path) -> None:
    """Refuse a file and a folder with other people's things in it."""
    if not out.exists():
        return
    if not out.is_dir():
        raise PolicyMinerError("out_not_a_folder", "the output is not a folder", str(out), "name another --out")
    foreign = sorted(p.name for p in out.iterdir() if p.name not in _HARMLESS)
    if foreign and not is_ours(out):
        hint = "name an empty or new folder with --out"
        raise PolicyMinerError("out_not_ours", f"the folder holds other files ({foreign[0]} …)", str(out), hint)


def is_ours(out: Path) -> bool:
    """Whether a folder was made by an earlier run."""
    try:
        marked = (out / LOCK).read_text(encoding="utf-8", errors="replace").startswith(_MARK)
    except OSError:
        marked = False
    return marked or _current(out) is not None


def _take(lock: IO[str], out: Path) -> None:
    try:
        import fcntl
    except ImportError as error:
        raise PolicyMinerError("platform", "writing tables needs a POSIX system", str(out)) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().removeprefix(_MARK).strip() or "another process"
        raise PolicyMinerError("out_locked", f"is being written by {holder}", str(out), "wait until it ends") from error
    lock.truncate(0)
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    lock.write(f"{_MARK} process {os.getpid()} since {now}\n")
    lock.flush()


def _sweep(out: Path) -> None:
    """Remove what a crashed run left: scratch folders, half-made links, snapshots that were never published."""
    for left in out.glob(f"{SCRATCH_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    for link in out.glob(f"{LINK_PREFIX}*"):
        link.unlink(missing_ok=True)
    current = _current(out)
    number = int(current.name) if current is not None else 0
    for snapshot in _snapshots(out):
        if int(snapshot.name) > number:
            shutil.rmtree(snapshot, ignore_errors=True)


def _current(out: Path) -> Path | None:
    link = out / CURRENT
    if not link.is_symlink() or not (link / MANIFEST).is_file():
        return None
    return link.resolve()


def _snapshots(out: Path) -> list[Path]:
    folder = out / SNAPSHOTS
    if not folder.is_dir():
        return []
    return sorted((p for p in folder.iterdir() if _SNAPSHOT_ID.fullmatch(p.name)), key=lambda p: int(p.name))


def _same(a: Path, b: Path) -> bool:
    return a.read_bytes() == b.read_bytes()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
