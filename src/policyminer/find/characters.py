"""Characters that stand for a region: 在昌举行, 驻芜各单位, 进藏干部, 郑卢结对, 粤黔协作.

One character proves nothing. It needs a verb of place before it or another such character beside it, and a region that
the document names (of two provinces side by side, what they do together is enough).
"""

from __future__ import annotations

import regex

from policyminer.find.protect import Spans, spans
from policyminer.find.regions import entity_id
from policyminer.find.scene import Name, Scene, aligned, last_word

_VERBS = "在驻赴来进援入抵离留返"
_PLACE_VERB = regex.compile(rf"(?:[{_VERBS}]|支援|走进)$")
#: longer words of going that end in such a verb, and 向来访者 as the segmenter cuts it; 推进, 引进 are none (推进会)
_GOING = ("派驻", "进驻", "常驻", "深入", "开进", "挺进", "支援", "走进", "向来")
_PLACE_AFTER = regex.compile(
    r"(?:举[行办]|召开|开[展班幕]|各|教师|考察|调研|走访|访问|慰问|看望|视察|洽谈|推介|投资|企业|干部|学习|支教|办学|工作|高校|师生|启动|成功|正式|隆重|圆满|单位|部队|央企|就业|创业|落户|对接|挂职|帮扶|授课|讲学|义诊|巡诊|督导|检查|观摩|交流|座谈|务工|[,。、;]|的|和|与|指导|参加|期间|人[才员])"
)
#: what is done at the place before it
HELD_AFTER = regex.compile(
    r"(?:举行|举办|召开|开班|启动|开幕|签订|签署|走访|调研|考察|慰问|开展|指导|座谈|交流|参加|揭牌|签约|培训|闭幕|落幕|隆重|顺利|正式)"
)
_PAIR_AFTER = regex.compile(r"(?:结对|对口|合作|帮扶|协作|携手|共建|联动|协同|交流|情)")
#: behind these the two are regions for certain: 莞铜两地, 粤黔示范校
_PAIR_OF_REGIONS = regex.compile(r"(?:两[地省市县区]|双方|协作|示范校|劳务|对口)")
_SENT_AFTER = regex.compile(r"(?:跟岗|学习|培训|研修|考察|挂职|交流|参加|参训|就医|招商)")


#: characters that open few words, so that 来湘调研 and 在辽期间 need no region that the document names
_CLEAR = frozenset("京津沪渝冀辽皖闽赣鲁豫鄂湘粤桂琼黔滇陕甘")
_NO_COMING = frozenset(
    "历来 将来 未来 由来 原来 本来 从来 近来 以来 后来 现在 实在 存在 正在 所在 潜在 内在".split()  # noqa: SIM905 - a list of words
)
_CAME_FOR = regex.compile(
    r"(?:调研|考察|投资|兴业|就业|创业|旅游|游(?![泳戏行击])|走访|指导|学习|交流|洽谈|参观|督导|视察|务工|访问|采访|采购|参加|参会|参赛|开展)"
)
_THERE = regex.compile(r"(?:期间|高校|央企|企业|投资|召开|举行|举办|就业|创业|务工|调研|考察|督导|落地|揭牌|签约)")
#: 京外招生: what lies outside the region of the document
_BEYOND = regex.compile(r"[外内](?=招生|高校|人员|企业|生源|院校|游客|学生|市场|投资|资源|专家|医|就业|务工|优质|[,。;、])|内外(?![\u4e00-\u9fff]?[科伤用])")


def document_characters(scene: Scene, names: list[Name], home: tuple[str, ...]) -> dict[str, str]:
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


def find_characters(scene: Scene, names: list[Name], claimed: Spans, characters: dict[str, str]) -> list[Name]:
    """Mentions of one character; ``characters`` are those of :func:`document_characters`."""
    finder = _Finder(scene, names, claimed, characters)
    finder.run()
    return finder.found


