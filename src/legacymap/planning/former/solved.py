"""What a planner hands back: the schedule, and how good it is known to be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from legacymap.planning.former.problem import Schedule

Outcome = Literal["optimal", "time-limit", "infeasible"]
SecondsLeft = Callable[[], float]
"""How many seconds a planner still has; it is asked again and again, so that the clock stays outside."""

SAME = 1e-9
"""Values nearer than this, as a share, are the same value: solvers and sums round."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A schedule, its value, a proven upper bound on the value of any, and its present cost.

    `status` is `optimal` when the gap is at most the tolerance. `infeasible` is proven: no schedule holds all
    fixed choices. `schedule` is None then, and also when the time ran out before any schedule that holds
    them was found. `cut_short` says that the time limit ended some search early: only then may the same
    problem give another schedule on another day.
    """

    schedule: Schedule | None
    value: float
    bound: float
    status: Outcome
    present_cost: float
    solver: str
    cut_short: bool = False

    @property
    def gap(self) -> float:
        """How far the value may be below the optimum, as a share of the bound; 0 when both are 0."""
        return gap(self.value, self.bound)


def gap(value: float, bound: float) -> float:
    """The distance from the value to the bound, as a share of the bound; 0 when they are the same."""
    if bound - value <= SAME * abs(value):
        return 0.0
    return (bound - value) / abs(bound) if bound else float("inf")
