"""What is claimed before numbers and names are looked for: document numbers, 《titles》, quoted slogans, codes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import regex

from policyminer.find.near import near

# 赣教基字〔2023〕39号 | 国办发[2015]71号 | 教师〔2024〕第3号 | 国务院令第698号
NUMBER = regex.compile(
    r"(?<![\u4e00-\u9fff])?(?P<agency>[\u4e00-\u9fff]{1,14}?)(?P<open>[〔\[【(<{])(?P<year>(?:19|20)\d\d)(?P<close>[〕\]】)>}])第?(?P<seq>\d{1,5})(?:[-—](?P<to>\d{1,5}))?号(?:之[一二三四])?"
    r"|(?P<decree>(?:国务院|[\u4e00-\u9fff]{2,10}(?:部|委|局|署|会|省政府|人民政府|总局))令第?(?P<decree_seq>\d{1,4}|[〇零一二三四五六七八九十百]{1,6})号)"
)
_OPENING, _CLOSING = "《", "》"
#: characters of a line within which it closes a title that the line before has opened
_BROKEN = 40
#: datelines and bylines feed the metadata only: 本报长沙12月8日电 | （记者 某某 通讯员 某某）
_DATELINE = regex.compile(r"(?:(?:(?<=\n)|^)[^。,\n]{0,20}?|(?:中新[网社]|新华[社网]|人民网|央视网|光明网|本报|本站)[\u4e00-\u9fff]{0,8})\d{1,2}月\d{1,2}日(?:电|讯)")
# 本报云岭讯, 中国某省在线云岭讯
_OWN_PAPER = regex.compile(r"^[ \u3000]*[\u4e00-\u9fff]{0,12}?(?:本报|在线|网|日报|晚报|融媒体?|客户端)[\u4e00-\u9fff]{0,6}[讯电](?=[ (,\u3000]|\d{1,2}月)", regex.M)
_BYLINE = regex.compile(
    r"[(](?:[\u4e00-\u9fff]{2,4}[、 ,])+(?:本报)?记者[^()\n]{2,12}[)]|(?<=[讯电])[(][^()\n]{1,16}?(?:记者|通讯员)[^()\n]{1,30}[)]|[(](?:本?报?|见习|实习|全媒体|《[^《》\n]{2,12}》)?记者[^()\n]{1,40}[)]|[(](?:通讯员|文|图|来源|供稿)[^()\n]{1,40}[)]"
)
_QUOTE = regex.compile(r"“[^“”\n]{1,40}”|\"[^\"\n]{1,30}\"")
#: Numbers that name: telephones, standards, book numbers; each kind of address beside the literal it cannot lack.
_CODE = regex.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})(?!\d)|(?:ISBN|GB(?:/T)?|CLI|QQ)[\s.:]*[\d.\-]+"
)
_ADDRESSES = (
    ("http", regex.compile(r"https?://[\x21-\x7e]+")),
    ("www.", regex.compile(r"www\.[\x21-\x7e]+")),
    ("@", regex.compile(r"(?<![A-Za-z0-9_.\-])[A-Za-z0-9_.\-]+@[A-Za-z0-9_\-]+\.[A-Za-z0-9_.]+")),
)


@dataclass(frozen=True, slots=True)
class Spans:
    """Sorted disjoint ranges with a fast overlap test."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def hit(self, start: int, end: int) -> tuple[int, int] | None:
        """The first range that shares a character with ``[start, end)``."""
        i = bisect_right(self.ends, start)
        if i < len(self.starts) and self.starts[i] < end:
            return self.starts[i], self.ends[i]
        return None

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any range shares a character with ``[start, end)``."""
        ends = self.ends
        if not ends or start >= ends[-1]:
            return False
        return self.starts[bisect_right(ends, start)] < end


def spans(ranges: list[tuple[int, int]]) -> Spans:
    """Make :class:`Spans` of ranges; of two that overlap, the earlier and longer stays.

    >>> s = spans([(5, 9), (0, 3), (6, 12)])
    >>> s.overlaps(3, 5), s.hit(8, 20)
    (False, (5, 9))
    """
    kept: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        elif start == kept[-1][0]:
            kept[-1] = (start, end)
    return Spans(tuple(a for a, _ in kept), tuple(b for _, b in kept))


@dataclass(frozen=True, slots=True)
class Protected:
    """The claimed ranges of a view, by kind, in view coordinates."""

    titles: Spans
    numbers: Spans
    quotes: Spans
    codes: Spans

    def no_date(self, start: int, end: int) -> bool:
        """No date may be read here."""
        return self.titles.overlaps(start, end) or self.numbers.overlaps(start, end) or self.codes.overlaps(start, end)


def _closes_below(folded: str, start: int) -> bool:
    """Whether a title broken by the end of a line is closed early in the next one."""
    stop = folded.find(_CLOSING, start, start + _BROKEN)
    return stop >= 0 and not any(mark in folded[start:stop] for mark in "。;\n《")


def title_ranges(folded: str) -> list[tuple[int, int]]:
    """Ranges of 《…》 with nested marks, each closed within its paragraph and 200 characters.

    >>> title_ranges("按《关于印发《甲方案》的通知》和《乙》执行")
    [(1, 15), (16, 19)]
    """
    found: list[tuple[int, int]] = []
    position = folded.find(_OPENING)
    while position >= 0:
        depth, i = 0, position
        limit = min(len(folded), position + 200)
        while i < limit and (folded[i] != "\n" or _closes_below(folded, i + 1)):
            depth += (folded[i] == _OPENING) - (folded[i] == _CLOSING)
            i += 1
            if depth == 0:
                break
        if depth == 0:
            found.append((position, i))
            position = folded.find(_OPENING, i)
        else:
            # never closed at this depth: take the first closing mark, as in 《甲《乙》
            stop = folded.find(_CLOSING, position, i)
            if stop >= 0:
                found.append((position, stop + 1))
            position = folded.find(_OPENING, max(stop, position) + 1)
    return found


# 一年起步、两年见效、三年成型
_STEPS = regex.compile(r"一年[^,、。;\d]{1,8}[,、][两二]年[^,、。;\d]{1,8}[,、]三年[^,、。;\d]{1,8}")


def slogan_ranges(folded: str) -> list[tuple[int, int]]:
    """Ranges of the step slogans that count years without meaning them."""
    return [m.span() for m in _STEPS.finditer(folded)]


#: a number with its measure inside a quoted name: “助老三件事”, not “3个”
_NAME_WITH_COUNT = regex.compile(r"[\u4e00-\u9fff]{2,8}[一二两三四五六七八九十\d]{1,2}[个件项大条][\u4e00-\u9fff]{1,6}")


def repeated_names(folded: str, quotes: Spans) -> list[tuple[int, int]]:
    """Where a name that the document has once in quotation marks (“助老三件事”) stands without them."""
    names = {folded[start + 1 : end - 1] for start, end in zip(quotes.starts, quotes.ends, strict=True)}
    found: list[tuple[int, int]] = []
    for name in sorted(name for name in names if len(name) < 13 and _NAME_WITH_COUNT.fullmatch(name)):
        at = folded.find(name)
        while at >= 0:
            found.append((at, at + len(name)))
            at = folded.find(name, at + len(name))
    return found


def document_numbers(folded: str) -> list[regex.Match[str]]:
    """All document numbers of a folded text."""
    return list(near(NUMBER, folded, ("号",), before=40, after=4))


def _codes(folded: str) -> list[tuple[int, int]]:
    patterns = [_CODE, _BYLINE, *(p for literal, p in _ADDRESSES if literal in folded)]
    if "日电" in folded or "日讯" in folded:
        patterns.append(_DATELINE)
    if "讯" in folded:
        patterns.append(_OWN_PAPER)
    return [m.span() for pattern in patterns for m in pattern.finditer(folded)]


def protect(folded: str) -> Protected:
    """Claim what must not be read as a name or number of its own."""
    return Protected(
        titles=spans(title_ranges(folded)),
        numbers=spans([m.span() for m in document_numbers(folded)]),
        # a quote that closes a sentence is speech, not a name
        quotes=spans([m.span() for m in _QUOTE.finditer(folded) if folded[m.end() - 2] not in "。!?"]),
        codes=spans(_codes(folded)),
    )
