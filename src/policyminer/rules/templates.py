"""Templates: rules that look like the sentence.

A template is Chinese text around ``{n}``, the quantity::

    {n}(培训|讲座)          the noun right behind the quantity
    (培训|讲座)~{n}         the noun before it, with a few words between (no comma, no other quantity)
    选派~{n}~(挂职|支教)     both sides
    (纳入|覆盖)…{n}         … may cross commas inside the sentence
    {n}(名师)?工作室        a group with ? is optional, with * may repeat or be absent

Other quantities of the sentence appear as ``#``; brackets of the text are written full-width （）. A template must have at least two literal characters.
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
    if "|" in regex.sub(r"\((?:[^()]|(?R))*\)", "", source):
        raise PolicyMinerError(
            "bad_rules", f"template {source!r}: | stands only in brackets", where, "write two templates or (a|b)"
        )
    parts: list[str] = []
    literal = 0
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
    if literal < least:
        raise PolicyMinerError(
            "bad_rules", f"template {source!r} has no literal to look for", where, "write the noun or verb beside {n}"
        )
    try:
        return regex.compile("".join(parts))
    except regex.error as error:
        raise PolicyMinerError("bad_rules", f"template {source!r} cannot be read: {error}", where) from None
