"""What a document says about itself: title, kind (文种), issuer, number, issue and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from policyminer.folding import fold
from policyminer.model import Metadata
from policyminer.outline.days import DAY, HAN_DAY, parse_day
from policyminer.outline.masthead import AGENCY_END, ISSUE, find_issue, read_imprint, read_masthead
from policyminer.outline.structure import Outline, Paragraph
from policyminer.patterns import rx

#: 文种 of the title's last words -> kind; the order decides where several fit (通知 carries 方案, 意见 …).
DOC_TYPES = (
    (r"(?:工作动态|简报|专报|工作通讯|快报|工作信息|情况通报专刊)$", "bulletin"),
    (r"(?:通知|公告|通告|公示)(?:\([^)]*\))?$", "notice"),
    (r"(?:批复|答复|复函|的函|函)(?:\([^)]*\))?$", "reply"),
    (r"意见(?:\([^)]*\))?$", "opinion"),
    (r"公报$", "communique"),
    (r"(?:总结|汇报|概况|情况|小结|综述|述职)(?:\([^)]*\))?$", "summary"),
    (r"(?:总结|汇报|小结)[及和暨与].{0,8}(?:打算|计划|安排|思路|要点|谋划)$", "summary"),
    (r"报告(?:\([^)]*\))?$", "report"),
    (r"(?:方案|规划|计划|要点|纲要|安排|行动)(?:\([^)]*\))?$", "plan"),
    (r"(?:办法|规定|细则|条例|标准|规范|准则|章程|规程|制度)(?:\([^)]*\))?$", "measures"),
)
_NUMBER = regex.compile(r"[\u4e00-\u9fff]{1,14}[〔\[【(<]\s*(?:19|20)\d\d\s*[〕\]】)>]\s*第?\d{1,5}号")
_NUMBER_LINE = regex.compile(rf"[(]?\s*({_NUMBER.pattern})\s*[)]?")
_TITLE_AGENCY = regex.compile(rf"(?P<agency>{AGENCY_END.pattern})(?=关于|转发|印发|\d{{4}}年)")
_NEWS = regex.compile(r"\(记者|本报讯|讯\(|通讯员|返回搜狐|新闻联播|记者[\u4e00-\u9fff]{2,3}(?:报道|摄)")


def _squeeze(text: str) -> str:
    return rx.sub(r"[\s*]", "", fold(text))


def _is_day(folded: str) -> bool:
    match = DAY.match(folded) or HAN_DAY.match(folded)
    return bool(match) and rx.fullmatch(r"\s*(?:印发)?", folded[match.end() :]) is not None if match else False


def _title_range(outline: Outline, wanted: str | None) -> tuple[int, int] | None:
    """Which paragraphs hold the title: those that spell the known one, else the first unpunctuated lines."""
    folded, paragraphs = outline.view.folded, outline.paragraphs
    if wanted:
        target = _squeeze(wanted)
        for i in range(min(len(paragraphs), 25)):
            spelled = ""
            for j in range(i, min(i + 6, len(paragraphs))):
                spelled += _squeeze(folded[paragraphs[j].start : paragraphs[j].end])
                if spelled == target:
                    return i, j + 1
                if not target.startswith(spelled):
                    break
        return None
    for i, paragraph in enumerate(paragraphs[:8]):
        line = folded[paragraph.start : paragraph.end]
        if paragraph.kind not in ("body", "title", "heading") or len(line) > 90 or line[-1] in "。;:,":
            return None
        masthead = line.endswith("文件") and len(line) <= 30
        if _NUMBER_LINE.fullmatch(line) or _is_day(line) or len(line) < 4 or ISSUE.match(line) or masthead:
            continue
        end = i + 1
        while end < len(paragraphs) and not kind_of(_squeeze(folded[paragraphs[i].start : paragraphs[end - 1].end])):
            following = folded[paragraphs[end].start : paragraphs[end].end]
            joined = _squeeze(folded[paragraphs[i].start : paragraphs[end].end])
            so_far = folded[paragraphs[i].start : paragraphs[end - 1].end]
            if so_far.count("《") > so_far.count("》") and len(following) <= 60:
                end += 1  # a title inside the title runs over the line
                continue
            if len(following) > 40 or following[-1] in "。;:," or paragraphs[end].kind != "body":
                break
            if following.startswith("关于") and AGENCY_END.fullmatch(line):
                end += 1
                continue
            bodies = AGENCY_END.fullmatch(following) and AGENCY_END.fullmatch(line)
            if not kind_of(joined) and not bodies:  # the bodies that issue jointly stand above 关于…
                break
            end += 1
        return i, end
    return None


def kind_of(title: str) -> str | None:
    """The kind (文种) that the last words of a title name, or none."""
    bare = rx.sub(r"[\"“”》]+$", "", title)
    return next((kind for pattern, kind in DOC_TYPES if rx.search(pattern, bare)), None)


def _signature(outline: Outline) -> tuple[str | None, date | None]:
    """The issuing body and date at the foot of the document or of its covering notice."""
    folded, text, paragraphs = outline.view.folded, outline.view.text, outline.paragraphs
    lone: date | None = None
    for i, paragraph in enumerate(paragraphs):
        line = folded[paragraph.start : paragraph.end].strip()
        if len(line) > 24 or not _is_day(line):
            continue
        signers: list[str] = []
        for above in reversed(paragraphs[max(0, i - 8) : i]):
            name = folded[above.start : above.end].split("&")[0].strip()
            if above.kind == "body" and len(name) <= 45 and AGENCY_END.fullmatch(name):
                # several bodies sign side by side or one below the other; the first one leads
                signers.append(text[above.start : above.end].split("&")[0].split()[0])
            elif signers or above.start < paragraphs[i - 2].start:
                break
        if signers:
            return signers[-1], parse_day(line)
        if i > 1:
            lone = parse_day(line) or lone
    return None, lone


def describe(outline: Outline) -> tuple[Outline, Metadata]:
    """Read the metadata of a document (without its region) and mark its title lines in the outline."""
    fields, folded, text = outline.lines.fields, outline.view.folded, outline.view.text
    issue = find_issue(outline)
    title, wanted = fields.get("title"), fields.get("title")
    place = (0, issue.at) if issue and issue.at > 0 else _title_range(outline, wanted)
    if issue and issue.name and not wanted:
        title, place = issue.name, (issue.at, issue.at + 1)
    elif issue and place and not wanted:
        first = outline.paragraphs[place[0]]
        title = text[first.start : outline.paragraphs[place[1] - 1].end].replace("\n", " ")
        if fold(title).rstrip().endswith(")") and ISSUE.search(fold(title)):
            title = title[: ISSUE.search(fold(title)).start()]  # type: ignore[union-attr]
    elif place and not title:
        title = text[outline.paragraphs[place[0]].start : outline.paragraphs[place[1] - 1].end].replace("\n", "")
    title = title if title and title.strip() else None
    if title and place:
        title, place = _title_tail(outline, title, place, bool(fields.get("source")))
    if title:
        title = rx.sub(r"^#+\s*|\s*[-_|—]+\s*[^-_|—]{2,20}(?:网|网站|门户)$", "", title).strip() or None
    paragraphs: list[Paragraph] = list(outline.paragraphs)
    if place:
        for i in range(*place):
            paragraphs[i] = replace(paragraphs[i], kind="title", level=0, head_end=paragraphs[i].end)
    squeezed = _squeeze(title or "")
    is_news = outline.lines.is_news or (
        not issue and bool(_NEWS.search(folded[:1500])) and not fields.get("doc_number")
    )
    kind = "bulletin" if issue else "news" if is_news else kind_of(squeezed)
    signer, signed = _signature(outline)
    head_issuer, head_date = read_masthead(outline, issue.at) if issue else (None, None)
    printer, printed = read_imprint(outline)
    issued = parse_day(fields.get("date_issued", "")) or head_date or signed or printed
    if not issued and kind == "report":
        opening = next(
            (
                parse_day(folded[p.start : p.end])
                for p in paragraphs[:6]
                if DAY.search(folded[p.start : min(p.end, p.start + 60)])
            ),
            None,
        )
        issued = opening or _delivered(outline)
    issuer = fields.get("issuer") or head_issuer or (printer if issue else None) or (None if is_news else signer) or _title_issuer(title)
    if not issuer:
        web_news = is_news or (kind is None and bool(title))
        issuer = _source(fields.get("source"), web_news) or _source(fields.get("column"), False)
    web = fields.get("source") or fields.get("date_published")
    metadata = Metadata(
        title=title,
        # a web page with a title of no 文种 is news of the office
        doc_type=kind or ("news" if title and (web or _opens_as_news(outline, place)) else "other"),
        issuer=issuer,
        doc_number=_own_number(outline, fields),
        issue_number=issue.issue if issue else None,
        date_issued=None if is_news else issued,
        date_published=parse_day(fields.get("date_published", ""))
        or (_dated_head(outline, title) if not issued and kind in (None, "news") else None),
    )
    return replace(outline, paragraphs=tuple(paragraphs)), metadata


#: how a report of what happened begins
_LEDE = regex.compile(r"(?:近日|日前|近期|连日来|今天|昨天|(?:20\d\d年)?\d{1,2}月\d{1,2}日)|[^,。;]{0,30}(?:20\d\d年)?\d{1,2}月\d{1,2}日[^。;]{0,60}(?:举行|举办|召开|开展|赴|到)")


def _opens_as_news(outline: Outline, place: tuple[int, int] | None) -> bool:
    """Whether the text below a title of no 文种 begins as news do: 近日, …; 3月5日, …"""
    following = outline.paragraphs[place[1]] if place and place[1] < len(outline.paragraphs) else None
    return following is not None and bool(_LEDE.match(outline.view.folded[following.start : following.end].lstrip()))


# ——2022年1月27日在某县第十八届人民代表大会第二次会议上
_DELIVERED = regex.compile(r"[—\-]*\s*(?P<day>20\d\d年\d{1,2}月\d{1,2}日)在[^。;]{4,40}会议?上")


def _delivered(outline: Outline) -> date | None:
    """The day on which a report was given, from the line below its title."""
    lines = (outline.view.folded[p.start : p.end] for p in outline.paragraphs[:25])
    return next((parse_day(m["day"]) for line in lines if (m := _DELIVERED.match(line.strip()))), None)


def _dated_head(outline: Outline, title: str | None) -> date | None:
    """A day that a digest opens with: a first line 2025-10-10, or (20240514) in its title."""
    first = outline.view.folded[outline.paragraphs[0].start : outline.paragraphs[0].end] if outline.paragraphs else ""
    if _is_day(first.strip()):
        return parse_day(first)
    stamp = rx.search(r"[(](20\d\d)([01]\d)([0-3]\d)[)]", fold(title or first))
    return parse_day("-".join(stamp.groups())) if stamp else None


# （2024—2026年） | （试行）: a line of its own below the title
_TAIL = regex.compile(r"[(](?:20\d\d年?[-—~至]+(?:20)?\d\d年|试行|暂行|草案|送审稿|修订稿?|征求意见稿)[)]")


def _title_tail(outline: Outline, title: str, place: tuple[int, int], sourced: bool) -> tuple[str, tuple[int, int]]:
    """A title with the line that goes on with it: its years or （试行）, for a page with a source also its subtitle."""
    start, end = place
    if end >= len(outline.paragraphs):
        return title, place
    following = outline.paragraphs[end]
    line = outline.view.folded[following.start : following.end].strip()
    subtitle = sourced and rx.fullmatch(r"—{1,2}[^。;]{4,40}", line) and not rx.search(r"会议?上$", line)
    if _TAIL.fullmatch(line) or subtitle:
        return title + outline.view.text[following.start : following.end].strip(), (start, end + 1)
    return title, place


# 某县2024年政府工作报告: the government reports
_WORK_REPORT = regex.compile(
    r"(?P<region>[\u4e00-\u9fff]{2,14}?(?:省|市|县|区|州|盟|旗))(?:人民政府)?(?:20\d\d年(?:度)?)?(?:人民)?政府工作报告"
)


#: 教育局, 民政局: whose?
_OWNERLESS = regex.compile(r"(?!国家|全国)[^省市县区州旗盟镇乡\W\d_]{2,5}[局委办]")


def _title_issuer(title: str | None) -> str | None:
    match = _TITLE_AGENCY.match(fold(title)) if title else None
    if match and title and not _OWNERLESS.fullmatch(match["agency"]):
        return title[match.start("agency") : match.end("agency")]
    report = _WORK_REPORT.match(fold(title)) if title else None
    return title[: report.end("region")] + "人民政府" if report and title else None


def _source(source: str | None, is_news: bool) -> str | None:
    if source and (is_news or AGENCY_END.fullmatch(fold(source))):
        return source
    return None


def _own_number(outline: Outline, fields: dict[str, str]) -> str | None:
    """The document's own 文号: from the information table, else on a line of its own above the text."""
    if fields.get("doc_number"):
        match = _NUMBER.search(fold(fields["doc_number"]))
        return fields["doc_number"][match.start() : match.end()] if match else fields["doc_number"]
    head: Sequence[Paragraph] = outline.paragraphs[:12]
    for paragraph in head:
        match = _NUMBER_LINE.fullmatch(outline.view.folded, paragraph.start, paragraph.end)
        if match:
            return outline.view.text[match.start(1) : match.end(1)]
    return None
