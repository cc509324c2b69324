# ruff: noqa: E501 - a case reads best on one line
"""Bodies in any text: kinds of body behind 国务院, ministries abroad, lists of one owner, halls without one."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from helpers_names import Case, check, params
from policyminer.pipeline import mine

GENERIC = [
    Case("国务院教育行政部门负责统筹，国务院人力资源社会保障行政部门会同制定标准。"),
    Case("由国务院自然资源主管部门批准，报国务院民政部门备案。"),
    Case("国务院旅游、文物主管部门另行规定。"),
    # bureaus of central bodies, meetings of congresses
    Case("中央组织部干部教育局指导，中央宣传部文艺局支持。", "中央组织部干部教育局 中央宣传部文艺局"),
    Case("中央组织部、教育局联合，中央组织部局面良好。", "中央组织部 中央组织部"),
    Case("第十四届全国人民代表大会第三次会议开幕。"),
    # groups with their short form, behind 转发, and of a class of counties
    Case(
        "县人民政府森林防火指挥部（以下简称县指挥部）统一指挥。",
        "县人民政府森林防火指挥部=会昌县人民政府森林防火指挥部 县指挥部=会昌县指挥部",
        home="会昌县",
    ),
    Case(
        "市防汛指挥部转发江西省防汛指挥部的通知。",
        "市防汛指挥部=赣州市防汛指挥部 江西省防汛指挥部",
        home="赣州市",
    ),
    Case("各县（市）区防汛指挥部：请认真执行。", home="赣州市"),
    Case(
        "由县教体局局长罗立功任副组长的工作专班牵头。", "县教体局=会昌县教体局", home="会昌县"
    ),
    Case("省博物馆开馆，各类博物馆错时开放。", "省博物馆=江西省博物馆", home="江西省"),
    Case("国务院批准设立试验区，国务院要求各部门落实。", "国务院 国务院"),
    Case("国务院办公厅、国务院有关部门分别印发方案。", "国务院办公厅 国务院"),
]
ABROAD = [
    Case("外媒称，阿富汗教育部宣布停课，哈萨克斯坦外交部发表声明。"),
    Case("他先后在乌兹别克斯坦任外交部副外长和外交部长。"),
    Case("我国教育部与越南教育部签约。", "教育部"),
    Case("外交部就访问法国一事答记者问。", "外交部"),
    Case("教育部部长到会，美国财政部长来访。", "教育部"),
]
LISTS = [
    # the body of a city is no short form of that of its district
    Case(
        "渭南市临渭区人民政府签约，渭南市政府副市长出席，渭南市教育局、临渭区教育局参加。",
        "渭南市临渭区人民政府 渭南市政府 渭南市教育局 临渭区教育局",
    ),
    # whose county the paragraph names, where no issuer tells a home
    Case(
        "蓝田县委副书记、县人民政府县长到会，县教育局负责人参加。",
        "蓝田县委 县人民政府=蓝田县人民政府 县教育局=蓝田县教育局",
    ),
    Case(
        "滁州市教体局、科技局、发改委和农业农村局负责人参加。",
        "滁州市教体局 科技局=滁州市科技局 发改委=滁州市发改委 农业农村局=滁州市农业农村局",
    ),
    Case(
        "省教育厅、财政厅与人力资源社会保障厅联合发文。",
        "省教育厅=贵州省教育厅 财政厅=贵州省财政厅 人力资源社会保障厅=贵州省人力资源社会保障厅",
        home="贵州省",
    ),
    Case("市人大、政协和市总工会到会。", "市人大=德州市人大 政协=德州市政协 市总工会=德州市总工会", home="德州市"),
    Case(
        "滁州市教体局、发改委到会，市委、市政府重视。",
        "滁州市教体局 发改委=滁州市发改委 市委=滁州市委 市政府=滁州市政府",
        home="滁州市",
    ),
    Case("漳县文广局、洋县投促局参展。", "漳县文广局 洋县投促局"),
    Case("各县教育局、财政局要落实。", home="德州市"),
    Case("县林业局、中心学校和各村小组织植树。", "县林业局=武胜县林业局", home="武胜县"),
    Case("县教育局、财务人员和校医参加培训。", "县教育局=武胜县教育局", home="武胜县"),
]
HALLS = [
    Case(
        "县文旅局组织县文化馆、图书馆、博物馆下乡。文化馆干部写春联，图书馆赠书。",
        "县文旅局=武胜县文旅局 县文化馆=武胜县文化馆 图书馆=武胜县图书馆 博物馆=武胜县博物馆 "
        "文化馆=武胜县文化馆 图书馆=武胜县图书馆",
        home="武胜县",
    ),
    Case("抚松县文化馆开展演出，县文化馆组织下乡。", "抚松县文化馆 县文化馆=抚松县文化馆"),
    Case("县图书馆开馆，乡镇图书馆、数字图书馆同步开放，图书馆藏书多。", "县图书馆=武胜县图书馆", home="武胜县"),
    Case("甲乙两地图书馆延时开放，文化馆免费开放。", home="武胜县"),
    Case("武胜县图书馆与岳池县图书馆结对，图书馆互借。", "武胜县图书馆 岳池县图书馆"),
    Case("县卫生院三个，县人民医院和中心卫生院各一个。", home="武胜县"),
]


@pytest.mark.parametrize("case", params([*GENERIC, *ABROAD, *LISTS, *HALLS]))
def test_agencies(case: Case) -> None:
    check(case, "agency")


def _agencies(text: str) -> dict[str, str]:
    return {m.text: m.name for m in mine(make_document(text), rules()).mentions if m.type == "agency"}


@pytest.mark.parametrize(
    ("text", "body", "name"),
    [
        # the league has a secretary of its own; of a place it is named with its short form
        ("湖南省妇联关于通报表扬的通知\n\n团省委书记、省妇联主席到会。", "团省委", "共青团湖南省委"),
        ("两地交流\n\n3月2日，河源团市委与福田团区委座谈。", "河源团市委", "共青团河源市委"),
        ("两地交流\n\n3月2日，河源团市委与福田团区委座谈。", "福田团区委", "共青团福田区委"),
        ("常宁市政协会议\n\n致公党衡阳市委员会提交提案。", "致公党衡阳市委员会", "致公党衡阳市委员会"),
        ("常宁市民政局通报\n\n活动由市公安局交警支队承办。", "市公安局交警支队", "常宁市公安局交警支队"),
        ("常宁市民政局通报\n\n市政府新闻办召开发布会。", "市政府新闻办", "常宁市政府新闻办"),
        ("雨湖区民政局通报\n\n公安雨湖分局派员参加。", "公安雨湖分局", "公安雨湖分局"),
        # short forms of ministries in a list of the city
        ("常宁市民政局通报\n\n由市民政局、卫生健康委、气象局会办。", "卫生健康委", "常宁市卫生健康委"),
        ("常宁市民政局通报\n\n由市民政局、卫生健康委、气象局会办。", "气象局", "常宁市气象局"),
        # official names of halls and hospitals of a great city
        ("科普日通报\n\n活动在北京自然博物馆举行，上海急救中心到会。", "北京自然博物馆", "北京自然博物馆"),
        ("科普日通报\n\n徐州市举办活动，由徐州文化馆承办。", "徐州文化馆", "徐州市文化馆"),
    ],
)
def test_bodies_that_name_themselves_otherwise(text: str, body: str, name: str) -> None:
    assert _agencies(text)[body] == name


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("常宁市残联通知\n\n按照《就业办法》（人社部发〔2022〕8号）执行。", "人社部"),
        ("常宁市残联通知\n\n各功能区管委会、各保税区管委会负责。", "区管委会"),
        ("常宁市残联通知\n\n全省养老服务联席会议在常宁市召开。广西养老服务联席会议近日在南宁召开。", "广西养老服务联席会议"),
        ("常宁市残联通知\n\n市委书记到会，市委常委出席。", "市委"),
    ],
)
def test_what_is_no_body(text: str, none: str) -> None:
    assert none not in _agencies(text)


def test_the_issuer_is_a_body_wherever_it_is_named() -> None:
    text = "节水行动实施工作办公室关于年度要点的通知\n\n由节水行动实施工作办公室负责解释。\n\n节水行动实施工作办公室\n2024年5月6日\n"
    found = [m.text for m in mine(make_document(text), rules()).mentions if m.type == "agency"]
    assert found.count("节水行动实施工作办公室") == 3
