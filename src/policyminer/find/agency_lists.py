"""Bodies that leave their owner to the one before them in a list, to the place of an item or to the whole document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from policyminer.find.bodies import Bodies
from policyminer.find.departments import agency, extended, runs_into_word
from policyminer.find.protect import Spans, spans
from policyminer.find.scene import Home, Name, Scene, aligned
from policyminer.patterns import rx

_ALSO_HEADS = regex.compile(r"(?:党组(?:成员|副书记)|副[县区市]长|副主席|副主任)、")  # 某县政府党组成员、农业农村局局长
_HEADS = regex.compile(r"(?:党[组委]书记、)?副?(?:局长|厅长|主任)")
_GOVERNMENT_TOO = regex.compile(r"[、和]?政府(?![部采购])")  # 石桥镇党委、政府
_LIST_MARKS = ("、", "和", "与", "及")
#: what parts a body from those of the same owner that work with it
_TOGETHER = regex.compile(r"(?:积极|主动)*(?:联合|会同|协同|联同|协调)")
#: bodies of two characters that a list names without their owner
_SHORT_SIBLINGS = frozenset(["政协", "人大", "法院", "纪委", "监委", "编办", "团委"])
#: 各县文化馆, 乡镇文化馆, 数字文化馆: a class, or another hall
_LEVEL_BEFORE = tuple("省市县区州旗镇乡村级字慧云类各等、座个家")
_OWNERLESS = regex.compile(
    r"(?:教体局|教育局|教科体局|教育体育局|教育厅|财政厅|财政局|教育事业发展中心|教师发展中心|教研室|发改委|人社局|编办|教育督导室)"
)


#: 教育局党委书记、局长, 教体局人事科科长: what stands behind a body whose people are listed
_POST_BEHIND = regex.compile(r"(?:党[组委](?:副?书记|成员|委员)|(?:常务)?副?局长|[\u4e00-\u9fff]{1,8}(?:主任|[科股]长|总督学))")
#: 某县政府县长, 某县委书记, 某县副县长: whose people the list opens with
_LEADS_LIST = regex.compile(r"(?:人民)?政府|[县区市旗]?委(?![员派托])|(?:常务)?副?[县区市旗]长")


def _owner_of(name: Name) -> str | None:
    """The region that opens the full name of a body."""
    owner = rx.match(r".+?(?:自治[区州县旗]|[省市县区州盟旗])(?![省市县区州])", name.name)
    return owner.group() if owner and len(name.name) > len(owner.group()) else None


def siblings(scene: Scene, taken: list[Name], endings: Bodies, busy: Spans) -> list[Name]:
    """滁州市教体局、科技局、农业农村局: bodies behind one of the same owner, parted by list marks."""
    folded, found = scene.folded, []
    # 市民政局、卫生健康委: the short form of a ministry is here one of the city
    blocked = spans([(n.start, n.end) for n in taken if n.rule != "agency.central" or folded[n.start] in "国中教全"])
    for name in taken:
        if name.name.endswith(("镇党委", "乡党委")) and (both := _GOVERNMENT_TOO.match(folded, name.end)):
            at = both.end() - 2
            found.append(agency(at, at + 2, name.name[:-2] + "政府", "agency.sibling"))
        if name.rule not in ("agency.region", "agency.level"):
            continue
        # 区应急管理局、市场监管局 of a district that nothing names
        owner = _owner_of(name) or (name.name[0] if name.rule == "agency.level" and name.name[0] in "市县区州旗" else None)
        at = name.end
        if joined := _TOGETHER.match(folded, at):
            at = joined.end() - 1  # 县教育局联合|公安局、司法局
        also = _ALSO_HEADS.match(folded, at)
        ending = endings.at(folded, also.end()) if also and owner else None
        if also and ending and len(ending) > 2 and _HEADS.match(folded, also.end() + len(ending)):
            found.append(agency(also.end(), also.end() + len(ending), f"{owner}{ending}", "agency.sibling"))
        while owner and (folded[at : at + 1] in _LIST_MARKS or (joined and at < joined.end())):
            start = at + 1
            ending = endings.at(folded, start)
            if ending is None or (len(ending) < 3 and ending not in _SHORT_SIBLINGS):
                break
            at = extended(scene, start + len(ending))
            if blocked.overlaps(start, at) or busy.overlaps(start, at) or runs_into_word(scene, at):
                break
            found.append(agency(start, at, owner + scene.text[start:at], "agency.sibling"))
    return found


#: where a list of bodies may begin that leaves their owner to the document
_OPENS_LIST = regex.compile(r"(?<=[,。;:(\n由])[\u4e00-\u9fff]{2,12}[局委办厅](?=、[\u4e00-\u9fff]{2,12}[局委办厅中])")
#: bodies that such a list names at least
_MANY = 3


#: 科工商务局 behind three that are known
_LISTED = regex.compile(r"[\u4e00-\u9fff]{2,8}[局委办](?=[、,。;)和与及等])")


def _in_list(folded: str, at: int, known: int) -> str | None:
    """A body that only its place in a list of bodies tells."""
    match = _LISTED.match(folded, at) if known >= _MANY else None
    return match.group() if match else None


def lists_of_home(scene: Scene, taken: list[Name], endings: Bodies, busy: Spans, owner: str | None) -> list[Name]:
    """农业农村局、市场监督管理局、公安局等: three bodies or more without their owner, which is the place of the document."""
    folded, found = scene.folded, list[Name]()
    blocked = spans([(n.start, n.end) for n in taken])
    for match in _OPENS_LIST.finditer(folded) if owner else ():
        at, run = match.start(), list[tuple[int, int]]()
        while ending := endings.at(folded, at) or _in_list(folded, at, len(run)):
            end = extended(scene, at + len(ending)) if len(ending) > 2 else at
            if end == at:
                break
            if any(s.overlaps(at, end) for s in (blocked, busy, scene.protected.titles)) or runs_into_word(scene, end):
                break
            run.append((at, end))
            if folded[end : end + 1] not in _LIST_MARKS:
                break
            at = end + 1
        if len(run) >= _MANY and not rx.match(r"(?:等)?(?:系统|部门(?!负责))", folded[run[-1][1] : run[-1][1] + 4]):
            found += [agency(a, b, f"{owner}{scene.text[a:b]}", "agency.home") for a, b in run]
    return found


def bare_halls(scene: Scene, taken: list[Name], busy: Spans) -> list[Name]:
    """文化馆 beside 县文化馆: the one hall of its kind that the document names with its owner."""
    folded, found = scene.folded, []
    named: dict[str, set[str]] = {}
    for name in taken:
        hall = rx.search(r"(?:文化|图书|博物|美术|档案|科技|方志|纪念|艺术)馆$", name.name)
        if hall and _owner_of(name):
            named.setdefault(hall.group(), set()).add(name.name)
    blocked = spans([(n.start, n.end) for n in taken])
    for word, names in named.items():
        at = folded.find(word) if len(names) == 1 else -1
        while at >= 0:
            end = at + len(word)
            free = folded[at - 1 : at] not in _LEVEL_BEFORE and not rx.match(r"[藏际等]|共?有?\d", folded[end : end + 3])
            taken_by = blocked.overlaps(at, end) or busy.overlaps(at, end) or scene.protected.titles.overlaps(at, end)
            if free and not taken_by and aligned(folded, at, end):
                found.append(agency(at, end, next(iter(names)), "agency.bare"))
            at = folded.find(word, end)
    return found


def _owner_of_list(scene: Scene, regions: Sequence[Name], start: int) -> str | None:
    """The county whose leaders open the sentence in which the people of a body without owner are listed."""
    opens = scene.outline.sentence(start)[0]
    last = bisect_left(regions, start, key=lambda n: n.start) - 1
    region = regions[last] if last >= 0 and regions[last].start >= opens else None
    if region is None or region.kind not in ("county", "prefecture") or not _LEADS_LIST.match(scene.folded, region.end):
        return None
    return region.name


def ownerless(scene: Scene, taken: list[Name], regions: Sequence[Name], chain_at: Home) -> list[Name]:
    """A body without owner behind one with an owner in a list, or alone in an item about one place."""
    folded, found = scene.folded, []
    blocked = spans([(n.start, n.end) for n in taken])
    by_end = {n.end: n for n in taken}
    for match in _OWNERLESS.finditer(folded):
        start, end = match.span()
        if (
            blocked.overlaps(start, end)
            or scene.protected.titles.overlaps(start, end)
            or scene.protected.quotes.overlaps(start, end)
        ):
            continue
        before = folded[max(0, start - 2) : start]
        listed = before[-1:] in ("、", ",", ":") and _POST_BEHIND.match(folded, end)
        if listed and start - 1 not in by_end and (owner := _owner_of_list(scene, regions, start)):
            end = extended(scene, end)
            found.append(agency(start, end, owner + scene.text[start:end], "agency.sibling"))
            continue
        if rx.match(r"(?:部门|系统|长|党组)", folded[end : end + 2]):
            continue
        if (before[-1:] in ("、", "和", "与") and start - 1 in by_end) or (before == "会同" and start - 2 in by_end):
            sibling = by_end[start - 1] if start - 1 in by_end else by_end[start - 2]
            owner = _owner_of(sibling)
            if owner:
                found.append(agency(start, end, owner + scene.text[start:end], "agency.sibling"))
                by_end[end] = found[-1]
        elif before[-1:] in (",", "。", ";", "\n", "由", "经") and scene.item_at(start) is not None:
            chain = chain_at(start)
            entry = scene.rules.gazetteer.region(chain[-1], scene.day) if len(chain) > 1 else None
            if entry:
                found.append(agency(start, end, entry.name + scene.text[start:end], "agency.item"))
    return found
