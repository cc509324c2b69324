"""Compare published tables with gold annotations; the annotation guide says what counts.

Documents are paired by file name; a layer that a gold file lacks is not scored. ``headline`` is the plain mean of the
F1 of the ``HEADLINE`` layers for which there is gold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from policyminer.annotations.gold import METADATA, read_gold
from policyminer.model import PolicyMinerError
from policyminer.publish.show import passage

Item = dict[str, Any]
Same = Callable[[Item, Item], bool]

MENTION_TYPES = ("university", "school", "region", "agency", "person")
HEADLINE = (
    *(f"mentions.{kind}" for kind in MENTION_TYPES),
    "dates.value",
    "quantities.value",
    "indicators",
    "indicators.full_row",
    "events",
    "partnerships",
    "citations",
)
_TABLES = ("mentions", "dates", "quantities", "events", "partnerships", "citations")
_IGNORED = re.compile(r"[\s*]+")
#: What an error tells of an item that was missed or is too many, in gold files and in tables.
_TOLD = (
    "type", "name", "adcode", "role", "low", "high", "unit", "bound", "status", "code", "subject", "per", "from", "to",
    "date_from", "date_to", "participants", "title", "number",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Counts of one figure of precision and recall."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hits: int, predicted: int, gold: int) -> None:
        """Add the counts of one document."""
        self.hits += hits
        self.predicted += predicted
        self.gold += gold

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 when there is no hit."""
        precision, recall = self._share(self.predicted), self._share(self.gold)
        return 2 * precision * recall / (precision + recall) if self.hits else 0.0

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 (four decimals) with their counts."""
        rates = {"p": self._share(self.predicted), "r": self._share(self.gold), "f1": self.f1}
        counts = {"tp": self.hits, "fp": self.predicted - self.hits, "fn": self.gold - self.hits}
        return {k: round(v, 4) for k, v in rates.items()} | counts

    def _share(self, whole: int) -> float:
        return self.hits / whole if whole else 0.0


@dataclass(slots=True)
class Rate:
    """How often an attribute of a matched item is right."""

    right: int = 0
    n: int = 0

    def add(self, right: bool) -> None:
        """Add one item."""
        self.right += right
        self.n += 1

    def figures(self) -> dict[str, float | None]:
        """Accuracy (four decimals) and the number of items."""
        return {"acc": round(self.right / self.n, 4) if self.n else None, "n": self.n}


@dataclass(slots=True)
class Evaluation:
    """All figures, and every miss with what was wanted and what was found."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    rates: dict[str, Rate] = field(default_factory=dict)
    errors: list[Item] = field(default_factory=list)

    def figures(self) -> dict[str, dict[str, float | None]]:
        """Every figure by name, the headline first."""
        scored = [t for name in HEADLINE if (t := self.tallies.get(name)) is not None and t.gold]
        # The mean is taken of the rounded figures, so that it can be checked from what is printed.
        f1 = [round(t.f1, 4) for t in scored]
        report: dict[str, dict[str, float | None]] = {
            "headline": {"f1": round(sum(f1) / len(f1), 4) if f1 else 0.0, "layers": len(f1)}
        }
        report.update({name: dict(self.tallies[name].figures()) for name in sorted(self.tallies)})
        report.update({name: self.rates[name].figures() for name in sorted(self.rates)})
        return report

    def tally(self, name: str) -> Tally:
        """The tally of a figure, made when first asked for."""
        return self.tallies.setdefault(name, Tally())

    def rate(self, name: str, right: bool) -> bool:
        """Count one judged attribute; returns ``right``."""
        self.rates.setdefault(name, Rate()).add(right)
        return right


def evaluate(out: str | Path, gold: str | Path) -> Evaluation:
    """Score the tables of ``out`` against the ``*.json`` gold files of a folder.

    Raises ``PolicyMinerError``: ``no_tables``, ``no_gold``, ``bad_gold``.
    """
    from policyminer.publish.load import load

    files = sorted(Path(gold).glob("*.json"))
    if not files:
        raise PolicyMinerError("no_gold", "there are no *.json gold files here", str(gold))
    tables = load(out, ("documents", *_TABLES))
    documents = {Path(row["path"]).name: row for row in _records(tables["documents"])}
    rows = {name: _by_document(_records(tables[name])) for name in _TABLES}
    evaluation = Evaluation()
    for path in files:
        wanted = read_gold(path)
        document = documents.get(wanted["doc"])
        if document is None or not document["text"]:
            evaluation.errors.append({"doc": wanted["doc"], "layer": "documents", "kind": "missing"})
            document = {"text": "", "doc_id": None}
        found = {name: rows[name].get(document["doc_id"], []) for name in _TABLES}
        _Comparison(evaluation, wanted, document, found).run()
    return evaluation


