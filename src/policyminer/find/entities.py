"""All names of a document in one pass, and the one overlap policy.

Precedence: 《titles》 and codes hold no names; a school beats the region, university and agency inside it; a university
beats the region inside it; an agency keeps the regions inside it as mentions of their own; people come last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import regex

from policyminer.find.agencies import find_agencies
from policyminer.find.foreign import abroad_before
from policyminer.find.people import find_people
from policyminer.find.places import Places, find_places
from policyminer.find.programmes import only_opens, quoted_programmes
from policyminer.find.protect import spans
from policyminer.find.scene import Name, Scene, aligned
from policyminer.find.schools import find_schools
from policyminer.patterns import rx
from policyminer.rules.gazetteer import Entry, Hit

#: the name of a programme, training or meeting begins with a region that is not meant as a place
#: a press, foundation or hospital of a university is not the university
_NOT_THE_UNIVERSITY = regex.compile(
    r"出版社|学报|路(?![上径])|城(?![乡口固步])|(?:教育)?(?:发展)?基金会|(?:第[一二三四五六七八九十]+)?附属[\u4e00-\u9fff]{0,6}医院"
)
_KIND_FORMS = {"农业大学": "农大", "师范大学": "师大", "科技大学": "科大", "工业大学": "工大", "医科大学": "医大"}
_OPEN_BEFORE = regex.compile(r"[和与及同跟、,。;:在到由向\n]")


@dataclass(frozen=True, slots=True)
class Entities:
    """The names of a document, its places, and the adcodes that 省, 市, 县 mean at a position."""

    names: tuple[Name, ...]
    places: Places
    chain_at: Callable[[int], tuple[str, ...]]


def find_entities(scene: Scene) -> Entities:
    """Universities, schools, regions, agencies and people of one document, in reading order."""
    hits = scene.rules.gazetteer.find(scene.folded)
    hits = [part for hit in hits for part in _split_zone(scene, hit)]
    universities = _universities(scene, hits)
    claimed = spans([(n.start, n.end) for n in universities])
    places = find_places(scene, hits, claimed)
    # A name never runs over the end of a paragraph or of a table cell.
    schools = [n for n in find_schools(scene, places.names, universities) if "\n" not in scene.folded[n.start : n.end]]
    in_school = spans([(n.start, n.end) for n in schools])
    universities = [n for n in universities if not in_school.overlaps(n.start, n.end)]
    regions = [n for n in places.names if not in_school.overlaps(n.start, n.end)]
    chain_at = _local_chains(scene, regions, places.home)
    central = [
        _central(h)
        for h in hits
        if any(e.type == "agency" for e in h.entries) and not in_school.overlaps(h.start, h.end)
    ]
    blocked = [(n.start, n.end) for n in (*universities, *schools)]
    agencies = find_agencies(scene, regions, blocked, chain_at, central)
    named, quoted = spans([(n.start, n.end) for n in agencies if n.rule == "agency.group"]), quoted_programmes(scene)
    regions = [n for n in regions if not only_opens(scene, n, named, quoted) and not _in_masthead(scene, n)]
    names = sorted([*universities, *schools, *regions, *agencies], key=lambda n: (n.start, -n.end))
    people = find_people(scene, names, chain_at)
    codes = scene.protected.codes
    in_person = spans([(n.start, n.end) for n in people])
    names = [n for n in names if n.type != "region" or not in_person.overlaps(n.start, n.end)]  # 陈|金华
    everything = [n for n in (*names, *people) if not codes.overlaps(n.start, n.end)]
    everything = sorted(everything, key=lambda n: (n.start, -n.end, n.type))
    return Entities(tuple(everything), places, chain_at)


def _split_zone(scene: Scene, hit: Hit) -> list[Hit]:
    """南昌高新区 is two mentions: the city and its zone."""
    zone = next((e for e in hit.entries if e.id.startswith("zone:") and e.kind in ("hightech", "economic")), None)
    if zone is None:
        return [hit]
    city = scene.rules.gazetteer.region(zone.parent, scene.day)
    if city is None:
        return [hit]
    for form in (city.name, rx.sub(r"(?:市|地区|自治州|州|盟|县|区)$", "", city.name)):
        if len(form) >= 2 and hit.surface.startswith(form) and len(hit.surface) > len(form) + 1:
            middle = hit.start + len(form)
            return [Hit(hit.start, middle, form, (city,)), Hit(middle, hit.end, hit.surface[len(form) :], (zone,))]
    return [hit]


def _universities(scene: Scene, hits: list[Hit]) -> list[Name]:
    """Institutions of higher education; a shared short form is decided by the full names around it."""
    found: list[Name] = []
    full_ids = {e.id for h in hits for e in h.entries if e.type == "university" and e.name == h.surface}
    for hit in hits:
        entries = [e for e in hit.entries if e.type == "university"]
        if not entries or scene.protected.titles.overlaps(hit.start, hit.end):
            continue
        student = hit.surface.endswith("大学") and scene.folded.startswith("生", hit.end)
        if student or _NOT_THE_UNIVERSITY.match(scene.folded, hit.end) or _is_abroad(scene, hit):
            continue
        entry = _choose_university(scene, entries, full_ids)
        name = entry.name if hit.surface != entry.name else scene.text[hit.start : hit.end]
        found.append(Name(hit.start, hit.end, "university", name, f"university:{entry.id}", "university.gazetteer"))
    return sorted([*found, *_short_universities(scene, found)], key=lambda n: n.start)


def _is_abroad(scene: Scene, hit: Hit) -> bool:
    """莫斯科国际关系学院, 某国外交部外交学院: a name of ours behind a place abroad."""
    ministry = 3 if scene.folded.startswith(("外交部", "国防部", "教育部"), hit.start - 3) else 0
    return abroad_before(scene.folded, hit.start - ministry, scene.rules.lexicon("foreign_places"))


def _short_universities(scene: Scene, found: list[Name]) -> list[Name]:
    """吉大, 清华: forms of two characters, taken only where the document names the institution in full."""
    gazetteer, folded = scene.rules.gazetteer, scene.folded
    taken = spans([(n.start, n.end) for n in found])
    short: list[Name] = []
    named = {n.entity_id: n for n in found}
    for name in named.values():
        own = gazetteer.short_forms.get(name.entity_id.removeprefix("university:"), ())
        for form in (*own, *_kind_of(name, named.values())):
            position = folded.find(form)
            while position >= 0:
                end = position + len(form)
                if (
                    not taken.overlaps(position, end)
                    and aligned(folded, position, end)
                    and (form in own or _OPEN_BEFORE.match(folded[position - 1 : position]))
                    and not folded.startswith("附", end)
                    and not scene.protected.titles.overlaps(position, end)
                ):
                    short.append(Name(position, end, "university", name.name, name.entity_id, "university.short"))
                position = folded.find(form, end)
    return short


def _kind_of(name: Name, named: Iterable[Name]) -> Iterator[str]:
    """农大 for the one agricultural university that the document names."""
    for ending, form in _KIND_FORMS.items():
        if name.name.endswith(ending) and sum(n.name.endswith(ending) for n in named) == 1:
            yield form


def _choose_university(scene: Scene, entries: list[Entry], full_ids: set[str]) -> Entry:
    named = [e for e in entries if e.id in full_ids]
    if named:
        return named[0]
    valid = [e for e in entries if e.holds(scene.day)] or entries
    number = scene.metadata.doc_number or scene.metadata.issuer or ""
    province = scene.rules.characters.get(number[:1])
    near = [e for e in valid if province and e.parent[:2] == province[:2]]
    return (near or valid)[0]


def _central(hit: Hit) -> Name:
    entry = next(e for e in hit.entries if e.type == "agency")
    return Name(hit.start, hit.end, "agency", entry.name, entry.id, "agency.central")


def _local_chains(scene: Scene, regions: list[Name], home: tuple[str, ...]) -> Callable[[int], tuple[str, ...]]:
    """What 省, 市, 县 mean at a place: the region of the bulletin item or article, else the document's home."""
    scopes = _scopes(scene, regions) if scene.metadata.doc_type == "bulletin" else []

    def lookup(position: int) -> tuple[str, ...]:
        return next((chain for start, end, chain in scopes if start <= position < end), home)

    return lookup


