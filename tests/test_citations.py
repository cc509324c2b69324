"""Citations of other documents, by title, number or both, through the whole pipeline."""

from __future__ import annotations

import pytest

from helpers_find import cases, citations_of, find_in, framed, inside_trap, known, make_document, rules
from policyminer.pipeline import mine

# (id, sentence, quote, title, number)
ONE = [
    ("title-only", "根据《云岭省学前教育条例》，制定本办法。", "《云岭省学前教育条例》", "云岭省学前教育条例", None),
    (
        "national-law",
        "严格执行《中华人民共和国农产品质量安全法》。",
        "《中华人民共和国农产品质量安全法》",
        "中华人民共和国农产品质量安全法",
        None,
    ),
    (
        "number-behind",
        "按照《关于加强村医队伍建设的意见》（云卫发〔2022〕18号）要求落实。",
        "《关于加强村医队伍建设的意见》（云卫发〔2022〕18号）",
        "关于加强村医队伍建设的意见",
        "云卫发〔2022〕18号",
    ),
    (
        "number-behind-ascii",
        "按照《关于加强村医队伍建设的意见》(云卫发〔2022〕18号)要求落实。",
        "《关于加强村医队伍建设的意见》(云卫发〔2022〕18号)",
        "关于加强村医队伍建设的意见",
        "云卫发〔2022〕18号",
    ),
    (
        "number-behind-square",
        "按照《关于加强村医队伍建设的意见》（云卫发[2022]18号）要求落实。",
        "《关于加强村医队伍建设的意见》（云卫发[2022]18号）",
        "关于加强村医队伍建设的意见",
        "云卫发[2022]18号",
    ),
    (
        "number-behind-full-width-square",
        "按照《关于加强村医队伍建设的意见》（云卫发［2022］18号）要求落实。",
        "《关于加强村医队伍建设的意见》（云卫发［2022］18号）",
        "关于加强村医队伍建设的意见",
        "云卫发［2022］18号",
    ),
    (
        "number-with-di",
        "按照《救灾物资管理办法》（云应急〔2023〕第8号）执行。",
        "《救灾物资管理办法》（云应急〔2023〕第8号）",
        "救灾物资管理办法",
        "云应急〔2023〕第8号",
    ),
    (
        "number-inside",
        "落实《关于印发普惠托育实施方案的通知（云卫人口〔2023〕7号）》精神。",
        "《关于印发普惠托育实施方案的通知（云卫人口〔2023〕7号）》",
        "关于印发普惠托育实施方案的通知",
        "云卫人口〔2023〕7号",
    ),
    (
        "nested-angle",
        "转发《关于印发〈高标准农田建设规范〉的通知》。",
        "《关于印发〈高标准农田建设规范〉的通知》",
        "关于印发〈高标准农田建设规范〉的通知",
        None,
    ),
    (
        "nested-ascii-angle",
        "转发《关于印发<高标准农田建设规范>的通知》。",
        "《关于印发<高标准农田建设规范>的通知》",
        "关于印发<高标准农田建设规范>的通知",
        None,
    ),
    (
        "nested-double",
        "转发《关于印发《高标准农田建设规范》的通知》。",
        "《关于印发《高标准农田建设规范》的通知》",
        "关于印发《高标准农田建设规范》的通知",
        None,
    ),
    (
        "nested-with-number-inside",
        "按《关于印发〈乡村教师补助办法〉的通知(云财教〔2021〕64号)》执行。",
        "《关于印发〈乡村教师补助办法〉的通知(云财教〔2021〕64号)》",
        "关于印发〈乡村教师补助办法〉的通知",
        "云财教〔2021〕64号",
    ),
    (
        "trial-inside",
        "修订《普惠型养老机构评定标准（试行）》。",
        "《普惠型养老机构评定标准（试行）》",
        "普惠型养老机构评定标准（试行）",
        None,
    ),
    (
        "trial-outside",
        "依据《社区食堂运营补贴办法》（试行）兑付资金。",
        "《社区食堂运营补贴办法》",
        "社区食堂运营补贴办法",
        None,
    ),
    (
        "trial-inside-and-number",
        "依据《社区食堂运营补贴办法（试行）》（云民规〔2023〕2号）兑付资金。",
        "《社区食堂运营补贴办法（试行）》（云民规〔2023〕2号）",
        "社区食堂运营补贴办法（试行）",
        "云民规〔2023〕2号",
    ),
    (
        "years-in-title",
        "衔接《云岭省畜牧业发展规划（2021—2025年）》。",
        "《云岭省畜牧业发展规划（2021—2025年）》",
        "云岭省畜牧业发展规划（2021—2025年）",
        None,
    ),
    (
        "years-in-front",
        "对照《2023年县级医院评估细则》逐项自查。",
        "《2023年县级医院评估细则》",
        "2023年县级医院评估细则",
        None,
    ),
    ("number-alone", "资金管理按照云财农〔2022〕45号文件执行。", "云财农〔2022〕45号", None, "云财农〔2022〕45号"),
    ("number-alone-central", "贯彻落实中发〔2021〕1号文件精神。", "中发〔2021〕1号", None, "中发〔2021〕1号"),
    ("number-alone-spaced", "参照云财农〔2022〕 45 号文件执行。", "云财农〔2022〕 45 号", None, "云财农〔2022〕45号"),
    ("number-alone-round", "按照云医保发（2022）9号规定结算。", "云医保发（2022）9号", None, "云医保发（2022）9号"),
    ("number-alone-office", "依据国办发〔2023〕35号，开展清理。", "国办发〔2023〕35号", None, "国办发〔2023〕35号"),
    (
        "decree-behind",
        "执行《农田水利条例》（国务院令第669号）。",
        "《农田水利条例》（国务院令第669号）",
        "农田水利条例",
        "国务院令第669号",
    ),
    ("short-title-again", "各地严格执行《办法》第五条。", "《办法》", "办法", None),
    (
        "reply",
        "收到《关于同意设立石桥产业园的批复》后即行公示。",
        "《关于同意设立石桥产业园的批复》",
        "关于同意设立石桥产业园的批复",
        None,
    ),
    ("guideline", "推广《婴幼儿照护服务指南》。", "《婴幼儿照护服务指南》", "婴幼儿照护服务指南", None),
    ("agreement", "双方签署《供水合作框架协议》。", "《供水合作框架协议》", "供水合作框架协议", None),
    ("action-plan", "出台《冷链物流三年行动计划》。", "《冷链物流三年行动计划》", "冷链物流三年行动计划", None),
    ("standard", "符合《中小学校设计规范》的要求。", "《中小学校设计规范》", "中小学校设计规范", None),
    (
        "opinions-several",
        "印发《关于金融支持乡村振兴的若干措施》。",
        "《关于金融支持乡村振兴的若干措施》",
        "关于金融支持乡村振兴的若干措施",
        None,
    ),
    (
        "outline-year",
        "按照《云岭省公民科学素质纲要（2021-2035）》推进。",
        "《云岭省公民科学素质纲要（2021-2035）》",
        "云岭省公民科学素质纲要（2021-2035）",
        None,
    ),
    ("edition-behind", "执行《学前教育指南》（2022年版）。", "《学前教育指南》", "学前教育指南", None),
    (
        "issuer-in-front",
        "按照省财政厅《专项资金绩效管理办法》开展评价。",
        "《专项资金绩效管理办法》",
        "专项资金绩效管理办法",
        None,
    ),
    (
        "number-and-date-behind",
        "按照《健康乡村建设方案》（云卫发〔2023〕12号，2023年5月印发）执行。",
        None,
        "健康乡村建设方案",
        "云卫发〔2023〕12号",
    ),
    (
        "title-over-a-break",
        "为保障群众饮水安全，各地要严格执行县人民政府去年修订的《云岭省农村饮水工程运\n\n行管理办法》。",
        "《云岭省农村饮水工程运\n\n行管理办法》",
        None,
        None,
    ),
]
# (id, sentence, [(title, number), ...])
SEVERAL = [
    ("two-titles", "根据《教育法》和《职业教育法》，结合实际制定本细则。", [("教育法", None), ("职业教育法", None)]),
    (
        "titles-side-by-side",
        "落实《土地管理法》《农村土地承包法》《耕地占用税法》。",
        [("土地管理法", None), ("农村土地承包法", None), ("耕地占用税法", None)],
    ),
    (
        "both-with-numbers",
        "《粮食收购管理办法》（云粮发〔2021〕3号）、《仓储管理办法》（云粮发〔2021〕4号）同时废止。",
        [("粮食收购管理办法", "云粮发〔2021〕3号"), ("仓储管理办法", "云粮发〔2021〕4号")],
    ),
    (
        "two-bare-numbers",
        "云财社〔2019〕11号、云财社〔2020〕23号文件停止执行。",
        [(None, "云财社〔2019〕11号"), (None, "云财社〔2020〕23号")],
    ),
    (
        "title-then-number-again",
        "按照《村级公益金管理办法》（云财农〔2020〕8号）执行，与云财农〔2020〕8号不一致的予以纠正。",
        [("村级公益金管理办法", "云财农〔2020〕8号"), (None, "云财农〔2020〕8号")],
    ),
    (
        "short-name-introduced",
        "按照《义诊活动管理办法》（以下简称《办法》）组织。",
        [("义诊活动管理办法", None), ("办法", None)],
    ),
    ("newspaper-and-law", "《云岭日报》报道了《献血法》宣传周活动。", [("献血法", None)]),
]
# (id, sentence, the characters no citation may touch)
NO_CITATION = [
    ("newspaper", "《云岭日报》刊发专题报道。", "《云岭日报》"),
    ("newspaper-two", "被《农民日报》头版报道。", "《农民日报》"),
    ("newspaper-education", "《中国教育报》予以关注。", "《中国教育报》"),
    ("journal", "在《求是》杂志发表文章。", "《求是》"),
    ("half-month-journal", "征订《半月谈》。", "《半月谈》"),
    ("lesson", "李老师执教《背影》一课。", "《背影》"),
    ("lesson-maths", "展示课《平行线的判定》得到好评。", "《平行线的判定》"),
    ("lesson-english", "她讲授了《Unit 3 My School》。", "《Unit 3 My School》"),
    ("classic", "组织诵读《论语》活动。", "《论语》"),
    ("novel", "共读《平凡的世界》。", "《平凡的世界》"),
    ("song", "合唱《歌唱祖国》。", "《歌唱祖国》"),
    ("film", "集中观看《长津湖》。", "《长津湖》"),
    ("opera", "上演花鼓戏《刘海砍樵》。", "《刘海砍樵》"),
    ("textbook", "配发《健康教育读本》。", "《健康教育读本》"),
    ("lecture", "作题为《乡村阅读的力量》的讲座。", "《乡村阅读的力量》"),
    ("lecture-with-measures", "作了题为《小规模学校提质的思考与措施》的专题讲座。", "《小规模学校提质的思考与措施》"),
    ("paper-report", "论文《走班教学实验报告》获省级奖励。", "《走班教学实验报告》"),
    ("lesson-constitution", "执教示范课《走近宪法》。", "《走近宪法》"),
    ("lesson-rules", "道德与法治课《遵守规则》由新教师执教。", "《遵守规则》"),
    ("form-application", "请填写《专项资金申请表》。", "《专项资金申请表》"),
    ("form-summary", "报送《名额分配汇总表》。", "《名额分配汇总表》"),
    ("form-recommendation", "附《先进个人推荐表》。", "《先进个人推荐表》"),
    ("form-certificate", "颁发《结业证书》。", "《结业证书》"),
    ("form-licence", "取得《医疗机构执业许可证》。", "《医疗机构执业许可证》"),
    ("quoted-programme", "实施“乡村名医培养计划”。", "乡村名医培养计划"),
    ("quoted-plan", "推进“十四五”规划各项任务。", "“十四五”规划"),
    ("programme-year", "承接“国培计划（2024）”项目。", "国培计划（2024）"),
    ("court-number", "经（2023）云01民终123号判决确认。", "（2023）云01民终123号"),
    ("number-1-document", "学习中央一号文件。", "一号文件"),
    ("building-number", "地址在教学路7号。", "7号"),
    ("phone", "联系电话0873-2022018号线路。", "2022018"),
    ("column", "开设《名医讲堂》专栏。", "《名医讲堂》"),
    ("photo-caption", "摄影作品《丰收》入展。", "《丰收》"),
    ("short-video", "短视频《我的家乡》播放量破万。", "《我的家乡》"),
    ("course-university", "开设公共课《大学英语》。", "《大学英语》"),
    ("handbook-story", "绘本《小熊看病记》走进幼儿园。", "《小熊看病记》"),
]

