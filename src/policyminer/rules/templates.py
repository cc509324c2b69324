"""Templates: rules that look like the sentence.

A template is Chinese text around ``{n}``, the quantity::

    {n}(培训|讲座)          the noun right behind the quantity
    (培训|讲座)~{n}         the noun before it, with a few words between (no comma, no other quantity)
    选派~{n}~(挂职|支教)     both sides
    (纳入|覆盖)…{n}         … may cross commas inside the sentence
    {n}(名师)?工作室        a group with ? is optional, with * may repeat or be absent

Other quantities of the sentence appear as ``#``; brackets of the text are written full-width （）. A template must have at least two literal characters.

A *cue* is written alike but without ``{n}``: ``(设立|安排)~(专项资金|专项经费)``. It begins with literals, at which it is
looked for, and stays within a clause. Its ``~`` does not cross a list mark or bracket (``…`` does); its ``#`` is a
number in digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import regex

from policyminer.folding import fold
from policyminer.model import PolicyMinerError

#: stands for the quantity that is being read, and for every other one, in the text that templates run over
HERE, OTHER = "\ue000", "\ue001"
_NEAR = rf"([^,。;:!?\n{HERE}{OTHER}]{{0,12}}?)"
# 其中 opens a part with a subject of its own
_FAR = rf"((?:(?!其中)[^。;!?\n{HERE}]){{0,40}}?)"
_TOKEN = re.compile(r"\{n\}|…|~|#|[()|?*]|[{}]|[^{}…~#()|?*]+")


_NAMED = re.compile(r"\{([^{}]+)\}")
#: named words may hold named words, so deep
_DEEPEST = 5


def spell_out(source: str, words: Mapping[str, str]) -> str:
    """A template with ``words`` in place of their names; a name that is not among them stays.

    >>> spell_out("产值{达}{n}", {"达": "(达到|为)?"})
    '产值(达到|为)?{n}'
    """
    for _ in range(_DEEPEST):
        source = _NAMED.sub(lambda m: words.get(m[1], m[0]), source)
    return source


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
    if "{n}" in source:
        raise PolicyMinerError("bad_rules", f"cue {source!r} must not hold {{n}}", where)
    parts, _ = _pieces(source, where)
    if min(map(len, leading_literals(source)), default=0) < _SHORTEST_ANCHOR:
        raise PolicyMinerError("bad_rules", f"cue {source!r} must begin with two characters or more to look for", where)
    return _compiled([_CUE_SIGNS.get(part, part) for part in parts], source, where)


def leading_literals(source: str) -> frozenset[str]:
    """The texts that a cue can begin with, up to its first gap.

    >>> sorted(leading_literals("(加大|增加)(对)?教育~投入"))
    ['加大对教育', '加大教育', '增加对教育', '增加教育']
    """
    return frozenset(text for text, _ in _edges(_tree(source), 1))


def trailing_literals(source: str) -> frozenset[str]:
    """The texts that a cue can end with, back to its last gap; one is empty when a gap ends it.

    >>> sorted(trailing_literals("加大~(财政|资金)投入"))
    ['财政投入', '资金投入']
    """
    return frozenset(text for text, _ in _edges(_tree(source), -1))


_SHORTEST_ANCHOR = 2
#: in a cue ~ stays within a member of a list and outside brackets, … does not begin at a list mark (课程建设、队伍:
#: there 建设 is a noun), and # is a number in digits
_CUE_SIGNS = {
    _NEAR: r"([^,。;:!?、()\t\n]{0,12}?)",
    _FAR: r"(?!、)([^\t\n]{0,40}?)",
    OTHER: r"\d+(?:\.\d+)?",
}
#: more beginnings or endings than this are cut at the group that would multiply them
_MOST_EDGES = 200


@dataclass(frozen=True, slots=True)
class _Choice:
    """A group of a template: its alternatives and the sign behind it (``?``, ``*`` or nothing)."""

    options: list[list[_Part]]
    sign: str


#: a literal, a group, or a gap
_Part = str | _Choice | None


def _tree(source: str) -> list[list[_Part]]:
    return _parse(_TOKEN.findall(source)[::-1])


def _parse(waiting: list[str]) -> list[list[_Part]]:
    """The alternatives of a template or group; takes tokens from the end of the list up to the closing bracket."""
    options: list[list[_Part]] = [[]]
    while waiting:
        token = waiting.pop()
        if token == "(":
            inner = _parse(waiting)
            options[-1].append(_Choice(inner, _sign(waiting)))
        elif token == "|":
            options.append([])
        elif token == ")":
            break
        elif token in ("~", "…", "#", "{n}"):
            options[-1].append(None)
        else:
            text = fold(token.strip())
            sign = _sign(waiting)
            options[-1] += [text[:-1], _Choice([[text[-1:]]], sign)] if sign else [text]
    return options


def _sign(waiting: list[str]) -> str:
    return waiting.pop() if waiting and waiting[-1] in ("?", "*") else ""


def _edges(options: list[list[_Part]], step: int) -> list[tuple[str, bool]]:
    """Beginnings (``step`` 1) or endings (-1), each with whether what lies further in may still add to it."""
    found: list[tuple[str, bool]] = []
    for sequence in options:
        edges = [("", True)]
        for part in sequence[::step]:
            if part is None:
                more = [("", False)]
            elif isinstance(part, str):
                more = [(part, True)]
            else:
                more = [(text, is_open and part.sign != "*") for text, is_open in _edges(part.options, step)]
                more += [("", True)] if part.sign else []
            edges = _extend(edges, more, step)
        found += edges
    return found


def _extend(edges: list[tuple[str, bool]], more: list[tuple[str, bool]], step: int) -> list[tuple[str, bool]]:
    closed = [edge for edge in edges if not edge[1]]
    open_ones = [text for text, is_open in edges if is_open]
    if len(open_ones) * len(more) > _MOST_EDGES:
        more = [("", False)]
    return closed + [(text + m if step > 0 else m + text, is_open) for text in open_ones for m, is_open in more]


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
        elif token == "*":
            _sort_choices(parts)
            parts.append("*+")
        elif token in "()|?":
            parts.append("(?:" if token == "(" else token)
        elif "{" in token or "}" in token:
            raise PolicyMinerError("bad_rules", f"template {source!r}: braces stand only in {{n}}", where)
        else:
            literal += len(token.strip())
            parts.append(regex.escape(fold(token.strip())))
    return parts, literal


def _sort_choices(parts: list[str]) -> None:
    """Put the longest choice of the group that ends ``parts`` first.

    What is repeated gives nothing back once it is read, so that the time stays linear: 达到 must be tried before 达.
    """
    depth = 0
    cuts = [len(parts) - 1]
    for i in range(len(parts) - 1, -1, -1) if parts[-1] == ")" else ():
        depth += {")": 1, "(?:": -1}.get(parts[i], 0)
        if parts[i] == "|" and depth == 1:
            cuts.append(i)
        if not depth:
            ends = [i, *reversed(cuts)]
            choices = [parts[a + 1 : b] for a, b in pairwise(ends)]
            choices.sort(key=lambda choice: -len("".join(choice)))
            parts[i + 1 :] = [*[piece for choice in choices for piece in (*choice, "|")][:-1], ")"]
            return


def _compiled(parts: list[str], source: str, where: str) -> regex.Pattern[str]:
    try:  # the engine of the standard library, as for all short patterns (patterns.py)
        return re.compile("".join(parts))  # type: ignore[return-value]
    except re.error as error:
        raise PolicyMinerError("bad_rules", f"template {source!r} cannot be read: {error}", where) from None


def required_words(source: str) -> list[frozenset[str]]:
    """The words that a template cannot do without: for each place the alternatives that may stand there.

    >>> [sorted(words) for words in required_words("选派{n}~(挂职|支教)(了)?")]
    [['选派'], ['挂职', '支教']]
    """
    found: list[frozenset[str]] = []
    for part in (part for option in _tree(source) for part in option):
        if isinstance(part, str):
            words = frozenset([part])
        elif part is None or part.sign:
            continue
        else:
            words = frozenset(text for text, _ in _edges(part.options, 1))
        if words - {""}:
            found.append(words - {""})
    return found


def anchor_words(source: str) -> frozenset[str]:
    """Words one of which stands in everything that a template matches: those of its most telling place, or none.

    >>> sorted(anchor_words("选派{n}~(挂职|支教教师)(了)?")), sorted(anchor_words("(培训)?{n}(次|(举办)?)"))
    (['选派'], [])
    """
    (sequence,) = _tree(source)
    places = [_certain(part) for part in sequence]
    return max((words for words in places if words), key=lambda w: (min(map(len, w)), -len(w)), default=frozenset())


def _certain(part: _Part) -> frozenset[str]:
    """The texts one of which a part begins with, or none when it may begin with anything or be absent."""
    if part is None or isinstance(part, str):
        return frozenset([part] if part else [])
    words = frozenset(text for text, _ in _edges(part.options, 1))
    return frozenset() if part.sign or "" in words else words
