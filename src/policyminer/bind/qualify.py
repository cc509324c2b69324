"""How a value is meant: counted noun, done or planned, per what, when."""

from __future__ import annotations

import re

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount
from policyminer.patterns import rx
from policyminer.words.segment import cut_words

_NOUN_AFTER = regex.compile(r"(?:的)?(?P<noun>[\u4e00-\u9fff()、“”+]{1,18})")
_NOUN_CUT = regex.compile(
    r"(?:[,。;:!?\n]|参加|参与|出席|接受|纳入|加入|前往|开展|进行|获得|荣获|分别|实现|达到|完成|举行|担任|(?<!责)任(?!务)|把|以及|响应|正在|印发|予以|给予|用于|通过|由|在|到|从|对|向|(?<!行)为|共有|与|将|被|均|都|已|全部|列入|赴|踏上|以上|受益|受惠|展开|走进)"
)
#: 120个行政村通水率达90%: what is counted, and the rate that is told of it
_OF_RATE = regex.compile(
    r"(?P<noun>[\u4e00-\u9fff]{0,6}?(?:村|[镇乡县市区]|街道|社区|小区|学校|企业|医院|卫生院|机构|单位|家庭|农户))(?!率)[\u4e00-\u9fff]{2,8}率(?:均|已|都)?(?:达到?|为|超过?)?$"
)
#: 200元/人/月、二级150元: the rate of the value before
_RATE_BEFORE = regex.compile(r"(?:/[\u4e00-\u9fff]{1,3}){1,2}[、,和]?")
_NOUN_BEFORE = re.compile(
    r"(?P<noun>[\u4e00-\u9fff()、]{2,14}?)(?:共计?|合计|总计|累计|达到?|约|(?<!行)为|有|已|占|的|了|至|超过|不少于|不低于|完成|突破|实现|增长|提高|下降|一般|总数|数量|规模|(?:提高|降低|压缩|缩短|扩大|上调|提升|增加|增长|下降|减少)[到至]|(?<=[\u4e00-\u9fff]{2})由|(?:稳定|保持|维持)在){0,3}[(]?$"
)
#: 每年选派管理干部2名、骨干教师6名: the rate of the first holds for the next
_NEXT_OF_RATE = regex.compile(r"、[\u4e00-\u9fff]{1,10}|[\u4e00-\u9fff]{1,10}[、和及与]")
#: characters that a match of it can have, and those of the noun in it
_NOUN_WITHIN, _LONGEST_NOUN = 24, 14
_VERB_HEAD = re.compile(
    r"^(?:.*(?:举办|开展|召开|举行|建立|建成|打造|组建|成立|选派|安排|承接|荣获|获得|解决|细化|投入|筹集|统筹|发放|新增|完成|制定|累计|其中|组织|聘请|实施|设立|接收|培训了|覆盖))(?=.{2})"
)

#: 下半年计划培训教师, 今年将新建服务站: when, and that it is planned, before what is counted
_WHEN_PLANNED = regex.compile(
    r"(?:[今明去前当本全]年|[本年]年?度|[上下]半年|[前第]?[一二三四]个?季度|[年月]底[之以]?前|[年月][初末底]|年内|月份|目前|[\u4e00-\u9fff]{0,6}(?:以来|期间)"
    r"|计划(?![生单内外])|拟(?![定制合])|[也再还]?将(?![军士来领])|预计|力争|争取|确保|打算|准备(?!金)|要(?![素求点闻件塞害地]))+(?=.{2})"
)
#: （二）计划…, 一是…: the mark of a point
_LIST_MARK = re.compile(r"^(?:[一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十][是要])(?=.{2})")
#: what is left of 2026年 or 3月5日 when the digits end the noun
_DATE_END = regex.compile(r"[年月日](?!及?以[上下])(?:度|份(?!额)|[上中下]旬|[初末底])?(?:[之以]?[前后]|以来|至今|起|内(?!外))?(?=.{2})")