#: What the finders do not reach yet, by kind; a case that begins to pass must leave this list.
KNOWN = known({})


@pytest.mark.parametrize(("sentence", "quote", "title", "number"), cases(ONE, KNOWN))
def test_one_citation(sentence: str, quote: str | None, title: str | None, number: str | None) -> None:
    found = citations_of(sentence)
    assert len(found) == 1
    assert found[0][1:] == (title if title or number else found[0][1], number)
    assert quote in (None, found[0][0])


@pytest.mark.parametrize(("sentence", "expected"), cases(SEVERAL, KNOWN))
def test_several_citations(sentence: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(title, number) for _, title, number in citations_of(sentence)] == expected


@pytest.mark.parametrize(("sentence", "trap"), cases(NO_CITATION, KNOWN))
def test_what_is_no_citation(sentence: str, trap: str) -> None:
    finds = find_in(sentence)
    assert inside_trap(finds, trap, finds.citations) == []


def test_own_title_is_not_cited() -> None:
    text, _ = framed("现将《云岭省农业农村厅关于做好年度重点工作的通知》印发给你们，请认真执行。")
    assert mine(make_document(text), rules()).citations == ()


def test_own_number_is_not_cited() -> None:
    text = (
        "云岭省农业农村厅关于做好冬小麦田间管理的通知\n\n云农发〔2024〕9号\n\n各市、县农业农村局：\n\n"
        "请按照云农发〔2023〕31号的要求做好工作。\n\n云岭省农业农村厅\n2024年3月1日\n"
    )
    result = mine(make_document(text), rules())
    assert result.metadata.doc_number == "云农发〔2024〕9号"
    assert [(c.title, c.number) for c in result.citations] == [(None, "云农发〔2023〕31号")]


