# ruff: noqa: E501 - a case reads best on one line
"""Whose, when and what: values as bulletins, plans, accounts and notices of the schools' field tell them."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.model import Quantity
from policyminer.pipeline import mine


def found(text: str) -> dict[str, Quantity]:
    """The quantities of a document by quote; no quote may stand twice."""
    quantities = mine(make_document(text), rules()).quantities
    assert len({q.text for q in quantities}) == len(quantities)
    return {q.text: q for q in quantities}


def time_of(quantity: Quantity) -> str:
    """The period as ``FROM..TO``."""
    return f"{quantity.date_from or ''}..{quantity.date_to or ''}"


# --- when: the year of an account ---------------------------------------------------------------------------------

ACCOUNT = "{title}\n\n一、主要工作\n\n{body}\n\n{tail}某办公室\n2024年1月6日\n"


@pytest.mark.parametrize(
    ("title", "body", "quote", "wanted"),
    [
        # what an office did is of the year in the title of its account
        ("泾源县教育局2023年工作总结", "组织各类培训41期。", "41期", "2023-01-01..2023-12-31"),
        ("泾源县教育局2023年度教育工作总结及2024年工作安排", "引进研究生学历教师14人。", "14人", "2023-01-01..2023-12-31"),
        ("泾源县职业教育2023年上半年工作情况汇报", "举办技能培训班15期。", "15期", "2023-01-01..2023-06-30"),
        ("固原市教育局2023年第三季度工作小结", "开展送教下乡16次。", "16次", "2023-07-01..2023-09-30"),
        ("宁夏师范大学对口帮扶工作2023年总结", "投入帮扶资金85万元。", "85万元", "2023-01-01..2023-12-31"),
        ("泾源县教育局2023年工作总结", "高考本科上线612人。", "612人", "2023-01-01..2023-12-31"),
        ("泾源县教育局2023年工作总结", "完成13所学校食堂改造。", "13所", "2023-01-01..2023-12-31"),
        # a time of its own goes before
        ("泾源县教育局2023年工作总结", "6月，举办班主任培训班17期。", "17期", "2023-06-01..2023-06-30"),
        # what there is, or has come to be, is not of the year
        ("泾源县教育局2023年工作总结", "现有专任教师1940人。", "1940人", ".."),
        ("泾源县教育局2023年工作总结", "全县名师工作室累计达到18个。", "18个", ".."),
        # not an account of a year: a project by its name, several years, what is not an account
        ("泾源县2023年“山海同行”帮扶工作总结", "组织各类培训42期。", "42期", ".."),
        ("泾源县教育局2021—2023年工作总结", "组织各类培训43期。", "43期", ".."),
        ("泾源县教育局2023年培训实施方案", "组织各类培训44期。", "44期", ".."),
    ],
)
def test_what_an_account_tells_was_done_in_its_year(title: str, body: str, quote: str, wanted: str) -> None:
    assert time_of(found(ACCOUNT.format(title=title, body=body, tail=""))[quote]) == wanted


def test_problems_and_plans_of_an_account_are_not_of_its_year() -> None:
    tail = "二、存在问题\n\n联合教研只开展了3次。\n\n三、2024年打算\n\n举办培训班24期。\n\n"
    values = found(ACCOUNT.format(title="泾源县教育局2023年工作总结", body="举办讲座12场。", tail=tail))
    assert {q: time_of(values[q]) for q in ("12场", "3次", "24期")} == {
        "12场": "2023-01-01..2023-12-31",
        "3次": "..",
        "24期": "2024-01-01..2024-12-31",
    }


def test_a_day_that_opens_a_paragraph_of_a_report_holds_to_its_end() -> None:
    report = "泾源县县中振兴工作中期评估报告\n\n{}\n\n泾源县教育局\n2025年5月26日\n"
    values = found(report.format("截至2025年3月底，全县累计投入资金2.6亿元。组建教育集团7个，挂职时间一般为2年。\n\n举办讲座9场。"))
    assert {q: time_of(v) for q, v in values.items()} == {"2.6亿元": "..2025-03-31", "7个": "..2025-03-31", "2年": "..", "9场": ".."}
    dated = found(report.format("截至2025年3月底，全县累计投入资金2.6亿元。2024年组建教育集团7个。举办讲座9场。"))
    assert time_of(dated["9场"]) == ".."


def test_a_goal_that_is_a_stock_has_the_deadline_of_its_list() -> None:
    plan = "泾源县教育提升行动方案\n\n到2026年底，实现以下目标：\n1.市级骨干教师达到260人；\n2.与4所高校建立结对关系。\n\n泾源县人民政府\n2024年3月1日\n"
    values = found(plan)
    assert {q: time_of(values[q]) for q in ("260人", "4所")} == {"260人": "..2026-12-31", "4所": "..2026-12-31"}


# --- whose: who opens the clause acts -----------------------------------------------------------------------------

PLAN = "泾源县乡村教育提升方案\n\n{}\n\n泾源县人民政府\n2024年3月1日\n"
REPORT = "泾源县教育局教育工作汇报\n\n{}\n\n泾源县教育局\n2024年3月1日\n"
BULLETIN = "宁夏师范教育联盟工作动态\n\n第6期\n\n宁夏回族自治区教育厅办公室　2023年7月15日\n\n★{}\n\n报：自治区党委。\n"
PRESS = "宁夏师范大学与泾源县携手办学\n发布时间：2024-05-12　来源：宁夏日报\n\n{}\n"


@pytest.mark.parametrize(
    ("frame", "sentence", "wanted"),
    [
        # the members of a list, and the clauses that follow, belong to who opened
        (PLAN, "银川市选派36所小学、22所幼儿园与我县学校结对。", {"36所": "银川市", "22所": "银川市"}),
        (REPORT, "银川市选派校长4人、教师27人到县支教，泾源县派出教师53人跟岗。", {"27人": "银川市", "53人": "泾源县"}),
        (REPORT, "宁夏师范大学与我县签订协议，先后选派教授18名来县挂职，派出师范生160名。", {"18名": "宁夏师范大学", "160名": "宁夏师范大学"}),
        (PLAN, "由宁夏师范大学牵头，帮扶泾源县第一中学，每年派出25名师范生实习。", {"25名": "宁夏师范大学"}),
        (REPORT, "我县与宁夏师范大学签订协议，该校选派专家31人次来县指导。", {"31人次": "宁夏师范大学"}),
        (REPORT, "宁夏师范大学立项省级课题14项，建成精品课程6门。", {"14项": "宁夏师范大学", "6门": "宁夏师范大学"}),
        (REPORT, "2023年，宁夏师范大学全年安排实习生87名。", {"87名": "宁夏师范大学"}),
        # another opener ends it
        (REPORT, "宁夏师范大学选派专家9名驻县，全县组建教研联合体5个。", {"9名": "宁夏师范大学", "5个": "泾源县"}),
        (REPORT, "宁夏师范大学选派专家9名驻县，县财政安排专项经费60万元。", {"9名": "宁夏师范大学", "60万元": "泾源县"}),
        # what two do together, who only attends, what only bears the name
        (REPORT, "宁夏师范大学与泾源县共建实习基地7个。", {"7个": "泾源县"}),
        (REPORT, "县里举办教研现场会，宁夏师范大学教务处处长马小东讲话，140余人参加会议。", {"140余人": "泾源县"}),
        (REPORT, "第一期：7月14日至20日，宁夏师范大学，培训小学教师150人。", {"150人": "泾源县"}),
        # an office stands for its county
        (PRESS, "宁夏师范大学每年派驻专家12名；泾源县人民政府每年安排经费80万元，对驻校专家每人补助3万元。", {"12名": "宁夏师范大学", "80万元": "泾源县", "3万元": "泾源县"}),
        (PRESS, "泾源县教育局局长马小东介绍，全县现有学校78所，在校生1.9万人。", {"1.9万人": "泾源县"}),
        # among whom something is done is not who did it
        (REPORT, "学生参加全区职业院校技能大赛，获一等奖11个、二等奖23个。", {"11个": "泾源县", "23个": "泾源县"}),
        (REPORT, "指标为宁夏师范大学18名、北方民族大学12名。", {"18名": "宁夏师范大学", "12名": "北方民族大学"}),
    ],
)
def test_who_opens_a_clause_acts_until_another_does(frame: str, sentence: str, wanted: dict[str, str]) -> None:
    values = found(frame.format(sentence))
    assert {quote: values[quote].subject for quote in wanted} == wanted


def test_schools_in_a_list_are_not_the_school_that_writes() -> None:
    values = found(PRESS.format("活动在泾源县第一小学举行。各县教育局、结对学校代表共110余人参加会议。"))
    assert values["110余人"].subject != "泾源县第一小学"
    told = found(PRESS.format("泾源县第一小学校长马小东说，这所乡村学校有学生430名。"))
    assert told["430名"].subject == "泾源县第一小学"


@pytest.mark.parametrize(
    ("sentence", "quote", "wanted"),
    [
        ("自2022年8月启动帮扶以来，选派教师21名到县中支教。", "21名", "2022-08-01..2024-03-01"),
        ("自2022年8月26日签约以来，选派教师22名到县中支教。", "22名", "2022-08-26..2024-03-01"),
        ("自2022年8月启动帮扶，选派教师23名到县中支教。", "23名", "2022-08-01..2022-08-31"),
    ],
)
def test_words_may_stand_between_the_day_and_since(sentence: str, quote: str, wanted: str) -> None:
    assert time_of(found(REPORT.format(sentence))[quote]) == wanted


@pytest.mark.parametrize(
    ("sentence", "quote", "code"),
    [
        ("全县有乡村学校（含教学点）63所。", "63所", "schools"),
        ("组建职业教育集团（联盟）7个。", "7个", "school_groups"),
        ("在县城建成停车场（含地下）7个。", "7个", None),
        # what lacks, leaves or is lost is not what there is
        ("全县缺编教师64名。", "64名", None),
        ("近三年流出教师143人。", "143人", None),
        ("全县专任教师1640人。", "1640人", "teachers"),
        # who is trained, however long their list of offices
        ("培训中小学幼儿园教师、校（园）长2600人次。", "2600人次", "training_participants"),
        # members of one mission have one code
        ("选派干部教师到县中任职，其中校长1名、副校长2名、中层干部3名。", "3名", "secondments"),
        # groups of learners are no projects
        ("学员分成6个小组开展课题研究。", "6个", None),
        ("立项省级课题6项。", "6项", "research_projects"),
        ("小学生均公用经费标准每生每年720元。", "720元", None),
    ],
)
def test_what_a_value_counts(sentence: str, quote: str, code: str | None) -> None:
    assert found(REPORT.format(sentence))[quote].code == code


@pytest.mark.parametrize(
    ("frame", "sentence", "wanted"),
    [
        # a place that is gone through, leant on or gone to is not who acts
        (REPORT, "12月分别深入原州区、西吉县等地，召开座谈会21个。", ("21个", "泾源县", "2023-12-01..2023-12-31")),
        (PLAN, "依托宁夏大学、宁夏师范大学建立教师培训基地2个，培训教师610人次。", ("610人次", "泾源县", "..")),
        (REPORT, "对口援疆省市浙江省每年选派61名教师来县支教，每学年开展送教下乡12次。", ("12次", "浙江省", "..")),
        (REPORT, "平罗县新增公办学位3200个，引进教师71名。", ("71名", "平罗县", "..")),
        # 于 before a day may open what was done then; it closes what was founded then
        (REPORT, "本次调研于2023年11月深入各乡镇，召开座谈会22个。", ("22个", "泾源县", "2023-11-01..2023-11-30")),
        (REPORT, "联盟成立于2016年8月，建立名师工作室23个。", ("23个", "泾源县", "..")),
        # the year in the name of what is held
        (BULLETIN, "7月3日，宁夏大学教师教育联盟2023年年会召开，140余人参会。", ("140余人", "宁夏大学", "2023-07-03..2023-07-03")),
    ],
)
def test_where_and_when_in_passing(frame: str, sentence: str, wanted: tuple[str, str, str]) -> None:
    value = found(frame.format(sentence))[wanted[0]]
    assert (value.subject, time_of(value)) == wanted[1:]


def test_whom_a_document_without_issuer_addresses() -> None:
    text = "关于推进教师交流的实施意见\n\n{}各中小学校：\n\n我市现有专任教师3982名。\n\n本意见自印发之日起施行。\n"
    assert found(text.format("灵武市"))["3982名"].subject == "灵武市"
    assert found(text.format(""))["3982名"].subject is None


def test_a_list_of_kinds_is_no_range() -> None:
    values = found(REPORT.format("全县有教育集群8个、九年一贯制学校14个。"))
    assert [(q.low, q.unit) for q in values.values()] == [(8.0, "个"), (14.0, "个")]
    assert [q.low for q in found(REPORT.format("每校有教师七、八名。")).values()] == [7.0]


def test_each_time_is_the_rate() -> None:
    assert found(PLAN.format("每次交流时间不少于3年。"))["不少于3年"].per == "次"


# --- what a university tells of itself ----------------------------------------------------------------------------

OWN_BULLETIN = "宁夏师范大学定点帮扶工作简报\n\n第8期\n\n宁夏师范大学乡村振兴办公室　2023年9月30日\n\n▲{}\n\n▲驻村工作有进展\n截至9月底，学校帮扶的村新增收入86万元。\n"


@pytest.mark.parametrize(
    ("item", "quote", "wanted"),
    [
        ("我校与泾源县签约\n9月4日，我校与泾源县签订协议。根据协议，我校派出执行校长2名、学科教师7名。", "7名", ("宁夏师范大学", "secondments")),
        ("挂职干部到泾源县\n9月11日，挂职干部到泾源县。学校已累计选派挂职干部21名。", "21名", ("宁夏师范大学", "secondments")),
        ("毕业班升学\n今年，学校办的班有76名学生参加考试，其中29人被银川、石嘴山等地高中录取。", "29人", ("宁夏师范大学", "students")),
        ("我校与泾源县签约\n9月4日，我校与泾源县签订协议，泾源县每年安排托管经费150万元。", "150万元", ("泾源县", "special_funds")),
    ],
)
def test_we_in_a_bulletin_of_a_university(item: str, quote: str, wanted: tuple[str, str]) -> None:
    value = found(OWN_BULLETIN.format(item))[quote]
    assert (value.subject, value.code) == wanted


# --- done, planned, a rule; per what ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frame", "sentence", "quote", "wanted"),
    [
        (PLAN, "通过努力，补充乡村教师110名以上。", "110名以上", ("target", None)),
        (PLAN, "专班人员不少于9名。", "不少于9名", ("rule", None)),
        (PLAN, "每个工作室拨付工作经费5万元。", "5万元", ("rule", "工作室")),
        (REPORT, "乡村教师补助标准由每人每月300元提高到500元。", "500元", ("rule", "人每月")),
        (PLAN, "年培训新型职业农民2600人次。", "2600人次", ("rule", "年")),
    ],
)
def test_whether_it_is_a_goal_or_a_rule(frame: str, sentence: str, quote: str, wanted: tuple[str, str | None]) -> None:
    value = found(frame.format(sentence))[quote]
    assert (value.status, value.per) == wanted


def test_a_rate_has_not_the_year_of_the_statement_before() -> None:
    values = found(PLAN.format("2025年招聘特岗教师40名，2026年招聘教师45名；与大学签订协议，每年接收师范生不少于60名。"))
    assert {q: time_of(v) for q, v in values.items()} == {
        "40名": "2025-01-01..2025-12-31",
        "45名": "2026-01-01..2026-12-31",
        "不少于60名": "..",
    }


def test_what_a_plan_of_a_year_sets_out_is_for_that_year() -> None:
    plan = "2024年泾源县教育局工作要点\n\n一、建强队伍。培养骨干教师40名，每学期开展联合教研4次。\n"
    result = mine(make_document(plan), rules())
    assert result.metadata.issuer == "泾源县教育局"
    assert {q.text: time_of(q) for q in result.quantities} == {"40名": "2024-01-01..2024-12-31", "4次": ".."}
    three = found("泾源县教育局2024—2026年工作要点\n\n一、建强队伍。培养骨干教师40名。\n")
    assert time_of(three["40名"]) == ".."


def test_a_part_behind_a_share_belongs_to_the_whole() -> None:
    values = found(REPORT.format("交流轮岗教师1248人，占应交流教师的17.5%，其中骨干教师310人。"))
    assert values["310人"].code == "secondments"


# --- whom a notice calls ------------------------------------------------------------------------------------------

NOTICE = "泾源县教育局关于举办{}的通知\n\n泾教发〔2024〕12号\n\n各学校：\n\n现将有关事项通知如下：\n\n{}\n\n泾源县教育局\n2024年5月6日\n"


@pytest.mark.parametrize(
    ("occasion", "body", "wanted"),
    [
        # the title says of what
        ("全县校长任职资格培训班", "一、培训对象及名额\n全县新任校长共80名，其中城区18名、农村62名。", {"80名": "training_participants", "18名": "training_participants", "62名": "training_participants"}),
        ("第三届青年教师教学大赛", "一、名额\n全县共推荐130名。", {"130名": "event_participants"}),
        ("教师跟岗研修", "一、名额分配\n全县共70名。", {"70名": "training_participants"}),
        # of two headings the nearest
        ("骨干教师研修班和教学竞赛", "一、骨干教师研修班\n第一期：7月14日至20日，小学教师150人。\n\n二、教学竞赛\n各学校推荐选手31名。", {"150人": "training_participants", "31名": "event_participants"}),
        # who serves it, and what is said of it
        ("全县校长任职资格培训班", "一、有关要求\n各学校推荐联络员17名。", {"17名": None}),
        ("全县校长任职资格培训班", "一、培训内容\n共设置课程模块6个，学员分组，每组13人。", {"6个": None, "13人": None}),
        # no occasion
        ("捐赠活动座谈交流", "一、名额\n各学校推荐家长14名。", {"14名": None}),
    ],
)
def test_whom_a_notice_calls(occasion: str, body: str, wanted: dict[str, str | None]) -> None:
    values = found(NOTICE.format(occasion, body))
    assert {quote: values[quote].code for quote in wanted} == wanted


def test_a_table_of_quotas_counts_whom_the_notice_calls() -> None:
    table = "一、名额\n各地名额分配如下：\n单位\t小学组(名)\t初中组(名)\n甲乡\t12\t9\n乙乡\t11\t8\n"
    codes = [q.code for q in mine(make_document(NOTICE.format("第三届青年教师教学大赛", table)), rules()).quantities]
    assert codes == ["event_participants"] * 4


def test_a_summary_calls_nobody() -> None:
    assert found(ACCOUNT.format(title="泾源县教师培训2023年工作总结", body="名额分配公平，全县共70名。", tail=""))["70名"].code is None


@pytest.mark.parametrize(
    ("frame", "sentence", "wanted"),
    [
        # a rate by time holds for what the next clause does again, not for what is built
        (PLAN, "每年举办专题培训班6期，培训教师610人次。", {"6期": "年", "610人次": "年"}),
        (PLAN, "每年选送教师71名到高校研修，建成名师工作室12个。", {"71名": "年", "12个": None}),
        (PLAN, "每年招收“3+2”学生110名。", {"110名": "年"}),
        (REPORT, "每年举办培训班6期，2023年培训教师610人次。", {"610人次": None}),
    ],
)
def test_how_far_a_rate_reaches(frame: str, sentence: str, wanted: dict[str, str | None]) -> None:
    values = found(frame.format(sentence))
    assert {quote: values[quote].per for quote in wanted} == wanted


@pytest.mark.parametrize(
    ("frame", "sentence", "wanted"),
    [
        # another county speaks of itself whatever follows its name; the city above may only lend its honour
        (REPORT, "平罗县20所优质学校与我县28所学校结对。", {"20所": "平罗县", "28所": "泾源县"}),
        (REPORT, "新增特级教师3人、固原市名师12人。", {"12人": "泾源县"}),
        (REPORT, "平罗县、西吉县2个县组建教育集团9个。", {"9个": "泾源县"}),
        # names in brackets are an aside
        (REPORT, "宁夏师范大学派出教师28人（泾源县16人，隆德县12人），开展讲座43场。", {"43场": "宁夏师范大学"}),
        (BULLETIN, "5月8日，活动在学校举行。泾源县、隆德县两地240余名教师观摩。", {"240余名": "泾源县"}),
        # the school that speaks was named before it speaks
        (PRESS, "宁夏师范大学来到泾源。学校派出教师7批，为泾源县第一中学、泾源县第二中学等6所学校建起工作坊。", {"6所": "宁夏师范大学"}),
    ],
)
def test_other_regions_brackets_and_lists(frame: str, sentence: str, wanted: dict[str, str]) -> None:
    values = found(frame.format(sentence))
    assert {quote: values[quote].subject for quote in wanted} == wanted


def test_what_is_promised_is_not_of_the_day_of_signing() -> None:
    values = found(BULLETIN.format("宁夏大学与泾源县签约\n5月21日，宁夏大学与泾源县签订协议，将选派专家16名到县中支教。"))
    assert (values["16名"].status, time_of(values["16名"])) == ("target", "..")
    planned = found(ACCOUNT.format(title="泾源县教育局2023年工作总结", body="一、基本情况\n\n计划培训学员960名，实际参训948名。", tail=""))
    assert (planned["960名"].status, planned["948名"].status) == ("target", "actual")


def test_a_source_with_its_reporter() -> None:
    text = "泾源县：乡村教育的春天\n\n2024年09月12日　来源：宁夏日报　记者 张莎\n\n9月10日，泾源县召开教师节表彰大会。\n"
    assert mine(make_document(text), rules()).metadata.issuer == "宁夏日报"


@pytest.mark.parametrize(
    ("frame", "sentence", "quote", "wanted"),
    [
        (PLAN, "2025年交流教师不少于180名。", "不少于180名", ("secondments", "target")),
        (PLAN, "评选优秀交流教师50名。", "50名", ("awards", "target")),
        (REPORT, "9所高校和16所高中帮扶甲县、乙县等地17所县中。", "16所", (None, "actual")),
        (REPORT, "9所高校和16所高中帮扶甲县、乙县等地17所县中。", "17所", ("supported_schools", "actual")),
    ],
)
def test_code_and_status(frame: str, sentence: str, quote: str, wanted: tuple[str | None, str]) -> None:
    value = found(frame.format(sentence))[quote]
    assert (value.code, value.status) == wanted


def test_a_school_acts_where_it_is_named_before_its_verb() -> None:
    values = found(BULLETIN.format("泾源县第一中学与银川市第二中学结对，银川市第二中学派出教师8名支教。"))
    assert values["8名"].subject == "银川市第二中学"


def test_the_same_day_in_a_later_paragraph_of_news() -> None:
    values = found(PRESS.format("5月11日上午，宁夏师范大学与泾源县签约，80余人参加。\n\n当天下午，学院院长作专题讲座2场，210余名教师聆听。"))
    assert time_of(values["2场"]) == "2024-05-11..2024-05-11"
    other = found(PRESS.format("5月11日上午，宁夏师范大学与泾源县签约，80余人参加。\n\n学院院长作专题讲座2场，210余名教师聆听。"))
    assert time_of(other["2场"]) == ".."
