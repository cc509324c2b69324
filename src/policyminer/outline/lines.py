"""Lines of a document: which are body, which metadata, which site boilerplate; and which belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from policyminer.folding import fold, with_stops
from policyminer.labels import INJECTED, LONGEST_INJECTED, said
from policyminer.model import Document
from policyminer.outline.credits import HOST, is_site_host, made_by
from policyminer.outline.dateline import (
    AUTHORS,
    BUTTONS,
    COLUMN,
    DATELINE,
    DAY_BEHIND,
    EDITION,
    META,
    STAMP,
    WEB_SELF,
    begins_with_label,
    day_below_title,
    field_meant,
    headline_size,
    is_day,
    labels_in,
    posted_days,
    table_row,
    value_of,
)
from policyminer.outline.epaper import frame_of, is_menu
from policyminer.outline.news_export import news_spans
from policyminer.patterns import rx

# whole lines that every site prints around a document
_NOISE_LINE = re.compile(
    r"""(?:打\s*印|关\s*闭|收\s*藏|分\s*享|纠\s*错|返\s*回|置\s*顶|TOP|顶部|首\s*页|网站首页|English|英文版|繁體|繁体版?|简体|Baidu|map|x
    |您?(?:当前)?(?:所在)?(?:的)?位置\s*:?.*|扫一扫.*|分享(?:到|至)?\s*:?.{0,20}|(?:TOP)?\s*(?:【?\s*(?:打印|关闭|收藏|分享|大|中|小|返回)(?:本页|窗口|页面)?\s*】?\s*)+|\[?(?:大|中|小)\]?(?:\s+\[?[大中小]\]?)+
    |网站标识码.*|(?:版权所有|技术支持|联系我们|网站地图|关于我们|隐私声明).*|.*ICP备.*|.*公网安备.*
    |(?:新闻|公告|通知|公示|文章|资讯|信息|动态|活动|荣誉|政策|内容)详情页?|(?:上|下)一(?:篇|条)\s*:?.*|相关(?:链接|文章|阅读|文件|新闻|附件)\s*:?|推荐阅读(?:\s*[:|].*)?|无障碍.*|长者模式|登录|注册|手机版|微信公众号|官方微[信博]
    |(?:更多|查看更多|热门搜索|站内搜索|搜索|关键字)\s*:?|切[换換]到繁[体體]|保护视力色?\s*:?.*|【?打印本页】?.*|[—\-]+\s*\d{1,4}\s*[—\-]+|正文\s*:|
    .{0,6}【法宝引证码】.*|信息公开(?:指南|目录|年报)?|政务(?:公开|服务|邮箱|互动)|\(?此件(?:主动|依申请)?公开(?:发布)?\)?
    |.{0,16}欢迎(?:您!?|(?:光临|访问|来到|进入).{0,24})|[\u4e00-\u9fff]{2,16}版权所有|(?:郑重|免责|版权|特别)(?:声明|提示)\s*:.*|(?:我要|发表|最新|最热|热门|全部|网友)?评论(?:一下|列表|\(\d*\))?(?:\s*取消回复)?|(?:评论\s*|已有\s*)*\d+\s*[人条](?:参与|评论).*|(?:还没有|暂无)评论.*|(?:(?:精确|模糊|高级|全文|站内|开始|重新|二次|结果中)检索\s*)+|\((?:相关)?资料图片?(?:[,,]?仅供参考)?\)
    |[^:。,;]{0,8}(?:提示|说明|注释?):(?:根据|依据|本(?:文|法规)|该(?:文|法规)).{0,160}(?:继续有效|失效|废止|修[改订正])\]?。?
    )""",
    re.X,
)
# what other pages say stands behind it
_RELATED = re.compile(
    r"(?:(?:新闻|相关|热点|精彩|热门|为您|编辑|今日)推荐|推荐(?:阅读|新闻)|猜你喜欢|相关(?:新闻|阅读|报道|资讯)|热门(?:文章|新闻|资讯)|更多(?:新闻|资讯|内容))\s*:?"
)
_BREADCRUMB = re.compile(r".{0,16}(?:当前|所在|您的)?.{0,2}位置\s*:|^\s*首\s*页\s*[>›»/-]|.+>\s*.+>")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_SITE_TIP = re.compile(r"分辨率|浏览器|浏览效果|兼容模式")
_SENTENCE = regex.compile(r"[。;!?]|,.*,")
_TERMINAL = set('。!?;:”")】》…')
STRUCTURAL = regex.compile(
    r"""(?:\*\*)?\s*(?:第[一二三四五六七八九十百\d]+[章节条编]|[一二三四五六七八九十]{1,3}(?:、(?![一二三四五六七八九十])|\.(?!\d))|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?:(?!\d)|(?=(?:19|20)\d\d年))
    |[①-⑳⑴-⒇]|[★☆●◆■▲◇○•▪◎□△]|【|——|[一二三四五六七八九十]{1,2}[是要](?:[^的]|$)|第[一二三四五六七八九十]{1,2}[,步]|(?:报|送|发|抄送|抄报|主送|分送)\s*:
    |附\s*件?\s*\d*\s*:|\#)""",
    regex.X,
)
_DATE_LINE = regex.compile(
    r"\s*(?:(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})\s*年\s*\w{1,2}\s*月\s*\w{1,3}\s*日\s*(?:印发)?\s*$"
)
@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the document with its role: ``text``, ``title``, ``meta``, ``cell`` or ``boilerplate``."""

    start: int
    end: int
    kind: str
    text: str  # folded, stripped of white space and ** at the ends


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a document and what the lines outside its body say (field -> value as written)."""

    lines: tuple[Line, ...]
    fields: dict[str, str]
    is_news: bool


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200b\ufeff"):
        end -= 1
    return start, end


