"""The text of a DOCX paragraph: its runs in reading order, and what stands among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from policyminer.read.package import attribute, child, is_on, local_name

_PROPERTY_NAMES = "pPr rPr sdtPr sdtEndPr fldChar proofErr bookmarkStart bookmarkEnd sectPr tblPr tblGrid rt"
PROPERTIES = frozenset(_PROPERTY_NAMES.split())
DELETED = frozenset(("del", "moveFrom"))
_PICTURES = frozenset(("blip", "imagedata", "OLEObject"))


@dataclass(slots=True)
class Runs:
    """What a paragraph holds while its runs are read."""

    text: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0


def texts(element: Any) -> Iterator[str]:
    """All characters inside an element, deleted ones too."""
    return (e.text or "" for e in element.iter() if local_name(e) in ("t", "delText"))


def _drawing(element: Any, runs: Runs) -> None:
    """The text boxes and pictures of a drawing; a box is stored twice, for new and for old programs."""
    for item in element:
        name = local_name(item)
        if name == "txbxContent":
            runs.boxes.append(item)
        elif name == "AlternateContent":
            for choice in ([c for c in item if local_name(c) == "Choice"] or list(item))[:1]:
                _drawing(choice, runs)
        else:
            runs.pictures += name in _PICTURES
            _drawing(item, runs)


def _break(element: Any, runs: Runs) -> None:
    if attribute(element, "type") not in ("page", "column"):
        runs.text.append("\n")


def _symbol(element: Any, runs: Runs) -> None:
    code = attribute(element, "char") or ""
    sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
    # The private use area holds the signs of symbol fonts: ticks and boxes.
    runs.text.append("□" if "\ue000" <= sign <= "\uf8ff" or "\ud800" <= sign <= "\udfff" else sign)


def _note(element: Any, runs: Runs) -> None:
    runs.notes.append((local_name(element), attribute(element, "id") or ""))


_INLINE: dict[str, Callable[[Any, Runs], None]] = {
    "tab": lambda _, runs: runs.text.append("\t"),
    "ptab": lambda _, runs: runs.text.append("\t"),
    "br": _break,
    "cr": lambda _, runs: runs.text.append("\n"),
    "noBreakHyphen": lambda _, runs: runs.text.append("-"),
    "sym": _symbol,
    "delText": lambda item, runs: runs.deleted.append(item.text or ""),
    "instrText": lambda item, runs: runs.fields.append(item.text or ""),
    "delInstrText": lambda item, runs: runs.fields.append(item.text or ""),
    "footnoteReference": _note,
    "endnoteReference": _note,
    "drawing": _drawing,
    "pict": _drawing,
    "object": _drawing,
}


def collect(element: Any, runs: Runs) -> None:
    """Add the inline content of a paragraph, in the accepted view of its changes."""
    for item in element:
        name = local_name(item)
        if name == "t":
            runs.text.append(item.text or "")
        elif name in _INLINE:
            _INLINE[name](item, runs)
        elif name in DELETED:
            runs.deleted += texts(item)
        elif name == "r" and is_on(child(item, "rPr", "vanish")):
            runs.hidden += texts(item)
        elif name == "AlternateContent":
            choices = [c for c in item if local_name(c) == "Choice"] or list(item)
            for choice in choices[:1]:
                collect(choice, runs)
        elif name not in PROPERTIES:
            collect(item, runs)
