"""Records, a scenario and a risk table framed as a posed problem (method, section 6).

What an option waits for is found in the records, starts that can never be are struck out with the reason, and
what is left is posed. Work that began before the first year enters the problem by what is left of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, zip_longest
from math import fsum

from legacymap.domain.assessment import Legacy
from legacymap.domain.dates import financial_year_text
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.domain.plan import OptionOf, RiskTable, WhyNot
from legacymap.domain.scenario import ALL, Fund, Scenario
from legacymap.domain.system import Approach, Option, Requirement
from legacymap.estate import Estate
from legacymap.planning.prices import Prices, discount_factors
from legacymap.planning.problem import (
    Count,
    Job,
    Line,
    Must,
    Need,
    OnlyWith,
    Problem,
    Schedule,
    Tail,
)

LEAVING: frozenset[Approach] = frozenset({"retire", "replace", "rebuild", "rearchitect"})
Start = tuple[str, int]
"""An option and the first year of its work, which may be before year 0."""
Choices = Mapping[str, Start]
"""The start of every system that something is done to."""


@dataclass(frozen=True)
class Case:
    """The estate, the scenario, and whether each scored system is legacy.

    `delay` is the number of years by which every effect comes late: 0, but for a variant. `risk_counts_alike`
    says, for another, that risk is not discounted; money is all the same.
    """

    estate: Estate
    scenario: Scenario
    legacy: Mapping[str, Legacy]
    delay: int = 0
    risk_counts_alike: bool = False

    @property
    def first_year(self) -> int:
        """The calendar year in which year 0 begins."""
        return self.scenario.years[0]

    @cached_property
    def options(self) -> Mapping[str, Mapping[str, Option]]:
        """What could be done to each system that is not retired, by full id and option id; never `retain`."""
        found: dict[str, dict[str, Option]] = {}
        for record in self.estate.inventory.records.values():
            if record.system.status == "retired":
                continue
            for option in stated_options(record):
                if option.approach != "retain":
                    found.setdefault(record.id, {}).setdefault(option.id, option)
        return found

    @cached_property
    def below(self) -> Mapping[str, frozenset[str]]:
        """The systems with options of each organisation and all below it; of `all`, every one."""
        found: dict[str, set[str]] = {ALL: set()}
        inventory = self.estate.inventory
        for system in self.options:
            for organisation in (ALL, *inventory.lineage(inventory.records[system].organisation)):
                found.setdefault(organisation, set()).add(system)
        return {organisation: frozenset(systems) for organisation, systems in found.items()}

    def each_option(self) -> Iterator[tuple[Record, Option]]:
        """Every option of `options` with its record, by system, then option."""
        for system in sorted(self.options):
            record = self.estate.inventory.records[system]
            for option in sorted(self.options[system]):
                yield record, self.options[system][option]


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why an option can never be chosen: a code, a sentence, and the systems that stand in the way."""

    code: WhyNot
    text: str
    by: tuple[str, ...] = ()


def stated_options(record: Record) -> tuple[Option, ...]:
    """The options that a record describes."""
    remediation = record.system.remediation
    return (remediation and remediation.options) or ()


@dataclass(frozen=True, slots=True)
class Waited:
    """A system that must have completed one of these options."""

    system: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Work:
    """An option of a system as it stands in the records, with all years of its work.

    `rdel` and `cdel` have one amount for each year of work (equal lengths, at least one). `values` has the
    value of every start that is allowed (constraint 1; a start before year 0 only where it is committed).
    `needs` must complete before the start (3); `leavers` are the systems that must have completed an option
    that leaves this one no later than its last year of work (4); `partners` must start an option in the same
    year (5). `struck` has the value of starts that its own dates would allow, but nothing that it waits for.
    """

    system: str
    option: str
    approach: Approach
    rdel: tuple[float, ...]
    cdel: tuple[float, ...]
    values: Mapping[int, float]
    needs: tuple[Waited, ...] = ()
    leavers: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    size: float = 1
    struck: Mapping[int, float] = field(default_factory=dict)

    @property
    def years(self) -> int:
        """How many years the work takes."""
        return len(self.rdel)

    @property
    def leaves(self) -> bool:
        """Whether its system stops needing what it needed."""
        return self.approach in LEAVING

    @property
    def begun(self) -> int:
        """How many years before year 0 it began, for work that did."""
        return max(-min(self.values, default=0), 0)


