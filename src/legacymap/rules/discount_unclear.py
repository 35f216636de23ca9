"""A scenario's discount is neither a schedule nor a rate, or both.

Why: The two give different weights to later years, and nobody can tell which was
meant.

Mend: Keep `schedule`, or `rate`. Without the key `discount` the Green Book's
schedule applies.

Wrong:

    scenario: baseline
    years: [2027-28]
    discount: {schedule: green-book-2026, rate: 0.035}

Right:

    scenario: baseline
    years: [2027-28]
    discount: {rate: 0.035}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.scenario import GREEN_BOOK
from legacymap.rules.context import ScenarioContext

CODE = "LM315"
SEVERITY: Severity = "error"


def check_scenario(context: ScenarioContext) -> Iterator[Fault]:
    """A discount with both or neither of its keys."""
    discount = context.scenario.discount
    if (discount.schedule is None) != (discount.rate is None):
        return
    both = discount.rate is not None
    yield Fault(
        "discount-unclear",
        "A schedule and a rate are given" if both else "The discount has neither a schedule nor a rate",
        context.route.to("discount"),
        "Keep one of the two." if both else f"Write `{{schedule: {GREEN_BOOK}}}` or `{{rate: 0.035}}`.",
        subject=("discount",),
    )
