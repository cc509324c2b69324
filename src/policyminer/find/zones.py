"""Functional areas with a generic name: 高新区, 经开区 and their kind, named after a city."""

from __future__ import annotations

import regex

from policyminer.find.near import near
from policyminer.find.protect import Spans, spans
from policyminer.find.scene import Name, Scene
from policyminer.patterns import rx

_GENERIC_ZONE = regex.compile(
    r"(?:(?:国家(?:级)?)?(?:高新技术产业|高新技术|经济技术|经济)开发区|高新区|经开区|综合保税区|综保区|临空经济区|空港经济区|自贸(?:试验)?区|(?:(?:(?![到在和与组会协府委对的])[\u4e00-\u9fff]){2,6}?(?:产业集中区|开发区|新区|风景名胜区|旅游度假区)))"
)
_ZONE_ENDS = ("开发区", "高新区", "经开区", "保税区", "综保区", "经济区", "自贸区", "试验区", "集中区", "新区", "名胜区", "度假区")
_ZONE_SHORT = {"高新技术产业开发区": "高新区", "高新技术开发区": "高新区"}


def _city_stem(scene: Scene, adcode: str | None) -> tuple[str, str] | None:
    """(stem, adcode) of the prefecture-level city or municipality above ``adcode``."""
    gazetteer = scene.rules.gazetteer
    for code in reversed(gazetteer.chain(adcode)):
        entry = gazetteer.region(code, scene.day)
        if entry and (entry.kind == "prefecture" or entry.name.endswith("市")) and entry.kind != "county":
            return rx.sub(r"市$", "", entry.name), code
    return None


def generic_zones(scene: Scene, names: list[Name], claimed: Spans, home: tuple[str, ...]) -> list[Name]:
    """高新区 and its kind: named after the city before them or the document's city."""
    folded = scene.folded
    ends = {n.end: n for n in names}
    taken = spans([(n.start, n.end) for n in names])
    found: list[Name] = []
    for match in near(_GENERIC_ZONE, folded, _ZONE_ENDS, before=20, after=0):
        start, end = match.span()
        if taken.overlaps(start, end) or claimed.overlaps(start, end) or scene.protected.titles.overlaps(start, end):
            continue
        before = ends.get(start)
        listed = folded[start - 1 : start] in ("、", "和") and (
            start - 1 in ends or any(f.end == start - 1 for f in found)
        )
        alone = rx.search(r"(?:^|[,。;:\n、和与在由])(?:省)?$", folded[max(0, start - 2) : start]) is not None
        specific = not rx.fullmatch(r"(?:[各全该本为示范设立新建]*)(?:经济|产业)?(?:开发区|新区|园区)", match.group())
        known_kind = bool(rx.match(r"高新|经开|(?:国家级?)?(?:高新技术|经济)", match.group()))
        if (
            before is None
            and not (known_kind and (alone or listed) and home and len(home) > 1)
            and not (specific and listed and home)
        ):
            continue
        city = _city_stem(scene, before.adcode if before else home[-1])
        if city is None:
            if before is None or not known_kind:
                continue
            city = (rx.sub(r"[市县区]$", "", before.name), before.adcode or "")
        short = _ZONE_SHORT.get(match.group(), match.group()) if before else match.group()
        name = f"{city[0]}{short}"
        found.append(Name(start, end, "region", name, f"zone:{city[1]}:{short}", "region.zone", None, "zone"))
    return found
