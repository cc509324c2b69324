"""Universities working with regions, schools and bodies: what a sentence says of the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from policyminer.bind.bystanders import (
    is_held_there,
    officer_attends,
    only_a_place,
    only_attends,
    only_settles,
    only_watches,
)
from policyminer.bind.context import Context, Scope
from policyminer.bind.participants import ASIDE, in_a_title
from policyminer.bind.relations import BASE, JOINT, SUPPORT, UNION, relations
from policyminer.find import Name
from policyminer.patterns import rx

#: 由甲学院与县教育局进一步商定: to be settled by, and no more
_SETTLES = regex.compile(r"商定|协商|议定|洽谈")
_NO_PARTNER = regex.compile(r"出席|主办|承办|协办|参加[^,。;]{2,16}举办|授课|主持召开|学员来自")
#: 在甲校签订托管协议, 在甲校举行聘任仪式: the school that is helped
_HELPED_THERE = regex.compile(r"(?:签[订署]|举行|举办|开展)[^,。;]{0,4}(?:托管|结对|帮扶|聘任|聘用|送教)")
_VISIT = regex.compile(r"(?:到|赴|在|前往|深入|走进)[^,。;]{0,20}$")


@dataclass(frozen=True, slots=True)
class Pair:
    """A partnership in view coordinates."""

    university: str
    partner: Name
    relation: str
    start: int
    end: int


def find_partnerships(context: Context) -> list[Pair]:
    """One row per university, partner and relation of the document, in reading order."""
    found: dict[tuple[str, str, str], Pair] = {}
    for start, end in _sentences(context):
        for pair in _sentence_pairs(context, start, end):
            found.setdefault((pair.university, pair.partner.name, pair.relation), pair)
    return list(found.values())


def _sentences(context: Context) -> Iterator[tuple[int, int]]:
    for paragraph in context.outline.paragraphs:
        if paragraph.kind in ("imprint", "cell"):
            continue
        position = paragraph.start
        while position < paragraph.end:
            start, end = context.outline.sentence(position)
            start, end = max(start, paragraph.start), min(max(end, position + 1), paragraph.end)
            yield start, end
            position = end if end > position else position + 1


def _silent_university(context: Context, start: int, end: int) -> list[Name]:
    """学校, 双方, 我校 and sentences about an article's or item's own university."""
    scope = context.scope_at(start)
    text = context.folded[start:end]
    universities = [n for n in (scope.subjects if scope else ()) if n.type == "university"]
    if scope and scope.kind == "article" and universities:
        return universities[:1] if rx.search(r"学校|我校|该校|双方|共建|选派", text) else []
    if scope and scope.kind == "item" and (universities or rx.search(r"双方|学校", text)):
        inside = context.names_in(scope.start, start, "university")
        return universities[:1] or inside[:1]
    if scope and scope.kind == "document" and "该校" in text:
        before = context.names_in(context.paragraph(start).start, start, "university", "school")
        return before[-1:] if before and before[-1].type == "university" else []
    if scope and scope.kind == "document" and "我校" in text:
        named = {n.name: n for n in context.names if n.type == "university"}
        if len(named) == 1:
            return [n for n in named.values() if not context.is_guest(n)]
    if scope and scope.kind == "document" and universities and context.scene.metadata.doc_type == "news":
        return [u for u in universities[:1] if not context.is_guest(u)]
    if context.home_university is not None:
        return [context.home_university]
    return []


def _partners(context: Context, start: int, end: int) -> list[Name]:
    """Regions, schools and bodies of a sentence that can be partners."""
    names = context.names_in(start, end, "region", "school", "agency")
    kept: list[Name] = []
    for name in names:
        inside = any(o is not name and o.start <= name.start and name.end <= o.end for o in names)
        chained = any(o.type in ("region", "school") and o.start == name.end for o in names)
        short = name.end - name.start == 1
        if inside or chained or short or context.names_firm(name) or name.kind == "province" or name.rule in ("agency.group", "agency.central"):
            continue
        if ASIDE.search(context.folded, max(start, name.start - 30), name.start) or in_a_title(context, name):
            continue
        if name.type == "region" and _IN_TWO.match(context.folded, name.end) and context.folded[name.start - 1 : name.start] not in tuple("、和与及"):
            continue
        if name.type == "region" and _QUOTA.match(context.folded, name.end) and _SHARED_OUT.search(context.folded, start, name.start):
            continue
        if name.type == "agency" and rx.search(r"(?:省教育厅|教育部|财政厅|人社厅)", name.name):
            continue
        if only_a_place(context, name, names) or only_attends(context, name) or only_settles(context, name):
            continue
        kept.append(_as_partner(context, name))
    return kept


#: 岳阳两区: a city whose districts are meant
_IN_TWO = regex.compile(r"[两二三四五六七八九十\d]{1,2}个?[县区](?!域)")
#: 名额为:甲市350人、乙市300人: shares of a number
_QUOTA = regex.compile(r"\d+余?[名人个]")
_SHARED_OUT = regex.compile(r"(?:名额|指标|分配|计划)[^,。;]{0,6}:")


def _as_partner(context: Context, name: Name) -> Name:
    """A government stands for its region."""
    if name.type == "agency":
        match = rx.match(
            r"(?P<region>.+?(?:自治[区州县旗]|[省市县区州盟旗]|[镇乡]|街道))(?:人民政府|政府|党委|委、?.{0,3}政府)$", name.name
        )
        if match:
            # the last region inside: of 甲市乙区人民政府 乙区
            inside = [n for n in context.names_in(name.start, name.end, "region") if n.end < name.end]
            region = inside[-1] if inside else next((n for n in context.names if n.type == "region" and n.name == match["region"]), None)
            told = region.name if region else match["region"]
            return replace(name, type="region", name=told, adcode=region.adcode if region else None)
    return name


_SENDS = regex.compile(r"[也还则]?(?:先后|陆续)?(?:派出|选派|派|组织)")


def _sentence_pairs(context: Context, start: int, end: int) -> list[Pair]:
    named = [u for u in context.names_in(start, end, "university") if not is_held_there(context.folded, u)]
    if not named:
        first = context.names_in(start, start + 1, "school", "agency")
        if first and _SENDS.match(context.folded, first[0].end):
            return []  # 甲附中也派出7名教师: it is not the university that sends them
        return _pairs_of(context, _silent_university(context, start, end), start, end)
    pairs: list[Pair] = []
    for group, left, right in _segments(context, named, start, end):
        pairs += _pairs_of(context, group, left, right, (start, end))
    return pairs


def _segments(context: Context, named: list[Name], start: int, end: int) -> Iterator[tuple[list[Name], int, int]]:
    """Parts of a sentence that each speak of one university or of a list of them: 甲帮扶A县，乙帮扶B县."""
    groups: list[list[Name]] = []
    for name in named:
        if groups and rx.fullmatch(r"[、和与及]|以及|等", context.folded[groups[-1][-1].end : name.start]):
            groups[-1].append(name)
        elif groups and name.name in {u.name for g in groups for u in g}:
            next(g for g in groups if name.name in {u.name for u in g}).append(name)
        else:
            groups.append([name])
    if len(groups) == 1:
        yield groups[0], start, end
        return
    left = start
    for group, following in zip(groups, [*groups[1:], None], strict=False):
        last = max(u.end for u in group)
        right = end
        if following is not None:
            cut = max(context.folded.rfind(mark, last, following[0].start) for mark in ",;。:")
            right = cut + 1 if cut >= 0 else following[0].start
        yield group, left, right
        left = right


def _pairs_of(
    context: Context, universities: list[Name], start: int, end: int, whole: tuple[int, int] | None = None
) -> list[Pair]:
    if not universities:
        return []
    text = _without_bodies(context, start, end)
    for university in universities:  # 支持某学院与我县共建: what the university is given
        if university.start - 2 >= start and text.startswith("支持", university.start - 2 - start):
            text = text[: university.start - 2 - start] + "··" + text[university.start - start :]
    partners = _partners(context, start, end)
    scope = context.scope_at(start)
    if "我校" not in text or scope is None or scope.kind != "document":  # 我校 may be named only further down
        partners = _nearest(context, universities, partners)
    home = _home_partner(context, start, end)
    pairs: list[Pair] = []
    for relation, cue in relations(text):
        chosen = [p for p in partners if _in_reach(context, p, partners, relation, start + cue)]
        if relation == "joint" and home is not None and _WITH_IT.search(text, 0, cue):
            # 深化与某大学的合作，推进…托管县一中
            chosen = [home, *(p for p in chosen if JOINT.search(context.folded[slice(*context.outline.clause(p.start))]))]
        both = scope is not None and _of_both(context, scope, relation, text)
        apart = not any(p.start < context.outline.clause(start + cue)[1] for p in chosen)
        if home is not None and apart and (not chosen or relation == "support") and _BETWEEN_US.search(text, 0, cue):
            chosen = [home, *chosen]  # 与甲大学、乙大学签订协议，由…托管某中学
        if partners and not chosen and not both:
            continue
        if not chosen and home is not None:
            chosen = [home]
        if not chosen and both and scope:
            chosen = [_as_partner(context, n) for n in scope.subjects if n.type in ("region", "agency")][:1]
        each = _one_by_one(context, _distinct(universities), _distinct(chosen))
        for university in _distinct(universities):
            for partner in chosen if each is None else each[university.name]:
                if _together(context, university, partner, relation, start, end):
                    pairs.append(Pair(university.name, partner, relation, *(whole or (start, end))))
    return pairs


def _of_both(context: Context, scope: Scope, relation: str, text: str) -> bool:
    """双方: the parties of an item, or those two that the title of news names."""
    if "双方" not in text or relation == "support":
        return False
    if scope.kind == "item":
        return relation == "joint"
    parties = [n for n in scope.subjects if n.type in ("region", "agency")]
    universities = [n for n in scope.subjects if n.type == "university"]
    both = len({_as_partner(context, n).name for n in parties}) == 1 and len(universities) == 1
    return context.scene.metadata.doc_type == "news" and scope.kind == "document" and both and _BOTH_DO.search(text) is not None


#: 双方将共建, 双方联合开展, not 双方合作期限为五年
_BOTH_DO = regex.compile(r"双方(?:将|已|拟|计划|约定|商定|共同|联合|共建|就)")
#: what a document that speaks for a region says of itself and a university, without naming the region
_BETWEEN_US = regex.compile(r"(?:^|[,。;:.、])(?:积极|主动|先后|分别)?[与和同][^,。;]{2,60}?(?:签订|签署|建立|达成|结成|开展)?[^,。;]{0,6}$")
_WITH_IT = regex.compile(r"(?:^|[,。;:.、])(?:深化|加强|推进|拓展|巩固|扩大)[与和同][^,。;]{2,24}的(?:战略|深度|全面|校地)*$")


def _one_by_one(context: Context, universities: list[Name], partners: list[Name]) -> dict[str, list[Name]] | None:
    """甲、乙两大学分别帮扶A县、B县: two lists of one length, member by member; none where nothing is told in this way."""
    if len(universities) < _PAIR or len(universities) != len(partners):
        return None
    first, second = sorted((universities, partners), key=lambda names: names[0].start)
    if "分别" not in context.folded[first[-1].end : second[0].start]:
        return None
    return {u.name: [p] for u, p in zip(universities, partners, strict=True)}


def _without_bodies(context: Context, start: int, end: int) -> str:
    """The text of a range without the names of bodies: 教育指导中心 guides nobody."""
    text = context.folded[start:end]
    for name in context.names_in(start, end, "agency"):
        text = text[: name.start - start] + "·" * (name.end - name.start) + text[name.end - start :]
    return text[: end - start]


def _nearest(context: Context, universities: list[Name], partners: list[Name]) -> list[Name]:
    """Partners of the university's own clause or later; earlier ones only where it is the agent (…等4所学校，由某学院支持)."""
    first = min((u.start for u in universities), default=0)
    clause = context.outline.clause(first)[0]
    # 由某学院支持; 甲、乙两校先行…，与某大学共建: the clause before says with whom
    asked = context.folded[max(0, first - 2) : first] == "聘请"  # 某县举行聘任仪式,聘请某学院教师
    agent = asked or context.folded[first - 1 : first] == "由" or (first - 1 == clause and context.folded[clause] in "与同和")
    if agent or all(u.start != first for u in context.names_in(first, first + 1, "university")):
        return partners
    return [p for p in partners if p.end > clause]


