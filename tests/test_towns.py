"""Townships and streets: in titles, alone, in lists; their bodies; whose values a document of theirs holds."""

from __future__ import annotations

import pytest

from helpers_find import find_in, make_document, rules
from helpers_names import Case, check, params
from policyminer import mine

TOWNS = [
    Case("武胜县白镇坪镇举办比赛。", "武胜县#511622 白镇坪镇"),
    Case("医疗队走进永福镇柳林村，深入青桥镇石湾村。", "永福镇 青桥镇"),
    Case("志愿者来到五里墩街道、九渡河镇慰问。", "五里墩街道 九渡河镇"),
    Case("白沙河街道积极争取支持。", "白沙河街道"),
    Case("河西街道办事处召开推进会。", "河西街道"),
    Case("初中进城、小学进镇，医生下乡，青年返乡。"),
    Case("推进柳泉关古镇项目，打造特色小镇、文化名镇。"),
    Case("各街道、各镇抓好落实，两镇三街道先行。"),
    Case("推进小城镇建设，促进乡镇发展，我镇不落后。"),
    Case("方案报街道办事处备案，具体意见报街道办事处研究。"),
]
LISTED = [
    Case(
        "天长、明光、来安、定远、凤阳、南谯区、琅琊区负责人参加。",
        "天长=天长市#341181 明光=明光市#341182 来安=来安县#341122 定远=定远县#341125 凤阳=凤阳县#341126 "
        "南谯区#341103 琅琊区#341102",
        home="滁州市",
    ),
    Case(
        "南丰县、金溪、资溪、广昌同步推进。",
        "南丰县#361023 金溪=金溪县#361027 资溪=资溪县#361028 广昌=广昌县#361030",
    ),
    Case(
        "首批从深圳、湛江、茂名等3个市选派校长。",
        "深圳=深圳市#440300 湛江=湛江市#440800 茂名=茂名市#440900",
    ),
    Case("南丰县、平安、高效、文明的做法。", "南丰县#361023"),
]
BODIES = [
    Case(
        "石鼻镇召开会议，镇党委、镇政府安排资金，各镇政府落实。",
        "镇党委=石鼻镇党委 镇政府=石鼻镇政府",
        home="安义县",
    ),
    Case("柯岩街道党工委书记到场，报街道办事处研究。", "柯岩街道党工委 街道办事处=柯岩街道办事处"),
    Case("石鼻镇、长埠镇开会，镇政府安排资金。", home="安义县"),
    Case("石鼻镇的经验在乡镇政府、城镇政府中推广。", home="安义县"),
]


@pytest.mark.parametrize("case", params([*TOWNS, *LISTED]))
def test_regions(case: Case) -> None:
    check(case, "region")


@pytest.mark.parametrize("case", params(BODIES))
def test_bodies_of_a_town(case: Case) -> None:
    check(case, "agency")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "青山湖街道2023年工作总结\n\n今年以来，全街道培训居民300人次，修路12公里。\n\n2023年12月5日\n",
            {"300人次": "青山湖街道", "12公里": "青山湖街道"},
        ),
        ("江口镇关于做好春耕的意见\n\n新建水渠8条，我镇培训农民120人次。\n", {"8条": "江口镇", "120人次": "江口镇"}),
        (
            "安义县石鼻镇工作总结\n\n2023年新建幼儿园2所，全县共有教师300名。\n\n安义县石鼻镇人民政府\n2023年12月7日\n",
            {"2所": "石鼻镇", "300名": "安义县"},
        ),
        ("安义县工作总结\n\n新建幼儿园2所。石鼻镇位于县城以东。\n\n安义县教育局\n2023年12月7日\n", {"2所": "安义县"}),
        (
            "工作情况\n\n各村：\n培训居民60人次。\n\n安义县长埠镇人民政府\n2023年12月7日\n",
            {"60人次": "长埠镇"},
        ),
    ],
)
def test_whose_values(text: str, wanted: dict[str, str]) -> None:
    found = {q.text: q.subject for q in mine(make_document(text), rules()).quantities}
    assert {quote: found.get(quote) for quote in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("招商小组先后赴九江、上海、苏州，举办推介会。", ["九江市", "上海市", "苏州市"]),
        ("科普大篷车先后赴庐山、瑞昌、抚州东乡等地巡展。", ["庐山市", "瑞昌市", "抚州市", "东乡区"]),
        # one member that is no place, and none is
        ("招商小组先后赴扬州、车间、苏州，举办推介会。", []),
        ("干部下沉到田间、地头、农家，听取意见。", []),
    ],
)
def test_places_toured_one_after_the_other(text: str, wanted: list[str]) -> None:
    found = mine(make_document(f"彭泽县招商简讯\n\n2021-03-04 10:20:00\n\n{text}\n"), rules()).mentions
    assert [m.name for m in found if m.type == "region" and m.start > 30] == wanted


