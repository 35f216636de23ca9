"""Every planner by its name: each gives a schedule for a problem, and says how good it is."""

from collections.abc import Callable, Mapping

import numpy as np

from legacymap.planning import search
from legacymap.planning.incumbent import Incumbent, Solved, infeasible, outcome
from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Problem
from legacymap.planning.relaxation import relaxations
from legacymap.planning.solver import SecondsLeft
from legacymap.planning.timetable import greedy

_GREEDY = "closure-greedy"
Planner = Callable[[Problem, float, SecondsLeft], Solved]


def greedily(problem: Problem, tolerance: float, _seconds_left: SecondsLeft) -> Solved:
    """A plan at once: a start together with all that it still needs, most value for its cost first.

    It has no proof: its bound is what every system would give alone. The optimum is measured against it.
    """
    formulation = formulate(problem)
    if formulation is None:
        return infeasible(_GREEDY)
    incumbent = Incumbent(formulation, np.zeros(len(formulation)))
    first = greedy(formulation)
    incumbent = incumbent.with_plan(None if first is None else first.columns())
    alone = next(relaxations(formulation, _no_time))
    return outcome(incumbent.with_bound(alone.bound), tolerance, _GREEDY)


def _no_time() -> float:
    return 0.0


PLANNERS: Mapping[str, Planner] = {"optimal": search.plan, _GREEDY: greedily}
