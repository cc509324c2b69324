"""Find the characters that a decision was made on in a text that may have changed since.

White space and emphasis marks do not count. A decision is never put on characters that could be others: what is not
certain is lost, with the reason.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from policyminer.review.decisions import Decision, squeeze

#: Of the up to 40 characters around a quote, those beside it that must have stayed when the rest has changed: half of
#: one side. With fewer, a short quote (12人) that stands once may be another fact.
_LEAST_CONTEXT = 10

#: Why a decision has no place.
QUOTE_GONE = "the quote is not in the document any more"
CONTEXT_GONE = "the quote is there, but what stood around it is not"
AMBIGUOUS = "the quote stands in several places that fit alike"


class Place:
    """One document's text, to be searched for quotes."""

    def __init__(self, text: str) -> None:
        self._kept = [i for i, c in enumerate(text) if not (c.isspace() or c == "*")]
        self._text = "".join(text[i] for i in self._kept)

    def squeezed(self, start: int, end: int) -> tuple[int, int]:
        """A range of the text as one of the text without white space."""
        return bisect_left(self._kept, start), bisect_left(self._kept, end)

    def find(self, decision: Decision) -> tuple[int, int] | str:
        """The range of the quote in the text without white space, or why there is none.

        In this order: where it was, with the same context; elsewhere with the same context; where most of the context
        has stayed, and more than anywhere else.
        """
        quote, before, after = squeeze(decision.quote), squeeze(decision.before), squeeze(decision.after)
        at = list(self._occurrences(quote)) if quote else []
        if not at:
            return QUOTE_GONE
        size = len(quote)
        same = [i for i in at if self._text.endswith(before, 0, i) and self._text.startswith(after, i + size)]
        was = self.squeezed(decision.start, decision.end)[0]
        if was in same:
            return was, was + size
        if len(same) == 1:
            return same[0], same[0] + size
        if same:
            return AMBIGUOUS
        scores = sorted(((self._context(i, size, before, after), i) for i in at), reverse=True)
        best, place = scores[0]
        if best < min(_LEAST_CONTEXT, len(before) + len(after)):
            return CONTEXT_GONE
        if len(scores) > 1 and scores[1][0] == best:
            return AMBIGUOUS
        return place, place + size

    def _occurrences(self, quote: str) -> Iterator[int]:
        at = self._text.find(quote)
        while at >= 0:
            yield at
            at = self._text.find(quote, at + 1)

    def _context(self, at: int, size: int, before: str, after: str) -> int:
        """How many characters directly before and behind are still the same."""
        left = _common(reversed(before), reversed(self._text[max(0, at - len(before)) : at]))
        return left + _common(iter(after), iter(self._text[at + size : at + size + len(after)]))


def _common(a: Iterator[str], b: Iterator[str]) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
