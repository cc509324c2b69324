# ruff: noqa: E501 - a case reads best on one line
"""By what means a clause wants to reach its end: the policy instruments, their cues, and what is said of a bad pack."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from helpers_find import cases, make_document, rules
from policyminer.folding import fold
from policyminer.model import Instrument, PolicyMinerError, Result
from policyminer.pipeline import mine
from policyminer.read import read
from policyminer.rules import load_rules
from policyminer.rules.check import check_rules
from policyminer.rules.templates import compile_cue, leading_literals

ROOT = Path(__file__).resolve().parents[1]
FRAME = "云岭省乡村振兴重点工作实施方案\n\n{}\n\n云岭省农业农村厅\n2024年5月20日\n"


@cache
def mined(body: str) -> Result:
    return mine(make_document(FRAME.format(body)), rules())


def found(body: str) -> list[tuple[str, str]]:
    """(instrument, deciding cue) of every clause of a small plan, in reading order."""
    return [(i.instrument, i.cue) for i in mined(body).instruments]


def only(body: str) -> Instrument:
    (row,) = mined(body).instruments
    return row


# --- a clause, its instrument and the cue that decides -------------------------------------------------------------

CLAUSES = [
    ("funding", "市财政每年安排专项资金2000万元用于渔港改造。", "funding", "安排专项资金"),
    ("funding-far-object", "对验收合格的村级冷库按造价给予30%的补助。", "funding", "给予30%的补助"),
    ("funding-budget", "排涝站运行费用足额纳入同级财政预算。", "funding", "纳入同级财政预算"),
    ("training", "分期举办全市乡镇（街道）养老护理员职业技能培训班。", "training", "技能培训"),
    ("personnel", "从省级医院选派骨干医师到县医院坐诊。", "personnel", "选派骨干"),
    ("facilities", "改扩建乡镇敬老院12所，", "facilities", None),
    ("facilities-works", "年内完成云溪灌区续建配套与节水改造工程。", "facilities", "完成云溪灌区续建配套与节水改造工程"),
    ("information", "建设全省统一的农机作业监测平台。", "information", "建设全省统一的农机作业监测平台"),
    ("research", "组织种业关键核心技术联合攻关。", "research", None),
    ("public-services", "为独居老人提供上门服务。", "public_services", "提供上门服务"),
    ("resources", "优先保障冷链物流项目用地。", "resources", "优先保障冷链物流项目用地"),
    ("goals", "力争到2027年农田灌溉水利用系数达到0.6。", "goals", "到2027年"),
    ("organisation", "成立由副省长任组长的防汛工作领导小组。", "organisation", "成立由副省长任组长的防汛工作领导小组"),
    ("regulation", "任何企业不得擅自抬高种子价格。", "regulation", "不得"),
    ("institution", "建立渔船进出港报告制度。", "institution", "建立渔船进出港报告制度"),
    ("standards", "制定社区食堂服务标准。", "standards", "制定社区食堂服务标准"),
    ("tax", "对吸纳退役军人的企业减免增值税。", "tax", "减免增值税"),
    ("finance", "引导银行加大对茶企的信贷投放。", "finance", "加大对茶企的信贷"),
    ("supervision", "将秸秆禁烧纳入乡镇年度考核。", "supervision", "纳入乡镇年度考核"),
    ("incentives", "对贡献突出的护林员给予表彰。", "incentives", "给予表彰"),
    ("publicity", "广泛宣传惠农政策。", "publicity", "广泛宣传"),
    ("mobilisation", "鼓励有条件的企业开放科普场馆。", "mobilisation", "鼓励有条件的企业"),
    ("procurement", "学生校服通过公开招标确定供应商。", "procurement", "公开招标"),
    ("outsourcing", "通过政府购买服务配备河道保洁员。", "outsourcing", "政府购买服务"),
    ("pilots", "选择三个县开展水权交易试点。", "pilots", None),
    ("cooperation", "落实东西部协作年度任务。", "cooperation", "东西部协作"),
    ("market", "面向市民发放文旅消费券。", "market", "发放文旅消费券"),
]


@pytest.mark.parametrize(("clause", "instrument", "cue"), cases(CLAUSES, {}))
def test_a_clause_has_its_instrument(clause: str, instrument: str, cue: str | None) -> None:
    row = only(clause)
    assert row.instrument == instrument
    assert row.rule == f"instruments.{instrument}"
    assert cue in (None, row.cue)


def test_every_instrument_of_the_pack_is_tried_above() -> None:
    (pack,) = [p for p in load_rules().packs if p.name == "instruments"]
    assert {case[2] for case in CLAUSES} == {i.rule.id for i in pack.instruments}
    assert Counter(i.rule.kind for i in pack.instruments).keys() == {"supply", "environment", "demand"}
    assert len(pack.instruments) >= 18
    for instrument in pack.instruments:
        assert len(instrument.rule.examples) >= 3, instrument.where
        assert len(instrument.rule.counterexamples) >= 2, instrument.where


SILENT = [
    ("no-means", "云岭省位于长江上游。"),
    ("outcome", "粮食产量稳步增长。"),
    ("name-of-a-body", "云岭县农村资金互助社召开年会。"),
    ("training-of-a-person", "王某曾参加省里的短期培训。"),
    ("by-a-standard", "参保人员按标准足额缴费。"),
    ("adjective-pilot", "试点县负责人作了发言。"),
    ("missing", "基层缺乏统一的信息平台。"),
    ("not-yet", "部分乡镇尚未建立考核制度。"),
    ("deplored", "财政投入机制不健全。"),
    ("problem", "存在财政投入不足等问题。"),
    ("defined", "建设高标准农田是保障粮食安全的重要举措。"),
    ("withdrawn", "2026年起不再安排专项资金。"),
    ("purpose", "为进一步加强饮用水水源监管，"),
    ("ground", "按照统筹规划的原则，"),
    ("this-document", "特制定本实施方案。"),
    ("not-the-verb", "各级党组织书记对人才问题作了发言。"),
]


@pytest.mark.parametrize("clause", cases(SILENT, {}))
def test_a_clause_without_means_has_none(clause: str) -> None:
    assert found(clause) == []


def test_what_is_forbidden_is_regulation_and_nothing_else() -> None:
    row = only("县区不得以任何名义设立专项资金。")
    assert (row.kind, row.instrument, row.cue, row.also) == ("environment", "regulation", "不得", ())


def test_a_denial_reaches_only_what_follows_it() -> None:
    assert [i for i, _ in found("加强培训，防止无证上岗。")] == ["training"]
    assert only("建立防止返贫工作台账。").cue == "建立防止返贫工作台账"


def test_a_denial_inside_the_object_denies_nothing() -> None:
    assert only("对没有建立台账的乡镇进行约谈。").cue == "进行约谈"
    assert found("没有建立台账。") == []


@pytest.mark.parametrize("clause", ["少数民族地区开展双语培训。", "组织全员培训破解技能人才短缺。"])
def test_what_only_looks_like_a_complaint_is_read(clause: str) -> None:
    assert "training" in [instrument for instrument, _ in found(clause)]


def test_a_clause_names_the_most_telling_one_and_the_others() -> None:
    row = only("健全经费保障机制和考核评价制度。")
    assert {row.instrument, *row.also} >= {"funding", "supervision", "institution"}
    assert row.instrument not in row.also
    assert len(set(row.also)) == len(row.also)


def test_of_two_that_tell_as_much_the_verb_of_the_clause_decides() -> None:
    """What stands before is its modifier."""
    row = only("对新建的标准化冷库给予30%的补助。")
    assert (row.instrument, row.also) == ("funding", ("facilities",))


# --- where it is looked for ---------------------------------------------------------------------------------------


def test_titles_are_silent() -> None:
    assert found("认真落实《云岭省关于加强农技人员培训的意见》。") == []
    assert found("认真落实《云岭省农技推广办法》，开展技能培训。") == [("training", "技能培训")]


def test_a_cue_outside_a_title_counts_though_the_same_stands_inside() -> None:
    assert only("按照《关于开展新型职业农民技能培训的通知》开展培训。").cue == "开展培训"


def test_headings_are_silent_and_the_text_behind_them_is_read() -> None:
    assert found("一、加强组织领导\n\n各地要高度重视。") == []
    assert found("（一）加大资金投入。各县安排专项资金支持渔港建设。") == [("funding", "安排专项资金")]


def test_a_numbered_sentence_with_nothing_below_is_text() -> None:
    body = "三、保障措施\n\n1.县财政安排专项资金。\n\n2.开展全员培训。"
    assert found(body.replace("\n\n", "\n") + "\n3.成立工作专班。\n四、附则\n本方案自印发之日起施行。") == [
        ("funding", "安排专项资金"),
        ("training", "全员培训"),
        ("organisation", "成立工作专班"),
    ]


def test_an_article_of_a_law_is_text() -> None:
    assert found("第五条　县级以上人民政府应当加强灌溉用水质量监测。\n\n监测结果由水利部门保管。") == [
        ("supervision", "加强灌溉用水质量监测")
    ]


def test_a_name_is_silent_but_a_body_that_is_founded_is_not() -> None:
    assert found("敦煌市信访工作联席会议办公室主任作了汇报。") == []
    assert only("成立敦煌市渔业工作领导小组。").instrument == "organisation"


def test_a_document_without_paragraphs_has_none() -> None:
    assert mine(replace(make_document("空"), text="", blocks=()), rules()).instruments == ()


def test_one_row_for_a_clause_with_its_offsets() -> None:
    result = mined("县财政安排专项资金，选派农技专家驻村，\n\n并建立村级台账；对落后的乡镇进行约谈。")
    text = result.document.text
    assert [i.instrument for i in result.instruments] == ["funding", "personnel", "supervision", "supervision"]
    assert [i.text for i in result.instruments][:2] == ["县财政安排专项资金", "选派农技专家驻村"]
    for row in result.instruments:
        assert text[row.start : row.end] == row.text
        assert text[row.cue_start : row.cue_end] == row.cue


@pytest.mark.parametrize("name", ["plan-chongqing.txt", "opinion-sichuan-shi.html", "summary-guangdong.txt"])
def test_rows_of_a_document_keep_their_promises(name: str) -> None:
    result = mine(read(ROOT / "corpus" / name), rules())
    text = result.document.text
    sections = {s.section_id for s in result.sections}
    last = 0
    assert result.instruments
    for row in result.instruments:
        assert text[row.start : row.end] == row.text
        assert text[row.cue_start : row.cue_end] == row.cue
        assert row.start <= row.cue_start < row.cue_end <= row.end
        assert row.start >= last
        assert row.kind in ("supply", "environment", "demand")
        assert row.section_id in sections
        last = row.end


# --- cues ---------------------------------------------------------------------------------------------------------

CUES = [
    ("gap", "设立~资金", "设立老区振兴资金", "设立老区振兴资金"),
    ("gap-stops-at-a-list-mark", "设立~资金", "设立机构、落实资金", None),
    ("gap-stops-at-a-bracket", "设立~资金", "设立机构（含资金", None),
    ("gap-is-short", "设立~资金", "设立用于支持革命老区重点村庄人居环境整治的资金", None),
    ("far", "设立…资金", "设立用于支持革命老区重点村庄人居环境整治的资金", "设立用于支持革命老区重点村庄人居环境整治的资金"),
    ("far-crosses-a-list", "开展…培训", "开展种植、养殖培训", "开展种植、养殖培训"),
    ("far-does-not-begin-at-one", "建设…队伍", "建设、教师队伍", None),
    ("number", "到20#年", "到2035年", "到2035年"),
    ("number-is-digits", "到20#年", "到20多年", None),
    ("optional-group", "集中(式)?供养", "集中供养", "集中供养"),
    ("optional-character", "低收入户?补助", "低收入补助", "低收入补助"),
    ("brackets-of-the-text", "首台（套）应用", "首台(套)应用", "首台(套)应用"),
]


@pytest.mark.parametrize(("cue", "text", "match"), cases(CUES, {}))
def test_a_cue(cue: str, text: str, match: str | None) -> None:
    hit = compile_cue(cue, "here").match(fold(text))
    assert (hit.group() if hit else None) == match


def test_where_a_cue_can_begin() -> None:
    assert leading_literals("(加大|增加)(对)?教育~投入") == {"加大教育", "加大对教育", "增加教育", "增加对教育"}
    assert leading_literals("名师?工作室") == {"名师工作室", "名工作室"}
    assert leading_literals("(开展|组织)…培训") == {"开展", "组织"}
    assert leading_literals("到20#年") == {"到20"}


# --- packs of one's own -------------------------------------------------------------------------------------------

GOOD = """
pack = "river"

