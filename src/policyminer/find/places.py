"""Regions: provinces, prefectures, counties, functional areas, townships; each with the adcode valid at the time.

Full names are taken as they are. Short names need support: the region above them right before, a county right behind,
or the full name elsewhere in the document; characters such as 昌 or 藏 need a verb of place (在昌, 驻芜, 进藏).
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from policyminer.find.characters import HELD_AFTER, document_characters, find_characters
from policyminer.find.near import near
from policyminer.find.protect import Spans, spans
from policyminer.find.regions import (
    NO_SHORT_AFTER,
    PLATFORM,
    SLOGAN_BEFORE,
    Resolver,
    entity_id,
    frequent_home,
    parent_chain,
    to_name,
    told_home,
    usable,
)
from policyminer.find.scene import Name, Scene, aligned
from policyminer.find.tours import aided, citizens, toured
from policyminer.find.towns import towns
from policyminer.find.zones import generic_zones
from policyminer.patterns import rx
from policyminer.rules.gazetteer import Entry, Gazetteer, Hit

_LEAGUE = regex.compile(r"团(?P<level>[市县区州旗])委")
_LONGER_NAME = regex.compile(r"[市县区州盟旗省镇]|乡(?![村镇情土贤])|街道")
#: 到汉中走访, 在宜昌召开: a city's short name between a verb of going and one of doing
_VISITED = regex.compile(r"(?:在|到|赴|来到|前往|抵达|走进)(?=[\u4e00-\u9fff])")
#: short names before and behind which the same words stand when they are words: 在建设期间, 来合作
_NEVER_ALONE = frozenset(["建设", "合作", "团结", "中心", "资源", "民主", "友好", "共和", "城区", "郊区", "市区", "矿区", "东区", "西区", "南区", "北区", "开发区", "兴业", "宁静", "平安"])
_GOES_TO = regex.compile(r"(?:(?<![存现实内外])在|[来赴]|(?<![达提得看受感直])到|前往|走进|莅临|抵达|深入)$")
_PLACE_ENDS = regex.compile(rf"{HELD_AFTER.pattern}|[,。;、)\n]|期间|学习|参观|视察|检查|督[查导]|投资|创业|务工|就业|挂职|招商|对接|落户|观摩|开学|演出|采风|县城|城区")
_LIST_ENDS = regex.compile(r"[,。;、)\n]|两地|[两三四五]?[县市区](?!场|级|民)|等|协作|合作|结对|签")
_CLOSED_LIST = regex.compile(
    r"(?:(?<=[在到赴为对与由])|(?<![\u4e00-\u9fff]))(?P<items>(?:[\u4e00-\u9fff]{2,9}、){1,15}[\u4e00-\u9fff]{2,9}?)(?:等)?(?:\d{1,2}|[两三四五六七八九十]{1,3})个?(?:县|区|市|旗|县区|州市|市县)"
)
#: the count that closes such a list
_CLOSING_COUNTS = tuple(
    f"{number}{unit}{level}"
    for number in "0123456789两三四五六七八九十"
    for unit in ("", "个")
    for level in "县区市旗州"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Region mentions, and the home (adcodes from the province down): ``told``, or only the region named most."""

    names: tuple[Name, ...]
    home: tuple[str, ...]
    told: bool
    characters: dict[str, str]


def find_places(scene: Scene, hits: list[Hit], claimed: Spans) -> Places:
    """All regions of a document. ``hits`` are the full names found; ``claimed`` are universities and other names."""
    gazetteer = scene.rules.gazetteer
    plain = [h for h in hits if usable(scene, h, scene.rules.common_words)]
    regions = [h for h in plain if any(e.type == "region" for e in h.entries) and not claimed.overlaps(h.start, h.end)]
    told = told_home(scene, regions)
    home = told or frequent_home(scene, regions)
    known = {
        code
        for h in regions
        for e in h.entries
        if e.type == "region"
        for code in (gazetteer.chain(e.id) if len(h.entries) == 1 else ())
    }
    resolver = Resolver(scene, home, known)
    names: list[Name] = []
    for hit in regions:
        before = names[-1] if names and names[-1].end == hit.start else None
        entry = resolver.choose(hit.entries, before, hit.start)
        names.append(to_name(hit, entry, hit.surface))
    names += _short_names(scene, names, claimed, resolver)
    names.sort(key=lambda n: n.start)
    names += generic_zones(scene, names, claimed, home)
    names.sort(key=lambda n: n.start)
    names += towns(scene, names, claimed)
    names.sort(key=lambda n: n.start)
    characters = document_characters(scene, names, home)
    names += find_characters(scene, names, claimed, characters)
    names.sort(key=lambda n: (n.start, -n.end))
    kept: list[Name] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return Places(tuple(kept), home, bool(told), characters)


