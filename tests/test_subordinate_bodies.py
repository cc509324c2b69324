# ruff: noqa: E501 - a case reads best on one line
"""Bodies under bodies (市政府侨务办公室), national ones that no table holds, a level said twice, and what is no body."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.pipeline import mine

_NOTICE = "文山壮族苗族自治州丘北县人民政府关于做好春耕工作的通知\n\n各乡镇人民政府：\n\n{}\n\n丘北县人民政府\n2024年3月5日\n"


def bodies(sentence: str) -> list[str]:
    text = _NOTICE.format(sentence)
    start = text.index(sentence)
    return [m.text for m in mine(make_document(text), rules()).mentions if m.type == "agency" and start <= m.start < start + len(sentence)]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("由县农业农村局农机装备中心组织检修。", ["县农业农村局农机装备中心"]),
        ("农业农村部人才交流中心派员授课。", ["农业农村部人才交流中心"]),
        ("水利部水文装备研究与发展中心提供器材。", ["水利部水文装备研究与发展中心"]),
        ("昆明市人民政府侨务办公室、昆明市盘龙区政府侨务和台湾事务办公室到会。", ["昆明市人民政府侨务办公室", "昆明市盘龙区政府侨务和台湾事务办公室"]),
        ("昆明高新区党群工作部组织志愿者下乡。", ["昆明高新区党群工作部"]),
        ("丘北县青少年活动中心举办农耕展。", ["丘北县青少年活动中心"]),
        ("县人口计生委、县建设交通委配合。", ["县人口计生委", "县建设交通委"]),
        ("国家农业技术咨询委员会委员作报告。", ["国家农业技术咨询委员会"]),
        ("中国农村经济研究院发布春耕指数。", ["中国农村经济研究院"]),
        ("中国驻墨西哥大使馆参赞考察茶园。", ["中国驻墨西哥大使馆"]),
        ("丘北县中小学农耕研学比赛工作小组负责评选。", ["丘北县中小学农耕研学比赛工作小组"]),
        ("丘北县县委办公室印发要点。", ["丘北县县委办公室"]),
    ],
)
def test_a_body_is_read_whole(sentence: str, wanted: list[str]) -> None:
    assert bodies(sentence) == wanted


@pytest.mark.parametrize(
    "sentence",
    [
        "各乡镇建好农机活动中心。",
        "农户组织技术交流活动。",
        "茶园教育委托第三方开展。",
        "向发展中国家农业研究中心学习。",
        "各国家农业发展中心分布广泛。",
        "驻村工作队住在大使馆路。",
        "中国农业机械学会会员到会。",
        "农村教育基金会捐赠农具。",
    ],
)
def test_no_body(sentence: str) -> None:
    assert bodies(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("县政府活动中心广场铺设完工。", ["县政府"]),
        ("县农业农村局组织农机交流。", ["县农业农村局"]),
        ("县教育局把活动中心建好。", ["县教育局"]),
    ],
)
def test_what_stands_behind_a_body_need_not_belong_to_it(sentence: str, wanted: list[str]) -> None:
    assert bodies(sentence) == wanted


def test_a_level_said_twice_is_written_once_and_a_post_is_no_body() -> None:
    text = _NOTICE.format("文山市市委组织部部长高明、丘北县县委常委李春到会。")
    found = mine(make_document(text), rules()).mentions
    assert [m.name for m in found if m.type == "agency" and "委" in m.text] == ["文山市委组织部"]
