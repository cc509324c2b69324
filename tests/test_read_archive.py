"""Archives and mails: every member is a document, nothing leaves the archive, bombs are refused before they unpack."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from helpers_office import docx, p, zipped
from policyminer.model import PolicyMinerError
from policyminer.read import Member, read, read_bytes
from policyminer.run.inputs import find_inputs

TEXT = "淅川县教育局选派24名教师到乡镇学校支教。"


def tarred(members: dict[str, bytes], special: dict[str, bytes] | None = None) -> bytes:
    """A TAR of members; ``special`` ones have a type that is no regular file."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, kind in (special or {}).items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    return file.getvalue()


def names(folder: Path) -> list[str]:
    return [item.name for item in find_inputs([folder]).documents]


def outcome(place: Path | Member) -> str:
    """The text of a document, or the code of its error."""
    try:
        return read(place).text
    except PolicyMinerError as error:
        assert error.where and error.hint
        return error.code


def outcomes(folder: Path) -> dict[str, str]:
    return {item.name: outcome(item.path) for item in find_inputs([folder]).documents}


def test_members_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = zipped({"丙.txt": TEXT + "丙"})
    members: dict[str, str | bytes] = {
        "2024/甲.txt": TEXT, "乙.docx": docx(p(TEXT)), "深/内.zip": inner, "README.md": "x",
        "__MACOSX/._甲.txt": "x", "空/": "",
    }  # fmt: skip
    (tmp_path / "文件.zip").write_bytes(zipped(members))
    (tmp_path / "丁.txt").write_text(TEXT)
    assert outcomes(tmp_path) == {
        "丁.txt": TEXT,
        "文件.zip!/2024/甲.txt": TEXT,
        "文件.zip!/乙.docx": TEXT,
        "文件.zip!/深/内.zip!/丙.txt": TEXT + "丙",
    }
    assert names(tmp_path) == sorted(names(tmp_path))


