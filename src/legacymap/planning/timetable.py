"""A schedule in the making: what is chosen, what it uses, what can still be put in; and the greedy plan."""

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

import numpy as np

from legacymap.planning.formulation import NONE, Formulation, Link
from legacymap.planning.solver import Floats, Ints

_TRIES = 60
_LITTLE = 1e-9
_DEEP = 400
"""How deep a chain of needs is followed at once."""


class Timetable:
    """Choices that keep every limit; what they need of each other is kept by `bring` and `release`."""

    def __init__(self, formulation: Formulation) -> None:
        self.formulation = formulation
        lookup = formulation.lookup
        self.job, self.system, self.start, self.end = lookup.job, lookup.system, lookup.start, lookup.end
        self.value, self.uses = lookup.value, lookup.uses
        self.asks, self.serves = lookup.asks, lookup.serves
        self.of_system: dict[int, int] = {}
        self.of_job: dict[int, int] = {}
        # Floors can only be met by all together: they are judged at the end.
        self.room: list[float] = formulation.limits.room.tolist()
        self.used = [0.0] * len(self.room)

    def columns(self) -> Ints:
        """The chosen columns, in order."""
        return np.array(sorted(self.of_system.values()), dtype=np.int64)

    def fits(self, column: int) -> bool:
        """Whether the limits leave room for a column of a system that has none."""
        used, room = self.used, self.room
        return all(used[row] + amount <= room[row] or amount < 0 for row, amount in self.uses[column])

    def put(self, column: int) -> None:
        """Chooses a column, whatever it needs."""
        for row, amount in self.uses[column]:
            self.used[row] += amount
        self.of_system[self.system[column]] = column
        self.of_job[self.job[column]] = column

    def remove(self, column: int) -> None:
        """Undoes the choice of a column, whoever needs it."""
        for row, amount in self.uses[column]:
            self.used[row] -= amount
        del self.of_system[self.system[column]]
        del self.of_job[self.job[column]]

    def holds(self, link: Link, column: int) -> bool:
        """Whether some other that is chosen serves a column in time."""
        by_job, kind = self.of_job, link.kind
        for other in link.any_of:
            there = by_job.get(other)
            if there is not None and self._serves(kind, column, there):
                return True
        return False

    def is_allowed(self, column: int) -> bool:
        """Whether what the column needs is chosen."""
        return all(self.holds(link, column) for link in self.asks.get(self.job[column], ()))

    def is_needed(self, column: int, instead: int = NONE) -> bool:
        """Whether some other choice would not be allowed with `instead` for a chosen column."""
        lost = self.job[column]
        for link in self.serves.get(lost, ()):
            asking = self.of_job.get(link.job)
            if asking is None or asking == column:
                continue
            if (
                instead != NONE
                and self.job[instead] in link.any_of
                and self._serves(link.kind, asking, instead)
            ):
                continue
            others = (self.of_job.get(each) for each in link.any_of if each != lost)
            if not any(there is not None and self._serves(link.kind, asking, there) for there in others):
                return True
        return False

    def bring(self, column: int, rank: Floats) -> list[int] | None:
        """Puts a column in with everything that it needs and that is not chosen yet, best rank first.

        Gives what was put in; None, and nothing changes, where no way is found.
        """
        return self._bring(column, rank, [_TRIES], 0)

    def meet(self, column: int, rank: Floats) -> list[int] | None:
        """Puts in what a chosen column still needs; gives and fails as `bring` does."""
        return self._meet(column, rank, [_TRIES], 0)

    def release(self, columns: Iterable[int]) -> None:
        """Undoes these choices."""
        for column in columns:
            self.remove(column)

    def better(self, column: int) -> bool:
        """Moves a chosen column's system to a start of more value that all else allows, if there is one."""
        if self.formulation.forced[column]:
            return False
        value = self.value
        able = [
            other for other in self.formulation.columns_of[self.job[column]] if value[other] > value[column]
        ]
        able.sort(key=lambda other: (-value[other], other))
        return any(self.moved(column, other) for other in able)

    def moved(self, column: int, instead: int) -> bool:
        """Exchanges a chosen column for another of its system, if limits and links allow it."""
        if self.is_needed(column, instead):
            return False
        self.remove(column)
        if self.fits(instead) and self.is_allowed(instead):
            self.put(instead)
            return True
        self.put(column)
        return False

    def _serves(self, kind: str, column: int, other: int) -> bool:
        if kind == "requires":
            return self.end[other] <= self.start[column]
        if kind == "leaves":
            return self.end[other] <= self.end[column]
        return (self.start if kind == "start" else self.end)[other] == (
            self.start if kind == "start" else self.end
        )[column]

    def _bring(self, column: int, rank: Floats, tries: list[int], depth: int) -> list[int] | None:
        tries[0] -= 1
        if tries[0] < 0 or depth > _DEEP or self.system[column] in self.of_system or not self.fits(column):
            return None
        self.put(column)
        more = self._meet(column, rank, tries, depth + 1)
        if more is None:
            self.remove(column)
            return None
        return [column, *more]

    def _meet(self, column: int, rank: Floats, tries: list[int], depth: int) -> list[int] | None:
        placed: list[int] = []
        columns_of = self.formulation.columns_of
        for link in self.asks.get(self.job[column], ()):
            if self.holds(link, column):
                continue
            able = [
                other
                for job in link.any_of
                for other in columns_of.get(job, ())
                if self._serves(link.kind, column, other)
            ]
            able.sort(key=lambda other: (-rank[other], other))
            more = next((found for each in able if (found := self._bring(each, rank, tries, depth))), None)
            if more is None:
                self.release(reversed(placed))
                return None
            placed += more
        return placed


