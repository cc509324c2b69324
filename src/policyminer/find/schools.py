"""Named schools and kindergartens: the word for a school, and left of it whatever can be part of a name.

A name needs a sign of its own: a region, town or university before it, a number (安义三小), a level (县幼儿园), or a word
that is no ordinary word (红岭学校). What stands before 学校 otherwise makes a class (试点学校), not a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from policyminer.find.listed_schools import carried, numbered_schools
from policyminer.find.near import near
from policyminer.find.protect import spans
from policyminer.find.scene import Name, Scene, aligned
from policyminer.find.school_forms import settle
from policyminer.literals import matcher
from policyminer.patterns import rx
from policyminer.rules.gazetteer import Gazetteer
from policyminer.words.segment import cut_words

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_SUFFIX = regex.compile(
    rf"""(?:(?:第(?:{_NUMERAL}|\d{{1,3}})|实验|外国语|中心|希望|附属|直属|高级|初级|完全|职业|特殊教育|九年一贯制|十二年一贯制|九年制|双语|机关
    |高等职业|中等职业|职业技术|中等专业|技工|师范|卫生|体育运动|艺术|聋哑|盲人|培智|启智|民族|寄宿制|国际)*
    (?P<base>中学校(?![长园服方医]|[中学])|中学(?!生)|小学(?!生)|学校(?!部(?![分署]))|幼儿园|高中(?!生)|初中(?!生)|职高|职业中专|中专|技校|教学点|保育院|中心校|完小|高小|附中|附小|附幼|职教中心(?:学校)?|职业(?:技术)?教育中心(?:学校)?|职校)
    |(?<=[\u4e00-\u9fff])第?{_NUMERAL}(?:高(?![中新等级校速铁层度峰楼])|中(?![、,]?{_NUMERAL}中全会|全会|心|学|小学|等|国|央|部|西|东|间)|小(?!学|时|组|康|微|企)|幼(?!儿))
    |(?<=[\u4e00-\u9fff])(?:实小(?!学)|中心小(?!学)))
    (?:(?:(?![的在与和于到赴由对及]|仪式|签约|举[行办])[\u4e00-\u9fff]){{2,8}}?(?:校区|分校|分园|校部))?""",
    regex.X,
)
#: every suffix holds one of these
_SUFFIX_WORDS = (
    *(
        "中学",
        "小学",
        "学校",
        "幼儿园",
        "高中",
        "初中",
        "职高",
        "职业中专",
        "中专",
        "技校",
        "教学点",
        "保育院",
        "中心校",
    ),
    *("完小", "高小", "附中", "附小", "附幼", "职教中心", "职业教育中心", "职业技术教育中心", "职校", "实小", "中心小"),
    *(numeral + level for numeral in "一二三四五六七八九十" for level in "高中小幼"),
)
#: what a suffix says by itself, without naming
_BARE_SUFFIX = regex.compile(
    r"""(?:九年一贯制|十二年一贯制|九年制|职业高级|高级职业|职业中等专业|中等职业技术|高等职业|中等职业|职业技术|中等专业|体育运动|特殊教育|寄宿制|技工|师范|卫生|艺术|民族|国际|双语|附属|初级|高级|完全|中心|希望|机关|职业){0,2}
    (?:中学|小学|学校|幼儿园|高中|初中|职高|职业中专|中专|技校|教学点|保育院|中心校|完小|高小|职校|附中|附小|职教中心|职业(?:技术)?教育中心)""",
    regex.X,
)
_LEVEL_FORM = regex.compile(
    rf"[省市县区州镇乡旗](?:直属|直|立)?(?:机关|第{_NUMERAL}|实验|外国语|中心|民族|{_NUMERAL})?(?:初级中学|高级中学|中学|小学|幼儿园|学校|职教中心|特殊教育学校|职业高中|职业中专|中|小|幼|实小|初中|高中|职业技术学校)"
)
_MODEL_FORM = regex.compile(
    rf"(?:实验|中心|外国语|第{_NUMERAL}|机关)(?:小学|中学|学校|幼儿园|完小|初级中学|高级中学|初中|高中)"
)
_NUMBER_FORM = regex.compile(rf"第?{_NUMERAL}[中小高幼]$")
_KIND_FORM = regex.compile(
    r"(?:民族)?(?:九年一贯制|九年制|十二年一贯制|特殊教育|职业高级|高级职业|职业中等专业|中等职业技术|中等职业|职业技术|技工|中等专业|职业|师范|卫生|高级|初级|民族)?(?:学校|中学|小学|幼儿园|中心校|完小|职教中心(?:学校)?|职业(?:技术)?教育中心(?:学校)?|中心小学|中心学校|高中)"
)
#: what makes a numeral before it part of a place's name
_COUNTED_PLACE = regex.compile(
    r"^(?:渡河|[里道河沟江堡湾泉岭庄营店桥坪塘铺集寨屯垭溪圩墩]|[\u4e00-\u9fff][河沟江堡湾泉岭庄店桥坪塘铺集寨屯垭溪圩墩])$"
)
_OTHER_SCHOOLS = regex.compile(
    r"(?:党校|驾校|高校|院校|军校|我校|该校|夜校|团校|母校|家长学校|老年学校|干部学校|行政学校|业余学校|进修学校)$"
)
#: endings of a core that make a class, whatever stands before
_CLASS_CORE = regex.compile(
    r"^初$|^岗$|跟岗$|^未来$|占比$|新办$|^地$|(?:学会|协会|研究会)$|(?:乡镇|农村|城区|城乡|村镇|城镇|片区|辖区|街道)$|(?<!未)来$|(?:[占达至]|[配新改扩迁筹在]建|移交|回收|[个名所]|教联体|共同体|联合体|集团|联盟|联体|[属直]|所[大中]?|所属|各级|类型|[性型类族内域化式制级]|[我该全各本每][省市县区校镇乡地州旗])$|^[我该各每本型性化类级等个名所位]|^[一二三四五六七八九十][是要]"
)
_JOINED = regex.compile(r"(?:小学|中学|学校|幼儿园|[一二三四五六七八九十][中小])(?P<mark>[和与及])")
#: 甲中学校长某某和|乙中学: the head of another school, whose name ends before the mark
_HEAD_OF_ANOTHER = regex.compile(r"(?:校长|园长|书记|主任)(?P<name>[\u4e00-\u9fff]{2,3})(?P<mark>[和与及])")
#: 实验学校达到60所: schools of a kind, counted
_COUNTED = regex.compile(
    r"(?:总数|数量)?(?:共有?|共计|达到?|增至|增加到|扩大到|发展到|扩展到|突破|超过)?\d+(?:余|多)?[所家](?![\u4e00-\u9fff])"
)
#: 甲某某初中语文工作室: the level of a teacher's studio
_STUDIO = regex.compile(
    r"(?:语文|数学|英语|外语|物理|化学|生物|政治|思政|历史|地理|体育|音乐|美术|艺术|科学|信息技术|德育|心理)(?:学科)?(?:名师|名教师)?工作[室坊]"
)
#: 挂任|实验高中副校长: behind these a name begins
_SENT = regex.compile(r"担任|挂任|兼任|派驻|派往|入驻|进驻|齐聚|走进|前往|深入|(?<![报达])到(?=[\u4e00-\u9fff]{2})")
#: 由, 与 and their kind before a name, and words of which they are a part
_JOINING = frozenset("由与在到从被将把对驻就至往")
_JOINED_WORDS = frozenset(["对口", "从江", "到岸", "对外", "对岸", "驻马店", "至善"])
_OPENING = frozenset("向为和")
#: 甲、乙两县|初中
_COUNTED_REGIONS = regex.compile(r"[两三四五六七八九十\d]个?[省市县区乡镇]")
#: the core of a school's name that its district and city complete
_NUMBERED_OR_KIND = regex.compile(rf"第(?:{_NUMERAL}|\d{{1,3}})(?:高级|初级)?(?:中学|小学|幼儿园)")
_OF_SCHOOL = ("校长", "校园", "校方")
_PREPOSITIONS = tuple("含占向对给为在到从由被把将与和及")
#: what may stand between a region and 学校 without naming
_PARTICLES = frozenset("就与和对将为向把在从到由也还仅均已各该其此及")
#: what is done with schools, beside the words that end any name: …组织|育英小学, 帮扶|太平镇初级中学
_DONE_WITH = frozenset(
    ["组织", "帮扶", "宣传", "遴选", "会同", "协同", "指导", "命名", "调研", "视导", "督导", "检查", "参观", "送教", "支教", "跟岗", "挂职", "任教", "捐助", "资助", "援建", "迁建", "投用", "揭牌", "授牌", "获评", "惠及", "毕业于", "升入", "分配", "回访", "率队", "带队", "对口"]
)
#: a body between a region and a school: 某县教育局|育英小学
_BODY_ENDS = ("局", "厅", "政府", "委员会", "教工委")
#: 市直|弘文学校: under whom a school is
_DIRECTLY = frozenset(f"{level}直" for level in "省市县区州局厅")
MAX_CORE = 12
_SHORTEST_CORE = 2
_MAX_LEFT = 26


@dataclass(frozen=True, slots=True)
class _Words:
    """Word lists that end or empty a name."""

    boundary: frozenset[str]
    classes: frozenset[str]
    ordinary: frozenset[str]
    provinces: frozenset[str]
    common: frozenset[str]
    names: frozenset[str]
    gazetteer: Gazetteer
    surnames: frozenset[str]

    def is_class(self, word: str) -> bool:
        """Whether a word, or both halves of a four-character word, only classify schools."""
        if word in self.classes:
            return True
        halves = (word[:2], word[2:])
        return len(word) == 4 and all(h in self.classes or h in self.boundary or h in self.ordinary for h in halves)

    def breaks(self, word: str) -> bool:
        """Whether no name goes on over a word, even behind a region."""
        return word in self.boundary or (len(word) > 2 and word.endswith(_BODY_ENDS))

    def ends_name(self, word: str) -> bool:
        """Whether a word cannot stand in a name that nothing else supports."""
        region = any(e.type == "region" for e in self.gazetteer.stems.get(word, ())) and word not in self.common
        if region or word in self.names:
            return False  # 奉节中学, 为民小学
        return self.breaks(word) or word in self.ordinary or self.is_class(word)


def find_schools(scene: Scene, regions: Sequence[Name], universities: Sequence[Name]) -> list[Name]:
    """Names of schools; ``regions`` and ``universities`` may begin a school's name."""
    folded = scene.folded
    lexicon = scene.rules.lexicon
    words = _Words(
        lexicon("boundary_words") | _DONE_WITH,
        lexicon("school_classes"),
        lexicon("ordinary_words"),
        scene.rules.provinces,
        scene.rules.common_words,
        lexicon("school_names") | {r.name[:-1] for r in regions if r.kind == "county"},  # 奉节 is a word, but not beside 奉节县
        scene.rules.gazetteer,
        scene.rules.surnames,
    )
    starts: dict[int, Name] = {n.end: n for n in [*regions, *universities]}
    found: list[tuple[int, int, bool]] = []  # start, end, needs support
    for match in near(_SUFFIX, folded, _SUFFIX_WORDS, before=48, after=20):
        start, end = match.span()
        base = match.span("base") if match["base"] else (start, end)
        if match.group().endswith("集团"):  # 某小学|教育集团
            end -= 4 if match.group().endswith("教育集团") else 2
        if folded.startswith("中小学", start - 1) or scene.protected.titles.overlaps(start, end) or not _on_word_edges(folded, start, *base):
            continue
        begin = _begin(folded, match, starts, words)
        if begin is None or folded[begin - 1 : begin].isdigit() or _COUNTED.match(folded, end) or _STUDIO.match(folded, end):
            continue
        needs = _needs_support(folded, begin, end, starts, words)
        if needs is not None:
            found.append((begin, end, needs))
    schools = settle(scene, found, carried(folded, regions))
    schools += _named_again(folded, {r.start: r for r in regions}, schools, words)
    return sorted([*schools, *numbered_schools(scene, regions, schools)], key=lambda n: n.start)


