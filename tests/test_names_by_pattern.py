"""Schools, bodies and townships of many places in one wording: what is found must not depend on which place it is.

Each wording is tried with counties and towns drawn at random; nearly all names must be found whole, and nothing else.
"""

from __future__ import annotations

import random
import re

import pytest

from helpers_names import mentions, rules

_TOWNS = "清溪石桥太平新华大河青山红岩金沙双河太和永和临江高桥云台东坝长岭黄土团结"
_BRANDS = "明德育才启航博雅文昌求实务实致远春晖树人东风曙光光华弘文崇文思源"
TOWNS = [_TOWNS[i : i + 2] for i in range(0, len(_TOWNS), 2)]
BRANDS = [_BRANDS[i : i + 2] for i in range(0, len(_BRANDS), 2)]


SCHOOLS = [
    ("{C}教育局组织{B}小学、{D}小学、{T}中心幼儿园教师参加培训。", "{B}小学 {D}小学 {T}中心幼儿园"),
    ("选派教师到{B}小学支教，帮扶{T}初级中学。", "{B}小学 {T}初级中学"),
    ("督导{B}中学，回访{T}{D}小学。", "{B}中学 {T}{D}小学"),
    ("{C}{B}小学开展课后服务。", "{C}{B}小学"),
    ("{C}职业技术教育中心、{C}职业教育中心学校与企业合作。", "{C}职业技术教育中心 {C}职业教育中心学校"),
    ("赣南师范大学附属{C}实验学校揭牌。", "赣南师范大学附属{C}实验学校"),
    ("市直{B}学校、县直{D}中学承办。", "{B}学校 {D}中学"),
    ("局长王海涛到{C}{B}小学听课，副校长李静赴{D}中学座谈。", "{C}{B}小学 {D}中学"),
]
BODIES = [
    ("{P}市场监督管理局、{P}生态环境局{S}分局发布公告。", "{P}市场监督管理局 {P}生态环境局{S}分局"),
    ("国家税务总局{C}税务局开展辅导。", "国家税务总局{C}税务局"),
    ("{C}经济开发区管委会与高校签约。", "{C}经济开发区管委会"),
    ("{S}高新技术产业开发区管委会印发通知。", "{S}高新技术产业开发区管委会"),
    ("{S}现代农业产业园管委会主办。", "{S}现代农业产业园管委会"),
    ("{T}党委、政府大力支持。", "{T}党委 政府"),
    ("{C}太和街道办事处、太和街道党工委组织了活动。", "{C}太和街道办事处 太和街道党工委"),
    ("各地市场主体、各乡镇党委政府、开发区企业要落实。", ""),
]


def _places() -> list[tuple[str, str, str]]:
    """(county, its stem, its prefecture) of places with suffixes, no minority autonomous units."""
    gazetteer = rules().gazetteer
    found = []
    for code in sorted(gazetteer.by_id):
        entry = gazetteer.region(code)
        above = gazetteer.region(entry.parent) if entry else None
        plain = entry and entry.kind == "county" and re.fullmatch("[\u4e00-\u9fff]{2}[县市]", entry.name)
        if plain and entry and above and above.kind == "prefecture" and above.name.endswith("市"):
            ordinary = entry.name in rules().common_words or entry.name[:2] in rules().common_words
            if not ordinary:
                found.append((entry.name, entry.name[:-1], above.name))
    return found


CASES = [*(("school", *case) for case in SCHOOLS), *(("agency", *case) for case in BODIES)]


@pytest.mark.parametrize(("kind", "wording", "wanted"), CASES)
def test_names_of_any_place_are_found_whole(kind: str, wording: str, wanted: str) -> None:
    dice = random.Random(wording)
    places = _places()
    right = total = wrong = 0
    for _ in range(25):
        county, stem, city = dice.choice(places)
        brand, other = dice.sample(BRANDS, 2)
        town = dice.choice(TOWNS) + dice.choice(["镇", "乡"])
        slots = {"C": county, "S": stem, "P": city, "T": town, "B": brand, "D": other}
        found = [m.text for m in mentions(wording.format(**slots), city + county) if m.type == kind]
        names = wanted.format(**slots).split()
        right += sum(name in found for name in names)
        total += len(names)
        wrong += sum(name not in names for name in found)
    assert right >= 0.9 * total, f"{right} of {total}"
    assert wrong <= 0.05 * max(total, 1)
