# ruff: noqa: E501 - a case reads best on one line
"""Whose record a value is where no region speaks: introductions of schools, news of two parties, untitled notices."""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def subjects(text: str) -> list[tuple[str, str | None]]:
    return [(q.text, q.subject) for q in mined(text).quantities]


_INTRODUCTION = "{}坐落于湖南省西部，是一所省属本科高校，主动服务湖南省经济建设。\n学校现有在校生8600人，获湖南省教学成果奖12项。\n全省高校党建工作现场会曾在校召开。\n"


@pytest.mark.parametrize("name", ["怀化学院", "湘南学院"])
def test_what_an_introduction_counts_is_the_schools(name: str) -> None:
    assert subjects(_INTRODUCTION.format(name)) == [("8600人", name), ("12项", name)]


def test_one_introduction_behind_another() -> None:
    text = "怀化学院\n\n怀化学院继续教育学院创办于1986年，现有学员900人。\n\n湘南学院\n\n湘南学院继续教育学院成立于1990年，现有学员700人。\n"
    assert subjects(text) == [("900人", "怀化学院"), ("700人", "湘南学院")]


def test_a_county_that_tells_of_its_schools_stays_the_owner() -> None:
    text = "会同县2023年教育工作总结\n\n全县教育系统坚持质量立校，现有教师3100人。\n\n怀化学院是我县的协作高校，选派专家指导教研。全县建成智慧教室60间。\n\n会同县教育局\n2023年12月8日\n"
    assert [s for _, s in subjects(text)] == ["会同县", "会同县"]


def test_my_university_and_a_county() -> None:
    text = "我校与洪江市人民政府签署战略合作协议\n\n农学院 2021年03月04日 报道 浏览次数:\n\n本网讯 3月2日，我校与洪江市人民政府签署协议。湖南农业大学洪江试验站自成立以来共取得科技奖励18项。\n"
    assert ("18项", "湖南农业大学") in subjects(text)


def test_a_school_that_news_describe() -> None:
    text = "会同县用好教师周转房\n\n2021-03-04 10:20:00\n\n3月2日，记者来到会同县。坪村镇枫木小学是会同县一所山区小学，学校共有教师14名。\n"
    assert subjects(text)[-1] == ("14名", "枫木小学")


def test_that_city_is_the_one_named_last() -> None:
    text = "洪江市打造清洁果园\n\n2021-03-04 10:20:00\n\n怀化市共有3个县级市。洪江市今年推广绿色防控，该市投入奖补资金56万元。\n\n洪江市还动员社会力量。目前，全市各类合作社捐助树苗9万株。\n"
    assert subjects(text)[1:] == [("56万元", "洪江市"), ("9万株", "洪江市")]


def test_an_untitled_notice_of_my_province() -> None:
    text = "各市州教育局：\n\n近年来，我省印发《湖南省乡村学校营养改善实施办法》，各地认真落实。现将有关情况通报如下：\n\n一、实施情况\n\n目前已落实补助的学校有2400所，受益学生90万人。\n"
    result = mined(text)
    assert (result.metadata.doc_type, result.metadata.region) == ("notice", "430000")
    assert {q.subject for q in result.quantities} == {"湖南省"}
    # the rules of another province do not say whose document this is
    assert mined(text.replace("我省", "各地")).metadata.region is None


def test_the_short_name_of_a_city_that_once_was_a_countys() -> None:
    """A county of that bare name existed until 1982, in another prefecture."""
    result = mined("革命老区再出发\n\n2019-05-06 09:00:00\n\n5月5日，记者走进井冈山，看到新修的学校。\n")
    assert [(m.name, m.adcode) for m in result.mentions if m.type == "region"] == [("井冈山市", "360881")]


