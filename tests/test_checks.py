# ruff: noqa: E501 - a case reads best on one line
"""Whether figures, lists and times of a document are held against each other, with a verdict and both sides."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from helpers_find import make_document, rules
from policyminer.model import Check, Result
from policyminer.pipeline import mine
from policyminer.read import read

FRAMES = {
    "plan": "永靖县乡村教师队伍建设实施方案\n\n{}\n\n永靖县人民政府\n2023年3月6日\n",
    "summary": "兰州市安宁区教育局2023年工作总结\n\n{}\n\n兰州市安宁区教育局\n2023年12月20日\n",
    "bulletin": "甘肃省师范院校帮扶工作简报\n\n第 4 期\n\n甘肃省教育厅办公室    2023年11月8日\n\n【工作动态】\n\n★{}\n\n报：省委、省政府。\n",
}


@cache
def mined(frame: str, sentence: str) -> Result:
    return mine(make_document(FRAMES[frame].format(sentence)), rules())


def checks(frame: str, sentence: str, kind: str) -> list[Check]:
    return [c for c in mined(frame, sentence).checks if c.kind == kind]


CASES = [
    ("whole-first", "summary", "全区45所学校中有30所纳入集团化办学，占66.7%。", "ratio", [("66.7", "66.7", "pass")]),
    ("whole-first-wrong", "summary", "全区45所学校中有30所纳入集团化办学，占70%。", "ratio", [("67", "70", "fail")]),
    ("share-of-another-whole", "summary", "全区有项目45个，其中9个列入市级重点，全年完成投资9.6亿元，占年度计划的112.4%。", "ratio", []),
    ("rounded-share", "summary", "约30所学校纳入集团化办学，占学校总数45所的70%。", "ratio", [("67", "70", "warn")]),
    ("parts-before-their-total", "summary", "甲校选派5名、乙校选派7名，共计12名。", "sum", [("12", "12", "pass")]),
    ("broken-down-twice", "summary", "补助资金80万元，其中省级50万元、市级30万元，分配甲校60万元、乙校20万元。", "sum", [("800000", "800000", "pass"), ("800000", "800000", "pass")]),
    ("shares-are-no-parts", "summary", "三类学校分别占35%、25%和15%，其中城区占25%。", "sum", []),
    ("heads-and-turns", "summary", "培训教师300人次，其中校长20人。", "unit_mixing", [("人次", "人", "warn")]),
    ("heads-and-heads", "summary", "培训教师300人，其中校长20人。", "unit_mixing", []),
    ("named-places", "bulletin", "兰州城市学院与三个试点县签约。11月2日，兰州城市学院与永靖县、榆中县和皋兰县签订协议。", "list_length", [("3", "3", "pass")]),
    ("quoted-union", "summary", "建立“四个联盟”，即党建联盟，教研联盟，科技（数理化）联盟，城乡联盟。", "list_length", [("4", "4", "pass")]),
    ("levels", "summary", "设立市级、县级、校级三级专班。", "list_length", [("3", "3", "pass")]),
    ("parties", "summary", "形成“高校-区教育局-中小学”三方联动机制。", "list_length", [("3", "3", "pass")]),
    ("points", "summary", "明确三项任务：一是建立机制，二是落实经费，三是加强考核。", "list_length", [("3", "3", "pass")]),
    ("points-one-missing", "summary", "明确三项任务：一是建立机制，二是落实经费。", "list_length", [("3", "2", "warn")]),
    ("noun-in-brackets", "summary", "全省23个试点县（市、区）参加。", "list_length", []),
    ("the-rest-of-a-list", "summary", "建立“四个联盟”，即党建联盟，教研联盟，课程联盟，城乡联盟。其中，党建联盟负责统筹，其他三个联盟分别承担教研任务。", "list_length", [("4", "4", "pass"), ("3", "3", "pass")]),
    ("day-further-on", "plan", "2023年上半年，各校组织试点。试点为期三年。方案先行报送。方案于4月17日提交。", "deadline_in_period", [("2023-01-01..2023-06-30", "2023-04-17", "pass")]),
    ("open-list", "summary", "解决课后服务、校车接送等52个问题。", "list_length", [("52", "2", "undecided")]),
    ("headings", "plan", "一、总体要求\n\n略。\n\n二、重点任务\n\n略。\n\n三、保障措施\n\n略。", "numbering", [("3", "3", "pass")]),
    ("heading-missing", "plan", "一、总体要求\n\n略。\n\n二、重点任务\n\n略。\n\n四、保障措施\n\n略。", "numbering", [("3", "4", "warn")]),
    ("headings-count-on", "plan", "一、重点任务\n\n（一）建机制。略。\n\n（二）强师资。略。\n\n二、保障措施\n\n（三）重投入。略。\n\n（四）严考核。略。", "numbering", [("2", "2", "pass"), ("2", "2", "pass"), ("4", "4", "pass")]),
    ("target-inside-the-stages", "plan", "到2024年，建成名师工作室12个。\n\n（一）启动阶段（2023年3月—5月）\n\n略。\n\n（二）实施阶段（2023年6月—2025年11月）\n\n略。", "deadline_in_period", [("<= 2025", "2024", "pass")]),
    ("target-behind-the-stages", "plan", "到2027年，建成名师工作室12个。\n\n（一）启动阶段（2023年3月—5月）\n\n略。\n\n（二）实施阶段（2023年6月—2025年11月）\n\n略。", "deadline_in_period", [("<= 2025", "2027", "warn")]),
    ("day-in-its-half-year", "plan", "2023年上半年，各校组织试点，方案于4月17日提交。", "deadline_in_period", [("2023-01-01..2023-06-30", "2023-04-17", "pass")]),
    ("day-outside-its-half-year", "plan", "2023年上半年，各校组织试点，方案于9月17日提交。", "deadline_in_period", [("2023-01-01..2023-06-30", "2023-09-17", "warn")]),
    ("most-members-named", "summary", "本区共有5所试点学校。安宁堡小学、沙井驿中学、培黎中学和建宁路小学已完成校舍改造。", "members_named", [("5", "4", "warn")]),
    ("all-members-named", "summary", "本区共有4所试点学校。安宁堡小学、沙井驿中学与建宁路小学开展联合教研。培黎中学承担课题。", "members_named", [("4", "4", "pass")]),
    ("few-members-named", "summary", "本区共有9所试点学校。安宁堡小学与建宁路小学开展联合教研。", "members_named", []),
    ("members-of-a-plan", "plan", "到2025年，建成5所试点学校。安宁堡小学、沙井驿中学、培黎中学和建宁路小学做好准备。", "members_named", []),
    ("unions-named-for-their-leader", "summary", "全区已组建4个试点教联体。安宁堡小学教联体和培黎中学教联体互派教师。建宁路小学教联体共享课程。", "members_named", [("4", "3", "warn")]),
    ("counted-behind", "summary", "重点推进强师行动和扩优行动，推动两个行动衔接。", "list_length", [("2", "2", "pass")]),
    ("counted-otherwise", "summary", "重点推进强师行动和扩优行动，推动三个行动衔接。", "list_length", []),
    ("told-in-parts-then-apart", "summary", "学校选派挂职教师18名，其中在岗挂职15名，兼任科技副校长3名。\n\n高校选派3名教师到校担任科技副校长，另选派18名教师到校挂职。", "counted_twice", [("18", "21", "warn")]),
    ("told-in-parts-again", "summary", "学校选派挂职教师18名，其中在岗挂职15名，兼任科技副校长3名。\n\n高校选派18名教师到校挂职，其中科技副校长3名。", "counted_twice", []),
    ("goal-met", "summary", "全区共组建了6个试点教研联盟。\n\n第一步，2022年底前建设6个试点教研联盟，这一步已完成。", "told_done", [("6", "6", "pass")]),
    ("goal-not-met", "summary", "截至目前，全区累计组建了4个试点教研联盟。\n\n第一步，2022年底前建设6个试点教研联盟，这一步已完成。", "told_done", [("6", "4", "warn")]),
    ("some-of-all", "summary", "本区共有5所试点学校。5所试点学校均成立专班。专家走进4所试点学校开展讲座。", "part_of_stock", [("<= 5", "4", "pass")]),
    ("day-in-the-period-of-another-paragraph", "plan", "2023年上半年,先行镇各自组建片区启动试点。\n\n各片区应制定试点方案,于2023年4月17日报送。", "deadline_in_period", [("2023-01-01..2023-06-30", "2023-04-17", "pass")]),
    ("day-of-another-matter", "plan", "2023年上半年,先行镇各自组建片区启动试点。\n\n校园食堂于2023年4月17日接受检查。", "deadline_in_period", []),
    ("sentence-without-its-end", "summary", "各校共享课程资源，一体化推进全区思想政治教育工作的。", "sentence_ends", [(None, "工作的。", "warn")]),
    ("sentence-with-a-predicate", "summary", "这是全区多年来从未有过的工作的。本校是承担培训任务的。", "sentence_ends", []),
    ("venue-of-nobody", "bulletin", "西北师范大学与榆中县签约。11月2日，西北师范大学与榆中县在兰州城市学院举行签约仪式。", "venue_takes_part", [("西北师范大学、榆中县", "兰州城市学院", "warn")]),
    ("post-of-a-committee", "bulletin", "兰州城市学院与榆中县座谈。11月2日，兰州城市学院市委常委、副校长陈立群到榆中县座谈。", "post_fits", [("兰州城市学院", "市委常委、副校长", "warn")]),
]  # fmt: skip


@pytest.mark.parametrize(("frame", "sentence", "kind", "wanted"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_what_a_check_says(frame: str, sentence: str, kind: str, wanted: list[tuple[str, str, str]]) -> None:
    assert sorted((c.expected, c.found, c.verdict) for c in checks(frame, sentence, kind)) == sorted(wanted)


def test_both_sides_are_characters_of_the_document() -> None:
    sentence = "全区45所学校中有30所纳入集团化办学，占66.7%。"
    (check,) = checks("summary", sentence, "ratio")
    text = mined("summary", sentence).document.text
    assert text[check.expected_start : check.expected_end] == "45所学校中有30所"
    assert text[check.found_start : check.found_end] == "66.7%"


def test_ok_is_the_verdict_in_short() -> None:
    verdicts = {(c.verdict, c.ok) for f, s, k, _ in (c[1:] for c in CASES) for c in checks(f, s, k)}
    assert verdicts == {("pass", True), ("fail", False), ("warn", None), ("undecided", None)}


def test_a_repeated_figure_is_one_and_a_stock_with_two_values_is_doubtful() -> None:
    again = "截至2023年11月底，全区共有名师工作室12个。\n\n目前的短板是经费。截至2023年11月底，全区共有名师工作室{}个。"
    (same,) = checks("summary", again.format(12), "same_figure")
    assert (same.expected, same.found, same.verdict) == ("12", "12", "pass")
    (other,) = checks("summary", again.format(14), "same_figure")
    assert (other.expected, other.found, other.verdict) == ("12", "14", "warn")


def test_items_of_a_bulletin_are_counted_by_column() -> None:
    text = """甘肃省师范院校帮扶工作简报