_PER = regex.compile(
    r"(?:平均)?每(?!逢|当|每)(?P<m>[一二两三四五六七八九十百千万半\d]{0,4})(?P<cl>个|所|名|位|家|户|项|节|场|期|次|件|条|门|间|台|辆)?(?P<noun>[\u4e00-\u9fff]{0,14}?)"
    r"(?=(?<=每[年月周天日])|(?<=每学[年期])|(?<=每季度)|(?<=每半年)|每|[,。;、:]|的|给予|补助|奖补|补贴|奖励|安排|配备|投入|不少于|不低于|至少|派|选派|遴选|推荐|选拔|推选|评选|培养|培育|打造|建成|建设|新建|选树|聘请|组建|接收|吸纳|建立|设立|开展|组织|举办|召开|发放|要|应|须|均|都|可|由|到|在|进行|驻校|集中|确定|完成|拨付|按|约|约为|为|达|增加|拥有|占有|$)"
)
_PER_BEHIND = regex.compile(
    r"/(?P<unit>(?:人次|人|生|户|亩次|亩|公顷|公斤|斤|吨|平方米|立方米|平方公里|天|日|月|季|年|次|课时|学时|小时|班|校|公里|米|件|份|本|床位|床|台|辆|头|只|羽|株|村|所|家|套|千瓦时|升)(?:/(?:年|月|天|日|次|季))?)"
)
#: 每千人床位数, 每10万人口执业医师
_PER_HEADS = regex.compile(r"每(?P<heads>(?:\d{1,3}[万千]?|[百千万])(?:名[\u4e00-\u9fff]{2,4}?(?=拥有|配)|常住人口|户籍人口|人口|人))[^,。;每]{2,24}$")
_AVERAGE = regex.compile(r"(?P<noun>生|人|户|师|校|班|县|村|亩|日|年|月)均")
_PER_TAIL = regex.compile(
    r"(?P<chain>(?:每(?:个|所|名|位|家|户)?(?:生|人|校|年|月|学年|学期|周|天|次|县|班|户|村|园|亩|教师|学生|课时|场|日))+)[^,。;\d]{0,6}$"
)
_DAILY = regex.compile(r"(?:^|[^\d月周节])日(?:处理|产|均|供|生产|输)[\u4e00-\u9fff]{0,6}$")


#: 年招生规模400人, 年培训能力3000人次
_YEARLY = regex.compile(
    r"(?:^|[^\d〇零一二三四五六七八九十今去前当本全半每近同多学几两])年(?:招生|培训|服务|接待|办班|就诊|供应|处理|吞吐)[规模总量人数次能力]{0,5}[^,。;、\d]{0,8}$"
)


# 26所中心校各选派1名
_EACH = regex.compile(
    r"(?P<noun>[\u4e00-\u9fff()、]{2,10}?)各自?(?:选派|派出?|安排|补助|奖励|建设?|确定|遴选|配备|投入|新建|推荐|选|设立?|聘|承担)[\u4e00-\u9fff]{0,6}"
)


#: 每个工作室每学期, 各县（市、区）每年: whose rate by time it is
_WHOSE = regex.compile(r"(?:每(?:个|所|名|位|家)|各)(?P<noun>县\(市、区\)|[\u4e00-\u9fff]{1,6}(?:校|室|体|县|区|师|员|站|园|组|团))$")


