"""Small random posed problems with every kind of constraint, and the plain search of all their schedules."""

from collections.abc import Iterator
from itertools import product
from math import fsum
from random import Random

from hypothesis import strategies as st

from legacymap.planning.problem import (
    Choice,
    Count,
    Job,
    Line,
    Must,
    Need,
    OnlyWith,
    Problem,
    Schedule,
    SumLimit,
    Tail,
    Together,
)

FUNDS = ("rdel", "cdel")


def posed(kinds: str = "all") -> st.SearchStrategy[Problem]:
    """Problems drawn whole from a seed: drawing piece by piece is slow."""
    return st.integers(0, 2**32).map(lambda seed: random_problem(Random(seed), kinds))  # noqa: S311 - not secrets


def random_problem(random: Random, kinds: str = "all") -> Problem:
    """A problem of up to five systems; `kinds` names one kind of constraint, or all, each now and then."""
    years = random.randint(1, 3)
    jobs = tuple(
        _job(random, system, option, years)
        for system in "abcde"[: random.choice((1, 2, 3, 4, 5))]
        for option in "xy"[: random.randint(1, 2)]
    )

    def some(kind: str, most: int) -> range:
        if kinds == kind:
            return range(random.randint(1, most))
        return range(random.randint(0, most) if kinds == "all" and random.random() < 0.4 else 0)

    def others() -> tuple[int, ...]:
        return tuple(random.sample(range(len(jobs)), random.randint(1, min(2, len(jobs)))))

    def members() -> tuple[int, ...] | None:
        return random.choice((None, tuple(random.sample(range(len(jobs)), random.randint(1, len(jobs))))))

    def one() -> int:
        return random.randrange(len(jobs))

    return Problem(
        years=years,
        jobs=jobs,
        lines=tuple(_line(random, years, members(), floors=False) for _ in some("lines", 2))
        + tuple(_line(random, years, members(), floors=True) for _ in some("floors", 1)),
        tails=tuple(Tail("tail", random.randint(0, 4), _funds(random), members()) for _ in some("tails", 2)),
        requires=tuple(Need(one(), others()) for _ in some("requires", 4)),
        leaves=tuple(Need(one(), others()) for _ in some("leaves", 4)),
        together=tuple(Together(others(), random.choice(("start", "end"))) for _ in some("together", 2)),
        only_with=tuple(
            OnlyWith(one(), others(), random.choice(("start", "end"))) for _ in some("only_with", 2)
        ),
        capacities=tuple(
            Count("capacity", _most(random, years, 4), members()) for _ in some("capacities", 1)
        ),
        starts=tuple(Count("starts", _most(random, years, 3), members()) for _ in some("starts", 1)),
        must=tuple(_must(random, jobs) for _ in some("must", 2)),
        sum_limits=tuple(_ceiling(random, jobs) for _ in some("sum_limits", 2)),
    )


def _job(random: Random, system: str, option: str, years: int) -> Job:
    work = random.randint(1, 3)
    values = tuple(None if random.random() < 0.15 else float(random.randint(-3, 6)) for _ in range(years))
    spend = {fund: tuple(float(random.randint(0, 4)) for _ in range(work)) for fund in FUNDS}
    costs = tuple(float(random.randint(0, 5)) for _ in range(years))
    open_starts = [start for start, value in enumerate(values) if value is not None]
    must = random.choice(open_starts) if open_starts and random.random() < 0.03 else None
    return Job(system, option, work, values, spend, costs, random.choice((1, 1, 2, 0.5)), must)


def _line(random: Random, years: int, members: tuple[int, ...] | None, *, floors: bool) -> Line:
    caps = tuple(None if random.random() < 0.1 else float(random.randint(0, 10)) for _ in range(years))
    least = tuple(None if random.random() < 0.4 else float(random.randint(0, 4)) for _ in range(years))
    return Line(
        "line",
        None if floors and random.random() < 0.3 else caps,
        least if floors else None,
        _funds(random),
        members,
        random.random() < 0.5,
    )


def _funds(random: Random) -> tuple[str, ...] | None:
    return random.choice((None, ("rdel",), ("cdel",), FUNDS))


def _most(random: Random, years: int, most: int) -> tuple[float | None, ...]:
    return tuple(None if random.random() < 0.1 else float(random.randint(0, most)) for _ in range(years))


