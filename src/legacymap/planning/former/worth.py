"""Present values of a schedule: its cost, and the running cost with and without it (method, section 7)."""

from math import fsum

from legacymap.domain.plan import MoneyTable, Worth
from legacymap.planning.former.case import Case
from legacymap.planning.former.ledger import Ledger, spend
from legacymap.planning.former.prices import Prices


def money_table(case: Case, ledger: Ledger, least: Ledger) -> MoneyTable:
    """Doing nothing, `least` (what is committed), and the plan, side by side."""
    running = running_cost(case, ledger.problem.factors)
    nothing = Ledger(ledger.problem, {})
    columns = [_worth(case, each, running) for each in (nothing, least, ledger)]
    return MoneyTable(*columns)


def running_cost(case: Case, factors: tuple[float, ...]) -> float:
    """The present value of running every scored system that states a cost, over the appraisal years."""
    prices = Prices(case.scenario)
    terms = []
    for system in case.estate.scored:
        costs = case.estate.inventory.records[system].system.costs
        if costs is None or costs.annual_run is None:
            continue
        yearly, growth = (
            prices.real(costs.annual_run.amount, costs.price_base),
            1 + (costs.real_growth or 0.0),
        )
        terms += [factor * yearly * growth**year for year, factor in enumerate(factors)]
    return fsum(terms)


def _worth(case: Case, ledger: Ledger, running: float) -> Worth:
    factors = ledger.problem.factors
    saved, value = [], []
    spent: dict[str, list[float]] = {"rdel": [], "cdel": []}
    prices = Prices(case.scenario)
    for job, start in ledger.chosen():
        value.append(job.values[start])
        for fund, terms in spent.items():
            is_rdel = fund == "rdel"
            by_year = spend(job, start, "rdel" if is_rdel else "cdel")
            terms += [factors[year] * amount for year, amount in by_year if 0 <= year < len(factors)]
        option = case.options[job.system][job.option]
        if option.annual_saving is not None:
            saving = prices.real(option.annual_saving.amount, option.price_base)
            saved += [factor * saving for factor in factors[max(start + job.years, 0) :]]
    total = fsum(saved)
    return Worth(fsum(spent["rdel"]), fsum(spent["cdel"]), running - total, total, fsum(value))
