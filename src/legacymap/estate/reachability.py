"""For every node at once: how many reach it, and of how many sorts."""

from collections import Counter
from collections.abc import Iterator, Sequence

from legacymap.estate.condensation import Condensation

_BLOCK = 16_384
_UNMARKED = -1


def distinct_reaching(condensation: Condensation, marks: Sequence[str | None]) -> list[int]:
    """For each node, how many distinct marks there are on the other nodes that reach it.

    A node without a mark is None. The sets are the bits of whole numbers, and 16,384 marks are counted at a
    time, so that memory grows with the number of nodes and not with its square.
    """
    counts = [0] * len(marks)
    bits = _numbered(condensation, marks)
    lone = _lone(condensation, bits)
    for first in range(0, max(bits, default=_UNMARKED) + 1, _BLOCK):
        for place, arrived, whole in _gathered(condensation, bits, first):
            total = whole.bit_count()
            for node in condensation.components[place]:
                bit = bits[node] - first
                own = node in lone and 0 <= bit < _BLOCK and not arrived >> bit & 1
                counts[node] += total - own
    return counts


def reached_by_others(condensation: Condensation, marks: Sequence[str]) -> list[bool]:
    """For each node, whether a node with another mark than its own reaches it."""
    arrived: list[set[str]] = [set() for _ in condensation.components]
    others = [False] * len(marks)
    for place, members in enumerate(condensation.components):
        found = arrived[place] | {marks[member] for member in members}
        for member in members:
            others[member] = len(found) > 1
        # Two different marks are enough to tell: one of them is another than any node's own.
        kept = set(sorted(found)[:2])
        for target in condensation.onward[place]:
            arrived[target] |= kept
    return others


def _numbered(condensation: Condensation, marks: Sequence[str | None]) -> list[int]:
    """The number of each node's mark, counted as they come in the order of the condensation."""
    numbers: dict[str, int] = {}
    numbered = [_UNMARKED] * len(marks)
    for members in condensation.components:
        for member in members:
            mark = marks[member]
            if mark is not None:
                numbered[member] = numbers.setdefault(mark, len(numbers))
    return numbered


def _lone(condensation: Condensation, bits: Sequence[int]) -> set[int]:
    """The nodes whose mark no other node of their component bears."""
    lone: set[int] = set()
    for members in condensation.components:
        borne = Counter([bits[member] for member in members]) if len(members) > 1 else {}
        lone.update([member for member in members if borne.get(bits[member], 1) == 1])
    return lone


def _gathered(condensation: Condensation, bits: Sequence[int], first: int) -> Iterator[tuple[int, int, int]]:
    """For each component, the marks of one block on what reaches it from outside, and on all of it.

    What has been passed on is let go, which keeps only the front of the sweep in memory.
    """
    arriving = [0] * len(condensation.components)
    for place, members in enumerate(condensation.components):
        arrived, arriving[place] = arriving[place], 0
        whole = arrived
        for member in members:
            if first <= bits[member] < first + _BLOCK:
                whole |= 1 << (bits[member] - first)
        if whole:
            for target in condensation.onward[place]:
                arriving[target] |= whole
            yield place, arrived, whole
