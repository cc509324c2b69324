"""What holds for every document: the samples, and strings that hypothesis builds from pieces of policy documents."""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyminer.find.numerals import parse_numeral
from policyminer.folding import fold
from policyminer.model import Document, Result, Token, document_id
from policyminer.outline import lay_out
from policyminer.pipeline import mine
from policyminer.read import read
from policyminer.read.encoding import decode
from policyminer.read.text import line_blocks
from policyminer.rules.load import Rules, load_rules

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared" / "corpus"
NULL_LIKE = {"", "None", "none", "nan", "NaN", "null", "NULL", "NaT", "<NA>"}
ALLOWED = {
    "mentions.type": {"university", "school", "region", "agency", "person"},
    "quantities.bound": {"exact", "over", "at_least", "under", "at_most", "about"},
    "quantities.status": {"actual", "target", "rule", "other"},
    "events.type": {"meeting", "training", "signing", "visit", "ceremony", "activity"},
    "partnerships.relation": {"signing", "support", "base", "joint"},
    "sections.kind": {"article", "heading", "paragraph", "item", "note", "imprint", "table", "boilerplate"},
}
WITH_TEXT = ("mentions", "dates", "quantities", "events", "citations")
WITH_RANGE = (*WITH_TEXT, "sections", "partnerships", "checks")


def _documents(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".html") and p.is_file())


def _params() -> list[Any]:
    own = [pytest.param(p, id=p.name) for p in _documents(ROOT / "corpus")]
    shared = [pytest.param(p, id=f"shared-{p.name}") for p in _documents(SHARED)]
    missing = pytest.mark.skip(reason="no ../shared/corpus beside this checkout")
    return own + (shared or [pytest.param(SHARED, id="shared", marks=missing)])


each_document = pytest.mark.parametrize("path", _params())


@cache
def rules() -> Rules:
    return load_rules()


@cache
def mined(path: Path) -> Result:
    return mine(read(path), rules())


def made(text: str) -> Document:
    """A plain-text document of ``text`` as its reader would hand it over, without what the reader refuses."""
    return Document("made.txt", "0" * 64, "text/plain", "utf-8", text, line_blocks(text))


# --- the invariants -----------------------------------------------------------------------------------------------


def offences(result: Result) -> list[str]:
    """Everything about a result that must not be, empty when all holds."""
    checks = (_ranges, _order, _sections, _cover, _values, _codes, _words)
    return [offence for check in checks for offence in check(result)]


def _ranges(result: Result) -> Iterator[str]:
    text = result.document.text
    for table in WITH_RANGE:
        for row in getattr(result, table):
            if not 0 <= row.start < row.end <= len(text):
                yield f"{table}: range {row.start}..{row.end} of {len(text)}: {row}"
            elif table in WITH_TEXT and text[row.start : row.end] != row.text:
                yield f"{table}: {row.text!r} is not the text at {row.start}: {text[row.start : row.end]!r}"


def _order(result: Result) -> Iterator[str]:
    for table in (*WITH_TEXT, "checks"):
        rows = getattr(result, table)
        starts = [row.start for row in rows]
        if starts != sorted(starts):
            yield f"{table}: not in reading order"
    for table in ("dates", "quantities", "citations"):
        rows = getattr(result, table)
        for a, b in pairwise(rows):
            if b.start < a.end:
                yield f"{table}: {a.text!r} and {b.text!r} overlap at {b.start}"
    keys: dict[str, list[Any]] = {
        "quantity_id": [q.quantity_id for q in result.quantities],
        "event_id": [e.event_id for e in result.events],
        "section_id": [s.section_id for s in result.sections],
        "mention": [(m.start, m.end, m.type) for m in result.mentions],
        "partnership": [(p.university, p.partner, p.relation) for p in result.partnerships],
        "word": [t.word for t in result.tokens],
    }
    for name, ids in keys.items():
        if len(ids) != len(set(ids)):
            yield f"{name} twice: {sorted({i for i in ids if ids.count(i) > 1})[:3]}"
    if any(not i.startswith(result.doc_id) for name in ("quantity_id", "event_id", "section_id") for i in keys[name]):
        yield "an id without its document's id"