#: behind these, beside marks, a short form may begin
_BEFORE_SHORT = frozenset("在到和与及对为给向由从赴请")


def _named_again(folded: str, opening: dict[int, Name], schools: Sequence[Name], words: _Words) -> list[Name]:
    """龙家小学 where 余庆县龙家小学 is named: what is left without the region, however it is cut into words."""
    full: dict[str, list[Name]] = {}
    for school in schools:
        at = school.start
        while (region := opening.get(at)) and region.end < school.end:
            at = region.end
        core = _BARE_SUFFIX.sub("", short := folded[at : school.end])
        if at > school.start and len(core) > 1 and core[0] != "第" and not _MODEL_FORM.fullmatch(short) and not words.is_class(core):
            full.setdefault(short, []).append(school)
    taken = spans([(n.start, n.end) for n in schools])
    found: list[Name] = []
    one = {short: same[0] for short, same in full.items() if len({n.name for n in same}) == 1}
    for _, at, end in matcher(sorted(one), longest=True).find_matches_as_indexes(folded) if one else ():
        before = folded[at - 1 : at]
        opens = before in _BEFORE_SHORT or not rx.match(r"[\u4e00-\u9fff]", before)
        if opens and folded[end : end + 1] not in ("生", "部") and not taken.overlaps(at, end):
            found.append(replace(one[folded[at:end]], start=at, end=end, rule="school.short"))
    return found


