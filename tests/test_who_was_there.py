# ruff: noqa: E501 - a case reads best on one line
"""Who takes part in what news tells: lists closed by semicolons, guests by their posts, the university that writes; what kind of event it was."""

from __future__ import annotations

from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.bind.events import event_type
from policyminer.model import Event, Result
from policyminer.pipeline import mine

_PAGE = "{}\n{}  2024-05-20\n\n{}\n"
_TITLE = "遵义举办茶叶栽培培训班"
_HELD = "5月16日上午，茶叶栽培培训班在湄潭县举行。"


@cache
def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def event(body: str, source: str = "茶乡新闻网", title: str = _TITLE) -> Event:
    (found,) = mined(_PAGE.format(title, source, body)).events
    return found


def parties(body: str, source: str = "茶乡新闻网", title: str = _TITLE) -> set[str]:
    return set(event(body, source, title).participants)


def test_a_list_of_guests_with_semicolons_is_one_list() -> None:
    guests = "遵义市农业农村局局长陈明；湄潭县农业农村局局长李春，副局长王林；贵州大学教务处处长赵强出席活动。"
    assert parties(_HELD + guests) == {"遵义市农业农村局", "湄潭县农业农村局", "贵州大学"}


def test_statements_with_semicolons_are_no_list() -> None:
    told = "贵州大学近年来选育新品种；湄潭县农业农村局负责人出席活动。"
    assert "湄潭县农业农村局" in parties(_HELD + told)
    assert "贵州大学" not in parties(_HELD + "贵州大学选育新品种；有关部门负责人发言。")


@pytest.mark.parametrize(
    ("guests", "wanted"),
    [
        ("湄潭县政协主席陈明、县教育局局长李春出席。", {"湄潭县政协", "湄潭县教育局"}),
        ("湄潭县副县长陈明出席并讲话。", {"湄潭县"}),
        ("湄潭县委常委、宣传部部长陈明致辞。", {"湄潭县"}),
        ("湄潭县教育局局长陈明一同调研。", {"湄潭县教育局"}),
    ],
)
def test_guests_bring_the_body_of_their_post(guests: str, wanted: set[str]) -> None:
    assert wanted <= parties(_HELD + guests)


def test_a_chairman_of_a_national_body_does_not_bring_it() -> None:
    assert not {"全国政协"} & parties(_HELD + "全国政协副主席陈明、湄潭县教育局局长李春出席。")


def test_the_party_secretary_of_an_unnamed_county_speaks_for_it() -> None:
    body = "5月16日上午，签约仪式在茶博园举行。县委书记陈明致辞，县长李春与贵州大学副校长王林签约。"
    assert parties(body, "湄潭县人民政府网", "湄潭县与贵州大学签约") == {"湄潭县", "贵州大学"}


@pytest.mark.parametrize("lead", ["学校与湄潭县人民政府", "我校与湄潭县人民政府", "学校党委副书记陈明带队赴湄潭县，与县政府"])
def test_the_university_that_tells_takes_part(lead: str) -> None:
    body = f"5月16日，{lead}签署合作协议。"
    assert "贵州大学" in parties(body, "贵州大学对外合作处", "学校与湄潭县签署协议")


def test_a_university_that_opens_its_own_headline_is_the_writer() -> None:
    body = "5月16日，我校与湄潭县人民政府签署合作协议。副校长陈明、教务处处长李春出席仪式。"
    result = mined(_PAGE.format("贵州大学与湄潭县人民政府签署合作协议", "茶乡新闻网", body))
    assert "贵州大学" in result.events[0].participants
    assert {m.org for m in result.mentions if m.type == "person"} == {"贵州大学"}


@pytest.mark.parametrize("title", ["贵州大学专家来我校指导", "贵州大学教授走进课堂", "贵州大学与我校共建基地"])
def test_a_university_that_visits_is_not_the_writer(title: str) -> None:
    body = "5月16日，我校举行揭牌仪式。副校长陈明出席仪式。"
    result = mined(_PAGE.format(title, "茶乡新闻网", body))
    assert {m.org for m in result.mentions if m.type == "person"} == {None}


def test_the_post_of_our_own_is_not_that_of_the_hosts() -> None:
    body = "5月16日，学校党委副书记陈明带队赴遵义师范学院调研。遵义师范学院副校长李春出席座谈会。"
    result = mined(_PAGE.format("学校赴遵义师范学院调研", "贵州大学教务处", body))
    assert [(m.text, m.org) for m in result.mentions if m.type == "person"] == [("陈明", "贵州大学"), ("李春", "遵义师范学院")]


def test_the_place_of_a_visit_is_the_end_of_its_chain() -> None:
    body = "5月16日，陈明一行赴贵州省遵义市湄潭县调研茶园建设。"
    assert event(body).place == "湄潭县"


