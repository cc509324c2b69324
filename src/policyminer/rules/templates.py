"""Templates: rules that look like the sentence.

A template is Chinese text around ``{n}``, the quantity::

    {n}(培训|讲座)          the noun right behind the quantity
    (培训|讲座)~{n}         the noun before it, with a few words between (no comma, no other quantity)
    选派~{n}~(挂职|支教)     both sides
    (纳入|覆盖)…{n}         … may cross commas inside the sentence
    {n}(名师)?工作室        a group with ? is optional, with * may repeat or be absent

Other quantities of the sentence appear as ``#``; brackets of the text are written full-width （）. A template must have at least two literal characters.

A *cue* is written alike but without ``{n}``: ``(设立|安排)~(专项资金|专项经费)``. It begins with literals, at which it is
looked for, and stays within a clause.
"""

from __future__ import annotations

import regex

from policyminer.folding import fold
from policyminer.model import PolicyMinerError

#: stands for the quantity that is being read, and for every other one, in the text that templates run over
HERE, OTHER = "\ue000", "\ue001"
_NEAR = rf"([^,。;:!?\n{HERE}{OTHER}]{{0,12}}?)"
# 其中 opens a part with a subject of its own
_FAR = rf"((?:(?!其中)[^。;!?\n{HERE}]){{0,40}}?)"
_TOKEN = regex.compile(r"\{n\}|…|~|#|[()|?*]|[{}]|[^{}…~#()|?*]+")


def compile_template(source: str, where: str, least: int = 2) -> regex.Pattern[str]:
    """Compile one template with at least ``least`` literal characters; ``where`` (file and rule) is named in the error.

    >>> bool(compile_template("(培训|讲座)~{n}", "").search(f"举办培训班{HERE}"))
    True
    >>> compile_template("{n}", "demo.toml: x")
    Traceback (most recent call last):
    policyminer.model.PolicyMinerError: demo.toml: x: template '{n}' has no literal to look for (write the noun or verb beside {n})
    """
    if source.count("{n}") != 1:
        raise PolicyMinerError("bad_rules", f"template {source!r} must hold {{n}} exactly once", where)
    parts, literal = _pieces(source, where)
    if literal < least:
        raise PolicyMinerError(
            "bad_rules", f"template {source!r} has no literal to look for", where, "write the noun or verb beside {n}"
        )
    return _compiled(parts, source, where)


def compile_cue(source: str, where: str) -> regex.Pattern[str]:
    """Compile one cue; it matches at one of :func:`leading_literals`, within a clause.

    >>> bool(compile_cue("(设立|安排)~专项资金", "").match("设立教育专项资金"))
    True
    >>> compile_cue("~资金", "demo.toml: x")
    Traceback (most recent call last):
    policyminer.model.PolicyMinerError: demo.toml: x: cue '~资金' must begin with two characters or more to look for
    """
    if "{n}" in source or "…" in source:
        raise PolicyMinerError("bad_rules", f"cue {source!r} must not hold {{n}} or …", where)
    parts, _ = _pieces(source, where)
    if min(map(len, leading_literals(source)), default=0) < _SHORTEST_ANCHOR:
        raise PolicyMinerError("bad_rules", f"cue {source!r} must begin with two characters or more to look for", where)
    return _compiled(parts, source, where)


def leading_literals(source: str) -> frozenset[str]:
    """The texts that a cue can begin with, up to its first gap.

    >>> sorted(leading_literals("(加大|增加)(对)?教育~投入"))
    ['加大对教育', '加大教育', '增加对教育', '增加教育']
    """
    return frozenset(text for text, _ in _heads(_TOKEN.findall(source)[::-1]))


_SHORTEST_ANCHOR = 2
#: more beginnings than this are cut before the group that would multiply them
_MOST_HEADS = 200


def _heads(waiting: list[str]) -> list[tuple[str, bool]]:
    """Beginnings, each with whether what follows may still add to it; takes tokens from the end up to its bracket."""
    done: list[tuple[str, bool]] = []
    current: list[tuple[str, bool]] = [("", True)]
    while waiting:
        token = waiting.pop()
        if token == "(":
            choices = _heads(waiting)
            if waiting and waiting[-1] in "?*":
                again = waiting.pop() == "*"
                choices = [*((text, is_open and not again) for text, is_open in choices), ("", True)]
            current = _extend(current, choices)
        elif token == "|":
            done, current = done + current, [("", True)]
        elif token == ")":
            break
        elif token in "~#":
            current = [(text, False) for text, _ in current]
        else:
            current = _extend(current, [(fold(token.strip()), True)])
    return done + current


def _extend(current: list[tuple[str, bool]], choices: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    open_ones = [text for text, is_open in current if is_open]
    if len(open_ones) * len(choices) > _MOST_HEADS:
        return [(text, False) for text, _ in current]
    closed = [(text, False) for text, is_open in current if not is_open]
    return closed + [(text + more, is_open) for text in open_ones for more, is_open in choices]


def _pieces(source: str, where: str) -> tuple[list[str], int]:
    """The pattern of a template in pieces, and how many literal characters it has."""
    parts: list[str] = []
    literal = 0
    if "|" in regex.sub(r"\((?:[^()]|(?R))*\)", "", source):
        raise PolicyMinerError(
            "bad_rules", f"template {source!r}: | stands only in brackets", where, "write two templates or (a|b)"
        )
    for token in _TOKEN.findall(source):
        if token == "{n}":
            parts.append(HERE)
        elif token == "…":
            parts.append(_FAR)
        elif token == "~":
            # a list mark right behind the quantity begins the next member, not its noun
            parts.append("(?![、和与及])" + _NEAR if parts and parts[-1] == HERE else _NEAR)
        elif token == "#":
            parts.append(OTHER)
        elif token in "()|?*":
            parts.append("(?:" if token == "(" else token)
        elif "{" in token or "}" in token:
            raise PolicyMinerError("bad_rules", f"template {source!r}: braces stand only in {{n}}", where)
        else:
            literal += len(token.strip())
            parts.append(regex.escape(fold(token.strip())))
    return parts, literal


def _compiled(parts: list[str], source: str, where: str) -> regex.Pattern[str]:
    try:
        return regex.compile("".join(parts))
    except regex.error as error:
        raise PolicyMinerError("bad_rules", f"template {source!r} cannot be read: {error}", where) from None


def required_words(source: str) -> list[frozenset[str]]:
    """The words that a template cannot do without: for each place the alternatives that may stand there.

    >>> [sorted(words) for words in required_words("选派{n}~(挂职|支教)(了)?")]
    [['选派'], ['挂职', '支教']]
    """
    waiting = _TOKEN.findall(source)[::-1]
    found: list[frozenset[str]] = []
    while waiting:
        token = waiting.pop()
        if token == "(":
            words = frozenset(text for text, _ in _heads(waiting) if text)
            if waiting and waiting[-1] in "?*":
                waiting.pop()
            elif words:
                found.append(words)
        elif token not in ("{n}", "…", "~", "#", "|", ")", "?", "*"):
            found.append(frozenset([fold(token.strip())]))
    return found
