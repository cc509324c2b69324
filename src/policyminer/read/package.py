"""Office Open XML packages (DOCX, XLSX): their parts, relations between these, and XML without entities.

Element and attribute names are compared without their namespace, because the transitional and the strict form of
ISO/IEC 29500 use different ones for the same thing.
"""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from policyminer.model import PolicyMinerError
from policyminer.read.unpack import damaged, open_zip, read_member

MAX_XML = 64 * 1024 * 1024  # bytes of a part; as a tree it takes some ten times as much

_PARSER = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class Package:
    """The parts of a package by name."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        self._zip = open_zip(data, where)
        # Some writers put \\ between the parts of a name, others change upper and lower case.
        self._infos = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()}

    @property
    def names(self) -> list[str]:
        """Names of the parts, in lower case."""
        return list(self._infos)

    def xml(self, part: str) -> Any:
        """The root element of a part, or None when there is no such part."""
        info = self._infos.get(part.lower())
        if info is None:
            return None
        if info.file_size > MAX_XML:
            raise PolicyMinerError(
                "unpacks_too_large", f"{part} is larger than {MAX_XML >> 20} MiB", self.where, "split the document"
            )
        return parse_xml(read_member(self._zip, info, self.where), f"{self.where}: {part}")

    def data(self, part: str) -> bytes | None:
        """The bytes of a part (a picture), or None when there is no such part."""
        info = self._infos.get(part.lower())
        return read_member(self._zip, info, self.where) if info is not None else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relations of a part (``""`` for the package): id -> (last word of the type, name of the target part)."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in root if root is not None else ():
            if attribute(relation, "TargetMode") == "External":
                continue
            target = (attribute(relation, "Target") or "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            kind = (attribute(relation, "Type") or "").rpartition("/")[2]
            found[attribute(relation, "Id") or ""] = (kind, whole)
        return found

    def main_part(self, usual: str) -> str:
        """The part that holds the document: by the package's relations, else the ``usual`` name."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument" and target.lower() in self._infos:
                return target
        return usual


def parse_xml(data: bytes, where: str) -> Any:
    """The root element of XML that declares no document type.

    Raises ``PolicyMinerError``: ``unsafe_xml``, ``damaged_file``.
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError) as error:
        # A flood of entities is stopped by the parser itself, before the document type can be seen.
        if b"<!ENTITY" in data[:4096]:
            raise _unsafe(where) from error
        raise damaged(f"the XML cannot be read: {error}", where) from error
    if root.getroottree().docinfo.doctype:
        raise _unsafe(where)
    return root


def _unsafe(where: str) -> PolicyMinerError:
    hint = "office programs write no such thing; open it in one and save it again"
    return PolicyMinerError("unsafe_xml", "the XML declares a document type or entities", where, hint)


def local_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Any, *names: str) -> Any:
    """The first child of that name, then its first child of the next name …; None when one is missing."""
    for name in names:
        element = next((c for c in element if local_name(c) == name), None) if element is not None else None
    return element


def children(element: Any, name: str) -> list[Any]:
    """The children of that name."""
    return [c for c in element if local_name(c) == name] if element is not None else []


def is_on(element: Any) -> bool:
    """Whether an on-off property is there and not switched off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")
