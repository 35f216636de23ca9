"""Which fixed choices cannot all be obeyed: as few as possible."""

from dataclasses import replace
from math import inf

import numpy as np

from legacymap.planning.former.closure_greedy import greedy
from legacymap.planning.former.formulation import formulate
from legacymap.planning.former.mixed_integer import ENDLESS, solve
from legacymap.planning.former.problem import Problem, Start
from legacymap.planning.former.solved import SecondsLeft


def _unhurried() -> float:
    return inf


def conflicting(problem: Problem, seconds_left: SecondsLeft = _unhurried) -> tuple[str, ...]:
    """The systems whose fixed choices no plan can hold together; none where all can be held.

    Without any one of them the others could be obeyed, unless the time ran out: what could not be settled by
    then is still among them. None are named where no conflict was proven in time.
    """
    fixed = dict(sorted((problem.fixed or {}).items()))
    if _can_hold(problem, fixed, seconds_left) is not False:
        return ()
    for system in tuple(fixed):
        fewer = {other: start for other, start in fixed.items() if other != system}
        if _can_hold(problem, fewer, seconds_left) is False:
            fixed = fewer
    return tuple(fixed)


def _can_hold(problem: Problem, fixed: dict[str, Start], seconds_left: SecondsLeft) -> bool | None:
    """Whether some plan holds these choices, with whatever else they need; None when the time ran out."""
    formulation = formulate(replace(problem, fixed=fixed))
    if formulation is None:
        return False
    if greedy(formulation) is not None:
        return True
    program = formulation.program.maximising(np.zeros(len(formulation.columns)))
    found = solve(program, 0.0, ENDLESS, seconds_left)
    if found.chosen is not None:
        return True
    return False if found.state == "infeasible" else None