def measure_of(context: Context, amount: Amount) -> str | None:
    """What is counted or measured: the noun behind the quantity, else the one before it."""
    clause = context.outline.clause(amount.start)
    behind = context.folded[amount.end : max(clause[1], amount.end)].rstrip(",。;:!?\n")
    match = (
        _NOUN_AFTER.match(behind)
        if amount.dimension not in ("duration", "percent", "money", "points") or behind.startswith("的")
        else None
    )
    if match:
        noun = match["noun"]
        cut = _NOUN_CUT.search(noun)
        noun = noun[: cut.start()] if cut else noun
        if "率" in noun and (whose := _OF_RATE.match(noun)):
            noun = whose["noun"]
        if rx.match(r"[^,。;、和与及()]", noun):
            return noun.strip("的、“”和及") or None
    # 甲类企业30家、乙类企业12家: the noun begins behind the value before it
    others = [a.end for a in context.amounts_in(clause[0], amount.start) if a.end <= amount.start]
    begin = max(clause[0], amount.start - _NOUN_WITHIN, *others)
    before = context.folded[begin : amount.start].lstrip("、和与及()")
    if before[:1] == "/" and (rate := _RATE_BEFORE.match(before)):
        before = before[rate.end() :]
    found = _NOUN_BEFORE.search(before)
    if found:
        noun = found["noun"]
        if len(noun) == _LONGEST_NOUN and found.start():  # 建成|长三角绿色农产品…基地: not cut within a word
            noun = before[_word_start(before, found.start()) : found.end("noun")]
        lead = _DATE_END.match(noun) if before[: found.start()][-1:].isdigit() else None
        noun = noun[lead.end() if lead else 0 :]
        noun = _LIST_MARK.sub("", noun)
        planned = _WHEN_PLANNED.match(noun)
        noun = noun[planned.end() if planned else 0 :]
        noun = "" if noun.endswith("等") and amount.dimension == "orgs" else noun  # 省卫健委等九部门
        return _VERB_HEAD.sub("", noun.removeprefix("等")).removeprefix("占" if len(noun) > len("占地") else "").removeprefix("等").strip("的、()“”") or None
    if amount.dimension in ("duration", "percent", "money"):
        after = rx.match(r"(?:的)?([\u4e00-\u9fff]{2,10})", behind)
        return after[1] if after else None
    return None


def _word_start(text: str, position: int) -> int:
    """Where the word begins that a position of ``text`` is in."""
    start = 0
    for word in cut_words(text):
        if start + len(word) > position:
            break
        start += len(word)
    return start


def per_of(context: Context, amount: Amount) -> str | None:
    """The denominator of a rate as written, without 每 and the measure word (每个省级试点 → 省级试点)."""
    behind = _PER_BEHIND.match(context.folded, amount.end) if context.folded[amount.end : amount.end + 1] == "/" else None
    if behind:
        return behind["unit"]  # 500元/人, 60元/人/月
    clause = context.outline.clause(amount.start)
    before = context.folded[clause[0] : amount.start]
    others = [a for a in context.amounts_in(clause[0], amount.start) if a.end <= amount.start]
    if others:
        # every quantity has its own 每; the rate of another one does not reach over it
        before = context.folded[others[-1].end : amount.start]
        told, per = _per_behind(context, others[-1], amount, before)
        if told:
            return per
    chain = _PER_TAIL.search(before)
    if chain and chain["chain"].count("每") > 1:
        units = rx.findall(r"每(?:个|所|名|位|家|户)?([^每]+)", chain["chain"])
        return "".join([units[0], *("每" + u for u in units[1:])])
    average = _AVERAGE.search(before)
    if average and amount.dimension not in ("percent",):
        return average["noun"]
    if _DAILY.search(before):
        return "日"
    if _YEARLY.search(before):
        return "年"
    if heads := _PER_HEADS.search(before):
        return heads["heads"]
    found = list(_PER.finditer(before))
    if not found and _STAGES.match(before) and (owner := _STOOD_BEFORE.search(context.folded, max(0, clause[0] - _NORM_WITHIN), clause[0])):
        return owner["noun"]
    if not found and not others:
        return _rate_of_before(context, amount, clause[0], before)
    if not found or len(before) - found[-1].end() > 22:
        return None
    return _denominator(context, found[-1], before)


_PERSON_DOES = regex.compile(r"人(?:包[抓联保]|联系|负责|指导|承担|撰写|结对|帮扶|帮带|培养)")
#: 每百名学生拥有县级骨干教师数，小学、初中分别达到1人以上: the norm, and then the stages of school
_STOOD_BEFORE = regex.compile(r"每(?P<noun>[百千\d]+名学生)(?:拥有|配备)[^,。;]{2,24}(?:数|数量|值|面积),$")
_STAGES = regex.compile(r"小学|初中|高中|幼儿园|九年")
_NORM_WITHIN = 40


