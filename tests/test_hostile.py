"""Documents that are broken, enormous or made to annoy: each beside a good one, whose facts must not change."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from policyminer.publish.schema import TABLES
from policyminer.read.text import line_blocks

PROGRAM = Path(sys.executable).with_name("policyminer")
GOOD = Path(__file__).resolve().parents[1] / "corpus" / "plan-guangxi-xian.txt"
#: Tables whose rows belong to one document and do not depend on the others (tf-idf and the entities do).
OWN = [name for name in TABLES if name not in ("tokens", "entities")]

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")


def policyminer(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, encoding="utf-8", timeout=500)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(out / "current" / table).to_pylist()


def facts(out: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of the good document by table."""
    (good,) = [d["doc_id"] for d in rows(out, "documents") if d["path"] == "good.txt"]
    return {name: [row for row in rows(out, name) if row["doc_id"] == good] for name in OWN}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The facts of the good document when nothing is beside it."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "in").mkdir()
    (folder / "in" / "good.txt").write_bytes(GOOD.read_bytes())
    assert policyminer("run", folder / "in", "--out", folder / "out").returncode == 0
    found = facts(folder / "out")
    assert len(found["quantities"]) > 10
    return found


class Beside:
    """A run over the good document and one other."""

    def __init__(self, folder: Path, data: bytes, name: str = "other.txt") -> None:
        source = folder / "in"
        source.mkdir()
        (source / "good.txt").write_bytes(GOOD.read_bytes())
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(data)
        started = time.perf_counter()
        self.done = policyminer("run", source, "--out", folder / "out")
        self.seconds = time.perf_counter() - started
        assert "Traceback" not in self.done.stdout + self.done.stderr
        self.out = folder / "out"
        (self.document,) = [d for d in rows(self.out, "documents") if d["path"] == name]

    def of(self, table: str) -> list[dict[str, Any]]:
        """Rows of the other document."""
        return [row for row in rows(self.out, table) if row["doc_id"] == self.document["doc_id"]]

    def holds_together(self) -> None:
        """Every range of the other document quotes its text, sections cover it."""
        text = self.document["text"]
        for name in OWN:
            for row in self.of(name):
                if "start" in row:
                    assert 0 <= row["start"] < row["end"] <= len(text), (name, row)
                    assert row.get("text", text[row["start"] : row["end"]]) == text[row["start"] : row["end"]]
        covered = sorted((s["start"], s["end"]) for s in self.of("sections"))
        for block in line_blocks(text):
            assert any(a <= block.start and block.end <= b for a, b in covered), text[block.start : block.start + 40]


# --- what cannot be read ------------------------------------------------------------------------------------------

UNREADABLE = [
    ("empty", b"", "empty_file"),
    ("white-space", b" \r\n\t\n" * 50, "empty_file"),
    ("byte-order-mark", b"\xef\xbb\xbf", "empty_file"),
    ("ideographic-spaces", "\u3000\n\u3000".encode(), "empty_file"),
    ("bytes", bytes(range(256)) * 40, "binary_file"),
    ("program", b"\x7fELF" + bytes(4000), "binary_file"),
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(4000), "binary_file"),
    ("pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "binary_file"),
    ("zeros", bytes(4000), "binary_file"),
]


@pytest.mark.parametrize(("data", "code"), [u[1:] for u in UNREADABLE], ids=[u[0] for u in UNREADABLE])
def test_what_cannot_be_read_fails_alone(tmp_path: Path, alone: Any, data: bytes, code: str) -> None:
    run = Beside(tmp_path, data)
    assert run.done.returncode == 1
    assert (run.document["status"], run.document["error_code"]) == ("failed", code)
    assert run.document["error"]
    assert run.document["text"] is None
    assert {name: run.of(name) for name in OWN if name != "documents"} == {n: [] for n in OWN if n != "documents"}
    assert facts(run.out) == alone
    assert "2 documents, 1 read, 1 failed" in run.done.stdout


