"""Files that lie elsewhere: in an object store or at any place that fsspec knows, named by an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from policyminer.model import PolicyMinerError

#: ``s3://bucket/folder``, ``memory://folder``; a drive letter is no scheme.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file by its address."""

    address: str

    def size(self) -> int | None:
        """Its size in bytes, when the place tells. Raises as :meth:`read_bytes`."""
        store, path = _store(self.address)
        try:
            size: int | None = store.info(path).get("size")
        except Exception as error:  # every kind of place has errors of its own
            raise _refused(self.address, error) from error
        return size

    def read_bytes(self) -> bytes:
        """Its bytes. Raises ``PolicyMinerError`` (``unreadable_file``, ``place_missing``)."""
        store, path = _store(self.address)
        try:
            data: bytes = store.cat_file(path)
        except Exception as error:
            raise _refused(self.address, error) from error
        return data


def is_address(source: str) -> bool:
    """Whether a source is an address and no path.

    >>> is_address("s3://bucket/2024"), is_address("corpus/2024"), is_address("C:/corpus")
    (True, False, False)
    """
    return _ADDRESS.match(source) is not None


def list_remote(source: str) -> list[tuple[str, Remote]]:
    """The files at an address, each with its path below it: one file, all below a folder, or those of a pattern.

    Raises ``PolicyMinerError``: ``input_not_found``, ``unreadable_file``, ``place_missing``.
    """
    store, path = _store(source)
    try:
        if pattern := _MAGIC.search(path):
            root = path[: pattern.start()].rpartition("/")[0]
            found = [one for one, about in store.glob(path, detail=True).items() if about["type"] == "file"]
        elif store.isfile(path):
            root, found = path.rpartition("/")[0], [path]
        else:
            root, found = path, store.find(path)
    except FileNotFoundError:
        found = []
    except Exception as error:
        raise _refused(source, error) from error
    if not found:
        raise PolicyMinerError("input_not_found", "there is no file at this address", source)
    below = len(root.rstrip("/")) + 1
    return [(one[below:], Remote(store.unstrip_protocol(one))) for one in sorted(found)]


def _store(address: str) -> tuple[Any, str]:
    """The place and the path in it."""
    try:
        import fsspec
    except ImportError as error:
        hint = 'pip install "policyminer[dask]"'
        raise PolicyMinerError("place_missing", "what reads addresses is not installed", address, hint) from error
    try:
        store, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:  # no driver, no such scheme
        hint = "install what fsspec names, such as s3fs for s3://"
        raise PolicyMinerError("place_missing", f"cannot read such addresses: {error}", address, hint) from error
    return store, path


def _refused(address: str, error: Exception) -> PolicyMinerError:
    hint = "check that it exists and that you may read it"
    return PolicyMinerError("unreadable_file", f"cannot read the file: {error}", address, hint)
