"""Write the gold files of the project's own documents from annotation sources that quote instead of counting.

usage: .venv/bin/python scripts/make_gold.py [--lint] [STEM ...]

Every ``tests/gold/source/STEM.json`` becomes ``tests/gold/STEM.json`` (all of them when no stem is given). The document
is ``corpus/DOC``; its text is what ``policyminer.read(path).text`` returns. For a ``.txt`` the script can decode the
file itself (BOM dropped, UTF-8 or else GB 18030, nothing else changed); an HTML document waits until the reader exists.

The source has the keys of a gold file. Offsets are replaced by quotes::

    {
      "doc": "plan-x.txt",
      "metadata": {"title": "...", "doc_type": "plan", ...},         # missing fields become null
      "defaults": {"quantities": {"subject": ["某县"], "status": "target"}},   # optional, per layer
      "mentions": [
        {"text": "师大", "type": "university", "name": "某师范大学", "all": true},
        {"text": "某县", "type": "region", "adcode": "610000", "all": true, "skip": ["某县杯"]},
        {"text": "张三", "type": "person", "role": "校长", "org": "某师范大学"}
      ],
      "dates": [{"text": "2024年底前", "from": null, "to": "2024-12-31"}],
      "quantities": [{"text": "24名", "low": 24, "unit": "人", "measure": "教师", "left": "选派"}],
      "not_quantities": ["一校一策", {"text": "三方", "right": "协议"}],
      "events": [{"first": "★某校赴", "last": "落地见效。", "from": "2024-01-02", "to": "2024-01-02", "type": "visit",
                  "participants": ["某师范大学"], "place": null}],
      "partnerships": [{"university": "...", "partner": "...", "relation": "support"}],
      "citations": [{"text": "《…》（…号）", "title": "…", "number": "…"}]
    }

Anchoring. White space and ``*`` are ignored, in the quote and in the document, so a quote may run over a page break or
a bold mark. A quote must occur exactly once, unless it is narrowed by

``left``, ``right``  the characters that stand directly before, after it;
``within``           a longer quote (itself unique) in which it occurs once;
``nth``              its number among the occurrences that are left (1 is the first);
``all``              true: every occurrence is annotated;
``skip``             with any of these: a list of quotes, occurrences inside which do not count;
``optional``         true: no occurrence is no error (for what a reader may or may not keep, as site navigation).

The document may have a ``"body": {"first": "…", "last": "…"}``: then occurrences outside that range (as in the
navigation, the title repeated in a breadcrumb or the footer of a web page) count only for items with ``optional``.

A quote that begins with a digit never counts inside a longer number. A mention's quote never counts inside a citation,
nor inside a longer mention of the type school or university (the guide's own rule), nor inside a longer mention of its
own type; write ``"nested": true`` to lift this. A plain string in ``not_quantities`` means ``{"text": ..., "all":
true}``, and never counts inside a longer one. An event gives ``text`` or ``first`` and ``last`` (the beginning, and the
first following end, of its range).

Defaults: ``name`` is ``text``; ``high`` is ``low``; ``bound`` is ``exact``, ``status`` ``actual``; ``code``, ``per``,
``from``, ``to``, ``adcode``, ``role``, ``org``, ``place``, ``title`` and ``number`` are null; ``subject`` and
``participants`` are empty. ``"period": ["2024-01-01", "2024-12-31"]`` may stand for ``from`` and ``to``.

Everything is checked: anchors, value lists, dates, overlaps within a layer, indicator codes. ``--lint`` also prints
what a second reader would ask about: numerals that no annotation covers, occurrences of annotated names that are not
marked, subjects and participants that are no mention's name.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests" / "gold" / "source"
Item = dict[str, Any]
Span = tuple[int, int]

METADATA = (
    "title",
    "doc_type",
    "issuer",
    "region",
    "doc_number",
    "issue_number",
    "date_issued",
    "date_published",
)
ANCHORS = {"text", "left", "right", "within", "nth", "all", "skip", "nested", "first", "last", "optional"}
FIELDS: dict[str, dict[str, Any]] = {
    "mentions": {"type": ..., "name": ..., "adcode": None, "role": None, "org": None},
    "dates": {"from": None, "to": None},
    "quantities": {
        "low": ...,
        "high": ...,
        "bound": "exact",
        "unit": ...,
        "measure": ...,
        "status": "actual",
        "code": None,
        "subject": [],
        "per": None,
        "from": None,
        "to": None,
    },
    "not_quantities": {},
    "events": {"from": ..., "to": ..., "type": ..., "participants": [], "place": None},
    "citations": {"title": None, "number": None},
}
VALUES = {
    "doc_type": [
        "bulletin",
        "plan",
        "opinion",
        "notice",
        "measures",
        "summary",
        "report",
        "communique",
        "news",
        "reply",
        "other",
    ],
    "mentions.type": ["university", "school", "region", "agency", "person"],
    "bound": ["exact", "over", "at_least", "under", "at_most", "about"],
    "status": ["actual", "target", "rule", "other"],
    "events.type": ["meeting", "training", "signing", "visit", "ceremony", "activity"],
    "relation": ["signing", "support", "base", "joint"],
}
CODES = {
    "pilot_counties",
    "pilot_schools",
    "supported_schools",
    "school_groups",
    "schools_covered",
    "schools_total",
    "coverage_rate",
    "participating_universities",
    "training_sessions",
    "training_participants",
    "event_participants",
    "secondments",
    "deputy_principals",
    "secondment_duration",
    "expert_pool",
    "studios",
    "research_consortia",
    "joint_research_activities",
    "research_projects",
    "practice_bases",
    "interns",
    "quality_courses",
    "meetings",
    "problems_solved",
    "measures",
    "task_forces",
    "task_force_staff",
    "special_funds",
    "invested_funds",
    "subsidies",
    "funding_share",
    "awards",
    "students",
    "teachers",
    "schools",
}
IGNORED = re.compile(r"[\s*\ufeff\u200b]")


class GoldError(ValueError):
    """An annotation that cannot be placed, or says something the format does not know."""


def document_text(path: Path) -> str:
    """Return the document text that the offsets count in."""
    try:
        import policyminer

        reader = getattr(policyminer, "read", None)
        if callable(reader):
            return str(reader(path).text)
    except ImportError:
        pass
    if path.suffix != ".txt":
        raise GoldError(f"{path.name}: policyminer.read is not there yet")
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def inside_number(text: str, start: int) -> bool:
    """Whether a quote that starts here would cut a number: ``6个`` in ``26个``, in ``1.6个`` or in ``5~6个``."""
    return re.search(r"\d[.~—-]?$", text[:start][-2:]) is not None and text[start].isdigit()


class Anchor:
    """Places quotes in a text, blind to white space and bold marks."""

    def __init__(self, text: str, body: Item | None = None) -> None:
        self.text = text
        self.index = [i for i, c in enumerate(text) if not IGNORED.match(c)]
        self.squeezed = "".join(text[i] for i in self.index)
        self.body = (0, len(self.squeezed))
        if body:
            start = self.unique(body["first"])[0]
            self.body = start, next(b for a, b in self.occurrences(body["last"]) if a >= start)

    def raw(self, span: Span) -> Span:
        """Turn a span of the squeezed text into one of the text."""
        return self.index[span[0]], self.index[span[1] - 1] + 1

    def occurrences(self, quote: str) -> list[Span]:
        """All occurrences of a quote, as spans of the squeezed text, overlapping ones too."""
        wanted = IGNORED.sub("", quote)
        if not wanted:
            raise GoldError("empty quote")
        return [(m.start(), m.start() + len(wanted)) for m in re.finditer(f"(?={re.escape(wanted)})", self.squeezed)]

    def unique(self, quote: str) -> Span:
        spans = self.occurrences(quote)
        if len(spans) != 1:
            raise GoldError(f"{len(spans)} occurrences of {quote!r}")
        return spans[0]

    def find(self, item: Item, barred: list[Span]) -> list[Span]:
        """The occurrences that an item means; one, unless it says ``all``."""
        if "first" in item:
            start = self.unique(item["first"])
            after = [s for s in self.occurrences(item["last"]) if s[0] >= start[0]]
            if not after:
                raise GoldError(f"no end {item['last']!r} after {item['first']!r}")
            return [(start[0], after[0][1])]
        spans = self.occurrences(item["text"])
        if not item.get("optional"):
            spans = [s for s in spans if self.body[0] <= s[0] and s[1] <= self.body[1]]
        if "left" in item:
            left = IGNORED.sub("", item["left"])
            spans = [s for s in spans if self.squeezed.endswith(left, 0, s[0])]
        if "right" in item:
            right = IGNORED.sub("", item["right"])
            spans = [s for s in spans if self.squeezed.startswith(right, s[1])]
        if "within" in item:
            a, b = self.unique(item["within"])
            spans = [s for s in spans if a <= s[0] and s[1] <= b]
        skipped = barred + [s for quote in item.get("skip", ()) for s in self.occurrences(quote)]
        spans = [s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in skipped)]
        spans = [s for s in spans if not inside_number(self.squeezed, s[0])]
        if "nth" in item:
            spans = spans[item["nth"] - 1 : item["nth"]]
        if not spans and not item.get("optional"):
            raise GoldError(f"{self.describe(item)}: not found")
        if len(spans) > 1 and not item.get("all"):
            around = ["…" + self.squeezed[max(0, a - 8) : b + 8] + "…" for a, b in spans]
            raise GoldError(f"{self.describe(item)}: {len(spans)} occurrences: {' | '.join(around)}")
        return spans

    @staticmethod
    def describe(item: Item) -> str:
        return json.dumps({k: v for k, v in item.items() if k in ANCHORS}, ensure_ascii=False)


def day(value: Any, where: str) -> None:
    if value is not None:
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            raise GoldError(f"{where}: {value!r} is no ISO date") from None


def check_values(layer: str, record: Item) -> None:
    """Refuse values that the format does not know."""
    where = f"{layer} {record.get('text', record)!r}"
    for field in ("type", "bound", "status", "relation"):
        known = VALUES.get(f"{layer}.{field}", VALUES.get(field))
        if field in record and known and record[field] not in known:
            raise GoldError(f"{where}: {field} {record[field]!r}")
    if record.get("code") is not None and record["code"] not in CODES:
        raise GoldError(f"{where}: code {record['code']!r}")
    if record.get("adcode") is not None and not re.fullmatch(r"\d{6}", record["adcode"]):
        raise GoldError(f"{where}: adcode {record['adcode']!r}")
    for field in ("from", "to"):
        day(record.get(field), where)
    if record.get("from") and record.get("to") and record["from"] > record["to"]:
        raise GoldError(f"{where}: ends before it begins")
    if "low" in record and not (isinstance(record["low"], int | float) and record["low"] <= record["high"]):
        raise GoldError(f"{where}: low {record['low']!r}, high {record['high']!r}")
    for field in ("subject", "participants"):
        if not isinstance(record.get(field, []), list):
            raise GoldError(f"{where}: {field} is no list")


def fill(layer: str, source: Item, defaults: Item) -> Item:
    """An item's fields, with shorthands resolved and what is missing set to its default."""
    item = {**defaults, **source}
    if "period" in item:
        item["from"], item["to"] = item.pop("period")
    if layer == "mentions":
        item.setdefault("name", item["text"])
    if "low" in item:
        item.setdefault("high", item["low"])
    unknown = set(item) - ANCHORS - set(FIELDS[layer])
    if unknown:
        raise GoldError(f"{layer} {item.get('text')!r}: unknown {sorted(unknown)}")
    record = {}
    for field, default in FIELDS[layer].items():
        value = item.get(field, default)
        if value is ...:
            raise GoldError(f"{layer} {item.get('text')!r}: no {field}")
        record[field] = value
    if layer == "mentions":
        only = {"adcode": "region", "role": "person", "org": "person"}
        for field, kind in only.items():
            if record["type"] != kind and record.pop(field) is not None:
                raise GoldError(f"mention {item['text']!r}: {field} of a {record['type']}")
    return record


