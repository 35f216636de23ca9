"""From chosen columns to what a planner hands back."""

from math import fsum

from legacymap.planning.former.columns import Ints
from legacymap.planning.former.formulation import Formulation
from legacymap.planning.former.solved import Outcome, Solved, gap


def infeasible(solver: str) -> Solved:
    """The answer where no schedule holds all fixed choices."""
    return Solved(None, 0.0, 0.0, "infeasible", 0.0, solver)


def worth(formulation: Formulation, chosen: Ints) -> float:
    """The value of the columns, the same in whatever order."""
    return fsum(formulation.columns.value[chosen].tolist())


def expense(formulation: Formulation, chosen: Ints) -> float:
    """The present cost of the columns, the same in whatever order."""
    return fsum(formulation.columns.cost[chosen].tolist())


def outcome(
    formulation: Formulation, chosen: Ints | None, bound: float, tolerance: float, solver: str
) -> Solved:
    """The answer with these columns (None: none were found) and this bound."""
    if chosen is None:
        return Solved(None, 0.0, bound, "time-limit", 0.0, solver, cut_short=True)
    value = worth(formulation, chosen)
    proven = max(value, bound)
    status: Outcome = "optimal" if gap(value, proven) <= tolerance else "time-limit"
    cost = expense(formulation, chosen)
    return Solved(formulation.columns.schedule(chosen), value, proven, status, cost, solver)
