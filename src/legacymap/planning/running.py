"""What systems cost to run, year by year, in money of different years made comparable."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from math import fsum

from legacymap.domain.frozen import dataclass
from legacymap.domain.money import Money
from legacymap.domain.scenario import Discount, Fund, Scenario
from legacymap.domain.system import Option, OptionBias
from legacymap.estate.questions import Estate

_LEAVING = "retire"
# By system: an option, and the appraisal year after its last year of work.
Completed = Mapping[str, tuple[Option, int]]
# Green Book: 3.5% to year 30, 3.0% to year 75, 2.5% from then on.
_GREEN_BOOK = ((30, Decimal("0.035")), (75, Decimal("0.03")))
_LATEST_RATE = Decimal("0.025")
_PENNY = Decimal("0.01")


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


def running_costs(
    estate: Estate, scenario: Scenario, completed: Completed, leaves: Mapping[str, int]
) -> dict[str, list[float]]:
    """The running cost of every scored system that states one, by appraisal year, in the price base.

    `leaves` has the first year in which a system has left by a planned retirement.
    """
    last = scenario.appraisal_years
    every = {
        system: _of(system, estate, scenario, completed.get(system), leaves.get(system, last))
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
    if option.approach == _LEAVING:
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