def test_a_circular_tells_what_is() -> None:
    text = "关于春季造林情况的通报\n\n各乡镇人民政府：\n\n现将春季造林情况通报如下：\n\n一、基本情况\n\n截至目前，全县投入资金2.9亿元。实施造林的乡镇18个，受益农户9000户。\n\n会同县林业局\n2021年3月4日\n"
    assert {q.status for q in mined(text).quantities} == {"actual"}
    # a notice that sets tasks goes on doing so
    task = text.replace("情况的通报", "工作的通知").replace("现将春季造林情况通报如下", "现将有关事项通知如下").replace("截至目前，全县投入资金2.9亿元。", "").replace("基本情况", "有关任务")
    assert {q.status for q in mined(task).quantities} == {"target"}


_SIGNING = "我校与洪江市人民政府签署合作协议\n\n农学院 2021年03月04日 报道\n\n3月2日，我校与洪江市人民政府签署合作协议。{}\n"


def partners(text: str) -> set[tuple[str, str]]:
    return {(p.university, p.partner) for p in mined(text).partnerships}


def test_my_university_signs() -> None:
    assert partners(_SIGNING.format("校长代表湖南农业大学致辞。")) == {("湖南农业大学", "洪江市")}
    # two universities are named: which one is mine?
    assert partners(_SIGNING.format("湖南农业大学、怀化学院的校长先后致辞。")) == set()


def test_who_attends_a_signing_and_what_bears_the_name_of_a_place_is_no_partner() -> None:
    text = "湖南农业大学与洪江市签约\n\n2021-03-04 10:20:00\n\n3月2日，湖南农业大学与洪江市签署合作协议，怀化市副市长田野出席仪式。\n"
    assert partners(text) == {("湖南农业大学", "洪江市")}
    firm = "湖南农业大学签约\n\n2021-03-04 10:20:00\n\n3月2日，湖南农业大学与长沙市禾苗农业科技有限公司签署合作协议，同时在湖南农业大学举行洽谈。\n"
    assert partners(firm) == set()
    assert "长沙市" not in mined(firm).events[0].participants
    assert [m.text for m in mined(firm).mentions if m.type == "region"] == ["长沙市"], "marked, though it takes no part"


def test_a_deputy_secretary_is_no_township() -> None:
    text = "县领导调研春耕\n\n2021-03-04 10:20:00\n\n3月2日，在会同县委书记田野，县委副书记边镇西，副县长杨木陪同下，调研组走访农户。\n"
    assert not [m.text for m in mined(text).mentions if m.type == "region" and "书记" in m.text]


def test_building_foundations_is_no_account_of_what_is() -> None:
    text = "会同县人民政府关于茶产业发展的意见\n\n各乡镇人民政府：\n\n一、补助标准\n\n（一）{}\n\n1.鼓励新茶园发展。连片面积超过30亩的，一次性给予村集体1000元/亩的奖励。\n"
    assert [q.status for q in mined(text.format("加强茶叶生产基础建设")).quantities if q.unit == "元"] == ["rule"]
    told = "会同县茶产业发展规划\n\n一、{}\n\n全县现有茶园3万亩。茶企18家。\n"
    assert {q.status for q in mined(told.format("发展基础")).quantities} == {"actual"}


_MANY = "高校合力助农纪实\n\n• 来源: 求职在线\n• 浏览: 318\n• 2021-03-04\n{}\n\n西北大学副校长周启明介绍，该校为蓝田县培训技术员240人次。西北大学的做法受到欢迎。\n"


def test_an_account_of_many_universities_is_about_none_of_them() -> None:
    head = "西北大学、长安大学、西安石油大学、陕西科技大学负责人出席通气会。全国已有68所高校参加助农。"
    found = mined(_MANY.format(head))
    assert (found.metadata.date_published, found.metadata.region) == (date(2021, 3, 4), None)
    assert [(q.text, q.subject) for q in found.quantities] == [("68所", None), ("240人次", "西北大学")]
    alone = mined(_MANY.format("西北大学负责人出席通气会。全校已有68个学科组参加助农。"))
    assert ("68个", "西北大学") in [(q.text, q.subject) for q in alone.quantities]


