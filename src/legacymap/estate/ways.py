"""A shortest way to one system from all that reach it, or from it to all that it reaches, found at once."""

from collections.abc import Mapping

from legacymap.estate.graph import Graph, levels


def ways_to(graph: Graph, system: str) -> Mapping[str, tuple[str, ...]]:
    """From each system that reaches this one, a shortest way along arrows, both ends included.

    Nearest first, then by id; of several shortest ways it is the lexicographically least.
    """
    end = graph.numbers.get(system)
    if end is None:
        return {}
    found: dict[int, tuple[int, ...]] = {end: (end,)}
    nearer = {end}
    for level in levels(graph.needed_by, end):
        for number in sorted(level):
            found[number] = (number, *found[min(nearer.intersection(graph.needs[number]))])
        nearer = level
    return _named(graph, found, end)


def ways_from(graph: Graph, system: str) -> Mapping[str, tuple[str, ...]]:
    """To each system that this one reaches, a shortest way along arrows, both ends included.

    Nearest first, then by id; of several shortest ways it is the lexicographically least.
    """
    start = graph.numbers.get(system)
    if start is None:
        return {}
    found: dict[int, tuple[int, ...]] = {start: (start,)}
    nearer = {start}
    for level in levels(graph.needs, start):
        for number in sorted(level):
            before = nearer.intersection(graph.needed_by[number])
            found[number] = (*min(found[other] for other in before), number)
        nearer = level
    return _named(graph, found, start)


def _named(graph: Graph, found: Mapping[int, tuple[int, ...]], itself: int) -> Mapping[str, tuple[str, ...]]:
    return {graph.ids[number]: graph.named(way) for number, way in found.items() if number != itself}
