"""Among plans of nearly the same value, the one that costs least.

The value asked for is the bound less the tolerance, or the best value found where that was not reached. Small
problems are decided exactly: least present cost, then most value, then fewest actions, then the first
systems, options and starts by id. Large ones are searched for so many nodes and then trimmed, action by
action: the plan is then never dearer than the best found before, but a cheaper one may exist.
"""

from dataclasses import dataclass, replace

import numpy as np

from legacymap.planning.former.bound import Priced
from legacymap.planning.former.columns import Floats, Ints
from legacymap.planning.former.mixed_integer import ENDLESS, Found, solve
from legacymap.planning.former.outcome import expense, worth
from legacymap.planning.former.program import Program
from legacymap.planning.former.solved import SAME, SecondsLeft, gap
from legacymap.planning.former.standing import Standing, is_plan
from legacymap.planning.former.trimming import trimmed

_EXACT = 150
_SEARCHED = 2500
_NODES = 50


@dataclass(frozen=True, slots=True)
class Enough:
    """What value is enough: within the tolerance of the bound, or that of the best plan known."""

    value: float
    bound: float
    tolerance: float

    @classmethod
    def of(cls, standing: Standing, tolerance: float) -> "Enough":
        """What is enough beside this standing."""
        bound = standing.bound if standing.is_within(tolerance) else standing.value
        allowed = tolerance if standing.is_within(tolerance) else 0.0
        return cls(bound - allowed * abs(bound), bound, allowed)

    def holds(self, value: float) -> bool:
        """Whether a value is enough, exactly as the plan's status is judged."""
        return gap(value, self.bound) <= self.tolerance


def cheapest(standing: Standing, prices: Priced, tolerance: float, seconds_left: SecondsLeft) -> Standing:
    """The standing with the cheapest plan found; its bound stays."""
    enough = Enough.of(standing, tolerance)
    formulation = standing.formulation
    able = prices.bound - prices.worse >= enough.value - SAME * abs(enough.value)
    program = _valuable(standing, enough, np.where(able, formulation.program.upper, 0.0))
    free = int((able & ~formulation.columns.fixed).sum())
    if free <= _EXACT:
        exact = _exact(standing, program, enough, seconds_left)
        if exact is not None:
            return exact
    elif free <= _SEARCHED:
        cost = program.maximising(-_unitary(formulation.columns.cost))
        standing = _cheaper(standing, solve(cost, 0.0, _NODES, seconds_left, standing.chosen), enough)
    return _chosen(standing, trimmed(formulation, standing.columns(), enough.holds))


def _valuable(standing: Standing, enough: Enough, upper: Floats) -> Program:
    """The program with a row that asks for enough value."""
    program = standing.formulation.program
    least = (enough.value - SAME / 2 * abs(enough.value)) / standing.formulation.scale
    return program.within(program.lower, upper).with_row(-program.objective, -least)


def _cheaper(standing: Standing, found: Found, enough: Enough) -> Standing:
    """The standing with what was found, where that is a plan, worth enough, and cheaper."""
    formulation = standing.formulation
    if not found.in_time:
        standing = standing.hurried()
    if (
        found.chosen is None
        or not is_plan(formulation, found.chosen)
        or not enough.holds(worth(formulation, found.chosen))
        or expense(formulation, found.chosen) >= expense(formulation, standing.columns())
    ):
        return standing
    return _chosen(standing, found.chosen)


def _exact(
    standing: Standing, program: Program, enough: Enough, seconds_left: SecondsLeft
) -> Standing | None:
    """The standing with the first of the cheapest plans; None where rounding or time forbade it."""
    formulation = standing.formulation
    count = len(formulation.columns)
    best = standing.columns()
    for goal in (-_unitary(formulation.columns.cost), program.objective * 1.0, -np.ones(count)):
        found = solve(program.maximising(goal), 0.0, ENDLESS, seconds_left, best)
        if found.chosen is None or found.state != "optimal":
            return None
        best = found.chosen
        reached = float(goal[best].sum())
        program = program.with_row(-goal, -(reached - SAME / 2 * abs(reached)))
    first = _first(program, best, seconds_left)
    if first is None or not is_plan(formulation, first) or not enough.holds(worth(formulation, first)):
        return None
    return _chosen(standing, first)


def _first(program: Program, best: Ints, seconds_left: SecondsLeft) -> Ints | None:
    """Of the solutions of a program the one with the earliest columns; None where time forbade it."""
    program = program.maximising(np.zeros(len(program.objective)))
    other = np.where(np.isin(np.arange(len(program.objective)), best), 1.0, -1.0)
    alternative = solve(program.with_row(other, len(best) - 1.0), 0.0, ENDLESS, seconds_left)
    if alternative.state == "infeasible":
        return best
    lower, upper = program.lower.copy(), program.upper.copy()
    for column in np.flatnonzero(upper > lower).tolist():
        if column not in best:
            lower[column] = 1.0
            found = solve(program.within(lower, upper), 0.0, ENDLESS, seconds_left)
            lower[column] = 0.0
            if found.state == "stopped":
                return None
            if found.chosen is None:
                upper[column] = 0.0
                continue
            best = found.chosen
        lower[column] = 1.0
    return best


def _unitary(amounts: Floats) -> Floats:
    largest = float(np.abs(amounts).max(initial=0.0))
    return amounts / largest if largest else amounts


def _chosen(standing: Standing, chosen: Ints) -> Standing:
    return replace(standing, chosen=chosen, value=worth(standing.formulation, chosen))
