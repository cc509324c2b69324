"""The time a value is about, and the expression that says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import itemgetter

import regex

from policyminer.bind.context import Context, is_day
from policyminer.find import Amount
from policyminer.find.dates import Found
from policyminer.patterns import rx


@dataclass(frozen=True, slots=True)
class Dated:
    """A period and where it comes from; the range, in view coordinates, is that of the time expression.

    ``source``: ``sentence``, ``item`` (the dated item of a bulletin), ``lead`` (the news lead above), ``heading``,
    ``cell`` (header or label of a table cell), ``title`` (the year that the document is an account of); null when the
    document gives no time.
    """

    date_from: date | None = None
    date_to: date | None = None
    source: str | None = None
    start: int = 0
    end: int = 0


_UNDATED = Dated()


def _of(found: Found, source: str) -> Dated:
    return Dated(found.date_from, found.date_to, source, found.start, found.end)


def period_of(
    context: Context, amount: Amount, status: str, stock: bool, code: str | None, per: str | None = None
) -> Dated:
    """The time of its sentence, else (for things done) of the dated item or news lead above it."""
    sentence = context.outline.statement(amount.start)
    inside = _dates_before(context, sentence[0], amount)
    if amount.dimension == "duration" and code is not None:
        return _UNDATED
    if compared := _compared_with(context, amount):
        return _of(compared, "sentence")
    if not inside and sentence[0] > 0 and _CONTINUES.match(context.folded, sentence[0]):
        inside = _dates_before(context, context.outline.statement(sentence[0] - 1)[0], amount)
    if inside:
        chosen = _until_now(context, inside[-1], amount)
        if per is not None and _RATE.search(per) and chosen.end <= context.outline.sentence(amount.start)[0]:
            return _UNDATED  # 2025年招聘40名；每年接收60名
        if status == "target" and _has_passed(context, chosen, amount):
            return _UNDATED  # 5月21日签订协议，将选派15名
        clause_text = context.folded[context.outline.clause(amount.start)[0] : amount.start]
        since = context.folded[chosen.end : amount.start]
        if stock and _BASE.search(context.folded, max(0, amount.start - 6), amount.start):
            return _UNDATED
        if stock and (
            (is_day(chosen) and status != "target" and not _NEW.search(clause_text))
            or (_EXISTS.search(since) and not _AS_OF.search(context.folded[chosen.start - 2 : chosen.end]))
        ):
            return _UNDATED
        return _of(_year_of_its_own(context, _with_years_before(context, chosen, inside), amount), "sentence")
    clause = context.outline.clause(amount.start)
    coming = [
        d
        for d in context.dates_in(amount.end, clause[1])
        if rx.search(r"[于在]$", context.folded[d.start - 1 : d.start])
    ]
    if coming and not stock:
        return _of(coming[0], "sentence")
    added = _NEW.search(context.folded[sentence[0] : amount.start]) or _REBUILT.search(
        context.folded, max(sentence[0], amount.start - _REBUILT_WITHIN), amount.start
    )
    if stock and not added and status == "target":
        led = leading_date(context, amount)
        planned = _year_of_plan(context) if context.scene.metadata.doc_type == "plan" else None
        return _of(led, "heading") if led is not None else planned or _UNDATED
    if (stock and not added) or status == "rule" or _lasting(context, amount, sentence[0], per):
        return _UNDATED
    return _inherited(context, amount, sentence[0], status)


#: 自2022年8月启动帮扶以来
_SINCE = regex.compile(r"[^。;]{0,60}?以来")
#: 2022年某省开展“组团式”帮扶以来, which opens its sentence
_BEGUN = regex.compile(r"[^,。;]{0,12}(?:开展|启动|实施|建立|签订|推进|结对|确定|签约)[^,。;]{0,30}?以来")


def _until_now(context: Context, found: Found, amount: Amount) -> Found:
    """自2022年启动帮扶以来，…: from the time that the words between stand behind to the document's own day."""
    lead = context.folded[found.start - 1 : found.start]
    since = _SINCE if lead in ("自", "从") else _BEGUN if lead in tuple("。;,\n") or not found.start else None
    if found.date_from is None or since is None or not since.match(context.folded, found.end, amount.start):
        return found
    return replace(found, date_to=context.scene.day)