def test_a_list_of_guests_that_stands_behind_its_verb() -> None:
    guests = "出席活动的领导有贵州大学副校长陈明、贵州省农业农村厅二级巡视员李春、湄潭县人民政府副县长王林。"
    assert {"贵州大学", "贵州省农业农村厅"} <= parties(_HELD + guests)


def test_a_scholar_without_office_speaks_for_no_university() -> None:
    guests = "应邀出席开班式的嘉宾还有贵州大学陈明教授、遵义师范学院副院长李春。"
    assert parties(_HELD + guests) == {"遵义师范学院"}


def test_those_who_unveil_are_there() -> None:
    assert parties(_HELD + "遵义市政协副主席陈明、贵州大学副校长李春为工作站揭牌。") == {"遵义市政协", "贵州大学"}
    assert parties(_HELD + "茶叶大师获贵州大学聘书。") == set()


def test_whose_notice_is_carried_out_is_not_there() -> None:
    body = "为贯彻落实贵州省教育厅《关于加强茶学教育的通知》精神，5月16日，贵州大学与湄潭县签订协议。"
    assert parties(body) == {"贵州大学", "湄潭县"}


def test_the_city_in_front_of_a_school_takes_no_part() -> None:
    body = "5月16日，遵义四中、遵义十一中开展联合教研活动，遵义市教育局教研室负责人参加。"
    assert not {"遵义市"} & parties(body)


def test_a_zone_in_the_name_of_a_body_stays_as_written() -> None:
    told = {m.name for m in mined(_PAGE.format(_TITLE, "茶乡新闻网", _HELD + "遵义经济技术开发区社会事业局负责人参加活动。")).mentions}
    assert "遵义经济技术开发区社会事业局" in told


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("5月16日，工作组到桐梓中学检查。", {"桐梓中学"}),
        ("5月16日，三校教师齐聚湄江中学开展教研。", {"湄江中学"}),
        ("5月16日，财务处副处长陈明来学校调研，并深入有关乡镇街道学校。", set()),
    ],
)
def test_schools_behind_verbs_of_going(sentence: str, wanted: set[str]) -> None:
    assert {m.text for m in mined(_PAGE.format(_TITLE, "茶乡新闻网", sentence)).mentions if m.type == "school"} == wanted


def test_who_leads_a_party_brings_his_university() -> None:
    body = "5月16日，贵州大学陈明校长率20余位专家到湄潭县参加科技对接活动。"
    assert "贵州大学" in parties(body)
    assert "贵州大学" not in parties("5月16日，茶叶培训班在湄潭县举行，贵州大学陈明教授等专家授课。")


def test_what_took_place_the_day_after_is_another_matter() -> None:
    body = "5月16日，贵州大学与湄潭县签署合作协议。次日，贵州大学一行在遵义市科技局局长陈明陪同下考察茶园。"
    assert parties(body) == {"贵州大学", "湄潭县"}


def test_a_college_of_the_university_that_tells_is_part_of_it() -> None:
    body = "5月16日，茶学院党总支书记陈明、副院长李春一行前往湄潭县中学看望实习学生。"
    assert "贵州大学" in parties(body, "贵州大学茶学院", "茶学院领导看望实习学生")
    assert "贵州大学" not in parties(body, "茶乡新闻网", "茶学院领导看望实习学生")


def test_our_city_in_news_of_a_city_below_a_prefecture() -> None:
    body = "5月16日，贵州大学志愿者抵达我市，市农业农村局局长陈明到场迎接。"
    assert parties(body, "赤水市人民政府网", "贵州大学志愿者抵达赤水市") == {"贵州大学", "赤水市", "赤水市农业农村局"}
    assert "遵义市" in parties(body, "遵义市人民政府网", "贵州大学志愿者抵达遵义市")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("某局举办档案管理专题研讨班", "training"),
        ("干部提高班顺利开班", "training"),
        ("志愿者综合培训结业典礼举行", "ceremony"),
        ("某大学副校长带队到某县开展中期会诊并参加座谈", "meeting"),
        ("某大学专家组一行走进某县，听课20节，召开座谈会3场", "visit"),
        ("某大学赴某县考察交流并签署合作协议", "signing"),
        ("产业对接会暨签约仪式举行", "signing"),
        ("某市召开推进会并签订协议", "meeting"),
        ("双方在人民大会堂签署协议", "signing"),
        ("某县教育局召开动员会部署活动", "meeting"),
        ("赴某县支教学生出征仪式在报告厅举行", "ceremony"),
        ("继前期签署帮扶协议后，双方召开推进会", "meeting"),
        ("支教学生参加活动，仪式感很强", "activity"),
        ("某学院专家到某县送教，上示范课6节", "activity"),
        ("某学院专家到某县送教送培，培训教师200人", "training"),
    ],
)
def test_what_kind_of_event_it_was(text: str, wanted: str) -> None:
    assert event_type(text) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("省人大检查组检查湄潭县贯彻落实茶产业条例情况", "news"),
        ("湄潭县领导听取茶叶产业工作情况汇报", "news"),
        ("湄潭县农业农村局督导检查工作情况", "summary"),
        ("湄潭县2024年茶叶产业发展情况", "summary"),
    ],
)
def test_a_headline_that_ends_like_a_title_is_news(title: str, wanted: str) -> None:
    document = make_document(_PAGE.format(title, "茶乡新闻网", "5月16日，检查组到湄潭县检查，县农业农村局负责人陪同。"))
    assert mine(document, rules()).metadata.doc_type == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [("遵义晚报", "520300"), ("今日湄潭", "520328"), ("遵义新闻网", "520300"), ("茶乡新闻网", None), ("中国青年报", None)],
)
def test_the_paper_of_a_city_tells_of_it(source: str, wanted: str | None) -> None:
    text = f"全市茶艺培训班开班\n（2024年5月20日） 来源：{source}\n\n5月16日上午，茶艺培训班在市委党校开班，市农业农村局局长陈明出席。\n"
    metadata = mined(text).metadata
    assert (metadata.region, str(metadata.date_published), metadata.doc_type) == (wanted, "2024-05-20", "news")


