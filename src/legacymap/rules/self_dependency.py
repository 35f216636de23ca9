"""A system depends on itself, or names itself as its own consumer.

Why: The arrow says nothing, and probably another system was meant, which is now
missing from the map.

Mend: Name the system that was meant, or delete the item.

Wrong:

    depends_on: [case-tracker]   # in the record of case-tracker

Right:

    depends_on: [identity-hub]
"""

from collections.abc import Iterator

from legacymap.domain.findings import Fault, Severity
from legacymap.domain.inventory import written
from legacymap.rules.context import Context

CODE = "LM122"
SEVERITY: Severity = "error"
_SAID = {
    "depends_on": "depends on itself",
    "used_by": "is named as a consumer of itself",
    "replaced_by": "is to be replaced by itself",
}


def check(context: Context) -> Iterator[Fault]:
    """Every item of `depends_on` and `used_by`, and `replaced_by`, that names the record's own system."""
    for record, named in context.references:
        own = record.id
        for reference in named:
            if reference.system == own and reference.kind in _SAID:
                yield Fault(
                    "self-dependency",
                    f"`{record.id}` {_SAID[reference.kind]}",
                    record.at(*reference.path),
                    "Name the system that was meant, or delete the item.",
                    record.id,
                    written(reference.path, record.invalid),
                )
