"""The map as GraphML, for Gephi, networkx and other graph programs."""

from collections.abc import Mapping

import networkx as nx

from legacymap.domain.connections import EstateMap, MapNode
from legacymap.domain.documents import as_json
from legacymap.domain.inventory import Arrow
from legacymap.reports.content.provenance import lacking_text, provenance
from legacymap.reports.escape import sanitised
from legacymap.reports.words import marking_text, shown

# What a node may say; Gephi shows `label`. Its values are written with the types that they have here.
_OF_NODES = (
    *("label", "organisation", "organisation_name", "kind", "status", "stub", "outside", "rating", "low"),
    *("expected", "high", "weighted_risk", "underpinning", "underpinning_capability", "cycle"),
)
_NUMBERS = frozenset({"low", "expected", "high", "weighted_risk", "underpinning"})

Value = str | int | float | bool


def graphml_text(found: EstateMap, _: int) -> str:
    """All of the map; what is not known has no value."""
    names = {each.id: each.name for each in found.organisations}
    cycle_of = {member: at for at, each in enumerate(found.cycles, start=1) for member in each.members}
    made_from = (f"{fact.label}: {shown(fact.value, fact.kind)}" for fact in provenance(found.provenance))
    graph: nx.DiGraph[str] = nx.DiGraph(
        marking=sanitised(marking_text(found.handling, found.provenance)),
        provenance=sanitised("; ".join(made_from)),
    )
    if lacking := lacking_text(found.incomplete):
        graph.graph["incomplete"] = sanitised(" ".join(lacking))
    for node in found.systems:
        graph.add_node(sanitised(node.id), **_node(node, names[node.organisation], cycle_of.get(node.id)))
    for arrow in found.dependencies:
        graph.add_edge(sanitised(arrow.consumer), sanitised(arrow.needed), **_edge(arrow, cycle_of))
    lines = nx.generate_graphml(graph, named_key_ids=True)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def _node(node: MapNode, organisation_name: str | None, cycle: int | None) -> Mapping[str, Value]:
    every = {
        **as_json(node),
        "label": node.title,
        "organisation_name": organisation_name,
        "cycle": cycle,
    }
    return {key: _value(key, every[key]) for key in _OF_NODES if isinstance(every.get(key), Value)}


def _edge(arrow: Arrow, cycle_of: Mapping[str, int]) -> Mapping[str, Value]:
    cycle = cycle_of.get(arrow.consumer)
    return {
        "strength": "hard" if arrow.hard else "soft",
        "confidence": "confirmed" if arrow.confirmed else "assumed",
        "in_cycle": cycle is not None and cycle == cycle_of.get(arrow.needed),
        **({"kind": arrow.kind} if arrow.kind else {}),
        **({"note": sanitised(arrow.note)} if arrow.note else {}),
    }


def _value(key: str, value: object) -> Value:
    """A value with the type of its key: a whole number among scores is a score too."""
    if isinstance(value, str):
        return sanitised(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return bool(value)
    return float(value) if key in _NUMBERS else int(value)
