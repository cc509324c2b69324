# ruff: noqa: E501 - a case reads best on one line
"""How values hang together and what each was read from: parts, repetitions, scope, evidence, derived values."""

from __future__ import annotations

import pytest

from helpers_find import cases, make_document, rules
from policyminer.model import Quantity, Result
from policyminer.pipeline import mine
from test_bind import FRAMES, amounts, mined

KNOWN: dict[str, str] = {}


def quote(result: Result, quantity: Quantity, of: str) -> str | None:
    """The words that an attribute was read from."""
    start, end = getattr(quantity, f"{of}_start"), getattr(quantity, f"{of}_end")
    return None if start is None else result.document.text[start:end]


EVIDENCE = [
    ("subject-scope-word", "summary", "全区新建幼儿园2所。", "2所", "subject", ("scope_word", "全区")),
    ("subject-treasury", "summary", "区财政安排教研专项经费300万元。", "300万元", "subject", ("scope_word", "区财政")),
    ("subject-actor", "summary", "西北师范大学选派教师18名。", "18名", "subject", ("actor", "西北师范大学")),
    ("subject-article", "article", "先后开展专题讲座26场。", "26场", "subject", ("article", "西北师范大学")),
    ("subject-silent", "plan", "选派骨干教师36名到乡村学校任教。", "36名", "subject", ("document", None)),
    ("status-deadline", "summary", "到2025年，建成名师工作室8个。", "8个", "status", ("deadline", "到2025年")),
    ("status-future", "summary", "拟选派教师12名。", "12名", "status", ("words", "拟")),
    ("status-done", "summary", "已选派教师12名。", "12名", "status", ("words", "已")),
    (
        "status-flipped",
        "plan",
        "第一步，2023年底前建设共同体6个，这一步已完成。",
        "6个",
        "status",
        ("words", "这一步已完成"),
    ),
    ("status-genre", "plan", "遴选骨干教师40名。", "40名", "status", ("genre", None)),
    ("status-norm", "plan", "每校每学期开展教研活动不少于4次。", "不少于4次", "status", ("norm", None)),
    ("period-sentence", "summary", "2023年，举办培训班9期。", "9期", "period", ("sentence", "2023年")),
    (
        "period-item",
        "bulletin",
        "榆中县举办培训班。10月25日，榆中县举办培训班。86名教师参加。",
        "86名",
        "period",
        ("item", "10月25日"),
    ),
    ("period-none", "plan", "每校每学期开展教研活动不少于4次。", "不少于4次", "period", (None, None)),
]


@pytest.mark.parametrize(("frame", "sentence", "text", "of", "wanted"), cases(EVIDENCE, KNOWN))
def test_what_a_value_was_read_from(
    frame: str, sentence: str, text: str, of: str, wanted: tuple[str | None, str | None]
) -> None:
    quantity = amounts(frame, sentence)[text]
    assert (getattr(quantity, f"{of}_source"), quote(mined(frame, sentence), quantity, of)) == wanted


STATUSES = [
    ("denied", "summary", "在岗教师尚未达到20人。", {"20人": "other"}),
    ("denied-share", "summary", "没有完成300户改造任务。", {"300户": "other"}),
    ("condition", "summary", "如参训人数达到50人，可单独编班。", {"50人": "rule"}),
    ("condition-of-those", "plan", "对获奖超过3项的学校，给予奖励。", {"超过3项": "rule"}),
    ("no-condition", "summary", "对口帮扶学校达到50所，覆盖全区。", {"50所": "actual"}),
    ("not-denied", "summary", "全区已有教师20人。", {"20人": "actual"}),
    ("no-denial-of-another", "summary", "尚未验收的项目除外，新建幼儿园2所。", {"2所": "actual"}),
]


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(STATUSES, KNOWN))
def test_what_did_not_happen_is_neither_done_nor_planned(frame: str, sentence: str, wanted: dict[str, str]) -> None:
    found = amounts(frame, sentence)
    assert {text: found[text].status for text in wanted} == wanted


SCOPES = [
    ("cumulative", "summary", "截至目前，累计培训教师420人次。", "420人次", ("cumulative", None)),
    ("cumulative-county", "plan", "全县累计建成教联体6个。", "6个", ("cumulative", "全县")),
    ("added", "summary", "新增公办学位1200个。", "1200个", ("added", None)),
    ("added-again", "summary", "再组建教育集团2个。", "2个", ("added", None)),
    ("once-more-is-no-increase", "summary", "培训教师36名，一再提高质量。", "36名", (None, None)),
    ("of-the-year", "summary", "今年举办培训班9期。", "9期", ("period", None)),
    ("of-the-school", "article", "我校现有专任教师1200名。", "1200名", (None, "我校")),
    ("not-told", "summary", "举办培训班9期。", "9期", (None, None)),
]


@pytest.mark.parametrize(("frame", "sentence", "text", "wanted"), cases(SCOPES, KNOWN))
def test_running_totals_increases_and_whom_they_cover(
    frame: str, sentence: str, text: str, wanted: tuple[str | None, str | None]
) -> None:
    quantity = amounts(frame, sentence)[text]
    assert (quantity.scope, quantity.coverage) == wanted


PARTS = [
    ("told", "选派教师36名，其中高级教师12名。", {"36名": None, "12名": "36名"}),
    ("listed", "选派教师36名，在岗支教30名，兼职指导6名。", {"36名": None, "30名": "36名", "6名": "36名"}),
    ("listed-but-not-adding-up", "选派教师36名，新聘30名，退休9名。", {"36名": None, "30名": None, "9名": None}),
    (
        "brackets",
        "安排资金80万元（其中省级50万元，市级30万元）。",
        {"80万元": None, "50万元": "80万元", "30万元": "80万元"},
    ),
    ("other-units", "投入80万元，其中36名教师受益。", {"80万元": None, "36名": None}),
]


