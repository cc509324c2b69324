"""Who acts: the name right before verb and number, and whoever opened the clause."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount, Name
from policyminer.patterns import rx

# 全省, 我县, 该区: a scope word and the level it names
WHOLE = regex.compile(r"(?P<word>全|我|该|本)(?P<level>街道|[省市县区州镇乡旗])(?!域[\u4e00-\u9fff]{1,4}体)")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose record a value is, by canonical name, and what says so; the range, in view coordinates, may be empty.

    ``source``: ``actor`` (named before the verb or number), ``scope_word`` (全县, 该区, 区财政), ``sentence``,
    ``article``, ``item``, ``title`` (whom that is about), ``document`` (the region this place of the document is about),
    ``row`` or ``column`` (the label or header of a table cell).
    """

    name: str
    source: str
    start: int = 0
    end: int = 0


def owner_named(name: Name, source: str) -> Owner:
    """An owner that is named where ``name`` stands."""
    return Owner(name.name, source, name.start, name.end)


def owner_before(context: Context, clause_start: int, amount: Amount) -> Owner | None:
    """某市教育局及其所辖三个县: the region of the body right before 所辖."""
    before = context.folded[max(clause_start, amount.start - 6) : amount.start]
    if not rx.search(r"(?:所辖|下辖|辖)$", before):
        return None
    names = context.names_in(clause_start, amount.start, "region")
    return owner_named(names[-1], "actor") if names else None


_OBJECT_OF = regex.compile(r"(?:(?<![标别额配])为|[到在与和向对赴从由给及跟同]|来自|依托|借助|通过|委托|邀请|支持|帮扶|深入|走进|前往|对口|其中|聘请)$")
_DOES = regex.compile(
    r"(?:\([^()]*\))?(?:[也还各已将共再均]|累计|分别|现有|共有|计划|拟|再|又|先后|20\d\d年|今年|去年|目前|全年|每(?:学年|学期|年)|为此)*(?:(?:立项|结项|获批|送教|捐赠|招聘|引进|承办|开设|开办|派驻|派遣|下派|选送|发放|落实|争取|整合|统筹|配套|提供|援建|新增|接待|选派|派出|派|承担|安排|新建|改扩建|建成|建立|举办|开展|组织|培训|接收|承接|投入|设立|打造|组建|成立|聘请|遴选|选聘|拨付|下达|列支|召开|获|荣获|评选|推荐|招收|筹集)[\u4e00-\u9fff]{0,10}|(?<=[现共]有)各级各类[\u4e00-\u9fff]{2,8}|(?<=[现共]有)[\u4e00-\u9fff]{2,8})?"
)


#: 某区7个盟市的|31个旗县: whose they are stands before those to which they belong
_OF_COUNTED = regex.compile(r"^[\d两三四五六七八九十]+个[\u4e00-\u9fff]{1,5}的$")
#: 甲市10所高校与|乙区6所高校结对: the second of two that are counted side by side
_BESIDE, _BESIDE_WITHIN = regex.compile(r"[\d两三四五六七八九十][所个家][\u4e00-\u9fff]{1,6}[与和同]$"), 12
#: documents in which a school's own doings are told of it
_SCHOOLS_ACT = ("news", "bulletin")


def near_actor(context: Context, amount: Amount) -> Owner | None:
    """Who stands right before the verb and the number: 南阳师范学院选派14名, 定西市160名; 甲区、乙区分别新建3所、4所."""
    folded = context.folded
    statement = context.outline.statement(amount.start)
    names = [
        n
        for n in context.names_in(statement[0], amount.start)
        if n.type in ("university", "agency", "region", "school") and n.end <= amount.start and n.end - n.start > 1
    ]
    if not names:
        return None
    last = max(names, key=lambda n: (n.end, n.start - n.end))
    between = folded[last.end : amount.start]
    if between.endswith("的"):
        between = _OF_COUNTED.sub("", between)
    shared = _distributed(context, amount, names)
    if shared:
        return shared
    joined = last.type == "region" and folded[last.start - 1] in "与和同"
    beside = joined and _BESIDE.search(folded, max(statement[0], last.start - _BESIDE_WITHIN), last.start) is not None
    if (
        len(between) > 16
        or WHOLE.search(between)  # 市下达我区…名额60名: the receiver counts
        or not _DOES.fullmatch(between)
        or (not beside and _OBJECT_OF.search(before := folded[max(0, last.start - 2) : last.start]) and (between or before != "其中"))
    ):
        return None
    first = head_of_list(folded, names, last)
    ahead = folded[max(0, first.start - 2) : first.start]
    if first is not last and ahead != "其中" and _OBJECT_OF.search(ahead):
        return None  # 依托甲大学、乙大学建立2个
    # 甲学院、乙大学两所高校: the number sums up the names; 某市20所学校 are those of the city that opens the clause
    chain = next((n.start for n in names if n.type == "region" and n.end == last.start), last.start)  # 某市某区15所
    opens = last.type == "region" and amount.low > 1 and (beside or folded[chain - 1 : chain] in tuple(",。;:\n"))
    if not between and amount.dimension in ("orgs", "objects") and not opens:
        return None
    if last.type == "school" and context.scene.metadata.doc_type not in _SCHOOLS_ACT:
        return None
    if last.type == "agency" and (region := _region_acting(context, last)):
        return Owner(region, "actor", last.start, last.end)
    # 陇东学院、河西学院各承担200名: the first of a list stands for it
    return owner_named(first if "各" in between else last, "actor")


