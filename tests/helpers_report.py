"""Tables for the tests of the report page: own documents, one that is hostile, one that fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from policyminer.publish.load import load
from policyminer.run.batch import run

ROOT = Path(__file__).resolve().parents[1]
NAMES = (
    "bulletin-shaanxi-dongtai-07.txt",
    "summary-shandong-qu.html",
    "plan-guangxi-xian.txt",
    "report-fujian-shi.txt",
)
#: Markup, a formula, a character that turns the direction, characters beyond the first plane before the facts, and a
#: line of a hundred thousand characters.
HOSTILE = (
    "陇县<b onmouseover='window.hacked=1'>校地共建</b>工作总结\n"
    "<script>window.hacked = 1</script></script><img src=x onerror=window.hacked=1><!-- <p>\n"
    "=cmd|' /C calc'!A0，𠮷𣎴𪚥三校。\u202e陇县人民政府\u202c与宝鸡文理学院签订协议，"
    "2024年3月5日，𠮷教研组在陇县中学召开会议。\n"
    "2024年，陇县选派教师24名到𠮷田小学挂职，培训教师360人次，\u200b建立实习基地6个。\n"
    + "山路弯弯，"
    + "甲乙丙丁𠀀。" * 20_000
    + "2025年，陇县将培训教师500人次。\n"
)


def make_tables(folder: Path) -> Path:
    """Mine the documents into ``folder/out``."""
    source = folder / "in"
    source.mkdir(parents=True)
    for name in NAMES:
        shutil.copy(ROOT / "corpus" / name, source)
    (source / "=1+2 <i>hostile&.txt").write_text(HOSTILE, encoding="utf-8")
    (source / "empty.txt").touch()
    run([source], folder / "out", workers=1)
    return folder / "out"


def copies(out: Path, target: Path, times: int, *, hostile: bool = True) -> Path:
    """The tables of ``out`` with every document ``times`` times, under other ids and paths.

    Without ``hostile`` only the documents of the corpus are taken.
    """
    snapshot = (out / "current").resolve()
    documents = pq.read_table(snapshot / "documents", columns=["doc_id", "path"]).to_pylist()
    wanted = pa.array([d["doc_id"] for d in documents if hostile or d["path"] in NAMES])
    for name in (p.name for p in snapshot.iterdir() if p.is_dir()):
        table = pq.read_table(snapshot / name)
        if "doc_id" in table.column_names:
            table = table.filter(pc.is_in(table["doc_id"], wanted))
        parts = [_renamed(table, k) for k in range(times)] if name != "entities" else [table]
        (target / name).mkdir(parents=True)
        pq.write_table(pa.concat_tables(parts), target / name / "part-00000.parquet")
    shutil.copy(snapshot / "manifest.json", target)
    return target


def _renamed(table: pa.Table, k: int) -> pa.Table:
    """Document ids are ``d`` and 16 digits; the last three give way to the number of the copy."""
    rows = table.to_pylist()
    ids = {row["doc_id"]: f"{row['doc_id'][:-3]}{k:03d}" for row in rows if "doc_id" in row}
    text = json.dumps(rows, ensure_ascii=False, default=str)
    for old, new in ids.items():
        text = text.replace(old, new)
    renamed: list[dict[str, Any]] = json.loads(text)
    for row, original in zip(renamed, rows, strict=True):
        row.update({name: value for name, value in original.items() if not isinstance(value, str | list)})
        if "path" in row:
            row["path"] = f"{k:03d}/{row['path']}"
    return pa.Table.from_pylist(renamed, schema=table.schema)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table, missing values as ``None``."""
    frame = load(out, [name])[name]
    rows: list[dict[str, Any]] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows
