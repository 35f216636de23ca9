"""A scenario has two budget lines of one organisation and fund.

Why: Both would apply, and only the lower cap of each year would count. Whoever
wrote them probably meant one of them for somebody else.

Mend: Keep one of the two, or correct the organisation or fund of the other.

Wrong:

    scenario: baseline
    years: [2027-28]
    budgets:
    - {organisation: all, fund: cdel, caps: {2027-28: £40m}}
    - {organisation: all, fund: cdel, caps: {2027-28: £4m}}

Right:

    scenario: baseline
    years: [2027-28]
    budgets:
    - {organisation: all, fund: cdel, caps: {2027-28: £40m}}
    - {organisation: all, fund: rdel, caps: {2027-28: £4m}}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import ScenarioContext

CODE = "LM313"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """Every line whose organisation and fund an earlier one has."""
    first: dict[tuple[str, str], int] = {}
    for number, line in enumerate(context.scenario.budgets):
        earlier = first.setdefault((line.organisation, line.fund), number)
        if earlier != number:
            yield Fault(
                "budget-line-twice",
                f"`{line.organisation}` has two lines of {line.fund}",
                context.route.to("budgets", number),
                "Keep one of the two, or correct the organisation or fund of one.",
                subject=("budgets", number),
                related=((context.route.to("budgets", earlier), "the first is here"),),
            )
