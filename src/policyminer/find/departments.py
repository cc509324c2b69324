"""What stands behind the name of a body: a department or institution of it, or the rest of a word that it only opens."""

from __future__ import annotations

import regex

from policyminer.find.bodies import bodies_of
from policyminer.find.scene import Name, Scene, word_across
from policyminer.patterns import rx

_DEPARTMENT = regex.compile(
    r"(?:师训|师范|教师(?:工作|教育)?|基教|基础教育|职成教|职业教育(?:与成人教育)?|职教|成教|人事|政工|组织(?:人事)?|宣传|督导|体卫艺|体育卫生与艺术教育|财务|计财|规划|发展规划|法规|政策法规|安全|学前教育|学前|民办|思政|高教|高等教育|语言文字|教研|教学研究|综合|"
    r"电教|项目|审计|信息|行政审批|党建|普教|义教|义务教育|德育|学生(?:工作)?|人才|基建|装备|招生|考试|机关|学校|青年发展|权益|少年|统战|社会联络|科研|科技|科学技术|国际交流|办公|教体|教育|文教)(?:处|科|股|司|室|办|中心|部|办公室|研究室)"
)
#: any other department, where nothing of Han script follows it (a list of contacts)
_ANY_DEPARTMENT = regex.compile(r"(?!有关|各|相关)[\u4e00-\u9fff]{2,6}(?:处|科|股)(?![\u4e00-\u9fff])")
_CUT_ENDS = frozenset("部科处股站所室办局队")
_HEADED = regex.compile(r"长|副?[部科处股站所室局队]长|副?主任")


def runs_into_word(scene: Scene, end: int) -> bool:
    """Whether the last character of a body opens a word: 组织部|分, 建设部|署, 政府教育科|技."""
    if scene.folded[end - 1] not in _CUT_ENDS or _HEADED.match(scene.folded, end):
        return False
    word = word_across(scene.folded, end)
    return word[:1] == scene.folded[end - 1] and word[:2] in scene.rules.plain_words


def extended(scene: Scene, end: int) -> int:
    """Take in the department or institution behind a body: 教育局师训科, 省教育厅师范处, 市教委教育技术装备中心."""
    match = _DEPARTMENT.match(scene.folded, end) or _ANY_DEPARTMENT.match(scene.folded, end)
    if match and not rx.match(r"长|[主副]任", scene.folded[match.end() : match.end() + 2]):
        return end if runs_into_word(scene, match.end()) else match.end()
    return bodies_of(scene.rules).subordinate_end(scene.folded, end)


def agency(start: int, end: int, name: str, rule: str) -> Name:
    """The mention of a body."""
    return Name(start, end, "agency", name, f"learned:agency:{name}", rule)
