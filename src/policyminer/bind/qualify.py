"""How a value is meant: counted noun, done or planned, per what, when."""

from __future__ import annotations

from datetime import date

import regex
import rjieba

from policyminer.bind.context import Context
from policyminer.find import Amount
from policyminer.find.dates import Found
from policyminer.outline import Paragraph
from policyminer.patterns import rx

_NOUN_AFTER = regex.compile(r"(?:的)?(?P<noun>[\u4e00-\u9fff()、“”+]{1,18})")
_NOUN_CUT = regex.compile(
    r"(?:[,。;:!?\n]|参加|参与|出席|接受|纳入|加入|前往|开展|进行|获得|荣获|分别|实现|达到|完成|举行|担任|任|予以|给予|用于|通过|由|在|到|从|对|向|为|与|将|被|均|都|已|全部|列入|赴|踏上|以上|受益|受惠|展开|走进)"
)
_NOUN_BEFORE = regex.compile(
    r"(?P<noun>[\u4e00-\u9fff()、]{2,14}?)(?:共计?|合计|总计|累计|达到?|约|为|有|已|占|的|了|至|超过|不少于|不低于|完成|突破|实现|增长|提高|下降|一般|总数|数量|规模){0,3}$"
)
_VERB_HEAD = regex.compile(
    r"^(?:.*(?:举办|开展|召开|举行|建立|建成|打造|组建|成立|选派|安排|承接|荣获|获得|解决|细化|投入|筹集|统筹|发放|新增|完成|制定|累计|其中|组织|聘请|实施|设立|接收|培训了|覆盖))(?=.{2})"
)

_FUTURE = regex.compile(
    r"(?:力争|争取(?!资金|到|社会)|计划(?:再|在|于|用|安排|新|实施|投|联合|共同|选派|培训|开展|组织)|拟(?!定|订)|将(?!近|该|其|全|在校|\d)|预计|(?<!完成[^,。;]{0,8})目标(?!任务完成)|确保|实现.{0,4}目标|打算|预期|应(?:当|该)|商定(?:先)?)"
)
_DONE = regex.compile(r"(?:已(?!有)|了(?!解)|累计|截至|完毕|先后)")
_FLIPPED = regex.compile(
    r"(?:这一步|该项|此项|目前|现|均|全部)?已(?:经)?(?:全部|基本|如期)?(?:完成|实现|达到|达成|建成)"
)
_PLAN_HEAD = regex.compile(r"(?:下一步|下步|打算|目标|安排|计划|思路|部署|要求|展望|任务(?!完成))")
_NORM = regex.compile(
    r"(?:不少于|不低于|不得少于|不得低于|至少|最少|不超过|原则上|一般为|应(?!用|届|急|对)|须|必须|每周|每月|每学期|每学年|每年|按照?|规定|要求|以内|比例|标准)"
)
_PLANS = ("plan", "opinion", "notice", "measures")

_PER = regex.compile(
    r"(?:平均)?每(?!逢|当|每)(?P<m>[一二两三四五六七八九十百千万半\d]{0,4})(?P<cl>个|所|名|位|家|户|项|节|场|期|次|件|条|门|间|台|辆)?(?P<noun>[\u4e00-\u9fff]{0,14}?)"
    r"(?=每|[,。;、:]|的|给予|补助|奖补|补贴|奖励|安排|配备|投入|不少于|不低于|至少|派|选派|遴选|推荐|选拔|推选|评选|培养|培育|打造|建成|新建|选树|聘请|组建|接收|吸纳|建立|设立|开展|组织|举办|召开|发放|要|应|须|均|都|可|由|到|在|进行|驻校|集中|确定|完成|拨付|按|约|约为|为|达|增加|$)"
)
_AVERAGE = regex.compile(r"(?P<noun>生|人|户|师|校|班|县|村|亩|日|年|月)均")
_PER_TAIL = regex.compile(
    r"(?P<chain>(?:每(?:个|所|名|位|家|户)?(?:生|人|校|年|月|学年|学期|周|天|次|县|班|户|村|园|亩|教师|学生|课时|场|日))+)[^,。;\d]{0,6}$"
)
_DAILY = regex.compile(r"(?:^|[^\d月周节])日(?:处理|产|均|供|生产|输)[\u4e00-\u9fff]{0,6}$")


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
        if len(noun) >= 1 and not rx.match(r"[,。;、和与及]", noun):
            return noun.strip("的、“”") or None
    before = context.folded[clause[0] : amount.start]
    found = _NOUN_BEFORE.search(before)
    if found:
        return _VERB_HEAD.sub("", found["noun"]).strip("的、()“”") or None
    if amount.dimension in ("duration", "percent", "money"):
        after = rx.match(r"(?:的)?([\u4e00-\u9fff]{2,10})", behind)
        return after[1] if after else None
    return None


