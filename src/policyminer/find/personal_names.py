"""Personal names: a family name with one or two characters behind it, and what only looks like one."""

from __future__ import annotations

from functools import lru_cache

import regex

from policyminer.find.foreign import SOUNDS, dotted_end, sounds_end, telling
from policyminer.find.scene import Scene
from policyminer.patterns import rx
from policyminer.rules.load import Rules
from policyminer.words.segment import cut_words

OFFICES = "书记|校长|院长|主任(?!科员)|局长|厅长|处长|科长|司长|部长|县长|区长|市长|省长|州长|镇长|乡长|组长|所长|园长|馆长|会长|秘书长|主席|总理|理事长|委员长|队长|团长|站长|台长|社长|总编辑|总经理|巡视员|检察长|盟长|旗长|股长|教授|庭长|主委|行长|厂长|村长|研究员|调研员|主编|总编|司令员|政委(?![员托派])|(?<=副)师长"
NAME_THEN_ROLE = regex.compile(rf"(?:同志|一行(?![业员列代])|总书记|(?:常务)?副?(?:{OFFICES})|副?调研员|博士|老师|院士|同学(?![们会校间录])|女士|先生|医生)")
STUDIO = regex.compile(
    r"(?=名(?:师|校长|班主任|园长|教师)工作[室坊]|(?:(?:初中|高中|小学|中职|学前)?(?:语文|数学|英语|物理|化学|生物|政治|思政|历史|地理|体育|音乐|美术|科学|德育|心理|班主任)?)(?:名师|特级教师|劳模)?工作室)"
)
#: 校长高峰论坛: a word that is also a name, before a word for a meeting
_MEETING = regex.compile(r"论坛|对话|会议|峰会|大会|研讨|沙龙|讲坛|讲堂")
_PARTY_BODY = regex.compile(r"党[组委]|常委|支部")
_STANDS_FOR = regex.compile(r"代表(?![队团们处性])")
#: never a family name here, though they are in the books
_JOINS = frozenset("由有在为对把被向将与和及从到已均也等")
#: what somebody may be sent to: the last character of 常驻村 is no given name
_WHERE = frozenset("村县乡镇校户岗")
_NO_SURNAME = frozenset("和同与及有是在为以来其全但后又国能公别开黑红老海年门")
#: family names that are prepositions too: the name needs three characters, and its given name is no word
PREPOSITION_SURNAME = frozenset("向于应由从经对就")
#: characters behind which a name may end: particles, prepositions, short verbs
_BEHIND = frozenset(
    "给在到和与及等率说为对向从同跟是作赴就也还又将已曾带讲以于由把被并则便的之一来去出参主致代任兼说讲问答道要"
)
PUNCTUATION = frozenset("，。、,。;:!?()《》“”—·/ \n")
#: what leaders do in reports, though the dictionary has these as nouns or not at all
_LEADS = frozenset(
    ["带队", "率队", "率团", "一行", "出席", "致辞", "致词", "陪同", "到会", "授课", "领衔", "主讲", "作序"]
)
#: 王凯|以“…”为题: what a quotation or title stands behind
_BEFORE_QUOTE = frozenset("以在对就为将把向用从被")
#: 卢芳|说: no given name ends in these
_SAYS_LAST = frozenset("说称讲问")
_OFFICE = regex.compile(rf"(?:{OFFICES}|老师|同学|同志|家长|院士|博士)")
_JAPAN = regex.compile(r"日本|日方|日籍|日裔|东京|大阪|京都|横滨|名古屋|北海道")
#: how far before a name Japan may be named
_NEAR_JAPAN = 40
#: 松下幸之助, 石原慎太郎: given names of three characters end in these
_LAST_OF_THREE = frozenset("郎助子美辅")
_NO_GIVEN = PUNCTUATION | frozenset("的等了是")
#: 岸田文雄|说: a Japanese name ends before these
_BEHIND_JAPANESE = frozenset("在到和与及等率说为对向从同跟是作就也还将已曾带讲由把被并则便的了称")
_NOT_LAST = frozenset("部处局科院厅委办室校园所馆")
#: behind a word these make the name of a class of people: 师范生, 安全员, 施工方, 项目组
_CLASS_ENDINGS = frozenset("员生方组队班团社户商企者家工民师人长")


@lru_cache(maxsize=4)
def _no_names(rules: Rules) -> frozenset[str]:
    return rules.lexicon("surname_words") | rules.lexicon("surname_nouns")


@lru_cache(maxsize=4)
def _heads(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:2] for name in names)


