"""What stands before a name: the post as written, and the body or the place it is held in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial

import regex

from policyminer.find.agencies import owner_name
from policyminer.find.own import OF_COLLEGE, OF_UNIVERSITY, own_university, sole_university
from policyminer.find.personal_names import OFFICES, PersonalNames
from policyminer.find.posts import HEAD, OF_LEVEL, holder, region_of, without_employer
from policyminer.find.regions import visitors
from policyminer.find.scene import Home, Name, Scene
from policyminer.patterns import rx
from policyminer.words.segment import cut_words

_ROLE_STOP = regex.compile(
    r"[,。;:!?\n“”《》△●★☆◆■▲◇○◎□]|(?:由|经(?![济费营贸管开验亨])|对(?![外口])|向|在|请|邀请|聘请|包括|介绍|据|给|陪同|率领|率(?!先)|带领|任命|来自|作为|时任|现任|原任|参加活动的|(?:领导|嘉宾|同志|人员)还?有|了(?!解)|[^工党市区县]的|该[镇乡县市区校省州]|以及|和|与|及)(?=[\u4e00-\u9fff])"
)
_OURS = regex.compile(r"[我本该][校院县市区省局镇乡]|学校")
_POST_WORDS = ("主任", "教授", "委员", "代表", "专家", "校长", "书记", "同志", "教师", "园长")
_BODIES = ("university", "agency", "school", "region")
_OF_PLACE = regex.compile(r"[省市县区]?(?:常务)?副?(?P<level>[省市县区州旗镇乡])(?:长|委|政府|人大|政协)")
_SELF = regex.compile(r"^(?:学校|我校|该校|本校|学院|我院|该院)(?=.{2})")
_CARRIED = regex.compile(rf"(?:{OFFICES}|博士|老师|同志|副|[,、和与及]|以及|率领?|带领)*")
#: a rank, which a comma may part from the office of its holder
_RANK = regex.compile(r"[一二三四]级(?:巡视员|调研员|主任科员|高级主办|主办|警长|高级警长)(?:同志)?[: ]?")
_OTHER_POST = regex.compile(rf"(?:{HEAD}),$")
_BEFORE_RANK = regex.compile(r",(?=[一二三四]级)")
#: characters before a post in which the names and posts that share its sentence are looked for
_ROLE_WITHIN = 1_000


def _only(regions: set[str], level: str) -> str | None:
    """The only region of a level."""
    named = [name for name in regions if name.endswith(level)]
    return named[0] if len(named) == 1 else None


class Roles(PersonalNames):
    """Reads the posts of one document; ``found`` maps where a name begins to the person, ``order`` has the starts."""

    def __init__(self, scene: Scene, names: Sequence[Name], chain_at: Home) -> None:
        super().__init__(scene)
        self.names, self.chain_at = names, chain_at
        self.name_starts = [n.start for n in names]
        self.found: dict[int, Name] = {}
        self.order: list[int] = []
        self.regions = {n.name for n in names if n.type == "region"}
        self._of_level: dict[str, list[Name]] = {}
        counts = Counter(n.name for n in names if n.type == "university")
        self.own_university = own_university(scene) or sole_university(scene, names)
        self.away = visitors(scene)
        self._only = cache(partial(_only, self.regions - self.away))
        self.universities = frozenset(counts)
        self.first_university = next((n for n in names if n.type == "university"), None)
        self.main_university = max(counts, key=lambda n: (counts[n], n)) if counts else None
        self.main_university_at = next((n.start for n in names if n.name == self.main_university), len(scene.folded))

    def role(self, post: tuple[int, int]) -> tuple[str | None, str | None]:
        """(post as written, canonical name of the body): all that stands between the body and the name."""
        folded = self.folded
        sentence = max(0, post[0] - _ROLE_WITHIN)
        sentence = max(sentence, *(folded.rfind(c, sentence, post[0]) + 1 for c in "。;:!?\n"))
        clause = max(folded.rfind(",", sentence, post[0]) + 1, sentence)
        if clause > sentence and _RANK.fullmatch(folded, clause, post[1]) and _OTHER_POST.search(folded, sentence, clause):
            clause = max(folded.rfind(",", sentence, clause - 1) + 1, sentence)  # 党组书记、局长,一级调研员某某
        near = self.names[bisect_left(self.name_starts, clause) : bisect_left(self.name_starts, post[1])]
        first, last = bisect_left(self.order, sentence), bisect_left(self.order, post[0])
        people = {self.found[s].end: self.found[s] for s in self.order[first:last]}
        bodies = [n for n in near if n.type in _BODIES and n.end <= post[1]]
        # the place in 县长李吉林 is no body; whom a 援藏干部 was sent to is not whose he is
        bodies = [n for n in bodies if folded[n.start - 1 : n.start] != "援" and not (n.end in people and n.type == "region")]
        body = holder(folded, bodies, people)
        if body is not None and folded[body.start - 1] == "驻":  # 某大学驻某县工作队队长
            body = next((n for n in bodies if n.end == body.start - 1), body)
        if body is not None and self._adjoins(body, post, people):
            first = body.end - (self.folded.startswith("长", body.end) and not self.folded.startswith("长期", body.end))  # 某县|教育局长
            return self._shared_level(body, self.scene.text[first : post[1]].strip(":： ").removesuffix("同志"))
        left, owner = self._cut(body.end if body else clause, post, people)
        text = self.scene.text[left : post[1]].strip(":： ”").removesuffix("同志")
        if body is not None and left == body.end:
            return self._shared_level(body, text)
        ours = rx.match(r"[我本该](?P<level>[省市县区州旗镇乡])(?=.{2})", text)
        if ours:
            return text[ours.end() :], self._last_of_level(ours["level"], post[0])
        own = _SELF.match(text)
        carried = people and _CARRIED.fullmatch(folded, people[max(people)].end, left)
        if self.own_university and not owner and (own or (not carried and OF_UNIVERSITY.match(text))):
            return text[own.end() :] if own else text, self.own_university
        if not own and not owner and not carried and len(self.universities) == 1 and OF_COLLEGE.match(text):
            return text, self.first_university.name if self.first_university and self.first_university.start < post[0] else None
        if own or (not owner and rx.fullmatch(r"(?:党委)?(?:副)?(?:书记|校长|院长)", text)):
            institution = self._institution(post[0], bool(own))
            if institution or own:
                return text[own.end() :] if own else text, institution
        if owner:
            return text or None, owner
        told, org = self._carried(text, left, people)
        level = OF_LEVEL.match(told) if told and org is None else None
        return told, self._own_region(level["level"], post[0]) if level else org

    def _adjoins(self, body: Name, post: tuple[int, int], people: dict[int, Name]) -> bool:
        """Whether only a department or post stands between the body and the end of the post."""
        between = _BEFORE_RANK.sub("、", self.folded[body.end : post[1]])
        if not rx.fullmatch(r"[\u4e00-\u9fff、()]*", between) or any(body.end < e <= post[0] for e in people):
            return False
        verbs = self.scene.rules.lexicon("boundary_words")
        words = cut_words(self.folded[body.end : post[0]])
        return "的" not in between and not any(w in verbs and len(w) > 1 and w not in _POST_WORDS for w in words)

    def _cut(self, left: int, post: tuple[int, int], people: dict[int, Name]) -> tuple[int, str | None]:
        """Where the post begins behind prepositions, finished names and lists; and the owner that 该镇 names."""
        folded, owner = self.folded, None
        for stop in _ROLE_STOP.finditer(folded, left, post[1] + (post[0] == post[1])):
            joined = stop.group()[0] in "和与及" or stop.group() == "以及"
            finished = stop.start() in people or stop.start() == left or rx.search(rf"{HEAD}$", folded[left : stop.start()])
            if stop.end() > post[0] or (joined and not finished and not _OURS.match(folded, stop.end())):
                continue
            left = stop.end()
            if stop.group().endswith("有"):  # 某学院的领导有党委副书记某某
                owner = next((n.name for n in self.names if n.end == stop.start() - 1 and n.type in _BODIES), None)
            if stop.group().startswith("该"):
                owner = self._last_of_level(stop.group()[-1], left)
        listed = folded.rfind("、", left, post[0])
        while listed >= 0 and not rx.search(rf"{HEAD}$", folded[left:listed]):
            left, listed = listed + 1, folded.rfind("、", listed + 1, post[0])
        after = max((e for e in people if left <= e <= post[0]), default=None)
        if after is not None:
            carried = regex.compile(rf"(?:{HEAD}|老师|同学|女士|先生)?[、和与及]?").match(folded, after, post[0])
            left = carried.end() if carried else after
        return left, owner

    def _institution(self, position: int, own: bool) -> str | None:
        """The university or school that 学校 or a bare 校长 means: the last one of the paragraph, else the document's."""
        paragraph = self.scene.outline.paragraphs[self.scene.outline.paragraph_at(position)]
        inside = self.names[bisect_left(self.name_starts, paragraph.start) : bisect_left(self.name_starts, position)]
        near = [n for n in inside if n.type in ("university", "school")]
        if near:
            return near[-1].name
        return self.main_university if own and self.main_university_at < position else None

    def _own_region(self, level: str, position: int) -> str | None:
        """The region that 市 of 副市长 or 市委副书记 means: that of the text, else the only one of its kind."""
        owner = owner_name(self.scene, level.replace("自治区", "省"), self.chain_at(position))
        return owner or self._only(level)

    def _last_of_level(self, level: str, before: int) -> str | None:
        """The region that 该镇, 该县, 我县 refers to: the last one of that kind named before, unless that came to see us."""
        if level not in self._of_level:
            self._of_level[level] = [n for n in self.names if n.type == "region" and n.name.endswith(level)]
        alike = self._of_level[level]
        earlier = map(alike.__getitem__, range(bisect_left(alike, before, key=lambda n: n.start) - 1, -1, -1))
        last = next((n.name for n in earlier if n.end <= before), None)
        return owner_name(self.scene, level, self.chain_at(before)) if last in self.away else last

    def _carried(self, text: str, left: int, people: dict[int, Name]) -> tuple[str | None, str | None]:
        """The body of the person before in a list: 党委书记甲，校长乙, 学院甲院长、乙副院长."""
        previous = people.get(max(people)) if people else None
        if rx.match(r"[为向给]|对(?![外口])", text):
            return None, None  # 厅长甲为|乙院士颁奖
        if previous is None or not _CARRIED.fullmatch(self.folded, previous.end, left):
            return text or None, None
        department = rx.match(r".*(?:学院|系|处|部|中心|科|室|办公室)(?=.)", previous.role or "")
        if not text and department and not previous.org:
            text = department.group()
        college = "" if (previous.org or "").endswith(("大学", "学院")) else "学院|系|中心|"
        own = without_employer(text) or regex.match(rf".+(?:{college}学校|小学|中学|集团|公司|党校|分会)", text)
        if (owner := region_of(previous.org, text)) in self.regions:
            return text, owner  # 某市政协主席甲，市委副书记乙
        place = _OF_PLACE.match(text)
        if place and previous.org not in self.regions and not (previous.org or "").endswith("政府"):
            return text, self._last_of_level(place["level"], left) if place["level"] in "县区旗" else None  # 某大学校长甲，县长乙
        return text or None, None if own and previous.role != text else previous.org

    def _shared_level(self, body: Name, text: str) -> tuple[str | None, str | None]:
        """横峰县委常委、副县长: the post is 县委常委、副县长, the body the county."""
        level = rx.search(r"[省市县区州](?:委|政府)$|(?<=[镇乡道])党委$", body.name) if body.type == "agency" else None
        if level and not body.name.startswith(("共青团", "团")) and rx.match(r"(?:常委|副?书记|委员)", text):
            size = len(level.group())
            owner = body.name.removesuffix("党委").removesuffix("委").removesuffix("政府").removeprefix("中共")
            # 石桥镇|党委, 某省某市某县|委: the region itself
            edge = body.end - (size if level.group() == "党委" else size - 1)
            owner = next((n.name for n in self.names if n.end == edge and n.type == "region"), owner)
            return self.scene.text[body.end - size : body.end] + text, owner
        return text or None, body.name
