"""Short names of places: lists that say once what they list, single characters, towns without a county before."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from helpers_names import Case, check, params
from policyminer.pipeline import mine

CASES = [
    # lists of counties
    Case(
        "柘荣、周宁两县互访。后来，教师到周宁支教。",
        "柘荣=柘荣县#350926 周宁=周宁县#350925 周宁=周宁县#350925",
        home="福建省",
    ),
    Case("柘荣、周宁两县初中联合教研。", "柘荣=柘荣县#350926 周宁=周宁县#350925", home="福建省"),
    Case("余干、万年两县交界。", "余干=余干县#361127 万年=万年县#361129", home="江西省"),
    Case(
        "余干、鄱阳、万年三地教师同课异构。",
        "余干=余干县#361127 鄱阳=鄱阳县#361128 万年=万年县#361129",
        home="江西省",
    ),
    Case(
        "剧团陆续到宽甸、凤城、本溪平山等地。",
        "宽甸=宽甸满族自治县#210624 凤城=凤城市#210682 本溪=本溪市#210500 平山=平山区#210502",
    ),
    Case("语文、数学两科，东部、西部两地，线上、线下两地。"),
    Case("仓库、车间等地，操场、食堂等地均已排查。"),
    # lists of towns
    Case("分布在石塘、葛源、青板等11个镇。", "石塘=石塘镇 葛源=葛源镇 青板=青板镇"),
    Case("青石桥、古垭两镇大班额较多。", "青石桥=青石桥镇 古垭=古垭镇"),
    Case("走进白水坑、惠民堡等乡镇的6所学校。", "白水坑 惠民堡"),
    Case("农业、林业等5个乡镇站所，东部、西部两镇。"),
    Case("道路、桥梁等3个乡级项目，供水、供电两乡民生工程。"),
    Case("烈山区烈山镇榴园村。", "烈山区#340604 烈山镇"),
    # a town behind a preposition
    Case("县林业局在江口镇举办培训班。", "江口镇", home="留坝县"),
    Case("医疗队走进柳荫镇义诊。", "柳荫镇", home="留坝县"),
    Case("在城镇举办，在集镇启动，在乡镇调研，在重点镇举行。", home="留坝县"),
    # one character
    Case("压缩市属高校京外招生。", "京=北京市#110000", home="北京市"),
    Case("京外人员来京务工，津外企业。", "京=北京市#110000 京=北京市#110000", home="北京市"),
    Case("北京外国语学校，南京外贸，东京外港。", home="北京市"),
    Case("水利部来湘考察，指出三个问题。", "湘=湖南省#430000"),
    Case("客商来甘投资，游客来甘游乡村。", "甘=甘肃省#620000 甘=甘肃省#620000"),
    Case("流动馆在辽期间举办活动，在鄂央企扩招。", "辽=辽宁省#210000 鄂=湖北省#420000"),
    Case("赴赣考察，在渝召开。", "赣=江西省#360000 渝=重庆市#500000"),
    Case("由来湘莲香，历来甘甜，将来桂花开，未来渝水。"),
    Case("心甘情愿来甘做好事，在桂花树下，在粤剧团。"),
    Case("地处湘赣两省交界。", "湘=湖南省#430000 赣=江西省#360000"),
    # cities of the home province
    Case("隔着屏幕与西宁的同龄人上课。", "西宁=西宁市#630100", home="囊谦县"),
    Case("依托合肥、芜湖两个枢纽。", "合肥=合肥市#340100 芜湖=芜湖市#340200", home="安徽省"),
    Case("传承延安精神，就读保定师范，乘坐芜湖号。", home="安徽省"),
    Case("就读保定师范、保定师专，保定学报刊文。", home="河北省"),
    # people of a city, and departments that begin like them
    Case("宝鸡市民罗凯说，在宝鸡就能看展。", "宝鸡=宝鸡市#610300 宝鸡=宝鸡市#610300"),
    Case("宝鸡市民政局发文，宝鸡市民营企业增多。", "宝鸡市#610300 宝鸡市#610300"),
    # parts of a town
    Case("城区教师到乡村交流，市区各级，郊区学校。", home="留坝县"),
    Case("晋城市城区新建两所学校。", "晋城市#140500 城区#140502"),
    Case("温岭市级名师，合作市级平台。", "温岭市#331081"),
]


@pytest.mark.parametrize("case", params(CASES))
def test_short_places(case: Case) -> None:
    check(case, "region")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        # the stem is a plain word too, but one district only bears the name
        ("支教回访团到三水区座谈。", {"三水区"}),
        ("工作组到江北区走访。", set()),
        ("该三水区的水质良好。", set()),
    ],
)
def test_a_district_of_one_name_behind_a_verb_of_going(sentence: str, wanted: set[str]) -> None:
    found = mine(make_document(f"支教回访活动\n2024-05-20\n\n5月16日，{sentence}\n"), rules()).mentions
    assert {m.text for m in found if m.type == "region"} == wanted
