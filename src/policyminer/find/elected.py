"""People whom a congress or a body put into an office: 甲当选为县妇联主席, 选举乙、丙为副主席, 任命丁为局长.

The office stands behind the name, and so does the body it is held in; where none does, the one named last in the
paragraph is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from policyminer.find.contacts import Contact
from policyminer.find.listed_people import Lists, Span
from policyminer.find.near import near
from policyminer.find.posts import HEAD
from policyminer.find.scene import Name

#: 甲(同志)(全票)当选(为): what stands between the last name and its office
_ELECTED = regex.compile(r"(?:同志|等)?(?:分别|全票|高票|再次|连续|继续|正式|成功|同时)*(?:当选|连任)(?:为|了)?")
_MADE = regex.compile(
    r"(?:选举|增选|补选|改选|推选|推举|选出|增补|替补|递补|任命|聘任|聘请|提名|决定|委派)(?:了|产生|由|同志|[\u4e00-\u9fff]{2}产生)?(?=[\u4e00-\u9fff])"
)
_AS = regex.compile(r"(?:同志|等(?:\d{1,2}|[两三四五六七八九十]{1,2})?[人名位]?(?:同志)?)?(?:分别|同时|兼)?(?:为|任|担任|出任|兼任)(?!了)")
_OFFICE = regex.compile(
    rf"[\u4e00-\u9fff、()]{{0,40}}?(?:{HEAD}|常务委员|执行委员|[常执]委|委员|理事|监事|监事长|名誉[会院]长|代表)(?=[,。;、和与及\s]|并|$)"
)
#: characters of a paragraph before the election in which the body may be named
_BEFORE = 400


def elected(lists: Lists, names: Sequence[Name]) -> Iterator[Contact]:
    """Those elected or appointed, with the office named behind them."""
    folded = lists.folded
    bodies = [n for n in names if n.type in ("agency", "university", "school")]
    for match in near(_ELECTED, folded, ("当选", "连任"), before=8, after=2):
        yield from _in_office(folded, bodies, lists.before(match.start()), match.end())
    for match in near(_MADE, folded, _VERBS, before=2, after=6):
        run = lists.listed_from(match.end())
        if run and (becomes := _AS.match(folded, run[-1][1])):
            yield from _in_office(folded, bodies, run, becomes.end())


_VERBS = ("选举", "增选", "补选", "改选", "推选", "推举", "选出", "增补", "替补", "递补", "任命", "聘任", "聘请", "提名", "决定", "委派")


def _in_office(folded: str, bodies: list[Name], run: Sequence[Span], at: int) -> Iterator[Contact]:
    """The people of ``run`` with the office that begins at ``at``."""
    office = _OFFICE.match(folded, at)
    if not run or office is None:
        return
    inside = [n for n in bodies if at <= n.start and n.end < office.end()]
    paragraph = max(folded.rfind("\n", 0, at), at - _BEFORE)
    near_by = inside or [n for n in bodies if paragraph <= n.start and n.end <= run[0][0]]
    owner = max(near_by, key=lambda n: (n.end, n.start - n.end)) if near_by else None
    start = owner.end if owner and inside else at
    role = folded[start : office.end()]
    for first, last in run:
        yield Contact(first, last, role or None, owner.name if owner else None)
