"""An organisation belongs to itself by way of its parents.

Why: Budgets, markings and families are found by going up from parent to parent.
In a loop there is no top. Until it is broken, each of its members counts as
having no parent.

Mend: Correct one of the `parent` keys.

Wrong:

    organisation: {id: home-office, name: Home Office, parent: passport-office}
    systems: []
    ---
    organisation: {id: passport-office, name: Passports, parent: home-office}
    systems: []

Right:

    organisation: {id: home-office, name: Home Office}
    systems: []
    ---
    organisation: {id: passport-office, name: Passports, parent: home-office}
    systems: []
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.rules.context import Context
from legacymap.rules.requirements import loop_steps, loop_text

CODE = "LM208"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every member of a loop of parents, at its `parent`."""
    described = context.inventory.described
    for loop in context.inventory.organisation_cycles:
        for number, member in enumerate(loop):
            yield Fault(
                "organisation-loop",
                f"The organisation `{member}` belongs to itself{loop_text(loop, number)}",
                described[member].at("parent"),
                "Correct one `parent`; until then each of these counts as having none.",
                subject=("parent",),
                related=loop_steps(loop, number, lambda each: described[each].at("parent")),
            )
