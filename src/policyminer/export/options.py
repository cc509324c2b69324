"""What a caller can choose about an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from policyminer.export.labels import Language


@dataclass(frozen=True, slots=True)
class Options:
    """``lang`` is the language of labels; ``headers`` of workbooks and CSV are column ``names`` or ``labels``.

    ``mark`` puts a byte order mark before CSV, which Excel needs to see UTF-8; ``guard`` an apostrophe before CSV texts
    that Excel would run as a formula.
    """

    lang: Language = "zh"
    headers: Literal["names", "labels"] = "names"
    mark: bool = True
    guard: bool = True
