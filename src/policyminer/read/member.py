"""A document inside an archive, as a place to read from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Member:
    """A document inside an archive; ``inner`` are the names that lead to it, the outer archive's first."""

    archive: Path
    inner: tuple[str, ...]

    def read_bytes(self) -> bytes:
        """Its bytes. Raises ``PolicyMinerError`` as for a file, and ``OSError``."""
        from policyminer.read.archive import read_inner

        return read_inner(self.archive, self.inner)
