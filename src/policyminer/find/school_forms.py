"""Short forms of schools: which of the names found stand by themselves, and what full name a short one means."""

from __future__ import annotations

import regex

from policyminer.find.protect import spans
from policyminer.find.scene import Name, Scene, in_order
from policyminer.patterns import rx

#: behind these stands the short form of one school, where a fuller one is known
_SENT_TO = regex.compile(r"(?:担任|挂任|兼任|托管|帮扶|走进|来到|前往|派驻|派往|入驻|进驻)$")
_NUMERAL = "[一二三四五六七八九十]{1,3}"


def settle(scene: Scene, found: list[tuple[int, int, bool]], carried: list[tuple[int, int, str]]) -> list[Name]:
    """Keep what stands by itself or is supported; resolve short forms to the fullest name in the document."""
    folded, text = scene.folded, scene.text
    certain = {folded[a:b] for a, b, needs in found if not needs}
    edges = {p for a, b, needs in found if not needs for p in (a, b)}
    kept: list[tuple[int, int]] = []
    waiting = found
    for _ in range(2):  # what stands later may support what stands before
        left: list[tuple[int, int, bool]] = []
        for start, end, needs in waiting:
            if needs and not _supported(folded, start, end, certain, edges):
                left.append((start, end, needs))
                continue
            kept.append((start, end))
            edges |= {start, end}
            certain.add(folded[start:end])
        waiting = left
    kept.sort(key=lambda k: (k[0], -k[1]))  # 某市一中某某中学 is one name
    names = {folded[a:b] for a, b in kept}
    out: list[Name] = []
    for start, end in kept:
        if out and start < out[-1].end:
            continue
        full = _fullest(folded[start:end], names)
        written = text[start:end] if full == folded[start:end] else full
        out.append(Name(start, end, "school", written, f"learned:school:{written}", "school.suffix"))
    taken = spans([(n.start, n.end) for n in out])
    for start, end, name in carried:
        if not taken.overlaps(start, end):
            out.append(Name(start, end, "school", name, f"learned:school:{name}", "school.listed"))
    return sorted(out, key=lambda n: n.start)


def _supported(folded: str, start: int, end: int, certain: set[str], edges: set[int]) -> bool:
    """Whether a fuller name, a list of schools or a school group behind supports a short form (实验小学)."""
    surface = folded[start:end]
    left, right = folded[start - 1 : start], folded[end : end + 1]
    clean = left in tuple("、,。;:和与及到在对由以“(\n")
    fuller = any(name.endswith(surface) and name != surface for name in certain)
    beside = (left in tuple("、和与及") and start - 1 in edges) or (right in tuple("、和与及") and end + 1 in edges)
    grouped = folded.startswith(("教联体", "教育集团", "教育共同体", "集团"), end)
    clean = clean or (fuller and _SENT_TO.search(folded[max(0, start - 2) : start]) is not None)
    listed = left in ("\n", ")") and right == "\n" and len(surface) > 4 and not folded[end + 1 : end + 2].isdigit()
    return (clean and (fuller or grouped)) or beside or listed or surface in certain


def _fullest(surface: str, names: set[str]) -> str:
    """The one fuller name in the document that a short form stands for, else the form itself."""
    whole = surface.replace("职教中心", "职业教育中心")
    fuller = sorted((n for n in names if n != surface and (n.endswith(whole) or abbreviates(surface, n))), key=len)
    if len(fuller) == 1 or (fuller and all(f in fuller[-1] for f in fuller)):
        return fuller[-1]
    return surface


def abbreviates(short: str, full: str) -> bool:
    """Whether a short form stands for a full name: its characters in order, from the first one on.

    >>> abbreviates("庆安一中", "庆安县第一中学"), abbreviates("云师大附小", "云南师范大学附属小学"), abbreviates("甲县一中", "甲县第二中学")
    (True, True, False)
    """
    city = rx.match(r"[\u4e00-\u9fff]{2,4}市(?=[\u4e00-\u9fff]{1,5}[县区])", full)
    full = full[city.end() :] if city and short[0] != full[0] else full
    if (
        len(short) < 4
        or len(short) >= len(full)
        or short[0] != full[0]
        or not rx.search(rf"(?:第?{_NUMERAL}|附)[中小高幼]$", short)
    ):
        return False
    return in_order(short, full)
