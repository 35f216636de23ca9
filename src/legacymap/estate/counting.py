"""For every system at once, over its components: how many reach it, and the weakest that it reaches.

networkx answers these a node at a time, which is quadratic; a sweep over the components is not.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from legacymap.domain.frozen import dataclass
from legacymap.estate.build import Graph

UNRANKED = sys.maxsize
_BLOCK = 16_384
_UNMARKED = -1


@dataclass(frozen=True, slots=True)
class Condensation:
    """Components of a graph in an order in which every edge between them leads onward, never back.

    `onward` holds, for each component, the places in that order of those to which its edges lead.
    """

    components: tuple[tuple[str, ...], ...]
    onward: tuple[tuple[int, ...], ...]

    def turned(self) -> "Condensation":
        """The same components with every edge turned round."""
        last = len(self.components) - 1
        onward: list[list[int]] = [[] for _ in self.components]
        for place, targets in enumerate(self.onward):
            for target in targets:
                onward[last - target].append(last - place)
        return Condensation(self.components[::-1], tuple(map(tuple, onward)))


def condensed(graph: Graph) -> Condensation:
    """The strongly connected components of a graph, consumers before what they need.

    networkx gives each component after all that it reaches, which a test holds it to: the sweeps need that
    order and no graph of components, whose building would cost as much as they do.
    """
    import networkx as nx

    components = [tuple(sorted(each)) for each in nx.strongly_connected_components(graph)][::-1]
    place_of = {member: place for place, members in enumerate(components) for member in members}
    onward = []
    for place, members in enumerate(components):
        targets = {place_of[target] for member in members for target in graph.successors(member)}
        targets.discard(place)
        onward.append(tuple(targets))
    return Condensation(tuple(components), tuple(onward))


def distinct_reaching(condensation: Condensation, marks: Mapping[str, str]) -> dict[str, int]:
    """For each node, how many distinct marks there are on the other nodes that reach it.

    A node may bear none. The sets are the bits of whole numbers, and 16,384 marks are counted at a time, so
    that memory grows with the number of nodes and not with its square.
    """
    bits = _numbered(condensation, marks)
    lone = _lone(condensation, bits)
    counts = {member: 0 for members in condensation.components for member in members}
    for first in range(0, max(bits.values(), default=_UNMARKED) + 1, _BLOCK):
        for place, arrived, whole in _gathered(condensation, bits, first):
            total = whole.bit_count()
            for node in condensation.components[place]:
                bit = bits.get(node, _UNMARKED) - first
                own = node in lone and 0 <= bit < _BLOCK and not arrived >> bit & 1
                counts[node] += total - own
    return counts


def reached_by_others(onward: Mapping[str, Iterable[str]], marks: Mapping[str, str]) -> set[str]:
    """The nodes that a node with another mark than their own reaches, given those that each leads to.

    Two marks on a node are enough to tell, so that each is passed on twice at the most.
    """
    arrived = {node: {mark} for node, mark in marks.items()}
    waiting = list(onward)
    while waiting:
        node = waiting.pop()
        for target in onward.get(node, ()):
            if len(arrived[target]) == 1 and not arrived[node] <= arrived[target]:
                arrived[target] |= arrived[node]
                waiting.append(target)
    return {node for node, have in arrived.items() if len(have) > 1}


def smallest_reached(condensation: Condensation, ranks: Mapping[str, int]) -> dict[str, int]:
    """For each node, the smallest rank among the other nodes that it reaches, or UNRANKED."""
    smallest: dict[str, int] = {}
    passed = [UNRANKED] * len(condensation.components)
    for place in reversed(range(len(passed))):
        beyond = min((passed[target] for target in condensation.onward[place]), default=UNRANKED)
        best, *rest = sorted(condensation.components[place], key=lambda member: ranks.get(member, UNRANKED))
        for member in (best, *rest):
            others = rest[:1] if member == best else [best]
            smallest[member] = min([beyond, *(ranks.get(other, UNRANKED) for other in others)])
        passed[place] = min(beyond, ranks.get(best, UNRANKED))
    return smallest


def _numbered(condensation: Condensation, marks: Mapping[str, str]) -> dict[str, int]:
    """The number of each node's mark, counted as they come in the order of the condensation."""
    numbers: dict[str, int] = {}
    numbered: dict[str, int] = {}
    for members in condensation.components:
        for member in members:
            mark = marks.get(member)
            if mark is not None:
                numbered[member] = numbers.setdefault(mark, len(numbers))
    return numbered


def _lone(condensation: Condensation, bits: Mapping[str, int]) -> set[str]:
    """The nodes whose mark no other node of their component bears."""
    lone: set[str] = set()
    for members in condensation.components:
        if len(members) == 1:
            lone.update(members)
        else:
            borne = Counter([bits.get(member) for member in members])
            lone.update([member for member in members if borne[bits.get(member)] == 1])
    return lone


def _gathered(
    condensation: Condensation, bits: Mapping[str, int], first: int
) -> Iterator[tuple[int, int, int]]:
    """For each component, the marks of one block on what reaches it from outside, and on all of it.

    What has been passed on is let go, which keeps only the front of the sweep in memory.
    """
    arriving = [0] * len(condensation.components)
    for place, members in enumerate(condensation.components):
        arrived, arriving[place] = arriving[place], 0
        whole = arrived
        for member in members:
            bit = bits.get(member, _UNMARKED)
            if first <= bit < first + _BLOCK:
                whole |= 1 << (bit - first)
        if whole:
            for target in condensation.onward[place]:
                arriving[target] |= whole
            yield place, arrived, whole
