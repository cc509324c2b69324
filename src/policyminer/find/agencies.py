"""Party and government bodies, their departments and working groups, resolved to their owners.

The owner is the region written before (南昌市教育局), the level character (区教体局, whose region the place in the
document decides), or the owner of the body before it in a list (甲区教育局、教师发展中心).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import regex

from policyminer.find.agency_lists import bare_halls, lists_of_home, ownerless, siblings
from policyminer.find.agency_names import resolve_names, sibling_owner
from policyminer.find.bodies import CENTRAL_OFFICE, OF_ZONE, Bodies, bodies_of
from policyminer.find.corps import corps
from policyminer.find.departments import agency, extended, runs_into_word
from policyminer.find.foreign import abroad_before
from policyminer.find.levels import NamedBefore
from policyminer.find.national_bodies import national_bodies
from policyminer.find.protect import Spans, spans
from policyminer.find.regions import addressed_region
from policyminer.find.scene import Home, Name, Scene
from policyminer.find.towns import bodies_of_town
from policyminer.folding import fold
from policyminer.patterns import rx
from policyminer.rules.gazetteer import Entry

_CENTRAL_DEPARTMENT = regex.compile(r"(?![和与及、会])[\u4e00-\u9fff]{2,8}?(?<!公)司(?!长|机|法|令)")
_CENTRAL_BUREAU = regex.compile(r"(?!政治)(?:(?![和与及、会等])[\u4e00-\u9fff]){2,6}?局(?![长面部势])")
#: 人民银行某市中心支行, 国家税务总局|某县税务局
_BRANCH = regex.compile(
    r"(?<=银行|局|证监会|科学院)(?:(?![、,。;和与及在的会由])[\u4e00-\u9fff]){2,10}?(?:中心支行|分行|支行|营业管理部|税务局|监管局|调查总?队|监管分局|分院)"
)
_MEETING_OF = regex.compile(r"(?:常务委员会)?第[一二三四五六七八九十]{1,3}次会议")
_GROUP = regex.compile(
    r"工作小组|(?:工作)?(?:领导小组|指挥部|工作专班|(?<!次)联席会议|专家工作组|专家组|专家委员会|专家指导委员会|指导委员会|工作委员会|建设委员会|改革委员会|督导委员会|协调小组|推进组|执行小组)(?:办公室)?"
)
#: institutions of a region that no list can hold: 某省中小学教师发展中心
_INSTITUTION = regex.compile(
    r"(?!(?:行政|社会|公共)中心)(?:中小学|基础教育|教育|教师|教研|电化|招生|学生资助|考试|学前|职业教育|社会|人才|人力|就业|疾病|公共|政务|行政|统计|普查|大数据|信息)[\u4e00-\u9fff]{0,12}?(?<![为是以的])(?:中心(?!组(?![织成建])|[学校小城区])|研究院|教科院|考试院|教研室|研究所|教师教育学院|教育学院(?![院]))"
)
_HELD_BEFORE = regex.compile(r"(?:召开|举行|组织|出席|参加|主持)(?:了|过)?(?:第[\u4e00-\u9fff\d]{1,3}次|[^,。;\n、]{2,16})?$")
_HELD_BEHIND = regex.compile(r"(?:(?:近日|日前|昨日|今日)?在[^,。;\n]{1,14}?)?(?:隆重|顺利|成功)?(?:召开|举行|举办|开幕)")
#: 某区高标准农田建设办公室: an office for one task
_TASK_OFFICE = regex.compile(r"(?:(?![和与及的在由])[\u4e00-\u9fff]){2,14}?(?:建设|推进|创建|整治|治理|改革|普查|协调|提升|攻坚|迁建|专项)(?:工作)?办公室")
_HALL = regex.compile(r"省((?:(?![省委、和与及])[\u4e00-\u9fff]){2,9})厅(?![级长])")
#: 县生态环境分局、: a body of a place, and so the one behind it
_IS_LOCAL = regex.compile(r"(?<![\u4e00-\u9fff])[市县区州盟旗镇乡](?!级)[\u4e00-\u9fff]{1,6}[局委办]、$")
_OFFICE, _GROUP_START = regex.compile(r"办公厅|办公室|直属机关党委"), regex.compile(r"(?:全国|国家|中央|教育部)")
_STOP_IN_GROUP = regex.compile(
    r"[,。;:!?\n《》、]|仪式暨?|[(]以下|简称|转发|印发|关于|发布|召开|举行|参加|出席|成员单位|(?<=[^工合])作为|[任为以](?:第一|常务)?[副双总]?(?:组长|总指挥|指挥长|召集人|主任)|成立|组建|组成|设立|建立(?!健全)"
)
#: what stands between the short name of a body and the year of its document number
_OPENS_NUMBER = regex.compile(r"[办厅政党人发函字规综电通请报告]{0,4}[〔\[【(](?:19|20)\d\d[〕\]】)]")
_LEVEL = re.compile(r"[省市县区州盟旗]")
_NOT_OWNER = regex.compile(
    r"(?:[各全每两该我本有相辖管属级设]|乡镇|镇乡|设区|地级|所在|相关|有关|涉及|兄弟|友邻|先进|受援|支援|帮扶|结对|协作|试点|示范|项目|样本|贫困|脱贫)$"
)
#: 各盟行政公署、市人民政府: of a class
_EACH = regex.compile(r"(?:^|[\n,。;:])各[\u4e00-\u9fff]{2,12}、$")
#: what opens the name of a committee before its region
_PREFIX = regex.compile(r"(?:中共|共青团|团|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)$")
_OTHER_PARTY = regex.compile(r"(?:民盟|民进|九三|农工|致公|民革|民建|台盟|学社|行政)$")
#: 北京自然博物馆, 上海急救中心, 南京博物院: by kind of region the endings before which its short name is part of the name
_OWN_NAME = {"province": regex.compile(r"(?:馆|院|急救中心)$"), "prefecture": regex.compile(r"博物[馆院]$")}
_FOREIGN = regex.compile(r"(?:外|该|各|两|东道)国$|斯坦$")
_SPEAKS, _EARLY = regex.compile(r"我([县区旗])(?!域)"), 1500
_TITLE_AFTER = regex.compile(r"(?:常委|书记|副书记|委员|领导|主要|秘书长)")
_SIGNS_BEFORE = regex.compile(r"(?:(?<!总)局|厅)\s?$")
_COMMITTEE_ONLY = {"委", "政府", "人大", "政协", "纪委", "监委"}


def find_agencies(
    scene: Scene, regions: Sequence[Name], blocked: Sequence[tuple[int, int]], chain_at: Home, central: Sequence[Name]
) -> list[Name]:
    """Bodies in view coordinates, longest first at a place; ``central`` are gazetteer hits (教育部, 国务院)."""
    endings = bodies_of(scene.rules)
    busy = spans(list(blocked))
    found: list[Name] = [*_departments_of(scene, central), *_groups(scene, regions, chain_at), *corps(scene)]
    found += _owned(scene, regions, endings)
    found += [agency(a, b, scene.text[a:b], "agency.central") for a, b in national_bodies(scene)]
    found += _by_level(scene, regions, endings, chain_at, {n.end: n for n in found})
    folded = scene.folded
    taken: list[Name] = []
    for name in sorted(found, key=lambda n: (n.start, -n.end)):
        if busy.overlaps(name.start, name.end) or scene.protected.titles.overlaps(name.start, name.end):
            continue
        if runs_into_word(scene, name.end):
            continue
        if folded.startswith("令第", name.end) and scene.protected.numbers.overlaps(name.start, name.end):
            continue  # 某部令第1号 is a number
        if _OPENS_NUMBER.match(folded, name.end) and scene.protected.numbers.overlaps(name.start, name.end):
            continue  # 人社部发〔2024〕1号
        if taken and name.start < taken[-1].end:
            if name.end > taken[-1].end and name.start == taken[-1].start:
                taken[-1] = name
            continue
        taken.append(name)
    beside = siblings(scene, taken, endings, busy)
    own = {n.start for n in beside}
    taken = [*(n for n in taken if n.start not in own), *beside]
    taken += ownerless(scene, taken, regions, chain_at)
    taken += lists_of_home(scene, taken, endings, busy, _home_of(scene, chain_at))
    taken += [*bare_halls(scene, taken, busy), *bodies_of_town(scene, taken, regions, busy)]
    taken += _issuer(scene, taken, busy)
    taken.sort(key=lambda n: n.start)
    return resolve_names(taken)


def _home_of(scene: Scene, chain_at: Home) -> str | None:
    """The county or city that the document is about."""
    chain = chain_at(0)
    entry = scene.rules.gazetteer.region(chain[-1], scene.day) if len(chain) > 1 else None
    return entry.name if entry and scene.metadata.doc_type != "bulletin" else None


#: how bodies end that no owner and no list need vouch for when they issue the document
_ISSUES = regex.compile(r"(?:办公室|办公厅|委员会|领导小组|指挥部|联席会议|办事处|[局厅署])$")


def _issuer(scene: Scene, taken: list[Name], busy: Spans) -> list[Name]:
    """The body that issued the document, wherever the text names it, also one without a region: 某某工程实施工作办公室."""
    issuer = fold(scene.metadata.issuer or "")
    if scene.metadata.doc_type == "news" or not _ISSUES.search(issuer):
        return []
    found, folded = [], scene.folded
    blocked = spans([(n.start, n.end) for n in taken])
    at = folded.find(issuer)
    while at >= 0:
        end = at + len(issuer)
        inside = busy.overlaps(at, end) or scene.protected.titles.overlaps(at, end)
        if not blocked.overlaps(at, end) and not inside:
            found.append(agency(at, end, scene.text[at:end], "agency.issuer"))
        at = folded.find(issuer, end)
    return found


def _owned(scene: Scene, regions: Sequence[Name], endings: Bodies) -> list[Name]:
    """A region and the ending right behind it; 中共, 共青团 and 团 before it belong to the name."""
    folded, found = scene.folded, []
    by_end = {r.end: r for r in regions}
    for region in regions:
        if folded.startswith("分局", region.end) and folded[region.start - 2 : region.start] == "公安":
            start, end = region.start - 2, region.end + 2
            found.append(agency(start, end, scene.text[start:end], "agency.region"))  # 公安某某分局
            continue
        # 丘北县县委, 文山市市政府: the level said twice
        twice = folded[region.end : region.end + 1] == folded[region.end - 1] and region.kind in ("county", "prefecture")
        edge = region.end + (twice and endings.at(folded, region.end) is None)  # but 某市|市场监管局
        ending = endings.at(folded, edge)
        committee = rx.match(r"[市县区党]?委(?=[\u4e00-\u9fff]{2,6}(?:局|部|办|委|中心))", folded[edge : edge + 10])
        ending = ending or _party_of(folded, region)
        end = edge + len(ending) if ending else 0
        if committee:
            inner = endings.at(folded, edge + committee.end())
            if inner:
                end = max(end, edge + committee.end() + len(inner))
        if ending == "委" and edge > region.end and not committee and _TITLE_AFTER.match(folded, end):
            continue  # 丘北县县委常委: the post, of a county
        institution = _INSTITUTION.match(folded, region.end) or _TASK_OFFICE.match(folded, region.end)
        if institution and institution.end() > end:
            end = institution.end()
        if not end:
            continue
        start = region.start
        city = by_end.get(start)
        while city is not None and city.end - city.start > 1:
            start = city.start  # 南昌高新区教育事业发展中心, 合肥市蜀山区教育体育局: the longest span
            city = by_end.get(start)
        prefix = _PREFIX.search(folded, max(0, start - 4), start)
        if prefix:
            start = prefix.start()
        end = extended(scene, end)
        lead = scene.text[start : region.start] if region.kind != "zone" or start == region.start else ""
        # 合肥海关, 甲市经济开发区某局, 杭州经济技术开发区某局 are full names
        named = region.kind == "zone" and (lead or folded.startswith(region.name[:2], start))
        full = ending in ("海关", "地委", "行署") or named or OF_ZONE.fullmatch(ending or "") is not None
        short = folded[region.end - 1] != region.name[-1] and _OWN_NAME.get(region.kind)
        full = full or bool(short and short.search(folded, edge, end))
        first = region.start if lead or region.kind != "zone" else start
        whole = scene.text[first : region.end] if full else region.name
        written = lead + whole + scene.text[edge:end]
        if rx.fullmatch(r"团[省市县区州旗]委", ending or "") and not lead:
            written = "共青团" + whole + scene.text[edge + 2 : end]  # 某市|团市委
        found.append(agency(start, end, written, "agency.region"))
    return found


def _party_of(folded: str, region: Name) -> str | None:
    """石桥镇党委, 河西街道办事处, 喀什地委: party and administration of a township and of a prefecture that is no city."""
    endings = {"town": ("党委", "党工委", "办事处"), "prefecture": ("地委", "行署")}.get(region.kind, ())
    return next((ending for ending in endings if folded.startswith(ending, region.end)), None)


def _by_level(
    scene: Scene, regions: Sequence[Name], endings: Bodies, chain_at: Home, owned: dict[int, Name]
) -> list[Name]:
    """省教育厅, 区教体局, 市委: a level character whose region the place in the document decides."""
    folded, found = scene.folded, []
    own = _SPEAKS.findall(folded[:_EARLY])  # 我区, of a document that names no district
    region_ends = {r.end for r in regions}
    named_before, field_of_hall = NamedBefore(scene, regions), cache(_field_of_hall)
    for match in _LEVEL.finditer(folded):
        at = match.start()
        if at + 1 in region_ends:
            continue
        if folded[at - 2 : at + 1] == "自治区":
            found += _of_autonomous_region(scene, at, endings, chain_at)
            continue
        ending = endings.at(folded, at + 1)
        if (
            ending is None
            and match.group() == "省"
            and folded.startswith("厅", at + 1)
            and folded[at + 2 : at + 3] not in tuple("级长局")
        ):
            ending = "厅"
        if (
            ending is None
            or _NOT_OWNER.search(folded[max(0, at - 2) : at])
            or (folded[at - 1 : at] == "、" and (folded[at - 2 : at - 1] in tuple("省市县区") or _EACH.search(folded, max(0, at - 16), at)))
        ):
            continue
        if (at and folded[at - 1] in ")/") or (
            rx.match(r"[\u4e00-\u9fff]", folded[at - 1 : at] or "。")
            and _inside_word(folded, at, scene.rules.lexicon("level_words"))
        ):
            continue
        inside = at and folded[at - 1] in "省市县区州盟旗" and at not in region_ends
        if inside or _OTHER_PARTY.search(folded[max(0, at - 3) : at]):
            continue
        end = at + 1 + len(ending)
        if ending == "委" and folded[at - 1 : at] != "团" and _TITLE_AFTER.match(folded, end):
            continue  # 市委书记 is one post; 团市委|书记 leads the league
        if ending == "委":
            inner = endings.at(folded, end)
            if inner and inner not in _COMMITTEE_ONLY:
                end += len(inner)
        end = extended(scene, end)
        chain, sibling = chain_at(at), sibling_owner(folded, at, owned)
        owner = sibling or owner_name(scene, match.group(), chain) or named_before.at(at, match.group())
        if not chain and match.group() in "县区旗" and at not in owned and not owner and match.group() not in own:
            continue  # the county of a document that names none
        rest = (field_of_hall(folded) if ending == "厅" else "") + scene.text[at + 1 : end]
        name = owner + rest if owner else scene.text[at:end]
        if folded[at - 1 : at] == "团" and ending == "委":
            at, name = at - 1, "共青团" + name
        found.append(agency(at, end, name, "agency.level"))
    return found


def _field_of_hall(folded: str) -> str:
    """What 省厅 leaves out: the field of the one department of a province that the document names in full."""
    if "教育厅" in folded:
        return "教育"
    named = set(_HALL.findall(folded))
    return named.pop() if len(named) == 1 else ""


def _of_autonomous_region(scene: Scene, at: int, endings: Bodies, chain_at: Home) -> list[Name]:
    """自治区教育厅 without the name of the region."""
    ending = endings.at(scene.folded, at + 1) or ("党委" if scene.folded.startswith("党委", at + 1) else None)
    if ending is None or ending == "委":
        return []
    end = extended(scene, at + 1 + len(ending))
    owner = owner_name(scene, "省", chain_at(at))
    written = scene.text[at + 1 : end]
    return [agency(at - 2, end, (owner or "自治区") + written, "agency.level")]


def _inside_word(folded: str, at: int, level_words: frozenset[str]) -> bool:
    """Whether the level character ends a word (城市, 社区, 地区) rather than opening a body's name."""
    return folded[at - 1 : at + 1] in level_words


