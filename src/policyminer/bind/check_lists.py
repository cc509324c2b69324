"""Stated counts against what is listed: members of lists, points of an enumeration, numbers of headings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from policyminer.bind.context import Context
from policyminer.bind.finding import Finding, Verdict
from policyminer.find import Amount, Name
from policyminer.find.near import near
from policyminer.outline.days import small_number
from policyminer.patterns import rx

_N = r"(?P<n>\d{1,2}|[两二三四五六七八九十]{1,2})"
_MEMBER = r"[^,。;:!?、\n]{1,18}"
#: what a closed list looks like, the literals of which every match holds one, and how far it reaches around them
_CLOSED = (
    # 甲校、乙校和丙校等3所学校
    (
        regex.compile(
            rf"(?P<list>(?:{_MEMBER}、){{1,12}}{_MEMBER}?)等{_N}(?P<unit>个|所|家|名|位|项|种|类|门|人|校|县|省|市|方面|领域)(?P<noun>[\u4e00-\u9fff]{{1,6}})"
        ),
        tuple(f"等{n}" for n in "0123456789两二三四五六七八九十"),
        251,
        11,
    ),
    # 区级、局级、校级三级
    (
        regex.compile(
            r"(?P<list>(?:[\u4e00-\u9fff]{1,3}(?P<level>[级层]、)){1,4}[\u4e00-\u9fff]{1,3}[级层])(?:等)?(?P<n>[两二三四五])(?P<unit>[级层])"
        ),
        ("级、", "层、"),
        20,
        30,
    ),
    # “高校-龙头校-成员校”三方
    (
        regex.compile(
            r"“(?P<list>[^“”\n、,]{1,12}(?:-[^“”\n、,]{1,12}){1,5})”(?P<n>[两二三四五六])(?P<unit>方|级|位|层)"
        ),
        tuple(f"”{n}{unit}" for n in "两二三四五六" for unit in "方级位层"),
        82,
        1,
    ),
)
#: a character of a member, or a bracket that explains it: 文科（语史）
_PART = r"(?:[^。;:!?\n()、,]|[(][^()\n]{0,12}[)])"
# 3个学科（英语、数学、美术） | “七个联合体”，即甲联合体、乙联合体 | “三名”（名校长、名教师、名班主任）
_OPENED = regex.compile(
    rf"(?:{_N}(?P<unit>个|所|家|名|项|种|类|门|点|大|支)(?P<noun>[\u4e00-\u9fff]{{1,8}})(?P<quote>”)?|“(?P<n>[两二三四五六七八九十])(?P<unit>名|个一|统一|有|通|保障|提升|结合|共享)”)"
    rf"(?:,?即|,?包括|,?分别(?:是|为)|:|(?P<bracket>\())(?!一[是要]|第一)(?P<list>(?:{_PART}{{1,30}}[、,]){{1,12}}{_PART}{{1,40}})(?P<stop>[)。;])"
)
#: what a bracket says the noun may also be, rather than members: 县（市、区）, 学校（幼儿园）
_ALTERNATIVES = regex.compile(
    r"(?:市|区|县|旗|园|校|州|镇|乡|街道|幼儿园|教师|单位|部门)(?:[、,](?:市|区|县|旗|园|校|州|镇|乡|街道))*"
)
_NAMED = (
    ("region", regex.compile(r"(?:个)?(?:试点|所辖|下辖|成员)?(?:县|市|区|旗|州|省|乡镇|镇|乡)(?:\([^()]{1,6}\))?")),
    (
        "university",
        regex.compile(r"所?(?:省内|师范|本科|结对|帮扶|协同|合作|驻[\u4e00-\u9fff])?(?:高校|大学|高等院校|师范院校)"),
    ),
    (
        "school",
        regex.compile(
            r"所?(?:试点|成员|结对|受援|项目|公办|乡村|薄弱)?(?:学校|校|中学|小学|幼儿园|中小学|高中|校\(园\))"
        ),
    ),
)


def check_lists(context: Context) -> Iterator[Finding]:
    """Lengths of lists, of enumerations (一是…二是…) and the order of heading numbers."""
    taken: set[int] = set()
    for finding in (*_closed(context), *_opened(context), *_named_lists(context)):
        if finding.expected_at and finding.expected_at[0] not in taken:
            taken.add(finding.expected_at[0])
            yield finding
    yield from _remainders(context)
    yield from _points(context)
    yield from _numbering(context)


def _closed(context: Context) -> Iterator[Finding]:
    for pattern, literals, before, after in _CLOSED:
        for match in near(pattern, context.folded, literals, before, after):
            if "-" in match["list"] and match["unit"] in "方级位层":
                members = match["list"].split("-")
            elif match["unit"] in "级层":
                members = match["list"].split("、")
            else:
                members = _members(match["list"])
            yield _length(match, members, complete=True)


def _opened(context: Context) -> Iterator[Finding]:
    for match in _OPENED.finditer(context.folded):
        if _ALTERNATIVES.fullmatch(match["list"]) or (match["bracket"] and match["stop"] != ")"):
            continue
        stated = _stated(match["n"])
        members = _listed(match["list"], stated)
        if members:
            yield _length(match, members, complete=bool(match["bracket"]))


def _listed(text: str, stated: int) -> list[str]:
    """Members of a list with commas; of the ways to split it the one that gives the stated number, if any."""
    by_mark = [m for m in rx.split(r"[、,]", text) if m]
    ways = [by_mark, _members(text.replace(",", "、")), text.split(",")[0].split("、")]
    alike = {m[-1] for m in by_mark[:stated]}
    if len(by_mark) == stated + 1 and len(alike) == 1 and by_mark[-1][-1] not in alike:
        ways.append(by_mark[:stated])  # the last is a clause of its own
    spoken = [m for m in _members(",".join(text.split(",")[:-1]).replace(",", "、")) if m]
    return next((way for way in (*ways, spoken) if len(way) == stated), by_mark)


# 七个联合体，即…。其中，甲联合体…；乙联合体…，其他五个联合体…
_REMAINDER = regex.compile(
    r"其[他余](?P<n>\d{1,2}|[两二三四五六七八九十]{1,2})(?:个|所|家|名|项|类)(?P<noun>[\u4e00-\u9fff]{2,4})"
)
#: characters behind a list in which its rest is told
_REST_WITHIN = 400


def _remainders(context: Context) -> Iterator[Finding]:
    """What 其他 leaves of a list, once some of its members were named again."""
    remainders = list(_REMAINDER.finditer(context.folded))
    if not remainders:
        return
    lists = [(m, _listed(m["list"], _stated(m["n"]))) for m in _OPENED.finditer(context.folded)]
    for rest in remainders:
        first = bisect_left(lists, rest.start() - _REST_WITHIN, key=lambda x: x[0].end())
        last = bisect_right(lists, rest.start(), key=lambda x: x[0].end())
        for match, members in lists[first:last]:
            if rest["noun"][:2] not in match["list"]:
                continue
            between = context.folded[match.end() : rest.start()]
            named = [m for m in members if m in between]
            if named and len(members) == _stated(match["n"]) and len(members) - len(named) == _stated(rest["n"]):
                counts = str(len(members) - len(named)), str(_stated(rest["n"]))
                detail = f"{len(members)} less {'、'.join(named)}"
                sides = match.span("list"), rest.span("n")
                yield Finding("list_length", "pass", rest.start(), rest.end(), *counts, detail, *sides)


def _members(text: str) -> list[str]:
    """Members of a list; 和 and 以及 before the last one separate as 、 does."""
    return [m for m in rx.split(r"、|(?<=[\u4e00-\u9fff]{2})(?:和|以及|与)(?=[\u4e00-\u9fff]{2})", text) if m]


def _stated(text: str) -> int:
    return 2 if text == "两" else small_number(text)


def _length(match: regex.Match[str], members: list[str], complete: bool) -> Finding:
    stated = _stated(match["n"])
    detail = "、".join(m[-12:] for m in members)
    verdict: Verdict = "pass" if stated == len(members) else "undecided"
    if verdict != "pass":
        detail += " (members may be split otherwise)" if complete else " (the list may go on)"
    counted = match.start("n"), match.end("unit")
    return Finding(
        "list_length",
        verdict,
        match.start(),
        match.end(),
        str(stated),
        str(len(members)),
        detail,
        counted,
        match.span("list"),
    )


def _named_lists(context: Context) -> Iterator[Finding]:
    """四个试点县（市、区）…甲区、乙市、丙县和丁县: a count of places or schools, and the names that the paragraph lists."""
    for amount in context.findings.amounts:
        if amount.bound != "exact" or amount.low != amount.high or not 2 <= amount.low <= 20:
            continue
        noun = context.folded[amount.end : amount.end + 24]
        kind = next((kind for kind, pattern in _NAMED if pattern.match(noun)), None)
        run = _nearest_run(context, amount, kind) if kind else None
        if run is None:
            continue
        if len(run) == int(amount.low):
            verdict: Verdict = "pass"
        elif len(run) < amount.low and context.folded[run[-1].end : run[-1].end + 1] == "等":
            verdict = "undecided"
        else:
            continue
        yield Finding(
            "list_length",
            verdict,
            min(amount.start, run[0].start),
            max(amount.end, run[-1].end),
            str(int(amount.low)),
            str(len(run)),
            "、".join(n.name for n in run),
            (amount.start, amount.end),
            (run[0].start, run[-1].end),
        )


#: characters from a count within which its list begins
_RUN_WITHIN = 1_000


def _nearest_run(context: Context, amount: Amount, kind: str) -> list[Name] | None:
    """The run of two or more coordinated names of a kind in the paragraph that lies next to the count."""
    paragraph = context.paragraph(amount.start)
    start, end = max(paragraph.start, amount.start - _RUN_WITHIN), min(paragraph.end, amount.end + _RUN_WITHIN)
    names = [n for n in context.names_in(start, end, kind) if n.kind != "province"]
    runs: list[list[Name]] = []
    for name in names:
        if runs and rx.fullmatch(r"[、,和与及]|以及", context.folded[runs[-1][-1].end : name.start]):
            runs[-1].append(name)
        else:
            runs.append([name])
    listed = [r for r in runs if len(r) > 1]
    fitting = [r for r in listed if len(r) == int(amount.low)] or listed
    return min(fitting, key=lambda r: min(abs(r[0].start - amount.end), abs(amount.start - r[-1].end)), default=None)


#: points that follow at once
_NEXT = 12
_COUNTED_POINTS = regex.compile(
    rf"{_N}(?:点|条|个方面|方面|项(?:重点)?(?:任务|工作|措施|原则|职责|要求)|步|个环节|个(?:坚持|强化|聚焦|突出|注重))(?P<noun>[\u4e00-\u9fff]{{0,8}})[^。\n]{{0,12}}?[:。,]"
)


def _points(context: Context) -> Iterator[Finding]:
    """三点共同职责：一是…；二是…；三是…: the stated number of points against those that follow."""
    chains = context.outline.chains
    starts = [c[0] for c in chains]
    for match in _COUNTED_POINTS.finditer(context.folded):
        paragraph = context.paragraph(match.start())
        following = chains[bisect_left(starts, match.end() - 1) : bisect_left(starts, paragraph.end)]
        numbers = [_order(label) for *_, label in following]
        if numbers[:2] != [1, 2]:
            continue
        count = next((i for i, n in enumerate(numbers) if n != i + 1), len(numbers))
        stated = _stated(match["n"])
        if stated != count and following[0][0] - match.end() > _NEXT:
            continue  # the points further on may be others
        yield Finding(
            "list_length",
            "pass" if stated == count else "warn",
            match.start(),
            following[count - 1][1],
            str(stated),
            str(count),
            "、".join(label for *_, label in following[:count]),
            match.span("n"),
            (following[0][0], following[count - 1][1]),
        )


def _order(label: str) -> int:
    digits = rx.sub(r"[^一二三四五六七八九十]", "", label)
    return small_number(digits) if digits else 0


def _numbering(context: Context) -> Iterator[Finding]:
    """Headings of one rank count up without a gap: 一、二、四、 misses 三、. They may count on below the next higher heading."""
    runs: dict[int, list[_Numbered]] = {}
    last: dict[int, int] = {}
    for paragraph in context.outline.paragraphs:
        whole_new = paragraph.kind in ("article", "column", "title")
        for level in [
            r for r in runs if whole_new or (paragraph.level and paragraph.kind == "heading" and r > paragraph.level)
        ]:
            run = runs.pop(level)
            last[level] = run[-1].number
            yield from _sequence(run)
        last = {} if whole_new else last
        number = _order(paragraph.label or "") or _arabic(paragraph.label or "")
        if not paragraph.level or not number or paragraph.kind != "heading":
            continue
        run = runs.setdefault(paragraph.level, [])
        if run and number == 1:
            yield from _sequence(run)
            runs[paragraph.level] = run = []
        due = run[-1].due + 1 if run else last.get(paragraph.level, 0) + 1 if number > 1 else 1
        run.append(_Numbered(number, due, paragraph.start, max(paragraph.head_end, paragraph.start + 1)))
    for run in runs.values():
        yield from _sequence(run)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A numbered heading and the number that is due there."""

    number: int
    due: int
    start: int
    end: int


def _arabic(label: str) -> int:
    digits = rx.sub(r"\D", "", label)
    return int(digits) if 0 < len(digits) < 3 else 0


def _sequence(run: list[_Numbered]) -> Iterator[Finding]:
    if len(run) < 2:
        return
    shift = run[0].number - run[0].due  # the first may stand in a run of text, and is no heading then
    odd = next((h for h in run if h.number != h.due + shift), None)
    shown = odd or run[-1]
    yield Finding(
        "numbering",
        "warn" if odd else "undecided" if shift else "pass",
        run[0].start,
        run[-1].end,
        str(shown.due + shift),
        str(shown.number),
        f"heading {odd.number} where {odd.due + shift} is due"
        if odd
        else f"headings {run[0].number} to {run[-1].number}",
        (run[0].start, run[0].end),
        (shown.start, shown.end),
    )
