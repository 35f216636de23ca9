"""Works and a scenario turned into the jobs, limits and links of a posed problem."""

from collections.abc import Sequence
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.planning.prices import Prices
from legacymap.planning.problem import Ceiling, Count, Edge, Job, Line, Must, Need, OnlyWith, Problem, Tail
from legacymap.planning.waiting import Leaves
from legacymap.planning.work import Case, Work

RETIREMENT = "planned-retirement"


class Posing:
    """What is posed, part by part.

    The jobs are the works, in their order, and after them one for each system that leaves by itself and that
    something waits for: it costs nothing, takes up nothing, and is over when the system has left.
    """

    def __init__(self, case: Case, works: Sequence[Work], factors: Sequence[float], leaves: Leaves) -> None:
        self.case, self.works, self.factors, self.leaves = case, tuple(works), factors, leaves
        self.years = len(case.scenario.years)
        self.of_system: dict[str, list[int]] = {}
        for place, work in enumerate(works):
            self.of_system.setdefault(work.system, []).append(place)
        waited = {need.system for work in works for need in work.needs}
        waited |= {leaver for work in works for leaver in work.must_leave_first}
        awaited = sorted(system for system in waited if leaves.get(system, 0) > 0)
        self.retirements = {system: len(self.works) + number for number, system in enumerate(awaited)}

    def problem(self, must: Sequence[Must], ceilings: Sequence[Ceiling]) -> Problem:
        """The problem, with the decisions and ceilings that it is told."""
        scenario = self.case.scenario
        requires, leaves, only_with = self.links()
        jobs = [self.job(work) for work in self.works]
        return Problem(
            years=self.years,
            jobs=(*jobs, *(self.retirement(system) for system in self.retirements)),
            lines=self.lines(),
            tails=self.tails(),
            requires=tuple(requires),
            leaves=tuple(leaves),
            only_with=tuple(only_with),
            capacities=self.capacities(),
            starts=self.starts(),
            must=tuple(must),
            ceilings=tuple(ceilings),
            title=scenario.title or scenario.scenario,
            year_names=tuple(financial_year_text(year) for year in scenario.years),
            is_money=True,
        )

    def job(self, work: Work) -> Job:
        """What is left of the work from year 0 on; nothing but a year without spend where it is all done."""
        left = slice(work.begun, None)
        starts = {start + work.begun: value for start, value in work.values.items()}
        spend = {"rdel": work.rdel[left] or (0.0,), "cdel": work.cdel[left] or (0.0,)}
        yearly = [sum(pair) for pair in zip(*spend.values(), strict=True)]
        costs = {
            start: fsum(self.factors[start + year] * amount for year, amount in enumerate(yearly))
            for start in starts
        }
        return Job(
            system=work.system,
            option=work.option,
            years=len(yearly),
            values=tuple(starts.get(year) for year in range(self.years)),
            spend=spend,
            present_costs=tuple(costs.get(year) for year in range(self.years)),
            size=work.size,
        )

    def retirement(self, system: str) -> Job:
        """A system that leaves by itself: over in the year before the first in which it has left."""
        elsewhere = (None,) * (self.years - 1)
        return Job(
            system=f"{system} ({RETIREMENT})",
            option=RETIREMENT,
            years=self.leaves[system],
            values=(0.0, *elsewhere),
            spend={"rdel": (0.0,), "cdel": (0.0,)},
            present_costs=(0.0, *elsewhere),
            size=0,
            must_start=0,
        )

    def lines(self) -> tuple[Line, ...]:
        """A line for each of the scenario's."""
        prices, years = Prices(self.case.scenario), self.case.scenario.years
        return tuple(
            Line(
                name=f"{budget.organisation} {budget.fund}",
                caps=tuple(prices.cap(budget.caps[year].amount, year) for year in years),
                floors=None
                if not budget.floor
                else tuple(
                    prices.cap(budget.floor[year].amount, year) if year in budget.floor else None
                    for year in years
                ),
                funds=("rdel", "cdel") if budget.fund == "total" else (budget.fund,),
                jobs=self.members(budget.organisation),
                carries_forward=budget.carry_forward,
            )
            for budget in self.case.scenario.budgets
        )

    def tails(self) -> tuple[Tail, ...]:
        """The caps on spend after the last year."""
        stated = self.case.scenario.tail_cap
        caps = (("cdel", stated.cdel), ("rdel", stated.rdel))
        return tuple(
            Tail(f"tail {fund}", float(cap.amount), (fund,)) for fund, cap in caps if cap is not None
        )

    def capacities(self) -> tuple[Count, ...]:
        """How much may be under way at once, by organisation; work that was done before year 0 takes none."""
        capacity = self.case.scenario.capacity or {}
        return tuple(
            Count(organisation, (float(at_most),) * self.years, self.members(organisation, is_busy=True))
            for organisation, at_most in sorted(capacity.items())
        )

    def starts(self) -> tuple[Count, ...]:
        """How many options may begin in a year, by organisation; work that began before year 0 does not."""
        at_once = self.case.scenario.starts or {}
        return tuple(
            Count(organisation, (float(at_most),) * self.years, self.members(organisation, begins=True))
            for organisation, at_most in sorted(at_once.items())
        )

    def members(
        self, organisation: str, *, is_busy: bool = False, begins: bool = False
    ) -> tuple[int, ...] | None:
        """The jobs of an organisation and all below it; None where that is all."""
        systems = self.case.below.get(organisation, frozenset())
        found = tuple(
            place
            for place, work in enumerate(self.works)
            if work.system in systems
            and not (is_busy and work.begun >= work.years)
            and not (begins and work.begun)
        )
        return None if len(found) == len(self.works) + len(self.retirements) else found

    def links(self) -> tuple[list[Need], list[Need], list[OnlyWith]]:
        """What jobs wait for and move with; what past work has met or missed is settled here."""
        requires: list[Need] = []
        leaves: list[Need] = []
        only_with: list[OnlyWith] = []
        for place, work in enumerate(self.works):
            for need in work.needs:
                requires += self.needed(place, need.system, self.jobs_of(need.system, need.options), "start")
            for leaver in work.must_leave_first:
                ready = [each for each in self.of_system.get(leaver, ()) if self.works[each].leaves]
                leaves += self.needed(place, leaver, ready, "end")
            for partner in work.partners:
                only_with += self.moving(place, self.jobs_of(partner.system, partner.options), partner.at)
        return requires, leaves, only_with

    def jobs_of(self, system: str, options: frozenset[str]) -> list[int]:
        """The jobs of some options of a system."""
        return [each for each in self.of_system.get(system, ()) if self.works[each].option in options]

    def needed(self, place: int, system: str, others: list[int], edge: Edge) -> list[Need]:
        """A need for one of the others; none where work that is done before year 0 meets it."""
        work = self.works[place]
        past = -work.begun + (work.years if edge == "end" else 0)
        if self.leaves.get(system, 1) <= 0 and (not work.begun or past >= 0):
            return []
        for other in others:
            served = self.works[other]
            end = served.years - served.begun
            if served.begun and end <= 0 and (not work.begun or end <= past):
                return []
        if work.begun and past <= 0:
            return [Need(place, ())]
        more = [self.retirements[system]] if system in self.retirements else []
        return [Need(place, (*others, *more))]

    def moving(self, place: int, others: list[int], at: Edge) -> list[OnlyWith]:
        """What moves with a job: none where both edges lie before year 0 together."""
        work = self.works[place]
        if at == "end":
            mine = work.years - work.begun
            if work.begun and mine <= 0:
                same = [
                    each
                    for each in others
                    if self.works[each].begun and self.works[each].years - self.works[each].begun == mine
                ]
                return [] if same else [OnlyWith(place, ())]
            alive = [each for each in others if self.works[each].years > self.works[each].begun]
            return [OnlyWith(place, tuple(alive), "end")]
        same = [each for each in others if self.works[each].begun == work.begun]
        return [] if work.begun and same else [OnlyWith(place, tuple(same), "start")]
