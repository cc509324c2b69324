"""Bytes to Document for plain text: encodings, offsets, error codes, speed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyminer.model import PolicyMinerError
from policyminer.read import read, read_bytes

# One made text per genre; the plan and the bulletin hold digits and Latin letters, the reply is short.
GENRES = {
    "plan": "某县教联体建设行动方案\r\n\r\n　　为深化城乡教育一体化发展，制定本方案。\n一、工作目标\n到2026年，"
    "建成12个教联体，覆盖率达到85.5%，培训教师不少于300人次。\n（一）组织保障。成立领导小组，由县长任组长。\n",
    "bulletin": "工作动态\n第 7 期\n★某师范大学与某区签约。5月6日，双方举行APP启动仪式，120余人参加。\n",
    "opinion": "关于进一步加强县域普通高中建设的意见\n各市、县人民政府：\n现就有关工作提出如下意见，请认真贯彻落实。\n",
    "reply": "关于第三号建议的答复\n您提出的建议收悉，感谢您对教育工作的关心和支持！\n",
}
TRADITIONAL = "關於推動縣域教育發展的意見\n各縣市政府：為貫徹落實決策部署，提升教師專業發展水準，特制定本辦法。\n"


def blocks_hold(document) -> None:
    """The invariants of blocks: sorted, disjoint, inside the text, covering all that is no white space."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.text[end : block.start].strip() == ""
        quote = document.text[block.start : block.end]
        assert quote == quote.strip()
        end = block.end
    assert document.text[end:].strip() == ""


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize(
    ("codec", "mark", "reported"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8-sig", b"", "utf-8-sig"),
        ("gbk", b"", "gb18030"),
        ("gb18030", b"", "gb18030"),
        ("gb18030", b"\x84\x31\x95\x33", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
    ],
)
def test_every_encoding_gives_the_same_text(genre: str, codec: str, mark: bytes, reported: str) -> None:
    document = read_bytes(mark + GENRES[genre].encode(codec), "a.txt")
    assert (document.text, document.encoding, document.warnings) == (GENRES[genre], reported, ())
    assert document.media_type == "text/plain"
    blocks_hold(document)


@pytest.mark.parametrize("codec", ["big5", "big5hkscs"])
def test_big5_is_told_from_gbk(codec: str) -> None:
    document = read_bytes(TRADITIONAL.encode(codec), "a.txt")
    assert (document.text, document.encoding) == (TRADITIONAL, "big5hkscs")


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    assert read_bytes(TRADITIONAL.encode("gb18030"), "a.txt").text == TRADITIONAL


@pytest.mark.parametrize(
    "text", ["教育局", "学院学前", "江西师范大学", "学院学前教育", "各学校：", "朱镕基同志", "价格为€5", "2024年5月6日"]
)
def test_short_gbk_strings(text: str) -> None:
    assert read_bytes(text.encode("gb18030"), "a.txt").text == text


def test_a_broken_byte_in_utf_8_is_replaced_and_counted() -> None:
    data = bytearray(GENRES["plan"].encode())
    data[40] = 0xFF
    document = read_bytes(bytes(data), "a.txt")
    assert document.encoding == "utf-8"
    assert 1 <= document.text.count("\ufffd") <= 3
    assert document.warnings[0].startswith(f"{document.text.count(chr(0xFFFD))} unreadable")
    assert document.text.endswith(GENRES["plan"][40:])


def test_a_broken_byte_in_gbk_is_replaced_and_counted() -> None:
    data = GENRES["opinion"].encode("gbk")
    document = read_bytes(data[:-1] + b"\xff\n", "a.txt")
    assert (document.encoding, document.text.count("\ufffd"), len(document.warnings)) == ("gb18030", 1, 1)


def test_a_broken_byte_far_behind_is_found_without_harm() -> None:
    data = GENRES["plan"].encode() * 3000
    document = read_bytes(data + b"\xe4\xb8\n" + data, "a.txt")
    assert (document.encoding, document.text.count("\ufffd")) == ("utf-8", 1)


def test_gbk_behind_a_long_ascii_head() -> None:
    text = "x = 1;\n" * 20_000 + GENRES["plan"]
    document = read_bytes(text.encode("gbk"), "a.txt")
    assert (document.text, document.encoding) == (text, "gb18030")


def test_latin_text_with_one_accent_is_read() -> None:
    document = read_bytes("a report on the caf\u00e9 near the school\n".encode("latin-1") * 5, "a.txt")
    assert document.text.startswith("a report on the caf") and document.warnings


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\r\n\n", "\n\r"])
def test_newlines_stay(newline: str) -> None:
    text = f"一、目标{newline}　　二、任务 {newline}"
    document = read_bytes(text.encode(), "a.txt")
    assert document.text == text
    assert [text[b.start : b.end] for b in document.blocks] == ["一、目标", "二、任务"]
    assert {b.kind for b in document.blocks} == {"line"}


def test_only_cr_and_lf_end_a_line() -> None:
    text = "甲\x0b乙\x0c丙\u2028丁\x85戊\n己"
    document = read_bytes(text.encode(), "a.txt")
    assert [text[b.start : b.end] for b in document.blocks] == ["甲\x0b乙\x0c丙\u2028丁\x85戊", "己"]


def test_a_stray_nul_becomes_a_replacement_and_keeps_offsets() -> None:
    text = GENRES["plan"]
    document = read_bytes((text[:30] + "\0" + text[30:]).encode(), "a.txt")
    assert document.text == text[:30] + "\ufffd" + text[30:]
    assert document.warnings


def test_lone_surrogates_of_utf_16_never_arrive() -> None:
    data = b"\xff\xfe" + GENRES["plan"].encode("utf-16-le") + b"\x00\xd8" + "完".encode("utf-16-le")
    document = read_bytes(data, "a.txt")
    document.text.encode("utf-8")
    assert "\ufffd" in document.text and document.warnings


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t　教育"), min_size=1))
def test_utf_8_round_trip(text: str) -> None:
    if text.isspace():
        return
    document = read_bytes(b"\xef\xbb\xbf" + text.encode(), "a.txt")
    if document.media_type == "text/plain":
        assert document.text == text
    blocks_hold(document)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_give_clean_text_or_a_known_error(data: bytes) -> None:
    try:
        document = read_bytes(data, "a")
    except PolicyMinerError as error:
        assert error.code in {"empty_file", "binary_file", "undecodable", "damaged_file"}
        assert error.where == "a" and error.hint
        return
    document.text.encode("utf-8")
    assert "\0" not in document.text
    blocks_hold(document)


COMPRESSED = zlib.compress(os.urandom(4000))


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty_file", "empty"),
        (b" \r\n\t\n", "empty_file", "empty"),
        ("\u3000\n\u3000".encode(), "empty_file", "no text"),
        (b"\xef\xbb\xbf", "empty_file", "no text"),
        (b"\xff\xfe", "empty_file", "no text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "damaged_file", "PDF"),
        (b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml", "damaged_file", "ZIP"),
        (b"PK\x03\x04" + b"\0" * 26 + b"xl/workbook.xml", "damaged_file", "ZIP"),
        (b"PK\x03\x04" + b"\0" * 26 + b"OFD.xml", "damaged_file", "ZIP"),
        (b"PK\x03\x04" + b"\0" * 26 + b"a.txt", "damaged_file", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "binary_file", "Office"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "damaged_file", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "damaged_file", "picture"),
        (b"GIF89a\x01\0\x01\0", "damaged_file", "picture"),
        (rb"{\rtf1\ansi}", "empty_file", "no text"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "damaged_file", "no page"),
        (bytes(range(256)) * 20, "binary_file", "unknown"),
        (b"\0" * 1000, "binary_file", "unknown"),
        (bytes([0xFF, 0x20, 0x80, 0x0A]) * 200, "undecodable", "UTF-8"),
    ],
)
def test_error_codes(data: bytes, code: str, says: str) -> None:
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(data, "sub/a.txt")
    assert (caught.value.code, caught.value.where) == (code, "sub/a.txt")
    assert says in caught.value.message and caught.value.hint


def test_compressed_data_is_refused() -> None:
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(COMPRESSED, "a.txt")
    assert caught.value.code in {"binary_file", "undecodable"}


def test_the_extension_means_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text(GENRES["plan"], encoding="utf-8", newline="")
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.4")
    assert read(tmp_path / "a.pdf").text == GENRES["plan"]
    with pytest.raises(PolicyMinerError, match="PDF"):
        read(tmp_path / "b.txt")


def test_names(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("通知", encoding="utf-8")
    assert read(tmp_path / "通知.txt").path == "通知.txt"
    assert read(tmp_path / "通知.txt", name="2024/通知.txt").path == "2024/通知.txt"
    surrogate = "通知".encode("gbk").decode("utf-8", "surrogateescape")
    read_bytes(b"x", surrogate).path.encode("utf-8")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(PolicyMinerError) as missing:
        read(tmp_path / "missing.txt")
    with pytest.raises(PolicyMinerError) as folder:
        read(tmp_path)
    (tmp_path / "big.txt").write_bytes(b"x" * 11)
    with pytest.raises(PolicyMinerError) as big:
        read(tmp_path / "big.txt", max_bytes=10)
    with pytest.raises(PolicyMinerError) as nul:
        read("a\0b")
    codes = [caught.value.code for caught in (missing, folder, big, nul)]
    assert codes == ["unreadable_file", "not_a_file", "too_large", "unreadable_file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PolicyMinerError) as caught:
        read(tmp_path / "pipe")
    assert caught.value.code == "not_a_file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_forbidden_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(PolicyMinerError) as caught:
        read(tmp_path / "a.txt")
    assert caught.value.code == "unreadable_file"


def test_reading_text_loads_no_library() -> None:
    program = (
        "import sys; from policyminer.read import read_bytes; read_bytes('教育'.encode(), 'a');"
        "print([m for m in ('selectolax', 'lxml', 'email', 'pandas', 'pyarrow', 'jieba', 'spacy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_fifty_megabytes_in_seconds() -> None:
    data = (GENRES["plan"] * 200_000).encode()
    assert len(data) > 50_000_000
    started = time.perf_counter()
    document = read_bytes(data, "big.txt")
    assert time.perf_counter() - started < 10
    assert len(document.blocks) == 5 * 200_000


def test_one_line_of_white_space_is_linear() -> None:
    text = "甲" + " " * 3_000_000 + "乙" + "\u3000" * 3_000_000
    started = time.perf_counter()
    assert len(read_bytes(text.encode(), "a.txt").blocks) == 1
    assert time.perf_counter() - started < 5


def test_korean_read_as_chinese_is_said_to_be_doubtful() -> None:
    document = read_bytes(
        "대한민국 교육부는 새로운 정책을 발표하였다. 학교와 교사를 지원한다.\n".encode("euc-kr") * 5, "a.txt"
    )
    assert "check the encoding" in document.warnings[-1]
    assert not read_bytes(GENRES["reply"].encode("gbk"), "a.txt").warnings
