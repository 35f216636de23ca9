"""A reference names a system of an organisation that was not read.

Why: A team can validate its own folder alone; then nobody can say whether the
system exists. A stub of kind `external` stands for it in the map.

Mend: Nothing, if the id is right. To check it, name the folder of the other
organisation as a further PATH.

Wrong:

    depends_on: [identity-office/identity-hub]

Right:

    depends_on: [home-office/identity-hub]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context, Neighbours

CODE = "LM203"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every reference to an organisation that no document with systems names."""
    inventory = context.inventory
    neighbours = Neighbours(inventory)
    for record, reference, presence in context.strayed:
        if presence == "not-loaded":
            organisation = reference.system.partition("/")[0]
            yield Fault(
                "organisation-not-loaded",
                f"`{reference.system}` belongs to the organisation `{organisation}`, which was not read",
                record.at(*reference.path),
                neighbours.hint(reference.system, record)
                or f"To check it, name the folder of `{organisation}` as a further PATH.",
                record.id,
                written(reference.path, record.invalid),
                related=neighbours.related(reference.system, record),
            )