def place(layer: str, sources: list[Item], defaults: Item, anchor: Anchor, citations: list[Span]) -> list[Item]:
    """The records of a layer, in reading order."""
    placed: list[tuple[Span, Item]] = []
    # Longer quotes first: a shorter one must know where they stand.
    for source in sorted(sources, key=lambda s: -len(IGNORED.sub("", s.get("text", s.get("first", ""))))):
        record = fill(layer, source, defaults)
        barred: list[Span] = []
        if not source.get("nested"):
            if layer == "mentions":
                barred = citations + [s for s, r in placed if r["type"] in ("school", "university", record["type"])]
            elif layer == "not_quantities":
                barred = [s for s, _ in placed]
        length = len(IGNORED.sub("", source.get("text", "")))
        for span in anchor.find(source, [s for s in barred if s[1] - s[0] > length]):
            placed.append((span, record))
    placed.sort(key=lambda p: (p[0][0], -p[0][1]))
    for (a, first), (b, second) in pairwise(placed):
        if a == b and first.get("type") == second.get("type"):
            raise GoldError(f"{layer}: {anchor.squeezed[slice(*a)]!r} is annotated twice")
        if layer != "mentions" and b[0] < a[1]:
            raise GoldError(f"{layer}: {anchor.squeezed[slice(*a)]!r} and {anchor.squeezed[slice(*b)]!r} overlap")
    records = []
    for span, record in placed:
        start, end = anchor.raw(span)
        records.append({"text": anchor.text[start:end], **record, "start": start, "end": end})
        check_values(layer, records[-1])
    return records


