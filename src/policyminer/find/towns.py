"""Townships and streets: learnt behind a county, from lists and behind prepositions, then wherever they stand; bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from policyminer.find.near import near
from policyminer.find.protect import Spans, spans
from policyminer.find.scene import Name, Scene, aligned
from policyminer.find.tours import short_towns
from policyminer.patterns import rx
from policyminer.words.segment import cut_words

_TOWN = regex.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,5}?(?:镇(?![和与及到在至、])(?=[\u4e00-\u9fff]{1,2}镇)[\u4e00-\u9fff]{1,2})?(?:街道(?!办)|镇(?![上里内江域级])|乡(?![村镇里土情贤愁亲]))|[\u4e00-\u9fff]{1,5}?街道(?=办))"
)
_TOWN_NOT = regex.compile(
    r"^(?:小?城镇|.*乡镇|(?:乡镇|镇乡|村镇|城镇|镇|乡|各)街道|集镇|村镇|.*小镇|.*地区乡|.*[重名古特强]镇|[我两]镇)$|[进入返驻离][镇乡]$|[各该本全个两几我你一二三四五六七八九十]街道$|(?:各乡|各镇|该镇|该乡|本镇|全镇|全乡|[个两三四五六七八九十\d]乡|[个两三四五六七八九十\d]镇|家乡|下乡|返乡|回乡|城乡|老乡|故乡)$"
)
#: 湖镇镇、詹家镇等6个乡镇 | 在马头镇召开
_LISTED_TOWN = regex.compile(
    r"(?:(?<=[、,。;:\n(在到赴访与和及为对从由])|(?<=走进|深入|前往|奔赴|来到|抵达|位于|地处|[察查]看了|走访了|考察了|视察了|调研了))(?P<name>[\u4e00-\u9fff]{1,5}(?:镇|乡|街道))(?=[、和与等,。;)(]|中心|召开|举行|举办|开班|启动|开幕|调研|检查|督查|督导|巡查|视察|指导|走访|慰问|考察|宣讲|义诊|开工|揭牌|签约|政府|党委|残联|妇联|团委|工会|人大|商会|司法所|派出所|开展|的|\d{1,2}个(?:行政|自然)?(?:村|社区)|[\u4e00-\u9fff]{2,3}(?:村|社区)|[\u4e00-\u9fff]{2,6}(?:产业园|示范园|农业园|[果茶菜]园|园区|合作社|卫生院|敬老院|车间)|(?:党委|党工委|办事处|人大)?副?(?:书记|主任|镇长|乡长|主席)(?=[\u4e00-\u9fff]{2,4}[,。、等]))|(?:(?<=[\n。;])|^)(?P<name>[\u4e00-\u9fff]{1,5}(?:镇|乡|街道))(?= ?(?:\d{4}年|二[〇零○0])|:(?![\d\n])|关于|人民政府|党工委|办事处|纪委|人大|位于|地处|辖|召开|举行|举办|开展|组织|积极|全面|坚持|认真|扎实|聚焦|围绕|立足)|(?<=、)(?P<name>[\u4e00-\u9fff]{2,4}(?:镇|乡|街道))(?=办事处|党工委|人民政府)|(?<=(?:镇|乡|街道)、)(?P<name>[\u4e00-\u9fff]{1,4}(?:镇|乡|街道))"
)
#: 组织镇、村干部: of towns and villages, none of them named
_CLASS_BEHIND = regex.compile(r"、(?:村|街道|社区)(?!、)")
_GOVERNED = regex.compile(r"人民政府|政府|党委|党工委|办事处|纪委|人大")  # 红岩乡|党委: 红岩 is a word, and here a place
_VILLAGE_BEHIND = regex.compile(r"[\u4e00-\u9fff]{2,3}(?:村(?![民级委庄])|社区)")  # 千户镇|老山村
_COUNTED_PLACE = regex.compile(r"[一二三四五六七八九十百千万][里道岔家台间棵站营户]")  # 五里墩街道
_OPENERS = frozenset(["由", "在", "到", "赴", "对", "向", "经", "位于", "来到", "走进", "前往"])
_TOWN_OPENERS = frozenset("向为对给由派与和到赴往请帮助被")
#: 喇叭沟门满族乡: a township of a people
_MINORITY_TOWN = regex.compile(
    r"(?P<name>(?:(?![和与在到为对从由等各该的])[\u4e00-\u9fff]){2,5}(?:满|回|蒙古|朝鲜|壮|苗|侗|瑶|畲|土家|彝|藏|傣|哈尼|白|黎|布依|水|羌|仡佬|傈僳|佤|拉祜|维吾尔|哈萨克|撒拉|东乡|保安|裕固|锡伯|达斡尔|鄂温克|鄂伦春|民)族乡)"
)
#: 呼日格吐苏木: a township of herders; not 各苏木, 苏木镇, 两个苏木, nor the wood of that name
_SUM = regex.compile(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,7}苏木)(?![材乡镇达嘎])|(?<=[旗县市盟镇乡木赴到在和])(?P<name>(?![各与和及])(?:(?![旗县镇盟在到赴])[\u4e00-\u9fff]){2,7}苏木)(?![材乡镇达嘎])"
)
_SUM_NOT = regex.compile(r"[各个全该两几该等和与及的为是]|嘎查|乡镇|街道|牧区")
#: of a township, without its name; not 乡镇政府, 各镇党委
_TOWN_BODY = regex.compile(
    r"(?<![各乡市城该全本两个每县/\d)])(?<![乡镇县)]、)(?P<level>[镇乡]|街道)(?P<body>人民政府|政府|党委|党工委|办事处|纪委|团委|妇联|人大|残联|工会)(?![委员各代])"
)
_TOWN_BODIES = ("政府", "党委", "党工委", "办事处", "纪委", "团委", "妇联", "人大", "残联", "工会")


def towns(scene: Scene, names: list[Name], claimed: Spans) -> list[Name]:
    """Townships and streets: learnt right behind a county, then taken wherever they are named."""
    folded = scene.folded
    taken = spans([(n.start, n.end) for n in names])
    learnt = _towns_behind_counties(folded, names)
    for town in [*_listed_towns(scene), *_minority_towns(scene), *_sums(scene)]:
        learnt.setdefault(town, "")
    found = []
    for town, parent in learnt.items():
        position = folded.find(town)
        while position >= 0:
            end = position + len(town)
            if (
                not taken.overlaps(position, end)
                and not claimed.overlaps(position, end)
                and not scene.protected.titles.overlaps(position, end)
            ):
                found.append(
                    Name(position, end, "region", town, f"learned:region:{parent}:{town}", "region.town", None, "town")
                )
            position = folded.find(town, end)
    for start, town, level in short_towns(scene):
        end, name = start + len(town), town + (level if len(level) == 1 else "")
        if not (taken.overlaps(start, end) or claimed.overlaps(start, end)):
            found.append(Name(start, end, "region", name, f"learned:region::{name}", "region.town_list", None, "town"))
    return found


def _towns_behind_counties(folded: str, names: list[Name]) -> dict[str, str]:
    """Township -> adcode of the county it is written behind."""
    learnt: dict[str, str] = {}
    for name in names:
        if name.kind in ("county", "prefecture", "zone"):
            match = _TOWN.match(folded, name.end)
            town = _without_opener(match["name"]) if match else ""
            if (
                not _TOWN_NOT.search(town)
                and 2 <= len(town) <= 6
                and not rx.search(r"^[的在各有及]|.[的在与各有及]|书记|主任|[县市区省]长", town)
                and not _joins(town)
            ):
                learnt.setdefault(town, name.adcode or "")
    return learnt


def _joins(town: str) -> bool:
    """Whether 和 stands in a text as a word, joining two names, and not in one: 甲镇和乙镇, not 太和镇."""
    return "和" in town[1:] and "和" in cut_words(town)[1:]


def _without_opener(town: str) -> str:
    """A township without the preposition or verb before it: 某县向|河口镇捐款, not 向阳镇."""
    opens = town[:1] in _TOWN_OPENERS and len(town) > 3 and cut_words(town)[0] == town[0]
    return town[1:] if opens else town


def _listed_towns(scene: Scene) -> Iterator[str]:
    """Townships of a list or behind a preposition."""
    folded = scene.folded
    for match in near(_LISTED_TOWN, folded, ("镇", "乡", "街道"), before=12, after=14):
        town = rx.sub(r"^[我本该][省市县区州旗]", "", match["name"])
        behind_town = rx.search(r"(?:镇|乡|街道)、$", folded[max(0, match.start("name") - 4) : match.start("name")]) is not None
        opens = match.start("name") == 0 and folded.startswith(":", match.end("name"))  # 中方镇:…, a headline
        for word in () if behind_town or opens else cut_words(town):
            if word not in scene.rules.lexicon("boundary_words") or _COUNTED_PLACE.fullmatch(word):
                break
            town = town[len(word) :]
        for word in () if behind_town or opens else cut_words(town)[:-1]:
            if word in _OPENERS:
                town = town[town.index(word) + len(word) :]  # 仪式由|南河镇
        if _CLASS_BEHIND.match(folded, match.end("name")):
            continue
        words = cut_words(town)[:-1]
        told = any(len(w) > 1 and w in scene.rules.plain_words and not _COUNTED_PLACE.fullmatch(w) for w in words)
        if len(town) < 2 or town == "街道" or (told and len(words) > 1):
            continue  # 具体地点报|街道办事处
        listed = folded[match.end("name")] == "、" or rx.search(
            r"(?:镇|乡|街道)、$", folded[max(0, match.end("name") - len(town) - 3) : match.end("name") - len(town)]
        )
        governed = _GOVERNED.match(folded, match.end("name")) is not None
        certain = listed or opens or governed or _VILLAGE_BEHIND.match(folded, match.end("name"))
        plain = town[:-1] in scene.rules.lexicon("ordinary_words") and not certain
        if (
            not _TOWN_NOT.search(town)
            and not rx.search(r"[的在与各有及等全该本以带]|书记|主任|[县市区]级|[县市区省]长|委员", town[:-1])
            and not _joins(town)
            and not plain
            and (behind_town or certain or aligned(folded, match.end("name") - len(town), match.end("name")))
        ):
            yield town


def _minority_towns(scene: Scene) -> Iterator[str]:
    """Townships of a people, less the words before the name."""
    for match in near(_MINORITY_TOWN, scene.folded, ("族乡",), before=16, after=0):
        town = match["name"]
        for word in cut_words(town)[:-1]:
            if word in scene.rules.lexicon("boundary_words") or word in ("、", "和", "与", "在", "到"):
                town = town[town.index(word) + len(word) :]
        yield town


def _sums(scene: Scene) -> Iterator[str]:
    """Townships of herders, less the words before the name."""
    for match in near(_SUM, scene.folded, ("苏木",), before=10, after=1):
        town = match["name"]
        for word in cut_words(town)[:-1]:
            if word not in _OPENERS and word not in scene.rules.lexicon("boundary_words"):
                break
            town = town[len(word) :]
        plain = any(len(word) > 1 and word in scene.rules.plain_words for word in cut_words(town)[:-1])
        listed = scene.folded[match.start("name") - 1 : match.start("name")] == "、"
        if len(town) > 3 and not _SUM_NOT.search(town) and (listed or not plain):
            yield town


def bodies_of_town(scene: Scene, taken: list[Name], regions: Sequence[Name], busy: Spans) -> list[Name]:
    """镇政府, 街道办事处: the bodies of the one township or street that the document names."""
    folded, found = scene.folded, []
    towns: dict[str, set[str]] = {}
    for region in regions:
        if region.kind == "town":
            towns.setdefault(region.name[-1], set()).add(region.name)
    blocked = spans([(n.start, n.end) for n in taken])
    for match in near(_TOWN_BODY, folded, _TOWN_BODIES, before=8, after=4) if towns else ():
        start, end = match.span()
        level = match["level"]
        named = towns.get(level[-1], set())
        taken_by = blocked.overlaps(start, end) or busy.overlaps(start, end) or scene.protected.titles.overlaps(start, end)
        if len(named) == 1 and not taken_by and aligned(folded, start, start):
            name = next(iter(named)) + match["body"]
            found.append(Name(start, end, "agency", name, f"learned:agency:{name}", "agency.town"))
    return found
