"""The libraries of the extra `statistics`, imported where they are used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from policyminer.model import PolicyMinerError


@contextmanager
def needed(library: str) -> Iterator[None]:
    """Say how to get ``library`` when an import inside fails. Raises ``PolicyMinerError`` (``library_missing``)."""
    try:
        yield
    except ImportError:
        hint = 'pip install "policyminer[statistics]"'
        raise PolicyMinerError("library_missing", f"this needs {library}, which is not installed", "", hint) from None
