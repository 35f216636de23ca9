"""Where a search stands, and what a planner hands back."""

from collections.abc import Callable
from dataclasses import replace
from math import fsum
from typing import Literal

import numpy as np

from legacymap.domain.frozen import dataclass
from legacymap.planning.formulation import Formulation
from legacymap.planning.problem import Schedule
from legacymap.planning.solver import Floats, Ints

Outcome = Literal["optimal", "time-limit", "infeasible"]
SAME = 1e-9
"""Values nearer than this, as a share, are the same value: solvers and sums round."""
Reached = Callable[["Incumbent"], None]
"""Told of every better incumbent, so that an interruption can end with the best."""


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


def gap(value: float, bound: float) -> float:
    """The distance from the value to the bound, as a share of the bound; 0 when they are the same."""
    if bound - value <= SAME * abs(value):
        return 0.0
    return (bound - value) / abs(bound) if bound else float("inf")


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
