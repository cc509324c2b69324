"""The words that end the name of a body: those of a table, and those that the grammar of such names makes.

The name of a public body is an owner, the fields it works in, and a word for a body: 文化和旅游|局, 农业科学|院,
非物质|文化|遗产|保护|中心. The fields are a lexicon (``body_fields.txt``); what is made of other words is a project,
a facility or a company (县城中心, 市购物中心), not a body.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from policyminer.rules.load import Rules

#: 委 of a party committee, 委、政府 of both
_PARTY = regex.compile(
    r"(?:委(?![员派托培会])(?:、?(?=[县区市省]政府))?|政府(?!采购|购买|性|工作报告|投资|主导|网站|主管|统筹|补贴|债|财政|职能|信息|公报|部门|引导|支持|推动|负责|履行))"
)
#: the word for a body, with what must not follow it (局部, 中心小学, 管理所需, 执法队员)
_HEAD = (
    r"局(?![部面限势域])|厅(?![级堂])|中心(?!组(?![织成建])|[学校小城区镇村])|馆(?![藏际])|院(?![士校区落])|所(?![有在属需以能作做谓学辖见获得含占用为])"
    r"|站(?![点在着到])|[大支总中]?队(?![员伍列])|处(?![理于在罚境分])|办公室|委员会|委(?![员托派培会任屈])|办(?![公法理学事好案班报会证赛展实结园校企医节刊])"
)
#: what a body does in its field; these alone name nobody (管理局, 服务中心)
_TASKS = frozenset(
    [
        "管理",
        "服务",
        "监督",
        "监管",
        "检查",
        "检验",
        "检测",
        "发展",
        "建设",
        "指导",
        "推广",
        "综合",
        "工程",
        "技术",
        "研究",
        "科学",
        "科学技术",
        "保护",
        "事业",
        "事务",
        "促进",
        "保障",
        "行政",
        "公共",
        "指挥",
        "评审",
        "审批",
        "教学",
        "标准",
        "安置",
        "活动",
        "交流",
    ]
)
#: 中心 of these alone is a part of a town, a building or an aim
_PLACES = _TASKS - {
    "服务",
    "发展",
    "管理",
    "推广",
    "指导",
    "保护",
    "促进",
    "保障",
    "指挥",
    "监督",
    "检验",
    "检测",
} | frozenset(
    [
        "经济",
        "文化",
        "体育",
        "科技",
        "金融",
        "商贸",
        "商务",
        "旅游",
        "医疗",
        "教育",
        "人才",
        "艺术",
        "投资",
        "创业",
        "就业",
        "数据",
        "城市",
        "交通",
        "通信",
        "电力",
        "工业",
        "产业",
        "网络",
        "能源",
        "政务",
        "数字",
        "信息",
        "文体",
    ]
)
#: the last word that some words for a body ask for
_LAST = {
    "馆": "图书 文化 博物 美术 科技 档案 方志 艺术 群艺 少儿 文物",
    "院": "科学 研究 规划 设计 检验 检测 农科 林科 社科",
    "所": "研究 监督 检验 检定 管理 保护 教育 勘察 防治",
    "站": "推广 监测 检疫 监督 管理 农技 农机 水文 气象 救助 保护 文化 林业 水利 种子 植保 土肥 兽医 畜牧 血液 检验 农经 防治",
    "队": "执法 综合执法 监察 勘查 勘察 地质 救援",
    "处": "管理 事务 保护",
}
_LAST_WORDS = {head: frozenset(words.split()) for head, words in _LAST.items()}
#: 县扁都口景区管理办公室: what is managed may have a name
_MANAGED = regex.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:风景名胜区|景区|水库|湿地|林场|灌区|保护区|森林公园|园区)(?:管理局|管理中心|管理处|管理所|管理办公室|管委会)"
)
#: 莱州|经济开发区管委会: who governs a zone that no table lists
OF_ZONE = regex.compile(
    r"(?:国家(?:级)?)?(?:(?:高新技术产业|高新技术|经济技术|经济)开发区|高新区|经开区|综合保税区|综保区|自贸(?:试验)?区"
    r"|(?:(?![和与及的在由对到各])[\u4e00-\u9fff]){2,6}?(?:开发区|新区|示范区|试验区|度假区|集聚区|集中区|产业园|科技园|物流园))"
    r"(?:管委会|管理委员会|党工委)"
)
#: characters in which such a name is over
_ZONE_WITHIN = 24
#: what a body may keep under it: 市政府侨务办公室, 省教育厅考试中心
_SUBORDINATE = regex.compile(r"(?:办公室|中心|研究院|研究所|院|馆|站|总?队|委员会)$")
#: 县图书馆3个: a kind, counted
_COUNTED = regex.compile(r"(?:共?有|达到?)?[\d一二三四五六七八九十两]+[个座家所处](?!事业|单位|部门)")
#: who heads a department or belongs to it, right behind its name
_OF_DEPARTMENT = r"副?[处科股司]长|(?:副?主任|[一二三四]级)|调研员|负责(?:人|同志)|干部|工作人员|有关|相关|同志|专家|牵头|承办|会同|[和与及、,。;()\n]|$"
#: 基层治理处处长: any department whose head is named by it
_LED = regex.compile(
    r"(?:(?![在是的和与及兼任由长])[\u4e00-\u9fff]){2,10}(?P<head>[处科股所站])(?=副?(?P=head)长)|(?:(?![在是的和与及兼任由长公])[\u4e00-\u9fff]){2,4}办(?=副?主任)"
)
#: 市公安局交警支队, 市政府新闻办: what stands under the police and the government of a place
_UNDER = regex.compile(
    r"(?<=公安[厅局]|公安分局)(?:(?![、,。;和与及在])[\u4e00-\u9fff]){2,6}?(?:[总支大]队|派出所)(?!长|[员伍])"
    # 公安局太和分局
    r"|(?<=公安局)(?![和与及])(?:(?![、,。;与及在的])[\u4e00-\u9fff]){2,4}分局(?!长)"
    r"|(?<=局)(?:(?![、,。;和与及在的])[\u4e00-\u9fff]){2,5}分局(?!长)"
    r"|(?<=政府)(?:妇儿工委|残工委|老龄委|安委[会办]|食安[委办]|双拥办|(?:妇女儿童|残疾人|老龄)工作委员会)(?:办公室)?"
    r"|(?<=政府)(?:(?:新闻|侨务|外事|法制|督查|应急|金融|驻[\u4e00-\u9fff]{1,3})办(?:公室)?|研究室|督查室|参事室)(?![公法理学])"
)
#: 省农科院果茶所王远山博士: an institute of an academy
_OF_ACADEMY = regex.compile(
    r"(?<=农科院|林科院|科学院|社科院|研究院)(?:(?![在是的和与及兼任由长])[\u4e00-\u9fff]){2,10}?(?:研究所|研究中心|所)(?=[、,。;)]|副?研究员|专家|博士|[\u4e00-\u9fff]{2,3}(?:博士|副?研究员|教授))"
)
#: 省纪委监委驻省民政厅纪检监察组
_SENT_GROUP = regex.compile(r"(?:纪委监委|纪委|监委)派?驻(?:(?![,。;、])[\u4e00-\u9fff]){2,12}?(?:纪检监察组|纪检组)")
#: offices and groups of the central government
CENTRAL_OFFICE = regex.compile(
    r"办公厅|办公室|直属机关党委|(?:(?![、和与及的在会])[\u4e00-\u9fff]){0,20}?(?:领导小组(?:办公室)?|联防联控机制(?:[\u4e00-\u9fff]{2,4}组)?|(?<![工])办公室)"
    r"|(?:(?![、和与及的在会])[\u4e00-\u9fff]){2,5}?办(?![公法理学事好案班报证赛展实结园校企医])"
)


class Bodies:
    """Longest ending of a body, and of a department, at a position of the folded text."""

    def __init__(self, rows: Sequence[tuple[str, str, str]], fields: frozenset[str]) -> None:
        self._listed: dict[str, list[str]] = {}
        for ending, _level, _kind in rows:
            self._listed.setdefault(ending[:2] if len(ending) > 1 else ending, []).append(ending)
        self._opening = frozenset(word[:2] for word in fields)
        words = "|".join(sorted(fields, key=lambda word: (-len(word), word)))
        self._made = regex.compile(rf"(?:(?P<word>{words})[和与及]?)++(?P<head>{_HEAD})")
        self._generic = regex.compile(rf"(?:(?:(?:{words})[和与及、]?)++(?:行政|主管|监督|管理)*|(?:行政|主管)+)部门")
        self._department = regex.compile(rf"(?:(?:{words})[和与]?)+[处科股](?={_OF_DEPARTMENT})")

    def at(self, folded: str, position: int) -> str | None:
        """The ending that begins at ``position``, or none."""
        near = self._listed.get(folded[position : position + 2], ())
        listed = next((ending for ending in near if folded.startswith(ending, position)), None)
        if listed and "委" in listed and (sent := _SENT_GROUP.match(folded, position)):
            return sent.group()
        if listed is None and folded[position : position + 1] == "委" and _PARTY.match(folded, position):
            listed = "委"
        made = self._grown(folded, position)
        return made if made and len(made) > len(listed or "") else listed

    def _grown(self, folded: str, position: int, under: bool = False) -> str | None:
        """The ending that fields and a word for a body make; ``under`` says that a body stands right before it."""
        if "管" in folded[position + 3 : position + 12] and (managed := _MANAGED.match(folded, position)):
            return managed.group()
        if "区" in folded[position + 2 : position + _ZONE_WITHIN] or "园" in folded[position + 2 : position + 9]:
            zone = OF_ZONE.match(folded, position)
            if zone:
                return zone.group()
        if folded[position : position + 2] not in self._opening:
            return None
        match = self._made.match(folded, position)
        if match is None or _COUNTED.match(folded, match.end()):
            return None
        words, head = match.captures("word"), match["head"]
        last = _LAST_WORDS.get(head[-1])
        if last is not None and words[-1] not in last:
            return None
        if head[-1] in "所站" and len(words) < 2:
            return None
        if head == "委" and len(words) < 2:
            return None
        if under and len(words) > 1:
            return match.group()
        plain = _PLACES if head == "中心" else _TASKS if head not in ("院", "馆") or words == ["研究"] else ()
        return None if all(word in plain for word in words) else match.group()

    def made_of_many(self, folded: str, position: int) -> str | None:
        """The ending that two or more fields and a word for a body make."""
        grown = self._grown(folded, position)
        match = self._made.match(folded, position) if grown else None
        return grown if match and len(match.captures("word")) > 1 else None

    def generic_end(self, folded: str, position: int) -> int:
        """End of a kind of body behind 国务院 (教育行政部门, 旅游主管部门), or 0."""
        match = self._generic.match(folded, position)
        return match.end() if match else 0

    def subordinate_end(self, folded: str, position: int) -> int:
        """End of the department or institution written at ``position`` right behind its body, or ``position``."""
        match = None
        if folded[position : position + 2] in self._opening:
            match = self._department.match(folded, position)
            grown = None if match else self._grown(folded, position, under=True)
            if grown and _SUBORDINATE.search(grown):
                return position + len(grown)
        match = match or _UNDER.match(folded, position) or _LED.match(folded, position) or _OF_ACADEMY.match(folded, position)
        return match.end() if match else position


@lru_cache(maxsize=4)
def bodies_of(rules: Rules) -> Bodies:
    """The endings of the rule folders."""
    return Bodies(rules.agency_endings, rules.lexicon("body_fields"))
