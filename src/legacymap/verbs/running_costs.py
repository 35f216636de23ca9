"""What the estate costs to run in each appraisal year, with and without a plan (method, section 7)."""

from collections.abc import Iterable, Mapping
from math import fsum

from legacymap.domain.plan import Action, Plan
from legacymap.domain.scenario import Scenario
from legacymap.domain.submission import RunningCost
from legacymap.estate import Estate
from legacymap.planning.former.prices import Prices


def running_costs(estate: Estate, scenario: Scenario, plan: Plan) -> tuple[RunningCost, ...]:
    """Doing nothing, what is committed, and the plan, year by year; what states no cost counts as nought."""
    committed = [action for action in plan.actions if action.committed]
    every = _savings(estate, scenario, plan.actions)
    least = _savings(estate, scenario, committed)
    found = []
    for number, year in enumerate(range(scenario.years[0], scenario.years[0] + scenario.appraisal_years)):
        nothing = _running(estate, scenario, number)
        found.append(RunningCost(year, nothing, nothing - _saved(least, year), nothing - _saved(every, year)))
    return tuple(found)


def _running(estate: Estate, scenario: Scenario, number: int) -> float:
    prices = Prices(scenario)
    terms = []
    for system in estate.scored:
        costs = estate.inventory.records[system].system.costs
        if costs is not None and costs.annual_run is not None:
            yearly = prices.real(costs.annual_run.amount, costs.price_base)
            terms.append(yearly * (1 + float(costs.real_growth or 0)) ** number)
    return fsum(terms)


def _savings(
    estate: Estate, scenario: Scenario, actions: Iterable[Action]
) -> Mapping[str, tuple[int, float]]:
    """The first year of each saving, and what it comes to."""
    prices = Prices(scenario)
    found = {}
    for action in actions:
        remediation = estate.inventory.records[action.system].system.remediation
        options = (remediation.options or ()) if remediation else ()
        option = next(each for each in options if each.id == action.option)
        if option.annual_saving is not None:
            saving = prices.real(option.annual_saving.amount, option.price_base)
            found[action.system] = (action.complete + 1, saving)
    return found


def _saved(savings: Mapping[str, tuple[int, float]], year: int) -> float:
    return fsum(saving for first, saving in savings.values() if first <= year)
