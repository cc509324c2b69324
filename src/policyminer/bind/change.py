"""Whether a value is a rise, a fall or the level reached: 增长5%, 下降到3%, 由60所增至75所."""

from __future__ import annotations

import regex

from policyminer.bind.context import Context
from policyminer.find import Amount

_RISE = r"增长|增加|新增|提高|提升|上升|上涨|增幅|涨幅|扩大|增收|增产|攀升|增"
_FALL = r"下降|降低|减少|缩小|下滑|回落|压减|压缩|降幅|跌幅|缩减|下调|减"
_BEHIND = r"[^,。;:、\d]{0,3}"
#: 增至75所, 下降到3%, 提高为12元
_LEVEL = regex.compile(rf"(?:{_RISE}|{_FALL}|达|升|降|调整|扩大)(?:到了?|至|为){_BEHIND}$")
_ROSE = regex.compile(rf"(?:{_RISE})(?:了|约|近|超过|最多|幅度为?|率为?|额为?)?{_BEHIND}$")
_FELL = regex.compile(rf"(?:{_FALL})(?:了|约|近|超过|最多|幅度为?|率为?|额为?)?{_BEHIND}$")
#: 两番, 3个百分点的增幅
_ROSE_AFTER = regex.compile(r"的(?:增长|增幅|涨幅|提升)")
_FELL_AFTER = regex.compile(r"的(?:下降|降幅|跌幅)")
_REACH = 16


def change_of(context: Context, amount: Amount) -> str | None:
    """``rise`` or ``fall`` of an amount by which something changes, ``to`` of the level it reaches, else none."""
    clause = context.outline.clause(amount.start)[0]
    before = context.folded[max(clause, amount.start - _REACH) : amount.start]
    if _LEVEL.search(before):
        return "to"
    if _FELL.search(before) or _FELL_AFTER.match(context.folded, amount.end):
        return "fall"
    if amount.unit == "番" or _ROSE.search(before) or _ROSE_AFTER.match(context.folded, amount.end):
        return "rise"
    return None
