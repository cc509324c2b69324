# ruff: noqa: E501 - a case reads best on one line
"""Papers of offices for health, welfare, farming, sports and safety: their measures, titles, kinds and events."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine

_SUMMARY = "常宁市民政局2024年工作总结\n\n{}\n\n常宁市民政局\n2025年1月6日\n"


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def counted(sentence: str) -> list[tuple[str, float, str]]:
    return [(q.text, q.low, q.unit) for q in mined(_SUMMARY.format(sentence)).quantities]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("检查企业120家次、养殖户36户次，出动车辆80余辆次。", [("120家次", 120, "家次"), ("36户次", 36, "户次"), ("80余辆次", 80, "辆次")]),
        ("走访困难户45户（次）。", [("45户（次）", 45, "户次")]),
        ("投放鱼苗20万尾，出栏肉鸡3万羽，发放大米50袋。", [("20万尾", 200_000, "尾"), ("3万羽", 30_000, "羽"), ("50袋", 50, "袋")]),
        ("列出任务12大项42小项。", [("12大项", 12, "项"), ("42小项", 42, "项")]),
        ("厂界噪声60分贝。", [("60分贝", 60, "分贝")]),
        ("完成两项次要任务，共3家次级单位。", [("两项", 2, "项"), ("3家", 3, "家")]),
        # what surrounds, the order of sittings and five-year plans, who leads
        ("广场四周新栽香樟，福利院四周的围墙修缮一新。", []),
        ("开展为期四周的护理培训。", [("四周", 4, "周")]),
        ("贯彻市委六届二次、三次、四次全会精神。", []),
        ("这是开启新征程的第一个五年，是关键五年，也是攻坚克难的五年。", []),
        ("市四套班子领导走访慰问，四大班子齐抓共管。", []),
    ],
)
def test_measures_and_what_only_looks_like_one(sentence: str, wanted: list[tuple[str, float, str]]) -> None:
    assert counted(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "per"),
    [("每千人床位数达到6.8张", "千人"), ("每万常住人口全科医生数为3人", "万常住人口"), ("每千名老年人拥有床位35张", "千名老年人")],
)
def test_of_how_many_people(sentence: str, per: str) -> None:
    assert [q.per for q in mined(_SUMMARY.format(sentence + "。")).quantities] == [per]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("常宁市民政局关于《改善敬老院条件的建议》提案（第18号）的办理意见", "reply"),
        ("湖南省出台养老服务促进条例", "news"),
        ("常宁市发布农村公路三年行动方案", "news"),
        ("常宁市农村公路三年行动方案", "plan"),
        ("常宁市民政局关于发布敬老院管理办法的公告", "notice"),
        ("省民政厅领导到常宁市看望困难老人", "news"),
        ("常宁市敬老院改造工程开工", "news"),
        ("常宁市敬老院简介", "other"),
    ],
)
def test_kinds_of_titles(title: str, kind: str) -> None:
    text = f"{title}\n\n山高水长，情暖人间。全市敬老院条件得到改善，入住老人的生活更有保障，护理水平稳步提高。\n\n各乡镇要继续做好后续工作。\n"
    assert mined(text).metadata.doc_type == kind


def test_an_ordinance_that_is_signed_is_no_news() -> None:
    text = "常宁市推出惠老服务十条措施办法\n\n常政办发〔2024〕8号\n\n第一条 为改善服务，制定本办法。\n\n常宁市人民政府办公室\n2024年5月6日\n"
    assert mined(text).metadata.doc_type == "measures"


def test_the_head_above_the_number_is_no_title() -> None:
    text = "常宁市人民政府办公室\n\n常政办发〔2024〕8号\n\n各乡镇人民政府：\n\n《常宁市敬老院改造方案》已经市政府审定，现印发给你们，望抓好执行。\n\n常宁市人民政府办公室\n2024年5月6日\n\n到2026年，改造敬老院12所。\n"
    about = mined(text).metadata
    assert (about.title, about.doc_type, about.doc_number) == (None, "notice", "常政办发〔2024〕8号")


def test_the_year_told_of_where_the_next_one_is_planned() -> None:
    text = "县民政局2022年工作总结及2023年工作计划\n\n3月，改造敬老院2所。1-11月完成投资640万元。\n"
    assert [(str(d.date_from), str(d.date_to)) for d in mined(text).dates if "月" in d.text] == [
        ("2022-03-01", "2022-03-31"), ("2022-01-01", "2022-11-30"),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["养老服务支持政策二十条", "稳经济30条措施", "常宁市稳就业十八条"])
def test_rules_that_are_called_by_their_number(title: str) -> None:
    assert [c.title for c in mined(_SUMMARY.format(f"认真落实《{title}》。")).citations] == [title]


@pytest.mark.parametrize("title", ["第二十二条军规", "田野上的三条路"])
def test_books_are_none(title: str) -> None:
    assert mined(_SUMMARY.format(f"组织阅读《{title}》。")).citations == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "there"),
    [
        ("3月8日，市科协召开科普项目结题论证会。", "meeting", {"常宁市科协"}),
        ("3月8日，市体育局召开省运动会常宁市代表团成立大会。", "ceremony", {"常宁市体育局"}),
        ("响应团中央号召，3月8日，团市委开展慰问活动。", "visit", {"共青团常宁市委"}),
        ("3月8日，团市委书记罗秋实到敬老院看望老人。", "visit", {"共青团常宁市委"}),
    ],
)
def test_events_of_news(sentence: str, kind: str, there: set[str]) -> None:
    text = f"常宁市开展便民服务\n\n发布日期：2024-03-09 来源：常宁市科协\n\n{sentence}\n"
    assert [(e.type, set(e.participants) - {"常宁市"}) for e in mined(text).events] == [(kind, there)]


@pytest.mark.parametrize(
    ("sentence", "town", "person"),
    [
        ("市民政局局长郭沁以及宜阳街道主任唐雨薇等陪同。", "宜阳街道", ("唐雨薇", "主任", "宜阳街道")),
        ("区领导到我市罗桥镇、松柏镇走访。", "罗桥镇", None),
        ("市领导郭沁、唐雨薇、陈金华出席。", None, ("陈金华", "市领导", "常宁市")),
    ],
)
def test_towns_and_people_beside_each_other(sentence: str, town: str | None, person: tuple[str, str, str] | None) -> None:
    found = mined(_SUMMARY.format(sentence)).mentions
    regions = {m.text for m in found if m.type == "region"}
    assert town is None or town in regions
    assert person is None or person in {(m.name, m.role, m.org) for m in found if m.type == "person"}
    assert not {"我市罗桥镇", "金华"} & regions


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("全国预计发送旅客3000万人次。", [None]),
        ("目前，全国共有养老机构4万家。", [None]),
        ("我市老年人口占比高于全国平均水平2个百分点。", ["常宁市"]),
        ("全市获全国先进集体3个。", ["常宁市"]),
        ("常宁市交通运输局开展执法。该局出动人员205人次。", ["常宁市交通运输局"]),
    ],
)
def test_whose_record_it_is(sentence: str, subjects: list[str | None]) -> None:
    text = f"常宁市护航春运\n\n发布日期：2024-03-09 来源：常宁市人民政府\n\n{sentence}\n"
    assert [q.subject for q in mined(text).quantities] == subjects


def test_news_of_many_places_named_once() -> None:
    text = "各地护航春运\n\n2月3日，铜陵市、淄博市、白城市分别部署工作。共检查车辆119台次。\n"
    assert [q.subject for q in mined(text).quantities] == [None]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("我市今年计划种植玉米50万亩。", "target"),
        ("我市计划5年内把中医院建成区域中心。", "target"),
        ("三年行动计划完成投资8亿元。", "actual"),
        ("我市已完成播种35万亩。", "actual"),
    ],
)
def test_planned_or_done_in_news(sentence: str, status: str) -> None:
    text = f"常宁市春耕备耕有序\n\n发布日期：2024-03-09 来源：常宁市人民政府\n\n{sentence}\n"
    assert [q.status for q in mined(text).quantities][-1] == status


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("由省财政厅、人民银行衡阳中心支行负责。", "人民银行衡阳中心支行"),
        ("由衡阳市生态环境局常宁分局负责。", "衡阳市生态环境局常宁分局"),
        ("各盟行政公署、市人民政府要抓好落实。", None),
    ],
)
def test_branches_and_classes_of_bodies(sentence: str, body: str | None) -> None:
    found = {m.text for m in mined(_SUMMARY.format(sentence)).mentions if m.type == "agency"} - {"常宁市民政局"}
    assert (body in found) if body else not found


def test_this_year_up_to_now() -> None:
    found = mined(_SUMMARY.format("今年来开展检查32趟次。今年来到常宁的游客增多。")).dates
    assert [(d.text, str(d.date_to)) for d in found if d.text.startswith("今年")] == [("今年来", "2024-12-31"), ("今年", "2024-12-31")]


@pytest.mark.parametrize(
    ("title", "kind"), [("常宁市春耕生产步伐加快", "news"), ("常宁市敬老院入住须知", "other"), ("常宁市敬老院简介", "other")]
)
def test_whole_sentences_without_a_paper(title: str, kind: str) -> None:
    text = f"{title}\n\n全市认真抓好当前工作，通过改善基础设施、增加物资投入、选派技术人员进村入户，有力促进了各项生产，截至目前进度快于往年同期，群众满意度不断提升。\n"
    assert mined(text).metadata.doc_type == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("为迎接省里督查，3月8日，市妇儿工委召开规划评估工作会议。", "meeting"),
        ("3月8日，市妇儿工委到敬老院督查消防安全。", "visit"),
    ],
)
def test_what_took_place_stands_behind_the_day(sentence: str, kind: str) -> None:
    text = f"常宁市做好规划评估\n\n发布日期：2024-03-09 来源：常宁市妇联\n\n{sentence}\n"
    assert [e.type for e in mined(text).events] == [kind]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("省妇联督查常宁市妇女发展规划实施情况", "news"),
        ("常宁市妇女发展规划实施情况", "summary"),
        ("常宁市开展安全检查工作情况", "summary"),
    ],
)
def test_who_looked_into_it_gives_no_account(title: str, kind: str) -> None:
    assert mined(f"{title}\n\n发布日期：2024-03-09 来源：本网\n\n各项指标进展良好。\n").metadata.doc_type == kind


def test_our_own_site_is_no_issuer() -> None:
    assert mined("常宁市召开防汛会议\n\n来源：本网 日期：2024-03-09\n\n3月8日，会议召开。\n").metadata.issuer is None


def test_the_years_of_a_plan_are_not_those_of_a_meeting() -> None:
    text = "常宁市召开规划会议\n\n为做好妇女发展规划（2011-2015年）评估，8月27日，常宁市召开会议。\n"
    assert [str(d.date_from) for d in mined(text).dates if "日" in d.text] == ["None"]


@pytest.mark.parametrize("outlet", ["今日湖南网", "今日头条"])
def test_papers_called_today(outlet: str) -> None:
    text = f"常宁市召开会议\n\n发布日期：2024-03-09\n\n{outlet}报道，3月8日，常宁市召开会议。\n"
    assert [d.text for d in mined(text).dates] == ["3月8日"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "会议由市政府召开，农业农村局、公安局、教育局、科工商务局、融媒体中心及各乡镇参加。",
            {"农业农村局": "常宁市农业农村局", "科工商务局": "常宁市科工商务局", "融媒体中心": "常宁市融媒体中心"},
        ),
        ("根据省政府妇儿工委安排，森林消防支队到会。", {"省政府妇儿工委": "湖南省政府妇儿工委"}),
        ("教育局、公安局要加强配合。", {}),
    ],
)
def test_bodies_of_the_place_that_a_list_leaves_to_the_document(sentence: str, wanted: dict[str, str]) -> None:
    found = {m.text: m.name for m in mined(_SUMMARY.format(sentence)).mentions if m.type == "agency"}
    assert wanted.items() <= found.items()
    assert wanted or not {"教育局", "公安局"} & set(found)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("两支队伍应急响应，半小时内扑灭了山火。", "actual"),
        ("救援队应当在半小时内到达。", "rule"),
        ("甲工程进展顺利，预计年底前完工；乙工程总投资8000万元。", "actual"),
        ("年底前，新建敬老院2所；改造3所。", "target"),
    ],
)
def test_what_another_statement_plans(sentence: str, status: str) -> None:
    assert [q.status for q in mined(_SUMMARY.format(sentence)).quantities][-1] == status


def test_groups_that_are_told_one_by_one() -> None:
    assert counted("分为两个组，一组排查隐患，二组开展救援。") == [("两个", 2, "个")]


@pytest.mark.parametrize(
    ("sentence", "body", "name"),
    [
        ("常宁市市场监管局开展检查。", "常宁市市场监管局", "常宁市市场监管局"),
        ("衡阳市市场监督管理局常宁分局开展检查。", "衡阳市市场监督管理局常宁分局", "衡阳市市场监督管理局常宁分局"),
        ("常宁市市政府召开会议。", "常宁市市政府", "常宁市政府"),
        ("市市场监管局、宜阳街道办事处参加。", "宜阳街道办事处", "宜阳街道办事处"),
    ],
)
def test_a_city_before_its_market_bureau(sentence: str, body: str, name: str) -> None:
    assert {m.text: m.name for m in mined(_SUMMARY.format(sentence)).mentions if m.type == "agency"}[body] == name


def test_no_street_behind_a_verb() -> None:
    found = mined(_SUMMARY.format("具体地点报街道办事处备案。")).mentions
    assert not {"报街道", "报街道办事处"} & {m.text for m in found}


def test_the_value_of_the_year_that_is_compared_with() -> None:
    found = mined(_SUMMARY.format("2024年生猪出栏46万头，较2023年42万头增长8%，比2022年的40万头有所增加。")).quantities
    assert [(q.text, str(q.date_from)[:4]) for q in found] == [
        ("46万头", "2024"), ("42万头", "2023"), ("8%", "2024"), ("40万头", "2022"),
    ]  # fmt: skip


def test_the_league_of_a_city_without_its_first_words() -> None:
    found = mined(_SUMMARY.format("团常宁市委书记罗秋实介绍情况。")).mentions
    assert [(m.name, m.role) for m in found if m.type == "person"] == [("罗秋实", "书记")]


def test_the_noun_of_a_value_begins_behind_the_value_before_it() -> None:
    found = mined(_SUMMARY.format("检查电梯单位37家、气瓶单位15家，完成造林17亩（任务15亩）。")).quantities
    assert [q.measure for q in found] == ["检查电梯单位", "气瓶单位", "造林", "任务"]


@pytest.mark.parametrize(
    ("sentence", "statuses"),
    [
        ("完成造林1.7万亩（任务1.4万亩）。", ["actual", "target"]),
        ("完成播种18万亩，占计划数50万亩的36%。", ["actual", "target", "actual"]),
        ("完成年度任务的80%。", ["actual"]),
    ],
)
def test_what_was_set_beside_what_was_done(sentence: str, statuses: list[str]) -> None:
    assert [q.status for q in mined(_SUMMARY.format(sentence)).quantities] == statuses


@pytest.mark.parametrize("body", ["市消防大队", "市科工局", "市爱卫办", "市直机关工委", "市食安办", "市运管局"])
def test_more_offices_of_a_city(body: str) -> None:
    found = {m.text: m.name for m in mined(_SUMMARY.format(f"由{body}负责。")).mentions if m.type == "agency"}
    assert found[body] == "常宁" + body
