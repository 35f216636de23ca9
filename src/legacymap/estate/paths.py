"""Shortest paths along arrows; of several equally short ones, the first in the order of ids."""

from collections.abc import Collection

from legacymap.estate.graph import Arrows, levels


def shortest_path(needs: Arrows, needed_by: Arrows, starts: Collection[int], end: int) -> list[int]:
    """A shortest path from one of the starts to the end, both included; empty when there is none.

    Of the shortest it is the lexicographically least.
    """
    nearer: list[set[int]] = []
    level = {end}
    follow = levels(needed_by, end)
    while level.isdisjoint(starts):
        nearer.append(level)
        level = next(follow, set())
        if not level:
            return []
    path = [min(level.intersection(starts))]
    for level in reversed(nearer):
        path.append(min(level.intersection(needs[path[-1]])))
    return path