@pytest.mark.parametrize(("sentence", "wanted"), cases(PARTS, KNOWN))
def test_parts_point_to_their_total(sentence: str, wanted: dict[str, str | None]) -> None:
    found = amounts("summary", sentence)
    ids = {q.quantity_id: text for text, q in found.items()}
    assert {text: ids.get(q.part_of or "") for text, q in found.items()} == wanted


def duplicates(text: str) -> list[tuple[str, str]]:
    """(what is repeated where, what it repeats): the characters before each value."""
    result = mine(make_document(text), rules())
    by_id = {q.quantity_id: q for q in result.quantities}
    pairs = [(q, by_id[q.duplicate_of]) for q in result.quantities if q.duplicate_of]
    return [(text[a.start - 4 : a.end], text[b.start - 4 : b.end]) for a, b in pairs]


def test_a_headline_repeats_its_text_and_a_later_passage_an_earlier_one() -> None:
    headline = "永靖县投入860万元改善办学条件\n发布时间：2023-09-12　来源：永靖县教育局\n\n今年，永靖县投入资金860万元改善办学条件。\n"
    assert duplicates(headline) == [("靖县投入860万元", "投入资金860万元")]
    later = FRAMES["summary"].format("全区选派支教教师36名。\n\n回顾全年，选派支教教师36名，成效明显。")
    assert duplicates(later) == [("支教教师36名", "支教教师36名")]


@pytest.mark.parametrize(
    "sentence",
    [
        "选派支教教师36名。\n\n到2025年，选派支教教师36名。",  # done and planned
        "2022年，选派支教教师36名。\n\n2023年，选派支教教师36名。",  # two times
        "甲校选派教师36名，乙校选派教师36名。",  # one sentence
        "培训期9天。\n\n研修期9天。",
    ],
)
def test_equal_values_of_different_facts_are_no_repetition(sentence: str) -> None:
    assert duplicates(FRAMES["summary"].format(sentence)) == []


DERIVED = [
    (
        "share-of-a-count",
        "plan",
        "到2025年，45所学校的80%以上建成标准化校园。",
        [("80%以上 × 45所", 36, 36, "at_least", "所", "target")],
    ),
    (
        "share-rounded-up",
        "plan",
        "到2025年，44所学校的80%以上建成标准化校园。",
        [("80%以上 × 44所", 36, 36, "at_least", "所", "target")],
    ),
    (
        "share-of-a-ratio-told-before",
        "summary",
        "纳入集团化办学的学校30所，占学校总数45所的66.7%。\n\n到2025年，80%以上的学校纳入集团化办学，覆盖率达到80%以上。",
        None,
    ),
    (
        "each-of-a-number",
        "plan",
        "遴选名师工作室20个，给予每个工作室3万元补助。",
        [("3万元 × 20个", 600000, 600000, "exact", "元", "rule")],
    ),
    (
        "each-of-two",
        "bulletin",
        "两所高校对接。10月25日，两所高校各选派3名教师。",
        [("3名 × 两所", 6, 6, "exact", "人", "actual")],
    ),
    (
        "a-range-each",
        "plan",
        "在5个乡镇开展试点，每个乡镇建设1—2个教学点。",
        [("1—2个 × 5个", 5, 10, "exact", "个", "rule")],
    ),
    ("all-kinds-is-no-each", "summary", "向8所试点校统筹各类渠道资金450万元。", []),
    ("a-rate-by-time", "plan", "选派36名教师，每周驻校1天。", []),
    ("no-number-told", "plan", "每个试点县补助60万元。", []),
]


@pytest.mark.parametrize(("frame", "sentence", "wanted"), cases(DERIVED, KNOWN))
def test_values_that_follow_from_others(
    frame: str, sentence: str, wanted: list[tuple[str, float, float, str, str, str]] | None
) -> None:
    result = mined(frame, sentence)
    found = [(d.formula, d.low, d.high, d.bound, d.unit, d.status) for d in result.derived]
    if wanted is None:
        assert ("80%以上 × 45所", 36, 36, "at_least", "所", "target") in found
    else:
        assert found == wanted
    ids = {q.quantity_id for q in result.quantities}
    assert all(set(d.sources) <= ids and len(d.sources) == 2 for d in result.derived)


EVENTS = [
    ("hosts-by-verb", "榆中县召开推进会。10月25日，榆中县召开推进会，86名教师参加。", (("榆中县",), 86)),
    (
        "hosts-told",
        "校长培训班开班。10月25日，由甘肃省教育厅主办、西北师范大学承办的培训班在榆中县开班，60余名校长参加培训。",
        (("甘肃省教育厅", "西北师范大学"), 60),
    ),
    ("a-place-is-no-host", "教师送教。10月25日，西北师范大学教师前往榆中县开展送教活动。", ((), None)),
    ("nobody-counted", "榆中县召开推进会。10月25日，榆中县召开推进会。", (("榆中县",), None)),
]


@pytest.mark.parametrize(("sentence", "wanted"), cases(EVENTS, KNOWN))
def test_who_holds_an_event_and_how_many_take_part(sentence: str, wanted: tuple[tuple[str, ...], float | None]) -> None:
    (event,) = mined("bulletin", sentence).events
    assert (event.hosts, event.attendance) == wanted
    assert set(event.hosts) <= set(event.participants)
