"""A schedule in the making: what is chosen, what it uses, and what can still be put in."""

from collections.abc import Iterable

import numpy as np

from legacymap.planning.former.columns import Floats, Ints
from legacymap.planning.former.formulation import Formulation
from legacymap.planning.former.links import Link

NONE = -1
_TRIES = 60


class Timetable:
    """Choices that keep every limit; what they need of each other is kept by `bring` and `release`."""

    def __init__(self, formulation: Formulation) -> None:
        self.formulation = formulation
        self.chosen = [NONE] * len(formulation.columns.systems)
        self.used: Floats = np.zeros(len(formulation.resources.limit))
        self._system: list[int] = formulation.columns.system.tolist()
        self._use = [formulation.resources.of(column) for column in range(len(self._system))]
        self._room = formulation.resources.room
        self.asks: list[list[Link]] = [[] for _ in self.chosen]
        self.serves: list[list[Link]] = [[] for _ in self.chosen]
        for link in formulation.links:
            self.asks[self._asking(link)].append(link)
            self.serves[link.other].append(link)

    def columns(self) -> Ints:
        """The chosen columns, in order."""
        return np.array(sorted(column for column in self.chosen if column != NONE), dtype=np.int64)

    def fits(self, column: int) -> bool:
        """Whether the limits leave room for a column of a system that has none."""
        rows, shares = self._use[column]
        return bool((self.used[rows] + shares <= self._room[rows]).all())

    def put(self, column: int) -> None:
        """Chooses a column, whatever it needs."""
        rows, shares = self._use[column]
        self.used[rows] += shares
        self.chosen[self._system[column]] = column

    def remove(self, column: int) -> None:
        """Undoes the choice of a column, whoever needs it."""
        rows, shares = self._use[column]
        self.used[rows] -= shares
        self.chosen[self._system[column]] = NONE

    def is_needed(self, system: int, instead: int = NONE) -> bool:
        """Whether some other choice would not be allowed if the system had `instead`."""
        return any(
            not link.holds(self.chosen[asking], instead)
            for link in self.serves[system]
            if (asking := self._asking(link)) != system and self.chosen[asking] != NONE
        )

    def is_allowed(self, column: int) -> bool:
        """Whether what the column needs is chosen."""
        return all(
            link.holds(column, column if link.other == self._system[column] else self.chosen[link.other])
            for link in self.asks[self._system[column]]
        )

    def bring(self, column: int, rank: Floats) -> list[int] | None:
        """Puts a column in with everything that it needs and that is not chosen yet, best rank first.

        Gives what was put in; None, and nothing changes, where no way is found.
        """
        tries = [_TRIES]
        return self._bring(column, rank, tries)

    def meet(self, column: int, rank: Floats) -> list[int] | None:
        """Puts in what a chosen column still needs; gives and fails as `bring` does."""
        tries = [_TRIES]
        return self._meet(column, rank, tries)

    def release(self, columns: Iterable[int]) -> None:
        """Undoes these choices."""
        for column in columns:
            self.remove(column)

    def _bring(self, column: int, rank: Floats, tries: list[int]) -> list[int] | None:
        tries[0] -= 1
        if tries[0] < 0 or self.chosen[self._system[column]] != NONE or not self.fits(column):
            return None
        self.put(column)
        more = self._meet(column, rank, tries)
        if more is None:
            self.remove(column)
            return None
        return [column, *more]

    def _meet(self, column: int, rank: Floats, tries: list[int]) -> list[int] | None:
        placed: list[int] = []
        for link in self.asks[self._system[column]]:
            there = self.chosen[link.other]
            if link.holds(column, there):
                continue
            more = None
            if there == NONE:
                able = [other for other in link.enabling if link.holds(column, other)]
                able.sort(key=lambda other: (-rank[other], other))
                more = next((found for other in able if (found := self._bring(other, rank, tries))), None)
            if more is None:
                self.release(placed)
                return None
            placed += more
        return placed

    def _asking(self, link: Link) -> int:
        return self._system[next(iter(link.dependent))]


def started(formulation: Formulation, rank: Floats) -> Timetable | None:
    """The fixed choices with all that they need; None where no way is found (there may be one)."""
    timetable = Timetable(formulation)
    fixed = np.flatnonzero(formulation.columns.fixed).tolist()
    for column in fixed:
        timetable.put(column)
    if (timetable.used > formulation.resources.room).any():
        return None
    return timetable if all(timetable.meet(column, rank) is not None for column in fixed) else None
