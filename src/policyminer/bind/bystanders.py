"""Names beside a university that are no partners: where it is held, who is only there, with whom it is still to be settled."""

from __future__ import annotations

import regex

from policyminer.bind.context import Context
from policyminer.bind.participants import HOME_OF_MANY, HOME_OF_SCHOOLS
from policyminer.bind.relations import BASE, JOINT, SIGNED, SUPPORT
from policyminer.find import Name
from policyminer.patterns import rx

#: 由甲学院与县教育局进一步商定: to be settled by, and no more
_SETTLES = regex.compile(r"商定|协商|议定|洽谈")
#: 在甲校签订托管协议, 在甲校举行聘任仪式: the school that is helped
_HELPED_THERE = regex.compile(r"(?:签[订署]|举行|举办|开展)[^,。;]{0,4}(?:托管|结对|帮扶|聘任|聘用|送教)")


def only_a_place(context: Context, name: Name, names: list[Name]) -> bool:
    """在甲市签订; 在甲小学、乙小学上示范课: a mere venue; or a university's own affiliated school."""
    if _hosts_others(context, name, names):
        return True
    if name.type == "region" and HOME_OF_MANY.match(context.folded, name.end):
        return True
    if name.type == "region" and HOME_OF_SCHOOLS.match(context.folded, name.end):  # 对口帮扶甲、乙两县的12所学校 helps the counties
        lead = context.folded[context.outline.clause(name.start)[0] : name.start]
        return SUPPORT.search(lead) is None and not rx.search(r"[到赴在向为]|深入|走进", lead)
    if name.type == "region" and context.folded[name.start - 1] == "在" and _with_university(context, name.start - 1):
        return True
    if name.type == "agency" or name.kind == "town":
        return is_held_there(context.folded, name)
    if name.type != "school":
        return False
    if "附" in name.name and _is_of_university(context, name):
        return True
    first = name.start
    while (before := next((n for n in names if n.end == first - 1 and n.type == "school"), None)) is not None:
        first = before.start
    if rx.search(r"基地[^,。;]{0,4}(?:揭牌|挂牌|授牌)", context.folded[slice(*context.outline.sentence(name.start))]):
        return False  # the base is where it is unveiled
    opened = context.folded[first - 1 : first] == "在"
    behind = context.folded[name.end : name.end + 24]
    if _HELPED_THERE.match(behind):
        return False
    return opened and rx.match(r"(?:、[^,。;]{2,16})?(?:上|举行|召开|举办|同台|签|揭牌)", behind) is not None


def _is_of_university(context: Context, school: Name) -> bool:
    """Whether a school opens with the full or short name of a university of the document: 某大附中."""
    return school.name.startswith(context.university_openings)


def _hosts_others(context: Context, name: Name, names: list[Name]) -> bool:
    """在甲市签订; 与乙县在甲市召开, 与乙县的签约仪式在甲市举行: the partner is named before."""
    if context.folded[name.start - 1 : name.start] != "在" or name.type == "agency":
        return False
    if name.type == "region" and context.folded.startswith(("签订", "签署"), name.end):
        return True
    clause = context.outline.clause(name.start)[0]
    others = [n for n in names if clause <= n.start and n.end < name.start and n.type in ("region", "agency")]
    met = rx.match(r"(?:[\u4e00-\u9fff]{0,16})?(?:召开|举行|举办|开展)", context.folded[name.end : name.end + 24])
    return met is not None and any(rx.search(r"[与和同]$|联合$", context.folded[max(0, n.start - 2) : n.start]) for n in others)


def only_attends(context: Context, name: Name) -> bool:
    """教体局有关负责人到场, 县委常委某某出席: a body that is there, not a partner; so is the place of 某市副市长某某."""
    if name.type == "region":
        others = context.names_in(context.outline.sentence(name.start)[0], name.start, "region", "agency")
        return bool(others) and officer_attends(context, name)
    behind = context.folded[name.end : name.end + 12]
    officer = next(iter(context.names_in(name.end, name.end + _POST, "person")), None)
    if officer is not None and officer.org == name.name:
        then = context.folded[officer.end : context.outline.sentence(officer.end)[1]]
        if _ARRIVES.match(then):
            return True  # 某县教体局局长甲一行来我校
        if (rx.search(r"发言|汇报", then) and "签" not in then) or rx.search(r"^[^。;]{0,20}代表[^,。;]{2,20}[与和同]", then):
            return True  # 某县教育局副局长甲…作了发言
    return (
        name.type == "agency"
        and rx.match(r"(?:有关|相关|负责|全程|到场|出席|参加|陪同|常委|副?书记|[\u4e00-\u9fff]{2,4}全程)", behind)
        is not None
    )


_ARRIVES = regex.compile(r"[^,。;]{0,4}一行(?:\d+人)?[^,。;]{0,4}(?:[到来赴]|走进|莅临|访问)")
#: characters between a body and the name of one of its officers
_POST = 12
#: 副市长某某, 政协副主席某某; 出席了仪式
_OFFICER = regex.compile(r"副[省市县区州]长|[党委常政府人大协、]{0,6}副(?:主席|主任|局长|书记)")
_ATTENDING = regex.compile(r"出席|陪同|参加了?[^,。;]{0,6}(?:仪式|签约|活动)")


def officer_attends(context: Context, name: Name) -> bool:
    """某市副市长某某…出席了仪式."""
    end = context.outline.sentence(name.start)[1]
    officer = _OFFICER.match(context.folded, name.end) is not None
    return officer and _ATTENDING.search(context.folded, name.end, end) is not None


def only_settles(context: Context, name: Name) -> bool:
    """Named only as where, or with whom, something is still to be settled; or as the home of a speaker (甲镇李某镇长建议)."""
    clause = context.folded[slice(*context.outline.clause(name.start))]
    if _SETTLES.search(clause) and not any(c.search(clause) for c in (JOINT, SUPPORT, BASE, SIGNED)):
        return True
    return name.type == "region" and any(p.start == name.end for p in context.names_in(name.end, name.end + 1, "person"))


_IN_CHAIN = regex.compile(r"在(?:[\u4e00-\u9fff]{1,7}[省市县区州旗镇乡])*$")


def _with_university(context: Context, position: int) -> bool:
    """我局与某大学|在西宁签订: both have been named before the place is."""
    clause = context.outline.clause(position)[0]
    last = next((n for n in context.names_in(clause, position, "university") if n.end == position), None)
    return last is not None and context.folded[last.start - 1] in "与和同"


def is_held_there(folded: str, name: Name) -> bool:
    """在某县某镇举行: whether a name is only where something is held."""
    first = name.start
    if name.kind == "town" and (chain := _IN_CHAIN.search(folded, max(0, first - 16), first)):
        first = chain.start() + 1  # 在某县某镇举行
    return (
        folded[first - 1 : first] == "在"
        and rx.match(r"[^,。;]{0,16}?(?:举行|召开|举办|开班)", folded[name.end : name.end + 20]) is not None
    )


#: what an agency's officers do where others sign
_WATCHES = regex.compile(r"[^,。;]{0,24}?(?:参加|出席|见证|陪同)|[^,。;]{0,4}有关")


def only_watches(context: Context, partner: Name) -> bool:
    """省科技厅副厅长某某和有关处室负责人参加了签约仪式."""
    return _WATCHES.match(context.folded, partner.end, context.outline.clause(partner.end)[1]) is not None
