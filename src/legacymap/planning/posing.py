"""A scenario, the records and their risks as a posed problem, with the work behind its jobs (method, 6).

What an option waits for is found in the records, starts that can never be are struck out with the reason, and
what is left is posed. Work that began before the first year enters the problem by what is left of it. The way
back is kept: which work and start a job and year of the answer stand for, and why an option is not in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import accumulate, zip_longest
from math import fsum

from legacymap.domain.dates import financial_year_text
from legacymap.domain.frozen import dataclass
from legacymap.domain.plan import OptionOf, RiskTable
from legacymap.domain.scenario import Fund
from legacymap.domain.system import Option
from legacymap.planning.problem import (
    Count,
    Edge,
    Job,
    Line,
    Must,
    Need,
    OnlyWith,
    Problem,
    Schedule,
    SumLimit,
    Tail,
)
from legacymap.planning.starts import (
    Decided,
    Decision,
    Precedence,
    RetiredFrom,
    available,
    committed_starts,
    decisions,
    exact,
    kept_decisions,
    precedence,
)
from legacymap.planning.targets import Aim, aims
from legacymap.planning.work import Barrier, Case, Choices, Prices, Start, Work, discount_factors

NOTHING = 1e-12
"""What a start is worth at most that has no effect."""
_NO_EFFECT = "It would not lower the risk within the appraisal."
_RETIREMENT = "planned-retirement"


def never(_decision: Decision, _work: Work, _start: int) -> bool:
    """That no start keeps any decision."""
    return False


@dataclass(frozen=True)
class PosedProblem:
    """The problem, the work behind each of its jobs, and why options that are not in it can never be.

    `fixed` are the choices that every plan holds and that leave nothing open, `committed` those of them that
    records state; `decisions` are those of the problem, in its order. `unmet` has each that cannot stand,
    whatever else is chosen, with the reason. `factors` discount each appraisal year; `lines` say whose and of
    which fund each line of the problem is. `aims` are the targets behind its `sum_limits`; `retired_from` has
    the first year in which a system has left by itself, `retirements` the jobs that stand for that.
    `max_cost_per_point` is the most that a point may cost (None: no limit); `keeps` says whether a start of a
    work would keep a decision.
    """

    problem: Problem
    works: tuple[Work, ...]
    barred: Mapping[OptionOf, Barrier]
    committed: Mapping[str, Start]
    fixed: Mapping[str, Start]
    unmet: tuple[tuple[Decision, str], ...]
    factors: tuple[float, ...]
    lines: tuple[tuple[str, Fund], ...]
    decisions: tuple[Decision, ...] = ()
    aims: tuple[Aim, ...] = ()
    retired_from: Mapping[str, int] = field(default_factory=dict)
    delay: int = 0
    retirements: tuple[int, ...] = ()
    is_least_cost: bool = False
    max_cost_per_point: float | None = None
    keeps: Callable[[Decision, Work, int], bool] = never

    @cached_property
    def work(self) -> Mapping[OptionOf, Work]:
        """The work of every option that can be chosen, by system and option."""
        return {(work.system, work.option): work for work in self.works}

    def choices(self, schedule: Schedule) -> Choices:
        """A schedule of the problem in terms of systems, options and true starts."""
        chosen = ((self.works[job], start) for job, start in schedule if job < len(self.works))
        return dict(sorted((work.system, (work.option, start - work.begun)) for work, start in chosen))

    def schedule(self, choices: Choices) -> Schedule | None:
        """The schedule of the problem with these choices; None where one of them is not in it."""
        places = self.problem.places
        found = [(job, 0) for job in self.retirements]
        for system, (option, start) in choices.items():
            job = places.get((system, option))
            if job is None or start not in self.works[job].values:
                return None
            found.append((job, start + self.works[job].begun))
        return tuple(sorted(found))


class Posing:
    """What is posed, part by part.

    The jobs are the works, in their order, and after them one for each system that leaves by itself and that
    something waits for: it costs nothing, takes up nothing, and is over when the system has left.
    """

    def __init__(
        self, case: Case, works: Sequence[Work], factors: Sequence[float], retired_from: RetiredFrom
    ) -> None:
        self.case, self.works, self.factors, self.retired_from = case, tuple(works), factors, retired_from
        self.years = len(case.scenario.years)
        self.of_system: dict[str, list[int]] = {}
        for place, work in enumerate(works):
            self.of_system.setdefault(work.system, []).append(place)
        prerequisites = {need.system for work in works for need in work.needs}
        prerequisites |= {leaver for work in works for leaver in work.must_leave_first}
        retiring_prerequisites = sorted(system for system in prerequisites if retired_from.get(system, 0) > 0)
        self.retirements = {
            system: len(self.works) + number for number, system in enumerate(retiring_prerequisites)
        }

    def problem(self, must: Sequence[Must], sum_limits: Sequence[SumLimit]) -> Problem:
        """The problem, with the decisions and limits of sums that it is told."""
        scenario = self.case.scenario
        requires, consumers_leave_first, only_with = self.links()
        jobs = [self.job(work) for work in self.works]
        return Problem(
            years=self.years,
            jobs=(*jobs, *(self.retirement(system) for system in self.retirements)),
            lines=self.lines(),
            tails=self.tails(),
            requires=tuple(requires),
            leaves=tuple(consumers_leave_first),
            only_with=tuple(only_with),
            capacities=self.capacities(),
            starts=self.starts(),
            must=tuple(must),
            sum_limits=tuple(sum_limits),
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
            system=f"{system} ({_RETIREMENT})",
            option=_RETIREMENT,
            years=self.retired_from[system],
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
        consumers_leave_first: list[Need] = []
        only_with: list[OnlyWith] = []
        for place, work in enumerate(self.works):
            for need in work.needs:
                requires += self.needed(place, need.system, self.jobs_of(need.system, need.options), "start")
            for leaver in work.must_leave_first:
                ready = [
                    each for each in self.of_system.get(leaver, ()) if self.works[each].ends_dependencies
                ]
                consumers_leave_first += self.needed(place, leaver, ready, "end")
            for partner in work.partners:
                only_with += self.moving(place, self.jobs_of(partner.system, partner.options), partner.at)
        return requires, consumers_leave_first, only_with

    def jobs_of(self, system: str, options: frozenset[str]) -> list[int]:
        """The jobs of some options of a system."""
        return [each for each in self.of_system.get(system, ()) if self.works[each].option in options]

    def needed(self, place: int, system: str, others: list[int], edge: Edge) -> list[Need]:
        """A need for one of the others; none where work that is done before year 0 meets it."""
        work = self.works[place]
        past = -work.begun + (work.years if edge == "end" else 0)
        if self.retired_from.get(system, 1) <= 0 and (not work.begun or past >= 0):
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


def posed_problem(case: Case, risks: RiskTable) -> PosedProblem:
    """The problem that a case poses; years count from the scenario's first."""
    scenario = case.scenario
    factors = discount_factors(scenario.discount, scenario.appraisal_years)
    decided = Decided(decisions(case), risks, case.delay)
    weights = (1.0,) * len(factors) if case.risk_counts_alike else factors
    values = _Values(risks, weights, case.delay)
    works, barred = _works(case, values, decided)
    works, blocked = available(works, decided.asks_for, risks.retired_from)
    barriers = {**barred, **blocked}
    kept, unmet = kept_decisions(decided, works, case.first_year)
    reached = aims(case, risks)
    sum_limits = [each for aim in reached for each in aim.sum_limits(works, case.delay)]
    posing = Posing(case, works, factors, risks.retired_from)
    problem = posing.problem([must for _, must in kept], sum_limits)
    return PosedProblem(
        problem=problem,
        works=works,
        barred=_farthest(barriers, case, values),
        committed=committed_starts(case),
        fixed=exact(decided.every),
        unmet=tuple((each, _unmet(each, case, barriers)) for each in unmet),
        factors=factors,
        lines=tuple((budget.organisation, budget.fund) for budget in scenario.budgets),
        decisions=tuple(each for each, _ in kept),
        aims=reached,
        retired_from=risks.retired_from,
        delay=case.delay,
        retirements=tuple(posing.retirements.values()),
        is_least_cost=scenario.goal.is_least_cost,
        max_cost_per_point=None if scenario.worth_at_most is None else float(scenario.worth_at_most),
        keeps=decided.keeps,
    )