[[instrument]]
id = "patrol"
kind = "environment"
name = "巡河"
priority = 3
cues = ["(开展|组织)~巡河", "河湖长制"]
veto = ["巡河app"]
examples = ["每周组织干部巡河", "全面推行河湖长制"]
counterexamples = ["巡河app上线"]
"""


def folder(path: Path, pack: str = GOOD) -> Path:
    """A rule folder with a pack of instruments."""
    (path / "river").mkdir(parents=True)
    (path / "river" / "instruments.toml").write_text(pack, encoding="utf-8")
    return path


def test_a_pack_of_ones_own_adds_an_instrument(tmp_path: Path) -> None:
    path = folder(tmp_path / "r")
    assert check_rules([path]) == []
    (row,) = mine(make_document(FRAME.format("每周组织机关干部巡河。")), load_rules([path])).instruments
    assert (row.kind, row.instrument, row.name, row.rule) == ("environment", "patrol", "巡河", "river.patrol")


# (id, what is replaced in the good pack, by what, words of the message)
MISTAKES = [
    ("unknown-key", 'name = "巡河"', 'name = "巡河"\nunits = ["次"]', ["patrol", "units"]),
    ("unknown-kind", 'kind = "environment"', 'kind = "control"', ["patrol", "kind", "supply"]),
    ("no-name", 'name = "巡河"\n', "", ["patrol", "name"]),
    ("no-cues", 'cues = ["(开展|组织)~巡河", "河湖长制"]', "cues = []", ["patrol", "cues"]),
    ("cue-without-anchor", '"河湖长制"', '"~河湖长制"', ["patrol", "~河湖长制", "two characters"]),
    ("cue-with-a-short-anchor", '"河湖长制"', '"(河|湖)~长制"', ["patrol", "(河|湖)~长制", "two characters"]),
    ("cue-with-n", '"河湖长制"', '"河湖长制{n}"', ["patrol", "{n}"]),
    ("bare-choice", '"河湖长制"', '"河长|湖长"', ["patrol", "河长|湖长", "brackets"]),
    ("open-bracket", '"河湖长制"', '"(河湖长制"', ["patrol", "(河湖长制"]),
    ("one-example", ', "全面推行河湖长制"]', "]", ["patrol", "examples"]),
    ("no-counterexample", '["巡河app上线"]', "[]", ["patrol", "counterexamples"]),
    ("bad-id", 'id = "patrol"', 'id = "Patrol 1"', ["Patrol 1", "id"]),
    ("priority-no-number", "priority = 3", 'priority = "high"', ["patrol", "priority"]),
]


@pytest.mark.parametrize(("old", "new", "words"), cases(MISTAKES, {}))
def test_a_mistake_is_an_error_that_names_file_id_and_field(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert GOOD.count(old) == 1
    made = load_rules([folder(tmp_path / "r", GOOD.replace(old, new))])
    with pytest.raises(PolicyMinerError) as error:
        _ = made.packs
    assert error.value.code == "bad_rules"
    assert error.value.where.startswith(str(tmp_path / "r" / "river" / "instruments.toml"))
    for word in words:
        assert word in str(error.value), word


FAULTS = [
    ("example-missed", '"每周组织干部巡河"', '"每周组织干部巡山"', ["每周组织干部巡山", "hit by no cue"]),
    ("example-of-another", '"每周组织干部巡河"', '"每周组织干部开展岗前培训"', ["岗前培训", "instruments.training"]),
    ("dead-cue", '"河湖长制"]', '"河湖长制", "河湖警长"]', ["河湖警长", "hit by none"]),
    ("counterexample-taken", '["巡河app上线"]', '["某市组织志愿者巡河"]', ["某市组织志愿者巡河", "is taken"]),
]


@pytest.mark.parametrize(("old", "new", "words"), cases(FAULTS, {}))
def test_the_checker_tells_of_a_fault(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert GOOD.count(old) == 1
    problems = check_rules([folder(tmp_path / "r", GOOD.replace(old, new))])
    assert any(all(word in problem for word in [*words, "river", "patrol"]) for problem in problems), problems


def test_a_pack_that_takes_a_shipped_example_is_reported(tmp_path: Path) -> None:
    problems = check_rules([folder(tmp_path / "r", GOOD.replace('"河湖长制"]', '"河湖长制", "河长责任"]'))])
    assert any("organisation" in problem and "river.patrol" in problem for problem in problems)
