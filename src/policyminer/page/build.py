"""Tables and templates to files: one page, or one page and others with the texts beside it."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policyminer.model import PolicyMinerError
from policyminer.page.data import PageData, read_tables, select, with_context
from policyminer.page.labels import asset, labels
from policyminer.page.network import layout

#: Scripts of the page in the order in which they are joined.
SCRIPTS = (
    "dom.js",
    "data.js",
    "words.js",
    "review.js",
    "grid.js",
    "charts.js",
    "marks.js",
    "overview.js",
    "facts.js",
    "network.js",
    "document.js",
    "app.js",
)
#: Bytes of documents on one page of texts.
_PART_BYTES = 4_000_000
#: Tables that can be reviewed on a page without the texts; a decision needs the words around its quote.
REVIEWED = ("indicators", "events", "partnerships")
#: ``<``, ``>`` and ``&`` could end the block or open a comment, U+2028 and U+2029 end lines of older scripts.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_NUMBERED = re.compile(r"\d{3,}\.html")


@dataclass(frozen=True, slots=True)
class Built:
    """What was written: the page, the pages of texts beside it (none when all fits), and bytes in all."""

    page: Path
    parts: tuple[Path, ...]
    documents: int
    size: int


@dataclass(frozen=True, slots=True)
class _Page:
    """One page to write: its meta block, its corpus tables, and the blocks of its documents."""

    path: Path
    meta: dict[str, Any]
    corpus: dict[str, Any]
    documents: tuple[tuple[str, str], ...]


def build(out: str | Path, target: str | Path, *, language: str = "zh", budget_mb: float = 15.0) -> Built:
    """Write the report page of a snapshot to ``target``.

    ``language`` is the one the page opens in (``zh``, ``en``). When the page would take more than ``budget_mb``
    million bytes, the texts of the documents go to numbered pages in a folder beside it (``report-docs/001.html`` for
    ``report.html``). Raises ``PolicyMinerError``: ``no_tables``, ``library_missing``, ``out_not_writable``.
    """
    _need_libraries(target)
    data = read_tables(out)
    target = Path(target)
    network = layout(data.partnerships)
    blocks = tuple((doc_id, as_script(payload)) for doc_id, payload in data.documents)
    meta = {
        "kind": "whole",
        "snapshot": data.snapshot,
        "rules": data.rules,
        "version": data.version,
        "language": language,
        "regions": data.regions,
        "network": network,
        "pages": {},
    }
    whole = _Page(target, meta, data.corpus, blocks)
    text = _render(whole)
    parts: list[_Page] = []
    if len(text.encode()) > budget_mb * 1_000_000:
        parts = _split(data, target, meta, blocks)
        texts = {doc_id: payload["text"] for doc_id, payload in data.documents}
        reviewed = {name: with_context(data.corpus[name], texts) for name in REVIEWED}
        meta = {**meta, "kind": "index", "pages": parts[0].meta["pages"]}
        text = _render(_Page(target, meta, {**data.corpus, **reviewed}, ()))
    written = [(part.path, _render(part)) for part in parts] + [(target, text)]
    try:
        for path, content in written:
            _write(path, content)
        _sweep(_folder(target), {part.path.name for part in parts})
    except OSError as error:
        reason = error.strerror or str(error)
        raise PolicyMinerError("out_not_writable", f"cannot write the page: {reason}", str(target)) from error
    size = sum(path.stat().st_size for path, _ in written)
    return Built(target, tuple(part.path for part in parts), len(blocks), size)


def as_script(value: Any) -> str:
    """JSON that is inert inside a script element, whatever the texts hold.

    >>> as_script({"text": "</script><!--"})
    '{"text":"\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _split(data: PageData, target: Path, meta: dict[str, Any], blocks: tuple[tuple[str, str], ...]) -> list[_Page]:
    """The pages of texts, each with the rows of its documents, and all with the list of documents."""
    groups: list[list[tuple[str, str]]] = []
    room = 0
    for block in blocks:
        size = len(block[1].encode())
        if not groups or room + size > _PART_BYTES:
            groups.append([])
            room = 0
        groups[-1].append(block)
        room += size
    paths = [_folder(target) / f"{number:03d}.html" for number in range(1, len(groups) + 1)]
    pages = {id_: f"{p.parent.name}/{p.name}" for p, group in zip(paths, groups, strict=True) for id_, _ in group}
    meta = {**meta, "kind": "part", "home": f"../{target.name}", "network": None, "pages": pages}
    parts = []
    for path, group in zip(paths, groups, strict=True):
        wanted = {doc_id for doc_id, _ in group}
        corpus = {n: t if n == "documents" else select(t, wanted) for n, t in data.corpus.items()}
        parts.append(_Page(path, meta, corpus, tuple(group)))
    return parts


def _render(page: _Page) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    script = "(() => {\n'use strict';\n" + "\n".join(asset(name) for name in SCRIPTS) + "\n})();"
    style = asset("page.css")
    words = labels()
    return environment.from_string(asset("page.html.j2")).render(
        language={"zh": "zh-CN", "en": "en"}[page.meta["language"]],
        ui={name: label[page.meta["language"]] for name, label in words["ui"].items()},
        script=Markup(script),
        script_hash=_hash(script),
        style=Markup(style),
        style_hash=_hash(style),
        meta=Markup(as_script(page.meta)),
        labels=Markup(as_script(words)),
        corpus=Markup(as_script(page.corpus)),
        documents=[(doc_id, Markup(block)) for doc_id, block in page.documents],
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _folder(target: Path) -> Path:
    return target.with_name(f"{target.stem}-docs")


def _write(path: Path, content: str) -> None:
    """Write in one step, so that nobody opens half a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}-{os.getpid()}")
    scratch.write_text(content, encoding="utf-8", newline="\n")
    scratch.replace(path)


def _sweep(folder: Path, wanted: set[str]) -> None:
    """Remove the numbered pages that an earlier, longer report left."""
    if folder.is_dir():
        for path in folder.iterdir():
            if _NUMBERED.fullmatch(path.name) and path.name not in wanted:
                path.unlink()


def _need_libraries(target: str | Path) -> None:
    try:
        import jinja2  # noqa: F401
        import networkx  # noqa: F401
    except ImportError as error:
        raise PolicyMinerError(
            "library_missing",
            f"the report page needs the library {error.name}, which is not installed",
            str(target),
            'pip install "policyminer[report]"',
        ) from error
