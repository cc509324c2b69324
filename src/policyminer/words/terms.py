"""The words of a document with their counts, for the ``tokens`` table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from policyminer.model import Token
from policyminer.words.segment import Segmenter, outermost, segmenter, stretches

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


def count_tokens(text: str, spans: Iterable[Named] = (), engine: str = "rjieba") -> tuple[Token, ...]:
    """Count the distinct words of ``text``, in order of first occurrence; a mention of ``spans`` is one word.

    White space and punctuation are left out; a name broken by a line end is counted under its unbroken form. A word's
    part of speech is that of its first occurrence.

    >>> [(t.word, t.pos, t.count) for t in count_tokens("培训教师，再培训教师24名。")]
    [('培训', 'vn', 2), ('教师', 'n', 2), ('再', 'd', 1), ('24', 'm', 1), ('名', 'q', 1)]
    >>> count_tokens("。 ——")
    ()
    """
    types = {(span.start, span.end): span.type for span in spans}
    counts: Counter[str] = Counter()
    known: dict[str, str | None] = {}
    texts: list[str] = []
    cut = segmenter(engine)
    for start, end, kind in stretches(text, outermost(types)):
        if kind == "text":
            texts.append(text[start:end])
            counts.update(cut.cut(texts[-1]))
            continue
        word = text[start:end] if kind == "number" else _BLANK.sub("", text[start:end])
        if word not in counts:
            known[word] = "m" if kind == "number" else ENTITY_POS.get(types[start, end], "nz")
        counts[word] += 1
    words = [word for word in counts if _WORDLIKE.search(word)]
    parts = {word: known.get(word) or cut.part_of_speech(word) for word in words}
    parts |= _in_context({word for word in words if parts[word] is None}, texts, cut)
    return tuple(Token(word, parts[word], counts[word]) for word in words)


def _in_context(words: set[str], texts: Iterable[str], cut: Segmenter) -> dict[str, str | None]:
    """The part of speech of words that are cut when they stand alone, from the first text that has them."""
    found: dict[str, str | None] = {}
    for text in texts:
        if len(found) == len(words):
            break
        if any(word in text for word in words - found.keys()):
            found.update({word: pos for word, pos in cut.tag(text) if word in words and word not in found})
    return found
