"""Records, a scenario and a risk table framed as a problem (method, section 6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from legacymap.domain.dates import financial_year_text
from legacymap.domain.plan import OptionOf, RiskTable
from legacymap.domain.scenario import Fund
from legacymap.domain.system import Option
from legacymap.planning.availability import available
from legacymap.planning.case import Barrier, Case
from legacymap.planning.precedence import Precedence, precedence
from legacymap.planning.prices import Prices, discount_factors
from legacymap.planning.problem import Capacity, Job, Line, Problem, Start


@dataclass(frozen=True, slots=True)
class Framing:
    """The problem, why each option that is not in it can never be chosen, and what is committed.

    `unmet` has one sentence for each fixed choice that cannot stand, whatever else is chosen.
    """

    problem: Problem
    barred: Mapping[OptionOf, Barrier]
    committed: Mapping[str, Start]
    unmet: tuple[str, ...]


def framed(case: Case, risks: RiskTable) -> Framing:
    """The problem that a case poses; years count from the scenario's first."""
    scenario = case.scenario
    factors = discount_factors(scenario.discount, scenario.appraisal_years)
    committed = committed_starts(case)
    decided = {each.system: (each.option, each.start - case.first_year) for each in scenario.fix}
    fixed = {**decided, **committed}
    weights = (1.0,) * len(factors) if case.risk_counts_alike else factors
    jobs, barred = _jobs(case, _Values(risks, weights, case.delay), fixed)
    jobs, blocked = available(jobs, fixed)
    barriers = {**barred, **blocked}
    problem = Problem(
        years=len(scenario.years),
        factors=factors,
        jobs=jobs,
        lines=_lines(case),
        tail=_tail(case),
        capacities=_capacities(case),
        fixed=fixed,
    )
    return Framing(problem, barriers, committed, _unmet(case, problem, barriers))


def committed_starts(case: Case) -> dict[str, Start]:
    """The option and start, counted from year 0, of every system with work that is committed."""
    found: dict[str, Start] = {}
    for record, option in case.each_option():
        if option.committed is not None:
            found.setdefault(record.id, (option.id, option.committed - case.first_year))
    return found


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
        by_year = zip(self.weights, nothing, after, strict=False)
        gains = [weight * (risk - left) for weight, risk, left in by_year]
        # What is gained from each year to the last; nothing is left to gain beyond it.
        sums = [*reversed(list(accumulate(reversed(gains)))), 0.0]
        return lambda start: sums[min(max(start + years + self.delay, 0), len(gains))]


def _jobs(
    case: Case, values: _Values, fixed: Mapping[str, Start]
) -> tuple[tuple[Job, ...], dict[OptionOf, Barrier]]:
    prices = Prices(case.scenario)
    jobs: list[Job] = []
    barred: dict[OptionOf, Barrier] = {}
    for record, option in case.each_option():
        choice = fixed.get(record.id)
        if choice is not None and choice[0] != option.id:
            continue  # decided otherwise
        found = _barrier(record.id, option, case) or precedence(record, option, case)
        if isinstance(found, Precedence):
            rdel, cdel = _costs(option, prices)
            worth = values.of(record.id, option.id, len(rdel))
            by_start = {start: worth(start) for start in _starts(option, len(rdel), case, choice)}
            waiting = (found.needs, found.leavers, found.partners)
            jobs.append(Job(record.id, option.id, option.approach, rdel, cdel, by_start, *waiting))
        else:
            barred[record.id, option.id] = found
    barred |= {(job.system, job.option): _too_long(job.years) for job in jobs if not job.values}
    return tuple(job for job in jobs if job.values), barred


def _barrier(system: str, option: Option, case: Case) -> Barrier | None:
    for forbidden in case.scenario.forbid:
        if forbidden.system == system and forbidden.option in {None, option.id}:
            return Barrier("forbidden", "The scenario forbids it.")
    if not option.rdel and not option.cdel:
        return Barrier("missing-costs", "Its costs are missing, so it cannot be chosen.")
    return None


def _too_long(years: int) -> Barrier:
    work = "1 year" if years == 1 else f"{years} years"
    return Barrier(
        "too-long", f"No start leaves room for {work} of work within its limits and the appraisal."
    )


def _costs(option: Option, prices: Prices) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Resource and capital by year of work; the shorter is padded with noughts (inventory format, 7)."""
    rdel = prices.cost(option.rdel or (), option.price_base, "rdel")
    cdel = prices.cost(option.cdel or (), option.price_base, "cdel")
    pairs = list(zip_longest(rdel, cdel, fillvalue=0.0))
    return tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs)


def _starts(option: Option, years: int, case: Case, fixed: Start | None) -> list[int]:
    """The starts that constraint 1 allows; where the system's choice is fixed, only that one."""
    horizon, appraisal = len(case.scenario.years), case.scenario.appraisal_years
    first, last = 0, min(horizon - 1, appraisal - years)
    if option.earliest is not None:
        first = max(first, option.earliest - case.first_year)
    if option.latest is not None:
        last = min(last, option.latest - case.first_year)
    if option.committed is not None:
        start = option.committed - case.first_year
        first, last = start, min(start, horizon - 1, appraisal - years)
    if fixed is not None and fixed[0] == option.id:
        first, last = max(first, fixed[1]), min(last, fixed[1])
    return list(range(first, last + 1))


def _lines(case: Case) -> tuple[Line, ...]:
    prices = Prices(case.scenario)
    return tuple(
        Line(
            organisation=budget.organisation,
            fund=budget.fund,
            caps=tuple(prices.cap(budget.caps[year].amount, year) for year in case.scenario.years),
            carries_forward=budget.carry_forward,
            systems=case.below.get(budget.organisation, frozenset()),
        )
        for budget in case.scenario.budgets
    )


def _tail(case: Case) -> dict[Fund, float]:
    stated = case.scenario.tail_cap
    found: dict[Fund, float] = {}
    if stated.rdel is not None:
        found["rdel"] = float(stated.rdel.amount)
    if stated.cdel is not None:
        found["cdel"] = float(stated.cdel.amount)
    return found


def _capacities(case: Case) -> tuple[Capacity, ...]:
    capacity = case.scenario.capacity or {}
    return tuple(
        Capacity(organisation, at_most, case.below.get(organisation, frozenset()))
        for organisation, at_most in sorted(capacity.items())
    )


def _unmet(case: Case, problem: Problem, barriers: Mapping[OptionOf, Barrier]) -> tuple[str, ...]:
    starts = {(job.system, job.option): job.values for job in problem.jobs}
    sentences = []
    for system, (option, start) in sorted((problem.fixed or {}).items()):
        if start not in starts.get((system, option), {}):
            barrier = barriers.get((system, option))
            year = financial_year_text(case.first_year + start)
            reason = barrier.text if barrier else "There is no such option, or it cannot start in that year."
            sentences.append(f"`{option}` of `{system}` in {year}: {reason}")
    return tuple(sentences)