def _sections(result: Result) -> Iterator[str]:
    seen: dict[str, Any] = {}
    last = (0, -len(result.document.text))
    for i, section in enumerate(result.sections):
        if section.ordinal != i:
            yield f"section {section.section_id}: ordinal {section.ordinal}, place {i}"
        if (section.start, -section.end) < last:
            yield f"section {section.section_id}: not sorted by start and length"
        last = (section.start, -section.end)
        if section.parent_id is not None:
            parent = seen.get(section.parent_id)
            if parent is None:
                yield f"section {section.section_id}: its parent does not stand before it"
            elif not (parent.start <= section.start and section.end <= parent.end):
                yield f"section {section.section_id} ({section.start}..{section.end}) leaves its parent {parent}"
        seen[section.section_id] = section
    for quantity in result.quantities:
        home = seen.get(quantity.section_id or "")
        if home is None or not home.start <= quantity.start < home.end:
            yield f"quantity {quantity.text!r} at {quantity.start} is not in its section {home}"


def _cover(result: Result) -> Iterator[str]:
    """Every character that prints is in a section; marks of bold and zero-width characters print nothing."""
    text = result.document.text
    covered = bytearray(len(text))
    for section in result.sections:
        covered[section.start : section.end] = b"\1" * (section.end - section.start)
    lost = [i for i, char in enumerate(text) if not covered[i] and not char.isspace() and char not in "*\u200b\ufeff"]
    if lost:
        yield f"{len(lost)} characters are in no section, first at {lost[0]}: {text[lost[0] : lost[0] + 20]!r}"


def _values(result: Result) -> Iterator[str]:
    for table in ("dates", "quantities", "events"):
        for row in getattr(result, table):
            if row.date_from is not None and row.date_to is not None and row.date_from > row.date_to:
                yield f"{table}: {row.text[:30]!r} runs backwards, {row.date_from}..{row.date_to}"
    for q in result.quantities:
        if not (math.isfinite(q.low) and math.isfinite(q.high) and q.low <= q.high):
            yield f"quantities: {q.text!r} is {q.low}..{q.high}"
    for name, allowed in ALLOWED.items():
        table, column = name.split(".")
        for row in getattr(result, table):
            if getattr(row, column) not in allowed:
                yield f"{name}: {getattr(row, column)!r}"


@cache
def _known_codes() -> dict[str, str]:
    return {rule.rule.id: f"{pack.name}.{rule.rule.id}" for pack in rules().packs for rule in pack.rules}


def _codes(result: Result) -> Iterator[str]:
    coded = tuple(q for q in result.quantities if q.code is not None)
    if tuple(i.quantity for i in result.indicators) != coded:
        yield "indicators are not the quantities with a code"
    for q in coded:
        if _known_codes().get(q.code or "") != q.rule:
            yield f"quantities: code {q.code!r} with rule {q.rule!r} is of no pack"


def _words(result: Result) -> Iterator[str]:
    tables = [getattr(result, t) for t in (*WITH_RANGE, "tokens", "indicators")]
    for row in [result.metadata, *(row for rows in tables for row in rows)]:
        for column in row._fields if isinstance(row, Token) else type(row).__dataclass_fields__:
            value = getattr(row, column)
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, str) and (not one.strip() or (one in NULL_LIKE and one not in result.document.text)):
                    yield f"{type(row).__name__}.{column} is {one!r}: {row}"[:300]


# --- the sample documents -----------------------------------------------------------------------------------------


@each_document
def test_a_document_keeps_every_promise(path: Path) -> None:
    assert offences(mined(path)) == []


@each_document
def test_mining_twice_gives_equal_results(path: Path) -> None:
    assert mine(read(path), rules()) == mined(path)


