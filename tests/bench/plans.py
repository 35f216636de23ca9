"""Planning problems of any size, always the same for the same seed, and how well they are planned.

python -m tests.bench.plans [N ...]

Prints a line a size: the relaxation's own time, the planner's, its peak of memory, the gap, and the value
beside that of the greedy planner. Compare within one run only.
"""

import sys
from collections.abc import Callable
from os import times
from random import Random
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

from legacymap.planning.former import closure_greedy, highs, optimal
from legacymap.planning.former.breaches import breaches
from legacymap.planning.former.formulation import formulate
from legacymap.planning.former.problem import Capacity, Job, Line, Need, Problem

from legacymap.domain.scenario import Fund
from legacymap.domain.system import Approach

YEARS = 5
APPRAISED = 10
_ORGANISATIONS = 20
_SHARE = 0.35
_RATE = 1.035
_APPROACHES: tuple[Approach, ...] = ("replace", "replatform", "encapsulate")
_TOLERANCE = 0.001
_LONG = 300.0


def problem_of(systems: int, seed: int = 1) -> Problem:
    """A problem of so many systems, three options each (every twelfth system may also be retired)."""
    random = Random(seed)  # noqa: S311 - synthetic data, not secrets
    factors = tuple(_RATE**-year for year in range(APPRAISED))
    names = [f"system-{number:05d}" for number in range(systems)]
    jobs = [job for number in range(systems) for job in _jobs(names, number, factors, random)]
    cheapest: dict[str, Job] = {}
    for job in jobs:
        if job.system not in cheapest or sum(job.cdel) < sum(cheapest[job.system].cdel):
            cheapest[job.system] = job
    lines = [_line("all", "rdel", names, cheapest), _line("all", "cdel", names, cheapest)]
    lines += [
        _line(f"organisation-{each:02d}", "cdel", names[each::_ORGANISATIONS], cheapest)
        for each in range(0, _ORGANISATIONS, 4)
    ]
    hands = Capacity("organisation-01", max(systems // 100, 1), frozenset(names[1::_ORGANISATIONS]))
    return Problem(YEARS, factors, tuple(jobs), tuple(lines), capacities=(hands,))


def _jobs(names: list[str], number: int, factors: tuple[float, ...], random: Random) -> list[Job]:
    system = names[number]
    risk = random.lognormvariate(4, 0.8)
    growth = random.uniform(1.0, 1.08)
    found = []
    for option, approach in enumerate(_APPROACHES):
        years = random.choice((1, 1, 2, 3)) if option else random.choice((2, 3, 4))
        cost = random.lognormvariate(15 - 0.5 * option, 0.9) / years
        share = (0.8, 0.5, 0.25)[option] * random.uniform(0.7, 1.1)
        needs = tuple(
            Need(names[other], frozenset({"replace", "replatform", "encapsulate", "retire"}))
            for other in sorted(
                {random.randrange(number) for _ in range(2)} if number and random.random() < 0.4 else ()
            )
        )
        found.append(
            Job(
                system, approach, approach,
                tuple(round(cost * random.uniform(0.1, 0.4)) * 1.0 for _ in range(years)),
                tuple(round(cost * random.uniform(0.5, 1.5)) * 1.0 for _ in range(years)),
                _values(risk * share, growth, years, factors),
                needs,
            )
        )  # fmt: skip
    if number % 12 == 5 and number > 12:
        leavers = tuple(sorted({names[random.randrange(number)] for _ in range(2)}))
        found.append(
            Job(system, "retire", "retire", (1e5,), (2e5,), _values(risk, growth, 1, factors), (), leavers)
        )
    return found


def _values(risk: float, growth: float, years: int, factors: tuple[float, ...]) -> dict[int, float]:
    return {
        start: sum(factors[year] * risk * growth**year for year in range(start + years, APPRAISED))
        for start in range(YEARS)
        if start + years <= APPRAISED
    }


def _line(organisation: str, fund: Fund, systems: list[str], cheapest: dict[str, Job]) -> Line:
    total = sum(sum(cheapest[system].rdel if fund == "rdel" else cheapest[system].cdel) for system in systems)
    return Line(
        organisation, fund, (total * _SHARE / YEARS,) * YEARS, organisation == "all", frozenset(systems)
    )


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
        raise ValueError("The generator makes no fixed choices.")
    relaxation = _seconds(lambda: highs.relaxed(formulation.program, "simplex", _LONG))
    start, wall = _spent(), perf_counter()
    plan = optimal.plan(problem, _TOLERANCE, lambda: _LONG - (perf_counter() - wall))
    total = _spent() - start
    greedy = closure_greedy.plan(problem, _TOLERANCE, lambda: _LONG)
    breached = len(breaches(plan.schedule or {}, problem))
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
    return _spent() - start


def _spent() -> float:
    """Processor seconds of this process and of those that it has started."""
    return sum(times()[:4])


if __name__ == "__main__":
    main()
