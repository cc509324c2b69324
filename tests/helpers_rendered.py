"""One text in many formats, and gold annotations moved along: for tests that a format changes no facts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from helpers_office import docx, level, numbered, numbering, p, rtf, rtf_text

MENU = "".join(
    f'<li><a href="/{i}">{w}</a></li>' for i, w in enumerate(("首页", "政务公开", "办事服务", "互动交流", "走进本地"))
)
FOOT = "主办：某某市人民政府办公室　网站标识码：0000000000　版权所有"
HAN = "一二三四五六七八九十"
_LABEL = (re.compile(f"([{HAN}]+)、"), re.compile(f"（([{HAN}]+)）"))


def lines_of(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def as_docx(text: str) -> bytes:
    """Every line a paragraph."""
    return docx("".join(p(line) for line in lines_of(text)))


def as_numbered_docx(text: str) -> bytes:
    """As ``as_docx``, with 一、 and （一） made by Word wherever its counting gives the same."""
    counts, instance, body = [0, 0], 1, []
    for line in lines_of(text):
        for depth, pattern in enumerate(_LABEL):
            label = pattern.match(line)
            if label is None:
                continue
            number = _number(label[1])
            if depth == 0 and number == 1 and counts[0]:
                instance, counts = instance + 1, [0, 0]
            if number == counts[depth] + 1:
                counts[depth] = number
                counts[depth + 1 :] = [0] * (1 - depth)
                body.append(numbered(line[label.end() :], depth, instance))
                break
        else:
            body.append(p(line))
    override = "".join(f'<w:lvlOverride w:ilvl="{d}"><w:startOverride w:val="1"/></w:lvlOverride>' for d in (0, 1))
    nums = "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="0"/>{override}</w:num>' for i in range(2, instance + 1)
    )
    levels = level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCountingThousand", "（%2）")
    return docx("".join(body), numbering=numbering(*levels, nums=nums))


def _number(han: str) -> int:
    if "十" not in han:
        return HAN.index(han) + 1 if len(han) == 1 else 0
    tens, _, ones = han.partition("十")
    return (HAN.index(tens) + 1 if tens else 1) * 10 + (HAN.index(ones) + 1 if ones else 0)


def as_rtf(text: str) -> bytes:
    """Every line a paragraph, in bytes of GBK."""
    return rtf("".join(f"\\pard {rtf_text(line, 'bytes')}\\par\n" for line in lines_of(text)))


def _page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def _trs(text: str) -> bytes:
    inner = "".join(f"<p>　　{escape(line)}</p>" for line in lines_of(text))
    return _page(
        f"<div class=nav><ul>{MENU}</ul></div><div class=TRS_Editor>{inner}</div><div class=footer>{FOOT}</div>"
    )


def _zoom_in_tables(text: str) -> bytes:
    inner = "".join(f"<P>{escape(line)}</P>" for line in lines_of(text))
    return _page(
        f"<TABLE><TR><TD>{MENU}</TD><TD><TABLE><TR><TD id=zoom>{inner}</TD></TR></TABLE></TD></TR>"
        f"<TR><TD colspan=2>{FOOT}</TD></TR></TABLE>"
    )


def _breaks(text: str) -> bytes:
    inner = "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line)}" for line in lines_of(text))
    menu = f"<table width=760><tr><td><table>{MENU}</table></td>"
    return _page(f"{menu}<td><table><tr><td><font size=3>{inner}</td></tr></table></td></tr></table><p>{FOOT}</p>")


def _word(text: str) -> bytes:
    style = "style='text-indent:21.0pt;line-height:150%'"
    inner = "".join(
        f"<p class=MsoNormal {style}><span lang=EN-US>{escape(x)}<o:p></o:p></span></p>" for x in lines_of(text)
    )
    return _page(
        f"<ul id=menu>{MENU}</ul><div class=wp_articlecontent><div class=Section1>{inner}</div></div><p>{FOOT}</p>"
    )


def _article(text: str) -> bytes:
    inner = "".join(f"<div>{escape(line)}</div>" for line in lines_of(text))
    return _page(
        f"<header><nav><ul>{MENU}</ul></nav></header><main><div class=article-content>{inner}</div></main>"
        f"<footer>{FOOT}</footer>"
    )


#: format -> (ending, how a text is written in it)
FORMATS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "docx": ("docx", as_docx),
    "docx with automatic numbers": ("docx", as_numbered_docx),
    "rtf": ("rtf", as_rtf),
    "html: editor box": ("html", _trs),
    "html: #zoom in tables": ("html", _zoom_in_tables),
    "html: line breaks": ("html", _breaks),
    "html: saved by Word": ("html", _word),
    "html: article box": ("html", _article),
}


def place_of(text: str) -> list[int]:
    """Offset of every character that is no white space."""
    return [i for i, c in enumerate(text) if not c.isspace()]


def moved(gold: dict[str, Any], source: str, target: str, name: str) -> dict[str, Any]:
    """Gold of ``source`` for ``target``, which holds the same characters in the same order but for white space."""
    there = place_of(target)
    squeezed, wanted = "".join(target[i] for i in there), "".join(source.split())
    shift = squeezed.find(wanted)
    assert shift >= 0, f"{name} does not hold the text"
    rank = 0
    ranks = []
    for char in source:
        ranks.append(rank)
        rank += not char.isspace()

    def move(item: Any) -> Any:
        if isinstance(item, list):
            return [move(one) for one in item]
        if not isinstance(item, dict):
            return item
        found = {key: move(value) for key, value in item.items()}
        if isinstance(item.get("start"), int) and isinstance(item.get("end"), int):
            found["start"] = there[ranks[item["start"]] + shift]
            found["end"] = there[ranks[item["end"] - 1] + shift] + 1
        return found

    result: dict[str, Any] = move(gold)
    return result | {"doc": name}


def write_gold(folder: Path, gold: dict[str, Any]) -> None:
    """Write a gold file."""
    folder.mkdir(exist_ok=True)
    (folder / f"{gold['doc']}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
