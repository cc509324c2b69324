"""People: a family name and one or two characters beside a post, with the post and the body it is held in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import regex

from policyminer.find.protect import spans
from policyminer.find.scene import Name, Scene, aligned

_HEAD = (
    r"(?:(?:第一)?(?:副)?书记|(?:副)?校长|(?:副)?院长|(?:副)?主任|(?:副)?局长|(?:副)?厅长|(?:副)?处长|(?:副)?科长|(?:副)?司长|(?:副)?部长|(?:副)?县长|(?:副)?区长|(?:副)?市长|(?:副)?省长|(?:副)?州长|(?:副)?镇长|(?:副)?乡长|(?:副)?组长|(?:副)?所长"
    r"|(?:副)?园长|(?:副)?馆长|(?:副)?会长|(?:副)?秘书长|(?:副)?主席|(?:副)?总理|(?:副)?理事长|(?:副)?委员长|(?:副)?队长|(?:副)?站长|(?:副)?台长|(?:副)?社长|(?:副)?总编辑|(?:副)?总经理|董事长|(?:副)?巡视员|调研员|督导员|(?:副)?检察长|(?:副)?盟长|(?:副)?旗长|(?:副)?股长"
    r"|常委|督学|教研员|(?:副)?教授|研究员|博士|院士|导师|首席专家|特级教师|党组成员|班主任|辅导员|支书|村主任|负责人|总督学|专员|党委委员|带头人|主持人|讲师)"
)
_ROLE_THEN_NAME = regex.compile(
    rf"(?:{_HEAD}(?:同志)?[: ]?|(?P<weak>教师|老师|学生|村民|家长|员工|医生|干部|队员|志愿者|负责人))"
)
_SAYS = regex.compile(r"(?:说|告诉|表示|介绍|坦言|感慨|感叹|回忆|高兴地|激动地|笑着|认为)")
_NAME_THEN_ROLE = regex.compile(
    r"(?:同志|(?:副)?书记|(?:副)?校长|(?:副)?院长|(?:副)?主任|(?:副)?局长|(?:副)?厅长|(?:副)?处长|(?:副)?司长|(?:副)?部长|(?:副)?县长|(?:副)?区长|(?:副)?市长|(?:副)?省长|总理|(?:副)?主席|(?:副)?教授|博士|老师|院士|(?:副)?组长|(?:副)?科长|(?:副)?园长|总书记)"
)
_STUDIO = regex.compile(r"(?=名(?:师|校长|班主任|园长|教师)工作[室坊]|(?:名师|特级教师|劳模)?工作室)")
#: characters that end a name: what follows is a verb, preposition or particle
_STOP = set(
    "在到和与及等的为是出参主说同率带讲作致表介讲从对向将就先女男、,。;:!?()《》“”—·/0123456789 \n赴来于以被把让给并也还又再均都共代陪围深前现亲任担领授指强要提宣分随随专围一兼当获入荣受应应结与或负调接陪"
)
_FOLLOW_TWO = (
    "出席",
    "参加",
    "主持",
    "介绍",
    "表示",
    "调研",
    "带队",
    "一行",
    "宣布",
    "指出",
    "强调",
    "讲话",
    "致辞",
    "致词",
    "要求",
    "陪同",
    "分别",
    "先后",
    "同志",
    "老师",
    "教授",
    "专程",
    "现场",
    "亲自",
    "深入",
    "前往",
    "授课",
    "担任",
    "领衔",
    "代表",
    "主讲",
    "作了",
    "签约",
    "签署",
    "总结",
    "发言",
    "回应",
    "带领",
    "率队",
    "一同",
    "来到",
    "赶赴",
    "赴",
    "接受",
    "告诉",
    "认为",
    "说道",
    "名师",
    "工作",
)
_NEVER_GIVEN = set("，。、的等了是在、,。;:!?()《》“”")
_NO_SURNAME = set("和同与及有是在对为从以来其全但后又国能公别开黑红老海年门")
_ROLE_CHAR = regex.compile(r"[\u4e00-\u9fff、()·]")
_ROLE_STOP = regex.compile(
    r"[,。;:!?\n“”《》]|(?:由|经|对|向|在|请|邀请|聘请|包括|介绍|据|陪同|率领|任命|来自|作为|时任|现任|原任|参加活动的|[^工党市区县]的|该[镇乡县市区校省州]|以及|和|与|及)(?=[\u4e00-\u9fff])"
)
_BODIES = ("university", "agency", "school", "region")
_HONORIFICS = ("教授", "副教授", "老师", "博士", "院士")


def _name_at(scene: Scene, start: int, not_names: frozenset[str]) -> int:
    """End of a personal name that begins at ``start``, or ``start`` when there is none."""
    folded, surnames = scene.folded, scene.rules.surnames
    if folded[start : start + 1] in _NO_SURNAME:
        return start
    double = folded[start : start + 2] in surnames and len(folded[start : start + 2]) == 2
    if not double and folded[start : start + 1] not in surnames:
        return start
    family = 2 if double else 1
    given = folded[start + family : start + family + 2]
    dotted = regex.match(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+", folded[start : start + 20])
    if dotted:
        return start + dotted.end()
    if not given or not regex.match(r"[\u4e00-\u9fff]", given) or given[0] in _NEVER_GIVEN:
        return start
    two = family + 1
    whole = (
        len(given) == 2
        and regex.fullmatch(r"[\u4e00-\u9fff]{2}", given) is not None
        and not folded.startswith(_FOLLOW_TWO, start + two)
    )
    # 郑可为，: a character that often opens what follows closes the name when punctuation or a verb comes right behind
    behind = folded[start + two + 1 : start + two + 2]
    three = whole and (
        given[1] not in _STOP
        or behind in tuple(",。;、:(\n")
        or (given[1] in "和为先" and folded.startswith(_FOLLOW_TWO, start + two + 1))
    )
    if given[0] in _STOP and not three:
        return start
    end = start + family + (2 if three else 1)
    word = folded[start : start + 2]
    if folded[start:end] in not_names or (
        word in not_names and not (three and family == 1 and _ends_clean(folded, end))
    ):
        return start
    return end


def _is_name(scene: Scene, start: int, end: int, not_names: frozenset[str]) -> bool:
    """Whether exactly ``[start, end)`` is a family name with one or two more characters."""
    word, surnames = scene.folded[start:end], scene.rules.surnames
    if not regex.fullmatch(r"[\u4e00-\u9fff]{2,4}", word) or word in not_names or word[0] in _NO_SURNAME:
        return False
    family = 2 if word[:2] in surnames else 1
    if family == 1 and word[0] not in surnames:
        return False
    given = word[family:]
    return 1 <= len(given) <= 2 and not any(c in _STOP for c in given) and (len(word) > 2 or word not in not_names)


def _ends_clean(folded: str, end: int) -> bool:
    """Whether a name may end here: punctuation, a stop character or a verb of reporting follows."""
    return (
        end >= len(folded)
        or folded[end] in _STOP
        or folded.startswith(_FOLLOW_TWO, end)
        or bool(_NAME_THEN_ROLE.match(folded, end))
        or bool(_STUDIO.match(folded, end))
    )


def find_people(scene: Scene, names: Sequence[Name]) -> list[Name]:
    """People in reading order; ``names`` are the other entities, whose ends begin a post."""
    folded = scene.folded
    not_names = scene.rules.lexicon("surname_words")
    taken = spans([(n.start, n.end) for n in names if n.type != "region" or n.kind != "town"])
    found: dict[int, Name] = {}

    def add(start: int, end: int, role: tuple[int, int] | None, extra_role: str | None = None) -> None:
        if start in found or taken.overlaps(start, end) or scene.protected.titles.overlaps(start, end):
            return
        written = regex.sub(r"\s", "", scene.text[start:end])
        role_text, org = _role(scene, names, role, found) if role else (None, None)
        if extra_role and not (role_text and regex.search(rf"{_HEAD}$", role_text) and extra_role in _HONORIFICS):
            role_text = (role_text or "") + extra_role
        found[start] = Name(
            start,
            end,
            "person",
            written,
            f"learned:person:{written}",
            "person.post" if role_text else "person.listed",
            role=role_text or None,
            org=org,
        )

    heads: set[int] = set()
    for match in _MEMBER_HEAD.finditer(folded):
        end = _name_at(scene, match.end(), not_names)
        if (
            end > match.end()
            and _ends_clean(folded, end)
            and folded[end : end + 1] in ("、", " ", "\n", "。", ";", ",")
        ):
            add(match.end(), end, None, match["role"])
            _members(scene, found, match.end(), end, not_names)
    for match in _ROLE_THEN_NAME.finditer(folded):
        end = _name_at(scene, match.end(), not_names)
        if match["weak"] and not _SAYS.match(folded, end):
            continue
        if end > match.end() and _ends_clean(folded, end):
            add(match.end(), end, (match.start(), match.end()))
            heads.add(match.start())
            if match.group().endswith((":", " ")) or folded[match.start() - 1 : match.start()] in (
                "\n",
                ";",
                "。",
                " ",
            ):
                _members(scene, found, match.end(), end, not_names)
    for match in _NAME_THEN_ROLE.finditer(folded):
        if match.start() in heads:
            continue
        for size in (3, 2, 4):
            start = match.start() - size
            if start >= 0 and _is_name(scene, start, match.start(), not_names) and _before_name(folded, start, names):
                add(start, match.start(), (start, start), None if match.group() == "同志" else match.group())
                break
    for match in _STUDIO.finditer(folded):
        for size in (3, 2):
            start = match.start() - size
            if start >= 0 and _is_name(scene, start, match.start(), not_names) and aligned(folded, start, start):
                add(start, match.start(), None)
                break
    _listed(scene, names, found, not_names)
    return [found[k] for k in sorted(found)]


_MEMBER_HEAD = regex.compile(
    r"(?<=[\n;。:,\s])(?P<role>成员|组员|委员|顾问|联络员|联系人|召集人|联络人|参会人员|出席|主持|主讲人?|记录)[: ]{1,2}"
)


def _members(scene: Scene, found: dict[int, Name], first: int, end: int, not_names: frozenset[str]) -> None:
    """The rest of a list behind 组长： or 成员：, names parted by 、 or spaces; all have the post of the first."""
    folded, model = scene.folded, found.get(first)
    while model is not None and folded[end : end + 1] in ("、", " "):
        start = end + 1
        end = _name_at(scene, start, not_names)
        if end == start or not _ends_clean(folded, end) or regex.match(_HEAD, folded[end : end + 4]):
            return
        written = scene.text[start:end]
        found.setdefault(
            start, replace(model, start=start, end=end, name=written, entity_id=f"learned:person:{written}")
        )


def _before_name(folded: str, start: int, names: Sequence[Name]) -> bool:
    """A post behind a name is taken only where the name begins cleanly: behind a body, a comma or a conjunction."""
    if folded.startswith(("教授", "副教授", "院士"), start + 3) and aligned(folded, start, start + 3):
        return True
    if start == 0 or folded[start - 1] in ",。;:、\n(“和与及在由请对向据经 ":
        return True
    return any(n.end == start for n in names[_near(names, start) : _near(names, start) + 8]) or bool(
        regex.search(
            rf"{_HEAD}$|(?:处|科|司|室|院|系|部|局|中心|学院|团|园|校)$|(?:由|请|邀请|会同)$",
            folded[max(0, start - 6) : start],
        )
    )


def _near(names: Sequence[Name], position: int) -> int:
    return max(bisect_left([n.start for n in names], position) - 6, 0)


def _role(
    scene: Scene, names: Sequence[Name], role: tuple[int, int], found: dict[int, Name]
) -> tuple[str | None, str | None]:
    """(post as written, canonical name of the body) for a post that ends at ``role[1]``.

    The post is all that stands between the body and the name; without a body, what stands behind the last comma,
    preposition or person.
    """
    folded = scene.folded
    sentence = max(folded.rfind(c, 0, role[0]) for c in "。;:!?\n") + 1
    clause = max(folded.rfind(",", sentence, role[0]) + 1, sentence)
    bodies = [n for n in names if n.type in _BODIES and clause <= n.start and n.end <= role[1]]
    body = max(bodies, key=lambda n: (n.end, n.end - n.start), default=None)
    left = body.end if body else clause
    people = {p.end: p for p in found.values() if sentence <= p.start < role[0]}
    owner: str | None = None
    for stop in _ROLE_STOP.finditer(folded, left, role[1]):
        joined = stop.group()[0] in "和与及" or stop.group() == "以及"
        if stop.end() > role[0] or (
            joined
            and not (
                stop.start() in people
                or stop.start() == left
                or regex.search(rf"{_HEAD}$", folded[left : stop.start()])
            )
        ):
            continue
        left = stop.end()
        if stop.group().startswith("该"):
            owner = _last_of_level(scene, names, stop.group()[-1], left)
    listed = folded.rfind("、", left, role[0])
    while listed >= 0 and not regex.search(rf"{_HEAD}$", folded[left:listed]):
        left, listed = listed + 1, folded.rfind("、", listed + 1, role[0])
    after_person = max((e for e in people if left <= e <= role[0]), default=None)
    if after_person is not None:
        left = regex.compile(rf"{_HEAD}?[、和与及]?").match(folded, after_person, role[0]).end()  # type: ignore[union-attr]
    text = scene.text[left : role[1]].strip(":： ").removesuffix("同志")
    if body is not None and left == body.end:
        return _shared_level(scene, body, left, text)
    if owner:
        return text or None, owner
    previous = people.get(max(people)) if people else None
    if previous is not None and regex.fullmatch(
        r"(?:院长|书记|校长|主任|处长|局长|老师|教授|同志|[,、和与及]|以及|副)*", folded[previous.end : left]
    ):
        department = regex.match(r".*(?:学院|系|处|部|中心|科|室|办公室)(?=.)", previous.role or "")
        if not text and department and not previous.org:
            text = department.group()
        return text or None, None if regex.match(
            r".+(?:学院|系|中心|处|科)", text
        ) and not previous.role == text else previous.org
    return text or None, None


def _last_of_level(scene: Scene, names: Sequence[Name], level: str, before: int) -> str | None:
    """The region that 该镇, 该县 refers to: the last one of that kind named before."""
    earlier = [n for n in names if n.type == "region" and n.end <= before and n.name.endswith(level)]
    return earlier[-1].name if earlier else None


def _shared_level(scene: Scene, body: Name, left: int, text: str) -> tuple[str | None, str | None]:
    """横峰县委常委、副县长: the post is 县委常委、副县长, the body the county."""
    if (
        body.type == "agency"
        and body.name.endswith(("县委", "市委", "区委", "州委", "省委", "县政府", "市政府", "区政府"))
        and regex.match(r"(?:常委|副?书记|委员)", text)
    ):
        return scene.text[body.end - 2 : body.end] + text, regex.sub(r"委$", "", body.name)
    return text or None, body.name


def _listed(scene: Scene, names: Sequence[Name], found: dict[int, Name], not_names: frozenset[str]) -> None:
    """Names without a post: right behind a body and closed by 和, 、 or 等 (上海市教师教育学院陈霞和…)."""
    folded = scene.folded
    for body in names:
        if body.type not in ("university", "agency", "school"):
            continue
        end = _name_at(scene, body.end, not_names)
        if (
            end > body.end
            and folded[end : end + 1] in tuple("和、等与")
            and regex.match(r"(?:和|、|等|与)", folded[end : end + 1])
            and body.end not in found
        ):
            if end - body.end < 2 or regex.search(r"(?:等|和|、)", folded[end : end + 1]) is None:
                continue
            tail = folded[end : end + 30]
            if regex.match(r"等(?:专家|同志|老师|领导|授课|参加|出席|\d|[一二三四五六七八九十]+[位名])|[和、与]", tail):
                written = scene.text[body.end : end]
                found[body.end] = Name(
                    body.end,
                    end,
                    "person",
                    written,
                    f"learned:person:{written}",
                    "person.listed",
                    role=None,
                    org=body.name,
                )
