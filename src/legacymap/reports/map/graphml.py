"""The map as GraphML, for Gephi, networkx and other graph programs."""

from collections.abc import Mapping

from legacymap.domain.inventory import Arrow
from legacymap.domain.results import EstateMap, Spot
from legacymap.reports.content.provenance import provenance
from legacymap.reports.documents.map import map_system
from legacymap.reports.escape import marked_up
from legacymap.reports.words import marking_text, shown

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
# Key: what it is of, and the type of its values. Gephi shows `label`.
_KEYS = {
    "label": ("node", "string"),
    "organisation": ("node", "string"),
    "organisation_name": ("node", "string"),
    "kind": ("node", "string"),
    "status": ("node", "string"),
    "stub": ("node", "boolean"),
    "outside": ("node", "boolean"),
    "rating": ("node", "string"),
    "low": ("node", "double"),
    "expected": ("node", "double"),
    "high": ("node", "double"),
    "weighted_risk": ("node", "double"),
    "underpinning": ("node", "double"),
    "underpinning_capability": ("node", "boolean"),
    "cycle": ("node", "int"),
    "strength": ("edge", "string"),
    "confidence": ("edge", "string"),
    "in_cycle": ("edge", "boolean"),
    "marking": ("graph", "string"),
    "provenance": ("graph", "string"),
}

Value = str | int | float | bool | None


def graphml_text(found: EstateMap, _: int) -> str:
    """All of the map; what is not known has no value."""
    keys = "".join(
        f'<key id="{key}" for="{of}" attr.name="{key}" attr.type="{kind}"/>\n'
        for key, (of, kind) in _KEYS.items()
    )
    names = {each.organisation: each.name for each in found.regions}
    cycle_of = {member: at for at, each in enumerate(found.cycles, start=1) for member in each.members}
    made_from = "; ".join(
        f"{fact.label}: {shown(fact.value, fact.kind)}" for fact in provenance(found.provenance)
    )
    about = _values({"marking": marking_text(found.handling), "provenance": made_from})
    nodes = "".join(_node(each, names[each.organisation], cycle_of.get(each.system)) for each in found.spots)
    edges = "".join(_edge(at, each, cycle_of) for at, each in enumerate(found.arrows))
    graph = f'<graph id="map" edgedefault="directed">{about}\n{nodes}{edges}</graph>\n'
    return f"{_HEAD}{keys}{graph}</graphml>\n"


def _node(spot: Spot, organisation_name: str | None, cycle: int | None) -> str:
    known = {key: value for key, value in map_system(spot).items() if key in _KEYS}
    values = _values(
        {"label": spot.title, "organisation_name": organisation_name, "cycle": cycle, **_plain(known)}
    )
    return f'<node id="{marked_up(spot.system)}">{values}</node>\n'


def _edge(place: int, arrow: Arrow, cycle_of: Mapping[str, int]) -> str:
    ring = cycle_of.get(arrow.consumer)
    values = _values(
        {
            "strength": "hard" if arrow.hard else "soft",
            "confidence": "confirmed" if arrow.confirmed else "assumed",
            "in_cycle": ring is not None and ring == cycle_of.get(arrow.needed),
        }
    )
    ends = f'source="{marked_up(arrow.consumer)}" target="{marked_up(arrow.needed)}"'
    return f'<edge id="arrow-{place}" {ends}>{values}</edge>\n'


def _plain(values: Mapping[str, object]) -> Mapping[str, Value]:
    return {key: each for key, each in values.items() if isinstance(each, str | int | float | bool)}


def _values(values: Mapping[str, Value]) -> str:
    return "".join(
        f'<data key="{key}">{_text(values[key])}</data>' for key in _KEYS if values.get(key) is not None
    )


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return marked_up(value) if isinstance(value, str) else repr(value)
