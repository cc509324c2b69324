"""What the binders share: names by position, the marked sentences, whom an article or item is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import regex

from policyminer.find import Amount, Findings, Name
from policyminer.find.agencies import owner_name
from policyminer.find.dates import Found
from policyminer.find.own import issuing_university, own_university, sole_university
from policyminer.folding import fold
from policyminer.outline import Paragraph
from policyminer.outline.kinds import IS_SCHOOL, kind_of
from policyminer.patterns import rx
from policyminer.rules.packs import CompiledRule

#: characters behind a title in which its second line may name the school
_SUBTITLE = 40
#: a university that tells of its own work
_SELF = regex.compile(r"(?<![\u4e00-\u9fff])(?:学校|我校|本校)(?:先后|选派|投入|组织|派出|与|对|为|累计|定点)")
#: 某大学对口帮扶办公室2023年工作总结: what stands behind the university in the title of an account of its own
_OWN_WORK = regex.compile(r"(?![与和、及同]|(?:对口|结对)?(?:帮扶|支援|支持)[^,。]{2,8}[县市区])[^,。《》]{0,24}(?:总结|简报|动态|汇报|报告|小结)")
#: a document of a region that need not name it
_OF_A_REGION = regex.compile(r"[全我][县市区州旗](?!级|域)")
#: what follows the name of a township that issues a document
_GOVERNS = regex.compile(r"$|人民政府|政府|党委|党工委|办事处|党政|综合|纪委|社会事务")
_OURS = regex.compile(r"我校|(?<![\u4e00-\u9fff])学校")
_VISITS = regex.compile(r"(?:访问|走访|拜访|考察|走进|前往|来到|赴)了?$")
#: universities of which the one named most may still be whom a text is about; more names of a region than these tell of it
_MANY = 2
#: documents about every field of government
_ALL_FIELDS = ("report", "communique")
#: a document about a field has one of its words in so many characters at least
_ONE_IN = 150
#: a circular that tells how things stand
_TELLS = regex.compile(r"(?:情况|结果)的?(?:通报|通告)$")
_TELLS_AS = regex.compile(r"现将[^。;]{0,24}(?:情况|结果)[^。;]{0,6}通报如下")
#: what bears the name of a place and is not the place
_FIRM = regex.compile(
    r"[^\W\d_与和同在举召签赴到对向及携]{0,4}(?:\([\u4e00-\u9fff]{2,6}\))?[^\W\d_与和同在举召签赴到对向及携]{0,12}?(?:公司|(?:制造|机械|[药酒纸总分])厂(?!家|商)|(?<!教育|办学)集团(?!化|办学|校)|[协商]会|学会(?!了)|医院|银行|博物馆|科技馆|天文馆|图书馆|实验站|试验站)|[\u4e00-\u9fff]{0,2}(?:联络处|办事处(?=[主副的]))"
)
_BODIES = ("agency", "school", "university", "person")
#: documents that may introduce a university or school
_INTRODUCE = ("summary", "other")
#: characters of the title line of a document that a notice carries, from and to
_LONGEST_TITLE = (4, 60)


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of the document that is about somebody: an article, a bulletin item, the whole document."""

    start: int
    end: int
    kind: str
    subjects: tuple[Name, ...]


#: characters in which a document says what it does and whom it speaks for
_EARLY = 1500


def is_day(found: Found) -> bool:
    """A day, or a stretch of up to a month."""
    return found.date_from is not None and found.date_to is not None and (found.date_to - found.date_from).days <= 31


def _nested(names: Sequence[Name]) -> set[tuple[int, int]]:
    """The ranges of names that lie within another one, or are those of two."""
    found: set[tuple[int, int]] = set()
    before: tuple[int, int] | None = None
    for start, end in sorted(((n.start, n.end) for n in names), key=lambda r: (r[0], -r[1])):
        if before is not None and end <= before[1]:
            found.add((start, end))
        else:
            before = start, end
    return found


