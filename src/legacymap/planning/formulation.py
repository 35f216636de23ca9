"""The problem in arrays, where a search over them stands, and what a planner hands back.

A column is a start that some plan might choose; rows are what limits them.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from math import fsum
from typing import Literal, NamedTuple

import numpy as np

from legacymap.domain.frozen import dataclass
from legacymap.planning.problem import Problem, Schedule
from legacymap.planning.solver import Floats, Ints, Program, Rows, Truths

NONE = -1
Outcome = Literal["optimal", "time-limit", "infeasible"]
SAME = 1e-9
"""Values nearer than this, as a share, are the same value: solvers and sums round."""
Reached = Callable[["Incumbent"], None]
"""Told of every better incumbent, so that an interruption can end with the best."""


class Link(NamedTuple):
    """When `job` is chosen, one of the others is in time.

    `kind`: `requires`, `leaves`, or with the same `start` or `end`.
    """

    kind: str
    job: int
    any_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What columns use of every limit, in pence or the problem's units, by column; floors are negative."""

    begin: Ints
    row: Ints
    amount: Floats
    room: Floats

    @property
    def column(self) -> Ints:
        """The column of every entry."""
        found: Ints = np.repeat(np.arange(len(self.begin) - 1), np.diff(self.begin))
        return found

    def used(self, chosen: Ints) -> Floats:
        """How much of every limit some columns use."""
        taken = np.zeros(len(self.begin) - 1, dtype=np.bool_)
        taken[chosen] = True
        entries = taken[self.column]
        return np.bincount(self.row[entries], self.amount[entries], len(self.room)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a timetable asks of each column again and again, as lists: faster one by one than arrays are.

    `uses` has by column the limits that it uses and how much, `asks` by job what it needs, `serves` by job
    what needs it.
    """

    job: list[int]
    system: list[int]
    start: list[int]
    end: list[int]
    value: list[float]
    uses: list[list[tuple[int, float]]]
    asks: dict[int, list[Link]]
    serves: dict[int, list[Link]]


@dataclass(frozen=True)
class Formulation:
    """Columns by system, option and start. `before` is the same job's column of the start before, or NONE.

    `arcs` and `needs` speak of what is done by a year: column u stands for "u's job has started by u's year",
    `moves` of what starts in it. The program's variables are the former where precedence is much (its
    relaxation is then as tight and far smaller, `is_cumulative`), else the latter.
    """

    problem: Problem
    job: Ints
    start: Ints
    end: Ints
    system: Ints
    value: Floats
    cost: Floats
    forced: Truths
    before: Ints
    limits: Limits
    links: tuple[Link, ...]
    arcs: Ints
    needs: Rows
    moves: Rows

    def __len__(self) -> int:
        return len(self.job)

    @cached_property
    def scale(self) -> float:
        """What one unit of the program's objective is worth."""
        return float(np.abs(self.value).max(initial=0.0)) or 1.0

    @cached_property
    def lookup(self) -> Lookup:
        """The same for timetables."""
        begin = self.limits.begin.tolist()
        entries = list(zip(self.limits.row.tolist(), self.limits.amount.tolist(), strict=True))
        asks: dict[int, list[Link]] = {}
        serves: dict[int, list[Link]] = {}
        for link in self.links:
            asks.setdefault(link.job, []).append(link)
            for other in link.any_of:
                serves.setdefault(other, []).append(link)
        return Lookup(
            self.job.tolist(), self.system.tolist(), self.start.tolist(), self.end.tolist(),
            self.value.tolist(), [entries[first:end] for first, end in pairwise(begin)], asks, serves,
        )  # fmt: skip

    @cached_property
    def after(self) -> Ints:
        """The same job's column of the next start, or NONE."""
        found = np.full(len(self), NONE)
        later = np.flatnonzero(self.before != NONE)
        found[self.before[later]] = later
        return found

    @cached_property
    def columns_of(self) -> dict[int, range]:
        """The columns of every job that has any."""
        firsts = np.flatnonzero(self.before == NONE)
        ends = np.append(firsts, len(self))[1:]
        pairs = zip(self.job[firsts].tolist(), firsts.tolist(), ends.tolist(), strict=True)
        return {job: range(begin, end) for job, begin, end in pairs}

    @cached_property
    def columns_of_system(self) -> dict[int, range]:
        """The columns of every system that has any."""
        systems, firsts = np.unique(self.system, return_index=True)
        ends = np.append(firsts, len(self))[1:]
        pairs = zip(systems.tolist(), firsts.tolist(), ends.tolist(), strict=True)
        return {system: range(begin, end) for system, begin, end in pairs}

    @cached_property
    def choices(self) -> Rows:
        """At most one job of a system, in terms of what is done by the end."""
        last = np.flatnonzero(self.after == NONE)
        _, place, counts = np.unique(self.system[last], return_inverse=True, return_counts=True)
        several = counts[place] > 1
        row = np.unique(place[several], return_inverse=True)[1]
        return Rows.of(row, last[several], np.ones(int(several.sum())), np.ones(int((counts > 1).sum())))

    @cached_property
    def is_cumulative(self) -> bool:
        """Whether the program's variables say what is done by each year, not what starts in it."""
        return len(self.arcs) > len(self)

    @cached_property
    def program(self) -> Program:
        """The whole-number program of greatest value."""
        rows = self.side_rows.plus(self.rows_of_done(_precedence(self.pairs)))
        lower = self.forced.astype(np.float64)
        return Program(self.in_variables(self.value / self.scale), lower, np.ones(len(self)), rows)

    @cached_property
    def pairs(self) -> Ints:
        """All pairs of which the first can be done only when the second is; a job's chain of years too."""
        chain = np.flatnonzero(self.before != NONE) if self.is_cumulative else np.empty(0, np.int64)
        found: Ints = np.concatenate([np.stack([self.before[chain], chain], axis=1), self.arcs])
        return found

    @cached_property
    def side_rows(self) -> Rows:
        """All rows but those of pairs."""
        limits = self.limits
        size = np.ones(len(limits.room))
        np.maximum.at(size, limits.row, np.abs(limits.amount))
        spend = Rows.of(limits.row, limits.column, limits.amount / size[limits.row], limits.room / size)
        starts = self.rows_of_starts(self.moves), self.rows_of_starts(spend)
        if self.is_cumulative:
            return self.choices.plus(self.needs, *starts)
        return self.choices_of_starts.plus(self.rows_of_done(self.needs), *starts)

    @cached_property
    def choices_of_starts(self) -> Rows:
        """At most one start of a system."""
        _, system = np.unique(self.system, return_inverse=True)
        count = int(system.max(initial=-1)) + 1
        return Rows.of(system, np.arange(len(self)), np.ones(len(self)), np.ones(count))

    def in_variables(self, amounts: Floats) -> Floats:
        """Amounts of starts as amounts of the program's variables."""
        found = amounts.astype(np.float64)
        if self.is_cumulative:
            later = np.flatnonzero(self.before != NONE)
            found[self.before[later]] -= amounts[later]
        return found

    def in_starts(self, reduced: Floats) -> Floats:
        """Reduced values of the program's variables as those of starts."""
        if not self.is_cumulative:
            return reduced
        found = np.cumsum(reduced[::-1])[::-1].copy()
        last = np.array([columns.stop - 1 for columns in self.columns_of.values()], dtype=np.int64)
        beyond = np.append(found, 0.0)[last + 1]
        counts = np.array([len(columns) for columns in self.columns_of.values()], dtype=np.int64)
        result: Floats = found - np.repeat(beyond, counts)
        return result

    def rows_of_starts(self, rows: Rows) -> Rows:
        """Rows over starts as rows over the program's variables."""
        if not self.is_cumulative:
            return rows
        row, before = rows.row, self.before[rows.column]
        later = before != NONE
        return Rows.of(
            np.concatenate([row, row[later]]),
            np.concatenate([rows.column, before[later]]),
            np.concatenate([rows.entry, -rows.entry[later]]),
            rows.limit,
        )

    def rows_of_done(self, rows: Rows) -> Rows:
        """Rows over what is done by each year as rows over the program's variables."""
        if self.is_cumulative:
            return rows
        row, column, entry = rows.row, rows.column, rows.entry
        parts = [(row, column, entry)]
        while len(column):
            earlier = self.before[column] != NONE
            row, column, entry = row[earlier], self.before[column[earlier]], entry[earlier]
            parts.append((row, column, entry))
        every = [np.concatenate(part) for part in zip(*parts, strict=True)]
        return Rows.of(every[0], every[1], every[2], rows.limit)

    def started(self, x: Floats) -> Floats:
        """A solution of the program as what starts in each year."""
        if not self.is_cumulative:
            return x
        return x - np.where(self.before == NONE, 0.0, x[self.before])

    def chosen(self, x: Floats) -> Ints:
        """The columns that a whole-number solution chooses."""
        return np.flatnonzero(self.started(np.round(x)) > 0.5)

    def point(self, chosen: Ints) -> Floats:
        """The whole-number solution that chooses these columns."""
        if self.is_cumulative:
            return self.done(chosen)
        found = np.zeros(len(self))
        found[chosen] = 1.0
        return found

    def done(self, chosen: Ints) -> Floats:
        """What is done by each year where these columns are chosen."""
        found = np.zeros(len(self))
        for column in chosen.tolist():
            columns = self.columns_of[int(self.job[column])]
            found[column : columns.stop] = 1.0
        return found

    def schedule(self, chosen: Ints) -> Schedule:
        """The schedule that chooses these columns."""
        return tuple(sorted(zip(self.job[chosen].tolist(), self.start[chosen].tolist(), strict=True)))

    def columns(self, schedule: Schedule) -> Ints | None:
        """The columns of a schedule; None where one of its starts has none."""
        found = []
        for job, start in schedule:
            columns = self.columns_of.get(job, range(0))
            found += [column for column in columns if self.start[column] == start]
        return np.array(sorted(found), dtype=np.int64) if len(found) == len(schedule) else None

    def is_plan(self, chosen: Ints) -> bool:
        """Whether the columns keep every limit, exactly, and all that they need of each other."""
        if len(np.unique(self.system[chosen])) < len(chosen):
            return False
        if not np.isin(np.flatnonzero(self.forced), chosen).all():
            return False
        done = self.done(chosen)
        if (done[self.arcs[:, 0]] > done[self.arcs[:, 1]]).any():
            return False
        taken = np.zeros(len(self))
        taken[chosen] = 1.0
        for rows, x in ((self.needs, done), (self.moves, taken)):
            if (np.bincount(rows.row, rows.entry * x[rows.column], len(rows)) > rows.limit + 0.5).any():
                return False
        return bool((self.limits.used(chosen) <= self.limits.room).all())


