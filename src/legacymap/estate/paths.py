"""Shortest paths along edges, where networkx leaves open which of several equally short ones it gives.

Here it is always the lexicographically least (method, section 4).
"""

from __future__ import annotations  # only the stubs of networkx know that a graph has a type of nodes

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:  # as in build.py
    import networkx as nx


class _Ordered(Protocol):
    def __lt__(self, other: Self, /) -> bool: ...

    def __hash__(self) -> int: ...


Node = TypeVar("Node", bound=_Ordered)


def least_path(graph: nx.DiGraph[Node], starts: Iterable[Node], end: Node) -> list[Node]:
    """A shortest path from one of the starts to the end, both included; empty when there is none."""
    import networkx as nx

    wanted = set(starts)
    nearer: list[set[Node]] = []
    for found in nx.bfs_layers(graph.reverse(copy=False), end):
        layer = set(found)
        if not layer.isdisjoint(wanted):
            path = [min(layer & wanted)]
            for nearest in reversed(nearer):
                path.append(min(nearest.intersection(graph.successors(path[-1]))))
            return path
        nearer.append(layer)
    return []


def paths_to(graph: nx.DiGraph[Node], end: Node) -> Mapping[Node, tuple[Node, ...]]:
    """From each node that reaches this one, a shortest path, both ends included; nearest first, by id."""
    if end not in graph:
        return {}
    import networkx as nx

    found: dict[Node, tuple[Node, ...]] = {end: (end,)}
    nearer: set[Node] = {end}
    for layer in nx.bfs_layers(graph.reverse(copy=False), end):
        for node in sorted(layer) if end not in layer else ():
            found[node] = (node, *found[min(nearer.intersection(graph.successors(node)))])
        nearer = set(layer)
    del found[end]
    return found


def paths_from(graph: nx.DiGraph[Node], start: Node) -> Mapping[Node, tuple[Node, ...]]:
    """To each node that this one reaches, a shortest path, both ends included; nearest first, by id."""
    if start not in graph:
        return {}
    import networkx as nx

    found: dict[Node, tuple[Node, ...]] = {start: (start,)}
    nearer: set[Node] = {start}
    for layer in nx.bfs_layers(graph, start):
        for node in sorted(layer) if start not in layer else ():
            before = nearer.intersection(graph.predecessors(node))
            found[node] = (*min(found[other] for other in before), node)
        nearer = set(layer)
    del found[start]
    return found


def reaching(graph: nx.DiGraph[Node], end: Node) -> tuple[Node, ...]:
    """Every other node that reaches this one, sorted; none for a node that is not in the graph."""
    import networkx as nx

    return tuple(sorted(nx.ancestors(graph, end))) if end in graph else ()


def reached(graph: nx.DiGraph[Node], start: Node) -> tuple[Node, ...]:
    """Every other node that this one reaches, sorted; none for a node that is not in the graph."""
    import networkx as nx

    return tuple(sorted(nx.descendants(graph, start))) if start in graph else ()


def near(graph: nx.DiGraph[Node], node: Node, hops: int) -> tuple[Node, ...]:
    """A node, those that reach it by so many edges, and those that it reaches by as many."""
    import networkx as nx

    above = nx.single_source_shortest_path_length(graph.reverse(copy=False), node, cutoff=hops)
    below = nx.single_source_shortest_path_length(graph, node, cutoff=hops)
    return tuple(sorted({*above, *below}))


def shortest_cycles(graph: nx.DiGraph[Node]) -> Iterator[tuple[tuple[Node, ...], tuple[Node, ...]]]:
    """The groups of two or more nodes that reach each other, and a shortest cycle through the smallest.

    Members are sorted, groups come by their smallest, which stands at both ends of the cycle.
    """
    import networkx as nx

    groups = (tuple(sorted(each)) for each in nx.strongly_connected_components(graph) if len(each) > 1)
    for members in sorted(groups):
        first = members[0]
        yield members, (first, *least_path(graph, graph.successors(first), first))


def shortest_cycles_along(edges: Iterable[tuple[Node, Node]]) -> Iterator[tuple[Node, ...]]:
    """The same cycles in a graph that is given by its edges."""
    known = tuple(edges)
    if not known:
        return iter(())
    import networkx as nx

    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_edges_from(known)
    return (cycle for _, cycle in shortest_cycles(graph))
