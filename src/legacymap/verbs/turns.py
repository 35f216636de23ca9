"""One time limit for many problems, which take their turns."""

from collections.abc import Callable
from dataclasses import dataclass

from legacymap.planning import PLANNERS, Problem, Solved
from legacymap.verbs.request import Progress

SecondsLeft = Callable[[], float]
MAIN = 8
_PLANNER = "optimal"


@dataclass
class Turns:
    """Gives every problem its share of the time that is left, by weight; what one saves, the others have.

    `waiting` is the weight of all problems that are still to come, `steps` and `done` count problems for
    `progress`; `cut_short` says whether the limit ended any search early.
    """

    tolerance: float
    seconds_left: SecondsLeft
    waiting: int
    steps: int
    progress: Progress | None = None
    done: int = 0
    cut_short: bool = False

    def solved(self, problem: Problem, weight: int = 1) -> Solved:
        """The optimum of the next problem, as near as its time allows."""
        start = self.seconds_left()
        allowed = max(start, 0.0) * weight / max(self.waiting, weight)
        found = PLANNERS[_PLANNER](problem, self.tolerance, lambda: self.seconds_left() - start + allowed)
        self.waiting -= weight
        self.done += 1
        self.cut_short = self.cut_short or found.cut_short
        if self.progress:
            self.progress(self.done, self.steps)
        return found
