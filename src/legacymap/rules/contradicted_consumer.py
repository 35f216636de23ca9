"""`used_by` names a consumer whose own record does not list the system.

Why: The owner says that somebody needs the system, and that somebody's own list of
needs has no such entry. The arrow is drawn as assumed, so one of the two records
makes the map too full or the other leaves it too empty.

Mend: Ask the consumer's owner. Add the system to `depends_on` there, or delete the
item here.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: identity-hub, name: Identity hub, used_by: [case-tracker]}
    - {id: case-tracker, name: Case tracker, depends_on: [case-archive]}
    - {id: case-archive, name: Case archive}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: identity-hub, name: Identity hub, used_by: [case-tracker]}
    - {id: case-tracker, name: Case tracker, depends_on: [case-archive, identity-hub]}
    - {id: case-archive, name: Case archive}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import Inventory, Record, written
from legacymap.rules.context import Context

CODE = "LM215"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every item of `used_by` whose consumer states its needs, and none of this system.

    A need of a part of the system, or of what it is part of, is one of the system.
    """
    inventory = context.inventory
    for record, named in context.references if context.stating("used_by") else ():
        for reference in named:
            consumer = inventory.records.get(reference.system)
            if reference.kind != "used_by" or consumer is None or consumer is record:
                continue
            if record.in_estate and consumer.in_estate and _denies(consumer, record, inventory):
                yield Fault(
                    "contradicted-consumer",
                    f"`used_by` names `{consumer.id}`, whose `depends_on` does not list `{record.id}`",
                    record.at(*reference.path),
                    "Add the system to `depends_on` of the consumer, or delete this item.",
                    record.id,
                    written(reference.path, record.invalid),
                    related=((consumer.at("depends_on", on_key=True), "what the consumer says it needs"),),
                )


def _denies(consumer: Record, record: Record, inventory: Inventory) -> bool:
    needs = consumer.system.depends_on
    if needs is None or consumer.is_invalid("depends_on"):
        return False
    wholes = inventory.whole_systems
    whole = wholes.get(record.id, record.id)
    needed = [consumer.full_id(need.system) for need in needs]
    # A need that leads nowhere was reported, and may be this system under another name.
    is_clear = all(inventory.presence(each) in {"present", "not-loaded"} for each in needed)
    return is_clear and all(wholes.get(each, each) != whole for each in needed)
