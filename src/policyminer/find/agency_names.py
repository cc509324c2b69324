"""Full names of bodies: short forms get the form that the document itself uses for the same owner."""

from __future__ import annotations

import re
from dataclasses import replace

import regex

from policyminer.find.scene import Name, in_order
from policyminer.patterns import rx

_OWNER_CHAIN = regex.compile(r"(.+?(?:自治[区州县旗]|[省市县区州盟旗])(?![省市县区州]))+")
_POSTS_BETWEEN = regex.compile(r"(?:常委|副?书记|副?主任|党组(?:副书记|成员))(?:、(?:常委|副?书记|党组(?:副书记|成员)))*[、兼]$")


def _is_short_of(short: str, full: str) -> bool:
    """Whether ``short`` abbreviates ``full``: its characters in order, the same first and last one.

    >>> _is_short_of("云溪市教体局", "云溪市教育体育局"), _is_short_of("云溪市妇联", "云溪市妇女联合会"), _is_short_of("甲市教育局", "乙市教育局")
    (True, True, False)
    """
    if full.endswith("工委") and not short.endswith("工委"):
        return False  # 某区教委 is not 某区委教育工委
    for ending in ("委员会", "联合会", "协会"):  # 教委, 妇联, 科协
        if short.endswith(ending[0]) and full.endswith(ending):
            short += ending[1:]
    if len(short) >= len(full) + (2 if short.endswith(("员会", "合会")) else 0) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    return in_order(short, full)


def resolve_names(names: list[Name]) -> list[Name]:
    """Give short forms the full form that the document itself uses for the same owner (教体局 → 教育体育局)."""
    full = {n.name for n in names}
    full |= {
        office
        for name in full
        if (office := rx.sub(r"(?:办公室|办公厅)$", "", name)) != name and office.endswith("政府")
    }
    whole = [_expanded(name, full) for name in names]
    # 省农科院科技服务处 follows 省农科院; an office of a government keeps its own name
    longer = {
        a.name: b.name for a, b in zip(names, whole, strict=True) if a.name != b.name and not a.name.endswith("政府")
    }
    return [_renamed(name, longer) for name in whole]


def _renamed(name: Name, longer: dict[str, str]) -> Name:
    short = next((s for s in longer if name.name.startswith(s) and name.name != s), None)
    if short is None or short.endswith("委"):
        return name
    written = longer[short] + name.name[len(short) :]
    return replace(name, name=written, entity_id=f"learned:agency:{written}")


#: a region inside the name of a body: 天水市政府 is no short form of 天水市秦州区政府
_OF_LEVEL = re.compile(r"[\u4e00-\u9fff](?:[市县区旗州](?!场|直|情|长)|[镇乡](?!村))(?=[\u4e00-\u9fff])")


def _expanded(name: Name, full: set[str]) -> Name:
    owner = rx.sub(r"(?<=[省市县区州盟旗]).*$", "", name.name)
    inner = name.name[len(owner) :]
    if rx.fullmatch(r"[省市县区州盟旗]?委", inner):
        return name  # 某区委 is no short form of 某区教委, nor 滁州市委 of 滁州市发改委
    levels = len(_OF_LEVEL.findall(inner))
    known = inner.endswith(
        ("教体局", "政府", "教科体局", "发改委", "人社局", "委", "妇联", "残联", "文联", "侨联", "工商联", "科协", "教育督导委员会", "教育督导委员会办公室")
    )
    longer = [
        f
        for f in full
        if f.startswith(owner)
        and len(_OF_LEVEL.findall(f[len(owner) :])) == levels
        and _is_short_of(name.name, f)
        and (known or inner[:-1] not in f[len(owner) :])
    ]
    if len(longer) != 1:
        return name
    return replace(name, name=longer[0], entity_id=f"learned:agency:{longer[0]}")


def sibling_owner(folded: str, at: int, owned: dict[int, Name]) -> str | None:
    """普格县委、县政府: the region of the body right before, of the same level."""
    posts = _POSTS_BETWEEN.search(folded, max(0, at - 16), at)  # 某县委常委、县政府副县长
    before = owned.get(posts.start() if posts else at - 1 if folded[at - 1 : at] in ("、", "和", "与") else at)
    if before is None:
        return None
    owners = _OWNER_CHAIN.match(before.name)
    return next((one for one in owners.captures(1) if one[-1] == folded[at]), None) if owners else None
