"""分别: the members of a run of measures and the values named for them one by one.

``甲、乙分别增长6%、7%`` says that 甲 grew by 6 % and 乙 by 7 %. Templates read one measure with one value, so the sentence
is rewritten for each value to the member it belongs to: ``乙增长7%``.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from policyminer.rules.templates import HERE, OTHER

_VALUE = f"[{HERE}{OTHER}]"
_MARK = r"(?:[、,]|[,、]?(?:和|与|及|以及))"
_WORD = rf"[^,。;:!?、\n和与及{HERE}{OTHER}]"
#: two values or more, one behind the other: 6%、7%和8%
_RUN = regex.compile(rf"{_VALUE}(?:{_MARK}{_VALUE})+")
#: from one run to the next of the same members: (完成#、#),同比分别增长(#、#)
_BRIDGE = regex.compile(rf"[,、]?(?:{_WORD}{{0,4}}分别)?{_WORD}{{0,8}}")
_VERB = regex.compile(rf"{_WORD}{{0,16}}")
#: a clause with a measure and its value
_HAS_VALUE = regex.compile(rf"[\u4e00-\u9fff]{{2}}.*{OTHER}")
_SENTENCE_MARK = regex.compile(r"[。;:!?\n(]")
_CONJUNCTION = regex.compile(r"以及|[和与及]")
_RESPECTIVELY = "分别"


def readings(sentence: str, clause: str) -> Iterator[tuple[str, str]]:
    """The marked sentence and clause, each as (sentence, clause): rewritten to the member of the value first, if 分别 deals
    the values out, then as they stand; a value that grew from another (由…增加到…) at last without the other.
    """
    rewritten = member_of(sentence)
    if rewritten is not None:
        yield rewritten, rewritten
    yield sentence, clause
    if _FROM_TO.search(sentence):
        yield _FROM_TO.sub(HERE, sentence), _FROM_TO.sub(HERE, clause)


# 工作室由12个增加到20个: either value is one of 工作室
_FROM_TO = regex.compile(
    rf"[由从](?:{OTHER}(?:增加|提高|增长|上升|扩大|发展|提升|减少|下降)?[到至为]{HERE}|{HERE}(?:增加|提高|增长|上升|扩大|发展|提升|减少|下降)?[到至为]{OTHER})"
)


def member_of(sentence: str) -> str | None:
    """The sentence of the marked value alone with its own measure, or none.

    >>> member_of(f"产值、税收分别增长{OTHER}、{HERE}。").replace(HERE, "7%")
    '税收增长7%'
    """
    here = sentence.find(HERE)
    at = sentence.find(_RESPECTIVELY, 0, here)
    while at >= 0:
        found = _dealt(sentence, at, here)
        if found is not None:
            return found
        at = sentence.find(_RESPECTIVELY, at + 1, here)
    return None


def _dealt(sentence: str, at: int, here: int) -> str | None:
    """The reading of the value at ``here`` if the 分别 at ``at`` deals it out."""
    said = ""
    position = at + len(_RESPECTIVELY)
    members: list[str] | None = None
    while position <= here:
        verb = (_VERB if members is None else _BRIDGE).match(sentence, position)
        run = _RUN.match(sentence, verb.end()) if verb else None
        if verb is None or run is None:
            return None
        values = [i for i in range(run.start(), run.end()) if sentence[i] in HERE + OTHER]
        members = members or _members(sentence[:at], len(values))
        if members is None or len(members) != len(values):
            return None
        said += verb.group().replace(_RESPECTIVELY, "")
        if here in values:
            return members[values.index(here)] + said + HERE
        said += OTHER
        position = run.end()
    return None


def _members(before: str, count: int) -> list[str] | None:
    """The ``count`` members of the list that ends ``before``: 甲、乙和丙, or clauses with a value of their own each."""
    marks = list(_SENTENCE_MARK.finditer(before))
    statement = before[marks[-1].end() if marks else 0 :]
    *earlier, last = statement.split(",")
    listed = last.split("、")
    if len(listed) == count - 1:
        tail = _CONJUNCTION.split(listed[-1])
        listed = [*listed[:-1], *tail] if len(tail) == 2 else listed
    if len(listed) == count:
        return listed
    clauses = [part for piece in earlier for part in piece.split("、")]
    if OTHER not in last and len(last) <= 6 and len(clauses) >= count and all(map(_HAS_VALUE.search, clauses[-count:])):
        return [f"{c},{last}" for c in clauses[-count:]]
    return None
