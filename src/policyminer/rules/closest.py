"""Why a quantity got no code: the rule that came closest, and what it misses."""

from __future__ import annotations

from dataclasses import dataclass

from policyminer.rules.load import Rules
from policyminer.rules.packs import CompiledRule
from policyminer.rules.templates import HERE, required_words, spell_out


@dataclass(frozen=True, slots=True)
class Near:
    """A rule that nearly took a quantity.

    ``why`` is ``veto`` (a template fits, ``words`` forbid it), ``unit`` (a template fits, the rule takes other units)
    or ``words`` (the template wants one of each of ``words``, and the sentence has none of them).
    """

    rule: CompiledRule
    template: str
    why: str
    words: tuple[str, ...]


def closest_rule(rules: Rules, unit: str, sentence: str, clause: str) -> Near | None:
    """The rule that came closest to a marked sentence: one that a veto or its units kept off, else by words it has."""
    best: tuple[int, Near] | None = None
    for rule in (r for pack in rules.packs for r in pack.rules):
        near, score = _near(rule, unit, sentence, clause)
        if near is not None and (best is None or score > best[0]):
            best = score, near
    return best[1] if best else None


def _near(rule: CompiledRule, unit: str, sentence: str, clause: str) -> tuple[Near | None, int]:
    """How near one rule came; rules that share nothing but their unit are not near."""
    best: tuple[Near | None, int] = None, 0
    for source, pattern in zip(rule.rule.patterns, rule.patterns, strict=True):
        if pattern.search(sentence):
            if unit not in rule.units:
                return Near(rule, source, "unit", tuple(sorted(rule.units))), 900
            return Near(rule, source, "veto", _vetoes(rule, sentence, clause)), 1000
        wanted = required_words(spell_out(source, rule.words))
        missing = [words for words in wanted if not any(w in sentence for w in words)]
        present = [max((len(w) for w in words if w in sentence), default=0) for words in wanted]
        score = 2 * sum(present) - 3 * sum(min(map(len, words)) for words in missing)
        if max(present, default=0) > 1 and score > best[1] and unit in rule.units:
            best = Near(rule, source, "words", tuple("/".join(sorted(words)[:4]) for words in missing)), score
    return best


def _vetoes(rule: CompiledRule, sentence: str, clause: str) -> tuple[str, ...]:
    found = []
    for source, pattern in zip(rule.rule.veto, rule.vetoes, strict=True):
        if pattern.search(sentence if HERE in pattern.pattern else clause):
            found.append(source)
    return tuple(found)


def fitting_template(rule: CompiledRule, sentence: str) -> str | None:
    """The template of a rule that a marked sentence fits, or none (the code was then taken over from a neighbour)."""
    return next((s for s, p in zip(rule.rule.patterns, rule.patterns, strict=True) if p.search(sentence)), None)