class _ShortNames:
    """Short names of prefectures and counties, where something supports them."""

    def __init__(self, scene: Scene, names: list[Name], claimed: Spans, resolver: Resolver) -> None:
        self.scene, self.names, self.claimed, self.resolver = scene, names, claimed, resolver
        self.gazetteer, self.folded = scene.rules.gazetteer, scene.folded
        self.common = scene.rules.common_words
        self.taken = spans([(n.start, n.end) for n in names])
        self.found: dict[tuple[int, int], Name] = {}
        self.sought: set[str] = set()
        self.ends = {n.end for n in names}

    def add(self, start: int, stem: str, entry: Entry, rule: str) -> None:
        """Take a short name unless the characters belong to something else."""
        end = start + len(stem)
        blocked = (
            self.taken.overlaps(start, end)
            or self.claimed.overlaps(start, end)
            or self.scene.protected.titles.overlaps(start, end)
            or self.scene.protected.numbers.overlaps(start, end)
        )
        if not blocked:
            self.ends.add(end)
            self.found.setdefault(
                (start, end), Name(start, end, "region", entry.name, entity_id(entry), rule, entry.id, entry.kind)
            )

    def under(self, stem: str, above: str) -> list[Entry]:
        """Regions of a short name below the region ``above``, in force on the document's day."""
        group = self.gazetteer.stems.get(stem, ())
        return [
            e
            for e in group
            if e.type == "region" and above in parent_chain(self.gazetteer, e) and e.holds(self.scene.day)
        ]

    def named_in_full(self) -> None:
        """Short forms of regions that the document names in full, and of its home."""
        gazetteer, day = self.gazetteer, self.scene.day
        codes = [n.adcode for n in self.names] + list(
            gazetteer.chain(self.resolver.home[-1] if self.resolver.home else None)
        )
        supported: dict[str, Entry] = {}
        for code in codes:
            entry = gazetteer.region(code, day)
            if entry and entry.kind in ("prefecture", "county"):
                for stem in _stems_of(entry, gazetteer):
                    supported.setdefault(stem, entry)
        for stem, entry in supported.items():
            if stem not in self.common:
                self._everywhere(stem, entry)

    def common_in_full(self) -> None:
        """来登封考察, 在日照召开, 平阳和登封: short forms that are words too, of regions named in full, where only a place can stand."""
        told = {n.adcode for n in self.names if n.rule == "region.full" and n.kind in ("prefecture", "county")}
        entries = [e for code in sorted(filter(None, told)) if (e := self.gazetteer.region(code, self.scene.day))]
        for entry in entries:
            stem = _stems_of(entry, self.gazetteer)[0] if _stems_of(entry, self.gazetteer) else ""
            at = self.folded.find(stem) if stem in self.common and stem not in _NEVER_ALONE else -1
            while at >= 0:
                if self._can_only_be_a_place(at, at + len(stem)):
                    self.add(at, stem, entry, "region.short")
                at = self.folded.find(stem, at + len(stem))

    def _can_only_be_a_place(self, start: int, end: int) -> bool:
        """Whether somebody goes to what is named there, or another place stands beside it."""
        if _GOES_TO.search(self.folded, max(0, start - 2), start):
            return _PLACE_ENDS.match(self.folded, end) is not None
        if self.folded[start - 1 : start] not in tuple("、和与") or not _LIST_ENDS.match(self.folded, end):
            return False
        return start - 1 in self.ends

    def _everywhere(self, stem: str, entry: Entry, words: bool = False) -> None:
        """A short form wherever nothing beside it says otherwise; with ``words`` only where it is cut as a word."""
        position = self.folded.find(stem)
        while position >= 0:
            end = position + len(stem)
            longer = _LONGER_NAME.match(self.folded, end)  # 某乡, but 某|乡村振兴局
            other = NO_SHORT_AFTER.match(self.folded, end) or PLATFORM.match(self.folded, end)
            slogan = SLOGAN_BEFORE.search(self.folded[max(0, position - 2) : position])
            if not longer and not other and not slogan and (not words or aligned(self.folded, position, end)):
                self.add(position, stem, entry, "region.short")
            position = self.folded.find(stem, end)

    def listed_again(self) -> None:
        """Members of lists wherever else they stand: 甲、乙两县, and later 到乙实习."""
        members = {(self.folded[start:end], n.adcode) for (start, end), n in self.found.items() if n.rule == "region.listed"}
        for stem, adcode in sorted(members):
            entry = self.gazetteer.region(adcode, self.scene.day)
            if entry and stem in self.gazetteer.stems and stem not in self.common:
                self._everywhere(stem, entry, words=True)

    def of_home(self) -> None:
        """Short names of the prefectures of the home province, where they are words of their own: 从遵义到贵阳."""
        for entry in self.gazetteer.prefectures(self.resolver.home[:1], self.scene.day):
            stem = _stems_of(entry, self.gazetteer)[:1]
            if stem and stem[0] not in self.common and stem[0] in self.folded:
                self._everywhere(stem[0], entry, words=True)

    def behind_parents(self) -> None:
        """江西南昌, 河南省新乡: a short name right behind the region above it."""
        for name in self.names:
            if name.kind not in ("province", "prefecture") or not name.adcode:
                continue
            for size in (5, 4, 3, 2):
                stem = self.folded[name.end : name.end + size]
                under = self.under(stem, name.adcode)
                if under and stem not in self.common and not NO_SHORT_AFTER.match(self.folded, name.end + size):
                    self.add(name.end, stem, under[0], "region.short")
                    break

    def before_counties(self) -> None:
        """三明尤溪县: a city's short name right before its own county."""
        for name in self.names:
            if name.kind != "county" or not name.adcode:
                continue
            chain = self.gazetteer.chain(name.adcode)
            for size in (4, 3, 2):
                stem = self.folded[max(0, name.start - size) : name.start]
                own = [
                    e
                    for e in self.gazetteer.stems.get(stem, ())
                    if e.kind == "prefecture" and e.id in chain and e.holds(self.scene.day)
                ]
                if own:
                    self.add(name.start - size, stem, own[0], "region.short")
                    break

    def visited(self) -> None:
        """到汉中走访: a city between a verb of going and one of doing."""
        for match in _VISITED.finditer(self.folded):
            for size in (4, 3, 2):
                stem = self.folded[match.end() : match.end() + size]
                cities = [
                    e for e in self.gazetteer.stems.get(stem, ()) if e.kind == "prefecture" and e.holds(self.scene.day)
                ]
                common = stem in self.common and match.group() != "在"
                if len(cities) == 1 and not common and HELD_AFTER.match(self.folded, match.end() + size):
                    self.add(match.end(), stem, cities[0], "region.visited")
                    break

    def of_committees(self) -> None:
        """喀什地委, 阿克苏行署: the party and the administration of a prefecture that is no city."""
        for word in ("地委", "行署"):
            at = self.folded.find(word)
            while at >= 0:
                for size in (4, 3, 2):
                    stem = self.folded[max(0, at - size) : at]
                    own = [
                        e
                        for e in self.gazetteer.stems.get(stem, ())
                        if e.name.endswith("地区") and e.holds(self.scene.day)
                    ]
                    if own:
                        self.add(at - size, stem, own[0], "region.short")
                        break
                at = self.folded.find(word, at + 1)

    def of_leagues(self) -> None:
        """河源团市委, 福田团区委: the short name of the place whose league it is."""
        for match in near(_LEAGUE, self.folded, ("团市委", "团县委", "团区委", "团州委", "团旗委"), before=3, after=0):
            for size in (n for n in (4, 3, 2) if n <= match.start()):
                stem = self.folded[match.start() - size : match.start()]
                own = [e for e in self.gazetteer.stems.get(stem, ()) if e.name[-1] == match["level"] and e.holds(self.scene.day)]
                near_home = [e for e in own if self.resolver.home[:1] == self.gazetteer.chain(e.id)[:1]] or own
                if len({e.id for e in near_home}) == 1:
                    self.add(match.start() - size, stem, near_home[0], "region.listed")
                    break

    def open_lists(self) -> None:
        """天长、明光、来安、南谯区: short names beside a county of the same prefecture, parted by list marks."""
        for name in self.names:
            if name.kind != "county" or not name.adcode:
                continue
            above = self.gazetteer.chain(name.adcode)[:-1]
            left, right = name.start, name.end
            while above and left > 0 and self.folded[left - 1] == "、":
                size = next((n for n in (2, 3, 4) if self._listed(left - 1 - n, left - 1, above[-1])), 0)
                left = left - 1 - size if size else 0
            while above and self.folded[right : right + 1] == "、":
                size = next((n for n in (4, 3, 2) if self._listed(right + 1, right + 1 + n, above[-1])), 0)
                right = right + 1 + size if size else len(self.folded)

    def _listed(self, start: int, end: int, above: str) -> bool:
        """Whether a short name below ``above`` stands between list marks, which is then taken."""
        clear = start >= 0 and _clear(self.folded, start - 1) and _clear(self.folded, end)
        if not clear and (start < 0 or not aligned(self.folded, start, end)):
            return False
        stem = self.folded[start:end]
        own = self.under(stem, above) or self._under_in_full(stem, above)
        if own:
            self.add(start, stem, own[0], "region.listed")
        return bool(own)

    def _under_in_full(self, stem: str, above: str) -> list[Entry]:
        """Counties below ``above`` whose short name is an ordinary word and so no short name elsewhere (明光)."""
        hits = [h for level in "市县区" for h in self.gazetteer.find(stem + level) if len(h.surface) == len(stem) + 1]
        entries = (e for h in hits for e in h.entries if e.type == "region" and e.holds(self.scene.day))
        return [e for e in entries if above in parent_chain(self.gazetteer, e)]

    def closed_lists(self) -> None:
        """化隆、循化、都兰等9个县; 雄县、容城、安新三县: a list closed by a count of counties or cities."""
        for match in near(_CLOSED_LIST, self.folded, _CLOSING_COUNTS, before=180, after=1):
            position = match.start("items")
            above: set[str] = set()
            plain: list[tuple[int, str]] = []
            for item in match["items"].split("、"):
                lead = rx.match(r"[在到赴为对与由]", item) if item not in self.gazetteer.stems else None
                if lead is None and item not in self.gazetteer.stems and position == match.start("items"):
                    lead = rx.match(r"[\u4e00-\u9fff]*[从在到赴为对与由和及](?=[\u4e00-\u9fff]{2,4}$)", item)  # 首批从|深圳
                position += lead.end() if lead else 0
                item = item[lead.end() if lead else 0 :]
                group = [
                    e for e in self.gazetteer.stems.get(item, ()) if e.type == "region" and e.holds(self.scene.day)
                ]
                own = [
                    e for e in group if self.resolver.home and self.resolver.home[0] in parent_chain(self.gazetteer, e)
                ] or group
                if len({e.id for e in own}) == 1 and item not in self.common:
                    self.add(position, item, own[0], "region.listed")
                    above.add(own[0].parent)
                elif len(item) > 1 and (not group or item in self.common):
                    plain.append((position, item))
                position += len(item) + 1
            for at, stem in plain if len(above) == 1 else ():
                self._beside(at, stem, *above)

    def _beside(self, position: int, stem: str, above: str) -> None:
        """沿河、石阡、思南三县: a county whose short name is a plain word, beside others of its city; then also 在沿河开班."""
        own = self._under_in_full(stem, above)
        if not own:
            return
        self.add(position, stem, own[0], "region.listed")
        if stem in self.sought:
            return
        self.sought.add(stem)
        for match in regex.finditer(rf"(?:(?<=[在到赴,。;、与和])|(?<=其中)){regex.escape(stem)}", self.folded):
            if rx.match(r"[\d、,。;]", self.folded[match.end() : match.end() + 1]) or HELD_AFTER.match(self.folded, match.end()):
                self.add(match.start(), stem, own[0], "region.short")


