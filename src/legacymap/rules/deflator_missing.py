"""A scenario cannot bring an amount to its price base.

Why: Money of different years is not the same money. Added up as it stands, the
older amount would look cheaper than it is.

Mend: State `price_base`, and `deflators` with an index of prices for it and for
each year in whose prices an amount is; caps in cash need one for every year of
the scenario.

Wrong:

    scenario: baseline
    years: [2027-28, 2028-29]
    price_base: 2026-27
    caps_in: cash
    deflators: {2026-27: 1.0, 2027-28: 1.019}

Right:

    scenario: baseline
    years: [2027-28, 2028-29]
    price_base: 2026-27
    caps_in: cash
    deflators: {2026-27: 1.0, 2027-28: 1.019, 2028-29: 1.038}
"""

from collections import defaultdict
from collections.abc import Iterator

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Route, Severity
from legacymap.domain.inventory import Record
from legacymap.domain.nearest import listed
from legacymap.rules.context import ScenarioContext
from legacymap.rules.decisions import options_of

CODE = "LM314"
SEVERITY: Severity = "error"
# The year, what is in its prices, and where that is said.
_Use = tuple[int, str, Route]


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """The years without a deflator in whose prices amounts are, or else that there is no price base.

    Method, section 7. Without a price base, amounts that name none are taken as they stand.
    """
    scenario, route = context.scenario, context.route
    uses = [use for use in _uses(context) if use[0] != scenario.price_base]
    if uses and scenario.price_base is None:
        year, what, where = uses[0]
        yield Fault(
            "deflator-missing",
            f"The scenario has no price base, though {what} in prices of {financial_year_text(year)}",
            route,
            "Add `price_base:` with the year in whose prices the plan should count.",
            subject=("price_base",),
            related=((where, "stated here"),),
        )
        return
    if uses and scenario.price_base is not None:
        uses.insert(0, (scenario.price_base, "the scenario counts", route.to("price_base")))
    missing = {
        year: found for year, found in _by_year(uses).items() if year not in (scenario.deflators or {})
    }
    if missing:
        years = [financial_year_text(year) for year in missing]
        yield Fault(
            "deflator-missing",
            f"There is no deflator for {listed(years, 'and')}, in whose prices amounts are",
            route.to("deflators"),
            f"Add an index of prices for each: `deflators: {{{years[0]}: 0.951, …}}`.",
            subject=("deflators",),
            related=tuple(_first(year, found) for year, found in missing.items()),
        )


def _first(year: int, found: list[tuple[str, Route]]) -> tuple[Route, str]:
    (what, where), *others = found
    more = f" (and {len(others)} more)" if others else ""
    return where, f"{what} in prices of {financial_year_text(year)}{more}"


def _by_year(uses: list[_Use]) -> dict[int, list[tuple[str, Route]]]:
    found: dict[int, list[tuple[str, Route]]] = defaultdict(list)
    for year, what, where in uses:
        found[year].append((what, where))
    return dict(sorted(found.items()))


def _uses(context: ScenarioContext) -> Iterator[_Use]:
    scenario = context.scenario
    if scenario.caps_in == "cash":
        for year in scenario.years:
            yield year, f"the caps of {financial_year_text(year)} are", context.route.to("caps_in")
    for record in context.inventory.records.values():
        if record.in_estate:
            yield from _of_record(record)


def _of_record(record: Record) -> Iterator[_Use]:
    costs = record.system.costs
    if costs and costs.annual_run and costs.price_base is not None:
        yield costs.price_base, f"the running cost of `{record.id}` is", record.at("costs", "price_base")
    for number, option in enumerate(options_of(record)):
        has_money = option.rdel or option.cdel or option.annual_saving
        if option.price_base is not None and has_money and option.approach != "retain":
            where = record.at("remediation", "options", number, "price_base")
            yield option.price_base, f"the option `{option.id}` of `{record.id}` is", where
