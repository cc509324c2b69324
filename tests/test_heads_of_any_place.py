"""Heads and feet of documents as offices of any place write them: title, kind, issuer, number and dates."""

from __future__ import annotations

import pytest

from helpers_names import rules
from policyminer.model import Metadata
from policyminer.pipeline import mine
from policyminer.read import read_bytes

PLACES = [
    ("晋江市", "泉州市", "350582", "350500", "晋"),  # the first characters are those of 山西, 天津, 新疆 too
    ("津市市", "常德市", "430781", "430700", "津"),
    ("新泰市", "泰安市", "370982", "370900", "新"),
    ("射洪市", "遂宁市", "510981", "510900", "射"),
    ("宁都县", "赣州市", "360730", "360700", "宁"),
]
BODY = """
为做好各项工作，{C}结合实际开展了系列活动。全县共有32所学校参加，培训教师560人次。

一、加强组织领导。各单位要高度重视，明确责任分工。

二、强化工作保障。安排专项经费80万元，用于改善条件。
"""

FRAMES: dict[str, tuple[str, dict[str, str]]] = {
    "edited by, beside the day; the number in brackets": (
        "工 作 动 态\n（2024年第8期）\n{P}乡村振兴局编    2024年6月3日\n\n"
        "本期要点\n1. {C}多措并举促增收\n\n★{C}多措并举促增收\n" + BODY,
        {
            "doc_type": "bulletin",
            "issuer": "{P}乡村振兴局",
            "region": "{p}",
            "issue_number": "8",
            "date_issued": "2024-06-03",
        },
    ),
    "a day in brackets below the title": (
        "中共{C}委 {C}人民政府\n关于加快推进人才振兴的实施意见\n\n（2022年3月15日）\n" + BODY,
        {"doc_type": "opinion", "region": "{c}", "date_issued": "2022-03-15"},
    ),
    "a speech": (
        "在全县教育工作会议上的讲话\n\n（2024年2月27日）\n\n同志们：\n" + BODY,
        {"title": "在全县教育工作会议上的讲话", "date_issued": "2024-02-27"},
    ),
    "the number of a county": (
        "{C}人民政府办公室关于印发《{C}促进就业实施方案》的通知\n\n{A}政办发〔2023〕15号\n\n各乡镇人民政府：\n\n"
        "《{C}促进就业实施方案》已经同意，现印发给你们。\n\n{C}人民政府办公室\n2023年7月8日\n",
        {
            "title": "{C}人民政府办公室关于印发《{C}促进就业实施方案》的通知",
            "doc_number": "{A}政办发〔2023〕15号",
            "issuer": "{C}人民政府办公室",
            "region": "{c}",
        },
    ),
    "an information table in lines": (
        "索引号：01234567/2024-00012  主题分类：教育\n发布机构：{C}教育局  发文日期：２０２４年０３月１１日\n"
        "名　　称：{C}教育局关于做好招生工作的意见\n文　　号：{A}教字〔２０２４〕７号\n\n"
        "{C}教育局关于做好招生工作的意见\n" + BODY,
        {
            "title": "{C}教育局关于做好招生工作的意见",
            "doc_number": "{A}教字〔2024〕7号",
            "issuer": "{C}教育局",
            "region": "{c}",
            "date_issued": "2024-03-11",
        },
    ),
}


def _metadata(text: str) -> Metadata:
    return mine(read_bytes(text.encode(), "case.txt"), rules()).metadata


@pytest.mark.parametrize("place", PLACES, ids=[p[0] for p in PLACES])
@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_heads_and_feet(frame: tuple[str, dict[str, str]], place: tuple[str, str, str, str, str]) -> None:
    slots = dict(zip("CPcpA", place, strict=True))
    text, wanted = frame
    found = _metadata(text.format(**slots))
    assert {name: str(getattr(found, name)) for name in wanted} == {k: v.format(**slots) for k, v in wanted.items()}


@pytest.mark.parametrize("line", ["（2022年3月15日起施行）", "（2022年3月）", "（2022年3月15日，射洪）"])
def test_other_brackets_below_a_title_are_no_day_of_issue(line: str) -> None:
    assert _metadata(f"射洪市关于加快推进人才振兴的实施意见\n\n{line}\n" + BODY.format(C="射洪市")).date_issued is None
