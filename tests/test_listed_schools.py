"""Schools named by a number or an ordinary word, in lists that share an owner or an end; what only looks like them."""

from __future__ import annotations

import pytest

from helpers_names import Case, check, params

CASES = [
    # a number in digits
    Case(
        "芜湖37中与无为县结对，37中的老师送教，三十七中承办。",
        "芜湖37中 37中=芜湖37中 三十七中=芜湖37中",
        home="芜湖市",
    ),
    Case("北京101中学、广州16中到会。", "北京101中学 广州16中"),
    Case("市16中扩建。", "市16中", home="芜湖市"),
    Case("第46中学与46中结对。", "第46中学 46中=第46中学"),
    Case("全区有12中外合作项目，37中小学校，15中层干部。"),
    Case("建成24中心、16中队，6中6中标。"),
    # a number in Chinese
    Case("宁都二中、宁都十中与会昌中学签约。", "宁都二中 宁都十中 会昌中学", home="宁都县"),
    Case("市三中、市八中承办比赛。", "市三中 市八中", home="瑞金市"),
    Case("宁都一中、二中、五中同步推进。", "宁都一中 二中=宁都二中 五中=宁都五中", home="宁都县"),
    Case("县一中、二中和三小错峰放学。", "县一中 二中=县二中 三小=县三小", home="宁都县"),
    Case("一中、三中校园改造完成，四小、六小新建食堂。", "一中 三中 四小 六小", home="瑞金市"),
    Case("党的二十届三中、四中全会精神。"),
    Case("高一、高二年级，初一、初三班，其中、其三。"),
    Case("操场边多出一小片菜地，一小步、三中心、七中队。"),
    Case("十八届五中、六中全会公报。"),
    Case("一高两低、三小两优，一中一西。"),
    # ordinary words and prepositions
    Case("向红小学、为民小学、前进小学参加。", "向红小学 为民小学 前进小学"),
    Case("活动由向红小学承办，在为民小学举行。", "向红小学 为民小学"),
    Case("协议由青岭学校与麒麟小学签订。", "青岭学校 麒麟小学"),
    Case("东坪小学、南苏小学和春光小学参加。", "东坪小学 南苏小学 春光小学"),
    Case("学生向学校报告，教师为小学服务，和中学衔接。"),
    # lists that share their end
    Case("改造城关、新民两所小学。", "城关=城关小学 新民=新民小学"),
    Case("梅江、黄陂、石城三所初中并入集团。", "梅江=梅江初中 黄陂=黄陂初中 石城=石城初中"),
    Case("新建城区、农村两所小学。"),
    Case("新建公办、民办两所幼儿园。"),
    Case("梅江、黄陂等三所初中并入集团。"),
    # a region before the name
    Case("永乐乡梨子坝小学修好了操场。", "永乐乡梨子坝小学"),
    Case("会昌县直属机关幼儿园开园。", "会昌县直属机关幼儿园"),
    Case("赣州市南康区第三小学扩建。", "赣州市南康区第三小学"),
    Case("衡阳高新区白鹭小学获奖，白鹭小学扩建。", "衡阳高新区白鹭小学 白鹭小学=衡阳高新区白鹭小学"),
    Case("各乡镇中心小学，全镇小学，两个乡的小学。"),
    Case("宁都二中、宁都三小和县幼儿园错峰放学。", "宁都二中 宁都三小 县幼儿园", home="宁都县"),
    Case("会昌小学教育集团的会昌小学城北校区启用。", "会昌小学 会昌小学城北校区", home="会昌县"),
]


@pytest.mark.parametrize("case", params(CASES))
def test_listed_schools(case: Case) -> None:
    check(case, "school")


@pytest.mark.parametrize(
    "case",
    params(
        [
            Case("和县、含山县两地共建。", "和县#340523 含山县#340522"),
            Case("含山县、和县两地共建。", "含山县#340522 和县#340523"),
            Case("宁都三小和县幼儿园错峰放学。", home="宁都县"),
        ]
    ),
)
def test_a_county_that_opens_with_a_conjunction(case: Case) -> None:
    check(case, "region")
