"""The code of a quantity: every rule of every pack runs over its sentence, the one that says most wins."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount
from policyminer.patterns import rx
from policyminer.rules.packs import CompiledRule, mark_sentence
from policyminer.rules.templates import HERE

#: characters on either side of a quantity that its rule may look at
_REACH = 300


def code_of(context: Context, amount: Amount) -> CompiledRule | None:
    """The rule that names the quantity, or none."""
    finder = context.scene.rules.indicators_by_unit.get(amount.unit)
    if finder is None:
        return None
    folded, reach = context.folded, (amount.start - _REACH, amount.end + _REACH)
    sentence, clause = context.outline.sentence(amount.start), context.outline.clause(amount.start)
    sentence = max(sentence[0], reach[0]), min(sentence[1], reach[1])
    clause = max(clause[0], sentence[0]), min(clause[1], sentence[1])
    others = [(a.start, a.end) for a in context.amounts_in(*sentence) if a is not amount]
    text = mark_sentence(folded, *sentence, (amount.start, amount.end), others)
    part = mark_sentence(folded, clause[0], max(clause[1], amount.end), (amount.start, amount.end), others)
    if "由" in text or "从" in text:
        text, part = _FROM.sub("", text), _FROM.sub("", part)
    rule = finder.best(text, part, lambda rule: _in_field(context, amount, rule))
    if rule is None and folded.startswith(")", amount.start - 1):
        # 学校（含教学点）63所: what a bracket adds to the noun may stand between it and its number
        text, part = _ASIDE.sub("", text), _ASIDE.sub("", part)
        rule = finder.best(text, part, lambda rule: _in_field(context, amount, rule))
    return rule


_ASIDE = regex.compile(rf"\([\u4e00-\u9fff、]{{1,10}}\)(?={HERE})")
#: 工作室由现有的8个增加到20个: the level before is a number of the same things
_FROM = regex.compile(rf"[由从](?:现有|原有|原来|目前|现在|当前|20\d\d年[底末]?)的?(?={HERE})")


def _in_field(context: Context, amount: Amount, rule: CompiledRule) -> bool:
    """Whether the sentence, a heading above it or the title speaks of the field of a rule that is too general without."""
    everywhere = rule.rule.general == "always"
    if not rule.field or not (context.is_about_all or (everywhere and not context.is_about(rule.field))):
        return True
    start, end = context.outline.sentence(amount.start)
    heads = (context.folded[p.start : p.head_end] for p in context.outline.governing(amount.start))
    texts = (context.folded[start:end], context.scene.metadata.title or "", *heads)
    return any(word in text for text in texts for word in rule.field)


_PART = regex.compile(r"(?:的[^,。;:\d]{0,6})?(?:,占[^,。;:\d]{1,16}\d+(?:\.\d+)?%)?[,、;(]?(?:其中|从中)(?:20\d\d年)?[^,。;:\d]{0,16}")
_NEXT_MEMBER = regex.compile(r"、[\u4e00-\u9fff]{0,6}|[\u4e00-\u9fff]{2,8}[和、及]")
#: 省级9个、市级12个; a longer word before a number of things is another kind of thing
_SHORT_LABEL = 4
_IN_BRACKETS = regex.compile(r"[(]其中[^()]*$")
_OWN_NOUNS = regex.compile(r"[\u4e00-\u9fff]{2,8}[、和及与]$")
_NOUN = regex.compile(r"[\u4e00-\u9fff]{2}")
_VERB = regex.compile(r"(?:评|获|召开|举办|建成|建立|开展|组织|解决|完成|同比|增加|增长|减少|下降|提高)")


def is_part(context: Context, earlier: Amount, amount: Amount) -> bool:
    """Whether 其中 stands between two quantities, so that the second is a part of the first."""
    return bool(_PART.fullmatch(context.folded[earlier.end : amount.start]))


def in_brackets(context: Context, earlier: Amount, amount: Amount) -> bool:
    """Whether both stand in one bracket opened by 其中: （其中中央资金…万元，自治区资金…万元）."""
    opened = _IN_BRACKETS.search(context.folded[max(0, earlier.start - 16) : earlier.start])
    return bool(opened) and ")" not in context.folded[earlier.end : amount.start]


#: what a bracket tells of is part of the number before it: 幼儿园173所（81所民办）, 人才32名（甲市12名，…
_BRACKETED = regex.compile(r"[\u4e00-\u9fff]{0,8}[(](?:其中|包括|含)?[:,]?[\u4e00-\u9fff]{0,8}")
#: 学生970人，其中，小学…
_OPENS_LIST = regex.compile(r"[\u4e00-\u9fff]{0,6}(?:[,、;]?(?:其中|从中)[,:]?|中[,:])[\u4e00-\u9fff]{1,12}")
_NEXT_IN_LIST = regex.compile(r"[\u4e00-\u9fff]{0,4}[)]?[,、;](?:其中)?[\u4e00-\u9fff]{1,12}")
#: 学校38所，其中…；农村30所，城区8所: a second breakdown of the same whole
_BY_KIND = regex.compile(r"[;](?:农村|城区|城镇|城市|县城|镇区|乡镇|乡村|县直|市直|公办|民办|男|女)(?:学校|教师|学生|生)?")
#: members of a breakdown
_LONGEST_LIST = 12


def _broken_down(context: Context, index: int, coded: Sequence[CompiledRule | None]) -> CompiledRule | None:
    """The code of the total that a quantity is a part of: in a bracket behind it, in the list behind 其中, by kind."""
    amounts = context.findings.amounts
    amount = amounts[index]
    start = context.outline.statement(amount.start)[0]
    told, listed = amount.low, True
    following = amount
    for back in range(index - 1, max(index - _LONGEST_LIST, -1), -1):
        total, rule = amounts[back], coded[back]
        between = context.folded[total.end : following.start]
        if total.start < start or amount.dimension == "percent":
            return None
        if between.count(")") > between.count("(") and "(" in context.folded[total.start - 12 : total.start]:
            continue  # inside the bracket of another member
        opens = _BRACKETED.fullmatch(between) if following is amount or "(" in between else None
        if opens or _OPENS_LIST.fullmatch(between):
            fits = rule is not None and amount.unit in rule.units and total.bound == "exact"
            return rule if fits and told <= total.low else None
        if not _NEXT_IN_LIST.fullmatch(between) or _VERB.search(between):
            return None
        if _BY_KIND.fullmatch(between):
            listed = False
        told += total.low if listed else 0
        following = total
    return None


#: the same things at another time or after a change: 累计达到21个, 比现有64个增加36个, 到2027年全市达到60个, 2026年每年40节
_GOES_ON = regex.compile(
    r"(?:[\u4e00-\u9fff]{0,4}[,;])?(?:到?(?:20\d\d年?[、和至—~-]?)+[底末]?(?:前|每年)?|累计|总数|总量|合计|目前|全[省市县区州旗]){0,3}(?:已|共|将|可|再)?(?:达到?|增[加至]?[到至]?|扩大[到至]|提高[到至]|发展到)"
    r"|[,;]?(?:比|较)(?:现有|原有|上年|去年|20\d\d年)的?|(?:增加|扩大|提高|增|减少|降低|下降|压减)[到至为]?"
    r"|[,;](?:20\d\d年?[、和至—~-]?)+(?:每年|各)?(?:再|新)?(?:招聘|选派|培训|新建|建设|组建|安排|投入|打造|遴选|培养|接收|派出)?"
)
#: how far the parts of a whole have come: 派出教师58人次，在岗26名; 31项任务已完成24项
_SO_FAR = regex.compile(
    r"[\u4e00-\u9fff]{0,4}[,、;]?(?:其中)?(?:现|目前|当前)?(?:已经?)?(?:在岗|在任|到岗|返岗|期满|完成|办结|落实|销号|按期完成)(?:了)?(?:的)?"
)
_PERSONS = ("人", "人次")


def _same_things(context: Context, index: int, coded: Sequence[CompiledRule | None]) -> CompiledRule | None:
    """The code of the quantity before when this one says how many of the same things there are at another time, or so far."""
    amounts = context.findings.amounts
    if index == 0 or coded[index - 1] is None:
        return None
    earlier, amount, rule = amounts[index - 1], amounts[index], coded[index - 1]
    between = context.folded[earlier.end : amount.start]
    if rule is None or amount.unit not in rule.units or len(between) > 40:
        return None
    if earlier.unit == amount.unit and _GOES_ON.fullmatch(between):
        return rule
    alike = earlier.unit == amount.unit or (earlier.unit in _PERSONS and amount.unit in _PERSONS)
    return rule if alike and amount.low <= earlier.low and _SO_FAR.fullmatch(between) else None


#: quantities and characters back from a list of parts to the total that they add up to
_TOTAL_WITHIN, _TOTAL_REACH = 8, 160


def _adds_up(context: Context, index: int, coded: Sequence[CompiledRule | None]) -> CompiledRule | None:
    """The code of the total that this quantity and its neighbours behind 其中 add up to, whatever stands between."""
    amounts, folded = context.findings.amounts, context.folded
    unit, first, last = amounts[index].unit, index, index
    while first > 0 and amounts[first - 1].unit == unit and _NEXT_IN_LIST.fullmatch(
        folded[amounts[first - 1].end : amounts[first].start]
    ):
        first -= 1
    while last + 1 < len(amounts) and amounts[last + 1].unit == unit and _NEXT_IN_LIST.fullmatch(
        folded[amounts[last].end : amounts[last + 1].start]
    ):
        last += 1
    head = amounts[first].start
    if first == last or last - first > _LONGEST_LIST or "其中" not in folded[max(0, head - 14) : head]:
        return None
    total = sum(a.low for a in amounts[first : last + 1])
    for back in range(first - 1, max(first - _TOTAL_WITHIN, -1), -1):
        whole, rule = amounts[back], coded[back]
        if head - whole.end > _TOTAL_REACH or "\n" in folded[whole.end : head]:
            return None
        if whole.unit == unit and whole.low == total:
            return rule if rule is not None and unit in rule.units else None
    return None


_STAFF = regex.compile(r"教职|教师|老师|职工|家长")
#: 分别为, but not 人均…分别为
_DEALT = regex.compile(r"^(?!.*[人生户]均).*分别(?:为|是|达到?)?$")
#: 省级奖励5项，市级奖励7项，共12项
_TOTAL = regex.compile(r"[,、;]?(?:总共|共计|共|合计|总计|累计)(?:达)?")


def _total_of(context: Context, index: int, coded: Sequence[CompiledRule | None]) -> CompiledRule | None:
    """The code of the quantities right before whose sum this one tells without a noun of its own."""
    amounts, folded = context.findings.amounts, context.folded
    amount, told, back = amounts[index], 0.0, index - 1
    if back < 0 or coded[back] is None or not _TOTAL.fullmatch(folded[amounts[back].end : amount.start]):
        return None
    start = context.outline.statement(amount.start)[0]
    while back >= 0 and coded[back] is coded[index - 1] and amounts[back].unit == amount.unit and amounts[back].start >= start:
        told, back = told + amounts[back].low, back - 1
        if told == amount.low:
            return coded[index - 1]
    return None


def inherited_code(
    context: Context, index: int, coded: Sequence[CompiledRule | None], own: CompiledRule | None = None
) -> CompiledRule | None:
    """The code of a part or list member that names no measure of its own: 其中省级9个, 教师312名 behind 校长28名, 某市160名."""
    amounts = context.findings.amounts
    amount = amounts[index]
    if own is None or own.rule.priority < 0:
        part = _broken_down(context, index, coded) or _adds_up(context, index, coded)
        if part is not None:
            return part
    if own is None and (same := _same_things(context, index, coded) or _total_of(context, index, coded)) is not None:
        return same
    for back in range(index - 1, max(index - 8, -1), -1):
        earlier, rule = amounts[back], coded[back]
        between = context.folded[earlier.end : amount.start]
        if "\n" in between or between.count("。") > 1 or len(between) > 60:
            return None
        if rule is None or amount.unit not in rule.units or earlier.unit != amount.unit:
            continue
        if amount.dimension == "orgs" and _OWN_NOUNS.match(between) and _NOUN.match(context.folded, amount.end):
            return None  # 9所高校和16所高中: each has its noun behind
        if rule.rule.stock and _STAFF.match(context.folded, amount.end) and not _STAFF.search(between):
            return None  # 600名学生和35名教职员工
        # 在校学生10万人、专任教师6912名: two stocks side by side; 校长28名、教师312名: who was trained
        own_stock = own is not None and own.rule.stock and rule.rule.stock
        if _PART.fullmatch(between) or (
            _NEXT_MEMBER.fullmatch(between)
            and not _VERB.search(between)
            and not own_stock
            and (amount.dimension == "persons" or len(between) <= _SHORT_LABEL)
        ):
            return rule
        owners = context.names_in(earlier.end, amount.start, "region", "university")
        shared = rx.fullmatch(r".*各", context.folded[owners[-1].end : amount.start]) is not None if owners else False
        dealt = back == index - 1 and _DEALT.search(between) is not None
        if dealt or (
            owners and (owners[-1].end == amount.start or shared) and (back == index - 1 or "其中" in between)
        ):
            return rule
        if (
            back == index - 1
            and _IN_BRACKETS.search(context.folded[max(0, earlier.start - 16) : earlier.start])
            and rx.fullmatch(r"[,、][\u4e00-\u9fff]{1,10}", between)
        ):
            return rule
        return None
    return None
