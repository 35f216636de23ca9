"""`used_by` names a system that is not in the inventory.

Why: The owner of a system may know of a consumer before the consumer's owner has
written a record. Until there is one, a stub stands for it in the map.

Mend: Correct the id, or add a record for the consumer: `id` and `name` are
enough.

Wrong:

    used_by: [identity-hbu]

Right:

    used_by: [identity-hub]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context, Neighbours

CODE = "LM202"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every item of `used_by` that names a missing system of an organisation that is loaded."""
    inventory = context.inventory
    neighbours = Neighbours(inventory)
    for record, reference, presence in context.strayed:
        if reference.kind == "used_by" and presence == "missing":
            yield Fault(
                "unknown-consumer",
                f"`used_by` names `{reference.system}`, which is not in the inventory",
                record.at(*reference.path),
                neighbours.hint(reference.system, record)
                or "Add a record for it; until then a stub stands in its place.",
                record.id,
                written(reference.path, record.invalid),
                related=neighbours.related(reference.system, record),
            )