def test_a_list_of_guests_of_both_sides() -> None:
    guests = "出席签约仪式的贵州大学的领导有副校长陈明、教务处处长李春；湄潭县的领导有县委副书记王林，县教育局、县农业农村局主要负责人。"
    body = "5月16日，合作签约仪式在茶博园举行。" + guests
    result = mined(_PAGE.format("湄潭县与贵州大学签约", "湄潭县人民政府网", body))
    assert {"贵州大学", "湄潭县教育局", "湄潭县农业农村局"} <= set(result.events[0].participants)
    assert {m.text: (m.role, m.org) for m in result.mentions if m.text == "陈明"} == {"陈明": ("副校长", "贵州大学")}


@pytest.mark.parametrize(
    "body",
    [
        "5月16日，贵州大学召开“定点帮扶湄潭县工作推进会”。",
        "5月16日，贵州大学召开工作会，部署定点帮扶湄潭县工作。",
        "为贯彻落实教育部和省教育厅“加强产教融合”的精神，5月16日，贵州大学召开工作会。",
    ],
)
def test_what_a_meeting_is_about_takes_no_part(body: str) -> None:
    assert parties(body, "贵州大学", "贵州大学召开工作会") == {"贵州大学"}


def test_an_inspection_is_an_event() -> None:
    body = "5月16日，省人大常委会副主任陈明率检查组莅临湄潭县，就条例贯彻情况开展检查。"
    assert event(body, "湄潭县人民政府网", "省人大检查组来湄潭检查").type == "visit"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("期间，陈明一行与贵州省教育厅、湄潭县教育局等部门深入交流。", {"贵州大学", "贵州省教育厅", "湄潭县教育局"}),
        ("陈明一行还访问了遵义师范学院。", {"贵州大学", "遵义师范学院"}),
        ("贵州省教育厅高度重视教育工作。", {"贵州大学"}),
    ],
)
def test_whom_a_party_met(sentence: str, wanted: set[str]) -> None:
    body = "5月16日至18日，学校党委副书记陈明一行赴湄潭县慰问支教师生。" + sentence
    assert parties(body, "贵州大学教务处", "学校领导慰问支教师生") - {"湄潭县"} == wanted


def test_the_party_of_a_city_with_its_full_name() -> None:
    assert parties(_HELD + "中共遵义市委常委、副市长陈明出席。") == {"遵义市"}


def test_schools_that_pair_up_hold_an_event() -> None:
    assert event("5月16日，湄潭中学与凤冈中学结为友好学校，两校校长完成签字仪式。").type == "signing"


def test_a_day_that_its_hour_follows_at_once() -> None:
    text = "湄潭县召开茶业工作会议\n2024年05月20日10:04\n来源：湄潭县人民政府网\n\n5月16日，湄潭县召开茶业工作会议，副县长陈明出席。\n"
    assert str(mined(text).metadata.date_published) == "2024-05-20"


@pytest.mark.parametrize(
    ("body", "text", "day"),
    [
        # who was there, however many sentences later
        ("5月16日，茶艺培训班开班。李春出席。王林主持。赵强致辞。来自各县的75人参加了培训。", "75人", "2024-05-16"),
        ("5月16日，茶艺培训班开班。\n\n各县农业农村局等单位近100人参加培训。", "近100人", "2024-05-16"),
        ("5月16日，茶艺培训班开班。李春出席。王林主持。赵强致辞。全县现有茶农75人。", "75人", "None"),
        ("5月16日，茶艺培训班开班。\n\n全县历年共有100人参加培训。", "100人", "None"),
        # a year that belongs to the name of what was held
        ("5月16日，2024年第三届茶艺大赛开幕，为期2天。", "2天", "2024-05-16"),
    ],
)
def test_when_those_were_counted_who_came(body: str, text: str, day: str) -> None:
    found = {q.text: str(q.date_from) for q in mined(_PAGE.format(_TITLE, "茶乡新闻网", body)).quantities}
    assert found[text] == day