class _Finder:
    """Finds the characters of one document that are meant as regions."""

    def __init__(self, scene: Scene, names: list[Name], claimed: Spans, characters: dict[str, str]) -> None:
        self.scene, self.claimed, self.characters = scene, claimed, characters
        self.folded = scene.folded
        self.taken = spans([(n.start, n.end) for n in names])
        self.found: list[Name] = []
        table = scene.rules.region_characters
        self.provincial = {char: code for code, char in table if code.endswith("0000")}
        near = {code[:2] for code in characters.values()}
        self.cities = {
            char: code
            for code, char in table
            if not code.endswith("0000") and code[:2] in near and char not in characters
        }
        # 铜 for 铜仁市: the first character of a city, only beside another region
        self.paired = dict(characters)
        for name in names:
            if name.kind == "prefecture" and name.adcode:
                self.paired.setdefault(name.name[0], name.adcode)

    def run(self) -> None:
        """Look at every character that stands for some region and has a verb, another such character or 外 beside it."""
        any_of = "[" + "".join(sorted({*self.paired, *self.provincial, *self.cities})) + "]"
        pattern = regex.compile(rf"(?<=[{_VERBS}]){any_of}|{any_of}(?={any_of}|[外内])")
        done = 0
        for match in pattern.finditer(self.folded):
            at = match.start()
            if at < done:
                continue
            if pair := self._pair(at):
                self._add(at, pair[0])
                self._add(at + 1, pair[1])
                done = at + 2
            elif code := self._alone(at):
                self._add(at, code)

    def _pair(self, at: int) -> tuple[str, str] | None:
        """郑卢结对, 莞铜两地, 粤黔协作: two regions that do something together."""
        folded, first, second = self.folded, self.folded[at], self.folded[at + 1 : at + 2]
        named = self.characters.get(first), self.characters.get(second)
        certain = _PAIR_OF_REGIONS.match(folded, at + 2)
        if certain and not (named[0] and named[1]):
            named = self.paired.get(first), self.paired.get(second)
            if not (named[0] and named[1]):
                named = self.provincial.get(first), self.provincial.get(second)
            if not (aligned(folded, at, at) and aligned(folded, at + 2, at + 2)):
                return None
        if not named[0] or not named[1] or named[0] == named[1]:
            return None
        return (named[0], named[1]) if certain or _PAIR_AFTER.match(folded, at + 2) else None

    def _alone(self, at: int) -> str | None:
        """The region that one character stands for behind a verb of place."""
        folded, char, before = self.folded, self.folded[at], self.folded[at - 1 : at]
        held = HELD_AFTER.match(folded, at + 1)
        if char in self.characters and _BEYOND.match(folded, at + 1) and aligned(folded, at, at):
            return self.characters[char]
        if char in _CLEAR and before in tuple("来在赴"):
            told = _CAME_FOR if before == "来" else _THERE
            if told.match(folded, at + 1) and folded[at - 2 : at] not in _NO_COMING:
                return self.characters.get(char) or self.provincial.get(char)
        if char in "京藏" and before in tuple("在进援入赴") and (char == "藏" or held):
            return self.provincial[char]
        if char in self.provincial and before == "赴" and _SENT_AFTER.match(folded, at + 1):
            return self.provincial[char]
        if char in self.cities and before == "在" and held:
            return self.cities[char]
        code = self.characters.get(char) or (self.provincial.get(char) if char == "藏" else None)
        verb = _PLACE_VERB.search(folded[max(0, at - 2) : at]) if code else None
        if verb is None:
            return None
        if before not in tuple("在来赴驻") and last_word(folded, at) not in (verb.group(), *_GOING):
            return None  # 推进|会
        there = _PLACE_AFTER.match(folded, at + 1) or (char == "藏" and before in tuple("援进入在"))
        return code if there else None

    def _add(self, at: int, code: str) -> None:
        entry = self.scene.rules.gazetteer.region(code, self.scene.day)
        titles = self.scene.protected.titles
        blocked = any(s.overlaps(at, at + 1) for s in (self.taken, self.claimed, titles))
        if entry and not blocked:
            rule = "region.character"
            self.found.append(Name(at, at + 1, "region", entry.name, entity_id(entry), rule, entry.id, entry.kind))