@dataclass(frozen=True, slots=True)
class _Values:
    """What starts are worth: discounted weighted risk removed from the year after the work on."""

    risks: RiskTable
    weights: tuple[float, ...]
    delay: int

    def of(self, system: str, option: str, years: int) -> Callable[[int], float]:
        """The value of each start of an option; nought for a system that is not scored."""
        nothing = self.risks.nothing.get(system)
        if nothing is None:
            return lambda _: 0.0
        after = self.risks.after.get((system, option)) or (0.0,) * len(nothing)
        if (system, option) in self.risks.fading:
            return lambda start: self._fading((system, option), start + years + self.delay)
        by_year = zip(self.weights, nothing, after, strict=False)
        gains = [weight * (risk - left) for weight, risk, left in by_year]
        # What is gained from each year to the last; nothing is left to gain beyond it.
        sums = [*reversed(list(accumulate(reversed(gains)))), 0.0]
        return lambda start: sums[min(max(start + years + self.delay, 0), len(gains))]

    def _fading(self, option: OptionOf, first: int) -> float:
        """The value of an option whose effect depends on the year in which it begins."""
        nothing, left = self.risks.nothing[option[0]], self.risks.risk_from(option, first)
        gains = [
            weight * (risk - after) for weight, risk, after in zip(self.weights, nothing, left, strict=False)
        ]
        return sum(reversed(gains[max(first, 0) :]), 0.0)


