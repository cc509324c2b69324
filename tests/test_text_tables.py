"""Tables in plain text, set with blanks or tabs: cells with places, units of heads, pairs; what is none stays text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from helpers_find import make_document, rules
from policyminer import Result, mine
from policyminer.read.text import line_blocks

FUNDS = """某县教师发展实施方案

经费安排如下：
        经费安排表（单位：万元）
项  目        2024年   2025年   合计
名师工作室建设      12       18       30
送教下乡            8       10       18
合  计             20       28       48

以上经费由县财政统筹。
"""
LEDGER = """台账
单位          对口县    派出教师(人)   联合教研(次)
某甲师范学院  青禾县        14            5
某乙学院 白石县              6            2
合计                        20            7
"""
QUOTA = """全省共安排名额110人。各市名额（人）：
甲水市  40    乙山市  35
丙河市  20    丁田市  15
"""


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def cells(text: str) -> list[tuple[int, int, str]]:
    return [(b.cell.row, b.cell.column, text[b.start : b.end]) for b in line_blocks(text) if b.cell]


def test_a_table_with_a_head_has_cells_in_rows_and_columns() -> None:
    found = cells(FUNDS)
    assert found[1:4] == [(1, 2, "2024年"), (1, 3, "2025年"), (1, 4, "合计")]
    assert (3, 3, "10") in found and (4, 4, "48") in found


def test_a_row_without_a_cell_is_placed_by_where_it_stands() -> None:
    found = cells(LEDGER)
    assert (3, 1, "某乙学院") in found and (3, 2, "白石县") in found and (3, 3, "6") in found
    assert (4, 3, "20") in found and (4, 4, "7") in found


@pytest.mark.parametrize("gap", ["\t", "\u3000\u3000", "     "])
def test_tabs_and_wide_blanks_part_columns(gap: str) -> None:
    rows = [["镇别", "学校（所）", "教师（人）"], ["东溪镇", "3", "96"], ["西岭镇", "2", "41"]]
    text = "\n".join(gap.join(row) for row in rows)
    assert [c for c in cells(text) if c[0] == 3] == [(3, 1, "西岭镇"), (3, 2, "2"), (3, 3, "41")]


def test_numbers_take_scale_unit_and_year_from_the_head() -> None:
    found = {(FUNDS[q.start : q.end], q.date_from.year if q.date_from else None): q for q in mined(FUNDS).quantities}
    assert found["12", 2024].low == 120_000 and found["12", 2024].unit == "元"
    assert found["28", 2025].low == 280_000


def test_pairs_of_names_and_numbers_take_the_unit_of_the_line_above() -> None:
    found = [(QUOTA[q.start : q.end], q.low, q.unit) for q in mined(QUOTA).quantities]
    assert [one for one in found if one[0] != "110人"] == [
        ("40", 40, "人"),
        ("35", 35, "人"),
        ("20", 20, "人"),
        ("15", 15, "人"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "张平安  李大有  王小田\n赵青山  钱白水  孙绿洲\n周一鸣  吴江  郑海",
        "首页  要闻  政务  服务\n教育  科技  文化  卫生\n电话  地图  帮助  登录",
        "来源：某县教育局    日期：2024-05-06\n浏览：120次    字体：大 中 小\n打印    关闭",
        "联系人：某某  电话：0931-8280000\n邮箱：abc@example.com  邮编：730000",
        "今年以来，全县培训教师120人。  其中校长8人。\n下一步，继续培训教师60人。  其中校长4人。\n全年共两期。  完",
        "王平  13800000001\n李安  13800000002",
        "某某县教育局           2024年3月1日\n某某县财政局           2024年3月1日\n某某县政府             3月2日",
    ],
)
def test_lists_of_names_menus_and_imprints_are_no_tables(text: str) -> None:
    assert cells(text) == []


def test_the_text_stays_as_it_was() -> None:
    for text in (FUNDS, LEDGER, QUOTA):
        blocks = line_blocks(text)
        assert "".join(text[b.start : b.end] for b in blocks).replace(" ", "") == "".join(text.split())
        assert all(a.end <= b.start for a, b in pairwise(blocks))
