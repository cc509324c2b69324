"""Money in words: small change (5元3角2分), currencies named before the number (新台币3亿元, ￥300)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from policyminer.find.bounds import Amount
from policyminer.find.numerals import parse_numeral
from policyminer.find.units import Unit

_DIGIT = r"[1-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
#: 5元3角2分 | 十块三毛 | 两美元又三美分
_CHANGE = regex.compile(
    rf"又?(?:零|另)?(?:(?P<tenths>{_DIGIT})[角毛](?:零?(?P<hundredths>{_DIGIT})分)?钱?|(?P<cents>\d{{1,2}}|{_DIGIT})(?:分钱?|美分))(?![\u4e00-\u9fff]*(?:之|楼|度))"
)
#: before a number of one character these tell that it is money: 收费十元, 人民币(大写):伍元; 三元里 and 二元 are names
_PAID = regex.compile(
    r"(?:[资基奖罚押]金|经费|费用?|奖励|罚款|补[助贴]|津贴|收费|[票单房租]价|价格|售价|定价|金额|投入|投资|支出|收入|[借贷捐存]款|捐赠|捐出"
    r"|[缴交支]付|缴纳|给予|发放|预算|工资|日薪|合计|共计|人民币|大写)(?:约|近|仅|只|只有|为|是|达|共|了|各|不足|不到|至少|最多)?[):(]{0,2}$"
)
_CLOSES = regex.compile(r"[整正]?(?:[,。;、)\n]|$)|[整钱/每]|左右|以[上下内]|[一二两三四五六七八九\d壹贰叁肆伍陆柒捌玖][角毛]")
_NAMED_BEFORE = {
    "人民币": "元",
    "新台币": "新台币",
    "港币": "港元",
    "港元": "港元",
    "美元": "美元",
    "日元": "日元",
    "欧元": "欧元",
    "英镑": "英镑",
}
_NAMES = tuple(_NAMED_BEFORE)
#: a currency's sign stands before the number
SYMBOLS = {"$": "美元", "¥": "元", "￥": "元", "€": "欧元", "£": "英镑"}


def currency_before(folded: str, start: int) -> tuple[str, int] | None:
    """The currency named right before the number at ``start``, and where its symbol begins (else ``start``)."""
    symbol = folded[start - 1 : start]
    if symbol in SYMBOLS:
        return SYMBOLS[symbol], start - 1
    before = folded[max(0, start - 4) : start].rstrip()
    if not before.endswith(_NAMES):
        return None
    return next((unit, start) for name, unit in _NAMED_BEFORE.items() if before.endswith(name))


def is_paid(folded: str, start: int, end: int) -> bool:
    """Whether what stands beside a number of one character and 元 tells that it is an amount.

    >>> is_paid("每户收费十元。", 4, 6), is_paid("位于三元区", 2, 4), is_paid("二元结构", 0, 2)
    (True, False, False)
    """
    return _PAID.search(folded, max(0, start - 9), start) is not None and _CLOSES.match(folded, end) is not None


def money_unit(currency: str) -> Unit:
    """The unit of a currency that is not written behind the number."""
    return Unit("", currency, Decimal(1), "money", "measure")


def with_change(amount: Amount, folded: str) -> Amount:
    """The amount with the small change behind it."""
    block = amount.unit == "块"  # 十块三毛: a 块 with small change is money
    if not (block or amount.dimension == "money") or amount.bound not in ("exact", "about"):
        return amount
    change = _CHANGE.match(folded, amount.end)
    if change is None:
        return amount
    if block:
        amount = replace(amount, unit="元", dimension="money")
    digits = {k: parse_numeral(v) for k, v in change.groupdict().items() if v}
    value = sum(
        (n.low * part for k, part in (("tenths", 10), ("hundredths", 1), ("cents", 1)) if (n := digits.get(k))),
        Decimal(0),
    )
    extra = float(value / 100)
    return replace(amount, end=change.end(), low=round(amount.low + extra, 2), high=round(amount.high + extra, 2))