def _on_word_edges(folded: str, start: int, base: int, end: int) -> bool:
    """Whether the suffix is no part of other words: not 高中 in 提高中小企业 or 高中学生; 师大附中 and 中学校长 are fine."""
    left, right = max(0, start - 6), min(len(folded), end + 6)
    position = left
    for word in cut_words(folded[left:right]):
        first, position = position, position + len(word)
        if first < start < position and position != end and not folded[start:end].startswith("第"):
            return False
        joined = folded[end] in "和与及" and folded[start] not in "高初" if end < len(folded) else False
        if first < end < position and first != base and not joined and not folded.startswith(_OF_SCHOOL, end):
            return False
    return True


def _begin(folded: str, match: regex.Match[str], starts: dict[int, Name], words: _Words) -> int | None:
    """Start of the name whose last word is ``match``, or none when no name can stand here."""
    suffix_start, end = match.span()
    run = rx.search(r"[\u4e00-\u9fff]+$", folded[max(0, suffix_start - _MAX_LEFT) : suffix_start])
    left = suffix_start - (len(run.group()) if run else 0)
    for joined in _JOINED.finditer(folded, left, suffix_start):
        left = joined.end("mark")
    for head in _HEAD_OF_ANOTHER.finditer(folded, left, suffix_start):
        if head["name"][0] in words.surnames and suffix_start - head.end() >= _SHORTEST_CORE:
            left = head.end("mark")
    for counted in _COUNTED_REGIONS.finditer(folded, left, suffix_start):
        left = counted.end()
    for sent in _SENT.finditer(folded, left, suffix_start):
        left = sent.end()
    anchor = next((p for p in range(suffix_start, left - 1, -1) if p in starts and starts[p].start >= left - 12), None)
    if anchor is None:
        return _free_start(folded, left, match, words)
    if (
        folded[anchor:suffix_start]
        and _walk(folded, anchor, suffix_start, words.breaks) != anchor
        and not _name_like(folded[anchor:suffix_start], words)
    ):
        return _free_start(folded, anchor, match, words)
    name = starts[anchor]
    above = starts.get(name.start)
    if name.kind == "town" and above is not None and above.kind == "county" and above.start not in starts:
        return above.start
    if folded.startswith("附属", name.start - 2) and (of := starts.get(name.start - 2)) and of.type == "university":
        return of.start  # 某师范学院附属|某县实验学校
    if above is not None and above.type == "university" and folded.startswith(("附属", "附中", "附小"), name.end):
        return above.start  # 某师范大学|某县附属中学
    plain = _NUMBERED_OR_KIND.fullmatch(folded, anchor, end) and name.name[-1:] == "区"
    if above is not None and above.kind == "prefecture" and (name.kind == "zone" or plain):
        return above.start  # 衡阳|高新区某小学, 随州市|曾都区第一高级中学
    if name.type == "university":
        own = "附" in folded[name.end : end] or rx.search(r"实验|分校", match.group())
        if own and rx.search(r"附|实验|分校|中学|小学|幼儿园", match.group()):
            return name.start
        return _free_start(folded, anchor, match, words)  # 某大学托管|甲县中学
    return name.start


