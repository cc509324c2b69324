"""The rule that names a quantity: of all whose templates fit its sentence the one that says most.

Hundreds of templates are asked of every quantity, and nearly all hold a word that the sentence has not. One automaton
over these words leaves a handful to be tried; what it leaves out cannot match, so that results are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import regex

from policyminer.literals import matcher
from policyminer.rules.packs import CompiledRule, gap_length, literal_length
from policyminer.rules.respective import readings
from policyminer.rules.templates import anchor_words, spell_out

Possible = tuple[CompiledRule, tuple[regex.Pattern[str], ...]]


class TemplateFinder:
    """The templates of some rules by the words that each cannot do without."""

    def __init__(self, rules: Sequence[CompiledRule]) -> None:
        self._rules = rules
        self._templates = [(i, p) for i, rule in enumerate(rules) for p in range(len(rule.patterns))]
        by_word: dict[str, list[int]] = {}
        always: list[int] = []
        for number, (i, p) in enumerate(self._templates):
            words = anchor_words(spell_out(rules[i].rule.patterns[p], rules[i].words))
            for word in words:
                by_word.setdefault(word, []).append(number)
            if not words:
                always.append(number)
        self._always = frozenset(always)
        self._by_word = [frozenset(numbers) for numbers in by_word.values()]
        self._automaton = matcher(by_word) if by_word else None

    def best(
        self, sentence: str, clause: str, admits: Callable[[CompiledRule], bool] = lambda rule: True
    ) -> CompiledRule | None:
        """The rule for the marked sentence: priority first, then literals spelled out, then tightness."""
        for whole, near in readings(sentence, clause):
            found = [
                (weigh(rule, match), rule)
                for rule, patterns in self.possible(whole)
                if admits(rule) and (match := rule.match(whole, near, patterns))
            ]
            if found:
                return max(found, key=lambda f: f[0])[1]
        return None

    def possible(self, sentence: str) -> Iterator[Possible]:
        """The rules that may fit a sentence, in their order, each with the templates that may."""
        found = self._automaton.find_matches_as_indexes(sentence, overlapping=True) if self._automaton else ()
        numbers = self._always.union(*[self._by_word[word] for word in {word for word, _, _ in found}])
        by_rule: dict[int, list[regex.Pattern[str]]] = {}
        for number in sorted(numbers):
            i, p = self._templates[number]
            by_rule.setdefault(i, []).append(self._rules[i].patterns[p])
        for i, patterns in by_rule.items():
            yield self._rules[i], tuple(patterns)


def weigh(rule: CompiledRule, match: regex.Match[str]) -> tuple[int, int, int]:
    """(priority, literal characters, minus gap characters)."""
    return rule.rule.priority, literal_length(match), -gap_length(match)