_HELD = regex.compile(r"(?:隆重|顺利|成功)?(?:召开|举行|举办|开班|开幕)")


def _chain_named(scene: Scene, regions: list[Name], start: int, end: int) -> tuple[str, ...]:
    """Adcodes of the first region named in a range, refined by the units below it that follow."""
    best: tuple[str, ...] = ()
    for name in regions:
        if not (start <= name.start < end and name.adcode and name.kind in ("prefecture", "county")):
            continue
        if scene.folded[name.start - 1 : name.start] == "在" and _HELD.match(scene.folded, name.end):
            continue  # 省教育厅在南昌召开会议: where it met, not whom it is about
        chain = scene.rules.gazetteer.chain(name.adcode)
        if not best or (best[-1] in chain and len(chain) > len(best)):
            best = chain
        if len(best) == 3:
            break
    return best


def _scopes(scene: Scene, regions: list[Name]) -> list[tuple[int, int, tuple[str, ...]]]:
    """The items and articles of a bulletin with the region each of them is about."""
    paragraphs = scene.outline.paragraphs
    articles: dict[int, list[int]] = {}
    found = [(item.start, item.end, _chain_named(scene, regions, item.start, item.end)) for item in scene.items]
    for i, paragraph in enumerate(paragraphs):
        if paragraph.article >= 0:
            articles.setdefault(paragraph.article, []).append(i)
    for members in articles.values():
        heads = [paragraphs[i] for i in members if paragraphs[i].kind in ("article", "note")]
        chain = _chain_named(scene, regions, heads[0].start, heads[-1].end) if heads else ()
        found.append((paragraphs[members[0]].start, paragraphs[members[-1]].end, chain))
    return [scope for scope in found if scope[2]]


def _in_masthead(scene: Scene, name: Name) -> bool:
    """The title of a bulletin is the name of its series."""
    paragraph = scene.outline.paragraphs[scene.outline.paragraph_at(name.start)]
    return paragraph.kind == "title" and scene.metadata.doc_type == "bulletin"
