"""The same paragraphs as a file of every format that can be made here: for figures by format (speed, memory)."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import helpers_pages as pages
from helpers_office import sheet, xlsx, zipped
from helpers_rendered import FORMATS, as_docx, as_rtf

_HEAD = ["序号", "内容"]


def _as_html(body: Sequence[str]) -> bytes:
    return FORMATS["html: editor box"][1]("\n".join(body))


def _as_mail(body: Sequence[str]) -> bytes:
    head = ("From: a@example.cn", "Subject: notice", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "")
    return "\r\n".join((*head, *body)).encode()


def _as_web_archive(body: Sequence[str]) -> bytes:
    head = ("From: <Saved by a browser>", "MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="part"', "")
    part = ("--part", "Content-Type: text/html; charset=utf-8", "Content-Location: http://www.example.cn/a.html", "")
    return "\r\n".join((*head, *part, "")).encode() + _as_html(body) + b"\r\n--part--\r\n"


def _as_tar(body: Sequence[str]) -> bytes:
    file, data = io.BytesIO(), "\n".join(body).encode()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return gzip.compress(file.getvalue(), mtime=0)


def _as_sheet(body: Sequence[str]) -> bytes:
    return xlsx({"表": sheet([_HEAD, *([i, line] for i, line in enumerate(body, 1))])})


def by_office(data: bytes, ending: str, wanted: str) -> bytes:
    """A file as LibreOffice saves it in another format; the test is skipped without it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice (soffice)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a.{ending}").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [office, profile, "--headless", "--convert-to", wanted, f"a.{ending}"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=200)
        return (folder / f"a.{wanted.partition(':')[0]}").read_bytes()


def _docx(body: Sequence[str]) -> bytes:
    return as_docx("\n".join(body))


def _page(body: Sequence[str], kind: str) -> bytes:
    """The picture of the first page."""
    return pages.picture(pages.scan(body, dpi=200)[0], kind)


#: Format -> (ending, how a list of paragraphs, the title first, is written in it). Scans need the extra ``ocr`` to be
#: read; a function that lacks its renderer skips the test that calls it.
RENDERERS: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "txt": (".txt", lambda body: "\n".join(body).encode()),
    "html": (".html", _as_html),
    "mht": (".mht", _as_web_archive),
    "eml": (".eml", _as_mail),
    "docx": (".docx", _docx),
    "doc, wps": (".doc", lambda body: by_office(_docx(body), "docx", "doc:MS Word 97")),
    "odt": (".odt", lambda body: by_office(_docx(body), "docx", "odt")),
    "rtf": (".rtf", lambda body: as_rtf("\n".join(body))),
    "xlsx": (".xlsx", _as_sheet),
    "xls": (".xls", lambda body: by_office(_as_sheet(body), "xlsx", "xls:MS Excel 97")),
    "pdf": (".pdf", lambda body: pages.pdf(body, numbers=True)),
    "pdf, two columns": (".pdf", lambda body: pages.pdf(body, columns=2, numbers=True)),
    "pdf, embedded font": (".pdf", lambda body: pages.tagged_pdf(body)),
    "ofd": (".ofd", lambda body: pages.ofd(body, numbers=True)),
    "zip of txt": (".zip", lambda body: zipped({"a.txt": "\n".join(body)})),
    "tar.gz of txt": (".tar.gz", _as_tar),
    "png, one page": (".png", lambda body: _page(body, "PNG")),
    "jpeg, one page": (".jpg", lambda body: _page(body, "JPEG")),
    "pdf, one scanned page": (".pdf", lambda body: pages.scanned_pdf(pages.scan(body, dpi=200)[:1], dpi=200)),
}
