"""From view ranges to rows of the document: characters, sentence, section."""

from __future__ import annotations

from bisect import bisect_right

from policyminer.bind.context import Context
from policyminer.model import Section


class Rows:
    """Turns view ranges into rows of the document text."""

    def __init__(self, context: Context, doc_id: str) -> None:
        self.context, self.doc_id = context, doc_id
        self.view = context.outline.view
        self.document = context.outline.document.text
        self._sections = _Sections(context.outline.sections)

    def span(self, start: int, end: int) -> tuple[int, int, str]:
        """Document range of a view range, and its characters."""
        a, b = self.view.raw_span(start, max(end, start + 1))
        return a, b, self.document[a:b]

    def words(self, start: int, end: int) -> tuple[int, int] | tuple[None, None]:
        """Document range of some words, null when there are none."""
        return self.view.raw_span(start, end) if end > start else (None, None)

    def sentence(self, position: int) -> str:
        """The sentence around a view position."""
        start, end = self.context.outline.sentence(position)
        return self.view.text[start:end].strip()

    def section(self, start: int) -> str | None:
        """Id of the smallest section around a document offset."""
        return self._sections.at(start)


class _Sections:
    """The smallest section around a document offset: sections are sorted and nested, so parents lead there."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self._sections = [s for s in sections if s.kind != "boilerplate"]
        self._starts = [s.start for s in self._sections]
        self._by_id = {s.section_id: s for s in self._sections}

    def at(self, position: int) -> str | None:
        """Id of the section, or none outside all of them."""
        i = bisect_right(self._starts, position) - 1
        section = self._sections[i] if i >= 0 else None
        while section is not None and not section.start <= position < section.end:
            section = self._by_id.get(section.parent_id or "")
        return section.section_id if section else None
