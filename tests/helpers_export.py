"""Outputs to export: one mined from documents of every kind, hostile ones among them, and one without rows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas as pd

from policyminer.publish.load import load
from policyminer.publish.schema import TABLES
from policyminer.run.batch import run
from test_run_fakes import fake

FORMULA = "=cmd|' /C calc'!A0"
SCRIPT = "<script>alert('甲乙')</script>"
#: A line of 100,000 characters.
LONG_LINE = "山高水长一路远，" * 12_500

PLAN = """河口县教育局2024年工作要点
2024年1月15日

一、2024年，河口县培训教师320人次，新建名师工作室6个。到2026年，全县培训教师达到1200人次以上。
二、2024年3月12日，云南师范大学与河口县签约，选派12名教师到河口县第一中学支教。
三、到2025年，全县建成实习基地不少于5个。
"""
BULLETIN = """河口县校地合作简报
第4期
河口县教育局    2025年2月10日

★云南师范大学赴河口县开展送教活动。1月8日至9日，河口县教育局与云南师范大学在河口县第一中学联合举办教师培训班，云南师范大学副校长杨一帆出席，共培训教师86人次，其中小学教师50人次、初中教师36人次。
★红河学院与河口县签约共建实习基地。1月15日，红河学院与河口县人民政府签订合作协议，依据《河口县教师发展行动方案》（河教发〔2024〕12号），全县32所学校中已有24所建成实习基地，占75%。
"""
HOSTILE = {
    "formula.txt": f"{FORMULA}\n2024年5月6日，河口县召开推进会，培训教师40人次。\n+1+1\n@SUM(A1)\n",
    "script.txt": f"河口县教育局{SCRIPT}\n关于表彰的通知 & “引号” ' \" \\ ; ；\n2024年6月1日，河口县培训教师15人次。\n",
    "control.txt": "河口县简报\x0b第3期\n_x0041_培训\x07教师28人次。\r\n末行。 ",
    "long.txt": LONG_LINE + "\n2024年，河口县培训教师21人次。",
    "empty.txt": "",
}


def _output(documents: dict[str, str], **how: Any) -> Path:
    folder = Path(mkdtemp(prefix="policyminer-export-"))
    (folder / "in").mkdir()
    for name, text in documents.items():
        (folder / "in" / name).write_bytes(text.encode())
    run([folder / "in"], folder / "out", workers=1, **how)
    return folder / "out"


@cache
def hostile_output() -> Path:
    """The tables of a plan and of documents that are meant to do harm, or hard to hold."""
    return _output({"plan.txt": PLAN, "bulletin.txt": BULLETIN, **HOSTILE})


@cache
def bare_output() -> Path:
    """Tables most of which are empty."""
    return _output({"bare.txt": "没有数字。"}, step=fake)


@cache
def tables(out: Path) -> dict[str, pd.DataFrame]:
    """The tables as pandas reads them, lists as Python lists."""
    found = load(out)
    for name, frame in found.items():
        for column in TABLES[name].columns:
            if column.type == "list<string>":
                frame[column.name] = [list(v) for v in frame[column.name]]
    return found


def plain(value: Any) -> Any:
    """None for whatever stands for a missing value."""
    return None if not isinstance(value, list) and pd.isna(value) else value


def same(ours: pd.Series[Any], theirs: list[Any]) -> None:
    """Assert that two columns hold the same values; numbers of any kind compare as numbers."""
    assert [plain(v) for v in ours] == [plain(v) for v in theirs], ours.name
