"""What stands above and below a bulletin: its number, who edits it, its date; on lines of their own or side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from policyminer.outline.days import DAY, HAN_DAY, parse_day, small_number
from policyminer.outline.structure import Outline

#: how the name of a body that issues documents ends
AGENCY_END = regex.compile(
    r"[\u4e00-\u9fff“”()、 ]{2,50}(?:办公室|办公厅|委员会|人民政府|政府|党委|[局厅部委署院处科]|大学|中心|协会|学会|研究所|领导小组|指挥部|党组|联席会议|县委|市委|区委|省委|教研室|联合会)"
)
#: 第5期, 2024年第5期（总第11期）, (2024年第5期,总第11期), （2024）第5期, 〔2024〕5期, 总第11期
ISSUE = regex.compile(
    r"[(〔\[【]?\s*(?:(?P<year>20\d\d)\s*年?\s*[)〕\]】]?\s*第?|总?第)\s*(?P<n>\d{1,4}|[一二三四五六七八九十百〇]{1,5})\s*期\s*[)】]?"
    r"(?:\s*[(,、;·/|]?\s*总\s*第?\s*(?:\d{1,5}|[一二三四五六七八九十百〇]{1,6})\s*期\s*[)]?)?"
)
#: the name of a bulletin, which may have its number behind it on the same line
_NAME = regex.compile(r"[\u4e00-\u9fff“”·\d]{2,30}?(?:工作动态|动态|简报|专报|通讯|快报|信息|简讯|通报)")
#: who stands behind these words issues the bulletin, who stands behind those does not
_ISSUES = "主办单位|主办|编印单位|编印|编发单位|编发|编制单位|编制|编辑单位|编写单位|编写|承办单位|承办|编"
_LABEL = regex.compile(
    rf"(?P<issues>{_ISSUES})\s*:|(?:责任编辑|编辑|责编|编审|主编|签发人?|审核人?|审签|审定|核稿|校对|拟稿|电话|电子邮箱|邮箱|地址|日期|时间|印数|本期)\s*:"
)
_EDITED = regex.compile(rf"\s*(?:{_ISSUES})\s*$")
#: behind a day: 2024年5月31日印发
_PRINTED = regex.compile(r"\s*(?:印发|印制|编印|出版|印)?\s*(?:\(?共印?\s*\d+\s*份\)?)?\s*$")
_COPIES = regex.compile(r"\(?共印?\s*\d+\s*份\)?")
_LONGEST = 90
_HEAD, _FOOT = 10, 10
#: lines below the number that still belong to the masthead
_BELOW = 5


@dataclass(frozen=True, slots=True)
class Masthead:
    """The paragraph with the number, the number, and the bulletin's name where it stands on the same line."""

    at: int
    issue: int
    name: str | None


def find_issue(outline: Outline) -> Masthead | None:
    """The masthead line with the number of the issue: it holds nothing but what mastheads hold."""
    for i, line in enumerate(_lines(outline, 0, _HEAD)):
        match = ISSUE.search(line)
        if match is None or len(line) > _LONGEST or (not match["year"] and "第" not in match.group()):
            continue
        rest = (line[: match.start()].strip(" |"), line[match.end() :].strip(" |"))
        name = next((r.rstrip("(【").strip() for r in rest if _NAME.fullmatch(r.rstrip("(【").strip())), None)
        others = [r for r in rest if r and r.rstrip("(【").strip() != name]
        if all(_is_furniture(r) for r in others):
            return Masthead(i, small_number(match["n"]), _written(outline, name))
    return None


def read_masthead(outline: Outline, at: int) -> tuple[str | None, date | None]:
    """Who edits the bulletin and its date, from the lines around its number."""
    issuer, issued = None, None
    for line in _lines(outline, 0, at + _BELOW):
        if len(line) <= _LONGEST:
            name = _NAME.match(line) if ISSUE.search(line) else None
            body, day = _body_and_day(ISSUE.sub(" ", line[name.end() if name else 0 :]))
            issuer, issued = issuer or body, issued or day
    return _written(outline, issuer), issued


def read_imprint(outline: Outline) -> tuple[str | None, date | None]:
    """Who printed a document and when, from its last lines: 某某办公室　　2024年5月31日印发."""
    lines = list(_lines(outline, -_FOOT, None))
    for line in reversed(lines):
        day = _day(line)
        if day is None or len(line) > _LONGEST or not _PRINTED.fullmatch(line[day.end() :]):
            continue
        body, found = _body_and_day(line)
        if found and (body or _is_furniture(line)):
            return _written(outline, body), found
    return None, None


def _written(outline: Outline, folded: str | None) -> str | None:
    """A piece of a folded line as the document writes it."""
    at = outline.view.folded.find(folded) if folded else -1
    return outline.view.text[at : at + len(folded)] if folded and at >= 0 else folded


def _lines(outline: Outline, start: int, end: int | None) -> Iterator[str]:
    for paragraph in outline.paragraphs[start:end]:
        yield outline.view.folded[paragraph.start : paragraph.end].strip()


def _day(line: str) -> regex.Match[str] | None:
    return DAY.search(line) or HAN_DAY.search(line)


def _body_and_day(line: str) -> tuple[str | None, date | None]:
    """The body that a line of a masthead or imprint names, and its date."""
    day = _day(line)
    issued = parse_day(day.group()) if day else None
    if day is not None:
        line = f"{line[: day.start()]} {_PRINTED.sub('', line[day.end() :])}"
    for label, text in _labelled(line.strip(" |,")):
        body = _EDITED.sub("", text).strip(" |,")
        if label in ("", "issues") and AGENCY_END.fullmatch(body):
            return body, issued
    return None, issued


def _labelled(line: str) -> Iterator[tuple[str, str]]:
    """(label, text) of a line: ``issues`` for 主办：, ``other`` for 编辑：, empty for what has no label."""
    labels = list(_LABEL.finditer(line))
    yield "", line[: labels[0].start() if labels else None]
    for label, after in zip(labels, [*labels[1:], None], strict=False):
        yield "issues" if label["issues"] else "other", line[label.end() : after.start() if after else None]


def _is_furniture(text: str) -> bool:
    """Whether a piece of a line holds a date, a body or editors, and nothing else."""
    body, _ = _body_and_day(text)
    labels = list(_labelled(_COPIES.sub("", text)))
    return bool(body) or _is_only_day(text) or (len(labels) > 1 and not labels[0][1].strip(" |"))


def _is_only_day(text: str) -> bool:
    """Whether a date is all that a piece of a line says."""
    day = _day(text := _COPIES.sub("", text))
    return day is not None and not text[: day.start()].strip(" |,()") and bool(_PRINTED.fullmatch(text[day.end() :].strip(" |,)")))
