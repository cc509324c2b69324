# ruff: noqa: E501 - documents as an office publishes them
"""Documents of another field, province and layout: the finders and binders are not about education alone."""

from __future__ import annotations

from helpers_find import rules
from policyminer import mine
from policyminer.model import Result
from policyminer.read import read_bytes

PLAN = """政和县人民政府办公室文件

政政办〔2025〕12号

政和县人民政府办公室关于印发县域医共体与高校协作提升基层卫生服务能力实施方案的通知

各乡（镇）人民政府、街道办事处，县直有关单位：
    《县域医共体与高校协作提升基层卫生服务能力实施方案》已经县政府研究同意，现印发给你们，请认真抓好落实。

政和县人民政府办公室
2025年3月18日

县域医共体与高校协作提升基层卫生服务能力实施方案

    一、工作基础
    全县现有乡镇卫生院9所、村卫生所118个，卫生技术人员860人。
    二、主要目标
    到2026年底，培训乡村医生300人次以上，基层诊疗量占比达到65%。
    三、重点任务
    （一）派驻专家。福建医科大学每年选派不少于8名专家到石屯镇、东平镇卫生院坐诊，每周驻点不少于2天。
    （二）建好基地。在政和县总医院挂牌福建中医药大学实习基地，每年接收实习生40名。
"""
PAGE = """<html><head><meta charset="utf-8"><title>嘉荫县2024年农技推广校地合作情况-嘉荫县人民政府</title>
<meta name="ArticleTitle" content="嘉荫县2024年农技推广校地合作情况"><meta name="PubDate" content="2025-01-09 09:12">
<meta name="ContentSource" content="嘉荫县农业农村局"></head><body><div><a>首页</a><a>政务公开</a><a>互动交流</a></div>
<div id="zoom"><p>2024年，我县与东北农业大学、黑龙江八一农垦大学签订合作协议，共建科技小院3个。全年举办培训班21期，
培训农民1860人次。</p><p>5月16日，东北农业大学副校长佟立夏带队到嘉荫县乌云镇调研大豆种植，副县长宫树海陪同。</p>
<p>2025年，计划选派科技特派员30名，争取专项资金200万元。</p></div><div>版权所有：嘉荫县人民政府</div></body></html>"""

BULLETIN = """留坝县人民政府　>>　政务动态

留坝县林业特色产业三年行动工作简报
第5期（总第21期）
留坝县林业局办公室　　　　　　　　2025年7月8日

◆ 县林业局举办林下种植技术培训。6月24日至26日,县林业局在江口镇举办林下种植技术培训班,由西北农林科技大学专家授课,8个镇(街道)的120余名种植户参加培训。
◆ 陕西理工大学到我县签约。6月30日下午,陕西理工大学与留坝县人民政府签订产业合作协议,副校长欧阳建民、副县长贺 岚出席。根据协议,双方共建试验示范基地3个,学校每年选派不少于6名科技特派员驻点服务。
◆ 全县林业产业上半年成绩亮眼。截至6月底,全县累计发展林下中药材2.6万亩,占年度任务3.2万亩的81.25%;新建合作社7家,其中省级示范社2家;兑付奖补资金460万元,惠及农户1380户。下一步,力争年底前建成产业园区4个,每个园区补助50万元。

报:市林业局。送:县委办、县政府办,各镇(街道)。
"""


def mined(text: str, name: str) -> Result:
    return mine(read_bytes(text.encode(), name), rules())


def values(result: Result) -> dict[str, tuple[float, str, str | None]]:
    return {q.text: (q.low, q.status, q.subject) for q in result.quantities}


def test_a_plan_for_health_care() -> None:
    result = mined(PLAN, "plan.txt")
    about = result.metadata
    assert (about.doc_type, about.doc_number, about.region) == ("notice", "政政办〔2025〕12号", "350725")
    assert about.issuer == "政和县人民政府办公室"
    found = values(result)
    assert found["118个"] == (118, "actual", "政和县")
    assert found["300人次以上"] == (300, "target", "政和县")
    assert found["不少于8名"] == (8, "rule", "福建医科大学")
    assert {(p.university, p.partner, p.relation) for p in result.partnerships} == {
        ("福建医科大学", "石屯镇", "support"),
        ("福建医科大学", "东平镇", "support"),
        ("福建中医药大学", "政和县", "base"),
    }


def test_a_page_about_farming() -> None:
    result = mined(PAGE, "page.html")
    about = result.metadata
    assert (about.issuer, about.region, str(about.date_published)) == ("嘉荫县农业农村局", "230722", "2025-01-09")
    found = values(result)
    assert found["1860人次"] == (1860, "actual", "嘉荫县")
    assert found["200万元"] == (2_000_000, "target", "嘉荫县")
    assert [m.text for m in result.mentions if m.type == "person"] == ["佟立夏", "宫树海"]
    assert not [m for m in result.mentions if m.text == "首页"]
    assert [(e.type, str(e.date_from)) for e in result.events] == [("visit", "2024-05-16")]


def test_a_bulletin_about_forestry() -> None:
    result = mined(BULLETIN, "bulletin.txt")
    found = {q.text: q for q in result.quantities}
    assert found["2.6万亩"].low == 26000
    assert (found["2.6万亩"].subject, str(found["2.6万亩"].date_to)) == ("留坝县", "2025-06-30")
    assert (found["2家"].part_of, found["7家"].part_of) == (found["7家"].quantity_id, None)
    assert (found["460万元"].code, found["460万元"].status) == ("subsidies", "actual")
    assert (found["4个"].status, str(found["4个"].date_to)) == ("target", "2025-12-31")
    assert (found["不少于6名"].status, found["不少于6名"].per) == ("rule", "年")
    assert [(e.type, str(e.date_from), e.hosts) for e in result.events] == [
        ("training", "2025-06-24", ("留坝县林业局",)),
        ("signing", "2025-06-30", ()),
    ]
    assert result.events[0].attendance == 120
    assert {(p.university, p.partner, p.relation) for p in result.partnerships} == {
        ("陕西理工大学", "留坝县", "signing"),
        ("陕西理工大学", "留坝县", "joint"),
    }
    assert [(c.expected, c.verdict) for c in result.checks if c.kind == "ratio"] == [("81.25", "pass")]
    assert [(d.formula, d.low) for d in result.derived] == [("50万元 × 4个", 2_000_000)]


def test_whose_training_it_is() -> None:
    # the university whose expert gives the lessons is not the owner of the item
    found = {q.text: q for q in mined(BULLETIN, "bulletin.txt").quantities}
    assert found["120余名"].subject == "留坝县"


def test_a_padded_name_and_a_bare_town() -> None:
    assert {"贺岚", "江口镇"} <= {m.name for m in mined(BULLETIN, "bulletin.txt").mentions}
