"""What a plan spends and keeps busy, by line, fund and year, in whole pence; years count from 0."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from math import fsum

from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import BudgetUse, Extra
from legacymap.domain.scenario import Fund
from legacymap.planning.posing import PosedProblem
from legacymap.planning.problem import Jobs, Line
from legacymap.planning.work import Choices, Partner, Work

Short = tuple[int, int, float]
"""Money that is lacking: number of the line, year, amount."""
PENCE = 100


@dataclass(frozen=True)
class Ledger:
    """Choices in a posed problem, and the sums that follow from them."""

    posed: PosedProblem
    choices: Choices

    def chosen(self) -> Iterator[tuple[Work, int]]:
        """Every work that is chosen, with its start, by system."""
        for system in sorted(self.choices):
            option, start = self.choices[system]
            yield self.posed.work[system, option], start

    @cached_property
    def spends(self) -> tuple[tuple[float, ...], ...]:
        """What each line spends in each year of the scenario."""
        years = self.posed.problem.years
        sums = [[0] * years for _ in self.posed.problem.lines]
        for work, start in self.chosen():
            for number in self._lines_of(work):
                for year, amount in spend(work, start, self.posed.lines[number][1]):
                    if 0 <= year < years:
                        sums[number][year] += pence(amount)
        return tuple(tuple(amount / PENCE for amount in by_year) for by_year in sums)

    def tail(self, fund: Fund) -> float:
        """What is spent of a fund after the last year of the scenario."""
        return fsum(tail(work, start, fund, self.posed.problem.years) for work, start in self.chosen())

    def shortfalls(self, work: Work, start: int) -> list[Short]:
        """The money that one more work would lack (method, section 6).

        Where money carries forward, the whole of it is put in the earliest year that is short.
        """
        short: list[Short] = []
        for number in self._lines_of(work):
            spends = list(self.spends[number])
            for year, amount in spend(work, start, self.posed.lines[number][1]):
                if 0 <= year < len(spends):
                    spends[year] += amount
            overruns = _overruns(self.posed.problem.lines[number], spends)
            short += [(number, year, amount) for year, amount in overruns]
        return short

    def overspent(self) -> list[Short]:
        """The money that the choices themselves lack."""
        lines = zip(self.posed.problem.lines, self.spends, strict=True)
        return [
            (number, year, amount)
            for number, (line, spends) in enumerate(lines)
            for year, amount in _overruns(line, list(spends))
        ]

    def exceeded(self, work: Work, start: int) -> tuple[str, ...]:
        """The organisations that have no room for one more work in some year of it."""
        full = set()
        place = self.posed.problem.places[work.system, work.option]
        for number, capacity in enumerate(self.posed.problem.capacities):
            if not _is_among(place, capacity.jobs):
                continue
            for year in range(max(start, 0), min(start + work.years, len(capacity.most))):
                most = capacity.most[year]
                if most is not None and self._busy[number].get(year, 0.0) + work.size > most:
                    full.add(capacity.name)
        for number, count in enumerate(self.posed.problem.starts):
            if _is_among(place, count.jobs) and 0 <= start < len(count.most):
                most = count.most[start]
                if most is not None and self._begun[number].get(start, 0) + 1 > most:
                    full.add(count.name)
        return tuple(sorted(full))

    def present_cost(self, work: Work, start: int) -> float:
        """The present value of what a work still spends."""
        place = self.posed.problem.places[work.system, work.option]
        return self.posed.problem.jobs[place].present_cost(start + work.begun)

    def lacking_room(self, work: Work, start: int) -> tuple[tuple[str, int, float], ...]:
        """How much more an organisation would have to carry in a year for one more work, by both."""
        lacking: dict[tuple[str, int], float] = {}
        place = self.posed.problem.places[work.system, work.option]
        for number, capacity in enumerate(self.posed.problem.capacities):
            if not _is_among(place, capacity.jobs):
                continue
            for year in range(max(start, 0), min(start + work.years, len(capacity.most))):
                most = capacity.most[year]
                busy = self._busy[number].get(year, 0.0) + work.size
                if most is not None and busy > most:
                    lacking[capacity.name, year] = max(busy - most, lacking.get((capacity.name, year), 0.0))
        for number, count in enumerate(self.posed.problem.starts):
            if _is_among(place, count.jobs) and 0 <= start < len(count.most):
                most, begun = count.most[start], self._begun[number].get(start, 0) + 1
                if most is not None and begun > most:
                    lacking[count.name, start] = max(begun - most, lacking.get((count.name, start), 0.0))
        return tuple((*key, lacking[key]) for key in sorted(lacking))

    def lacking_tail(self, work: Work, start: int) -> tuple[tuple[Fund, float], ...]:
        """By how much one more work would break each cap on what is spent after the last year."""
        years = self.posed.problem.years
        funds: Mapping[str, Fund] = {"rdel": "rdel", "cdel": "cdel"}
        over: dict[Fund, int] = {}
        for cap in self.posed.problem.tails:
            for fund in cap.funds or ():
                later = self.tail(funds[fund]) + tail(work, start, funds[fund], years)
                if pence(later) > pence(cap.cap):
                    over[funds[fund]] = pence(later) - pence(cap.cap)
        return tuple((fund, over[fund] / PENCE) for fund in sorted(over))

    def waiting(self, work: Work, start: int) -> tuple[str, ...]:
        """The systems that have not done in time what one more work waits for (constraints 3 to 5)."""
        end = start + work.years
        missing = {need.system for need in work.needs if not self._is_met(need.system, need.options, start)}
        missing |= {leaver for leaver in work.must_leave_first if not self._has_left(leaver, end)}
        missing |= {each.system for each in work.partners if not self._moves(each, start, end)}
        return tuple(sorted(missing))

    def _moves(self, partner: Partner, start: int, end: int) -> bool:
        option, begun = self.choices.get(partner.system, ("", 0))
        if option not in partner.options:
            return False
        if partner.at == "start":
            return begun == start
        return begun + self.posed.work[partner.system, option].years == end

    def _is_met(self, system: str, options: frozenset[str], by: int) -> bool:
        if self.posed.retired_from.get(system, by + 1) <= by:
            return True
        option, start = self.choices.get(system, ("", 0))
        return option in options and start + self.posed.work[system, option].years <= by

    def _has_left(self, system: str, by: int) -> bool:
        if self.posed.retired_from.get(system, by + 1) <= by:
            return True
        if system not in self.choices:
            return False
        option, start = self.choices[system]
        work = self.posed.work[system, option]
        return work.ends_dependencies and start + work.years <= by

    def _lines_of(self, work: Work) -> list[int]:
        place = self.posed.problem.places[work.system, work.option]
        return [
            number
            for number, line in enumerate(self.posed.problem.lines)
            if _is_among(place, self._members[number])
        ]

    @cached_property
    def _members(self) -> list[frozenset[int] | None]:
        return [None if line.jobs is None else frozenset(line.jobs) for line in self.posed.problem.lines]

    @cached_property
    def _begun(self) -> list[dict[int, int]]:
        counts: list[dict[int, int]] = [{} for _ in self.posed.problem.starts]
        for work, start in self.chosen():
            place = self.posed.problem.places[work.system, work.option]
            for number, count in enumerate(self.posed.problem.starts):
                if _is_among(place, count.jobs):
                    counts[number][start] = counts[number].get(start, 0) + 1
        return counts

    @cached_property
    def _busy(self) -> list[dict[int, float]]:
        counts: list[dict[int, float]] = [{} for _ in self.posed.problem.capacities]
        for work, start in self.chosen():
            place = self.posed.problem.places[work.system, work.option]
            for number, capacity in enumerate(self.posed.problem.capacities):
                if _is_among(place, capacity.jobs):
                    for year in range(start, start + work.years):
                        counts[number][year] = counts[number].get(year, 0.0) + work.size
        return counts


def spend(work: Work, start: int, fund: Fund) -> Iterator[tuple[int, float]]:
    """What a work spends of a fund in each of its years, those before 0 included."""
    for year, (rdel, cdel) in enumerate(zip(work.rdel, work.cdel, strict=True), start):
        yield year, {"rdel": rdel, "cdel": cdel, "total": rdel + cdel}[fund]


def tail(work: Work, start: int, fund: Fund, years: int) -> float:
    """What a work spends of a fund after the last of `years` years."""
    return fsum(amount for year, amount in spend(work, start, fund) if year >= years)


def pence(amount: float) -> int:
    """An amount of pounds in whole pence."""
    return round(amount * PENCE)


def extras(posed: PosedProblem, short: list[Short], first_year: int) -> tuple[Extra, ...]:
    """Shortfalls with the names of their lines and years."""
    return tuple(Extra(*posed.lines[number], first_year + year, amount) for number, year, amount in short)


def budget_use(ledger: Ledger, first_year: int) -> tuple[BudgetUse, ...]:
    """A row for each line and year, in the scenario's order; caps before money carried forward."""
    posed = ledger.posed
    return tuple(
        BudgetUse(organisation, fund, year, cap, spent)
        for (organisation, fund), line, spends in zip(
            posed.lines, posed.problem.lines, ledger.spends, strict=True
        )
        for year, (cap, spent) in enumerate(zip(_caps(line), spends, strict=True), first_year)
    )


def _caps(line: Line) -> list[float]:
    """The caps of a scenario's line, which has one for every year."""
    return [cap for cap in line.caps or () if cap is not None]


def _is_among(place: int, jobs: Jobs | frozenset[int]) -> bool:
    return jobs is None or place in jobs


def _overruns(line: Line, spends: list[float]) -> list[tuple[int, float]]:
    spent, caps = [pence(amount) for amount in spends], [pence(cap) for cap in _caps(line)]
    if line.carries_forward:
        spent, caps = list(accumulate(spent)), list(accumulate(caps))
    over = [
        (year, (used - cap) / PENCE)
        for year, (used, cap) in enumerate(zip(spent, caps, strict=True))
        if used > cap
    ]
    if line.carries_forward and over:
        return [(over[0][0], max(amount for _, amount in over))]
    return over