def test_a_text_that_ends_with_a_list_mark_ends() -> None:
    """A list that is looked through to its left never begins again at the end of the text."""
    result = mine(make_document("到会的有学校、安义县\n三所学校、\n"), rules())
    assert [m.text for m in result.mentions if m.type == "region"] == ["安义县"]


def _regions(sentence: str) -> set[str]:
    return {m.text for m in find_in(sentence).mentions if m.type == "region"}


@pytest.mark.parametrize("word", ["向", "为", "对", "给", "与", "和", "派"])
def test_the_word_before_a_township_is_no_part_of_it(word: str) -> None:
    found = _regions(f"石门县{word}夹石镇送去树苗，随后夹石镇栽植三千亩。")
    assert "夹石镇" in found
    assert f"{word}夹石镇" not in found


@pytest.mark.parametrize("town", ["向阳镇", "为民路街道", "和平路街道", "对岩镇"])
def test_a_township_may_begin_with_such_a_character(town: str) -> None:
    assert town in _regions(f"石门县{town}栽植三千亩。")


@pytest.mark.parametrize(
    ("sentence", "city"),
    [
        ("全县选派护林员驰援十堰，圆满完成任务。", "十堰"),
        ("造林面积仅次于宜昌，居全省第二。", "宜昌"),
        ("先后组织三批人员支援恩施、十堰等地扑火。", "恩施"),
        ("全县毗邻襄阳和荆门。", "襄阳"),
    ],
)
def test_cities_that_got_help_or_are_compared(sentence: str, city: str) -> None:
    assert city in _regions(sentence)


def test_help_for_others_than_cities() -> None:
    assert not _regions("全县支援重点，援助困难，奔赴一线，远赴三明路的队伍已返回。")


def test_a_place_in_the_dateline_of_the_own_paper() -> None:
    text = "本报宜昌讯 近年来，秭归县大力植树，宜昌市派员指导。"
    assert {m.text for m in mine(make_document(text), rules()).mentions} == {"秭归县", "宜昌市"}


@pytest.mark.parametrize(
    ("sentence", "towns"),
    [
        ("调研组先后来到夹石镇现代农业产业园、千户镇老山村察看。", {"夹石镇", "千户镇"}),
        ("一行深入安伏镇中心卫生院。", {"安伏镇"}),
    ],
)
def test_townships_told_by_what_lies_in_them(sentence: str, towns: set[str]) -> None:
    assert _regions(sentence) == towns


def test_a_township_that_opens_a_headline() -> None:
    text = "中方镇：春季造林工作启动\n\n4月23日，中方镇组织护林员开会。\n\n各乡镇：请抓好落实。\n"
    assert [m.text for m in mine(make_document(text), rules()).mentions if m.type == "region"] == ["中方镇", "中方镇"]


@pytest.mark.parametrize("sentence", ["石门县乡镇街道要抓好。", "全县各乡镇街道参加。", "联合林业局、乡镇街道等。"])
def test_townships_and_streets_as_a_class(sentence: str) -> None:
    assert _regions(sentence) <= {"石门县"}