# 具体为：甲市60名、乙市35名 goes on with the statement before
_CONTINUES = regex.compile(
    r"(?:具体|分别|其中|详细)?(?:名额)?(?:分配|安排)?(?:情况|如下)?(?:为|是|:|如下)(?=[^。]{0,4}[\u4e00-\u9fff]{2,12})|其中"
)
#: what is newly built or added, or served, is done in a time, though the thing counted is a stock
_NEW = regex.compile(r"新建|改扩建|扩建|迁建|投用|投入使用|竣工|启用|新增|新组建|新招|培养|培育|评选|选树|认定|惠及|受益|资助|引进|招聘|招录|补充|上线|录取|[为给]$")
#: 改造薄弱学校86所, 完成17所学校改造
_REBUILT = regex.compile(r"(?:改造|修缮|维修|完成)[^,。;、]{0,6}$")
_REBUILT_WITHIN = 10
#: 比现有64个, 由原来的8个: what was there before
_BASE = regex.compile(r"(?:现有|原有|原来)的?$")
#: what exists, whatever was said of a time before
_EXISTS = regex.compile(r"现有|目前|;[^;]*(?:共有|拥有)")
_AS_OF = regex.compile(r"截至|截止|末|底")
#: a rate by time holds beyond the day on which it is told
_RATE = regex.compile(r"[年月周天]|学[期年]|季度")


#: characters of a date and of 的 between 较 and the value of that time
_COMPARED = 12


def _compared_with(context: Context, amount: Amount) -> Found | None:
    """较2016年42万头增长8%: the value of the time that it is compared with."""
    near = context.dates_in(max(0, amount.start - _COMPARED), amount.start)
    last = near[-1] if near else None
    if last is None or context.folded[last.end : amount.start] not in ("", "的") or amount.dimension in ("percent", "points"):
        return None
    return last if context.folded[last.start - 1 : last.start] in tuple("较比") else None


def _dates_before(context: Context, start: int, amount: Amount) -> list[Found]:
    """Dates that govern the quantity: a deadline reaches to the next semicolon or point (二是), a period to the full stop."""
    sentence = context.outline.sentence(amount.start)[0]
    chains = context.outline.chains
    last = bisect_right(chains, amount.start, key=itemgetter(0)) - 1
    point = chains[last][0] if last >= 0 else 0
    edge = max(sentence, point if point > start else 0)
    return [
        d
        for d in context.dates_in(start, amount.start)
        if d.end <= amount.start and _governs(context, d, amount) and (d.start >= edge or not _is_deadline(context, d))
    ]


def _is_deadline(context: Context, found: Found) -> bool:
    until = context.folded[found.start : found.start + 2]
    if found.date_from is not None or until in ("截至", "截止"):
        return False
    if context.folded[found.end - 1] in "前底末":
        return True
    # …至少6个,到2027年全市达到60个;…: not the lead of the statement
    lead = context.folded[context.outline.sentence(found.start)[0] : found.start]
    return until[:1] in "到至" and rx.search(r"\d[^,]*,$", lead) is not None


def _with_years_before(context: Context, chosen: Found, inside: list[Found]) -> Found:
    """2026年、2027年每年…: the years of a list as one period."""
    first = chosen
    for found in reversed(inside):
        if found.end >= first.start or context.folded[found.end : first.start] not in ("、", "和", "及"):
            continue
        if found.precision == first.precision == "year" and found.date_from and found.date_to:
            first = replace(first, start=found.start, date_from=found.date_from)
    return replace(chosen, start=first.start, date_from=first.date_from) if first is not chosen else chosen