def _line(folded: str, kind: str, start: int, end: int) -> Line:
    return Line(start, end, kind, folded[start:end].strip().strip("*").strip())


_CELL_KINDS = {"cell": "cell", "boilerplate": "boilerplate", "meta": "meta", "title": "title"}


def classify(document: Document) -> Lines:
    """Give every non-blank line a role and collect what metadata lines say."""
    text = document.reading
    folded = with_stops(fold(text))
    fields = said(document.metadata)
    lines: list[Line] = []
    is_news = False
    for block in document.blocks:
        start, end = _strip(text, block.start, block.end)
        if start == end:
            continue
        if block.kind == "line":
            news = news_spans(text, folded, start, end, fields)
            if news:
                lines += [_line(folded, kind, *_strip(text, a, b)) for kind, a, b in news if text[a:b].strip()]
                is_news = True
                continue
        lines.append(_line(folded, _CELL_KINDS.get(block.kind, "text"), start, end))
    framed, told = frame_of([line.text for line in lines])
    fields |= {field: value for field, value in told.items() if field not in fields}
    frame, lines = [replace(line, kind="boilerplate") for line in lines[:framed]], lines[framed:]
    lines = frame + _mark_metadata(text, _cut_days(lines, fields), fields)
    _mark_credits(text, lines, fields)
    lines = _mark_noise(lines, fields)
    _title_above_info(text, lines, fields)
    _mark_repeated_title(lines)
    return Lines(tuple(lines), said(fields), is_news)


def _cut_days(lines: list[Line], fields: dict[str, str]) -> list[Line]:
    """The headlines of a list of news without the days before them, which become lines of their own."""
    cuts, latest = posted_days([line.text for line in lines])
    fields.update({"date_published": latest} if latest and "date_published" not in fields else {})
    for i, size in sorted(cuts.items(), reverse=True):
        line, edge = lines[i], lines[i].start + size
        if line.end - line.start == len(line.text):
            lines[i : i + 1] = Line(line.start, edge, "meta", line.text[:size].strip()), replace(line, start=edge, text=line.text[size:])
    return lines


