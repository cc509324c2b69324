"""The code of a quantity: every rule of every pack runs over its sentence, the one that says most wins."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount
from policyminer.patterns import rx
from policyminer.rules.packs import CompiledRule, mark_sentence

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
    return finder.best(text, part, lambda rule: _in_field(context, amount, rule))


def _in_field(context: Context, amount: Amount, rule: CompiledRule) -> bool:
    """Whether the sentence, a heading above it or the title speaks of the field of a rule that is too general without."""
    everywhere = rule.rule.general == "always"
    if not rule.field or not (context.is_about_all or (everywhere and not context.is_about(rule.field))):
        return True
    start, end = context.outline.sentence(amount.start)
    heads = (context.folded[p.start : p.head_end] for p in context.outline.governing(amount.start))
    texts = (context.folded[start:end], context.scene.metadata.title or "", *heads)
    return any(word in text for text in texts for word in rule.field)


_PART = regex.compile(r"(?:的[^,。;:\d]{0,6})?[,、;(]?(?:其中|从中)(?:20\d\d年)?[^,。;:\d]{0,16}")
_NEXT_MEMBER = regex.compile(r"、[\u4e00-\u9fff]{0,6}")
#: 省级9个、市级12个; a longer word before a number of things is another kind of thing
_SHORT_LABEL = 4
_IN_BRACKETS = regex.compile(r"[(]其中[^()]*$")
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
_OPENS_LIST = regex.compile(r"[\u4e00-\u9fff]{0,6}[,、;]?(?:其中|从中)[,:]?[\u4e00-\u9fff]{1,12}")
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


def inherited_code(
    context: Context, index: int, coded: Sequence[CompiledRule | None], own: CompiledRule | None = None
) -> CompiledRule | None:
    """The code of a part or list member that names no measure of its own: 其中省级9个, 教师312名 behind 校长28名, 某市160名."""
    amounts = context.findings.amounts
    amount = amounts[index]
    broken_down = _broken_down(context, index, coded) if own is None else None
    if broken_down is not None:
        return broken_down
    for back in range(index - 1, max(index - 8, -1), -1):
        earlier, rule = amounts[back], coded[back]
        between = context.folded[earlier.end : amount.start]
        if "\n" in between or between.count("。") > 1 or len(between) > 60:
            return None
        if rule is None or amount.unit not in rule.units or earlier.unit != amount.unit:
            continue
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
        dealt = back == index - 1 and rx.search(r"分别(?:为|是|达到?)?$", between) is not None
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
