"""Label Studio: tasks with predictions as JSON, and the labelling configuration.

Label Studio counts code points and takes a CR LF as two characters, as we do. The attributes of a region are a JSON
object in the note of the region (``meta.text``), which annotators see and can edit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from policyminer.annotations.spans import (
    ALL_LABELS,
    COLOURS,
    RELATIONS,
    Markup,
    Relation,
    Span,
    checked,
    from_utf16,
    safe_name,
)
from policyminer.model import PolicyMinerError

FILE, CONFIG = "tasks.json", "config.xml"
_DATA = "policyminer"


def write(folder: Path, documents: Iterable[Markup]) -> None:
    """Write ``tasks.json`` and ``config.xml``."""
    tasks = [_task(document) for document in documents]
    (folder / FILE).write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    labels = "\n".join(f'    <Label value="{n}" background="{COLOURS[n]}"/>' for n in ALL_LABELS)
    relations = "\n".join(f'    <Relation value="{n}"/>' for n in RELATIONS)
    config = (
        "<View>\n  <Style>.htx-text{white-space:pre-wrap}</Style>\n"
        f"  <Relations>\n{relations}\n  </Relations>\n"
        f'  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        '  <Text name="text" value="$text"/>\n</View>\n'
    )
    (folder / CONFIG).write_text(config, encoding="utf-8")


def read(path: Path) -> Iterator[Markup]:
    """Read what Label Studio exported as JSON: a file, or a folder with ``tasks.json``.

    Of a task the last annotation that was not cancelled counts, else its prediction. Raises ``PolicyMinerError``
    (``bad_annotations``).
    """
    file = path / FILE if path.is_dir() else path
    try:
        tasks = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(tasks, list):
            raise ValueError("no list of tasks")
    except ValueError as error:
        raise PolicyMinerError("bad_annotations", f"not what Label Studio exports: {error}", str(file)) from error
    for number, task in enumerate(tasks, 1):
        where = f"{file} task {number}"
        try:
            yield checked(_markup(task, number, where), where)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise PolicyMinerError("bad_annotations", f"not what Label Studio exports: {error!r}", where) from error


def _task(document: Markup) -> dict[str, Any]:
    result: list[dict[str, Any]] = [_region(document.text, i, span) for i, span in enumerate(document.spans)]
    result += [
        {"type": "relation", "from_id": f"s{r.head}", "to_id": f"s{r.tail}", "direction": "right", "labels": [r.type]}
        for r in document.relations
    ]
    own = {"name": document.name, "rest": document.rest}
    return {
        "data": {"text": document.text, _DATA: own},
        "predictions": [{"model_version": "policyminer", "result": result}],
    }


def _region(text: str, number: int, span: Span) -> dict[str, Any]:
    value = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [span.label]}
    region: dict[str, Any] = {"id": f"s{number}", "from_name": "label", "to_name": "text", "type": "labels"}
    region["value"] = value
    if span.attributes:
        region["meta"] = {"text": [json.dumps(span.attributes, ensure_ascii=False)]}
    return region


def _markup(task: dict[str, Any], number: int, where: str) -> Markup:
    data = task["data"]
    own = data.get(_DATA) or {}
    done = [a for a in task.get("annotations", ()) if not a.get("was_cancelled")] or task.get("predictions", [])
    result = done[-1]["result"] if done else []
    regions = [item for item in result if item["type"] == "labels" and item["value"].get("labels")]
    ids = [item["id"] for item in regions]
    relations = [
        Relation(label, ids.index(item["from_id"]), ids.index(item["to_id"]))
        for item in result
        if item["type"] == "relation"
        for label in item.get("labels") or ["joint"]
    ]
    spans = tuple(_span(data["text"], item, where) for item in regions)
    name = safe_name(own.get("name") or f"task-{task.get('id', number)}")
    return Markup(name, data["text"], spans, tuple(relations), own.get("rest", {}))


def _span(text: str, region: dict[str, Any], where: str) -> Span:
    value = region["value"]
    start, end, quote = int(value["start"]), int(value["end"]), value.get("text")
    if quote is not None and text[start:end] != quote:
        # Versions before 1.5 counted UTF-16 units.
        units = from_utf16(text)
        start, end = units.get(start, -1), units.get(end, -1)
        if start < 0 or text[start:end] != quote:
            message = f"{quote!r} does not stand at [{value['start']}:{value['end']}]"
            raise PolicyMinerError("bad_annotations", message, where, "was the text changed?")
    notes = (region.get("meta") or {}).get("text") or []
    return Span(value["labels"][0], start, end, _attributes(notes, where))


def _attributes(notes: Any, where: str) -> dict[str, Any]:
    for note in [notes] if isinstance(notes, str) else notes:
        if str(note).lstrip().startswith("{"):
            try:
                return dict(json.loads(note))
            except ValueError as error:
                raise PolicyMinerError("bad_annotations", f"note {note!r} is not JSON: {error}", where) from error
    return {}
