"""The same paragraphs as a file of every format that can be made here: for figures by format (speed, memory)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import helpers_pages as pages
from helpers_office import sheet, xlsx, zipped
from helpers_rendered import FORMATS, as_docx, as_rtf

_HEAD = ["序号", "内容"]


def _as_html(body: Sequence[str]) -> bytes:
    return FORMATS["html: editor box"][1]("\n".join(body))


def _as_mail(body: Sequence[str]) -> bytes:
    head = ("From: a@example.cn", "Subject: notice", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "")
    return "\r\n".join((*head, *body)).encode()


#: Format -> (ending, how a list of paragraphs, the title first, is written in it). Scans need the extra ``ocr`` to be
#: read; a function that lacks its renderer skips the test that calls it.
RENDERERS: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "txt": (".txt", lambda body: "\n".join(body).encode()),
    "html": (".html", _as_html),
    "eml": (".eml", _as_mail),
    "docx": (".docx", lambda body: as_docx("\n".join(body))),
    "rtf": (".rtf", lambda body: as_rtf("\n".join(body))),
    "xlsx": (".xlsx", lambda body: xlsx({"表": sheet([_HEAD, *([i, line] for i, line in enumerate(body, 1))])})),
    "pdf": (".pdf", lambda body: pages.pdf(body, numbers=True)),
    "pdf, embedded font": (".pdf", lambda body: pages.tagged_pdf(body)),
    "ofd": (".ofd", lambda body: pages.ofd(body, numbers=True)),
    "scan": (".pdf", lambda body: pages.scanned_pdf(pages.scan(body, dpi=150))),
    "zip of txt": (".zip", lambda body: zipped({"a.txt": "\n".join(body)})),
}
