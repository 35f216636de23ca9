"""A scenario would add up amounts of several currencies.

Why: Ten million euros are not ten million pounds. A plan that adds them up at par
spends more or less than its caps say, and nobody notices.

Mend: State the costs of all systems that the plan is about in one currency, at a
rate of your own choice, and correct `currency` of the organisation.

Wrong:

    organisation: {id: fens, name: Fens, currency: EUR}
    systems:
    - id: gates
      name: Gates
      remediation:
        options: [{id: move, approach: rehost, rdel: [€2m]}]
    ---
    organisation: {id: levels, name: Levels}
    systems:
    - id: pumps
      name: Pumps
      remediation:
        options: [{id: move, approach: rehost, rdel: [£2m]}]
    ---
    scenario: baseline
    years: [2027-28]

Right:

    organisation: {id: fens, name: Fens}
    systems:
    - id: gates
      name: Gates
      remediation:
        options: [{id: move, approach: rehost, rdel: [£1.8m]}]
    ---
    organisation: {id: levels, name: Levels}
    systems:
    - id: pumps
      name: Pumps
      remediation:
        options: [{id: move, approach: rehost, rdel: [£2m]}]
    ---
    scenario: baseline
    years: [2027-28]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Route, Severity
from legacymap.domain.nearest import listed
from legacymap.rules.context import ScenarioContext
from legacymap.rules.decisions import options_of

CODE = "LM324"
SEVERITY: Severity = "error"
_DEFAULT = "GBP"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Amounts that a plan adds up and that are in several currencies."""
    found: dict[str, Route] = {}
    for record in context.inventory.records.values():
        costs = record.system.costs
        has_costs = any(option.rdel or option.cdel for option in options_of(record))
        runs = record.in_estate and costs is not None and costs.annual_run is not None
        if record.system.status != "retired" and (has_costs or runs):
            described = context.inventory.described.get(record.organisation)
            if described is not None and "currency" in described.invalid:
                continue
            stated = described.organisation.currency if described else None
            where = described.at("currency") if described and stated else record.at("id")
            found.setdefault(stated or _DEFAULT, where)
    if len(found) > 1:
        names = listed(sorted(found), "and")
        yield Fault(
            "currencies-mixed",
            f"The plan would add up amounts in {names} as if they were one currency",
            context.route,
            "State all costs in one currency, and correct `currency` of the organisations.",
            related=tuple((found[each], f"costs in {each}") for each in sorted(found)),
        )