def head_of_list(folded: str, names: list[Name], last: Name) -> Name:
    """The first of the names, of one type, that a list joins to ``last``."""
    first = last
    while previous := next(
        (n for n in names if n.end == first.start - 1 and folded[n.end] in "、和与" and n.type == first.type), None
    ):
        first = previous
    return first


#: what may stand before who opens a clause: 2024年以来, 其中, （一）, 由某校牵头
_LEAD_IN = regex.compile(
    r"(?:[\s*·★◆●■]+|[(]?[一二三四五六七八九十\d]{1,3}[)、.]|[一二三四五六七八九十][是要]|其中|同时|此外|另外|期间|随后|目前|近年来|[此本]次|据悉,?|(?:对口)?(?:支援|援疆|援藏|援青|帮扶|合作|共建|结对)(?:的?(?:省市|省份|高校|单位|城市|方))|(?P<by>由))*"
)
#: whoever this is, the clause has an owner of its own: 全县, 县财政, 我校, 各校, 双方
_OWN_OPENER = regex.compile(r"[全我该本各][省市县区州旗镇乡校院]|[省市县区州]级?(?:财政|政府|里|委|教育|直|本级)|双方|两校|两地|三方|校地")
_OUR_SCHOOL = regex.compile(r"[我本](?:校|院(?![士长]))|学校(?!附|的)")
_THAT_SCHOOL = regex.compile(r"该(?:校|院|大学|学院)(?=[^,。;])")
#: a joint act is nobody's alone, unless it is only the signing that opens the account of what one side then did
_TOGETHER = regex.compile(r"[、与和同及]")
_SIGNED = regex.compile(r"[与和同][^,。;]{1,24}签")
_LEADS = regex.compile(r"[^,。;]{0,4}(?:牵头|负责|承担|组织|统筹|主导|派出|选派|实施|安排|承办|提供)")
#: clauses back to the one that says who acts
_CLAUSES_BACK = 6


def clause_opener(context: Context, amount: Amount, sentence_start: int) -> Owner | None:
    """某大学与该县签约，先后选派26名教授，派出师范生150名: who opens a clause acts until another one does."""
    folded = context.folded
    end = amount.start
    if not context.names_in(sentence_start, end) and not rx.search(r"[该我本学]", folded[sentence_start:end]):
        return None
    open_brackets = 0
    for _ in range(_CLAUSES_BACK):
        start = max(folded.rfind(",", sentence_start, end) + 1, sentence_start)
        words = folded[start:end]
        open_brackets += words.count(")") - words.count("(")
        # （甲县16人，乙县12人），…: what a bracket names is an aside
        until = end if end == amount.start else end + 1
        opener = _opens(context, start, until, amount) if open_brackets <= 0 else None
        if opener is not None:
            return opener if opener.name else None
        if start <= sentence_start:
            break
        end = start - 1
    return None


#: the clause is somebody's, and the readings that follow say whose
_SOMEBODY = Owner("", "actor")