def _may_be_value(line: Line, field: str, fields: dict[str, str]) -> bool:
    """Whether a line under a bare key is its value rather than the beginning of the document."""
    if len(line.text) > (80 if field else 30) or line.text[-1:] in ("。", ":") or STRUCTURAL.match(line.text):
        return False
    return field == "title" or not fold(fields.get("title", "")).startswith(line.text)


def _mark_metadata(text: str, lines: list[Line], fields: dict[str, str]) -> list[Line]:
    """Turn ``key：value`` lines (and the value lines under a bare key) into ``meta`` lines."""
    out: list[Line] = []
    pending: str | None = None
    numbered, texts = _is_numbered(lines), [line.text for line in lines]
    for i, line in enumerate(lines):
        if line.kind in ("boilerplate", "title") or len(line.text) > 300:
            out.append(line)
            pending = None
            continue
        if told := _told(text, lines, texts, i, numbered, fields):
            out += told
            pending = None
            continue
        found = labels_in(line.text)
        stamp = _stamp(line.text, found, len(out) <= _UNDER_TITLE and not numbered, fields)
        if stamp:
            line = replace(line, kind="meta")
        if found and (begins_with_label(line.text, found) or line.kind == "meta") and not _tells(line, found):
            for match, after in zip(found, [*found[1:], None], strict=False):
                value, is_empty = value_of(line.text[match.end() : after.start() if after else None])
                if field_meant(match) == "source" and (day := DAY_BEHIND.search(value)):
                    fields.setdefault("date_published", day["day"])
                    value = value[: day.start()]
                pending = None if is_empty or match["key"].startswith("字") else field_meant(match)
                if value and not pending and match["key"] in ("发布者", "发布人") and _BODY.fullmatch(value):
                    fields.setdefault("source", value)
                if value and pending:
                    fields.setdefault(pending, _as_written(text, line, value))
                    pending = None
                elif value:
                    pending = None
            out.append(Line(line.start, line.end, "meta", line.text))
        elif line.kind == "meta" and stamp:
            out.append(line)
        elif pending is not None and _may_be_value(line, pending, fields):
            if pending:
                fields.setdefault(pending, text[line.start : line.end].strip())
            out.append(Line(line.start, line.end, "meta", line.text))
            pending = None
        else:
            pending = None
            out.append(line)
    return out


def _tells(line: Line, found: list[regex.Match[str]]) -> bool:
    """Whether a line that begins with a word of credits is a sentence of the text: 编辑：负责…，并…。"""
    counted = rx.search(r":\s*\d+\s*次?。$", line.text)  # 访问量：28456次。
    return line.kind == "text" and line.text[-1] in "。;" and not counted and not any(field_meant(match) for match in found)


def _mark_credits(text: str, lines: list[Line], fields: dict[str, str]) -> None:
    """Turn lines of hosts and editors at head and foot into ``meta`` lines."""
    numbered, texts = _is_numbered(lines), [line.text for line in lines]
    for i, line in enumerate(lines):
        if line.kind not in ("text", "meta") or (HOST.match(line.text) and not _names_maker(texts, i, numbered)):
            continue
        made = made_by(texts, i, numbered)
        if made is not None:
            for field, value in made.items():
                fields.setdefault(field, _as_written(text, line, value))
            lines[i] = replace(line, kind="meta")


def _names_maker(texts: Sequence[str], at: int, numbered: bool) -> bool:
    """Whether a line with hosts tells who issues: not that of a site; on a page only one that says more than that."""
    if not numbered:
        return META.search(texts[at]) is not None
    site = any(_NOISE_LINE.fullmatch(text) for text in texts[max(0, at - 3) : at + 4])
    return not site and not _NUMBERED.search(texts[at])