def _clear(folded: str, position: int) -> bool:
    """Whether a character cannot belong to the name beside it."""
    char = folded[position : position + 1] if position >= 0 else ""
    return not "\u4e00" <= char <= "\u9fff" or char in "等和与及在赴对从由"


def _short_names(scene: Scene, names: list[Name], claimed: Spans, resolver: Resolver) -> list[Name]:
    finder = _ShortNames(scene, names, claimed, resolver)
    finder.named_in_full()
    finder.behind_parents()
    finder.before_counties()
    finder.visited()
    finder.of_home()
    finder.open_lists()
    finder.closed_lists()
    for start, stem, entry in (*toured(scene), *aided(scene)):
        finder.add(start, stem, entry, "region.listed")
    finder.of_committees()
    finder.of_leagues()
    for start, stem, entry in citizens(scene):
        finder.add(start, stem, entry, "region.listed")
    finder.listed_again()
    finder.common_in_full()
    return list(finder.found.values())


def _stems_of(entry: Entry, gazetteer: Gazetteer) -> list[str]:
    """What a region is called for short: 铜仁 of 铜仁市, 琼中 of 琼中黎族苗族自治县."""
    stem = rx.sub(r"(?:自治[州县旗]|地区|[市县区盟州])$", "", entry.name)
    aliases = gazetteer.short_forms.get(entry.id, ()) if "自治" in entry.name else ()
    return [form for form in dict.fromkeys((stem, *aliases)) if len(form) >= 2 and form != entry.name]