def started(formulation: Formulation, rank: Floats) -> Timetable | None:
    """The decisions with all that they need; None where no way is found (there may be one)."""
    timetable = Timetable(formulation)
    forced = np.flatnonzero(formulation.forced).tolist()
    for column in forced:
        timetable.put(column)
    if any(timetable.meet(column, rank) is None for column in forced):
        return None
    place = {choice: column for column, choice in enumerate(zip(timetable.job, timetable.start, strict=True))}
    for must in formulation.problem.must:
        if any(timetable.of_job.get(job) == place.get((job, start), NONE) for job, start in must.any_of):
            continue
        candidates = sorted(
            (place[choice] for choice in set(must.any_of) if choice in place), key=lambda c: (-rank[c], c)
        )
        if not any(timetable.bring(column, rank) for column in candidates):
            return None
    return timetable


def greedy(formulation: Formulation) -> Timetable | None:
    """The greedy timetable: a start with all that it needs, most value for its cost first.

    None where it finds no way to meet what the decisions need.
    """
    cost = formulation.cost
    weight = cost + _LITTLE * (1.0 + np.abs(cost).max(initial=0.0))
    with np.errstate(over="ignore"):
        rank = formulation.value / np.maximum(weight, _LITTLE)
    timetable = started(formulation, rank)
    if timetable is not None:
        _fill(timetable, rank, weight.tolist())
    return timetable


def insert(timetable: Timetable, order: Ints, rank: Floats) -> None:
    """Puts in, in this order, every column that fits together with what it still needs and is worth it."""
    value = timetable.value
    for column in order.tolist():
        if timetable.system[column] in timetable.of_system:
            continue
        placed = timetable.bring(column, rank)
        if placed is not None and sum(value[each] for each in placed) <= 0:
            timetable.release(reversed(placed))


def shift(timetable: Timetable, rounds: int = 20) -> None:
    """Gives every choice its most valuable start that the others allow, until none is better."""
    for _ in range(rounds):
        moved = [column for column in sorted(timetable.of_system.values()) if timetable.better(column)]
        if not moved:
            return


def roundings(formulation: Formulation, x: Floats, reduced: Floats) -> Iterable[Timetable]:
    """Schedules near the relaxation's solution, in a fixed order; none where the decisions defy all."""
    nearness = reduced / formulation.scale
    for rank in (x + 1e-3 * nearness, nearness + 1e-3 * x, np.round(x, 1) + nearness):
        timetable = started(formulation, rank)
        if timetable is None:
            continue
        traced = np.flatnonzero(x > 1e-6)
        insert(timetable, traced[np.argsort(-rank[traced], kind="stable")], rank)
        insert(timetable, np.argsort(-rank, kind="stable"), rank)
        yield timetable


def listed(formulation: Formulation, x: Floats) -> Timetable | None:
    """The jobs in the order of their expected times in the relaxation, each as early as all else allows.

    TopoSort (Chicoisne and others, A new algorithm for the open-pit mine production scheduling problem,
    2012): what goes first in the relaxation goes first, whatever it buys; what proves a burden is dropped
    later.
    """
    timetable = started(formulation, x)
    if timetable is None:
        return None
    total = np.bincount(formulation.job, x, len(formulation.problem.jobs))
    late = float(formulation.end.max(initial=0)) + 1.0
    expected = np.bincount(formulation.job, x * formulation.end, len(total)) + late * (1.0 - total)
    able = sorted(formulation.columns_of, key=lambda job: (expected[job], job))
    waiting = [job for job in able if total[job] > 1e-6]
    for job in _ordered(timetable, waiting):
        for column in formulation.columns_of[job]:
            if timetable.system[column] in timetable.of_system:
                break
            if timetable.fits(column) and timetable.is_allowed(column):
                timetable.put(column)
                break
    return timetable


def _fill(timetable: Timetable, rank: Floats, weight: list[float]) -> None:
    """Puts in every bundle that fits, the best first; one whose needs lower its rank waits its turn."""
    value, system = timetable.value, timetable.system
    queue = [(-order, column) for column, order in enumerate(rank.tolist()) if value[column] > 0]
    heapify(queue)
    while queue:
        order, column = heappop(queue)
        if system[column] in timetable.of_system:
            continue
        placed = timetable.bring(column, rank)
        if placed is None or len(placed) == 1:
            continue
        gained = sum(value[each] for each in placed)
        together = -gained / max(sum(weight[each] for each in placed), _LITTLE)
        if gained <= 0 or (queue and together > max(order, queue[0][0])):
            timetable.release(reversed(placed))
            if gained > 0:
                heappush(queue, (together, column))


def _ordered(timetable: Timetable, jobs: list[int]) -> list[int]:
    """The jobs with all that they alone wait for before them, else in the same order."""
    rank = {job: place for place, job in enumerate(jobs)}
    alone = {
        job: [
            link.any_of[0]
            for link in timetable.asks.get(job, ())
            if len(link.any_of) == 1 and link.any_of[0] in rank
        ]
        for job in jobs
    }
    waiting = {job: len(alone[job]) for job in jobs}
    serves: dict[int, list[int]] = {}
    for job, others in alone.items():
        for other in others:
            serves.setdefault(other, []).append(job)
    queue = [rank[job] for job in jobs if not waiting[job]]
    heapify(queue)
    order = []
    while queue:
        job = jobs[heappop(queue)]
        order.append(job)
        for other in serves.get(job, ()):
            waiting[other] -= 1
            if not waiting[other]:
                heappush(queue, rank[other])
    return order
