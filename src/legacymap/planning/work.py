"""What could be done under a scenario: the case, each option as work, and money made comparable over years.

Method, sections 6 and 7; running costs are what systems cost year by year, with and without the work.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property
from math import fsum

from legacymap.domain.assessment import Legacy
from legacymap.domain.frozen import dataclass
from legacymap.domain.inventory import Record
from legacymap.domain.money import Money
from legacymap.domain.plan import WhyNot
from legacymap.domain.scenario import ALL, Discount, Fund, Scenario
from legacymap.domain.system import Approach, Option, OptionBias
from legacymap.estate.questions import Estate
from legacymap.planning.problem import Edge

ENDS_DEPENDENCIES: frozenset[Approach] = frozenset({"retire", "replace", "rebuild", "rearchitect"})
"""The approaches after which a system no longer needs what it needed."""
Start = tuple[str, int]
"""An option and the first year of its work, which may be before year 0."""
Choices = Mapping[str, Start]
"""The start of every system that something is done to."""
_ENDS_RUNNING_COST: Approach = "retire"
# By system: an option, and the appraisal year after its last year of work.
Completed = Mapping[str, tuple[Option, int]]
# Green Book: 3.5% to year 30, 3.0% to year 75, 2.5% from then on.
_GREEN_BOOK = ((30, Decimal("0.035")), (75, Decimal("0.03")))
_LATEST_RATE = Decimal("0.025")
_PENNY = Decimal("0.01")


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


@dataclass(frozen=True, slots=True)
class Waited:
    """A system that must have completed one of these options."""

    system: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Partner:
    """A system that must do one of these options with the same first (or last) year of work."""

    system: str
    options: frozenset[str]
    at: Edge = "start"


@dataclass(frozen=True, slots=True)
class Work:
    """An option of a system as it stands in the records, with all years of its work.

    `rdel` and `cdel` have one amount for each year of work (equal lengths, at least one). `values` has the
    value of every start that is allowed (constraint 1; a start before year 0 only where it is committed).
    `needs` must complete before the start (3); `must_leave_first`: systems that must have completed an option
    that leaves this one no later than its last year of work (4); `partners` must start, or end, an option in
    the same year (5). `struck` has the value of starts that its own dates would allow, but nothing that it
    waits for.
    """

    system: str
    option: str
    approach: Approach
    rdel: tuple[float, ...]
    cdel: tuple[float, ...]
    values: Mapping[int, float]
    needs: tuple[Waited, ...] = ()
    must_leave_first: tuple[str, ...] = ()
    partners: tuple[Partner, ...] = ()
    size: float = 1
    struck: Mapping[int, float] = field(default_factory=dict)

    @property
    def years(self) -> int:
        """How many years the work takes."""
        return len(self.rdel)

    @property
    def ends_dependencies(self) -> bool:
        """Whether its system stops needing what it needed."""
        return self.approach in ENDS_DEPENDENCIES

    @property
    def begun(self) -> int:
        """How many years before year 0 it began, for work that did."""
        return max(-min(self.values, default=0), 0)


@dataclass(frozen=True, slots=True)
class Prices:
    """How a scenario counts money; amounts come out in whole currency units of its price base."""

    scenario: Scenario

    def real(self, amount: Decimal, year: int | None) -> float:
        """An amount in the prices of a year; None stands for the price base (method, section 7)."""
        return float(amount * self._ratio(year))

    def cost(self, amounts: Sequence[Money], option: Option, fund: Fund, past: int = 0) -> tuple[float, ...]:
        """What an option costs of a fund by year of work, to the penny.

        With its optimism bias, or else the scenario's; without any in the first `past` years, which are over.
        """
        ratio = self._ratio(option.price_base)
        bias = 1 + self.bias(option, fund)
        return tuple(
            _to_the_penny(money.amount * ratio * (1 if year < past else bias))
            for year, money in enumerate(amounts)
        )

    def bias(self, option: Option, fund: Fund) -> Decimal:
        """The optimism bias of an option on a fund: its own, or else the scenario's."""
        own, common = option.optimism_bias or OptionBias(), self.scenario.bias
        if fund == "rdel":
            return common.rdel if own.rdel is None else own.rdel
        return common.cdel if own.cdel is None else own.cdel

    def cap(self, amount: Decimal, year: int) -> float:
        """A cap of a year, to the penny; one in cash is deflated."""
        return _to_the_penny(amount * self._ratio(year if self.scenario.caps_in == "cash" else None))

    def _ratio(self, year: int | None) -> Decimal:
        base, index = self.scenario.price_base, self.scenario.deflators or {}
        if year is None or base is None or year == base:
            return Decimal(1)
        return index[base] / index[year]


def stated_options(record: Record) -> tuple[Option, ...]:
    """The options that a record describes."""
    remediation = record.system.remediation
    return (remediation and remediation.options) or ()


def running_costs(
    estate: Estate, scenario: Scenario, completed: Completed, retired_from: Mapping[str, int]
) -> dict[str, list[float]]:
    """The running cost of every scored system that states one, by appraisal year, in the price base.

    `retired_from` has the first year in which a system has left by a planned retirement.
    """
    last = scenario.appraisal_years
    every = {
        system: _of(system, estate, scenario, completed.get(system), retired_from.get(system, last))
        for system in estate.scored
    }
    return {system: costs for system, costs in every.items() if costs}


def total_by_year(costs: Mapping[str, Sequence[float]], years: int) -> tuple[float, ...]:
    """What all systems cost in each year."""
    return tuple(fsum(each[year] for each in costs.values()) for year in range(years))


def discount_factors(discount: Discount, years: int) -> tuple[float, ...]:
    """The factor of each year from 0 on, where it is 1 (method, section 6)."""
    factors = [Decimal(1)]
    for year in range(1, years):
        factors.append(factors[-1] / (1 + _rate(discount, year)))
    return tuple(float(factor) for factor in factors)


def _of(
    system: str, estate: Estate, scenario: Scenario, done: tuple[Option, int] | None, left: int
) -> list[float]:
    """By year until it has left; nothing where no running cost is stated: a saving then counts nothing."""
    costs = estate.inventory.records[system].system.costs
    if costs is None or costs.annual_run is None:
        return []
    prices = Prices(scenario)
    yearly, growth = prices.real(costs.annual_run.amount, costs.price_base), 1 + (costs.real_growth or 0.0)
    option, after = done or (None, scenario.appraisal_years)
    remains = _remaining(yearly, option, prices) if option else yearly
    return [
        (yearly if year < after else remains) * growth**year if year < left else 0.0
        for year in range(scenario.appraisal_years)
    ]


def _remaining(yearly: float, option: Option, prices: Prices) -> float:
    """What a year costs once an option is complete; no more can be saved than is spent."""
    if option.approach == _ENDS_RUNNING_COST:
        return 0.0
    if option.annual_saving is None:
        return yearly
    return yearly - min(prices.real(option.annual_saving.amount, option.price_base), yearly)


def _to_the_penny(amount: Decimal) -> float:
    """Half a penny goes to the even one (method, section 7)."""
    return float(amount.quantize(_PENNY, ROUND_HALF_EVEN))


def _rate(discount: Discount, year: int) -> Decimal:
    if discount.rate is not None:
        return discount.rate
    return next((rate for last, rate in _GREEN_BOOK if year <= last), _LATEST_RATE)