def owner_name(scene: Scene, level: str, chain: tuple[str, ...]) -> str | None:
    """Full name of the region that 省, 市, 县 or 区 means, given the home chain."""
    gazetteer = scene.rules.gazetteer
    entries = [e for e in (gazetteer.region(code, scene.day) for code in chain) if e is not None]
    if level == "省":
        return next((e.name for e in entries if e.kind == "province"), None)
    if level in "州盟":
        return next((e.name for e in entries if e.kind == "prefecture"), None)
    if level == "市":
        cities = [e for e in entries if e.name.endswith("市")]
        # a city of a county's rank that speaks is 市 itself; in an item of a bulletin from above, the one that issues it
        meta = scene.metadata
        speaks = cities and (meta.doc_type != "bulletin" or _is_own_city(scene, cities[-1]))
        return (cities[-1] if speaks else cities[0]).name if cities else None
    county = next((e for e in entries if e.kind == "county"), None)
    return county.name if county and (county.name.endswith(level) or level in "县区旗") else None


def _is_own_city(scene: Scene, entry: Entry) -> bool:
    """Whether a city of county level speaks, so that 我市 and 市教育局 are its own and not those of the city above it."""
    if entry.kind != "county" or not entry.name.endswith("市"):
        return False
    about = scene.metadata
    speaker = about.issuer if about.issuer and "市" in about.issuer else about.title or ""
    return entry.name in speaker or addressed_region(scene) == entry.name