def _works(case: Case, values: _Values, decided: Decided) -> tuple[tuple[Work, ...], dict[OptionOf, Barrier]]:
    prices = Prices(case.scenario)
    committed = committed_starts(case)
    jobs: list[Work] = []
    barred: dict[OptionOf, Barrier] = {}
    for record, option in case.each_option():
        begun = committed.get(record.id)
        if begun is not None and begun[0] != option.id:
            continue  # decided otherwise
        found = _barrier(record.id, option, case) or precedence(
            record, option, case, values.risks.retired_from
        )
        if isinstance(found, Precedence):
            past = max(-begun[1], 0) if begun else 0
            rdel, cdel = _costs(option, prices, past)
            starts = _starts(option, len(rdel), case)
            able = [start for start in starts if decided.allows(record.id, option.id, start)]
            if starts and not able:
                continue  # decided otherwise
            value_at = values.of(record.id, option.id, len(rdel))
            by_start = {start: value_at(start) for start in able}
            waiting = (found.needs, found.must_leave_first, found.partners)
            size = float(option.size or 1)
            jobs.append(Work(record.id, option.id, option.approach, rdel, cdel, by_start, *waiting, size))
        else:
            barred[record.id, option.id] = found
    barred |= {(job.system, job.option): _too_long(job.years) for job in jobs if not job.values}
    return tuple(job for job in jobs if job.values), barred


def _barrier(system: str, option: Option, case: Case) -> Barrier | None:
    if not option.rdel and not option.cdel:
        return Barrier("missing-costs", "Its costs are missing, so it cannot be chosen.")
    for forbidden in case.scenario.forbid:
        if forbidden.system == system and forbidden.option in {None, option.id}:
            return Barrier("forbidden", "The scenario forbids it.")
    return None


def _farthest(barriers: Mapping[OptionOf, Barrier], case: Case, values: _Values) -> dict[OptionOf, Barrier]:
    """The barriers as a plan tells them: of several the one farthest from a yes (method, section 8)."""
    told = dict(barriers)
    for record, option in case.each_option():
        barrier = told.get((record.id, option.id))
        if barrier is None or barrier.code not in {"forbidden", "precedence"}:
            continue
        years = max(len(option.rdel or ()), len(option.cdel or ()))
        starts = _starts(option, years, case)
        value_at = values.of(record.id, option.id, years)
        if starts and all(value_at(start) <= NOTHING for start in starts):
            told[record.id, option.id] = Barrier("no-effect", _NO_EFFECT)
        elif not starts and barrier.code == "precedence":
            told[record.id, option.id] = _too_long(years)
    return told


def _too_long(years: int) -> Barrier:
    work = "1 year" if years == 1 else f"{years} years"
    return Barrier(
        "too-long", f"No start leaves room for {work} of work within its limits and the appraisal."
    )


def _costs(option: Option, prices: Prices, past: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Resource and capital by year of work; the shorter is padded with noughts (inventory format, 7).

    The first `past` years are over: what was spent then is as it was, without optimism bias.
    """
    rdel = prices.cost(option.rdel or (), option, "rdel", past)
    cdel = prices.cost(option.cdel or (), option, "cdel", past)
    pairs = list(zip_longest(rdel, cdel, fillvalue=0.0))
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


def _starts(option: Option, years: int, case: Case) -> list[int]:
    """The starts that constraint 1 allows."""
    horizon, appraisal = len(case.scenario.years), case.scenario.appraisal_years
    first, last = 0, min(horizon - 1, appraisal - years)
    if option.earliest is not None:
        first = max(first, option.earliest - case.first_year)
    if option.latest is not None:
        last = min(last, option.latest - case.first_year)
    if option.committed is not None:
        start = option.committed - case.first_year
        first, last = start, min(start, horizon - 1, appraisal - years)
    return list(range(first, last + 1))


def _unmet(decision: Decision, case: Case, barriers: Mapping[OptionOf, Barrier]) -> str:
    """Why no start keeps a decision."""
    if decision.system not in case.options:
        return "It has no option that would change it."
    named = {decision.option} if decision.option else decision.options
    found = [
        (option, barriers[decision.system, option])
        for option in sorted(case.options[decision.system])
        if (decision.system, option) in barriers and (named is None or option in named)
    ]
    if len(found) == 1:
        return found[0][1].text
    if found:
        return " ".join(f"{option}: {barrier.text}" for option, barrier in found)
    if decision.by is not None:
        return "No option could be complete by then."
    return "There is no such option, or it cannot start in that year."