@pytest.mark.parametrize("pack", [lambda d: d, gzip.compress], ids=["tar", "tar.gz"])
def test_tar(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    data = tarred({"甲.txt": TEXT.encode(), "乙/丙.txt": (TEXT * 2).encode()})
    (tmp_path / "a").write_bytes(pack(data))
    assert outcomes(tmp_path) == {"a!/甲.txt": TEXT, "a!/乙/丙.txt": TEXT * 2}


def test_gzip_of_one_document(tmp_path: Path) -> None:
    (tmp_path / "通知.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert outcomes(tmp_path) == {"通知.txt.gz!/通知.txt": TEXT}


def test_names_in_gbk(tmp_path: Path) -> None:
    placeholder = "xxxx.txt"
    data = zipped({placeholder: TEXT}).replace(placeholder.encode(), "方案.txt".encode("gbk"))
    (tmp_path / "a.zip").write_bytes(data)
    assert names(tmp_path) == ["a.zip!/方案.txt"]


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("甲.txt", TEXT)
        archive.writestr("甲.txt", TEXT * 2)
    (tmp_path / "a.zip").write_bytes(file.getvalue())
    assert outcomes(tmp_path) == {"a.zip!/甲.txt": TEXT, "a.zip!/甲.txt#2": TEXT * 2}


@pytest.mark.parametrize("name", ["../../甲.txt", "/etc/甲.txt", "C:\\甲.txt", "a/../../b.txt", "..\\b.txt"])
def test_paths_that_escape_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({name: TEXT, "好.txt": TEXT}))
    (tmp_path / "b.tar").write_bytes(tarred({name: TEXT.encode()}))
    found = outcomes(tmp_path)
    assert sorted(found.values()) == sorted([TEXT, "unsafe_path", "unsafe_path"])


def test_links_and_devices_are_refused(tmp_path: Path) -> None:
    special = {"连接": tarfile.SYMTYPE, "硬连接": tarfile.LNKTYPE, "设备": tarfile.CHRTYPE, "管道": tarfile.FIFOTYPE}
    (tmp_path / "a.tar").write_bytes(tarred({"好.txt": TEXT.encode()}, special))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo("连接")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    (tmp_path / "b.zip").write_bytes(file.getvalue())
    found = outcomes(tmp_path)
    assert found.pop("a.tar!/好.txt") == TEXT
    assert len(found) == 5 and set(found.values()) == {"not_a_file"}


def encrypted_zip() -> bytes:
    """A ZIP whose member says that it is encrypted."""
    data = bytearray(zipped({"甲.txt": TEXT}, zipfile.ZIP_STORED))
    central = data.index(b"PK\x01\x02")
    for at in (6, central + 8):
        data[at] |= 1
    return bytes(data)


def lying_zip(**fields: int) -> bytes:
    """A ZIP whose directory gives wrong numbers: entries, size."""
    data = bytearray(zipped({"甲.txt": TEXT}))
    end = data.index(b"PK\x05\x06")
    if "entries" in fields:
        struct.pack_into("<HH", data, end + 8, fields["entries"], fields["entries"])
    if "size" in fields:
        struct.pack_into("<I", data, end + 12, fields["size"])
    return bytes(data)


def nested(depth: int) -> bytes:
    data = zipped({"甲.txt": TEXT})
    for level in range(depth):
        data = zipped({f"{level}.zip": data})
    return data


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted member": (encrypted_zip, "encrypted"),
    "a gigabyte of zeros": (lambda: zipped({"a.txt": bytes(120 << 20)}), "unpacks_too_large"),
    "many large members": (
        lambda: zipped({f"{i}.txt": bytes(3 << 20) for i in range(400)}),
        "unpacks_too_large",
    ),
    "gzip bomb": (lambda: gzip.compress(bytes(200 << 20)), "unpacks_too_large"),
    "more members than allowed": (
        lambda: zipped({f"{i}": b"" for i in range(10_001)}, zipfile.ZIP_STORED),
        "unpacks_too_large",
    ),
    "a directory that claims too much": (lambda: lying_zip(size=0x7FFFFFFF), "unpacks_too_large"),
    "a ZIP cut off": (lambda: zipped({"a.txt": TEXT * 100})[:-40], "damaged_file"),
    "a gzip cut off": (lambda: gzip.compress(TEXT.encode() * 99)[:-20], "damaged_file"),
    "a gzip of noise": (lambda: b"\x1f\x8b\x08" + bytes(range(256)), "damaged_file"),
    "a TAR of noise": (lambda: b"a" * 257 + b"ustar" + b"b" * 2000, "damaged_file"),
    "empty": (lambda: zipped({}), "empty_archive"),
    "only a folder": (lambda: zipped({"空/": ""}), "empty_archive"),
    "three deep": (lambda: nested(2), "nested_archive"),
    "member with a broken checksum": (
        lambda: zipped({"甲.txt": TEXT}, zipfile.ZIP_STORED).replace(TEXT.encode(), TEXT.replace("24", "99").encode()),
        "damaged_file",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives_are_one_failed_document(tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    (tmp_path / "a.bin").write_bytes(make())
    assert set(outcomes(tmp_path).values()) == {code}


def test_an_archive_is_no_document_by_itself() -> None:
    with pytest.raises(PolicyMinerError) as caught:
        read_bytes(zipped({"甲.txt": TEXT, "乙.txt": TEXT}), "a.zip")
    assert caught.value.code == "is_archive" and "2 document(s)" in caught.value.message


# --- mails and web archives


def mail(**parts: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "bangongshi@example.gov.cn", "xueke@example.edu.cn"
    message["Subject"] = "关于报送支教名单的通知"
    message["Date"] = "Tue, 05 Mar 2024 09:30:00 +0800"
    message.set_content(TEXT + "\n请于3月20日前报送。\n")
    for name, data in parts.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.docx")
    return message


def test_a_mail_and_its_attachments(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(名单=docx(p("名单如下。"))).as_bytes())
    assert outcomes(tmp_path) == {
        "a.eml": f"关于报送支教名单的通知\n{TEXT}\n请于3月20日前报送。",
        "a.eml!/名单.docx": "名单如下。",
    }
    document = read(tmp_path / "a.eml")
    assert document.metadata == {"title": "关于报送支教名单的通知", "date_published": "2024-03-05"}
    assert document.media_type == "message/rfc822" and document.blocks[0].kind == "title"


def test_a_mail_of_a_page_only() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.cn", "简报"
    message.set_content(
        f"<html><body><p>{TEXT}</p><script>x()</script></body></html>", subtype="html", charset="gb18030"
    )
    document = read_bytes(message.as_bytes(), "a.eml")
    assert TEXT in document.text and document.metadata["title"] == "简报"
    assert "script" in {r.reason for r in document.removed}


def test_a_web_archive() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by a browser>", "页面"
    message["Snapshot-Content-Location"] = "http://www.example.gov.cn/a.html"
    page = f"<html><head><title>通知</title></head><body><div id=zoom><p>{TEXT * 3}</p></div></body></html>"
    message.set_content(page, subtype="html")
    message.add_related(b"\x89PNG\r\n\x1a\n" + bytes(40), "image", "png")
    document = read_bytes(message.as_bytes(), "a.mht")
    assert (document.media_type, document.text) == ("multipart/related", TEXT * 3)
    assert [r.reason for r in document.removed] == ["embedded_file"]


HOSTILE_MAILS: dict[str, tuple[bytes, set[str]]] = {
    "multiparts nested 3,000 deep": (
        b"From: a@b.cn\r\nMIME-Version: 1.0\r\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (i, i) for i in range(3_000)),
        {"unpacks_too_large", "damaged_file"},
    ),
    "no boundary": (b"From: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\n", {"damaged_file"}),
    "unknown charset": (
        b"From: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n" + TEXT.encode(),
        {TEXT},
    ),
    "broken base64": (
        b"From: a@b.cn\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n",
        {"damaged_file", "undecodable", "empty_file"},
    ),
    "broken headers": (
        b"From: a@b.cn\r\nMIME-Version: 1.0\r\nSubject: =?utf-8?b?!!!?=\r\nDate: 99 Foo\r\n\r\n" + TEXT.encode(),
        set(),
    ),
}


@pytest.mark.parametrize("name", HOSTILE_MAILS)
def test_hostile_mails_are_read_or_refused(tmp_path: Path, name: str) -> None:
    data, allowed = HOSTILE_MAILS[name]
    (tmp_path / "a.eml").write_bytes(data)
    found = outcome(tmp_path / "a.eml")
    assert found in allowed if allowed else TEXT in found
