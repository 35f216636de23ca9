"""Systems as numbers and arrows between them, for questions that follow arrows."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from legacymap.estate.condensation import Condensation, condense

Arrows = Sequence[Collection[int]] | Mapping[int, Collection[int]]


@dataclass(frozen=True)
class Graph:
    """Systems by number, in the order of their ids, with those that each needs and those that need it.

    Numbers compare as ids do, and the numbers at the ends of arrows are sorted.
    """

    ids: tuple[str, ...]
    numbers: Mapping[str, int]
    needs: tuple[tuple[int, ...], ...]
    needed_by: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, ids: tuple[str, ...], arrows: Iterable[tuple[str, str]]) -> "Graph":
        """The graph of sorted ids and of sorted, distinct arrows, each a consumer and what it needs."""
        numbers = {system: number for number, system in enumerate(ids)}
        needs: list[list[int]] = [[] for _ in ids]
        needed_by: list[list[int]] = [[] for _ in ids]
        for consumer, needed in arrows:
            start, end = numbers[consumer], numbers[needed]
            needs[start].append(end)
            needed_by[end].append(start)
        return cls(ids, numbers, tuple(map(tuple, needs)), tuple(map(tuple, needed_by)))

    @cached_property
    def condensation(self) -> Condensation:
        """Its strongly connected components, consumers before what they need."""
        return condense(self.needs)

    def named(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The ids of systems, in the order given."""
        return tuple([self.ids[number] for number in numbers])

    def dependents(self, system: str) -> tuple[str, ...]:
        """Every other system that reaches this one, sorted; none for a system that is not in the graph."""
        return self._reached(system, self.needed_by)

    def dependencies(self, system: str) -> tuple[str, ...]:
        """Every other system that this one reaches, sorted; none for a system that is not in the graph."""
        return self._reached(system, self.needs)

    def _reached(self, system: str, arrows: Arrows) -> tuple[str, ...]:
        start = self.numbers.get(system)
        if start is None:
            return ()
        return self.named(sorted(set[int]().union(*levels(arrows, start))))


def levels(arrows: Arrows, start: int) -> Iterator[set[int]]:
    """Those one arrow from the start, then those two arrows from it at the fewest, and so on."""
    seen = {start}
    level = {start}
    while True:
        level = set[int]().union(*[arrows[number] for number in level]) - seen
        if not level:
            return
        yield level
        seen |= level