def _groups(scene: Scene, regions: Sequence[Name], chain_at: Home) -> list[Name]:
    """Working groups, committees and their offices: from a region or level character to the word for the group."""
    folded, found = scene.folded, []
    starts = {r.start: r for r in regions}
    for match in _GROUP.finditer(folded):
        left = max(0, match.start() - 45)
        for stop in _STOP_IN_GROUP.finditer(folded, left, match.start()):
            left = stop.end()
        begin, region = _group_start(folded, left, match.start(), starts)
        if begin is None or match.end() - begin < 6:
            continue
        if match.group().endswith("联席会议") and _HELD_BEFORE.search(folded, max(0, begin - 26), begin):
            continue  # 召开某市某县东西部协作联席会议: a meeting
        if match.group().endswith("联席会议") and _HELD_BEHIND.match(folded, match.end()):
            continue
        text = scene.text[begin : match.end()]
        if region is not None:
            name = region.name + scene.text[region.end : match.end()]
        elif folded.startswith("自治区", begin):
            name = (owner_name(scene, "省", chain_at(begin)) or "自治区") + text[3:]
        elif folded[begin] in "省市县区":
            owner = owner_name(scene, folded[begin], chain_at(begin))
            name = owner + text[1:] if owner else text
        else:
            name = text
        found.append(agency(begin, match.end(), name, "agency.group"))
    return found