class Context:
    """Look-ups over the findings of one document."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.scene = findings.scene
        self.outline = findings.scene.outline
        self.folded = findings.scene.folded
        # a town that a list names in short (甲、乙等5个乡镇) is nobody that a sentence is about
        self.names = tuple(n for n in findings.entities.names if n.rule != "region.town_list")
        self._starts = [n.start for n in self.names]
        self._amount_starts = [a.start for a in findings.amounts]
        self._date_starts = [d.start for d in self.scene.dates]
        self.by_name = {n.name: n for n in reversed(self.names)}
        self.scopes = sorted(self._find_scopes(), key=lambda s: (s.start, -s.end))
        self._scope_starts = [s.start for s in self.scopes]
        self._alike: dict[tuple[str, str, str], tuple[list[int], list[Name]]] = {}
        self._carried: list[tuple[int, str]] | None = None
        self._about: dict[tuple[str, ...], bool] = {}
        self._regions_in: dict[str, str | None] = {}
        self.news_about: dict[tuple[Name, ...], Name | None] = {}
        self._wide = [s for s in self.scopes if s.kind != "item"]  # the document, then its articles
        self._wide_starts = [s.start for s in self._wide]
        self._institutions = list(self._introduced()) if self.scene.metadata.doc_type in _INTRODUCE else []

    def names_in(self, start: int, end: int, *types: str) -> list[Name]:
        """Names that begin in ``[start, end)``, of the given types (all when none is given)."""
        i = bisect_left(self._starts, start)
        j = bisect_left(self._starts, end, i)
        return [n for n in self.names[i:j] if not types or n.type in types] if i < j else []

    def in_body_name(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies within the name of a body or person."""
        starts, reach = self._bodies
        i = bisect_right(starts, start)
        return i > 0 and end <= reach[i - 1]

    @cached_property
    def _bodies(self) -> tuple[list[int], list[int]]:
        """Where the names of bodies and persons begin, and how far those that have begun by then reach."""
        bodies = [n for n in self.names if n.type in _BODIES]
        return [n.start for n in bodies], list(accumulate((n.end for n in bodies), max))

    def last_name(self, position: int, type_: str, kind: str = "", ending: str = "") -> Name | None:
        """The last name of a type, kind and ending that begins before ``position``, however far back it stands."""
        key = (type_, kind, ending)
        if key not in self._alike:
            alike = [n for n in self.names if n.type == type_ and kind in ("", n.kind) and n.name.endswith(ending)]
            self._alike[key] = [n.start for n in alike], alike
        starts, alike = self._alike[key]
        before = bisect_left(starts, position)
        return alike[before - 1] if before else None

    def amounts_in(self, start: int, end: int) -> Sequence[Amount]:
        """Quantities that begin in ``[start, end)``."""
        i, j = bisect_left(self._amount_starts, start), bisect_left(self._amount_starts, end)
        return self.findings.amounts[i:j]

    def dates_in(self, start: int, end: int) -> Sequence[Found]:
        """Dates that begin in ``[start, end)``."""
        i, j = bisect_left(self._date_starts, start), bisect_left(self._date_starts, end)
        return self.scene.dates[i:j]

    def paragraph(self, position: int) -> Paragraph:
        """The paragraph at a view position."""
        return self.outline.paragraphs[self.outline.paragraph_at(position)]

    def region_name(self, level: str, position: int) -> str | None:
        """Name of the region that 省, 市, 县 or 区 means here."""
        return owner_name(self.scene, level, self.findings.entities.chain_at(position))

    def region_in(self, body: str) -> str | None:
        """The last region of the document that the name of a body holds: 安宁区 in 兰州市安宁区教育局."""
        if body not in self._regions_in:
            owners = [n for n in self._region_names if n in body and len(n) < len(body)]
            self._regions_in[body] = max(owners, key=lambda n: (body.find(n) + len(n), len(n)), default=None)
        return self._regions_in[body]

    @cached_property
    def university_names(self) -> frozenset[str]:
        """The universities that the document names."""
        return frozenset(n.name for n in self.names if n.type == "university")

    def named(self, name: str) -> Sequence[Name]:
        """Every place that has a name."""
        return self._by_names.get(name, ())

    @cached_property
    def _by_names(self) -> dict[str, list[Name]]:
        found: dict[str, list[Name]] = {}
        for name in self.names:
            found.setdefault(name.name, []).append(name)
        return found

    @cached_property
    def days_told(self) -> tuple[list[int], list[Found | None]]:
        """Where days and stretches of up to a month stand, and up to each the first, if it holds all the others."""
        days = [d for d in self.scene.dates if is_day(d)]
        firsts = accumulate((d.date_from for d in days if d.date_from), min)
        lasts = accumulate((d.date_to for d in days if d.date_to), max)
        held = [days[0] if told == (days[0].date_from, days[0].date_to) else None for told in zip(firsts, lasts, strict=True)]
        return [d.start for d in days], held

    @cached_property
    def latest_year(self) -> int:
        """The last year in which something told of begins; 0 where no date says one."""
        return max((d.date_from.year for d in self.scene.dates if d.date_from is not None), default=0)

    @cached_property
    def body_of_person(self) -> dict[str, str]:
        """The body that each person was first introduced with."""
        return {n.name: n.org for n in reversed(self.names) if n.type == "person" and n.org}

    @cached_property
    def _region_names(self) -> frozenset[str]:
        return frozenset(n.name for n in self.names if n.type == "region")

    def home_region(self, level: str) -> str | None:
        """Name of the document's own region of a level; none for a document of a higher level."""
        return owner_name(self.scene, level, self.findings.entities.places.home)

    def home_name(self, position: int) -> str | None:
        """Name of the most specific region this place of the document is about."""
        chain = self.findings.entities.chain_at(position)
        if chain == self.findings.entities.places.home and self.home_town:
            return self.home_town
        entry = self.scene.rules.gazetteer.region(chain[-1], self.scene.day) if chain else None
        return entry.name if entry else None

    @cached_property
    def unnamed_level(self) -> str | None:
        """市 in a document that speaks of 我市 and does not say which."""
        own = rx.search(r"(?<![\u4e00-\u9fff])[我本](?P<level>[市县区州旗])(?![场民域外])", self.folded[:_EARLY])
        return own["level"] if own and self.home_region(own["level"]) is None else None

    def occasion_in(self, words: str) -> CompiledRule | None:
        """The rule of the occasion that a heading or title names first; the longer word where two begin together."""
        found = [(at, -len(word), rule) for word, rule in self.scene.rules.occasions.items() if (at := words.find(word)) >= 0]
        return min(found, key=lambda f: f[:2])[2] if found else None

    @cached_property
    def title(self) -> Paragraph | None:
        """The first line of the title."""
        return next((p for p in self.outline.paragraphs if p.kind == "title"), None)

    @cached_property
    def home_town(self) -> str | None:
        """The township or street that opens the document's title or issued it, behind the regions above it."""
        title = self.title
        at = title.start if title else -1
        for name in self.names_in(title.start, title.end, "region") if title else ():
            if name.start == at and name.kind == "town":
                return name.name
            at = name.end if name.start == at else -1
        issuer = fold(self.scene.metadata.issuer or "")
        towns = {n.name for n in self.names if n.kind == "town" and n.name in issuer}
        return next((t for t in sorted(towns) if _GOVERNS.match(issuer, issuer.find(t) + len(t))), None)

    @cached_property
    def university_openings(self) -> tuple[str, ...]:
        """What the names of the universities of the document open with, and their short forms."""
        short = self.scene.rules.gazetteer.short_forms
        named = {n.entity_id: n.name for n in self.names if n.type == "university"}
        return tuple(
            form for key, name in named.items() for form in (name[:2], *short.get(key.removeprefix("university:"), ()))
        )

    @cached_property
    def issuing_university(self) -> str | None:
        """The university that issued the document, whether or not the text names it."""
        return issuing_university(self.scene)

    @cached_property
    def own_university(self) -> str | None:
        """The university that 我校 and 学校 mean: it issued the document, or opens its title."""
        return own_university(self.scene) or (self.home_university.name if self.home_university else None) or sole_university(self.scene, self.names)

    @cached_property
    def home_university(self) -> Name | None:
        """The university whose office issued the document: an account or bulletin of its own work."""
        issuer = fold(self.scene.metadata.issuer or "")
        own = self.issuing_university
        if own is not None:
            return self.by_name.get(own) or Name(0, 0, "university", own, f"learned:university:{own}", "document")
        title = self.title
        head = fold(self.scene.metadata.title or "")
        for name in self.names:
            if name.type != "university":
                continue
            written = self.folded[name.start : name.end]
            opens = title is not None and name.start == title.start and _OWN_WORK.match(head, len(written))
            if issuer.startswith(written) or (not issuer and opens and head.startswith(written)):
                return name
        return None

    @cached_property
    def home_is_frequent(self) -> bool:
        """Whether the region named most is named often enough, by itself and not as the owner of a body, to be what news tells of."""
        home = self.findings.entities.places.home
        bodies = {n.start for n in self.names if n.type != "region"}
        told = [n for n in self.names if home and n.adcode == home[-1] and n.start not in bodies and not self.names_firm(n)]
        return len(told) > _MANY

    @cached_property
    def home_school(self) -> Name | None:
        """The school whose account of its own work this is: 某小学2012年工作总结, with 我校 in the text."""
        title = self.title
        if title is None or "我校" not in self.folded:
            return None
        named = self.names_in(title.start, title.end + _SUBTITLE, "school")
        return next((n for n in named if _OWN_WORK.match(self.folded, n.end)), None)

    @cached_property
    def speaking_university(self) -> Name | None:
        """The university named most in a text that says of itself 学校 or 我校 and not for which region it speaks."""
        kind = self.scene.metadata.doc_type
        if self.findings.entities.places.told or kind in ("news", "bulletin", "plan") or not _SELF.search(self.folded):
            return None
        counts = Counter((n.type, n.name) for n in self.names if n.type in ("university", "region"))
        (kind, name), most = max(counts.items(), key=lambda x: x[1], default=(("", ""), 0))
        return self.by_name[name] if kind == "university" and most > 2 else None

    def institution_at(self, position: int) -> Name | None:
        """The university or school that an introduction (某学院创建于…) is about at a position."""
        return next((name for start, name in reversed(self._institutions) if start <= position), None)

    def _introduced(self) -> Iterator[tuple[int, Name]]:
        """Where each introduction begins: 某大学, alone on a line, or the sentence that says what the school is."""
        for paragraph in self.outline.paragraphs:
            name = next(iter(self.names_in(paragraph.start, paragraph.start + 2, "university", "school")), None)
            if name is None:
                continue
            alone = name.end >= paragraph.end - 1
            if alone or IS_SCHOOL.match(self.folded, paragraph.start, paragraph.end):
                yield paragraph.start, name

    @property
    def is_about_all(self) -> bool:
        """Whether the document reports on every field of government."""
        return self.scene.metadata.doc_type in _ALL_FIELDS

    def genre_at(self, position: int) -> str | None:
        """The kind of text at a position: a notice may carry a report, whose title stands on a line of its own."""
        kind = self.scene.metadata.doc_type
        if kind != "notice":
            return kind
        if _TELLS.search(self.scene.metadata.title or "") or _TELLS_AS.search(self.folded[:_EARLY]):
            return "summary"
        if self._carried is None:
            self._carried = list(self._carried_titles())
        return next((carried for start, carried in reversed(self._carried) if start <= position), kind)

    def _carried_titles(self) -> Iterator[tuple[int, str]]:
        """Where each document that a notice carries begins, and its kind."""
        for paragraph in self.outline.paragraphs:
            line = self.folded[paragraph.start : paragraph.end].strip()
            if paragraph.kind in ("title", "heading") or not _LONGEST_TITLE[0] <= len(line) <= _LONGEST_TITLE[1]:
                continue
            if rx.search(r"[,。;:!?]", line):
                continue
            kind = kind_of(rx.sub(r"[\s*]", "", line))
            if kind in ("summary", "report", "plan", "opinion", "measures"):
                yield paragraph.start, kind

    def is_about(self, field: tuple[str, ...]) -> bool:
        """Whether the document as a whole is about the field that these words belong to."""
        known = self._about.get(field)
        if known is None:
            named = (self.scene.metadata.title or "", self.scene.metadata.issuer or "")
            told = sum(map(self.folded.count, field))
            known = told * _ONE_IN >= len(self.folded) or any(word in name for word in field for name in named)
            self._about[field] = known
        return known

    def scope_at(self, position: int) -> Scope | None:
        """The innermost scope around ``position``."""
        i = bisect_right(self._scope_starts, position) - 1
        # items lie inside articles: the last one that began is the innermost, else the one before it, else the document
        for scope in reversed(self.scopes[max(i - 1, 0) : i + 1]):
            if scope.start <= position < scope.end:
                return scope
        around = self._wide[bisect_right(self._wide_starts, position) - 1]  # articles lie side by side
        return around if position < around.end else self._wide[0]

    def is_guest(self, university: Name) -> bool:
        """Whether a text of 我校 names a university only as one that it visited: 一行还访问某大学."""
        return university.name in self._guests

    @cached_property
    def _guests(self) -> frozenset[str]:
        if not _OURS.search(self.folded):
            return frozenset()
        stays = (n.name for n in self.names if not _VISITS.search(self.folded, max(0, n.start - 6), n.start))
        return frozenset(self.by_name).difference(stays)

    @cached_property
    def only_university(self) -> Name | None:
        """The only university that is no guest, where it is named last."""
        own = {n.name: n for n in self.names if n.type == "university" and not self.is_guest(n)}
        return next(iter(own.values())) if len(own) == 1 else None

    def names_firm(self, name: Name) -> bool:
        """Whether a region opens the name of a company, hospital or museum: 长沙某某科技有限公司, 恩施市中心医院."""
        return name.type == "region" and _FIRM.match(self.folded, name.end) is not None

    def _find_scopes(self) -> list[Scope]:
        paragraphs = self.outline.paragraphs
        found = [Scope(i.start, i.end, "item", self._subjects(i.start, i.end)) for i in self.scene.items]
        groups: dict[int, list[int]] = {}
        for i, paragraph in enumerate(paragraphs):
            if paragraph.article >= 0:
                groups.setdefault(paragraph.article, []).append(i)
        for members in groups.values():
            heads = [paragraphs[i] for i in members if paragraphs[i].kind == "article"]
            first, last = paragraphs[members[0]], paragraphs[members[-1]]
            subjects = self._subjects(heads[0].start, heads[-1].end) if heads else ()
            found.append(Scope(first.start, last.end, "article", subjects))
        title = [p for p in paragraphs if p.kind == "title"]
        whole = self._subjects(title[0].start, title[-1].end) if title else ()
        found.append(Scope(0, len(self.folded) + 1, "document", whole or self._frequent()))
        return found

    def _subjects(self, start: int, end: int) -> tuple[Name, ...]:
        """Universities, schools and regions named in a heading or item; a region above another one is left out."""
        names = [n for n in self.names_in(start, end) if n.type in ("university", "region", "school", "agency")]
        kept: dict[str, Name] = {}
        around = _nested(names)
        for n, following in zip(names, [*names[1:], None], strict=False):
            chained = (
                following is not None
                and following.type in ("region", "school")
                and n.type == "region"
                and following.start == n.end
            )
            if not chained and not (n.type == "region" and (n.start, n.end) in around):
                kept.setdefault(n.name, n)
        return tuple(kept.values())

    def _frequent(self) -> tuple[Name, ...]:
        """The university or region named most often; where a county speaks of itself (全县, 我市), no university."""
        of_region = self.scene.metadata.doc_type != "news" and _OF_A_REGION.search(self.folded)
        types = ("region",) if of_region else ("university", "region")
        counts = Counter((n.type, n.name) for n in self.names if n.type in types)
        if not counts and self.scene.metadata.doc_type == "news":
            counts = Counter((n.type, n.name) for n in self.names if n.type == "school")
        if not counts:
            return ()
        (kind, name), most = max(counts.items(), key=lambda x: (x[1], x[0]))
        alike = [n for (of, _), n in counts.items() if of == kind]
        if kind == "university" and len(alike) > _MANY and 2 * most <= sum(alike):
            return ()  # an account of many universities
        if most < 2 and len(alike) > 2 and self.scene.metadata.doc_type == "news":
            return ()  # news of many places, each named once
        chosen = next(n for n in self.names if (n.type, n.name) == (kind, name))
        return () if chosen.kind == "town" and most < 2 else (chosen,)


def strip_quotes(text: str) -> str:
    """Text without white space and marks."""
    return rx.sub(r"[\s*]+", "", text)
