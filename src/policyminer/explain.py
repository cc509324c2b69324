"""Why a fact was found, and why something was not: every stage a passage went through and what it said there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from policyminer.bind import bind_all
from policyminer.bind.context import Context
from policyminer.find import Amount, Findings, find_all
from policyminer.find.numerals import NUMBER, parse_numeral
from policyminer.find.units import unit_table
from policyminer.model import Document, PolicyMinerError, Quantity, document_id
from policyminer.outline import lay_out
from policyminer.publish.show import document_text, show
from policyminer.read.text import line_blocks
from policyminer.rules.closest import Near, closest_rule, fitting_template
from policyminer.rules.load import Rules
from policyminer.rules.packs import CompiledRule, mark_sentence
from policyminer.rules.respective import readings

#: Places of a text that are explained; a word that stands oftener is no question about a passage.
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Step:
    """What one stage said of a passage."""

    stage: str
    said: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A passage, by its range in the document's text, and what every stage said of it."""

    quote: str
    start: int
    end: int
    sentence: str
    steps: tuple[Step, ...]


def explain_text(document: Document, text: str, rules: Rules) -> list[Explanation]:
    """Explain every place of ``text`` in a document, five at most; line ends and spaces inside it do not matter.

    Raises ``PolicyMinerError`` (``text_not_found``).
    """
    mined = _Mined(document, rules)
    places = list(mined.places(text))
    if not places:
        hint = "copy it from the file as it is written, at least a few characters"
        raise PolicyMinerError("text_not_found", "the document does not hold this text", text, hint)
    return [mined.explain(start, end) for start, end in places[:_MOST_PLACES]]


def explain_row(out: str | Path, wanted: str, rules: Rules) -> Explanation:
    """Explain a published quantity, event or other row that ``show`` finds. Raises as ``show`` does, ``no_passage``."""
    shown = next((s for s in show(out, wanted) if s.passage is not None), None)
    if shown is None or shown.passage is None:
        raise PolicyMinerError("no_passage", "this row stands on no passage", wanted, "name a quantity, event or date")
    path, text = document_text(out, shown.row["doc_id"])
    mined = _Mined(Document(path, "", "text/plain", None, text, line_blocks(text)), rules)
    found = mined.explain(shown.passage.start, shown.passage.end)
    told = Step("table", f"a row of {shown.table}, by the rule {shown.row.get('rule', '-')}")
    return Explanation(found.quote, found.start, found.end, found.sentence, (told, *found.steps))