def test_printed_plan_of_a_covering_notice_is_not_cited() -> None:
    text = (
        "云岭省卫生健康委员会关于印发《云岭省村医培养方案》的通知\n\n各市、县卫生健康局：\n\n"
        "为落实《云岭省健康条例》，特制定本方案。\n\n云岭省卫生健康委员会\n2024年3月1日\n"
    )
    result = mine(make_document(text), rules())
    assert [c.title for c in result.citations if c.start > text.index("各市")] == ["云岭省健康条例"]


def test_known_failures_name_cases() -> None:
    assert set(KNOWN) <= {row[0] for table in (ONE, SEVERAL, NO_CITATION) for row in table}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what a notice carries is its own
        ("《会同县造林实施方案》已经县政府同意，现印发给你们，请认真贯彻执行。", []),
        ("《会同县造林实施方案》已经县政府第12次常务会议审议通过，现予印发。", []),
        ("《会同县造林实施方案》已经印发，请各乡镇对照检查。", ["会同县造林实施方案"]),
        ("按照《会同县造林实施方案》要求，经县政府同意，现将任务下达给你们。", ["会同县造林实施方案"]),
    ],
)
def test_a_document_that_a_notice_carries_is_no_citation(text: str, wanted: list[str]) -> None:
    head = "会同县人民政府办公室关于印发造林方案的通知\n\n会政办发〔2021〕6号    2021-03-04\n\n各乡镇人民政府：\n\n"
    found = mine(make_document(head + text), rules()).citations
    assert [c.title for c in found] == wanted, "and the number above is the document's own"