def make(source: Item, text: str) -> Item:
    """The gold file of a source."""
    anchor = Anchor(text, source.get("body"))
    defaults = source.get("defaults", {})
    metadata = {field: source["metadata"].get(field) for field in METADATA}
    if set(source["metadata"]) - set(METADATA) or metadata["doc_type"] not in VALUES["doc_type"]:
        raise GoldError("metadata: unknown field or doc_type")
    for field in ("date_issued", "date_published"):
        day(metadata[field], field)
    cited = [s for item in source.get("citations", []) for s in anchor.find(item, [])]
    gold: Item = {"metadata": metadata}
    for layer in ("mentions", "dates", "quantities", "not_quantities", "events"):
        items = source.get(layer, [])
        if layer == "not_quantities":
            items = [{"text": i, "all": True} if isinstance(i, str) else i for i in items]
        gold[layer] = place(layer, items, defaults.get(layer, {}), anchor, cited)
    gold["partnerships"] = source.get("partnerships", [])
    for record in gold["partnerships"]:
        if set(record) != {"university", "partner", "relation"}:
            raise GoldError(f"partnership {record}")
        check_values("partnerships", record)
    gold["citations"] = place("citations", source.get("citations", []), defaults.get("citations", {}), anchor, [])
    for wrong in gold["not_quantities"]:
        for right in gold["quantities"]:
            if wrong["start"] < right["end"] and right["start"] < wrong["end"]:
                raise GoldError(f"{wrong['text']!r} is in not_quantities and overlaps the quantity {right['text']!r}")
    return {**gold, "doc": source["doc"], "chars": len(text)}


