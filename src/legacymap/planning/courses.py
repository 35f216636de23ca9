"""How the estate fares under a plan: risk year by year, and present values (method, sections 6 and 7)."""

from math import fsum

from legacymap.domain.plan import MoneyTable, Outlook, RiskTable, TrajectoryYear, Worth
from legacymap.planning.framing import Case, Choices
from legacymap.planning.ledger import Ledger, spend
from legacymap.planning.prices import Prices


def trajectory(case: Case, risks: RiskTable, ledger: Ledger, least: Ledger) -> tuple[TrajectoryYear, ...]:
    """Every appraisal year under doing nothing, under `least` (what is committed), and under the plan."""
    courses = [_outlooks(case, risks, each) for each in (Ledger(ledger.framing, {}), least, ledger)]
    years = range(case.scenario.appraisal_years)
    return tuple(
        TrajectoryYear(case.first_year + year, *(course[year] for course in courses)) for year in years
    )


def _outlooks(case: Case, risks: RiskTable, ledger: Ledger) -> list[Outlook]:
    effects = _effects(ledger.choices, ledger, case.delay)
    found = []
    for year in range(case.scenario.appraisal_years):
        risk, red = [], []
        for system, nothing in risks.nothing.items():
            option, from_year = effects.get(system, ("", year + 1))
            if year < from_year:
                risk.append(nothing[year])
                red.append(risks.red_nothing[system][year])
            elif (system, option) in risks.after:  # else it has left the estate
                risk.append(risks.risk_from((system, option), from_year)[year])
                red.append(risks.red_from((system, option), from_year)[year])
        found.append(Outlook(fsum(red), fsum(risk)))
    return found


def _effects(choices: Choices, ledger: Ledger, delay: int) -> dict[str, tuple[str, int]]:
    """The option of every system that something is done to, and the year in which its effect begins."""
    return {
        system: (option, start + ledger.framing.work[system, option].years + delay)
        for system, (option, start) in choices.items()
    }


def money_table(case: Case, ledger: Ledger, least: Ledger) -> MoneyTable:
    """Doing nothing, `least` (what is committed), and the plan, side by side."""
    running = running_cost(case, ledger.framing.factors)
    nothing = Ledger(ledger.framing, {})
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
    factors = ledger.framing.factors
    saved, value = [], []
    spent: dict[str, list[float]] = {"rdel": [], "cdel": []}
    prices = Prices(case.scenario)
    for work, start in ledger.chosen():
        value.append(work.values[start])
        for fund, terms in spent.items():
            is_rdel = fund == "rdel"
            by_year = spend(work, start, "rdel" if is_rdel else "cdel")
            terms += [factors[year] * amount for year, amount in by_year if 0 <= year < len(factors)]
        option = case.options[work.system][work.option]
        if option.annual_saving is not None:
            saving = prices.real(option.annual_saving.amount, option.price_base)
            saved += [factor * saving for factor in factors[max(start + work.years, 0) :]]
    total = fsum(saved)
    return Worth(fsum(spent["rdel"]), fsum(spent["cdel"]), running - total, total, fsum(value))
