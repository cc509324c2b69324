"""Posts of people: what stands before a name and is one, and what only leads to it."""

from __future__ import annotations

import regex

from policyminer.folding import fold

#: what leads to a name without being a post: 以某某同志为核心, 1963年某某同志…
_NO_POST = regex.compile(r".*[以是同在为与和对向于将把被]|.*\d年|.*(?:贯彻|按照|团结|领会|学习)")
_LEADING = regex.compile(r"(?:[(]\d{1,2}[)]|应邀?|在|由|请|让|听取|会见|时任|现任)+")


def post_only(role: str) -> str | None:
    """A post without the words that lead to it, or none when nothing is left.

    >>> post_only("应国家主席"), post_only("团结在以"), post_only("党委副书记")
    ('国家主席', None, '党委副书记')
    """
    if _NO_POST.fullmatch(fold(role)):
        return None
    lead = _LEADING.match(fold(role))
    return (role[lead.end() :] if lead else role) or None
