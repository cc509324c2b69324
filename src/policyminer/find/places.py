"""Regions: provinces, prefectures, counties, functional areas, townships; each with the adcode valid at the time.

Full names are taken as they are. Short names need support: the region above them right before, a county right behind,
or the full name elsewhere in the document; characters such as 昌 or 藏 need a verb of place (在昌, 驻芜, 进藏).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import regex
import rjieba

from policyminer.find.protect import Spans, spans
from policyminer.find.scene import Name, Scene, aligned
from policyminer.rules.gazetteer import Entry, Gazetteer, Hit

_LEVEL = {"province": 1, "prefecture": 2, "county": 3, "zone": 3, "town": 4}
#: behind a short name these make another name or word: 湖南路, 河南话, 西藏班, 南昌中学
_NO_SHORT_AFTER = regex.compile(
    r"(?:路|街|大道|大桥|[东西南北]路|话|菜|籍|商会|中学|小学|高中|初中|[一二三四五六七八九十]中|幼儿园|班|银行|日报|晚报|卫视|电视|大学|学院|师大|农大|舰|岸|机场|火车站|高铁|号|牌|酒|茶)"
)
#: platforms, papers and stations are no places: 芜湖智慧教育平台
_PLATFORM = regex.compile(r"[\u4e00-\u9fff”]{0,10}(?:平台|客户端|公众号|频道|日报|晚报|卫视|APP)")
_BANK_SIDE = regex.compile(r"[岸侧边部面]")
_RIVER = set("黄沿运淮内两跨过沙洛")
_GENERIC_ZONE = regex.compile(
    r"(?:(?:国家(?:级)?)?(?:高新技术产业|高新技术|经济技术|经济)开发区|高新区|经开区|综合保税区|综保区|临空经济区|空港经济区|自贸(?:试验)?区|(?:(?:(?![到在和与组会协府委对的])[\u4e00-\u9fff]){2,6}?(?:产业集中区|大桥开发区|开发区|新区|风景名胜区|旅游度假区)))"
)
_ZONE_SHORT = {"高新技术产业开发区": "高新区", "高新技术开发区": "高新区"}
_TOWN = regex.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,5}?(?:街道(?!办)|镇(?![上里内江域级])|乡(?![村镇里土情贤愁亲]))|[\u4e00-\u9fff]{1,5}?街道(?=办))"
)
_TOWN_NOT = regex.compile(
    r"^(?:小?城镇|.?乡镇|集镇|村镇|.*小镇|.*地区乡|.{0,2}[重名古特]镇)$|(?:各乡|各镇|该镇|该乡|本镇|全镇|全乡|[个两三四五六七八九十\d]乡|[个两三四五六七八九十\d]镇|家乡|下乡|返乡|回乡|城乡|老乡|故乡)$"
)
#: 湖镇镇、詹家镇等6个乡镇 | 在马头镇召开
_LISTED_TOWN = regex.compile(
    r"(?<=[、,。;:\n(在到赴与和])(?P<name>[\u4e00-\u9fff]{1,5}(?:镇|乡|街道))(?=[、和与等,。;)(]|中心|召开|举行|政府|党委|开展)"
)
_PLACE_VERB = regex.compile(r"(?:[在驻赴来进援入抵离留返]|支援|走进)$")
_PLACE_AFTER = regex.compile(
    r"(?:举[行办]|召开|开[展班幕]|各|教师|考察|调研|投资|企业|干部|学习|支教|办学|工作|高校|师生|启动|成功|正式|隆重|圆满|单位|部队|央企|就业|创业|落户|[,。、;]|的|和|与|指导|参加|期间|人[才员])"
)
#: 到汉中走访, 在宜昌召开: a city's short name between a verb of going and one of doing
_VISITED = regex.compile(r"(?:在|到|赴|来到|前往|抵达|走进)(?=[\u4e00-\u9fff])")
_HELD_AFTER = regex.compile(
    r"(?:举行|举办|召开|开班|启动|开幕|走访|调研|考察|慰问|开展|指导|座谈|交流|参加|揭牌|签约|培训|闭幕|落幕|隆重|顺利|正式)"
)
_PAIR_AFTER = regex.compile(r"(?:结对|对口|合作|帮扶|协作|两地|携手|共建|联动|协同|交流|情)")


@dataclass(frozen=True, slots=True)
class Places:
    """Region mentions of a document and what its home is (adcodes from the province down)."""

    names: tuple[Name, ...]
    home: tuple[str, ...]
    characters: dict[str, str]


def level_of(kind: str) -> int:
    """1 province, 2 prefecture, 3 county or zone, 4 township."""
    return _LEVEL.get(kind, 3)


def _parent_chain(gazetteer: Gazetteer, entry: Entry) -> tuple[str, ...]:
    return gazetteer.chain(entry.parent) if entry.id.startswith("zone:") else gazetteer.chain(entry.id)[:-1]


class _Resolver:
    """Chooses among regions of one name: by the unit written before, by the home, by the others in the document."""

    def __init__(self, scene: Scene, home: tuple[str, ...], known: set[str]) -> None:
        self.scene, self.home, self.known = scene, home, known
        self.gazetteer = scene.rules.gazetteer

    def choose(self, entries: Iterable[Entry], before: Name | None) -> Entry | None:
        candidates = [e for e in entries if e.type == "region"]
        in_force = [e for e in candidates if e.holds(self.scene.day)]
        if not in_force and candidates and self.scene.day is None:
            in_force = [max(candidates, key=lambda e: (e.valid_to or date.max, e.id))]
        candidates = in_force or candidates
        ids = {e.id for e in candidates}
        if len(ids) == 1:
            return candidates[-1]
        if before is not None and before.adcode:
            under = [e for e in candidates if before.adcode in _parent_chain(self.gazetteer, e)]
            if under:
                return under[0]
        for adcode in reversed(self.home):
            near = [e for e in candidates if adcode in (*_parent_chain(self.gazetteer, e), e.id)]
            if len({e.id for e in near}) == 1:
                return near[0]
        near = [e for e in candidates if self.known & set(_parent_chain(self.gazetteer, e))]
        return near[0] if len({e.id for e in near}) == 1 else None


def _usable(scene: Scene, hit: Hit, common: frozenset[str]) -> bool:
    """Guards on full names: 大学生, 合作市级, 郊区 and the like."""
    folded = scene.folded
    after = folded[hit.end : hit.end + 2]
    if scene.protected.titles.overlaps(hit.start, hit.end) or scene.protected.codes.overlaps(hit.start, hit.end):
        return False
    kinds = {e.type for e in hit.entries}
    if "university" in kinds:
        return not (hit.surface.endswith("大学") and after[:1] == "生") and not after.startswith(("出版", "学报"))
    if "region" in kinds:
        if hit.surface[-1] in "省市县区州" and after[:1] in ("域", "情"):
            return False
        stem = hit.surface[:-1]
        if hit.surface[-1] in "市县区" and (
            stem in common or len(stem) < 2 or hit.surface in scene.rules.gazetteer.common_words
        ):
            before = folded[max(0, hit.start - 1) : hit.start]
            if before in tuple("省市州"):
                return True
            if (
                after[:1] in tuple("级域场民")
                or before in tuple("该全各本我贫强富每")
                or not aligned(folded, hit.start, hit.end)
            ):
                return False
            alone = not regex.match(r"[\u4e00-\u9fff]", before or "。") or before in tuple("到赴在和与由从")
            unique = len({e.id for e in hit.entries if e.type == "region" and e.holds(scene.day)}) == 1
            plain = hit.surface[-1] == "县" and len(stem) > 1 and hit.surface not in scene.rules.gazetteer.common_words
            return plain or (alone and unique and hit.surface[-1] == "县") or _at_home(scene, hit)
        if hit.surface[-1] == "市" and after[:1] in ("场", "级") and after != "级(":
            return after[:1] == "级" and len(stem) > 2
        if hit.surface in scene.rules.provinces and hit.surface[-1] not in "省市区":
            before = folded[hit.start - 1 : hit.start]
            return (
                not _NO_SHORT_AFTER.match(folded, hit.end)
                and not _PLATFORM.match(folded, hit.end)
                and not (before in _RIVER and _BANK_SIDE.match(folded, hit.end))
            )
    return True


def _at_home(scene: Scene, hit: Hit) -> bool:
    """Whether a name that is also a common word lies in the province that the issuer or title names."""
    words = f"{scene.metadata.issuer or ''} {scene.metadata.title or ''} {scene.folded[:400]}"
    gazetteer = scene.rules.gazetteer
    for entry in hit.entries:
        above = (
            [gazetteer.region(code, scene.day) for code in _parent_chain(gazetteer, entry)]
            if entry.type == "region"
            else []
        )
        for region in above:
            if region and (
                region.name in words
                or regex.sub(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$", "", region.name) in words
            ):
                return True
        if entry.type == "region" and any(
            (source or "").startswith(entry.name) for source in (scene.metadata.issuer, scene.metadata.title)
        ):
            return True
    return False


def find_home(scene: Scene, hits: list[Hit]) -> tuple[str, ...]:
    """The region a document speaks for: of its issuer, its title, its number, else the one named most."""
    gazetteer = scene.rules.gazetteer
    meta = scene.metadata
    fields = scene.outline.lines.fields
    province_hint: tuple[str, ...] = ()
    number = meta.doc_number or ""
    if number:
        code = scene.rules.characters.get(number[0])
        province_hint = (code,) if code else ()
    for source in (meta.issuer, meta.title, fields.get("source"), fields.get("site"), fields.get("column")):
        if not source:
            continue
        found = [h for h in gazetteer.find(source) if any(e.type == "region" for e in h.entries)]
        found = [h for h in found if h.start == 0 or len(h.surface) > 2 or any(o.end == h.start for o in found)]
        chain = _best_chain(gazetteer, found, scene, province_hint)
        if chain:
            return chain
    counts: Counter[str] = Counter()
    for hit in hits:
        entries = {e.id: e for e in hit.entries if e.type == "region" and e.holds(scene.day)}
        if len(entries) == 1:
            chain = gazetteer.chain(next(iter(entries)))
            for code in chain:
                counts[code] += 1
    if province_hint:
        return province_hint
    total = sum(c for code, c in counts.items() if code.endswith("0000"))
    home: tuple[str, ...] = ()
    for suffix, share in (("0000", 0.6), ("00", 0.6), ("", 0.6)):
        inside = [
            (c, code)
            for code, c in counts.items()
            if _is_level(code, suffix) and (not home or home[-1] in gazetteer.chain(code))
        ]
        if not inside:
            continue
        best = max(inside)
        if best[0] >= share * total and total >= 2:
            home = gazetteer.chain(best[1])
    return home


def _is_level(code: str, suffix: str) -> bool:
    if suffix == "0000":
        return code.endswith("0000")
    if suffix == "00":
        return code.endswith("00") and not code.endswith("0000")
    return not code.endswith("00")


def _best_chain(gazetteer: Gazetteer, hits: list[Hit], scene: Scene, hint: tuple[str, ...]) -> tuple[str, ...]:
    """The most specific region of an issuer or title, read along its chain (江西省南昌市 → 南昌市)."""
    chain: tuple[str, ...] = hint
    for hit in hits:
        entries = [e for e in hit.entries if e.type == "region" and e.holds(scene.day)] or [
            e for e in hit.entries if e.type == "region"
        ]
        under = [e for e in entries if chain and chain[-1] in _parent_chain(gazetteer, e)]
        ids = {e.id for e in (under or entries)}
        if len(ids) == 1:
            entry = (under or entries)[0]
            code = entry.parent if entry.id.startswith("zone:") else entry.id
            following = gazetteer.chain(code)
            if not chain or chain[-1] in following:
                chain = following
        if chain and not under and chain is not hint:
            continue
    return chain if hits else ()


def _entity(entry: Entry) -> str:
    return entry.id if entry.id.startswith("zone:") else f"region:{entry.id}"


def _to_name(hit: Hit, entry: Entry | None, surface_name: str) -> Name:
    if entry is None:
        return Name(
            hit.start,
            hit.end,
            "region",
            surface_name,
            f"learned:region:{surface_name}",
            "region.ambiguous",
            None,
            "county",
        )
    adcode = None if entry.id.startswith("zone:") else entry.id
    return Name(
        hit.start,
        hit.end,
        "region",
        entry.name,
        _entity(entry),
        "region.full",
        adcode,
        "zone" if adcode is None else entry.kind,
    )


def find_places(scene: Scene, hits: list[Hit], claimed: Spans) -> Places:
    """All regions of a document. ``hits`` are the full names found; ``claimed`` are universities and other names."""
    gazetteer, folded = scene.rules.gazetteer, scene.folded
    usable = [h for h in hits if _usable(scene, h, scene.rules.common_words)]
    regions = [h for h in usable if any(e.type == "region" for e in h.entries) and not claimed.overlaps(h.start, h.end)]
    home = find_home(scene, regions)
    known = {
        code
        for h in regions
        for e in h.entries
        if e.type == "region"
        for code in (gazetteer.chain(e.id) if len(h.entries) == 1 else ())
    }
    resolver = _Resolver(scene, home, known)
    names: list[Name] = []
    for hit in regions:
        before = names[-1] if names and names[-1].end == hit.start else None
        entry = resolver.choose(hit.entries, before)
        names.append(_to_name(hit, entry, hit.surface))
    names += _short_names(scene, names, claimed, resolver)
    names.sort(key=lambda n: n.start)
    names += _generic_zones(scene, names, claimed, home)
    names.sort(key=lambda n: n.start)
    names += _towns(scene, names, claimed)
    names.sort(key=lambda n: n.start)
    characters = _document_characters(scene, names, home)
    names += _characters(scene, names, claimed, characters)
    names.sort(key=lambda n: (n.start, -n.end))
    kept: list[Name] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return Places(tuple(kept), home, characters)


def _short_names(scene: Scene, names: list[Name], claimed: Spans, resolver: _Resolver) -> list[Name]:
    """Short names of prefectures and counties, where something supports them."""
    gazetteer, folded = scene.rules.gazetteer, scene.folded
    taken = spans([(n.start, n.end) for n in names])
    supported: dict[str, Entry] = {}
    for name in names:
        entry = gazetteer.region(name.adcode, scene.day)
        if entry and entry.kind in ("prefecture", "county"):
            for stem in _stems_of(entry):
                supported.setdefault(stem, entry)
    for code in scene.rules.gazetteer.chain(resolver.home[-1] if resolver.home else None):
        entry = gazetteer.region(code, scene.day)
        if entry and entry.kind in ("prefecture", "county"):
            for stem in _stems_of(entry):
                supported.setdefault(stem, entry)
    found: list[Name] = []

    def add(start: int, stem: str, entry: Entry, rule: str) -> None:
        end = start + len(stem)
        if (
            not taken.overlaps(start, end)
            and not claimed.overlaps(start, end)
            and not scene.protected.titles.overlaps(start, end)
        ):
            found.append(Name(start, end, "region", entry.name, _entity(entry), rule, entry.id, entry.kind))

    for stem, entry in supported.items():
        if stem in scene.rules.common_words:
            continue
        position = folded.find(stem)
        while position >= 0:
            after = folded[position + len(stem) : position + len(stem) + 1]
            if _PLATFORM.match(folded, position + len(stem)):
                after = "市"
            if after not in tuple("市县区州盟旗省") and not _NO_SHORT_AFTER.match(folded, position + len(stem)):
                add(position, stem, entry, "region.short")
            position = folded.find(stem, position + len(stem))
    # 江西南昌 | 河南省新乡: a short name right behind the region above it
    for name in names:
        if name.kind in ("province", "prefecture") and name.adcode:
            for size in (5, 4, 3, 2):
                stem = folded[name.end : name.end + size]
                under = [
                    e
                    for e in gazetteer.stems.get(stem, ())
                    if e.type == "region" and name.adcode in _parent_chain(gazetteer, e) and e.holds(scene.day)
                ]
                if (
                    under
                    and stem not in scene.rules.common_words
                    and not _NO_SHORT_AFTER.match(folded, name.end + size)
                ):
                    add(name.end, stem, under[0], "region.short")
                    break
    # 三明尤溪县: a city's short name right before its own county
    for name in names:
        if name.kind == "county" and name.adcode:
            for size in (4, 3, 2):
                stem = folded[max(0, name.start - size) : name.start]
                own = [e for e in gazetteer.stems.get(stem, ()) if e.kind == "prefecture" and e.id in gazetteer.chain(name.adcode)]
                if own and e_holds(own, scene):
                    add(name.start - size, stem, own[0], "region.short")
                    break
    for match in _VISITED.finditer(folded):
        for size in (4, 3, 2):
            stem = folded[match.end() : match.end() + size]
            cities = [e for e in gazetteer.stems.get(stem, ()) if e.kind == "prefecture" and e.holds(scene.day)]
            if (
                len(cities) == 1
                and stem not in scene.rules.common_words
                and _HELD_AFTER.match(folded, match.end() + size)
            ):
                add(match.end(), stem, cities[0], "region.visited")
                break
    unique: dict[tuple[int, int], Name] = {}
    for item in sorted(found, key=lambda n: (n.start, n.start - n.end)):
        unique.setdefault((item.start, item.end), item)
    return list(unique.values())


def e_holds(entries: list[Entry], scene: Scene) -> bool:
    """Whether any of the entries is in force on the document's day."""
    return any(e.holds(scene.day) for e in entries)


