"""The part that the document's own university or region takes in what it tells without naming itself."""

from __future__ import annotations

import regex

from policyminer.bind.context import Context
from policyminer.find import Name

#: a university that tells of what it held: 我校, 学校与某县签约, 学院在某地举办
_OURSELVES = regex.compile(
    r"我[校院](?!医)|本校|校领导|(?<![\u4e00-\u9fff])(?:学校|学院)(?=[与和同]|在|党委|副?[校院]长|领导|联合|组织|选派|派|举[办行]|召开|邀请|承办|赴|到|前往|一行|团委|工会|相关|有关)"
)
#: 8月21日至25日与某局合办, 2月26日,召开全县工作会议: who holds it is not said
_NO_HOLDER = regex.compile(r"(?:上午|下午|晚)?,?(?:(?P<with>与|联合|会同|赴|到|派|邀请|接待)|(?:组织)?(?:召开|举[办行]|印发|组织|开展))")
#: 研修班在校举办
_AT_OURS = regex.compile(r"在校(?:内)?(?:举[办行]|召开|开班|开展)")
#: accounts of what one did oneself
_ACCOUNTS = ("summary", "report")
_TO_SCHOOL = regex.compile(r"(?:到|赴|走进|深入|前往)$")
#: characters before the day that opens a sentence; levels of a home above its county
_LEAD, _COUNTY = 16, 2


def own_party(context: Context, start: int, end: int, found: list[str], home: str | None) -> list[str]:
    """The university or region that holds or receives what a sentence tells, where it calls itself 我校, 学校 or nothing."""
    if _OURSELVES.search(context.folded, start, end):
        own = writer(context, start)
    else:
        own = _led_by_own(context, context.names_in(start, end, "person"))
    parties = [own] if own or home else [_visited_home(context, start, end, found), _unnamed_holder(context, start, end, found)]
    return [party for party in parties if party]


def _unnamed_holder(context: Context, start: int, end: int, found: list[str]) -> str | None:
    """The university or region whose account leaves out that it was itself who held something."""
    if context.scene.metadata.doc_type not in _ACCOUNTS or context.genre_at(start) not in _ACCOUNTS:
        return None
    day = next((d for d in context.dates_in(start, end) if d.start - start <= _LEAD), None)
    told = _NO_HOLDER.match(context.folded, day.end, end) if day else None
    own = context.own_university
    if own and (told or _AT_OURS.search(context.folded, start, end)):
        return own
    at_home = told is not None and not told["with"] and not found and context.findings.entities.places.told
    return context.home_name(start) if at_home and not own else None


def _visited_home(context: Context, start: int, end: int, found: list[str]) -> str | None:
    """The county that tells of a university's visit to one of its schools: 某大学副校长到县一中调研."""
    places = context.findings.entities.places
    guests = [n for n in context.names_in(start, end, "university") if n.name in found]
    if context.scene.metadata.doc_type not in _ACCOUNTS or not places.told or not guests or context.own_university:
        return None
    schools = context.names_in(start, end, "school")
    visited = any(_TO_SCHOOL.search(context.folded, max(start, s.start - 2), s.start) for s in schools)
    return context.home_name(start) if visited and len(places.home) > _COUNTY else None


def _led_by_own(context: Context, people: list[Name]) -> str | None:
    """副校长某某一行到某县调研, in a text of the university."""
    own = context.own_university
    return own if own and any(p.org == own and p.role for p in people) else None


def writer(context: Context, position: int) -> str | None:
    """The university that tells: it issued the document, or opens the headline above in a list of news."""
    scope = context.scope_at(position)
    if scope is not None and scope.kind == "article":  # 学院在某县举办, in an article about one university
        return next((n.name for n in scope.subjects if n.type == "university"), context.own_university)
    head = context.outline.headline_above(position)
    if context.own_university or head is None:
        return context.own_university
    return next((n.name for n in context.names_in(*head, "university") if n.start == head[0]), None)
