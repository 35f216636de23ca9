"""The optimal planner: relaxation, rounding, and a whole-number search until the gap is closed.

The relaxation gives the bound and prices; schedules rounded from it are improved by deciding the doubtful
systems anew together; where the gap is still too wide, the whole program is searched, less what the prices
prove can be in no better plan. Then the cheapest plan of nearly that value is sought (see `cheapest`).
"""

from dataclasses import replace

import numpy as np

from legacymap.planning.former import highs
from legacymap.planning.former.bound import Priced, priced
from legacymap.planning.former.cheapest import cheapest
from legacymap.planning.former.closure_greedy import greedy
from legacymap.planning.former.formulation import Formulation, formulate
from legacymap.planning.former.improving import core, shift
from legacymap.planning.former.mixed_integer import ENDLESS, solve
from legacymap.planning.former.outcome import infeasible, outcome
from legacymap.planning.former.problem import Problem
from legacymap.planning.former.rounding import roundings
from legacymap.planning.former.solved import SAME, SecondsLeft, Solved
from legacymap.planning.former.standing import Standing

_CORES = ((200, 200), (600, 20))
"""How many columns are decided anew together, and for how many nodes."""


def plan(problem: Problem, tolerance: float, seconds_left: SecondsLeft) -> Solved:
    """The plan of greatest value to the tolerance, and the cheapest of nearly that value."""
    solver = highs.version()
    formulation = formulate(problem)
    if formulation is None:
        return infeasible(solver)
    standing, prices = _relaxed(formulation, seconds_left)
    if standing is not None:
        standing = _searched(standing, prices, tolerance, seconds_left)
    if standing is None:
        return infeasible(solver)
    if standing.chosen is not None:
        standing = cheapest(standing.settled(), prices, tolerance, seconds_left)
    found = outcome(formulation, standing.chosen, standing.bound, tolerance, solver)
    return replace(found, cut_short=standing.cut_short)


def _relaxed(formulation: Formulation, seconds_left: SecondsLeft) -> tuple[Standing | None, Priced]:
    """What the greedy planner and roundings of the relaxation give; no standing where there is no plan."""
    prices = priced(formulation)
    standing = Standing(formulation, None, -float("inf"), prices.bound)
    first = greedy(formulation)
    if first is not None:
        standing = standing.with_plan(first.columns())
    if seconds_left() <= 0:
        return standing.hurried(), prices
    answer = highs.relaxed(formulation.program, "simplex", seconds_left())
    if answer.state == "infeasible":
        return None, prices
    if answer.prices is not None:
        prices = min(prices, priced(formulation, answer.prices), key=lambda each: each.bound)
        standing = standing.with_bound(prices.bound)
    if answer.state != "optimal" or answer.x is None:
        return standing.hurried(), prices
    for timetable in roundings(formulation, answer.x, prices.reduced):
        shift(timetable)
        standing = standing.with_plan(timetable.columns())
    return standing, prices


def _searched(
    standing: Standing, prices: Priced, tolerance: float, seconds_left: SecondsLeft
) -> Standing | None:
    """The standing after the whole-number searches; None where they prove that there is no plan."""
    formulation = standing.formulation
    goal = tolerance * max(standing.value, 0.0) / formulation.scale
    for size, nodes in _CORES:
        if standing.chosen is None or standing.is_within(tolerance) or 4 * size > len(formulation.columns):
            continue
        program = core(formulation, prices, standing.chosen, size)
        found = solve(program, goal / 10, nodes, seconds_left, standing.chosen)
        standing = standing.with_plan(found.chosen)
    if standing.is_within(tolerance):
        return standing
    return _closed(standing, prices, goal, seconds_left)


def _closed(standing: Standing, prices: Priced, goal: float, seconds_left: SecondsLeft) -> Standing | None:
    """The standing after a search of every column that could be in a better plan."""
    formulation = standing.formulation
    program = formulation.program
    if standing.chosen is not None:
        hopeless = prices.bound - prices.worse < standing.value - SAME * abs(standing.value)
        program = program.within(program.lower, np.where(hopeless, 0.0, program.upper))
    found = solve(program, goal, ENDLESS, seconds_left, standing.chosen)
    standing = standing.with_plan(found.chosen)
    if found.state == "infeasible" and standing.chosen is None:
        return None
    if standing.chosen is not None:
        margin = SAME * abs(found.bound) / 10
        proven = max((found.bound + margin) * formulation.scale, standing.value)
        standing = standing.with_bound(proven)
    elif np.isfinite(found.bound):
        standing = standing.with_bound((found.bound + SAME) * formulation.scale)
    return standing if found.state == "optimal" else standing.hurried()
