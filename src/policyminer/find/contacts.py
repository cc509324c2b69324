"""People beside what tells of them without a sentence: a telephone number behind the name, or a post in brackets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from policyminer.find.near import near
from policyminer.find.personal_names import OFFICES
from policyminer.find.scene import Name, Scene

_NAME = r"(?P<name>[\u4e00-\u9fff]{2,4})"
#: 联系人:甲局教育科 丁某,0851-2345…; the name of a department ends in no telephone number
_CALLED = regex.compile(
    rf"(?<=[ ,、;:]){_NAME}(?=[ ,、:(]{{0,2}}(?:(?:联系|办公)?(?:电话|手机|座机)(?:号码)?[: ,]{{0,2}})?(?:0\d{{2,3}}[-) ]?[\dxX*]{{5}}|1[3-9]\d[\dxX*]{{6}}|\d{{7,8}}(?!\d)))"
)
_CONTACTS = ("联系人", "联络人", "联络员", "咨询人")
#: 丁某(人事处副处长) in a cell, a list or at the head of a clause
_BRACKETED = regex.compile(
    rf"(?<=[\n\t ,、。;:和]){_NAME}\((?P<post>[\u4e00-\u9fff、]{{0,24}}(?:{OFFICES}|主席|副?教授|讲师|教研员|科员|干事|班主任|教师))\)"
)
_BODIES = ("university", "agency", "school")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person in view coordinates with the post and the body as far as they are told."""

    start: int
    end: int
    role: str | None
    org: str | None


def find_contacts(scene: Scene, names: Sequence[Name], is_name: Callable[[int, int], bool]) -> Iterator[Contact]:
    """Names with a telephone number or a post in brackets; ``is_name`` tells whether a range can be a personal name."""
    folded = scene.folded
    bodies = [n for n in names if n.type in _BODIES]
    for match in near(_BRACKETED, folded, (")",), before=40, after=0):
        start, end = match.span("name")
        if is_name(start, end):
            yield _in_brackets(scene, bodies, match)
    for word in _CONTACTS:
        at = folded.find(word)
        while at >= 0:
            stop = folded.find("\n", at)
            stop = stop if stop >= 0 else len(folded)
            for match in _CALLED.finditer(folded, at, stop):
                if is_name(*match.span("name")):
                    yield _called(scene, bodies, match)
            at = folded.find(word, stop)


def _in_brackets(scene: Scene, bodies: Sequence[Name], match: regex.Match[str]) -> Contact:
    """The body is the one in the brackets, else the one right before the name, in the cell or column beside."""
    start, end = match.span("name")
    first, last = match.span("post")
    at = bisect_left(bodies, first, key=lambda b: b.start)
    inside = next((b for b in bodies[at : at + 1] if b.start == first and b.end < last), None)
    if inside is not None:
        return Contact(start, end, scene.text[inside.end : last], inside.name)
    before = reversed(bodies[max(at - 3, 0) : at])
    beside = next((b for b in before if b.end <= start and not scene.folded[b.end : start].strip(" \n:")), None)
    return Contact(start, end, scene.text[first:last], beside.name if beside else None)


def _called(scene: Scene, bodies: Sequence[Name], match: regex.Match[str]) -> Contact:
    """甲大学教务处 丁某,1380…: the body named in the same part of the line, and its department."""
    start, end = match.span("name")
    left = max(scene.folded.rfind(mark, max(0, start - 60), start) for mark in ";:。\n")
    at = bisect_left(bodies, start, key=lambda b: b.start)
    body = next((b for b in reversed(bodies[max(at - 3, 0) : at]) if left < b.start and b.end <= start), None)
    if body is None:
        return Contact(start, end, None, None)
    return Contact(start, end, scene.text[body.end : start].strip(" ,，、") or None, body.name)