@pytest.mark.parametrize("itself", ["学校", "我校"])
def test_an_account_that_a_university_gives_of_itself(itself: str) -> None:
    text = (
        "把课堂搬到田间\n西北大学发挥学科优势，服务蓝田县产业。针对蓝田群众需求，西北大学开办农民课堂。\n"
        f"目前，累计举办夜校36期。{itself}先后派出4批26名研究生到蓝田支教。三年来，西北大学投入帮扶资金85万元。\n"
    )
    assert {q.subject for q in mined(text).quantities} == {"西北大学"}
    county = "蓝田县教育局2021年工作总结\n" + text
    assert "蓝田县" in {q.subject for q in mined(county).quantities}


def test_what_a_value_is_compared_with_does_not_own_it() -> None:
    text = "会同县2023年教育工作总结\n\n毛入园率达到94.5%，高于全省平均水平12.3个百分点。\n\n会同县教育局\n2023年12月8日\n"
    assert dict(subjects(text))["12.3个百分点"] == "会同县"


@pytest.mark.parametrize(("own", "subject"), [("我校", "会同县林城小学"), ("该县", "会同县")])
def test_an_account_of_a_school(own: str, subject: str) -> None:
    text = f"抓常规，促发展\n\n——会同县林城小学2012年工作总结\n\n2012年，{own}扎实开展教研。全年承办教学比武2场，获市级奖项15项。\n"
    assert subjects(text) == [("2场", subject), ("15项", subject)]


def test_a_ministry_speaks_for_no_place_that_shows_its_notice() -> None:
    text = "来源：会同县教育局 时间：2022-06-06 09:09:11\n教育部办公厅关于开展结对帮扶的通知\n各省、自治区教育厅：\n每年派驻教师不少于5人。\n教育部办公厅\n2022年5月31日\n"
    result = mined(text)
    assert result.metadata.region is None and result.quantities[0].subject != "会同县"


def test_an_account_without_a_date_that_tells_of_later_years() -> None:
    text = "山村小学的变迁\n\n2007年前，两个村都有小学，共有学生180人。2016年，学校合并到镇上。\n"
    assert {q.text: q.status for q in mined(text).quantities}["180人"] == "actual"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        # the city that writes is not named; what lies above it owns nothing of this
        ("近日，湖北省林业厅通报，我市造林成效居全省前列。全市新增造林1200亩。\n", None),
        ("我县坚持生态优先，湖北省林业厅专家多次到县指导。全年植树3万株。\n", None),
        # the same sentence where the document tells who writes
        ("远安县造林工作总结\n\n我县坚持生态优先，湖北省林业厅专家多次到县指导。全年植树3万株。\n", "远安县"),
        # of the province itself
        ("湖北省造林工作总结\n\n全省完成造林1200亩，居全国第三。\n", "湖北省"),
    ],
)
def test_a_city_that_is_not_named_is_not_its_province(text: str, subject: str | None) -> None:
    assert {s for _, s in subjects(text)} == {subject}


@pytest.mark.parametrize("rank", ["居全省第二", "列全省各市第一", "居全省地市州榜首", "位于全省前列"])
def test_a_rank_in_the_province_owns_nothing(rank: str) -> None:
    assert subjects(f"宜昌市造林工作总结\n\n宜昌市造林进度{rank}，新建苗圃18个。\n") == [("18个", "宜昌市")]


@pytest.mark.parametrize("span", ["“十三五”期间", "五年来"])
def test_a_span_of_years_reaches_over_its_paragraph(span: str) -> None:
    text = f"宜昌市林业工作总结\n\n发布日期：2021-03-04\n\n{span}，宜昌市坚持生态优先，林业任务全面完成。新建苗圃18个。全市培训林农3000人次。\n"
    told = {(q.text, str(q.date_from), str(q.date_to)) for q in mined(text).quantities}
    days = {"五年来": ("2016-03-04", "2021-03-04")}.get(span, ("2016-01-01", "2020-12-31"))
    assert told == {("18个", *days), ("3000人次", *days)}


