"""The greedy planner: a start together with all that it still needs, most value for its cost first.

It has no proof: its bound is what every system would give alone. It is the fallback when there is no time,
and what the optimum is measured against.
"""

from heapq import heapify, heappop, heappush

import numpy as np

from legacymap.planning.former.bound import priced
from legacymap.planning.former.columns import Floats
from legacymap.planning.former.formulation import Formulation, formulate
from legacymap.planning.former.outcome import infeasible, outcome
from legacymap.planning.former.problem import Problem
from legacymap.planning.former.solved import SecondsLeft, Solved
from legacymap.planning.former.timetable import NONE, Timetable, started

_SOLVER = "closure-greedy"
_LITTLE = 1e-9


def plan(problem: Problem, tolerance: float, _seconds_left: SecondsLeft) -> Solved:
    """A plan at once: bundles by value per cost."""
    formulation = formulate(problem)
    if formulation is None:
        return infeasible(_SOLVER)
    timetable = greedy(formulation)
    chosen = None if timetable is None else timetable.columns()
    return outcome(formulation, chosen, priced(formulation).bound, tolerance, _SOLVER)


def greedy(formulation: Formulation) -> Timetable | None:
    """The greedy timetable; None where it finds no way to meet what the fixed choices need."""
    rank = _rank(formulation)
    timetable = started(formulation, rank)
    if timetable is not None:
        fill(timetable, rank)
    return timetable


def fill(timetable: Timetable, rank: Floats) -> None:
    """Puts in every bundle that fits, the best first; one whose needs lower its rank waits its turn."""
    formulation = timetable.formulation
    value, system = formulation.columns.value.tolist(), formulation.columns.system.tolist()
    weight = _weight(formulation)
    queue = [(-order, column) for column, order in enumerate(rank.tolist()) if value[column] > 0]
    heapify(queue)
    while queue:
        order, column = heappop(queue)
        if timetable.chosen[system[column]] != NONE:
            continue
        placed = timetable.bring(column, rank)
        if placed is None or len(placed) == 1:
            continue
        worth = sum(value[each] for each in placed)
        together = -worth / sum(weight[each] for each in placed)
        if worth <= 0 or (queue and together > max(order, queue[0][0])):
            timetable.release(placed)
            if worth > 0:
                heappush(queue, (together, column))


def _rank(formulation: Formulation) -> Floats:
    rank: Floats = formulation.columns.value / np.array(_weight(formulation))
    return rank


def _weight(formulation: Formulation) -> list[float]:
    """What each column costs; never quite nought."""
    cost = formulation.columns.cost
    weight: list[float] = (cost + _LITTLE * (1.0 + cost.max(initial=0.0))).tolist()
    return weight
