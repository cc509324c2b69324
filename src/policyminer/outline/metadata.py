"""What a document says about itself: title, issuer, number, issue and dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from policyminer.folding import fold, plain_digits
from policyminer.model import Metadata
from policyminer.outline.days import DAY, HAN_DAY, parse_day, run_together, untangled
from policyminer.outline.kinds import CAME_OUT, ON_BEHALF, kind_of, kind_of_text, opens_as_news, reports, tells_of_us
from policyminer.outline.masthead import AGENCY_END, ISSUE, find_issue, read_imprint, read_masthead
from policyminer.outline.structure import Outline, Paragraph
from policyminer.patterns import rx

_NUMBER = regex.compile(r"[\u4e00-\u9fff]{1,14}[〔\[【(<]\s*(?:19|20)\d\d\s*[〕\]】)>]\s*第?\d{1,5}号")
NUMBER_LINE = regex.compile(rf"[(]?\s*({_NUMBER.pattern})\s*[)]?(?:\s*{DAY.pattern})?")
_TITLE_AGENCY = regex.compile(rf"(?:\d{{4}}年)?(?P<agency>{AGENCY_END.pattern})(?=\s*(?:关于|转发|印发|\d{{4}}年|(?:工作)?(?:要点|总结|计划)))")
_NEWS = regex.compile(r"\(记者|[、 ,]记者[\u4e00-\u9fff]{2,4}[ )]|(?:在线|网|日报|晚报|融媒体?|客户端)[\u4e00-\u9fff]{0,6}讯[ (\u3000]|\d日(?:电|讯)[ (,\u3000]|本报[\u4e00-\u9fff]{0,6}讯[ (,\u3000]|本报讯|讯\(|[\u4e00-\u9fff]网消息(?=[ (,\u3000\d]|近日|日前)|记者从[^,。;]{2,20}?(?:获悉|了解到|获知)|通讯员|返回搜狐|新闻联播|记者[\u4e00-\u9fff]{2,3}(?:报道|摄)")


#: 省教育厅|省财政厅, 某省教育厅|某省财政厅: two that issue together
_JOINED_BODIES = regex.compile(r"(?P<owner>[\u4e00-\u9fff]{0,6}?[省市县区州旗])[\u4e00-\u9fff]{2,10}?(?:[厅局]|委员会)(?=(?P=owner)[\u4e00-\u9fff]{2,12}(?:[厅局]|委员会)$)")


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
        lost = i == 0 and _DELIVERED.match(line)  # the page lost the title above
        if lost or paragraph.kind not in ("body", "title", "heading") or len(line) > 90 or line[-1] in "。;:,":
            return None
        if _is_above_title(outline, i):
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


def _is_above_title(outline: Outline, at: int) -> bool:
    """Whether a line is a number, a day or a mark, or the head of the paper: 某某文件, the body right above the number."""
    lines = [outline.view.folded[p.start : p.end] for p in outline.paragraphs[at : at + 2]]
    line = lines[0]
    if NUMBER_LINE.fullmatch(line) or _is_day(line) or len(line) < 4 or not rx.search(r"\w", line) or ISSUE.match(line):
        return True
    if len(line) <= 30 and rx.search(r"文件\s*(?:\([一二三四五六七八九十\d]{1,3}\))?$", line):
        return True
    numbered = len(lines) > 1 and NUMBER_LINE.fullmatch(lines[1].strip()) is not None
    return numbered and AGENCY_END.fullmatch(line.strip()) is not None


def _signature(outline: Outline) -> tuple[str | None, date | None]:
    """The issuing body and date at the foot of the document or of its covering notice."""
    folded, text, paragraphs = outline.view.folded, outline.view.text, outline.paragraphs
    lone: date | None = None
    for i, paragraph in enumerate(paragraphs):
        line = folded[paragraph.start : paragraph.end].strip()
        if len(line) > 24 or not (_is_day(line) or (i and run_together(line))):
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
            return signers[-1], parse_day(line) or untangled(line)
        if i > 1:
            lone = parse_day(line) or lone
    return _undated(outline), lone


def _undated(outline: Outline) -> str | None:
    """The body that signs without a day: the last line, alone behind the last sentence."""
    if len(outline.paragraphs) < 3:
        return None
    sentence, last = outline.paragraphs[-2:]
    name = outline.view.folded[last.start : last.end].strip()
    if last.kind == "body" and len(name) <= 24 and outline.view.folded[sentence.end - 1] == "。" and AGENCY_END.fullmatch(name):
        return outline.view.text[last.start : last.end].strip()
    return None


#: a notice without a title of its own names the document that it carries: 《某计划》已经县政府同意，现转发给你们
_CARRIED = regex.compile(r"《(?P<title>[^《》]{6,60})》[^。《》]{0,30}(?:印发|转发|下发)给")
#: characters at the beginning of a document that say what it carries
_HEAD = 800
# 某县人民政府关于…的通知（某政发〔2022〕3号）
_NUMBER_BEHIND = regex.compile(rf"(?<=[\u4e00-\u9fff》)])\s*[(]\s*{_NUMBER.pattern}\s*[)]$")
# 【总结】某局2022年工作总结, 某政发〔2022〕3号 某市人民政府关于…: a rubric and the number are no part of the title
_FRONT = regex.compile(rf"(?:【[^】]{{1,8}}】\s*(?=[^\s【]{{6}})|{_NUMBER.pattern}\s+(?=\S{{6}}))?")


def _plain(title: str) -> str | None:
    """A title without marks of emphasis, the name of the site, a rubric before it and its number."""
    title = rx.sub(r"^#+\s*|\s*[-_|—]+\s*[^-_|—]{2,20}(?:网|网站|门户)$", "", title).strip()
    title = rx.sub(r"^(?:名|标|题)\s*(?:称|题|名)\s*[:：]\s*", "", title)
    title = title[_FRONT.match(fold(title)).end() :]  # type: ignore[union-attr]
    numbered = _NUMBER_BEHIND.search(fold(title))
    return (title[: numbered.start()].rstrip() if numbered else title) or None


def describe(outline: Outline) -> tuple[Outline, Metadata]:
    """Read the metadata of a document (without its region) and mark its title lines in the outline."""
    fields, folded, text = outline.lines.fields, outline.view.folded, outline.view.text
    issue = find_issue(outline)
    title, wanted = fields.get("title"), fields.get("title")
    place = (0, issue.at) if issue and issue.at > 0 else _title_range(outline, wanted)
    if place is None and title is None and (carried := _CARRIED.search(folded[:_HEAD])):
        place = _title_range(outline, carried["title"])
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
    title = _plain(title) if title else None
    paragraphs: list[Paragraph] = list(outline.paragraphs)
    if place:
        for i in (*range(*place), *_title_again(outline, title, place[1])):
            paragraphs[i] = replace(paragraphs[i], kind="title", level=0, head_end=paragraphs[i].end)
    squeezed = _squeeze(title or "")
    is_news = outline.lines.is_news or (
        not issue and bool(_NEWS.search(folded[:1500])) and not fields.get("doc_number")
    )
    signer, signed = _signature(outline)
    own_number = _own_number(outline, fields)
    unsigned = not signer and not own_number and not fields.get("doc_number")
    is_news = is_news or (unsigned and not issue and CAME_OUT.match(squeezed) is not None)
    kind = "bulletin" if issue else "news" if is_news else kind_of(squeezed)
    head_issuer, head_date = read_masthead(outline, issue.at) if issue else (None, None)
    printer, printed = read_imprint(outline)
    delivered = _delivered(outline, kind)
    if delivered and kind is None:
        kind = "report"
    start = place[1] if place and kind and not is_news else len(paragraphs)
    bracketed = _day_below(outline, place[1]) if place else None
    issued = parse_day(fields.get("date_issued", "")) or head_date or bracketed or signed or printed
    if not issued and kind == "report":
        opening = next(
            (
                parse_day(folded[p.start : p.end])
                for p in paragraphs[:6]
                if DAY.search(folded[p.start : min(p.end, p.start + 60)])
            ),
            None,
        )
        issued = opening or (parse_day(delivered["day"]) if delivered else None)
    named = _title_issuer(title) or _reporting(squeezed, delivered) or _under_title(outline, start) or _on_behalf(outline, kind)
    issuer = fields.get("issuer") or head_issuer or (printer if issue else None) or (None if is_news else signer) or named
    if issuer and _SHORT_BODY.match(fold(issuer)) and (fuller := named or signer):
        issuer = fuller  # 区政府办公室 in the table, the full name in the title
    told = kind or (None if issue else kind_of_text(outline, place[1] if place else 0))
    told_as_news = not told and (
        opens_as_news(outline, place) or (unsigned and reports(outline, squeezed, place)) or (not own_number and tells_of_us(squeezed))
    )
    if not issuer:
        web_news = is_news or (kind is None and (bool(title) or told_as_news))
        issuer = _source(fields.get("source"), web_news) or _source(fields.get("column"), False)
    if not issuer:
        issuer = _byline(outline) if is_news or (told is None and title) else _actor(outline, place[1] if place else 0, told)
    web = fields.get("source") or fields.get("date_published")
    metadata = Metadata(
        title=title,
        # a web page with a title of no 文种 is news of the office
        doc_type=told or ("news" if (title and web) or told_as_news else "other"),
        issuer=issuer,
        doc_number=own_number,
        issue_number=issue.issue if issue else None,
        date_issued=None if is_news else issued,
        date_published=parse_day(fields.get("date_published", ""))
        or (_dated_head(outline, title) if not issued and kind in (None, "news") else None),
    )
    return replace(outline, paragraphs=tuple(paragraphs)), metadata


# （2022年3月15日）: a line of its own below the title
_BRACKETED = regex.compile(rf"[(]\s*(?:{DAY.pattern}|(?P<han>[一二][〇零○一二三四五六七八九]{{3}}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日))\s*[)]")


def _day_below(outline: Outline, at: int) -> date | None:
    """The day in brackets on a line directly below the title, as the offices of party committees date what they issue."""
    lines = (outline.view.folded[p.start : p.end].strip() for p in outline.paragraphs[at : at + 2])
    return next((parse_day(line) for line in lines if _BRACKETED.fullmatch(line)), None)


def _under_title(outline: Outline, start: int) -> str | None:
    """The office that stands alone on the line below the title."""
    if start >= len(outline.paragraphs):
        return None
    line = outline.view.text[outline.paragraphs[start].start : outline.paragraphs[start].end].strip()
    return line if AGENCY_END.fullmatch(fold(line)) and not _OWNERLESS.fullmatch(fold(line)) else None


#: paragraphs behind a title among which the document itself prints it once more
_AGAIN = 6


def _title_again(outline: Outline, title: str | None, start: int) -> range:
    """The lines that spell the title a second time, below that of the web page."""
    wanted, folded, paragraphs = _squeeze(title or ""), outline.view.folded, outline.paragraphs
    for i in range(start, min(start + _AGAIN, len(paragraphs))):
        spelled = ""
        for j in range(i, len(paragraphs)):
            spelled += _squeeze(folded[paragraphs[j].start : paragraphs[j].end])
            if len(wanted) > _AGAIN and spelled == wanted:
                return range(i, j + 1)
            if not wanted.startswith(spelled):
                break
    return range(0)


# ——2022年1月27日在某县第十八届人民代表大会第二次会议上
_DELIVERED = regex.compile(
    r"[—\-]*\s*(?P<day>20\d\d年\d{1,2}月\d{1,2}日)在(?:(?P<region>[\u4e00-\u9fff]{1,12}[省市县区州旗盟])第[^。;]{1,6}届人民代表大会)?[^。;]{2,40}会议?上"
)


def _delivered(outline: Outline, kind: str | None) -> regex.Match[str] | None:
    """The line below the title of a report that tells on which day and before whose congress it was given."""
    lines = (outline.view.folded[p.start : p.end] for p in outline.paragraphs[: {"report": 25, None: 2}.get(kind, 0)])
    told = next((match for line in lines if (match := _DELIVERED.match(line.strip()))), None)
    return told if kind or "报告工作" in outline.view.folded[:_HEAD] or "工作报告" in outline.view.folded[:_HEAD] else None


def _reporting(title: str, delivered: regex.Match[str] | None) -> str | None:
    """The government whose report a congress heard."""
    region = delivered["region"] if delivered and (not title or title.endswith("政府工作报告")) else None
    return f"{region}人民政府" if region else None


def _on_behalf(outline: Outline, kind: str | None) -> str | None:
    """The government for whom a report without title and cover is given: 我代表某县人民政府,向大会报告政府工作."""
    match = ON_BEHALF.search(outline.view.folded[:_HEAD]) if kind in (None, "report") else None
    return _written_at(outline, match.start("body"), match["body"]) if match and len(match["body"]) > len("县人民政府") else None


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


#: 区政府办公室, 市教育局: a name that leaves the owner to the site
_SHORT_BODY = regex.compile(r"[省市县区州旗](?!.*[省市县区州旗](?:人民政府|政府|委))[\u4e00-\u9fff]{2,12}$")
# 某网6月14日电, 某报讯（记者 …）, 某客户端12月22日讯
_BYLINE = regex.compile(
    r"(?:据)?(?P<source>[\u4e00-\u9fff—\-]{1,12}?(?<!本|本报)(?:网|社|报|客户端|融媒体中心))(?:[\u4e00-\u9fff]{2,4})?(?:\d{1,2}月\d{1,2}日)?(?:[电讯][ (,\u3000]|(?<=网)消息(?=[ (,\u3000\d]))"
)


# （某网 张三）3月5日，…
_IN_BRACKETS = regex.compile(r"[(【](?P<source>[\u4e00-\u9fff]{2,12}(?:网|报|社|电视台|客户端|融媒体中心))[ \u3000]+[\u4e00-\u9fff]{2,4}(?:[ 、\u3000]+[\u4e00-\u9fff]{2,4})*[)】]")


def _byline(outline: Outline) -> str | None:
    """The paper or agency that the dateline of a news item names."""
    for paragraph in outline.paragraphs[:4]:
        line = outline.view.folded[paragraph.start : paragraph.start + 40].lstrip()
        if (match := _IN_BRACKETS.match(line)) is not None:
            return match["source"]
        if (match := _BYLINE.match(line)) and match["source"] not in ("本网", "本社", "本报"):
            return match["source"]
    return None


# 6月2日，某市教育局发布《…通知》
_PUBLISHES = regex.compile(rf"(?:[^,。;]{{0,12}},)?(?P<agency>{AGENCY_END.pattern})(?:日前|近日)?(?:正式)?(?:印发|发布|下发|出台)了?《")
# 2022年，某县民政局围绕…
_ACTS = regex.compile(
    rf"(?:[^。;]{{0,40}},)?(?P<agency>{AGENCY_END.pattern})(?:(?:紧紧|始终|认真|全面|深入|持续|积极)?(?:围绕|坚持|聚焦|紧扣|贯彻|落实|推进|加强))"
)


def _actor(outline: Outline, start: int, kind: str | None) -> str | None:
    """Who issued an untitled notice that is passed on, or whose work an untitled account tells: the body of its first words."""
    pattern = {"notice": _PUBLISHES, "summary": _ACTS}.get(kind or "")
    if pattern is None or start >= len(outline.paragraphs):
        return None
    first = outline.paragraphs[start]
    match = pattern.match(outline.view.folded[first.start : first.start + 100])
    return _written_at(outline, first.start + match.start("agency"), match["agency"]) if match else None


def _written_at(outline: Outline, start: int, folded: str) -> str:
    return outline.view.text[start : start + len(folded)]


#: 教育局, 民政局: whose?
_OWNERLESS = regex.compile(r"(?!国家|全国)[^省市县区州旗盟镇乡\W\d_]{2,5}[局委办]")


def _title_issuer(title: str | None) -> str | None:
    match = _TITLE_AGENCY.match(fold(title)) if title else None
    if match and title and not _OWNERLESS.fullmatch(match["agency"]):
        named = title[match.start("agency") : match.end("agency")]
        joined = _JOINED_BODIES.match(fold(named))
        first = named[: joined.end()] if joined else named.split()[0]
        # 中共某县委办公室 某县人民政府办公室: of several the first
        return first if AGENCY_END.fullmatch(fold(first)) else named
    report = _WORK_REPORT.match(fold(title)) if title else None
    return title[: report.end("region")] + "人民政府" if report and title else None


def _source(source: str | None, is_news: bool) -> str | None:
    source = rx.split(r"[ \u3000|]+(?:本报)?(?:记者|通讯员|作者|编辑|责编)(?=[ \u3000:])", source)[0] if source else source
    if source and rx.fullmatch(r"本[网站报台]|网站|网络|互联网|原创|转载|未知|无|其他|(?:通讯员|记者|作者|编辑)[ \u3000:：].*", source.strip()):
        return None  # 来源：本网, 来源：通讯员 张三
    first = (source or "").split()[:1]
    if first and first[0] != source and AGENCY_END.fullmatch(fold(first[0])):
        return first[0]  # 某县委宣传部 张三
    if source and (is_news or AGENCY_END.fullmatch(fold(source))):
        return source
    return None


def _own_number(outline: Outline, fields: dict[str, str]) -> str | None:
    """The document's own 文号: from the information table, else on a line of its own above the text."""
    if fields.get("doc_number"):
        match = _NUMBER.search(fold(fields["doc_number"]))
        return plain_digits(fields["doc_number"][slice(*match.span())] if match else fields["doc_number"])
    head: Sequence[Paragraph] = outline.paragraphs[:12]
    for paragraph in head:
        match = NUMBER_LINE.fullmatch(outline.view.folded, paragraph.start, paragraph.end)
        if match:
            return plain_digits(outline.view.text[match.start(1) : match.end(1)])
    return None