_ACCOUNT = "湄潭县{}2023年工作总结\n\n{}\n\n湄潭县{}\n2023年12月20日\n"


def of_account(body: str, body_name: str = "教育局") -> set[str]:
    (found,) = mined(_ACCOUNT.format(body_name, body, body_name)).events
    return set(found.participants)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # who held it is not said: the county that gives account
        ("2月26日，召开全县教育工作会议，部署任务42项。", {"湄潭县"}),
        ("9月10日，举行庆祝教师节大会，表彰教师200名。", {"湄潭县"}),
        # a university at one of its schools
        ("5月13日，贵州大学专家组到湄江中学调研，提出建议18条。", {"贵州大学", "湄潭县"}),
        # who held it is said
        ("5月13日，遵义市教育局召开推进会。", {"遵义市教育局"}),
        ("5月13日，贵州大学召开推进会。", {"贵州大学"}),
    ],
)
def test_the_county_that_gives_account_of_its_own_work(body: str, wanted: set[str]) -> None:
    assert of_account(body) == wanted


@pytest.mark.parametrize(
    "body",
    ["8月21日至25日与湄潭县教育局合办班主任提升班。", "7月10日至14日，湄潭县骨干教师研修班在校举办，湄潭县教育局负责人参加。"],
)
def test_the_university_that_gives_account_of_its_own_work(body: str) -> None:
    text = f"贵州大学对口帮扶办公室2023年工作总结\n\n{body}\n\n贵州大学对口帮扶办公室\n2023年12月20日\n"
    (found,) = mined(text).events
    assert {"贵州大学", "湄潭县教育局"} <= set(found.participants)


def test_a_region_where_something_is_held_behind_the_region_above() -> None:
    assert parties("5月16日，由贵州大学主办的研讨会在贵州遵义召开。") == {"贵州大学"}
    assert parties("5月16日，贵州大学研修班在遵义市湄潭县、凤冈县同步开班。") >= {"湄潭县", "凤冈县"}


def test_whose_programme_it_is_takes_no_part() -> None:
    assert not {"教育部", "财政部"} & parties("5月16日，贵州大学举行教育部、财政部“国培计划”培训班开班仪式。")


def test_what_goes_on_for_years_brings_nobody_to_an_item() -> None:
    text = (
        "贵州省师范院校结对县域工作简报\n\n第8期\n\n贵州省教育厅办公室    2023年9月28日\n\n【动态】\n\n"
        "★湄潭县总结经验。9月26日，湄潭县教育局召开现场会。自2021年以来，遵义师范学院志愿者已授课1200课时。\n"
    )
    (found,) = mined(text).events
    assert "遵义师范学院" not in found.participants


@pytest.mark.parametrize(
    ("sentence", "kept", "left"),
    [
        ("中国科学院院士、贵州大学校长陈明出席。", {"贵州大学"}, {"中国科学院"}),
        ("湄潭县副县长陈明（教育部挂职）、县教育局局长李春参会。", {"湄潭县教育局"}, {"教育部"}),
        ("教育部教师工作司副司长陈明出席。", set(), set()),
    ],
)
def test_a_body_named_beside_the_one_that_somebody_stands_for(sentence: str, kept: set[str], left: set[str]) -> None:
    found = parties(_HELD + sentence)
    assert kept <= found and not left & found


def test_a_rite_is_no_part_of_the_name_of_a_working_group() -> None:
    body = "5月16日，湄潭县与贵州大学举行签约仪式暨湄潭县校地合作领导小组第一次会议。"
    told = {m.name for m in mined(_PAGE.format(_TITLE, "茶乡新闻网", body)).mentions if m.type == "agency"}
    assert told == {"湄潭县校地合作领导小组"}


def test_a_post_behind_together_with() -> None:
    body = "5月16日，贵州大学与湄潭县签订协议，并与县委书记陈明座谈。"
    assert [m.role for m in mined(_PAGE.format(_TITLE, "湄潭县人民政府网", body)).mentions if m.type == "person"] == ["县委书记"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("双方就落实专题调研工作召开研讨会议", "meeting"), ("某局就校园安全到学校开展调研", "visit")],
)
def test_what_a_meeting_is_about_is_not_what_took_place(text: str, wanted: str) -> None:
    assert event_type(text) == wanted
