# ruff: noqa: E501 - a case reads best on one line
"""Bodies told by the one before them, by the one province of a document, or by the corps of Xinjiang; meetings that are none."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.pipeline import mine

_TAIL = "各单位要逐项对照抓好落实，按月报送进展。"


def named(text: str, kind: str = "agency") -> dict[str, str]:
    """Text of a mention -> its name."""
    return {m.text.replace("\n", ""): m.name for m in mine(make_document(text), rules()).mentions if m.type == kind}


@pytest.mark.parametrize(
    ("sentence", "body", "full"),
    [
        ("慈利县委常委、县政府副县长李青山一行到夹山镇考察。", "县政府", "慈利县政府"),
        ("湖南省张家界市慈利县委副书记、县政府县长李青山到会讲话。", "县政府", "慈利县政府"),
        ("慈利县委常委、县政府党组成员李青山主持会议。", "县政府", "慈利县政府"),
    ],
)
def test_the_second_post_is_held_at_the_same_county(sentence: str, body: str, full: str) -> None:
    assert named(f"3月2日，{sentence}{_TAIL}")[body] == full


def test_another_level_is_not_the_same_county() -> None:
    assert named(f"3月2日，慈利县委书记、市政协副主席李青山到会讲话。{_TAIL}").get("市政协") != "慈利县政协"


@pytest.mark.parametrize("verb", ["召开", "参加", "出席", "召开第三次"])
def test_a_meeting_that_is_held_is_no_body(verb: str) -> None:
    found = named(f"3月2日，两地{verb}慈利县石门县劳务协作联席会议。{_TAIL}")
    assert not [name for name in found if name.endswith("联席会议")]


@pytest.mark.parametrize("name", ["慈利县养老服务联席会议", "慈利县养老服务联席会议办公室"])
def test_a_standing_conference_is_a_body(name: str) -> None:
    assert name in named(f"由{name}负责统筹协调全县养老服务工作。{_TAIL}")


def test_the_province_that_the_document_names() -> None:
    text = f"3月2日，湖南省林业局副局长李青山、省生态环境厅副厅长王远到会。此次活动得到省卫生健康委大力支持。{_TAIL}"
    found = named(text)
    assert (found["省生态环境厅"], found["省卫生健康委"]) == ("湖南省生态环境厅", "湖南省卫生健康委")


def test_of_two_provinces_none_is_meant() -> None:
    found = named(f"3月2日，湖南省林业局与江西省林业局座谈。活动得到省生态环境厅大力支持。{_TAIL}")
    assert found["省生态环境厅"] == "省生态环境厅"


@pytest.mark.parametrize("body", ["省学联", "省青联", "省记协", "省台联"])
def test_leagues_of_the_province(body: str) -> None:
    assert named(f"湖南省林业局关于义务植树的通知\n\n活动由省林业局、{body}联合主办。{_TAIL}")[body] == "湖南省" + body[1:]


def test_the_youth_league_of_a_county_whose_name_begins_with_a_word() -> None:
    text = f"自2022年以来，团长丰县委组织青年植树，团省委学校部派员指导，团长带队到凤阳县委学习。{_TAIL}"
    found = named(text)
    assert {"团长丰县委", "团省委学校部", "凤阳县委"} <= found.keys()
    assert not named(text, "school")
    assert "长丰县" in named(text, "region")


def test_part_of_a_school_is_still_the_school() -> None:
    assert named(f"夹山镇红岭学校部分教师参加植树。{_TAIL}", "school") == {"夹山镇红岭学校": "夹山镇红岭学校"}


def test_the_corps_of_xinjiang() -> None:
    text = (
        "新疆生产建设兵团教育局与湖南省教育厅签订协议。兵团党委常委李青山出席，生产建设兵团卫生健康委、第八师石河子市、第十二师教育局派人参加。"
        f"兵团医院和石河子大学承办，弘扬兵团精神，第一师范学校的师生到场。{_TAIL}"
    )
    found = named(text)
    assert found["新疆生产建设兵团教育局"] == found["新疆生产建设兵团教育局"]
    assert found["兵团"] == "新疆生产建设兵团"
    assert found["生产建设兵团卫生健康委"] == "新疆生产建设兵团卫生健康委"
    assert (found["第八师"], found["第十二师教育局"]) == ("新疆生产建设兵团第八师", "新疆生产建设兵团第十二师教育局")
    assert "第一师" not in found
    assert "新疆" in named(text, "region")


def test_an_army_is_not_the_corps() -> None:
    assert not {"兵团", "第八师"} & named(f"慈利县组织参观某步兵团旧址，听老战士讲第八师的故事。{_TAIL}").keys()


def test_east_and_west_are_no_province() -> None:
    found = named(f"石门县关于对口协作的报告\n\n秀山东西部协作资金到位，山东省和广东西部协作片区的经验可以借鉴。{_TAIL}", "region")
    assert "山东" not in found
    assert {"山东省", "广东"} <= found.keys()


@pytest.mark.parametrize("act", ["对接", "挂职", "义诊", "授课", "督导"])
def test_what_is_done_where_one_character_stands(act: str) -> None:
    assert named(f"3月2日，专家组到慈利县调研，张家界市专家随后来慈{act}。{_TAIL}", "region").get("慈") == "慈利县"


@pytest.mark.parametrize("office", ["石门县高标准农田建设办公室", "石门县农村人居环境整治办公室", "石门县第七次人口普查办公室"])
def test_offices_for_one_task(office: str) -> None:
    assert office in named(f"有关意见请反馈至{office}。{_TAIL}")


@pytest.mark.parametrize("body", ["镇团委", "镇妇联", "镇人大"])
def test_bodies_of_the_one_township(body: str) -> None:
    assert named(f"3月2日，石门县夹山镇召开造林会议，{body}负责组织青年植树。{_TAIL}")[body] == "夹山" + body
    assert "镇人大" not in named(f"3月2日，石门县夹山镇召开会议，镇人大代表到会。{_TAIL}")


def test_a_short_name_before_a_body_that_begins_like_a_township() -> None:
    found = named(f"慈利县农业工作总结\n\n积极推进合作，与慈利乡村振兴局联动，在慈利农业农村局开会。{_TAIL}")
    assert found["慈利乡村振兴局"] == "慈利县乡村振兴局"


@pytest.mark.parametrize("place", ["支援湖南省石门县", "赴湖南省石门县义诊", "来自湖南省"])
def test_a_province_without_a_body_of_its_own_is_not_meant(place: str) -> None:
    assert named(f"为响应省卫生健康委号召，3月2日，医疗队{place}，受到群众欢迎。{_TAIL}".replace("石门县", ""))["省卫生健康委"] == "省卫生健康委"


def test_the_youth_league_of_a_city() -> None:
    assert named(f"3月2日，常德团市委、石门团县委到夹山镇走访，石门县负责人陪同，常德市派员参加。{_TAIL}")["常德团市委"] == "共青团常德市委"


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("邀请湖南省林科院油茶所副所长李青山授课。", "湖南省林科院油茶所"),
        ("邀请湖南省农科院茶叶研究所王远山研究员授课。", "湖南省农科院茶叶研究所"),
        ("湖南省农业农村厅果茶办副主任李青山到会。", "湖南省农业农村厅果茶办"),
        ("湖南省纪委监委驻省林业局纪检监察组组长李青山到会。", "湖南省纪委监委驻省林业局纪检监察组"),
    ],
)
def test_parts_of_bodies_that_one_heads(sentence: str, body: str) -> None:
    assert body in named(f"3月2日，{sentence}{_TAIL}")


@pytest.mark.parametrize("sentence", ["湖南省农科院所在的长沙。", "湖南省农科院所做的工作。", "湖南省林业局办公用房紧张。"])
def test_what_only_begins_like_a_part(sentence: str) -> None:
    assert set(named(sentence + _TAIL)) <= {"湖南省农科院", "湖南省林业局"}


def test_bodies_of_a_township_that_open_a_report() -> None:
    found = named("2月14日，涧山镇残联召开大会，镇残联作了报告。涧山镇坚持以人为本，发放辅具89件。\n")
    assert found == {"涧山镇残联": "涧山镇残联", "镇残联": "涧山镇残联"}


def test_centres_of_townships_as_a_class_are_no_body() -> None:
    assert not [name for name in named(f"石门县各乡镇区农业中心主任参加培训。{_TAIL}") if "农业中心" in name]


@pytest.mark.parametrize(
    "sentence",
    [
        "石门县人民政府党组成员、农业农村局局长李青山到会。",
        "石门县政府副县长、农业农村局党组书记、局长李青山到会。",
    ],
)
def test_the_bureau_of_a_second_post(sentence: str) -> None:
    assert named(f"3月2日，{sentence}{_TAIL}")["农业农村局"] == "石门县农业农村局"


def test_a_bureau_of_somebody_else_behind_a_post() -> None:
    assert "农业农村局" not in named(f"3月2日，石门县政府党组成员、农业农村局派员参加。{_TAIL}".replace("派员", "送来材料"))


def test_party_and_administration_of_a_township_in_one_breath() -> None:
    found = named(f"石门县夹山镇召开会议，夹山镇党委政府与某校签约。{_TAIL}")
    assert (found["夹山镇党委"], found["政府"]) == ("夹山镇党委", "夹山镇政府")


def test_a_county_whose_short_name_is_a_word_before_its_government() -> None:
    assert "石门县政府" in named(f"3月2日，石门县政府召开会议，研究造林工作。{_TAIL}")


@pytest.mark.parametrize("text", ["我区坚持生态优先，区林业局认真落实区委部署。", "我县坚持生态优先，县林业局认真落实部署。"])
def test_bodies_of_a_district_that_is_not_named(text: str) -> None:
    level = text[1]
    assert f"{level}林业局" in named(f"{level}林业局年度工作规划\n\n{text}{_TAIL}")