def _distinct(names: list[Name]) -> list[Name]:
    seen: dict[str, Name] = {}
    for name in names:
        seen.setdefault(name.name, name)
    return list(seen.values())


def _in_reach(context: Context, partner: Name, partners: list[Name], relation: str, cue: int) -> bool:
    """Whether a partner stands where the cue of the relation can mean it."""
    if partner.rule == "reference":
        return True
    clause = context.outline.clause(cue)
    if relation == "signing":
        # 与县政府签订托管某中学的协议: what is agreed on signs nothing
        agreed = partner.type == "school" and partner.start > cue and any(p.end <= cue for p in partners)
        return partner.start < clause[1] and not agreed  # 签订协议，在某校挂牌: the school signs nothing
    if relation == "base":
        return partner.type != "agency" or all(p.type == "agency" for p in partners)
    if relation == "joint" and partner.start >= clause[1] and partner.type != "agency":
        # 双方共建教研基地，选派教师到甲校支教: the clause of the partner says what is done with it
        own = context.folded[slice(*context.outline.clause(partner.start))]
        if UNION.match(context.folded, cue) and rx.search(r"参[加与]", own):
            return True  # 成立教研共同体,甲县14所学校参加
        return JOINT.search(own) is not None or not (SUPPORT.search(own) or BASE.search(own))
    if relation == "support" and context.folded.startswith(("托管", "帮扶", "结对帮扶"), cue):
        doer = next((n for n in context.names_in(clause[0], cue, "school") if n.end == cue), None)
        if doer is not None and not rx.search(r"[对到赴在向为与和同]$", context.folded[doer.start - 1 : doer.start]):
            return False  # 由某大学附属中学托管某中学
    own = context.folded[slice(*context.outline.clause(partner.start))]
    if context.folded.startswith("联合教研", cue) and partner.type == "school" and partner.end <= clause[0] and SUPPORT.search(own) and not JOINT.search(own):
        return False  # 选派研究生到甲校支教,每学期开展联合教研
    if relation == "joint" and partner.end <= clause[0]:
        # 选派专家到甲校，还与我区联合教研: the cue's own clause says with whom
        return rx.search(r"[与同和][\u4e00-\u9fff]{1,20}$", context.folded[clause[0] + 1 : cue]) is None
    return True


