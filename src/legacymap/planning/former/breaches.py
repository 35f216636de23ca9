"""The judge: which promises a schedule breaks, what it is worth and what it costs.

It is written apart from the planners and shares only the problem with them, so that one cannot hide a mistake
of the other. The numbers are the constraints of the method, section 6.
"""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from math import fsum

from legacymap.domain.scenario import Fund
from legacymap.planning.former.problem import Capacity, Job, Line, Need, Problem, Schedule

RELATIVE = 1e-9
ABSOLUTE = 1e-6
Work = tuple[Job, int]


def breaches(schedule: Schedule, problem: Problem) -> tuple[str, ...]:
    """Every promise that the schedule breaks, a sentence each; none when it is a plan."""
    known = {(job.system, job.option): job for job in problem.jobs}
    work = {
        system: (known[system, option], start)
        for system, (option, start) in sorted(schedule.items())
        if (system, option) in known
    }
    return (
        *_strangers(schedule, known),
        *_fixed(schedule, problem),
        *(line for job, start in work.values() for line in _precedence(job, start, work)),
        *(sentence for line in problem.lines for sentence in _overspent(line, work, problem.years)),
        *_tail(problem, work),
        *(sentence for each in problem.capacities for sentence in _crowded(each, work, len(problem.factors))),
    )


def value(schedule: Schedule, problem: Problem) -> float:
    """The weighted risk that the schedule removes."""
    known = {(job.system, job.option): job for job in problem.jobs}
    return fsum(known[system, option].values[start] for system, (option, start) in schedule.items())


def present_cost(schedule: Schedule, problem: Problem) -> float:
    """The present value of the resource and capital that the schedule still has to spend."""
    known = {(job.system, job.option): job for job in problem.jobs}
    return fsum(
        problem.factors[start + year] * amount
        for system, (option, start) in schedule.items()
        for year, amount in enumerate(_amounts(known[system, option], "total"))
        if 0 <= start + year < len(problem.factors)
    )


def _strangers(schedule: Schedule, known: Mapping[tuple[str, str], Job]) -> Iterator[str]:
    for system, (option, start) in sorted(schedule.items()):
        job = known.get((system, option))
        if job is None:
            yield f"{system} has no option {option} to choose"
        elif start not in job.values:
            yield f"{option} of {system} may not start in year {start}"


def _fixed(schedule: Schedule, problem: Problem) -> Iterator[str]:
    for system, (option, start) in sorted((problem.fixed or {}).items()):
        if schedule.get(system) != (option, start):
            yield f"{option} of {system} is fixed to start in year {start}"


def _precedence(job: Job, start: int, work: Mapping[str, Work]) -> Iterator[str]:
    here = f"{job.option} of {job.system}"
    for need in job.needs:
        if not _met(need, start, work):
            yield f"{here} starts in year {start}, before {need.system} has completed what it needs"
    for leaver in job.leavers:
        if not _left(leaver, start + job.years, work):
            yield f"{here} ends in year {start + job.years - 1}, before {leaver} has left it"
    for partner in job.partners:
        if partner not in work or work[partner][1] != start:
            yield f"{here} starts in year {start} without {partner}, which moves with it"


def _met(need: Need, start: int, work: Mapping[str, Work]) -> bool:
    if need.system not in work:
        return False
    other, began = work[need.system]
    return other.option in need.options and began + other.years <= start


def _left(leaver: str, end: int, work: Mapping[str, Work]) -> bool:
    if leaver not in work:
        return False
    other, began = work[leaver]
    return other.leaves and began + other.years <= end


def _overspent(line: Line, work: Mapping[str, Work], years: int) -> Iterator[str]:
    spend = [_spent(line, work, year) for year in range(years)]
    caps = list(line.caps)
    if line.carries_forward:
        spend, caps = list(accumulate(spend)), list(accumulate(caps))
    for year, (used, cap) in enumerate(zip(spend, caps, strict=True)):
        if _above(used, cap):
            until = "up to" if line.carries_forward else "in"
            spent = f"{used} of {line.fund} {until} year {year}"
            yield f"{line.organisation} spends {spent}, above its cap of {cap}"


def _spent(line: Line, work: Mapping[str, Work], year: int) -> float:
    return fsum(
        _amounts(job, line.fund)[year - start]
        for job, start in work.values()
        if job.system in line.systems and 0 <= year - start < job.years
    )


def _tail(problem: Problem, work: Mapping[str, Work]) -> Iterator[str]:
    for fund, cap in sorted((problem.tail or {}).items()):
        used = fsum(
            amount
            for job, start in work.values()
            for year, amount in enumerate(_amounts(job, fund))
            if start + year >= problem.years
        )
        if _above(used, cap):
            yield f"{used} of {fund} is spent after the last year, above the cap of {cap}"


def _crowded(capacity: Capacity, work: Mapping[str, Work], years: int) -> Iterator[str]:
    for year in range(years):
        under_way = sum(
            job.system in capacity.systems and start <= year < start + job.years
            for job, start in work.values()
        )
        if under_way > capacity.at_most:
            yield (
                f"{capacity.organisation} has {under_way} options under way in year {year}, "
                f"above its capacity of {capacity.at_most}"
            )


def _amounts(job: Job, fund: Fund) -> tuple[float, ...]:
    if fund == "total":
        return tuple(map(sum, zip(job.rdel, job.cdel, strict=True)))
    return job.rdel if fund == "rdel" else job.cdel


def _above(used: float, cap: float) -> bool:
    return used > cap + RELATIVE * abs(cap) + ABSOLUTE
