"""Files of decisions: what a reviewer said about rows of the tables, with the characters each row stands on.

The format is JSON: ``{"format": "policyminer-review", "version": 1, "reviewer": NAME, "decisions": [...]}``; see
docs/review.md. Every fault is named with its file, decision and field.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.publish.schema import TABLES

FORMAT, VERSION = "policyminer-review", 1
RIGHT, WRONG, CORRECTED, WITHDRAWN = VERDICTS = ("right", "wrong", "corrected", "withdrawn")

_QUANTITY = ("low", "high", "bound", "unit", "measure", "status", "code", "subject", "per", "date_from", "date_to")
#: The columns of each table that a reviewer judges and may correct.
JUDGED: dict[str, tuple[str, ...]] = {
    "indicators": (*_QUANTITY, "adcode", "university"),
    "quantities": _QUANTITY,
    "dates": ("date_from", "date_to"),
    "mentions": ("type", "name", "adcode", "role", "org"),
    "events": ("type", "date_from", "date_to", "participants", "place", "adcode", "hosts", "attendance"),
    "partnerships": ("university", "partner", "partner_type", "relation"),
    "citations": ("title", "number"),
}
_KINDS = ("university", "school", "region", "agency", "person")
_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("quantities", "bound"): ("exact", "over", "at_least", "under", "at_most", "about"),
    ("quantities", "status"): ("actual", "target", "rule", "other"),
    ("mentions", "type"): _KINDS,
    ("events", "type"): ("meeting", "training", "signing", "visit", "ceremony", "activity"),
    ("partnerships", "partner_type"): ("region", "school", "agency"),
    ("partnerships", "relation"): ("signing", "support", "base", "joint"),
}
#: Other names for a column, of gold files and of the report page; ``value`` is a number that is no range.
_ALIASES = {"from": "date_from", "to": "date_to", "period_start": "date_from", "period_end": "date_to"}
#: Half of a character beyond the first plane, as a browser leaves it when it cuts a string.
_HALF = re.compile("[\ud800-\udfff]")
_IGNORED = re.compile(r"[\s*]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """What one reviewer said about one row.

    ``start``/``end`` are the place of ``quote`` when it was judged, ``before`` and ``after`` up to 20 characters
    around it. ``values`` are the corrected columns. ``machine`` (the program's values of the judged columns) and
    ``sha256`` (of the document) are noted when the decision is first applied; null before. ``seen`` are the values that
    the reviewer saw, where they were not the program's.
    """

    reviewer: str
    table: str
    path: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    verdict: str
    values: Mapping[str, Any] = field(default_factory=dict)
    id: str | None = None
    note: str | None = None
    decided_at: str = ""
    machine: Mapping[str, Any] | None = None
    sha256: str | None = None
    seen: Mapping[str, Any] | None = None

    @property
    def when(self) -> datetime:
        """The time of the decision, that of UTC when it names no zone; the earliest there is when unknown."""
        if not self.decided_at:
            return datetime.min.replace(tzinfo=UTC)
        time = datetime.fromisoformat(self.decided_at)
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    @property
    def layer(self) -> str:
        """The table of the fact: an indicator is a quantity."""
        return layer_of(self.table)

    @property
    def row(self) -> tuple[object, ...]:
        """What names the judged row among all decisions, whatever program or tables it was judged in."""
        own = () if self.layer in ("quantities", "dates", "events") else (self._identity(),)
        return (self.layer, self.path, self.start, self.end, squeeze(self.quote), *own)

    @property
    def guard(self) -> str:
        """A hash of the quote and its context, white space left out."""
        text = "\x1f".join(squeeze(part) for part in (self.before, self.quote, self.after))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def _identity(self) -> str:
        machine = None if self.machine is None else sorted((k, str(v)) for k, v in self.machine.items())
        return str(machine or self.id)

    def as_data(self) -> dict[str, Any]:
        """The decision as it stands in a file."""
        data = {
            "table": self.table,
            "id": self.id,
            "path": self.path,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "before": self.before,
            "after": self.after,
            "decision": self.verdict,
            "values": _plain(self.values),
            "note": self.note,
            "decided_at": self.decided_at,
            "guard": self.guard,
        }
        if self.machine is not None:
            data |= {"machine": _plain(self.machine), "sha256": self.sha256}
        return {key: value for key, value in data.items() if value is not None}


def layer_of(table: str) -> str:
    """The table of the fact that a row of ``table`` is about."""
    return "quantities" if table == "indicators" else table


def squeeze(text: str) -> str:
    """Text without white space and emphasis marks, which a reader may set otherwise."""
    return _IGNORED.sub("", text)


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file. Raises ``PolicyMinerError`` (``bad_decisions``) naming decision and field."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PolicyMinerError("bad_decisions", error.strerror or "cannot be read", str(path)) from error
    except ValueError as error:
        raise PolicyMinerError("bad_decisions", f"this is not JSON: {error}", str(path)) from error
    where = str(path)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _fault(where, f'this is no file of decisions: "format" must be "{FORMAT}"')
    if data.get("version") != VERSION:
        raise _fault(where, f'"version" is {data.get("version")!r}, this program reads {VERSION}')
    reviewer, decisions = data.get("reviewer"), data.get("decisions")
    if not isinstance(reviewer, str) or not reviewer.strip():
        raise _fault(where, '"reviewer" must be a name')
    if not isinstance(decisions, list):
        raise _fault(where, '"decisions" must be a list')
    return [_decision(item, reviewer.strip(), f"{where}: decision {n}") for n, item in enumerate(decisions, 1)]


def as_file(reviewer: str, decisions: list[Decision]) -> str:
    """The text of a file of decisions."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "reviewer": reviewer,
        "decisions": [decision.as_data() for decision in decisions],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _decision(item: object, reviewer: str, where: str) -> Decision:
    if not isinstance(item, dict):
        raise _fault(where, "this is no object")
    table, verdict = item.get("table"), item.get("decision")
    if table not in JUDGED:
        raise _fault(where, f"table: {table!r} is not reviewed", "one of " + ", ".join(JUDGED))
    if verdict not in VERDICTS:
        raise _fault(where, f"decision: {verdict!r}", "one of " + ", ".join(VERDICTS))
    texts = {name: _text(item, name, where) for name in ("path", "quote", "before", "after", "note", "decided_at")}
    for name in ("path", "quote"):
        if not texts[name]:
            raise _fault(where, f"{name}: must not be empty")
    start, end = (_offset(item, name, where) for name in ("start", "end"))
    if end <= start:
        raise _fault(where, f"end: {end} is not behind start {start}")
    if texts["decided_at"]:
        _time(texts["decided_at"], where)
    values = _values(item.get("values") or {}, table, f"{where}: values")
    if verdict == CORRECTED and not values:
        raise _fault(where, "values: a corrected row needs at least one value")
    if verdict != CORRECTED and values:
        raise _fault(where, f"values: a row that is {verdict} has none", 'say "corrected"')
    machine = item.get("machine")
    decision = Decision(
        reviewer, table, texts["path"], start, end, texts["quote"], texts["before"], texts["after"], verdict, values,
        str(item["id"]) if item.get("id") is not None else None, texts["note"] or None, texts["decided_at"],
        None if machine is None else _values(machine, table, f"{where}: machine", whole=True),
        item.get("sha256"),
        _seen(item.get("seen"), table, f"{where}: seen"),
    )  # fmt: skip
    if item.get("guard") not in (None, decision.guard):
        raise _fault(where, "guard: does not fit quote, before and after", "they were changed later")
    return decision


def _seen(values: object, table: str, where: str) -> dict[str, Any] | None:
    """The judged columns among the values that were seen: others follow from them."""
    if isinstance(values, dict):
        values = {name: value for name, value in values.items() if name in JUDGED[table]}
    return _values(values, table, where, whole=True) if values else None


def _text(item: dict[str, Any], name: str, where: str) -> str:
    value = item.get(name)
    if value is not None and not isinstance(value, str):
        raise _fault(where, f"{name}: {value!r} is no text")
    return _HALF.sub("", value or "")


def _offset(item: dict[str, Any], name: str, where: str) -> int:
    value = item.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _fault(where, f"{name}: {value!r} is no offset")
    return value


def _time(text: str, where: str) -> None:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise _fault(where, f"decided_at: {text!r} is no ISO 8601 time") from None


def _values(values: object, table: str, where: str, *, whole: bool = False) -> dict[str, Any]:
    """Values by column, of the column's type; ``whole`` rows may hold null in any column."""
    if not isinstance(values, dict):
        raise _fault(where, "this is no object")
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name == "value" and "low" in JUDGED[table]:
            ends = value if isinstance(value, list) and len(value) == 2 else [value, value]
            found |= {end: _value(v, table, end, where, whole) for end, v in zip(("low", "high"), ends, strict=True)}
        else:
            column = _ALIASES.get(str(name), str(name))
            found[column] = _value(value, table, column, where, whole)
    if "low" in found and "high" in found and found["low"] > found["high"]:
        raise _fault(where, f"low: {found['low']:g} is above high {found['high']:g}")
    return found


def _value(value: Any, table: str, column: str, where: str, whole: bool) -> Any:
    if column not in JUDGED[table]:
        raise _fault(where, f"{column}: cannot be corrected in {table}", "one of " + ", ".join(JUDGED[table]))
    declared = next(c for c in TABLES[table].columns if c.name == column)
    place = f"{where}.{column}"
    if value is None or value == "":
        # An indicator may lose its code: it is a quantity then.
        if declared.required and not whole and column != "code":
            raise _fault(place, "must not be empty")
        return None
    value = _typed(value, declared.type, place)
    words = _WORDS.get((layer_of(table), column))
    if words and value not in words:
        raise _fault(place, f"{value!r} is unknown", "one of " + ", ".join(words))
    return value


def _typed(value: Any, type_: str, place: str) -> Any:
    try:
        if type_ == "float64" and not isinstance(value, bool):
            return float(value)
        if type_ == "date32" and isinstance(value, str):
            return date.fromisoformat(value)
        if type_ == "list<string>" and isinstance(value, list) and all(isinstance(v, str) for v in value):
            return value
    except (TypeError, ValueError):
        raise _fault(place, f"{value!r} is no {'number' if type_ == 'float64' else 'date (YYYY-MM-DD)'}") from None
    if type_ == "string" and isinstance(value, str):
        return value
    raise _fault(place, f"{value!r} is no {type_}")


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _fault(where: str, message: str, hint: str = "") -> PolicyMinerError:
    return PolicyMinerError("bad_decisions", message, where, hint)