第 4 期

甘肃省教育厅办公室    2023年11月8日

【高校动态】

★兰州城市学院开展送教。11月1日，兰州城市学院到榆中县送教。

★西北师范大学开展培训。11月2日，西北师范大学在永靖县开展培训。

【县区动态】

★皋兰县召开推进会。11月3日，皋兰县召开推进会。

报：省委、省政府。
"""
    (check,) = [c for c in mine(make_document(text), rules()).checks if c.kind == "items_by_column"]
    assert (check.expected, check.found, check.verdict) == ("3", "3", "pass")
    assert check.detail == "2 高校动态 + 1 县区动态"


def test_a_title_that_leaves_out_a_word_of_the_name() -> None:
    body = "为推进师范院校与乡村基础教育协作计划，制定本方案。\n\n成立师范院校与乡村基础教育协作领导小组。\n"
    frame = "永靖县师范院校与基础教育协作计划实施方案\n\n{}\n永靖县人民政府\n2023年3月6日\n"
    (check,) = [c for c in mine(make_document(frame.format(body)), rules()).checks if c.kind == "title_wording"]
    assert (check.expected, check.found, check.verdict) == ("院校与乡村基础教育", "院校与基础教育", "warn")
    same = frame.format(body.replace("乡村", ""))
    assert [c for c in mine(make_document(same), rules()).checks if c.kind == "title_wording"] == []


SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SEEDS = ("anyi-plan", "jiangxi-bulletin-06", "jiangxi-bulletin-13", "nanchang-opinion", "zengdu-summary")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the documents of ../shared/corpus are not beside this checkout")
def test_real_documents_hold_many_checks_and_none_fails() -> None:
    found = [c for stem in SEEDS for c in mine(read(SHARED / f"{stem}.txt"), rules()).checks]
    assert [c for c in found if c.verdict == "fail"] == []
    assert sum(c.verdict == "pass" for c in found) >= 50
    assert {c.kind for c in found if c.verdict == "warn"} == {
        "metadata_missing",
        "venue_takes_part",
        "post_fits",
        "members_named",
        "counted_twice",
        "sentence_ends",
        "title_wording",
    }


def test_days_that_no_year_is_known_for_are_not_compared() -> None:
    head, foot = "乡村振兴工作简报\n第三期\n{}\n\n各县加强了春季管护。\n\n", "{}印发\n"
    told = {}
    for day in ("5月31日", "2024年5月31日"):
        found = mine(make_document(head.format(day) + foot.format(day)), rules())
        told[day] = [(c.expected, c.verdict) for c in found.checks if c.kind == "dates_agree"]
    assert told["2024年5月31日"] == [("2024-05-31", "pass")] and "None" not in str(told["5月31日"])


def test_a_stage_whose_day_cannot_be_told_is_undecided() -> None:
    text = "乡村振兴工作方案\n\n一、步骤安排\n\n（一）启动阶段（2026年11月—12月）。组织动员。\n\n（二）收官阶段（11月—12月）。开展评估。\n"
    found = [c for c in mine(make_document(text), rules()).checks if c.kind == "stage_order"]
    assert [(c.verdict, c.found) for c in found] == [("undecided", "not told")]