def _stems_of(entry: Entry) -> list[str]:
    stem = regex.sub(r"(?:自治[州县旗]|地区|[市县区盟州])$", "", entry.name)
    return [stem] if len(stem) >= 2 and stem != entry.name else []


def _city_stem(scene: Scene, adcode: str | None) -> tuple[str, str] | None:
    """(stem, adcode) of the prefecture-level city or municipality above ``adcode``."""
    gazetteer = scene.rules.gazetteer
    for code in reversed(gazetteer.chain(adcode)):
        entry = gazetteer.region(code, scene.day)
        if entry and (entry.kind == "prefecture" or entry.name.endswith("市")) and entry.kind != "county":
            return regex.sub(r"市$", "", entry.name), code
    return None


def _generic_zones(scene: Scene, names: list[Name], claimed: Spans, home: tuple[str, ...]) -> list[Name]:
    """高新区 and its kind: named after the city before them or the document's city."""
    folded = scene.folded
    ends = {n.end: n for n in names}
    taken = spans([(n.start, n.end) for n in names])
    found: list[Name] = []
    for match in _GENERIC_ZONE.finditer(folded):
        start, end = match.span()
        if taken.overlaps(start, end) or claimed.overlaps(start, end) or scene.protected.titles.overlaps(start, end):
            continue
        before = ends.get(start)
        listed = folded[start - 1 : start] in ("、", "和") and (
            start - 1 in ends or any(f.end == start - 1 for f in found)
        )
        alone = regex.search(r"(?:^|[,。;:\n、和与在由])(?:省)?$", folded[max(0, start - 2) : start]) is not None
        specific = not regex.fullmatch(
            r"(?:[各全该本为示范设立新建]*)(?:经济|产业)?(?:开发区|新区|园区)", match.group()
        )
        known_kind = bool(regex.match(r"高新|经开|(?:国家级?)?(?:高新技术|经济)", match.group()))
        if (
            before is None
            and not (known_kind and (alone or listed) and home and len(home) > 1)
            and not (specific and listed and home)
        ):
            continue
        city = _city_stem(scene, before.adcode if before else home[-1])
        if city is None:
            if before is None or not known_kind:
                continue
            city = (regex.sub(r"[市县区]$", "", before.name), before.adcode or "")
        short = _ZONE_SHORT.get(match.group(), match.group()) if before else match.group()
        name = f"{city[0]}{short}"
        found.append(Name(start, end, "region", name, f"zone:{city[1]}:{short}", "region.zone", None, "zone"))
    return found


