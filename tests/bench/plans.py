"""Planning problems of any size, always the same for the same seed, and how well they are planned.

python -m tests.bench.plans [N ...]

Prints a line a size: the relaxation's own time, the planner's, its peak of memory, the gap, and the value
beside that of the greedy planner. Compare within one run only.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from os import times
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

from legacymap.planning import search, worker
from legacymap.planning.judge import breaches
from legacymap.planning.presolve import formulate
from legacymap.planning.problem import Count, Job, Line, Need, Problem
from legacymap.planning.relaxation import relaxations

YEARS = 5
APPRAISED = 10
_ORGANISATIONS = 20
_SHARE = 0.35
_RATE = 1.035
_OPTIONS = ("replace", "replatform", "encapsulate")
_TOLERANCE = 0.001
_LONG = 300.0


def problem_of(systems: int, seed: int = 1) -> Problem:
    """A problem of so many systems, three options each (every twelfth system may also be retired)."""
    random = Random(seed)  # noqa: S311 - synthetic data, not secrets
    factors = tuple(_RATE**-year for year in range(APPRAISED))
    drawn = [_drawn(number, factors, random) for number in range(systems)]
    places: list[list[int]] = []
    jobs: list[Job] = []
    for each in drawn:
        places.append(list(range(len(jobs), len(jobs) + len(each.jobs))))
        jobs += each.jobs
    requires = tuple(
        Need(places[number][option], tuple(places[other]))
        for number, each in enumerate(drawn)
        for option, others in enumerate(each.needs)
        for other in others
    )
    leaves = tuple(
        Need(places[number][-1], (places[other][0],))
        for number, each in enumerate(drawn)
        for other in each.must_leave_first
    )
    cheapest = [min(each.jobs, key=lambda job: sum(job.spend["cdel"])) for each in drawn]
    every = list(range(systems))
    lines = [_line("all", fund, every, (places, cheapest)) for fund in ("rdel", "cdel")]
    lines += [
        _line(f"organisation-{each:02d}", "cdel", every[each::_ORGANISATIONS], (places, cheapest))
        for each in range(0, _ORGANISATIONS, 4)
    ]
    members = tuple(job for number in every[1::_ORGANISATIONS] for job in places[number])
    hands = Count("organisation-01", (float(max(systems // 100, 1)),) * YEARS, members)
    return Problem(
        YEARS, tuple(jobs), tuple(lines), requires=requires, leaves=leaves, capacities=(hands,), is_money=True
    )


@dataclass(frozen=True)
class _Drawn:
    """The jobs of one system, which systems each of them requires, and who must leave before it retires."""

    jobs: list[Job]
    needs: list[list[int]]
    must_leave_first: list[int]


def _drawn(number: int, factors: tuple[float, ...], random: Random) -> _Drawn:
    system = f"system-{number:05d}"
    risk = random.lognormvariate(4, 0.8)
    growth = random.uniform(1.0, 1.08)
    jobs, needs, must_leave_first = [], [], []
    for place, option in enumerate(_OPTIONS):
        years = random.choice((1, 1, 2, 3)) if place else random.choice((2, 3, 4))
        cost = random.lognormvariate(15 - 0.5 * place, 0.9) / years
        share = (0.8, 0.5, 0.25)[place] * random.uniform(0.7, 1.1)
        needs.append(
            sorted({random.randrange(number) for _ in range(2)} if number and random.random() < 0.4 else ())
        )
        spend = {
            "rdel": tuple(round(cost * random.uniform(0.1, 0.4)) * 1.0 for _ in range(years)),
            "cdel": tuple(round(cost * random.uniform(0.5, 1.5)) * 1.0 for _ in range(years)),
        }
        jobs.append(_job(system, option, spend, (risk * share, growth), factors))
    if number % 12 == 5 and number > 12:
        must_leave_first = sorted({random.randrange(number) for _ in range(2)})
        needs.append([])
        jobs.append(_job(system, "retire", {"rdel": (1e5,), "cdel": (2e5,)}, (risk, growth), factors))
    return _Drawn(jobs, needs, must_leave_first)


def _job(
    system: str,
    option: str,
    spend: dict[str, tuple[float, ...]],
    gain: tuple[float, float],
    factors: tuple[float, ...],
) -> Job:
    years = len(spend["rdel"])
    risk, growth = gain
    values = tuple(
        sum(factors[year] * risk * growth**year for year in range(start + years, APPRAISED))
        if start + years <= APPRAISED
        else None
        for start in range(YEARS)
    )
    costs = tuple(
        sum(
            factors[start + year] * (rdel + cdel)
            for year, (rdel, cdel) in enumerate(zip(spend["rdel"], spend["cdel"], strict=True))
            if start + year < APPRAISED
        )
        for start in range(YEARS)
    )
    return Job(system, option, years, values, spend, costs)


def _line(name: str, fund: str, systems: list[int], known: tuple[list[list[int]], list[Job]]) -> Line:
    places, cheapest = known
    total = sum(sum(cheapest[system].spend[fund]) for system in systems)
    members = None if name == "all" else tuple(job for system in systems for job in places[system])
    return Line(name, (round(total * _SHARE / YEARS, 2),) * YEARS, None, (fund,), members, name == "all")


def main() -> None:
    """Prints a line for every size asked for."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 500, 2_000, 10_000]
    for size in sizes:
        sys.stdout.write(measured(size) + "\n")
        sys.stdout.flush()


def measured(systems: int) -> str:
    """One line: how long the relaxation and the planner took, and how good the plan is."""
    problem = problem_of(systems)
    formulation = formulate(problem)
    if formulation is None:
        raise ValueError("The generator makes no decisions.")
    relaxation = _seconds(lambda: list(relaxations(formulation, lambda: _LONG)))
    start, wall = _spent(), perf_counter()
    plan = search.plan(problem, _TOLERANCE, lambda: _LONG - (perf_counter() - wall))
    worker.stop()
    total = _spent() - start
    greedy = search.greedily(problem, _TOLERANCE, lambda: _LONG)
    breached = len(breaches(problem, plan.schedule or ()))
    return (
        f"{systems:6,} systems: relaxation {relaxation:.2f} s, "
        f"all {total:.2f} s ({total / relaxation:.1f}x), peak {_peak():.0f} MiB, "
        f"gap {plan.gap:.5%}, {plan.value / greedy.value:.4f} of greedy, {plan.status}, "
        f"cost {plan.present_cost:.6g}, {breached} breaches"
    )


def _peak() -> float:
    """The most memory that this process or one that it started has held at once, in MiB."""
    held = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return held / 1024


def _seconds(work: Callable[[], object]) -> float:
    start = _spent()
    work()
    worker.stop()  # so that what it spent counts
    return _spent() - start


def _spent() -> float:
    """Processor seconds of this process and of those that it has started."""
    return sum(times()[:4])


if __name__ == "__main__":
    main()