def _free_start(folded: str, left: int, match: regex.Match[str], words: _Words) -> int:
    """Start of a name that no region or university opens; a level character right before the suffix belongs to it."""
    start = _walk(folded, left, match.start(), words.ends_name)
    start = _opened(folded, left, start, match.start())
    if match.start() - start == 2 and folded[start] in _JOINING and _LEVEL_FORM.match(folded, start + 1):
        return start + 1  # 对|县民族中学
    if start == match.start() and _LEVEL_FORM.match(folded, start - 1) and _word_begins(folded, start - 1):
        start -= 1
    if folded[start : start + 2] in _DIRECTLY and start + 2 < match.start():
        start += 2
    return _take_in(folded, start, left, match, words)


def _opened(folded: str, left: int, start: int, right: int) -> int:
    """The start without a preposition that the segmenter joined to a name (由|红岭学校), or with one that opens it
    (向红小学)."""
    if right - start > 2 and folded[start] in _JOINING and cut_words(folded[start:right])[0] not in _JOINED_WORDS:
        return start + 1
    opens = right - start == 1 and folded[start - 1] in _OPENING and start > left
    return start - 1 if opens and (start - 1 == left or folded[start - 2] in "由在") else start


def _word_begins(folded: str, position: int) -> bool:
    """Whether a word begins at ``position``: 县直属 behind 支持, not 城区 cut in two."""
    return (
        position == 0
        or not rx.match(r"[\u4e00-\u9fff]", folded[position - 1])
        or folded[position - 2 : position] in ("小和", "中和", "学和", "园和", "校和")
        or aligned(folded, position, position)
    )


