"""Make hostile or broken markup safe for the parser without losing its text.

Three things make a standard HTML parser quadratic: a tag with very many attributes (each new one is compared with the
earlier ones; 200,000 take minutes), very deep nesting (a million ``<div>`` likewise) and formatting tags left open,
which the standard opens again in every later paragraph (73 KB of ``<font id=…>`` and ``<p>`` became 1.8 GB). They are
taken out of the markup before it is parsed, with a warning; ordinary pages pass untouched after two linear scans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_DEPTH = 5_000  # 140 real pages had at most 25; pages with unclosed tags reach a few hundred
MAX_ATTRIBUTES = 256
MAX_REOPENED = 2_000_000  # formatting tags open at once times tags in the page: about 200 MB of tree at worst
FEW_TAGS = 1_400  # below the square root of that no page needs to be scanned

# A quote opens a value only after "="; elsewhere it is a character of a name, as the HTML standard reads it. Every
# quantifier is possessive, so no choice is ever tried again.
_VALUE = r"""=\s*+(?:"[^"]*+"?+|'[^']*+'?+)?+"""
_TAG = rf"<(?P<name>[a-zA-Z][^\s/>]{{0,40}}+)(?P<attributes>[^>=]*+(?:{_VALUE}[^>=]*+)*+)>?"
_TAG_OR_COMMENT = re.compile(rf"{_TAG}|<!--")
# The same counted in C, to let ordinary pages pass: a tag with as many pieces as the limit. Bare pieces end
# at "<", so that a flood of tags is not scanned again from each of them.
_SUSPECT = re.compile(rf"<[a-zA-Z](?:[^<>=\s]*+(?:{_VALUE}|\s++)){{{MAX_ATTRIBUTES}}}+")
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
# Tags that hold nothing or that the standard closes by itself when the next one opens.
_FLAT_NAMES = """
    area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th thead
    tbody tfoot colgroup html head body
"""
_FLAT = frozenset(_FLAT_NAMES.split())
_FORMATTING_NAMES = "a b big code em font i nobr s small strike strong tt u"
_FORMATTING = frozenset(_FORMATTING_NAMES.split())
# What the parser takes for plain text up to its end tag: a "<" or a quote in it is no markup.
_RAW_END = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
_COMMENT_END = re.compile(r"-->")
_ANY_TAG = re.compile(r"<(?:/?[a-zA-Z][^>]*+|!--.*?--|![^>]*+)>?", re.DOTALL)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*+>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def make_safe(markup: str) -> tuple[str, tuple[str, ...]]:
    """The markup as it can be parsed in linear time, and what was taken out of it.

    >>> make_safe("<p>short</p>")
    ('<p>short</p>', ())
    """
    warnings: list[str] = []
    if _SUSPECT.search(markup) and (cut := _cut_attributes(markup)) is not markup:
        markup = cut
        warnings.append(f"the attributes of tags with more than {MAX_ATTRIBUTES} of them were left out")
    if (tags := markup.count("<")) > FEW_TAGS:
        depth, formatting = _most_open(_SCRIPT.sub("", markup))
        if depth > MAX_DEPTH or formatting * tags > MAX_REOPENED:
            markup = _flatten(markup)
            warnings.append("tags are nested too deep or never closed: read as lines, without layout")
    return markup, tuple(warnings)


def _cut_attributes(markup: str) -> str:
    """The markup itself, or a copy in which tags with too many attributes have none."""
    flooded = [found for found in _tags(markup) if _is_flooded(found)]
    if not flooded:
        return markup
    pieces, position = [], 0
    for found in flooded:
        pieces += [markup[position : found.start()], f"<{found['name']}>"]
        position = found.end()
    return "".join([*pieces, markup[position:]])


def _tags(markup: str) -> Iterator[re.Match[str]]:
    """The start tags of the markup; what stands in scripts and comments is none."""
    position = 0
    while found := _TAG_OR_COMMENT.search(markup, position):
        position = found.end()
        end = _COMMENT_END if found["name"] is None else _RAW_END.get(found["name"].lower())
        if end is not None:
            close = end.search(markup, position)
            position = close.start() if close else len(markup)
        if found["name"] is not None:
            yield found


def _is_flooded(tag: re.Match[str]) -> bool:
    """Whether a tag is long and its attributes, counted by the gaps between them, are too many."""
    if tag.end() - tag.start() <= 2 * MAX_ATTRIBUTES:
        return False
    bare = re.sub(_VALUE, " ", tag["attributes"])
    return len(re.findall(r"[^\s=/]+", bare)) > MAX_ATTRIBUTES


def _most_open(markup: str) -> tuple[int, int]:
    """The most tags, and the most formatting tags, open at once; stray end tags do not count below zero."""
    depth = deepest = formatting = most = 0
    for slash, written in _OPEN_OR_CLOSE.findall(markup):
        name = written.lower()
        if name in _FORMATTING:
            formatting = max(0, formatting - 1) if slash else formatting + 1
            most = max(most, formatting)
        if name not in _FLAT:
            depth = max(0, depth - 1) if slash else depth + 1
            deepest = max(deepest, depth)
    return deepest, most


def _flatten(markup: str) -> str:
    """The markup with a line break in place of every tag."""
    return _ANY_TAG.sub("<br>", _SCRIPT.sub("", markup))
