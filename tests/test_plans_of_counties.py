# ruff: noqa: E501 - a case reads best on one line
"""Plans, opinions, notices and accounts of the schools of counties and cities: whose, when, what, and who is named."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.model import Quantity
from policyminer.pipeline import Result, mine


def mined(text: str) -> Result:
    """Everything found in a document."""
    return mine(make_document(text), rules())


def found(text: str) -> dict[str, Quantity]:
    """The quantities of a document by quote; no quote may stand twice."""
    quantities = mined(text).quantities
    assert len({q.text for q in quantities}) == len(quantities)
    return {q.text: q for q in quantities}


def time_of(quantity: Quantity) -> str:
    """The period as ``FROM..TO``."""
    return f"{quantity.date_from or ''}..{quantity.date_to or ''}"


def names_of(text: str, type_: str) -> list[str]:
    """The names of a type as written, in reading order, without blanks."""
    return ["".join(m.text.split()) for m in mined(text).mentions if m.type == type_]


PLAN = "泾源县县域普通高中振兴实施方案\n\n一、主要任务\n\n{body}\n\n泾源县教育局\n2024年5月6日\n"
ACCOUNT = "泾源县教育局2023年工作总结\n\n一、主要工作\n\n{body}\n\n泾源县教育局\n2024年1月6日\n"
NEWS = "泾源县举行教育帮扶座谈会\n\n{body}\n"


# --- done or planned ----------------------------------------------------------------------------------------------


def test_the_points_of_the_coming_year_close_an_account() -> None:
    text = "泾源县教育局2023年工作总结及2024年工作要点\n\n一、2023年工作\n\n新建幼儿园2所。\n\n二、2024年工作要点\n\n新建幼儿园3所，培训教师1500人次。\n"
    values = found(text)
    assert {q: (v.status, time_of(v)) for q, v in values.items()} == {
        "2所": ("actual", "2023-01-01..2023-12-31"),
        "3所": ("target", "2024-01-01..2024-12-31"),
        "1500人次": ("target", "2024-01-01..2024-12-31"),
    }


@pytest.mark.parametrize(
    ("frame", "body", "quote", "status"),
    [
        # a share to be reached, against one to be kept
        (PLAN, "公办园在园幼儿占比达56%以上。", "56%以上", "target"),
        (PLAN, "普惠性幼儿园覆盖率提高到91%以上。", "91%以上", "target"),
        (PLAN, "交流轮岗教师比例不低于11%。", "不低于11%", "rule"),
        (PLAN, "县级以上骨干教师占比12%以上。", "12%以上", "rule"),
        # how old one may be
        (PLAN, "男52周岁、女47周岁以下的教师参加交流。", "52周岁", "rule"),
        (ACCOUNT, "教师平均年龄43周岁。", "43周岁", "actual"),
        # what a plan brings about
        (PLAN, "邀请专家进校讲学7场次以上。", "7场次以上", "target"),
        # a norm stays one beside what is already done
        (ACCOUNT, "交流轮岗已成常态，其中骨干教师不少于21%。", "不少于21%", "rule"),
        (ACCOUNT, "新聘教师每年只能调动一次。", "一次", "rule"),
        # the sentence turns to what is planned
        (ACCOUNT, "目前已建成周转宿舍310套，2024年计划建设宿舍120套，总建筑面积4200平方米。", "4200平方米", "target"),
        (ACCOUNT, "目前已建成周转宿舍310套，总建筑面积11500平方米。", "11500平方米", "actual"),
        # 将 that only puts the object first
        (ACCOUNT, "将核查结果向各乡镇予以了通报，初中辍学率为0.37%。", "0.37%", "actual"),
        (ACCOUNT, "明年将核查各校，初中辍学率控制为0.37%。", "0.37%", "target"),
    ],
)
def test_done_planned_or_a_norm(frame: str, body: str, quote: str, status: str) -> None:
    assert found(frame.format(body=body))[quote].status == status


# --- per what -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("每年选派2名校长、4名中层干部和7名骨干教师到县一中任职。", {"2名": "年", "4名": "年", "7名": "年"}),
        ("每学期听课不少于18节，上示范课不少于3节。", {"不少于18节": "学期", "不少于3节": "学期"}),
        ("每期培训教师160人，共9期。", {"160人": "期", "9期": None}),
        ("每期培训班160人。", {"160人": "培训班"}),
        ("每名帮扶教师与3名本地教师结对。", {"3名": "帮扶教师"}),
        ("选派2名校长、4名中层干部到县一中任职。", {"2名": None, "4名": None}),
        ("每百名学生拥有骨干教师数，小学、初中分别达到1.2人以上、1.4人以上。", {"1.2人以上": "百名学生", "1.4人以上": "百名学生"}),
        ("配备骨干教师，小学、初中分别达到1.2人以上、1.4人以上。", {"1.2人以上": None}),
        ("县级领导每人包抓1至2所学校。", {"1至2所": "人"}),
    ],
)
def test_a_rate_holds_for_its_list(body: str, wanted: dict[str, str | None]) -> None:
    values = found(PLAN.format(body=body))
    assert {q: values[q].per for q in wanted} == wanted


# --- when ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "quote", "wanted"),
    [
        # since a beginning, however long it is told, up to the day of the document
        ("2021年全县开展“组团式”帮扶工作以来，累计选派教师43名。", "43名", "2021-01-01..2024-01-06"),
        ("自2021年我县实施“全方位、全学段、融入式”帮扶全县乡村学校和教学点基础教育质量提升工作以来，结成对子61对。", "61对", "2021-01-01..2024-01-06"),
        ("2021年开展帮扶工作时，选派教师43名。", "43名", "2021-01-01..2021-12-31"),
        # one value for each year
        ("2020—2022年招聘教师分别为31名、32名、33名。", "32名", "2021-01-01..2021-12-31"),
        ("2020—2022年招聘教师分别为31名、32名。", "32名", "2020-01-01..2022-12-31"),
    ],
)
def test_the_time_of_what_an_account_tells(body: str, quote: str, wanted: str) -> None:
    assert time_of(found(ACCOUNT.format(body=body))[quote]) == wanted


def test_a_goal_has_the_day_by_which_it_is_told() -> None:
    assert time_of(found(PLAN.format(body="2024年底，完成12所学校达标建设。"))["12所"]) == "2024-12-31..2024-12-31"
    assert time_of(found(ACCOUNT.format(body="2023年12月5日，全县有学校12所。"))["12所"]) == ".."


def test_lately_is_no_length_of_time() -> None:
    assert list(found(ACCOUNT.format(body="近五年公开招聘教师141名。"))) == ["141名"]
    assert "近五年" in found(ACCOUNT.format(body="该项目建设用了近五年时间。"))


def test_years_before_1900_are_years() -> None:
    text = NEWS.format(body="该校前身创办于1897年，现有教师86人。")
    assert [d.text for d in mined(text).dates] == ["1897年"]
    assert "1870人" in found(NEWS.format(body="该校现有学生1870人。"))


# --- whose --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote", "subject"),
    [
        # who tells of 我校 and 我县 in quotation marks
        (NEWS.format(body="“在银川一中的帮扶下，我校修订制度26项。”会上，西吉县实验中学校长马玉林介绍。"), "26项", "西吉县实验中学"),
        (NEWS.format(body="“专家根据我县实际，开展培训14场。”同心县委组织部有关负责人表示。"), "14场", "同心县"),
        (NEWS.format(body="“组团式”帮扶开展以来，我县开展培训14场。"), "14场", "泾源县"),
        # counted side by side
        ("北京市与内蒙古深化教育协作\n\n北京市12个区与内蒙古8个盟市的27个旗县结对。\n", "8个", "内蒙古自治区"),
        ("北京市与内蒙古深化教育协作\n\n北京市12个区与内蒙古8个盟市的27个旗县结对。\n", "27个", "内蒙古自治区"),
        ("北京市与内蒙古深化教育协作\n\n北京市12个区与内蒙古8个盟市的27个旗县结对。\n", "12个", "北京市"),
        (ACCOUNT.format(body="福州市鼓楼区13所学校与我县17所学校结成帮扶对子。"), "13所", "鼓楼区"),
        (ACCOUNT.format(body="福州市鼓楼区13所学校与我县17所学校结成帮扶对子。"), "17所", "泾源县"),
        # examples of many are not whom the news is about
        ("南开大学、东南大学等36所高校帮扶县中\n\n近日，教育部部署帮扶工作，组织高校帮扶82所县中。\n", "82所", "教育部"),
        ("南开大学帮扶县中\n\n近日，学校部署帮扶工作，组织教师帮扶2所县中。\n", "2所", "南开大学"),
        # members of a list own nothing that is counted behind it
        ("宁夏回族自治区教育厅关于开展结对帮扶的通知\n\n范围是我区吴忠市的同心县、红寺堡区，固原市的西吉县、隆德县等2个市的4个县区。\n", "4个", "宁夏回族自治区"),
        # among whom somebody won is not who did the next thing
        (ACCOUNT.format(body="3名教师在全区优质课评选中获一等奖，11名教师被评为骨干教师。"), "11名", "泾源县"),
    ],
)
def test_whose_a_value_is(text: str, quote: str, subject: str) -> None:
    assert found(text)[quote].subject == subject


def test_the_city_that_speaks_names_itself_in_its_own_rules() -> None:
    text = "市教育局2024年第三季度工作总结\n\n截至9月，我市新增幼儿园7所。印发《{own}落实湖南省幼儿发展指南实施方案》。在湖南省教研员培训中，我市教师获一等奖。\n"
    result = mined(text.format(own="湘潭市"))
    assert (result.metadata.region, result.quantities[0].subject) == ("430300", "湘潭市")
    assert mined(text.format(own="")).metadata.region != "430300"


# --- what ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "quote", "code"),
    [
        ("先后有216名爱岗敬业、业务精湛的骨干教师赴山区学校支教。", "216名", "secondments"),
        ("累计选派216名教师和35名医生下沉乡镇。", "216名", "secondments"),
        ("选派13名学科骨干到名校跟岗研修。", "13名", "secondments"),
        ("13名学科骨干通过县级认定。", "13名", None),
        ("开展线上线下培训15场共覆盖校长、教师、村干部和家长等960余人次。", "960余人次", "training_participants"),
        ("以各乡镇推荐的25所小学为主要帮扶对象。", "25所", "supported_schools"),
        ("遴选25所优质中小学校形成帮扶力量。", "25所", None),
        ("获省级奖励3项，市级奖励6项，共9项。", "9项", "awards"),
        ("获省级奖励3项，市级奖励6项，共8项。", "8项", None),
        ("督导评估评出五星级学校5所，四星级学校9所。", "9所", None),
        ("全县初中在质量评价中获一等奖2所。", "2所", "awards"),
        ("高中教职员工412人。", "412人", "teachers"),
        ("在城区新建初中一所，缓解了大班额。", "一所", "schools"),
        ("人均教育经费支出为1230元。", "1230元", None),
        ("班级学生数不超过45人。", "不超过45人", None),
        ("招聘教师31名，选派29名城镇教师到农村学校支教。", "31名", "teachers"),
        ("近三年高考一本上线人数分别为214人、226人、238人。", "226人", "students"),
        ("落实乡村教师生活补助，惠及教师920人，发放资金360万元。", "360万元", "subsidies"),
    ],
)
def test_what_is_counted(body: str, quote: str, code: str | None) -> None:
    assert found(ACCOUNT.format(body=body))[quote].code == code


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("教师每批不少于1年半。", ["不少于1年半"]),
        ("为六年级学生开设课程。", []),
        ("涵盖三个年级。", ["三个"]),
        ("作为一所有历史的学校，要发挥作用。", []),
        ("两省区签订协议。", ["两省区"]),
    ],
)
def test_what_is_a_quantity(body: str, wanted: list[str]) -> None:
    assert list(found(PLAN.format(body=body))) == wanted


@pytest.mark.parametrize(
    ("body", "measure"),
    [
        ("（二）计划引进高层次人才14名。", "引进高层次人才"),
        ("二是新增普通高中教师14名。", "普通高中教师"),
    ],
)
def test_the_mark_of_a_point_is_no_part_of_what_is_counted(body: str, measure: str) -> None:
    assert found(PLAN.format(body=body))["14名"].measure == measure


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "type_", "wanted"),
    [
        ("前往重点帮扶学校石坪镇第一中学调研。", "school", ["石坪镇第一中学"]),
        ("对县民族中学、县职业技术学校进行帮扶。", "school", ["县民族中学", "县职业技术学校"]),
        ("贫困地区的新办高中逐年增加。", "school", []),
        ("由县长多杰任组长，副县长李玉梅任副组长。", "person", ["多杰", "李玉梅"]),
        ("成立由县委书记、县长任双组长的领导小组。", "person", []),
        ("成立由县长任组长、分管副县长任副组长的领导小组。", "person", []),
        ("建立县级领导包抓学校制度。", "school", []),
        ("在团长李军带领下开展教研。", "person", ["李军"]),
    ],
)
def test_names_of_schools_and_people(body: str, type_: str, wanted: list[str]) -> None:
    assert names_of(PLAN.format(body=body), type_) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("成立由县委书记、县长任双组长的普通高中振兴工作领导小组。", []),
        ("健全市、县两级党委教育工作领导小组运行机制。", []),
        ("都安瑶族自治县党委组织部有关负责人表示。", ["都安瑶族自治县党委组织部"]),
    ],
)
def test_names_of_bodies(body: str, wanted: list[str]) -> None:
    bodies = names_of(PLAN.format(body=body), "agency")
    assert bodies == [*wanted, "泾源县教育局"]


def test_bodies_sign_side_by_side() -> None:
    text = "固原市教育局等三部门关于印发行动计划的通知\n\n各县区：\n\n现予以印发。\n\n固原市教育局          固原市发展和改革委员会\n\n固原市财政局\n\n2023年5月9日\n"
    signed = [m.name for m in mined(text).mentions if m.type == "agency"][-3:]
    assert signed == ["固原市教育局", "固原市发展和改革委员会", "固原市财政局"]


# --- titles -------------------------------------------------------------------------------------------------------


def test_what_a_notice_carries_is_no_citation() -> None:
    text = "固原市教育局关于印发《固原市学前教育行动计划（2023-2025年）》和《固原市县中行动计划（2023-2025年）》的通知\n\n各县区教育局：\n\n研究制定了《固原市学前教育行动计划（2023—2025 年）》和《固原市县中行动计划（2023—2025 年）》，依据《宁夏县中行动计划》。\n"
    assert [c.title for c in mined(text).citations] == ["宁夏县中行动计划"]


def test_a_plan_named_by_its_year_is_cited() -> None:
    titles = [c.title for c in mined(PLAN.format(body="贯彻《中国教育现代化2035》，学习《山村2035》。")).citations]
    assert titles == ["中国教育现代化2035"]


def test_what_a_paper_reports_is_no_part_of_its_headline() -> None:
    headline = "南开大学等36所部属高校将帮扶82所县域普通高中学校"
    result = mined(f"{headline}\n某某报讯（记者 李军）6月2日，教育部发布通知，组织高校帮扶县中，力争三年见效。\n")
    assert result.metadata.title == headline


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("中共泾源县委办公室 泾源县人民政府办公室关于推进县中振兴的意见", "中共泾源县委办公室"),
        ("泾源县人民政府办公室关于推进县中振兴的意见", "泾源县人民政府办公室"),
        ("省教育厅省财政厅关于做好教师培训工作的通知", "省教育厅"),
        ("固原市教育局固原市财政局关于做好教师培训工作的通知", "固原市教育局"),
        ("固原市公安局原州区分局关于做好校园安全工作的通知", "固原市公安局原州区分局"),
    ],
)
def test_the_first_of_several_issuers(head: str, issuer: str) -> None:
    assert mined(f"{head}\n\n各乡镇：\n\n现提出如下意见。\n").metadata.issuer == issuer


# --- partnerships -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("深化与宁夏师范大学的合作，推进县一中特色发展。", [("宁夏师范大学", "泾源县", "joint")]),
        ("学习宁夏师范大学的经验，推进县一中特色发展。", []),
        # what the clause says of the two sides, not of the school that another clause names
        ("与宁夏师范大学签订合作协议，由县一中托管白面中学。", [("宁夏师范大学", "泾源县", "signing")]),
        ("与宁夏大学、宁夏师范大学等4所高校建立托管帮扶关系，覆盖12所县中。", [("宁夏大学", "泾源县", "support"), ("宁夏师范大学", "泾源县", "support")]),
        # what is agreed on does not sign
        ("宁夏师范大学与县政府签订托管泾源县第二中学协议。", [("宁夏师范大学", "泾源县", "signing"), ("宁夏师范大学", "泾源县", "support"), ("宁夏师范大学", "泾源县第二中学", "support")]),
        # a course that a university holds makes no partner
        ("选派32名校长参加宁夏大学举办的高级研修班。", []),
        # a school that helps another is not its university
        ("由宁夏师范大学附属中学托管县一中，学习宁夏师范大学经验。", []),
        ("由宁夏师范大学托管县一中。", [("宁夏师范大学", "县一中", "support")]),
    ],
)
def test_work_with_a_university_that_a_plan_tells_of(body: str, wanted: list[tuple[str, str, str]]) -> None:
    pairs = mined(PLAN.format(body=body)).partnerships
    assert [(p.university, p.partner, p.relation) for p in pairs] == wanted


def test_headings_with_a_blank_and_how_things_stand() -> None:
    body = "一 现状\n2023年，全县有普通高中2所，在校生4876人。\n二 目标\n到2027年，新增学位1200个。\n三 措施\n2025年，全县建成普通高中1所。"
    told = mined(f"泾源县普通高中行动方案\n\n{body}\n\n泾源县教育局\n2024年3月21日\n")
    assert [q.status for q in told.quantities] == ["actual", "actual", "target", "target"]
    heads = [told.document.text[s.start : s.end].split("\n")[0] for s in told.sections if s.kind == "heading"]
    assert heads == ["一 现状", "二 目标", "三 措施"]
