"""Whether a number really counts: guards against ordinals, ranks, fixed expressions, labels and 一 as an article."""

from __future__ import annotations

import regex

from policyminer.find.money import is_paid
from policyminer.find.units import Unit
from policyminer.patterns import rx

# 第13期, 初三, 老三 …: an ordinal, whatever follows
_ORDINAL_BEFORE = regex.compile(r"(?:第|其|星期|周|礼拜|初|高|大|(?<![一-龥])小|“|十|[甲乙丙丁])$")
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
#: 34届某市青少年科技大赛 without its 第
_MEETING = regex.compile(r"[\u4e00-\u9fff]{2,20}?(?:大赛|竞赛|比赛|运动会|博览会|艺术节|文化节|代表大会)")
_STAGE_NOUN = regex.compile(r"(?:工程|项目|建设|扩容|改造|蓄水|规划|地块|标段|厂房|\d|×)")
#: 两/三/四 before these are fixed expressions, not counts.
_FIXED = regex.compile(
    r"[一二两三四五六七八九十百千]+(?:个(?:一(?!律|般)|代表|意识|自信|维护|确立|全面|文明|坚持|必须|服务|面向|统一|务必|革命|时期|层面|方面军|倡导|带头|基本|不得|能力|责任|满意|更加|走在前|结合|转变|不|高|先|新|大|就|没有|务|重|清|化|有|化|百年|一百年)|方(?:协议|框架|合作|联动|面(?=$))|农|会一课|学一做|严三实|步走|级|者|侧|岸|手|会(?!议)|委|院|高|不愁|保障|通一平|位一体|项规定|热|育|好|优|新|大(?!学|专)|中(?!学)|小(?!学|时)|包|废|产|资|公(?![里斤顷分升担亩尺斗])|线|证|色|乱|同|化|全|创|率|网|库|法|权|分地|峡|江|海|亚|国演义|字经)"
)


_IMPRINT = regex.compile(r"(?:^|[(\n \u3000])共?印$")


def _is_imprint(unit: Unit, folded: str, start: int, end: int) -> bool:
    """（共印80份）: the number of copies at the foot of a paper, in brackets or at the end of its line."""
    if unit.form != "份" or folded[start - 1 : start] != "印":
        return False
    closed = folded[end + 1 : end + 2] in ("", ")", "\n")
    return closed and _IMPRINT.search(folded, max(0, start - 3), start) is not None


def is_label(folded: str, start: int, end: int, unit: Unit) -> bool:
    """Arabic numbers that name something: 第13期, 附件2, 表3, 2023级, 3号楼, 4G, 1+3+N."""
    before = folded[max(0, start - 2) : start]
    if before.endswith(("第", "+", "#", "No.", "附件", "附表", "图", "编号")) or rx.search(r"[A-Za-z_/+=]$", before):
        return True
    if folded[start - 1 : start] == "." and start > 1 and folded[start - 2].isdigit():
        return True
    if unit.form in ("部", "级", "届", "号") and folded[end : end + 2] in ("级", "号"):
        return True
    if _is_imprint(unit, folded, start, end) or _is_lately(unit, folded, start, end) or _is_round_the_clock(unit, folded, start, end):
        return True
    if (unit.form, before[-1:]) in (("分", ":"), ("期", "年")) or (folded[start:end] == "1" and before.endswith(("无", "没有"))):
        return True  # 9:30分, 2019年2期, 无1人感染, 没有1例
    if unit.form == "届" and (rx.fullmatch(r"(?:19|20)\d\d", folded[start:end]) or _MEETING.match(folded, end + 1)):
        return True
    if unit.unit == "年" and rx.fullmatch(r"(?:19|20)\d\d", folded[start:end]):
        return True
    if unit.unit in ("点",) and folded[end + 1 : end + 2].isdigit():
        return True
    if unit.form == "点" and rx.search(
        r"(?:上午|下午|晚上?|早上?|中午|凌晨|[:至到—-]\d*)$", folded[max(0, start - 3) : start]
    ):
        return True
    if unit.form == "日" and not rx.match(r"(?:内|之内|以内|后|以上|游|间|期限)", folded[end + 1 : end + 4]):
        return True
    if unit.form == "年" and folded.startswith("代", end + 1):
        return True
    if _is_named(unit, folded[start:end]):
        return True
    if unit.form == "校" and (end + 1 == len(folded) or folded[end + 1] in _SCHOOL_WORDS):
        return True  # 2校区, 3校1园
    return unit.form == "期" and bool(_STAGE_NOUN.match(folded, end + 1))


def _is_named(unit: Unit, number: str) -> bool:
    """1-3年级 names classes, 3省 and 2村 name what they are."""
    if unit.form == "年级":
        return len(number) == 1 or bool(rx.search(r"[~—至到-]", number))  # 六年级 has an ordinal
    return unit.kind == "noun" and unit.unit in ("省", "村", "镇", "国家", "单位")