def _is_numbered(lines: Sequence[Line]) -> bool:
    return any(_NUMBERED.search(line.text) for line in lines[:_UNDER_TITLE])


def _stamp(line: str, found: list[regex.Match[str]], under_title: bool, fields: dict[str, str]) -> bool:
    """Whether a line is, or begins with, the day of publication; reads it and the source beside it."""
    line = BUTTONS.sub("", line) if len(line) <= _BUTTONED else line
    if under_title and (named := STAMP.match(line)) and AUTHORS.fullmatch(line, named.end()):
        line = line[: named.end()]  # 2023-08-15 10:53 王远山
    stamp = STAMP.match(line) or (DATELINE.match(line) if under_title else None)
    if stamp is None or (stamp.end() < len(line) and not (found and found[0].start() <= stamp.end())):
        return False
    fields.setdefault("date_published", stamp["day"])
    source = stamp.groupdict().get("source")
    if source and not WEB_SELF.fullmatch(source) and not COLUMN.fullmatch(source):
        fields.setdefault("source", source)
    return True


def _told(
    text: str, lines: list[Line], texts: list[str], i: int, numbered: bool, fields: dict[str, str]
) -> list[Line]:
    """A day below a title, the head of a newspaper page, a row of a table of facts, read; a headline with its day."""
    line = lines[i]
    size = headline_size(line.text, fields) if i == 0 and not numbered and line.end - line.start == len(line.text) else 0
    if size:
        head = replace(line, end=line.start + size, text=line.text[:size])
        return [head, replace(line, start=line.start + size, kind="meta")]
    if i < 2 and len(lines) > 1 and EDITION.fullmatch(lines[1].text):
        if i == 0:
            fields.setdefault("date_published", line.text)
        return [replace(line, kind="meta")]
    day = None if numbered else day_below_title(texts[max(i - 2, 0) : i + 5], min(i, 2))
    if day is not None:
        if day:
            fields.setdefault("date_published", day)
        return [replace(line, kind="meta")]
    row = table_row(line.text)
    for field, value in row:
        if field and value:
            fields.setdefault(field, _as_written(text, line, value))
    return [replace(line, kind="meta")] if row else []


def _as_written(text: str, line: Line, folded: str) -> str:
    """A piece of a folded line as the document writes it."""
    at = line.text.find(folded)
    raw = text[line.start : line.end].strip().strip("*").strip()
    return raw[at : at + len(folded)] if at >= 0 and len(raw) == len(line.text) else folded


#: characters of a line of facts with the buttons behind it
_BUTTONED = 120
#: lines at the head of a page among which its dateline stands
_UNDER_TITLE = 6
#: 第5期: the date beside it is that of the bulletin, which its masthead tells
_NUMBERED = regex.compile(r"[\d〇一二三四五六七八九十]\s*期\s*(?:$|[()（） \u3000])")
_BODY = regex.compile(r"[\u4e00-\u9fff]{2,20}(?:处|室|科|局|委|办|部|中心|学院|大学|学校|馆|站|厅|院|府)")


_INFO = regex.compile(
    r"(?:发布|发表|公开)?(?:时间|日期)\s*:\s*20\d\d|(?:发布|发表|公开)(?:时间|日期)|发稿时间|信息来源|(?:访问|浏览|点击|阅读)(?:量|次数|数)\s*:"
)


def _title_above_info(text: str, lines: list[Line], fields: dict[str, str]) -> None:
    """Saved pages print 发布时间/来源/浏览次数 right under the title."""
    for i, line in enumerate(lines[1:], 1):
        if line.kind == "meta" and _INFO.search(line.text):
            above = next((one for one in reversed(lines[:i]) if one.kind != "meta"), line)  # credits may stand between
            if above.kind in ("text", "title") and 6 <= len(above.text) <= 90 and above.text[-1] not in "。;:,":
                fields.setdefault("title", text[above.start : above.end].strip().strip("*").strip())
            return


def _mark_repeated_title(lines: list[Line]) -> None:
    """Databases of law print the title above the document: where the first two lines are equal, the first is theirs."""
    text = [i for i, line in enumerate(lines) if line.kind == "text"][:2]
    if len(text) == 2 and len(lines[text[0]].text) >= 8:
        first, second = (rx.sub(r"\W", "", lines[i].text) for i in text)
        if first == second:
            lines[text[0]] = replace(lines[text[0]], kind="meta")


def _mark_link_lists(lines: list[Line], last: int, noisy: list[bool]) -> None:
    """Lists of links: addresses and the names between them; on a web page also a long run of names behind the text."""
    web = any(noisy[: last + 1])
    listed = any(rx.match(r"附\s*(?:件|表)?\s*\d*\s*(?::|$)", line.text) for line in lines[last + 1 :])
    run: list[int] = []
    for i in [*range(len(lines)), -1]:
        link = i >= 0 and _ADDRESS.fullmatch(lines[i].text) is not None
        name = i >= 0 and lines[i].kind != "cell" and len(lines[i].text) <= 12 and not rx.search(r"[。,、:;\d《]", lines[i].text)
        if link or name:
            run.append(i)
            continue
        links = sum(_ADDRESS.fullmatch(lines[j].text) is not None for j in run)
        if (links >= 3 and links * 3 >= len(run)) or (len(run) >= 20 and run[0] > last and web and not listed):
            for j in run:
                noisy[j] = True
        run = []


def is_injected(text: str) -> bool:
    """Whether a line is the advertising that intruders put into pages.

    >>> is_injected("某站188体育365官网"), is_injected("全县36所学校开展188体育活动,参加学生超过两千人。")
    (True, False)
    """
    return len(text) <= LONGEST_INJECTED and text[-1:] not in "。;" and rx.search(INJECTED, text) is not None


def _mark_noise(lines: list[Line], fields: dict[str, str]) -> list[Line]:
    """Find the site's navigation and footer around the body."""
    noisy = [
        line.kind == "boilerplate"
        or (line.kind == "text" and (bool(_NOISE_LINE.fullmatch(line.text)) or is_injected(line.text) or is_menu(line.text)))
        for line in lines
    ]
    body = [
        i
        for i, line in enumerate(lines)
        if line.kind in ("text", "title")
        and len(line.text) >= 40
        and _SENTENCE.search(line.text)
        and not _SITE_TIP.search(line.text)
        and not _ADDRESS.fullmatch(line.text)
    ]
    if not body:
        return [replace(x, kind="boilerplate") if n else x for x, n in zip(lines, noisy, strict=True)]
    first, last = body[0], body[-1]
    texts, numbered = [line.text for line in lines], _is_numbered(lines)
    furniture = [n and line.kind == "text" for n, line in zip(noisy, lines, strict=True)]
    for i, line in enumerate(lines):
        if line.kind == "text" and HOST.match(line.text):
            noisy[i] = is_site_host(texts, i, furniture, first, last, numbered)
    for i in range(first):
        if _BREADCRUMB.match(lines[i].text) and len(lines[i].text) < 80:
            parts = [p.strip() for p in rx.split(r"[>›»]|:", lines[i].text) if p.strip()]
            fields.setdefault("column", parts[-1])
            noisy[: i + 1] = [True] * (i + 1)
    # a run of short labels without punctuation is a menu
    run: list[int] = []
    for i in [*range(len(lines)), -1]:
        short = (
            i >= 0
            and i < first
            and lines[i].kind == "text"
            and len(lines[i].text) <= 8
            and not rx.search(r"[。,、:\d《]|期$", lines[i].text)
        )
        if short or (i >= 0 and noisy[i] and i < first):
            run.append(i)
            continue
        if len(run) >= 6:
            for j in run:
                noisy[j] = True
        run = []
    _mark_link_lists(lines, last, noisy)
    related = next((i for i in range(first + 1, len(lines)) if lines[i].kind == "text" and _RELATED.fullmatch(lines[i].text)), None)
    if related is not None and not numbered:
        noisy[related:] = [True] * (len(lines) - related)
        last = max(i for i in body if i < related)
    # after the first footer line behind the last sentence, everything short is footer
    footer = next(
        (
            i
            for i in range(last + 1, len(lines))
            if noisy[i] and lines[i].kind == "text" and not rx.match(r"\(?此件", lines[i].text)
        ),
        None,
    )
    if footer is not None:
        credit = next((i for i in range(last + 1, footer) if lines[i].kind == "meta"), None)
        if credit is not None and "版权" in lines[footer].text:
            footer = credit  # the name of the site stands between the source and its rights
        noisy[footer:] = [True] * (len(lines) - footer)
    return [replace(x, kind="boilerplate") if n and x.kind != "meta" else x for x, n in zip(lines, noisy, strict=True)]


