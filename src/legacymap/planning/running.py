"""What the scored systems cost to run, year by year, and what options save of it (method, section 7)."""

from collections.abc import Mapping, Sequence
from math import fsum

from legacymap.domain.scenario import Scenario
from legacymap.domain.system import Option
from legacymap.estate.questions import Estate
from legacymap.planning.prices import Prices

_LEAVING = "retire"
# By system: an option, and the appraisal year after its last year of work.
Completed = Mapping[str, tuple[Option, int]]


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