NUMERAL = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿两半双几数多]+")
HARMLESS = re.compile(
    r"统一|一线|万众一心|一(?:是|要)|[二三四五六七八九十](?:是|要)[^一-九]|数(?:学|据|字|智)|半(?:部|岛)|双(?:方|边)|许多"
    r"|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+\."
)


def lint(source: Item, gold: Item, text: str) -> list[str]:
    """Questions a second reader would ask."""
    layers = ("mentions", "dates", "quantities", "not_quantities", "citations")
    covered = [(r["start"], r["end"]) for layer in layers for r in gold[layer]]
    covered += [m.span() for m in HARMLESS.finditer(text)]
    out = []
    anchor = Anchor(text, source.get("body"))
    first, last = anchor.raw(anchor.body)
    for m in NUMERAL.finditer(text, first, last):
        if not any(a <= m.start() and m.end() <= b for a, b in covered):
            out.append(f"numeral {m.group()!r}: {text[max(0, m.start() - 12) : m.end() + 12]!r}")
    marked = [(r["start"], r["end"]) for r in gold["mentions"]]
    marked += [(r["start"], r["end"]) for r in gold["citations"]]
    for quote in sorted({r["text"] for r in gold["mentions"]}):
        for span in anchor.occurrences(quote):
            start, end = anchor.raw(span)
            if not anchor.body[0] <= span[0] < anchor.body[1]:
                continue
            if not any(a <= start and end <= b for a, b in marked):
                out.append(f"unmarked {quote!r}: {text[max(0, start - 12) : end + 12]!r}")
    names = {r["name"] for r in gold["mentions"]}
    used = [("subject", n) for r in gold["quantities"] for n in r["subject"]]
    used += [("participant", n) for r in gold["events"] for n in r["participants"]]
    used += [("org", r["org"]) for r in gold["mentions"] if r.get("org")]
    used += [("partner", r[k]) for r in gold["partnerships"] for k in ("university", "partner")]
    out += [f"{kind} {name!r} is no mention's name" for kind, name in sorted(set(used)) if name not in names]
    out += [f"no subject: {r['text']!r}" for r in gold["quantities"] if not r["subject"]]
    by_name: dict[str, set[Any]] = {}
    for r in gold["mentions"]:
        by_name.setdefault(r["name"], set()).add((r["type"], r.get("adcode"), r.get("role")))
    out += [f"{name!r} is marked in several ways: {ways}" for name, ways in by_name.items() if len(ways) > 1]
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("stems", nargs="*", metavar="STEM")
    parser.add_argument("--lint", action="store_true", help="print what a second reader would ask about")
    args = parser.parse_args()
    failed = 0
    for path in [SOURCES / f"{s}.json" for s in args.stems] or sorted(SOURCES.glob("*.json")):
        try:
            source = json.loads(path.read_text(encoding="utf-8"))
            text = document_text(ROOT / "corpus" / source["doc"])
            gold = make(source, text)
        except (GoldError, KeyError, OSError, json.JSONDecodeError) as error:
            print(f"{path.stem}: {type(error).__name__}: {error}", file=sys.stderr)
            failed += 1
            continue
        target = SOURCES.parent / path.name
        target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        counts = ", ".join(f"{len(v)} {k}" for k, v in gold.items() if isinstance(v, list))
        print(f"{path.stem}: {gold['chars']} characters, {counts}")
        for question in lint(source, gold, text) if args.lint else ():
            print(f"  ? {question}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
