"""From an inventory to its graph: systems are nodes, what they need are edges (method, section 4)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

from legacymap.domain.inventory import Arrow, Inventory, Record
from legacymap.domain.nearest import organisation_of

if (
    TYPE_CHECKING
):  # no import at the top, for once: to load the library takes longer than to check an inventory
    import networkx as nx

# Quoted because only the stubs of networkx know that a graph has a type of nodes.
Graph: TypeAlias = "nx.DiGraph[str]"


def members_of(inventory: Inventory, arrows: Iterable[Arrow]) -> tuple[str, ...]:
    """The systems and stubs of the estate: its records, and the ends of its arrows."""
    ends = {end for arrow in arrows for end in (arrow.consumer, arrow.needed)}
    inside = {system for system, record in inventory.records.items() if record.in_estate}
    return tuple(sorted(inside | ends))


def dependency_graph(inventory: Inventory, members: Iterable[str], arrows: Sequence[Arrow]) -> Graph:
    """The estate as a graph: its systems and stubs, and an edge from each consumer to what it needs.

    A node is a full id with `name`, `organisation`, `kind` and `status`; a stub is called by its id, is
    external, and has no status. An edge holds `strength`, `confidence`, `kind` and `note`, None where no
    record states one. Nodes and edges stand in the order of their ids.
    """
    import networkx as nx

    graph: Graph = nx.DiGraph()
    for system in members:
        graph.add_node(system, **_described(system, inventory))
    graph.add_edges_from((arrow.consumer, arrow.needed, _stated(arrow)) for arrow in arrows)
    return graph


def edges_only(graph: Graph, arrows: Iterable[Arrow]) -> Graph:
    """The systems of a graph with these of its arrows alone, for questions that follow no others."""
    import networkx as nx

    found: Graph = nx.DiGraph()
    found.add_nodes_from(graph)
    found.add_edges_from((arrow.consumer, arrow.needed) for arrow in arrows)
    return found


def arrows_of(inventory: Inventory, proposed: Collection[str] = ()) -> tuple[Arrow, ...]:
    """Every arrow of the estate, and of the systems that are `proposed` to join it, once, sorted.

    What a consumer's own record states comes first; `used_by` adds only arrows that it does not state.
    """
    members = [
        (system, record)
        for system, record in inventory.records.items()
        if record.in_estate or system in proposed
    ]
    stated: dict[tuple[str, str], Arrow] = {}
    for system, record in members:
        for needed, arrow in own_needs(record).items():
            if _is_there_to_need(needed, inventory, proposed):
                stated[system, needed] = arrow
    for system, record in members:
        for consumer in _consumers(record, inventory, proposed):
            claimed = Arrow(consumer, system, hard=True, confirmed=False)
            stated.setdefault((consumer, system), claimed)
    return tuple(sorted(stated.values(), key=attrgetter("consumer", "needed")))


def own_needs(record: Record) -> dict[str, Arrow]:
    """What a record says that its system needs, by full id; several statements of one need are one.

    It is hard if any is, confirmed if any is, of the first kind that is stated, and keeps every note.
    """
    consumer = record.id
    needs: dict[str, Arrow] = {}
    for stated in record.system.depends_on or ():
        needed = record.full_id(stated.system)
        if needed == consumer:
            continue
        hard, confirmed = stated.strength == "hard", stated.confidence == "confirmed"
        kind, note = stated.kind, stated.note
        earlier = needs.get(needed)
        if earlier:
            hard, confirmed = hard or earlier.hard, confirmed or earlier.confirmed
            notes = [each for each in (earlier.note, note) if each]
            kind, note = earlier.kind or kind, "; ".join(dict.fromkeys(notes)) or None
        needs[needed] = Arrow(consumer, needed, hard, confirmed, kind, note)
    return needs


def _described(system: str, inventory: Inventory) -> dict[str, str | None]:
    record = inventory.records.get(system)
    if record is None:
        return {"name": system, "organisation": organisation_of(system), "kind": "external", "status": None}
    return {
        "name": record.system.name,
        "organisation": record.organisation,
        "kind": record.system.kind,
        "status": record.system.status,
    }


def _stated(arrow: Arrow) -> dict[str, str | None]:
    return {
        "strength": arrow.strength,
        "confidence": arrow.confidence,
        "kind": arrow.kind,
        "note": arrow.note,
    }


def _is_there_to_need(needed: str, inventory: Inventory, proposed: Collection[str]) -> bool:
    record = inventory.records.get(needed)
    if record is None:
        return inventory.presence(needed) == "not-loaded"
    return record.in_estate or needed in proposed


def _consumers(record: Record, inventory: Inventory, proposed: Collection[str]) -> Iterator[str]:
    for reference in record.system.used_by or ():
        consumer = record.full_id(reference)
        known = inventory.records.get(consumer)
        if known is None:
            is_there = inventory.presence(consumer) != "left-out"
        else:
            is_there = known.in_estate or consumer in proposed
        if is_there and consumer != record.id:
            yield consumer
