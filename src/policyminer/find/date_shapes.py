"""The shapes in which time expressions are written, and which of them may begin with a character.

A shape is a name and a pattern; its groups are read by the resolver of that name in ``periods`` or ``relative_periods``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import regex

_HAN = "〇零一二三四五六七八九"
_Y = rf"(?:(?:19|20)\d\d|18[4-9]\d(?=年)|[一二][{_HAN}0○]{{3}})"
#: 18年10月, 九八年4月: two digits are a year where a month, a quarter or a half of the year follows
_YS = rf"(?:{_Y}|(?<![\d.])\d\d|(?<![{_HAN}十百])[{_HAN}]{{2}})"
_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|(?<![\d万亿千百十余多几])元)"
_D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_SEP = r"(?:—{1,2}|-{1,2}|~|起?至|起?到)"
_PART_OF_DAY = r"(?:上午|下午|中午|午后|晚上?|夜间|早[上晨间]?|凌晨|傍晚|清晨|全天)"
_CLOCK = rf"(?:\s?{_PART_OF_DAY}?(?:\d{{1,2}}|[零一二三四五六七八九十]{{1,3}})(?:时|点钟?|:)(?:(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:分|时|:\d\d)?(?:\d{{1,2}}秒)?|半|整|[一三]刻)?(?:许|左右)?)"
_CLOCKS = rf"(?:{_CLOCK}(?:(?:—{{1,2}}|-|~|至|到){_CLOCK})?)"
_PART = rf"(?:\s?{_PART_OF_DAY}{_CLOCKS}?|{_CLOCKS})?"
_WEEK = r"(?:周|星期|礼拜)"
#: 6月1日周六, 6月1日（星期六）
_APPOSED = rf"(?:{_WEEK}[一二三四五六日天](?!至|到|—)|\({_WEEK}[一二三四五六日天]\))?"
_OPEN = r"(?P<pre>截至|截止到?|到|至|现在(?:起)?到)?"
_SIDE = r"(?:或|及|下班)?(?:之|以)?前|(?:(?:或|及)(?:之|以)?|之|以)后|起|开始|以来"
_TENDAYS = "上中旬|中下旬|上旬|中旬|下旬|上半月|下半月"
#: 年初, but not 2020年初步建成
_EDGE = "[底末]|初(?![步中级等期衷心次试])"
_QUARTER = r"(?:第?[一二三四1-4]季度|Q[1-4](?:季度|(?![\dA-Za-z]))|首季度)"
_HALF = rf"(?:前(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})个?月|[上下前后]半年|前[一二三四1-4]季度|{_QUARTER})"
#: 前4月进出口增长, not 此前4个月, 节前两个月
_FIRST_MONTHS = r"前(?<![\u4e00-\u9fff](?<![在于从比达到至和])前)(?:[2-9]|1[01]|[二两三四五六七八九十]|十一)个?月(?![\d一二三四五六七八九十]{1,3}[日号]|[中上下]旬|[底初末前后])"
_YEAR_WORD = r"今年|本年度?|去年|上年度?|上一年|明年|下一?年(?!度)|来年|次年(?!度)|翌年|大?前年|大?后年|同年|当年(?!度)|新一年|新的一年|过去(?:的)?一年"
_MONTH_WORD = r"本月|这个月|上{1,2}个?月|下{1,2}个?月"

#: One pattern per shape, tried in this order at every place; the first that matches wins.
SHAPES: tuple[tuple[str, str], ...] = (
    # 3月1日、5日 | 3月1日和5日 | 3月1、5日 | 2021、2022年 | 2023年7、8月份
    (
        "day_list",
        rf"(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?P<items>{_D}[日号]?(?:[、和及]{_D}(?![\d月年])[日号]?)+)(?<=[日号])",
    ),
    ("year_list", rf"(?P<items>{_Y}年?(?:[、和及]{_Y})+)年(?!级)"),
    ("month_list", rf"(?P<y>{_Y})年(?P<items>{_M}(?:[、和及]{_M})+)月(?:份)?"),
    # 2024.4.15—2024.4.21 | 2024-04-15至2024-04-21 | 2021.09—2024.03 | 2019.05.29 15:20-2020.01.12 12:10
    (
        "numeric_range",
        r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?:(?P=s)(?P<d>3[01]|[12]\d|0?[1-9]))?(?:\s\d{1,2}:\d\d)?"
        r"\s?(?:—{1,2}|~|至|到|--?)\s?(?P<y2>(?:19|20)\d\d)(?P=s)(?P<m2>1[0-2]|0?[1-9])(?:(?P=s)(?P<d2>3[01]|[12]\d|0?[1-9]))?(?:\s\d{1,2}:\d\d)?(?![\d.\-/])",
    ),
    # 2023年6月至今 | 2019年至今
    ("to_now", rf"(?P<y>{_Y})年(?:(?P<m>{_M})月(?:(?P<d>{_D})[日号])?)?(?:至今|到现在|至目前)"),
    # 今年4月8日至12日
    (
        "relative_days",
        rf"(?P<rel>今年|去年|明年|前年)(?P<m>{_M})月(?P<d>{_D})[日号]?{_SEP}(?:(?P<m2>{_M})月)?(?P<d2>{_D})[日号]",
    ),
    # 2024年1月21—24日 | 7月5日—25日 | 8月14日下午至16日 | 2003年10月24日至11月2日
    (
        "day_range",
        rf"(?:(?P<y>{_YS})年)?(?P<m>{_M})月(?P<d>{_D})[日号]?(?:\({_WEEK}[一二三四五六日天]\))?{_PART}\s?{_SEP}\s?(?:(?P<y2>{_YS})年)?(?:(?P<m2>{_M})月)?(?P<d2>{_D})[日号](?:\({_WEEK}[一二三四五六日天]\))?{_PART}",
    ),
    # 截至2023年12月31日 | 2012年9月12日上午9点30分 | 3月1日前 | 18年10月1日 | 2015年2月1日或之后
    (
        "day",
        rf"{_OPEN}(?:(?P<y>{_YS})年)?(?P<m>{_M})月(?P<d>{_D})[日号]{_APPOSED}{_PART}(?P<post>{_SIDE}|后(?![勤期方续来面台盾备端退院街花世人半天]))?",
    ),
    # 2004年八月十五 | 10月22出生: 日 left out
    (
        "day_unmarked",
        rf"(?:(?P<y>{_Y})年)?(?P<m>{_M})月(?P<d>{_D})(?=[,。;)\n]|出生|开|举|召|$)",
    ),
    # 2023—2024学年度 | 2023—2024学年第一学期 | 2024学年
    (
        "school_year",
        rf"(?P<y>{_Y})(?:年?(?:{_SEP}|/)(?P<y2>{_Y})年?)?学年度?(?P<term>第[一二]学期|[上下]学期)?(?P<post>起|开始|以来)?",
    ),
    # 去年的前10天 | 2021年的最后4个月 | 十月的第一周 | 4月前4天 | 2005年首月 | 四月的最后一个星期一
    (
        "part",
        rf"(?:(?:(?P<y>{_YS})年|(?P<rel>{_YEAR_WORD}))(?:(?P<m>{_M})月份?)?|(?P<m>{_M})月份?|(?P<month>{_MONTH_WORD}))的?"
        rf"(?:(?P<which>前|头|最后|第)(?P<n>{_N})个?(?P<u>天|日|周|星期|月|季度)(?P<wd>(?<=[周期])[一二三四五六日天])?|(?P<which>首)个?(?P<u>日|周|月))(?!年)",
    ),
    # 本学期 | 下学年
    ("school_word", r"(?<![级一二三四五六])(?P<which>[本上下])个?(?P<u>学期|学年)(?P<post>末|初|以来|起)?"),
    # 2023年12月—2026年8月 | 2024年3—5月 | 3月至5月
    (
        "month_range",
        rf"(?:(?P<y>{_YS})年)?(?P<m>{_M})月?份?\s?{_SEP}\s?(?:(?P<y2>{_YS})年|(?P<next>次年|翌年))?(?P<m2>{_M})月份?(?!\d)",
    ),
    # 2023年12月底之前 | 到2026年9月 | 2024年5月上旬 | 2016年8月 | 98年4月
    (
        "month",
        rf"{_OPEN}(?P<y>{_YS})年\s?(?P<m>{_M})月(?!龄)份?(?P<part>{_TENDAYS}|月?(?:{_EDGE}))?(?:(?P<post>之前|以前|前|底|之后|以后|开始|起|以来))?",
    ),
    # 2021—2025年 | 2021年至2025年 | 2022至2024年 | 1985到89年9月
    ("year_range", rf"(?P<y>{_Y})年?度?\s?{_SEP}\s?(?P<y2>{_Y})年度?(?!\d|\s?{_M}月)"),
    ("year_to_month", rf"(?P<y>{_Y})年?{_SEP}(?P<y2>{_YS})年(?P<m2>{_M})月份?(?!\d)"),
    # 从2016到2018
    ("years_bare", rf"(?<=[从自])(?P<y>{_Y}){_SEP}(?P<y2>{_Y})(?![\d年.\-/])"),
    # 2023年上半年 | 2024年上半年开始 | 2024年第一季度 | 2024年春季学期 | 07年第三季度
    (
        "half",
        rf"{_OPEN}(?P<y>{_YS})年度?(?P<half>{_HALF}|春季(?:学期)?|秋季(?:学期)?)(?P<post>(?:之|以)?前|开始|起|以来|之后|以后|{_EDGE})?",
    ),
    # 到2026年 | 2024年底前 | 截至2023年底 | 2016年起 | 2023年度 | 2007年以来 | 2024年 | 07年以后
    (
        "year",
        rf"{_OPEN}(?P<y>{_Y}|(?<![\d.])0\d|(?<![{_HAN}十百])[零〇][{_HAN}])年(?:度)?(?P<post>底?(?:之前|以前|前)|年?[底末](?:之?前|以前)?|{_EDGE}|以来|开始|起|之后|以后|期间|同期|内)?(?!级|版|代)",
    ),
    # 2024-01-30 | 2024.9.22 | 2024/9/22 | 2010-01-10及以后 | 2018-12-12 09:03
    (
        "numeric",
        r"(?<![\d.\-/])(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?P=s)"
        rf"(?:(?P<d>3[01]|[12]\d|0[1-9])[T\s-]?\d\d?:\d\d(?::\d\d)?|(?P<d>3[01]|[12]\d|0?[1-9]){_PART})(?P<post>(?:或|及)?(?:之|以)(?:前|后)|起|前)?(?![\d\-/]|\.\d)",
    ),
    # 20240307 | 24-03-07 | 2024-03 | 1/2/2020 (day first)
    (
        "numeric_short",
        r"(?<![\dA-Za-z.\-/号])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\dA-Za-z.\-/]|\s?[人元个次万亿名所件份户吨米字])"
        r"|(?<![\dA-Za-z.\-/第附表图号])(?P<y>\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\dA-Za-z.\-/号室栋幢楼])"
        r"|(?<![\dA-Za-z.\-/第附表图号])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\dA-Za-z.\-/号室栋幢楼])"
        r"|(?<![\dA-Za-z./])(?P<d>3[01]|[12]\d|0?[1-9])/(?P<m>1[0-2]|0?[1-9])/(?P<y>(?:19|20)\d\d|(?:3[2-9]|[4-9]\d))(?![\dA-Za-z./])"
        r"|(?<![\dA-Za-z.\-/])(?P<d>3[01]|[12]\d|0?[1-9])-(?P<m>1[0-2]|0?[1-9])-(?P<y>(?:19|20)\d\d)(?![\dA-Za-z.\-/])",
    ),
    # “十四五” | 十四五期间 | “十三五”时期
    (
        "plan",
        r"(?P<pre>到|至|截至)?[“\"](?P<plan>十?[一二三四五六七八九])五[”\"](?P<span>期间|时期)?(?P<post>以来|末|初)?(?!普法)|(?<![\u4e00-\u9fff])(?P<plan2>十[一二三四五])五(?:(?P<span2>期间|时期)|(?P<post>[末初](?![中级等])|以来))|(?P<plan3>十[一二三四五])五(?:时期|期间)",
    ),
    # 20世纪80年代初 | 上世纪九十年代 | 九十年代 | 本世纪中叶 | 民国三年
    (
        "decade",
        r"(?:(?:(?P<c>\d{1,2}|[一二]?十[一二三四五六七八九]?)世纪|(?P<which>[上本])世纪)(?P<d>\d0|[一二三四五六七八九]十)年代|(?<![\d百])(?P<d>[2-9]0|[二三四五六七八九]十)年代|(?P<which>[上本])世纪(?=[初中末]))"
        r"(?P<part>前期|早期|初期?|中[期叶]|末期?|后期|晚期)?(?P<post>以来|起|开始)?",
    ),
    ("republic", rf"民国(?P<n>{_N}|元)年(?!代)(?:(?P<m>{_M})月)?"),
    # 去年7月至8月 | 今年3—5月
    ("relative_months", rf"(?P<rel>今年|去年|明年|前年)(?P<m>{_M})月?\s?{_SEP}\s?(?P<m2>{_M})月(?:份|底)?"),
    # 今年以来 | 今年上半年 | 去年底 | 明年6月底前 | 今年8月 | 去年同期
    (
        "relative_year",
        rf"{_OPEN}(?P<rel>{_YEAR_WORD})(?![龄级])(?:(?P<m>{_M})月份?(?:(?P<d>{_D})[日号]{_PART})?(?P<part>{_TENDAYS}|月?(?:{_EDGE}))?|(?P<half>{_HALF}|春季(?:学期)?|秋季(?:学期)?)|(?P<same>同期))?"
        rf"(?P<post>以来|(?<=今年)来(?![自到我我该本的])|年?底前|年?底?(?:之前|以前)|前(?![\d一二三四五六七八九十])|年?(?:{_EDGE})|起|开始)?",
    ),
    # 截至目前 | 截至当前 | 截止到目前 | 截至去年
    ("now", r"(?:截至|截止到?)(?:目前|当前|今日|现在|今天|发稿时?|日前)(?:为止)?|到(?:目前|现在)为止"),
    # 一年来 | 8年来 | 三年多来 | 近三年来
    ("rolling", r"(?<![近每])近?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}|半)(?P<u>年|个月|个多月|周)多?以?来(?![自源])"),
    # 未来5年内 | 今后10年 | 过去三年
    (
        "ahead",
        rf"(?P<way>未来|今后|过去)(?:的)?(?P<n>{_N})(?P<u>年|个月|周|天)(?P<post>内|间|里)?(?![级制龄])",
    ),
    # 三年前 | 5天后 | 七年半后 | 半年之后 | 一年半以前
    (
        "offset",
        rf"(?:(?P<n>{_N})(?P<u>年|个月|周|个星期|个礼拜|天)(?P<half>半)?|(?P<n>半)(?P<u>年|个?月))(?P<post>(?:之|以)?[前后])",
    ),
    # 1月12日 is "day"; 5月底前 | 9月份 | 5月中旬 | 8月初前
    (
        "bare_month",
        rf"{_OPEN}(?<![\d.年个])(?P<m>{_M})月(?!龄)(?P<rest>份|月?(?:{_EDGE})|{_TENDAYS})?(?P<post>之前|以前|前|起|开始|以来|以后)?",
    ),
    # 上半年 | 年底前 | 年内 | 上个季度 | 上个半年
    (
        "bare",
        rf"(?P<pre>截至|到|至)?(?<![每\d第])(?P<half>[上下]半年|前三季度|{_FIRST_MONTHS}|{_QUARTER})(?P<post>(?:之|以)?前|以来|起|开始|{_EDGE})?|(?P<pre2>截至|到|至)?(?<![每\d今去明当前同次来翌])(?P<end>年底|年末|年内|年初(?![步中级等期衷心次试]))(?P<post2>(?:之|以)?前)?"
        r"|(?P<which>[上本下])(?:个季度|季度|个半年)",
    ),
    # 本月初 | 上个月15号 | 同月9日 | 今天下午1点到3点 | 大后天 | 昨晚
    (
        "month_word",
        rf"{_OPEN}(?P<month>{_MONTH_WORD}|[同当]月(?=[\d一二三四五六七八九十])|(?<![每各当个逐按年\d一二三四五六七八九十])月(?=[底末]))(?:(?P<d>{_D})[日号]{_PART})?(?P<part>{_TENDAYS}|{_EDGE})?(?P<post>(?:之|以)?前)?",
    ),
    ("today", rf"{_OPEN}(?P<day>今[天日]|昨[天日]|明[天日]|大{{0,2}}[前后]天|[今昨明](?=[早晚])){_PART}"),
    # 上周四 | 下周周六 | 下下周日 | 本周 | 上周末
    (
        "week",
        rf"(?P<rel>上{{1,3}}一?|下{{1,3}}一?|本|这)个?{_WEEK}(?:{_WEEK}?(?P<wd>[一二三四五六日天末](?![\d一二三四五六七八九十年期])))?{_PART}",
    ),
    ("weekday", rf"{_WEEK}(?P<wd>[一二三四五六日天]){_PART}"),
    # 13日 | 15日至17日 | 8号晚上9点: the month of the date before it, else of the document
    (
        "bare_day",
        rf"(?P<d>3[01]|[12]\d|[1-9])日(?:(?:至|—{{1,2}}|-|~)(?P<d2>3[01]|[12]\d|[1-9])日)?{_PART}|(?P<d>3[01]|[12]\d|[1-9])号(?={_PART_OF_DAY}){_PART}",
    ),
)
_COMPILED = [(name, regex.compile(pattern)) for name, pattern in SHAPES]
#: A time expression holds one of these within its first characters.
_HINT = re.compile(
    r"(?=[\d一二月今本去上明下来次翌前后同当年周截在半季\"”五昨新学零〇/世民星礼未过天个])(?:"
    r"(?:19|20)\d\d|18[4-9]\d年|[一二][〇零一二三四五六七八九0○]{3}年|月|[今本去上明下来次翌前后同当]年|一年|年来|月来|周来|截[至止]|前为止|在为止|半年|季度|年[底末内初]|[”\"]|五[期时末初以]|[今昨明][天日早晚]|[前后]天|新的?一年|学年|学期|\d[日号]|[本上下]个?月"
    r"|\d年|[零〇][一二三四五六七八九]年|\d-\d\d-|/\d|年代|世纪|民国|周|星期|礼拜|未来|今后|过去|年半?(?:之|以)?[前后]|天(?:之|以)?[前后]|个月"
    r")"
)
_FIRST = frozenset('月0123456789〇零一二三四五六七八九十两半“"截到至现今本去上明下来次翌前后同当新过年第昨大未民首Q这周星礼近元')
#: So many characters tell which shapes may begin: a year and the character behind it.
_HEAD = 5


#: What a look at the first characters cannot tell: the shape begins behind something.
_BEHIND = ("years_bare",)


@cache
def _shapes_at(char: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The shapes that may begin with ``char``, in order."""
    return tuple((name, p) for name, p in _COMPILED if name in _BEHIND or p.match(char, partial=True))


@lru_cache(maxsize=8192)
def _shapes_of(head: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The shapes that may begin with the first characters ``head`` of a text, in order."""
    return tuple((name, p) for name, p in _shapes_at(head[0]) if name in _BEHIND or p.match(head, partial=True))


Candidate = tuple[str, regex.Match[str]]


def candidates(folded: str) -> Iterator[tuple[int, Iterator[Candidate]]]:
    """Places where a time expression may begin, with the shapes that match there, in order."""
    done = -1
    for hint in _HINT.finditer(folded):
        for start in range(max(done + 1, hint.start() - 6), hint.start() + 1):
            done = start
            if folded[start] in _FIRST and (shapes := _shapes_of(folded[start : start + _HEAD])):
                yield start, _matches(shapes, folded, start)


def _matches(shapes: tuple[tuple[str, regex.Pattern[str]], ...], folded: str, start: int) -> Iterator[Candidate]:
    return ((name, m) for name, p in shapes if (m := p.match(folded, start)))
