"""What a schedule spends and keeps busy, by line, fund and year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import fsum

from legacymap.domain.plan import Extra, OptionOf
from legacymap.domain.scenario import Fund
from legacymap.planning.problem import Job, Line, Problem, Schedule

# A penny in a million pounds: less than amounts can mean, more than sums of floating-point numbers lose.
_SLACK = 1e-9


@dataclass(frozen=True)
class Ledger:
    """A schedule of a problem, and the sums that follow from it; years count from the scenario's first."""

    problem: Problem
    schedule: Schedule

    def chosen(self) -> Iterator[tuple[Job, int]]:
        """Every job that the schedule holds, with its start, by system."""
        for system in sorted(self.schedule):
            option, start = self.schedule[system]
            yield self.jobs[system, option], start

    @cached_property
    def jobs(self) -> Mapping[OptionOf, Job]:
        """The jobs of the problem by system and option."""
        return {(job.system, job.option): job for job in self.problem.jobs}

    @cached_property
    def spends(self) -> tuple[tuple[float, ...], ...]:
        """What each line spends in each year of the scenario."""
        sums = [[0.0] * self.problem.years for _ in self.problem.lines]
        for job, start in self.chosen():
            for number in self._lines_of.get(job.system, ()):
                for year, amount in spend(job, start, self.problem.lines[number].fund):
                    if 0 <= year < self.problem.years:
                        sums[number][year] += amount
        return tuple(tuple(by_year) for by_year in sums)

    def tail(self, fund: Fund) -> float:
        """What is spent of a fund after the last year of the scenario."""
        return fsum(tail(job, start, fund, self.problem.years) for job, start in self.chosen())

    def shortfalls(self, job: Job, start: int) -> list[tuple[int, int, float]]:
        """The money that one more job would lack: number of the line, year, amount (method, section 6).

        Where money carries forward, the whole of it is put in the earliest year that is short.
        """
        short: list[tuple[int, int, float]] = []
        for number in self._lines_of.get(job.system, ()):
            line = self.problem.lines[number]
            spends = list(self.spends[number])
            for year, amount in spend(job, start, line.fund):
                if 0 <= year < self.problem.years:
                    spends[year] += amount
            short += [(number, year, amount) for year, amount in _overruns(line, spends)]
        return short

    def overspent(self) -> list[tuple[int, int, float]]:
        """The money that the schedule itself lacks: number of the line, year, amount."""
        return [
            (number, year, amount)
            for number, (line, spends) in enumerate(zip(self.problem.lines, self.spends, strict=True))
            for year, amount in _overruns(line, list(spends))
        ]

    def exceeds_tail(self, job: Job, start: int) -> bool:
        """Whether one more job would spend too much after the last year."""
        return any(
            self.tail_spends[fund] + tail(job, start, fund, self.problem.years) > _with_slack(cap)
            for fund, cap in (self.problem.tail or {}).items()
        )

    def crowded(self, job: Job, start: int) -> tuple[str, ...]:
        """The organisations that have no room for one more job in some year of its work."""
        full = set()
        for number in self._capacities_of.get(job.system, ()):
            capacity = self.problem.capacities[number]
            years = range(max(start, 0), start + job.years)
            if any(self._busy[number].get(year, 0) >= capacity.at_most for year in years):
                full.add(capacity.organisation)
        return tuple(sorted(full))

    def waiting(self, job: Job, start: int) -> tuple[str, ...]:
        """The systems that have not done in time what one more job waits for (constraints 3 to 5)."""
        missing = {need.system for need in job.needs if not self._is_met(need.system, need.options, start)}
        end = start + job.years
        missing |= {leaver for leaver in job.leavers if not self._has_left(leaver, end)}
        missing |= {each for each in job.partners if self.schedule.get(each, ("", None))[1] != start}
        return tuple(sorted(missing))

    @cached_property
    def tail_spends(self) -> Mapping[Fund, float]:
        """What is spent of each capped fund after the last year."""
        return {fund: self.tail(fund) for fund in self.problem.tail or {}}

    def _is_met(self, system: str, options: frozenset[str], by: int) -> bool:
        option, start = self.schedule.get(system, ("", 0))
        return option in options and start + self.jobs[system, option].years <= by

    def _has_left(self, system: str, by: int) -> bool:
        if system not in self.schedule:
            return False
        option, start = self.schedule[system]
        job = self.jobs[system, option]
        return job.leaves and start + job.years <= by

    @cached_property
    def _lines_of(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.problem.lines):
            for system in line.systems:
                found.setdefault(system, []).append(number)
        return found

    @cached_property
    def _capacities_of(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, capacity in enumerate(self.problem.capacities):
            for system in capacity.systems:
                found.setdefault(system, []).append(number)
        return found

    @cached_property
    def _busy(self) -> list[dict[int, int]]:
        counts: list[dict[int, int]] = [{} for _ in self.problem.capacities]
        for job, start in self.chosen():
            for number in self._capacities_of.get(job.system, ()):
                for year in range(start, start + job.years):
                    counts[number][year] = counts[number].get(year, 0) + 1
        return counts


def spend(job: Job, start: int, fund: Fund) -> Iterator[tuple[int, float]]:
    """What a job spends of a fund in each year of its work, years before 0 included."""
    for year, (rdel, cdel) in enumerate(zip(job.rdel, job.cdel, strict=True), start):
        yield year, {"rdel": rdel, "cdel": cdel, "total": rdel + cdel}[fund]


def tail(job: Job, start: int, fund: Fund, years: int) -> float:
    """What a job spends of a fund after the last of `years` years."""
    return fsum(amount for year, amount in spend(job, start, fund) if year >= years)


def extras(problem: Problem, short: list[tuple[int, int, float]], first_year: int) -> tuple[Extra, ...]:
    """Shortfalls with the names of their lines and years."""
    lines = problem.lines
    return tuple(
        Extra(lines[number].organisation, lines[number].fund, first_year + year, amount)
        for number, year, amount in short
    )


def _overruns(line: Line, spends: list[float]) -> list[tuple[int, float]]:
    if not line.carries_forward:
        pairs = zip(spends, line.caps, strict=True)
        return [(year, spent - cap) for year, (spent, cap) in enumerate(pairs) if spent > _with_slack(cap)]
    over: list[tuple[int, float]] = []
    spent = cap = 0.0
    for year, (amount, more) in enumerate(zip(spends, line.caps, strict=True)):
        spent, cap = spent + amount, cap + more
        if spent > _with_slack(cap):
            over.append((year, spent - cap))
    return [(over[0][0], max(amount for _, amount in over))] if over else []


def _with_slack(cap: float) -> float:
    return cap + _SLACK * max(1.0, cap)
