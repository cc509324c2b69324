"""The canonical entities of a corpus, counted over all mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from policyminer.publish.schema import arrow_schema

RegionParent = Callable[[str], str | None]

#: Columns of the mentions table that are counted.
MENTION_COLUMNS = ("doc_id", "entity_id", "type", "name", "adcode")
#: Entity ids that were made up from a document and stand in no gazetteer.
LEARNED = "learned:"

#: ``learned:region:360123:石鼻镇``
_TOWNSHIP = re.compile(r"learned:region:(?P<county>\d{6}):")

#: Beijing, Tianjin, Shanghai, Chongqing: their districts stand directly below them.
_MUNICIPALITIES = ("11", "12", "31", "50")
#: Middle digits of county-level units that a province governs itself (济源市 419001).
_GOVERNED_BY_PROVINCE = "90"


def region_parent_of(adcode: str) -> str | None:
    """The adcode above, told from the digits alone; null for a province.

    >>> region_parent_of("360123"), region_parent_of("360100"), region_parent_of("360000")
    ('360100', '360000', None)
    >>> region_parent_of("419001"), region_parent_of("110101")
    ('410000', '110000')
    """
    if len(adcode) != 6 or adcode.endswith("0000"):
        return None
    if adcode.endswith("00") or adcode[:2] in _MUNICIPALITIES or adcode[2:4] == _GOVERNED_BY_PROVINCE:
        return adcode[:2] + "0000"
    return adcode[:4] + "00"


def _parent(entity_id: str, adcode: str | None, parent: RegionParent) -> str | None:
    """The adcode above; a learned township carries its county's in its id."""
    if adcode:
        return parent(adcode)
    township = _TOWNSHIP.match(entity_id)
    return township["county"] if township else None


@dataclass(slots=True)
class _Entity:
    type: str
    adcode: str | None
    names: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    last_document: str | None = None


@dataclass(slots=True)
class EntityCensus:
    """Counts mentions by entity; feed it batches in document order."""

    entities: dict[str, _Entity] = field(default_factory=dict)
    pilots: set[str] = field(default_factory=set)

    def add_pilots(self, documents: pa.RecordBatch) -> None:
        """Note the entities, by id or by name, that the documents call a pilot."""
        for names in documents.column("pilots").to_pylist():
            self.pilots.update(names)

    def add_mentions(self, mentions: pa.RecordBatch) -> None:
        """Count a batch of the mentions table."""
        columns = (mentions.column(c).to_pylist() for c in MENTION_COLUMNS)
        for doc_id, entity_id, type_, name, adcode in zip(*columns, strict=True):
            entity = self.entities.get(entity_id)
            if entity is None:
                entity = self.entities[entity_id] = _Entity(type_, adcode)
            entity.names[name] = entity.names.get(name, 0) + 1
            entity.adcode = entity.adcode or adcode
            if entity.last_document != doc_id:
                entity.documents += 1
                entity.last_document = doc_id

    def batches(self, parent: RegionParent, rows: int = 50_000) -> Iterator[pa.RecordBatch]:
        """The entities table, by type and id; ``parent`` gives the adcode above an adcode."""
        ids = sorted(self.entities, key=lambda i: (self.entities[i].type, i))
        schema = arrow_schema("entities")
        for at in range(0, len(ids), rows):
            yield pa.RecordBatch.from_pylist([self._row(i, parent) for i in ids[at : at + rows]], schema=schema)

    def _row(self, entity_id: str, parent: RegionParent) -> dict[str, object]:
        entity = self.entities[entity_id]
        # The name most documents' mentions carry; of equals the first in code point order.
        name = min(entity.names, key=lambda n: (-entity.names[n], n))
        return {
            "entity_id": entity_id,
            "type": entity.type,
            "name": name,
            "adcode": entity.adcode,
            "parent": _parent(entity_id, entity.adcode, parent),
            "pilot": entity_id in self.pilots or name in self.pilots,
            "documents": entity.documents,
            "mentions": entity.names.total(),
            "source": "learned" if entity_id.startswith(LEARNED) else "gazetteer",
        }
