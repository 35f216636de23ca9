"""Systems that need each other in a circle (method, section 4)."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from legacymap.domain.inventory import Arrow
from legacymap.domain.results import Cycle
from legacymap.estate.graph import Graph
from legacymap.estate.paths import shortest_path


def cycles(graph: Graph, arrows: Iterable[Arrow]) -> Iterator[Cycle]:
    """The groups of two or more that reach each other along the arrows of the graph, by smallest member."""
    firm = {(arrow.consumer, arrow.needed) for arrow in arrows if arrow.hard and arrow.confirmed}
    for members in sorted(graph.condensation.components):
        if len(members) > 1:
            shortest = graph.named(_shortest_cycle(graph, members))
            breakable = tuple(step for step in pairwise(shortest) if step not in firm)
            yield Cycle(graph.named(members), shortest, breakable)


def _shortest_cycle(graph: Graph, members: tuple[int, ...]) -> list[int]:
    """A shortest way round through the smallest member, which stands at both ends."""
    group = frozenset(members)
    needed_by = {member: group.intersection(graph.needed_by[member]) for member in members}
    smallest = members[0]
    return [smallest, *shortest_path(graph.needs, needed_by, graph.needs[smallest], smallest)]
