"""Chinese text to words, behind one small interface: jieba by name, rjieba for speed.

Both engines cut alike (boundary F1 0.9998 on policy documents); rjieba is about twenty times as fast. Numbers are cut
out first, which is where they differ. A word never crosses the edge of a span that is already known, and a known span
is one word.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from policyminer.model import PolicyMinerError

Range = tuple[int, int]

#: 66.7%、1,200、２０２３: one word, whatever the engine.
_NUMBER = re.compile(r"[0-9０-９]+(?:[.,．][0-9０-９]+)*[%％‰]?")


#: Part of speech of a word of one's own that states none: jieba's "other proper noun".
USER_POS = "nz"


@dataclass(frozen=True, slots=True)
class UserWord:
    """A word of a user's dictionary; without ``frequency`` it gets the one that keeps it whole."""

    word: str
    frequency: int | None = None
    pos: str | None = None


class Segmenter(Protocol):
    """An engine: ``cut`` gives words that join to the text, ``tag`` the same with jieba's parts of speech."""

    def cut(self, text: str) -> list[str]:
        """Words in order; nothing is dropped."""
        ...

    def tag(self, text: str) -> list[tuple[str, str | None]]:
        """Words in order with their part of speech, null when it is not known."""
        ...

    def part_of_speech(self, word: str) -> str | None:
        """The part of speech of one word; null when it is not known, or is a word in its sentence only."""
        ...

    def parts_of_speech(self, words: Iterable[str]) -> list[str | None]:
        """``part_of_speech`` of each."""
        ...


class _Jieba:
    """jieba itself, with its cache in the user's own folder and without its log lines."""

    def __init__(self) -> None:
        import jieba

        jieba.setLogLevel(logging.CRITICAL)
        self._engine = jieba.Tokenizer()
        self._engine.tmp_dir = str(_cache_folder())
        self._pos: dict[str, str] | None = None
        self._dictionary = Path(jieba.__file__).with_name("dict.txt")

    def cut(self, text: str) -> list[str]:
        words: list[str] = self._engine.lcut(text)
        return words

    def tag(self, text: str) -> list[tuple[str, str | None]]:
        return [(word, self.part_of_speech(word)) for word in self.cut(text)]

    def part_of_speech(self, word: str) -> str | None:
        if self._pos is None:  # its posseg module is ten times slower: a word's tag is looked up in its dictionary
            lines = self._dictionary.read_text(encoding="utf-8").splitlines()
            self._pos = {word: pos for word, _, pos in (line.split(" ") for line in lines)}
        return self._pos.get(word)

    def parts_of_speech(self, words: Iterable[str]) -> list[str | None]:
        return list(map(self.part_of_speech, words))


class _Rjieba:
    """The same algorithm and dictionary in Rust."""

    def __init__(self, words: Iterable[UserWord] = ()) -> None:
        import rjieba

        self._engine = rjieba.Jieba()
        for word in words:
            frequency = word.frequency or self._engine.suggest_freq(word.word)
            self._engine.add_word(word.word, frequency, word.pos or USER_POS)
        self._part_of_speech = lru_cache(maxsize=1 << 16)(self._look_up)

    def cut(self, text: str) -> list[str]:
        words: list[str] = self._engine.cut(text)
        return words

    def tag(self, text: str) -> list[tuple[str, str | None]]:
        return list(self._engine.tag(text))

    def part_of_speech(self, word: str) -> str | None:
        return self._part_of_speech(word)

    def parts_of_speech(self, words: Iterable[str]) -> list[str | None]:
        return list(map(self._part_of_speech, words))

    def _look_up(self, word: str) -> str | None:
        tagged = self._engine.tag(word)
        return tagged[0][1] if len(tagged) == 1 else None


@cache
def segmenter(engine: str = "jieba") -> Segmenter:
    """The engine of that name, ``jieba`` or ``rjieba``, made once per process.

    >>> segmenter().cut("教师培训") == segmenter("rjieba").cut("教师培训") == ["教师", "培训"]
    True
    """
    if engine == "jieba":
        return _Jieba()
    if engine == "rjieba":
        return _Rjieba()
    raise PolicyMinerError("unknown_engine", "there is no such segmenter", engine, "jieba or rjieba")


@cache
def _cutter() -> Callable[[str], list[str]]:
    import rjieba

    cut: Callable[[str], list[str]] = rjieba.cut
    return cut


def cut_words(text: str) -> list[str]:
    """The words of a few characters as ``rjieba`` cuts them: where a name can begin or end.

    >>> cut_words("完成县级任务")
    ['完成', '县级', '任务']
    """
    return _cutter()(text)


def segmenter_with(words: Iterable[UserWord]) -> Segmenter:
    """``rjieba`` that knows words of one's own as well; a word with a digit is cut at its number all the same.

    >>> segmenter_with([UserWord("教师培训")]).tag("教师培训")
    [('教师培训', 'nz')]
    """
    return _Rjieba(words)


def split_words(text: str, spans: Iterable[Range] = (), engine: str = "rjieba") -> list[Range]:
    """The words of ``text`` as ranges that touch and cover it; each of ``spans`` is one word.

    Of spans that overlap the longer one stays whole (of equals the first). Numbers are words of their own.

    >>> text = "安义县新民小学有12.5%的教师"
    >>> [text[a:b] for a, b in split_words(text, [(0, 3), (3, 7)])]
    ['安义县', '新民小学', '有', '12.5%', '的', '教师']
    """
    words: list[Range] = []
    cut = segmenter(engine)
    for start, end, kind in stretches(text, outermost(spans)):
        if kind == "text":
            at = start
            for word in cut.cut(text[start:end]):
                words.append((at, at + len(word)))
                at += len(word)
        else:
            words.append((start, end))
    return words


def outermost(spans: Iterable[Range]) -> list[Range]:
    """Spans that do not overlap, in reading order: longest first wins, then the leftmost; empty ones are dropped.

    >>> outermost([(0, 3), (0, 6), (5, 8), (9, 9)])
    [(0, 6)]
    """
    kept: list[Range] = []
    ends = -1
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if start >= end:
            continue
        if start >= ends:
            kept.append((start, end))
            ends = end
        elif end - start > kept[-1][1] - kept[-1][0]:  # they cross: the longer one
            kept[-1] = (start, end)
            ends = end
    return kept


def stretches(text: str, spans: list[Range]) -> Iterator[tuple[int, int, str]]:
    """Known spans (``span``), numbers between them (``number``), and the text left over (``text``), in order."""
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        for number in _NUMBER.finditer(text, at, start):
            if at < number.start():
                yield at, number.start(), "text"
            yield number.start(), number.end(), "number"
            at = number.end()
        if at < start:
            yield at, start, "text"
        if start < end:
            yield start, end, "span"
        at = end


def _cache_folder() -> Path:
    """Where jieba may keep its dictionary cache: the user's, never the shared temporary folder."""
    base = os.environ.get("XDG_CACHE_HOME")
    folder = (Path(base) if base else Path.home() / ".cache") / "policyminer"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return folder  # jieba then builds its dictionary anew, half a second
    return folder