@dataclass(frozen=True, slots=True)
class Solved:
    """A schedule, its value, a proven upper bound on the value of any, and its present cost.

    `status` is `optimal` when the gap is at most the tolerance. `infeasible` is proven: no schedule keeps all
    decisions. `schedule` is None then, and also when the time ran out before any schedule that keeps them was
    found. `cut_short` names what the deadline ended early: only then may the same problem give another
    schedule on another day.
    """

    schedule: Schedule | None
    value: float
    bound: float
    status: Outcome
    present_cost: float
    solver: str
    cut_short: tuple[str, ...] = ()
    is_interrupted: bool = False
    is_cost: bool = False

    @property
    def gap(self) -> float:
        """How far the value may be below the optimum, as a share of the bound; 0 when both are 0.

        Where value and bound are costs (`is_cost`), how far it may be above, as a share of the cost.
        """
        if self.is_cost:
            return 0.0 if self.value - self.bound <= SAME * self.value else 1 - self.bound / self.value
        return gap(self.value, self.bound)


@dataclass(frozen=True, slots=True)
class Incumbent:
    """The best columns known (None: none yet), their value, a proven bound, and what the deadline cut short.

    `reduced` and `priced` are the reduced values of columns and the bound that they belong to, `relaxed` is
    the solution of the best relaxation, where there is one (see relaxation).
    """

    formulation: Formulation
    reduced: Floats
    chosen: Ints | None = None
    value: float = -float("inf")
    bound: float = float("inf")
    priced: float = float("inf")
    relaxed: Floats | None = None
    cut_short: tuple[str, ...] = ()

    def columns(self) -> Ints:
        """The best columns known; none where there is no plan yet."""
        return np.empty(0, dtype=np.int64) if self.chosen is None else self.chosen

    def is_within(self, tolerance: float) -> bool:
        """Whether the gap is at most the tolerance."""
        return self.chosen is not None and gap(self.value, self.bound) <= tolerance

    def with_plan(self, chosen: Ints | None) -> "Incumbent":
        """The better of what is known and these columns, if they are a plan."""
        if chosen is None:
            return self
        value = value_of(self.formulation, chosen)
        if self.chosen is not None and value <= self.value:
            return self
        return replace(self, chosen=chosen, value=value) if self.formulation.is_plan(chosen) else self

    def with_bound(self, bound: float) -> "Incumbent":
        """The lower of the known bound and this one."""
        return replace(self, bound=min(self.bound, bound))

    def settled(self) -> "Incumbent":
        """The same, with the value for a bound where the two are the same but for rounding."""
        return replace(self, bound=self.value) if gap(self.value, self.bound) == 0 else self

    def timed_out(self, what: str) -> "Incumbent":
        """The same, with something that the deadline cut short."""
        return self if what in self.cut_short else replace(self, cut_short=(*self.cut_short, what))

    def bounds(self, least: float) -> tuple[Floats, Floats]:
        """Lower and upper bounds of what is done by each year in any plan worth at least so much."""
        program = self.formulation.program
        doomed = (self.priced - np.abs(self.reduced) < least - SAME * abs(least)) & ~self.formulation.forced
        lower = np.where(doomed & (self.reduced > 0), 1.0, program.lower)
        upper = np.where(doomed & (self.reduced < 0), 0.0, program.upper)
        return lower, upper