def _year_of_its_own(context: Context, found: Found, amount: Amount) -> Found:
    """2021—2023年分别为20名、30名、40名: each of as many values as there are years has its year."""
    first, last = found.date_from, found.date_to
    if first is None or last is None or first.year == last.year or (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return found
    mark = context.folded.rfind("分别", found.end, amount.start)
    values = _listed_values(context, mark, amount) if mark >= 0 else []
    if len(values) != last.year - first.year + 1 or amount not in values:
        return found
    year = first.year + values.index(amount)
    return replace(found, date_from=date(year, 1, 1), date_to=date(year, 12, 31))


def _listed_values(context: Context, mark: int, amount: Amount) -> list[Amount]:
    """The values of one unit behind 分别 that nothing but marks of a list parts."""
    values: list[Amount] = []
    for value in context.amounts_in(mark, context.outline.statement(amount.start)[1]):
        if value.unit != amount.unit or (values and context.folded[values[-1].end : value.start] not in ("、", "和", "与", "及")):
            break
        values.append(value)
    return values


def _lasting(context: Context, amount: Amount, start: int, per: str | None) -> bool:
    """What holds at present, since a time not told (结对以来), or again and again, does not belong to the day it is told."""
    now = any(word in context.folded[start : amount.start] for word in ("目前", "至此", "以来"))
    return now or (per is not None and _RATE.fullmatch(per) is not None)


def _told_between(context: Context, start: int, amount: Amount) -> bool:
    return any(other.start < amount.start for other in context.amounts_in(start, amount.start))


#: 2017年第三届技能大赛: a year that belongs to a name
_NAME_OF_EVENT = regex.compile(r"(?:度)?第[一二三四五六七八九十\d]{1,3}[届期]")


def _governs(context: Context, found: Found, amount: Amount) -> bool:
    """Whether a date opens a statement, rather than belonging to a past event (成立于2016年8月) or a name."""
    before = context.folded[max(0, found.start - 2) : found.start]
    after = context.folded[found.end : found.end + 1]
    based = before.endswith(("与", "同", "和")) and context.folded.startswith(("相比", "比"), found.end)
    base = before.endswith(("由", "从")) and after == "的" and _told_between(context, found.end, amount)
    of_a_day = before.endswith("自") and found.date_to == found.date_from
    # 成立于2016年8月 against 调研于2017年11月深入各区
    founded = before.endswith("于") and not rx.match(r"[\u4e00-\u9fff]", after.strip("的以"))
    past = base or based or founded or before.endswith(("比", "较"))
    past = past or _is_of_a_name(context, found)
    past = past or (of_a_day and not _SINCE.match(context.folded, found.end, amount.start))
    named = found.rule == "date.year" and (after in ("《", "）") or _NAME_OF_EVENT.match(context.folded, found.end))
    return not past and not named


def _is_of_a_name(context: Context, found: Found) -> bool:
    """7月3日，某联盟2023年年会召开: the year of what is held is not the time of it, where a day of that year stands before."""
    if found.precision != "year" or not rx.match(r"[\u4e00-\u9fff]", context.folded[found.start - 1 : found.start]):
        return False
    if rx.match(r"[在从自到至于为截]", context.folded[found.start - 1 : found.start]):
        return False
    start = context.outline.statement(found.start)[0]
    earlier = [d.date_from for d in context.dates_in(start, found.start) if is_day(d)]
    day = earlier[-1] if earlier else None
    return day is not None and found.date_from is not None and day.year == found.date_from.year


def _inherited(context: Context, amount: Amount, sentence_start: int, status: str) -> Dated:
    scope = context.scope_at(amount.start)
    kind = context.scene.metadata.doc_type
    if status == "actual" and ((scope is not None and scope.kind == "item") or kind == "news"):
        paragraph = context.paragraph(amount.start)
        if paragraph.kind == "title":
            return _UNDATED
        item = context.scene.item_at(amount.start)
        begin = item.start if item else paragraph.start
        earlier = [d for d in context.dates_in(begin, sentence_start) if d.end <= sentence_start and is_day(d)]
        if earlier:
            source = "item" if scope is not None and scope.kind == "item" else "lead"
            chosen = earlier[0] if source == "item" else earlier[-1]
            far = source == "item" or _was_there(context, amount)
            near = context.folded.count("。", chosen.end, amount.start) <= (9 if far else 2)
            return _of(chosen, source) if near else _UNDATED
        told = _lead_above(context, paragraph.start, amount) if kind == "news" and item is None else None
        return _of(told, "lead") if told is not None else _UNDATED
    led = leading_date(context, amount) if status == "target" else None
    if led is not None:
        return _of(led, "heading")
    own = context.paragraph(amount.start)
    # 1.启动阶段（2024年5月—8月）。…, and not the first sentence of a numbered paragraph
    head = context.folded[own.start : own.head_end].rstrip("。")
    is_head = own.kind == "heading" and own.head_end <= amount.start and not rx.search(r"[,;]|\d[\u4e00-\u9fff]", _BRACKET.sub("", head))
    run_in = [own] if head and is_head else []
    for paragraph in [*run_in, *context.outline.governing(amount.start)]:
        dated = [
            d
            for d in context.dates_in(paragraph.start, paragraph.head_end)
            if d.end <= max(paragraph.head_end, paragraph.start)
        ]
        if dated and (status == "target" or kind in ("report", "summary")):
            return _UNDATED if status != "target" and _has_come_to_be(context, amount) else _of(dated[-1], "heading")
    if status == "target" and kind == "plan":
        return _year_of_plan(context) or _UNDATED
    if status != "actual":
        return _UNDATED
    year = _year_of_account(context, amount)
    if year is not None:
        return year
    span = _looking_back(context, own.start, amount) or _as_of_above(context, own.start, amount)
    return _of(span, "lead") if span else _UNDATED


#: 某县教育局2024年工作总结: an account of what was done in that time, not of a project that a name in quotes stands for
_ACCOUNT = regex.compile(
    r"(?<![^\u4e00-\u9fff)]|[至到])(?P<year>20\d\d)(?:年度?)?(?P<part>上半年|下半年|前三季度|第?[一二三四]季度)?[^\d“”\"《》,。]{0,16}?(?:总结|小结|汇报|情况|报告|述职)"
)
#: the months of each part of a year
_PARTS = {"上": (1, 6), "下": (7, 12), "前": (1, 9), "一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12)}
#: 累计达到21个: how many there are by now
_REACHED = regex.compile(r"(?:达到?|增至|增加到|现有|已有|共有|拥有)$")
#: what such an account says of the state of things, or of the time to come
_STATE_HEAD = regex.compile(r"基本(?:情况|现状)|概况|现状|问题|不足|困难|短板|计划|打算|安排|下一步|思路")


#: who signed on that day promised something
_PROMISES = regex.compile(r"签|协议|商定|明确|约定")


def _has_passed(context: Context, found: Found, amount: Amount) -> bool:
    """Whether a time is that of a promise given before the document's own day."""
    day = context.scene.day
    if day is None or not is_day(found) or found.date_to is None or found.date_to >= day:
        return False
    return _PROMISES.search(context.folded, found.end, amount.start) is not None


#: 某局2024年工作要点: what is to be done in that year
_PLAN_OF_YEAR = regex.compile(r"(?<![^\u4e00-\u9fff)]|[至到])(?P<year>20\d\d)年度?[^\d“”\"《》,。]{0,20}?(?:工作要点|工作计划|工作安排|要点)$")


def _year_of_plan(context: Context) -> Dated | None:
    title = context.title
    told = _PLAN_OF_YEAR.search(context.folded[title.start : title.end].rstrip()) if title else None
    if told is None or title is None:
        return None
    year, start = int(told["year"]), title.start
    return Dated(date(year, 1, 1), date(year, 12, 31), "title", start + told.start(), start + told.end("year"))


def _has_come_to_be(context: Context, amount: Amount) -> bool:
    """工作室累计达到21个: that many there are by now."""
    counted = amount.dimension in ("objects", "orgs")
    return counted and _REACHED.search(context.folded, max(0, amount.start - 6), amount.start) is not None


def _year_of_account(context: Context, amount: Amount) -> Dated | None:
    """What is done according to the account of a year or a part of it was done then, when nothing else is said."""
    title = context.title
    if context.scene.metadata.doc_type not in ("summary", "report") or title is None:
        return None
    words = context.folded[title.start : title.end]
    told = _ACCOUNT.search(words)
    if told is None or "政府工作报告" in words or rx.match(r"[-—至~、]", words[told.end("year") :]):
        return None
    if _has_come_to_be(context, amount):
        return None
    heads = context.outline.governing(amount.start)
    if any(_STATE_HEAD.search(context.folded, p.start, p.head_end) for p in heads):
        return None
    first, last = _PARTS[told["part"].removeprefix("第")[0]] if told["part"] else (1, 12)
    year, start = int(told["year"]), title.start
    end = date(year, 12, 31) if last == 12 else date(year, last + 1, 1) - timedelta(days=1)
    return Dated(date(year, first, 1), end, "title", start + told.start(), start + max(told.end("year"), told.end("part")))


#: characters of a paragraph before the span it looks back on
_LEAD = 60


def _looking_back(context: Context, start: int, amount: Amount) -> Found | None:
    """“十三五”期间，…。新建…: the span of years that opens a paragraph of what was done, until another date stands there."""
    dates = [d for d in context.dates_in(start, amount.start) if d.end <= amount.start]
    first = dates[0] if len(dates) == 1 and dates[0].start - start <= _LEAD else None
    if first is None or context.folded[first.end - 2 : first.end] in ("期间", "年来"):
        return first
    # 2024年，在县委领导下，…。完成…: in a report the year that opens the paragraph
    opens = first.start == start and first.precision == "year" and context.folded[first.end : first.end + 1] == ","
    return first if opens and context.scene.metadata.doc_type == "report" else None


#: characters of a paragraph before the day as of which it tells
_AS_OF_LEAD = 16


def _as_of_above(context: Context, start: int, amount: Amount) -> Found | None:
    """截至2025年4月底，…。组建教育集团8个: the day that opens a paragraph of a report holds to its end, unless another date follows."""
    if context.scene.metadata.doc_type not in ("summary", "report") or amount.dimension == "duration":
        return None
    dates = [d for d in context.dates_in(start, amount.start) if d.end <= amount.start]
    first = dates[0] if len(dates) == 1 and dates[0].start - start <= _AS_OF_LEAD else None
    return first if first and context.folded.startswith(("截至", "截止"), first.start) else None


#: what was told before, in a later paragraph of news: 本次比赛评出一等奖3个
_THIS_ONE = regex.compile(r"当[天日晚](?!地)|同日|本[次届]|[此这]次|本轮|(?:会议|活动|培训|比赛|大赛)期间")


#: 各县代表75人参加了培训, 近百人观摩: who was at what the news tells of
_ATTENDED = regex.compile(r"[^,。;]{0,14}?(?:参加|参与|出席|参会|与会|参训|参赛|到场|到会|观摩|观看)")


_OVER_YEARS = regex.compile(r"历年|累计|每年|往年|近年|多年|先后|以来|迄今|至今|历届")


def _was_there(context: Context, amount: Amount) -> bool:
    if amount.unit not in ("人", "人次") or not _ATTENDED.match(context.folded, amount.end):
        return False
    return _OVER_YEARS.search(context.folded, context.outline.sentence(amount.start)[0], amount.start) is None


def _lead_above(context: Context, start: int, amount: Amount) -> Found | None:
    """The day or days that news told in a paragraph above, where this one says that it goes on with that."""
    if not (_THIS_ONE.search(context.folded, start, amount.start) or _was_there(context, amount)):
        return None
    starts, one_time = context.days_told
    before = bisect_left(starts, start)
    return one_time[before - 1] if before else None  # none where it tells of several things


_BRACKET = regex.compile(r"\([^()]*\)")
#: paragraphs of a list that one sentence leads
_LONGEST_LIST = 60


def leading_date(context: Context, amount: Amount) -> Found | None:
    """到2026年，实现以下目标：1.…；2.…: the date of the sentence with a colon that leads a list of points."""
    paragraphs = context.outline.paragraphs
    index = context.outline.paragraph_at(amount.start)
    own = paragraphs[index]
    furthest = max(index - _LONGEST_LIST, 0)
    while index > furthest and own.label is not None:
        index -= 1
        above = paragraphs[index]
        if context.folded[max(above.start, above.end - 3) : above.end].rstrip().endswith(":"):
            start = context.outline.statement(max(above.end - 2, above.start))[0]
            dates = [d for d in context.dates_in(max(start, above.start), above.end) if d.end <= above.end]
            return dates[-1] if dates else None
        if above.level and above.level < own.level:
            return None
    return None
