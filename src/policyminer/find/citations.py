"""References to other documents: by 《title》, by number (文号), or both in one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import regex

from policyminer.find.protect import document_numbers, title_ranges
from policyminer.find.scene import Scene
from policyminer.folding import fold, plain_digits

_POLICY = regex.compile(
    r"(?:意见|通知|方案|规划|计划|纲要|办法|条例|规定|现代化\s?20\d\d|细则|标准|规范|指南|决定|决议|协议|协议书|协定|公约|章程|请示|批复|复函|函|要点|大纲|准则|清单|制度|公告|通告|公报|报告|措施|规程|规则|目录|法|宪法|典|办法实施|备忘录|指引|倡议书?|宣言|说明|预案|责任书|承诺书|导则|评价标准|工作安排|行动|总体安排|若干政策|政策|课程标准|解释|指标|合同|[二三四五六七八九十\d]{1,3}条(?:政策|措施|意见|举措)?)"
    r"(?:\((?:[^()]{1,16})\)|<[^<>]{1,16}>|\d{4}年?版)*$"
)
_PLACE_CHARS = frozenset("京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘青宁新疆")
#: before or behind a title these say that it is a lesson, paper or talk
_WORK_BEFORE = regex.compile(
    r"(?:课|论文|题为|主题为|讲座|作品|歌曲|图书|著作|执教|文章|栏目|节目|影片|话剧|主讲|一文|讲授)$"
)
#: GB6675《玩具安全》, 《中小学校设计规范》(GB 50099-2011): the number of a standard
_STANDARD = r"(?:GB(?:Z|/[TZ])?|JGJ(?:/T)?|JY(?:/T)?|CJJ|HJ|WS(?:/T)?|GA|DB(?:J)?\d{2}(?:/T)?)[ -]?\d[\d.]*(?:[-—–]\d{4})?"
_STANDARD_BEFORE = regex.compile(rf"(?<![A-Za-z]){_STANDARD}$")
_STANDARD_BEHIND = regex.compile(rf"[(](?P<number>{_STANDARD})[)]")
_WORK_BEHIND = regex.compile(r"(?:的?(?:专题)?(?:讲座|论文|报告会|专题报告)|一文|一课|课例|一书|\((?:作者|主讲人?|执教|授课教师|指导[教老]师):|\((?:负责人|主持人):[^()]{2,12}\)[、,]《)")
_BEHIND = regex.compile(r"\s*[(]\s*")
_OWN_WORDS = regex.compile(
    r"^(?:.*(?:按照|根据|依据|落实|贯彻|依照|参照|执行|遵照|关于|印发|下发|转发|以及|有关|和|与|及|的|为|以|由|经|对|在|到|据|按|依|见|号|文件))(?=[\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in view coordinates."""

    start: int
    end: int
    title: str | None
    number: str | None


def number_start(folded: str, match: regex.Match[str], codes: frozenset[str]) -> int:
    """Where the agency code of a document number begins: 按照|国办发〔1993〕71号."""
    if match["decree"]:
        return match.start()
    run = match["agency"]
    for i in range(len(run)):
        if run[i:] in codes and match.string[match.start() - 1 : match.start()] in ("(", "["):
            return match.start()  # (南教基〔2024〕9号): nothing but the code stands in the brackets
        if run[i:] in codes:
            # 云财农: the province's character before a code that other provinces have too
            return (
                match.start()
                + i
                - (1 if i and run[i - 1] in _PLACE_CHARS and run[i - 2 : i - 1] not in ("在", "驻") else 0)
            )
    words = _OWN_WORDS.match(run)
    return match.start() + (words.end() if words and words.end() < len(run) else 0)


_CARRIED = regex.compile(r"(?:\([^)]*\))?(?:已|业)?经[^。;]{2,40}(?:同意|通过|批准|审定)[^。;]{0,6},现(?:予|将其)?(?:以|予以)?(?:印发|发布|公布)")


def _is_own(number: str, own: str | None) -> bool:
    """Whether a number is the document's own, in whatever brackets and with or without the place before it."""
    bare = fold(own or "").translate(_BRACKETS)
    return bool(bare) and bare.endswith(number.translate(_BRACKETS))


_BRACKETS = str.maketrans("〔〕[]【】()", "[[[[[[[[")


