"""What all decisions together make of the tables: edits of rows, and what became of each decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from policyminer.folding import fold
from policyminer.publish.columns import Batches
from policyminer.publish.reviewed import Edit, Edits, Row, as_json
from policyminer.publish.schema import REVIEW_COLUMNS
from policyminer.publish.show import passage
from policyminer.review.decisions import CORRECTED, JUDGED, WRONG, Decision
from policyminer.review.locate import NO_ROW, OTHER_VALUES, Corpus, Located

APPLIED, MOVED, LOST, STALE, DISPUTED, SETTLED = OUTCOMES = (
    "applied",
    "moved",
    "lost",
    "stale",
    "disputed",
    "settled",
)
_DISAGREE = "reviewers disagree"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a decision.

    ``applied``; ``moved``: applied, and its characters stand elsewhere now; ``lost``: its row cannot be told;
    ``stale``: the row says something else now; ``disputed``: reviewers disagree; ``settled``: a wrong row is gone.
    """

    decision: Decision
    outcome: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Edits for the tables and a finding for each decision, in the order of the decisions."""

    edits: Edits
    findings: tuple[Finding, ...]

    def counts(self) -> dict[str, int]:
        """How many decisions had which outcome; those that occur."""
        found = Counter(finding.outcome for finding in self.findings)
        return {outcome: found[outcome] for outcome in OUTCOMES if found[outcome]}


def judge(decisions: Sequence[Decision], batches: Batches, rules: Any) -> Judgement:
    """Find the rows of all decisions among the program's rows, and say what to change.

    A row is changed only when all reviewers who judged it agree. ``rules`` name the indicators.
    """
    if not decisions:
        return Judgement(Edits(), ())
    corpus = Corpus(decisions, batches)
    findings: dict[int, Finding] = {}
    by_row: dict[tuple[str, str, int], list[tuple[int, Located]]] = {}
    for i, located in enumerate(map(corpus.locate, decisions)):
        if located.text is None or located.number < 0:
            gone = located.why == NO_ROW and located.decision.verdict == WRONG
            findings[i] = Finding(located.decision, SETTLED if gone else LOST, located.why)
        elif not located.holds:
            findings[i] = Finding(located.decision, STALE, OTHER_VALUES)
        else:
            by_row.setdefault((located.decision.layer, located.text.doc_id, located.number), []).append((i, located))
    editor = _Editor(corpus, rules)
    for found in by_row.values():
        said = _last_words(located for _, located in found)
        agreed = all(_agree(said[0], other) for other in said[1:])
        if agreed:
            editor.edit(said)
        for i, located in found:
            outcome = (MOVED if located.moved else APPLIED) if agreed else DISPUTED
            findings[i] = Finding(located.decision, outcome, "" if agreed else _DISAGREE)
    return Judgement(editor.edits(), tuple(findings[i] for i in range(len(decisions))))


def _last_words(found: Iterable[Located]) -> list[Located]:
    """The latest decision of each reviewer about a row."""
    latest: dict[str, Located] = {}
    for located in sorted(found, key=lambda f: f.decision.when):
        latest[located.decision.reviewer] = located
    return list(latest.values())


def _agree(a: Located, b: Located) -> bool:
    if WRONG in (a.decision.verdict, b.decision.verdict):
        return (a.decision.verdict, a.decision.table) == (b.decision.verdict, b.decision.table)
    return all(b.truth[column] == value for column, value in a.truth.items() if column in b.truth)


class _Editor:
    """Collects the edits of agreed rows."""

    def __init__(self, corpus: Corpus, rules: Any) -> None:
        self._corpus = corpus
        self._rules = rules
        self._rows: dict[str, dict[str, dict[int, Edit]]] = {}
        self._added: dict[str, dict[str, list[Row]]] = {}

    def edits(self) -> Edits:
        return Edits(self._rows, self._added)

    def edit(self, said: Sequence[Located]) -> None:
        """Change the row that these agreeing decisions are about."""
        first = said[0]
        assert first.text is not None
        doc_id, layer = first.text.doc_id, first.decision.layer
        truth: Row = {}
        for located in said:
            truth |= located.truth
        row = self._corpus.rows[layer][doc_id][first.number][1]
        changed = any(row.get(c, v) != v for c, v in truth.items() if c in JUDGED[layer])
        verdicts = {located.decision.verdict for located in said}
        status = next(v for v in (WRONG, CORRECTED, "right") if v in verdicts)
        note = "；".join(dict.fromkeys(n for located in said if (n := located.decision.note))) or None
        if status == WRONG:
            if first.decision.table != "indicators":
                self._put(layer, doc_id, first.number, Edit(WRONG, note))
            truth = {}
        else:
            own = {c: v for c, v in truth.items() if c in JUDGED[layer]}
            if layer == "mentions" and changed:
                own["entity_id"] = self._entity_id(row, own)
            self._put(layer, doc_id, first.number, Edit(status, note, own))
        if layer == "quantities":
            self._edit_indicator(first, row, truth, Edit(status, note))

    def _edit_indicator(self, located: Located, quantity: Row, truth: Row, edit: Edit) -> None:
        """The same for the row of ``indicators``, which loses or gains its place there with its code."""
        assert located.text is not None
        doc_id = located.text.doc_id
        coded = self._corpus.indicator(doc_id, quantity["quantity_id"])
        code: str | None = truth.get("code", quantity["code"])
        if edit.status == WRONG or code is None:
            if coded is not None:
                self._put("indicators", doc_id, coded[0], Edit(WRONG, edit.note))
        elif coded is not None:
            values = truth | ({} if code == quantity["code"] else self._named(code))
            self._put("indicators", doc_id, coded[0], Edit(edit.status, edit.note, values))
        else:
            row = self._indicator(located, quantity | truth | self._named(code))
            row |= dict(zip(REVIEW_COLUMNS, (edit.status, edit.note, as_json({"code": None})), strict=True))
            self._added.setdefault("indicators", {}).setdefault(doc_id, []).append(row)

    def _indicator(self, located: Located, row: Row) -> Row:
        """A row of ``indicators`` that the program had not made."""
        assert located.text is not None
        document = located.text.row
        found = passage(document["text"], row["start"], row["end"], document["path"])
        joined = {name: document[name] for name in ("title", "issuer", "date_issued", "path")}
        empty: Row = {"adcode": None, "university": None}
        return empty | row | joined | {"evidence": found.before + found.marked + found.after}

    def _put(self, table: str, doc_id: str, number: int, edit: Edit) -> None:
        self._rows.setdefault(table, {}).setdefault(doc_id, {})[number] = edit

    def _named(self, code: str) -> Row:
        name, task = indicator_names(self._rules).get(code, (code, None))
        return {"indicator": name, "task": task}

    def _entity_id(self, row: Row, own: Row) -> str:
        """The entity that a corrected name stands for."""
        kind, name, adcode = own["type"], own["name"], own["adcode"]
        if (kind, name, adcode) == (row["type"], row["name"], row["adcode"]):
            return str(row["entity_id"])
        if kind == "region" and adcode:
            return f"region:{adcode}"
        gazetteer = getattr(self._rules, "gazetteer", None)
        entries = gazetteer.full.get(fold(name), ()) if gazetteer is not None else ()
        ids = {entry.id for entry in entries if entry.type == kind}
        if len(ids) == 1:
            (only,) = ids
            return only if ":" in only else f"{kind}:{only}"
        return f"learned:{kind}:{name}"


def indicator_names(rules: Any) -> dict[str, tuple[str, str | None]]:
    """Name and task of every indicator of the packs in use, by code."""
    return {r.rule.id: (r.rule.name, r.rule.task) for pack in getattr(rules, "packs", ()) for r in pack.rules}
