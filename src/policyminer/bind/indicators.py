"""The code of a quantity: every rule of every pack runs over its sentence, the one that says most wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount
from policyminer.patterns import rx
from policyminer.rules.packs import CompiledRule, gap_length, literal_length, mark_sentence
from policyminer.rules.respective import readings

#: characters on either side of a quantity that its rule may look at
_REACH = 300


@dataclass(frozen=True, slots=True)
class Coded:
    """A rule that fits a quantity and how much of the sentence it spells out."""

    rule: CompiledRule
    weight: tuple[int, int, int]


def code_of(context: Context, amount: Amount) -> CompiledRule | None:
    """The rule that names the quantity, or none."""
    candidates = context.scene.rules.indicators_by_unit.get(amount.unit, [])
    if context.scene.metadata.doc_type in _ALL_FIELDS:
        candidates = [rule for rule in candidates if _in_field(context, amount, rule)]
    if not candidates:
        return None
    return best_rule(
        context.folded,
        context.outline.sentence(amount.start),
        context.outline.clause(amount.start),
        amount,
        context,
        candidates,
    )


#: documents about every field of government
_ALL_FIELDS = ("report", "communique")


def _in_field(context: Context, amount: Amount, rule: CompiledRule) -> bool:
    """Whether the sentence, a heading above it or the title speaks of the field of a rule that is too general without."""
    if not rule.field:
        return True
    start, end = context.outline.sentence(amount.start)
    heads = (context.folded[p.start : p.head_end] for p in context.outline.governing(amount.start))
    texts = (context.folded[start:end], context.scene.metadata.title or "", *heads)
    return any(word in text for text in texts for word in rule.field)


def best_rule(
    folded: str,
    sentence: tuple[int, int],
    clause: tuple[int, int],
    amount: Amount,
    context: Context,
    candidates: list[CompiledRule],
) -> CompiledRule | None:
    """Match the candidates over the marked sentence; priority first, then literals spelled out, then tightness."""
    sentence = max(sentence[0], amount.start - _REACH), min(sentence[1], amount.end + _REACH)
    clause = max(clause[0], sentence[0]), min(clause[1], sentence[1])
    others = [(a.start, a.end) for a in context.amounts_in(*sentence) if a is not amount]
    text = mark_sentence(folded, *sentence, (amount.start, amount.end), others)
    part = mark_sentence(folded, clause[0], max(clause[1], amount.end), (amount.start, amount.end), others)
    for whole, near in readings(text, part):
        found = [Coded(rule, weigh(rule, match)) for rule in candidates if (match := rule.match(whole, near))]
        if found:
            return max(found, key=lambda c: c.weight).rule
    return None


def weigh(rule: CompiledRule, match: regex.Match[str]) -> tuple[int, int, int]:
    """(priority, literal characters, minus gap characters)."""
    return rule.rule.priority, literal_length(match), -gap_length(match)


_PART = regex.compile(r"(?:的[^,。;:\d]{0,6})?[,、;(]?(?:其中|从中)(?:20\d\d年)?[^,。;:\d]{0,16}")
_NEXT_MEMBER = regex.compile(r"、[\u4e00-\u9fff]{0,6}")
_IN_BRACKETS = regex.compile(r"[(]其中[^()]*$")
_VERB = regex.compile(r"(?:评|获|召开|举办|建成|建立|开展|组织|解决|完成|同比|增加|增长|减少|下降|提高)")


def is_part(context: Context, earlier: Amount, amount: Amount) -> bool:
    """Whether 其中 stands between two quantities, so that the second is a part of the first."""
    return bool(_PART.fullmatch(context.folded[earlier.end : amount.start]))


def in_brackets(context: Context, earlier: Amount, amount: Amount) -> bool:
    """Whether both stand in one bracket opened by 其中: （其中中央资金…万元，自治区资金…万元）."""
    opened = _IN_BRACKETS.search(context.folded[max(0, earlier.start - 16) : earlier.start])
    return bool(opened) and ")" not in context.folded[earlier.end : amount.start]


def inherited_code(
    context: Context, index: int, coded: Sequence[CompiledRule | None], own: CompiledRule | None = None
) -> CompiledRule | None:
    """The code of a part or list member that names no measure of its own: 其中省级9个, 教师312名 behind 校长28名, 某市160名."""
    amounts = context.findings.amounts
    amount = amounts[index]
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
            _NEXT_MEMBER.fullmatch(between) and not _VERB.search(between) and not own_stock
        ):
            return rule
        owners = context.names_in(earlier.end, amount.start, "region", "university")
        shared = rx.fullmatch(r".*各", context.folded[owners[-1].end : amount.start]) is not None if owners else False
        dealt = back == index - 1 and rx.search(r"分别(?:为|是|达到?)?$", between) is not None
        if dealt or (owners and (owners[-1].end == amount.start or shared) and (back == index - 1 or "其中" in between)):
            return rule
        if (
            back == index - 1
            and _IN_BRACKETS.search(context.folded[max(0, earlier.start - 16) : earlier.start])
            and rx.fullmatch(r"[,、][\u4e00-\u9fff]{1,10}", between)
        ):
            return rule
        return None
    return None