def _towns(scene: Scene, names: list[Name], claimed: Spans) -> list[Name]:
    """Townships and streets: learnt right behind a county, then taken wherever they are named."""
    folded = scene.folded
    taken = spans([(n.start, n.end) for n in names])
    learnt: dict[str, str] = {}
    for name in names:
        if name.kind in ("county", "prefecture", "zone"):
            match = _TOWN.match(folded, name.end)
            if (
                match
                and not _TOWN_NOT.search(match["name"])
                and 2 <= len(match["name"]) <= 6
                and not regex.search(r"[的在和与各有及]", match["name"])
            ):
                learnt.setdefault(match["name"], name.adcode or "")
    for match in _LISTED_TOWN.finditer(folded):
        town = match["name"]
        for word in rjieba.cut(town):
            if word not in scene.rules.lexicon("boundary_words"):
                break
            town = town[len(word) :]
        if len(town) < 2:
            continue
        listed = folded[match.end("name")] == "、" or regex.search(
            r"(?:镇|乡|街道)、$", folded[max(0, match.end("name") - len(town) - 3) : match.end("name") - len(town)]
        )
        plain = town[:-1] in scene.rules.lexicon("ordinary_words") and not listed
        if (
            not _TOWN_NOT.search(town)
            and not regex.search(r"[的在和与各有及等全该本以带]", town[:-1])
            and not plain
            and aligned(folded, match.end("name") - len(town), match.end("name"))
        ):
            learnt.setdefault(town, "")
    found = []
    for town, parent in learnt.items():
        position = folded.find(town)
        while position >= 0:
            end = position + len(town)
            if (
                not taken.overlaps(position, end)
                and not claimed.overlaps(position, end)
                and not scene.protected.titles.overlaps(position, end)
            ):
                found.append(
                    Name(position, end, "region", town, f"learned:region:{parent}:{town}", "region.town", None, "town")
                )
            position = folded.find(town, end)
    return found


