"""Annotated documents moved to other places: regions and people get other names, in the text and in its gold alike.

What a program finds must not depend on which place or person a document speaks of. A document whose places cannot be
moved as they stand (a short form of one character, a minority autonomous unit) keeps them and changes its people only.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from functools import cache
from typing import Any

from helpers_names import rules
from policyminer.rules.gazetteer import Entry

#: Keys of a gold file whose values are codes or kinds, not words of the document.
_CODES = ("start", "end", "type", "doc", "from", "to", "code", "status", "unit", "bound", "doc_type")
_FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞刚英华辉斌浩凯俊琳婷慧莹倩洁鹏飞旭"
#: 市 of two characters before it, or 县, 区: what can be moved
_PLAIN = re.compile("[\u4e00-\u9fff]{2}[市县区]")


@cache
def _regions() -> dict[str, Entry]:
    gazetteer = rules().gazetteer
    known = [gazetteer.region(code) for code in gazetteer.by_id if re.fullmatch(r"\d{6}", code)]
    today = [entry for entry in known if entry and not entry.valid_to]
    shared = Counter(e.name[:-1] for e in today)
    common = rules().common_words
    # a short name that is a word, or that two places share, is no fair target
    return {e.id: e for e in today if not (common & {e.name, e.name[:-1]}) and shared[e.name[:-1]] == 1}


def _below(code: str, kind: str) -> list[Entry]:
    return [e for e in _regions().values() if e.parent == code and e.kind == kind and _PLAIN.fullmatch(e.name)]


def _counties(codes: list[str], city: str) -> dict[str, str] | None:
    """Each county to one with the same ending below another city, or none when that has too few."""
    moves: dict[str, str] = {}
    for code in codes:
        alike = (e.id for e in _below(city, "county") if e.name[-1] == _regions()[code].name[-1])
        pick = next((i for i in alike if i not in moves.values()), None)
        if pick is None:
            return None
        moves[code] = pick
    return moves


def _moved(codes: set[str], dice: random.Random) -> dict[str, str]:
    """Adcode to adcode for regions of one province: the same levels and endings, in another province."""
    known, own = _regions(), min(codes)[:2] + "0000"
    cities = sorted({code[:4] + "00" for code in codes if code != own})
    if any(code not in known or (code != own and not _PLAIN.fullmatch(known[code].name)) for code in {*codes, *cities}):
        return {}
    others = [e.id for e in known.values() if e.kind == "province" and e.name.endswith("省") and e.id != own]
    for province in dice.sample(others, len(others)):
        moves, targets = {own: province}, _below(province, "prefecture")
        dice.shuffle(targets)
        for city in cities:
            inside = sorted(code for code in codes if code[:4] == city[:4] and code != city)
            for target in targets:
                counties = _counties(inside, target.id)
                if counties is not None:
                    moves |= counties | {city: target.id}
                    targets.remove(target)
                    break
        if codes <= moves.keys():
            return moves
    return {}


def _names(gold: dict[str, Any], dice: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    """What is written instead of what, and adcode to adcode."""
    mentions = gold.get("mentions", [])
    home = (gold.get("metadata") or {}).get("region")
    codes = {m["adcode"] for m in mentions if m["type"] == "region" and m.get("adcode")} | ({home} if home else set())
    short = any(m["type"] == "region" and len(m["text"]) == 1 for m in mentions)
    adcodes: dict[str, str] = {}
    for province in sorted({code[:2] for code in codes} if not short else set()):
        moves = _moved({code for code in codes if code[:2] == province}, dice)
        if not set(moves.values()) & set(adcodes.values()):
            adcodes |= moves
    known, words = _regions(), {}
    for old, new in adcodes.items():
        words |= {known[old].name: known[new].name, known[old].name[:-1]: known[new].name[:-1]}
    for m in mentions:
        if m["type"] == "person" and re.fullmatch("[\u4e00-\u9fff]{2,3}", m["name"]) and m["name"] not in words:
            words[m["name"]] = dice.choice(_FAMILIES) + "".join(dice.choice(_GIVEN) for _ in m["name"][1:])
        if m["type"] == "university":  # 南昌大学 is no place
            words |= {m["text"]: m["text"], m["name"]: m["name"]}
    return words, adcodes


def transplant(text: str, gold: dict[str, Any], seed: int) -> tuple[str, dict[str, Any]]:
    """The text and the gold with other names; ``gold`` is that of a gold file."""
    words, adcodes = _names(gold, random.Random(f"{seed} {gold['doc']}"))
    if not words:
        return text, gold
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))))
    pieces, edges, shift = [], [(0, 0, 0, 0)], 0
    position = 0
    for match in pattern.finditer(text):
        new = words[match.group()]
        pieces += [text[position : match.start()], new]
        edges.append((match.start(), match.end(), match.start() + shift, match.start() + shift + len(new)))
        shift += len(new) - len(match.group())
        position = match.end()
    moved = "".join([*pieces, text[position:]])

    def place(offset: int, is_end: bool) -> int:
        start, end, new_start, new_end = edges[bisect_right(edges, offset, key=lambda e: e[0]) - 1]
        if offset >= end:
            return new_end + offset - end
        return new_end if is_end and offset > start else new_start

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, list):
            return [walk(v, key) for v in value]
        if isinstance(value, dict):
            out = {k: walk(v, k) for k, v in value.items()}
            if "start" in value:
                out |= {"start": place(value["start"], False), "end": place(value["end"], True)}
                out |= {"text": moved[out["start"] : out["end"]]} if "text" in value else {}
            return out
        if key in ("adcode", "region"):
            return adcodes.get(value, value)
        return pattern.sub(lambda m: words[m.group()], value) if isinstance(value, str) and key not in _CODES else value

    return moved, walk(gold) | {"chars": len(moved)}
