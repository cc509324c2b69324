"""What only looks like a time expression: 每年, 3个月, 2023年级, “星期三教研日”, 后天培养 and their kind."""

from __future__ import annotations

from collections.abc import Callable

import regex

from policyminer.patterns import rx

Match = regex.Match[str]
_DIGITS = "〇零一二三四五六七八九十两"
_CLAUSE_MARKS = ",。;:!?、\n(“"


def allowed(name: str, match: Match, folded: str) -> bool:
    """Whether the neighbours let a match of shape ``name`` be a time expression."""
    start = match.start()
    before = folded[start - 1] if start else ""
    if before.isdigit() or (name != "plan" and before in "第每" and start and not match.groupdict().get("y")):
        return False
    guard = _GUARDS.get(name)
    return guard is None or guard(match, folded, before, folded[match.end() : match.end() + 2])


def _clause_before(folded: str, start: int) -> str:
    """Up to 12 characters of the clause before ``start``."""
    head = folded[max(0, start - 12) : start]
    return head[max(head.rfind(mark) for mark in _CLAUSE_MARKS) + 1 :]


def _yearless(match: Match, folded: str, before: str, _after: str) -> bool:
    """A month or day without a year: no decimal (1.5月, but 1.9月至12月 may open an item), no 两3月, no rate (每年9月)."""
    whole = bool(match.groupdict().get("d", True))
    free = _no_number_before(before) or (whole and _numbered(folded, match.start()))
    return bool(match["y"]) or (free and not _is_yearly(folded, match.start()))


def _numbered(folded: str, start: int) -> bool:
    """1.7月10日 at the head of a line: the first item of a list."""
    return rx.search(r"(?<![^\n])\d{1,2}\.$", folded[max(0, start - 4) : start]) is not None


def _no_number_before(before: str) -> bool:
    return not before or before not in (*_DIGITS, ".", "·")


def _is_yearly(folded: str, start: int) -> bool:
    """每年9月: a rate."""
    return rx.search(r"每年[^,。]{0,8}$", folded[max(0, start - 10) : start]) is not None


def _month_range(match: Match, folded: str, before: str, after: str) -> bool:
    if _is_yearly(folded, match.start()):
        return False
    if match["y"]:
        return True
    named = rx.search(r"月.*月|年", match.group()) is not None or _SINCE_JANUARY.match(match.group()) is not None
    length = _LENGTH_OF_TIME.search(folded, max(0, match.start() - 3), match.start()) is not None
    return _yearless(match, folded, before, after) and (before in "年,、。:;(\n于在从自" or (named and not length))


#: 全区1-6月新增: what has come together since the beginning of the year, but not 历时1-3月
_SINCE_JANUARY = regex.compile(r"0?1[-—~]+(?:[3-9]|1[0-2])月")
#: 历时1-|6月: the end of what is no range of months is no month either
_RANGE_BEFORE = regex.compile(r"(?<!\d)\d{1,2}[-—~]+$")
_LENGTH_OF_TIME = regex.compile(r"(?:[期时隔需满近达约]|超过|不足|连续)$")


def _bare_month(match: Match, folded: str, before: str, after: str) -> bool:
    if (
        _is_yearly(folded, match.start())
        or not _no_number_before(before)
        or (before in "-—~" and before and _RANGE_BEFORE.search(folded, max(0, match.start() - 4), match.start()))
        or (after.startswith("台") and not after.startswith("台账"))
        or after.startswith(
            ("球", "亮", "票", "嫂", "饼", "光", "色", "度", "均", "薪", "子", "经", "季", "老", "租", "供")
        )
    ):
        return False
    if after.startswith("台账"):
        return True
    # 三月 alone is as often a name or a count as a month
    if match["rest"] or match["post"] or not any(c in match["m"] for c in _DIGITS):
        return True
    return (not before or before in _CLAUSE_MARKS) and (not after or after[0] in ",。;:\n")


