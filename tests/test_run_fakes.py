"""Steps that stand in for mining: every table gets rows, and some documents misbehave. Workers import this module."""

from __future__ import annotations

import os
import re
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

from policyminer.model import (
    Block,
    Check,
    Citation,
    Derived,
    Document,
    Event,
    Indicator,
    Instrument,
    Mention,
    Metadata,
    Partnership,
    PolicyMinerError,
    Quantity,
    Removed,
    Result,
    Section,
    TimeExpression,
    document_id,
)
from policyminer.words.terms import count_tokens

TEXT = (
    "安义县工作要点\n2024年1月12日，安义县与江西师范大学签约，培训教师24名，2025年30名目标。"
    "详见《行动方案》（赣教〔2023〕8号）。\n"
)


def result_of(text: str, name: str, warnings: tuple[str, ...] = ()) -> Result:
    """A result with rows in every table, made with three plain patterns."""
    doc_id = document_id(name)
    mentions = tuple(
        Mention(m.start(), m.end(), m[0], *_ENTITIES[m[0]], None, None, "gazetteer")
        for m in re.finditer("安义县|江西师范大学|未名小学", text)
    )
    dates = tuple(
        TimeExpression(m.start(), m.end(), m[0], date(2024, 1, 12), date(2024, 1, 12), "date.full")
        for m in re.finditer("2024年1月12日", text)
    )
    quantities = tuple(
        Quantity(
            f"{doc_id}-q{i}", m.start(), m.end(), m[0], float(m[1]), float(m[1]), "exact", "人", "persons", "教师",
            "target" if m[2] else "actual", "training_participants", "安义县", None, date(2024, 1, 12), None, None,
            "training",
        )
        for i, m in enumerate(re.finditer(r"(\d+)名(目标)?", text))
    )  # fmt: skip
    return Result(
        Document(name, "0" * 64, "text/plain", "utf-8", text, warnings=warnings),
        doc_id,
        Metadata(title=text.split("\n")[0], doc_type="plan", issuer="", date_issued=date(2024, 1, 2)),
        sections=(Section(f"{doc_id}-s0", None, 0, "paragraph", 1, None, "", 0, len(text)),),
        tokens=count_tokens(text, mentions),
        blocks=(Block("paragraph", 0, 7, "第1段"),),
        removed=(Removed("script", 9), Removed("footer", 4, "县教育局", "页脚1")),
        mentions=mentions,
        dates=dates,
        quantities=quantities,
        indicators=tuple(Indicator(q, "培训人(次)数", "teachers", "360123", None, text) for q in quantities),
        events=(Event(f"{doc_id}-e0", 0, len(text), text, "signing", None, None, ("安义县",), None, None, "event"),),
        partnerships=(Partnership("江西师范大学", "安义县", "region", "signing", 0, len(text), text),),
        citations=tuple(
            Citation(m.start(), m.end(), m[0], m[1], m[2])
            for m in re.finditer("《(.+?)》(?:（(赣教〔2023〕8号)）)?", text)
        ),
        instruments=tuple(
            Instrument(
                m.start(),
                m.end(),
                m[0],
                "supply",
                "training",
                "人才培养",
                m[0],
                m.start(),
                m.end(),
                (),
                None,
                "own.training",
            )
            for m in re.finditer("培训教师", text)
        ),
        derived=tuple(
            Derived(
                f"{doc_id}-f{i}",
                q.start,
                q.end,
                "product",
                f"{q.text} × 2所",
                2 * q.low,
                2 * q.high,
                "exact",
                q.unit,
                None,
                q.status,
                None,
                None,
                None,
                None,
                (q.quantity_id,),
            )
            for i, q in enumerate(quantities)
        ),
        checks=(Check("sum", 0, 1, None, "24", None, "cannot be decided", "undecided"),),
        pilots=("region:360123",) if "试点" in text else (),
    )


_ENTITIES = {
    "安义县": ("region", "安义县", "region:360123", "360123"),
    "江西师范大学": ("university", "江西师范大学", "university:4136010414", None),
    "未名小学": ("school", "未名小学", "learned:school:未名小学", None),
}


def fake(path: Path, name: str, rules: Any) -> Result:
    """Mine a text file."""
    return result_of(path.read_text(encoding="utf-8"), name)


def moody(path: Path, name: str, rules: Any) -> Result:
    """Do what the file's name says."""
    if "poison" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "dies-once" in name and not (mark := path.with_suffix(".tmp")).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "raises" in name:
        raise ValueError("a value\nwith a lone surrogate \ud800")
    if "unreadable" in name:
        raise PolicyMinerError("unreadable_file", "cannot read the file: Permission denied", name, "check it")
    if "null-row" in name:
        return Result(Document(name, "", "text/plain", None, "x"), document_id(name), Metadata(), checks=(_NO_DETAIL,))
    while "endless" in name:
        pass
    if "lossy" in name:
        return result_of("坏字\ufffd", name)
    return fake(path, name, rules)


def all_die(path: Path, name: str, rules: Any) -> Result:
    """Kill every worker."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def slow(path: Path, name: str, rules: Any) -> Result:
    """Take long."""
    time.sleep(60)
    return fake(path, name, rules)


_NO_DETAIL = Check("sum", 0, 1, None, None, None, "", "undecided")


def corpus(folder: Path, names: list[str], text: str = TEXT) -> Path:
    """Write documents that differ a little."""
    for i, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text + f"第{i}份。", encoding="utf-8")
    return folder


def content(out: Path) -> dict[str, bytes]:
    """Every published byte of the current snapshot by relative path."""
    current = out / "current"
    return {
        str(p.relative_to(current)): p.read_bytes()
        for p in sorted(current.rglob("*"))
        if p.is_file() and p.parent.name != "changes"  # it depends on the run before
    }