#: 6月3日,某区“十四五”: a sentence with its day and nothing told yet breaks off behind a quoted name
_UNTOLD = regex.compile(r"(?:^|[。)])(?:(?:19|20)\d\d年)?\d\d?月\d\d?日[^,。;:]{0,4},(?:(?![举召进]行|[举开]办|召开|开[展幕]|启动|[主为是到以了])[^。;:])*$")
#: 某报讯（记者…）, 本报某地3月5日电: what opens the body of news
_REPORTS = regex.compile(r"[\u4e00-\u9fff-]{1,12}(?:\d{1,2}月\d{1,2}日)?[讯电](?:[(（][^()（）]{0,8}(?:记者|通讯员)| 记者)")


def runs_on(previous: Line, following: Line, within: bool = False) -> bool:
    """Whether ``following`` continues the sentence that ``previous`` (``within`` one) breaks off, inside a word or not.

    >>> a, b = Line(0, 9, "text", "★某学院到某县开展骨干教师（园长）课堂诊"), Line(9, 12, "text", "断研修。")
    >>> runs_on(a, b), runs_on(a, Line(9, 12, "text", "一、指导思想"))
    (True, False)
    """
    if previous.kind != "text" or following.kind != "text" or not previous.text or not following.text:
        return False
    if STRUCTURAL.match(following.text) or _DATE_LINE.match(following.text) or _REPORTS.match(following.text):
        return False
    if previous.text[-1] in _TERMINAL:
        return previous.text[-1] == "”" and bool(_UNTOLD.search(previous.text))
    if rx.match(r"(?:报|送|发|抄送|抄报|主送|分送)\s*:", previous.text):
        return previous.text[-1] in ",、"
    if previous.text[-1] in ",、":
        return True
    if previous.text[0] in "★☆●◆■▲◇" and len(previous.text) >= 12:
        return True
    if STRUCTURAL.match(previous.text) and len(previous.text) <= 30 and not rx.search(r"[。,]", previous.text):
        return False
    if len(previous.text) < 22:
        return False
    return bool(rx.search(r"[,。、;]", previous.text) or (within and rx.search(r"[,。]", following.text)))


def paragraphs_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Group body lines into paragraphs, reading across broken lines; boilerplate between the parts is passed over."""
    groups: list[list[Line]] = []
    posted = headed = titled = False
    for line in lines:
        if line.kind in ("boilerplate", "meta"):
            posted = posted or (line.kind == "meta" and is_day(line.text))
            # what stands above the source and the day is a headline, also with commas
            titled = line.kind == "meta" and len(groups) == 1 and len(groups[0]) == 1
            continue
        if groups and not (posted or headed or titled) and runs_on(groups[-1][-1], line, len(groups[-1]) > 1):
            groups[-1].append(line)
        else:
            groups.append([line])
        headed, posted, titled = posted and not _UNTOLD.search(line.text), False, False
    return groups
