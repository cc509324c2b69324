"""brat: a text file and a standoff file for each document, and ``annotation.conf``.

Offsets are code points (http://brat.nlplab.org/standoff.html). A span over a line end is written in parts, as brat
wants it. Attributes are a JSON object in the note of the annotation; ``bound`` and ``status`` are attributes of brat as
well and win over the note. What brat cannot hold stands in ``NAME.policyminer.json``, which brat does not look at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policyminer.annotations.spans import (
    ALL_LABELS,
    CHOICES,
    MENTION_TYPES,
    RELATIONS,
    Markup,
    Relation,
    Span,
    checked,
)
from policyminer.model import PolicyMinerError

_REST = ".policyminer.json"
_LINES = re.compile(r"[^\r\n]+")
_TEXT_BOUND = re.compile(r"(?P<id>T\d+)\t(?P<label>\S+) (?P<ranges>\d+ \d+(?:;\d+ \d+)*)\t")
_RELATION = re.compile(r"R\d+\t(?P<type>\S+) Arg1:(?P<head>T\d+) Arg2:(?P<tail>T\d+)")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(?P<name>\S+) (?P<of>T\d+) (?P<value>\S+)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (?P<of>T\d+)\t(?P<note>.*)")


def write(folder: Path, documents: Iterable[Markup]) -> None:
    """Write ``NAME.txt``, ``NAME.ann`` and ``NAME.policyminer.json`` for each document, and ``annotation.conf``."""
    for document in documents:
        _write(folder / f"{document.name}.txt", document.text)
        _write(folder / f"{document.name}.ann", "".join(f"{line}\n" for line in _lines(document)))
        _write(folder / f"{document.name}{_REST}", json.dumps(document.rest, ensure_ascii=False, indent=1) + "\n")
    pairs = "\n".join(f"{name}\tArg1:university, Arg2:{'|'.join(MENTION_TYPES)}" for name in RELATIONS)
    choices = "\n".join(f"{name}\tArg:quantity, Value:{'|'.join(values)}" for name, values in CHOICES.items())
    overlaps = "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    entities = "\n".join(ALL_LABELS)
    conf = f"[entities]\n{entities}\n\n[relations]\n{overlaps}\n{pairs}\n\n[events]\n\n[attributes]\n{choices}\n"
    _write(folder / "annotation.conf", conf)


def read(folder: Path) -> Iterator[Markup]:
    """Read a folder of brat. Raises ``PolicyMinerError`` (``bad_annotations``)."""
    for path in sorted(folder.glob("*.ann")):
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        rest = folder / f"{path.stem}{_REST}"
        gold = json.loads(rest.read_text(encoding="utf-8")) if rest.is_file() else {}
        yield checked(_markup(path, text, gold), str(path))


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:  # line ends are characters that offsets count
        file.write(text)


def _lines(document: Markup) -> Iterator[str]:
    attribute = 0
    for number, span in enumerate(document.spans, 1):
        parts = [m.span() for m in _LINES.finditer(document.text, span.start, span.end)]
        ranges = ";".join(f"{a} {b}" for a, b in parts)
        quote = " ".join(document.text[a:b] for a, b in parts)
        yield f"T{number}\t{span.label} {ranges}\t{quote}"
        if span.attributes:
            yield f"#{number}\tAnnotatorNotes T{number}\t{json.dumps(span.attributes, ensure_ascii=False)}"
        for name in CHOICES:
            if span.attributes.get(name):
                attribute += 1
                yield f"A{attribute}\t{name} T{number} {span.attributes[name]}"
    for number, relation in enumerate(document.relations, 1):
        yield f"R{number}\t{relation.type} Arg1:T{relation.head + 1} Arg2:T{relation.tail + 1}"


def _markup(path: Path, text: str, rest: dict[str, Any]) -> Markup:
    places: dict[str, tuple[str, int, int]] = {}
    values: dict[str, dict[str, Any]] = {}
    choices: dict[str, dict[str, Any]] = {}
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        where = f"{path} line {number}"
        if found := _TEXT_BOUND.match(line):
            ends = [int(offset) for part in found["ranges"].split(";") for offset in part.split()]
            _check(text, line[found.end() :], found["ranges"], where)
            places[found["id"]] = found["label"], min(ends), max(ends)
        elif found := _RELATION.match(line):
            pairs.append((found["type"], found["head"], found["tail"]))
        elif found := _ATTRIBUTE.match(line):
            choices.setdefault(found["of"], {})[found["name"]] = found["value"]
        elif (found := _NOTE.match(line)) and found["note"].lstrip().startswith("{"):
            try:
                values[found["of"]] = json.loads(found["note"])
            except ValueError as error:
                raise PolicyMinerError("bad_annotations", f"the note is not JSON: {error}", where) from error
    spans = [Span(*place, values.get(name, {}) | choices.get(name, {})) for name, place in places.items()]
    order = {name: i for i, name in enumerate(places)}
    relations = tuple(Relation(kind, order[a], order[b]) for kind, a, b in pairs if a in order and b in order)
    return Markup(path.stem, text, tuple(spans), relations, rest)


def _check(text: str, quote: str, ranges: str, where: str) -> None:
    """The quote must be that of the text: else the two files do not belong together."""
    parts = (part.split() for part in ranges.split(";"))
    if " ".join(text[int(a) : int(b)] for a, b in parts) != quote:
        message = f"{quote!r} does not stand at {ranges}"
        raise PolicyMinerError("bad_annotations", message, where, "was the text changed?")