def _name_like(between: str, words: _Words) -> bool:
    """Whether two to four characters between a region and the suffix read as a name: 开明, 城关."""
    plain = 2 <= len(between) <= 4 and not rx.search(
        r"[的在到和与对为由是各有及等所新改扩建]|举办|召开|开展|组织|举行|承办|推进|启动|部署|县域|全[省市县区州]",
        between,
    )
    if not plain:
        return False
    tokens = cut_words(between)
    first = tokens[0]
    if len(tokens) > 1 and len(first) > 1 and (first in words.boundary or first in words.ordinary):
        return False  # 某县|帮扶锦屏|中学
    return not all(words.is_class(w) for w in tokens)


def _walk(folded: str, left: int, right: int, ends_name: object) -> int:
    """Walk left from ``right`` over words until one that no name contains; returns where the name begins."""
    position = right
    for token in reversed(cut_words(folded[left:right]) if left < right else []):
        number = rx.fullmatch(r"[一二两三四五六七八九十百千\d]+[所个家名]?", token)
        named = len(token) <= 2 and _COUNTED_PLACE.match(folded[position:right])  # 九渡河小学, 三里店中心校
        if ends_name(token) or (number and not named) or not rx.fullmatch(r"[\u4e00-\u9fff]+", token):  # type: ignore[operator]
            break
        if token[-1] in "到赴" and len(token) > 1:
            break  # 钱倩到|某中学: a name that the segmenter does not know
        if right - position + len(token) > MAX_CORE:
            break
        position -= len(token)
    return position


def _take_in(folded: str, start: int, left: int, match: regex.Match[str], words: _Words) -> int:
    """Move the start over what the form demands: 庆安 of 庆安一中, the town of 厚坡镇中心幼儿园, 清水 of 清水坪学校."""
    right = match.start()
    if _NUMBER_FORM.fullmatch(match.group()):
        for size in (4, 3, 2):
            stem = folded[right - size : right]
            if len(stem) == size and any(e.type == "region" for e in words.gazetteer.stems.get(stem, ())):
                return right - size
        return start
    town = _town_start(folded, left, right, words)
    if town is not None:
        return town
    if right - start == 1 and start > left:
        before = cut_words(folded[left:start])
        if before and len(before[-1]) == 2 and before[-1] not in words.boundary and before[-1] not in words.classes:
            start -= 2
    town = _town_start(folded, left, start, words) if right - start > 1 else None
    return start if town is None else town  # 永安乡|扇子坝小学


