"""Regions that only open the name of a contest, fair or meeting, and titles that are the document's own."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from helpers_names import Case, check, params
from policyminer import mine

CASES = [
    Case("“吉林品牌海外行”活动启动，吉林品牌海外行走进德国。"),
    Case("“青海文化旅游节”在西宁市开幕。", "西宁市#630100"),
    Case("第31届南通市青少年科技创新大赛闭幕，第七届湖北动漫游戏展开展。"),
    Case("首届宁夏乡村旅游节、第三届广西发明成果展同日举行。"),
    Case("据日前召开的河北省民政工作会议消息，明年扩面。"),
    Case("由师院承办的古浪县2024年班主任能力提升培训班结束。"),
    Case("青海品牌丝路行首次登陆欧洲，海南名品万里行启动。"),
    # where somebody acts, the region stands for itself
    Case("第五届人大代表到南通市调研。", "南通市#320600"),
    Case("第二届任期内，青海省建成园区三个。", "青海省#630000"),
    Case("参加了南通市教育局举办的培训班。", "南通市#320600"),
    Case("日前召开的会上，河北省作了交流。", "河北省#130000"),
    Case("“河北省人民政府”字样清晰可见，河北省已核实。", "河北省#130000 河北省#130000"),
]


@pytest.mark.parametrize("case", params(CASES))
def test_regions_in_names_of_events(case: Case) -> None:
    check(case, "region")


BODY = "\n\n各学校：\n\n现将《山阳县教师培训方案》印发给你们。\n\n山阳县教育局\n2024年3月1日\n\n山阳县教师培训方案\n\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what a notice issues is the document itself, in full, in short and as 本《方案》
        (
            f"山阳县教育局关于印发《山阳县教师培训方案》的通知{BODY}为落实《陕西省教师培训办法》，制定本《方案》。",
            ["陕西省教师培训办法"],
        ),
        (f"山阳县教育局关于印发山阳县教师培训方案的通知{BODY}按《山阳县教师培训方案》办理。", []),
        (
            f"山阳县教育局关于印发《山阳县教师培训方案》的通知{BODY}按《山阳县教师培训方案》（以下简称《方案》）和《方案》办理。",
            [],
        ),
        # what it passes on or explains is another document
        (
            "山阳县教育局转发《商洛市教育局关于加强管理的通知》的通知\n\n各学校：\n\n现将《商洛市教育局关于加强管理的通知》转发给你们。\n",
            ["商洛市教育局关于加强管理的通知"],
        ),
        # a title that the end of a line breaks
        (
            "各镇人民政府：\n\n请认真执行。\n\n附件：《商洛市防汛指挥部关于发布2022年第1号山洪灾害\n橙色预警信号的通知》（商防指〔2022〕1号）\n",
            ["商洛市防汛指挥部关于发布2022年第1号山洪灾害\n橙色预警信号的通知"],
        ),
        ("《山阳县教师培训方案》解读\n\n一、背景\n\n《山阳县教师培训方案》共五章。\n", ["山阳县教师培训方案"]),
    ],
)
def test_the_title_of_the_document_is_no_citation(text: str, wanted: list[str]) -> None:
    assert [c.title for c in mine(make_document(text), rules()).citations] == wanted