#: 多杰任|组长, 任双|组长: a verb, not the end of a name or a family name
_TAKES, _HEADS_GROUP = regex.compile(r".{2}任|任[双总副]"), regex.compile(r"(?:第一|常务)?副?(?:组长|指挥|总指挥|召集人)")


class PersonalNames:
    """Reads personal names in one document."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.folded = scene, scene.folded
        self.not_names = _no_names(scene.rules)
        self.words = scene.rules.plain_words
        self.surnames = scene.rules.surnames
        self.japanese = scene.rules.lexicon("japanese_surnames")
        self.japanese_heads = _heads(self.japanese)

    def family(self, start: int) -> int:
        """Length of the family name at ``start``, or 0."""
        if self.folded[start : start + 2] in self.surnames and len(self.folded[start : start + 2]) == 2:
            return 2
        char = self.folded[start : start + 1]
        return 1 if char in self.surnames and char not in _NO_SURNAME else 0

    def name_end(self, start: int) -> int:
        """End of the personal name that begins at ``start``, or ``start`` when there is none."""
        folded = self.folded
        dotted = dotted_end(folded, start) if "·" in folded[start : start + 10] else start
        if dotted > start:
            return dotted
        sounds = sounds_end(folded, start)
        if sounds - start > 3 and telling(folded, start, sounds) > 1 and self.ends_clean(sounds):
            return sounds  # 苏嘎尔布
        if japanese := self.japanese_end(start):
            return japanese
        family = self.family(start)
        given = folded[start + family : start + family + 2]
        if family and given[:1] == " ":
            return self._padded_end(start, start + family + 2)
        if not family or not rx.match(r"[\u4e00-\u9fff]", given) or given[0] in _NO_GIVEN:
            return start
        short, long = start + family + 1, start + family + 2
        whole = len(given) == 2 and rx.fullmatch(r"[\u4e00-\u9fff]{2}", given) is not None and given[1] not in _NO_GIVEN
        end = long if whole and self._takes_third(short, long) else short
        if end - start > 2 and folded[end - 1] == "任" and _HEADS_GROUP.match(folded, end):
            end -= 1  # 多杰|任组长
        return end if self._plausible(start, end, family) else start

    def may_be_family(self, start: int) -> bool:
        """Whether the first characters at ``start`` are those of some name."""
        one, two = self.folded[start : start + 1], self.folded[start : start + 2]
        return one in self.surnames or two in self.surnames or one in SOUNDS or two in self.japanese_heads

    def japanese_family(self, start: int) -> int:
        """Length of the Japanese family name at ``start`` in a sentence that names Japan before it, or 0."""
        size = next((n for n in (3, 2) if self.folded[start : start + n] in self.japanese), 0)
        return size if size and _JAPAN.search(self.folded, max(0, start - _NEAR_JAPAN), start) else 0

    def japanese_end(self, start: int) -> int:
        """End of the Japanese name that begins at ``start`` (石破茂, 高桥直树, 松下幸之助), or 0."""
        if self.folded[start : start + 2] not in self.japanese_heads or not (size := self.japanese_family(start)):
            return 0
        first = start + size
        for given in (3, 2, 1):
            name = self.folded[first : first + given]
            whole = len(name) == given and rx.fullmatch(r"[\u4e00-\u9fff]+", name) and name[-1] not in _BEHIND_JAPANESE
            if whole and (given < 3 or name[-1] in _LAST_OF_THREE) and self.ends_clean(first + given):
                return first + given
        return 0

    def _padded_end(self, start: int, end: int) -> int:
        """End of a name of two characters with a space between them, set to the width of three."""
        name = self.folded[start : end - 2] + self.folded[end - 1]
        whole = len(name) > 1 and rx.fullmatch(r"[\u4e00-\u9fff]+", name) is not None
        return end if whole and name not in self.words and name not in self.not_names and self.ends_clean(end) else start

    def _takes_third(self, short: int, long: int) -> bool:
        """Whether the third character belongs to the name rather than to what follows it."""
        folded = self.folded
        third = folded[short]
        if folded[long : long + 1] in "“《" and third in _BEFORE_QUOTE and folded[long : long + 1]:
            return False  # 王凯|以“…”为题
        if third == "及" and rx.match(r"相关|有关|其他|部分|全体|各|县|市|区|镇", folded[long : long + 2]):
            return False  # 郭鹏|及相关部门
        if third == "以" and folded[long : long + 1] in tuple("《“"):
            return False  # 陈勇|以《…》为题
        if folded[long : long + 1] in PUNCTUATION or long >= len(folded):
            return third not in _SAYS_LAST
        if folded[long] in "和与及" and third not in _BEHIND and self.ends_clean(long):
            return True  # 罗志平|和
        if not self.ends_clean(long):
            return False
        if _STANDS_FOR.match(folded, long):
            return True  # 王小军|代表
        if NAME_THEN_ROLE.match(folded, short) and not NAME_THEN_ROLE.match(folded, long):
            return False
        verb = cut_words(folded[long : long + 6])[0]
        if third in "和与及为" and (verb in self.scene.rules.lexicon("boundary_words") or verb in _LEADS):
            return True  # 田季和|带队
        word = cut_words(folded[short : short + 6])[0]
        if len(word) > 1 and word in self.words and not (word[-1] == "等" and len(word) == 2):
            # 韩冠|出席; but 邵俊杰|作专题报告, whatever 杰作 is
            verbal = third in _BEHIND or word in self.scene.rules.lexicon("boundary_words") or word in _LEADS
            return len(word) == 2 and folded[long] in "作说讲" and not verbal
        return third not in _BEHIND or bool(NAME_THEN_ROLE.match(folded, long))

    def ends_clean(self, end: int) -> bool:
        """Whether a name may end here: punctuation, a particle, or a word of two or more characters follows."""
        folded = self.folded
        if end >= len(folded) or folded[end] in PUNCTUATION or folded[end] in _BEHIND:
            return True
        if NAME_THEN_ROLE.match(folded, end) or STUDIO.match(folded, end):
            return True
        return len(cut_words(folded[end : end + 6])[0]) > 1

    def _plausible(self, start: int, end: int, family: int) -> bool:
        folded = self.folded
        name, first = folded[start:end], folded[start]
        if (
            (first == "任" and _TAKES.fullmatch(name) and _HEADS_GROUP.match(folded, end))
            or name in self.not_names
            or folded[end : end + 1] == "长"
            or _OFFICE.fullmatch(name, family)
            or name.startswith("代表")
            or not self.ends_clean(end)
            or self._names_a_class(name)
        ):
            return False
        token = cut_words(folded[start : start + 6])[0]
        if (len(token) > len(name) and token in self.words) or (len(token) > 2 and token in self.not_names):
            return False  # 温馨提示
        if first in PREPOSITION_SURNAME and (
            (len(name) < 3 and not self._is_listed(start, end)) or name[family:] in self.words or name[family:] in self.not_names
        ):
            return False  # 向与会, 于五月
        if len(name) == 2:
            return name not in self.words and not (token.startswith(name) and _MEETING.match(folded, end))
        if name[:2] in self.words and name[-1] in _JOINS:
            return False  # 成立由县长, 高校有所长
        if token == name[:2] and token in self.not_names and name[-1] in _WHERE:
            return False  # 教授常驻村
        return (
            name[:2] not in self.not_names
            or folded[end : end + 1] in PUNCTUATION
            or (self.ends_clean(end) and token != name[:2])
        )

    def _is_listed(self, start: int, end: int) -> bool:
        """Whether marks of a list stand on both sides: 、于丽、"""
        return self.folded[start - 1 : start] in tuple(":、 ") and self.folded[end : end + 1] in tuple("、 \n。,;")

    def _names_a_class(self, word: str) -> bool:
        """师范生, 施工方, 林长: a class of people or an office, no single person."""
        return word[-1] in _CLASS_ENDINGS and (
            word[:-1] in self.scene.rules.plain_stems or (len(word) == 2 and word[-1] == "长")
        )

    def is_name(self, start: int, end: int) -> bool:
        """Whether exactly ``[start, end)`` is a family name with one or two more characters."""
        word = self.folded[start:end]
        family = self.family(start) if start >= 0 else 0
        if (
            not family
            or not rx.fullmatch(r"[\u4e00-\u9fff]{2,4}", word)
            or word in self.not_names
            or word in self.words
            or word == "谢谢"
            or word[-1] in "好美"  # 最美|老师
            or (word[0] in "位名" and rx.match(r"[\d一二两三四五六七八九十多余]", self.folded[start - 1 : start]))
            or _OFFICE.fullmatch(word, family)
            or (_TAKES.fullmatch(word) and _HEADS_GROUP.match(self.folded, end))
        ):
            return False
        given = word[family:]
        if (word[-1] in _JOINS and word[:-1] in self.words) or self._names_a_class(word):
            return False
        if _PARTY_BODY.search(word):
            return False  # 原党组副书记
        return (
            1 <= len(given) <= 2
            and not any(c in _NO_GIVEN for c in given)
            and word[-1] not in _NOT_LAST
            and word[0] not in PREPOSITION_SURNAME
        )
