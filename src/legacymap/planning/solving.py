"""A framing solved: most value or least cost, and no action that costs more than its points are worth.

Under the goal of least cost the problem is turned over: what a start costs counts against it, and among plans
of the same cost the most value decides. Where points may cost only so much, plans are sought until one keeps
that: each that does not is forbidden, with what makes it so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import fsum

from legacymap.planning.framing import Framing
from legacymap.planning.incumbent import Solved
from legacymap.planning.problem import Problem, Schedule
from legacymap.planning.search import plan
from legacymap.planning.solver import SecondsLeft
from legacymap.planning.ties import Preference
from legacymap.planning.worth import Worthiness

_MOST_ROUNDS = 400
WORTH = "the search for a plan whose every action is worth its money"


@dataclass(frozen=True, slots=True)
class Aimed:
    """How near to the optimum, and which plan of several: one near to a previous one, where there is one."""

    tolerance: float
    previous: Mapping[str, tuple[str, int]] | None = None
    stay: float | None = None

    def preference(self, framing: Framing) -> Preference:
        """The preference in terms of a framing; starts that it does not know are left out."""
        if self.previous is None:
            return Preference()
        places, works = framing.problem.places, framing.works
        kept: Schedule = tuple(
            (place, start + works[place].begun)
            for system, (option, start) in sorted(self.previous.items())
            for place in (places.get((system, option)),)
            if place is not None and start in works[place].values
        )
        return Preference(kept, self.stay)


def solved(
    framing: Framing, aimed: Aimed, seconds_left: SecondsLeft, known: Schedule | None = None
) -> Solved:
    """The best plan of a framing; values and bounds are present costs where the least of these is sought."""
    search = _cheapest if framing.is_least_cost else _most_value
    preference = aimed.preference(framing)

    def found(problem: Problem, hint: Schedule | None) -> Solved:
        return search(problem, aimed.tolerance, seconds_left, preference, hint)

    if framing.worth_at_most is None:
        return found(framing.problem, known)
    return _worthwhile(framing, found, known)


def _most_value(
    problem: Problem,
    tolerance: float,
    seconds_left: SecondsLeft,
    preference: Preference,
    known: Schedule | None,
) -> Solved:
    return plan(problem, tolerance, seconds_left, preference, known)


def _cheapest(
    problem: Problem,
    tolerance: float,
    seconds_left: SecondsLeft,
    preference: Preference,
    known: Schedule | None,
) -> Solved:
    """The least present cost; `value` and `bound` of the answer are costs, the bound a lower one."""
    alike = replace(preference, allowed=0.0)
    found = plan(turned_over(problem), tolerance, seconds_left, alike, known)
    if found.schedule is None:
        return found
    cost = max(-found.value, 0.0)
    bound = min(max(-found.bound, 0.0), cost)
    told = replace(found, value=cost, bound=bound, present_cost=cost, is_cost=True)
    return replace(told, status="optimal" if told.gap <= tolerance else "time-limit")


def turned_over(problem: Problem) -> Problem:
    """The problem in which costs count as negative value, and value as negative cost."""
    jobs = tuple(
        replace(
            job,
            values=tuple(
                None if value is None else -job.present_cost(start) for start, value in enumerate(job.values)
            ),
            present_costs=tuple(None if value is None else -value for value in job.values),
        )
        for job in problem.jobs
    )
    return replace(problem, jobs=jobs)


def _worthwhile(
    framing: Framing, found: Callable[[Problem, Schedule | None], Solved], known: Schedule | None
) -> Solved:
    """The best plan in which no action costs more than its points are worth."""
    worthiness = Worthiness(framing)
    problem = worthiness.problem
    best = found(problem, known)
    for _ in range(_MOST_ROUNDS):
        if best.schedule is None:
            return best
        forbidden = worthiness.forbidden(best.schedule)
        if not forbidden:
            return best
        if best.cut_short or best.is_interrupted:
            break
        problem = replace(problem, ceilings=(*problem.ceilings, *forbidden))
        best = found(problem, known)
    return _trimmed(framing, worthiness, best)


def _trimmed(framing: Framing, worthiness: Worthiness, best: Solved) -> Solved:
    """The plan without what is too dear, said to be cut short."""
    kept = worthiness.trimmed(best.schedule or ())
    jobs = framing.problem.jobs
    cost = fsum(jobs[place].present_cost(start) for place, start in kept)
    value = cost if best.is_cost else fsum(jobs[place].value(start) for place, start in kept)
    cut_short = (*best.cut_short, WORTH)
    told = replace(best, schedule=kept, value=value, present_cost=cost, cut_short=cut_short)
    return replace(told, status="time-limit")