def gap(value: float, bound: float) -> float:
    """The distance from the value to the bound, as a share of the bound; 0 when they are the same."""
    if bound - value <= SAME * abs(value):
        return 0.0
    return (bound - value) / abs(bound) if bound else float("inf")


def value_of(formulation: Formulation, chosen: Ints) -> float:
    """The value of the columns, the same in whatever order."""
    return fsum(formulation.value[chosen].tolist())


def expense(formulation: Formulation, chosen: Ints) -> float:
    """The present cost of the columns, the same in whatever order."""
    return fsum(formulation.cost[chosen].tolist())


def infeasible(solver: str) -> Solved:
    """The answer where no schedule keeps all decisions."""
    return Solved(None, 0.0, 0.0, "infeasible", 0.0, solver)


def outcome(incumbent: Incumbent, tolerance: float, solver: str) -> Solved:
    """What a planner hands back where a search ends."""
    if incumbent.chosen is None:
        return Solved(None, 0.0, incumbent.bound, "time-limit", 0.0, solver, incumbent.cut_short)
    formulation = incumbent.formulation
    proven = max(incumbent.value, incumbent.bound)
    status: Outcome = "optimal" if gap(incumbent.value, proven) <= tolerance else "time-limit"
    schedule = formulation.schedule(incumbent.chosen)
    cost = expense(formulation, incumbent.chosen)
    return Solved(schedule, incumbent.value, proven, status, cost, solver, incumbent.cut_short)


def _precedence(pairs: Ints) -> Rows:
    sides = np.tile([1.0, -1.0], len(pairs))
    return Rows(np.arange(0, 2 * len(pairs) + 1, 2), pairs.ravel(), sides, np.zeros(len(pairs)))
