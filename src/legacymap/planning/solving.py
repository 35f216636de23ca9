"""A posed problem solved: most value or least cost, and no action that costs more than its points are worth.

The step between a posed problem and the solver, which knows neither a least cost nor a maximum cost per
point. Under the goal of least cost the problem is turned over: what a start costs counts against it, and
among plans of the same cost the most value decides. Where points may cost only so much, plans are sought
until one keeps that: each that does not is cut off, with what makes it so (a no-good cut).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from math import fsum
from typing import TypeVar

from legacymap.domain.frozen import dataclass
from legacymap.planning.formulation import SAME, Solved
from legacymap.planning.judge import breaches
from legacymap.planning.posing import PosedProblem
from legacymap.planning.problem import Choice, Job, Problem, Schedule, SumLimit
from legacymap.planning.search import plan
from legacymap.planning.solver import SecondsLeft
from legacymap.planning.ties import Preference

_Precedence = tuple[str, int, tuple[int, ...]]
_MOST_ROUNDS = 400
VALUE_FOR_MONEY = "the search for a plan whose every action is worth its money"
_Node = TypeVar("_Node", int, str)


@dataclass(frozen=True)
class ValueForMoney:
    """A posed problem whose points may cost only so much."""

    posed: PosedProblem

    @cached_property
    def problem(self) -> Problem:
        """The problem without the starts that are too dear whatever else is chosen, as far as that is plain.

        Nothing depends on these; of what others may depend on, it is asked that the best of them could pay
        for it.
        """
        whole = self.posed.problem
        jobs = list(whole.jobs)
        sum_limits: list[SumLimit] = []
        for place, job in enumerate(whole.jobs):
            if self._may_be_exempt(place):
                continue
            if self._potential_successors[place]:
                sum_limits += self._paid_for(place)
            else:
                values = tuple(
                    None if value is not None and self.exceeds_cost_per_point([(place, start)]) else value
                    for start, value in enumerate(job.values)
                )
                jobs[place] = replace(job, values=values)
        return replace(whole, jobs=tuple(jobs), sum_limits=(*whole.sum_limits, *sum_limits))

    def no_good_cuts(self, schedule: Schedule) -> tuple[SumLimit, ...]:
        """What forbids the schedule and others like it; nothing where every action is worth its money."""
        return tuple(
            self._no_good_cut(choice, dependents, schedule) for choice, dependents in self._too_dear(schedule)
        )

    def trimmed(self, schedule: Schedule) -> Schedule:
        """The schedule without its dear actions and what depends on them; as it was where that is no plan."""
        kept = schedule
        while dear := next(self._too_dear(kept), None):
            kept = tuple(choice for choice in kept if choice != dear[0] and choice not in dear[1])
        return schedule if breaches(self.posed.problem, kept) else kept

    def exceeds_cost_per_point(self, choices: Iterable[Choice]) -> bool:
        """Whether actions cost more together than their points are worth."""
        every = list(choices)
        cost = fsum(self._job(place).present_cost(start) for place, start in every)
        points = fsum(self._job(place).value(start) for place, start in every)
        return cost - self._most * points > SAME * max(abs(cost), self._most * abs(points))

    def dependents(self, choice: Choice, schedule: Schedule) -> tuple[Choice, ...]:
        """The chosen actions that could not stay without one of them, all else unchanged."""
        left = dict(schedule)
        del left[choice[0]]
        gone: list[Choice] = []
        changed = True
        while changed:
            changed = False
            for kind, job, others in self._links:
                if job in left and not self._is_met(kind, job, others, left):
                    gone.append((job, left.pop(job)))
                    changed = True
        return tuple(sorted(gone))

    def _too_dear(self, schedule: Schedule) -> Iterator[tuple[Choice, tuple[Choice, ...]]]:
        """Each action that is too dear and not exempt, with what depends on it."""
        for choice in schedule:
            dependents = self.dependents(choice, schedule)
            together = (choice, *dependents)
            if not any(map(self._keeps_decision, together)) and self.exceeds_cost_per_point(together):
                yield choice, dependents

    def _paid_for(self, place: int) -> Iterator[SumLimit]:
        """That what may come to depend on a job could pay for it: weaker than what is asked, but linear."""
        mine = {start: self._surplus(place, start) for start in self._job(place).starts}
        if all(surplus >= 0 for surplus in mine.values()):
            return
        amounts = {
            other: self._row(other, -1.0 if other != place else 1.0)
            for other in sorted({place, *self._potential_successors[place]})
        }
        yield SumLimit("What a point may cost", 0.0, amounts)

    def _row(self, place: int, sign: float) -> tuple[float, ...]:
        """By start what a job lacks (sign 1), or what it has to give (sign -1)."""
        starts = set(self._job(place).starts)
        return tuple(
            sign * max(-sign * self._surplus(place, year), 0.0) if year in starts else 0.0
            for year in range(self.posed.problem.years)
        )

    def _no_good_cut(self, choice: Choice, dependents: tuple[Choice, ...], schedule: Schedule) -> SumLimit:
        """Forbids an action with what depends on it, unless more depends on it or something changes."""
        years = self.posed.problem.years
        together = (choice, *dependents)
        others = set(self._potential_successors[choice[0]] - {place for place, _ in together})
        is_served_otherwise = bool(others & dict(schedule).keys())
        if is_served_otherwise or any(len(each) > 1 for _, job, each in self._links if job in dict(together)):
            # Something else might serve instead: all that hangs together is told apart.
            connected = self._connected_jobs(choice[0])
            together = tuple(each for each in schedule if each[0] in connected)
            chosen = {self._job(place).system for place, _ in together}
            others = {place for place in connected if self._job(place).system not in chosen}
        amounts = {
            place: tuple(1.0 if year == start else 0.0 for year in range(years)) for place, start in together
        }
        amounts |= dict.fromkeys(sorted(others), (-1.0,) * years)
        return SumLimit("What a point may cost", len(together) - 1.0, amounts)

    def _surplus(self, place: int, start: int) -> float:
        job = self._job(place)
        return self._most * job.value(start) - job.present_cost(start)

    def _job(self, place: int) -> Job:
        return self.posed.problem.jobs[place]

    @property
    def _most(self) -> float:
        return self.posed.max_cost_per_point or 0.0

    def _keeps_decision(self, choice: Choice) -> bool:
        return choice in self._decided

    def _may_be_exempt(self, place: int) -> bool:
        decided = {job for job, _ in self._decided}
        return place in decided or bool(self._potential_successors[place] & decided)

    @cached_property
    def _decided(self) -> frozenset[Choice]:
        """Every start that keeps a decision."""
        problem = self.posed.problem
        found = {choice for must in problem.must for choice in must.any_of}
        found |= {
            (place, job.must_start) for place, job in enumerate(problem.jobs) if job.must_start is not None
        }
        return frozenset(found)

    @cached_property
    def _links(self) -> tuple[_Precedence, ...]:
        problem = self.posed.problem
        return (
            *(("requires", need.job, need.any_of) for need in problem.requires),
            *(("leaves", need.job, need.any_of) for need in problem.leaves),
            *((only.at, only.job, only.any_of) for only in problem.only_with),
            *(
                (group.at, job, (other,))
                for group in problem.together
                for job in group.jobs
                for other in group.jobs
                if job != other
            ),
        )

    @cached_property
    def _potential_successors(self) -> Mapping[int, frozenset[int]]:
        """By job, those that may come to depend on it, at however many removes."""
        direct: dict[int, set[int]] = {place: set() for place in range(len(self.posed.problem.jobs))}
        for _, job, others in self._links:
            for other in others:
                direct[other].add(job)
        return {place: frozenset(_reached(place, direct)) for place in direct}

    def _connected_jobs(self, place: int) -> frozenset[int]:
        """All jobs of systems that hang together with that of a job, by links in whichever direction."""
        jobs = self.posed.problem.jobs
        beside: dict[str, set[str]] = {job.system: set() for job in jobs}
        for _, job, others in self._links:
            for other in others:
                beside[jobs[job].system].add(jobs[other].system)
                beside[jobs[other].system].add(jobs[job].system)
        systems = {jobs[place].system, *_reached(jobs[place].system, beside)}
        return frozenset(each for each, job in enumerate(jobs) if job.system in systems)

    def _is_met(self, kind: str, job: int, others: tuple[int, ...], left: Mapping[int, int]) -> bool:
        def edge(place: int, *, ends: bool) -> int:
            return left[place] + (self._job(place).years if ends else 0)

        there = [other for other in others if other in left]
        if kind == "requires":
            return any(edge(other, ends=True) <= left[job] for other in there)
        if kind == "leaves":
            return any(edge(other, ends=True) <= edge(job, ends=True) for other in there)
        ends = kind == "end"
        return any(edge(other, ends=ends) == edge(job, ends=ends) for other in there)


@dataclass(frozen=True, slots=True)
class Aimed:
    """How near to the optimum, and which plan of several: one near to a previous one, where there is one."""

    tolerance: float
    previous: Mapping[str, tuple[str, int]] | None = None
    stay: float | None = None

    def preference(self, posed: PosedProblem) -> Preference:
        """The preference in terms of a posed problem; starts that it does not know are left out."""
        if self.previous is None:
            return Preference()
        places, works = posed.problem.places, posed.works
        kept: Schedule = tuple(
            (place, start + works[place].begun)
            for system, (option, start) in sorted(self.previous.items())
            for place in (places.get((system, option)),)
            if place is not None and start in works[place].values
        )
        return Preference(kept, self.stay)


def solved(
    posed: PosedProblem, aimed: Aimed, seconds_left: SecondsLeft, known: Schedule | None = None
) -> Solved:
    """The best plan of a problem; values and bounds are present costs where the least of these is sought."""
    search = _cheapest if posed.is_least_cost else plan
    preference = aimed.preference(posed)

    def found(problem: Problem, hint: Schedule | None) -> Solved:
        return search(problem, aimed.tolerance, seconds_left, preference, hint)

    if posed.max_cost_per_point is None:
        return found(posed.problem, known)
    return _good_value(posed, found, known)


def as_costs(problem: Problem) -> Problem:
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


def _cheapest(
    problem: Problem,
    tolerance: float,
    seconds_left: SecondsLeft,
    preference: Preference,
    known: Schedule | None,
) -> Solved:
    """The least present cost; `value` and `bound` of the answer are costs, the bound a lower one."""
    alike = replace(preference, allowed=0.0)
    found = plan(as_costs(problem), tolerance, seconds_left, alike, known)
    if found.schedule is None:
        return found
    cost = max(-found.value, 0.0)
    bound = min(max(-found.bound, 0.0), cost)
    told = replace(found, value=cost, bound=bound, present_cost=cost, is_cost=True)
    return replace(told, status="optimal" if told.gap <= tolerance else "time-limit")


def _good_value(
    posed: PosedProblem, found: Callable[[Problem, Schedule | None], Solved], known: Schedule | None
) -> Solved:
    """The best plan in which no action costs more than its points are worth."""
    value_for_money = ValueForMoney(posed)
    problem = value_for_money.problem
    best = found(problem, known)
    for _ in range(_MOST_ROUNDS):
        if best.schedule is None:
            return best
        no_good_cuts = value_for_money.no_good_cuts(best.schedule)
        if not no_good_cuts:
            return best
        if best.cut_short or best.is_interrupted:
            break
        problem = replace(problem, sum_limits=(*problem.sum_limits, *no_good_cuts))
        best = found(problem, known)
    return _trimmed(posed, value_for_money, best)


def _trimmed(posed: PosedProblem, value_for_money: ValueForMoney, best: Solved) -> Solved:
    """The plan without what is too dear, said to be cut short."""
    kept = value_for_money.trimmed(best.schedule or ())
    jobs = posed.problem.jobs
    cost = fsum(jobs[place].present_cost(start) for place, start in kept)
    value = cost if best.is_cost else fsum(jobs[place].value(start) for place, start in kept)
    cut_short = (*best.cut_short, VALUE_FOR_MONEY)
    told = replace(best, schedule=kept, value=value, present_cost=cost, cut_short=cut_short)
    return replace(told, status="time-limit")


def _reached(start: _Node, edges: Mapping[_Node, set[_Node]]) -> set[_Node]:
    """All that edges lead to from a start, at however many removes."""
    found: set[_Node] = set()
    waiting = [start]
    while waiting:
        for each in edges[waiting.pop()] - found:
            found.add(each)
            waiting.append(each)
    return found
