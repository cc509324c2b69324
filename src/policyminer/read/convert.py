"""DOC, WPS and ODT through LibreOffice, run as a program of its own: converted to DOCX, then read as one.

Every conversion has a folder and a profile of its own in which macros and links are switched off, and ends with its
whole process group after ``TIME_LIMIT`` seconds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from policyminer.model import PolicyMinerError
from policyminer.read.docx import read_docx
from policyminer.read.draft import Reading

PROGRAMS = ("soffice", "libreoffice")
TIME_LIMIT = 120.0  # seconds; a start takes two to four, a long document a few more

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def read_doc(data: bytes, where: str) -> Reading:
    """Read an old Word or WPS document.

    Raises ``PolicyMinerError``: ``converter_missing``, ``converter_failed``, and what ``read_docx`` raises.
    """
    return replace(read_docx(_to_docx(data, "doc", where), where), media_type="application/msword")


def read_odt(data: bytes, where: str) -> Reading:
    """Read an OpenDocument text; errors as for ``read_doc``."""
    return replace(read_docx(_to_docx(data, "odt", where), where), media_type="application/vnd.oasis.opendocument.text")


def converter() -> str | None:
    """The path of LibreOffice, or none when it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def _to_docx(data: bytes, ending: str, where: str) -> bytes:
    program = converter()
    if program is None:
        hint = "install LibreOffice so that `soffice` is found on PATH, or save the document as DOCX"
        raise PolicyMinerError("converter_missing", "this format is read through LibreOffice", where, hint)
    with tempfile.TemporaryDirectory(prefix="policyminer-") as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = folder / f"document.{ending}"
        source.write_bytes(data)
        options = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"]
        own = f"-env:UserInstallation={profile.parent.as_uri()}"
        said = _run([program, own, *options, "--outdir", str(folder / "out"), str(source)], folder, where)
        result = folder / "out" / "document.docx"
        if not result.is_file():
            hint = "open it in an office program, without its password if it has one, and save it as DOCX"
            raise PolicyMinerError("converter_failed", f"LibreOffice cannot open it: {said}", where, hint)
        return result.read_bytes()


def _run(command: list[str], folder: Path, where: str) -> str:
    """Run the converter and return the last line it said; its process group never outlives this call."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        message = f"LibreOffice took longer than {TIME_LIMIT:g} seconds"
        raise PolicyMinerError("converter_failed", message, where, "save the document as DOCX") from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    lines = said.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
