"""People without an office: in lists under a label (指导教师：甲、乙) or closed by a count (甲、乙等9名学生), behind what
they are (小记者甲, 村民乙), and named again."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

import regex

from policyminer.find.contacts import Contact
from policyminer.find.near import near, words_in
from policyminer.find.personal_names import OFFICES, PersonalNames
from policyminer.find.posts import ORDINARY, POST_THEN_NAME, POSTS
from policyminer.find.scene import Name, aligned, last_word, word_across
from policyminer.words.segment import cut_words

Span = tuple[int, int]

_PERSONS = "教师|医师|医生|裁判|顾问|老师|教练|导师|选手|学生|同学|学员|队员|组员|评委|专家|嘉宾|主讲人|主持人|授课人|执教人|发言人|汇报人|参加人|获奖人|获奖者|得主|代表|干部|人员|名单"
#: 指导教师： 参赛选手： 一等奖：; who edits, reports or signs a page is none of its people
_LABEL = regex.compile(
    rf"(?:(?<=[\n;。:,、(\s])|^)(?P<role>(?:(?!编辑|审核|责任|值班|采编|新闻|供稿|通讯|发布)[\u4e00-\u9fff]{{1,2}}){{0,2}}(?:{_PERSONS})|[特一二三]等奖|优秀奖|[金银铜]奖|领队|执教|主讲|授课|点评|评课|参会|列席)(?:名单)?(?:如下|分别[是为]|[有是为])?[: ]{{0,1}}:[ ]?"
)
_NO_ROLE = frozenset(["人员", "名单", "等奖", "秀奖", "金奖", "银奖", "铜奖", "执教", "主讲", "授课", "点评", "评课", "参会", "列席"])
_CLOSED = "教师|老师|同学|学生|同志|专家|学者|领导|教授|选手|队员|干部|党员|志愿者|嘉宾|校长|院长|委员|代表|学员|医生|护士"
#: 甲、乙等9名学生, 甲、乙、丙四位老师
_CLOSING = regex.compile(
    r"(?:等(?P<n>(?:\d{1,3}|[两二三四五六七八九十]{1,3})[名位])?|(?P<n>(?:\d{1,2}|[两二三四五六七八九十])[名位]))(?:优秀|骨干|青年)?$"
)
_CLOSERS = frozenset(_CLOSED.split("|"))
#: the last characters of a count, of 等 and of 优秀, 骨干, 青年
_BEFORE_CLOSERS = frozenset("位名等秀干年")
#: words for offices that close a list but are no words for what somebody is
_OFFICES = _CLOSERS - frozenset(ORDINARY)
_WORDS = (*ORDINARY, *sorted(_OFFICES))
_CLOSED_ROLES = frozenset(["教师", "老师", "同学", "学生", "教授", "专家", "选手", "医生", "护士"])
_NOT_GIVEN = frozenset("制性率型班课区校室费级类款卡证票岗职位处楼厅")
_OFFICE_LAST = regex.compile(rf"(?:{OFFICES}|老师|博士|同志|同学)$")
_BRACKET = regex.compile(r"\([^()\n]{1,20}\)")
_CHANGED = regex.compile(r"(?P<name>[\u4e00-\u9fff]{2,3})\(化名\)")
_LIST_MARKS = "、和与"
#: what may stand before somebody whose work is named
_OPENS = tuple("\n、和与,。;:“由")
_ENDS_LABELLED = frozenset("、,;。(\n \t")
#: what one person does, behind a name that nothing but 学生 or 医生 supports
_DOES = regex.compile(
    r"(?:家(?:中|里|的|庭)|一家|自己|[今去前明]年|[她他]|们|[正还也都已曾常便就又]|告诉|接受|采访|拉着|握着|拿着|看着|指着|负责|登记|为[\u4e00-\u9fff]|给|把|将|与|和|在|从|向|对|被|因|因为|于|用|以|的[\u4e00-\u9fff]|获|荣获|获得|成|成为|种|养|创办|说|讲|问|笑|乐|称|来|去|到|走|说道|算|有)"
)
#: and behind one of two characters, which are more often a word
_ACTS = regex.compile(r"(?:以[“《]|代表[^,。;]{1,8}(?:发言|宣誓|致辞|领奖|表态)|自主创业|作[^,。;]{0,10}(?:报告|讲座|分享|交流|发言|讲话|介绍)|创办|获得|荣获|拉着|握着|接受|负责|带头|现场|正在|一家|家[里中]|来到|自豪|激动|高兴|是一?[名位]|、[\u4e00-\u9fff]{0,6}(?:教师|老师|学生|医生|护士|民警|辅警|能手|标兵|选手|志愿者|工程师|传承人|旗手))")
_SPEECH = regex.compile(r"(?:激动|高兴|自豪|感慨|欣慰|兴奋|开心)?(?:地)?(?:说|告诉|表示|介绍|坦言|感慨|感叹|回忆|认为|称|讲述|道)")


#: words more often than family names: 记者从…, 教师占…
_NO_FAMILY = frozenset("从由经对就应占向代")
#: 某报记者 某某 摄: a line of credit
_CREDITED = regex.compile(r"记者 [\u4e00-\u9fff]{2,4}(?=[ \n]|$)")
#: what a bracket behind a teacher or pupil says of him
_SUBJECT = regex.compile(r"学科|语文|数学|英语|物理|化学|生物|政治|历史|地理|音乐|体育|美术|科学|教师|老师|[年班]级|\d班")
#: 考取某大学的甲: where somebody goes or comes from
_LEFT = regex.compile(r"(?:(?:作为|身为)(?P<role>[\u4e00-\u9fff]{2,10}),)?(?:考[取入上]|录取到?|毕业于|保送)了?$")
_LEFT_WITHIN = 20
_TELLS = regex.compile(r"(?:在[^,。;]{1,10})?(?:发言|说|表示|介绍|分享|讲述|告诉)")
_SPEAKS_FOR = regex.compile(r"代表|发言")




class Lists:
    """Reads people without an office in one document; ``names`` are the other entities in reading order."""

    def __init__(self, reader: PersonalNames, names: Sequence[Name]) -> None:
        self.reader, self.folded, self.names = reader, reader.folded, names
        self.bodies = {n.start: n for n in names if n.type in ("school", "university", "agency")}
        self.owners = {n.end: n for n in names if n.type in ("school", "university", "agency")}
        self.words = words_in(self.folded, _WORDS)
        self.gazetteer = reader.scene.rules.gazetteer
        self.verbs = reader.scene.rules.lexicon("boundary_words")

    def certain(self, start: int, end: int, listed: bool = False) -> bool:
        """Whether a range can be a personal name that holds no word of every day; in a list 建军 is a given name."""
        name = self.folded[start:end].replace(" ", "")
        if not 2 <= len(name) <= 4 or name in self.reader.words or name in self.gazetteer.stems or "·" in name:
            return "·" in name
        if len(name) == 4 and self.reader.family(start) < 2:
            return False
        stem = name[:2] in self.reader.words or name[:2] in self.reader.not_names
        return len(name) == 2 or not (stem or name[-1] in _NOT_GIVEN or name[1:] in (self.verbs if listed else self.reader.words))

    def labelled(self) -> Iterator[Contact]:
        """指导教师：甲、乙; 一等奖：甲（某学校）、乙."""
        for match in near(_LABEL, self.folded, (":",), before=16, after=2):
            run = self._forward(match.end())
            if run:
                role = None if match["role"][-2:] in _NO_ROLE else match["role"]
                yield from (Contact(a, b, role, self._bracketed(b)) for a, b in run)

    def _forward(self, at: int) -> list[Span]:
        """The names of a list from ``at`` on, each closed by a mark; empty when any of them is none."""
        folded, found = self.folded, list[Span]()
        while True:
            end = self.reader.name_end(at)
            if end == at or not (end == len(folded) or folded[end] in _ENDS_LABELLED) or not self.certain(at, end, listed=True):
                return found if at > 0 and folded[at - 1] in " \t" else []
            found.append((at, end))
            bracket = _BRACKET.match(folded, end)
            end = bracket.end() if bracket else end
            if folded[end : end + 1] not in ("、", " ", "\t", ","):
                return found
            mark, at = folded[end], end + 1
            while folded[at : at + 1] in (" ", "\t"):
                at += 1
            if mark == "," and self.reader.name_end(at) == at:
                return found

    def listed_from(self, at: int) -> list[Span]:
        """The names parted by list marks from ``at`` on."""
        found = list[Span]()
        while (end := self.reader.name_end(at)) > at and self.certain(at, end, listed=True):
            found.append((at, end))
            if self.folded[end : end + 1] not in tuple(_LIST_MARKS):
                return found
            at = end + 1
        return []

    def _bracketed(self, end: int) -> str | None:
        """The body that fills the brackets behind a name."""
        bracket = _BRACKET.match(self.folded, end)
        body = self.bodies.get(end + 1) if bracket else None
        return body.name if body and bracket and body.end <= bracket.end() - 1 else None

    def closed(self) -> Iterator[Contact]:
        """甲、乙等9名学生: names up to the left of what closes their list."""
        folded = self.folded
        for start, end in self.words:
            who, before = folded[start:end], folded[start - 1 : start]
            counted = _CLOSING.search(folded, max(0, start - 9), start) if who in _CLOSERS and before in _BEFORE_CLOSERS else None
            titled = who in ("老师", "同学") and folded[end : end + 1] not in tuple("们会校")
            if counted is None and not (titled and any(mark in folded[start - 5 : start] for mark in _LIST_MARKS)):
                continue
            run = self.before(counted.start() if counted else start, bool(counted and counted["n"]))
            if len(run) > 1 or (run and counted and counted["n"] and counted.group()[0] == "等"):
                role = who if who in _CLOSED_ROLES else None
                owner = self._owner(run[0][0])
                yield from (Contact(a, b, role, owner) for a, b in run)

    def _owner(self, start: int) -> str | None:
        """The body right before the first name of a list, also with 的 between."""
        body = self.owners.get(start) or (self.owners.get(start - 1) if self.folded[start - 1 : start] == "的" else None)
        return body.name if body else None

    def before(self, right: int, counted: bool = False) -> list[Span]:
        """The names of the list that ends at ``right``, the last one first read."""
        folded, found = self.folded, list[Span]()
        while right > 0:
            end = right
            if folded[end - 1] == ")" and (left := folded.rfind("(", max(0, end - 22), end)) >= 0:
                end = left
            start = self._name_before(end, counted)
            if start is None:
                break
            found.append((start, end))
            if folded[start - 1 : start] not in tuple(_LIST_MARKS):
                break
            right = start - 1
        return found[::-1]

    def _name_before(self, end: int, counted: bool = False) -> int | None:
        """Where the name begins that ends at ``end``: whole between list marks, else at the edge of a word.

        In a list whose names are ``counted`` one of two characters may stand right behind a body.
        """
        reader, folded = self.reader, self.folded
        if office := _OFFICE_LAST.search(folded, max(0, end - 5), end):
            end = office.start()
        for size in (3, 2, 4):
            start = end - size
            if start < 0 or not reader.is_name(start, end) or not self.certain(start, end, listed=True):
                continue
            before = folded[start - 1 : start]
            if before in tuple("、和与,。;:\n(“的了有给"):
                return start
            if size == 2 and start in self.owners and counted:
                return start  # 某中学|苏俊、方志远两位教师
            if size == 3 and (start in self.owners or (aligned(folded, start, start) and len(last_word(folded, start)) > 1)):
                return start
        return None

    def owned(self) -> Iterator[Contact]:
        """某中学的甲（数学）、乙（物理）, 某大学的甲在会上说: people of a body, who hold no office."""
        folded = self.folded
        for at, body in self.owners.items():
            if folded[at : at + 1] != "的" or not self.reader.may_be_family(at + 1):
                continue
            run, told, start = list[Span](), False, at + 1
            while True:
                end = self.reader.name_end(start)
                if end == start or not self.certain(start, end, listed=True) or not self._cut_alike(start, end):
                    break
                run.append((start, end))
                bracket = _BRACKET.match(folded, end)
                told = told or (bracket is not None and _SUBJECT.search(bracket.group()) is not None)
                end = bracket.end() if bracket else end
                if folded[end : end + 1] not in tuple(_LIST_MARKS):
                    break
                start = end + 1
            if run and (told or len(run) > 2 or _ACTS.match(folded, run[-1][1]) or _TELLS.match(folded, run[-1][1])):
                left = _LEFT.search(folded, max(0, body.start - _LEFT_WITHIN), body.start)
                role = left["role"] if left else None
                yield from (Contact(a, b, role, None if left else body.name) for a, b in run)

    def authors(self) -> Iterator[Contact]:
        """尹某某的《我的家乡》: a name of three characters that owns a title."""
        titles = self.reader.scene.protected.titles
        for at in titles.starts:
            start = at - 4
            own = start >= 0 and self.folded[at - 1] == "的" and self.reader.is_name(start, at - 1)
            if own and self.folded[start - 1 : start] in _OPENS and self.certain(start, at - 1):
                yield Contact(start, at - 1, None, None)

    def renamed(self) -> Iterator[Contact]:
        """李某（化名）: whose name was changed."""
        for match in near(_CHANGED, self.folded, ("化名",), before=8, after=2):
            for size in (3, 2):
                end = match.end("name")
                if end - match.start("name") >= size and self.reader.is_name(end - size, end):
                    yield Contact(end - size, end, None, None)
                    break

    def posts(self) -> Iterator[tuple[int, int, bool]]:
        """Where a post, or a word for what somebody is (the last value tells), begins and a name may begin behind it."""
        folded, reader, done = self.folded, self.reader, 0
        offices = ((m.start(), m.end(), False) for m in near(POST_THEN_NAME, folded, POSTS, before=12, after=12))
        words = (
            (start, end + (folded[end : end + 1] in ("”", " ")), True)
            for start, end in self.words
            if folded[start:end] not in _OFFICES
        )
        for post, start, ordinary in heapq.merge(offices, words):
            if ordinary and (start <= done or not reader.may_be_family(start)):
                continue  # 首席|专家
            done = max(done, start)
            yield post, start, ordinary

    def behind(self, post: int, start: int, end: int) -> list[Span]:
        """The names from ``start`` on behind a word such as 学生 or 村民 that begins at ``post``, the first of which ends
        at ``end``; empty when they may as well be words."""
        if self.reader.japanese_end(start) == end:
            return [(start, end)]
        if not self.certain(start, end, listed=True) or not self._cut_alike(start, end):
            return []
        if self.folded[start] in _NO_FAMILY or _CREDITED.match(self.folded, start - 3):
            return []
        run = [(start, end)]
        while self.folded[end : end + 1] in tuple(_LIST_MARKS):
            start, end = end + 1, self.reader.name_end(end + 1)
            if end == start or not self.certain(start, end, listed=True) or not self.reader.ends_clean(end):
                break
            run.append((start, end))
        if len(run) > 1:
            return run if any(self.certain(*span) for span in run) else []
        start, end = run[0]
        if _SPEAKS_FOR.match(self.folded, end) and any(0 <= post - at <= 4 for at in self.owners if at <= post):
            return run  # 某校教师李想|代表
        if end - start != 2 and not self.certain(start, end) and not _SPEECH.match(self.folded, end):
            # 农艺师宋国庆|现场讲解: 国庆 is a word, and what follows is what a person does
            return run if _ACTS.match(self.folded, end) and self._is_cut(start, end) else []
        if end - start == 2:
            told = _SPEECH.match(self.folded, end) or _ACTS.match(self.folded, end) or self.folded[end : end + 1] in tuple("\n,。)") or end == len(self.folded)
        else:
            told = self.folded[end : end + 1] in tuple("\n,。;、)“(:") or end == len(self.folded)
            told = told or _DOES.match(self.folded, end) or self._is_cut(start, end)
        return run if told else []

    def _cut_alike(self, start: int, end: int) -> bool:
        """Whether no word runs over either end of a name."""
        if word_across(self.folded, start) in self.reader.words:
            return False
        first = cut_words(self.folded[start : end + 5])[0]
        return len(first) <= end - start or first not in self.reader.words

    def _is_cut(self, start: int, end: int) -> bool:
        """Whether the segmenter ends a word where the name ends, and sees nothing else but a family name in it."""
        words = cut_words(self.folded[start : end + 5])
        size = self.reader.family(start)
        return len(words[0]) == end - start or (len(words[0]) == size and words[0] + words[1] == self.folded[start:end])