def per_of(context: Context, amount: Amount) -> str | None:
    """The denominator of a rate as written, without 每 and the measure word (每个省级试点 → 省级试点)."""
    behind = rx.match(
        r"/(?P<unit>人|生|户|亩|公斤|吨|平方米|天|月|年|次|课时|学时|小时|班|校|公里|件|份|本)",
        context.folded[amount.end : amount.end + 5],
    )
    if behind:
        return behind["unit"]  # 500元/人
    clause = context.outline.clause(amount.start)
    before = context.folded[clause[0] : amount.start]
    others = [a for a in context.amounts_in(clause[0], amount.start) if a.end <= amount.start]
    if others:
        # every quantity has its own 每; the rate of another one does not reach over it
        before = context.folded[others[-1].end : amount.start]
        if "每" not in before and "均" not in before:
            return None
    chain = _PER_TAIL.search(before)
    if chain and chain["chain"].count("每") > 1:
        units = rx.findall(r"每(?:个|所|名|位|家|户)?([^每]+)", chain["chain"])
        return "".join([units[0], *("每" + u for u in units[1:])])
    average = _AVERAGE.search(before)
    if average and amount.dimension not in ("percent",):
        return average["noun"]
    if _DAILY.search(before):
        return "日"
    found = list(_PER.finditer(before))
    if not found or len(before) - found[-1].end() > 22:
        return None
    match = found[-1]
    noun = _noun_part(context, match["noun"])
    if match["m"]:
        length = rx.match(r"学年|学期|季度|个月|[周月年天日]", noun)
        return f"{match['m']}{match['cl'] or ''}{length.group() if length else noun}" or None
    unit = rx.match(r"学年|学期|季度|[周月年天日季]", noun)
    if unit:
        return unit.group()
    return noun or (match["cl"] if match["cl"] not in ("个", "项", "件", "条", "台", "间") else None)


def _noun_part(context: Context, text: str) -> str:
    """The noun that opens ``text``, up to its first verb: 校设实习基地 → 校, 县推荐人数 → 县."""
    verbs = context.scene.rules.lexicon("boundary_words")
    noun = ""
    for word in rjieba.cut(text):
        if noun and (word in verbs or word in _PER_VERBS):
            break
        noun += word
    return noun.removesuffix("的")


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


def status_of(context: Context, amount: Amount, per: str | None, norm: bool, code: str | None) -> str:
    """``actual``, ``target`` or ``rule``: cues of the clause and statement, then the heading, then the kind of document."""
    kind = context.scene.metadata.doc_type
    statement = context.outline.statement(amount.start)
    clause = context.outline.clause(amount.start)
    text = context.folded[clause[0] : max(clause[1], amount.end)]
    wide = context.folded[statement[0] : amount.start]
    before = context.folded[context.outline.sentence(amount.start)[0] : amount.start]
    after = context.folded[amount.end : min(statement[1], amount.end + 30)]
    planned = kind in _PLANS
    heading = _heading_text(context, amount)
    deadline = _deadline(before) or (_deadline(wide) and not rx.search(r"20\d\d年", before))
    if deadline and _FLIPPED.search(after):
        return "actual"
    if planned and (
        rx.match(r"[^,。;]{0,4}已(?:于|经|全部)", after)
        or (amount.unit == "元" and rx.search(r"下达|拨付|核拨", wide) and "标准" not in wide)
    ):
        return "actual"
    if norm or amount.dimension == "duration":
        narrated = kind == "news" and not per and not rx.search(r"应|须|不少于|不低于|一般|规定", before)
        return "actual" if narrated else "rule"
    if deadline and not rx.search(r"截至|已(?!有)", before):
        return "target"
    if (
        (rx.search(r"截至|已(?!有)|年来|以来|现有|目前", before) or "截至" in wide) and not _FUTURE.search(text)
    ) or rx.search(r"现状|背景|基础(?!教育)|基本情况", heading):
        return "actual"
    if per and (planned or (rx.search(r"(?:周|月|学期|学年|年|天)$", per) and per != "年") or "每" in per):
        return "rule"
    if not planned and _FUTURE.search(before + text):
        return "target" if not _DONE.search(text) or _FUTURE.search(text) else "actual"
    if amount.bound in ("at_least", "at_most") and (
        planned or rx.search(r"不少于|不低于|不得|至少|最少|原则上|不超过", text)
    ):
        return "rule"
    if planned and (code == "subsidies" or "名额" in heading or rx.search(r"名额|指标|分配(?:计划|方案|情况)", wide)):
        return "rule"
    if amount.dimension == "percent" and planned and not rx.search(r"(?:达到|提高|实现|覆盖|增长|纳入)", text):
        return "rule"
    if _FUTURE.search(text) or (_FUTURE.search(before) and not _DONE.search(text)):
        return "target"
    if (
        kind in ("report", "summary")
        and _PLAN_HEAD.search(heading)
        and not rx.search(r"(?:回顾|完成|情况|成效)", heading)
    ):
        return "target"
    if planned:
        return "actual" if _existing(context, amount) else "target"
    return "actual"


