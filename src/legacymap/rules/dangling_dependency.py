"""A reference names a system that is not in the inventory.

Why: The organisation is here but the system is not, so the arrow leads nowhere
and the map is wrong. Usually the id is misspelt.

Mend: Correct the id, or add a record for the system: `id` and `name` are enough.

Wrong:

    depends_on: [identity-hbu]

Right:

    depends_on: [identity-hub]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context, Neighbours

CODE = "LM201"
SEVERITY: Severity = "error"


def check(context: Context) -> Iterator[Fault]:
    """Every reference, `used_by` apart, to a missing system of an organisation that is loaded."""
    inventory = context.inventory
    neighbours = Neighbours(inventory)
    for record, reference, presence in context.strayed:
        if reference.kind != "used_by" and presence == "missing":
            yield Fault(
                "dangling-dependency",
                f"`{reference.kind}` names `{reference.system}`, which is not in the inventory",
                record.at(*reference.path),
                neighbours.hint(reference.system, record) or "Add a record for it, or correct the id.",
                record.id,
                written(reference.path, record.invalid),
                related=neighbours.related(reference.system, record),
            )
