"""Every planner by its name: each gives a schedule for a problem, and says how good it is."""

from collections.abc import Callable, Mapping

from legacymap.planning.former import closure_greedy, optimal
from legacymap.planning.former.problem import Problem
from legacymap.planning.former.solved import SecondsLeft, Solved

Planner = Callable[[Problem, float, SecondsLeft], Solved]
PLANNERS: Mapping[str, Planner] = {
    "optimal": optimal.plan,
    "closure-greedy": closure_greedy.plan,
}
