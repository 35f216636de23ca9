"""The best whole-number solution of a program, found here when it is small and in a child process when not.

HiGHS can overrun its time limit by much on large programs; a child can be ended at the deadline, and what it
had found and proven by then is used.
"""

from dataclasses import dataclass

import numpy as np

from legacymap.planning.former import apart, highs
from legacymap.planning.former.child import Request
from legacymap.planning.former.columns import Floats, Ints
from legacymap.planning.former.highs import Effort
from legacymap.planning.former.program import Program
from legacymap.planning.former.solved import SecondsLeft

_SMALL = 1000
ENDLESS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Found:
    """The columns chosen (None where none are known), a bound on the objective, and how the search ended."""

    chosen: Ints | None
    bound: float
    state: str
    in_time: bool


def solve(
    program: Program, gap: float, nodes: int, seconds_left: SecondsLeft, known: Ints | None = None
) -> Found:
    """Searches to a distance of bound and solution or for so many nodes, from `known` columns if given."""
    small, free = program.reduced()
    if small is None:
        return Found(None, -float("inf"), "infeasible", in_time=True)
    base = program.lower.copy()
    base[free] = 0.0
    offset = float(program.objective @ base)
    if not len(free):
        return Found(np.flatnonzero(base), offset, "optimal", in_time=True)
    if (seconds := seconds_left()) <= 0:
        return Found(None, float("inf"), "stopped", in_time=False)
    hint = None if known is None else np.isin(free, known).astype(np.float64)
    effort = Effort(gap, nodes, seconds)
    if len(free) <= _SMALL:
        answer = highs.searched(small, effort, hint)
    else:
        answer = apart.searched(Request(small, effort, hint), seconds_left)
    chosen = None if answer.x is None else _whole(base, free, answer.x)
    bound = answer.bound + offset if answer.state != "infeasible" else -float("inf")
    return Found(chosen, bound, answer.state, in_time=answer.state != "stopped" or seconds_left() > 0)


def _whole(base: Floats, free: Ints, x: Floats) -> Ints:
    taken = base.copy()
    taken[free] = np.round(x)
    return np.flatnonzero(taken > 0.5)