def _opens(context: Context, start: int, end: int, amount: Amount) -> Owner | None:
    """Who opens the clause ``[start, end)``; :data:`_SOMEBODY` when it has an opener that is left to other readings."""
    folded = context.folded
    lead = _LEAD_IN.match(folded, start, end)
    at = lead.end() if lead else start
    dated = next((d for d in context.dates_in(at, at + 1) if d.end <= end), None)
    at = dated.end if dated else at
    ours = context.home_university
    if ours is not None and (self_named := _OUR_SCHOOL.match(folded, at, end)):
        return Owner(ours.name, "scope_word", at, self_named.end())  # in a document that the university issued
    if that := _THAT_SCHOOL.match(folded, at, end):
        named = context.names_in(context.paragraph(amount.start).start, at, "university", "school")
        return Owner(named[-1].name, "scope_word", at, that.end()) if named else _SOMEBODY
    opening = [n for n in context.names_in(at, at + 1) if n.end <= end and n.type != "person"]
    if not opening:
        return _SOMEBODY if _OWN_OPENER.match(folded, at, end) else None
    name = max(opening, key=lambda n: n.end)
    while name.type == "region" and (below := [n for n in context.names_in(name.end, name.end + 1) if n.end <= end]):
        name = max(below, key=lambda n: n.end)  # 某市某县打造…
    if context.names_firm(name):
        return _SOMEBODY  # 北京某某制造厂等4家企业提供
    by = lead is not None and lead["by"] is not None
    if folded[name.end : name.end + 1] == "的" and context.names_in(name.end + 1, name.end + 2, "region"):
        return _SOMEBODY  # 甲市的乙县、丙县等3个市的8个县
    together = _TOGETHER.match(folded, name.end, end) and not (_SIGNED.match(folded, name.end, end) and amount.start > end)
    people = context.names_in(name.end, end, "person")
    # 某学院副院长某某到会 says who came; 某县教育局局长某某介绍 says of whom it tells
    attends = people and not (name.type == "agency" and _SAYS.match(folded, people[-1].end, end))
    is_school = name.type == "school" and context.scene.metadata.doc_type != "news"
    if together or attends or is_school or name.end >= end or folded[name.end] == "," or (by and not _LEADS.match(folded, name.end, end)):
        return _SOMEBODY
    if name.type == "agency":
        region = _region_acting(context, name)
        return Owner(region, "actor", name.start, name.end) if region else _SOMEBODY
    # 某市名师12人 may be an honour of the city above; another region than that speaks of itself
    above = name.adcode is None or name.adcode in context.findings.entities.places.home
    acts = name.type in ("university", "school") or (
        name.kind != "town" and (not above or _ACTS.match(folded, name.end, end) is not None)
    )
    acts = acts and not _IS_ONE_OF.match(folded, name.end, end)
    return owner_named(name, "actor") if acts else _SOMEBODY


#: 某区作为全省18个试点县之一
_IS_ONE_OF = regex.compile(r"(?:作为|是|属于|列入|入选|成为)")
_SAYS = regex.compile(r"(?:介绍|表示|说|透露|告诉|坦言|指出)")
#: a region acts with these; what else follows its name is a thing of that region (某市职业院校)
_ACTS = regex.compile(
    r"[^,。;]{0,6}?(?:选派|派出|派|投入|援助|安排|帮扶|支持|捐赠|拨付|援建|选取|选定|组织|提供|配套|给予|地处|位于|新增|引入|引进|现有|共有|设有|拥有|新建|改扩建|建成|建立|组建|举办|开展|召开|培训|接收|承接|设立|打造|成立|聘请|遴选|招聘|评选|推荐|招收|筹集|实现|完成|累计)"
)


def _region_acting(context: Context, agency: Name) -> str | None:
    """The region whose body acts: 某市某区教育局 is that of the district, 县财政 (resolved) that of its county."""
    inside = context.names_in(agency.start, agency.end, "region")
    return inside[-1].name if inside else context.region_in(agency.name)

_SUMMED = regex.compile(r"等?(?:[两二三四五六七八九十]|\d{1,2})(?:个|所|家)?(?:县区|市县|[省市县区州校镇乡村地院园]|高校|大学|学校|单位|部门)$")


def _distributed(context: Context, amount: Amount, names: list[Name]) -> Owner | None:
    """The k-th owner of a 分别 list for its k-th number."""
    folded = context.folded
    mark = folded.rfind("分别", context.outline.statement(amount.start)[0], amount.start)
    if mark < 0 or "," in folded[mark : amount.start] or ";" in folded[mark : amount.start]:
        return None
    owners: list[Name] = []
    # 甲、乙两校分别派出: the count of the owners may stand between
    summed = _SUMMED.search(folded[max(0, mark - 6) : mark])
    edge = mark - len(summed.group()) if summed else mark
    for name in sorted(names, key=lambda n: -n.end):
        if name.end == edge and name.type in ("region", "university", "school", "agency"):
            owners.insert(0, name)
            edge = name.start - 1 if folded[name.start - 1 : name.start] in ("、", "和", "与") else -1
    before = [a for a in context.amounts_in(mark, amount.start) if a.end <= amount.start]
    return owner_named(owners[len(before)], "actor") if len(owners) > 1 and len(before) < len(owners) else None
