"""Regions that only open the name of a programme, contest, fair or meeting: 第五届某省旅游节, “某省品牌丝路行”."""

from __future__ import annotations

import regex

from policyminer.find.protect import Spans
from policyminer.find.scene import Name, Scene
from policyminer.patterns import rx

_EVENT = "大赛|竞赛|比赛|联赛|锦标赛|运动会|博览会|展览会?|展销会|交易会|洽谈会|推介会|推广周|成果展|展(?=[,。;、在于上”]|$|\n)|[\u4e00-\u9fff]{2}节|论坛|峰会|年会|大会|代表大会"
_INSIDE = r"[\u4e00-\u9fff“”·()、\d-]"
#: 某县第十八届人民代表大会, 某省第十九届青少年科技创新大赛
_SESSION = regex.compile(r"第[一二三四五六七八九十百\d]{1,4}届")
_ORDINAL = regex.compile(r"(?:第?[一二三四五六七八九十百\d]{1,4}|首)届(?:中国[(·]?)?$")
_NAMED_EVENT = regex.compile(rf"{_INSIDE}{{0,24}}?(?:{_EVENT})")
_PROGRAMME = regex.compile(
    r"[\u4e00-\u9fff()、“”\d]{0,30}?(?:培训班?(?=在|正式|顺利|圆满|[,。]|举)|第[一二三四五六七八九十]次[\u4e00-\u9fff]{0,8}会议|行动计划|实践基地(?=[”])|示范基地(?=[”]))"
)
#: 某省品牌丝路行, 某市名优产品万里行
_TOUR = regex.compile(r"[\u4e00-\u9fff]{2,8}?(?:丝路|万里|海外|全国|环球|边疆|老区|中华)行(?![业为政动程])")
_PROGRAMME_BEFORE = regex.compile(r"(?:——|传达了?(?:学习)?|“|学习贯彻|(?:举办|承办|主办)[了的]|\d年度?)$")
#: 日前召开的|某省某某工作会议: the meeting is the object, and its name runs to the end of the clause
_HELD = regex.compile(r"(?:召开|举办|承办|主办|参加|出席)[的了]$")
_MEETING = regex.compile(
    rf"(?:(?![局厅委校院]|政府|召开|举办|举行|开展|组织){_INSIDE}){{2,30}}?(?:会议|培训班|研修班|训练营|{_EVENT})(?=[,。;上在于]|消息|精神|暨|结束|开班|开幕|闭幕|落幕|启动|圆满|顺利|正式|$|\n)"
)
#: “云岭模式”: a way of doing things that bears the name of a place
_OWN_WAY = regex.compile(r"(?:模式|样板|经验|样本|现象|速度|做法|答卷|方案|路径|名片)[”\"]")
#: the last word of a programme that is named in quotation marks
_PROGRAMME_ENDS = regex.compile(r"(?:(?<![银发])行|节|展|会|赛|工程|计划|行动|论坛|活动|推广周|宣传周|活动周|大集|年货节|专列)[”\"]")


def only_opens(scene: Scene, name: Name, groups: Spans, quoted: tuple[str, ...]) -> bool:
    """Whether a region only opens such a name; ``groups`` are working groups, whose names do not count, ``quoted`` those
    of :func:`quoted_programmes`."""
    folded = scene.folded
    before = folded[max(0, name.start - 8) : name.start]
    if _SESSION.match(folded, name.end) or (_ORDINAL.search(before) and _NAMED_EVENT.match(folded, name.end)):
        return True
    if _TOUR.match(folded, name.end) or (before[-1:] in ("“", '"') and _OWN_WAY.match(folded, name.end)):
        return True
    if groups.overlaps(name.start, name.end):
        return False
    if _HELD.search(before) and _MEETING.match(folded, name.end):
        return True
    size = name.end - name.start + 3
    if any(len(title) > size and folded.startswith(title, name.start) for title in quoted):
        return True
    if name.kind not in ("province", "prefecture"):
        return False
    return bool(_PROGRAMME_BEFORE.search(before[-5:])) and bool(_PROGRAMME.match(folded, name.end))


def quoted_programmes(scene: Scene) -> tuple[str, ...]:
    """Programmes that the document names in quotation marks."""
    folded, quotes = scene.folded, scene.protected.quotes
    inside = (folded[start + 1 : end] for start, end in zip(quotes.starts, quotes.ends, strict=True))
    named = (text[:-1] for text in inside if _PROGRAMME_ENDS.search(text))
    return tuple({text for text in named if rx.fullmatch(r"[\u4e00-\u9fff·]{5,24}", text)})
