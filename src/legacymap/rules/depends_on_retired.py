"""A live system needs one that is retired.

Why: Either the system that is said to be gone still runs, or the dependency is
out of date. A retired system is not scored, so its risk would be missing.

Mend: Name what replaced it, or correct the status of one of the two.

Wrong:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker, depends_on: [old-hub]}
    - {id: old-hub, name: Old hub, status: retired}

Right:

    organisation: home-office
    systems:
    - {id: case-tracker, name: Case tracker, depends_on: [identity-hub]}
    - {id: old-hub, name: Old hub, status: retired, replaced_by: identity-hub}
    - {id: identity-hub, name: Identity hub}
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import Inventory, Record, written
from legacymap.rules.context import Context, Reference

CODE = "LM204"
SEVERITY: Severity = "warning"


def check(context: Context) -> Iterator[Fault]:
    """Every arrow from a live system to a retired one, once: at its consumer, else in `used_by`."""
    records = context.inventory.records
    retired = {name for name, each in records.items() if each.system.status == "retired"}
    live = {
        name
        for name, each in (records.items() if retired else ())
        if each.system.status == "live" and not each.is_invalid("status")
    }
    reported: set[tuple[str, str]] = set()
    for stated_in in ("depends_on", "used_by") if retired else ():
        for record, named in context.references:
            for reference in named:
                is_need = stated_in == "depends_on"
                arrow = (record.id, reference.system) if is_need else (reference.system, record.id)
                is_new = arrow not in reported and arrow[0] in live and arrow[1] in retired
                if reference.kind == stated_in and is_new:
                    reported.add(arrow)
                    yield _fault(record, reference, arrow, context.inventory)


def _fault(record: Record, reference: Reference, arrow: tuple[str, str], inventory: Inventory) -> Fault:
    needed = inventory.records[arrow[1]]
    successor = needed.full_id(needed.system.replaced_by) if needed.system.replaced_by else ""
    hint = "Name what replaced it, or correct the status of one of the two."
    if successor in inventory.records and successor != arrow[0]:
        hint = f"It was replaced by `{successor}`: name that, or correct the status of one of the two."
    return Fault(
        "depends-on-retired",
        f"`{arrow[0]}` is live and needs `{arrow[1]}`, which is retired",
        record.at(*reference.path),
        hint,
        record.id,
        written(reference.path, record.invalid),
        related=((needed.at("status"), "retired here"),),
    )