@each_document
def test_the_text_of_a_plain_file_is_its_content(path: Path) -> None:
    document = mined(path).document
    if document.media_type != "text/plain":
        pytest.skip("this is a web page: its text is the reader's output")
    data = path.read_bytes()
    assert document.text == data.decode(document.encoding or "").removeprefix("\ufeff") == decode(data, path.name).text
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_results_do_not_depend_on_the_hash_seed() -> None:
    paths = [str(p) for p in (*_documents(ROOT / "corpus"), *_documents(SHARED))]
    code = (
        "import hashlib, sys\nfrom policyminer.pipeline import mine\nfrom policyminer.read import read\n"
        "from policyminer.rules.load import load_rules\nrules = load_rules()\n"
        "for path in sys.argv[1:]:\n"
        "    print(path, hashlib.sha256(repr(mine(read(path), rules)).encode()).hexdigest())\n"
    )
    command = [sys.executable, "-c", code, *paths]
    runs = [
        subprocess.Popen(
            command, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}, stdout=subprocess.PIPE, text=True
        )
        for seed in ("1", "2")
    ]
    first, second = (run.communicate(timeout=300)[0].splitlines() for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert len(first) == len(paths)
    assert [a for a, b in zip(first, second, strict=True) if a != b] == []


# --- any text at all ----------------------------------------------------------------------------------------------

_WORDS = """
一、 （一） 1. （1） ① ★ ● 【打印】 【校地协同】 —— 编者按： 报： 送： 一是 二要 第一步， 第三条 附件1： 下一步打算
山阳县 商洛市 陕西省 我县 全区 该校 双方 西北大学 陕西师范大学 山阳县教育局 市委、市政府 城关小学 山阳中学
王建国 党委书记 （记者 李明） 试点县 第十三期 关于印发《 》的通知 《 》 〈 〉 “ ” （ ） 〔 〕 ( ) [ 】
陕教〔2024〕7号 2024年 3月 5日 2024年3月5日 2月30日 9999年 0年0月0日 今年以来 截至目前 年底前 到2026年
“十四五” 学年 上半年 — 至 ～ - 选派 培训 教师 结对帮扶 签订 召开 座谈会 建立 实习基地 投入 专项资金 其中
分别 占 总数的 每所 每生每年 生均 不少于 超过 近 约 余 多 以上 左右 个 名 所 人次 万元 % ％ 个百分点 倍
万 亿 亿亿 三分之二 零分之一 七成 半 两 十 百 千 〇 零 壹 拾 廿 三五 12 1,234 1.5 ３４ 0 00000 1e308
99999999999999999999 ½ ㎡ ㈠ Ⅷ 二〇二四年 ** * ， 。 ； ： 、 ！ ？ … 发布日期： 来源： 索引号：
责任编辑： 正文：原标题： 2023-07-31 15:23，正文： # {n}
"""
PIECES = (
    *_WORDS.split(),
    *("\U00020000", "\U0001f600", "e\u0301", "\ufb01", "\ue000", "\ue001", "\u202e", "\x00", "\u200b", "\ufeff"),
    *(" ", "\u3000", "\n", "\n", "\n\n", "\r\n", "\r", "\t", "\u2028", "\x0b", "\x85", "。\n", "第 6 期"),
    *("首页 > 通知公告 > 正文", "山阳县教育局\n2024年3月5日\n", "山阳县教育工作总结\n"),
)
_any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
_pieces = st.one_of(*[st.sampled_from(PIECES)] * 4, _any_text)
_texts = st.lists(_pieces, min_size=1, max_size=60).map("".join)
_SPACES = ("\n", " ", "**", "\u3000", "\r\n", "\u200b", "山阳县", "教", "a", "，", "。", "7")
_layouts = st.lists(st.one_of(st.sampled_from(_SPACES), _any_text), max_size=40).map("".join)


def bounded(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many examples, always the same ones, however slow the machine."""
    return settings(max_examples=examples, deadline=None, derandomize=True, database=None)


@bounded(300)
@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@bounded(300)
@given(_layouts)
def test_every_character_of_the_view_is_that_of_the_document(text: str) -> None:
    outline, _ = lay_out(made(text), "d")
    view = outline.view
    assert len(view.folded) == len(view.text)
    kept: list[int] = []
    ends = {end for _, end in view.paragraphs}
    for i, char in enumerate(view.text):
        if i in ends:
            assert char == "\n"
            continue
        raw = view.to_raw(i)
        assert text[raw] == char or (char == " " and (text[raw].isspace() or text[raw] in "\u200b\ufeff"))
        assert view.from_raw(raw) == i
        assert view.raw_span(i, i + 1) == (raw, raw + 1)
        kept.append(raw)
    assert kept == sorted(set(kept))
    outside = [(s.start, s.end) for s in outline.sections if s.kind == "boilerplate"]
    left = set(range(len(text))) - set(kept) - {i for a, b in outside for i in range(a, b)}
    assert {text[i] for i in left if not text[i].isspace()} <= set("*\u200b\ufeff")


# --- numerals -----------------------------------------------------------------------------------------------------

PLAIN, FINANCIAL = ("零一二三四五六七八九", "十百千"), ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def spell(n: int, signs: Sequence[str]) -> str:
    """Spell ``n`` < 10^12 with place values: 100,203 → 十万零二百零三; with financial signs 壹拾万零贰佰零叁."""
    if n == 0:
        return signs[0][0]
    spelled, gap = "", False
    for power, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, n = divmod(n, power)
        if not group:
            gap = bool(spelled)
            continue
        spelled += (signs[0][0] if spelled and (gap or group < 1000) else "") + _group(group, signs) + name
        gap = group % 10 == 0 and False
    if signs is PLAIN and spelled.startswith("一十"):
        return spelled[1:]
    return spelled


def _group(n: int, signs: Sequence[str]) -> str:
    digits, places = signs
    out, zero = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit:
            out += (digits[0] if zero and out else "") + digits[digit] + (places[place - 1] if place else "")
            zero = False
        else:
            zero = True
    return out


def test_the_speller_spells() -> None:
    spelled = {0: "零", 10: "十", 15: "十五", 20: "二十", 101: "一百零一", 110: "一百一十", 1001: "一千零一"}
    spelled |= {10_000: "一万", 10_500: "一万零五百", 100_203: "十万零二百零三", 10**8 + 1: "一亿零一"}
    spelled |= {120_000_000: "一亿二千万", 1_005_000: "一百万五千", 305_000_000: "三亿零五百万"}
    assert {n: spell(n, PLAIN) for n in spelled} == spelled
    assert spell(100_203, FINANCIAL) == "壹拾万零贰佰零叁"
    assert spell(12, FINANCIAL) == "壹拾贰"


def written(n: int) -> list[str]:
    """``n`` in every form an office may write it."""
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    forms = [str(n), f"{n:,}", str(n).translate(wide), spell(n, PLAIN), spell(n, FINANCIAL)]
    if n % 10**4 == 0 and n:
        forms += [f"{n // 10**4}万", f"{n // 10**4}万".translate(wide)]
    if n % 10**8 == 0 and n:
        forms += [f"{n // 10**8}亿"]
    return forms


_numbers = st.one_of(
    st.integers(0, 200),
    st.integers(0, 10**9),
    st.builds(lambda digit, place: digit * 10**place, st.integers(1, 99), st.integers(0, 7)),
    st.builds(lambda a, i, b: a * 10**i + b, st.integers(1, 9), st.integers(1, 8), st.integers(0, 9)),
)


@bounded(400)
@given(_numbers)
def test_numerals_parse_back(n: int) -> None:
    wrong = {}
    for form in written(n):
        value = parse_numeral(fold(form))
        if value is None or (value.low, value.high) != (n, n):
            wrong[form] = value
    assert not wrong


def _in_sentences(frame: str, unit: str, forms: list[str], n: int) -> None:
    text = "山阳县教育工作总结\n" + "".join(f"{frame}。\n".format(form) for form in forms)
    found = [(q.text[:-1], q.low, q.high, q.unit) for q in mine(made(text), rules()).quantities]
    assert found == [(form, n, n, unit) for form in forms]


@bounded(60)
@given(_numbers.filter(lambda n: n > 1))
def test_numerals_in_a_sentence_are_found(n: int) -> None:
    people = [form for form in written(n) if "，" not in form and form != spell(n, FINANCIAL)]
    _in_sentences("全年培训教师{}名", "人", people, n)


@bounded(60)
@given(_numbers.filter(lambda n: n != 2))  # 二 is 两 before 元
def test_money_in_a_sentence_is_found(n: int) -> None:
    _in_sentences("全年投入资金{}元", "元", [form for form in written(n) if "，" not in form], n)


# --- mining any text ----------------------------------------------------------------------------------------------


def _mine_any(text: str) -> None:
    result = mine(made(text), rules())
    assert result.doc_id == document_id("made.txt")
    assert result.document.text == text
    assert offences(result) == []


@bounded(200)
@given(_texts)
def test_any_text_is_mined_and_keeps_every_promise(text: str) -> None:
    _mine_any(text)


@pytest.mark.parametrize("line", ["*", "***"])
def test_a_line_of_one_star_costs_no_section(line: str) -> None:
    assert offences(mine(made(f"{line}\n一、工作目标\n"), rules())) == []


@pytest.mark.slow
@bounded(2000)
@given(st.lists(_texts, max_size=6).map("\n".join))
def test_much_more_text_is_mined_and_keeps_every_promise(text: str) -> None:
    _mine_any(text)