def _is_lately(unit: Unit, folded: str, start: int, end: int) -> bool:
    """近三年, 共…: a time up to now, no length of it."""
    near = unit.form == "年" and folded[start - 1 : start] == "近"
    if near and folded[start - 2 : start - 1] in tuple(",。;:)\n") and folded[end + 1 : end + 2] not in tuple("的,。"):
        return True  # 近五年公开招聘教师312名
    return near and rx.match(r"[,来内间在以]|共|累计|先后|年均", folded[end + 1 : end + 3]) is not None


_ROUND_THE_CLOCK = regex.compile(r"自助|不间断|值[班守勤]|热线|客服|在线|便民|营业|轮[班值]|监[控测]|巡[查逻]|城?市?书[房屋店]|图书馆")


def _is_round_the_clock(unit: Unit, folded: str, start: int, end: int) -> bool:
    """24小时自助借书: always open, no length of time."""
    return unit.form == "小时" and folded[start:end] == "24" and _ROUND_THE_CLOCK.match(folded, end + 2) is not None


_MODIFIER = regex.compile(
    r"(?:至少|不少于|不低于|不足|不到|超过|近|约|逾|最少|至多|不超过|每[^,。;]{0,4}|仅|只有|只|共|共计|各|累计|安排|为期|时间为|周期为?|一般为|达|增加|新增)$"
)
#: 举办培训班两期, not 培训基地二期工程
_SESSIONS = regex.compile(r"(?:班|培训|讲座|轮训|研修|训练营|夏令营)(?:共|共计|累计)?$")
_ENDS = regex.compile(r"[,。;、:)\n]|$")
_BOUND_BEHIND = regex.compile(r"以上|左右|以内|及以上")
#: measures that the name of a village or street may begin with, and what is left of that name
_IN_PLACES = frozenset("道里家间台棵座面营站")
_PLACE_BEHIND = regex.compile(
    r"(?![镇乡村])[河沟江堡湾泉岭庄营店桥坪塘铺集寨屯垭溪圩墩房山林湖口井沙坡梁石水田白子]{1,3}?(?:村(?![民级办委干里])|乡(?![镇村民级])|镇(?![办级属])|街道|社区(?![工居服]))"
)
_FACILITY = regex.compile(r"(?:[中小大]学|学校|学院|幼儿园|职高|中专|医院|卫生院|馆|中心|站|公司|企业|基地|剧院|公园)$")
_MACHINE = regex.compile(r"(?:[车船艇机仪器]|设备|系统)$")
_SCHOOL_WORDS = frozenset("长园区舍友方车医服训本企内外级报史董门务庆区际验正准对1234567890一二三四五多")
_POINTS = regex.compile(
    r"[\u4e00-\u9fff]{0,4}(?:思考|看法|感受|心得|认识|倡议|承诺|要求|意见|建议|希望|措施|体会|职责|原则|启示|经验|做法|任务|问题|期望)"
)
#: behind 成 these make another word: 三成立, 一成员
NOT_TENTHS = set("立员功果效本长熟为就绩分都人年型片批千套份组县品交语排龙建了")
_ROUND = ("百", "千", "万", "亿", "百万", "千万", "十万", "百亿", "千亿", "万亿")


#: what is weighed and paid counts from one on: 近一吨, 一美元, but not 一元化 or 最后一公里
_PHYSICAL = ("weight", "volume", "area", "length", "energy", "power", "money")


def truly_counts(text: str, vague: str, unit: Unit, folded: str, start: int, end: int) -> bool:
    """Whether a Chinese number counts, or is part of a fixed expression.

    ``text`` is the number at ``[start, end)`` of the folded view, ``vague`` the 余 or 多 behind it.
    """
    before = folded[max(0, start - 6) : start]
    unit_end = end + len(unit.form)
    after = folded[unit_end : unit_end + 6]
    if unit.form in ("元", "圆") and len(text) == 1 and is_paid(folded, start, unit_end):
        return True
    if _is_fixed(text, unit, folded, start, end, before, after):
        return False
    if len(text) == 1 and unit.form in _IN_PLACES and _PLACE_BEHIND.match(folded, unit_end):
        return False  # 三道白河村
    if unit.form == "寸":
        return False  # 三寸粉笔
    modified = bool(_MODIFIER.search(before))
    if text in _ROUND:
        if unit.dimension == "money" and (text == "十万" or rx.match(r"(?:以上|以下|级(?!别))", after)):
            return True
        return (bool(vague) or before.endswith(("近", "上", "逾", "超"))) and not before.endswith("数")
    if text == "一":
        if unit.dimension in _PHYSICAL:
            exact = len(unit.form) > 1 and unit.form not in ("公里", "厘米")
            return modified or exact or after.startswith("半")
        if before.endswith("每到"):
            return False
        if unit.form in ("所", "家", "处", "座") and _ENDS.match(after) and _FACILITY.search(before):
            return True  # 职业中学一所，在校生363人
        if unit.form in ("辆", "台", "架", "艘") and _ENDS.match(after) and _MACHINE.search(before):
            return True  # 捐赠公务车一辆
        return _one_counts(unit, modified, folded, start, unit_end, after)
    if unit.kind == "noun":
        return unit.unit not in ("校", "村", "镇", "单位", "街道", "社区", "国家", "乡镇") and not (
            unit.unit == "省" and after.startswith(("级", "份"))
        )
    if unit.form in ("元", "角", "圆") and len(text) < 2 and not modified and not vague:
        return bool(rx.match(r"[一二两三四五六七八九\d][角毛]", after))  # 五元三毛, not 三元区
    return _counts_with(text, unit, modified, vague, folded, start, unit_end)


