"""Small random planning problems of every shape, and the plain search of all their schedules."""

from collections.abc import Iterator
from itertools import product
from random import Random

from hypothesis import strategies as st

from legacymap.domain.scenario import Fund
from legacymap.domain.system import Approach
from legacymap.planning.breaches import breaches
from legacymap.planning.problem import Capacity, Job, Line, Need, Problem, Schedule, Start

SYSTEMS = ("a", "b", "c", "d")
_APPROACHES: tuple[Approach, ...] = ("retire", "replace", "rehost")
_FUNDS: tuple[Fund, ...] = ("rdel", "cdel", "total")


def problems(fixed: int = 1) -> st.SearchStrategy[Problem]:
    """Problems with up to so many fixed choices, drawn whole: drawing piece by piece is slow."""
    return st.integers(0, 2**32).map(lambda seed: random_problem(Random(seed), fixed))  # noqa: S311 - not secrets


def random_problem(random: Random, fixed: int) -> Problem:
    """A problem of up to four systems with links, lines, tails, capacities and fixed choices."""
    years = random.randint(1, 3)
    appraised = years + random.randint(0, 2)
    linked = random.choice((0.0, 0.2, 0.5))
    jobs = [
        _job(random, (system, option), (years, appraised), linked)
        for system in SYSTEMS[: random.choice((0, 1, 2, 3, 3, 4, 4, 4))]
        for option in ("x", "y")[: random.randint(1, 2)]
    ]
    rate = random.choice((1.0, 0.5, 1 / 1.035))
    tails = {fund: float(random.randint(0, 6)) for fund in _FUNDS if random.random() < 0.4}
    return Problem(
        years=years,
        factors=tuple(rate**year for year in range(appraised)),
        jobs=tuple(jobs),
        lines=tuple(_line(random, years) for _ in range(random.randint(0, 3))),
        tail=random.choice((None, tails)),
        capacities=tuple(
            Capacity("org", random.randint(0, 3), _some(random)) for _ in range(random.randint(0, 1))
        ),
        fixed=_fixed(random, jobs, random.randint(0, fixed)),
    )


def _job(random: Random, name: tuple[str, str], horizon: tuple[int, int], linked: float) -> Job:
    years, appraised = horizon
    length = random.randint(1, min(2, appraised))
    starts = [start for start in range(-1, years) if start + length <= appraised]
    chosen = random.sample(starts, random.randint(1, len(starts)))
    return Job(
        *name,
        random.choice(_APPROACHES),
        _amounts(random, length),
        _amounts(random, length),
        {start: float(random.randint(-2, 6)) for start in chosen},
        needs=tuple(
            Need(other, random.choice((frozenset("x"), frozenset("xy")))) for other in _others(random, linked)
        ),
        leavers=tuple(_others(random, linked)),
        partners=tuple(_others(random, linked / 2)),
    )


def _amounts(random: Random, length: int) -> tuple[float, ...]:
    return tuple(float(random.randint(0, 4)) for _ in range(length))


def _others(random: Random, linked: float) -> list[str]:
    return [random.choice(SYSTEMS) for _ in range(2) if random.random() < linked / 2]


def _some(random: Random) -> frozenset[str]:
    return frozenset(random.sample(SYSTEMS, random.randint(1, 4)))


def _line(random: Random, years: int) -> Line:
    caps = tuple(float(random.randint(0, 8)) for _ in range(years))
    return Line("org", random.choice(_FUNDS), caps, random.random() < 0.5, _some(random))


def _fixed(random: Random, jobs: list[Job], count: int) -> dict[str, Start]:
    chosen = random.sample(jobs, min(count, len(jobs)))
    return {job.system: (job.option, random.choice(sorted(job.values))) for job in chosen}


def every_plan(problem: Problem) -> Iterator[Schedule]:
    """Every schedule that breaks no promise, found by trying all."""
    systems = sorted({job.system for job in problem.jobs})
    choices: list[list[Start | None]] = [
        [
            None,
            *(
                (job.option, start)
                for job in problem.jobs
                if job.system == system
                for start in sorted(job.values)
            ),
        ]
        for system in systems
    ]
    for system, start in (problem.fixed or {}).items():
        if system in systems:
            choices[systems.index(system)] = [start]
    for combination in product(*choices):
        schedule = {system: start for system, start in zip(systems, combination, strict=True) if start}
        if not breaches(schedule, problem):
            yield schedule