def _bare_day(match: Match, _folded: str, before: str, after: str) -> bool:
    """13日: at the beginning of a clause or behind a preposition, and nothing a length of time would have behind it."""
    opens = not before or before in tuple(_CLAUSE_MARKS) or before in tuple("于在从自截至到日")
    length = rx.match(
        r"内|以内|之内|游|间|期|均|常|用|产|制|为|龄|薪|工|子|照|历|元|志|记|程|文|本|语|报|前|后|以", after
    )
    if before == ":" and not match["d2"] and (not after or after[0] in ",。;、\n"):
        return False  # 培训时间：5日 is a length
    return opens and length is None


def _relative_year(match: Match, folded: str, before: str, after: str) -> bool:
    if _is_yearly(folded, match.start()):
        return False
    rel = match["rel"]
    if rel in ("上年", "上年度") and before in tuple("比较"):
        return False  # 比上年增长: what is compared with, not when
    if rel.endswith("后年") or rel in ("前年", "大前年"):
        return (
            before not in ("空", "之", "以", "此", "战", "生", "死") and not before.isdigit() and before not in _DIGITS
        )
    if rel == "当年" and rx.search(r"[该每各][\u4e00-\u9fff]{1,5}$", _clause_before(folded, match.start())):
        return False  # 抵免该企业当年税款: any year
    return not (rel in ("当年", "同年", "新一年", "下一年", "下年") and after.startswith("轻"))


#: 2024年第5期 of a bulletin, 2024年第三期培训
_ISSUE = regex.compile(r"第?[\d一二三四五六七八九十]{1,4}期")
#: 安平县2024年骨干教师培训班: the year is part of a name that has no verb
_EVENT_NAME = regex.compile(
    r"(?:度)?(?!(?:共|累计|已|将|拟|先后|新|完成|开展|举办|组织|召开|实施|参加|承办|开设|启动))[\u4e00-\u9fff“”]{2,28}?(?:培训班|研修班|训练营|大赛|竞赛|比武|论坛|展演|运动会)(?!\d)"
)


def _names_event(match: Match, folded: str, before: str) -> bool:
    if not before or before not in "省市县区州旗盟厅局委校院国的" or match.group()[-1] not in "年度":
        return False
    name = _EVENT_NAME.match(folded, match.end())
    return name is not None and not rx.search(r"共|累计|完成|开展|举办|组织|召开|实施|参加|承办|选派", name.group())


def _year(match: Match, folded: str, before: str, after: str) -> bool:
    if _ISSUE.match(folded, match.end()) or _names_event(match, folded, before):
        return False
    return after[:1] != "号" and before != "〔" and (len(match["y"]) > 2 or after[:1] not in ("级", "龄", "制"))


def _bare(match: Match, folded: str, before: str, _after: str) -> bool:
    half = match.groupdict().get("half")
    if before == "年" and folded[match.start() - 2 : match.start()] in ("多年", "每年", "历年", "连年"):
        return False  # 多年年底
    if match.groupdict().get("end") == "年内" and (before in tuple(_DIGITS + "几多数半两近首") or before.isdigit()):
        return False
    return not (half and before == "年" and folded[match.start() - 2 : match.start()] in ("今年", "去年"))


def _rolling(_match: Match, _folded: str, before: str, _after: str) -> bool:
    return not before or before not in "十百几数多半"


_GIVEN = regex.compile(r"天(?:的|形成|养成|培养|教育|努力|环境|因素|条件|获得|习得|不足|发展|学习|失调|免疫|返贫)")


