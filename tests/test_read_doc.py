"""DOC, WPS and ODT through LibreOffice: what is kept, and clear errors where it is missing, fails or hangs."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from helpers_office import OFFICIAL, docx, numbered, p, run, tbl
from policyminer.model import PolicyMinerError
from policyminer.read import convert, read_bytes

ENTRY = "WordDocument".encode("utf-16-le").ljust(128, b"\0")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + ENTRY + bytes(900)

with_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed: it reads DOC, WPS and ODT"
)


def program(folder: Path, script: str) -> None:
    """Put a program named soffice into a folder."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@with_soffice
@pytest.mark.parametrize(("ending", "media_type"), [("doc", "msword"), ("odt", "vnd.oasis.opendocument.text")])
def test_numbers_changes_and_tables_are_kept(tmp_path: Path, ending: str, media_type: str) -> None:
    changed = f"<w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:ins>{run('24名。')}</w:ins>"
    body = numbered("目标") + numbered("队伍", 1) + p("选派教师", runs=changed) + tbl(["县区", "数量"], ["内乡县", "3"])
    (tmp_path / "a.docx").write_bytes(docx(body + p("完。"), numbering=OFFICIAL))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to", ending, "a.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=200)
    document = read_bytes((tmp_path / f"a.{ending}").read_bytes(), "a.wps")
    assert document.media_type == f"application/{media_type}"
    found = [(document.text[b.start : b.end], b.locator) for b in document.blocks]
    table = ["县区", "数量", "内乡县", "3"]
    assert [text for text, _ in found] == ["一、目标", "（一）队伍", "选派教师24名。", *table, "完。"]
    assert found[6][1] == "表1 第2行第2列"
    assert [(r.reason, r.text) for r in document.removed] == [("deleted_text", "20")]


@with_soffice
def test_what_libreoffice_cannot_open_is_said() -> None:
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(OLE, "a.doc")
    assert caught.value.code in ("converter_failed", "empty_file") and caught.value.hint


def test_without_libreoffice_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(OLE, "a.doc")
    assert caught.value.code == "converter_missing" and "install LibreOffice" in caught.value.hint


@pytest.mark.skipif(os.name != "posix", reason="process groups are of POSIX")
def test_a_converter_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(convert, "TIME_LIMIT", 1.0)
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(OLE, "a.doc")
    assert caught.value.code == "converter_failed" and "longer than 1 seconds" in caught.value.message
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and "zombie" not in _state(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists() or "zombie" in _state(child)


def _state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/status").read_text()
    except OSError:
        return "zombie"


def test_a_converter_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, f"pwd > {tmp_path}/where; echo 'Error: source file could not be loaded'; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(PolicyMinerError, match="could not be loaded"):
        read_bytes(OLE, "a.doc")
    assert not Path((tmp_path / "where").read_text().strip()).exists()
