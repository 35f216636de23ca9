"""The judge: which promises a schedule breaks, in exact money.

It is written apart from the search and shares only the problem with it, so that one cannot hide a mistake of
the other; every schedule passes it before it is shown. The constraints are those of the method, section 6.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from math import fsum

from legacymap.planning.problem import Count, Edge, Job, Jobs, Line, Need, Problem, Schedule

RELATIVE = 1e-9
_PENCE = 100


def breaches(problem: Problem, schedule: Schedule) -> tuple[str, ...]:
    """Every promise that the schedule breaks, a sentence each; none when it is a plan."""
    strangers = tuple(_strangers(problem, schedule))
    if strangers:
        return strangers
    started = dict(schedule)
    return (
        *_twice(problem, schedule),
        *_decisions(problem, started),
        *_waiting(problem, started),
        *_companions(problem, started),
        *(sentence for line in problem.lines for sentence in _line(problem, line, started)),
        *_tails(problem, started),
        *(sentence for each in problem.capacities for sentence in _over(problem, each, started, busy=True)),
        *(sentence for each in problem.starts for sentence in _over(problem, each, started, busy=False)),
        *(f"{each.name} is not reached" for each in problem.sum_limits if not each.holds(schedule)),
    )


def _strangers(problem: Problem, schedule: Schedule) -> Iterator[str]:
    for job, start in schedule:
        if not 0 <= job < len(problem.jobs):
            yield f"There is no job {job}"
        elif not 0 <= start < problem.years or problem.jobs[job].values[start] is None:
            yield f"{_named(problem.jobs[job])} may not start in year {start}"


def _twice(problem: Problem, schedule: Schedule) -> Iterator[str]:
    seen: set[str] = set()
    for job, _ in schedule:
        system = problem.jobs[job].system
        if system in seen:
            yield f"{system} has more than one start"
        seen.add(system)


def _decisions(problem: Problem, started: dict[int, int]) -> Iterator[str]:
    for place, job in enumerate(problem.jobs):
        if job.must_start is not None and started.get(place) != job.must_start:
            yield f"{_named(job)} is to start in year {job.must_start}"
    for each in problem.must:
        if not any(started.get(job) == start for job, start in each.any_of):
            yield f"{each.name or 'A decision'} is not kept"


def _waiting(problem: Problem, started: dict[int, int]) -> Iterator[str]:
    for need in problem.requires:
        if need.job in started and not _done(problem, need, started, started[need.job]):
            yield f"{_named(problem.jobs[need.job])} starts before what it requires is complete"
    for need in problem.leaves:
        if need.job in started and not _done(
            problem, need, started, _edge(problem, need.job, started, "end")
        ):
            yield f"{_named(problem.jobs[need.job])} ends before what must have left it"


def _done(problem: Problem, need: Need, started: dict[int, int], by: int) -> bool:
    return any(other in started and _edge(problem, other, started, "end") <= by for other in need.any_of)


def _edge(problem: Problem, job: int, started: dict[int, int], at: Edge) -> int:
    return started[job] + (problem.jobs[job].years if at == "end" else 0)


def _companions(problem: Problem, started: dict[int, int]) -> Iterator[str]:
    for only in problem.only_with:
        if only.job in started:
            here = _edge(problem, only.job, started, only.at)
            if not any(
                each in started and _edge(problem, each, started, only.at) == here for each in only.any_of
            ):
                yield f"{_named(problem.jobs[only.job])} is chosen without what moves with it"
    for group in problem.together:
        edges = {_edge(problem, job, started, group.at) if job in started else None for job in group.jobs}
        if len(edges) > 1:
            yield f"{', '.join(_named(problem.jobs[job]) for job in group.jobs)} do not move together"


def _line(problem: Problem, line: Line, started: dict[int, int]) -> Iterator[str]:
    spends = [
        _spent(problem, line.jobs, line.funds, started, range(year, year + 1))
        for year in range(problem.years)
    ]
    for year, (spent, floor) in enumerate(zip(spends, line.floors or (), strict=False)):
        if floor is not None and _above(problem, [floor], spent, floor):
            yield f"{line.name} spends {fsum(spent)} in year {year}, below its floor of {floor}"
    if line.caps is None:
        return
    caps = [[] if cap is None else [cap] for cap in line.caps]
    if line.carries_forward:
        spends, caps = list(accumulate(spends)), list(accumulate(caps))
    until = "up to" if line.carries_forward else "in"
    for year, (spent, cap) in enumerate(zip(spends, caps, strict=True)):
        # Where money carries forward, a year without a limit leaves those from it on without one.
        limited = line.caps[: year + 1] if line.carries_forward else line.caps[year : year + 1]
        if None not in limited and _above(problem, spent, cap, fsum(cap)):
            yield f"{line.name} spends {fsum(spent)} {until} year {year}, above its cap of {fsum(cap)}"


def _tails(problem: Problem, started: dict[int, int]) -> Iterator[str]:
    for tail in problem.tails:
        spent = _spent(problem, tail.jobs, tail.funds, started, None)
        if _above(problem, spent, [tail.cap], tail.cap):
            yield f"{tail.name} spends {fsum(spent)} after the last year, above the cap of {tail.cap}"


def _spent(
    problem: Problem, jobs: Jobs, funds: tuple[str, ...] | None, started: dict[int, int], years: range | None
) -> list[float]:
    """Every amount that is spent in some years (None: after the last)."""
    members = started.keys() if jobs is None else started.keys() & set(jobs)
    return [
        amount
        for job in sorted(members)
        for fund, amounts in problem.jobs[job].spend.items()
        if funds is None or fund in funds
        for year, amount in enumerate(amounts, started[job])
        if (year in years if years is not None else year >= problem.years)
    ]


def _over(problem: Problem, count: Count, started: dict[int, int], *, busy: bool) -> Iterator[str]:
    members = started.keys() if count.jobs is None else started.keys() & set(count.jobs)
    for year, most in enumerate(count.most):
        here = [
            job
            for job in sorted(members)
            if (started[job] <= year < _edge(problem, job, started, "end") if busy else started[job] == year)
        ]
        use = fsum(problem.jobs[job].size for job in here) if busy else len(here)
        if most is not None and use > most + RELATIVE * abs(most):
            what = "under way" if busy else "beginning"
            yield f"{count.name} has {use} {what} in year {year}, above its limit of {most}"


def _above(problem: Problem, used: Iterable[float], limit: Iterable[float], size: float) -> bool:
    """Whether more is used than the limit: by a penny in a plan of money, else by a billionth of `size`."""
    if problem.is_money:
        return sum(map(_pence, used)) > sum(map(_pence, limit))
    return fsum(used) > fsum(limit) + RELATIVE * abs(size)


def _pence(amount: float) -> int:
    return round(amount * _PENCE)


def _named(job: Job) -> str:
    return f"{job.option} of {job.system}" if job.option else job.system
