"""Full names of regions: which of them are meant as places, which of several regions of one name, and the home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import regex

from policyminer.find.scene import Name, Scene, aligned, word_across
from policyminer.patterns import rx
from policyminer.rules.gazetteer import Entry, Gazetteer, Hit

#: behind a short name these make another name or word: 湖南路, 河南话, 西藏班, 南昌中学
NO_SHORT_AFTER = regex.compile(
    r"(?:庄|路|街|大道|大桥|[东西南北]路|话|菜|籍|商会|中学|小学|高中|初中|[一二三四五六七八九十]中|幼儿园|班|银行|日报|晚报|卫视|电视|大学|学院|师大|农大|(?:初级)?师范|师专|医专|农校|卫校|学报|舰|岸|机场|火车站|高铁|号|牌|酒|茶)"
)
#: platforms, papers and stations are no places: 芜湖智慧教育平台
PLATFORM = regex.compile(r"[\u4e00-\u9fff]{0,10}”?(?:平台|客户端|公众号|频道|日报|晚报|晨报|早报|都市报|商报|卫视|APP)")
#: 健康江西, “技能云南”: a programme that bears the name of a place
SLOGAN_BEFORE = regex.compile(r"(?:健康|平安|技能|美丽|数字|智慧|法治|幸福|文明|书香|诚信|信用|质量|清廉|清洁|宜居|富美|大美|活力)$")
#: counties only behind their city: 某市城区
_PARTS_OF_A_TOWN = frozenset(["城区", "郊区", "市区", "矿区", "北区", "南区", "东区", "西区"])
_CITIZEN = regex.compile(r"民(?![政族宗兵企办生俗间主国营用航革盟进建法])")
_BANK_SIDE = regex.compile(r"[岸侧边部面]")
_RIVER = set("黄沿运淮内两跨过沙洛")


def parent_chain(gazetteer: Gazetteer, entry: Entry) -> tuple[str, ...]:
    """Adcodes above a region, from the province down."""
    return gazetteer.chain(entry.parent) if entry.id.startswith("zone:") else gazetteer.chain(entry.id)[:-1]


class Resolver:
    """Chooses among regions of one name: by the unit written before, by the home, by the others in the document."""

    def __init__(self, scene: Scene, home: tuple[str, ...], known: set[str]) -> None:
        self.scene, self.home, self.known = scene, home, known
        self.gazetteer = scene.rules.gazetteer

    def choose(self, entries: Iterable[Entry], before: Name | None, start: int) -> Entry | None:
        """The region meant, or none when several remain; ``before`` is the region written right before ``start``."""
        candidates = [e for e in entries if e.type == "region"]
        in_force = [e for e in candidates if e.holds(self.scene.day)]
        in_force = in_force or _of_today(self.gazetteer, candidates, self.scene)
        if not in_force and candidates and self.scene.day is None:
            in_force = [max(candidates, key=lambda e: (e.valid_to or date.max, e.id))]
        candidates = in_force or candidates
        ids = {e.id for e in candidates}
        if len(ids) == 1:
            return candidates[-1]
        if before is not None and before.adcode:
            under = [e for e in candidates if before.adcode in parent_chain(self.gazetteer, e)]
            if under:
                return under[0]
        under = [e for e in candidates if self._behind_its_city(e, start)]
        if len({e.id for e in under}) == 1:
            return under[0]
        for adcode in reversed(self.home):
            near = [e for e in candidates if adcode in (*parent_chain(self.gazetteer, e), e.id)]
            if len({e.id for e in near}) == 1:
                return near[0]
        near = [e for e in candidates if self.known & set(parent_chain(self.gazetteer, e))]
        return near[0] if len({e.id for e in near}) == 1 else None


    def _behind_its_city(self, entry: Entry, start: int) -> bool:
        """深圳南山区: the short name of the city above stands right before."""
        for code in parent_chain(self.gazetteer, entry):
            above = self.gazetteer.region(code, self.scene.day)
            stem = rx.sub(r"(?:市|地区|自治州|州|盟)$", "", above.name) if above and above.kind == "prefecture" else ""
            if len(stem) > 1 and self.scene.folded.endswith(stem, 0, start):
                return True
        return False


def _of_today(gazetteer: Gazetteer, past: list[Entry], scene: Scene) -> list[Entry]:
    """Where the full name of a county that was is the short name of a city that is, the city."""
    stems = gazetteer.stems.get(past[0].name, ()) if past else ()
    return [e for e in stems if e.type == "region" and e.holds(scene.day)]


#: 某山|东西部协作
_EAST_AND_WEST = regex.compile(r"西部?(?:扶贫)?(?:协作|结对|劳务)")


def _ends_name(scene: Scene, end: int) -> bool:
    """Whether a short name of a region ends there."""
    return any(scene.folded[max(0, end - size) : end] in scene.rules.gazetteer.stems for size in (2, 3))


def usable(scene: Scene, hit: Hit, common: frozenset[str]) -> bool:
    """Guards on full names: 大学生, 合作市级, 郊区 and the like."""
    folded = scene.folded
    after = folded[hit.end : hit.end + 2]
    if scene.protected.titles.overlaps(hit.start, hit.end) or scene.protected.codes.overlaps(hit.start, hit.end):
        return False
    if _counted_by(folded, hit) or _cut_from_word(scene, hit):
        return False
    if (told := _by_what_is_before(scene, hit)) is not None:
        return told
    kinds = {e.type for e in hit.entries}
    if "university" in kinds:
        return not (hit.surface.endswith("大学") and after[:1] == "生") and not after.startswith(("出版", "学报"))
    if "region" in kinds:
        if hit.surface[-1] in "省市县区州" and after[:1] in ("域", "情"):
            return False
        if hit.surface[-1] == "县" and after[:1] == "级" and not aligned(folded, hit.start, hit.end):
            return False  # 新兴县级企业
        if hit.surface.endswith(("山区", "矿区")) and not any(e.type == "region" and e.holds(scene.day) for e in hit.entries):
            return False  # 半山区, 东矿区: counties that were, words that are
        stem = hit.surface[:-1]
        if hit.surface[-1] in "市县区" and (
            stem in common or len(stem) < 2 or hit.surface in scene.rules.gazetteer.common_words
        ):
            before = folded[max(0, hit.start - 1) : hit.start]
            if before in tuple("省市州团"):
                return True
            if (
                after[:1] in tuple("级域场民")
                or before in tuple("该全各本我贫强富每")
                or (not aligned(folded, hit.start, hit.end) and after != "政府")  # 石门|县政府
            ):
                return False
            alone = not rx.match(r"[\u4e00-\u9fff]", before or "。") or before in tuple("到赴在和与由从")
            alone = alone or folded[max(0, hit.start - 2) : hit.start] in ("走进", "前往", "深入", "奔赴")
            unique = len({e.id for e in hit.entries if e.type == "region" and e.holds(scene.day)}) == 1
            plain = len(stem) > 1 and (
                hit.surface[-1] == "市"
                or (hit.surface[-1] == "县" and hit.surface not in scene.rules.gazetteer.common_words)
            )
            visited = hit.surface not in scene.rules.gazetteer.common_words and _SIDE_OF_TOWN.match(stem) is None
            return plain or (alone and unique and (hit.surface[-1] == "县" or visited)) or _at_home(scene, hit)
        if hit.surface[-1] == "市" and after[:1] in ("场", "级") and after != "级(":
            return after[:1] == "级" and (len(stem) > 2 or stem not in scene.rules.plain_words)
        if hit.surface in scene.rules.provinces and hit.surface[-1] not in "省市区":
            before = folded[hit.start - 1 : hit.start]
            return (
                not NO_SHORT_AFTER.match(folded, hit.end)
                and not PLATFORM.match(folded, hit.end)
                and not SLOGAN_BEFORE.search(folded[max(0, hit.start - 2) : hit.start])
                and not (before in _RIVER and _BANK_SIDE.match(folded, hit.end))
            )
    return True


#: 江北区, 河西区, 站前区 may be a part of any town
_SIDE_OF_TOWN = regex.compile(r"[江河湖山站城][东西南北前口里]")


def _counted_by(folded: str, hit: Hit) -> bool:
    """300名山区教师: the first character of 名山区 is the measure of the number before it."""
    return hit.surface[0] in "名个位家所户" and bool(
        rx.match(r"[\d余多几十百千万亿]", folded[hit.start - 1 : hit.start])
    )


def _by_what_is_before(scene: Scene, hit: Hit) -> bool | None:
    """某小学和|县幼儿园, and parts of a town without their city; none where nothing is told."""
    before = scene.folded[hit.start - 1 : hit.start]
    if hit.surface == "和县" and rx.match(r"(?![省市县、])[\u4e00-\u9fff]", before):
        return _at_home(scene, hit)
    if hit.surface[-1] == "市" and _CITIZEN.match(scene.folded, hit.end):
        return False  # 兰州|市民
    return False if hit.surface in _PARTS_OF_A_TOWN and not rx.match(r"[市州盟]", before) else None


def _cut_from_word(scene: Scene, hit: Hit) -> bool:
    """其|中市区: the first character ends a word of every day."""
    if hit.surface[-1] == "东" and _EAST_AND_WEST.match(scene.folded, hit.end):
        return _ends_name(scene, hit.start + 1)
    if scene.folded.startswith("委", hit.end) and scene.folded[hit.start - 1 : hit.start] == "团":
        return False  # 团|长丰县委, no 团长
    if hit.surface[-1] not in "市县区" or len(hit.surface) > 3:
        return False
    return word_across(scene.folded, hit.start) in scene.rules.plain_words


def _at_home(scene: Scene, hit: Hit) -> bool:
    """Whether a name that is also a common word lies in the province that the issuer or title names."""
    words = f"{scene.metadata.issuer or ''} {scene.metadata.title or ''} {scene.folded[:400]}"
    gazetteer = scene.rules.gazetteer
    for entry in hit.entries:
        above = (
            [gazetteer.region(code, scene.day) for code in parent_chain(gazetteer, entry)]
            if entry.type == "region"
            else []
        )
        if any(region and _is_named(region, words) for region in above):
            return True
        if entry.type == "region" and any(
            (source or "").startswith(entry.name) for source in (scene.metadata.issuer, scene.metadata.title)
        ):
            return True
    return False


def _is_named(region: Entry, words: str) -> bool:
    """Whether the words name a region in full or by its stem, standing as a word of its own (长治, not 长治久安)."""
    if region.name in words:
        return True
    stem = rx.sub(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$", "", region.name)
    at = words.find(stem)
    return at >= 0 and aligned(words, at, at + len(stem))


#: 研讨会在某市举行: news that took place there need not speak for it
_HELD_THERE = regex.compile(r"(?:隆重|顺利|成功|圆满)?(?:举行|举办|召开|开幕|闭幕|落幕|开赛|拉开帷幕)")


#: 某市各中小学校: to whom a document is addressed that names neither issuer nor place
_ADDRESSED = regex.compile(r"^[ \u3000]*(?P<region>[\u4e00-\u9fff]{2,14}?[省市县区州旗盟])(?:所属|所辖|直属)?各[^。;:\n]{2,60}:[ \u3000]*$", regex.M)
_ADDRESSES = ("notice", "opinion", "plan", "measures")
#: characters of a document in which it is addressed
_HEAD = 600


def addressed_region(scene: Scene) -> str | None:
    """The region whose schools or offices a document is addressed to."""
    if scene.metadata.doc_type not in _ADDRESSES:
        return None
    addressed = _ADDRESSED.search(scene.folded, 0, _HEAD)
    return addressed["region"] if addressed else None


#: 某市民政局到我市开展活动: from where somebody came to see us
_CAME_TO_US = regex.compile(r"(?:[来到赴]|莅临)[我本](?P<level>[市县区州旗])")


def visitors(scene: Scene) -> frozenset[str]:
    """Places of the level of 我市 that the title names as those who came there, so that they are not it."""
    title = scene.metadata.title or ""
    came = _CAME_TO_US.search(title)
    hits = scene.rules.gazetteer.find(title[: came.start()]) if came else []
    return frozenset(h.surface for h in hits if came and h.surface.endswith(came["level"]))


def told_home(scene: Scene, hits: list[Hit]) -> tuple[str, ...]:
    """The region that the issuer, the title, the source or the document number says a document speaks for."""
    gazetteer = scene.rules.gazetteer
    meta = scene.metadata
    fields = scene.outline.lines.fields
    province_hint: tuple[str, ...] = ()
    central = bool(meta.issuer) and is_central(gazetteer, meta.issuer or "")
    number = "" if central else meta.doc_number or ""
    if number:
        code = scene.rules.characters.get(number[0])
        province_hint = (code,) if code else ()
    away = visitors(scene)
    shown = () if central else (fields.get("source"), fields.get("site"), fields.get("column"))
    for source in (meta.issuer, meta.title, *shown, addressed_region(scene)):
        if not source:
            continue
        found = [h for h in gazetteer.find(source) if any(e.type == "region" for e in h.entries)]
        if source == meta.title and away:
            found = [h for h in found if h.surface not in away]
        if meta.doc_type == "news" and "在" in source:
            found = [h for h in found if not (source[:h.start].endswith("在") and _HELD_THERE.match(source, h.end))]
        found = [h for h in found if h.start == 0 or len(h.surface) > 2 or any(o.end == h.start for o in found)]
        chain = _best_chain(gazetteer, found, scene, province_hint) or _opening_short_name(scene, source, hits)
        if source == meta.issuer and chain == province_hint and found and found[0].start == 0:
            # 晋政办发 of 晋江市, 津教体 of 津市市: a county's own character, not that of a province
            chain = _best_chain(gazetteer, found, scene, ()) or chain
        if chain:
            return chain
    return province_hint or next((chain for source in (meta.issuer, *shown) if (chain := _of_paper(scene, source or ""))), ())


#: 淮北日报, 今日东平, 临汾新闻网: what a city's paper or station is called behind the short name of the city
_PAPER = regex.compile(
    r"(?:今日)?(?P<stem>[\u4e00-\u9fff]{2,4}?)(?:日报|晚报|晨报|早报|新闻网|新闻|在线|传媒|融媒体?(?:中心)?|(?:广播)?电视台|广播电视台|发布)?(?:社|客户端)?"
)


def _of_paper(scene: Scene, source: str) -> tuple[str, ...]:
    """The city or county whose paper, station or site a source is, by its short name; none where several bear it."""
    match = _PAPER.fullmatch(source)
    if match is None or match["stem"] == source or match["stem"] in scene.rules.common_words:
        return ()
    own = {e.id: e for e in scene.rules.gazetteer.stems.get(match["stem"], ()) if e.type == "region" and e.holds(scene.day)}
    cities = [e for e in own.values() if e.kind == "prefecture"] or list(own.values())
    return scene.rules.gazetteer.chain(cities[0].id) if len(cities) == 1 else ()


def is_central(gazetteer: Gazetteer, issuer: str) -> bool:
    """Whether a ministry or another body of the state issued a document, wherever it is shown."""
    return any(h.start == 0 and any(e.type == "agency" for e in h.entries) for h in gazetteer.find(issuer))


def frequent_home(scene: Scene, hits: list[Hit]) -> tuple[str, ...]:
    """The region named most, where nothing says for whom a document speaks."""
    gazetteer = scene.rules.gazetteer
    if scene.metadata.issuer and is_central(gazetteer, scene.metadata.issuer):
        return ()
    counts: Counter[str] = Counter()
    away = visitors(scene)
    for hit in hits:
        if hit.surface in away:
            continue
        entries = {e.id: e for e in hit.entries if e.type == "region" and e.holds(scene.day)}
        if len(entries) == 1:
            chain = gazetteer.chain(next(iter(entries)))
            for code in chain:
                counts[code] += 1
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
        if best[0] >= share * total and (total >= 2 or _is_level(best[1], "")):
            home = gazetteer.chain(best[1])
    # a text of 我市 that names its province more often is not the province's
    return home if len(home) > 1 else _named_as_own(scene) or home or _only_province(scene, hits)


# 省财政厅, 在省委: a province that the document need not name
_OF_PROVINCE = regex.compile(r"(?<![\u4e00-\u9fff])省(?:委|政府|人民政府|[\u4e00-\u9fff]{2,8}[厅局委办院])|(?<=[、和与由经在])省(?:委|政府|人民政府|[\u4e00-\u9fff]{2,6}厅)")


#: behind a province: 某省卫生健康委, not 支援某省某县
_ITS_BODY = regex.compile(r"省?(?:人民)?(?:政府|委(?![派托])|[\u4e00-\u9fff]{2,8}?[厅局委](?![员派]))")


def _only_province(scene: Scene, hits: list[Hit]) -> tuple[str, ...]:
    """The one province that a document names which speaks of 省财政厅 without saying whose."""
    named = {
        e.id
        for hit in hits
        for e in hit.entries
        if e.kind == "province" and e.name.endswith("省") and _ITS_BODY.match(scene.folded, hit.end)
    }
    return (named.pop(),) if len(named) == 1 and _OF_PROVINCE.search(scene.folded) else ()


_CITED = regex.compile(r"《([^》]{4,60})》")
#: characters of a document in which it refers to the rules it carries out
_EARLY = 1500


def _named_as_own(scene: Scene) -> tuple[str, ...]:
    """我省 in a document that names no region but in the title of a rule it carries out: 《某省…办法》."""
    head = scene.folded[:_EARLY]
    for title in _CITED.finditer(head):
        hits = [h for h in scene.rules.gazetteer.find(title[1]) if h.start == 0]
        own = [h for h in hits if f"我{h.surface[-1]}" in head and any(e.type == "region" for e in h.entries)]
        chain = _best_chain(scene.rules.gazetteer, own, scene, ())
        if chain:
            return chain
    return ()


def _opening_short_name(scene: Scene, source: str, hits: list[Hit]) -> tuple[str, ...]:
    """南阳举办培训班: the short name that opens a title, of a region that the document names in full."""
    named = {e.id for hit in hits for e in hit.entries}
    for size in (4, 3, 2):
        stem = source[:size]
        under = {e.id for e in scene.rules.gazetteer.stems.get(stem, ()) if e.id in named and e.holds(scene.day)}
        if len(under) == 1 and stem not in scene.rules.common_words and aligned(source, 0, size):
            return scene.rules.gazetteer.chain(under.pop())
    return ()


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
        named = [e for e in hit.entries if e.type == "region"]
        entries = [e for e in named if e.holds(scene.day)] or _of_today(gazetteer, named, scene) or named
        under = [e for e in entries if chain and chain[-1] in parent_chain(gazetteer, e)]
        ids = {e.id for e in (under or entries)}
        if len(ids) == 1:
            entry = (under or entries)[0]
            code = entry.parent if entry.id.startswith("zone:") else entry.id
            following = gazetteer.chain(code)
            # 鄂 of a number is also the first character of a city: a province that the name contradicts says nothing
            if not chain or chain[-1] in following or chain is hint:
                chain = following
        if chain and not under and chain is not hint:
            continue
    return chain if hits else ()


def entity_id(entry: Entry) -> str:
    """The id of a region in the entities table."""
    return entry.id if entry.id.startswith("zone:") else f"region:{entry.id}"


def to_name(hit: Hit, entry: Entry | None, surface_name: str) -> Name:
    """The mention of a region; without ``entry`` (an undecided one) it keeps the name as written."""
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
        entity_id(entry),
        "region.full",
        adcode,
        "zone" if adcode is None else entry.kind,
    )
