"""One-line news exports: day, the word 正文, the title, the text and the portal's tail, all in one line."""

from __future__ import annotations

import re

import regex

# one-line news exports: 2023-07-31 15:23，正文：原标题：…
_NEWS_HEAD = re.compile(
    r"\s*(?P<date>(?:19|20)\d\d-\d{1,2}-\d{1,2})(?: \d{1,2}:\d\d(?::\d\d)?)?,正文:(?P<original>\s*原标题:)?\s*"
)
_NEWS_TAIL = regex.compile(
    r"(?:\([\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4})*\)\s*)?(?:\(?来源:\s*(?P<source>[^)」“\s]{2,24})|\(完\)|返回搜狐|责任编辑:|【投稿)"
)
# where the lede of a news item begins, when the title runs into it
_LEDE = regex.compile(
    r"(?:近日|日前|近期|目前|今天|昨日|(?:\d{4}年)?\d{1,2}月\d{1,2}日|[\u4e00-\u9fff]{2,6}(?:讯|电)\(|本报讯|[\u4e00-\u9fff]{2,8}讯[ (])"
)


def news_spans(text: str, folded: str, start: int, end: int, fields: dict[str, str]) -> list[tuple[str, int, int]]:
    """Cut a one-line news export into its head, title, body and portal tail: (kind, start, end); empty for another line."""
    head = _NEWS_HEAD.match(folded, start, end)
    if not head:
        return []
    fields.setdefault("date_published", head["date"])
    body_start, body_end = head.end(), end
    tail = _NEWS_TAIL.search(folded, start + (end - start) // 2, end)
    if tail:
        body_end = tail.start()
        if tail["source"]:
            fields.setdefault("source", tail["source"].strip())
    spans = [("meta", start, body_start)]
    if head["original"]:
        title_end = _title_end(folded, body_start, body_end)
        fields.setdefault("title", text[body_start:title_end].strip())
        spans.append(("title", body_start, title_end))
        again = text[body_start:title_end].strip()
        repeat_end = title_end
        if again and text[title_end:body_end].lstrip().startswith(again):
            repeat_end = text.index(again, title_end) + len(again)
            spans.append(("title", title_end, repeat_end))
        body_start = repeat_end
    return [*spans, ("text", body_start, body_end), ("boilerplate", body_end, end)]


def _title_end(folded: str, start: int, end: int) -> int:
    """Where a title that runs straight into the text ends: at its repetition, else where the lede begins."""
    for size in range(min(90, (end - start) // 2), 5, -1):
        candidate = folded[start : start + size].strip()
        if len(candidate) > 5 and folded[start + size : start + size * 2 + 2].lstrip().startswith(candidate):
            return start + size
    lede = _LEDE.search(folded, start + 8, min(end, start + 100))
    stop = lede.start() if lede else folded.find(" ", start + 8, start + 100)
    return stop if stop > start else min(end, start + 60)