def _home_partner(context: Context, start: int, end: int) -> Name | None:
    """我县, 我区, 试点校 of the article's district: the region the document or article speaks for."""
    text = context.folded[start:end]
    own = context.scene.metadata.doc_type in ("summary", "plan", "report", "opinion", "notice") and rx.search(
        r"选派|派出|聘请|到校|帮扶|结对|合作|共建|驻校|支教|实习", text
    )
    if not own and not rx.search(r"我[县区市州旗]|全[县区市]|该[县区市]|本[县区市]|县域", text):
        scope = context.scope_at(start)
        if not (
            scope
            and scope.kind == "article"
            and any(n.type == "region" for n in scope.subjects)
            and not any(n.type == "university" for n in scope.subjects)
        ):
            return None
    chain = context.findings.entities.chain_at(start)
    ours = rx.search(r"[我本](?P<level>[县区市州旗])", text)
    if ours and context.home_region(ours["level"]):  # in an item that names another place 我县 is still the document's
        chain = context.findings.entities.places.home
    entry = context.scene.rules.gazetteer.region(chain[-1], context.scene.day) if chain else None
    if entry is None or entry.kind == "province":
        return None
    return Name(start, end, "region", entry.name, f"region:{entry.id}", "reference", entry.id, entry.kind)


#: members that two lists side by side have at least
_PAIR = 2
#: 某集团分别与甲大学、乙研究院签订: who each of the list has to do with; 教师来自甲学院、乙中学: where they come from
_EACH_WITH = regex.compile(r"(?:分别(?:与|和|同)|(?P<from>来自))[^,。;]*$")


