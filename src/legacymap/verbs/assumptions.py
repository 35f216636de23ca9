"""What a plan takes for granted, in sentences."""

from collections.abc import Iterator, Mapping, Sequence

from legacymap.domain.dates import financial_year_text
from legacymap.domain.nearest import listed
from legacymap.domain.projection import OptionOf
from legacymap.domain.scenario import OptimismBias, Scenario
from legacymap.planning import Case
from legacymap.scoring import DEFAULT_EFFECTS

_STEADY = "All but the dates of support and contracts stays as on the as-of date, other systems included."


def assumptions(case: Case, defaults: Sequence[OptionOf], reach_decay: float) -> tuple[str, ...]:
    """Every assumption of a plan; `defaults` are the options whose effect is taken from their approach."""
    scenario = case.scenario
    return (
        *_effects(case, defaults),
        _contracts(scenario),
        _prices(scenario),
        _bias(scenario.optimism_bias),
        *_tail(scenario),
        *_running_cost(case),
        *_currencies(case),
        _STEADY,
        f"What stands on a system counts {reach_decay:g} at one hard arrow, and that much less at each more.",
    )


def _effects(case: Case, defaults: Sequence[OptionOf]) -> Iterator[str]:
    by_approach: dict[str, list[str]] = {}
    for system, name in defaults:
        option = case.options.get(system, {}).get(name)
        if option is not None:
            by_approach.setdefault(option.approach, []).append(f"{name} of {system}")
    for approach in sorted(by_approach):
        levels = _levels(next(each for key, each in DEFAULT_EFFECTS.items() if key == approach))
        options = listed(sorted(by_approach[approach]), "and")
        yield f"No effect is stated, so {approach} is taken to bring {levels}: {options}."


def _levels(effect: Mapping[str, int]) -> str:
    return listed([f"{criterion} to {level}" for criterion, level in effect.items()], "and") or "no change"


def _contracts(scenario: Scenario) -> str:
    if scenario.renew_contracts:
        return "A contract is taken to be renewed unless its record says that no replacement is agreed."
    return "No contract is taken to be renewed unless its record says that a replacement is agreed."


def _prices(scenario: Scenario) -> str:
    if scenario.price_base is None:
        return "The scenario names no price base: amounts are taken as they stand."
    base = financial_year_text(scenario.price_base)
    return f"Amounts without a price base of their own are in {base} prices."


def _bias(bias: OptimismBias | None) -> str:
    if bias is None:
        return "The scenario states no optimism bias: none is added."
    return f"Optimism bias adds {bias.rdel:.0%} to resource and {bias.cdel:.0%} to capital costs."


def _tail(scenario: Scenario) -> Iterator[str]:
    caps = scenario.tail_cap
    free = [name for name, cap in (("resource", caps.rdel), ("capital", caps.cdel)) if cap is None]
    if free:
        last = financial_year_text(scenario.years[-1])
        yield f"Spend of {listed(free, 'and')} after {last} is not limited by the scenario."


def _running_cost(case: Case) -> Iterator[str]:
    scored = case.estate.scored
    stated = 0
    for system in scored:
        costs = case.estate.inventory.records[system].system.costs
        stated += costs is not None and costs.annual_run is not None
    if stated < len(scored):
        silent = len(scored) - stated
        yield f"Running cost counts as nought where none is stated: {silent} of {len(scored)} scored systems."


def _currencies(case: Case) -> Iterator[str]:
    inventory = case.estate.inventory
    organisations = {inventory.records[system].organisation for system in case.options}
    found = {inventory.organisation(each).currency or "GBP" for each in organisations}
    if len(found) > 1:
        names = listed(sorted(found), "and")
        yield f"Costs are stated in {names}; they are added up as they stand, without exchange."