@dataclass(slots=True)
class _Comparison:
    """One document: gold against tables."""

    evaluation: Evaluation
    gold: Item
    document: Item
    found: dict[str, list[Item]]

    def run(self) -> None:
        """Compare every layer that the gold file has."""
        for name in ("mentions", "dates", "quantities", "citations"):
            for row in self.found[name]:
                row["start"], row["end"] = _trim(self.document["text"], row["start"], row["end"])
        self._metadata()
        layers = {
            "mentions": self._mentions,
            "dates": self._dates,
            "quantities": self._quantities,
            "events": self._events,
            "partnerships": self._partnerships,
            "citations": self._citations,
        }
        for name, compare in layers.items():
            if name in self.gold:
                compare(self.gold[name], self.found[name])
        self._slogans()

    def _metadata(self) -> None:
        for name in METADATA:
            if name not in self.gold.get("metadata", {}):
                continue
            wanted, got = self.gold["metadata"][name], self.document.get(name)
            if name.startswith("date"):
                right = _iso(got) == _iso(wanted)
            elif name == "issue_number":
                right = got == wanted
            else:
                right = _squeeze(got) == _squeeze(wanted)
            self.evaluation.rate(f"metadata.{name}", right)
            if not self.evaluation.rate("metadata", right):
                self._wrong(f"metadata.{name}", {}, wanted, got)

    def _mentions(self, gold: list[Item], found: list[Item]) -> None:
        for kind in MENTION_TYPES:
            wanted = [m for m in gold if m["type"] == kind]
            got = [m for m in found if m["type"] == kind]
            for a, b in self._pair(f"mentions.{kind}", wanted, got, _same_span):
                right = _squeeze(b["name"]) == _squeeze(a.get("name") or a["text"])
                if kind == "region" and a.get("adcode"):
                    right = right and b["adcode"] == a["adcode"]
                if not self.evaluation.rate(f"linking.{kind}", right):
                    self._wrong(f"linking.{kind}", a, [a.get("name"), a.get("adcode")], [b["name"], b["adcode"]])
                if kind == "person":
                    self.evaluation.rate("person.role", _squeeze(b["role"]) == _squeeze(a.get("role")))

    def _dates(self, gold: list[Item], found: list[Item]) -> None:
        self._pair("dates.span", gold, found, _same_span)
        self._pair("dates.value", gold, found, lambda a, b: _overlap(a, b) and _same_period(a, b))

    def _quantities(self, gold: list[Item], found: list[Item]) -> None:
        self._pair("quantities.span", gold, found, _same_span)
        coded = whole = 0
        for a, b in self._pair("quantities.value", gold, found, _same_number):
            right = _judge_quantity(a, b)
            for name, ok in right.items():
                if (a["code"] or name in ("bound", "code")) and not self.evaluation.rate(f"quantities.{name}", ok):
                    self._wrong(f"quantities.{name}", a, *_compared(name, a, b))
            if a["code"] and right["code"]:
                coded += 1
                whole += all(right.values())
        in_gold, in_tables = sum(bool(a["code"]) for a in gold), sum(bool(b["code"]) for b in found)
        self.evaluation.tally("indicators").add(coded, in_tables, in_gold)
        self.evaluation.tally("indicators.full_row").add(whole, in_tables, in_gold)

    def _slogans(self) -> None:
        """Things that look like a quantity and are none must not be in the table."""
        scored = "quantities" in self.gold
        gold = self.gold["quantities"] if scored else []
        found = self.found["quantities"] if scored else []
        for slogan in self.gold.get("not_quantities", []):
            false_alarm = any(_overlap(slogan, b) and not any(_overlap(a, b) for a in gold) for b in found)
            if not self.evaluation.rate("slogans_kept_out", not false_alarm):
                self._error("slogans_kept_out", "false alarm", slogan)

    def _events(self, gold: list[Item], found: list[Item]) -> None:
        schools = {_squeeze(m.get("name")) for m in self.gold.get("mentions", []) if m["type"] == "school"}
        for a, b in self._pair("events", gold, found, lambda a, b: _mostly_same(a, b) and _same_period(a, b)):
            self.evaluation.rate("events.type", b["type"] == a["type"])
            wanted = {_squeeze(p) for p in a["participants"]}
            # Schools may be listed, and do not count.
            got = {_squeeze(p) for p in b["participants"]} - (schools - wanted)
            self.evaluation.tally("events.participants").add(len(wanted & got), len(got), len(wanted))

    def _partnerships(self, gold: list[Item], found: list[Item]) -> None:
        for layer, keys in (
            ("partnerships", ("university", "partner")),
            ("partnerships.relation", ("university", "partner", "relation")),
        ):
            wanted = {tuple(_squeeze(row[k]) for k in keys) for row in gold}
            got = {tuple(_squeeze(row[k]) for k in keys) for row in found}
            self.evaluation.tally(layer).add(len(wanted & got), len(got), len(wanted))
            if layer == "partnerships":
                for pair in sorted(wanted - got, key=str):
                    self._error(layer, "missed", {}, want=pair)
                for pair in sorted(got - wanted, key=str):
                    evidence = next(row for row in found if tuple(_squeeze(row[k]) for k in keys) == pair)
                    self._error(layer, "spurious", {k: evidence[k] for k in ("start", "end")}, got=pair)

    def _citations(self, gold: list[Item], found: list[Item]) -> None:
        self._pair("citations", gold, found, lambda a, b: _overlap(a, b) and _cited(a) == _cited(b))

    def _pair(self, layer: str, gold: list[Item], found: list[Item], same: Same) -> list[tuple[Item, Item]]:
        """Pair items one to one in the order of the gold file, and count."""
        left = list(range(len(found)))
        pairs: list[tuple[Item, Item]] = []
        for a in gold:
            match = next((i for i in left if same(a, found[i])), None)
            if match is None:
                self._error(layer, "missed", a, want=_told(a))
            else:
                left.remove(match)
                pairs.append((a, found[match]))
        for i in left:
            self._error(layer, "spurious", found[i], got=_told(found[i]))
        self.evaluation.tally(layer).add(len(pairs), len(found), len(gold))
        return pairs

    def _wrong(self, layer: str, item: Item, want: object, got: object) -> None:
        self._error(layer, "wrong", item, want=want, got=got)

    def _error(self, layer: str, kind: str, item: Item, **more: object) -> None:
        place: Item = {key: item[key] for key in ("text", "start", "end") if key in item}
        if "start" in place and self.document["text"]:
            place["passage"] = passage(self.document["text"], place["start"], place["end"], self.gold["doc"])
        self.evaluation.errors.append({"doc": self.gold["doc"], "layer": layer, "kind": kind} | place | more)


