"""Networks as GEXF 1.2 (Gephi) and GraphML (Gephi, igraph, yEd and others)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policyminer.export.losses import CONTROL, Losses
from policyminer.export.network import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, build_network
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet
from policyminer.export.values import without_control

_GEXF = "http://www.gexf.net/1.2draft"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GRAPHML_TYPES = {"string": "string", "integer": "int", "double": "double", "boolean": "boolean"}


def write_gexf(sheets: Sequence[Sheet], path: Path, options: Options, losses: Losses) -> None:
    """Write the network of partnerships as GEXF."""
    network = build_network(sheets)
    text = _Texts(losses)
    root = ET.Element("gexf", {"xmlns": _GEXF, "version": "1.2"})
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    for kind, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
        declared = ET.SubElement(graph, "attributes", {"class": kind})
        for name, type_ in attributes.items():  # by name: Gephi Lite shows ids, not titles
            ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": type_})
    nodes = ET.SubElement(graph, "nodes")
    for row, node in enumerate(network.nodes):
        item = ET.SubElement(
            nodes, "node", {"id": text("nodes", row, "id", node.id), "label": text("nodes", row, "label", node.label)}
        )
        _gexf_values(item, "node", row, node.values, text)
    edges = ET.SubElement(graph, "edges")
    for row, edge in enumerate(network.edges):
        ends = {
            "source": text("edges", row, "source", edge.source),
            "target": text("edges", row, "target", edge.target),
        }
        item = ET.SubElement(edges, "edge", {"id": str(row), **ends, "weight": str(edge.weight)})
        _gexf_values(item, "edge", row, edge.values, text)
    _save(root, path)


def _gexf_values(item: ET.Element, kind: str, row: int, values: Mapping[str, Any], text: _Texts) -> None:
    within = ET.SubElement(item, "attvalues")
    for name, value in values.items():
        ET.SubElement(within, "attvalue", {"for": name, "value": text(f"{kind}s", row, name, value)})


def write_graphml(sheets: Sequence[Sheet], path: Path, options: Options, losses: Losses) -> None:
    """Write the network of partnerships as GraphML."""
    network = build_network(sheets)
    text = _Texts(losses)
    root = ET.Element("graphml", {"xmlns": _GRAPHML})
    kinds = (("node", {"label": "string", **NODE_ATTRIBUTES}), ("edge", {"weight": "double", **EDGE_ATTRIBUTES}))
    for kind, attributes in kinds:
        for name, type_ in attributes.items():
            about = {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": _GRAPHML_TYPES[type_]}
            ET.SubElement(root, "key", about)
    graph = ET.SubElement(root, "graph", {"id": "partnerships", "edgedefault": "undirected"})
    for row, node in enumerate(network.nodes):
        item = ET.SubElement(graph, "node", {"id": text("nodes", row, "id", node.id)})
        _graphml_values(item, "node", row, {"label": node.label, **node.values}, text)
    for row, edge in enumerate(network.edges):
        ends = {
            "source": text("edges", row, "source", edge.source),
            "target": text("edges", row, "target", edge.target),
        }
        item = ET.SubElement(graph, "edge", ends)  # without ids, which igraph confuses with those of nodes
        _graphml_values(item, "edge", row, {"weight": float(edge.weight), **edge.values}, text)
    _save(root, path)


def _graphml_values(item: ET.Element, kind: str, row: int, values: Mapping[str, Any], text: _Texts) -> None:
    for name, value in values.items():
        ET.SubElement(item, "data", {"key": f"{kind}_{name}"}).text = text(f"{kind}s", row, name, value)


class _Texts:
    """Values as XML can hold them; what it cannot is noted."""

    def __init__(self, losses: Losses) -> None:
        self._losses = losses

    def __call__(self, table: str, row: int, column: str, value: object) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        written = str(value)
        held = without_control(written)
        if held != written:
            self._losses.add(table, row, column, CONTROL, written)
        return held


def _save(root: ET.Element, path: Path) -> None:
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