def _denominator(context: Context, match: regex.Match[str], before: str) -> str | None:
    """What 每… in the text before a quantity says that it is counted per."""
    noun = _noun_part(context, match["noun"])
    if match["cl"] == "次" and not match["m"]:
        return "次"  # 每次交流时间
    if match["cl"] in ("期", "场") and noun == "培训" and not match["m"] and not before.startswith("班", match.end()):
        return match["cl"]  # 每期培训教师
    if match["m"]:
        length = rx.match(r"学年|学期|季度|个月|[周月年天日]", noun)
        return f"{match['m']}{match['cl'] or ''}{length.group() if length else noun}" or None
    unit = rx.match(r"学年|学期|季度|[周月年天日季]", noun)
    if unit:
        whose = _WHOSE.search(before, 0, match.start())
        return f"{whose['noun']}每{unit.group()}" if whose else unit.group()
    if noun.startswith("人") and match["cl"] is None and _PERSON_DOES.match(noun):
        return "人"  # 每人包抓1至2所
    return noun or (match["cl"] if match["cl"] not in ("个", "项", "件", "条", "台", "间") else None)


#: 每人每月200元提高到500元
_RISES_TO = regex.compile(r"(?:提高|增加|增长|上调|调整|提升|下调|降低)[到至为]")


def _per_behind(context: Context, earlier: Amount, amount: Amount, between: str) -> tuple[bool, str | None]:
    """Whether what stands between two quantities of a clause tells the rate of the second, and that rate."""
    alike = earlier.unit == amount.unit
    if alike and (between in ("、", "和", "与") or _RISES_TO.fullmatch(between)):
        return True, per_of(context, earlier)  # 每村分别奖励1万元、6000元
    each = _EACH.fullmatch(between)
    if each:
        return True, each["noun"]
    if "每" in between or "均" in between:
        return False, None
    return True, per_of(context, earlier) if alike and _NEXT_OF_RATE.fullmatch(between) else None


#: what is done again with the rate of the clause before: 每年接收跟岗教师60名，选派师范生20名
_DONE_AGAIN = regex.compile(
    r"(?:并|定向|同时|另)?(?:培训|选派|接收|评选|立项|举办|开展|招收|组织|派出|派驻|选送|推荐|聘请|投入|配套|资助|安排|听课|评课|上(?:[^,。;]{0,4})课)"
)
_OF_TIME = regex.compile(r"(?:[\u4e00-\u9fff(、)]{0,10}每)?(?:学年|学期|季度|[年月周])")


def _rate_of_before(context: Context, amount: Amount, clause_start: int, before: str) -> str | None:
    """The rate by time of the clause before, where this one goes on with what is done."""
    if not _DONE_AGAIN.match(before) or context.folded[clause_start - 1 : clause_start] != ",":
        return None
    start = context.outline.clause(clause_start - 1)[0]
    earlier = [a for a in context.amounts_in(start, clause_start) if a.end < clause_start]
    if not earlier or earlier[0].dimension == "duration" or context.dates_in(start, amount.start):
        return None
    per = per_of(context, earlier[0])
    return per if per is not None and _OF_TIME.fullmatch(per) else None


def _noun_part(context: Context, text: str) -> str:
    """The noun that opens ``text``, up to its first verb: 校设实习基地 → 校, 县推荐人数 → 县."""
    verbs = context.scene.rules.lexicon("boundary_words")
    noun = ""
    for word in cut_words(text):
        if noun and (word in verbs or word in _PER_VERBS) and not (noun in _DOING and word in _PEOPLE):
            break
        noun += word
    return noun.removesuffix("的")


#: 每名帮扶教师: who does what the word before says
_DOING = frozenset(("帮扶", "支教", "挂职", "交流", "轮岗", "援派", "受援", "结对"))
_PEOPLE = frozenset(("教师", "老师", "干部", "专家", "校长", "人员", "队员"))
_PER_VERBS = frozenset(
    [
        "设",
        "派",
        "吸",
        "建",
        "发",
        "拨",
        "补",
        "奖",
        "选",
        "给",
        "要",
        "不",
        "至",
        "由",
        "可",
        "须",
        "应",
        "均",
        "都",
        "各",
        "向",
        "对",
        "在",
        "到",
        "为",
        "推荐",
        "吸纳",
        "带教",
        "配",
        "聘",
        "新增",
        "再",
        "先",
        "共",
    ]
)
