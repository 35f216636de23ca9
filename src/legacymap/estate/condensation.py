"""Strongly connected components, and the order that the arrows between them leave."""

from collections.abc import Sequence
from dataclasses import dataclass

_UNSEEN = 0


@dataclass(frozen=True, slots=True)
class Condensation:
    """Components of a graph in an order in which every arrow between them leads onward, never back.

    `onward` holds, for each component, the places in that order of those to which its arrows lead.
    """

    components: tuple[tuple[int, ...], ...]
    onward: tuple[tuple[int, ...], ...]

    def turned(self) -> "Condensation":
        """The same components with every arrow turned round."""
        last = len(self.components) - 1
        onward: list[list[int]] = [[] for _ in self.components]
        for place, targets in enumerate(self.onward):
            for target in targets:
                onward[last - target].append(last - place)
        return Condensation(self.components[::-1], tuple(map(tuple, onward)))


def condense(arrows: Sequence[Sequence[int]]) -> Condensation:
    """The condensation of a graph, given for each node the nodes to which its arrows lead."""
    components = _components(arrows)[::-1]
    place_of = [0] * len(arrows)
    for place, members in enumerate(components):
        for member in members:
            place_of[member] = place
    onward = []
    for place, members in enumerate(components):
        targets = {place_of[target] for member in members for target in arrows[member]}
        targets.discard(place)
        onward.append(tuple(targets))
    return Condensation(tuple(map(tuple, components)), tuple(onward))


def _components(arrows: Sequence[Sequence[int]]) -> list[list[int]]:
    """The components, each after all to which its arrows lead (Tarjan 1972, without recursion)."""
    components: list[list[int]] = []
    lowest = [_UNSEEN] * len(arrows)
    entered = [_UNSEEN] * len(arrows)
    left_to_follow = [iter(targets) for targets in arrows]
    closed = len(arrows) + 1
    count = _UNSEEN
    opened: list[int] = []
    for root in range(len(arrows)):
        trail = [] if entered[root] else [root]
        while trail:
            node = trail[-1]
            if not entered[node]:
                count += 1
                entered[node] = lowest[node] = count
                opened.append(node)
            for target in left_to_follow[node]:
                if not entered[target]:
                    trail.append(target)
                    break
                lowest[node] = min(lowest[node], lowest[target])
            else:
                trail.pop()
                if lowest[node] == entered[node]:
                    components.append(_taken_off(opened, node))
                    for member in components[-1]:
                        lowest[member] = closed
                elif trail:
                    lowest[trail[-1]] = min(lowest[trail[-1]], lowest[node])
    return components


def _taken_off(opened: list[int], first: int) -> list[int]:
    start = len(opened) - 1
    while opened[start] != first:
        start -= 1
    members = sorted(opened[start:])
    del opened[start:]
    return members
