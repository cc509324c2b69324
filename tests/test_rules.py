"""Rules are data: what an analyst may add, and what is said of a mistake."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from policyminer.folding import fold
from policyminer.model import PolicyMinerError, Result
from policyminer.pipeline import mine
from policyminer.read import read_bytes
from policyminer.rules import load_rules
from policyminer.rules.check import check_rules
from policyminer.rules.templates import HERE, compile_template

GOOD = """
pack = "reading"

[[indicator]]
id = "book_corners"
name = "图书角数"
units = ["个"]
patterns = ["{n}~图书角", "图书角~{n}"]
examples = ["各村小共设图书角【96个】", "新建【12个】班级图书角"]
counterexamples = ["新建【12个】运动场"]
"""
HEADER = "id,name,aliases,type,parent,valid_from,valid_to,source\n"
DOCUMENT = "敦煌市阅读推广工作总结\n\n全市新建图书角96个。丝路师大选派支教教师12名到敦煌市任教。\n"


def folder(path: Path, pack: str = GOOD, universities: str | None = None) -> Path:
    """A rule folder with a pack and a list of universities."""
    (path / "reading").mkdir(parents=True)
    (path / "reading" / "indicators.toml").write_text(pack, encoding="utf-8")
    if universities is not None:
        (path / "gazetteers").mkdir()
        (path / "gazetteers" / "universities.csv").write_text(HEADER + universities, encoding="utf-8")
    return path


def mined(*folders: Path) -> Result:
    return mine(read_bytes(DOCUMENT.encode(), "made.txt"), load_rules(folders))


def test_the_shipped_rules_pass_their_examples() -> None:
    assert check_rules() == []
    assert len([rule for pack in load_rules().packs for rule in pack.rules]) > 30


def test_a_good_pack_passes_with_the_shipped_ones(tmp_path: Path) -> None:
    assert check_rules([folder(tmp_path / "r")]) == []


# --- mistakes -----------------------------------------------------------------------------------------------------

# (id, what is replaced in the good pack, by what, words of the message)
MISTAKES = [
    ("unknown-key", 'name = "图书角数"', 'name = "图书角数"\nunit = "个"', ["book_corners", "unit"]),
    ("unknown-key-of-the-file", 'pack = "reading"', 'pack = "reading"\nauthor = "x"', ["author"]),
    ("no-name", 'name = "图书角数"\n', "", ["book_corners", "name"]),
    ("no-units", 'units = ["个"]', "units = []", ["book_corners", "units"]),
    ("units-no-list", 'units = ["个"]', 'units = "个"', ["book_corners", "units"]),
    ("no-patterns", 'patterns = ["{n}~图书角", "图书角~{n}"]', "patterns = []", ["book_corners", "patterns"]),
    ("one-example", ', "新建【12个】班级图书角"]', "]", ["book_corners", "examples"]),
    ("no-counterexample", '["新建【12个】运动场"]', "[]", ["book_corners", "counterexamples"]),
    ("example-without-mark", "图书角【96个】", "图书角96个", ["book_corners", "examples", "【】"]),
    ("example-with-two-marks", "新建【12个】班级", "【新建】【12个】班级", ["book_corners", "examples", "【】"]),
    ("no-n", '"图书角~{n}"', '"图书角"', ["book_corners", "{n}", "图书角"]),
    ("two-n", '"图书角~{n}"', '"{n}图书角~{n}"', ["book_corners", "{n}"]),
    ("no-literal", '"图书角~{n}"', '"~{n}"', ["book_corners", "literal"]),
    ("one-literal", '"图书角~{n}"', '"有~{n}"', ["book_corners", "literal"]),
    ("open-bracket", '"图书角~{n}"', '"(图书角~{n}"', ["book_corners", "(图书角~{n}"]),
    ("lone-question-mark", '"图书角~{n}"', '"?图书角{n}"', ["book_corners", "?图书角{n}"]),
    ("bad-id", 'id = "book_corners"', 'id = "Book corners"', ["Book corners", "id"]),
    ("priority-no-number", 'units = ["个"]', 'units = ["个"]\npriority = "high"', ["book_corners", "priority"]),
    ("no-toml", 'pack = "reading"', "pack = reading", ["TOML"]),
    ("no-pack", 'pack = "reading"', "", ["pack"]),
]


@pytest.mark.parametrize(("old", "new", "words"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_an_error_that_names_its_place(tmp_path: Path, old: str, new: str, words: list[str]) -> None:
    assert GOOD.count(old) == 1
    rules = load_rules([folder(tmp_path / "r", GOOD.replace(old, new))])
    with pytest.raises(PolicyMinerError) as error:
        _ = rules.packs
    assert error.value.code == "bad_rules"
    assert error.value.where.startswith(str(tmp_path / "r" / "reading" / "indicators.toml"))
    for word in words:
        assert word in str(error.value), word
    assert "\n" not in str(error.value)


def test_a_veto_is_plain_text_unless_it_is_a_template(tmp_path: Path) -> None:
    pack = GOOD.replace('units = ["个"]', 'units = ["个"]\nveto = ["(待建)", "拆除{n}"]')
    assert check_rules([folder(tmp_path / "r", pack)]) == []


def test_an_id_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    again = GOOD[GOOD.index("[[indicator]]") :]
    with pytest.raises(PolicyMinerError) as error:
        _ = load_rules([folder(tmp_path / "r", GOOD + again)]).packs
    assert error.value.code == "bad_rules"
    assert "'book_corners'" in str(error.value)
    assert "indicators.toml" in error.value.where


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyMinerError) as error:
        load_rules([tmp_path / "absent"])
    assert (error.value.code, error.value.where) == ("rules_missing", str(tmp_path / "absent"))


@pytest.mark.parametrize(
    "row",
    ["u:x,丝路大学,,undergraduate,620900,2024-13-01,,test\n", "u:x,丝路大学,,undergraduate,620900,,yesterday,test\n"],
)
def test_a_bad_date_of_a_gazetteer_is_an_error(tmp_path: Path, row: str) -> None:
    rules = load_rules([folder(tmp_path / "r", universities=row)])
    with pytest.raises(PolicyMinerError) as error:
        _ = rules.gazetteer
    assert error.value.code == "bad_gazetteer"
    assert "universities.csv" in error.value.where
    assert "丝路大学" in str(error.value)


def test_a_wrong_column_of_a_gazetteer_is_an_error(tmp_path: Path) -> None:
    path = folder(tmp_path / "r", universities="")
    (path / "gazetteers" / "universities.csv").write_text("id,name,alias\n", encoding="utf-8")
    with pytest.raises(PolicyMinerError) as error:
        _ = load_rules([path]).gazetteer
    assert error.value.code == "bad_gazetteer"
    for column in ("alias", "aliases", "valid_from"):
        assert column in str(error.value)


# --- what a user's folder adds ------------------------------------------------------------------------------------


def test_a_users_folder_adds_an_indicator_and_a_university(tmp_path: Path) -> None:
    before = mined()
    assert "book_corners" not in [q.code for q in before.quantities]
    assert "university" not in [m.type for m in before.mentions]
    row = "u:silk,丝路师范大学,丝路师大,undergraduate,620982,,,test\n"
    after = mined(folder(tmp_path / "r", universities=row))
    (corners,) = [i for i in after.indicators if i.quantity.code == "book_corners"]
    assert (corners.indicator, corners.quantity.low, corners.quantity.rule) == ("图书角数", 96, "reading.book_corners")
    (university,) = [m for m in after.mentions if m.type == "university"]
    assert (university.text, university.name, university.entity_id) == ("丝路师大", "丝路师范大学", "university:u:silk")
    assert [(p.university, p.partner, p.relation) for p in after.partnerships] == [
        ("丝路师范大学", "敦煌市", "support")
    ]


def test_a_later_folder_replaces_a_rule_of_the_same_pack_and_id(tmp_path: Path) -> None:
    first = folder(tmp_path / "1")
    second = folder(tmp_path / "2", GOOD.replace("图书角数", "图书角总数"))
    assert [i.indicator for i in mined(first, second).indicators if i.quantity.code == "book_corners"] == ["图书角总数"]
    assert [i.indicator for i in mined(second, first).indicators if i.quantity.code == "book_corners"] == ["图书角数"]


def test_rules_know_their_content_and_travel(tmp_path: Path) -> None:
    path = folder(tmp_path / "r")
    rules = load_rules([path])
    before = rules.fingerprint
    assert before != load_rules().fingerprint
    arrived = pickle.loads(pickle.dumps(rules))
    assert arrived.fingerprint == before
    assert mine(read_bytes(DOCUMENT.encode(), "made.txt"), arrived) == mined(path)
    (path / "reading" / "indicators.toml").write_text(GOOD.replace("96个", "97个"), encoding="utf-8")
    assert load_rules([path]).fingerprint != before


# --- rules against each other -------------------------------------------------------------------------------------


def problems(tmp_path: Path, old: str, new: str) -> list[str]:
    assert GOOD.count(old) == 1
    return list(check_rules([folder(tmp_path / "r", GOOD.replace(old, new))]))


def test_cross_fire_is_reported_and_can_be_declared(tmp_path: Path) -> None:
    thief = """