@dataclass(frozen=True)
class Framing:
    """The problem, the work behind each of its jobs, and why options that are not in it can never be.

    `fixed` are the choices that every plan holds, `committed` those of them that records state. `unmet` has
    one sentence for each that cannot stand, whatever else is chosen. `factors` discount each appraisal year;
    `lines` say whose and of which fund each line of the problem is.
    """

    problem: Problem
    works: tuple[Work, ...]
    barred: Mapping[OptionOf, Barrier]
    committed: Mapping[str, Start]
    fixed: Mapping[str, Start]
    unmet: tuple[str, ...]
    factors: tuple[float, ...]
    lines: tuple[tuple[str, Fund], ...]

    @cached_property
    def work(self) -> Mapping[OptionOf, Work]:
        """The work of every option that can be chosen, by system and option."""
        return {(work.system, work.option): work for work in self.works}

    def choices(self, schedule: Schedule) -> Choices:
        """A schedule of the problem in terms of systems, options and true starts."""
        chosen = ((self.works[job], start) for job, start in schedule)
        return dict(sorted((work.system, (work.option, start - work.begun)) for work, start in chosen))

    def schedule(self, choices: Choices) -> Schedule | None:
        """The schedule of the problem with these choices; None where one of them is not in it."""
        places = self.problem.places
        found = []
        for system, (option, start) in choices.items():
            job = places.get((system, option))
            if job is None or start not in self.works[job].values:
                return None
            found.append((job, start + self.works[job].begun))
        return tuple(sorted(found))


def framed(case: Case, risks: RiskTable) -> Framing:
    """The problem that a case poses; years count from the scenario's first."""
    scenario = case.scenario
    factors = discount_factors(scenario.discount, scenario.appraisal_years)
    committed = committed_starts(case)
    decided = {each.system: (each.option, each.start - case.first_year) for each in scenario.fix}
    fixed = dict(sorted({**decided, **committed}.items()))
    weights = (1.0,) * len(factors) if case.risk_counts_alike else factors
    works, barred = _works(case, _Values(risks, weights, case.delay), fixed)
    works, blocked = available(works, fixed)
    barriers = {**barred, **blocked}
    problem = _Posing(case, works, factors).problem(fixed, committed)
    return Framing(
        problem=problem,
        works=works,
        barred=barriers,
        committed=committed,
        fixed=fixed,
        unmet=_unmet(case, works, (fixed, barriers)),
        factors=factors,
        lines=tuple((budget.organisation, budget.fund) for budget in scenario.budgets),
    )


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


def _works(
    case: Case, values: _Values, fixed: Mapping[str, Start]
) -> tuple[tuple[Work, ...], dict[OptionOf, Barrier]]:
    prices = Prices(case.scenario)
    jobs: list[Work] = []
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
            jobs.append(Work(record.id, option.id, option.approach, rdel, cdel, by_start, *waiting))
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


