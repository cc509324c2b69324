"""Quotas of a notice: how many may come to what its heading or title calls for (各地名额80名: of the training it is about)."""

from __future__ import annotations

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount, CellReading
from policyminer.rules.packs import CompiledRule

_NOTICES = ("notice", "plan")
#: what hands out places, or who is called
_QUOTA = regex.compile(
    r"名额|指标|(?:培训|参训|参加|参赛|参会|招募|选派|推荐|研修)(?:对象|人员|人数|范围|学员|数量|计划)|推荐|限报|(?:选派|选送|遴选|招募)(?!专家|教授)|第[一二三四五六七八九十\d]+[期批]|全[省市县区州旗]共"
)
#: who serves it: 每县指定联络员1名, 评委15人
_SERVES = regex.compile(r"联络员|联系人|领队|评委|裁判|专家|授课|工作人员|管理员|志愿者|班主任老师")
#: characters before and behind the quantity in which they are named
_NEAR_BEFORE, _NEAR_BEHIND = 12, 8


def quota_code(context: Context, amount: Amount, cell: CellReading | None) -> CompiledRule | None:
    """The rule of the occasion that a notice calls to, for a quota of persons; none for other quantities."""
    if amount.dimension != "persons" or context.scene.metadata.doc_type not in _NOTICES or not context.scene.rules.occasions:
        return None
    heads = [context.folded[p.start : p.head_end] for p in context.outline.governing(amount.start)]
    own = context.paragraph(amount.start)
    lead = context.folded[own.start : own.head_end]
    if cell is not None:
        told = "名额" in cell.title or "分配" in cell.title or "名额" in cell.header
    else:
        around = context.folded[max(own.start, amount.start - _NEAR_BEFORE) : amount.end + _NEAR_BEHIND]
        sentence = context.folded[context.outline.sentence(amount.start)[0] : amount.start]
        told = not _SERVES.search(around) and any(_QUOTA.search(words) for words in (sentence, lead, *heads[:1]))
    if not told:
        return None
    for words in (lead, *heads, context.scene.metadata.title or ""):
        rule = context.occasion_in(words)
        if rule is not None:
            return rule if amount.unit in rule.units else None
    return None
