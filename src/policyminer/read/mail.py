"""Saved mails (EML) and web archives (MHT): the text of the mail or page; attachments are documents of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from policyminer.model import Removed
from policyminer.read.draft import Draft, Reading, paragraph_locator
from policyminer.read.encoding import decode
from policyminer.read.sniff import declared_charset, is_html
from policyminer.read.unpack import MAX_ENTRIES, damaged, too_large

MAIL_TYPE = "message/rfc822"
MOST_NESTED = 20  # multiparts inside each other; a forwarded mail adds two


def read_eml(data: bytes, where: str) -> Reading:
    """Read a mail: its subject as title, then its text. Raises ``PolicyMinerError``: ``damaged_file``."""
    mail = _parse(data, where)
    parts = list(_parts(mail, where))
    texts = [part for part in parts if not _is_attachment(part)]
    plain = [p for p in texts if p.get_content_type() == "text/plain"]
    pages = [p for p in texts if p.get_content_type() == "text/html"]
    metadata = _headers(mail)
    if pages and not plain:
        page = _page(pages[0], where)
        return replace(page, media_type=MAIL_TYPE, metadata={**page.metadata, **metadata})
    draft = Draft()
    draft.add(metadata.get("title", ""), "title")
    paragraphs = 0
    for part in plain:
        decoded = decode(_bytes(part), where, part.get_content_charset())
        draft.warnings += decoded.warnings
        for line in re.split(r"\r\n?|\n", decoded.text):
            paragraphs += not line.isspace() and line != ""
            draft.add(line, locator=paragraph_locator(paragraphs))
    if not draft.blocks:
        raise damaged("the mail holds no text", where)
    return replace(draft.finish(MAIL_TYPE), metadata=metadata)


def read_mht(data: bytes, where: str) -> Reading:
    """Read the page of a web archive; its pictures and scripts go to the ledger. Raises ``damaged_file``."""
    parts = list(_parts(_parse(data, where), where))
    page = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise damaged("the web archive holds no page", where)
    reading = _page(page, where)
    beside = [part for part in parts if part is not page]
    left = tuple(Removed("embedded_file", len(_bytes(p)), None, p.get("Content-Location", "")[:200]) for p in beside)
    return replace(reading, media_type="multipart/related", removed=reading.removed + left)


def attachments(data: bytes, where: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the attached files of a mail. Raises ``PolicyMinerError``: ``damaged_file``."""
    for number, part in enumerate(_parts(_parse(data, where), where), 1):
        if _is_attachment(part):
            name = (part.get_filename() or f"附件{number}").replace("\\", "/").rpartition("/")[2]
            yield name or f"附件{number}", _bytes(part)


def _parse(data: bytes, where: str) -> EmailMessage:
    try:
        mail = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)
    except (RecursionError, ValueError, LookupError, IndexError) as error:
        raise damaged(f"the mail cannot be read: {type(error).__name__}", where) from error
    assert isinstance(mail, EmailMessage)
    return mail


def _parts(mail: EmailMessage, where: str) -> Iterator[EmailMessage]:
    """The leaves of a mail in reading order."""
    waiting: list[tuple[EmailMessage, int]] = [(mail, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if depth > MOST_NESTED or seen > MAX_ENTRIES:
            raise too_large("its parts are nested too deep or too many", where)
        if part.is_multipart():
            inner = [p for p in part.get_payload() if isinstance(p, EmailMessage)]
            waiting += [(p, depth + 1) for p in reversed(inner)]
        else:
            yield part


def _is_attachment(part: EmailMessage) -> bool:
    text = part.get_content_maintype() == "text"
    return part.get_content_disposition() == "attachment" or (part.get_filename() is not None and not text)


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _page(part: EmailMessage, where: str) -> Reading:
    from policyminer.read.html import read_markup

    data = _bytes(part)
    decoded = decode(data, where, part.get_content_charset() or declared_charset(data))
    if not is_html(decoded.text) and not decoded.text.strip():
        raise damaged("the page is empty", where)
    return read_markup(decoded.text, decoded.encoding, decoded.warnings, where)


def _headers(mail: EmailMessage) -> dict[str, str]:
    """Title and day of a mail; headers that cannot be read are left out."""
    found: dict[str, str] = {}
    try:
        found["title"] = " ".join(str(mail.get("Subject", "")).split())
        found["date_published"] = parsedate_to_datetime(str(mail.get("Date", ""))).date().isoformat()
    except (ValueError, IndexError, LookupError, TypeError, AttributeError):
        found.setdefault("title", "")
    return {name: value for name, value in found.items() if value}
