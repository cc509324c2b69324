"""What kind of text a document is (文种): by the last words of its title, else by how the text begins."""

from __future__ import annotations

import regex

from policyminer.outline.structure import Outline
from policyminer.patterns import rx

#: 文种 of the title's last words -> kind; the order decides where several fit (通知 carries 方案, 意见 …).
DOC_TYPES = (
    (r"(?:工作动态|简报|专报|工作通讯|快报|工作信息|情况通报专刊)$", "bulletin"),
    (r"(?:通知|公告|通告|公示|通报)(?:\([^)]*\))?$", "notice"),
    (r"(?:批复|答复|复函|的函|函)(?:\([^)]*\))?$", "reply"),
    (r"第?\d+号[^。]{0,6}(?:提案|建议|议案)[^。]{0,14}(?:意见|情况|说明)$", "reply"),
    (r"(?:提案|建议|议案)\(第?[^()]{1,12}\)的[^。]{0,8}(?:意见|答复|情况|说明)$", "reply"),
    (r"意见(?:\([^)]*\))?$", "opinion"),
    (r"公报$", "communique"),
    (r"(?:总结|汇报|概况|情况|小结|综述|述职)(?:\([^)]*\))?$", "summary"),
    (r"(?:总结|汇报|小结)[及和暨与].{0,8}(?:打算|计划|安排|思路|要点|谋划)$", "summary"),
    (r"报告(?:\([^)]*\))?$", "report"),
    (r"(?:方案|规划|计划|要点|纲要|安排|行动|预案)(?:\([^)]*\))?$", "plan"),
    (r"(?:办法|规定|细则|条例|标准|规范|准则|章程|规程|制度)(?:\([^)]*\))?$", "measures"),
)


#: what a headline tells of somebody: 来某县检查, 到某校调研, 召开会议部署, 听取…汇报
_TELLS = regex.compile(
    r"(?:来|到|赴|莅临)[^,]{0,16}(?:检查|调研|督导|视察|考察|指导|调查|验收)|(?:检查|调研|督导|督查|视察|察看|考察|观摩|抽查|暗访|听取)(?!工作|的|活动|开展|整改|任务|检查|督导|督查|调研|指导)[^,]{2,30}(?:情况|汇报|工作)$|(?:召开|举行|举办|出席)[^,]{2,24}(?:会|仪式)"
)


def _is_headline(title: str) -> bool:
    """Whether a title is a sentence on what somebody did, and no name of a document.

    >>> _is_headline("省人大调研组检查某市贯彻落实情况"), _is_headline("某局督导检查工作情况"), _is_headline("关于召开大会的方案")
    (True, False, False)
    """
    told = _TELLS.search(title)
    return told is not None and told.start() > 0 and not rx.search(r"^关于|年|季度|的(?:总结|汇报|报告|情况|方案|意见|计划)$", title)


def kind_of(title: str) -> str | None:
    """The kind (文种) that the last words of a title name, or none: a headline may end like a title as well.

    >>> kind_of("某局2024年督查工作情况"), kind_of("某局督查某县规划实施情况")
    ('summary', None)
    """
    bare = rx.sub(r"[\"“”》]+$", "", title)
    kind = next((kind for pattern, kind in DOC_TYPES if rx.search(pattern, bare)), None)
    return None if kind in ("summary", "plan", "opinion") and _is_headline(bare) else kind


#: 某省出台养老服务条例: tells that a document came out
CAME_OUT = regex.compile(r"(?!.*(?:关于|的通知|的通告|的公告))[\u4e00-\u9fff]{2,16}?(?:出台|印发|发布|公布|下发|推出)[《“]?[^,。]{4,}")
#: titles that say what took place
_HAPPENED = regex.compile(
    r"召开|举行|举办|开展|启动|调研|走访|慰问|看望|考察|座谈|莅临|揭牌|成立|挂牌|开幕|闭幕|落幕|开班|开工|获评|荣获|喜获|入选|走进|[一-龥]{2}赴[一-龥]{2}"
)
#: how a report of what happened begins
_LEDE = regex.compile(r"(?:(?:本报)?记者)?[^,。;]{0,6}从[^,。;]{2,20}获悉|(?:据[\u4e00-\u9fff]{2,16}(?:网|报)[ ,:讯]|近日|日前|近期|连日来|上周|本周|今天|昨天|据悉|据了解|记者从|(?:20\d\d年)?\d{1,2}月\d{1,2}日)|[^,。;]{0,30}(?:20\d\d年)?\d{1,2}月\d{1,2}日[^。;]{0,60}(?:举行|举办|召开|开展|赴|到)")


def opens_as_news(outline: Outline, place: tuple[int, int] | None) -> bool:
    """Whether the text below a title of no 文种 begins as news do: 近日, …; 3月5日, …"""
    at = place[1] if place else 0
    head = [outline.view.folded[p.start : p.end].lstrip() for p in outline.paragraphs[at : at + 3]]
    if place:
        return bool(head) and (_LEDE.match(head[0]) or _LEDE_UNTITLED.match(head[0])) is not None
    # without a title its purpose may come before the day, and the sentence must say what took place
    return any(_LEDE_UNTITLED.match(text) for text in head)


