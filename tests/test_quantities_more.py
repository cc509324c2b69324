# ruff: noqa: E501 - a sentence and its values in one line each
"""Numbers beside nouns that begin like a measure, approximate counts, numbers in place names and in quoted names."""

from __future__ import annotations

import pytest

from helpers_find import amounts_of, framed, make_document, rules
from policyminer import mine


def found(sentence: str) -> list[tuple[str, float, str, str]]:
    text, start = framed(sentence)
    quantities = mine(make_document(text), rules()).quantities
    inside = [q for q in quantities if start <= q.start < start + len(sentence)]
    return [(q.text, q.low, q.bound, q.unit) for q in inside]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        # 部委 is a noun, 部 and 委 are not
        ("民政部等八部委联合发文。", [("八部委", 8, "exact", "部委")]),
        ("国家十二部委赴皖调研。", [("十二部委", 12, "exact", "部委")]),
        ("出版图书八部，添置设备两台。", [("两台", 2, "exact", "台")]),
        ("拍摄专题片3部。", [("3部", 3, "exact", "部")]),
        ("方案分四部分，三部分别盖章，另附说明8部分。", [("四部分", 4, "exact", "部分"), ("三部", 3, "exact", "部"), ("8部分", 8, "exact", "部分")]),
        # money that is paid without its unit; 支持 and 支付 are no measure
        ("双方分别出资100万支持建设。", [("100万", 1e6, "exact", "元")]),
        ("累计捐款3000万支付医药费，粉丝达100万支付宝用户。", [("3000万", 3e7, "exact", "元")]),
        ("组建队伍12支，3支教学团队入选。", [("12支", 12, "exact", "支"), ("3支", 3, "exact", "支")]),
        # a cycle is no week
        ("每一周期末开展评估，考核以两周期为限。", []),
        # 上千 is about a thousand; 上 of 晚上, 以上, 线上 is not
        ("带动企业上千家、群众上万人，投入上亿元。", [("上千家", 1000, "about", "家"), ("上万人", 10_000, "about", "人"), ("上亿元", 1e8, "about", "元")]),
        ("每场观众上百余人。", [("上百余人", 100, "over", "人")]),
        ("当晚百余人到场，晚上百余人加演。", [("百余人", 100, "over", "人"), ("百余人", 100, "over", "人")]),
        ("县级以上千余家单位参加，线上万人同答一卷。", [("千余家", 1000, "over", "家")]),
        # money of one digit needs what is paid before it and a close behind it
        ("每户收费十元，押金伍元。", [("十元", 10, "exact", "元"), ("伍元", 5, "exact", "元")]),
        ("金额（大写）：拾元整，票价八元左右。", [("拾元", 10, "exact", "元"), ("八元左右", 8, "about", "元")]),
        ("奖金叁元贰角，补贴人民币伍拾元伍角。", [("叁元贰角", 3.2, "exact", "元"), ("伍拾元伍角", 50.5, "exact", "元")]),
        ("投资三元区项目，资金二元结构，费用一元化，十元店开业。", []),
        ("八元村、四元桥、三元里投入使用，多元投入、一元复始。", []),
        # clock times, issues, names of art
        ("上午9:30分开始，截至1:30分共义诊300余人。", [("300余人", 300, "over", "人")]),
        ("详见《园丁》2019年2期，每到一处都细看，表演八门拳。", []),
        # schools counted by the noun alone
        ("全县3校获奖，12校入选。", [("3校", 3, "exact", "校"), ("12校", 12, "exact", "校")]),
        ("2校区扩建，5校长参训，3校1园合并，一校一策，两校结对。", []),
        # numbers in the names of villages
        ("走进三道石湾村、五里墩街道、三家子村。", []),
        ("三个村、五名驻村干部、两家镇办企业受表彰。", [("三个", 3, "exact", "个"), ("五名", 5, "exact", "人"), ("两家", 2, "exact", "家")]),
        ("只有两间瓦房的村小，五座桥通到村口。", [("两间", 2, "exact", "间"), ("五座", 5, "exact", "座")]),
        # one of a facility in a list of stocks
        ("职业中学一所，在校生363人；县图书馆一座。", [("一所", 1, "exact", "所"), ("363人", 363, "exact", "人"), ("一座", 1, "exact", "座")]),
        ("每县办好一所特殊教育学校，建成一座新城。", [("一所", 1, "exact", "所")]),
        # points made
        ("会上分享了三点思考，交流两点体会。", [("三点", 3, "exact", "点"), ("两点", 2, "exact", "点")]),
        # a quoted name, and the same without its marks
        ("实施“惠农五件事”行动，惠农五件事有序推进，另办好五件事。", [("五件", 5, "exact", "件")]),
        ("打造“护苗三项行动”，护苗三项行动覆盖全县，开展三项行动。", [("三项", 3, "exact", "项")]),
    ],
)
def test_quantities(sentence: str, wanted: list[tuple[str, float, str, str]]) -> None:
    assert found(sentence) == wanted


@pytest.mark.parametrize("sentence", ["设置24小时自助办理区。", "实行24小时值班制度。", "建成24小时城市书房并投用。", "全县无1人掉队。", "辖区没有1例报告。"])
def test_what_is_always_open_or_never_was_counts_nothing(sentence: str) -> None:
    assert amounts_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("接到求助后24小时内回访。", "24小时内"),
        ("连续工作24小时。", "24小时"),
        ("捐赠救护车一辆，送去图书。", "一辆"),
        ("配备彩超设备一台、药品若干。", "一台"),
        ("全县有1人获奖。", "1人"),
    ],
)
def test_hours_and_machines_that_are_counted(sentence: str, amount: str) -> None:
    assert [a.split("=")[0] for a in amounts_of(sentence)] == [amount]


@pytest.mark.parametrize("sentence", ["像一辆火车。", "搭建一台戏，办好一台晚会。", "这是一台机器。"])
def test_one_as_an_article_before_a_machine(sentence: str) -> None:
    assert amounts_of(sentence) == []


@pytest.mark.parametrize("sentence", ["三伏时节，高温高湿。", "每到一处，都认真察看。", "所到一户，耐心讲解。"])
def test_seasons_and_each_that_was_visited(sentence: str) -> None:
    assert amounts_of(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [("全市城镇新增就业人数1.98万，同比略增。", "1.98万=19800 人"), ("常住人口达35.6万。", "35.6万=356000 人"), ("培训人次突破2万；", "2万=20000 人 over")],
)
def test_people_counted_without_a_unit(sentence: str, amount: str) -> None:
    assert amounts_of(sentence)[0].replace("突破", "") == amount


@pytest.mark.parametrize("sentence", ["编号1.98万。", "人数众多，2万里路云和月。"])
def test_a_scale_that_counts_nobody(sentence: str) -> None:
    assert not [a for a in amounts_of(sentence) if "人" in a]
