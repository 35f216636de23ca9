"""An organisation is named but described nowhere.

Why: Its name, parent, budget and currency are unknown: its systems stand outside
any family, and the financial impact cannot be weighed against its budget.

Mend: Describe it in any one file; the others name its id.

Wrong:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Path, Route, Severity
from legacymap.domain.inventory import Inventory
from legacymap.rules.context import Context

CODE = "LM207"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every organisation of a document with systems, and every parent, without a description, once each."""
    inventory = context.inventory
    reported: set[str] = set()
    for organisation, route, subject in _named(inventory):
        # A file that cannot be read may hold the description; its ids are known, and it was reported.
        is_unread = f"/{organisation}" in inventory.left_out
        if organisation in inventory.described or organisation in reported or is_unread:
            continue
        reported.add(organisation)
        yield Fault(
            "organisation-not-described",
            f"The organisation `{organisation}` is described nowhere",
            route,
            f"Describe it in one file: `organisation: {{id: {organisation}, name: …}}`.",
            subject=subject,
        )


def _named(inventory: Inventory) -> Iterator[tuple[str, Route, Path]]:
    for organisation, route in inventory.named.items():
        yield organisation, route, ("organisation",)
    for described in inventory.described.values():
        if described.organisation.parent:
            yield described.organisation.parent, described.at("parent"), ("parent",)
