"""The network of partnerships: who works with whom, in how many documents, since when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policyminer.export.sheets import Sheet
from policyminer.export.values import SEPARATOR

#: Tables that the network is made of.
TABLES = ("partnerships", "mentions", "entities", "documents")
#: Attributes with their types, ``string``, ``integer``, ``double`` or ``boolean``, as GEXF and GraphML know them.
NODE_ATTRIBUTES = {
    "type": "string",
    "adcode": "string",
    "parent": "string",
    "pilot": "boolean",
    "documents": "integer",
    "mentions": "integer",
}
EDGE_ATTRIBUTES = {
    "relation": "string",
    "documents": "integer",
    "statements": "integer",
    "signing": "integer",
    "support": "integer",
    "base": "integer",
    "joint": "integer",
    "first_told": "string",
    "last_told": "string",
    "doc_ids": "string",
}
_RELATIONS = ("signing", "support", "base", "joint")


@dataclass(frozen=True, slots=True)
class Node:
    """An entity; ``values`` hold ``NODE_ATTRIBUTES``, those that are missing left out."""

    id: str
    label: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edge:
    """All partnerships of two entities; ``weight`` is the number of documents that tell of them."""

    source: str
    target: str
    weight: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Network:
    """An undirected network without parallel edges."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(slots=True)
class _Told:
    """What is told of one pair."""

    relations: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)


def build_network(sheets: Sequence[Sheet]) -> Network:
    """Join ``TABLES`` to a network of those entities that have a partner."""
    tables = {sheet.name: sheet for sheet in sheets}
    partnerships = list(tables["partnerships"].records())
    entities = {row["entity_id"]: row for row in tables["entities"].records()}
    who = _Identities(entities.values(), _mentions_of(partnerships, tables["mentions"]))
    pairs: defaultdict[tuple[str, str], _Told] = defaultdict(_Told)
    labels: dict[str, tuple[str, str]] = {}
    for row in partnerships:
        ends = ("university", row["university"]), (row["partner_type"], row["partner"])
        ids = [who.find(row, *end) for end in ends]
        labels |= dict(zip(ids, ends, strict=True))
        told = pairs[min(ids), max(ids)]
        told.relations[row["relation"]] += 1
        told.documents.add(row["doc_id"])
    dates = {
        row["doc_id"]: row["date_issued"] or row["date_published"]
        for row in tables["documents"].records(["doc_id", "date_issued", "date_published"])
    }
    nodes = (_node(id_, *labels[id_], entities.get(id_, {})) for id_ in sorted(labels))
    edges = (_edge(*pair, told, dates) for pair, told in sorted(pairs.items()))
    return Network(tuple(nodes), tuple(edges))


def _mentions_of(partnerships: Iterable[dict[str, Any]], mentions: Sheet) -> Iterator[dict[str, Any]]:
    """The mentions of documents with partnerships."""
    wanted = {row["doc_id"] for row in partnerships}
    rows = mentions.records(["doc_id", "start", "end", "type", "name", "entity_id"])
    return (row for row in rows if row["doc_id"] in wanted)


class _Identities:
    """Finds the entity behind a name: two regions can have one name, and only the passage tells which is meant."""

    def __init__(self, entities: Iterable[dict[str, Any]], mentions: Iterable[dict[str, Any]]) -> None:
        self._known: dict[tuple[str, str], str] = {}
        for row in entities:
            self._known.setdefault((row["type"], row["name"]), row["entity_id"])
        self._mentions: defaultdict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for row in mentions:
            self._mentions[row["doc_id"], row["type"], row["name"]].append(row)

    def find(self, partnership: dict[str, Any], type_: str, name: str) -> str:
        """The id of the entity: as mentioned in the evidence, else in the document, else in the corpus."""
        there = self._mentions[partnership["doc_id"], type_, name]
        inside = [m for m in there if partnership["start"] <= m["start"] and m["end"] <= partnership["end"]]
        for mention in inside or there:
            return str(mention["entity_id"])
        return self._known.get((type_, name), f"name:{type_}:{name}")


def _node(id_: str, type_: str, name: str, entity: Mapping[str, Any]) -> Node:
    values = {"type": type_} | {a: entity[a] for a in NODE_ATTRIBUTES if entity.get(a) is not None}
    return Node(id_, name, values)


def _edge(source: str, target: str, told: _Told, dates: Mapping[str, date | None]) -> Edge:
    days = sorted(day for day in (dates.get(d) for d in told.documents) if day is not None)
    values: dict[str, Any] = {
        "relation": SEPARATOR.join(sorted(told.relations)),
        "documents": len(told.documents),
        "statements": sum(told.relations.values()),
        **{relation: told.relations[relation] for relation in _RELATIONS},
        "doc_ids": SEPARATOR.join(sorted(told.documents)),
    }
    if days:
        values |= {"first_told": days[0].isoformat(), "last_told": days[-1].isoformat()}
    return Edge(source, target, len(told.documents), values)
