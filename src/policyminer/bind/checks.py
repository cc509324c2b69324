"""Does it add up: figures, lists and times of a document against each other. No check changes a fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyminer.bind.cells import check_totals
from policyminer.bind.check_figures import check_figures
from policyminer.bind.check_lists import check_lists
from policyminer.bind.check_members import check_members
from policyminer.bind.check_times import check_times
from policyminer.bind.check_wording import check_wording
from policyminer.bind.context import Context
from policyminer.bind.events import Happening
from policyminer.bind.finding import Finding
from policyminer.model import Quantity


def find_checks(context: Context, quantities: Sequence[Quantity], events: Sequence[Happening]) -> list[Finding]:
    """All checks of a document in reading order."""
    found = [
        *check_figures(context, quantities),
        *check_lists(context),
        *check_members(context, quantities),
        *check_times(context, events),
        *check_totals(context),
        *check_wording(context),
        *_metadata(context),
        *_posts(context),
    ]
    return sorted(found, key=lambda c: (c.start, c.kind, c.end))


def _metadata(context: Context) -> Iterator[Finding]:
    """What a document of its kind should state about itself and does not."""
    metadata = context.scene.metadata
    if metadata.doc_type in ("bulletin", "other", None) or not context.folded.strip():
        return
    wanted = {"issuer": metadata.issuer, "date": metadata.date_issued or metadata.date_published}
    if metadata.doc_type in ("notice", "opinion", "measures", "reply"):
        wanted["doc_number"] = metadata.doc_number
    for name, value in wanted.items():
        if value is None:
            yield Finding("metadata_missing", "warn", 0, 1, name, None, f"the document states no {name}")


#: posts of a party committee or a government; a university has none of them
_COMMITTEES = ("省委", "市委", "县委", "区委", "州委", "旗委", "省政府", "市政府", "县政府", "区政府")


def _posts(context: Context) -> Iterator[Finding]:
    """A post that the organisation beside it does not have: 某大学省委常委、副校长."""
    kinds = {n.name: n.type for n in context.names if n.type in ("university", "school")}
    for name in context.names:
        if name.type == "person" and name.role and name.role.startswith(_COMMITTEES) and name.org in kinds:
            detail = f"{name.name}: {name.role} is no post of {name.org}"
            yield Finding("post_fits", "warn", name.start, name.end, name.org, name.role, detail)
