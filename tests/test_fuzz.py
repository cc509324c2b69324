"""What fuzzing found (docs/reliability.md), each mended; and a short run of every target of ``scripts/fuzz.py``."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

import helpers_fuzz_shapes as shapes
from helpers_find import rules
from helpers_fuzz import TARGETS
from helpers_office import docx as make_docx
from helpers_office import p, tbl, tc
from policyminer.find.numerals import parse_numeral
from policyminer.model import Document, PolicyMinerError
from policyminer.pipeline import mine
from policyminer.publish.rows import batches, result_columns
from policyminer.read import read_bytes
from policyminer.read.text import line_blocks
from test_invariants import offences


def plain(text: str) -> Document:
    return Document("made.txt", "0" * 64, "text/plain", "utf-8", text, line_blocks(text))


def test_a_heading_holds_the_table_below_it() -> None:
    rows = [["县区", "学校数（所）"], ["内乡县", "36"], ["淅川县", "24"]]
    table = tbl(*[[tc(p(cell)) for cell in row] for row in rows])
    document = read_bytes(make_docx(p("教育工作方案") + p("一、任务分解") + table), "a.docx")
    result = mine(document, rules())
    assert offences(result) == []
    heading, inner = (next(s for s in result.sections if s.kind == kind) for kind in ("heading", "table"))
    assert heading.end == inner.end == len(document.text) and inner.parent_id == heading.section_id


def test_a_title_of_nothing_but_a_mark_is_none() -> None:
    markup = "<html><head><title>#</title></head><p>全县培训教师36名，效果很好。</p></html>"
    result = mine(read_bytes(markup.encode(), "a.html"), rules())
    assert result.metadata.title is None and offences(result) == []


@pytest.mark.parametrize(
    "lines",
    [
        "2024年第三期；\n其中三人。\n山阳县、西北大学三所学校、\n第²期（总第百〇期）\n\n（2024）第一百二十期",
        "责任编辑：\n\n二要近日上午，\n教育\n来源：\x85\u3000日期：2024-02-30…\n局\u30002024-02-30印发。",
    ],
)
def test_metadata_of_white_space_are_none(lines: str) -> None:
    result = mine(plain(lines), rules())
    assert offences(result) == []


def test_no_characters_are_no_number() -> None:
    assert parse_numeral("") is None


@pytest.mark.parametrize("words", ["今年9月以来", "从现在起到2020年", "2030年以来"])
def test_what_begins_after_the_day_of_the_document_does_not_run_backwards(words: str) -> None:
    text = f"山阳县教育局工作总结\n{words}，全县培训教师36名。\n山阳县教育局\n2024年5月9日\n"
    assert offences(mine(plain(text), rules())) == []


@pytest.mark.parametrize("words", ["占比2、一％", "覆盖率达1.5、一％"])
def test_numbers_that_only_stand_side_by_side_are_no_range(words: str) -> None:
    assert offences(mine(plain(f"山阳县教育局工作总结\n{words}。\n"), rules())) == []


@pytest.mark.parametrize("name", sorted(set(TARGETS) - {"read-pdf"}))
def test_a_short_run_finds_nothing(name: str) -> None:
    strategy, work = TARGETS[name]

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def one(case: Any) -> None:
        try:
            work(case)
        except PolicyMinerError as error:
            assert error.code not in ("timeout", "bad_row", "internal_error")

    one()


@pytest.mark.parametrize("words", ["做到“0个一”：一本教材、一支队伍。", "建立3个平台：、、。"])
def test_a_list_of_nothing_is_no_list(words: str) -> None:
    result = mine(plain(f"山阳县教育局工作总结\n{words}\n"), rules())
    assert "list_length" not in {check.kind for check in result.checks}
    assert batches(result_columns(result))["documents"].num_rows == 1


def test_growth_is_seen() -> None:
    """The measure of ``scripts/fuzz.py --target growth`` lets what is linear pass and stops what is not."""
    shapes.grows("全县培训教师36名。\n", plain)

    def slower(text: str) -> Document:
        return plain(text * max(1, len(text) // 4_000))

    with pytest.raises(AssertionError, match="become"):
        shapes.grows("全县培训教师36名，投入资金5万元。\n", slower)
