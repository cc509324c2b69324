"""Numbers with what they count or measure: value, bound and canonical unit.

One pass finds every number; the unit is read from ``rules/units.csv`` behind it, modifiers are read beside it. What only
looks like a quantity (ordinals, ranks, slogans, 一 as an article) is turned away by the guards below.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from policyminer.find.numerals import HAN, NUMBER, parse_numeral
from policyminer.find.protect import Protected, Spans

_OVER = "余多来几"
#: Number, scale behind a vague tail (430余万), range to a second number; the unit follows.
_AMOUNT = regex.compile(
    rf"(?P<a>{NUMBER})(?P<va>[余多]?)(?P<sa>(?<=[余多])[万亿千百]+)?"
    rf"(?:(?P<ua>%|万元|亿元|个|名|人|家|所|次|天|年|元|万|亿|个百分点)?(?P<sep>—{{1,2}}|-|~|至|到|、(?=[一二两三四五六七八九十])|或)(?P<b>{NUMBER})(?P<vb>[余多]?)(?P<sb>(?<=[余多])[万亿千百]+)?)?"
)
_DECIMAL_TAIL = regex.compile(r"[万亿千百]+")
#: Words directly before the number that belong to the span and set its bound.
_BEFORE = (
    ("over", ("超过", "突破", "超出", "高于", "多于", "大于", "逾", "超")),
    ("at_least", ("不少于", "不低于", "不小于", "不得少于", "不得低于", "不短于", "至少", "最少", "起码", "最低", "≥")),
    ("under", ("不足", "不到", "少于", "低于", "小于", "未满", "不满")),
    ("at_most", ("不超过", "不得超过", "不高于", "不多于", "不大于", "至多", "最多", "最高", "≤")),
    ("about", ("大约", "约为", "接近", "将近", "大概", "约", "近")),
)
_BEFORE_FLAT = sorted(((word, bound) for bound, words in _BEFORE for word in words), key=lambda x: -len(x[0]))
#: Words directly behind the unit that belong to the span.
_AFTER = (
    ("at_least", ("及以上", "或以上", "(含)以上", "以上", "起")),
    ("under", ("以下",)),
    ("at_most", ("及以下", "以内", "之内", "(含)以下")),
    ("about", ("左右", "上下")),
    ("over", ("有余", "多", "余")),
)
_AFTER_FLAT = sorted(((word, bound) for bound, words in _AFTER for word in words), key=lambda x: -len(x[0]))
#: The same, elsewhere in the clause before the number: they set the bound and stay outside the span.
_FAR = (
    ("at_least", regex.compile(r"(?:至少|最少|不少于|不低于|不得少于|不得低于|不短于|起码)[^,。;:、\d]{0,14}$")),
    ("at_most", regex.compile(r"(?:不超过|不得超过|不高于|至多|最多|控制在)[^,。;:、\d]{0,8}$")),
    ("over", regex.compile(r"(?:超过|突破|逾)(?:了|到)?[^,。;:、\d]{0,4}$")),
    ("about", regex.compile(r"(?:约有|大约有|将近有|接近|约为|约达|近达|约占|约)$")),
)
_FRACTION = regex.compile(
    rf"(?P<d>百|千|[{HAN}十]+)分之(?P<n>[{HAN}十百千点\d.]+)(?:(?:至|到|—|-|~)(?P<d2>百|千|[{HAN}十]+)分之(?P<n2>[{HAN}十百千点\d.]+))?"
)

# 第13期, 初三, 老三 …: an ordinal, whatever follows
_ORDINAL_BEFORE = regex.compile(r"(?:第|其|星期|周|礼拜|初|高|大|(?<![一-龥])小|“|十|[甲乙丙丁])$")
_IDIOM_UNITS = {
    "体",
    "流",
    "线",
    "起",
    "些",
    "致",
    "律",
    "切",
    "般",
    "定",
    "样",
    "旦",
    "味",
    "向",
    "直",
    "同",
    "并",
    "心",
    "举",
}
#: With a Chinese number these measures make names of rank or stage, not counts: 二级学院, 一期工程, 三轮车, 一把手.
_RANK_UNITS = {
    "级",
    "等",
    "流",
    "类",
    "期",
    "本",
    "轮",
    "线",
    "站",
    "把",
    "环",
    "元",
    "部",
    "面",
    "单元",
    "档",
    "段",
    "层",
    "栏",
    "班",
    "组",
    "章",
    "队",
    "页",
    "支",
    "处",
    "起",
    "对",
    "道",
    "双",
    "成",
}
_STAGE_NOUN = regex.compile(r"(?:工程|项目|建设|扩容|改造|蓄水|规划|地块|标段|厂房|\d|×)")
_IDIOM = regex.compile(
    r"(?:三天两头|两头|三番[五两]次|一心一意|千方百计|万众一心|五花八门|三令五申|四面八方|七上八下|十年树木|百年树人|百年大计|一日千里|一点一滴|一步一|一年一度|一年四季|一日三|一人一|一校一|一县一|一村一|一生一|一师一|一户一|一案一|一企一|一事一|一人两|两手抓|两促进|两不误|三位一体|五湖四海|千家万户|成千上万|数一数二|一分为二|二话不说|三心二意|一举两得|一石二鸟|十全十美|九牛一毛|百花齐放|千军万马|一条龙|一盘棋|一张网|一张图|一站式|一揽子|一窗|一网|一把手|一条心|一股劲|一家人|一个都不|一个样|两张皮|两条腿|三驾马车|四梁八柱|最后一公里|第一公里)"
)
#: 两/三/四 before these are fixed expressions, not counts.
_FIXED = regex.compile(
    r"[一二两三四五六七八九十百千]+(?:个(?:一(?!律|般)|代表|意识|自信|维护|确立|全面|文明|坚持|必须|服务|面向|统一|务必|革命|时期|层面|方面军|倡导|带头|基本|不得|能力|责任|满意|更加|走在前|结合|转变|不|高|先|新|大|就|没有|务|重|清|化|有|化|百年|一百年)|方(?:协议|框架|合作|联动|面(?=$))|农|会一课|学一做|严三实|步走|级|者|侧|岸|手|会(?!议)|委|院|高|不愁|保障|通一平|位一体|项规定|热|育|好|优|新|大(?!学|专)|中(?!学)|小(?!学|时)|包|废|产|资|公|线|证|色|乱|同|化|全|创|率|网|库|法|权|分地|峡|江|海|亚|国演义|字经)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the unit table."""

    form: str
    unit: str
    factor: Decimal
    dimension: str
    kind: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in view coordinates, before it is bound to anything."""

    start: int
    end: int
    low: float
    high: float
    bound: str
    unit: str
    dimension: str
    rule: str
    number_start: int
    number_end: int


class UnitTable:
    """Longest unit at a position, by first character."""

    def __init__(self, units: list[Unit]) -> None:
        self._by_first: dict[str, list[Unit]] = {}
        for unit in sorted(units, key=lambda u: -len(u.form)):
            self._by_first.setdefault(unit.form[0], []).append(unit)

    def at(self, folded: str, position: int) -> Unit | None:
        """The longest unit that begins at ``position``."""
        for unit in self._by_first.get(folded[position : position + 1], ()):
            if folded.startswith(unit.form, position):
                return unit
        return None


def _number_value(match: regex.Match[str], which: str) -> tuple[Decimal, Decimal] | None:
    numeral = parse_numeral(match[which])
    if numeral is None:
        return None
    factor = Decimal(1)
    for char in match["s" + which] or "":
        factor *= {"万": Decimal(10**4), "亿": Decimal(10**8), "千": Decimal(1000), "百": Decimal(100)}[char]
    return numeral.low * factor, numeral.high * factor


_HALF = regex.compile(
    r"(?<![一二两三四五六七八九十大多上下前后过夜对泰参月每])半(?:个)?(?P<u>天|年|月|小时|学期|学年|日)(?!来|脚|途|边|壁|以?上半|上|下|以来|前|后的|工半)"
)


def _halves(folded: str, units: UnitTable, dates: Spans) -> Iterator[Amount]:
    """半天, 半个月, 半学期."""
    for match in _HALF.finditer(folded):
        unit = units.at(folded, match.start("u")) or units.at(folded, match.start("u") - 1)
        if unit and unit.dimension == "duration" and not dates.overlaps(*match.span()):
            yield Amount(
                match.start(),
                match.end(),
                0.5,
                0.5,
                "exact",
                unit.unit,
                "duration",
                "quantity.half",
                match.start(),
                match.start() + 1,
            )


def find_amounts(folded: str, units: UnitTable, protected: Protected, dates: Spans, fixed: Spans) -> list[Amount]:
    """All quantities of a folded view, in order. ``fixed`` are slogans and names that hold numbers."""
    found: list[Amount] = []
    for amount in heapq.merge(_raw_amounts(folded, units, dates), _halves(folded, units, dates), key=lambda a: a.start):
        if protected.no_date(amount.number_start, amount.number_end) or fixed.overlaps(amount.number_start, amount.end):
            continue
        quote = protected.quotes.hit(amount.start, amount.end)
        if quote and quote[1] - quote[0] <= 27 and quote[0] <= amount.start and amount.end <= quote[1]:
            continue  # “七个联合体”: a name, not a count
        if found and amount.start < found[-1].end:
            continue
        found.append(amount)
    return found


def _raw_amounts(folded: str, units: UnitTable, dates: Spans) -> Iterator[Amount]:
    position = 0
    for match in _AMOUNT.finditer(folded):
        start = match.start()
        if start < position or dates.overlaps(start, start + 1):
            continue
        fraction = _FRACTION.match(folded, start)
        if fraction:
            amount = _fraction(fraction, folded)
        else:
            amount = _measured(match, folded, units)
        if amount is not None and not dates.overlaps(amount.number_start, amount.number_end):
            position = amount.end
            yield amount


def _fraction(match: regex.Match[str], folded: str) -> Amount | None:
    values: list[Decimal] = []
    for d, n in (("d", "n"), ("d2", "n2")):
        if match[n]:
            numerator, denominator = (
                parse_numeral(match[n]),
                parse_numeral("一" + match[d] if match[d] in "百千" else match[d]),
            )
            if numerator is None or denominator is None or not denominator.low:
                return None
            values.append(numerator.low * 100 / denominator.low)
    if match.end() - match.start() < 4 or not values:
        return None
    return _finish(
        match.start(),
        match.end(),
        match.end(),
        values[0],
        values[-1],
        Unit("%", "%", Decimal(1), "percent", "measure"),
        folded,
        "exact",
    )


def _measured(match: regex.Match[str], folded: str, units: UnitTable) -> Amount | None:
    start, number_end = match.span()
    ranged = match["b"] is not None
    low = _number_value(match, "a")
    high = _number_value(match, "b") if ranged else low
    if ranged and (
        high is None
        or low is None
        or units.at(folded, number_end) is None
        or (low[0] >= high[1] and match["sep"] != "、")
    ):
        # not a range after all: read the first number alone
        ranged, high = False, low
        number_end = match.end("sa") if match["sa"] else match.end("va") if match["va"] is not None else match.end("a")
    if low is None or high is None:
        return None
    vague = match["vb"] if ranged else match["va"]
    chinese = not match["a"][0].isdigit()
    unit = units.at(folded, number_end)
    text = match["a"]
    # 十余个 and 100余个: the vague tail may also stand behind the unit's 个
    if unit is None and chinese and len(text) > 1 and text[-1] not in "十百千万亿":
        return None
    if unit is None:
        return _bare_scale(match, folded, low, high, number_end)
    values = low[0], high[1]
    if ranged and match["ua"] in ("万", "万元") and unit.factor == 1 and match["b"]:
        values = low[0] * 10**4, high[1]
    elif ranged and unit.dimension in ("money", "persons", "area") and not match["ua"]:
        values = _share_scale(match, low[0]), high[1]
    if folded[start - 1 : start] == "每" or (unit.unit == "周" and folded.startswith("周年", number_end)):
        return None  # a denominator; an anniversary
    if (
        chinese
        and not (ranged and match["sep"] != "、")
        and not _truly_counts(text, vague, unit, folded, start, number_end)
    ):
        return None
    if not chinese and _is_label(folded, start, number_end, unit):
        return None
    bound = "over" if vague else "exact"
    return _finish(
        start, number_end, number_end + len(unit.form), values[0], values[1], unit, folded, bound, vague_ok=True
    )


def _share_scale(match: regex.Match[str], low: Decimal) -> Decimal:
    """3-5万元 means 30,000 to 50,000."""
    scale = regex.search(r"[万亿]+$", match["b"])
    if scale and not regex.search(r"[万亿千]", match["a"]):
        for char in scale.group():
            low *= 10**4 if char == "万" else 10**8
    return low


def _bare_scale(
    match: regex.Match[str], folded: str, low: tuple[Decimal, Decimal], high: tuple[Decimal, Decimal], end: int
) -> Amount | None:
    """A large number of people without a unit: 湖北、河南各15万左右."""
    if (
        regex.search(r"[万亿]$", match["a"])
        and match["a"][0].isdigit()
        and folded.startswith(("左右", "以上", "余", "多"), end)
    ):
        return _finish(
            match.start(), end, end, low[0], high[1], Unit("", "人", Decimal(1), "persons", "measure"), folded, "exact"
        )
    return None


def _is_label(folded: str, start: int, end: int, unit: Unit) -> bool:
    """Arabic numbers that name something: 第13期, 附件2, 表3, 2023级, 3号楼, 4G, 1+3+N."""
    before = folded[max(0, start - 2) : start]
    if before.endswith(("第", "+", "#", "No.", "附件", "附表", "图", "编号")) or regex.search(r"[A-Za-z_/+=]$", before):
        return True
    if folded[start - 1 : start] == "." and start > 1 and folded[start - 2].isdigit():
        return True
    if unit.form in ("部", "级", "届", "号") and folded[end : end + 2] in ("级", "号"):
        return True
    if unit.unit == "年" and regex.fullmatch(r"(?:19|20)\d\d", folded[start:end]):
        return True
    if unit.unit in ("点",) and folded[end + 1 : end + 2].isdigit():
        return True
    if unit.form == "日" and not regex.match(r"(?:内|之内|以内|后|以上|游|间|期限)", folded[end + 1 : end + 4]):
        return True
    if unit.form == "年" and folded.startswith("代", end + 1):
        return True
    if unit.kind == "noun" and unit.unit in ("省", "村", "镇", "国家", "单位"):
        return True
    return unit.form == "期" and bool(_STAGE_NOUN.match(folded, end + 1))


def _truly_counts(text: str, vague: str, unit: Unit, folded: str, start: int, end: int) -> bool:
    """Whether a Chinese number counts, or is part of a fixed expression."""
    before = folded[max(0, start - 6) : start]
    unit_end = end + len(unit.form)
    after = folded[unit_end : unit_end + 6]
    if regex.search(r"[伍陆柒捌玖叁肆壹贰]", text) and (len(text) < 2 or unit.dimension != "money"):
        return False
    if unit.form == "届" or (unit.form == "次" and regex.search(r"届$", before)):
        return False
    if regex.search(r"[、~至-]", folded[start:end]) and _STAGE_NOUN.match(after):
        return False
    if _IDIOM.match(folded, start):
        return False
    if _ORDINAL_BEFORE.search(before) or _FIXED.match(folded, start):
        return False
    modified = bool(
        regex.search(
            r"(?:至少|不少于|不低于|不足|不到|超过|近|约|逾|最少|至多|不超过|每[^,。;]{0,4}|仅|只有|只|共|共计|各|累计|安排|为期|时间为|周期为?|一般为|达|增加|新增)$",
            before,
        )
    )
    if text in ("零", "〇", "一百") and (text != "一百" or unit.form == "年"):
        return False
    if text in ("百", "千", "万", "亿", "百万", "千万", "十万"):
        if unit.dimension == "money" and regex.match(r"(?:以上|以下|级(?!别))", after):
            return True
        return (bool(vague) or before.endswith(("近", "上", "逾", "超", "数"))) and not before.endswith("数")
    if text == "一":
        return _one_counts(unit, modified, folded, start, unit_end, after)
    if unit.kind == "noun":
        return unit.unit not in ("村", "镇", "单位", "街道", "社区", "国家", "乡镇") and not (
            unit.unit == "省" and after.startswith(("级", "份"))
        )
    if unit.unit in ("元", "角") and not modified:
        return False
    if regex.match(r"以上|左右|以内|及以上", after) and unit.form not in ("级", "等", "类", "本", "线"):
        return True
    if unit.form in _RANK_UNITS and not modified and not vague:
        if unit.form in ("期", "轮", "类", "批", "本", "组", "班", "支", "部", "处", "段", "对", "层", "道"):
            return (
                bool(regex.match(r"[\u4e00-\u9fff]", after))
                and not _STAGE_NOUN.match(after)
                and unit.form in ("批", "支", "组", "类", "处", "部", "对", "道")
                and not regex.match(r"(?:以上|本|别|车|工程|学校|院)", after)
            )
        return unit.form == "成" and bool(regex.match(r"以上|左右|的|以下|[,。;]", after))
    if unit.form == "点":
        return bool(
            regex.match(
                r"(?:[\u4e00-\u9fff]{0,4}(?:要求|意见|建议|希望|措施|体会|职责|原则|启示|经验|做法|任务|问题|期望))",
                after + folded[unit_end + 6 : unit_end + 10],
            )
        )
    if unit.form in ("年", "周", "天", "日") and not modified:
        return _span_of_time(text, unit, folded, start, unit_end, after)
    if unit.form in ("门", "面", "环", "眼", "口", "字", "头", "手", "心", "回", "步", "角", "场", "家") and after[
        :1
    ] in ("心", "意", "路", "目", "峡", "峰"):
        return False
    return not (unit.form == "位" and after.startswith("一体"))


def _one_counts(unit: Unit, modified: bool, folded: str, start: int, end: int, after: str) -> bool:
    """一 counts as the least of a norm, with a rate, or as a length of time; else it is an article or adverb."""
    if after.startswith(("及以上", "以上", "(含)")):
        return True
    if unit.dimension == "duration":
        return _span_of_time("一", unit, folded, start, end, after)
    clause_start = max(folded.rfind(c, 0, start) for c in ",。;:\n") + 1
    clause = folded[clause_start:start]
    if unit.form in (
        "体",
        "线",
        "流",
        "些",
        "起",
        "定",
        "致",
        "般",
        "面",
        "把",
        "律",
        "方面",
        "批",
        "系列",
        "套",
        "支",
        "部",
        "种",
        "部门",
        "省",
        "村",
        "成",
        "点",
        "本",
        "段",
        "层",
        "道",
    ):
        return False
    if regex.search(r"每(?:\w{0,4}|个?[\u4e00-\u9fff]{1,6})$|(?:至少|不少于|不低于|最少)[^,。]{0,8}$", clause):
        return True
    if (
        unit.form in ("次", "场", "期")
        and regex.search(r"(?:召开|举行|举办|开展|组织)[^,。]{2,20}$", clause)
        and regex.match(r"[,。;、]", after)
    ):
        return True
    return (
        unit.form in ("次", "场", "期", "项", "课时", "人", "名")
        and bool(regex.search(r"每[\u4e00-\u9fff\d]{1,5}[^,。]{0,10}$", clause))
        and not clause.endswith(("作为", "是", "为", "中的", "的"))
    )


def _span_of_time(text: str, unit: Unit, folded: str, start: int, end: int, after: str) -> bool:
    """A length of time (为期一年, 一学期后, 三周的) against 一年打基础, 九年义务教育, 百年, 多年."""
    before = folded[max(0, start - 6) : start]
    if regex.match(r"(?:义务|一贯|制|规划|行动|计划|级|来|一遇|一度|之计|之内必)", after) or before.endswith(
        (
            "近",
            "最后",
            "过去",
            "未来",
            "这",
            "那",
            "新",
            "上",
            "下",
            "前",
            "后",
            "每",
            "去",
            "今",
            "明",
            "同",
            "当",
            "头",
        )
    ):
        return bool(regex.search(r"(?:为期|时间|周期|期限|任期|聘期|学制|服务期)[\u4e00-\u9fff]{0,3}$", before))
    if (
        text == "一"
        and unit.form in ("天", "日", "周", "年")
        and not regex.match(
            r"(?:后|的(?:轮岗|挂职|交流|培训|学习|支教|跟岗|时间|周期)|时间|以上|及以上|期|[,。;])", after
        )
    ):
        return bool(regex.search(r"(?:为期|为|满|时间|周期|不少于|至少|连续|短短|历时)[\u4e00-\u9fff]{0,2}$", before))
    if (
        text == "一"
        and regex.match(r"[,。;]", after)
        and not regex.search(r"(?:为期|为|满|时间|周期|期限|任期|聘期|学制|服务期)[\u4e00-\u9fff]{0,2}$", before)
    ):
        return False
    return True


def _finish(
    start: int,
    number_end: int,
    end: int,
    low: Decimal,
    high: Decimal,
    unit: Unit,
    folded: str,
    bound: str,
    vague_ok: bool = False,
) -> Amount | None:
    """Widen the span by the modifiers beside it and set the bound."""
    number_start = start
    rule = "quantity.fraction" if not vague_ok else "quantity.measured"
    for word, kind in _BEFORE_FLAT:
        if folded.endswith(word, max(0, start - len(word)), start) and not _is_other_word(folded, start, word):
            start -= len(word)
            bound = kind
            break
    if bound in ("exact", "over"):
        for word, kind in _AFTER_FLAT:
            if folded.startswith(word, end) and not (word in ("多", "余", "起") and not _tail_ok(folded, end, word)):
                end += len(word)
                bound = kind
                break
    elif folded.startswith(("以上", "左右", "以内"), end):
        end += 2
    if bound == "exact":
        clause_start = max(folded.rfind(c, 0, number_start) for c in ",。;:\n、") + 1
        before = folded[clause_start:start]
        bound = next((kind for kind, pattern in _FAR if pattern.search(before)), bound)
    factor = unit.factor
    return Amount(
        start,
        end,
        float(low * factor),
        float(high * factor),
        bound,
        unit.unit,
        unit.dimension,
        rule,
        number_start,
        number_end,
    )


def _tail_ok(folded: str, end: int, word: str) -> bool:
    following = folded[end + 1 : end + 2]
    if word == "起":
        return following in (",", "。", ";", ")", "")
    return (
        word in ("余", "多")
        and following not in ("元", "样", "数", "名", "个", "地", "年")
        and bool(regex.match(r"[,。;、\n)]|[\u4e00-\u9fff]", following or "。"))
    )


def _is_other_word(folded: str, start: int, word: str) -> bool:
    """近 of 附近, 约 of 节约, 超 of 高超: the modifier is the end of another word."""
    before = folded[start - len(word) - 1 : start - len(word)]
    return (
        (word == "近" and before in ("附", "最", "临", "靠", "邻", "远", "接"))
        or (word == "约" and before in ("节", "合", "条", "签", "违", "预", "集"))
        or (word == "超" and before in ("高", "反"))
        or (word in ("最高", "最低"))
    )