#: 某局关于印发《某方案》的通知, 关于印发某方案的通知: what a notice carries
_ISSUED = regex.compile(r"印发(?P<title>.{4,100})的通知$")
_MARKS = regex.compile(r"[\s《》〈〉<>“”()（）\-—–－~～]")
#: 《某方案》(以下简称《方案》)
_CALLED = regex.compile(r"[(]以下(?:统一?)?简称[: ]?[《“]?(?P<short>[^《》“”()]{2,14})[》”]?[)]")


def _own_titles(scene: Scene) -> frozenset[str]:
    """Titles of the document itself, without blanks and marks: its own, that of what it issues, and short forms of these."""
    title = _MARKS.sub("", scene.metadata.title or "")
    issued = _ISSUED.search(title)
    own = {title, issued["title"]} if issued else {title}
    if issued:  # 印发《甲方案》和《乙方案》的通知: each of them
        carried = (scene.metadata.title or "").partition("印发")[2]
        own.update(_MARKS.sub("", carried[start:end]) for start, end in title_ranges(carried))
    titles = scene.protected.titles
    for start, end in zip(titles.starts, titles.ends, strict=True):
        if _MARKS.sub("", scene.text[start + 1 : end - 1]) in own and (called := _CALLED.match(scene.folded, end)):
            own.add(called["short"])
    return frozenset(own)


def find_citations(scene: Scene) -> list[Reference]:
    """Citations in reading order."""
    folded, text, protected = scene.folded, scene.text, scene.protected
    codes = scene.rules.document_codes
    own = _own_titles(scene)
    own_number = scene.metadata.doc_number
    found: list[Reference] = []
    used: set[int] = set()
    numbers = [(number_start(folded, m, codes), m.end()) for m in document_numbers(folded)]
    starts = [start for start, _ in numbers]
    for start, end in zip(protected.titles.starts, protected.titles.ends, strict=True):
        inner_start, inner_end = start + 1, end - 1
        at = bisect_left(starts, inner_start)
        inside = next(((a, b) for a, b in numbers[at : at + 1] if b <= inner_end), None)
        number, title_end = None, inner_end
        if inside:
            number = text[inside[0] : inside[1]]
            used.add(inside[0])
            if folded[inside[1] : inner_end] in (")", "") and folded[inside[0] - 1] == "(":
                title_end = inside[0] - 1
        work = _WORK_BEFORE.search(folded[max(0, start - 5) : start]) or _WORK_BEHIND.match(folded, end)
        standard = _STANDARD_BEFORE.search(folded[max(0, start - 24) : start])
        if work or not (standard or _POLICY.search(folded[inner_start:title_end])):
            continue
        title = text[inner_start:title_end].strip()
        paragraph = scene.outline.paragraphs[scene.outline.paragraph_at(start)]
        if paragraph.kind == "title" or _MARKS.sub("", title) in own or folded[start - 1 : start] == "本":
            continue
        if _CARRIED.match(folded, end):
            continue  # 《某方案》已经县政府同意，现印发给你们: what the notice itself carries
        behind = _BEHIND.match(folded, end)
        near = numbers[bisect_left(starts, behind.end()) : bisect_right(starts, behind.end() + 1)] if behind else []
        following = next(((a, b) for a, b in near if folded[b : b + 1] in (")", ",", ";")), None)
        stop = end
        if following and number is None:
            number = text[following[0] : following[1]]
            used.add(following[0])
            stop = following[1] + (folded[following[1]] == ")")
        if number is None and standard:
            start -= len(standard.group())
            number = text[start : inner_start - 1]
        elif number is None and (standard := _STANDARD_BEHIND.match(folded, end)):
            number, stop = text[slice(*standard.span("number"))], standard.end()
        found.append(Reference(start, stop, title, plain_digits(number) if number else None))
    for start, end in numbers:
        if start in used or _is_own(folded[start:end], own_number) or protected.titles.overlaps(start, end):
            continue
        paragraph = scene.outline.paragraphs[scene.outline.paragraph_at(start)]
        alone = paragraph.end - paragraph.start - (end - start) <= 4
        if not alone:
            found.append(Reference(start, end, None, plain_digits(text[start:end])))
    return sorted(found, key=lambda r: r.start)
