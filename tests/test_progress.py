"""What only the whole corpus shows: targets and what became of them, totals against later documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from policyminer.run.batch import run

PLAN = """永靖县教育振兴实施方案

到2024年底，建成名师工作室30个，{more}新增幼儿园4所。

永靖县人民政府
2023年3月6日
"""
SUMMARY = """永靖县教育局{year}年工作总结

截至{year}年11月底，全县累计建成名师工作室{studios}个。新增幼儿园{added}所。

永靖县教育局
{year}年12月20日
"""


def tables(tmp_path: Path, documents: dict[str, str]) -> dict[str, pd.DataFrame]:
    source = tmp_path / "in"
    source.mkdir()
    for name, text in documents.items():
        (source / name).write_text(text, encoding="utf-8")
    run([source], tmp_path / "out")
    return {name: pd.read_parquet(tmp_path / "out" / "current" / name) for name in ("progress", "checks", "documents")}


def studios(progress: pd.DataFrame) -> dict[str, Any]:
    (row,) = progress[progress["code"] == "studios"].to_dict("records")
    return row


def test_a_target_is_joined_with_what_was_before_and_what_came_after(tmp_path: Path) -> None:
    found = tables(
        tmp_path,
        {
            "a-2022.txt": SUMMARY.format(year=2022, studios=8, added=1),
            "b-plan.txt": PLAN.format(more=""),
            "c-2023.txt": SUMMARY.format(year=2023, studios=17, added=2),
            "d-2024.txt": SUMMARY.format(year=2024, studios=31, added=3),
        },
    )["progress"]
    row = studios(found)
    assert (row["subject"], row["unit"], row["target_low"], row["target_bound"]) == ("永靖县", "个", 30, "exact")
    assert (str(row["set_on"]), str(row["deadline"])) == ("2023-03-06", "2024-12-31")
    assert (row["baseline"], str(row["baseline_on"])) == (8, "2022-11-30")
    assert (row["last_low"], str(row["last_on"])) == (31, "2024-11-30")
    assert (row["gap"], row["reached"]) == (-1, True)


def test_without_later_figures_the_gap_is_that_to_the_baseline(tmp_path: Path) -> None:
    row = studios(
        tables(tmp_path, {"a.txt": SUMMARY.format(year=2022, studios=8, added=1), "b.txt": PLAN.format(more="")})[
            "progress"
        ]
    )
    assert (row["baseline"], row["gap"]) == (8, 22)
    assert row["reached"] is None
    assert pd.isna(row["last_low"])


def test_an_increase_is_not_compared_with_a_stock(tmp_path: Path) -> None:
    stock = "永靖县教育局2023年工作总结\n\n全县现有幼儿园61所。\n\n永靖县教育局\n2023年12月20日\n"
    found = tables(tmp_path, {"a.txt": stock, "b.txt": PLAN.format(more="")})["progress"]
    (row,) = found[found["code"] == "schools"].to_dict("records")
    assert pd.isna(row["baseline"])
    assert pd.isna(row["last_low"])


def test_shares_of_different_things_are_not_compared(tmp_path: Path) -> None:
    summary = "永靖县教育局2023年工作总结\n\n全县普惠性幼儿园覆盖率达到{}。\n\n永靖县教育局\n2023年12月20日\n"
    plan = PLAN.format(more="集团化办学覆盖率达到90%以上，普惠性幼儿园覆盖率达到95%以上，")
    found = tables(tmp_path, {"a.txt": summary.format("92.5%"), "b.txt": plan})["progress"]
    rates = {r["target_low"]: r["last_low"] for r in found[found["unit"] == "%"].to_dict("records")}
    assert rates[95.0] == 92.5
    assert pd.isna(rates[90.0])


def test_a_running_total_that_falls_is_doubtful(tmp_path: Path) -> None:
    found = tables(
        tmp_path,
        {
            "a.txt": SUMMARY.format(year=2022, studios=18, added=1),
            "b.txt": SUMMARY.format(year=2023, studios=17, added=2),
            "c.txt": SUMMARY.format(year=2024, studios=31, added=3),
        },
    )
    checks = found["checks"][found["checks"]["kind"] == "later_total"]
    path = found["documents"].set_index("doc_id")["path"]
    rows = [(path[r.doc_id], r.expected, r.found, r.verdict) for r in checks.itertuples()]
    assert rows == [("b.txt", ">= 18", "17", "warn"), ("c.txt", ">= 17", "31", "pass")]
    assert list(found["checks"]["doc_id"].unique()) == [d for d in path.index if d in set(found["checks"]["doc_id"])]


@pytest.mark.parametrize(("second", "verdict"), [("2023年6月8日", "pass"), ("2023年2月8日", "warn")])
def test_a_later_issue_of_a_bulletin_is_not_the_older(tmp_path: Path, second: str, verdict: str) -> None:
    bulletin = (
        "甘肃省帮扶工作简报\n\n第 {} 期\n\n甘肃省教育厅办公室    {}\n\n【工作动态】\n\n"
        "★榆中县召开推进会。1月2日，榆中县召开推进会。\n"
    )
    found = tables(tmp_path, {"a.txt": bulletin.format(3, "2023年3月8日"), "b.txt": bulletin.format(4, second)})[
        "checks"
    ]
    (row,) = found[found["kind"] == "issue_order"].to_dict("records")
    assert row["verdict"] == verdict
