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
    """One run over the good document and others, each with at most ``limit`` seconds."""

    def __init__(self, folder: Path, others: dict[str, bytes], limit: int = 20) -> None:
        source = folder / "in"
        source.mkdir()
        (source / "good.txt").write_bytes(GOOD.read_bytes())
        for name, data in others.items():
            (source / name).write_bytes(data)
        self.out = folder / "out"
        self.done = policyminer("run", source, "--out", self.out, "--timeout", str(limit))
        assert "Traceback" not in self.done.stdout + self.done.stderr
        self.documents = {d["path"]: d for d in rows(self.out, "documents")}
        self.tables = {name: rows(self.out, name) for name in OWN}
        assert set(self.documents) == {"good.txt", *others}

    def of(self, name: str, table: str) -> list[dict[str, Any]]:
        """Rows of one of the others."""
        doc_id = self.documents[name]["doc_id"]
        return [row for row in self.tables[table] if row["doc_id"] == doc_id]

    def holds_together(self, name: str) -> None:
        """Every range of one of the others quotes its text, and sections cover its lines."""
        text = self.documents[name]["text"]
        for table in OWN:
            for row in self.of(name, table):
                if "start" in row:
                    assert 0 <= row["start"] < row["end"] <= len(text), (table, row)
                    assert row.get("text", text[row["start"] : row["end"]]) == text[row["start"] : row["end"]]
        covered = bytearray(len(text))
        for section in self.of(name, "sections"):
            covered[section["start"] : section["end"]] = b"\1" * (section["end"] - section["start"])
        lost = {text[i] for i, there in enumerate(covered) if not there and not text[i].isspace()}
        assert lost <= set("*\u200b\ufeff"), "characters in no section"


# --- what cannot be read ------------------------------------------------------------------------------------------

UNREADABLE = [
    ("empty.txt", b"", "empty_file"),
    ("white-space.txt", b" \r\n\t\n" * 50, "empty_file"),
    ("byte-order-mark.txt", b"\xef\xbb\xbf", "empty_file"),
    ("ideographic-spaces.txt", "\u3000\n\u3000".encode(), "empty_file"),
    ("bytes.txt", bytes(range(256)) * 40, "binary_file"),
    ("program.txt", b"\x7fELF" + bytes(4000), "binary_file"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(4000), "damaged_file"),
    ("pdf.txt", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", "damaged_file"),
    ("zeros.txt", bytes(4000), "binary_file"),
]


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory: pytest.TempPathFactory) -> Beside:
    return Beside(tmp_path_factory.mktemp("unreadable"), {name: data for name, data, _ in UNREADABLE})


@pytest.mark.parametrize(("name", "code"), [(u[0], u[2]) for u in UNREADABLE])
def test_what_cannot_be_read_is_a_failed_row(unreadable: Beside, name: str, code: str) -> None:
    document = unreadable.documents[name]
    assert (document["status"], document["error_code"]) == ("failed", code)
    assert document["error"]
    assert document["text"] is None
    assert {table for table in OWN if unreadable.of(name, table)} == {"documents"}


