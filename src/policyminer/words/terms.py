"""The words of a document with their counts, for the ``tokens`` table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from policyminer.model import Token
from policyminer.words.segment import Segmenter, tag_words

#: Parts of speech of names, in jieba's tag set: place, organisation, person.
ENTITY_POS = {"region": "ns", "university": "nt", "school": "nt", "agency": "nt", "person": "nr"}

#: A word has a letter, a digit or a character; all else is white space and punctuation.
_WORDLIKE = re.compile(r"[^\W_]")
_BLANK = re.compile(r"[\s*]+")


class Named(Protocol):
    """A mention: where it stands and what type of entity it is."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """One past the last character."""
        ...

    @property
    def type(self) -> str:
        """University, school, region, agency or person."""
        ...


def count_tokens(text: str, spans: Iterable[Named] = (), engine: str | Segmenter = "rjieba") -> tuple[Token, ...]:
    """Count the distinct words of ``text``, in order of first occurrence; a mention of ``spans`` is one word.

    White space and punctuation are left out; a name broken by a line end is counted under its unbroken form. A word's
    part of speech is that of its first occurrence.

    >>> [(t.word, t.pos, t.count) for t in count_tokens("培训教师，再培训教师24名。")]
    [('培训', 'vn', 2), ('教师', 'n', 2), ('再', 'd', 1), ('24', 'm', 1), ('名', 'q', 1)]
    >>> count_tokens("。 ——")
    ()
    """
    types = {(span.start, span.end): span.type for span in spans}
    parts: dict[str, str | None] = {}
    counts: dict[str, int] = {}  # 0 for what is no word, so that it is looked at once
    for start, end, pos in tag_words(text, types, engine):
        word = text[start:end]
        if pos is None and (start, end) in types:
            word, pos = _BLANK.sub("", word), ENTITY_POS.get(types[start, end], "nz")
        count = counts.get(word)
        if count is None:
            counts[word] = 1 if _WORDLIKE.search(word) else 0
            parts[word] = pos
        elif count:
            counts[word] = count + 1
    return tuple(Token(word, parts[word], count) for word, count in counts.items() if count)


def locate_tokens(
    text: str, spans: Iterable[Named] = (), engine: str | Segmenter = "rjieba"
) -> Iterator[tuple[int, int, str, str | None]]:
    """The words that ``count_tokens`` counts, one by one: start, end, word and part of speech.

    >>> list(locate_tokens("培训教师，再培训"))
    [(0, 2, '培训', 'vn'), (2, 4, '教师', 'n'), (5, 6, '再', 'd'), (6, 8, '培训', 'vn')]
    """
    types = {(span.start, span.end): span.type for span in spans}
    for start, end, pos in tag_words(text, types, engine):
        word = text[start:end]
        if pos is None and (start, end) in types:
            word, pos = _BLANK.sub("", word), ENTITY_POS.get(types[start, end], "nz")
        if _WORDLIKE.search(word):
            yield start, end, word, pos
