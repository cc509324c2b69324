"""The university that a document speaks as, when it says 我校, 学校 or only 副校长."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from policyminer.find.scene import Name, Scene
from policyminer.folding import fold
from policyminer.rules.gazetteer import Entry

#: what may follow a university in the name of who issued a document: 某大学合作发展处, 某学院新闻网
_DEPARTMENT = regex.compile(
    r"(?!附属|附[中小]|实验)(?:[\u4e00-\u9fff、]{0,16}(?:处|部|办公室|办|中心|学院|研究院|系|馆|工会|团委|委员会|网|校报|电视台))?"
)
#: 校党委书记, 校工会主席: of the university itself
_LED = regex.compile(r"(?<![\u4e00-\u9fff])校(?:党委|工会|团委|领导)")
#: what no school has: 我校研究生支教团, 我校师范生
_HIGHER = regex.compile(r"我校(?:[^,。;]{0,12}研究生|[^,。;]{0,8}(?:师范生|实习生|本科|学科专业)|[^,。;、]{0,6}学院(?:党|副?院长|负责))")
_ITSELF = regex.compile(r"我[校院]|本校|(?<![\u4e00-\u9fff])校(?:党委|工会|团委|领导)")
#: in a headline these say that the university named there is another one
_ANOTHER = regex.compile(r"我[校院]|本校|学校|来[校访]|到校|来我")
#: 某大学专家, 某大学教授, 某大学附属医院: not the university that writes
_NOT_ITSELF = regex.compile(r"附|专家|副?教授|博士|讲师|学生|学子|实习|团队|支教|来|到访|一行")

#: posts that a university has when it tells of itself: 副校长, 校长办公室主任, 教务处处长
OF_UNIVERSITY = regex.compile(
    r"(?:党委(?:副?书记|常委|委员)(?:$|、)|(?:党委(?:副?书记|常委|委员)、)?(?:常务)?副?校长|纪委副?书记|校(?:党委|团委|工会|办)|党委(?:办公室|组织部|宣传部|统战部|[学教][生师]工作部|保卫部)|教务处|科研处|科技处|学生(?:工作)?处|研究生院|[\u4e00-\u9fff]{1,10}(?:处处长|处副处长|(?<!党校|干部)学院(?:党|副?院长|分?团委|副?教授|辅导员|教师|学生))|[\u4e00-\u9fff]{2,6}系(?:党|副?主任|副?教授))"
)

#: posts that only colleges of universities have: 信息工程学院书记, 外国语学院副院长
OF_COLLEGE = regex.compile(
    r"[\u4e00-\u9fff]{1,10}(?<!党校|干部|进修|教师教育)学院(?:党(?:委|总支)|副?(?:院长|书记)|分?团委|副?教授|辅导员)"
)


def issuing_university(scene: Scene) -> str | None:
    """Official name of the university that issued the document, or whose department did."""
    issuer = fold(scene.metadata.issuer or "")
    opening = _opening(scene, issuer)
    return opening[0].name if opening and _DEPARTMENT.fullmatch(issuer, opening[1]) else None


def own_university(scene: Scene) -> str | None:
    """Official name of the university that issued the document, or that opens the headline of news which says 我校."""
    issuing = issuing_university(scene)
    title = fold(scene.metadata.title or "")
    if issuing or _ANOTHER.search(title):
        return issuing
    opening = _opening(scene, title)
    if opening is None or _NOT_ITSELF.match(title, opening[1]) or not _ITSELF.search(scene.folded):
        return None
    named = {e.name for h in scene.rules.gazetteer.find(title) for e in h.entries if e.type == "university"}
    return opening[0].name if len(named) == 1 else None


def sole_university(scene: Scene, names: Sequence[Name]) -> str | None:
    """The one university of news that says 我校: no other one is named, and no school that could say so."""
    if scene.metadata.doc_type != "news" or "我校" not in scene.folded or not (_LED.search(scene.folded) or _HIGHER.search(scene.folded)):
        return None
    named = {n.name for n in names if n.type == "university"}
    others = any(n.type == "school" and "附" not in n.name for n in names) and not _HIGHER.search(scene.folded)
    return next(iter(named)) if len(named) == 1 and not others else None


def _opening(scene: Scene, words: str) -> tuple[Entry, int] | None:
    """The university that ``words`` open with, and where its name ends."""
    for hit in scene.rules.gazetteer.find(words) if words else ():
        own = [e for e in hit.entries if e.type == "university"]
        entry = next((e for e in own if e.name == hit.surface), own[0] if own else None)
        if entry is not None and hit.start == 0:
            return entry, hit.end
    return None