#: titles of what is neither a paper with a 文种 nor a report
_NO_REPORT = regex.compile(r"(?:简介|介绍|协议|清单|目录|名单|名册|解读|问答|职责|职能|致辞|讲话|发言|讲稿|书|信|表|指南|手册|大纲|教案|公约|须知|流程|图)(?:\([^()]*\))?$")


#: 我校召开推进会: of what one did oneself, also above a signature
_OF_US = regex.compile(r"我[校院园县市区局][^,]{0,30}?(?:召开|举行|举办|开展|启动|走进|赴)")


def tells_of_us(title: str) -> bool:
    """Whether a title is a headline on what the writers did themselves.

    >>> tells_of_us("我校召开帮扶工作推进会"), tells_of_us("关于我校召开推进会的请示")
    (True, False)
    """
    return _OF_US.match(title) is not None


def reports(outline: Outline, title: str, place: tuple[int, int] | None) -> bool:
    """Whether a text without number, signature and headings tells what took place: by its title, or in whole sentences."""
    if _HAPPENED.search(title):
        return True
    if place is None or _NO_REPORT.search(title):
        return False
    below = outline.paragraphs[place[1] :]
    whole = [p for p in below if p.kind == "body" and outline.view.folded[p.end - 1] in "。!”)"]
    return len(below) > 0 and len(whole) == len(below) and whole[0].end - whole[0].start > _WHOLE_SENTENCE


#: characters of the first paragraph of a report
_WHOLE_SENTENCE = 60
# 6月3日，某局在…举行…; 为进一步…。6月3日，某校开展了…; 某大赛将于6月3日在…举行
_LEDE_UNTITLED = regex.compile(
    r"(?:(?:为|围绕|随着|按照|根据)[^。;]{4,90}[。,]|[^。;]{10,90},于(?=[\d年月日]{4,12}(?:开班|举行|召开|启动|举办)))?[^,。;]{0,40}(?:(?:20\d\d年)?\d{1,2}月\d{1,2}(?:[-—~至]\d{1,2})?日|近日|日前)[^。;]{0,160}?(?:举行|举办|召开|开展|启动|赴|走进|来到|开班|签约|慰问|调研|考察|莅临|视察|督[导查]|检查)"
)
# 各乡镇人民政府：
_ADDRESSED = regex.compile(r"(?:^|[↓。!])(?:各|有关|市直|县直|区直)[^。;]{1,60}:$")
_HANDED_OUT = regex.compile(r"现(?:将其|予以?)?(?:印发|转发|下发)给你们")
_MATTER = regex.compile(r"(?:现将|现就)[^。;]{0,60}(?:通知|通报|公告|公示)如下")
# 某学院是一所…高校, 某学院创建于1958年, 某大学坐落于…
IS_SCHOOL = regex.compile(
    r"[^,。;]{2,24}?(?:大学|学院|学校|中学|小学|幼儿园)(?:\([^)]*\))?[^,。;]{0,10}?(?:是(?:一所|经|由|[^,。;]{0,30}(?:高校|学校|院校|大学))|坐落[于在]|位于|始[建办于]|创[建办]|成立于|前身|具有[^,。;]{0,8}历史)"
)
# 一、上半年工作完成情况, 一、主要指标完成情况
_ACCOUNT = regex.compile(r"[一1][、.](?:20\d\d年度?|今年以来|[上下]半年|[前第]?[一二三]季度)?的?(?:主要|重点|各项|全年)?(?:工作|指标|任务|目标){1,2}(?:开展|进展|完成|推进|落实){1,2}情况$|[一1][、.](?:主要)?工作(?:情况|成效|回顾|总结|开展情况|进展)?$|[一1][、.](?:20\d\d年)?[^。,]{0,8}工作(?:情况|总结|回顾|开展情况)$")


#: how the head of a government begins its report to a congress
ON_BEHALF = regex.compile(r"我代表(?P<body>[\u4e00-\u9fff]{0,14}人民政府),?(?:向大会|作政府工作报告|报告(?:政府|过去))")
# 特制定本计划。 提出如下实施意见：
_MAKES = regex.compile(r"(?:制定|制订|出台|提出)(?:本|此|如下|以下)(?:实施|工作|行动)?(?P<kind>计划|方案|意见|办法|细则|规定|规划|要点)[。:]")


def kind_of_text(outline: Outline, start: int) -> str | None:
    """The kind of a text whose title names none: how it is addressed, or what its first words are about."""
    folded = outline.view.folded
    head = [folded[p.start : p.end].strip() for p in outline.paragraphs[start : start + 6]]
    if any(_ADDRESSED.search(line) for line in head) and any(_MATTER.search(line) for line in head):
        return "notice"
    if start == 0 and any(_ADDRESSED.search(line) for line in head) and any(_HANDED_OUT.search(line) for line in head):
        return "notice"
    if head and IS_SCHOOL.match(head[0]):
        return "summary"
    if start == 0 and any(_ACCOUNT.match(line) for line in head[:3]):
        return "summary"
    if start == 0 and any(ON_BEHALF.search(line) for line in head[:3]):
        return "report"
    told = next((m for line in head[:2] if (m := _MAKES.search(line))), None) if start == 0 else None
    return kind_of(told["kind"]) if told else None