def test_a_span_of_years_ends_where_another_date_stands() -> None:
    text = "宜昌市林业发展规划\n\n“十三五”期间，宜昌市坚持生态优先。2021年，完成造林1200亩。培训林农3000人次。\n"
    told = {q.text: q.date_from for q in mined(text).quantities}
    assert told == {"1200亩": date(2021, 1, 1), "3000人次": None}


@pytest.mark.parametrize("line", ["县林长办：", "慈利县林业局", "关于做好春季造林工作的通知"])
def test_the_line_below_the_size_of_type_is_text(line: str) -> None:
    text = f"{line}\n"
    whole = f"石门县林业局函\n发布时间：2021-03-04\n【字体：\n{text}各乡镇要把春季造林作为当前要务，逐块落实地块和责任人，按旬调度进度。\n"
    result = mined(whole)
    kinds = {s.kind for s in result.sections if whole[s.start : s.end].strip() == line}
    assert kinds and "boilerplate" not in kinds


def test_a_way_of_doing_things_is_no_place() -> None:
    text = "3月2日，石门县总结形成“慈利模式”“桃源经验”，慈利县派人到会。\n"
    assert [m.text for m in mined(text).mentions] == ["石门县", "慈利县"]


@pytest.mark.parametrize("body", ["我院", "我公司", "本中心"])
def test_what_the_writers_body_did_is_not_the_places(body: str) -> None:
    text = f"3月2日，医务人员前往石门县、慈利县夹石镇开展义诊。2021年{body}共派出9人参与帮扶。\n"
    assert subjects(text)[-1] == ("9人", None)


@pytest.mark.parametrize("title", ["打造全市“最美书房”", "建成全市首个书房", "创建全市示范书房"])
def test_an_honour_within_the_city_is_not_the_citys(title: str) -> None:
    assert subjects(f"远安县林业工作总结\n\n今年以来，宜昌市远安县{title}，接待读者3000人次。\n") == [("3000人次", "远安县")]


def test_what_my_institute_did_by_its_title() -> None:
    text = "我院赴石门县建立实习基地\n\n发布时间：2021-03-04\n\n3月2日，学院组织教师一行15人，赴石门县调研，签约建立2个学生实习基地。\n"
    assert subjects(text) == [("15人", None), ("2个", None)]


def test_a_place_of_a_course_that_the_news_tell_of_throughout() -> None:
    text = "2023-07-31 22:19 来源：云岭日报\n7月31日，培训班在西北大学开班，学员189名。西北大学承担三门课程。西北大学还安排了学伴。\n"
    assert ("189名", "西北大学") in subjects(text)
    once = "2023-07-31 22:19 来源：云岭日报\n7月31日，蓝田县培训班在西北大学开班，学员189名。蓝田县还安排了学伴。\n"
    assert ("189名", "蓝田县") in subjects(once)


def test_the_title_of_a_central_document_still_tells_of_whom_it_speaks() -> None:
    text = "教育部办公厅关于湖南省高校布局调整建议的复函\n\n湖南省教育厅：\n现有本科院校36所。\n\n教育部办公厅\n2004年3月2日\n"
    assert subjects(text) == [("36所", "湖南省")]


@pytest.mark.parametrize(
    ("title", "foot"),
    [("当阳市教育局2023年工作总结", "当阳市教育局"), ("当阳市乡村教师队伍建设实施方案", ""), ("关于加强教师交流的实施意见\n\n当阳市各中小学校：", "")],
)
def test_our_city_of_county_level_is_not_the_city_above_it(title: str, foot: str) -> None:
    text = f"{title}\n\n我市现有专任教师2140名。全市新建幼儿园3所，市财政安排专项经费80万元。\n\n{foot}\n2024年1月6日\n"
    assert {subject for _, subject in subjects(text)} == {"当阳市"}


def test_the_city_of_a_county_is_the_one_above_it() -> None:
    assert subjects("远安县教育局2023年工作总结\n\n全市共有专任教师2140名。\n\n远安县教育局\n2024年1月6日\n") == [("2140名", "宜昌市")]
