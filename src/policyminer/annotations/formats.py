"""Export tables to an annotation tool, import its annotations as gold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policyminer.annotations import brat, doccano, labelstudio
from policyminer.annotations.gold import Annotated, annotated, new_folder, read_gold, write_gold
from policyminer.annotations.spans import Imported, Markup, as_gold, as_markup
from policyminer.model import PolicyMinerError

#: Format of gold files; what they hold is in docs/annotation.md.
CONTRACT = "contract"
_TOOLS: dict[str, tuple[Callable[[Path, Iterable[Markup]], None], Callable[[Path], Iterator[Markup]]]] = {
    "doccano": (doccano.write, doccano.read),
    "labelstudio": (labelstudio.write, labelstudio.read),
    "brat": (brat.write, brat.read),
}
FORMATS = (*_TOOLS, CONTRACT)


@dataclass(frozen=True, slots=True)
class Moved:
    """How many documents were written, and what could not be taken."""

    documents: int
    lost: tuple[str, ...] = ()


def export_annotations(out: str | Path, format_: str, folder: str | Path) -> Moved:
    """Write the tables of ``out`` as annotations into a folder that is empty or not there yet.

    Raises ``PolicyMinerError``: ``no_tables``, ``unknown_format``, ``folder_not_empty``.
    """
    _known(format_)
    documents = list(annotated(out))
    target = new_folder(folder)
    if format_ == CONTRACT:
        write_gold(target, documents)
    else:
        _TOOLS[format_][0](target, [as_markup(document) for document in documents])
    return Moved(len(documents))


def import_annotations(source: str | Path, format_: str, folder: str | Path) -> Moved:
    """Turn annotations into gold files in a folder that is empty or not there yet.

    Raises ``PolicyMinerError``: ``unknown_format``, ``bad_annotations``, ``bad_gold``, ``no_gold``,
    ``folder_not_empty``.
    """
    _known(format_)
    path = Path(source)
    if not path.exists():
        raise PolicyMinerError("bad_annotations", "there is no such file or folder", str(source))
    found = [_from_contract(file) for file in sorted(path.glob("*.json"))] if format_ == CONTRACT else []
    if format_ != CONTRACT:
        found = [as_gold(markup) for markup in _TOOLS[format_][1](path)]
    if not found:
        raise PolicyMinerError("bad_annotations", "there are no annotations here", str(source))
    write_gold(new_folder(folder), (imported.document for imported in found))
    return Moved(len(found), tuple(line for imported in found for line in imported.lost))


def _from_contract(path: Path) -> Imported:
    return Imported(Annotated(path.stem, "", read_gold(path)))


def _known(format_: str) -> None:
    if format_ not in FORMATS:
        raise PolicyMinerError("unknown_format", "there is no such format", format_, "one of " + ", ".join(FORMATS))