def _told(item: Item) -> Item:
    """The values of an item, dates as ISO 8601, without those that are missing."""
    values = {name: _plain(item[name]) for name in _TOLD if item.get(name) is not None}
    return {name: value for name, value in values.items() if value != []}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value


def _judge_quantity(a: Item, b: Item) -> dict[str, bool]:
    subject = _squeeze(b["subject"]) in {_squeeze(s) for s in a["subject"]} if b["subject"] else not a["subject"]
    return {
        "bound": b["bound"] == a["bound"],
        "status": b["status"] == a["status"],
        "code": b["code"] == a["code"],
        "subject": subject,
        "per": _squeeze(b["per"]) == _squeeze(a.get("per")),
        "period": _same_period(a, b),
    }


def _compared(name: str, a: Item, b: Item) -> tuple[object, object]:
    if name == "period":
        return [a["from"], a["to"]], [_iso(b["date_from"]), _iso(b["date_to"])]
    return a.get(name), b[name]


def _same_span(a: Item, b: Item) -> bool:
    return bool(a["start"] == b["start"] and a["end"] == b["end"])


def _overlap(a: Item, b: Item) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def _mostly_same(a: Item, b: Item) -> bool:
    """They share at least half of the shorter one."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return bool(max(0, shared) >= 0.5 * min(a["end"] - a["start"], b["end"] - b["start"]))


def _same_period(a: Item, b: Item) -> bool:
    return (_iso(b["date_from"]), _iso(b["date_to"])) == (_iso(a["from"]), _iso(a["to"]))


def _same_number(a: Item, b: Item) -> bool:
    same_unit = _squeeze(a["unit"]) == _squeeze(b["unit"])
    return _overlap(a, b) and same_unit and all(_close(a[k], b[k]) for k in ("low", "high"))


def _close(wanted: float, got: float) -> bool:
    """Equal to a millionth."""
    return abs(wanted - got) <= 1e-6 * max(1.0, abs(wanted))


def _cited(item: Item) -> tuple[str | None, str | None]:
    return _squeeze(item.get("title")), _squeeze(item.get("number"))


def _squeeze(value: object) -> str | None:
    """Text without the white space and emphasis marks that do not count."""
    return None if value is None else _IGNORED.sub("", str(value))


def _iso(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without white space and emphasis marks at its ends."""
    while start < end and (text[start].isspace() or text[start] == "*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "*"):
        end -= 1
    return start, end


def _records(frame: Any) -> list[Item]:
    """Rows as dicts with null as None."""
    columns = {}
    for name in frame.columns:
        missing = frame[name].isna()
        columns[name] = [None if gone else value for value, gone in zip(frame[name].tolist(), missing, strict=True)]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _by_document(rows: Iterable[Item]) -> dict[str, list[Item]]:
    grouped: dict[str, list[Item]] = {}
    for row in rows:
        grouped.setdefault(row["doc_id"], []).append(row)
    return grouped
