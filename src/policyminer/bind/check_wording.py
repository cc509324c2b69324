"""Wording that shows a slip of the office: a sentence that was cut, a title that differs from the name in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from policyminer.bind.context import Context
from policyminer.bind.finding import Finding

#: genres that tell in whole sentences; rules may end in 的: 有下列情形之一的
_NARRATING = ("bulletin", "summary", "news", "report", "communique")
#: 一体化推进…工作的。 has lost its end; 是…的, 属…的 and 有…的 have not
_CUT = regex.compile(
    r"(?P<head>工作|建设|发展|任务|活动|能力|水平|质量|行动|服务|机制|体系|改革|教育|合作)的(?P<end>[。!])"
)
_PREDICATE = regex.compile(r"[是系属为]|有|凡|对于|应当|不得|就|才|会|能够|可以|谁|怎样|如何")


def check_wording(context: Context) -> Iterator[Finding]:
    """Sentences without an end, and a title that leaves out a word."""
    yield from _cut_sentences(context)
    yield from _title(context)


def _cut_sentences(context: Context) -> Iterator[Finding]:
    if context.scene.metadata.doc_type not in _NARRATING:
        return
    for match in _CUT.finditer(context.folded):
        clause = context.outline.clause(match.start())[0]
        if _PREDICATE.search(context.folded, clause, match.start()):
            continue
        yield Finding(
            "sentence_ends",
            "warn",
            clause,
            match.end(),
            None,
            match.group(),
            "the sentence ends in 的: its end may be missing",
            None,
            match.span(),
        )


#: characters before and behind what a title leaves out
_BEFORE, _BEHIND = 3, 4
_LETTERS = regex.compile(r"[\u4e00-\u9fff]+")


def _title(context: Context) -> Iterator[Finding]:
    """The name of the matter in the title, and with a word more all through the text: 高校与（县域）基础教育."""
    titles = [p for p in context.outline.paragraphs if p.kind == "title"]
    if not titles:
        return
    start, end = titles[0].start, titles[-1].end
    title, body = context.folded[start:end], context.folded[end:]
    for run in _LETTERS.finditer(title):
        for at in range(run.start() + _BEFORE, run.end() - _BEHIND + 1):
            left, right = title[at - _BEFORE : at], title[at : at + _BEHIND]
            longer = Counter(_between(body, left, right))
            word, times = max(longer.items(), key=lambda x: x[1], default=("", 0))
            if times <= max(1, body.count(left + right)):
                continue
            name = left + word + right
            place = end + body.index(name)
            sides = (place, place + len(name)), (start + at - _BEFORE, start + at + _BEHIND)
            detail = f"the title leaves out {word}, which the text has {times} times"
            yield Finding("title_wording", "warn", start, end, name, left + right, detail, *sides)
            return


def _between(text: str, left: str, right: str) -> Iterator[str]:
    """The one to three characters that stand between two strings."""
    at = text.find(left)
    while at >= 0:
        at += len(left)
        for width in (1, 2, 3):
            word = text[at : at + width]
            if text.startswith(right, at + width) and _LETTERS.fullmatch(word):
                yield word
                break
        at = text.find(left, at)