def _group_start(folded: str, left: int, right: int, regions: dict[int, Name]) -> tuple[int | None, Name | None]:
    # 某市教育局|某市发展和改革委员会: bodies that sign side by side
    left = next((p for p in range(right - 1, left, -1) if p in regions and _SIGNS_BEFORE.search(folded, left, p)), left)
    for position in range(left, right):
        if position in regions:
            return position, regions[position]
        if _GROUP_START.match(folded, position):
            return position, None
        if folded.startswith("自治区", position) and not rx.match(r"[\u4e00-\u9fff]", folded[position - 1 : position]):
            return position, None
        level = _LEVEL.match(folded, position)
        if level and (folded[position - 1 : position] in (")", "/") or folded[position + 1 : position + 2] in (")", "/")):
            continue  # 各县(市)区指挥部
        edge = (
            position == left
            or not rx.match(r"[\u4e00-\u9fff]", folded[position - 1])
            or folded[position - 1] in "在由经向和与及受据按"
        )
        committee = rx.match(r"委[\u4e00-\u9fff“”]{2,12}$", folded[position + 1 : right])
        if level and edge and (committee or not rx.match(r"[级属域内外、委区市县]|[两三四]级", folded[position + 1 : position + 3])):
            return position, None
    return None, None


def _departments_of(scene: Scene, central: Sequence[Name]) -> list[Name]:
    """Central bodies with the department behind them: 教育部教师司."""
    folded, found, endings = scene.folded, [], bodies_of(scene.rules)
    stands = cache(folded.__contains__)
    ends = {name.end for name in central}
    for name in central:
        if (name.name.endswith("部") and folded.startswith("门", name.end)) or _FOREIGN.search(
            folded[max(0, name.start - 4) : name.start]
        ):
            continue
        if _is_abroad(scene, name) or (name.name == "国务院" and endings.generic_end(folded, name.end)):
            continue  # 国务院教育行政部门 names a kind of body, not the State Council
        if name.start - 1 not in ends and _is_of_that_place(folded, name.start):
            continue  # 旗生态环境分局、林草局 are of the banner
        if name.name.endswith("大会") and _MEETING_OF.match(folded, name.end):
            continue  # 第十三届全国人民代表大会第五次会议
        end = extended(scene, name.end)
        if end == name.end and folded.startswith(("中央", "中共中央"), name.start) and (bureau := _CENTRAL_BUREAU.match(folded, name.end)):
            end = bureau.end()
        if branch := _BRANCH.match(folded, name.end):
            end = branch.end()
        if end == name.end and name.name.endswith(("部", "委", "委员会", "总局")):
            match = _CENTRAL_DEPARTMENT.match(folded, name.end)
            end = match.end() if match else end
        if end == name.end:
            group = (CENTRAL_OFFICE if name.name == "国务院" else _OFFICE).match(folded, name.end)
            end += len(group.group()) if group else 0
        written = scene.text[name.start : end]
        if end > name.end:
            found.append(agency(name.start, end, written, "agency.central"))
        else:
            canonical = name.name if stands(name.name) else written
            found.append(Name(name.start, name.end, "agency", canonical, name.entity_id, "agency.central"))
    return found


def _is_of_that_place(folded: str, start: int) -> bool:
    """Whether the short name of a body stands in a list behind one of a place."""
    if folded[start - 1 : start] != "、" or folded.startswith(("国", "中", "全"), start):
        return False
    return _IS_LOCAL.search(folded, max(0, start - 8), start) is not None


def _is_abroad(scene: Scene, name: Name) -> bool:
    """阿富汗教育部; 某国总统任命的外交部长, whose country stands anywhere before in the sentence."""
    folded, places = scene.folded, scene.rules.lexicon("foreign_places")
    if abroad_before(folded, name.start, places):
        return True
    if name.name[-1] != "部" or not folded.startswith(("长", "副外长", "副防长", "副财长"), name.end):
        return False
    sentence = max(folded.rfind(char, 0, name.start) for char in "。;!?\n") + 1
    before = folded[sentence : name.start]
    return any(place in before for place in places)