class _Mined:
    """A document with everything that the stages saw in it."""

    def __init__(self, document: Document, rules: Rules) -> None:
        self.document, self.rules = document, rules
        outline, metadata = lay_out(document, document_id(document.path))
        self.findings: Findings = find_all(outline, metadata, rules)
        self.facts = bind_all(self.findings, document_id(document.path))
        self.context = Context(self.findings)
        self.outline, self.view = outline, outline.view

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Document ranges that read as ``text``, white space and ** aside."""
        wanted = regex.sub(r"[\s*]+", "", text)
        if not wanted:
            return
        loose = r"[\s*]*".join(regex.escape(c) for c in wanted)
        yield from (m.span() for m in regex.finditer(loose, self.document.text))

    def explain(self, start: int, end: int) -> Explanation:
        """Everything that was said of a document range."""
        at = self.view.from_raw(start)
        first, last = self.outline.sentence(at)
        protected = list(self._protected(at, self.view.from_raw(end - 1) + 1))
        steps = [
            *self._placed(start, end, at),
            *self._named(start, end),
            *protected,
            *self._valued(start, end, at, bool(protected)),
            *self._facts(start, end),
        ]
        sentence = self.view.text[first:last].strip()
        return Explanation(self.document.text[start:end], start, end, sentence, tuple(steps))

    def _placed(self, start: int, end: int, at: int) -> Iterator[Step]:
        left_out = [s for s in self.outline.sections if s.kind == "boilerplate" and s.start < end and start < s.end]
        if left_out:
            yield Step("outline", "boilerplate or a line about the document: nothing is looked for here")
            return
        paragraph = self.context.paragraph(at)
        heads = [self.view.text[p.start : p.head_end].strip()[:30] for p in self.outline.governing(at)]
        below = f", below {' < '.join(heads)}" if heads else ""
        yield Step("outline", f"{paragraph.kind} {paragraph.label or ''}".strip() + below)

    def _named(self, start: int, end: int) -> Iterator[Step]:
        for m in self.facts.mentions:
            if m.start < end and start < m.end:
                linked = f" {m.adcode}" if m.adcode else ""
                role = f", {m.role} of {m.org}" if m.role or m.org else ""
                yield Step("name", f"{m.text}: {m.type} {m.name}{linked}{role} ({m.rule})")
        for d in self.facts.dates:
            if d.start < end and start < d.end:
                yield Step("date", f"{d.text}: {d.date_from or ''}..{d.date_to or ''} ({d.rule})")

    def _protected(self, start: int, end: int) -> Iterator[Step]:
        protected = self.findings.scene.protected
        for what, spans in (
            ("a title 《》", protected.titles),
            ("a document number", protected.numbers),
            ("a quotation", protected.quotes),
            ("an address, telephone number, code or byline", protected.codes),
        ):
            hit = spans.hit(start, end)
            if hit:
                yield Step("protect", f"inside {what}: {self.view.text[hit[0] : hit[1]]}")
        idioms = self.rules.number_idioms.find_matches_as_indexes(self.view.folded[max(0, start - 12) : end + 12])
        for _, a, b in idioms:
            a, b = a + max(0, start - 12), b + max(0, start - 12)
            if a < end and start < b:
                yield Step("protect", f"a fixed expression that counts nothing: {self.view.text[a:b]}")

    def _valued(self, start: int, end: int, at: int, protected: bool) -> Iterator[Step]:
        found = [
            (q, a)
            for q, a in zip(self.facts.quantities, self.findings.amounts, strict=True)
            if q.start < end and start < q.end
        ]
        for quantity, amount in found:
            yield from self._quantity(quantity, amount)
        if not found and protected:
            yield Step("quantity", "no number is read inside what is protected")
        elif not found:
            yield from self._no_quantity(at, self.view.from_raw(end - 1) + 1)

    def _no_quantity(self, start: int, end: int) -> Iterator[Step]:
        """Which stage turned a number away."""
        folded = self.view.folded
        for match in regex.finditer(NUMBER, folded[start:end]):
            numeral = parse_numeral(match.group())
            value = f"{float(numeral.low):.10g}" if numeral else "no number"
            yield Step("numeral", f"{match.group()}: {value}")
            unit = unit_table(self.rules).at(folded, start + match.end())
            if unit is None:
                behind = folded[start + match.end() : start + match.end() + 4].strip()
                yield Step("unit", f"no unit of units.csv begins with {behind!r}: no quantity (add a row to units.csv)")
            elif self.findings.scene.date_spans.overlaps(start + match.start(), start + match.end()):
                yield Step("unit", "the number is part of a date: no quantity")
            else:
                said = "but it names or ranks something, or belongs to a fixed expression, and counts nothing"
                yield Step("unit", f"{unit.form}: {unit.unit} ({unit.dimension}), {said}: no quantity")

    def _quantity(self, quantity: Quantity, amount: Amount) -> Iterator[Step]:
        value = (
            f"{quantity.low:.10g}" if quantity.low == quantity.high else f"{quantity.low:.10g} to {quantity.high:.10g}"
        )
        yield Step("quantity", f"{quantity.text}: {value} {quantity.unit}, {quantity.bound} ({amount.rule})")
        yield Step("measure", quantity.measure or "not told")
        yield from self._code(quantity, amount)
        for name, value_of, source, a, b in (
            ("subject", quantity.subject, quantity.subject_source, quantity.subject_start, quantity.subject_end),
            ("status", quantity.status, quantity.status_source, quantity.status_start, quantity.status_end),
            ("period", _period(quantity), quantity.period_source, quantity.period_start, quantity.period_end),
        ):
            words = f": {self.document.text[a:b]}" if a is not None and b is not None else ""
            yield Step(name, f"{value_of} (from the {source}{words})" if value_of else "not told")
        for name in ("per", "scope", "coverage", "part_of", "duplicate_of"):
            if getattr(quantity, name) is not None:
                yield Step(name, getattr(quantity, name))

    def _code(self, quantity: Quantity, amount: Amount) -> Iterator[Step]:
        """The template that fits, or the rule that came closest."""
        sentence, clause = self._marked(amount)
        rule = self._rule(quantity)
        if rule is not None:
            template = next(filter(None, (fitting_template(rule, s) for s, _ in readings(sentence, clause))), None)
            how = f"template {template}" if template else "taken over from the quantity before it in the list"
            yield Step("indicator", f"{quantity.rule} {rule.rule.name}: {how} ({rule.where})")
            return
        near = closest_rule(self.rules, amount.unit, sentence, clause)
        said = _near(near) if near else f"no rule for the unit {amount.unit} shares a word with the sentence"
        yield Step("indicator", f"no code: {said}")

    def _rule(self, quantity: Quantity) -> CompiledRule | None:
        named = (r for p in self.rules.packs for r in p.rules if f"{p.name}.{r.rule.id}" == quantity.rule)
        return next(named, None)

    def _marked(self, amount: Amount) -> tuple[str, str]:
        sentence, clause = self.outline.sentence(amount.start), self.outline.clause(amount.start)
        others = [(a.start, a.end) for a in self.context.amounts_in(*sentence) if a is not amount]
        here = amount.start, amount.end
        folded = self.view.folded
        return mark_sentence(folded, *sentence, here, others), mark_sentence(
            folded, clause[0], max(clause[1], amount.end), here, others
        )

    def _facts(self, start: int, end: int) -> Iterator[Step]:
        rows: list[tuple[str, Any, str]] = [
            *(
                ("event", e, f"{e.type}, {e.date_from}..{e.date_to}, {'、'.join(e.participants)}")
                for e in self.facts.events
            ),
            *(
                ("partnership", p, f"{p.university} {p.relation} {p.partner} ({p.partner_type})")
                for p in self.facts.partnerships
            ),
            *(("citation", c, f"{c.title or ''} {c.number or ''}".strip()) for c in self.facts.citations),
            *(("instrument", i, f"{i.kind} {i.name}, cue {i.cue} ({i.rule})") for i in self.facts.instruments),
        ]
        for stage, row, said in rows:
            if row.start < end and start < row.end:
                yield Step(stage, said)


def _period(quantity: Quantity) -> str | None:
    ends = [str(d) if d else "" for d in (quantity.date_from, quantity.date_to)]
    return "..".join(ends) if any(ends) else None


def _near(near: Near) -> str:
    name = f"{near.rule.pack}.{near.rule.rule.id} {near.rule.rule.name}"
    if near.why == "veto":
        return f"{name} fits ({near.template}), but its veto {'、'.join(near.words)} stands in the clause"
    if near.why == "unit":
        return f"{name} fits ({near.template}), but takes only {'、'.join(near.words)}"
    wants = "; ".join(near.words) or "its words nearer to the quantity or in another order"
    return f"closest is {name}: {near.template} wants {wants}"
