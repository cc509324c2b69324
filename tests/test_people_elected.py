# ruff: noqa: E501 - a case reads best on one line
"""Who was put into an office, several offices of one person, offices of a place that the sentence does not name."""

from __future__ import annotations

import pytest

from helpers_find import make_document, rules
from policyminer.pipeline import mine

_NOTICE = "常宁市妇女联合会关于换届工作的通报\n\n{}\n\n常宁市妇女联合会\n2023年5月4日\n"


def people(sentence: str, frame: str = _NOTICE) -> set[tuple[str, str | None, str | None]]:
    """Name, post and body of everybody."""
    found = mine(make_document(frame.format(sentence)), rules()).mentions
    return {(m.name, m.role, m.org) for m in found if m.type == "person"}


@pytest.mark.parametrize(
    ("sentence", "name", "role", "org"),
    [
        ("会上，罗秋萍当选为市妇联主席。", "罗秋萍", "主席", "常宁市妇女联合会"),
        ("会上，罗秋萍、郭沁当选市妇联副主席。", "郭沁", "副主席", "常宁市妇女联合会"),
        ("罗秋萍同志全票当选为常宁市工商联主席。", "罗秋萍", "主席", "常宁市工商联"),
        ("市妇联完成换届。罗秋萍当选主席，郭沁、唐雨薇当选为兼职副主席。", "唐雨薇", "兼职副主席", "常宁市妇女联合会"),
        ("会议增补罗秋萍、郭沁为市妇联执委。", "郭沁", "执委", "常宁市妇女联合会"),
        ("会议决定任命罗秋萍为市民政局局长。", "罗秋萍", "局长", "常宁市民政局"),
        ("大会选举罗秋萍同志为市科协主席。", "罗秋萍", "主席", "常宁市科协"),
        ("聘请罗秋萍、郭沁担任市科协顾问、委员。", "郭沁", "顾问、委员", "常宁市科协"),
    ],
)
def test_the_office_behind_the_election(sentence: str, name: str, role: str, org: str) -> None:
    assert (name, role, org) in people(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "大会选举产生新一届执行委员会，当选委员人数为35人。",
        "当选为市级示范村的村要总结经验。",
        "推选高标准为试点方向，任命程序按规定办理。",
        "决定将安置点作为重点，选举工作为期三天。",
    ],
)
def test_an_election_without_names(sentence: str) -> None:
    assert people(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "name", "role", "org"),
    [
        ("市委常委、组织部长、市总工会主席罗秋实到会。", "罗秋实", "市委常委、组织部长、市总工会主席", "常宁市"),
        ("市民政局局长、市慈善总会副会长罗秋实到会。", "罗秋实", "局长、市慈善总会副会长", "常宁市民政局"),
        ("副市长、公安常宁分局局长罗秋实到会。", "罗秋实", "副市长、公安常宁分局局长", "常宁市"),
        ("市疾控局局长、市卫健委副主任（兼）罗秋实主持。", "罗秋实", "局长、市卫健委副主任（兼）", "常宁市疾控局"),
        ("市民政局局长（正县级）罗秋实主持。", "罗秋实", "局长（正县级）", "常宁市民政局"),
    ],
)
def test_several_posts_of_one_person(sentence: str, name: str, role: str, org: str) -> None:
    assert (name, role, org) in people(sentence)


def test_posts_of_two_people_stay_apart() -> None:
    found = people("市民政局局长罗秋实、市财政局局长郭沁到会。")
    assert found == {("罗秋实", "局长", "常宁市民政局"), ("郭沁", "局长", "常宁市财政局")}


def test_the_head_of_a_group_is_no_second_post() -> None:
    found = people("由市长任组长、市民政局局长罗秋实任副组长。")
    assert ("罗秋实", "局长", "常宁市民政局") in found


@pytest.mark.parametrize(
    ("post", "org"),
    [("副市长", "常宁市"), ("市委副书记、市长", "常宁市"), ("市人大常委会副主任", None), ("副省长", "湖南省"), ("常务副市长", "常宁市")],
)
def test_a_post_of_the_place_that_speaks(post: str, org: str | None) -> None:
    found = {(name, role): held for name, role, held in people(f"5月3日，{post}罗秋实到会并讲话。")}
    assert org is None or found[("罗秋实", post)] == org


def test_no_place_for_a_mayor_among_many_cities() -> None:
    text = "全省工作会议召开\n\n5月3日，衡阳市、郴州市、永州市作了发言，副市长罗秋实到会。"
    assert ("罗秋实", "副市长", None) in people(text, "{}")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("市长钱越出席。市长钱越向队长田雨禾授旗。", {"钱越", "田雨禾"}),
        ("局长田雨禾到会。办公室主任田雨禾做的汇报。", {"田雨禾"}),
        ("市科协主席钱越以《怎样做科普》为题作报告。", {"钱越"}),
        ("会上，田雨禾局长从三个方面作了汇报。", {"田雨禾"}),
        ("看望退役军人田雨禾。慰问残疾人钱越，并送上慰问金。", {"田雨禾", "钱越"}),
        ("走访退役军人家庭，帮扶残疾人创业，慰问老兵代表。", set()),
    ],
)
def test_where_a_name_ends(sentence: str, names: set[str]) -> None:
    assert {name for name, _, _ in people(sentence)} == names