def _counts_with(text: str, unit: Unit, modified: bool, vague: str, folded: str, start: int, unit_end: int) -> bool:
    """Measures that also make names and fixed expressions: 分, 成, 级, 点, 年, 门 and their kind."""
    after = folded[unit_end : unit_end + 6]
    if unit.form == "分":
        return modified or (len(text) > 1 and text != "十")
    if unit.form == "成":
        return after[:1] not in NOT_TENTHS
    if _BOUND_BEHIND.match(after) and unit.form not in ("级", "等", "类", "本", "线"):
        return True
    if unit.form == "期" and text != "一" and _SESSIONS.search(folded, max(0, start - 8), start) and _ENDS.match(after):
        return True
    if unit.form in _RANK_UNITS and not modified and not vague:
        return _rank_counts(text, unit, after)
    if unit.form == "点":
        return bool(_POINTS.match(folded, unit_end))
    if unit.form in ("年", "周", "天", "日") and not modified:
        return _span_of_time(text, unit, folded, start, unit_end, after)
    if unit.form in ("门", "面", "环", "眼", "口", "字", "头", "手", "心", "回", "步", "角", "场", "家"):
        return after[:1] not in ("心", "意", "路", "目", "峡", "峰", "拳")
    return not (unit.form == "位" and after.startswith(("一体", "数")))


def _is_fixed(text: str, unit: Unit, folded: str, start: int, end: int, before: str, after: str) -> bool:
    """Ordinals, terms of office, ranks and set phrases."""
    if rx.search(r"[伍陆柒捌玖叁肆壹贰]", text) and (len(text) < 2 or unit.dimension != "money"):
        return True
    if unit.form in ("届", "伏") or (unit.form == "次" and before.endswith("届")) or text in ("零", "〇"):
        return True  # 三伏时节
    if text == "一" and before.endswith(("每到", "每至", "所到")):
        return True  # 每到一处
    if unit.form == "组" and "一组" in folded[max(0, start - 40) : start] and text in "二三四五六":
        return True  # 一组利用…，二组利用…
    if unit.form == "次" and _SITTINGS.search(folded, max(0, start - 16), start):
        return True  # 三次 of 六届二次、三次全会
    if _is_lately(unit, folded, start, end) or (unit.form == "次" and _is_session(before, after)):
        return True
    if unit.form in ("名", "位") and rx.search(r"(?<![之以此目日])前$", before):
        return True  # 位居全省前三名
    if (text == "一百" and unit.form == "年") or before.endswith(("数", "几")):
        return True
    if unit.form == "年级" or (rx.search(r"[、~至到-]", folded[start:end]) and _STAGE_NOUN.match(after)):
        return True
    return bool(_ORDINAL_BEFORE.search(before) or _FIXED.match(folded, start))


_SITTINGS = regex.compile(r"届[一二三四五六七八九十]{1,3}次(?:[、和及][一二三四五六七八九十]{1,3}次)*[、和及]$")
_SITTING = regex.compile(r"会议|全会|全体会议|代表大会|理事会")


def _is_session(before: str, after: str) -> bool:
    """全国三次会议, 市委四次全会: the third and the fourth, without their 第."""
    if after.startswith("全会"):
        return before.endswith(("委", "届", "党", "会"))
    return before.endswith(("全国", "全省", "人大", "政协", "代会", "大会", "联盟", "联盟”")) and bool(_SITTING.match(after))


def _rank_counts(text: str, unit: Unit, after: str) -> bool:
    """二级, 三期工程, 一类: a rank or stage; 两批教师, 三支队伍, 五类学生: a count."""
    if unit.form not in ("批", "支", "组", "类", "处", "部", "对", "道") or not rx.match(r"[\u4e00-\u9fff]", after):
        return False
    if unit.form == "类" and text in ("一", "二", "三"):
        return False
    return not _STAGE_NOUN.match(after) and not rx.match(r"(?:以上|本|别|车|工程|学校|院)", after)


