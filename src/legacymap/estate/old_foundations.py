"""What systems that are not yet live will stand on."""

from collections.abc import Iterator, Mapping, Sequence

from legacymap.domain.assessment import Rating
from legacymap.domain.inventory import Inventory
from legacymap.domain.results import OldFoundation
from legacymap.estate.arrows import own_needs
from legacymap.estate.graph import Graph

_WEAK: frozenset[Rating] = frozenset({"red", "possibly-red"})


def old_foundations(
    inventory: Inventory, hard: Graph, ratings: Mapping[str, Rating], order: Sequence[str]
) -> Iterator[OldFoundation]:
    """The systems proposed or in build that will stand on a red or possibly red one, by id.

    `hard` holds the hard arrows of the estate; what a system will stand on comes in the given order.
    """
    planned = _with_proposed(inventory, hard)
    rank = {system: place for place, system in enumerate(order)}
    for system in planned.ids:
        record = inventory.records.get(system)
        if record and record.system.status in {"proposed", "build"}:
            reached = planned.dependencies(system)
            weak = [other for other in reached if ratings.get(other) in _WEAK]
            if weak:
                yield OldFoundation(system, tuple(sorted(weak, key=lambda other: rank.get(other, len(rank)))))


def _with_proposed(inventory: Inventory, hard: Graph) -> Graph:
    """The hard arrows as they will be: with proposed systems, and the needs that records state of them."""
    proposed = {system for system, record in inventory.records.items() if record.system.status == "proposed"}
    if not proposed:
        return hard
    ids = {*hard.ids, *proposed}
    arrows = {
        (hard.ids[consumer], hard.ids[needed]) for consumer, many in enumerate(hard.needs) for needed in many
    }
    for system in ids & inventory.records.keys():
        for needed, arrow in own_needs(inventory.records[system]).items():
            if arrow.hard and needed in ids and not proposed.isdisjoint((system, needed)):
                arrows.add((system, needed))
    return Graph.of(tuple(sorted(ids)), sorted(arrows))
