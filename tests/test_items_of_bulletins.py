# ruff: noqa: E501 - a case reads best on one line
"""Cooperation in bulletins and news: schools and people of lists, offices told once, the two parties of a title, who only comes from somewhere."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from helpers_find import make_document, rules
from policyminer.bind.events import event_type
from policyminer.model import Result
from policyminer.pipeline import mine

_NEWS = "{}\n\n发布时间：2023-09-12\n\n{}\n"
_SIGNED = "铜仁学院与德江县签署合作协议"
_BULLETIN = "贵州省县中帮扶工作简报\n\n第8期\n\n贵州省教育厅办公室    2023年9月28日\n\n【动态】\n\n★{}\n"


@cache
def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def schools(body: str) -> list[str]:
    return [m.text for m in mined(_NEWS.format("县中帮扶再启程", body)).mentions if m.type == "school"]


def people(body: str, title: str = _SIGNED) -> dict[str, tuple[str | None, str | None]]:
    return {m.text: (m.role, m.org) for m in mined(_NEWS.format(title, body)).mentions if m.type == "person"}


def pairs(body: str, title: str = _SIGNED) -> set[tuple[str, str]]:
    found = mined(_NEWS.format(title, body)).partnerships
    assert {p.university for p in found} <= {"铜仁学院"}
    return {(p.partner, p.relation) for p in found}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # the head of one school stands before 和, behind which another school begins
        ("青川中学校长陆远和松坪中学校长韦安分别介绍情况。", ["青川中学", "松坪中学"]),
        ("校长共建和平小学的经验值得推广。", ["和平小学"]),
        # the short name of a county that the text names in full
        ("奉节县人民政府、奉节中学共同签字。", ["奉节中学"]),
        ("专家组查看了白果镇中心完小和白果镇完小。", ["白果镇中心完小", "白果镇完小"]),
        ("教师来自思南职业技术学校、太湖高等职业学校。", ["思南职业技术学校", "太湖高等职业学校"]),
        ("办好高等职业学校和中等职业学校。", []),
        ("5所后援学校与各跟岗学校结对。", []),
        # a group of schools bears the name of its first one
        ("德江县一中与长沙市一中湘滨中学结对。", ["德江县一中", "长沙市一中湘滨中学"]),
        # 大学城 is a part of a town, but not in front of 城口
        ("查看了重庆师范大学城口附属小学。", ["重庆师范大学城口附属小学"]),
    ],
)
def test_names_of_schools(body: str, wanted: list[str]) -> None:
    assert schools(body) == wanted


def test_the_head_before_the_mark_is_found_too() -> None:
    found = people("青川中学校长陆远和松坪中学校长韦安分别介绍情况。")
    assert found == {"陆远": ("校长", "青川中学"), "韦安": ("校长", "松坪中学")}


@pytest.mark.parametrize(
    ("body", "name", "wanted"),
    [
        # a given name that is also a place
        ("德江县委书记阚吉林、县长林涛出席。", "阚吉林", ("县委书记", "德江县")),
        ("德江县委书记阚吉林、县长林涛出席。", "林涛", ("县长", "德江县")),
        ("德江县副县长卿小芳出席。", "卿小芳", ("副县长", "德江县")),
        # the office that was said when the person was first named
        ("德江县教育局副局长周涛一行到校。周涛副局长指出，要加强教研。", "周涛", ("副局长", "德江县教育局")),
        # bodies without owner among the leaders of a county
        ("德江县人民政府副县长林涛，教育局党委书记、局长欧宁参加。", "欧宁", ("党委书记、局长", "德江县教育局")),
        ("德江县副县长林涛、教体局党组成员何进参加。", "何进", ("党组成员", "德江县教体局")),
        ("铜仁学院党委委员、校务委员郭立出席。", "郭立", ("党委委员、校务委员", "铜仁学院")),
        ("铜仁学院在德江县授课。活动由继续教育学院院长吴成主持。", "吴成", ("继续教育学院院长", "铜仁学院")),
        ("铜仁学院在德江县授课。校党委副书记吴成讲话。", "吴成", ("校党委副书记", "铜仁学院")),
    ],
)
def test_whose_office_it_is(body: str, name: str, wanted: tuple[str, str]) -> None:
    assert people(body)[name] == wanted


def test_places_behind_a_post_stay_places() -> None:
    found = mined(_NEWS.format(_SIGNED, "德江县委书记来吉林考察。副县长于吉林会见客商。")).mentions
    assert [m.text for m in found if m.type == "person"] == []
    assert sum(m.text == "吉林" for m in found) == 2


def test_a_body_without_owner_needs_the_leaders_of_its_county() -> None:
    agencies = [m.name for m in mined(_NEWS.format(_SIGNED, "德江县的教师，教育局局长都到了。")).mentions if m.type == "agency"]
    assert "德江县教育局" not in agencies


def test_the_committee_of_a_county_behind_its_province_is_that_of_the_county() -> None:
    body = "9月6日，铜仁学院副院长林涛会见贵州德江县委书记韦安一行。"
    assert people(body)["韦安"] == ("县委书记", "德江县")
    (event,) = mined(_NEWS.format("铜仁学院县中帮扶见实效", body)).events
    assert (event.type, set(event.participants)) == ("visit", {"铜仁学院", "德江县"})


def test_a_short_form_is_not_that_of_another_committee() -> None:
    told = "9月6日，德江县委教育工委书记韦安、县教委副主任何进出席。"
    names = {m.text: m.name for m in mined(_NEWS.format(_SIGNED, told)).mentions if m.type == "agency"}
    assert names["县教委"] == "德江县教委"


def test_an_office_is_not_carried_over_to_another_post() -> None:
    text = "德江县教育局副局长周涛到会。周涛教授指出，要加强教研。"
    posts = [(m.role, m.org) for m in mined(_NEWS.format("教研活动举行", text)).mentions if m.text == "周涛"]
    assert posts[0] == ("副局长", "德江县教育局")
    assert posts[1] == ("教授", None)


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("德江县教育局长林涛到会。", "局长"),
        ("德江县长林涛到会。", "县长"),
        ("德江县教育局局长林涛到会。", "局长"),
    ],
)
def test_a_character_that_body_and_post_share(body: str, role: str) -> None:
    assert people(body)["林涛"][0] == role


def test_the_one_university_that_says_我校() -> None:
    body = "9月6日，校党委副书记林涛前往德江县，看望在青川中学支教的我校研究生支教团9名队员。队员们鼓励学生报考贵州大学。"
    told = mined(_NEWS.format("林涛赴德江县看望支教团", body))
    assert [(m.role, m.org) for m in told.mentions if m.text == "林涛" and m.role] == [("校党委副书记", "贵州大学")]
    assert set(told.events[0].participants) == {"德江县", "贵州大学"}
    # a school that tells of its pupils says 我校 too
    other = "9月6日，青川中学校长林涛到会，我校毕业生考入贵州大学。校党委副书记韦安讲话。"
    assert people(other, "青川中学举行报告会")["韦安"][1] != "贵州大学"


def test_short_forms_of_schools_however_they_are_cut() -> None:
    assert schools("专家组来到德江县龙家小学。龙家小学校长陆远介绍情况，龙家小学全体师生参加。") == ["德江县龙家小学", "龙家小学", "龙家小学"]
    assert schools("专家组来到德江县龙家小学。龙家小学生参加。") == ["德江县龙家小学"]
    assert schools("专家组来到德江县第一小学。各县第一小学校长参加。") == ["德江县第一小学"]


def test_both_parties_of_the_title_do_what_双方_do() -> None:
    signed = {("德江县", "signing")}
    assert pairs("9月7日，协议签订。双方将共建教师实习基地5个，联合开展教研。") == signed | {("德江县", "base"), ("德江县", "joint")}
    assert pairs("9月7日，协议签订。双方合作期限为五年。") == signed
    three = "铜仁学院与德江县、思南县签署合作协议"
    assert pairs("9月7日，协议签订。双方将联合开展教研。", three) == {("德江县", "signing"), ("思南县", "signing")}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # those of a list of where people come from have nothing to do with each other
        ("支教老师分别来自松桃民族中学、石阡中学和铜仁学院。", set()),
        ("铜仁学院的支教老师到松桃民族中学、石阡中学任教。", {("松桃民族中学", "support"), ("石阡中学", "support")}),
        # a university's own school
        ("铜仁学院附中接收教师跟岗，铜仁学院给予大力支持。", set()),
        # guests are no partners by themselves
        ("铜仁学院与松桃中学对接，德江县教体局局长林涛等一行9人来校交流。", {("松桃中学", "joint")}),
    ],
)
def test_who_is_a_partner(body: str, wanted: set[tuple[str, str]]) -> None:
    assert pairs(body, "铜仁学院县中帮扶见实效") == wanted


def test_the_county_of_two_districts_is_no_partner() -> None:
    text = "铜仁学院对铜仁两区的教师进行培训，帮扶碧江区、万山区。"
    assert pairs(text, "铜仁学院县中帮扶见实效") == {("碧江区", "support"), ("万山区", "support")}
    assert ("石阡县", "support") in pairs("铜仁学院帮扶德江、石阡两县。", "铜仁学院县中帮扶见实效")


def test_the_byline_of_a_paper_is_no_lead() -> None:
    told = "（合作处供稿）为进一步落实全省工作会议精神，深入推进结对帮扶和校地合作，助力乡村教育振兴，9月6日，德江县县长林涛一行到铜仁学院对接。"
    (event,) = mined(_NEWS.format("铜仁学院县中帮扶见实效", "本网讯" + told)).events
    assert event.type == "visit"
    assert {"铜仁学院", "德江县"} <= set(event.participants)


def test_a_department_takes_part_with_its_body() -> None:
    body = "9月6日，签约仪式在铜仁学院举行。德江县教育局局长林涛、德江县教育局人事科科长韦安、德江县卫生健康局副局长何进出席。"
    (event,) = mined(_NEWS.format(_SIGNED, body)).events
    assert {"德江县教育局", "德江县卫生健康局"} <= set(event.participants)
    assert "德江县教育局人事科" not in event.participants


def test_days_of_a_list_are_one_time() -> None:
    body = "9月6日、7日，铜仁学院送教培训项目走进德江县、石阡县。"
    (event,) = mined(_NEWS.format("铜仁学院送教到县", body)).events
    assert (event.date_from, event.date_to) == (date(2023, 9, 6), date(2023, 9, 7))
    assert event.type == "training"


def test_what_goes_on_with_a_visit_belongs_to_it() -> None:
    body = "9月6日至7日，铜仁学院副院长林涛一行到德江县考察。\n\n7日，林涛一行又走访了德江中学。"
    assert len(mined(_NEWS.format("铜仁学院专家考察", body)).events) == 1
    other = "9月6日至7日，铜仁学院副院长林涛一行到德江县考察。\n\n7日，铜仁学院在德江中学举行揭牌仪式。"
    assert len(mined(_NEWS.format("铜仁学院专家考察", other)).events) == 2


@pytest.mark.parametrize(
    ("title", "body", "place"),
    [
        ("石阡县教育专班抵达德江县", "9月6日，德江县教育局局长林涛与石阡县教育专班见面座谈。", "德江县"),
        ("铜仁学院专家到校", "9月6日，专家组一行来到铜仁市德江县龙家小学调研。", "德江县龙家小学"),
    ],
)
def test_where_guests_arrive(title: str, body: str, place: str) -> None:
    (event,) = mined(_NEWS.format(title, body)).events
    assert event.place == place


def test_what_is_over_is_not_what_takes_place() -> None:
    assert event_type("授牌仪式结束后,七名教师开展支教活动") == "activity"
    assert event_type("授牌仪式在县中举行") == "ceremony"


def test_our_district_takes_part_wherever_its_teachers_go() -> None:
    page = "教育对口支援工作信息\n\n第8期\n\n重庆市铜梁区教育委员会    2024年10月12日\n\n【动态】\n\n★我区教师赴巫溪支教。10月8日，我区召开欢送会，选派5名教师赴巫溪县支教。\n"
    (event,) = mined(page).events
    assert {"铜梁区", "巫溪县"} <= set(event.participants)


def test_those_who_spoke_in_turn_were_there() -> None:
    body = "9月6日，教师交流活动在德江中学举行。石阡县教育局副局长韦安、德江县教育局副局长何进分别讲话。"
    (event,) = mined(_NEWS.format("石阡教师到德江交流", body)).events
    assert {"石阡县教育局", "德江县教育局"} <= set(event.participants)


def test_lessons_brought_are_an_activity_whoever_goes() -> None:
    assert event_type("某校一行九人来到某镇小学送教") == "activity"
    assert event_type("某校一行九人来到某镇小学座谈") == "visit"


def test_a_headline_with_commas_ends_above_its_source() -> None:
    body = "2023年9月6日，铜仁学院与德江中学共建的实习基地揭牌。"
    told = mined(f"以研促教，以赛促学——我院添了三处见习基地\n\n发布者：外国语学院 发布时间：2023-09-12\n\n{body}\n")
    (event,) = told.events
    assert told.document.text[event.start :].startswith("2023年9月6日")


def test_accounts_of_what_we_did_are_news() -> None:
    page = "{}\n\n9月6日上午，学校召开帮扶工作推进会，副校长林涛出席。\n\n铜仁学院\n2023年9月12日\n"
    assert mined(page.format("我校召开县中帮扶工作推进会")).metadata.doc_type == "news"
    assert mined(page.format("县中帮扶工作推进会方案")).metadata.doc_type == "plan"


def test_the_writer_of_signed_news_is_the_institution_of_that_name() -> None:
    page = "我校召开县中帮扶工作推进会\n\n10月7日，学校召开推进会。校党委副书记林涛出席。\n\n中国矿业大学\n2022年10月10日\n"
    assert [m.org for m in mined(page).mentions if m.text == "林涛"] == ["中国矿业大学"]


@pytest.mark.parametrize(
    ("item", "text", "wanted"),
    [
        ("德江县召开座谈会。9月7日，德江县召开帮扶座谈会，两校干部、支教教师30余人参加座谈会。", "30余人", ("event_participants", "2023-09-07")),
        ("德江县迎来支教教师。9月7日，德江县召开见面会，支教教师30人将分赴各校。", "30人", ("secondments", "2023-09-07")),
        # reached since a time not told, not on the day of the item
        ("德江县召开座谈会。9月7日，德江县召开座谈会。据悉，自结对帮扶以来，德江县共派出36名教师到乡村学校支教。", "36名", ("secondments", None)),
        ("帮扶团队到校。9月7日，帮扶团队抵达德江县。帮扶团队共有校长1名、教师12名。", "12名", ("secondments", "2023-09-07")),
        ("学院送图书。9月7日，学院为德江县龙家小学600名学生和35名教职员工送去图书。", "35名", (None, "2023-09-07")),
        ("帮扶团队到校。9月7日，帮扶团队抵达德江县，帮扶时间为3年。", "3年", ("secondment_duration", None)),
    ],
)
def test_values_of_items(item: str, text: str, wanted: tuple[str, str | None]) -> None:
    (value,) = [q for q in mined(_BULLETIN.format(item)).quantities if q.text == text]
    assert (value.code, value.date_from.isoformat() if value.date_from else None) == wanted


_OF_WATER = "贵德县水利局工作简报\n（第4期）\n\n贵德县水利局办公室　　2025年7月8日\n\n{}\n"


@pytest.mark.parametrize("bullet", list("◎★□△■"))
def test_items_open_with_any_bullet(bullet: str) -> None:
    body = f"{bullet}局长马成林到尕让乡检查防汛。6月18日，副局长李国栋一行赴尕让乡检查防汛备汛。\n\n{bullet}修好水渠两条。5月，县水利局修好水渠2条。"
    told = mined(_OF_WATER.format(body))
    assert {m.text: m.role for m in told.mentions if m.type == "person"} == {"马成林": "局长", "李国栋": "副局长"}
    (event,) = told.events
    assert (event.type, event.place) == ("visit", "尕让乡")


def test_where_two_sign_is_no_partner() -> None:
    body = "★与大学签约。7月2日，我局与青海大学在西宁签订服务协议，青海大学每年选派5名教师到我县驻点。"
    assert {p.partner for p in mined(_OF_WATER.format(body)).partnerships} == {"贵德县"}
    both = "★签约。7月2日，西宁市与青海大学签订合作协议。"
    assert {p.partner for p in mined(_OF_WATER.format(both)).partnerships} == {"西宁市"}