def _each_by_itself(context: Context, university: Name, partner: Name) -> bool:
    """Whether both only stand in a list with whom a third one has to do."""
    first, last = sorted((university, partner), key=lambda n: n.start)
    clause = context.outline.clause(first.start)
    if last.start >= clause[1] or last.start <= first.end:
        return False
    listed = context.folded[first.end : last.start]
    between = _EACH_WITH.search(context.folded, clause[0], first.start)
    if between is None or "与" in listed or not rx.search(r"[、和]", listed):
        return False
    if between["from"]:
        return True
    if "、" not in listed:
        return False
    third = context.names_in(clause[0], between.start(), "university", "region", "agency", "school")
    return all(context.names_firm(n) for n in third)


def _together(context: Context, university: Name, partner: Name, relation: str, start: int, end: int) -> bool:
    """Whether the sentence binds the two by this relation, rather than merely naming both."""
    text = _without_bodies(context, start, end)
    if partner.name == university.name:
        return False
    if (
        _NO_PARTNER.search(text)
        and relation in ("support", "joint")
        and not rx.search(r"结对|帮扶|共建|合作|支教|(?<!业务)指导(?!单位)", text)
    ):
        return False
    if partner.type == "agency" and (relation == "support" or (relation == "joint" and officer_attends(context, partner))):
        return False
    if relation == "signing" and partner.type == "school" and context.folded[partner.start - 1] == "在":
        return False
    if relation == "signing" and partner.type == "agency" and only_watches(context, partner):
        return False
    if _each_by_itself(context, university, partner):
        return False
    if relation == "support" and partner.type == "region" and partner.rule != "reference":
        # 对口支持甲县、乙县: what stands before the list counts for each member
        first = partner.start
        while (listed := next((n for n in context.names_in(start, first, "region") if n.end == first - 1), None)) and (
            context.folded[first - 1] in "、和与"
        ):
            first = listed.start
        before = context.folded[start:first]
        hosts = first - context.outline.clause(first)[0] <= 1 and rx.search(r"受聘|聘任|聘请", text) is not None
        return (
            hosts
            or bool(_VISIT.search(before))
            or rx.search(r"(?:帮扶|扶贫|支持|支援|对口|结对|为|与|对|开进|接收)[^,。;]{0,6}$", before) is not None
        )
    return True
