"""The network of partnerships reads back equal with networkx."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from helpers_export import bare_output, hostile_output, tables
from policyminer.export.export import export
from policyminer.export.losses import Losses
from policyminer.export.network import TABLES as NEEDED
from policyminer.export.network import build_network
from policyminer.export.network_files import write_gexf, write_graphml
from policyminer.export.options import Options
from policyminer.export.sheets import Sheet, made_sheet, published_sheets
from policyminer.model import PolicyMinerError
from policyminer.publish.schema import TABLES

FORMATS = [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)]


@pytest.mark.parametrize(("format_", "read"), FORMATS)
def test_networks_read_back_equal(format_: str, read: Callable[[Path], nx.Graph[Any]], tmp_path: Path) -> None:
    export(hostile_output(), format_, tmp_path / f"a.{format_}")
    graph = read(tmp_path / f"a.{format_}")
    ours = tables(hostile_output())
    pairs = ours["partnerships"].groupby(["university", "partner"])["doc_id"].nunique()
    label = nx.get_node_attributes(graph, "label")
    found = {frozenset((label[a], label[b])): data["weight"] for a, b, data in graph.edges(data=True)}
    assert found == {frozenset(pair): weight for pair, weight in pairs.items()}
    assert not graph.is_directed()
    entities = ours["entities"].set_index("entity_id")
    for node, data in graph.nodes(data=True):
        assert (data["label"], data["type"]) == (entities.loc[node, "name"], entities.loc[node, "type"])
        assert data["mentions"] == entities.loc[node, "mentions"]
        assert data.get("adcode") == (None if entities.isna().loc[node, "adcode"] else entities.loc[node, "adcode"])


def partnership(
    doc: str, university: str, partner: str, relation: str, start: int, type_: str = "region"
) -> dict[str, Any]:
    return {
        "doc_id": doc, "university": university, "partner": partner, "partner_type": type_, "relation": relation,
        "start": start, "end": start + 20, "evidence": "…",
    }  # fmt: skip


def mention(doc: str, start: int, name: str, id_: str, type_: str = "region") -> dict[str, Any]:
    return {
        "doc_id": doc, "start": start, "end": start + 2, "text": name, "type": type_, "name": name, "entity_id": id_,
        "rule": "r",
    }  # fmt: skip


def entity(id_: str, type_: str, name: str) -> dict[str, Any]:
    return {
        "entity_id": id_, "type": type_, "name": name, "pilot": True, "documents": 2, "mentions": 3,
        "source": "learned",
    }  # fmt: skip


def document(doc: str, issued: Any) -> dict[str, Any]:
    return {"doc_id": doc, "path": doc, "date_issued": issued, "status": "ok", "warnings": [], "pilots": []}


def sheets(**rows: list[dict[str, Any]]) -> list[Sheet]:
    return [made_sheet(TABLES[name], rows.get(name, [])) for name in NEEDED]


def test_two_regions_of_one_name_are_two_nodes_and_pairs_are_joined() -> None:
    from datetime import date

    network = build_network(
        sheets(
            partnerships=[
                partnership("a", "甲大学", "鼓楼区", "joint", 0),
                partnership("a", "甲大学", "鼓楼区", "base", 100),
                partnership("b", "甲大学", "鼓楼区", "signing", 0),
                partnership("b", "甲大学", "鼓楼区", "signing", 30),
                partnership("c", "甲大学", "无名学校", "signing", 30, "school"),
            ],
            mentions=[
                mention("a", 5, "鼓楼区", "region:1"),
                mention("a", 105, "鼓楼区", "region:2"),
                mention("b", 5, "鼓楼区", "region:2"),
            ],
            entities=[entity("university:1", "university", "甲大学"), entity("region:1", "region", "鼓楼区")],
            documents=[document("a", date(2024, 5, 1)), document("b", date(2023, 1, 1)), document("c", None)],
        )
    )
    assert [(n.id, n.label) for n in network.nodes] == [
        ("name:school:无名学校", "无名学校"),
        ("region:1", "鼓楼区"),
        ("region:2", "鼓楼区"),
        ("university:1", "甲大学"),
    ]
    edges = {(e.source, e.target): e for e in network.edges}
    assert len(edges) == 3
    joined = edges["region:2", "university:1"]
    assert joined.weight == 2
    assert joined.values["relation"] == "base；signing"
    assert (joined.values["statements"], joined.values["signing"], joined.values["joint"]) == (3, 2, 0)
    assert (joined.values["first_told"], joined.values["last_told"]) == ("2023-01-01", "2024-05-01")
    assert "first_told" not in edges["name:school:无名学校", "university:1"].values


@pytest.mark.parametrize(("write", "read"), [(write_gexf, nx.read_gexf), (write_graphml, nx.read_graphml)])
def test_hostile_names_pass_through_xml(write: Any, read: Any, tmp_path: Path) -> None:
    name = "<script>&\"'甲\x07大学]]>"
    made = sheets(
        partnerships=[partnership("a", name, "=cmd|'x'", "joint", 0)],
        documents=[document("a", None)],
    )
    with Losses(tmp_path / "losses") as losses:
        write(made, tmp_path / "net", Options(), losses)
    graph = read(tmp_path / "net")
    assert sorted(nx.get_node_attributes(graph, "label").values()) == sorted(
        [name.replace("\x07", "\ufffd"), "=cmd|'x'"]
    )
    first = json.loads((tmp_path / "losses").read_text(encoding="utf-8").splitlines()[0])
    assert first["what"] == "control_characters"
    assert first["value"].endswith(name)


def test_attributes_have_their_own_names_as_ids(tmp_path: Path) -> None:
    """Gephi Lite shows the ids of attributes and not their titles."""
    made = sheets(partnerships=[partnership("a", "甲大学", "乙县", "joint", 0)], documents=[document("a", None)])
    with Losses(tmp_path / "losses") as losses:
        write_gexf(made, tmp_path / "net", Options(), losses)
    root = ET.parse(tmp_path / "net").getroot()
    declared = {(a.get("id"), a.get("title")) for a in root.iterfind(".//{*}attribute")}
    assert ("type", "type") in declared and all(id_ == title for id_, title in declared)
    assert {v.get("for") for v in root.iterfind(".//{*}attvalue")} <= {id_ for id_, _ in declared}


@pytest.mark.parametrize(("format_", "read"), FORMATS)
def test_a_network_without_partners(format_: str, read: Callable[[Path], nx.Graph[Any]], tmp_path: Path) -> None:
    empty = [
        s if s.name != "partnerships" else made_sheet(s.table, []) for s in published_sheets(bare_output(), NEEDED)
    ]
    with Losses(tmp_path / "losses") as losses:
        {"gexf": write_gexf, "graphml": write_graphml}[format_](empty, tmp_path / "net", Options(), losses)
    assert len(read(tmp_path / "net")) == 0


def test_networks_take_no_tables(tmp_path: Path) -> None:
    with pytest.raises(PolicyMinerError) as error:
        export(hostile_output(), "gexf", tmp_path / "a.gexf", tables=["dates"])
    assert error.value.code == "not_for_networks"
