"""What an analyst says about words: a user dictionary, words to leave out, words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from policyminer.model import PolicyMinerError
from policyminer.rules import Rules, load_rules
from policyminer.words.segment import UserWord

#: Between the words of a group of synonyms.
_BETWEEN = re.compile(r"[\s,，、;；=＝|｜]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``user`` words are cut as one word; ``stop`` words are left out; ``synonyms`` map a word to its group's first."""

    user: tuple[UserWord, ...] = ()
    stop: frozenset[str] = frozenset()
    synonyms: Mapping[str, str] = field(default_factory=dict)


def load_vocabulary(
    user_dict: str | Path | None = None,
    stop: str | Path | None = None,
    synonyms: str | Path | None = None,
    rules: Rules | None = None,
) -> Vocabulary:
    """The vocabulary of three UTF-8 text files on top of the shipped stop list (``lexicons/stop_words.txt``).

    Lines that begin with ``#`` are notes. ``user_dict``: jieba's format, a word a line, with frequency and part of
    speech if wanted. ``stop``: words separated by white space. ``synonyms``: a group a line, its first word stands for
    all; separated by white space or 、，；=. Raises ``PolicyMinerError`` (``bad_word_list``).
    """
    known = (rules or load_rules()).lexicon("stop_words")
    extra = {word for _, line in _lines(stop) for word in line.split()}
    return Vocabulary(
        tuple(_user_word(where, line) for where, line in _lines(user_dict)),
        known | extra,
        _groups(_lines(synonyms)),
    )


def _lines(path: str | Path | None) -> Iterator[tuple[str, str]]:
    """(where, text) of every line that says something."""
    if path is None:
        return
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise PolicyMinerError("bad_word_list", str(reason), str(path), "give a UTF-8 text file") from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{path}, line {number}", line.strip()


def _user_word(where: str, line: str) -> UserWord:
    """A line of jieba's format: ``word [frequency] [part of speech]``."""
    word, *rest = line.split()
    frequency = int(rest.pop(0)) if rest and rest[0].isdecimal() else None
    if len(rest) > 1:
        raise PolicyMinerError("bad_word_list", "more than word, frequency and tag", where, "one word a line")
    return UserWord(word, frequency, rest[0] if rest else None)


def _groups(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each word of a group but the first, with the first."""
    heads: dict[str, str] = {}
    for where, line in lines:
        head, *others = [word for word in _BETWEEN.split(line) if word]
        if not others:
            raise PolicyMinerError("bad_word_list", "a group of synonyms needs two words", where)
        for word in others:
            if heads.setdefault(word, head) != head:
                raise PolicyMinerError("bad_word_list", f"{word} is in two groups", where)
    chained = sorted(set(heads) & set(heads.values()))
    if chained:
        raise PolicyMinerError("bad_word_list", f"{chained[0]} heads a group and is in another", "synonyms")
    return heads
