"""The words of a document with their counts, for the ``tokens`` table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
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
    every: list[str] = []
    known: dict[str, str | None] = {}
    uses: dict[str, int] = {}
    first: dict[str, int] = {}
    texts: list[str] = []
    cut = segmenter(engine)
    cut_words = cut.cut
    for start, end, kind in stretches(text, outermost(types)):
        part = text[start:end]
        if kind == "text":
            texts.append(part)
            every += cut_words(part)
            continue
        word = part if kind == "number" else _BLANK.sub("", part)
        uses[word] = uses.get(word, 0) + 1
        if word not in known:
            first[word] = len(every)
            known[word] = "m" if kind == "number" else ENTITY_POS.get(types[start, end], "nz")
        every.append(word)
    counts = Counter(every)
    words = [word for word in counts if word[:1].isalnum() or _WORDLIKE.search(word)]
    parts = dict(zip(words, cut.parts_of_speech(words), strict=True))
    for word, pos in known.items():  # a name can stand unmarked before
        if word in parts and (counts[word] == uses[word] or every.index(word) == first[word]):
            parts[word] = pos
    parts |= _in_context({word for word, pos in parts.items() if pos is None}, texts, cut)
    return tuple(map(Token._make, ((word, parts[word], counts[word]) for word in words)))


def locate_tokens(text: str, spans: Iterable[Named], cut: Segmenter) -> Iterator[tuple[int, int, str, str | None]]:
    """The words that ``count_tokens`` counts, one by one: start, end, word and part of speech in its sentence.

    >>> list(locate_tokens("培训教师，再培训", (), segmenter("rjieba")))
    [(0, 2, '培训', 'vn'), (2, 4, '教师', 'n'), (5, 6, '再', 'd'), (6, 8, '培训', 'vn')]
    """
    types = {(span.start, span.end): span.type for span in spans}
    for start, end, kind in stretches(text, outermost(types)):
        if kind == "text":
            at = start
            for word, pos in cut.tag(text[start:end]):
                if _WORDLIKE.search(word):
                    yield at, at + len(word), word, pos
                at += len(word)
        elif kind == "number":
            yield start, end, text[start:end], "m"
        else:
            yield start, end, _BLANK.sub("", text[start:end]), ENTITY_POS.get(types[start, end], "nz")


def _in_context(words: set[str], texts: Iterable[str], cut: Segmenter) -> dict[str, str | None]:
    """The part of speech of words that are cut when they stand alone, from the first text that has them."""
    found: dict[str, str | None] = {}
    for text in texts:
        if len(found) == len(words):
            break
        if any(word in text for word in words - found.keys()):
            found.update({word: pos for word, pos in cut.tag(text) if word in words and word not in found})
    return found