def test_a_file_one_may_not_read_fails_alone(tmp_path: Path, alone: Any) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "good.txt").write_bytes(GOOD.read_bytes())
    locked = source / "locked.txt"
    locked.write_text("安义县", encoding="utf-8")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("whoever runs this may read every file (root)")
    done = policyminer("run", source, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert [d["error_code"] for d in rows(tmp_path / "out", "documents")] == [None, "unreadable_file"]
    assert facts(tmp_path / "out") == alone


def test_a_link_to_nowhere_stops_nobody(tmp_path: Path, alone: Any) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "good.txt").write_bytes(GOOD.read_bytes())
    (source / "lost.txt").symlink_to(source / "nothing.txt")
    done = policyminer("run", source, "--out", tmp_path / "out")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    assert facts(tmp_path / "out") == alone


def test_a_folder_without_documents_exits_3_and_publishes_nothing(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "in" / "README.md").write_text("no document", encoding="utf-8")
    (tmp_path / "in" / ".hidden.txt").write_text("安义县", encoding="utf-8")
    done = policyminer("run", tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert "[no_documents]" in done.stderr
    assert not (tmp_path / "out").exists()


def test_only_broken_documents_exit_3(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()
    (tmp_path / "in" / "b.txt").write_bytes(bytes(1000))
    done = policyminer("run", tmp_path / "in", "--out", tmp_path / "out")
    assert done.returncode == 3
    assert [d["status"] for d in rows(tmp_path / "out", "documents")] == ["failed", "failed"]


# --- what can be read, and is odd ---------------------------------------------------------------------------------

SENTENCE = "马山县选派骨干教师24名到乡村学校支教，投入资金125万元。"
ODD = {
    "only-punctuation": "，。；：、！？…—《》“”（）【】〔〕" * 400,
    "only-digits": "0123456789" * 2000,
    "only-chinese-digits": "一二三四五六七八九十百千万亿" * 1000,
    "only-commas-and-digits": "1,234,567," * 2000,
    "only-latin": "The quick brown fox jumps over 12 lazy dogs. " * 400,
    "only-emoji": "😀🏫📚" * 2000,
    "one-character": "县",
    "one-long-line": SENTENCE * (100_000 // len(SENTENCE)),
    "no-mark-in-100000-characters": "教育局" * 33_333,
    "no-mark-and-digits": "教育局12" * 20_000,
    "hidden-zeros": SENTENCE.replace("24", "2\x004") * 20,
    "bidi-controls": f"\u202e{SENTENCE}\u202c\u2066{SENTENCE}\u2069\u200f\n" * 20,
    "zero-width": "\u200b".join(SENTENCE) * 20,
    "variation-selectors": "\ufe0f".join(SENTENCE) * 20,
    "private-use": f"\ue000\ue001{SENTENCE}\ue000" * 20,
    "combining-marks": "县\u0301" * 5000,
    "open-titles": "《" * 5000,
    "closed-titles": "》" * 5000,
    "nested-titles": "《" * 3000 + "关于教育的通知" + "》" * 3000,
    "nested-brackets": "（" * 5000 + "24名" + "）" * 5000,
    "nested-corner-brackets": "【" * 5000 + "】" * 5000,
    "nested-quotes": "“" * 5000 + "”" * 5000,
    "open-year-brackets": "马教发〔2023" * 2000,
    "many-stars": "★" * 5000,
    "many-bold-marks": "**" * 5000,
    "many-line-ends": "\n" * 20_000 + SENTENCE + "\r\n" * 20_000,
    "many-labels": "一、二、三、（一）（二）1.2.3." * 500,
    "many-label-lines": "一、\n（一）\n1.\n（1）\n①\n" * 400,
    "many-meta-lines": "发布日期：2023-01-01\n来源：\n索引号：\n" * 300,
    "many-dates": "2023年1月1日至" * 2000,
    "many-impossible-dates": "2023年13月45日，9999年99月99日，" * 500,
    "many-names": "广西壮族自治区南宁市马山县" * 1500,
    "many-lists": "甲、" * 5000,
    "many-percent": "占100%" * 3000,
    "huge-number": "投入" + "9" * 5000 + "亿亿亿亿万元。",
    "huge-chinese-number": "投入" + "亿" * 3000 + "元。",
    "rates": "每" * 5000 + "所学校配备2名教师。",
    "old-mac": SENTENCE + "\r" + SENTENCE + "\r",
}
#: Cases that the program gets wrong, and how.
KNOWN: dict[str, str] = {}
#: Seconds for one such document, a start of the program (about one second) included; far more than is needed.
LIMIT = 30.0


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=pytest.mark.xfail(strict=True, reason=KNOWN[n]) if n in KNOWN else ()) for n in ODD],
)
def test_what_is_odd_is_read_in_time(tmp_path: Path, alone: Any, name: str) -> None:
    run = Beside(tmp_path, ODD[name].encode())
    assert run.done.returncode == 0, run.document["error"]
    assert run.document["status"] in ("ok", "partial")
    assert run.seconds < LIMIT
    assert run.document["text"] == ODD[name]
    run.holds_together()
    assert facts(run.out) == alone