#: 必须主讲一门课程, 只能申报一个类别: what is demanded or allowed is counted
_DUTY = regex.compile(r"(?:必须|须|只能|仅能|只可|仅可|限)(?!有|是|要|以|在)[^,。“]{0,8}$")
_LIMIT = regex.compile(r"(?:只能|仅能|只可|仅可|(?<![不有无权期年界])限)[^,。]{0,8}$")
_BOUND_TO = frozenset(("门", "节", "篇", "份", "学期", "学年"))
_ALLOWED = frozenset(("个", "件", "项", "所", "名", "幅", "次", "类", "组"))


#: 新建一所幼儿园, 城区新建初中一所
_BUILT = regex.compile(r"(?:新建|改扩建|扩建|迁建|建成)[^,。;“]{0,8}$")


def _one_counts(unit: Unit, modified: bool, folded: str, start: int, end: int, after: str) -> bool:
    """一 counts as the least of a norm, with a rate, or as a length of time; else it is an article or adverb."""
    if after.startswith(("及以上", "以上", "(含)")) or (unit.form == "倍" and modified):
        return True
    if unit.form == "番":
        return folded[start - 1 : start] == "翻" and folded[start - 2 : start - 1] != "个"  # “两个翻一番” is a name
    if rx.match(r"半(?:小时|钟头|月|学期|学年|天)" if unit.form == "个" else r"半(?![工天数途])", after):
        return unit.form == "个" or unit.dimension == "duration"  # 一个半小时, 一年半
    if unit.dimension == "duration":
        return modified or _span_of_time("一", unit, folded, start, end, after)
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
    if unit.form == "所" and _BUILT.search(clause) and rx.match(r"[,。;、]|[\u4e00-\u9fff、]{0,8}(?:幼儿园|小学|中学|高中|初中|学校)", after):
        return True
    if rx.search(r"每(?:\w{0,4}|个?[\u4e00-\u9fff]{1,6})$|(?:至少|不少于|不低于|最少)[^,。]{0,8}$", clause):
        return True
    if (
        unit.form in ("次", "场", "期")
        and rx.search(r"(?:召开|举行|举办|开展|组织)[^,。]{2,20}$", clause)
        and rx.match(r"[,。;、]", after)
    ):
        return True
    if _DUTY.search(clause) and (unit.form in _BOUND_TO or (unit.form in _ALLOWED and _LIMIT.search(clause))):
        return True
    return (
        unit.form in ("次", "场", "期", "项", "课时", "人", "名")
        and bool(rx.search(r"每[\u4e00-\u9fff\d]{1,5}[^,。]{0,10}$", clause))
        and not clause.endswith(("作为", "是", "为", "中的", "的"))
    )


_FOUR_WEEKS = regex.compile(r"的?(?:时间|培训|学习|研修|跟岗|实习|轮训|挂职|集训|课程|周期)|以上|以内|左右|之?[后内]|[,。;、)]")


def _span_of_time(text: str, unit: Unit, folded: str, start: int, end: int, after: str) -> bool:
    """A length of time (为期一年, 一学期后, 三周的) against 一年打基础, 九年义务教育, 百年, 多年."""
    before = folded[max(0, start - 6) : start]
    if unit.form == "周" and text == "四" and not _FOUR_WEEKS.match(after):
        return False  # 桥四周绿化
    if unit.form == "年" and (rx.search(r"第[一二三四五六七八九十]个$|(?:关键|重要|决定性)的?$", before) or (before.endswith("的") and after[:1] in (",", "。"))):
        return False  # 第一个五年, 关键五年, …的五年
    if rx.match(r"(?:义务|一贯|制|规划|行动|计划|级|来|一遇|一度|之计|之内必)", after) or before.endswith(
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
        return bool(rx.search(r"(?:为期|时间|周期|期限|任期|聘期|学制|服务期)[\u4e00-\u9fff]{0,3}$", before))
    if (
        text == "一"
        and unit.form in ("天", "日", "周", "年")
        and not rx.match(r"(?:后|的(?:轮岗|挂职|交流|培训|学习|支教|跟岗|时间|周期)|时间|以上|及以上|期|[,。;])", after)
    ):
        return bool(rx.search(r"(?:为期|为|满|时间|周期|不少于|至少|连续|短短|历时)[\u4e00-\u9fff]{0,2}$", before))
    return not (
        text == "一"
        and rx.match(r"[,。;]", after)
        and not rx.search(
            r"(?:为期|为|满|时间|周期|期限|任期|聘期|学制|服务期|学习|支教|挂职|跟岗|培训|交流|实习)[\u4e00-\u9fff]{0,2}$",
            before,
        )
    )
