# ruff: noqa: E501 - a case reads best on one line
"""What a value is about: whose it is, done or planned, when, per what; events, partnerships and checks.

Every case is a sentence in a small document: a county plan (永靖县), a district summary (安宁区), a county work report, a
provincial bulletin, an article on a university in such a bulletin, or a news item of a university.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from helpers_find import cases, make_document, rules
from policyminer.model import Quantity, Result
from policyminer.pipeline import mine

FRAMES = {
    "plan": "永靖县乡村教师队伍建设实施方案\n\n{}\n\n永靖县人民政府\n2023年3月6日\n",
    "summary": "兰州市安宁区教育局2023年工作总结\n\n{}\n\n兰州市安宁区教育局\n2023年12月20日\n",
    "report": "永靖县2024年政府工作报告\n\n{}\n",
    "bulletin": "甘肃省师范院校帮扶工作简报\n\n第 4 期\n\n甘肃省教育厅办公室    2023年11月8日\n\n【工作动态】\n\n★{}\n\n报：省委、省政府。\n",
    "article": "甘肃省师范院校帮扶工作简报\n\n第 5 期\n\n甘肃省教育厅办公室    2023年11月8日\n\n用好师范优势 托起县中振兴\n——西北师范大学开展县中托管的做法\n\n一、主要做法\n\n{}\n\n报：省委、省政府。\n",
    "news": "西北师范大学支教团走进甘南草原\n发布时间：2023-09-12　来源：西北师范大学新闻网\n\n{}\n",
}
#: Cases that the program gets wrong, and how.
KNOWN = {
    "subject-a-town": "沙井驿街道 is not found as a region",
    "event-ceremony": "西北师范大学 is marked inside 西北师范大学附属夏河学校 and so takes part",
}


@cache
def mined(frame: str, sentence: str) -> Result:
    return mine(make_document(FRAMES[frame].format(sentence)), rules())


def amounts(frame: str, sentence: str) -> dict[str, Quantity]:
    """Quantities of a sentence by quote; no quote may stand twice."""
    text = FRAMES[frame].format(sentence)
    start = text.index(sentence)
    found = [q for q in mined(frame, sentence).quantities if start <= q.start < start + len(sentence)]
    assert len({q.text for q in found}) == len(found)
    return {q.text: q for q in found}


def values(frame: str, sentence: str, column: str, quotes: dict[str, object]) -> dict[str, object]:
    """A column of the quantities with these quotes; ``no quantity`` where one is missing."""
    found = amounts(frame, sentence)
    return {quote: getattr(found[quote], column) if quote in found else "no quantity" for quote in quotes}


# --- whose it is --------------------------------------------------------------------------------------------------

SUBJECTS = [
    ("subject-whole-county", "plan", "全县现有专任教师2140名。", {"2140名": "永靖县"}),
    ("subject-silent-in-a-plan", "plan", "选派骨干教师36名到乡村学校任教。", {"36名": "永靖县"}),
    ("subject-our-district", "summary", "我区选派教师36名到乡村学校支教。", {"36名": "安宁区"}),
    ("subject-whole-district", "summary", "全区新建幼儿园2所，改扩建中小学5所。", {"2所": "安宁区", "5所": "安宁区"}),
    ("subject-treasury", "summary", "区财政安排教研专项经费300万元。", {"300万元": "安宁区"}),
    ("subject-given-to-us", "summary", "兰州市下达我区骨干教师培训名额60名。", {"60名": "安宁区"}),
    ("subject-a-town", "summary", "沙井驿街道建成托育点3个。", {"3个": "沙井驿街道"}),
    ("subject-our-county-in-a-report", "report", "我县投入资金860万元改善办学条件。", {"860万元": "永靖县"}),
    ("subject-school-in-an-article", "article", "学校选派18名骨干教师驻县指导。", {"18名": "西北师范大学"}),
    ("subject-silent-in-an-article", "article", "先后开展专题讲座26场。", {"26场": "西北师范大学"}),
    ("subject-school-in-news", "news", "近年来，学校累计派出支教学生420名。", {"420名": "西北师范大学"}),
    (
        "subject-of-an-item",
        "bulletin",
        "10月25日，夏河县教育局举办骨干教师培训班，86名教师参加培训。",
        {"86名": "夏河县"},
    ),
    (
        "subject-that-county-in-an-item",
        "bulletin",
        "10月25日，夏河县召开校地共建推进会。该县已组建教育集团6个。",
        {"6个": "夏河县"},
    ),
    (
        "subject-university-item",
        "bulletin",
        "10月25日，西北师范大学启动秋季支教行动。首批选派支教学生120名。",
        {"120名": "西北师范大学"},
    ),
    (
        "subject-near-actors",
        "bulletin",
        "10月25日，帮扶团出征。西北师范大学选派专家14名，甘肃民族师范学院选派专家9名。",
        {"14名": "西北师范大学", "9名": "甘肃民族师范学院"},
    ),
    (
        "subject-near-regions",
        "report",
        "榆中县新建幼儿园3所，皋兰县新建幼儿园2所。",
        {"3所": "榆中县", "2所": "皋兰县"},
    ),
    ("subject-respectively", "report", "榆中县、皋兰县分别新建幼儿园3所、4所。", {"3所": "榆中县", "4所": "皋兰县"}),
    (
        "subject-respectively-universities",
        "bulletin",
        "10月25日，帮扶团出征。兰州大学、西北师范大学分别选派专家7名、14名。",
        {"7名": "兰州大学", "14名": "西北师范大学"},
    ),
    (
        "subject-members-of-a-list",
        "report",
        "下达培训名额：榆中县160名、皋兰县120名。",
        {"160名": "榆中县", "120名": "皋兰县"},
    ),
    ("subject-object-is-not-actor", "summary", "我区向榆中县选派支教教师12名。", {"12名": "安宁区"}),
    ("subject-of-a-part", "summary", "全区选派支教教师36名，其中高级教师12名。", {"36名": "安宁区", "12名": "安宁区"}),
    (
        "subject-sum-of-names",
        "bulletin",
        "10月25日，夏河县召开座谈会。该县与兰州大学、西北师范大学两所高校合作。",
        {"两所": "夏河县"},
    ),
]


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(SUBJECTS, KNOWN))
def test_whose_a_value_is(frame: str, sentence: str, wanted: dict[str, object]) -> None:
    assert values(frame, sentence, "subject", wanted) == wanted


# --- done, planned or to be kept ----------------------------------------------------------------------------------

STATUS = [
    ("status-plan", "plan", "选派骨干教师36名到乡村学校任教。", {"36名": "target"}),
    ("status-plan-stock", "plan", "全县现有专任教师2140名。", {"2140名": "actual"}),
    ("status-plan-as-of", "plan", "截至2022年底，全县建成教研基地6个。", {"6个": "actual"}),
    ("status-plan-background", "plan", "一、工作基础\n\n近年来，全县先后组建教育集团4个。", {"4个": "actual"}),
    ("status-plan-deadline", "plan", "到2025年，全县学前三年毛入园率达到95%以上。", {"95%以上": "target"}),
    ("status-plan-strive", "plan", "力争三年内新建幼儿园8所。", {"8所": "target"}),
    ("status-plan-norm", "plan", "每校至少配备2名心理健康教师。", {"2名": "rule"}),
    ("status-plan-weekly", "plan", "教研员每周下校不少于2天。", {"不少于2天": "rule"}),
    ("status-plan-duration", "plan", "挂职时间一般为1年。", {"1年": "rule"}),
    ("status-plan-ceiling", "plan", "小学班额应控制在45人以内。", {"45人以内": "rule"}),
    ("status-plan-share", "plan", "按不低于公用经费10%的比例安排教师培训经费。", {"10%": "rule"}),
    (
        "status-first-step-done",
        "plan",
        "第一步，到2022年底建成教研基地6个，这一步已经完成；第二步，到2025年建成教研基地10个。",
        {"6个": "actual", "10个": "target"},
    ),
    ("status-plan-five-years-over", "plan", "“十三五”期间，全县新建幼儿园14所。到2020年，全县建成寄宿制学校9所。", {"14所": "actual", "9所": "actual"}),
    ("status-plan-five-years-to-come", "plan", "“十四五”期间，全县新建幼儿园14所。", {"14所": "target"}),
    ("status-summary", "summary", "全年培训教师1200人次。", {"1200人次": "actual"}),
    ("status-summary-done", "summary", "已建成教研基地6个，累计开展活动48次。", {"6个": "actual", "48次": "actual"}),
    ("status-summary-goal-met", "summary", "超额完成年度目标任务，培训教师1200人次。", {"1200人次": "actual"}),
    ("status-summary-outlook", "summary", "四、2024年工作打算\n\n培训教师1500人次。", {"1500人次": "target"}),
    ("status-summary-next-step", "summary", "下一步，计划新建幼儿园3所。", {"3所": "target"}),
    ("status-summary-will", "summary", "明年将新建幼儿园2所。", {"2所": "target"}),
    (
        "status-summary-done-and-planned",
        "summary",
        "今年新建幼儿园4所，明年计划新建2所。",
        {"4所": "actual", "2所": "target"},
    ),
    ("status-summary-won-funds", "summary", "先后争取薄弱学校改造项目15个，争取上级专项资金2400万元。", {"15个": "actual", "2400万元": "actual"}),
    ("status-summary-strives", "summary", "争取年内再建项目学校3所，争取在学期末培训教师90人次。", {"3所": "target", "90人次": "target"}),
    ("status-summary-plan-done", "summary", "超额完成年度计划投资3400万元。", {"3400万元": "actual"}),
    ("status-summary-lasted", "summary", "举办了为期3天的研修班。", {"3天": "actual"}),
    ("status-summary-moves-schools", "summary", "稳步将学校2个年级撤并到中心校。", {"2个": "actual"}),
    ("status-summary-virtual", "summary", "投入300万元建设虚拟仿真实训室。", {"300万元": "actual"}),
    ("status-summary-intends", "summary", "拟投入300万元建设实训室。", {"300万元": "target"}),
    ("status-jiang-marks-the-object", "summary", "打破校际壁垒，将12所学校纳入集团化办学。", {"12所": "actual"}),
    ("status-report-review", "report", "一、2023年工作回顾\n\n新建幼儿园5所。", {"5所": "actual"}),
    ("status-report-tasks", "report", "二、2024年主要任务\n\n新建幼儿园7所。", {"7所": "target"}),
    ("status-report-tasks-done", "report", "一、2023年任务完成情况\n\n新建幼儿园5所。", {"5所": "actual"}),
    ("status-news-lasting", "news", "为期5天的培训吸引了86名教师参加。", {"5天": "actual", "86名": "actual"}),
    ("status-news-will", "news", "支教团将为当地培训教师300名。", {"300名": "target"}),
    ("status-article", "article", "学校选派18名骨干教师驻县指导。", {"18名": "actual"}),
    ("status-article-weekly", "article", "驻县专家每周听课不少于6节。", {"不少于6节": "rule"}),
]


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(STATUS, KNOWN))
def test_whether_a_value_is_done_or_planned(frame: str, sentence: str, wanted: dict[str, object]) -> None:
    assert values(frame, sentence, "status", wanted) == wanted


# --- when ---------------------------------------------------------------------------------------------------------

PERIODS = [
    ("period-month", "summary", "2023年3月，选派支教教师36名。", {"36名": "2023-03-01..2023-03-31"}),
    (
        "period-two-years",
        "summary",
        "2022年投入800万元，2023年投入960万元。",
        {"800万元": "2022-01-01..2022-12-31", "960万元": "2023-01-01..2023-12-31"},
    ),
    (
        "period-two-halves",
        "summary",
        "2023年上半年培训教师600人次；下半年培训教师580人次。",
        {"600人次": "2023-01-01..2023-06-30", "580人次": "2023-07-01..2023-12-31"},
    ),
    (
        "period-over-semicolon",
        "summary",
        "2023年3月，选派支教教师36名；开展专题讲座9场。",
        {"36名": "2023-03-01..2023-03-31", "9场": "2023-03-01..2023-03-31"},
    ),
    (
        "period-as-of-now",
        "summary",
        "截至目前，全区组建教育集团6个，建成教研联合体4个，选派支教教师36名。",
        {"6个": "..2023-12-20", "4个": "..2023-12-20", "36名": "..2023-12-20"},
    ),
    ("period-since-january", "summary", "今年以来，培训教师1200人次。", {"1200人次": "2023-01-01..2023-12-20"}),
    (
        "period-heading-review",
        "report",
        "一、2023年工作回顾\n\n新建幼儿园5所，培训教师700人次。",
        {"5所": "2023-01-01..2023-12-31", "700人次": "2023-01-01..2023-12-31"},
    ),
    (
        "period-heading-outlook",
        "summary",
        "四、2024年工作打算\n\n培训教师1500人次。",
        {"1500人次": "2024-01-01..2024-12-31"},
    ),
    ("period-stock-under-heading", "report", "一、2023年工作回顾\n\n全县现有中小学48所。", {"48所": ".."}),
    ("period-rule-under-heading", "report", "二、2024年主要任务\n\n教研员每周下校不少于2天。", {"不少于2天": ".."}),
    ("period-deadline", "plan", "到2025年，选派骨干教师36名。", {"36名": "..2025-12-31"}),
    ("period-before-year-end", "plan", "2023年底前，新建幼儿园3所。", {"3所": "..2023-12-31"}),
    (
        "period-of-an-item",
        "bulletin",
        "10月25日，夏河县教育局举办骨干教师培训班。86名教师参加培训。",
        {"86名": "2023-10-25..2023-10-25"},
    ),
    ("period-stock-in-an-item", "bulletin", "10月25日，夏河县召开推进会。全县现有中小学48所。", {"48所": ".."}),
    ("period-founding-date", "summary", "该校成立于2016年8月，现有专任教师86名。", {"86名": ".."}),
    ("period-behind-the-count", "summary", "支教教师36名于2023年9月到岗。", {"36名": "2023-09-01..2023-09-30"}),
    (
        "period-next-sentence-is-another",
        "summary",
        "2022年3月，召开推进会。全区教师队伍不断壮大。选派支教教师36名。",
        {"36名": "2023-01-01..2023-12-31"},  # the year of the account
    ),
    ("period-duration-of-a-post", "plan", "2023年9月起，选派教师到乡村学校挂职，挂职时间为1年。", {"1年": ".."}),
    (
        "period-part",
        "summary",
        "2023年3月，选派支教教师36名，其中高级教师12名。",
        {"36名": "2023-03-01..2023-03-31", "12名": "2023-03-01..2023-03-31"},
    ),
]


def span_of(quantity: Quantity | None) -> str:
    return f"{quantity.date_from or ''}..{quantity.date_to or ''}" if quantity else "no quantity"


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(PERIODS, KNOWN))
def test_when_a_value_holds(frame: str, sentence: str, wanted: dict[str, str]) -> None:
    found = amounts(frame, sentence)
    assert {quote: span_of(found.get(quote)) for quote in wanted} == wanted


# --- per what -----------------------------------------------------------------------------------------------------

RATES = [
    ("per-each-thing", "plan", "每个教研联合体安排经费5万元。", {"5万元": "教研联合体"}),
    ("per-week", "plan", "驻校专家每周驻校2天。", {"2天": "周"}),
    ("per-term", "plan", "每学期开展联合教研4次。", {"4次": "学期"}),
    ("per-school-year", "plan", "每学年组织全员培训2次。", {"2次": "学年"}),
    ("per-pupil", "plan", "普通高中生均公用经费1000元。", {"1000元": "生"}),
    ("per-pupil-and-year", "plan", "按每生每年650元的标准补助公用经费。", {"650元": "生每年"}),
    ("per-person-and-month", "plan", "驻校教师每人每月补助800元。", {"800元": "人每月"}),
    ("per-five-schools", "plan", "每5所村小至少配备1名心理健康教师。", {"1名": "5所村小"}),
    ("per-school", "plan", "每校配备科学副校长1名。", {"1名": "校"}),
    ("per-county-verb", "plan", "每县推荐3名骨干教师。", {"3名": "县"}),
    ("per-county-select", "plan", "每个县遴选骨干教师30名。", {"30名": "县"}),
    ("per-none", "plan", "选派骨干教师36名。", {"36名": None}),
    ("per-not-the-next", "plan", "每校配备科学副校长1名，全县共配备96名。", {"1名": "校", "96名": None}),
    ("per-not-the-total", "summary", "全区48所学校每校安排经费2万元。", {"48所": None, "2万元": "校"}),
    ("per-every-kind-is-none", "summary", "每逢周末开放场馆36个。", {"36个": None}),
]


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(RATES, KNOWN))
def test_what_a_rate_is_per(frame: str, sentence: str, wanted: dict[str, object]) -> None:
    assert values(frame, sentence, "per", wanted) == wanted


# --- parts and list members ---------------------------------------------------------------------------------------

CODES = [
    ("code-part", "summary", "选派支教教师36名，其中高级教师12名。", {"36名": "secondments", "12名": "secondments"}),
    ("code-two-parts", "summary", "选派支教教师36名，其中城区28名、乡镇8名。", {"36名": "secondments", "28名": "secondments", "8名": "secondments"}),
    ("code-part-of-another-unit", "summary", "选派支教教师36名，其中投入交通补贴4万元。", {"36名": "secondments", "4万元": "subsidies"}),
    ("code-of-regions", "report", "组建教研联合体12个，其中榆中县7个、皋兰县5个。", {"12个": "research_consortia", "7个": "research_consortia", "5个": "research_consortia"}),
    ("code-not-over-a-full-stop", "summary", "选派支教教师36名。全区退休干部12名。", {"36名": "secondments", "12名": None}),
    ("code-none", "summary", "全区栽植行道树3600棵，清运垃圾48吨。", {"3600棵": None, "48吨": None}),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(CODES, KNOWN))
def test_a_part_has_the_code_of_the_whole(frame: str, sentence: str, wanted: dict[str, object]) -> None:
    assert values(frame, sentence, "code", wanted) == wanted


def test_a_part_has_status_and_rate_of_the_whole() -> None:
    found = amounts("plan", "每县推荐骨干教师30名，其中乡村教师不少于12名。")
    assert [(q.status, q.per) for q in found.values()] == [("rule", "县"), ("rule", "县")]


def test_an_indicator_carries_region_university_and_evidence() -> None:
    sentence = "学校选派支教教师18名。"
    (indicator,) = mined("article", sentence).indicators
    assert (indicator.university, indicator.evidence) == ("西北师范大学", sentence)
    (indicator,) = mined("summary", "我区选派支教教师36名。").indicators
    assert (indicator.adcode, indicator.university) == ("620105", None)


# --- events -------------------------------------------------------------------------------------------------------

EVENTS = [
    ("event-meeting", "bulletin", "10月25日，夏河县教育局召开控辍保学推进会。", [("meeting", "2023-10-25", ["夏河县教育局"])]),
    ("event-training", "bulletin", "10月25日至27日，西北师范大学举办县中校长培训班。", [("training", "2023-10-25", ["西北师范大学"])]),
    ("event-signing", "bulletin", "10月25日，西北师范大学与夏河县签订县中托管协议。", [("signing", "2023-10-25", ["西北师范大学", "夏河县"])]),
    ("event-visit", "bulletin", "10月25日，甘肃民族师范学院赴碌曲县调研教师队伍建设。", [("visit", "2023-10-25", ["甘肃民族师范学院", "碌曲县"])]),
    ("event-ceremony", "bulletin", "10月25日，西北师范大学附属夏河学校揭牌仪式举行。", [("ceremony", "2023-10-25", [])]),
    ("event-opening-of-a-training", "bulletin", "10月25日，夏河县骨干教师培训班开班仪式举行。", [("ceremony", "2023-10-25", ["夏河县"])]),
    ("event-activity", "bulletin", "10月25日，夏河县举行青年教师教学展示活动。", [("activity", "2023-10-25", ["夏河县"])]),
    ("event-place-takes-no-part", "bulletin", "10月25日，西北师范大学在兰州召开托管工作座谈会。", [("meeting", "2023-10-25", ["西北师范大学"])]),
    ("event-parent-of-a-chain", "bulletin", "10月25日，西北师范大学赴甘南藏族自治州夏河县考察。", [("visit", "2023-10-25", ["西北师范大学", "夏河县"])]),
    ("event-without-a-day", "bulletin", "10月，夏河县教育局召开控辍保学推进会。", []),
    ("event-in-news", "news", "9月10日，西北师范大学支教团走进夏河县开展送教活动。", [("activity", "2023-09-10", ["西北师范大学", "夏河县"])]),
    ("event-deadline-is-none", "news", "各支教点应于9月30日前提交总结。", []),
    ("event-in-a-plan-is-none", "plan", "2023年4月12日前，各学校完成自查。", []),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(EVENTS, KNOWN))
def test_what_took_place(frame: str, sentence: str, wanted: list[tuple[str, str, list[str]]]) -> None:
    assert [(e.type, str(e.date_from), list(e.participants)) for e in mined(frame, sentence).events] == wanted


def test_an_event_has_its_place_and_the_whole_item() -> None:
    item = "10月25日，西北师范大学在兰州召开托管工作座谈会。会议听取了各县汇报。"
    (event,) = mined("bulletin", item).events
    assert (event.place, event.adcode) == ("兰州市", "620100")
    assert event.text == f"★{item}"
    assert (event.date_from, event.date_to) == (date(2023, 10, 25), date(2023, 10, 25))


# --- partnerships -------------------------------------------------------------------------------------------------

NWNU, GNUN = "西北师范大学", "甘肃民族师范学院"
PARTNERS = [
    ("partner-signing", "bulletin", "10月25日，西北师范大学与夏河县人民政府签订三方框架协议。", {(NWNU, "夏河县", "signing")}),
    ("partner-support", "bulletin", "10月25日，西北师范大学选派18名教师到夏河县挂职。", {(NWNU, "夏河县", "support")}),
    ("partner-support-school", "bulletin", "10月25日，甘肃民族师范学院到夏河县藏族中学开展听评课。", {(GNUN, "夏河县藏族中学", "support")}),
    ("partner-base", "bulletin", "10月25日，西北师范大学在夏河县建立教育实习基地。", {(NWNU, "夏河县", "base")}),
    ("partner-joint", "bulletin", "10月25日，西北师范大学与夏河县共建教研联合体。", {(NWNU, "夏河县", "joint")}),
    ("partner-bureau", "bulletin", "10月25日，西北师范大学与夏河县教育局共建教研联合体。", {(NWNU, "夏河县教育局", "joint")}),
    ("partner-planned", "bulletin", "10月25日，西北师范大学发布方案，明年将在夏河县建立教育实习基地。", {(NWNU, "夏河县", "base")}),
    ("partner-each-its-own", "bulletin", "10月25日，帮扶团出征。西北师范大学帮扶夏河县，甘肃民族师范学院帮扶碌曲县。", {(NWNU, "夏河县", "support"), (GNUN, "碌曲县", "support")}),
    ("partner-silent-university", "article", "学校在夏河县建立教育实习基地。", {(NWNU, "夏河县", "base")}),
    ("partner-our-district", "summary", "与西北师范大学共建附属学校，打造区域教育高地。", {(NWNU, "安宁区", "joint")}),
    ("partner-same-meeting", "bulletin", "10月25日，全省推进会召开，西北师范大学、夏河县教育局有关负责同志出席。", set()),
    ("partner-training-run", "bulletin", "10月25日，由甘肃省教育厅主办、西北师范大学承办的骨干教师培训班开班。", set()),
    ("partner-none", "bulletin", "10月25日，西北师范大学召开毕业生就业工作推进会。", set()),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(PARTNERS, KNOWN))
def test_who_works_with_whom(frame: str, sentence: str, wanted: set[tuple[str, str, str]]) -> None:
    found = mined(frame, sentence).partnerships
    assert {(p.university, p.partner, p.relation) for p in found} == wanted
    for partnership in found:
        assert partnership.evidence in FRAMES[frame].format(sentence)


# --- checks -------------------------------------------------------------------------------------------------------

CHECKS = [
    ("check-ratio-right", "summary", "纳入集团化办学的学校30所，占学校总数45所的66.7%。", "ratio", [("66.7", "66.7", True)]),
    ("check-ratio-wrong", "summary", "纳入集团化办学的学校30所，占学校总数45所的76.7%。", "ratio", [("66.7", "76.7", False)]),
    ("check-ratio-half-digit", "summary", "纳入集团化办学的学校31所，占学校总数45所的69%。", "ratio", [("69", "69", True)]),
    ("check-sum-right", "summary", "选派支教教师36名，其中高级教师12名、一级教师24名。", "sum", [("36", "36", True)]),
    ("check-sum-too-much", "summary", "选派支教教师36名，其中高级教师20名、一级教师24名。", "sum", [("36", "44", None)]),
    ("check-sum-of-some-parts", "summary", "选派支教教师36名，其中高级教师2名、特级教师1名。", "sum", []),
    ("check-list-right", "summary", "托管明德中学、启智中学、向阳中学等3所学校。", "list_length", [("3", "3", True)]),
    ("check-list-open", "summary", "托管明德中学、启智中学、向阳中学等5所学校。", "list_length", [("5", "3", None)]),
    ("check-list-with-and", "summary", "托管明德中学、启智中学和向阳中学等3所学校。", "list_length", [("3", "3", True)]),
    ("check-list-in-brackets", "summary", "组建3个学科（语文、数学、英语）工作坊。", "list_length", [("3", "3", True)]),
    ("check-stages-right", "plan", "（一）启动阶段（2023年3月—5月）\n\n摸清底数。\n\n（二）实施阶段（2023年6月—11月）\n\n全面推开。", "stage_order", [("2023-05-31", "2023-06-01", True)]),
    ("check-stages-overlap", "plan", "（一）启动阶段（2023年3月—6月）\n\n摸清底数。\n\n（二）实施阶段（2023年6月—11月）\n\n全面推开。", "stage_order", [("2023-06-30", "2023-06-01", False)]),
    ("check-stages-gap", "plan", "（一）启动阶段（2023年3月—4月）\n\n摸清底数。\n\n（二）实施阶段（2023年6月—11月）\n\n全面推开。", "stage_order", [("2023-04-30", "2023-06-01", None)]),
    ("check-event-after-issue", "bulletin", "2023年12月25日，夏河县教育局召开控辍保学推进会。", "event_before_issue", [("<= 2023-11-08", "2023-12-25", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "sentence", "kind", "wanted"), cases(CHECKS, KNOWN))
def test_whether_figures_add_up(
    frame: str, sentence: str, kind: str, wanted: list[tuple[str, str, bool | None]]
) -> None:
    found = [c for c in mined(frame, sentence).checks if c.kind == kind]
    assert [(c.expected, c.found, c.ok) for c in found] == wanted


def test_a_check_changes_no_fact() -> None:
    wrong = amounts("summary", "纳入集团化办学的学校30所，占学校总数45所的76.7%。")
    assert [q.low for q in wrong.values()] == [30, 45, 76.7]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("全县现有学校54所。其中，幼儿园17所（8所民办），小学30所（含18个教学点），初中7所。", ["schools"] * 6),
        ("全县在校学生9700人，其中，小学6300人，初中3300人，特教学校100人。", ["students"] * 4),
        ("全县有学校38所，其中，完全小学34所，初级中学4所；农村30所，城区8所。", ["schools"] * 5),
        ("现有专任教师810人（民办56人）。其中，幼儿园专任教师120人（民办100人）。", ["teachers"] * 4),
        ("精心选派32名教育人才（甲市12名，乙市20名），奔赴民和县开展对口支援。", ["secondments"] * 3),
        ("设立名师工作室4个、学科示范课堂2个。", ["studios", None]),
        ("全县有学校38所，其中骨干教师250人。", ["schools", "teachers"]),
    ],
)
def test_a_part_of_a_total_has_its_code(sentence: str, codes: list[str | None]) -> None:
    text = f"民和县教育局2023年工作总结\n\n{sentence}\n\n民和县教育局\n2023年12月20日\n"
    assert [q.code for q in mine(make_document(text), rules()).quantities] == codes


PLAN = "民和县乡村教师队伍建设三年行动方案\n\n{}\n\n民和县人民政府\n2023年3月6日\n"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("2025年，建成名师工作室12个，培育骨干教师30名以上，联盟办学覆盖比例不低于85%。", ["target"] * 3),
        ("两年内立项课题不少于10项。", ["rule", "target"]),
        ("每校每年开展教研活动不少于10次。", ["rule"]),
        ("2025年起，每校每学期开展教研活动不少于10次。", ["rule"]),
    ],
)
def test_a_coming_year_makes_a_goal_of_a_bound(sentence: str, status: list[str]) -> None:
    assert [q.status for q in mine(make_document(PLAN.format(sentence)), rules()).quantities] == status


def test_a_report_that_a_notice_carries_tells_what_was_done() -> None:
    text = "民和县卫生健康局关于印发2022年工作总结和2023年工作要点的通知\n\n各乡镇卫生院：\n\n现将2022年工作总结和2023年工作要点印发给你们。\n\n民和县卫生健康局\n2023年2月6日\n\n民和县卫生健康局2022年工作总结\n\n组织开展质控检查40次，共有26项问题得到整改。\n\n民和县卫生健康局2023年工作要点\n\n组织开展质控检查60次。\n"
    found = [(q.text, q.status) for q in mine(make_document(text), rules()).quantities]
    assert found == [("40次", "actual"), ("26项", "actual"), ("60次", "target")]


def test_a_year_of_comparison_governs_nothing() -> None:
    text = "民和县2022年国民经济和社会发展统计公报\n\n2022年，全县生产总值80亿元；与2020年相比，两年平均增长2.5%，人均生产总值5.1万元。\n\n民和县统计局\n2023年3月6日\n"
    found = {q.text: str(q.date_from)[:4] for q in mine(make_document(text), rules()).quantities}
    assert found["5.1万元"] == found["80亿元"] == "2022"