def _town_start(folded: str, left: int, right: int, words: _Words) -> int | None:
    """Where the township begins that is written right before ``right``, or none."""
    town = rx.search(r"[\u4e00-\u9fff]{1,5}(?:镇|乡|街道)$", folded[max(left, right - 7) : right])
    if town is None:
        return None
    tokens = cut_words(town.group())
    last = max((i for i, w in enumerate(tokens[:-1]) if w in words.boundary or w in _SUFFIX_WORDS), default=-1)
    name = "".join(tokens[last + 1 :])
    plain = name[-2:] in ("城乡", "乡镇", "城镇", "村镇") or rx.match(r"[各该全本每乡城名所个]", name)
    return None if plain or len(name) < 3 else right - len(name)


def _needs_support(folded: str, start: int, end: int, starts: dict[int, Name], words: _Words) -> bool | None:
    """False for a name that stands by itself, true for one that needs a fuller form or a list, none for a class."""
    owner = next((starts[p] for p in range(end - 1, start, -1) if p in starts and starts[p].start == start), None)
    while (
        owner is not None
        and owner.kind == "county"
        and (town := next((n for n in _beginning_at(owner.end, end, starts) if n.kind == "town"), None))
    ):
        owner = town
    inner = folded[owner.end : end] if owner else folded[start:end]
    if _OTHER_SCHOOLS.search(inner):
        return None
    if owner is not None:
        return _owned(owner, inner, words)
    if _LEVEL_FORM.fullmatch(inner):
        return _level_form(folded, start, inner)
    return _unowned(inner, words)


def _beginning_at(position: int, limit: int, starts: dict[int, Name]) -> list[Name]:
    """Regions that begin at ``position`` and end by ``limit``."""
    return [starts[p] for p in range(position + 1, limit + 1) if p in starts and starts[p].start == position]


def _owned(owner: Name, inner: str, words: _Words) -> bool | None:
    """A form behind a region or university."""
    if owner.type == "university":
        return False
    core = _BARE_SUFFIX.sub("", inner)
    tokens = _halves(core)
    if core in _PARTICLES:
        return None  # 与某县就学校管理…
    if not core:
        small = owner.kind in ("town", "county")
        if _MODEL_FORM.fullmatch(inner) or (
            _KIND_FORM.fullmatch(inner) and (small or (len(inner) > 2 and owner.kind != "province"))
        ):
            return inner in ("学校", "小学", "幼儿园", "高中", "初中", "中专", "教学点")
        return None
    named = rx.search(rf"实验|第{_NUMERAL}|外国语|中心|机关", inner)
    return None if all(words.is_class(t) for t in tokens) and not named else False


def _level_form(folded: str, start: int, name: str) -> bool | None:
    """县幼儿园, 区实验小学: a name unless a word such as 各 or 全 stands before it."""
    if folded[start - 1 : start] in tuple("各全该本我每设辖属县乡城学校社片园"):
        return None
    return (len(name) <= 4 and name[-1] not in "中小幼") or name[1:] in ("中学", "小学", "学校", "高中", "初中")


def _unowned(name: str, words: _Words) -> bool | None:
    """A form with neither region nor level before it."""
    core = _BARE_SUFFIX.sub("", name)
    if core in words.provinces or _CLASS_CORE.search(core) or core[-1:] in _PREPOSITIONS or rx.search("(?<!成)就$", core):
        return None  # 某某向学校表示感谢
    if _MODEL_FORM.fullmatch(name):
        return True
    if not core or all(words.is_class(t) for t in _halves(core)):
        return None
    number = _NUMBER_FORM.search(name)
    if number:
        prefix = name[: number.start()]
        return (
            None
            if not 2 <= len(prefix) <= 4 or prefix in words.classes or rx.search(r"[之届在的年是其高初所]$", prefix)
            else False
        )
    return None if rx.fullmatch(rf"第?{_NUMERAL}", core) else False


def _halves(core: str) -> list[str]:
    return [part for w in cut_words(core) for part in ((w[:2], w[2:]) if len(w) == 4 else (w,)) if part]