def _document_characters(scene: Scene, names: list[Name], home: tuple[str, ...]) -> dict[str, str]:
    """Characters that stand for a region in this document: 昌 where 南昌市 is home or named."""
    found: dict[str, str] = {}
    present = {n.adcode for n in names if n.adcode} | set(home)
    for code, character in scene.rules.region_characters:
        if code in present:
            found.setdefault(character, code)
    for name in names:
        # 卢 for 卢氏县: the first character of a county the document names
        if name.kind == "county" and name.adcode and len(name.name) > 2:
            found.setdefault(name.name[0], name.adcode)
    return found


def _characters(scene: Scene, names: list[Name], claimed: Spans, characters: dict[str, str]) -> list[Name]:
    """在昌举行, 驻芜各单位, 进藏干部, 郑卢结对."""
    folded, gazetteer = scene.folded, scene.rules.gazetteer
    taken = spans([(n.start, n.end) for n in names])
    provincial = {char: code for code, char in scene.rules.region_characters if code.endswith("0000")}
    found: list[Name] = []

    def add(position: int, code: str) -> None:
        entry = gazetteer.region(code, scene.day)
        blocked = (
            taken.overlaps(position, position + 1)
            or claimed.overlaps(position, position + 1)
            or scene.protected.titles.overlaps(position, position + 1)
        )
        if entry and not blocked:
            found.append(
                Name(
                    position,
                    position + 1,
                    "region",
                    entry.name,
                    _entity(entry),
                    "region.character",
                    entry.id,
                    entry.kind,
                )
            )

    near = {code[:2] for code in characters.values()}
    cities = {
        char: code
        for code, char in scene.rules.region_characters
        if not code.endswith("0000") and code[:2] in near and char not in characters
    }
    pattern = regex.compile("[" + "".join(sorted({*characters, *provincial, *cities})) + "]")
    position = 0
    for match in pattern.finditer(folded):
        at = match.start()
        if at < position:
            continue
        char, following = folded[at], folded[at + 1 : at + 2]
        if (
            char in characters
            and following in characters
            and characters[char] != characters[following]
            and _PAIR_AFTER.match(folded, at + 2)
        ):
            add(at, characters[char])
            add(at + 1, characters[following])
            position = at + 2
        elif char in "京藏" and folded[at - 1 : at] in tuple("在进援入赴") and (char == "藏" or _HELD_AFTER.match(folded, at + 1)):
            add(at, provincial[char])
        elif char in cities and folded[at - 1 : at] == "在" and _HELD_AFTER.match(folded, at + 1):
            add(at, cities[char])
        elif (
            (char in characters or (char == "藏" and char in provincial))
            and _PLACE_VERB.search(folded[max(0, at - 2) : at])
            and (_PLACE_AFTER.match(folded, at + 1) or (char == "藏" and folded[at - 1 : at] in tuple("援进入在")))
        ):
            add(at, characters.get(char) or provincial[char])
    return found


def with_home(places: Places, home: tuple[str, ...]) -> Places:
    """The same places under another home."""
    return replace(places, home=home)