def _must(random: Random, jobs: tuple[Job, ...]) -> Must:
    pairs = [(place, start) for place, job in enumerate(jobs) for start in range(len(job.values))]
    return Must(tuple(random.sample(pairs, random.randint(1, min(3, len(pairs))))))


def _ceiling(random: Random, jobs: tuple[Job, ...]) -> SumLimit:
    amounts = {
        place: tuple(float(random.randint(-3, 1)) for _ in job.values)
        for place, job in enumerate(jobs)
        if random.random() < 0.8
    }
    return SumLimit("ceiling", float(random.randint(-5, 2)), amounts)


def every_schedule(problem: Problem) -> Iterator[Schedule]:
    """Every schedule with at most one start a system that keeps all promises, found by trying all."""
    by_system: dict[str, list[Choice | None]] = {}
    for place, job in enumerate(problem.jobs):
        by_system.setdefault(job.system, [None]).extend((place, start) for start in job.starts)
    for combination in product(*by_system.values()):
        schedule = tuple(sorted(choice for choice in combination if choice))
        if keeps_all(problem, schedule):
            yield schedule


def keeps_all(problem: Problem, schedule: Schedule) -> bool:  # noqa: C901, PLR0911, PLR0912 - one a kind
    """Whether every promise is kept: written apart from the judge, from the text of the format alone."""
    begun = dict(schedule)
    done = {place: start + problem.jobs[place].years for place, start in schedule}

    def spent(jobs: tuple[int, ...] | None, funds: tuple[str, ...] | None, year: int) -> float:
        return sum(
            problem.jobs[place].spend[fund][year - start]
            for place, start in schedule
            for fund in FUNDS
            if (jobs is None or place in jobs)
            and (funds is None or fund in funds)
            and 0 <= year - start < problem.jobs[place].years
        )

    for place, job in enumerate(problem.jobs):
        if job.must_start is not None and begun.get(place) != job.must_start:
            return False
    if not all(any(begun.get(place) == start for place, start in must.any_of) for must in problem.must):
        return False
    for ceiling in problem.sum_limits:
        if (
            sum(ceiling.amounts[job][start] for job, start in schedule if job in ceiling.amounts)
            > ceiling.most
        ):
            return False
    for need in problem.requires:
        if need.job in begun and not any(done.get(other, 99) <= begun[need.job] for other in need.any_of):
            return False
    for need in problem.leaves:
        if need.job in begun and not any(done.get(other, 99) <= done[need.job] for other in need.any_of):
            return False
    for only in problem.only_with:
        edge = begun if only.at == "start" else done
        if only.job in edge and not any(edge.get(other) == edge[only.job] for other in only.any_of):
            return False
    for group in problem.together:
        edge = begun if group.at == "start" else done
        if len({edge.get(job) for job in group.jobs}) > 1:
            return False
    for line in problem.lines:
        for year in range(problem.years):
            first = 0 if line.carries_forward else year
            caps = (line.caps or (None,) * problem.years)[first : year + 1]
            used = sum(spent(line.jobs, line.funds, each) for each in range(first, year + 1))
            if None not in caps and used > sum(cap for cap in caps if cap is not None):
                return False
            floor = line.floors[year] if line.floors else None
            if floor is not None and spent(line.jobs, line.funds, year) < floor:
                return False
    if any(
        sum(spent(t.jobs, t.funds, year) for year in range(problem.years, 9)) > t.cap for t in problem.tails
    ):
        return False
    for year in range(problem.years):
        for count in problem.capacities:
            members = [
                p
                for p, start in schedule
                if (count.jobs is None or p in count.jobs) and start <= year < done[p]
            ]
            most = count.most[year]
            if most is not None and sum(problem.jobs[p].size for p in members) > most:
                return False
        for count in problem.starts:
            members = [
                p for p, start in schedule if (count.jobs is None or p in count.jobs) and start == year
            ]
            most = count.most[year]
            if most is not None and len(members) > most:
                return False
    return True


def value(problem: Problem, schedule: Schedule) -> float:
    return fsum(problem.jobs[place].values[start] or 0.0 for place, start in schedule)


def cost(problem: Problem, schedule: Schedule) -> float:
    return fsum((problem.jobs[place].present_costs or ())[start] or 0.0 for place, start in schedule)