class _Posing:
    """Works and a scenario turned into the jobs, limits and links of a posed problem."""

    def __init__(self, case: Case, works: tuple[Work, ...], factors: tuple[float, ...]) -> None:
        self.case, self.works, self.factors = case, works, factors
        self.years = len(case.scenario.years)
        self.of_system: dict[str, list[int]] = {}
        for place, work in enumerate(works):
            self.of_system.setdefault(work.system, []).append(place)

    def problem(self, fixed: Mapping[str, Start], committed: Mapping[str, Start]) -> Problem:
        """The problem; what is fixed is a decision each, named for people."""
        scenario = self.case.scenario
        requires, leaves, only_with = self.links()
        return Problem(
            years=self.years,
            jobs=tuple(self.job(work) for work in self.works),
            lines=self.lines(),
            tails=self.tails(),
            requires=tuple(requires),
            leaves=tuple(leaves),
            only_with=tuple(only_with),
            capacities=self.capacities(),
            must=tuple(self.decisions(fixed, committed)),
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

    def lines(self) -> tuple[Line, ...]:
        """A line for each of the scenario's."""
        prices = Prices(self.case.scenario)
        return tuple(
            Line(
                name=f"{budget.organisation} {budget.fund}",
                caps=tuple(prices.cap(budget.caps[year].amount, year) for year in self.case.scenario.years),
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

    def members(self, organisation: str, *, is_busy: bool = False) -> tuple[int, ...] | None:
        """The jobs of an organisation and all below it; None where that is all."""
        systems = self.case.below.get(organisation, frozenset())
        found = tuple(
            place
            for place, work in enumerate(self.works)
            if work.system in systems and not (is_busy and work.begun >= work.years)
        )
        return None if len(found) == len(self.works) else found

    def links(self) -> tuple[list[Need], list[Need], list[OnlyWith]]:
        """What jobs wait for and move with; what past work has met or missed is settled here."""
        requires: list[Need] = []
        leaves: list[Need] = []
        only_with: list[OnlyWith] = []
        for place, work in enumerate(self.works):
            for need in work.needs:
                ready = [
                    each
                    for each in self.of_system.get(need.system, ())
                    if self.works[each].option in need.options
                ]
                requires += self.needed(place, ready, "start")
            for leaver in work.leavers:
                ready = [each for each in self.of_system.get(leaver, ()) if self.works[each].leaves]
                leaves += self.needed(place, ready, "end")
            for partner in work.partners:
                others = [
                    each for each in self.of_system.get(partner, ()) if self.works[each].begun == work.begun
                ]
                if not (work.begun and others):
                    only_with.append(OnlyWith(place, tuple(others)))
        return requires, leaves, only_with

    def needed(self, place: int, others: list[int], edge: str) -> list[Need]:
        """A need for one of the others; none where work that is done before year 0 meets it."""
        work = self.works[place]
        past = -work.begun + (work.years if edge == "end" else 0)
        for other in others:
            served = self.works[other]
            end = served.years - served.begun
            if served.begun and end <= 0 and (not work.begun or end <= past):
                return []
        if work.begun and past <= 0:
            return [Need(place, ())]
        return [Need(place, tuple(others))]

    def decisions(self, fixed: Mapping[str, Start], committed: Mapping[str, Start]) -> Iterator[Must]:
        """A decision for each fixed choice that may start then, by system."""
        for system, (option, start) in fixed.items():
            for place in self.of_system.get(system, ()):
                work = self.works[place]
                if work.option == option and start in work.values:
                    how = "committed" if system in committed else "fixed by the scenario"
                    year = financial_year_text(self.case.first_year + start)
                    yield Must(((place, start + work.begun),), f"`{option}` of `{system}` in {year} ({how})")


def _unmet(
    case: Case, works: tuple[Work, ...], told: tuple[Mapping[str, Start], Mapping[OptionOf, Barrier]]
) -> tuple[str, ...]:
    fixed, barriers = told
    starts = {(work.system, work.option): work.values for work in works}
    sentences = []
    for system, (option, start) in fixed.items():
        if start not in starts.get((system, option), {}):
            barrier = barriers.get((system, option))
            year = financial_year_text(case.first_year + start)
            reason = barrier.text if barrier else "There is no such option, or it cannot start in that year."
            sentences.append(f"`{option}` of `{system}` in {year}: {reason}")
    return tuple(sentences)


@dataclass(frozen=True, slots=True)
class Precedence:
    """The needs, leavers and partners of an option, as a job has them."""

    needs: tuple[Waited, ...]
    leavers: tuple[str, ...]
    partners: tuple[str, ...]


def precedence(record: Record, option: Option, case: Case) -> Precedence | Barrier:
    """What an option waits for; a barrier where it would wait for ever."""
    needs: list[Waited] = []
    for requirement in option.requires or ():
        need = _need(record, requirement, case)
        if isinstance(need, Barrier):
            return need
        needs += [need] if need else []
    partners = sorted({record.full_id(named) for named in option.moves_with or ()} - {record.id})
    idle = [partner for partner in partners if partner not in case.options]
    if idle:
        return Barrier(
            "precedence", f"It moves with {_named(idle)}, without an option to start.", tuple(idle)
        )
    leavers = _consumers(record.id, case) if option.approach == "retire" else []
    staying = [consumer for consumer in leavers if not _can_leave(consumer, case)]
    if staying:
        text = (
            f"It cannot be retired: {_named(staying)} would still need it, without an option that leaves it."
        )
        return Barrier("precedence", text, tuple(staying))
    return Precedence(tuple(sorted(needs, key=lambda need: need.system)), tuple(leavers), tuple(partners))


def _need(record: Record, requirement: Requirement, case: Case) -> Waited | Barrier | None:
    """The need; None when it is already met."""
    required = record.full_id(requirement.system)
    options = case.options.get(required, {})
    known = case.estate.inventory.records.get(required)
    if known is not None and known.system.status == "retired":
        return None
    if not options and case.legacy.get(required) == "no":
        return None
    named = options.keys() & {requirement.option} if requirement.option else options.keys()
    if not named or required == record.id:
        what = f"{requirement.option} of {required}" if requirement.option else f"an option of {required}"
        return Barrier("precedence", f"It requires {what}, which cannot complete before it.", (required,))
    return Waited(required, frozenset(named))


def _consumers(system: str, case: Case) -> list[str]:
    return sorted({arrow.consumer for arrow in case.estate.needed_by(system) if arrow.hard})


def _can_leave(consumer: str, case: Case) -> bool:
    if consumer not in case.legacy:
        return False
    return any(option.approach in LEAVING for option in case.options.get(consumer, {}).values())


def _named(systems: list[str]) -> str:
    return listed(systems, "and")


def available(
    jobs: Iterable[Work], fixed: Mapping[str, Start]
) -> tuple[tuple[Work, ...], Mapping[OptionOf, Barrier]]:
    """The jobs with only the starts that others allow, and a barrier for each that none is left of.

    A start falls away when nothing that it needs, waits for, or moves with could ever be there in time; that
    is repeated until nothing changes. Fixed choices keep their start, so that a conflict among them is found.
    """
    remaining: dict[str, list[Work]] = {}
    for job in jobs:
        remaining.setdefault(job.system, []).append(job)
    barred: dict[OptionOf, Barrier] = {}
    changed = True
    while changed:
        changed = False
        for system in sorted(remaining):
            kept = []
            for job in remaining[system]:
                values = {t: v for t, v in job.values.items() if _missing(job, t, remaining, fixed) is None}
                if not values:
                    barred[system, job.option] = _waits_in_vain(job, remaining, fixed)
                elif len(values) < len(job.values):
                    lost = {t: v for t, v in job.values.items() if t not in values}
                    kept.append(replace(job, values=values, struck={**job.struck, **lost}))
                else:
                    kept.append(job)
                changed = changed or len(values) < len(job.values)
            remaining[system] = kept
    return tuple(job for system in sorted(remaining) for job in remaining[system]), barred


def _missing(
    job: Work, start: int, remaining: Mapping[str, list[Work]], fixed: Mapping[str, Start]
) -> str | None:
    """A system that could not do its part for this start; None when all could."""
    if fixed.get(job.system) == (job.option, start):
        return None
    for need in job.needs:
        done = [each for each in remaining.get(need.system, ()) if each.option in need.options]
        if not any(min(each.values) + each.years <= start for each in done):
            return need.system
    end = start + job.years
    for leaver in job.leavers:
        leaving = [each for each in remaining.get(leaver, ()) if each.leaves]
        if not any(min(each.values) + each.years <= end for each in leaving):
            return leaver
    for partner in job.partners:
        if not any(start in each.values for each in remaining.get(partner, ())):
            return partner
    return None


def _waits_in_vain(job: Work, remaining: Mapping[str, list[Work]], fixed: Mapping[str, Start]) -> Barrier:
    stopping = {_missing(job, start, remaining, fixed) for start in job.values}
    by = tuple(sorted(system for system in stopping if system))
    names = " and ".join(system for system in by)
    return Barrier("precedence", f"It waits for {names}, which cannot be done in time.", by)
