"""A system is to retire, live systems stop without it, and no successor is named.

Why: The systems that need it would stop with it. Either something takes over, or
each of them has to be changed first; the record says neither.

Mend: Name the successor in `replaced_by`. Where there will be none, take the
system out of `depends_on` of those that will no longer need it, or say when they
retire.

Wrong:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker, depends_on: [old-hub]}
    - {id: old-hub, name: Old hub, status: retiring}

Right:

    organisation: {id: home-office, name: Home Office}
    systems:
    - {id: case-tracker, name: Case tracker, depends_on: [old-hub]}
    - {id: old-hub, name: Old hub, status: retiring, replaced_by: identity-hub}
    - {id: identity-hub, name: Identity hub}
"""

from collections import defaultdict
from collections.abc import Iterator

from legacymap.domain.findings import Fault, Route, Severity
from legacymap.domain.inventory import Record
from legacymap.rules.context import Context, Reference

CODE = "LM218"
SEVERITY: Severity = "warning"
_MOST_SHOWN = 5


def check(context: Context) -> Iterator[Fault]:
    """Every system that retires, names no successor and is needed hard by a live one that stays.

    Only what consumers say of themselves counts. An external system is somebody else's to replace.
    """
    records = context.inventory.records
    retiring = {name: record for name, record in records.items() if _retires(record)}
    needed: dict[str, list[Route]] = defaultdict(list)
    for record, named in context.references if retiring else ():
        for reference in named:
            old = retiring.get(reference.system)
            if old is not None and reference.kind == "depends_on" and _stays(record, reference, old):
                needed[old.id].append(record.at(*reference.path))
    for name, record in retiring.items():
        if needed[name]:
            key = "retires" if record.system.retires else "status"
            yield Fault(
                "retiring-without-successor",
                f"`{name}` is to retire and names no successor, but live systems stop without it",
                record.at(key),
                "Name the successor in `replaced_by`, or correct what needs it.",
                name,
                (key,),
                "The system is to retire and names no successor, but live systems stop without it",
                related=tuple((place, "needed here") for place in needed[name][:_MOST_SHOWN]),
            )


def _retires(record: Record) -> bool:
    system = record.system
    is_to_go = system.status == "retiring" or system.retires is not None
    has_successor = system.replaced_by is not None or record.is_invalid("replaced_by")
    return is_to_go and record.in_estate and not has_successor and system.kind != "external"


def _stays(consumer: Record, reference: Reference, old: Record) -> bool:
    """Whether a consumer is live, needs the old system hard, and is not known to retire before it."""
    system = consumer.system
    index = int(reference.path[1])
    strength = (system.depends_on or ())[index].strength
    if consumer is old or system.status != "live" or strength != "hard" or consumer.is_invalid("status"):
        return False
    if system.retires is None:
        return not consumer.is_invalid("retires")
    return old.system.retires is not None and system.retires.first > old.system.retires.last