pack = "thief"

[[indicator]]
id = "any_corner"
name = "角数"
units = ["个"]
priority = 9
patterns = ["{n}~书角", "书角~{n}"]
examples = ["设读书角【3个】", "设【4个】读书角"]
counterexamples = ["设【4个】停车场"]
"""
    path = folder(tmp_path / "r")
    (path / "thief").mkdir()
    (path / "thief" / "indicators.toml").write_text(thief, encoding="utf-8")
    found = list(check_rules([path]))
    assert len(found) == 2
    for problem in found:
        assert "book_corners" in problem
        assert "thief.any_corner" in problem
        assert "indicators.toml" in problem
    declared = GOOD + 'may_also_fire = ["any_corner"]\n'
    (path / "reading" / "indicators.toml").write_text(declared, encoding="utf-8")
    assert list(check_rules([path])) == []


def test_a_rule_that_takes_a_shipped_example_is_reported(tmp_path: Path) -> None:
    old = 'patterns = ["{n}~图书角", "图书角~{n}"]'
    new = 'priority = 9\npatterns = ["{n}~图书角", "图书角~{n}", "{n}~教研协作体"]'
    found = problems(tmp_path, old, new)
    assert any("research_consortia" in problem and "reading.book_corners" in problem for problem in found)


def test_a_template_that_no_example_hits_is_reported(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, '"图书角~{n}"]', '"图书角~{n}", "{n}~流动书箱"]')
    assert "{n}~流动书箱" in problem
    assert "book_corners" in problem


def test_an_example_that_no_template_hits_is_reported(tmp_path: Path) -> None:
    found = problems(tmp_path, "新建【12个】班级图书角", "新建【12个】流动书箱")
    assert any("【12个】流动书箱" in problem and "hit by no template" in problem for problem in found)


def test_an_example_in_another_unit_is_reported(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "新建【12个】班级图书角", "新建【12平方米】图书角")
    assert "units" in problem
    assert "【12平方米】" in problem


def test_a_counterexample_that_is_taken_is_reported(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "新建【12个】运动场", "撤除【12个】图书角")
    assert "撤除【12个】图书角" in problem


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_tells_and_exits(tmp_path: Path) -> None:
    good = folder(tmp_path / "good")
    bad = folder(tmp_path / "bad", GOOD.replace("新建【12个】运动场", "撤除【12个】图书角"))
    broken = folder(tmp_path / "broken", GOOD.replace('id = "book_corners"', 'identity = "book_corners"'))
    program = Path(sys.executable).with_name("policyminer")
    if not program.exists():
        pytest.skip("the program is not installed beside this Python")
    wanted = {good: 0, bad: 2, broken: 2, tmp_path / "absent": 2}
    for path, code in wanted.items():
        done = subprocess.run([program, "rules", "check", "--rules", path], capture_output=True, text=True)
        assert done.returncode == code, (path, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
    assert (
        "撤除【12个】图书角"
        in subprocess.run([program, "rules", "check", "--rules", bad], capture_output=True, text=True).stdout
    )


# --- templates ----------------------------------------------------------------------------------------------------

# (template, sentence with the quantity as 【】, whether it matches)
TEMPLATES = [
    ("{n}图书角", "新建【】图书角", True),
    ("{n}图书角", "新建【】班级图书角", False),
    ("{n}~图书角", "新建【】班级图书角", True),
    ("{n}~图书角", "新建【】，另有图书角", False),
    ("{n}~图书角", "新建【】和图书角", False),
    ("{n}…图书角", "新建【】，另有图书角", True),
    ("{n}…图书角", "新建【】。另有图书角", False),
    ("(建|设)~{n}~图书角", "增设了【】图书角", True),
    ("{n}(班级)?图书角", "新建【】班级图书角", True),
    ("{n}(大|小)*图书角", "新建【】大大小小图书角", True),
    ("{n}图书角（室）", "新建【】图书角（室）", True),
]


@pytest.mark.parametrize(("template", "sentence", "hit"), TEMPLATES)
def test_a_template_looks_like_the_sentence(template: str, sentence: str, hit: bool) -> None:
    pattern = compile_template(template, "here")
    assert bool(pattern.search(fold(sentence).replace("【】", HERE))) is hit
