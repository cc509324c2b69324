"""Standard output and error as UTF-8."""

from __future__ import annotations

import io
import sys


def use_utf8() -> None:
    """Write UTF-8 to both streams whatever the console or the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