def _today(match: Match, folded: str, before: str, after: str) -> bool:
    word = match["day"]
    if word in ("今天", "明天", "昨天") and after.startswith("的"):
        return False
    if word == "今日" and rx.match(r"头条|[\u4e00-\u9fff]{2,4}(?:网|报|客户端|在线|杂志)", folded[match.end() : match.end() + 8]):
        return False  # 今日某省网
    if word in ("后天", "前天"):
        acquired = _GIVEN.match(folded, match.start() + 1) or folded[
            max(0, match.start() - 3) : match.start()
        ].startswith("先天")
        return (
            not acquired
            and (not before or before not in (*_DIGITS, "几", "数", "多", "半", "之", "以"))
            and not before.isdigit()
        )
    if len(word) == 1:
        return bool(
            rx.match(r"[今昨明](?:早[上晨]?|晚上?)(?![报会班餐饭婚育])", folded[match.start() : match.start() + 4])
        ) and (not before or not rx.match(r"[\u4e00-\u9fff]", before) or before in "于在从到至将已")
    return not after.startswith(("头条", "之", "报"))


_RECURS = regex.compile(r"每|逢|固定|定期|周期|日常|工作日|上班|开放|双休")


def _weekday(match: Match, folded: str, before: str, after: str) -> bool:
    """星期三 of a single week: not 星期三至星期五, 每逢周三, “星期三教研日”, 5月8日(星期三)."""
    if (before and (before in tuple('、至到—-~和及或(“"每周期拜本上下') or before.isdigit())) or rx.match(
        r"[、至到—\-~和及或)”\"]|[\u4e00-\u9fff]{0,1}日", after
    ):
        return False
    clause = folded[max(0, match.start() - 14) : match.end() + 8]
    opens = not before or before in tuple(_CLAUSE_MARKS) or before in tuple("于在从自到至将定")
    closes = not after or after[0] in ",。;:\n" or bool(rx.match(r"[召举开将去来在]", after))
    return opens and not _RECURS.search(clause) and closes


def _week(match: Match, _folded: str, before: str, after: str) -> bool:
    """上周, not 上周边 or 每周; 这周 is as often 这 and a word with 周."""
    if before in ("每", "逢", "度") and before:
        return False
    return match["wd"] is not None or not after.startswith(
        ("期", "岁", "刊", "报", "边", "围", "转", "到", "全", "密", "年", "知", "波", "而")
    )


def _offset(match: Match, folded: str, before: str, after: str) -> bool:
    """三年前 of the document's day: a clause of its own or its opening word, not 满三年后 or 会议3天前."""
    opens = (
        not before
        or before in tuple(_CLAUSE_MARKS)
        or folded[max(0, match.start() - 2) : match.start()] in ("早在", "回到", "从前")
    )
    return opens and (not after or after[0] in ",。;:!?\n的")


def _ahead(match: Match, folded: str, before: str, _after: str) -> bool:
    count = match["n"]
    return not (match["way"] == "过去" and count == "一") and not folded.startswith(
        ("以", "之", "前", "后", "一"), match.end()
    )


def _part(match: Match, folded: str, before: str, after: str) -> bool:
    if not match["y"] and not match["rel"] and not match["month"] and not _no_number_before(before):
        return False
    clause = _clause_before(folded, match.start())
    return "每" not in clause and not after.startswith(("内", "以内", "之内"))


def _decade(match: Match, _folded: str, before: str, _after: str) -> bool:
    return before not in ("第",) and not (match["c"] is None and match["which"] is None and before in tuple(_DIGITS))


def _month_word(match: Match, _folded: str, _before: str, after: str) -> bool:
    return not (match["month"] == "本月" and after.startswith("刊")) and not after.startswith(("薪", "租", "供"))


_GUARDS: dict[str, Callable[[Match, str, str, str], bool]] = {
    "day": _yearless,
    "day_range": _yearless,
    "day_unmarked": _yearless,
    "month_range": _month_range,
    "bare_month": _bare_month,
    "bare_day": _bare_day,
    "relative_year": _relative_year,
    "year": _year,
    "bare": _bare,
    "rolling": _rolling,
    "today": _today,
    "weekday": _weekday,
    "week": _week,
    "offset": _offset,
    "ahead": _ahead,
    "part": _part,
    "decade": _decade,
    "month_word": _month_word,
}
