import io
from xml.etree import ElementTree as ET

import networkx as nx
from hypothesis import given

from legacymap.domain.connections import EstateMap
from legacymap.reports.map.graphml import graphml_text
from tests.reports.mapped import CASES, CIS, PNC, PORTAL, STUB, graphs, hostile_maps, seven
from tests.reports.texts import is_harmless

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def _read(text: str) -> "nx.DiGraph[str]":
    graph = nx.read_graphml(io.BytesIO(text.encode()))
    assert isinstance(graph, nx.DiGraph)
    return graph


@given(graphs())
def test_another_program_reads_every_system_and_arrow(found: EstateMap) -> None:
    graph = _read(graphml_text(found, 1))
    assert graph.is_directed()
    assert sorted(graph.nodes) == [node.id for node in found.systems]
    assert sorted(graph.edges) == [(arrow.consumer, arrow.needed) for arrow in found.dependencies]


def test_attributes_have_their_types_and_what_is_unknown_is_absent() -> None:
    graph = _read(graphml_text(seven(), 80))
    node = graph.nodes[PNC]
    assert node["label"] == "Police National Computer"
    assert (node["rating"], node["stub"], node["cycle"]) == ("red", False, 1)
    assert isinstance(node["expected"], float)
    assert "rating" not in graph.nodes[STUB]
    assert graph.nodes[STUB]["stub"] is True
    assert graph.edges[PORTAL, PNC]["strength"] == "soft"
    assert graph.edges[CASES, PNC] == graph.edges[CASES, PNC] | {"confidence": "assumed", "in_cycle": True}
    assert graph.edges[PORTAL, CIS]["in_cycle"] is False


@given(hostile_maps())
def test_hostile_names_stay_text_and_every_key_is_declared(found: EstateMap) -> None:
    text = graphml_text(found, 80)
    assert is_harmless(text)
    root = ET.fromstring(text)  # noqa: S314 - our own output
    declared = {(each.get("id"), each.get("for")) for each in root.iter(f"{_GRAPHML}key")}
    for kind in ("node", "edge", "graph"):
        for each in root.iter(f"{_GRAPHML}{kind}"):
            used = [value.get("key") for value in each.findall(f"{_GRAPHML}data")]
            assert {(key, kind) for key in used} <= declared
            assert len(used) == len(set(used))
    assert {each.tag.removeprefix(_GRAPHML) for each in root.iter()} <= {
        "graphml", "key", "graph", "data", "node", "edge",
    }  # fmt: skip
