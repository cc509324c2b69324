"""Where the nodes of the network of partnerships stand: computed once, the same every time.

A connected part is laid out by springs (Fruchterman and Reingold 1991, networkx), then names are pushed apart until
none covers another, and the parts are put on shelves, the largest first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

#: Beyond this a picture tells nothing; the best connected nodes are drawn, the table below has all.
MOST_NODES = 300
#: Pixels: room of a node, width of a character of its name, gap between parts.
_SPACING, _CHAR, _HEIGHT, _GAP = 34.0, 12.5, 38.0, 18.0
_WIDEST_NAME = 12
#: A page is about so wide; a larger part makes the picture wider.
_WIDTH = 1380.0
_ROUNDS = 400
#: Share of an overlap that a round takes away, and how much a crowded part grows in a round.
_PUSH, _SPREAD = 0.3, 1.03

Box = tuple[float, float]


def layout(partnerships: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Nodes with places and edges of partnership rows.

    Gives ``{"width", "height", "all": nodes there are, "nodes": [{"name", "type", "x", "y", "rows"}], "edges":
    [{"a", "b", "rows"}]}``; ``a`` and ``b`` are positions in ``nodes``, ``rows`` counts partnerships, lengths are
    pixels.
    """
    import networkx as nx

    weights: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter(
        (("university", row["university"]), (row["partner_type"], row["partner"])) for row in partnerships
    )
    graph = nx.Graph()
    for (a, b), rows in sorted(weights.items()):
        graph.add_edge(a, b, rows=rows + graph.get_edge_data(a, b, {"rows": 0})["rows"])
    everything = graph.number_of_nodes()
    if everything > MOST_NODES:
        rank = sorted(graph.nodes, key=lambda n: (-graph.degree(n, weight="rows"), n))
        graph = graph.subgraph(sorted(rank[:MOST_NODES])).copy()
        graph.remove_nodes_from(list(nx.isolates(graph)))
    parts = [graph.subgraph(sorted(part)) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), min(part.nodes)))
    places, width, height = _shelve([_place(part) for part in parts])
    nodes = sorted(places)
    position = {node: i for i, node in enumerate(nodes)}
    return {
        "width": round(width),
        "height": round(height),
        "all": everything,
        "nodes": [
            {
                "type": node[0],
                "name": node[1],
                "x": round(places[node][0]),
                "y": round(places[node][1]),
                "rows": graph.degree(node, weight="rows"),
            }
            for node in nodes
        ],
        "edges": [
            {"a": position[a], "b": position[b], "rows": rows}
            for a, b, rows in sorted((min(e[:2]), max(e[:2]), e[2]["rows"]) for e in graph.edges(data=True))
        ],
    }


def _place(part: Any) -> dict[Any, Box]:
    """Places of the nodes of one connected part, from (0, 0) on, no name over another."""
    import networkx as nx
    import numpy as np

    names = list(part.nodes)
    sizes = np.array([[min(len(name[1]), _WIDEST_NAME) * _CHAR + 10, _HEIGHT] for name in names])
    found = nx.spring_layout(part, seed=7, iterations=200, weight=None)
    places = np.array([found[name] for name in names])
    places = (places - places.mean(axis=0)) * [_SPACING * 1.6, _SPACING] * len(names) ** 0.5
    places = _part_names(places, sizes)
    low = (places - sizes / 2).min(axis=0)
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, places - low, strict=True)}


def _part_names(places: Any, sizes: Any) -> Any:
    """Push boxes apart until none covers another; ``places`` and ``sizes`` are (nodes, 2) in pixels.

    Two boxes part along the axis on which they overlap less; where most still clash all is spread a little as well.
    """
    import numpy as np

    rank = np.arange(len(places))
    order = np.sign(rank[:, None] - rank[None, :])  # two nodes on one spot part by their order
    rooms = [(sizes[:, None, axis] + sizes[None, :, axis]) / 2 for axis in (0, 1)]
    for _ in range(_ROUNDS):
        apart = [places[:, None, axis] - places[None, :, axis] for axis in (0, 1)]
        overlap = [room - np.abs(between) for room, between in zip(rooms, apart, strict=True)]
        clash = (overlap[0] > 0) & (overlap[1] > 0)
        np.fill_diagonal(clash, False)
        clashes = np.count_nonzero(clash)
        if not clashes:
            break
        sideways = overlap[0] < overlap[1]
        for axis, along in ((0, clash & sideways), (1, clash & ~sideways)):
            sign = np.where(apart[axis] == 0, order, np.sign(apart[axis]))
            places[:, axis] += np.where(along, overlap[axis] * sign, 0.0).sum(axis=1) * _PUSH
        if clashes > len(places):
            places *= _SPREAD
    return places


def _shelve(parts: list[dict[Any, Box]]) -> tuple[dict[Any, Box], float, float]:
    """Put parts side by side in rows about as wide as the picture; its places, width and height."""
    sizes = [
        (
            max(x + min(len(n[1]), _WIDEST_NAME) * _CHAR / 2 for n, (x, _) in part.items()) + _GAP,
            max(y for _, y in part.values()) + _HEIGHT / 2 + _GAP,
        )
        for part in parts
    ]
    limit = max([_WIDTH, *(w for w, _ in sizes)])
    places: dict[Any, Box] = {}
    x = y = shelf = width = 0.0
    for part, (w, h) in zip(parts, sizes, strict=True):
        if x and x + w > limit:
            x, y, shelf = 0.0, y + shelf, 0.0
        places.update({name: (x + px, y + py) for name, (px, py) in part.items()})
        x, shelf = x + w, max(shelf, h)
        width = max(width, x)
    return places, width, y + shelf
