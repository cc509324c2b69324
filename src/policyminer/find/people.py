"""People: a family name and one or two characters beside a post, with the post and the body it is held in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import ahocorasick_rs
import regex

from policyminer.find.contacts import find_contacts
from policyminer.find.foreign import SOUNDS, abroad_before, dotted_names, sounds_end, telling
from policyminer.find.listed_people import Lists
from policyminer.find.near import near
from policyminer.find.own import OF_UNIVERSITY, own_university
from policyminer.find.personal_names import NAME_THEN_ROLE, OFFICES, STUDIO, PersonalNames
from policyminer.find.posts import (
    ABROAD,
    DOCTRINE,
    HEAD,
    POSTS_BEHIND,
    SEVERAL,
    SPEAKS,
    from_country,
    holder,
    post_only,
    region_of,
    without_employer,
    without_verb,
)
from policyminer.find.protect import spans
from policyminer.find.scene import Name, Scene, aligned
from policyminer.patterns import rx
from policyminer.words.segment import cut_words

_MEMBER_HEAD = regex.compile(
    r"(?<=[\n;。:,\s])(?P<role>成员|组员|委员|顾问|联络员|联系人|召集人|联络人|出席|主持|主讲人?|记录)[: ]{1,2}"
)
#: 县领导甲、乙、丙: leaders of a region, whose posts are not told
_LEADERS = regex.compile(r"(?<=[\n;。:,、和与及\s])(?P<role>(?P<level>[省市县区州旗镇乡校院])领导):?")
#: what stands behind the last name of a list
_LIST_ENDS = regex.compile(
    r"[,。;)\n]|等|一行|分别|先后|共同|一同|应邀|受邀|参加|出席|陪同|到会|带队|主持|致辞|到场|介绍|授课|作"
)
_CLAUSE_STARTS = frozenset(["", "\n", "。", ",", ";", ":", "!", "?", "”"])
_HONORIFICS = ("教授", "副教授", "老师", "博士", "院士", "同志", "同学", "女士", "先生", "医生")
#: said of anybody: no post
_POLITE = ("同志", "女士", "先生", "一行")
_ROLE_STOP = regex.compile(
    r"[,。;:!?\n“”《》△●★]|(?:由|经(?![济费营贸管开验亨])|对(?![外口])|向|在|请|邀请|聘请|包括|介绍|据|给|陪同|率领|率(?!先)|带领|任命|来自|作为|时任|现任|原任|参加活动的|(?:领导|嘉宾|同志|人员)还?有|了|[^工党市区县]的|该[镇乡县市区校省州]|以及|和|与|及)(?=[\u4e00-\u9fff])"
)
_OURS = regex.compile(r"[我本该][校院县市区省局镇乡]|学校")
_POST_WORDS = ("主任", "教授", "委员", "代表", "专家", "校长", "书记", "同志", "教师", "园长")
_BODIES = ("university", "agency", "school", "region")
_IN_NAMES = SOUNDS | {"·"}
_POST_ABROAD = regex.compile(ABROAD)
_MEMBER = regex.compile(r"(?:第一|常务)?副?(?:组长|召集人|总指挥|指挥长|主任委员)|成员|组员|委员|联络员")
#: how far a list of members may stand behind its group, or one member behind the last
_REACH = 160
_OF_PLACE = regex.compile(r"[省市县区]?(?:常务)?副?(?P<level>[省市县区州旗镇乡])(?:长|委|政府|人大|政协)")
_SELF = regex.compile(r"^(?:学校|我校|该校|本校|学院|我院|该院)(?=.{2})")
_CARRIED = regex.compile(rf"(?:{OFFICES}|博士|老师|同志|副|[,、和与及]|以及|率领?|带领)*")
#: characters before a post in which the names and posts that share its sentence are looked for
_ROLE_WITHIN = 1_000


class _Finder(PersonalNames):
    """Finds the people of one document; ``found`` maps where a name begins to the person."""

    def __init__(self, scene: Scene, names: Sequence[Name]) -> None:
        super().__init__(scene)
        self.names = names
        self.name_starts = [n.start for n in names]
        self.taken = spans([(n.start, n.end) for n in names if n.type != "region" or n.kind != "town"])
        self.found: dict[int, Name] = {}
        self.regions = {n.name for n in names if n.type == "region"}
        self.order: list[int] = []  # starts of the people found, sorted
        counts = Counter(n.name for n in names if n.type == "university")
        self.lists = Lists(self, names)
        self.own_university = own_university(scene)
        self.main_university = max(counts, key=lambda n: (counts[n], n)) if counts else None

    def add(self, start: int, end: int, post: tuple[int, int] | None, behind: str | None = None) -> None:
        """Record a person with the post that ends at ``post[1]`` and an office written behind the name."""
        if start in self.found or self.taken.overlaps(start, end) or self.scene.protected.titles.overlaps(start, end):
            return
        role, org = self.role(post) if post else (None, None)
        role = post_only(role) if role else None
        if role and (own := without_verb(role)) != role:
            role, org = own, None
        if role and (org is None or org in self.regions) and (bare := without_employer(role)):
            role, org = bare, None
        if role and org is None and _POST_ABROAD.search(role):
            role = from_country(role, self.scene.rules.lexicon("foreign_places"))
        if behind and not (role and behind in _HONORIFICS):
            role = (role or "") + behind
        written = rx.sub(r"\s", "", self.scene.text[start:end])
        rule = "person.post" if role else "person.listed"
        insort(self.order, start)
        self.found[start] = Name(
            start, end, "person", written, f"learned:person:{written}", rule, role=role or None, org=org
        )

    def role(self, post: tuple[int, int]) -> tuple[str | None, str | None]:
        """(post as written, canonical name of the body): all that stands between the body and the name."""
        folded = self.folded
        sentence = max(0, post[0] - _ROLE_WITHIN)
        sentence = max(sentence, *(folded.rfind(c, sentence, post[0]) + 1 for c in "。;:!?\n"))
        clause = max(folded.rfind(",", sentence, post[0]) + 1, sentence)
        near = self.names[bisect_left(self.name_starts, clause) : bisect_left(self.name_starts, post[1])]
        bodies = [n for n in near if n.type in _BODIES and n.end <= post[1]]
        first, last = bisect_left(self.order, sentence), bisect_left(self.order, post[0])
        people = {self.found[s].end: self.found[s] for s in self.order[first:last]}
        body = holder(folded, bodies, people)
        if body is not None and folded[body.start - 1] == "驻":  # 某大学驻某县工作队队长
            body = next((n for n in bodies if n.end == body.start - 1), body)
        if body is not None and self._adjoins(body, post, people):
            return self._shared_level(body, self.scene.text[body.end : post[1]].strip(":： ").removesuffix("同志"))
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
        if own or (not owner and rx.fullmatch(r"(?:党委)?(?:副)?(?:书记|校长|院长)", text)):
            institution = self._institution(post[0], bool(own))
            if institution or own:
                return text[own.end() :] if own else text, institution
        if owner:
            return text or None, owner
        return self._carried(text, left, people)

    def _adjoins(self, body: Name, post: tuple[int, int], people: dict[int, Name]) -> bool:
        """Whether only a department or post stands between the body and the end of the post."""
        between = self.folded[body.end : post[1]]
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
        told = any(n.name == self.main_university and n.start < position for n in self.names)
        return self.main_university if own and told else None

    def _last_of_level(self, level: str, before: int) -> str | None:
        """The region that 该镇, 该县 refers to: the last one of that kind named before."""
        earlier = reversed(self.names[: bisect_left(self.name_starts, before)])
        return next(
            (n.name for n in earlier if n.type == "region" and n.end <= before and n.name.endswith(level)), None
        )

    def _carried(self, text: str, left: int, people: dict[int, Name]) -> tuple[str | None, str | None]:
        """The body of the person before in a list: 党委书记甲，校长乙, 学院甲院长、乙副院长."""
        previous = people.get(max(people)) if people else None
        if rx.match(r"[为向给]|对(?![外口])", text):
            return None, None  # 厅长甲为|乙院士颁奖
        if previous is None or not _CARRIED.fullmatch(self.folded, previous.end, left):
            return text or None, None
        department = rx.match(r".+(?:学院|系|处|部|中心|科|室|办公室)(?=.)", previous.role or "")
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
        if level and not body.name.startswith("共青团") and rx.match(r"(?:常委|副?书记|委员)", text):
            size = len(level.group())
            owner = body.name.removesuffix("党委").removesuffix("委").removesuffix("政府").removeprefix("中共")
            if level.group() == "党委":
                owner = next((n.name for n in self.names if n.end == body.end - size), owner)
            return self.scene.text[body.end - size : body.end] + text, owner
        return text or None, body.name

    # -- passes ----------------------------------------------------------------------------------------------------

    def behind_posts(self) -> set[int]:
        """校长张三: a post and the name behind it; returns where the posts begin."""
        heads: set[int] = set()
        for post, start, ordinary in self.lists.posts():
            # 副主席热依汗·买买提
            if not self._may_begin(start) and "·" not in self.folded[start + 1 : start + 7]:
                continue
            end = self._abroad_end(post, start) or self.name_end(start)
            run = self.lists.behind(post, start, end) if ordinary and end > start else [(start, end)]
            if end == start or not run:
                continue
            self.add(start, end, (post, start))
            for other in run[1:] if start in self.found else ():
                self._like(self.found[start], *other)
            heads.add(post)
            self.shared(start, end)
            if self.folded[start - 1] in ": " or self.folded[post - 1 : post] in tuple("\n;。 "):
                self.members(start, end)
        return heads

    def _may_begin(self, start: int) -> bool:
        """Whether a family name, or characters for sounds, stand at ``start``."""
        one, two = self.folded[start : start + 1], self.folded[start : start + 2]
        if one in self.surnames or two in self.surnames or (one in SOUNDS and two[1:] in _IN_NAMES):
            return True
        return telling(self.folded, start + 1, start + 3) > 1 or self.japanese_family(start) > 0

    def _abroad_end(self, post: int, start: int) -> int:
        """End of a name written by its sound behind a post abroad (希腊总理米佐塔基斯), or 0."""
        if japanese := self.japanese_end(start):
            return japanese
        first = start + (self.folded[start : start + 1] not in SOUNDS)  # 朔|尔茨
        if first > start and telling(self.folded, first, first + 2) < 2:
            return 0
        places = self.scene.rules.lexicon("foreign_places")
        if not _POST_ABROAD.search(self.folded[post:start]) and not abroad_before(self.folded, post, places, reach=6):
            return 0
        end = sounds_end(self.folded, first)
        if self.folded[end : end + 1] == "·":
            return 0
        own = self.name_end(start)
        if end - start > 3 or (own == start and end - start > 1):
            plain = self.folded[start:end] in self.scene.rules.plain_words  # 某大学校长特别助理
            return end if telling(self.folded, start, end) and not plain and self.ends_clean(end) else 0
        return 0

    def before_posts(self, heads: set[int]) -> None:
        """张三校长: a name and the office behind it."""
        for match in near(NAME_THEN_ROLE, self.folded, POSTS_BEHIND, before=8, after=0):
            if match.start() in heads:
                continue
            for size in (3, 2, 4):
                start = match.start() - size
                if start >= 0 and self.is_name(start, match.start()) and self._begins(start, size, match.group()):
                    post = None if match.group() == "总书记" else (start, start)
                    self.add(start, match.start(), post, None if match.group() in _POLITE else match.group())
                    break

    def _begins(self, start: int, size: int, office: str) -> bool:
        """Whether a name can begin here: behind a body, a comma, a conjunction, a department or another post."""
        folded = self.folded
        if office in ("同学", "医生", *_POLITE[1:]) and not self.lists.certain(start, start + size):
            return False
        if office == "总书记" or (office in _HONORIFICS and aligned(folded, start, start + size)):
            return True
        if start == 0 or folded[start - 1] in ",。;:、\n(“和与及在由请对向据经 ":
            return True
        near = max(bisect_left(self.name_starts, start) - 8, 0)
        if any(n.end == start for n in self.names[near : near + 10]):
            return True
        return bool(
            rx.search(
                rf"{HEAD}$|(?:处|科|司|室|院|系|部|局|中心|学院|团|园|校|党委|党总支|党支部)$|(?:邀请|会同|听取|聆听|审议)$",
                folded[max(0, start - 6) : start],
            )
        )

    def of_studios(self) -> None:
        """黄某某名师工作室: the person in a studio's name."""
        for match in near(STUDIO, self.folded, ("工作室", "工作坊"), before=16, after=0):
            for size in (4, 3, 2):
                start = match.start() - size
                whole = size < 4 or self.family(start) == 2
                if start >= 0 and whole and self.is_name(start, match.start()) and aligned(self.folded, start, start):
                    self.add(start, match.start(), None)
                    break

    def of_lists(self) -> None:
        """成员：甲、乙、丙, and names right behind a body closed by 和, 、 or 等."""
        for match in _MEMBER_HEAD.finditer(self.folded):
            end = self.name_end(match.end())
            if end > match.end() and self.folded[end : end + 1] in ("、", " ", "\n", "。", ";", ","):
                self.add(match.end(), end, None, match["role"])
                self.members(match.end(), end)
        for body in self.names:
            if body.type not in ("university", "agency", "school"):
                continue
            end = self.name_end(body.end)
            tail = rx.match(
                r"等(?:专家|同志|老师|领导|授课|参加|出席|\d|[一二三四五六七八九十]+[位名])|[和、与]",
                self.folded[end : end + 8],
            )
            if end - body.end >= 2 and tail and self.folded[body.end : end] not in self.words:
                self.add(body.end, end, None)
                if body.end in self.found:
                    self.found[body.end] = replace(self.found[body.end], org=body.name)

    def shared(self, first: int, end: int) -> None:
        """副校长甲、乙和丙: names behind the first one that have its post, up to the end of the list."""
        model = self.found.get(first)
        if model is None or not SEVERAL.search(model.role or ""):
            return
        listed: list[tuple[int, int]] = []
        while self.folded[end : end + 1] in ("、", "和", "与"):
            start, end = end + 1, self.name_end(end + 1)
            if end == start or end - start > 4:
                return
            listed.append((start, end))
        if _LIST_ENDS.match(self.folded, end):
            for start, stop in listed:
                self._like(model, start, stop)

    def _like(self, model: Name, start: int, end: int) -> None:
        """A person with the post and body of another."""
        if start in self.found or self.taken.overlaps(start, end):
            return
        written = rx.sub(r"\s", "", self.scene.text[start:end])
        insort(self.order, start)
        self.found[start] = replace(model, start=start, end=end, name=written, entity_id=f"learned:person:{written}")

    def of_leaders(self) -> None:
        """县领导甲、乙、丙等: a list under a word that names no post."""
        for match in near(_LEADERS, self.folded, ("领导",), before=4, after=2):
            end = self.name_end(match.end())
            if end == match.end() or not (self.folded[end : end + 1] == "、" or _LIST_ENDS.match(self.folded, end)):
                continue
            self.add(match.end(), end, None, match["role"])
            person = self.found.get(match.end())
            if person is not None:
                level = match["level"]
                school = level in "校院"
                org = self._institution(match.start(), own=True) if school else self._last_of_level(level, match.start())
                self.found[match.end()] = replace(person, org=org)
                self.members(match.end(), end)

    def members(self, first: int, end: int) -> None:
        """The rest of a list, names parted by 、 or spaces; all have the post of the first."""
        model = self.found.get(first)
        while model is not None and self.folded[end : end + 1] in ("、", " "):
            start = end + 1
            end = self.name_end(start)
            if end == start or not self.ends_clean(end) or rx.match(HEAD, self.folded[end : end + 4]):
                return
            self._like(model, start, end)

    def of_groups(self) -> None:
        """组长：甲；成员：乙、丙: a list of members belongs to the working group named before it."""
        groups = [n for n in self.names if n.rule == "agency.group"]
        ends, last = [n.end for n in groups], -1
        for start in self.order:
            person = self.found[start]
            if person.org is not None or not _MEMBER.fullmatch(person.role or ""):
                continue
            group = bisect_right(ends, start) - 1
            if group < 0 or start - max(ends[group], last) > _REACH:
                continue
            self.found[start] = replace(person, org=groups[group].name)
            last = person.end

    def of_dots(self) -> None:
        """叶尔詹·阿什克巴耶夫: names of several parts, also without a post."""
        for start, end in dotted_names(self.folded):
            if not any(start <= p.start < end or p.start <= start < p.end for p in self._around(start)):
                self.add(start, end, None)

    def told(self) -> None:
        """Names with a telephone number or a post in brackets, and those of lists that tell no office."""
        lists = self.lists
        contacts = find_contacts(self.scene, self.names, self.is_name)
        for told in chain(contacts, lists.labelled(), lists.closed(), lists.renamed(), lists.authors()):
            self.add(told.start, told.end, None, told.role)
            if told.start in self.found and told.org:
                self.found[told.start] = replace(self.found[told.start], org=told.org)

    def _around(self, start: int) -> list[Name]:
        i = bisect_left(self.order, start)
        return [self.found[s] for s in self.order[max(i - 1, 0) : i + 2]]

    def again(self) -> None:
        """Later occurrences of the names found, without a post; those of two characters need a sign beside them."""
        first: dict[str, int] = {}
        for start in self.order:
            first.setdefault(self.found[start].name, start)
        if not first:
            return
        known = spans([(p.start, p.end) for p in self.found.values()])
        matcher = ahocorasick_rs.AhoCorasick(sorted(first), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        short: list[tuple[int, int]] = []
        for _, start, end in matcher.find_matches_as_indexes(self.folded):
            if start <= first[self.folded[start:end]] or DOCTRINE.match(self.folded, end) or known.overlaps(start, end):
                continue
            if end - start > 2:
                self.add(start, end, None)
            elif self.folded[start:end] not in self.words:
                short.append((start, end))
        ends, starts = {p.end for p in self.found.values()}, {a for a, _ in short}
        for start, end in short:
            left, right = self.folded[start - 1 : start], self.folded[end : end + 1]
            opens = left in _CLAUSE_STARTS or left in tuple("和与由向请对")
            speaks = (opens and right != "的" and self.ends_clean(end)) or (left in _CLAUSE_STARTS and SPEAKS.match(self.folded, end))
            listed = left in ("、", "和") and start - 1 in ends
            if right in ("、", "和"):
                listed = listed or end + 1 in self.found or (left in _CLAUSE_STARTS and end + 1 in starts)
            if speaks or listed:
                self.add(start, end, None)
                ends.add(end)


def find_people(scene: Scene, names: Sequence[Name]) -> list[Name]:
    """People in reading order; ``names`` are the other entities, whose ends begin a post."""
    finder = _Finder(scene, names)
    finder.of_lists()
    finder.before_posts(finder.behind_posts())
    finder.of_leaders()
    finder.of_studios()
    finder.of_groups()
    finder.of_dots()
    finder.told()
    finder.again()
    return [finder.found[k] for k in sorted(finder.found)]
