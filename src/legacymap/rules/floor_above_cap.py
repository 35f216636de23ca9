"""A budget line must spend more than it may.

Why: No plan can keep both the floor and the cap of a year.

Mend: Lower the floor, or raise the cap. With `carry_forward` the caps up to a year
count together.

Wrong:

    scenario: baseline
    years: [2027-28]
    budgets:
    - {organisation: all, fund: cdel, floor: {2027-28: £50m}, caps: {2027-28: £40m}}

Right:

    scenario: baseline
    years: [2027-28]
    budgets:
    - {organisation: all, fund: cdel, floor: {2027-28: £10m}, caps: {2027-28: £40m}}
"""

from collections.abc import Iterator
from decimal import Decimal

from legacymap.domain.dates import financial_year_text
from legacymap.domain.findings import Fault, Severity
from legacymap.domain.money import pounds_text
from legacymap.domain.scenario import BudgetLine
from legacymap.rules.context import ScenarioContext

CODE = "LM322"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every floor that the caps of its line do not leave room for."""
    for number, line in enumerate(context.scenario.budgets):
        for year in _above(line, context.scenario.years):
            key, floor = financial_year_text(year), (line.floor or {})[year]
            cap = line.caps.get(year)
            path = ("budgets", number, "floor", key)
            of = f", {pounds_text(float(cap))}" if cap and not line.carry_forward else "s up to that year"
            yield Fault(
                "floor-above-cap",
                f"The floor of {key} is {pounds_text(float(floor))}, above the cap{of}",
                context.route.to(*path),
                "Lower the floor, or raise the cap.",
                subject=path,
                related=((context.route.to("budgets", number, "caps", key), "the cap is here"),),
            )


def _above(line: BudgetLine, years: tuple[int, ...]) -> Iterator[int]:
    """The years in which more must be spent than may be."""
    must, may = Decimal(0), Decimal(0)
    for year in years:
        floor, cap = (line.floor or {}).get(year), line.caps.get(year)
        if not line.carry_forward:
            must = may = Decimal(0)
        must += floor.amount if floor else 0
        may += cap.amount if cap else 0
        if floor and must > may:
            yield year
