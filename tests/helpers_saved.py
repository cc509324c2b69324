"""Scores for real saved pages: how much of the article is read, and how much of what is read is the article."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from policyminer.model import Document
from policyminer.read import read
from policyminer.read.encoding import decode
from policyminer.read.sniff import declared_charset

PLAN = Path(__file__).with_name("saved_pages.toml")
#: Characters of a shingle: what two texts have in common is counted in runs of so many.
SHINGLE = 4
BODY = ("heading", "paragraph", "cell")
UNSEEN = "script, style, noscript, template, textarea, video, select, button, iframe"


@dataclass(frozen=True)
class Saved:
    """A saved page with what is right: the article, and where it is known the title and the date."""

    path: Path
    body: str
    titles: tuple[str, ...]  # any of them is right; none is known
    date: date | None


@dataclass(frozen=True)
class Score:
    """``title`` and ``date`` are None where the page does not say."""

    path: Path
    recall: float
    precision: float
    title: bool | None
    date: bool | None
    document: Document
    wanted: Saved


def saved_pages(folder: Path) -> Iterator[Saved]:
    """The pages of the packages that are there, unpacked below ``folder``."""
    for package in tomllib.loads(PLAN.read_text(encoding="utf-8"))["package"]:
        place = folder / package["folder"]
        if place.is_dir():
            yield from (_marked(place, page) for page in package["pages"]) if "pages" in package else _told(place)


def _marked(place: Path, page: dict[str, Any]) -> Saved:
    path = place / page["page"]
    data = path.read_bytes()
    tree = LexborHTMLParser(decode(data, path.name, declared_charset(data)).text)
    title = tree.css_first(page["title"]) if "title" in page else None
    known = (title.text().split(page.get("cut", "\0"))[0],) if title is not None else ()
    for unseen in tree.css(UNSEEN):
        unseen.decompose()
    found = tree.css_first(page["body"])
    assert found is not None, f"{path}: nothing at {page['body']}"
    for node in found.css(page["without"]) if "without" in page else ():
        node.decompose()
    for node in found.css("[style]"):
        if "display:none" in (node.attributes.get("style") or "").replace(" ", "").lower():
            node.decompose()
    return Saved(path, found.text(separator="\n"), known, page.get("date"))


def _told(place: Path) -> Iterator[Saved]:
    """Pages beside which a package has their text and metadata."""
    for path in sorted((place / "html").glob("*.html")):
        text, told = place / "txt" / f"{path.stem}.txt", place / "metadata" / f"{path.stem}.json"
        if text.exists():
            known = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
            published = known.get("publish_date")
            when = date.fromisoformat(published[:10]) if published else None
            headings = LexborHTMLParser(path.read_bytes().decode("utf-8", "replace")).css("h1")
            shown = [headings[0].text()] if len(headings) == 1 else []
            titles = (known["title"], *shown) if known.get("title") else ()
            yield Saved(path, text.read_text(encoding="utf-8"), titles, when)


def score(saved: Saved) -> Score:
    """Read a page and compare."""
    document = read(saved.path)
    recall, precision = shared_parts(body_of(document), saved.body)
    title = _bare(document.metadata.get("title", ""))
    when = document.metadata.get("date_published") or document.metadata.get("date_issued") or ""
    return Score(
        saved.path,
        recall,
        precision,
        _same_quotes(title) in map(_same_quotes, map(_bare, saved.titles)) if saved.titles else None,
        None if saved.date is None else when[:10] == saved.date.isoformat(),
        document,
        saved,
    )


def body_of(document: Document) -> str:
    """What a reader took for the article."""
    return "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind in BODY)


def shared_parts(got: str, wanted: str) -> tuple[float, float]:
    """Recall and precision of a text, by runs of characters."""
    found, asked = _shingles(got), _shingles(wanted)
    common = sum((found & asked).values())
    return common / max(1, sum(asked.values())), common / max(1, sum(found.values()))


def _same_quotes(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


def _shingles(text: str) -> Counter[str]:
    bare = _bare(text)
    return Counter(bare[i : i + SHINGLE] for i in range(max(1, len(bare) - SHINGLE + 1)))


def _bare(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")