def test_odd_characters_do_not_hide_the_facts_beside_them(tmp_path: Path) -> None:
    for name in ("one-long-line", "bidi-controls", "zero-width", "old-mac"):
        (tmp_path / name).mkdir()
        run = Beside(tmp_path / name, ODD[name].encode())
        found = {(q["low"], q["unit"]) for q in run.of("quantities")}
        assert {(24.0, "人"), (1_250_000.0, "元")} <= found, name


def test_odd_names_of_files(tmp_path: Path, alone: Any) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "good.txt").write_bytes(GOOD.read_bytes())
    names = ["-rf.txt", "a b.txt", "%s{0}.txt", "文件（副本）.txt", "new\nline.txt", "x" * 200 + ".txt", "*.txt"]
    for name in names:
        (source / name).write_text(f"马山县教育局：{SENTENCE}", encoding="utf-8")
    (source / os.fsdecode(b"\xc2\xed\xc9\xbd.txt")).write_text(SENTENCE, encoding="utf-8")
    done = policyminer("run", source, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert len(rows(tmp_path / "out", "documents")) == len(names) + 2
    assert facts(tmp_path / "out") == alone


# --- what is large ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_million_quantities_in_a_line(tmp_path: Path, alone: Any) -> None:
    run = Beside(tmp_path, ("24名、" * 1_000_000).encode())
    assert run.seconds < 400
    assert run.done.returncode == 0, run.document["error"]
    assert len(run.of("quantities")) == 1_000_000
    assert facts(run.out) == alone


def test_ten_thousand_quantities_in_a_line_take_no_square_time(tmp_path: Path, alone: Any) -> None:
    run = Beside(tmp_path, ("培训教师24名、" * 10_000).encode())
    assert run.seconds < LIMIT
    assert run.done.returncode == 0, run.document["error"]
    assert len(run.of("quantities")) == 10_000
    assert facts(run.out) == alone


@pytest.mark.slow
def test_fifty_megabytes(tmp_path: Path, alone: Any) -> None:
    paragraph = GOOD.read_text(encoding="utf-8")
    text = paragraph * (50_000_000 // len(paragraph.encode()) + 1)
    run = Beside(tmp_path, text.encode())
    assert run.done.returncode in (0, 1)
    if run.done.returncode:
        assert run.document["error_code"] == "timeout"
    assert run.seconds < 400
    assert facts(run.out) == alone


def test_more_than_the_size_limit_is_refused(tmp_path: Path, alone: Any) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "good.txt").write_bytes(GOOD.read_bytes())
    with (source / "huge.txt").open("wb") as file:
        file.truncate(300 * 1024 * 1024)  # sparse: no disk is used
    done = policyminer("run", source, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert [d["error_code"] for d in rows(tmp_path / "out", "documents")] == [None, "too_large"]
    assert facts(tmp_path / "out") == alone
