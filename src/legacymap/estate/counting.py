"""How many systems need each one, and the weakest that each reaches, for all systems at once.

networkx finds the components, but answers these a node at a time, which is quadratic; a sweep is not.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Arrow
from legacymap.domain.nearest import organisation_of

UNRANKED = sys.maxsize
_BLOCK = 16_384  # bits that are counted at a time
_UNMARKED = -1


@dataclass(frozen=True, slots=True)
class Condensation:
    """Components of a graph in an order in which every edge between them leads onward, never back.

    `onward` holds, for each component, the places in that order of those to which its edges lead.
    """

    components: tuple[tuple[str, ...], ...]
    onward: tuple[tuple[int, ...], ...]

    def reversed(self) -> "Condensation":
        """The same components with every edge reversed."""
        last = len(self.components) - 1
        onward: list[list[int]] = [[] for _ in self.components]
        for place, targets in enumerate(self.onward):
            for target in targets:
                onward[last - target].append(last - place)
        return Condensation(self.components[::-1], tuple(map(tuple, onward)))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The bits of the marks of one kind, by node, from `start` to before `end`; see `_lone`."""

    start: int
    end: int
    bits: Mapping[str, int]
    lone: frozenset[str]

    def touches(self, first: int, after: int) -> bool:
        """Whether some of its bits stand in a block."""
        return self.start < after and first < self.end

    def within(self, first: int) -> int:
        """Its bits in a block, as ones."""
        low, high = max(self.start - first, 0), min(self.end - first, _BLOCK)
        return (1 << high) - (1 << low)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many systems need one: directly, in the end and hard; services among them, their organisations.

    The last three follow confirmed arrows alone.
    """

    direct: int
    dependents: int
    hard: int
    services: int
    organisations: int
    confirmed_direct: int
    confirmed: int
    confirmed_hard: int


@dataclass(frozen=True, slots=True)
class Along:
    """The arrows that a count follows, and their condensation."""

    arrows: Sequence[Arrow]
    condensation: Condensation


def condensed(nodes: Iterable[str], edges: Collection[tuple[str, str]]) -> Condensation:
    """The strongly connected components of some nodes, consumers before what they need.

    networkx gives each component after all that it reaches, which a test holds it to: the sweeps need that
    order and no graph of components, whose building would cost as much as they do. Where there is no cycle,
    it is not asked: to load it takes longer than to put ten thousand nodes in order.
    """
    nodes = tuple(nodes)
    in_order = _in_order(nodes, edges)
    if in_order is not None:
        return _joined([(node,) for node in in_order], edges)
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    components = [tuple(sorted(each)) for each in nx.strongly_connected_components(graph)]
    return _joined(components[::-1], edges)


def _in_order(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[str] | None:
    """The nodes, each before all that it reaches; None where some of them stand in a cycle."""
    unplaced = dict.fromkeys(nodes, 0)  # how many of the edges to each come from nodes without a place
    onward: dict[str, list[str]] = {}
    for consumer, needed in edges:
        unplaced[needed] += 1
        onward.setdefault(consumer, []).append(needed)
    ready = [node for node, count in unplaced.items() if not count]
    in_order: list[str] = []
    while ready:
        node = ready.pop()
        in_order.append(node)
        for target in onward.get(node, ()):
            unplaced[target] -= 1
            if not unplaced[target]:
                ready.append(target)
    return in_order if len(in_order) == len(unplaced) else None


def narrowed(whole: Condensation, edges: Collection[tuple[str, str]]) -> Condensation:
    """The same along some of its edges alone: they join nothing that all of them leave apart.

    Only components of several are looked at again; the order of the others holds as it is.
    """
    several = {node: members for members in whole.components if len(members) > 1 for node in members}
    inside: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for edge in edges if several else ():
        members = several.get(edge[0])
        if members is not None and members is several.get(edge[1]):
            inside.setdefault(members, []).append(edge)
    components: list[tuple[str, ...]] = []
    for members in whole.components:
        if len(members) == 1:  # nearly always
            components.append(members)
        else:
            components += condensed(members, inside.get(members, ())).components
    return _joined(components, edges)


def distinct_reaching(condensation: Condensation, marks: Mapping[str, str]) -> dict[str, int]:
    """For each node, how many distinct marks there are on the other nodes that reach it; it may bear none."""
    return each_distinct_reaching(condensation, (marks,))[0]


def each_distinct_reaching(
    condensation: Condensation, every: Sequence[Mapping[str, str]]
) -> list[dict[str, int]]:
    """The same for several kinds of marks, in one sweep.

    The sets are the bits of whole numbers, a stretch of them for each kind, and 16,384 are counted at a time,
    so that memory grows with the number of nodes and not with its square.
    """
    stretches = list(_stretches(condensation, every))
    counts = [{member: 0 for members in condensation.components for member in members} for _ in every]
    last = max((stretch.end for stretch in stretches), default=0)
    for first in range(0, last, _BLOCK):
        inside = [(kind, each) for kind, each in enumerate(stretches) if each.touches(first, first + _BLOCK)]
        whole = [(each.within(first), each.bits, counts[kind], each.lone) for kind, each in inside]
        for place, arrived, passed in _gathered(condensation, [each.bits for _, each in inside], first):
            members = condensation.components[place]
            if len(members) == 1:  # nearly always: nothing but what arrives reaches it
                for mask, _, found, _ in whole:
                    found[members[0]] += (arrived & mask).bit_count()
                continue
            for mask, bits, found, lone in whole:
                total = (passed & mask).bit_count()
                for node in members:
                    bit = bits.get(node, _UNMARKED) - first
                    own = 0 <= bit < _BLOCK and node in lone and not arrived >> bit & 1
                    found[node] += total - own
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
        members = condensation.components[place]
        if len(members) == 1:  # nearly always
            smallest[members[0]] = beyond
            passed[place] = min(beyond, ranks.get(members[0], UNRANKED))
            continue
        best, *rest = sorted(members, key=lambda member: ranks.get(member, UNRANKED))
        for member in (best, *rest):
            others = rest[:1] if member == best else [best]
            smallest[member] = min([beyond, *(ranks.get(other, UNRANKED) for other in others)])
        passed[place] = min(beyond, ranks.get(best, UNRANKED))
    return smallest


def counts_of(
    members: Sequence[str],
    services: Sequence[str],
    every: tuple[Along, Along],
    confirmed: tuple[Along, Along],
) -> Mapping[str, Counts]:
    """The counts of all members at once: along all arrows and the hard ones, and along the confirmed of each.

    What is the very same for confirmed arrows is counted once.
    """
    names = {member: member for member in members}
    owned = {member: organisation_of(member) for member in members}
    marks = (owned, {each: each for each in services}, names)  # the fewest first: their bits stay short
    organisations, served, dependents = each_distinct_reaching(every[0].condensation, marks)
    hard = distinct_reaching(every[1].condensation, names)
    direct = Counter([arrow.needed for arrow in every[0].arrows])
    confirmed_direct, sure, sure_hard = direct, dependents, hard
    if confirmed[0] is not every[0]:
        confirmed_direct = Counter([arrow.needed for arrow in confirmed[0].arrows])
        sure = distinct_reaching(confirmed[0].condensation, names)
    if confirmed[1] is not every[1]:
        sure_hard = distinct_reaching(confirmed[1].condensation, names)
    return {
        system: Counts(
            direct=direct[system],
            dependents=dependents[system],
            hard=hard[system],
            services=served[system],
            organisations=organisations[system],
            confirmed_direct=confirmed_direct[system],
            confirmed=sure[system],
            confirmed_hard=sure_hard[system],
        )
        for system in members
    }


def _joined(components: Sequence[tuple[str, ...]], edges: Iterable[tuple[str, str]]) -> Condensation:
    place_of = {member: place for place, members in enumerate(components) for member in members}
    onward: list[set[int]] = [set() for _ in components]
    for consumer, needed in edges:
        place, target = place_of[consumer], place_of[needed]
        if place != target:
            onward[place].add(target)
    return Condensation(tuple(components), tuple(map(tuple, onward)))


def _stretches(condensation: Condensation, every: Iterable[Mapping[str, str]]) -> Iterator[_Stretch]:
    """The bits of each kind of marks, one kind after the other."""
    start = 0
    for marks in every:
        bits, end = _numbered(condensation, marks, start)
        yield _Stretch(start, end, bits, _lone(condensation, bits))
        start = end


def _numbered(condensation: Condensation, marks: Mapping[str, str], start: int) -> tuple[dict[str, int], int]:
    """The number of each node's mark, counted as they come in the order of the condensation; the next one."""
    numbers: dict[str, int] = {}
    numbered: dict[str, int] = {}
    for members in condensation.components:
        for member in members:
            mark = marks.get(member)
            if mark is not None:
                numbered[member] = start + numbers.setdefault(mark, len(numbers))
    return numbered, start + len(numbers)


def _lone(condensation: Condensation, bits: Mapping[str, int]) -> frozenset[str]:
    """The nodes of components of several whose mark no other node there bears."""
    lone: set[str] = set()
    for members in condensation.components:
        if len(members) > 1:
            borne = Counter([bits.get(member) for member in members])
            lone.update([member for member in members if borne[bits.get(member)] == 1])
    return frozenset(lone)


def _gathered(
    condensation: Condensation, every: Sequence[Mapping[str, int]], first: int
) -> Iterator[tuple[int, int, int]]:
    """For each component, the marks of one block on what reaches it from outside, and on all of it.

    What has been passed on is let go, which keeps only the front of the sweep in memory.
    """
    arriving = [0] * len(condensation.components)
    for place, members in enumerate(condensation.components):
        arrived, arriving[place] = arriving[place], 0
        whole = arrived
        for member in members:
            for bits in every:
                bit = bits.get(member, _UNMARKED) - first
                if 0 <= bit < _BLOCK:
                    whole |= 1 << bit
        if whole:
            for target in condensation.onward[place]:
                arriving[target] |= whole
            yield place, arrived, whole