def _existing(context: Context, amount: Amount) -> bool:
    """覆盖全县的五个联盟: the count of something the sentence takes for granted."""
    return (
        bool(rx.search(r"的$", context.folded[max(0, amount.start - 1) : amount.start]))
        and amount.dimension == "objects"
    )


def _deadline(before: str) -> bool:
    return bool(
        rx.search(
            r"(?:到“?(?:20\d\d年|十[一二三四五]五)|20\d\d年(?:\d{1,2}月)?底?前|年底前|力争|第[二三四]步|\d+年内|“?十[一二三四五]五”?期间)",
            before,
        )
    )


def _heading_text(context: Context, amount: Amount) -> str:
    heads: list[Paragraph] = context.outline.governing(amount.start)
    own = context.paragraph(amount.start)
    return " ".join(context.folded[p.start : min(p.head_end, p.start + 60)] for p in (own, *heads))


def period_of(
    context: Context, amount: Amount, status: str, stock: bool, code: str | None
) -> tuple[date | None, date | None]:
    """The time a value is about: of its sentence, else (for things done) of the dated item or news lead above it."""
    sentence = context.outline.statement(amount.start)
    inside = [d for d in context.dates_in(sentence[0], amount.start) if d.end <= amount.start and _governs(context, d)]
    if amount.dimension == "duration" and code is not None:
        return None, None
    if inside:
        chosen = inside[-1]
        if (
            stock
            and _is_day(chosen)
            and not _NEW.search(context.folded[context.outline.clause(amount.start)[0] : amount.start])
        ):
            return None, None
        return chosen.date_from, chosen.date_to
    clause = context.outline.clause(amount.start)
    coming = [
        d
        for d in context.dates_in(amount.end, clause[1])
        if rx.search(r"[于在]$", context.folded[d.start - 1 : d.start])
    ]
    if coming and not stock:
        return coming[0].date_from, coming[0].date_to
    added = _NEW.search(context.folded[sentence[0] : amount.start])
    if (stock and not added) or status == "rule":
        return None, None
    return _inherited(context, amount, sentence[0], status)


#: what is newly built or added is done in a time, though the thing counted is a stock
_NEW = regex.compile(r"新建|改扩建|扩建|迁建|新增|新组建|新招|惠及|资助")


def _is_day(found: Found) -> bool:
    return found.date_from is not None and found.date_to is not None and (found.date_to - found.date_from).days <= 31


def _governs(context: Context, found: Found) -> bool:
    """Whether a date opens a statement, rather than belonging to a past event (成立于2016年8月) or a name."""
    before = context.folded[max(0, found.start - 2) : found.start]
    after = context.folded[found.end : found.end + 1]
    past = before.endswith("于") or (before.endswith("自") and found.date_to == found.date_from)
    return not past and not (after in ("《", "）") and found.rule == "date.year")


def _inherited(context: Context, amount: Amount, sentence_start: int, status: str) -> tuple[date | None, date | None]:
    scope = context.scope_at(amount.start)
    kind = context.scene.metadata.doc_type
    if status == "actual" and ((scope is not None and scope.kind == "item") or kind == "news"):
        paragraph = context.paragraph(amount.start)
        if paragraph.kind == "title":
            return None, None
        begin = paragraph.start
        earlier = [d for d in context.dates_in(begin, sentence_start) if d.end <= sentence_start and _is_day(d)]
        if earlier:
            chosen = earlier[0] if scope is not None and scope.kind == "item" else earlier[-1]
            near = context.folded.count("。", chosen.end, amount.start) <= (
                9 if scope is not None and scope.kind == "item" else 2
            )
            return (chosen.date_from, chosen.date_to) if near else (None, None)
        return None, None
    for paragraph in context.outline.governing(amount.start):
        dated = [
            d
            for d in context.dates_in(paragraph.start, paragraph.head_end)
            if d.end <= max(paragraph.head_end, paragraph.start)
        ]
        if dated and (status == "target" or kind in ("report", "summary")):
            return dated[-1].date_from, dated[-1].date_to
    return None, None
