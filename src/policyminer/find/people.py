"""People: a family name and one or two characters beside a post, with the post and the body it is held in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import regex

from policyminer.find.contacts import find_contacts
from policyminer.find.elected import elected
from policyminer.find.foreign import SOUNDS, abroad_before, dotted_names, sounds_end, telling
from policyminer.find.listed_people import Lists
from policyminer.find.near import near
from policyminer.find.personal_names import NAME_THEN_ROLE, PREPOSITION_SURNAME, STUDIO
from policyminer.find.posts import (
    ABROAD,
    DOCTRINE,
    HEAD,
    POSTS_BEHIND,
    SEVERAL,
    SPEAKS,
    from_country,
    post_only,
    without_employer,
    without_verb,
)
from policyminer.find.protect import spans
from policyminer.find.roles import Roles
from policyminer.find.scene import Home, Name, Scene, aligned
from policyminer.literals import matcher
from policyminer.patterns import rx

_MEMBER_HEAD = regex.compile(
    r"(?<=[\n;。:,\s])(?P<role>成员|组员|委员|顾问|联络员|联系人|召集人|联络人|出席|主持|主讲人?|记录)[: ]{1,2}"
)
#: 县领导甲、乙、丙: leaders of a region, whose posts are not told
_LEADERS = regex.compile(r"(?:(?<=[\n;。:,、和与及\s])(?P<role>(?P<level>[省市县区州旗镇乡校院])领导)|(?<=[\u4e00-\u9fff](?P<level>[省市县区州旗]))(?P<role>领导)):?")
#: what stands behind the last name of a list
_LIST_ENDS = regex.compile(
    r"[,。;)\n]|等|一行|分别|先后|共同|一同|应邀|受邀|参加|出席|陪同|到会|带队|主持|致辞|到场|介绍|授课|作"
)
_CLAUSE_STARTS = frozenset(["", "\n", "。", ",", ";", ":", "!", "?", "”"])
_HONORIFICS = ("教授", "副教授", "老师", "博士", "院士", "同志", "同学", "女士", "先生", "医生")
#: said of anybody: no post
_POLITE = ("同志", "女士", "先生", "一行")
_IN_NAMES = SOUNDS | {"·"}
_POST_ABROAD = regex.compile(ABROAD)
_MEMBER = regex.compile(r"(?:第一|常务)?副?(?:组长|召集人|总指挥|指挥长|主任委员)|成员|组员|委员|联络员")
#: the post right before a name, and the characters in which it stands
_ENDS_IN_POST, _LONGEST_POST = regex.compile(rf"{HEAD}$"), 7
#: how far a list of members may stand behind its group, or one member behind the last
_REACH = 160
#: with these a given name hardly ends and what somebody does often begins
_PARTICLES = frozenset("向以从对为在和与就于由带作给")


class _Finder(Roles):
    """Finds the people of one document; ``found`` maps where a name begins to the person."""

    def __init__(self, scene: Scene, names: Sequence[Name], chain_at: Home) -> None:
        super().__init__(scene, names, chain_at)
        self.taken = spans([(n.start, n.end) for n in names if not self._gives_way(n)])
        self.lists = Lists(self, names)

    def _gives_way(self, name: Name) -> bool:
        """Whether a place may be part of a personal name: a township, the short name in 甲某、陈金华 and 县长李吉林."""
        if name.type != "region" or name.kind == "town":
            return name.type == "region"
        before = self.folded[max(0, name.start - _LONGEST_POST) : name.start]
        if name.end - name.start != 2 or len(before) < 2 or before[-1] not in self.surnames:
            return False
        leads = before[-1] not in PREPOSITION_SURNAME and before[-1] not in "来和与同经" and _ENDS_IN_POST.search(before[:-1])
        return before[-2] in "、和" or bool(leads and self.ends_clean(name.end))

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

    # -- passes ----------------------------------------------------------------------------------------------------

    def behind_posts(self) -> set[int]:
        """校长张三: a post and the name behind it; returns where the posts begin."""
        heads: set[int] = set()
        for post, start, ordinary in self.lists.posts():
            # 副主席热依汗·买买提
            if not self._may_begin(start) and "·" not in self.folded[start + 1 : start + 7]:
                continue
            if self.folded[start : start + 1] in PREPOSITION_SURNAME and any(self.is_name(post - size, post) for size in (3, 2)):
                continue  # 林某某局长|从…谈起
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
        if start == 0 or folded[start - 1] in ",。;:、\n(“和与及在由请对向据经以 ":
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
            if match["role"] == "领导" and not self._ends_region(match.start()):
                continue
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

    def _ends_region(self, position: int) -> bool:
        """Whether the name of a region ends there: 某县|领导甲."""
        near = max(bisect_left(self.name_starts, position) - 4, 0)
        return any(n.end == position and n.type == "region" for n in self.names[near : near + 5])

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
        for told in chain(contacts, lists.labelled(), lists.closed(), lists.owned(), lists.renamed(), lists.authors()):
            self.add(told.start, told.end, None, told.role)
            if told.start in self.found and told.org:
                self.found[told.start] = replace(self.found[told.start], org=told.org)

    def put_into_office(self) -> None:
        """Those elected and appointed, whose post stands behind the name."""
        for told in elected(self.lists, self.names):
            self.add(told.start, told.end, None, told.role)
            if told.start in self.found and told.org:
                self.found[told.start] = replace(self.found[told.start], org=told.org)

    def _around(self, start: int) -> list[Name]:
        i = bisect_left(self.order, start)
        return [self.found[s] for s in self.order[max(i - 1, 0) : i + 2]]

    def same_office(self) -> None:
        """某某副局长 behind 甲局副局长某某: whose office it is was said when the person was first named."""
        told: dict[str, Name] = {}
        for start in self.order:
            person = self.found[start]
            if person.org and person.role:
                told.setdefault(person.name, person)
            before = told.get(person.name)
            if before and person.role and person.org is None and (before.role or "").endswith(person.role):
                self.found[start] = replace(person, org=before.org)

    def settle(self) -> None:
        """One name, one length: 甲某|向 where 甲某 is named elsewhere, 甲某某 where only its first two were read."""
        names = {p.name for p in self.found.values()}
        for start, person in list(self.found.items()):
            if person.end - start == 3 and person.name[-1] in _PARTICLES and person.name[:2] in names:
                self.found[start] = self._cut_to(person, start + 2)
        names = {p.name for p in self.found.values()}
        for start, person in list(self.found.items()):
            longer = self.folded[start : start + 3]
            if person.end - start == 2 and longer in names and not self.taken.overlaps(person.end, start + 3):
                self.found[start] = self._cut_to(person, start + 3)

    def _cut_to(self, person: Name, end: int) -> Name:
        name = self.folded[person.start : end]
        return replace(person, end=end, name=name, entity_id=f"learned:person:{name}")

    def again(self) -> None:
        """Later occurrences of the names found, without a post; those of two characters need a sign beside them."""
        first: dict[str, int] = {}
        for start in self.order:
            first.setdefault(self.found[start].name, start)
        if not first:
            return
        known = spans([(p.start, p.end) for p in self.found.values()])
        names = matcher(sorted(first), longest=True)
        short: list[tuple[int, int]] = []
        for _, start, end in names.find_matches_as_indexes(self.folded):
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


def find_people(scene: Scene, names: Sequence[Name], chain_at: Home) -> list[Name]:
    """People in reading order; ``names`` are the other entities, whose ends begin a post, and ``chain_at`` tells which
    region 市 and 县 mean at a place."""
    finder = _Finder(scene, names, chain_at)
    finder.put_into_office()
    finder.of_lists()
    finder.before_posts(finder.behind_posts())
    finder.of_leaders()
    finder.of_studios()
    finder.of_groups()
    finder.of_dots()
    finder.told()
    finder.settle()
    finder.same_office()
    finder.again()
    return [finder.found[k] for k in sorted(finder.found)]