def test_what_cannot_be_read_stops_nobody(unreadable: Beside, alone: Any) -> None:
    assert unreadable.done.returncode == 1
    assert f"{len(UNREADABLE) + 1} documents, 1 read, {len(UNREADABLE)} failed" in unreadable.done.stdout
    assert facts(unreadable.out) == alone


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
    "only-digits": "0123456789" * 1000,
    "only-chinese-digits": "一二三四五六七八九十百千万亿" * 1000,
    "only-commas-and-digits": "1,234,567," * 2000,
    "only-latin": "The quick brown fox jumps over 12 lazy dogs. " * 400,
    "only-emoji": "😀🏫📚" * 2000,
    "one-character": "县",
    # one line of 100,000 characters
    "one-long-line": SENTENCE * (100_000 // len(SENTENCE)),
    "no-mark": "教育局" * 33_333,
    "no-mark-but-digits": "教育局12" * 20_000,
    "ten-thousand-quantities": "培训教师24名、" * 10_000,
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
    "many-line-ends": "\n" * 10_000 + SENTENCE + "\r\n" * 10_000,
    "many-labels": "一、二、三、（一）（二）1.2.3." * 500,
    "many-label-lines": "一、\n（一）\n1.\n（1）\n①\n" * 400,
    "many-meta-lines": "发布日期：2023-01-01\n来源：\n索引号：\n" * 300,
    "many-dates": "2023年1月1日至" * 1000,
    "many-impossible-dates": "2023年13月45日，9999年99月99日，" * 500,
    "many-names": "广西壮族自治区南宁市马山县" * 1000,
    "many-lists": "甲、" * 5000,
    "many-percent": "占100%" * 10_000,
    "huge-number": "投入" + "9" * 5000 + "亿亿亿亿万元。",
    "huge-chinese-number": "投入" + "亿" * 3000 + "元。",
    "rates": "每" * 5000 + "所学校配备2名教师。",
    "old-mac": SENTENCE + "\r" + SENTENCE + "\r",
}
#: One line of 80,000 and more characters; they run with the slow tests.
LONG = {"no-mark", "no-mark-but-digits", "many-percent", "ten-thousand-quantities"}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Beside:
    others = {name: text.encode() for name, text in ODD.items() if name not in LONG}
    return Beside(tmp_path_factory.mktemp("odd"), others, limit=60)


@pytest.mark.parametrize("name", [name for name in ODD if name not in LONG])
def test_what_is_odd_is_read_in_time(odd: Beside, name: str) -> None:
    document = odd.documents[name]
    assert document["status"] == ("partial" if "\0" in ODD[name] else "ok"), document["error"]
    assert document["text"] == ODD[name].replace("\0", "\ufffd")
    odd.holds_together(name)


def test_what_is_odd_changes_nothing_beside_it(odd: Beside, alone: Any) -> None:
    assert odd.done.returncode == 0
    assert facts(odd.out) == alone


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(LONG))
def test_what_is_long_is_read_in_time(tmp_path: Path, name: str) -> None:
    run = Beside(tmp_path, {name: ODD[name].encode()}, limit=120)
    assert run.documents[name]["status"] == "ok", run.documents[name]["error"]
    run.holds_together(name)


@pytest.mark.parametrize(
    "name",
    [
        "one-long-line",
        "bidi-controls",
        "old-mac",
        "private-use",
        "zero-width",
    ],
)
def test_odd_characters_do_not_hide_the_facts_beside_them(odd: Beside, name: str) -> None:
    found = {(q["low"], q["unit"]) for q in odd.of(name, "quantities")}
    assert {(24.0, "人"), (1_250_000.0, "元")} <= found


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
def test_time_grows_with_the_length_of_a_line_not_with_its_square(tmp_path: Path) -> None:
    seconds = {}
    for count in (3_000, 24_000):
        started = time.perf_counter()
        (tmp_path / str(count)).mkdir()
        run = Beside(tmp_path / str(count), {"line": ("培训教师24名、" * count).encode()}, limit=280)
        seconds[count] = time.perf_counter() - started
        assert len(run.of("line", "quantities")) == count
    assert seconds[24_000] / seconds[3_000] < 20  # eight times the text; its square would be 64


@pytest.mark.slow
def test_fifty_megabytes_are_read_or_given_up_in_time(tmp_path: Path, alone: Any) -> None:
    text = GOOD.read_text(encoding="utf-8")
    started = time.perf_counter()
    run = Beside(tmp_path, {"large": (text * (50_000_000 // len(text.encode()) + 1)).encode()}, limit=30)
    assert run.documents["large"]["error_code"] in (None, "timeout")
    assert run.done.returncode == (1 if run.documents["large"]["error_code"] else 0)
    assert time.perf_counter() - started < 120
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


def test_a_parser_that_takes_minutes_ends_with_the_limit(tmp_path: Path, alone: Any) -> None:
    """No alarm interrupts the library that parses a page; a large one is parsed in a process that can be ended."""
    page = "<html><body><select>" + "<option>选派24名教师" * 120_000
    started = time.monotonic()
    run = Beside(tmp_path, {"options.html": page.encode()}, limit=20)  # its neighbour needs seconds on a busy machine
    assert time.monotonic() - started < 60
    assert run.documents["options.html"]["error_code"] == "timeout"
    assert facts(run.out) == alone
